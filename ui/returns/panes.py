"""The quiet panes of the return: what happened so far, and what is to be handed over."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.returns import words
from ui.tokens import LayoutKind, Role, Tone
from ui.widgets.banner import IconBox
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card, SectionHead
from ui.widgets.clearing import empty
from ui.widgets.label import Label
from ui.widgets.paper_row import PaperRow, PaperSpec
from ui.widgets.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent

    from ui.keys import KeyMap
    from ui.returns.draft import HandItem
    from ui.returns.presenter import ReturnState


class HistoryPane(Card):
    """Tiến trình: the events of the dossier, newest first; scrolls where there are many."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="returns.history", parent=parent)
        self.head = SectionHead(tr("Tiến trình"), parent=self)
        self.body.addWidget(self.head)
        self.timeline = Timeline(name="returns.timeline", parent=self)
        inner = QWidget()
        inner.setObjectName("scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.timeline)
        column.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName("returns.history.scroll")
        self._scroll.setWidget(inner)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(self._scroll, 1)
        self.phone = Label("", Role.BODY, Tone.MUTED, shortens=True, parent=self)
        self.body.addWidget(self.phone)

    def show_state(self, state: ReturnState, names: Mapping[str, str]) -> None:
        """Paint a state."""
        view = state.draft.dossier
        if view is None:
            return
        self.head.say(words.due_note(view))
        self.timeline.set(words.moments(view, names))
        self.phone.setText(tr("Điện thoại {number}", number=words.phone(view.phone)) if view.phone else "")
        self.phone.setVisible(bool(view.phone))


class ItemsPane(Card):
    """Trả cho công dân: rows ticked with Space or their number.

    Signals: `ticked(index)`; `rebuilt()` when there are other rows, which then need their place in the
    order of Tab.
    """

    ticked = Signal(int)
    rebuilt = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="returns.items", parent=parent)
        self._rows: list[PaperRow] = []
        self._shown: tuple[str, ...] = ()
        self._kind = LayoutKind.STANDARD
        self.head = SectionHead(tr("Trả cho công dân"), parent=self)
        self.body.addWidget(self.head)
        inner = QWidget()
        inner.setObjectName("scrolled")
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(6)
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName("returns.items.scroll")
        self._scroll.setWidget(inner)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(self._scroll, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def lay_out(self, kind: LayoutKind) -> None:
        """One line a row where there is little room."""
        self._kind = kind
        for row in self._rows:
            row.set_dense(kind is LayoutKind.COMPACT)
        self._fit()

    def show_state(self, state: ReturnState) -> None:
        """Paint a state."""
        items = state.draft.items
        keys = tuple(f"{state.draft.command_id}.{item.key}" for item in items)
        if keys != self._shown:
            self._rebuild(items)
            self._shown = keys
        for row, item in zip(self._rows, items, strict=True):
            if row.isChecked() != item.ticked:
                row.setChecked(item.ticked)
        done, every = state.draft.ticked
        self.head.say(
            tr("{done}/{count} đã soát", done=done, count=every), Tone.OK if done == every else Tone.MUTED
        )

    def _rebuild(self, items: tuple[HandItem, ...]) -> None:
        empty(self._list)
        self._rows = []
        for at, item in enumerate(items):
            cap = str(at + 1) if at < 9 else ""
            spec = PaperSpec(at + 1, item.name, item.note, cap=cap)
            row = PaperRow(spec, name=f"returns.item.{at + 1}", boxed=True, grows=True, parent=self)
            row.grown.connect(self._fit)
            row.set_dense(self._kind is LayoutKind.COMPACT)
            row.clicked.connect(partial(self._press, at))
            row.stepped.connect(partial(self._step, at))
            self._list.addWidget(row)
            self._rows.append(row)
        self._list.addStretch(1)
        self._fit()
        self.rebuilt.emit()

    @property
    def rows(self) -> tuple[PaperRow, ...]:
        """The rows, from the top."""
        return tuple(self._rows)

    def _fit(self) -> None:
        """Room for three rows at least, for six at most; more of them scroll."""
        most = 3 if self._kind in (LayoutKind.COMPACT, LayoutKind.DENSE) else 6
        self._scroll.setFixedHeight(self._height_of(most))

    def _height_of(self, most: int) -> int:
        shown = self._rows[:most]
        return sum(row.sizeHint().height() for row in shown) + 6 * max(0, len(shown) - 1) + 2

    def _press(self, at: int, _checked: bool = False) -> None:
        self.ticked.emit(at)

    def _step(self, at: int, step: int) -> None:
        self.focus_row(min(max(at + step, 0), len(self._rows) - 1))

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """Put the focus on the first row that is not ticked. A focus proxy would break the order of Tab."""
        del reason
        self.focus_row(next((at for at, row in enumerate(self._rows) if not row.isChecked()), 0))

    def focus_row(self, at: int = 0) -> None:
        """Put the focus on a row."""
        if 0 <= at < len(self._rows):
            self._rows[at].setFocus()
            self._scroll.ensureWidgetVisible(self._rows[at])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1–9 tick the row of that number."""
        text = event.text()
        if len(text) == 1 and text in "123456789" and int(text) <= len(self._rows):
            self.ticked.emit(int(text) - 1)
        else:
            super().keyPressEvent(event)


class DonePane(Card):
    """What became of it, where nothing is to be done here any more: returned, or not ready for the counter.

    Signal `acts_asked()` for what may be done to the dossier instead.
    """

    acts_asked = Signal()

    def __init__(self, keys: KeyMap, parent: QWidget | None = None) -> None:
        super().__init__(name="returns.done", parent=parent)
        self.icon = IconBox("circle-check", Tone.OK, self, side=30)
        self.body.addWidget(self.icon)
        self.title = Label("", Role.SECTION, wraps=True, parent=self)
        self.body.addWidget(self.title)
        self.text = Label("", Role.BODY, Tone.MUTED, wraps=True, parent=self)
        self.body.addWidget(self.text)
        self.acts = SecondaryButton(
            tr("Việc làm được"), name="returns.acts", icon="folder-open", cap=keys.cap("commands"),
            parent=self,
        )  # fmt: skip
        self.acts.clicked.connect(self.acts_asked)
        self.body.addWidget(self.acts)

    def show_state(self, state: ReturnState, names: Mapping[str, str]) -> None:
        """Paint a state."""
        view = state.draft.dossier
        if view is None:
            return
        if state.stage == "returned":
            when, who = words.returned(view, names)
            self.icon.set("circle-check", Tone.OK)
            self.title.setText(tr("Đã trả lúc {when}", when=when) if when else tr("Đã trả kết quả"))
            self.text.setText(who)
        else:
            self.icon.set("info", Tone.INFO)
            self.title.setText(tr("Chưa thể trả"))
            self.text.setText(words.not_now(view))
        self.setAccessibleName(f"{self.title.text()} {self.text.text()}")
