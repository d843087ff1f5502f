"""Chỉ tiêu của năm: targets of published plans to start from, adopted from a day on, and looked ahead."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from desk.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from desk.numbers.forecast import Forecast
    from desk.office.opened import Office
    from desk.rows import IndicatorValue


@dataclass(frozen=True, slots=True)
class Plan:
    """A published plan: its targets in percent by indicator, and where they stand."""

    key: str
    name: str
    source: str
    year: int
    targets: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """The indicators of a period with the look ahead, as far as the period has run."""

    first: date
    last: date
    until: date  # the last day that is counted: the end, or today
    passed: int  # working days so far
    length: int  # of the whole period
    indicators: tuple[IndicatorValue, ...]
    forecasts: tuple[Forecast, ...]


@cache
def plans() -> tuple[Plan, ...]:
    """The shipped plans in the order of their file."""
    import tomllib

    from resources import path

    document = tomllib.loads(path("targets", "plans.toml").read_text(encoding="utf-8"))
    return tuple(
        Plan(one["key"], one["name"], one["source"], int(one["year"]), dict(one["targets"]))
        for one in document["plan"]
    )


def adopt(office: Office, key: str, valid_from: date | None = None) -> Plan:
    """Make a plan's targets the office's own from a day on (default: today); what it does not name has none.

    Raises:
        InputError: `plan.unknown`, `auth.role`, `setting.has_held`.
    """
    from desk.numbers.indicators import DEFAULT_TARGETS, TARGETS_SETTING
    from desk.office import settings
    from desk.office.staff import must_administer

    must_administer(office)
    plan = next((one for one in plans() if one.key == key), None)
    if plan is None:
        raise InputError("plan.unknown", plan=key[:40], allowed=[one.key for one in plans()])
    wanted = {**dict.fromkeys(DEFAULT_TARGETS), **plan.targets}
    with office.write("targets.adopt") as uow:
        settings.change(uow, TARGETS_SETTING, wanted, valid_from)
        uow.commit()
    return plan


def stand(office: Office, first: date, last: date) -> Standing:
    """Count a period as far as it has run, and look ahead to its end at the pace so far."""
    from datetime import timedelta

    from desk.dates.calendar import office_calendar
    from desk.numbers.forecast import forecast
    from desk.numbers.history_load import period
    from desk.numbers.tally import tally

    period(first, last)
    today = office.clock.now().date()
    until = max(first, min(last, today))
    counted = tally(office, first, until)
    with office.read() as session:
        calendar = office_calendar(session)
    before = first - timedelta(days=1)
    length = calendar.worked_between(before, last)
    passed = calendar.worked_between(before, until)
    return Standing(
        first=first,
        last=last,
        until=until,
        passed=passed,
        length=length,
        indicators=counted.indicators,
        forecasts=tuple(forecast(one, passed=passed, length=length) for one in counted.indicators),
    )
