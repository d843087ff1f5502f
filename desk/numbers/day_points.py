"""Việc trước khi chốt that belong to the day, not to one dossier: cash, numbers, other desks.

Each is told only where there is something to tell, so a quiet office keeps its five points.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desk.life.sides import wants_scan
from desk.rows import ChecklistPoint
from desk.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from desk.paying.rows import SeriesRow
    from desk.rows import CashCounted, NumberRun, SeatRow

CASH, NUMBERS, RECEIPTS, SEATS, PRINTS = "cash", "numbers", "receipt_numbers", "seats", "prints"
SLIPS = ("giay_tiep_nhan", "phieu_bo_sung")  # what a citizen leaves the counter with
_NAMED = 2  # so many codes stand whole in the two lines of a point; more have their own list
_AT_ONCE = 1000


def unscanned(session: Session, received: Mapping[str, bool]) -> list[str]:
    """Codes of those dossiers a paper of which has no page (NĐ 118/2025 Đ.17.1: each paper by itself).

    `received` tells by code whether any file came with it: all there is to go by where no paper is on record.
    """
    from sqlalchemy import select

    from models.tables import Component, Dossier

    codes, listed, bare = list(received), set(), set()
    for start in range(0, len(codes), _AT_ONCE):
        rows = session.execute(
            select(Dossier.code, Component.kind, Component.pages, Component.reused_from)
            .join(Component, Component.dossier_id == Dossier.id)
            .where(Dossier.code.in_(codes[start : start + _AT_ONCE]))
        )
        for code, kind, pages, reused_from in rows:
            listed.add(code)
            if not pages and wants_scan(kind, reused_from):
                bare.add(code)
    return [code for code in codes if code in bare or (code not in listed and not received[code])]


def unprinted_slips(session: Session) -> Mapping[str, tuple[str, ...]]:
    """By code the slips drawn but still owed to paper: they wait, failed, or nobody saw them come out."""
    from sqlalchemy import select

    from desk.printing.queue import OPEN
    from models.tables import PrintJob

    asked = select(PrintJob.code, PrintJob.form).where(PrintJob.state.in_(OPEN), PrintJob.form.in_(SLIPS))
    owed: dict[str, tuple[str, ...]] = {}
    for code, form in session.execute(asked):
        owed[code] = (*owed.get(code, ()), form)
    return owed


def on_paper(session: Session, codes: Sequence[str]) -> int:
    """For how many of these a slip came out of a printer; of the others there is only the file."""
    from sqlalchemy import select

    from models.tables import PrintJob

    came: set[str] = set()
    for start in range(0, len(codes), _AT_ONCE):
        some = PrintJob.code.in_(codes[start : start + _AT_ONCE])
        done = select(PrintJob.code).where(PrintJob.state == "done", PrintJob.form.in_(SLIPS), some)
        came.update(session.scalars(done))
    return len(came)


def other_prints(session: Session, start: datetime, end: datetime) -> tuple[str, ...]:
    """What the day's other papers are called that have not come out, in the order they were wanted."""
    from sqlalchemy import select

    from desk.printing.queue import OPEN
    from models.tables import PrintJob

    owed = (
        select(PrintJob.code)
        .where(PrintJob.state.in_(OPEN), PrintJob.form.not_in(SLIPS))
        .where(PrintJob.created_at >= start, PrintJob.created_at < end)
        .order_by(PrintJob.id)
    )
    return tuple(dict.fromkeys(session.scalars(owed)))


@dataclass(frozen=True, slots=True)
class Slips:
    """Giấy giao cho người nộp: what the day's citizens should have in hand, and how much of it is paper."""

    there: int = 0  # dossiers whose slip is drawn and owed by no printer
    on_paper: int = 0  # of those: seen to come out of a printer
    owed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by code: forms a printer still owes


def slip_point(slips: Slips, codes: Sequence[str], lang: str) -> ChecklistPoint:
    """Whether every citizen of the day has a slip in hand; those the printer still owes are named."""
    if not codes:
        kind = "done" if slips.on_paper == slips.there else "mixed" if slips.on_paper else "files"
        told = {"received": slips.there, "printed": slips.on_paper, "files": slips.there - slips.on_paper}
        return ChecklistPoint(
            "receipts", done=True, text=sentence(f"day.point.receipts.{kind}", lang, **told)
        )
    waits = [code for code in codes if code in slips.owed]
    kind = "open" if not waits else "waiting" if len(waits) == len(codes) else "both"
    forms = [form for code in waits for form in slips.owed[code]]
    papers = [
        sentence(f"day.point.slip.{form}", lang, n=forms.count(form)) for form in SLIPS if form in forms
    ]
    text = sentence(
        f"day.point.receipts.{kind}", lang,
        count=len(codes), waiting=len(waits), papers=" + ".join(papers), codes=_some(waits, lang),
    )  # fmt: skip
    return ChecklistPoint("receipts", done=False, text=text, codes=tuple(codes))


def print_point(owed: Sequence[str], lang: str) -> Iterator[ChecklistPoint]:
    """Other papers of the day that have not come out; told only where there are some."""
    if owed:
        text = sentence("day.point.prints.open", lang, count=len(owed), codes=_some(owed, lang))
        yield ChecklistPoint(PRINTS, done=False, text=text)


def _some(codes: Sequence[str], lang: str) -> str:
    """The first codes whole, and how many more there are: half a code helps nobody."""
    named = codes if len(codes) <= _NAMED else codes[: _NAMED - 1]
    rest = len(codes) - len(named)
    more = f" {sentence('day.point.more', lang, count=rest)}" if rest else ""
    return ", ".join(named) + more


def cash_point(expected: int, counted: CashCounted | None, lang: str) -> Iterator[ChecklistPoint]:
    """Whether the cash was counted, and fits; a count made before more money came does not."""
    if counted is None:
        if expected:
            yield ChecklistPoint(CASH, done=False, text=sentence("day.point.cash.open", lang))
        return
    if counted.expected != expected:
        yield ChecklistPoint(CASH, done=False, text=sentence("day.point.cash.again", lang))
        return
    yield _counted(counted.difference, counted.reason, lang)


def points_with_count(
    points: Sequence[ChecklistPoint], expected: int, counted: int, *, reason: str, lang: str
) -> tuple[ChecklistPoint, ...]:
    """The same points with cash counted just now and not signed yet: judged as the signed count will be."""
    made = _counted(counted - expected, reason, lang)
    if any(point.key == CASH for point in points):
        return tuple(made if point.key == CASH else point for point in points)
    return (*points, made)


def _counted(difference: int, reason: str, lang: str) -> ChecklistPoint:
    """What a count says of the drawer; a difference is done with once somebody explained it."""
    if not difference:
        return ChecklistPoint(CASH, done=True, text=sentence("day.point.cash.done", lang))
    shown = f"{difference:+,}".replace(",", "," if lang == "en" else ".").replace("-", "−")
    kind = "differs" if reason.strip() else "unexplained"
    text = sentence(f"day.point.cash.{kind}", lang, difference=shown)
    return ChecklistPoint(CASH, done=bool(reason.strip()), text=text)


def number_point(runs: Sequence[NumberRun], lang: str) -> Iterator[ChecklistPoint]:
    """Numbers of the day that are gone; that none is gone needs no word here."""
    missing = [f"{run.head}-{number:04d}" for run in runs for number in run.missing]
    if missing:
        text = sentence("day.point.numbers.open", lang, count=len(missing), first=missing[0])
        yield ChecklistPoint(NUMBERS, done=False, text=text)


def receipt_point(series: Sequence[SeriesRow], lang: str) -> Iterator[ChecklistPoint]:
    """Biên lai of the series used on the day: numbers nobody accounts for, numbers told twice."""
    if not series:
        return
    missing, doubled = sum(one.missing for one in series), sum(len(one.doubled) for one in series)
    sound = not (missing or doubled)
    code = f"day.point.receipt_numbers.{'done' if sound else 'open'}"
    yield ChecklistPoint(RECEIPTS, done=sound, text=sentence(code, lang, missing=missing, doubled=doubled))


def seat_point(seats: Sequence[SeatRow], lang: str) -> Iterator[ChecklistPoint]:
    """Other desks that have the office open, or stopped with something unfinished."""
    others = [one for one in seats if not one.here]
    live = [one for one in others if one.state != "dead"]
    others = [one for one in others if one.drafts]
    if live:
        names = ", ".join(dict.fromkeys(one.counter or one.clerk for one in live))
        text = sentence("day.point.seats.open", lang, names=names)
        yield ChecklistPoint(SEATS, done=False, text=text)
    elif others:
        names = ", ".join(dict.fromkeys(one.counter or one.clerk for one in others))
        text = sentence("day.point.seats.dead", lang, names=names)
        yield ChecklistPoint(SEATS, done=False, text=text)
