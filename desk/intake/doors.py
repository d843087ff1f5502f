"""The window's doors to this shelf, bound to one open office: work kept while it is typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desk.intake.draft_keeper import DraftKeeper
    from desk.office.opened import Office
    from desk.rows.drafts import DraftList
    from desk.rows.visits import VisitOverview


@dataclass(frozen=True, slots=True)
class IntakeDoors:
    """What a window needs beside `receive`."""

    _office: Office

    def keeper(self) -> DraftKeeper:
        """Begin to keep this window's unfinished work as it is typed; `close()` it with the window."""
        from desk.intake.draft_keeper import DraftKeeper

        return DraftKeeper(self._office)

    def unfinished(self) -> DraftList:
        """Receptions and certifications typed before and never saved, which no window has open."""
        from desk.intake.drafts import unfinished

        return unfinished(self._office)

    def visit(self, code: str) -> VisitOverview:
        """Every dossier of the visit that one belongs to, with their dates and what they cost together.

        Raises:
            InputError: `dossier.not_found`.
        """
        from desk.intake.visits import overview

        return overview(self._office, code)

    def visit_paper(self) -> str:
        """How this office prints one person's several dossiers: `beside`, `instead` or `list_off`."""
        from desk.office import settings

        with self._office.read() as session:
            return str(settings.value(session, "receipt.visit"))

    def scans_required(self) -> bool:
        """Whether a reception with an unscanned paper is asked about before it is saved."""
        from desk.office import settings

        with self._office.read() as session:
            return bool(settings.value(session, "files.scan_required"))
