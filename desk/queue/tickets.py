"""Giữ số: how a ticket is found, ordered and moved from state to state, inside one transaction."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.queue.rows import Ticket

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy.orm import Session

    from desk.record.uow import UnitOfWork
    from models.queue import QueueTicket

OPEN = ("waiting", "serving", "parked")
CALLABLE = ("waiting", "parked", "no_show", "served")  # a person who comes back is called again
_LABEL = re.compile(r"([A-Z0-9]*?)0*([0-9]{1,6})", re.ASCII)


def label(series: str, number: int) -> str:
    """What is printed and called: `A07`, or `23` where the office has one kind only."""
    return f"{series}{number:02d}" if series else str(number)


def row_of(one: QueueTicket) -> Ticket:
    """The ticket as it leaves `desk`."""
    return Ticket(
        label=label(one.series, one.number),
        kind=one.kind,
        state=one.state,
        counter=one.counter,
        issued_at=one.issued_at,
        since=one.since,
        priority=one.priority,
        target=one.target,
        calls=one.calls,
        call_no=one.call_no,
        waited_s=one.waited_s,
        served_s=one.served_s,
    )


def at_counter(session: Session, day: date, counter: str) -> QueueTicket | None:
    """The ticket being served at a counter."""
    from sqlalchemy import select

    from models.queue import QueueTicket

    return session.scalars(
        select(QueueTicket).where(
            QueueTicket.day == day, QueueTicket.counter == counter, QueueTicket.state == "serving"
        )
    ).one_or_none()


def waiting(session: Session, day: date, kinds: Iterable[str], counter: str) -> list[QueueTicket]:
    """Whom a counter may call, in its order: priority first, then who came first; "" is no counter."""
    from sqlalchemy import select

    from models.queue import QueueTicket

    open_to_all = (QueueTicket.target == "") & QueueTicket.kind.in_(tuple(kinds))
    return list(
        session.scalars(
            select(QueueTicket)
            .where(QueueTicket.day == day, QueueTicket.state == "waiting")
            .where((QueueTicket.target == counter) | open_to_all if counter else open_to_all)
            .order_by(QueueTicket.priority.desc(), QueueTicket.issued_at, QueueTicket.id)
        )
    )


def ahead_of(session: Session, one: QueueTicket) -> int:
    """How many people who wait for the same kind will be called before this ticket."""
    before = waiting(session, one.day, (one.kind,), one.target)
    return next((place for place, other in enumerate(before) if other.id == one.id), len(before))


def by_label(session: Session, day: date, text: str) -> QueueTicket:
    """A ticket of the day by what is printed on it, however many zeros are typed.

    Raises:
        InputError: `queue.no_such_ticket`.
    """
    from sqlalchemy import select

    from models.queue import QueueTicket

    found = _LABEL.fullmatch(text.strip().upper())
    one = None
    if found is not None:
        one = session.scalars(
            select(QueueTicket).where(
                QueueTicket.day == day,
                QueueTicket.series == found.group(1),
                QueueTicket.number == int(found.group(2)),
            )
        ).one_or_none()
    if one is None:
        raise InputError("queue.no_such_ticket", ticket=text.strip()[:20])
    return one


def must_be_here(session: Session, day: date, counter: str) -> QueueTicket:
    """The ticket at a counter.

    Raises:
        InputError: `queue.nobody_here`.
    """
    one = at_counter(session, day, counter)
    if one is None:
        raise InputError("queue.nobody_here", counter=counter)
    return one


def move(uow: UnitOfWork, one: QueueTicket, state: str) -> None:
    """Put a ticket into another state; the time in the old one is kept where it was waiting or service."""
    seconds = max(0, int((uow.now - one.since).total_seconds()))
    if one.state == "waiting":
        one.waited_s += seconds
    elif one.state == "serving" and state != "no_show":
        one.served_s += seconds
    one.state, one.since = state, uow.now
    one.finished_at = uow.now if state in {"served", "no_show", "expired"} else None


def call(uow: UnitOfWork, one: QueueTicket, counter: str) -> None:
    """Call a ticket to a counter; called again, it only sounds again."""
    if one.state != "serving":
        move(uow, one, "serving")
    one.counter, one.target = counter, ""
    one.calls += 1
    one.call_no = uow.next_number(f"queue-calls-{one.day.isoformat()}")


def end_day(uow: UnitOfWork, last: date) -> int:
    """Close what is still open up to a day: who was being served is served, the rest is over.

    Answers how many tickets were closed.
    """
    from sqlalchemy import select

    from models.queue import QueueTicket

    open_ones = uow.session.scalars(
        select(QueueTicket).where(QueueTicket.day <= last, QueueTicket.state.in_(OPEN))
    ).all()
    for one in open_ones:
        if one.day == uow.now.date():
            move(uow, one, "served" if one.state == "serving" else "expired")
        else:  # nobody knows how long it took: the night is neither waiting nor service
            one.state, one.since, one.finished_at = "expired", uow.now, uow.now
    return len(open_ones)
