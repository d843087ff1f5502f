"""Bảng gọi số: what the clerk's chip and the waiting screen show, read in one look."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desk.queue import tickets
from desk.queue.kinds import counter_of, queue_settings
from desk.queue.rows import QueueBoard

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from desk.queue.rows import Ticket

LAST_CALLS = 6
_ASIDE = 20


def board(office: Office, *, counter: str | None = None) -> QueueBoard:
    """The queue of today from a counter's chair (default: this desk's); off where there is none."""
    day = office.clock.now().date()
    with office.read() as session:
        where = counter_of(office, counter) if counter is not None else office.card.counter
        held = queue_settings(session, where)
        if not held.on:
            return QueueBoard(on=False, day=day, counter=where)
        mine = tuple(one.code for one in held.kinds if one.mine)
        waits = _waiting_by_kind(session, day)
        here = tickets.at_counter(session, day, where)
        calls = _calls(session, day)
        return QueueBoard(
            on=True,
            day=day,
            counter=where,
            kinds=tuple(replace(one, waiting=waits.get(one.code, 0)) for one in held.kinds),
            current=tickets.row_of(here) if here is not None else None,
            waiting=tuple(map(tickets.row_of, tickets.waiting(session, day, mine, where))),
            parked=_aside(session, day, "parked"),
            missed=_aside(session, day, "no_show"),
            calls=calls,
            call_no=calls[0].call_no if calls else 0,
            next_after_commit=held.next_after_commit,
        )


def _waiting_by_kind(session: Session, day: date) -> dict[str, int]:
    from sqlalchemy import func, select

    from models.queue import QueueTicket

    rows = session.execute(
        select(QueueTicket.kind, func.count())
        .where(QueueTicket.day == day, QueueTicket.state == "waiting")
        .group_by(QueueTicket.kind)
    )
    return {str(kind): int(n) for kind, n in rows}


def _aside(session: Session, day: date, state: str) -> tuple[Ticket, ...]:
    """Tickets laid aside, who was first first."""
    from sqlalchemy import select

    from models.queue import QueueTicket

    found = session.scalars(
        select(QueueTicket)
        .where(QueueTicket.day == day, QueueTicket.state == state)
        .order_by(QueueTicket.since, QueueTicket.id)
        .limit(_ASIDE)
    )
    return tuple(map(tickets.row_of, found))


def _calls(session: Session, day: date) -> tuple[Ticket, ...]:
    """The newest calls of all counters; a ticket sent on waits again and is no call any more."""
    from sqlalchemy import select

    from models.queue import QueueTicket

    found = session.scalars(
        select(QueueTicket)
        .where(QueueTicket.day == day, QueueTicket.call_no > 0, QueueTicket.state != "waiting")
        .order_by(QueueTicket.call_no.desc())
        .limit(LAST_CALLS)
    )
    return tuple(map(tickets.row_of, found))
