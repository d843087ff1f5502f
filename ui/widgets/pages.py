"""The strip of captured pages: one thumbnail for each, walked and reordered with the keys."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QScrollArea, QSizePolicy, QWidget

from ui.icons import draw_icon
from ui.theme import current
from ui.tokens import RADIUS_TICK, RADIUS_WELL, RING, Role, Tone
from ui.widgets.paint import box, focus_ring, painter_for
from ui.widgets.taborder import tab_after
from ui.widgets.text import draw_text, line_height

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page in the strip: its picture, the words under it, a warning's tone."""

    image: QImage
    caption: str
    said: str = ""
    tone: Tone | None = None


class _Tile(QAbstractButton):
    """A thumbnail, or the tile that adds a page (`spec` None)."""

    def __init__(self, number: int, spec: PageSpec | None, caption: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._number, self._caption = number, caption
        self.setCheckable(spec is not None)
        self.setObjectName(f"page.{number}" if spec else "page.add")
        self.show_spec(spec)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_spec(self, spec: PageSpec | None) -> None:
        """Paint another state of the same page, where it stands; focus and choice stay."""
        self._spec = spec
        said = (spec.said or spec.caption) if spec else self._caption
        self.setAccessibleName(f"{self._number}. {said}" if spec else said)
        self.setToolTip(said)
        self.update()

    def sizeHint(self) -> QSize:
        """Picture and caption."""
        return QSize(math.ceil(current().px(74)), math.ceil(current().px(80) + line_height(Role.THUMB) + 2))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space presses; every other key belongs to the strip."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tile."""
        del event
        theme = current()
        painter = painter_for(self)
        high = theme.px(80)
        rect = QRectF(1, 1, self.width() - 2, high - 2)
        if self._spec is None:
            box(
                painter,
                rect,
                RADIUS_WELL,
                fill=theme.colour("sunken"),
                line=theme.colour("border"),
                dashed=True,
            )
            draw_icon(
                painter, "plus", rect.center().x() - 9, rect.center().y() - 9, 18, theme.colour("text2")
            )
        else:
            box(
                painter, rect, RADIUS_WELL, fill=theme.colour("primary_tint" if self.hasFocus() else "sunken")
            )
            self._draw_picture(painter, rect)
            badge = QRectF(rect.left() + 4, rect.top() + 4, 18, 16)
            box(painter, badge, RADIUS_TICK, fill=theme.colour("rail"))
            draw_text(
                painter,
                badge,
                str(self._number),
                Role.KEY,
                theme.colour("rail_text"),
                align=Qt.AlignmentFlag.AlignHCenter,
            )
            if self._spec.tone is not None:
                box(painter, rect, RADIUS_WELL, line=theme.ink(self._spec.tone), width=RING)
        if self.isChecked() or self.hasFocus():
            focus_ring(painter, rect.adjusted(-1, -1, 1, 1), RADIUS_WELL)
        ink = theme.ink(self._spec.tone) if self._spec and self._spec.tone else theme.colour("text2")
        words = QRectF(0, high, self.width(), line_height(Role.THUMB))
        caption = self._spec.caption if self._spec else self._caption
        draw_text(painter, words, caption, Role.THUMB, ink, align=Qt.AlignmentFlag.AlignHCenter)
        painter.end()

    def _draw_picture(self, painter: QPainter, rect: QRectF) -> None:
        """The page's picture; a PDF, or what cannot be shown, as a sheet."""
        image = self._spec.image if self._spec is not None else None
        if image is None or image.isNull():
            ink = current().colour("text2")
            draw_icon(painter, "file-text", rect.center().x() - 12, rect.center().y() - 12, 24, ink)
            return
        room = rect.adjusted(6, 6, -6, -6).size().toSize() * self.devicePixelRatioF()
        mode = Qt.TransformationMode.SmoothTransformation
        small = image.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, mode)
        small.setDevicePixelRatio(self.devicePixelRatioF())
        size = small.deviceIndependentSize()
        left, top = rect.center().x() - size.width() / 2, rect.center().y() - size.height() / 2
        painter.drawImage(round(left), round(top), small)


class PageStrip(QScrollArea):
    """Thumbnails in a grid that grows downwards.

    Signals: `chosen(index)`, `add_asked()`, `moved(index, ±1)` on Alt+arrows, `removed(index)` on Delete,
    `turned(index)` on R, `zoomed(index)` on Enter.
    """

    chosen = Signal(int)
    add_asked = Signal()
    moved = Signal(int, int)
    removed = Signal(int)
    turned = Signal(int)
    zoomed = Signal(int)

    def __init__(self, *, name: str, add: str = "", columns: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._add_words, self._columns = add, columns
        self._tiles: list[_Tile] = []
        self._chosen = -1
        self._count = 0
        inner = QWidget()
        inner.setObjectName("scrolled")
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_columns(self, columns: int) -> None:
        """Change how many stand in a row."""
        self._columns = columns
        self._place()

    def set_pages(self, pages: Sequence[PageSpec]) -> None:
        """Show pages; the choice stays where it was if it can."""
        for tile in self._tiles:
            self._grid.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        specs: list[PageSpec | None] = [*pages]
        if self._add_words:
            specs.append(None)
        inner = self.widget()
        self._tiles = [_Tile(at + 1, spec, self._add_words, inner) for at, spec in enumerate(specs)]
        for at, tile in enumerate(self._tiles):
            adds = specs[at] is None
            tile.clicked.connect(self.add_asked if adds else lambda _=False, at=at: self._press(at))
        self._count = len(pages)
        self._chosen = min(self._chosen, len(pages) - 1)
        self._place()
        self._mark()

    def set_page(self, index: int, spec: PageSpec) -> None:
        """Show one page in another state, without building the strip anew."""
        if 0 <= index < self._count:
            self._tiles[index].show_spec(spec)

    def _place(self) -> None:
        for at, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, at // self._columns, at % self._columns)
            tile.show()
        tab_after(self, self._tiles)

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """Put the focus on the page at work, or on the first tile."""
        if self._tiles:
            self._tiles[max(0, self._chosen)].setFocus(*reason)

    def choose(self, index: int) -> None:
        """Mark a page as the one at work, without telling anyone."""
        self._chosen = index
        self._mark()
        if 0 <= index < len(self._tiles):
            self.ensureWidgetVisible(self._tiles[index])

    @property
    def index(self) -> int:
        """The page at work, −1 when none."""
        return self._chosen

    def _mark(self) -> None:
        for at, tile in enumerate(self._tiles):
            tile.setChecked(at == self._chosen)

    def _press(self, at: int) -> None:
        self.choose(at)
        self.chosen.emit(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the strip: arrows walk, Alt+arrows move, Delete, R, Enter."""
        at = next((i for i, tile in enumerate(self._tiles) if tile.hasFocus()), -1)
        key = event.key()
        step = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Down: self._columns,
            Qt.Key.Key_Up: -self._columns,
        }.get(Qt.Key(key))
        page = 0 <= at < self._count
        if step is not None and at >= 0:
            if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                if page:
                    self.moved.emit(at, 1 if step > 0 else -1)
            else:
                self._tiles[min(max(at + step, 0), len(self._tiles) - 1)].setFocus()
        elif page and key == Qt.Key.Key_Delete:
            self.removed.emit(at)
        elif page and key == Qt.Key.Key_R:
            self.turned.emit(at)
        elif page and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.zoomed.emit(at)
        else:
            super().keyPressEvent(event)
