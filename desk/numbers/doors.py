"""The window's doors to this shelf, bound to one open office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from desk.office.opened import Office
    from desk.rows import IndicatorValue
    from desk.rows.aims import AimSheet, Behind, PlanCard
    from desk.rows.trends import Trends


@dataclass(frozen=True, slots=True)
class NumberDoors:
    """How the office's shares move, and where its work lies."""

    _office: Office

    def trends(self) -> Trends:
        """Twelve months and twelve days of both shares, digitised shares, deadlines ahead."""
        from desk.numbers.trends import trends

        return trends(self._office)

    def aims(self, first: date, last: date) -> AimSheet:
        """Every indicator of a period with target, formula and look ahead."""
        from desk.numbers.aims import aim_sheet

        return aim_sheet(self._office, first, last)

    def plans(self) -> tuple[PlanCard, ...]:
        """Published plans whose targets can be taken over."""
        from desk.numbers.aims import plan_cards

        return plan_cards()

    def adopt_plan(self, key: str, valid_from: date | None = None) -> None:
        """Make a plan's targets the office's own from a day on."""
        from desk.numbers.plans import adopt

        adopt(self._office, key, valid_from)

    def set_target(self, key: str, percent: float | None, valid_from: date | None = None) -> None:
        """Set or take away one target from a day on."""
        from desk.numbers.aims import set_target

        set_target(self._office, key, percent, valid_from)

    def behind(self, key: str, first: date, last: date, *, counted: bool) -> Behind:
        """The dossiers behind an indicator's number."""
        from desk.numbers.behind import behind

        return behind(self._office, key, first, last, counted=counted)

    def what_if(self, value: IndicatorValue, *, good: int, other: int) -> float | None:
        """The share after so many more that count and so many that do not."""
        from desk.numbers.forecast import what_if

        return what_if(value, good=good, other=other)
