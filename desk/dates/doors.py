"""The window's doors to this shelf, bound to one open office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from pathlib import Path

    from desk.dates.explain import DueStory
    from desk.dates.rows import (
        AffectedDossier,
        CalendarCard,
        CalendarChange,
        CalendarPreview,
        DayCard,
        HoursCard,
    )
    from desk.importing import ImportReport
    from desk.office.opened import Office


@dataclass(frozen=True, slots=True)
class DateDoors:
    """The working calendar and its administration."""

    _office: Office

    def explain(self, procedure: str, received_at: datetime) -> DueStory:
        """Why a result would be due when it is: steps, sources, days."""
        from desk.dates.explain import explain

        return explain(self._office, procedure, received_at)

    def month(self, year: int, month: int) -> tuple[DayCard, ...]:
        """How this office works on each day of a month."""
        from desk.dates import admin

        return admin.month(self._office, year, month)

    def listed(self, year: int) -> tuple[CalendarCard, ...]:
        """Every day of a year that differs from its weekday, with where it is known from."""
        from desk.dates.admin import listed

        return listed(self._office, year)

    def own_rows(self, year: int) -> tuple[CalendarCard, ...]:
        """The office's own rows of a year."""
        from desk.dates.admin import own_cards

        return own_cards(self._office, year)

    def preview(self, changes: Sequence[CalendarChange]) -> CalendarPreview:
        """Which open dossiers changes would touch; nothing is written."""
        from desk.dates.admin import preview

        return preview(self._office, changes)

    def apply(self, changes: Sequence[CalendarChange]) -> CalendarPreview:
        """Write changes, all or none; no date already printed moves."""
        from desk.dates.admin import apply

        return apply(self._office, changes)

    def import_file(self, path: Path, *, dry_run: bool = False) -> ImportReport:
        """Import a table of days, whole or not at all."""
        from desk.dates.admin import import_file
        from desk.errors import InputError
        from desk.importing import ImportReport

        try:
            return import_file(self._office, path, dry_run=dry_run)[0]
        except InputError as failure:
            if failure.code == "auth.role":
                raise
            return ImportReport.refused(failure, lang=self._office.lang, dry_run=dry_run)

    def preview_file(self, path: Path) -> CalendarPreview:
        """Which open dossiers a table of days would touch; nothing is written."""
        from desk.dates.admin import import_file

        return import_file(self._office, path, dry_run=True)[1]

    def export_file(self, path: Path) -> int:
        """Write the days as CSV or XLSX; answers how many."""
        from desk.dates.admin import export_file

        return export_file(self._office, path)

    def hours(self) -> tuple[HoursCard, ...]:
        """The office's hours with their first days, oldest first."""
        from desk.dates.office_hours import hours

        return hours(self._office)

    def set_hours(
        self, week: Sequence[Sequence[Sequence[str]]], *, valid_from: date, basis: str = ""
    ) -> tuple[HoursCard, ...]:
        """Set the hours of a week from a day on."""
        from desk.dates.office_hours import set_hours

        return set_hours(self._office, week, valid_from=valid_from, basis=basis)

    def affected(self) -> tuple[AffectedDossier, ...]:
        """Open dossiers whose printed date would now be computed differently."""
        from desk.dates.affected import affected

        return affected(self._office)
