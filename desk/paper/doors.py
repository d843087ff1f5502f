"""The window's doors to this shelf, bound to one open office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desk.importing import ImportReport
    from desk.office.opened import Office
    from desk.paper.receipts import Printed
    from desk.paper.rows import FormCard, PhraseCard, TemplateCard
    from desk.rows import Note


@dataclass(frozen=True, slots=True)
class WordDoors:
    """Printed forms, their dated wording and the standard sentences."""

    _office: Office

    # forms
    def forms_for(self, code: str) -> tuple[FormCard, ...]:
        """Every form of one dossier, those that cannot be printed now with the reason."""
        from desk.paper.offers import forms_for

        return forms_for(self._office, code)

    def act_pdf(self, code: str, verb: str, payload: Mapping[str, Any], paper: str | None = None) -> bytes:
        """The letter or slip an act would leave, before it is done; nothing is recorded."""
        from desk.paper.ahead import act_pdf

        return act_pdf(self._office, code, verb, payload, paper=paper)

    def form_pdf(self, form: str, code: str, paper: str | None = None) -> bytes:
        """A form of a dossier as PDF bytes, nothing recorded; `paper` None = the usual one."""
        from desk.paper.receipts import form_pdf

        return form_pdf(self._office, form, code, paper)

    def print_blank(self, draft: Mapping[str, Any]) -> Printed:
        """Print the blank declaration of a reception still being typed (keys of the `receive` file)."""
        from desk.paper.blank_form import print_blank

        return print_blank(self._office, draft)

    def stickers_pdf(self, codes: tuple[str, ...], paper: str = "a4") -> bytes:
        """Folder stickers of several dossiers on as few sheets as they need."""
        from desk.paper.offers import stickers_pdf

        return stickers_pdf(self._office, codes, paper)

    def handover_pdf(self, batch: str, paper: str = "a4") -> bytes:
        """The hand-over list of a batch as PDF bytes."""
        from desk.paper.handing import handover_pdf

        return handover_pdf(self._office, batch, paper)

    # wording
    def templates(self) -> tuple[TemplateCard, ...]:
        """Every dated version of every form's wording, shipped and own."""
        from desk.paper.templates import templates

        return templates(self._office)

    def export_template(self, form: str, path: Path) -> int:
        """Write a form's wording as a TOML file; answers how many versions."""
        from desk.paper.templates import export_template

        return export_template(self._office, form, path)

    def import_template(self, path: Path, *, dry_run: bool = False) -> ImportReport:
        """Take the versions of a TOML file, all or none."""
        from desk.paper.templates import import_template

        return import_template(self._office, path, dry_run=dry_run)

    def template_notes(self, path: Path) -> tuple[Note, ...]:
        """What to mind before a TOML file's versions are taken."""
        from desk.paper.templates import taken

        return taken(self._office, path, dry_run=True)[1]

    # standard sentences
    def phrases(
        self, kind: str = "", procedure: str = "", *, everything: bool = False
    ) -> tuple[PhraseCard, ...]:
        """The sentences of a kind that fit a procedure, its own ones first."""
        from desk.paper.phrases import phrases

        return phrases(self._office, kind, procedure, everything=everything)

    def set_phrase(self, card: PhraseCard) -> PhraseCard:
        """Add a sentence or change one."""
        from desk.paper.phrases import set_phrase

        return set_phrase(self._office, card)

    def remove_phrase(self, kind: str, code: str) -> None:
        """Take a sentence out of the lists."""
        from desk.paper.phrases import remove_phrase

        remove_phrase(self._office, kind, code)

    def import_phrases(self, path: Path, *, dry_run: bool = False) -> ImportReport:
        """Read a table of sentences, all rows or none."""
        from desk.paper.phrase_table import import_phrases

        return import_phrases(self._office, path, dry_run=dry_run)

    def export_phrases(self, path: Path) -> int:
        """Write every sentence as a table; answers the number of rows."""
        from desk.paper.phrase_table import export_phrases

        return export_phrases(self._office, path)
