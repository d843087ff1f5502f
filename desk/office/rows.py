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
