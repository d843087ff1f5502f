"""What people may wait for here, and which counter calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.office import settings
from desk.queue.declared import COUNTER
from desk.queue.rows import QueueKind, QueueSettings

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from desk.office.opened import Office


def queue_settings(session: Session, counter: str, on: date | None = None) -> QueueSettings:
    """The queue's settings in force on a day (default: today), from a counter's chair."""
    held = settings.values(session, on)
    mine = held["queue.serves"].get(counter)
    kinds = tuple(
        QueueKind(
            code=one["code"],
            name=one["name"],
            name_en=one["name_en"] or one["name"],
            mine=mine is None or one["code"] in mine,
        )
        for one in held["queue.kinds"]
    )
    return QueueSettings(
        on=held["queue.on"],
        kinds=kinds,
        next_after_commit=held["queue.next_after_commit"],
        paper=held["queue.paper"],
    )


def running(session: Session, counter: str) -> QueueSettings:
    """The settings where the queue is on.

    Raises:
        InputError: `queue.off`.
    """
    found = queue_settings(session, counter)
    if not found.on:
        raise InputError("queue.off")
    return found


def kind_of(held: QueueSettings, code: str) -> QueueKind:
    """A kind by its code, or the only one there is.

    Raises:
        InputError: `queue.no_kind` where nobody chose among several, `queue.unknown_kind`.
    """
    wanted = code.strip().upper()
    for one in held.kinds:
        if one.code == wanted:
            return one
    if not wanted and len(held.kinds) == 1:
        return held.kinds[0]
    allowed = [one.code or one.name for one in held.kinds]
    if not wanted:
        raise InputError("queue.no_kind", allowed=allowed)
    raise InputError("queue.unknown_kind", kind=code[:20], allowed=allowed)


def counter_of(office: Office, given: str | None = None) -> str:
    """The counter meant: as given, else this desk's own.

    Raises:
        InputError: `queue.bad_counter`.
    """
    counter = (office.card.counter if given is None else given).strip()
    if COUNTER.fullmatch(counter) is None:
        raise InputError("queue.bad_counter", counter=counter[:20])
    return counter
