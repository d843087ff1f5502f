"""The window's doors to this shelf, bound to one open office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desk.office.opened import Office
    from desk.rows.trends import Trends


@dataclass(frozen=True, slots=True)
class NumberDoors:
    """How the office's shares move, and where its work lies."""

    _office: Office

    def trends(self) -> Trends:
        """Twelve months and twelve days of both shares, digitised shares, deadlines ahead."""
        from desk.numbers.trends import trends

        return trends(self._office)
