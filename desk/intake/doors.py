"""The window's doors to this shelf, bound to one open office: work kept while it is typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desk.intake.draft_keeper import DraftKeeper
    from desk.office.opened import Office
    from desk.rows.drafts import DraftList


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

    def visit_paper(self) -> str:
        """How this office prints one person's several dossiers: `beside`, `instead` or `list_off`."""
        from desk.office import settings

        with self._office.read() as session:
            return str(settings.value(session, "receipt.visit"))
