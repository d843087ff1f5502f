"""What became of one try to send: proven, laid down but unproven, to be tried again, or for a person."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

Result = Literal["sent", "delivered", "again", "missing", "refused", "denied"]


@dataclass(frozen=True, slots=True)
class Package:
    """A frozen tally file on its way: never changed once it is made."""

    office: str
    day: str
    revision: int
    name: str
    body: bytes
    sha256: str  # over the tally inside, as the file itself tells it


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a try.

    `sent`: the collector proved that it has these bytes. `delivered`: laid down, not yet acknowledged.
    `again`: unknown or failed, the same bytes later. `missing`: the collector lacks what came before.
    `refused`: it will never be taken so; a person must look. `denied`: no right to send at all.
    """

    result: Result
    error: str = ""  # a stable code of `resources/messages`
    told: str = ""  # what the other side said, short, without anybody's data
    receipt: str = ""
    wait: int = 0  # seconds the other side asked to wait


@dataclass(frozen=True, slots=True)
class Failure:
    """One day that did not get there: which, for whom, and why, as a code with what the other side said."""

    date: str
    target: str
    code: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """The answer of `sync`; `waiting` counts what is delivered but not acknowledged too."""

    sent: int
    waiting: int
    failed: tuple[Failure, ...] = ()
    dry_run: bool = False
    busy: bool = False  # another counter or program has the turn; nothing was tried here
    delivered: int = field(default=0, compare=False)  # of those waiting: laid down, not acknowledged
    targets: int = field(default=0, compare=False)
    undeclared: bool = field(default=False, compare=False)  # no place is declared: carried away by hand
    refused: int = field(default=0, compare=False)  # beside those waiting: they need a person


class Transport(Protocol):
    """One way to a target; a failure is an outcome, never an exception."""

    def send(self, package: Package) -> Outcome:
        """Hand a package over, or find that it is there already."""

    def acknowledged(self, package: Package) -> Outcome:
        """Look whether a delivered package was acknowledged since."""

    def answered(self, names: Sequence[str]) -> Sequence[str]:
        """Which of these delivered files may have been acknowledged since: only they are asked about."""

    def reachable(self) -> Outcome:
        """Try the way without sending anything."""
