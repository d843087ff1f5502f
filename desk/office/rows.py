"""Frozen rows of the house: rules of the law, the office's profiles, reception points."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@dataclass(frozen=True, slots=True)
class RuleValue:
    """One value of a setting from a day on; `planned` where that day is still to come."""

    value: Any
    valid_from: date
    planned: bool


@dataclass(frozen=True, slots=True)
class RuleCard:
    """Cài đặt, quy định: what holds today, since when, by which source, and every value before and after.

    `valid_from` is None where the default holds; `history` is oldest first.
    """

    key: str
    value: Any
    default: Any
    valid_from: date | None
    source: str
    confidence: str  # H | M | L, empty for the office's own taste
    help: str
    history: tuple[RuleValue, ...] = ()


@dataclass(frozen=True, slots=True)
class ProfileCard:
    """Thông tin đơn vị: how the office is called and coded from a day on."""

    valid_from: date
    code: str
    name: str
    parent: str
    place: str
    address: str
    hotline: str
    lookup_url: str
    training: bool
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PointCard:
    """Điểm tiếp nhận: a place of this office where dossiers are received; `here` is this machine's own."""

    code: str
    name: str
    address: str = ""
    mobile: bool = False
    active: bool = True
    here: bool = False


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Cán bộ của đơn vị: one who works or worked at the counter; `here` is who acts at this desk now."""

    username: str
    full_name: str
    role: str  # clerk | head | admin
    account: str = ""
    active: bool = True
    here: bool = False


@dataclass(frozen=True, slots=True)
class StaffChange:
    """Sửa cán bộ: what is to change about one member of staff; None stays as it is.

    `new` adds a person; without a `username` theirs is made of the full name.
    """

    username: str = ""
    new: bool = False
    full_name: str | None = None
    role: str | None = None
    account: str | None = None
    active: bool | None = None


@dataclass(frozen=True, slots=True)
class StaffStanding:
    """Danh sách cán bộ: those at work first, and whether the person at this desk may change them.

    `account` is the operating-system account of this process; `viewing`: the record is open for looking only.
    """

    members: tuple[StaffMember, ...]
    may_change: bool
    viewing: bool
    account: str
