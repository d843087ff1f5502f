"""The bare window: rail, top bar, key bar, page stack, and what lies over them; it lays out and paints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.shell.command_list import CommandList
from ui.shell.overlay import KeyOverlay
from ui.shell.rail import Rail
from ui.shell.room import Room
from ui.shell.search import SearchPopup
from ui.shell.teller import Teller
from ui.shell.topbar import TopBar
from ui.theme import current
from ui.tokens import LARGE_TEXT, WINDOW_MIN, XL, LayoutKind, layout_for
from ui.widgets.banner import Banner
from ui.widgets.keycap import KeyBar
from ui.widgets.seg import Seg
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.rows import OfficeCard
    from ui.keys import KeyMap
    from ui.shell.screen import ScreenEntry

TITLE = "Quầy Một Cửa"


class Frame(QWidget):
    """What every window of the program is made of, before it does anything. GUI thread only.

    Signals: `painted()` once, after the first paint; `laid_out(LayoutKind)` when the room asks for
    another layout; `look_asked(what)` with a theme or a language from the menu of the clerk's badge, or
    a whole `Look`.
    """

    painted = Signal()
    laid_out = Signal(object)
    look_asked = Signal(object)

    def __init__(self, entries: Sequence[ScreenEntry], keys: KeyMap) -> None:
        super().__init__()
        self.setObjectName("shell")
        self.setWindowTitle(TITLE)
        self.setMinimumSize(*WINDOW_MIN)
        self.keys = keys
        self.kind: LayoutKind | None = None
        self._was_painted = False
        self._dock(entries)
        self.popup = SearchPopup(self)
        self.toast = Toast(self, keys=keys)
        self.toast.room = self._between_bars
        self.overlay = KeyOverlay(self)
        self.command_list = CommandList(self)
        self.setTabOrder(self.bar.scan, self.stack)
        self.teller = Teller(bar=self.bar, banner=self.banner, key_bar=self.key_bar, keys=keys, parent=self)
        self.teller.look_asked.connect(self.look_asked)

    def _dock(self, entries: Sequence[ScreenEntry]) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.rail = Rail(entries, self.keys, self)
        column = QVBoxLayout()
        column.setSpacing(0)
        self.bar = TopBar(self.keys.cap("find"), self)
        self.banner = Banner(name="shell_banner", parent=self)
        self.room = Room(self)
        self.stack = self.room.stack
        self.key_bar = KeyBar(self)
        self._room = QVBoxLayout()
        self._room.setContentsMargins(XL, 12, XL, 12)
        self._room.setSpacing(10)
        self._room.addWidget(self.banner)
        self._room.addWidget(self.room, 1)
        column.addWidget(self.bar)
        column.addLayout(self._room, 1)
        column.addWidget(self.key_bar)
        row.addWidget(self.rail)
        row.addLayout(column, 1)

    def _between_bars(self) -> QRect:
        """The room of the screens: neither rail nor bars."""
        top, low = self.bar.geometry(), self.key_bar.geometry()
        return QRect(top.left(), top.bottom() + 1, top.width(), low.top() - top.bottom() - 1)

    def name_after(self, office: OfficeCard) -> None:
        """Say in the window's title whose window this is; a training office is marked in the bar as well."""
        self.bar.set_training(office.training)
        suffix = tr("tập huấn") if office.training else ""
        self.setWindowTitle(" · ".join(part for part in (TITLE, office.name, suffix) if part))

    @property
    def focus_name(self) -> str:
        """The name of what has the focus, to be found again in a window built anew."""
        found = self.focusWidget()
        return found.objectName() if found is not None else ""

    def focus_on(self, name: str) -> None:
        """Put the focus on what is called so, where it is to be seen."""
        found = self.findChild(QWidget, name) if name else None
        group = found.parentWidget() if found is not None else None
        if isinstance(group, Seg):
            found = group  # which puts it on the choice that is on: arrows choose before they move
        if found is not None and found.isVisible():
            found.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the layout for the room there is."""
        super().resizeEvent(event)
        kind = layout_for(self.width(), self.height(), current().scale)
        if kind is not self.kind:
            self.kind = kind
            self._lay_out(compact=kind is LayoutKind.COMPACT)
            self.laid_out.emit(kind)
        self.toast.place()
        if self.popup.isVisible():
            self.popup.place(self.bar.scan)
        if self.overlay.isVisible():
            self.overlay.setGeometry(self.rect())
        if self.command_list.isVisible():
            self.command_list.place()

    def _lay_out(self, *, compact: bool) -> None:
        self.teller.compact = compact
        self.rail.set_compact(compact)
        self.bar.set_compact(compact)
        side, gap = (XL - 2, 10 if current().scale <= LARGE_TEXT else 6) if compact else (XL, 12)
        self._room.setContentsMargins(side, gap, side, gap)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().colour("bg"))
        painter.end()
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)
