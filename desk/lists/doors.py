"""The window's doors to this shelf, bound to one open office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desk.office.opened import Office


@dataclass(frozen=True, slots=True)
class ListDoors:
    """What waits for a human hand, and whom to call."""

    _office: Office
