"""The strip of captured pages: one thumbnail for each, walked, chosen, turned and moved with the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.keys import in_force
from ui.widgets.page_drag import PageDrag
from ui.widgets.page_sheet import PageSheet
from ui.widgets.page_tile import PageSpec, Tile
from ui.widgets.taborder import tab_after

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent

__all__ = ["PageSpec", "PageStrip"]

_STEPS = {Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Down: (0, 1), Qt.Key.Key_Up: (0, -1)}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PageStrip(QScrollArea):
    """Thumbnails in a grid that grows downwards; one is at work, several may be marked.

    Arrows walk, Shift+arrows mark, Ctrl+A marks all, Space chooses. Signals, each with the marked pages'
    places: `moved(places, ±1)` on Alt+arrows, `placed(places, gap)` after dragging, `removed(places)` on
    Delete, `turned(places)` on R, `kept(places)` on G, `sent(places, number)` on a digit; of the page at
    work: `chosen(at)`, `zoomed(at)` on Enter, `split(at)` on T, `insert_asked(at)` on Ins,
    `menu_asked(at, QPoint)`; `add_asked()` from the adding tile. Where `editable` is off it is only walked.
    """

    chosen = Signal(int)
    add_asked = Signal()
    moved = Signal(object, int)
    placed = Signal(object, int)
    removed = Signal(object)
    turned = Signal(object)
    kept = Signal(object)
    sent = Signal(object, int)
    zoomed = Signal(int)
    split = Signal(int)
    insert_asked = Signal(int)
    menu_asked = Signal(int, QPoint)

    def __init__(
        self,
        *,
        name: str,
        add: str = "",
        columns: int = 2,
        editable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.editable = editable
        self._add_words, self._columns = add, columns
        self._tiles: list[Tile] = []
        self._count = 0
        self._at, self._anchor = -1, -1  # the page at work, and where marking began
        self._gap = -1  # before which page the next ones come, −1 at the end
        self._sheet = PageSheet()
        self.setWidget(self._sheet)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._drag = PageDrag(self, self._sheet.gap_at)
        self._drag.hovered.connect(self._on_hovered)
        self._drag.dropped.connect(self._on_dropped)

    # ---- what it shows --------------------------------------------------------------------------

    def set_columns(self, columns: int) -> None:
        """Change how many stand in a row; 0 takes as many as there is room for."""
        self._columns = columns
        self._place()

    def set_pages(self, pages: Sequence[PageSpec]) -> None:
        """Show pages; tiles are used again, and choice and focus stay where they were if they can."""
        adding = [None] if self._add_words else []
        specs: list[PageSpec | None] = [*pages, *adding]
        had = next((at for at, tile in enumerate(self._tiles) if tile.hasFocus()), -1)
        self._count = len(pages)
        self._resize_to(specs)
        for at, (tile, spec) in enumerate(zip(self._tiles, specs, strict=True)):
            if spec is None or tile.spec != spec or tile.spec.image is not spec.image:
                tile.show_page(at + 1, spec)
        last = len(pages) - 1
        self._at, self._anchor = min(self._at, last), min(self._anchor, last)
        self._gap = self._gap if self._gap < self._count else -1
        self._place()
        self._mark()
        if had >= 0 and self._tiles:
            self._tiles[min(had, len(self._tiles) - 1)].setFocus()

    def _resize_to(self, specs: Sequence[PageSpec | None]) -> None:
        """Make and drop page tiles before the adding one, which stays the last."""
        pages = self._count
        adding = self._tiles.pop() if self._tiles and self._tiles[-1].spec is None else None
        while len(self._tiles) > pages:
            self._sheet.drop(self._tiles.pop())
        while len(self._tiles) < pages:
            at = len(self._tiles)
            self._tiles.append(self._made(at + 1, specs[at]))
        if len(specs) > pages:
            self._tiles.append(adding or self._made(pages + 1, None))

    def _made(self, number: int, spec: PageSpec | None) -> Tile:
        tile = Tile(number, spec, self._add_words, self._sheet)
        if spec is None:
            tile.clicked.connect(self.add_asked)
        else:
            tile.clicked.connect(lambda: self._press(self._tiles.index(tile)))
            if self.editable:
                self._drag.watch(tile)
        return tile

    def set_page(self, index: int, spec: PageSpec) -> None:
        """Show one page in another state, without building the strip anew."""
        if 0 <= index < self._count:
            self._tiles[index].show_page(index + 1, spec)

    @property
    def count(self) -> int:
        """How many pages it shows."""
        return self._count

    def _across(self) -> int:
        return self._columns or self._sheet.fitting(self.viewport().width())

    def _place(self) -> None:
        self._sheet.place(self._tiles, pages=self._count, across=self._across())
        tab_after(self, self._tiles)
        self._sheet.show_gap(self._gap)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take another number of columns where it may choose."""
        super().resizeEvent(event)
        if not self._columns:
            self._place()

    # ---- choosing -------------------------------------------------------------------------------

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """Put the focus on the page at work, or on the first tile."""
        if self._tiles:
            self._tiles[max(0, self._at)].setFocus(*reason)

    def choose(self, index: int) -> None:
        """Mark a page as the one at work, without telling anyone."""
        self._at = self._anchor = index
        self._mark()
        if 0 <= index < len(self._tiles):
            self.ensureWidgetVisible(self._tiles[index])

    @property
    def index(self) -> int:
        """The page at work, −1 when none."""
        return self._at

    @property
    def marked(self) -> tuple[int, ...]:
        """The pages an act concerns: those marked, else the one at work."""
        if self._at < 0:
            return ()
        first, last = sorted((self._at, self._anchor if self._anchor >= 0 else self._at))
        return tuple(range(first, last + 1))

    @property
    def gap(self) -> int:
        """Before which page the next ones will come, −1 at the end."""
        return self._gap

    def set_gap(self, gap: int) -> None:
        """Show where the next pages will come; −1 for the end."""
        self._gap = gap if 0 <= gap < self._count else -1
        self._sheet.show_gap(self._gap)

    def mark_range(self, first: int, last: int) -> None:
        """Mark pages from one to another; the last is the one at work."""
        self._anchor, self._at = first, last
        self._mark()

    def _mark(self) -> None:
        marked = set(self.marked)
        for at, tile in enumerate(self._tiles):
            tile.setChecked(at in marked)

    def _press(self, at: int) -> None:
        if self._drag.active:
            return
        held, self._tiles[at].held = self._tiles[at].held, Qt.KeyboardModifier.NoModifier
        self._walk_to(at, mark=_shift(held))

    def _walk_to(self, at: int, *, mark: bool = False) -> None:
        at = min(max(at, 0), len(self._tiles) - 1)
        self._tiles[at].setFocus()
        if at < self._count:
            self._at = at
            self._anchor = self._anchor if mark and self._anchor >= 0 else at
            self._mark()
            self.chosen.emit(at)
        self.ensureWidgetVisible(self._tiles[at])

    # ---- dragging -------------------------------------------------------------------------------

    def _on_hovered(self, gap: int) -> None:
        self._sheet.show_gap(gap if gap >= 0 else self._gap)

    def _on_dropped(self, gap: int) -> None:
        dragged = next((at for at, tile in enumerate(self._tiles) if tile.hasFocus()), self._at)
        places = self.marked if dragged in self.marked else (dragged,)
        if places and not places[0] <= gap <= places[-1] + 1:
            self.placed.emit(places, gap)

    # ---- keys -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the strip; what is none of them goes on to the screen."""
        at = next((i for i, tile in enumerate(self._tiles) if tile.hasFocus()), -1)
        if at < 0 or not (self._walk(at, event) or self._act(at, event)):
            super().keyPressEvent(event)

    def _walk(self, at: int, event: QKeyEvent) -> bool:
        key, held = Qt.Key(event.key()), event.modifiers()
        if key == Qt.Key.Key_A and held == Qt.KeyboardModifier.ControlModifier and self._count:
            self._anchor, self._at = 0, self._count - 1
            self._walk_to(self._count - 1, mark=True)
            return True
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._walk_to(0 if key == Qt.Key.Key_Home else self._count - 1, mark=_shift(held))
            return True
        if key not in _STEPS:
            return False
        across, down = _STEPS[key]
        if held & Qt.KeyboardModifier.AltModifier:
            if self.editable and at < self._count:
                self.moved.emit(self._told(at), across + down)
            return self.editable
        self._walk_to(at + across + down * self._across(), mark=_shift(held))
        return True

    def _act(self, at: int, event: QKeyEvent) -> bool:
        if not (self.editable and at < self._count):
            return False
        places, keys = self._told(at), in_force()
        acts: dict[str, Callable[[], None]] = {
            "reception.remove": lambda: self.removed.emit(places),
            "reception.rotate": lambda: self.turned.emit(places),
            "scan.keep": lambda: self.kept.emit(places),
            "scan.split": lambda: self.split.emit(at),
            "scan.insert": lambda: self.insert_asked.emit(at),
        }
        for key_id, act in acts.items():
            if keys.pressed(event, key_id):
                act()
                return True
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held:
            return False
        if key in _ENTER:
            self.zoomed.emit(at)
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.sent.emit(places, int(key) - int(Qt.Key.Key_0))
        else:
            return False
        return True

    def _told(self, at: int) -> tuple[int, ...]:
        return self.marked if at in self.marked else (at,)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu key and the right button ask for what may be done to a page."""
        at = next((i for i, tile in enumerate(self._tiles) if tile.hasFocus() or tile.underMouse()), -1)
        if self.editable and 0 <= at < self._count:
            self.menu_asked.emit(at, event.globalPos())


def _shift(held: Qt.KeyboardModifier) -> bool:
    return bool(held & Qt.KeyboardModifier.ShiftModifier)
