"""What an office setting is, and the limits its values are held to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_DAYS = 7
_GROUPS_766 = frozenset({"1", "2", "3", "3b", "4", "5"})


@dataclass(frozen=True, slots=True)
class Declared:
    """One setting: its key, its default, what a value must satisfy, what it is for.

    A rule of the law also names its legal basis in `source` and how sure that is in `confidence`:
    H full text read, M secondary or partial text, L a single weak source; empty for the office's own taste.
    """

    key: str
    default: Any
    accepts: Callable[[Any], bool]
    help: str
    help_en: str
    source: str = ""
    confidence: str = ""


def whole(lowest: int, highest: int) -> Callable[[Any], bool]:
    """Accept whole numbers within limits; true and false are no numbers."""
    return lambda value: type(value) is int and lowest <= value <= highest


def one_of(*words: Any) -> Callable[[Any], bool]:  # noqa: ANN401 - any JSON value
    """Accept the given values only, and of their own type."""
    return lambda value: any(value == word and type(value) is type(word) for word in words)


def phrase(longest: int) -> Callable[[Any], bool]:
    """Accept one line of text that can be read: not empty, no control signs, no loose ends."""
    return lambda value: (
        isinstance(value, str)
        and 0 < len(value) <= longest
        and value.isprintable()
        and value == value.strip()
    )


def flag(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Accept true and false."""
    return isinstance(value, bool)


def clock_time(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Accept a time of day `HH:MM`."""
    return isinstance(value, str) and _CLOCK.fullmatch(value) is not None


def week(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Accept seven days, Monday first, each with its open intervals."""
    return isinstance(value, list) and len(value) == _DAYS and all(_is_day(day) for day in value)


def year(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Accept a year of this century."""
    return type(value) is int and 2000 <= value <= 2100


def days_or_none(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Accept a number of days, or null for no limit."""
    return value is None or (type(value) is int and 1 <= value <= 36_500)


def roles(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Accept a list of roles, none twice, at least one."""
    from desk.office.staff import ROLES

    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(one, str) and one in ROLES for one in value)
        and len(set(value)) == len(value)
    )


def targets(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Accept percent by indicator; null takes a target away."""
    from desk.numbers.indicators import KEYS

    return isinstance(value, dict) and all(
        key in KEYS and (aim is None or (type(aim) in {int, float} and 0 <= aim <= 100))
        for key, aim in value.items()
    )


def points_766(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Accept points, cap and group by indicator; the caps are percent above zero.

    `steps` in place of the share of the cap: rates rising, each with the points from there on.
    """
    from desk.numbers.indicators import KEYS

    def number(one: Any, least: float, most: float) -> bool:  # noqa: ANN401 - any JSON value
        return type(one) in {int, float} and least <= one <= most

    return isinstance(value, dict) and all(
        key in KEYS
        and isinstance(one, dict)
        and set(one) - {"steps"} == {"group", "points", "cap"}
        and one["group"] in _GROUPS_766
        and number(one["points"], 0, 100)
        and number(one["cap"], 0.01, 100)
        and _are_steps(one.get("steps", []), one["points"], number)
        for key, one in value.items()
    )


def _are_steps(steps: Any, most: float, number: Callable[[Any, float, float], bool]) -> bool:  # noqa: ANN401
    """Rates that rise, each with points up to the most."""
    return (
        isinstance(steps, list)
        and all(isinstance(one, list) and len(one) == 2 for one in steps)
        and all(number(rate, 0, 100) and number(points, 0, most) for rate, points in steps)
        and all(before[0] < after[0] for before, after in pairwise(steps))
    )


def _is_day(day: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Open intervals in order, none empty, none overlapping; no interval is a day off."""
    if not isinstance(day, list):
        return False
    edges: list[str] = []
    for interval in day:
        if not (
            isinstance(interval, list) and len(interval) == 2 and all(clock_time(edge) for edge in interval)
        ):
            return False
        edges += interval
    return edges == sorted(edges) and len(set(edges)) == len(edges)
