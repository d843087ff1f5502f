"""Shared strokes: rounded boxes on half pixels, the focus ring, chips and key caps drawn in place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ui.icons import draw_icon
from ui.theme import Theme, current
from ui.tokens import RADIUS_TICK, RING, Role, Tone
from ui.widgets.text import draw_text, text_width

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

CHIP_HEIGHT = 22.0
CAP_HEIGHT = 18.0


@dataclass(frozen=True, slots=True)
class ChipSpec:
    """A chip's words, tone and icon."""

    text: str
    tone: Tone = Tone.MUTED
    icon: str = ""


def painter_for(widget: QWidget) -> QPainter:
    """Begin painting a widget with smooth edges."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    return painter


def box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    *,
    fill: QColor | None = None,
    line: QColor | None = None,
    width: float = 1.0,
    dashed: bool = False,
) -> None:
    """Draw a rounded box; a line lies on half pixels inside the rectangle."""
    if line is not None:
        pen = QPen(line, width)
        if dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        rect = rect.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    if fill is not None:
        painter.setBrush(fill)
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect, radius, radius)


def focus_ring(painter: QPainter, rect: QRectF, radius: float, colour: QColor | None = None) -> None:
    """Draw the 2 px ring that says where the keys go."""
    box(painter, rect, radius, line=colour or current().colour("ring"), width=RING)


def hairline(painter: QPainter, x1: float, y: float, x2: float, colour: QColor | None = None) -> None:
    """Draw a decorative 1 px line."""
    painter.setPen(QPen(colour or current().colour("hairline"), 1))
    painter.drawLine(QPointF(x1, round(y) + 0.5), QPointF(x2, round(y) + 0.5))


def cap_width(caps: str) -> float:
    """Width of a key cap."""
    return max(current().px(CAP_HEIGHT), text_width(caps, Role.KEY) + current().px(12))


def draw_cap(
    painter: QPainter,
    right: float,
    middle: float,
    caps: str,
    *,
    ink: QColor,
    line: QColor,
    fill: QColor | None,
) -> float:
    """Draw a key cap that ends at `right`; return its left edge."""
    width, height = cap_width(caps), current().px(CAP_HEIGHT)
    rect = QRectF(round(right - width), round(middle - height / 2), round(width), round(height))
    box(painter, rect, RADIUS_TICK, fill=fill, line=line)
    draw_text(painter, rect, caps, Role.KEY, ink, align=Qt.AlignmentFlag.AlignHCenter)
    return rect.left()


def chip_width(spec: ChipSpec, role: Role = Role.MEDIUM) -> float:
    """Width of a chip."""
    theme = current()
    if not spec.text:  # the mark alone, in the middle of its chip
        return theme.px(31)
    icon = theme.px(19) if spec.icon else 0
    return text_width(spec.text, role) + icon + theme.px(18)


def draw_chip(painter: QPainter, x: float, middle: float, spec: ChipSpec, *, most: float = 0) -> QRectF:
    """Draw a chip from x, centred on a line; return its rectangle."""
    theme: Theme = current()
    height = theme.px(CHIP_HEIGHT)
    width = chip_width(spec)
    if most and width > most:
        width = most
    rect = QRectF(round(x), round(middle - height / 2), round(width), round(height))
    ink = theme.ink(spec.tone)
    edge = ink if theme.tokens.name == "contrast" else None  # there the tint alone is too near the ground
    box(painter, rect, height / 2, fill=theme.tint(spec.tone), line=edge)
    left = rect.left() + theme.px(8)
    if spec.icon:
        side = theme.px(15)
        draw_icon(painter, spec.icon, left, middle - side / 2, side, ink)
        left += theme.px(18)
    else:
        left += theme.px(1)
    if spec.text:
        words = QRectF(left, rect.top(), rect.right() - theme.px(6) - left, height)
        draw_text(painter, words, spec.text, Role.MEDIUM, ink)
    return rect
