"""The reports screen's state as frozen data: which report, which days, what is known, what is being made."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.reports.periods import named_period, period_after, period_before

if TYPE_CHECKING:
    from pathlib import Path

    from desk.rows.reports import ReportCard, ReportLook, ReportTable

_DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})", re.ASCII)
_MONTHS = 3
_DECEMBER = 12
_CUT_BEGINS = 15


class Span(StrEnum):
    """The periods that one key chooses; `FREE`: the days as they stand are none of them."""

    MONTH = "month"
    LAST_MONTH = "last_month"
    QUARTER = "quarter"
    YEAR = "year"
    CUT = "cut"
    CUT_QUARTER = "cut_quarter"
    FREE = "free"


class Job(StrEnum):
    """What is being made of the report."""

    NONE = ""
    SAVE = "save"
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class ReportsState:
    """Everything the view paints."""

    first: date
    last: date
    today: date
    cards: tuple[ReportCard, ...] = ()
    chosen: str = ""
    kind: str = ".xlsx"
    typed: tuple[str, str] | None = None  # days that cannot be read yet
    look: ReportLook | None = None
    table: int = 0
    looking: bool = False
    looked: int = 0  # hundredths
    unread: str = ""  # why there are no numbers
    job: Job = Job.NONE
    done: int = 0  # hundredths
    failure: str = ""  # why nothing was saved or printed
    stopped: bool = False  # what was being made was ended by the person
    saved: Path | None = None
    folder: Path | None = None  # where F9 saves
    named: str = ""  # what the file is called there

    @property
    def card(self) -> ReportCard | None:
        """The report that is chosen."""
        return next((one for one in self.cards if one.name == self.chosen), None)

    @property
    def span(self) -> Span:
        """Which preset the days are; told from the days, so it never says what is not so."""
        spans = (one for one in Span if one is not Span.FREE)
        days = self.first, self.last
        return next((one for one in spans if days_of(one, self.today) == days), Span.FREE)

    @property
    def seen(self) -> ReportTable | None:
        """The table in front."""
        tables = self.look.tables if self.look is not None else ()
        return tables[min(self.table, len(tables) - 1)] if tables else None

    @property
    def ready(self) -> bool:
        """Whether F9 and Ctrl+P do something now."""
        return self.card is not None and self.typed is None and not self.job


def days_of(span: Span, today: date) -> tuple[date, date]:
    """The first and last day of a preset; of the cut of the 15th the period that today lies in."""
    year, month = today.year, today.month
    if span is Span.YEAR:
        return named_period(str(year))
    if span is Span.QUARTER:
        return named_period(f"{year}-Q{_quarter(month)}")
    if span in (Span.MONTH, Span.LAST_MONTH):
        first, last = named_period(f"{year}-{month:02d}")
        return period_before(first, last) if span is Span.LAST_MONTH else (first, last)
    if today.day >= _CUT_BEGINS:  # belongs to the period of the month to come
        year, month = (year + 1, 1) if month == _DECEMBER else (year, month + 1)
    cut = span is Span.CUT
    return named_period(f"{year}-{month:02d}@15" if cut else f"{year}-Q{_quarter(month)}@15")


def _quarter(month: int) -> int:
    return (month - 1) // _MONTHS + 1


def moved(state: ReportsState, by: int) -> tuple[date, date]:
    """The period of the same kind before (-1) or after (1)."""
    return (period_before if by < 0 else period_after)(state.first, state.last)


def day_typed(text: str) -> date | None:
    """A day as people write it: `1/11/2026`, `01.11.2026`; None where it is none."""
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def period_name(first: date, last: date) -> str:
    """The period as a file is called after it: by its name where it has one, else by its days."""
    for name in (f"{last:%Y-%m}", f"{last.year}-Q{_quarter(last.month)}", f"{last.year}"):
        for cut in ("", "@15"):
            try:
                if named_period(name + cut) == (first, last):
                    return name + cut.replace("@", "-ky")
            except InputError:
                continue
    return f"{first:%Y-%m-%d}_{last:%Y-%m-%d}"


def file_name(state: ReportsState) -> str:
    """What the file is called: the report, its period, nothing of any person."""
    name = state.chosen.replace(".", "")
    return f"{_STEMS.get(name, f'bao-cao-{name}')}_{period_name(state.first, state.last)}{state.kind}"


_STEMS = {
    "so_theo_doi": "so-theo-doi", "so_chung_thuc": "so-chung-thuc", "overdue": "bao-cao-qua-han",
    "apologies": "bao-cao-xin-loi", "workload": "bao-cao-khoi-luong", "digitisation": "bao-cao-so-hoa",
    "satisfaction": "bao-cao-hai-long", "fees": "bao-cao-phi", "pack": "bao-cao-tom-tat",
}  # fmt: skip


def free_name(folder: Path, name: str) -> Path:
    """The name, or the next one that is not taken: what somebody edited is never written over unasked."""
    path = folder / name
    count = 2
    while path.exists():
        stem, dot, suffix = name.rpartition(".")
        path = folder / f"{stem} ({count}){dot}{suffix}"
        count += 1
    return path


def chosen(state: ReportsState, name: str) -> ReportsState:
    """Another report; the kind of file stays where it has it."""
    card = next((one for one in state.cards if one.name == name), None)
    if card is None:
        return state
    kind = state.kind if state.kind in card.kinds else card.kinds[0]
    return replace(state, chosen=name, kind=kind, table=0, failure="", saved=None, stopped=False)
