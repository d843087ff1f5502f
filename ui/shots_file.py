"""A window as a picture file, with the boxes that wait over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget


def save(widget: QWidget, file: Path, ratio: float) -> None:
    """Draw a window at a pixel ratio into a file."""
    from PySide6.QtGui import QImage

    wide, high = round(widget.width() * ratio), round(widget.height() * ratio)
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    widget.render(image)
    _draw_boxes(widget, image)
    image.save(str(file))


def _draw_boxes(widget: QWidget, image: QImage) -> None:
    """Draw the boxes that wait over a window in its middle, where a desktop puts them."""
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QDialog

    painter = QPainter(image)
    for one in widget.findChildren(QDialog):
        if one.isVisible() and one.isModal():
            one.render(
                painter, QPoint((widget.width() - one.width()) // 2, (widget.height() - one.height()) // 2)
            )
    painter.end()
