"""The window's doors to this shelf, bound to one open office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from desk.importing import ImportReport
    from desk.office.opened import Office
    from desk.rows import ComponentCard, DuePromise, NextAct


@dataclass(frozen=True, slots=True)
class LifeDoors:
    """What may be done to a dossier now, and how its clock stands."""

    _office: Office

    def next_acts(self, code: str) -> tuple[NextAct, ...]:
        """The acts allowed now, in the order they are offered."""
        from desk.life.show import show

        return show(self._office, code).actions

    def propose_due(self, code: str) -> DuePromise:
        """A new date for an extension: the dossier's own term again, from now or from the present date."""
        from desk.life.proposals import propose_due

        return propose_due(self._office, code)

    def supplement_choices(self, code: str) -> tuple[ComponentCard, ...]:
        """The papers that may be asked for: the checklist at reception and what was handed in beside it."""
        from desk.life.proposals import supplement_choices

        return supplement_choices(self._office, code)

    def import_official_codes(self, path: Path, *, dry_run: bool) -> ImportReport:
        """Take official codes over from a table, all rows or none."""
        from desk.life.official_codes import import_codes

        return import_codes(self._office, path, dry_run=dry_run)
