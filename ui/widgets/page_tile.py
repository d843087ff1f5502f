"""One tile of the strip: a page's picture, its number, whose it is, and what is wrong with it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.icons import draw_icon
from ui.theme import current
from ui.tokens import RADIUS_TICK, RADIUS_WELL, RING, Role, Tone
from ui.widgets.paint import box, focus_ring, painter_for
from ui.widgets.text import draw_text, line_height, text_width

WIDE, HIGH = 74, 80
FADED = 0.32


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page in the strip: its picture, the words under it, a warning's tone and icon.

    `band` numbers the paper it belongs to (its colour; the caption says the same in words), −1 none;
    `faded` says that it will be left out; `waiting` that its picture is still being read.
    """

    image: QImage = field(compare=False)
    caption: str
    said: str = ""
    tone: Tone | None = None
    icon: str = ""
    band: int = -1
    faded: bool = False
    waiting: bool = False


class Tile(QAbstractButton):
    """A thumbnail, or the tile that adds a page (`spec` None). Its keys belong to the strip."""

    def __init__(self, number: int, spec: PageSpec | None, caption: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._caption = caption
        self.held = Qt.KeyboardModifier.NoModifier  # what was held when the mouse pressed it
        self._small = QImage()
        self.setCheckable(spec is not None)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_page(number, spec)

    def show_page(self, number: int, spec: PageSpec | None) -> None:
        """Paint a page, or another state of it, where the tile stands; focus and choice stay."""
        self._number, self._spec = number, spec
        self._small = QImage()
        self.setObjectName(f"page.{number}" if spec else "page.add")
        said = (spec.said or spec.caption) if spec else self._caption
        self.setAccessibleName(f"{number}. {said}" if spec else said)
        self.setToolTip(said)
        self.update()

    @property
    def spec(self) -> PageSpec | None:
        """What it shows."""
        return self._spec

    def sizeHint(self) -> QSize:
        """Picture and caption."""
        high = current().px(HIGH) + line_height(Role.THUMB) + 2
        return QSize(math.ceil(current().px(WIDE)), math.ceil(high))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember what was held: with Shift a press marks."""
        self.held = event.modifiers()
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space presses; every other key belongs to the strip."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            super().keyPressEvent(event)
        else:
            event.ignore()

    # ---- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tile."""
        del event
        theme = current()
        painter = painter_for(self)
        high = theme.px(HIGH)
        rect = QRectF(1, 1, self.width() - 2, high - 2)
        if self._spec is None:
            self._paint_adding(painter, rect)
        else:
            self._paint_page(painter, rect, self._spec)
        if self.isChecked() or self.hasFocus():
            focus_ring(painter, rect.adjusted(-1, -1, 1, 1), RADIUS_WELL)
        if self.hasFocus():  # several may be marked: where the keys go is marked twice
            box(painter, rect.adjusted(2, 2, -2, -2), RADIUS_WELL - 2, line=theme.colour("ring"), width=1.5)
        self._paint_words(painter, high)
        painter.end()

    def _paint_adding(self, painter: QPainter, rect: QRectF) -> None:
        theme = current()
        box(painter, rect, RADIUS_WELL, fill=theme.colour("sunken"), line=theme.colour("border"), dashed=True)
        middle = rect.center()
        draw_icon(painter, "plus", middle.x() - 9, middle.y() - 9, 18, theme.colour("text2"))

    def _paint_page(self, painter: QPainter, rect: QRectF, spec: PageSpec) -> None:
        theme = current()
        ground = "primary_tint" if self.isChecked() or self.hasFocus() else "sunken"
        box(painter, rect, RADIUS_WELL, fill=theme.colour(ground))
        painter.setOpacity(FADED if spec.faded else 1.0)
        self._paint_picture(painter, rect.adjusted(6, 6, -6, -8), spec)
        painter.setOpacity(1.0)
        badge = QRectF(
            rect.left() + 4, rect.top() + 4, max(18, text_width(str(self._number), Role.KEY) + 8), 16
        )
        box(painter, badge, RADIUS_TICK, fill=theme.colour("rail"))
        ink, across = theme.colour("rail_text"), Qt.AlignmentFlag.AlignHCenter
        draw_text(painter, badge, str(self._number), Role.KEY, ink, align=across)
        if spec.band >= 0:
            band = QRectF(rect.left() + 8, rect.bottom() - 5, rect.width() - 16, 4)
            box(painter, band, 2, fill=theme.band(spec.band))
        if spec.tone is not None:
            box(painter, rect, RADIUS_WELL, line=theme.ink(spec.tone), width=RING)
        if spec.icon:
            mark = QRectF(rect.right() - 22, rect.top() + 3, 19, 19)
            tone = spec.tone or Tone.MUTED
            box(painter, mark, mark.height() / 2, fill=theme.tint(tone))
            draw_icon(painter, spec.icon, mark.left() + 3, mark.top() + 3, 13, theme.ink(tone))

    def _paint_picture(self, painter: QPainter, room: QRectF, spec: PageSpec) -> None:
        """The page's picture; a PDF, or what cannot be shown, as a sheet."""
        middle = room.center()
        if spec.image.isNull():
            name = "hourglass" if spec.waiting else "file-text"
            draw_icon(painter, name, middle.x() - 12, middle.y() - 12, 24, current().colour("text2"))
            return
        ratio = self.devicePixelRatioF()
        wanted = room.size().toSize() * ratio
        if self._small.isNull() or self._small.devicePixelRatioF() != ratio:
            mode = Qt.TransformationMode.SmoothTransformation
            self._small = spec.image.scaled(wanted, Qt.AspectRatioMode.KeepAspectRatio, mode)
            self._small.setDevicePixelRatio(ratio)
        size = self._small.deviceIndependentSize()
        left, top = middle.x() - size.width() / 2, middle.y() - size.height() / 2
        painter.drawImage(round(left), round(top), self._small)

    def _paint_words(self, painter: QPainter, top: float) -> None:
        theme, spec = current(), self._spec
        ink = theme.ink(spec.tone) if spec and spec.tone else theme.colour("text2")
        words = QRectF(0, top, self.width(), line_height(Role.THUMB))
        caption = spec.caption if spec else self._caption
        draw_text(painter, words, caption, Role.THUMB, ink, align=Qt.AlignmentFlag.AlignHCenter)
