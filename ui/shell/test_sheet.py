"""Trang in thử: a page that shows at a glance whether this printer prints Vietnamese whole and to scale."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from ui.theme import current
from ui.tokens import Role
from ui.widgets.text import draw_text

DPI = 203
WIDE_MM, HIGH_MM, RULER_MM = 72, 92, 50
LINES = ("Trang in thử", "ẪỖỄẬỰ NGUYỄN HỮU PHƯỚC", "0123456789 · 15.000 đ")


def _px(mm: float) -> float:
    return mm / 25.4 * DPI


def test_sheet(lines: tuple[str, ...]) -> QImage:
    """Draw the page: the lines given, capitals with stacked marks, a ruler of 50 mm, greys."""
    image = QImage(round(_px(WIDE_MM)), round(_px(HIGH_MM)), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    zoom = DPI / 96 / current().scale
    painter.scale(zoom, zoom)
    wide, top = image.width() / zoom, 8.0
    for at, line in enumerate((*LINES, *lines)):
        role = Role.TITLE if at == 0 else Role.NAME if at == 1 else Role.BODY
        draw_text(painter, QRectF(8, top, wide - 16, 26), line, role, QColor("black"))
        top += 30 if at < 2 else 22
    top += 12
    painter.setPen(QPen(QColor("black"), 1))
    unit = _px(1) / zoom
    for mm in range(RULER_MM + 1):
        high = 12 if mm % 10 == 0 else 8 if mm % 5 == 0 else 4
        x = 8 + mm * unit
        painter.drawLine(round(x), round(top), round(x), round(top + high))
    draw_text(painter, QRectF(8, top + 14, wide - 16, 20), f"{RULER_MM} mm", Role.CODE, QColor("black"))
    top += 42
    for at in range(6):
        shade = at * 51
        painter.fillRect(QRectF(8 + at * 26, top, 26, 20), QColor(shade, shade, shade))
    painter.end()
    return image
