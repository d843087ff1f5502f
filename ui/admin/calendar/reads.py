"""What the calendar asks of the record; every function runs on the desk pool."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.dates.rows import CalendarChange, DayCard, HoursCard
    from ui.admin.calendar.model import OwnDay
    from ui.services import Services

CONFIRMED = "calendar.last_confirmed_year"


def as_changes(days: Sequence[OwnDay]) -> tuple[CalendarChange, ...]:
    """The days as the record's door takes them."""
    from desk.dates.rows import CalendarChange

    return tuple(
        CalendarChange(
            day=one.day, kind=one.kind or None, am=one.am, pm=one.pm, note=one.note, basis=one.basis
        )
        for one in days
    )


def read_months(
    services: Services, months: Sequence[tuple[int, int]]
) -> dict[tuple[int, int], tuple[DayCard, ...]]:
    """Read some months (desk pool)."""
    return {(year, month): services.dates.month(year, month) for year, month in months}


def read_hours(services: Services) -> Sequence[HoursCard]:
    """Read the week's hours, in force and planned (desk pool)."""
    return services.dates.hours()


def last_confirmed(services: Services) -> int | None:
    """The last year with an official calendar (desk pool)."""
    found = next((one for one in services.house.rules() if one.key == CONFIRMED), None)
    return found.value if found is not None and isinstance(found.value, int) else None
