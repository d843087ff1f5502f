"""Drawing Vietnamese text: no tone mark is ever clipped, and every number stands in Noto Sans.

Be Vietnam Pro declares an ascent of 1.00 em while Ễ or Ẫ rise to 1.26 em, so lines are measured here
and not by the font; it also has no tabular figures, so runs of digits are set in the other face.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from ui.theme import current
from ui.theme_fonts import font as make_font
from ui.tokens import SCALE, Role, Type

if TYPE_CHECKING:
    from collections.abc import Sequence

RISE = 1.28  # em above the baseline that a stacked capital may need
DROP = 0.30  # em below it
LINE = 1.58  # em from one line to the next
_NUMBER = re.compile(r"[0-9]+(?:[.,:/\-–][0-9]+)*%?")
_DOTS = "…"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line in one font."""

    text: str
    font: QFont
    width: float


Step = Role | Type  # a named step of the scale, or a size of its own (the citizen's window)


def type_of(role: Step) -> Type:
    """The step of the scale that a role names; a type is its own step."""
    return role if isinstance(role, Type) else SCALE[role]


@lru_cache(maxsize=1024)  # what stands on a screen, several times over; names of citizens do not pile up
def _runs(text: str, kind: Type, scale: float) -> tuple[Run, ...]:
    words = make_font(kind, scale)
    if kind.code:
        return (Run(text, words, QFontMetricsF(words).horizontalAdvance(text)),)
    numbers = make_font(Type(kind.px, kind.weight, code=True), scale)
    found: list[Run] = []
    at = 0
    for match in _NUMBER.finditer(text):
        if match.start() > at:
            found.append(_run(text[at : match.start()], words))
        found.append(_run(match.group(), numbers))
        at = match.end()
    if at < len(text):
        found.append(_run(text[at:], words))
    return tuple(found)


def _run(text: str, face: QFont) -> Run:
    return Run(text, face, QFontMetricsF(face).horizontalAdvance(text))


def text_width(text: str, role: Step) -> float:
    """Width of one line, in logical pixels."""
    return sum(run.width for run in _runs(text, type_of(role), current().scale))


def line_height(role: Step) -> float:
    """Height that one line needs so that no mark is cut."""
    return round(type_of(role).px * current().scale * LINE)


def cap_height(role: Step) -> float:
    """Height of a capital without marks: what the eye centres on."""
    return QFontMetricsF(make_font(type_of(role), current().scale)).capHeight()


def elided(text: str, role: Step, width: float) -> str:
    """Shorten a line with … so that it fits."""
    if not text or text_width(text, role) <= width + 0.5:
        return text  # nothing is never dots, also where there is no room at all
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if text_width(text[:middle].rstrip() + _DOTS, role) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + _DOTS if low else _DOTS


def draw_line(painter: QPainter, x: float, baseline: float, text: str, role: Step, colour: QColor) -> float:
    """Draw one line from x on a baseline; return where it ended."""
    painter.setPen(colour)
    for run in _runs(text, type_of(role), current().scale):
        painter.setFont(run.font)
        painter.drawText(QPointF(x, baseline), run.text)
        x += run.width
    return x


def draw_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    role: Step,
    colour: QColor,
    *,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """Draw one line in a rectangle, centred on its capitals, shortened if it must be."""
    shown = elided(text, role, rect.width())
    x = rect.left()
    if align != Qt.AlignmentFlag.AlignLeft:
        spare = rect.width() - text_width(shown, role)
        x += spare if align == Qt.AlignmentFlag.AlignRight else spare / 2
    baseline = round(rect.center().y() + cap_height(role) / 2)
    draw_line(painter, x, baseline, shown, role, colour)


def _pieces(word: str, role: Step, width: float) -> list[str]:
    """A word too long for a line, such as a path, in pieces; after a separator where there is one."""
    found = []
    while len(word) > 1 and width > 0 and text_width(word, role) > width:
        fits = 1
        while text_width(word[: fits + 1], role) <= width:
            fits += 1
        after = max(word.rfind(sign, 0, fits) for sign in "/\\-_.@") + 1
        fits = after or fits
        found.append(word[:fits])
        word = word[fits:]
    return [*found, word]


def wrap(text: str, role: Step, width: float, *, most: int = 0) -> list[str]:
    """Break a text into lines of at most `width`; the last of `most` lines is shortened with …."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            trial = f"{line} {word}" if line else word
            if text_width(trial, role) <= width:
                line = trial
                continue
            if line:
                lines.append(line)
            *whole, line = _pieces(word, role, width)
            lines += whole
        lines.append(line)
    if most and len(lines) > most:
        kept = lines[:most]
        kept[-1] = elided(" ".join(lines[most - 1 :]), role, width)
        return kept
    return lines


def balanced(text: str, role: Step, width: float, *, most: int = 0) -> list[str]:
    """Break a centred text into as few lines as `wrap` does, no last word left alone under a long line."""
    lines = wrap(text, role, width, most=most)
    if len(lines) < 2 or "\n" in text or (most and len(lines) == most):
        return lines
    low, high = width / len(lines), width
    while high - low > 2:
        middle = (low + high) / 2
        if len(wrap(text, role, middle)) > len(lines):
            low = middle
        else:
            high = middle
    return wrap(text, role, high)


def draw_marked(
    painter: QPainter,
    rect: QRectF,
    text: str,
    role: Role,
    colour: QColor,
    *,
    marks: Sequence[tuple[int, int]],
    mark_role: Role,
    mark_colour: QColor,
) -> None:
    """Draw one line in which some ranges of letters stand out (what a search matched)."""
    baseline = round(rect.center().y() + cap_height(role) / 2)
    painter.save()
    painter.setClipRect(rect.adjusted(0, -8, 0, 8))
    x, at = rect.left(), 0
    for start, end in marks:
        x = draw_line(painter, x, baseline, text[at:start], role, colour)
        x = draw_line(painter, x, baseline, text[start:end], mark_role, mark_colour)
        at = end
    draw_line(painter, x, baseline, text[at:], role, colour)
    painter.restore()
