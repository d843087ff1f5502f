"""Frozen rows of the queue: a kind of service, a ticket, the board everybody looks at, a day's figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class QueueKind:
    """Loại việc: what people wait for; `mine` where this counter calls it."""

    code: str
    name: str
    name_en: str
    mine: bool = True
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class QueueSettings:
    """How the office runs its queue, as it holds today."""

    on: bool
    kinds: tuple[QueueKind, ...]
    next_after_commit: bool
    paper: str


@dataclass(frozen=True, slots=True)
class Ticket:
    """Số thứ tự as people see it: `label` is what is printed and called."""

    label: str
    kind: str
    state: str  # waiting | serving | parked | served | no_show | expired
    counter: str  # who called it last; "" before
    issued_at: datetime
    since: datetime
    priority: bool = False
    target: str = ""
    calls: int = 0
    call_no: int = 0
    waited_s: int = 0
    served_s: int = 0


@dataclass(frozen=True, slots=True)
class Issued:
    """A ticket just given out, and how many people are before it."""

    ticket: Ticket
    ahead: int
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Called:
    """What a call did: who is at the counter now, who was closed; `stale` where nothing was done."""

    current: Ticket | None
    closed: Ticket | None = None
    left: int = 0  # people this counter may still call
    stale: bool = False


@dataclass(frozen=True, slots=True)
class QueueBoard:
    """The queue of today from one counter's chair.

    `waiting` are those this counter may call, in the order in which it will; `calls` are the newest calls of
    all counters, newest first; `call_no` moves with every call and every repeated call.
    """

    on: bool
    day: date
    counter: str
    kinds: tuple[QueueKind, ...] = ()
    current: Ticket | None = None
    waiting: tuple[Ticket, ...] = ()
    parked: tuple[Ticket, ...] = ()
    missed: tuple[Ticket, ...] = ()
    calls: tuple[Ticket, ...] = ()
    call_no: int = 0
    next_after_commit: bool = False


@dataclass(frozen=True, slots=True)
class KindFigures:
    """One kind's day: how many, how long; times in seconds, None where nobody was called or served."""

    kind: str
    name: str
    issued: int
    served: int
    no_show: int
    open: int
    expired: int
    wait_median_s: int | None
    wait_most_s: int | None
    service_median_s: int | None
