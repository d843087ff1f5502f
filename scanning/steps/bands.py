"""A page in bands of rows, so that a step with wide intermediate values holds little of them at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROWS = 512


def bands(height: int, *, margin: int = 0) -> Iterator[tuple[slice, slice]]:
    """The rows of a page in bands, each with the rows around it that a filter of that reach looks at."""
    for top in range(0, height, ROWS):
        rows = slice(top, min(height, top + ROWS))
        yield rows, slice(max(0, rows.start - margin), min(height, rows.stop + margin))


def within(rows: slice, near: slice) -> slice:
    """Where a band's own rows lie in what was worked with the rows around it."""
    return slice(rows.start - near.start, rows.stop - near.start)
