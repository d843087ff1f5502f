"""Phát số, gọi số: what a clerk or a citizen does with the queue, each one short transaction.

Two counters that press at once never get the same ticket: numbers and calls are given out by one
transaction at a time. What happens to a ticket is kept in its row, not in the history of dossiers: a number
belongs to nobody.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.queue import tickets
from desk.queue.kinds import counter_of, kind_of, running
from desk.queue.rows import Called, Issued, Ticket

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from desk.office.opened import Office
    from desk.queue.rows import QueueSettings
    from desk.record.uow import UnitOfWork
    from models.queue import QueueTicket


@dataclass(frozen=True, slots=True)
class _Turn:
    """One act on the queue: the transaction, whose chair it is, what holds today."""

    uow: UnitOfWork
    counter: str
    held: QueueSettings
    day: date

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds this counter calls."""
        return tuple(one.code for one in self.held.kinds if one.mine)

    def here(self) -> QueueTicket:
        """The ticket at this counter."""
        return tickets.must_be_here(self.uow.session, self.day, self.counter)

    def left(self) -> int:
        """How many people this counter may still call."""
        self.uow.session.flush()
        return len(tickets.waiting(self.uow.session, self.day, self.kinds, self.counter))


@contextmanager
def _turn(office: Office, verb: str, counter: str | None) -> Iterator[_Turn]:
    """A transaction in which nobody else moves the queue; tickets of days before are over."""
    where = counter_of(office, counter)
    with office.write(f"queue.{verb}") as uow:
        uow.take_turn()
        held = running(uow.session, where)
        day = uow.now.date()
        tickets.end_day(uow, day - timedelta(days=1))
        yield _Turn(uow=uow, counter=where, held=held, day=day)


def issue(office: Office, kind: str = "", *, priority: bool = False, command_id: str | None = None) -> Issued:
    """Give out the next number of a kind; the same command id answers the number it got first.

    Raises:
        InputError: `queue.off`, `queue.no_kind`, `queue.unknown_kind`, `command.bad_id`,
            `command.other_verb`.
        SurroundingsError: the record could not be written; no number was given out.
    """
    from models.queue import QueueTicket

    with office.write("queue.issue", command_id=command_id) as uow:
        if uow.repeated_answer is not None:
            return _first_answer(uow, uow.repeated_answer)
        uow.take_turn()
        held = running(uow.session, office.card.counter)
        wanted, day = kind_of(held, kind), uow.now.date()
        tickets.end_day(uow, day - timedelta(days=1))
        one = QueueTicket(
            day=day, series=wanted.code, kind=wanted.code, priority=priority, state="waiting", target="",
            counter="", issued_at=uow.now, since=uow.now, calls=0, call_no=0, waited_s=0, served_s=0,
            number=uow.next_number(f"queue-{day.isoformat()}-{wanted.code}"),
        )  # fmt: skip
        uow.session.add(one)
        uow.session.flush()
        done = Issued(ticket=tickets.row_of(one), ahead=tickets.ahead_of(uow.session, one))
        uow.commit({"id": one.id, "ahead": done.ahead})
    return done


def _first_answer(uow: UnitOfWork, kept: dict[str, int]) -> Issued:
    from models.queue import QueueTicket

    one = uow.session.get_one(QueueTicket, kept["id"])
    return Issued(ticket=tickets.row_of(one), ahead=int(kept["ahead"]), repeated=True)


def call_next(office: Office, *, counter: str | None = None, seen: str | None = None) -> Called:
    """Close the ticket at a counter and call the next one it may call.

    `seen` is the label the caller believes to be at the counter ("" for none): where another press was
    faster, nothing is done and the answer is `stale`.

    Raises:
        InputError: `queue.off`, `queue.bad_counter`.
    """
    with _turn(office, "next", counter) as turn:
        session = turn.uow.session
        before = tickets.at_counter(session, turn.day, turn.counter)
        now_here = tickets.row_of(before).label if before is not None else ""
        if seen is not None and seen.strip().upper() != now_here:
            current = tickets.row_of(before) if before is not None else None
            return Called(current=current, left=turn.left(), stale=True)
        if before is not None:
            tickets.move(turn.uow, before, "served")
            session.flush()
        following = next(iter(tickets.waiting(session, turn.day, turn.kinds, turn.counter)), None)
        if following is not None:
            tickets.call(turn.uow, following, turn.counter)
        done = _called(turn, following, before)
        turn.uow.commit()
    return done


def recall(office: Office, ticket: str = "", *, counter: str | None = None) -> Called:
    """Call the ticket at a counter once more, or bring a certain one there: parked, missed, closed too early.

    Raises:
        InputError: `queue.off`, `queue.nobody_here`, `queue.no_such_ticket`, `queue.elsewhere`,
            `queue.over`.
    """
    with _turn(office, "recall", counter) as turn:
        session = turn.uow.session
        before = tickets.at_counter(session, turn.day, turn.counter)
        one = tickets.by_label(session, turn.day, ticket) if ticket.strip() else turn.here()
        closed = None
        if before is None or one.id != before.id:
            _may_be_called(one, turn.counter)
            if before is not None:
                tickets.move(turn.uow, before, "served")
                session.flush()
                closed = before
        tickets.call(turn.uow, one, turn.counter)
        done = _called(turn, one, closed)
        turn.uow.commit()
    return done


def _may_be_called(one: QueueTicket, counter: str) -> None:
    """A ticket at another counter stays there; one that is over stays over."""
    row = tickets.row_of(one)
    if one.state == "serving" or (one.target and one.target != counter):
        raise InputError("queue.elsewhere", ticket=row.label, counter=one.target or one.counter)
    if one.state not in tickets.CALLABLE:
        raise InputError("queue.over", ticket=row.label)


def park(office: Office, *, counter: str | None = None) -> Called:
    """Lay the ticket at a counter aside; it comes back by `recall`."""
    return _leave(office, "park", "parked", counter)


def no_show(office: Office, *, counter: str | None = None) -> Called:
    """The person called did not come; they may still be called again today."""
    return _leave(office, "no-show", "no_show", counter)


def finish(office: Office, *, counter: str | None = None) -> Called:
    """Close the ticket at a counter without calling another: a pause, the end of the day."""
    return _leave(office, "done", "served", counter)


def _leave(office: Office, verb: str, state: str, counter: str | None) -> Called:
    with _turn(office, verb, counter) as turn:
        one = turn.here()
        tickets.move(turn.uow, one, state)
        done = _called(turn, None, one)
        turn.uow.commit()
    return done


def transfer(
    office: Office, *, kind: str | None = None, to: str | None = None, counter: str | None = None
) -> Called:
    """Send the ticket at a counter on: to another kind, to one counter, or both; it keeps its place in time.

    Raises:
        InputError: `queue.transfer_where` where neither is given or nothing would change;
            `queue.unknown_kind`, `queue.bad_counter`, `queue.nobody_here`.
    """
    with _turn(office, "transfer", counter) as turn:
        one = turn.here()
        target = counter_of(office, to) if to else ""
        wanted = kind_of(turn.held, kind).code if kind is not None else one.kind
        if target in ("", turn.counter) and wanted == one.kind:
            raise InputError("queue.transfer_where")
        tickets.move(turn.uow, one, "waiting")
        one.kind, one.target = wanted, target
        done = _called(turn, None, one)
        turn.uow.commit()
    return done


def _called(turn: _Turn, current: QueueTicket | None, closed: QueueTicket | None) -> Called:
    left = turn.left()
    return Called(
        current=tickets.row_of(current) if current is not None else None,
        closed=tickets.row_of(closed) if closed is not None else None,
        left=left,
    )


def ticket(office: Office, text: str) -> Issued:
    """A ticket of today by its label, with how many people are before it now.

    Raises:
        InputError: `queue.no_such_ticket`.
    """
    with office.read() as session:
        one = tickets.by_label(session, office.clock.now().date(), text)
        waits = one.state == "waiting"
        row: Ticket = tickets.row_of(one)
        return Issued(ticket=row, ahead=tickets.ahead_of(session, one) if waits else 0)
