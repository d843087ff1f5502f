"""Bảng kê ngày: what the closing screen shows of a day, from the same histories as the tally."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from desk.numbers.day_points import (
    SLIPS,
    Slips,
    cash_point,
    number_point,
    on_paper,
    other_prints,
    print_point,
    receipt_point,
    seat_point,
    slip_point,
    unprinted_slips,
    unscanned,
)
from desk.rows import ChecklistPoint, DayRow, DaySheet
from desk.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from desk.numbers.judging import Judged
    from desk.numbers.tally import Tally
    from desk.office.opened import Office
    from models.tally_file import TallyFile

POINTS = ("receipts", "handover", "scans", "overdue", "fees")
_ACCEPTED = 2
_NUMBERS = ("counter", "online", "returned", "early", "on_time", "late", "fee")


@dataclass(slots=True)
class _Day:
    rows: dict[str, dict[str, int]] = field(default_factory=dict)
    cash: int = 0
    online: int = 0
    received: int = 0
    owes_scans: dict[str, bool] = field(default_factory=dict)  # by code: whether any file of a paper came
    slips: list[str] = field(default_factory=list)  # codes whose slip is drawn and owed by no printer
    open: dict[str, list[str]] = field(default_factory=lambda: {key: [] for key in POINTS})

    def add(self, one: Judged, *, moment: datetime, printed: Callable[[str], bool]) -> None:
        """Add one dossier; `moment` is now, or the end of a day gone by."""
        now = one.at_end
        found: dict[str, int] = {}
        if one.belongs and now.settled:
            found[now.timing()] = 1
        if one.returned_in:
            found["returned"] = 1
        if one.received_in:
            self._received(one, found, printed=printed)
        if one.belongs and not now.settled and now.overdue(moment):
            self.open["overdue"].append(one.history.code)
        if found:
            row = self.rows.setdefault(one.history.field, dict.fromkeys(_NUMBERS, 0))
            for key, number in found.items():
                row[key] += number

    def _received(self, one: Judged, found: dict[str, int], *, printed: Callable[[str], bool]) -> None:
        now, history = one.at_end, one.history
        self.received += 1
        found["online" if history.channel == "online" else "counter"] = 1
        if now.fee_method in {"cash", "online"}:
            found["fee"] = now.fee
            if now.fee_method == "cash":
                self.cash += now.fee
            else:
                self.online += now.fee
        elif now.fee > 0 and now.fee_method == "none":
            self.open["fees"].append(history.code)
        if not now.express:
            (self.slips if printed(history.code) else self.open["receipts"]).append(history.code)
        if now.state == _ACCEPTED:
            self.open["handover"].append(history.code)
        if not now.express:
            self.owes_scans[history.code] = now.component_files > 0


@dataclass(slots=True)
class _Seen:
    """A day as one state of the record shows it."""

    found: _Day
    counted: Tally
    newest: TallyFile | None
    slips: Slips


def _look(session: Session, office: Office, day: date) -> _Seen:
    from desk.numbers.catalogue_marks import load_catalogue
    from desk.numbers.history_load import load_histories, period
    from desk.numbers.indicators import load_targets
    from desk.numbers.judging import judge
    from desk.numbers.tally import tally_of
    from desk.numbers.tally_files import newest_revision

    start, end = period(day, day)
    moment = min(office.clock.now(), end - timedelta(seconds=1))
    prints, owed = office.paths.prints, unprinted_slips(session)

    def printed(code: str) -> bool:
        return code not in owed and any((prints / f"{code}_{form}.pdf").is_file() for form in SLIPS)

    found = _Day()
    histories = list(load_histories(session, day, day))
    for history in histories:
        one = judge(history, start, end)
        if one is not None:
            found.add(one, moment=moment, printed=printed)
    slips = Slips(len(found.slips), on_paper(session, found.slips), owed)
    found.open["scans"] = unscanned(session, found.owes_scans)
    catalogue, targets = load_catalogue(session, day), load_targets(session, day)
    counted = tally_of(histories, day, day, catalogue=catalogue, targets=targets)
    return _Seen(found, counted, newest_revision(session, day), slips)


def cash_expected(session: Session, office: Office, day: date) -> int:
    """What the dossiers of a day say was taken in cash."""
    return _look(session, office, day).found.cash


def day_sheet(office: Office, day: date) -> DaySheet:
    """Return a day's figures by field, its money, the points to look at, and how its closing stands."""
    from desk.intake.drafts import count_drafts
    from desk.numbers.cash import counted_cash
    from desk.numbers.closable import lost_behind
    from desk.numbers.day_gaps import missed_days, number_runs
    from desk.numbers.history_load import period
    from desk.numbers.reopening import reopened_now, reopenings
    from desk.numbers.tally_files import closed_day, numbers_digest
    from desk.office.seats import seats
    from desk.paying.receipt_book import series

    today = day == office.clock.now().date()
    drafts = count_drafts(office) if today else 0
    with office.read() as session:
        seen = _look(session, office, day)
        newest, found = seen.newest, seen.found
        changed = newest is not None and numbers_digest(seen.counted) != newest.numbers_sha256
        closed = closed_day(office, newest, session=session) if newest is not None else None
        counted, numbers = counted_cash(session, day), number_runs(session, day)
        receipts = series(session, touched=period(day, day))
        papers = other_prints(session, *period(day, day))
        missed = missed_days(session, office.clock.now())
        opened, before = reopened_now(session, day), reopenings(session, day)
        lost = lost_behind(session, office.clock.now())
        there = seats(session, office) if today else ()
    rows = tuple(DayRow(field=name, **numbers) for name, numbers in sorted(found.rows.items()))
    return DaySheet(
        date=day,
        rows=rows,
        total=_total(rows, sentence("day.total", office.lang)),
        cash_expected=found.cash,
        paid_online=found.online,
        points=(
            *_points(found, seen.slips, office.lang),
            *print_point(papers, office.lang),
            *cash_point(found.cash, counted, office.lang),
            *number_point(numbers, office.lang),
            *receipt_point(receipts, office.lang),
            *seat_point(there, office.lang),
            *_draft_point(drafts, office.lang),
        ),
        closed=closed,
        changed_since=changed,
        counted=counted,
        reopened=opened,
        reopenings=before,
        missed=missed,
        numbers=numbers,
        clock_lost=lost,
        seats=there,
    )


def _total(rows: Iterable[DayRow], name: str) -> DayRow:
    listed = list(rows)
    return DayRow(field=name, **{key: sum(getattr(row, key) for row in listed) for key in _NUMBERS})


def _points(found: _Day, slips: Slips, lang: str) -> Iterable[ChecklistPoint]:
    for key in POINTS:
        codes = tuple(sorted(found.open[key]))
        if key == "receipts":
            yield slip_point(slips, codes, lang)
            continue
        code = f"day.point.{key}.{'open' if codes else 'done'}"
        text = sentence(code, lang, count=len(codes), received=found.received)
        yield ChecklistPoint(key=key, done=not codes, text=text, codes=codes)


def _draft_point(drafts: int, lang: str) -> Iterable[ChecklistPoint]:
    """What a clerk typed and never saved: said only where there is some, it belongs to no dossier yet."""
    if drafts:
        text = sentence("day.point.drafts.open", lang, count=drafts)
        yield ChecklistPoint(key="drafts", done=False, text=text)
