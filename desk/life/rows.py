"""Frozen rows of a dossier's life: acts allowed next, countdowns, side-states, remarks, corrections."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class NextAct:
    """Việc làm tiếp: one act allowed now, as a screen offers it.

    `key` is the letter of its short cut, `form` the key of the paper it prints, `required` the keys of the
    act that must be there. `needs_override`: the limit of the law is used up, somebody must allow it.
    `confirm`: it cannot be taken back.
    """

    verb: str
    label: str
    key: str = ""
    form: str = ""
    needs_override: bool = False
    required: tuple[str, ...] = ()
    confirm: bool = False


@dataclass(frozen=True, slots=True)
class Countdown:
    """Đồng hồ đếm ngược: what is due, by what law, and the working minutes left; never below zero.

    Of a late one `minutes_over` tells the working minutes since.
    """

    key: str  # accept | clerk_notice | transfer | unfit | late_notice | due | result_fix | supplement_close
    label: str
    basis: str
    due_at: datetime
    minutes_left: int
    level: str  # ok | soon | late
    minutes_over: int = 0


@dataclass(frozen=True, slots=True)
class SideStates:
    """Trạng thái phụ: kept apart from the main state; `words` has the name of each in the office's language.

    Keys of `words` are the field names.
    """

    delivery: str  # none | waiting | sent | delivered | failed
    finance: str  # none | exempt | unpaid | paid
    sync: str  # local | provisional | reconciled
    digitisation: str  # none | partial | full
    warning: str  # none | ok | soon | late
    words: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def unknown(cls) -> SideStates:
        """Side-states of something that is no dossier yet, e.g. a preview."""
        return cls(delivery="none", finance="none", sync="local", digitisation="none", warning="none")


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """Ghi chú: words beside the log, with the event that tells there are some."""

    event_seq: int
    at: datetime
    actor: str
    text: str
    verb: str = "dossier.noted"


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """Đính chính: one field before and after."""

    event_seq: int
    at: datetime
    actor: str
    field: str
    old: Any
    new: Any
