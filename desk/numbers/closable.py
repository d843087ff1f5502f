"""Ngày chốt được: which days may be closed at all, and whether the clock that says so can be trusted.

A day gone by stays closable however late; a day before the record begins holds nothing anybody counted.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from desk.clock import as_local
from desk.errors import InputError

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from desk.office.opened import Office

DRIFT = timedelta(minutes=10)  # machines of one office differ by minutes; a wrong date differs by hours
NEWEST = 200  # events, about a day of a busy counter: a clock that once ran ahead is forgotten by then


def must_be_closable(office: Office, session: Session, day: date) -> None:
    """Refuse a day that is not there to be closed.

    Raises:
        InputError: `close.future_day`, `close.clock_behind`, `close.before_office`.
    """
    today = office.clock.now().date()
    if day > today:
        raise _not_yet(session, day, today)
    first = first_day(office, session)
    if day < first:
        raise InputError("close.before_office", day=f"{day:%d/%m/%Y}", first=f"{first:%d/%m/%Y}")


def first_day(office: Office, session: Session) -> date:
    """The first day a tally can tell something of: the founding, or an earlier dossier of an old register.

    A training office replays days with a frozen clock (`--now`), so there the year itself is open. Today
    is never refused, whatever a wrong clock calls it.
    """
    from sqlalchemy import func, select

    from models.tables import Dossier, Event

    founded = session.scalar(select(Event.at).order_by(Event.seq).limit(1))
    received = session.scalar(select(func.min(Dossier.received_at)))
    days = [as_local(one).date() for one in (founded, received) if one is not None]
    first = min(days, default=office.clock.now().date())
    first = min(first, office.clock.now().date())
    return first.replace(month=1, day=1) if office.card.training else first


def clock_lost(session: Session, now: datetime) -> datetime | None:
    """The record's latest moment where the clock lies behind it by more than clocks of one office differ."""
    last = _latest(session)
    return last if last is not None and now + DRIFT < last else None


def _latest(session: Session) -> datetime | None:
    """The latest of the newest events, not the last alone: that may be the first a wrong clock wrote."""
    from sqlalchemy import func, select

    from models.event import Event

    newest = select(Event.at).order_by(Event.seq.desc()).limit(NEWEST).subquery()
    last = session.scalar(select(func.max(newest.c.at)))
    return as_local(last) if last is not None else None


def _not_yet(session: Session, day: date, today: date) -> InputError:
    """Why a day that is not over cannot be closed: it has not come, or the clock fell behind the record."""
    last = _latest(session)
    if last is not None and last.date() >= day:
        told = f"{last:%H:%M %d/%m/%Y}"
        return InputError("close.clock_behind", day=f"{day:%d/%m/%Y}", today=f"{today:%d/%m/%Y}", last=told)
    return InputError("close.future_day", day=day.isoformat(), today=today.isoformat())
