"""What every row is made of: the states, a note, who sits here and where."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class State(enum.IntEnum):
    """Trạng thái hồ sơ: the ten national status codes (field list of the provincial connectors)."""

    NEW = 1
    RECEIVED = 2
    REFUSED = 3
    PROCESSING = 4
    SUPPLEMENT = 5
    PAYMENT = 6
    WITHDRAWING = 7
    STOPPED = 8
    READY = 9
    RETURNED = 10


@dataclass(frozen=True, slots=True)
class Note:
    """A warning or a problem: stable code and the sentence for people in the office's language."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class StaffCard:
    """Cán bộ một cửa: who sits at the desk."""

    username: str
    full_name: str
    role: str  # clerk | head | admin


@dataclass(frozen=True, slots=True)
class OfficeCard:
    """The office as screens and forms name it."""

    code: str
    name: str  # e.g. "Trung tâm Phục vụ hành chính công phường Mẫu"
    parent: str  # e.g. "UBND phường Mẫu"
    place: str  # địa danh on the date line
    address: str
    hotline: str
    training: bool
    counter: str
    extra: Mapping[str, str] = field(default_factory=dict)
