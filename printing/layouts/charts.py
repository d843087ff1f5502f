"""Charts of a report in greys, readable from any printer: bars by month against a target, one divided bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from printing.page import Block, Frame, Op, Rule, Text

if TYPE_CHECKING:
    from printing.layouts.common import Look
    from printing.reports import Bars, Parts

_PLOT, _WHOLE = 78.0, 100.0
_MET, _NOT_MET, _FIRST_GREY, _LAST_GREY = 0.62, 0.85, 0.95, 0.35
_BAR = 0.62  # of the room of a month
_SWATCH = 7.0


def bars(at: Look, chart: Bars, *, x: float, width: float) -> Block:
    """A bar for each month, its value on top, the target as a broken line; a month without any has a dash."""
    size = at.size - 3.2
    title = at.size - 1.7
    ops: list[Op] = [Text(x, title, chart.title, at.bold, title)]
    base = title + 20 + _PLOT
    room = width / max(1, len(chart.labels))
    for place, (label, value) in enumerate(zip(chart.labels, chart.values, strict=True)):
        middle = x + room * (place + 0.5)
        said = "–" if value is None else _said(value)
        tall = 0.0 if value is None else _PLOT * min(value, _WHOLE) / _WHOLE
        if value is not None:
            met = chart.target is not None and value >= chart.target
            ops.append(
                Frame(
                    middle - room * _BAR / 2, base - tall, room * _BAR, tall,
                    line=0.5, fill=_MET if met else _NOT_MET,
                )
            )  # fmt: skip
        ops += [
            _middle(at, said, size, middle, base - tall - 2.5),
            _middle(at, label, size, middle, base + 9),
        ]
    ops.append(Rule(x, base, x + width, base, 0.7))
    if chart.target is not None:
        ops += _broken(x, x + width, base - _PLOT * chart.target / _WHOLE)
    ops.append(Text(x, base + 21, chart.legend, at.italic, size))
    return Block(height=base + 26, ops=tuple(ops))


def parts(at: Look, bar: Parts, *, x: float, width: float) -> Block:
    """One bar divided by how many; every part is told under it with its grey."""
    size, title = at.size - 2.2, at.size - 1.7
    ops: list[Op] = [Text(x, title, bar.title, at.bold, title)]
    whole = sum(number for _, number in bar.parts)
    top, tall, left = title + 7, 16.0, x
    steps = max(1, len(bar.parts) - 1)
    greys = [_FIRST_GREY - (_FIRST_GREY - _LAST_GREY) * place / steps for place in range(len(bar.parts))]
    for (_, number), grey in zip(bar.parts, greys, strict=True):
        part = width * number / whole if whole else 0.0
        if part:
            ops.append(Frame(left, top, part, tall, line=0.5, fill=grey))
        left += part
    if not whole:
        ops.append(Frame(x, top, width, tall, line=0.5))
    room = width / max(1, len(bar.parts))
    below = top + tall + size + 5
    for place, ((name, number), grey) in enumerate(zip(bar.parts, greys, strict=True)):
        start = x + room * place
        share = f" ({_said(100 * number / whole)} %)" if whole else ""
        ops.append(Frame(start, below - _SWATCH + 0.5, _SWATCH, _SWATCH, line=0.5, fill=grey))
        ops.append(Text(start + _SWATCH + 3, below, f"{name}: {_grouped(number)}{share}", at.regular, size))
    return Block(height=below + 6, ops=tuple(ops))


def _beside_line(base: float, tall: float, size: float, target: float | None) -> float:
    """Where a value stands: on its bar, or in it where the target's line would run through the figures."""
    above = base - tall - 2.5
    line = base - _PLOT * (target or 0.0) / _WHOLE
    crossed = target is not None and above - size < line < above + 1
    return base - tall + size + 1 if crossed and tall > size + 3 else above


def _broken(left: float, right: float, y: float) -> list[Op]:
    """A line of dashes; the page knows whole lines only."""
    found: list[Op] = []
    while left < right:
        found.append(Rule(left, y, min(left + 5, right), y, 0.9))
        left += 8
    return found


def _middle(at: Look, text: str, size: float, middle: float, y: float) -> Text:
    return Text(middle - at.regular.width(text, size) / 2, y, text, at.regular, size)


def _said(value: float) -> str:
    """One decimal at most: a bar is read at a glance, the exact share stands in the table."""
    tenths = f"{value:.1f}"
    return (tenths[:-2] if tenths.endswith(".0") else tenths).replace(".", ",")


def _grouped(number: int) -> str:
    from printing.phrases import grouped

    return grouped(number)
