"""The window's doors to this shelf, bound to one open office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.paper.telling import quiet

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from desk.office.opened import Office
    from desk.paper.binding import Written
    from desk.paper.telling import Tell
    from desk.rows.reports import ReportCard, ReportLook


@dataclass(frozen=True, slots=True)
class ReportDoors:
    """Reports and books of a period: looked at, written, drawn. Reads only, so no pool of writers is needed.

    `tell` hears the share that is done (`desk.paper.telling`); what it raises ends the work, no file is left.
    """

    _office: Office

    def cards(self) -> tuple[ReportCard, ...]:
        """Every report that can be made, in the order they are offered."""
        from desk.reports.asking import cards

        return cards(self._office, self._office.clock.now().date())

    def look(
        self,
        name: str,
        first: date,
        last: date,
        *,
        tell: Tell = quiet,
    ) -> ReportLook:
        """The numbers of a report without a file."""
        from desk.reports.asking import look

        return look(self._office, name, (first, last), tell=tell)

    def write(
        self,
        name: str,
        first: date,
        last: date,
        path: Path,
        *,
        tell: Tell = quiet,
    ) -> Written:
        """Write a report, its kind by the file's name; the folder is made, the file is whole or not there."""
        from desk.paper.targets import writing
        from desk.record.durable import make_folder
        from desk.reports.asking import write

        with writing(path):
            make_folder(path.parent)
        return write(self._office, name, (first, last), path, tell=tell)

    def pdf(
        self,
        name: str,
        first: date,
        last: date,
        *,
        tell: Tell = quiet,
    ) -> bytes:
        """A report as PDF, to be printed."""
        from desk.reports.asking import pdf

        return pdf(self._office, name, (first, last), tell=tell)
