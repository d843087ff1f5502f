"""Measurements of the numbers at a large office: tallies of a day, a month, a year, and a year's report."""

from __future__ import annotations

import time
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from desk.trial.bench import NOW, Bench

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_TODAY = NOW.date()
_LAST_MONTH = (
    (_TODAY.replace(day=1) - timedelta(days=1)).replace(day=1),
    _TODAY.replace(day=1) - timedelta(days=1),
)
PERIODS = {
    "day": (_TODAY, _TODAY),
    "yesterday": (_TODAY - timedelta(days=3), _TODAY - timedelta(days=3)),  # the last day that was worked
    "month": (_TODAY.replace(day=1), _TODAY),
    "last_month": _LAST_MONTH,
    "year": (date(_TODAY.year, 1, 1), _TODAY),
}
TARGETS = {"day": 20, "yesterday": 20, "month": 40, "last_month": 40, "year": 2000}


def tally_of_period(folder: Path, *, name: str) -> Sequence[float]:
    """A tally as the command line and the window ask for it."""
    from desk.numbers.tally import tally
    from desk.office.bootstrap import open_office

    with open_office(folder, now=NOW) as office:
        return _timed(lambda: tally(office, *PERIODS[name]), n=15)


def trends_of_office(folder: Path) -> Sequence[float]:
    """The figures screen: twelve months, twelve days, the year, deadlines ahead."""
    from desk.numbers.trends import trends
    from desk.office.bootstrap import open_office

    with open_office(folder, now=NOW) as office:
        return _timed(lambda: trends(office), n=5)


def desk_figures(folder: Path) -> Sequence[float]:
    """The two indicators of the desk with their twelve bars."""
    from desk.numbers.shares import shares
    from desk.office.bootstrap import open_office

    days = [_TODAY - timedelta(days=back) for back in range(12)]
    windows = [PERIODS["month"], *((one, one) for one in days)]

    def counted() -> None:
        with office.read() as session:
            shares(office, session, windows)

    with open_office(folder, now=NOW) as office:
        return _timed(counted, n=15)


def desk_home_whole(folder: Path) -> Sequence[float]:
    """Everything the desk shows, as the window asks for it each minute."""
    from desk.lists.home import desk_home
    from desk.office.bootstrap import open_office

    with open_office(folder, now=NOW) as office:
        return _timed(lambda: desk_home(office), n=15)


def report_of_year(folder: Path) -> Sequence[float]:
    """II.06a of the year as a workbook."""
    from desk.office.bootstrap import open_office
    from desk.reports.writing import write_report

    with open_office(folder, now=NOW) as office:
        out = folder / "prints" / "bench-ii06a.xlsx"
        return _timed(lambda: write_report(office, "II.06a", *PERIODS["year"], out), n=5)


def _timed(work: Callable[[], object], *, n: int) -> list[float]:
    values = []
    for _ in range(n + 1):
        started = time.perf_counter()
        work()
        values.append((time.perf_counter() - started) * 1000)
    return values[1:]


NUMBERS = (
    *(
        Bench(f"tally_{name}", TARGETS[name], partial(tally_of_period, name=name), large=True)
        for name in PERIODS
    ),
    Bench("trends", 1000, trends_of_office, large=True),
    Bench("desk_figures", 50, desk_figures, large=True),
    Bench("desk_home", 50, desk_home_whole, large=True),
    Bench("report_year", 3000, report_of_year, large=True),
)
