"""Thiết lập plugged into the window: the list of sections on the left, one section at a time beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.folding import fold
from ui.admin.parts.frame import PARTED, SectionPage
from ui.admin.sections import SectionEntry, sections
from ui.i18n import tr
from ui.keys import bind
from ui.shell.screen import ScreenContext, ScreenPage
from ui.theme import scaled
from ui.tokens import LayoutKind, Role, Tone
from ui.widgets.card import Card
from ui.widgets.stack import FrontStack
from ui.widgets.table import Cell, Column, DossierTable
from ui.widgets.text import text_width

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

LIST_WIDTH, LIST_COMPACT = 214, 168
BAR = 16  # of scrolling, and the edges of the card


class SectionList(DossierTable):
    """The sections: arrows walk, letters jump without marks, Enter or the right arrow goes in."""

    def __init__(self, cell: Callable[[SectionEntry], Cell], parent: QWidget | None = None) -> None:
        super().__init__(
            (Column(tr("Mục"), cell, least=100),),
            name="admin.sections",
            title=tr("Các mục thiết lập"),
            parent=parent,
        )
        self.horizontalHeader().hide()
        self._typed = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Right goes in, as Enter does."""
        if event.key() == Qt.Key.Key_Right and self.current_row is not None:
            self.opened.emit(self.current_row)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Jump to the next section whose words start with the letter typed, marks or not."""
        wanted = fold(search).strip()
        rows = self.rows_model.rows
        if not wanted or not rows:
            return
        first = self.currentIndex().row() + 1
        for step in range(len(rows)):
            at = (first + step) % len(rows)
            if any(word.startswith(wanted) for word in fold(tr(rows[at].title)).split()[:1]):
                self.selectRow(at)
                return


class AdminPage(ScreenPage):
    """Thiết lập. A section is built when first opened and keeps what was typed until it is saved."""

    def __init__(self, context: ScreenContext, entries: Sequence[SectionEntry] | None = None) -> None:
        super().__init__()
        self.setObjectName("admin")
        self._context = context
        self._entries = tuple(entries if entries is not None else sections())
        self._pages: dict[str, SectionPage] = {}
        self._kind: LayoutKind | None = None
        self._kept: dict[str, object] = {}
        self._keyed: frozenset[str] = PARTED
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._side = Card(name="admin.side", margins=(1, 6, 1, 6), parent=self)
        self.list = SectionList(self._cell, self._side)
        self._side.body.addWidget(self.list)
        row.addWidget(self._side)
        self.stack = FrontStack(self)
        row.addWidget(self.stack, 1)
        self.list.set_rows(self._entries)
        self.list.current_changed.connect(self._on_chosen)
        self.list.opened.connect(lambda _entry: self._enter())
        self._bind()

    def _bind(self) -> None:
        acts: dict[str, Callable[[], object]] = {
            "admin.commit": lambda: self._with(lambda section: section.press()),
            "admin.place": lambda: self._with(lambda section: section.place()),
            "admin.import": lambda: self._with(lambda section: section.open_files("import")),
            "admin.export": lambda: self._with(lambda section: section.open_files("export")),
            "admin.previous": lambda: self._with(lambda section: section.turn(-1)),
            "admin.next": lambda: self._with(lambda section: section.turn(1)),
        }
        for number in range(1, 4):
            acts[f"admin.tool.{number}"] = partial(self._tool, number)
        for number in range(1, 5):
            acts[f"admin.view.{number}"] = partial(self._view, number)
        for key_id, act in acts.items():
            bind(self, key_id, act, keys=self._context.keys, window=True)

    def _with(self, act: Callable[[SectionPage], object]) -> None:
        if self.section is not None:
            act(self.section)

    def _view(self, number: int) -> None:
        if self.section is not None:
            self.section.choose_view(number)

    def _tool(self, number: int) -> None:
        if self.section is not None:
            self.section.press_tool(number)

    # ---- sections -------------------------------------------------------------------------------

    @property
    def section(self) -> SectionPage | None:
        """The section in front."""
        found = self.stack.currentWidget()
        return found if isinstance(found, SectionPage) else None

    @property
    def entries(self) -> tuple[SectionEntry, ...]:
        """The sections listed."""
        return self._entries

    def page_of(self, name: str) -> SectionPage:
        """Build a section if it was not yet, and return it."""
        if name not in self._pages:
            entry = next(one for one in self._entries if one.name == name)
            page = entry.load(self._context)
            self._pages[name] = page
            self.stack.addWidget(page)
            page.order_tabs()
            page.offered.connect(self._mark)
            page.lay_out(self._kind or LayoutKind.STANDARD)
            if name in self._kept:
                page.restore(self._kept.pop(name))
            page.refresh()
        return self._pages[name]

    def choose(self, name: str) -> None:
        """Bring a section to the front and stand on its line."""
        at = next((i for i, one in enumerate(self._entries) if one.name == name), -1)
        if at >= 0:
            self.list.selectRow(at)

    def _on_chosen(self, entry: SectionEntry | None) -> None:
        if entry is None or not self.isVisible():
            return
        page = self.page_of(entry.name)
        if self.section is not page or not page.isVisible():
            self.stack.setCurrentWidget(page)
        page.shown()
        self._tell_keys()

    def _enter(self) -> None:
        if self.section is not None:
            self.section.start()

    def _cell(self, entry: SectionEntry) -> Cell:
        page = self._pages.get(entry.name)
        if page is not None and page.dirty:
            return Cell(tr(entry.title), sub=tr("Có thay đổi chưa lưu"), tone=Tone.WARN)
        return Cell(tr(entry.title), sub=tr(entry.words))

    def _mark(self) -> None:
        self.list.viewport().update()
        self._tell_keys()

    def _tell_keys(self) -> None:
        """Another section, or another part of it, may answer other keys."""
        keyed = self.section.keyed() if self.section is not None else frozenset[str]()
        if keyed != self._keyed and self.isVisible():
            self._keyed = keyed
            self._context.desktop.keys_changed.emit()

    def bar_keys(self, usual: tuple[str, ...]) -> tuple[str, ...]:
        """The keys of rows and of saving only where they do something."""
        return tuple(one for one in usual if one not in PARTED or one in self._keyed)

    # ---- what the shell asks --------------------------------------------------------------------

    def shown(self) -> None:
        """Read the section in front; the focus goes to the list."""
        row = self.list.current_row
        if row is not None:
            self._on_chosen(row)
        self.list.setFocus()

    def open_with(self, payload: object) -> None:
        """Another screen names a section, or a section and what to open in it."""
        name, what = payload if isinstance(payload, tuple) else (payload, None)
        if not isinstance(name, str):
            return
        self.choose(name)
        if what is not None and self.section is not None:
            self.section.open_with(what)

    def lay_out(self, kind: LayoutKind) -> None:
        """Give the list and the sections the room there is."""
        self._kind = kind
        compact = kind is LayoutKind.COMPACT
        words = max(text_width(tr(entry.title), Role.STRONG) for entry in self._entries)
        least = scaled(LIST_COMPACT if compact else LIST_WIDTH)
        self._side.setFixedWidth(max(least, round(words) + scaled(18) + BAR))
        self.list.set_row_height(42 if compact else 48)
        for page in self._pages.values():
            page.lay_out(kind)

    def panes(self) -> tuple[QWidget, ...]:
        """The list, what the section names, its button."""
        section = self.section
        if section is None:
            return (self.list,)
        inner = (section.file_panel.path,) if section.files_open else section.panes()
        shown = tuple(pane for pane in inner if pane.isVisible())
        button = (section.commit_button,) if section.commit_button.isEnabled() else ()
        return (self.list, *shown, *button)

    def back(self) -> bool:
        """Esc: close what is open; then from the section to the list; then to the desk, drafts kept."""
        section = self.section
        if section is not None and section.leave():
            return True
        focus = self.focusWidget()
        if focus is not None and section is not None and section.isAncestorOf(focus):
            self.list.setFocus()
            return True
        return False

    def undo(self) -> bool:
        """Ctrl+Z: the last step of the section's draft."""
        return self.section is not None and self.section.undo()

    def print_current(self) -> bool:
        """Ctrl+P: what the section has open."""
        return self.section is not None and self.section.print_current()

    def keep(self) -> object:
        """The drafts of every section that has one, and which section is in front."""
        kept = {name: page.keep() for name, page in self._pages.items()}
        row = self.list.current_row
        return {"drafts": {**self._kept, **kept}, "section": row.name if row is not None else ""}

    def restore(self, kept: object) -> None:
        """Take the drafts back; a section gets its own when it is built."""
        if isinstance(kept, dict):
            self._kept = {name: draft for name, draft in kept["drafts"].items() if draft is not None}
            for name in [one for one in self._kept if one in self._pages]:
                self._pages[name].restore(self._kept.pop(name))
            self.choose(kept["section"])


class AdminScreen:
    """Builds the administration."""

    def build(self, context: ScreenContext) -> ScreenPage:
        """Build the page."""
        return AdminPage(context)
