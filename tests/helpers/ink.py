"""The ink of words: rows of pixels that painted words add, beside a painting with room to spare."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QRegion
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.theme import current
from ui.tokens import Role

NAME = "ẪỖỄẬỰ NGUYỄN HỮU PHƯỚC"
BARE = "AOEAU NGUYEN HUU PHUOC"


def _row(image: QImage, y: int) -> bytes:
    line = image.constScanLine(y)
    assert isinstance(line, memoryview)
    return bytes(line)


def ink_rows(image: QImage, ground: QImage) -> int:
    """How many pixel rows differ between two pictures of one size."""
    return sum(_row(image, y) != _row(ground, y) for y in range(image.height()))


def picture(widget: QWidget) -> QImage:
    """A widget as painted, nothing behind it."""
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    widget.render(image, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    return image


def of_font(text: str, font: QFont) -> int:
    """Rows of ink of a line in a font, painted by Qt alone with plenty of room."""
    image = QImage(1200, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    ground = image.copy()
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor("black"))
    painter.setFont(font)
    painter.drawText(QPointF(20, 110), text)
    painter.end()
    return ink_rows(image, ground)


def unclipped(text: str, role: Role) -> int:
    """Rows of ink of a line of the type scale; the second program is Qt's own painter."""
    return of_font(text, current().font(role))


def painted(make: Callable[[str], QWidget], qtbot: QtBot, *, blank: str = "") -> int:
    """Rows of ink that a widget adds for the name, over the same widget with no words."""
    pictures = []
    for text in (NAME, blank):
        widget = make(text)
        qtbot.addWidget(widget)
        widget.resize(max(520, widget.sizeHint().width()), widget.sizeHint().height())
        pictures.append(picture(widget))
    return ink_rows(*pictures)
