"""The sheet a pad's signature is kept on: upright, with what was signed for written over it."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from ui.theme_fonts import font
from ui.tokens import Type

WIDTH, HEIGHT, MARGIN, EDGE = 1240, 874, 110, 36  # A5 across at 150 dpi, on a dark ground
HEADING = "Ký nhận kết quả giải quyết hồ sơ"  # a record, so in Vietnamese whatever the window speaks


def signed_sheet(strokes: QImage, *, code: str, name: str) -> bytes:
    """Return the sheet as PNG.

    A bare picture of strokes has no up and down; words over it keep it upright when it is stored, and
    say what it belongs to.
    """
    sheet = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.darkGray)
    painter = QPainter(sheet)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    page = QRectF(EDGE, EDGE, WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE)
    painter.fillRect(page, Qt.GlobalColor.white)  # an edge all round, or the page finder crops to the strokes
    painter.setPen(Qt.GlobalColor.black)
    top = float(MARGIN)
    for text, kind in ((HEADING, Type(40, 600)), (code, Type(38, 600, code=True)), (name, Type(38, 500))):
        painter.setFont(font(kind, 1.0))
        painter.drawText(QRectF(MARGIN, top, WIDTH - 2 * MARGIN, 70), Qt.AlignmentFlag.AlignLeft, text)
        top += 78
    room = QRectF(MARGIN, top + 30, WIDTH - 2 * MARGIN, HEIGHT - top - 30 - MARGIN)
    size = strokes.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(QRectF(room.left(), room.top(), size.width(), size.height()), strokes)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    sheet.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
