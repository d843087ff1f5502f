"""The frame of a section: head with tools, body, what went wrong, what F9 does, the button."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent  # noqa: TC002 - Qt asks for it by name
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.admin.parts.dated import DatedBar
from ui.admin.parts.file_panel import FilePanel
from ui.admin.parts.offer import Offer, nothing_to_save
from ui.admin.parts.presenter import may_edit
from ui.admin.parts.sheet_table import SheetTable
from ui.admin.parts.tabs import chain, stops
from ui.i18n import tr
from ui.theme import current
from ui.tokens import LARGE_TEXT, LayoutKind, Role, Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import CommitButton, KeyButton, SecondaryButton
from ui.widgets.label import Label
from ui.widgets.seg import Seg
from ui.widgets.stack import FrontStack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.admin.parts.files import FileFlow
    from ui.shell.screen import ScreenContext


ROW_KEYS = ("admin.add", "admin.drop")
PARTED = frozenset({*ROW_KEYS, "admin.commit"})  # keys that not every section answers


class SectionPage(QWidget):
    """One section of Thiết lập. A section overrides what concerns it.

    Signals: `offered()` when F9 would do something else, or drafts came or went.
    """

    offered = Signal()
    saves = True  # F9 saves here: the key bar says so
    guarded = True  # only the head and the administrator change what the whole office works by

    def __init__(self, context: ScreenContext, *, name: str, title: str, words: str) -> None:
        super().__init__()
        self.setObjectName(f"admin.{name}")
        self.context = context
        self.kind: LayoutKind | None = None
        self.files: FileFlow | None = None
        self.views: Seg | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)
        self.column.addLayout(self._build_head(title, words))
        self.tools = QHBoxLayout()
        self.tools.setSpacing(10)
        self.tools.addStretch(1)
        self.column.addLayout(self.tools)
        self.bodies = FrontStack(self)
        self.content = QWidget(self.bodies)
        self.body = QVBoxLayout(self.content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(10)
        self.bodies.addWidget(self.content)
        self.column.addWidget(self.bodies, 1)
        self.banner = Banner(name=f"{name}.banner", parent=self)
        self.column.addWidget(self.banner)
        self.column.addLayout(self._build_foot(name))

    def _build_head(self, title: str, words: str) -> QHBoxLayout:
        row = QHBoxLayout()
        both = QVBoxLayout()
        both.setSpacing(0)
        self.title = Label(title, Role.SECTION, parent=self)
        self.words = Label(words, Role.CAPTION, shortens=True, parent=self)
        both.addWidget(self.title)
        both.addWidget(self.words)
        row.addLayout(both, 1)
        self.head = row
        self._file_buttons: list[SecondaryButton] = []
        self._pressed: tuple[KeyButton, ...] = ()
        self.dated: DatedBar | None = None
        return row

    def _build_foot(self, name: str) -> QHBoxLayout:
        row = QHBoxLayout()
        self.foot = QHBoxLayout()
        row.addLayout(self.foot)
        self.note = Label("", Role.BODY, Tone.MUTED, wraps=True, lines=2, parent=self)
        row.addWidget(self.note, 1, Qt.AlignmentFlag.AlignVCenter)
        cap = self.context.keys.cap("admin.commit")
        self.commit_button = CommitButton("", name=f"{name}.commit", icon="save", cap=cap, parent=self)
        self.commit_button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.commit_button.clicked.connect(self.press)
        row.addWidget(self.commit_button)
        return row

    def add_files(self, flow: FileFlow, *, imports: bool = True, exports: bool = True) -> None:
        """Give the section a way in and out by file: two buttons and the panel they open."""
        self.files = flow
        name = self.objectName()
        self.file_panel = FilePanel(flow, name=f"{name}.files", parent=self.bodies)
        self.file_panel.choose.say(tr("Chọn tệp"), cap=self.context.keys.cap("admin.tool.1"))
        self.bodies.addWidget(self.file_panel)
        if imports:
            self.import_button = SecondaryButton(
                tr("Nhập tệp"), name=f"{name}.import", icon="file-up",
                cap=self.context.keys.cap("admin.import"), parent=self,
            )  # fmt: skip
            self.import_button.clicked.connect(lambda: flow.open("import"))
            self._file_buttons.append(self.import_button)
        if exports:
            self.export_button = SecondaryButton(
                tr("Xuất tệp"), name=f"{name}.export", icon="file-down",
                cap=self.context.keys.cap("admin.export"), parent=self,
            )  # fmt: skip
            self.export_button.clicked.connect(lambda: flow.open("export"))
            self._file_buttons.append(self.export_button)
        self._place_files()
        flow.state_changed.connect(lambda _state: self._show_files())

    def add_dated(self, name: str, *, title: str = "") -> DatedBar:
        """Give the section a day from which what is saved holds."""
        services = self.context.services
        self.dated = DatedBar(lambda: services.now().date(), name=name, title=title, parent=self)
        self.dated.left.connect(self.start)  # saved: not on to the rail, where Enter goes away
        self._place_dated()
        return self.dated

    def _place_dated(self) -> None:
        """The day stands left of the button, or above it in a compact window."""
        if self.dated is None:
            return
        compact = self.kind is LayoutKind.COMPACT or current().scale > LARGE_TEXT
        self.foot.removeWidget(self.dated)
        self.column.removeWidget(self.dated)
        if compact:
            self.column.insertWidget(self.column.count() - 1, self.dated, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self.foot.addWidget(self.dated)

    def _place_files(self) -> None:
        """The files' buttons stand beside the title, or with the tools where a compact window has room."""
        self._place_tools()
        for button in self._file_buttons:
            self.head.removeWidget(button)
            self.tools.removeWidget(button)
        crowded = self.kind is LayoutKind.COMPACT and current().scale > LARGE_TEXT
        for each in (*self._file_buttons, *self._pressed):
            each.set_bare(on=crowded)  # words and key alone
        wide = sum(button.sizeHint().width() + self.tools.spacing() for button in self._file_buttons)
        fits = self.tools.sizeHint().width() + wide <= self.width()
        for button in self._file_buttons:
            (self.tools if self.kind is LayoutKind.COMPACT and fits else self.head).addWidget(button)

    def _place_tools(self) -> None:
        """Tools with nothing to their left stand beside the title where there is room for both."""
        first = self.tools.itemAt(0)
        alone = self.views is None and first is not None and first.spacerItem() is not None
        files = sum(button.sizeHint().width() + self.tools.spacing() for button in self._file_buttons)
        wide = (
            self.words.sizeHint().width() + self.tools.sizeHint().width() + files + 2 * self.tools.spacing()
        )
        beside = alone and self.kind is not LayoutKind.COMPACT and wide <= self.width()
        if beside == (self.head.indexOf(self.tools) >= 0):
            return
        (self.column if beside else self.head).removeItem(self.tools)
        self.tools.setParent(None)
        if beside:
            self.head.insertLayout(1, self.tools)
        else:
            self.column.insertLayout(1, self.tools)
        self.column.invalidate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another line."""
        super().resizeEvent(event)
        self._place_files()

    def add_views(self, choices: Sequence[tuple[str, str]]) -> Seg:
        """Give the section several views, chosen above its body or by Alt+1…4."""
        self.views = Seg(choices, name=f"{self.objectName()}.views", parent=self)
        self.tools.insertWidget(0, self.views)
        return self.views

    def give_keys(self, *buttons: KeyButton) -> None:
        """Give the section's own buttons their keys, in the order one reads them."""
        self._pressed = buttons
        for number, button in enumerate(buttons, start=1):
            button.say(button.text(), cap=self.context.keys.cap(f"admin.tool.{number}"))

    def press_tool(self, number: int) -> None:
        """F7, F8, Shift+F8: press the button that shows this key, where there is one to be pressed."""
        buttons = (self.file_panel.choose,) if self.files_open else self._pressed
        if number <= len(buttons) and buttons[number - 1].isVisible():
            buttons[number - 1].click()

    def _show_files(self) -> None:
        if self.files is None:
            return
        was = self.bodies.currentWidget() is self.file_panel
        self.bodies.setCurrentWidget(self.file_panel if self.files.state.mode else self.content)
        if self.files.state.mode and not was:
            self.file_panel.setFocus()
        elif was and not self.files.state.mode and self.isVisible():
            self.start()
        self.refresh()

    def order_tabs(self) -> None:
        """Let Tab walk as one reads: views, tools, what the section shows, its day, the button last."""
        views = self.views.buttons if self.views is not None else ()
        dated = stops(self.dated) if self.dated is not None else []
        last = [*dated, self.banner.action, self.commit_button]
        inner = stops(self.bodies)
        first = [one for one in stops(self) if one not in inner and one not in last]
        chain([*sorted(first, key=lambda one: one not in views), *inner, *last])

    # ---- F9 -------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Say anew what F9 would do."""
        offer = self.current_offer()
        self.commit_button.say(offer.words, icon=offer.icon)
        self.commit_button.setEnabled(offer.enabled)
        self.note.setText(offer.note)
        self.note.set_tone(offer.tone)
        self.offered.emit()

    def current_offer(self) -> Offer:
        """What F9 would do now: the files' panel comes before the section itself."""
        export = self.files is not None and self.files.state.mode == "export"
        offer = self.files.offer() if self.files is not None and self.files_open else self.offer()
        if offer.enabled and self.guarded and not export and not may_edit(self.context.services):
            said = tr("Chỉ lãnh đạo hoặc người quản trị của đơn vị lưu được mục này. Bạn xem và xuất được.")
            return replace(offer, enabled=False, note=said, tone=Tone.WARN)
        return offer

    def press(self) -> None:
        """F9; what is being typed in a cell counts."""
        for table in self.findChildren(SheetTable):
            table.commit_open()
        if not self.current_offer().enabled:
            self.to_gap()
        elif self.files is not None and self.files_open:
            self.files.commit()
        else:
            self.commit()

    def say_failure(self, sentence: str, *, title: str = "") -> None:
        """Say in place what went wrong; nothing takes it away."""
        if sentence:
            self.banner.say(title or tr("Chưa lưu được"), sentence)
        else:
            self.banner.clear()

    def leave(self) -> bool:
        """Esc: close the files' panel, then what the section has open."""
        if self.files is not None and self.files_open:
            self.files.close()
            return True
        return self.back()

    @property
    def files_open(self) -> bool:
        """Whether the files' panel covers the section."""
        return self.files is not None and bool(self.files.state.mode)

    def open_files(self, mode: str) -> None:
        """Open the way in or out by file, where the section has one."""
        button = getattr(self, f"{mode}_button", None)
        if self.files is not None and button is not None:
            self.files.open(mode)

    def choose_view(self, number: int) -> None:
        """Alt+1…4: another view of the same section, where it has several."""
        if self.views is not None and not self.files_open and number <= len(self.views.buttons):
            self.views.buttons[number - 1].click()
            self.start()

    def place(self) -> None:
        """Ctrl+I: insert what the section offers where one types."""

    def turn(self, step: int) -> None:
        """Alt+←→: one page back or on, where the section has pages."""

    def keyed(self) -> frozenset[str]:
        """Which of the keys that not every section answers do something here now."""
        caps = {one.accessibleDescription() for one in self.findChildren(KeyButton) if one.isVisible()}
        rows = (key for key in ROW_KEYS if self.context.keys.cap(key) in caps)
        saving = self.saves and not self.commit_button.isHidden()
        return frozenset({*rows, *(("admin.commit",) if saving else ())})

    # ---- what a section overrides ---------------------------------------------------------------

    def shown(self) -> None:
        """The section came to the front: read what it shows."""

    def open_with(self, what: object) -> None:
        """Open what another screen asked for."""

    def start(self) -> None:
        """Put the focus where the section's work starts."""

    def offer(self) -> Offer:
        """What F9 would do in the section itself."""
        return nothing_to_save()

    def commit(self) -> None:
        """Do what F9 says."""

    def to_gap(self) -> None:
        """F9 while nothing may be saved: go to the first place that hinders it."""

    @property
    def dirty(self) -> bool:
        """Whether something typed here is not saved."""
        return False

    def undo(self) -> bool:
        """Ctrl+Z: one step of the draft back; False when there is none."""
        return False

    def back(self) -> bool:
        """Esc: close what is open inside the section; False when there is nothing."""
        return False

    def print_current(self) -> bool:
        """Ctrl+P: print what is open; False when there is nothing."""
        return False

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 walks."""
        return ()

    def lay_out(self, kind: LayoutKind) -> None:
        """The window's room changed."""
        self.kind = kind
        for label in (self.title, self.words):
            label.setVisible(kind is not LayoutKind.COMPACT)
        self._place_files()
        self._place_dated()

    def keep(self) -> object:
        """What must survive a rebuilt window, or None."""
        return None

    def restore(self, kept: object) -> None:
        """Take back what `keep` gave."""
