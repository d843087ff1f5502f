"""Ngày chốt được: which days may be closed at all, and whether the clock that says so can be trusted.

A day gone by stays closable however late; a day before the record begins holds nothing anybody counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.clock import as_local
from desk.errors import InputError
from desk.record.events import clock_lost, latest, latest_moment

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from desk.office.opened import Office


def must_be_closable(office: Office, session: Session, day: date) -> datetime | None:
    """Refuse a day that is not there to be closed; the record's latest moment where the clock lies behind it.

    Raises:
        InputError: `close.future_day`, `close.clock_behind`, `close.before_office`.
    """
    founded, received, last = _ends(session)
    now = office.clock.now()
    if day > now.date():
        raise _not_yet(day, now.date(), last)
    first = _first_day(office, [one for one in (founded, received) if one is not None])
    if day < first:
        raise InputError("close.before_office", day=f"{day:%d/%m/%Y}", first=f"{first:%d/%m/%Y}")
    return last if clock_lost(now, last) else None


def lost_behind(session: Session, now: datetime) -> datetime | None:
    """The record's latest moment where the clock lies well behind it."""
    last = latest(session)
    return last if clock_lost(now, last) else None


def _ends(session: Session) -> tuple[datetime | None, ...]:
    """When the record was founded, its earliest reception and its latest moment, by one query."""
    from sqlalchemy import func, select

    from models.tables import Dossier, Event

    founded = select(Event.at).order_by(Event.seq).limit(1).scalar_subquery()
    received = select(func.min(Dossier.received_at)).scalar_subquery()
    found = session.execute(select(founded, received, latest_moment())).one()
    return tuple(as_local(at) if at is not None else None for at in found)


def _first_day(office: Office, begun: list[datetime]) -> date:
    """The first day a tally can tell something of: the founding, or an earlier dossier of an old register.

    A training office replays days with a frozen clock (`--now`), so there the year itself is open. Today
    is never refused, whatever a wrong clock calls it.
    """
    first = min(one.date() for one in (*begun, office.clock.now()))
    return first.replace(month=1, day=1) if office.card.training else first


def _not_yet(day: date, today: date, last: datetime | None) -> InputError:
    """Why a day that is not over cannot be closed: it has not come, or the clock fell behind the record."""
    if last is not None and last.date() >= day:
        told = f"{last:%H:%M %d/%m/%Y}"
        return InputError("close.clock_behind", day=f"{day:%d/%m/%Y}", today=f"{today:%d/%m/%Y}", last=told)
    return InputError("close.future_day", day=day.isoformat(), today=today.isoformat())
