"""Tờ khóa sổ: what a year's register held on its last day, counted from the history, never from today."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from desk.clock import LOCAL
from desk.rows import State
from printing import phrases
from printing.letters import Line

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from printing.words import Words

_SETTLED = frozenset({State.READY, State.RETURNED})


@dataclass(frozen=True, slots=True)
class Closing:
    """The closing sheet of one year: its lines, and where and when it is signed."""

    lines: tuple[Line, ...]
    place_date: str


def closing_years(office: Office, first: date, last: date, *, closing: bool | None) -> tuple[int, ...]:
    """The years whose book is closed by this print: asked for, or over and reached by the period's end."""
    today = office.clock.now().date()
    if closing is False:
        return ()
    years = range(first.year, last.year + 1)
    if closing:
        return tuple(years)
    return tuple(year for year in years if date(year, 12, 31) <= min(last, today))


def closing_of(office: Office, year: int, words: Words) -> Closing:
    """Count a year's register as it stood at the end of 31 December, or now while the year is not over."""
    now = office.clock.now()
    end = datetime(year + 1, 1, 1, tzinfo=LOCAL)
    over = now.date() >= date(year, 12, 31)
    with office.read() as session:
        numbers, states = _counted(session, year, end)
    total = sum(states.values())
    settled = sum(states[state] for state in _SETTLED)
    refused, stopped = states[State.REFUSED], states[State.STOPPED]
    counts = (
        ("closing_total", total),
        ("closing_settled", settled),
        ("closing_refused", refused),
        ("closing_stopped", stopped),
        ("closing_open", total - settled - refused - stopped),
    )
    first_last = (
        Line(words.text("closing_first"), f"{numbers[0]:04d}" if numbers else "–"),
        Line(words.text("closing_last"), f"{numbers[1]:04d}" if numbers else "–"),
    )
    counted = tuple(
        Line(words.text(name), words.text("count", n=phrases.grouped(number)), bold=name == "closing_total")
        for name, number in counts
    )
    place = office.identity.card_on(min(now.date(), date(year, 12, 31))).place
    day = words.text("closed_on", place=place, year=year) if over else phrases.place_date(place, now.date())
    return Closing(lines=(*first_last, *counted), place_date=day)


def _counted(session: Session, year: int, end: datetime) -> tuple[tuple[int, int] | None, Counter[int]]:
    """First and last running number of a year, and how many of its dossiers stood in which state at `end`."""
    from sqlalchemy import select

    from models.tables import Dossier, Event

    rows = session.execute(
        select(Dossier.id, Dossier.register_no, Dossier.state).where(Dossier.register_year == year)
    ).all()
    moved = set(
        session.scalars(
            select(Event.dossier_id)
            .join(Dossier, Dossier.id == Event.dossier_id)
            .where(Dossier.register_year == year, Event.at >= end)
            .distinct()
        )
    )
    states = Counter(_state_at(session, row.id, end) if row.id in moved else row.state for row in rows)
    numbers = sorted(row.register_no for row in rows if row.register_no is not None)
    return ((numbers[0], numbers[-1]) if numbers else None), states


def _state_at(session: Session, dossier_id: int, end: datetime) -> int:
    """The state a dossier stood in before a moment, read from its history."""
    from desk.record.events import of_dossier

    told = [
        event.details["state"]
        for event in of_dossier(session, dossier_id)
        if event.at < end and isinstance(event.details.get("state"), int)
    ]
    return told[-1] if told else int(State.RECEIVED)
