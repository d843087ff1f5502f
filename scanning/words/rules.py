"""Finds printed rules: takes them out of the picture that is read, and tells the cells of ruled tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

_DARK = 150
_LONG_MM = 9.0  # no stroke of a letter is that long
_HIGH_MM = 6.5  # nor that high; lower than one line of a table with its air
_THICK_MM = 1.0
_TOGETHER_MM = 1.6  # rules nearer than this are one
_SPAN = 0.45  # share of the table that a rule must cross to part its rows or columns
_LEAST_MM = 12.0


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: its edges between rows (y) and between columns (x), outermost included, in pixels."""

    ys: tuple[float, ...]
    xs: tuple[float, ...]

    def cell(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column of a point, or None outside."""
        if not (self.ys[0] <= y <= self.ys[-1] and self.xs[0] <= x <= self.xs[-1]):
            return None
        row = int(np.searchsorted(self.ys, y, side="right")) - 1
        column = int(np.searchsorted(self.xs, x, side="right")) - 1
        return min(row, len(self.ys) - 2), min(column, len(self.xs) - 2)


def without_rules(grey: Grey, *, dpi: float) -> tuple[Grey, tuple[Grid, ...]]:
    """The page with its rules painted white, and its ruled tables from the top."""
    mm = dpi / 25.4
    ink = cv2.threshold(grey, _DARK - 1, 255, cv2.THRESH_BINARY_INV)[1]
    dark = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8)), np.uint8)
    flat = _strokes(dark, (round(_LONG_MM * mm), 1), mm)
    upright = _strokes(dark, (1, round(_HIGH_MM * mm)), mm)
    if not cv2.countNonZero(flat) and not cv2.countNonZero(upright):
        return grey, ()
    del ink, dark
    grids = _grids(flat, upright, mm)
    for rules, reach in ((flat, (5, 3)), (upright, (3, 5))):  # in their own place: they are done with
        cv2.dilate(rules, np.ones(reach, np.uint8), dst=rules)
    cv2.bitwise_or(flat, upright, dst=flat)
    return np.asarray(cv2.bitwise_or(grey, flat, dst=flat), np.uint8), grids


def _strokes(dark: Grey, size: tuple[int, int], mm: float) -> Grey:
    """Long thin runs of one direction; thick ones are no rules but bars and borders of pictures."""
    found = cv2.morphologyEx(dark, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, size))
    across = (1, round(_THICK_MM * mm) + 2) if size[1] == 1 else (round(_THICK_MM * mm) + 2, 1)
    thick = cv2.morphologyEx(found, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, across))
    return np.asarray(cv2.subtract(found, thick, dst=found), np.uint8)


def _grids(flat: Grey, upright: Grey, mm: float) -> tuple[Grid, ...]:
    joined = cv2.dilate(np.maximum(flat, upright), np.ones((7, 7), np.uint8))
    outlines, _ = cv2.findContours(joined, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    if all(min(cv2.boundingRect(outline)[2:]) < _LEAST_MM * mm for outline in outlines):
        return ()  # lines and no table: what belongs together need not be told apart
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    found = []
    for number in range(1, count):
        left, top, wide, high = (int(value) for value in stats[number, :4])
        if min(wide, high) < _LEAST_MM * mm:
            continue
        here = labels[top : top + high, left : left + wide] == number
        part = slice(top, top + high), slice(left, left + wide)
        ys = _edges(((flat[part] > 0) & here).any(axis=1), ((flat[part] > 0) & here), 1, mm)
        xs = _edges(((upright[part] > 0) & here).any(axis=0), ((upright[part] > 0) & here), 0, mm)
        if len(ys) >= 3 and len(xs) >= 3:
            found.append(Grid(tuple(top + y for y in ys), tuple(left + x for x in xs)))
    return tuple(sorted(found, key=lambda grid: grid.ys[0]))


def _edges(there: NDArray[np.bool_], mask: NDArray[np.bool_], axis: int, mm: float) -> list[float]:
    """Where rules cross enough of the table, each once."""
    near = max(1, round(_TOGETHER_MM * mm))
    lines = np.nonzero(there)[0]
    edges: list[float] = []
    for run in np.split(lines, np.nonzero(np.diff(lines) > near)[0] + 1) if len(lines) else []:
        low, high = int(run[0]), int(run[-1]) + 1
        band = mask[low:high] if axis == 1 else mask[:, low:high]
        if band.any(axis=1 - axis).mean() >= _SPAN:
            edges.append((low + high - 1) / 2)
    return edges
