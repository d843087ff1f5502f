"""How far a long report is, and whether somebody wants it no more: one listener from reading to drawing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from desk.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Tell = Callable[[float], None]
One = TypeVar("One")
_OFTEN = 100  # things between two words


def quiet(share: float) -> None:
    """Nobody listens."""
    del share


def telling(report: Callable[[int], None] | None, cancelled: Callable[[], bool] | None = None) -> Tell:
    """One listener for how far the work is (in percent, each once) and whether somebody wants it no more.

    It raises `InputError` `report.cancelled`.
    """
    last = -1

    def tell(share: float) -> None:
        nonlocal last
        if cancelled is not None and cancelled():
            raise InputError("report.cancelled")
        percent = int(share * 100)
        if report is not None and percent > last:
            last = percent
            report(percent)

    return tell


def stretch(tell: Tell, begin: float, end: float) -> Tell:
    """The listener of one part of the work, which is from `begin` to `end` of the whole."""
    return lambda share: tell(begin + (end - begin) * min(1.0, share))


def each(things: Iterable[One], tell: Tell, *, among: int) -> Iterator[One]:
    """The things one by one, telling now and then how many of so many have gone by."""
    for place, one in enumerate(things):
        if place % _OFTEN == 0:
            tell(place / max(1, among))
        yield one
