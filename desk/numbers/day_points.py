"""Việc trước khi chốt that belong to the day, not to one dossier: cash, numbers, other desks.

Each is told only where there is something to tell, so a quiet office keeps its five points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.rows import ChecklistPoint
from desk.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desk.paying.rows import SeriesRow
    from desk.rows import CashCounted, NumberRun, SeatRow

CASH, NUMBERS, RECEIPTS, SEATS = "cash", "numbers", "receipt_numbers", "seats"


def cash_point(expected: int, counted: CashCounted | None, lang: str) -> Iterator[ChecklistPoint]:
    """Whether the cash was counted, and fits; a count made before more money came does not."""
    if counted is None:
        if expected:
            yield ChecklistPoint(CASH, done=False, text=sentence("day.point.cash.open", lang))
        return
    if counted.expected != expected:
        yield ChecklistPoint(CASH, done=False, text=sentence("day.point.cash.again", lang))
        return
    if difference := counted.difference:
        shown = f"{difference:+,}".replace(",", ".").replace("-", "−")
        text = sentence("day.point.cash.differs", lang, difference=shown)
        yield ChecklistPoint(CASH, done=True, text=text)
        return
    yield ChecklistPoint(CASH, done=True, text=sentence("day.point.cash.done", lang))


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
