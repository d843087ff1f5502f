"""The window's doors to this shelf, bound to one open office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from desk.office.opened import Office
    from desk.templates.rows import (
        DraftView,
        FormText,
        Kept,
        PackReport,
        Published,
        SamplePage,
        TextChange,
        VersionRow,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class TemplateDoors:
    """The office's words for its papers: read, worded anew, tried, published, carried elsewhere."""

    _office: Office

    def forms(self) -> tuple[FormText, ...]:
        """Every form with how its words stand today."""
        from desk.templates.versions import form_texts

        return form_texts(self._office)

    def open_draft(self, form: str) -> DraftView:
        """My draft of a form at this counter, else the words that print today."""
        from desk.templates.drafts import open_draft

        return open_draft(self._office, form)

    def keep_draft(
        self, draft: DraftView, words: Mapping[str, str], *, begins: str = "", reason: str = ""
    ) -> Kept:
        """Keep what was typed; nothing another window wrote is written over."""
        from desk.templates.drafts import keep_draft

        return keep_draft(self._office, draft, words, begins=begins, reason=reason)

    def drop_draft(self, key: str) -> None:
        """Throw a draft away."""
        from desk.templates.drafts import drop_draft

        drop_draft(self._office, key)

    def follow(self, key: str) -> DraftView:
        """Put a draft onto the newest version; our texts stand."""
        from desk.templates.drafts import follow

        return follow(self._office, key)

    def sample(self, draft: DraftView, words: Mapping[str, str], paper: str = "") -> SamplePage:
        """The example with the words of a draft, and everything wrong with them; nothing is recorded."""
        from desk.templates.preview import sample_page
        from desk.templates.texts import body_with
        from desk.templates.versions import body_in

        with self._office.read() as session:
            body = body_with(draft.form, body_in(session, draft.form, draft.based_on), words)
        return sample_page(self._office, draft.form, body, paper)

    def publish(self, key: str, *, begins: date, reason: str, revision: int | None = None) -> Published:
        """Make a draft the form's version from a day on."""
        from desk.templates.publishing import publish

        return publish(self._office, key, begins=begins, reason=reason, revision=revision)

    def revert(self, form: str, no: int, *, begins: date, reason: str) -> Published:
        """Make an old version's words the newest version from a day on."""
        from desk.templates.publishing import revert

        return revert(self._office, form, no, begins=begins, reason=reason)

    def versions(self, form: str) -> tuple[VersionRow, ...]:
        """Every version of a form, the newest first."""
        from desk.templates.versions import versions

        return versions(self._office, form)

    def texts(self, form: str, no: int) -> dict[str, str]:
        """The texts of a version by place."""
        from desk.templates.versions import texts_of

        return texts_of(self._office, form, no)

    def compare(self, form: str, before: int, after: int) -> tuple[TextChange, ...]:
        """How two versions of a form differ."""
        from desk.templates.versions import compare

        return compare(self._office, form, before, after)

    def export_pack(self, forms: Sequence[str], path: Path) -> int:
        """Write the office's own versions as one signed file."""
        from desk.templates.pack import export_pack

        return export_pack(self._office, forms, path)

    def take_pack(
        self, path: Path, *, dry_run: bool = False, replace: bool = False, begins: date | None = None
    ) -> PackReport:
        """Take a pack over, or say what that would do."""
        from desk.templates.taking import take_pack

        return take_pack(self._office, path, dry_run=dry_run, replace=replace, begins=begins)
