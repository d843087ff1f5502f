"""How sending stands, as frozen rows: what waits, what went, why not, since when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from desk.sending.secrets import Place


@dataclass(frozen=True, slots=True)
class SendRow:
    """Một ngày cho một nơi nhận: `state` is waiting, sending, delivered, sent, refused or superseded.

    `error` is the code of its sentence, `told` what the other side said, `failed_since` the first failure.
    """

    key: str
    date: date
    revision: int
    target: str
    state: str
    attempts: int = 0
    error: str = ""
    told: str = ""
    tried_at: datetime | None = None
    failed_since: datetime | None = None
    next_at: datetime | None = None
    sent_at: datetime | None = None
    receipt: str = ""
    undeclared: bool = False  # no place was declared: it lies in the folder beside the record


@dataclass(frozen=True, slots=True)
class TargetState:
    """Một nơi nhận: what lies there, what waits for it, and how it goes since when."""

    name: str
    kind: str
    waiting: int = 0
    delivered: int = 0
    refused: int = 0
    error: str = ""
    failed_since: datetime | None = None
    sent_at: datetime | None = None
    undeclared: bool = False  # the folder beside the record, before any place was declared


@dataclass(frozen=True, slots=True)
class SendState:
    """The whole of it. `rows`: what needs a hand first, then what waits, then the last that went."""

    targets: tuple[TargetState, ...] = ()
    rows: tuple[SendRow, ...] = ()
    every_minutes: int = 0  # nought: only by hand and after a day was closed
    busy_by: str | None = None  # the counter that sends now ("": one without a number)

    @property
    def waiting(self) -> int:
        """Rows that still have to leave."""
        return sum(one.waiting for one in self.targets)

    @property
    def delivered(self) -> int:
        """Rows laid down and not acknowledged."""
        return sum(one.delivered for one in self.targets)

    @property
    def undeclared(self) -> bool:
        """Whether no place was declared: what is laid down must be carried away by hand."""
        return bool(self.targets) and all(one.undeclared for one in self.targets)

    @property
    def refused(self) -> int:
        """Rows that wait for a person."""
        return sum(one.refused for one in self.targets)

    @property
    def sent_at(self) -> datetime | None:
        """When something was last proven to have arrived."""
        return max((one.sent_at for one in self.targets if one.sent_at is not None), default=None)

    @property
    def failing(self) -> tuple[TargetState, ...]:
        """The targets that something is wrong with, the longest first."""
        found = [one for one in self.targets if one.failed_since is not None]
        return tuple(sorted(found, key=lambda one: (one.refused == 0, str(one.failed_since))))

    @property
    def offline(self) -> bool:
        """Whether all that is wrong is that this machine has no network."""
        from desk.sending.wire_faults import OFFLINE

        return bool(self.failing) and all(one.error in OFFLINE for one in self.failing)


@dataclass(frozen=True, slots=True)
class TargetCard:
    """Nơi nhận as it is set: name, kind, what leads there, and where each of its secrets is kept."""

    name: str
    kind: str
    options: Mapping[str, str]
    secrets: Mapping[str, Place | None]

    def as_json(self) -> dict[str, str]:
        """The target as the setting holds it."""
        return {"name": self.name, "kind": self.kind, **self.options}


@dataclass(frozen=True, slots=True)
class TargetTrial:
    """What trying a target found: an error's code with what the other side said; "" where it works.

    `day` is the closed day that was shown to it, where it can judge one without keeping it.
    """

    error: str = ""
    told: str = ""
    day: date | None = None
