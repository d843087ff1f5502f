"""What every picture of numbers promises: keys walk its marks, each mark has words, and it can be written."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QMarginsF, QPoint, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.colours import LIGHT
from ui.theme import Theme, current
from ui.tokens import RADIUS_FIELD, Role
from ui.widgets.paint import focus_ring, painter_for
from ui.widgets.text import draw_text, line_height

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

PAPER_DPI = 300
_STEPS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class Chart(QWidget):
    """A picture of numbers. The arrows walk its marks, Home and End go to the first and last.

    Signal `told(words)` with what the mark stood on says, empty when there is none. A screen reader hears
    the same words as the widget's description; the numbers as a table stand beside it in its card.
    """

    told = Signal(str)

    def __init__(self, *, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.title = title
        self._at = -1

    # ---- what a kind of chart answers -----------------------------------------------------------

    @abstractmethod
    def draw(self, painter: QPainter, rect: QRectF, theme: Theme, *, at: int = -1) -> None:
        """Draw everything inside `rect` in the colours of `theme`; `at` is the mark stood on, -1 for none."""

    @abstractmethod
    def count(self) -> int:
        """How many marks can be stood on."""

    @abstractmethod
    def say(self, at: int) -> str:
        """What a mark says in words."""

    @abstractmethod
    def mark_at(self, point: QPoint) -> int:
        """The mark under a point, -1 for none."""

    def neighbour(self, at: int, across: int, down: int) -> int:
        """The mark one step away; a row of marks knows left and right only."""
        return at + across + down

    # ---- standing on a mark ---------------------------------------------------------------------

    def stand(self, at: int) -> None:
        """Stand on a mark, as near as there is one."""
        self._at = min(max(at, 0), self.count() - 1) if self.count() else -1
        words = self.say(self._at) if self._at >= 0 else ""
        self.setAccessibleDescription(words)
        self.told.emit(words)
        self.update()

    def renewed(self) -> None:
        """The numbers are others: stay on the same place where there still is one."""
        if self._at >= self.count():
            self._at = self.count() - 1
        if self._at >= 0:
            self.setAccessibleDescription(self.say(self._at))
            if self.hasFocus():
                self.told.emit(self.say(self._at))
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk; everything else is the screen's."""
        key = Qt.Key(event.key())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held or not self.count():
            super().keyPressEvent(event)
        elif key in _STEPS:
            self.stand(self.neighbour(max(self._at, 0), *_STEPS[key]))
        elif key == Qt.Key.Key_Home:
            self.stand(0)
        elif key == Qt.Key.Key_End:
            self.stand(self.count() - 1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click stands on the mark under it."""
        at = self.mark_at(event.position().toPoint())
        if at >= 0:
            self.stand(at)
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand on the newest mark when first come to."""
        super().focusInEvent(event)
        self.stand(self._at if self._at >= 0 else self.first_mark())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say no more."""
        super().focusOutEvent(event)
        self.told.emit("")
        self.update()

    def first_mark(self) -> int:
        """Where one begins: the newest, at the right end."""
        return self.count() - 1

    def minimumSizeHint(self) -> QSize:
        """Less than this says nothing."""
        return QSize(200, 90)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, and the ring where the keys go."""
        del event
        painter = painter_for(self)
        inner = self.area()
        self.draw(painter, inner, current(), at=self._at if self.hasFocus() else -1)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()), RADIUS_FIELD)
        painter.end()

    def area(self) -> QRectF:
        """Where the picture stands inside the widget; the ring lies around it."""
        return QRectF(self.rect()).adjusted(4, 4, -4, -4)

    # ---- on paper -------------------------------------------------------------------------------

    def png(self, size: tuple[int, int], *, foot: str, ratio: float = 2.0) -> bytes:
        """The chart with title and foot on white as PNG, `size` logical pixels, drawn `ratio` times as fine.

        Each line of `foot` is one line under the picture.
        """
        image = QImage(round(size[0] * ratio), round(size[1] * ratio), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(Qt.GlobalColor.white)
        image.setText("Title", self.title)
        painter = QPainter(image)
        self._sheet(painter, QRectF(0, 0, *size), foot)
        painter.end()
        held = QBuffer()
        held.open(QBuffer.OpenModeFlag.WriteOnly)
        QImageWriter(held, QByteArray(b"png")).write(image)
        return bytes(held.data().data())

    def pdf(self, size: tuple[int, int], *, foot: str) -> bytes:
        """The same as one page of lines and text."""
        held = QBuffer()
        held.open(QBuffer.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(held)
        writer.setTitle(self.title)
        writer.setResolution(PAPER_DPI)
        page = QPageSize(QSizeF(size[0] * 0.75, size[1] * 0.75), QPageSize.Unit.Point)
        writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
        painter = QPainter(writer)
        painter.scale(writer.width() / size[0], writer.height() / size[1])
        self._sheet(painter, QRectF(0, 0, *size), foot)
        painter.end()
        del painter, writer  # before the device they write to
        return bytes(held.data().data())

    def _sheet(self, painter: QPainter, rect: QRectF, foot: str) -> None:
        """Title, picture and foot, in the light colours: paper is white."""
        theme = Theme(LIGHT, current().scale)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = rect.adjusted(20, 14, -20, -10)
        head, low = line_height(Role.SECTION), line_height(Role.CAPTION)
        top = QRectF(inner.left(), inner.top(), inner.width(), head)
        draw_text(painter, top, self.title, Role.SECTION, theme.colour("text"))
        lines = foot.split("\n")
        self.draw(painter, inner.adjusted(0, head + 6, 0, -low * len(lines) - 6), theme)
        for above, words in enumerate(reversed(lines)):
            place = QRectF(inner.left(), inner.bottom() - low * (above + 1), inner.width(), low)
            draw_text(painter, place, words, Role.CAPTION, theme.colour("text2"))
