"""Dự báo: what a share comes to by the end of its period, and how many more it takes to reach the target.

Whole numbers and fractions only: the same counts give the same answer everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desk.rows import IndicatorValue

# Shares that grow dossier by dossier; those of the catalogue stand still until somebody changes it.
STANDING_STILL = frozenset(
    {"non_territorial", "procedures_online", "procedures_full_online", "online_active"}
)


@dataclass(frozen=True, slots=True)
class Forecast:
    """How an indicator stands towards its target.

    `need` is how many good ones in a row would reach the target now; None where none can (a target of
    100 % once missed) or there is no target. `expected` is how many more will come by the end of the
    period at the pace so far, `of_expected` how many of them must be good; `reachable` tells whether that
    can be. `rate_at_end` is the share at the end if things go on as they are.
    """

    key: str
    need: int | None
    expected: int
    of_expected: int | None
    reachable: bool | None
    rate_at_end: float | None


def forecast(one: IndicatorValue, *, passed: int, length: int) -> Forecast:
    """Look ahead from `passed` of the `length` working days of a period."""
    from desk.record.canonical import percent

    more = _more(one, passed=passed, length=length)
    top, bottom = one.numerator, one.denominator
    rate = percent(top, bottom)
    if one.target is None:
        return Forecast(one.key, None, more, None, None, rate)
    aim = Fraction(str(one.target)) / 100
    whole = bottom + more
    wanted = max(0, _ceiling(aim * whole) - top)
    reachable = wanted <= more if whole else None
    return Forecast(
        key=one.key,
        need=needed(top, bottom, aim),
        expected=more,
        of_expected=wanted if reachable else None,
        reachable=reachable,
        rate_at_end=rate,
    )


def needed(top: int, bottom: int, aim: Fraction) -> int | None:
    """The fewest good ones after which `top`/`bottom` is at least `aim`; None where no number is enough."""
    if bottom and Fraction(top, bottom) >= aim:
        return 0
    if not bottom:
        return 1 if aim > 0 else 0
    if aim >= 1:
        return None
    return max(0, _ceiling((aim * bottom - top) / (1 - aim)))


def what_if(one: IndicatorValue, *, good: int, other: int) -> float | None:
    """The share after `good` more that count and `other` more that do not."""
    from desk.record.canonical import percent

    return percent(one.numerator + good, one.denominator + good + other)


def _more(one: IndicatorValue, *, passed: int, length: int) -> int:
    """How many more at the pace so far, rounded to the nearest."""
    if one.key in STANDING_STILL or passed <= 0 or length <= passed:
        return 0
    return _rounded(Fraction(one.denominator * (length - passed), passed))


def _ceiling(value: Fraction) -> int:
    return -((-value.numerator) // value.denominator)


def _rounded(value: Fraction) -> int:
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)
