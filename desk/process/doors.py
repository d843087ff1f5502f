"""The window's doors to this shelf, bound to one open office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from desk.importing import ImportReport
    from desk.office.opened import Office
    from desk.process.rows import HandoverDone, HoldingRow, ProcessPlan, StepCard, WorkloadRow


@dataclass(frozen=True, slots=True)
class ProcessDoors:
    """Internal process: steps, hand-over, who holds what."""

    _office: Office

    def steps(self, code: str, *, on: date | None = None) -> ProcessPlan:
        """The steps of a procedure as in force on a day (default: today), or the default ones."""
        from desk.process.plans import plan

        return plan(self._office, code, on=on)

    def save_steps(
        self, code: str, steps: Sequence[StepCard | Mapping[str, Any]], *, valid_from: date | None = None
    ) -> ProcessPlan:
        """Keep the steps of a procedure from a day on; none at all takes that day's plan away."""
        from desk.process.plans import save

        return save(self._office, code, steps, valid_from=valid_from)

    def import_file(
        self, path: Path, *, dry_run: bool = False, start: date | None = None, new_units: bool = False
    ) -> ImportReport:
        """Read plans from a table, all rows or none."""
        from desk.process.table import import_file

        return import_file(self._office, path, dry_run=dry_run, start=start, new_units=new_units)

    def export_file(self, path: Path) -> int:
        """Write every plan as a table; answers the number of rows."""
        from desk.process.table import export_file

        return export_file(self._office, path)

    def units(self) -> tuple[str, ...]:
        """Every unit known here, the counter first."""
        from desk.process.units import known_units

        with self._office.read() as session:
            return known_units(session)

    def hand_over(
        self, codes: Sequence[str], *, to: str, holder: str = "", command_id: str | None = None
    ) -> HandoverDone:
        """Hand dossiers over to a unit as one batch and print its list."""
        from desk.process.handover import hand_over

        return hand_over(self._office, codes, to=to, holder=holder, command_id=command_id)

    def holdings(self, code: str) -> tuple[HoldingRow, ...]:
        """The hands a dossier went through, with planned and used working minutes up to now."""
        from desk.process.holdings import of
        from desk.record.dossiers import by_code

        with self._office.read() as session:
            row = by_code(session, self._office, code)
            return of(session, row.id, now=self._office.clock.now())

    def workload(self) -> tuple[WorkloadRow, ...]:
        """Who holds how much now, the most pressed first."""
        from desk.process.workload import workload

        return workload(self._office)
