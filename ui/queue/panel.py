"""Bảng số thứ tự: who is here, who waits, who was laid aside; every act with its key, over the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from ui.i18n import language, tr
from ui.shell.drop_panel import DropPanel
from ui.tokens import Role, Tone
from ui.widgets.buttons import ButtonKind, CommitButton, KeyButton, LinkButton, SecondaryButton
from ui.widgets.card import SectionHead
from ui.widgets.clearing import empty
from ui.widgets.label import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from desk.queue.rows import QueueBoard, QueueKind, Ticket
    from ui.keys import KeyMap
    from ui.queue.control import QueueControl

WIDE, MOST = 420, 8


def kind_name(kind: QueueKind) -> str:
    """A kind of service in the clerk's language."""
    return kind.name_en if language() == "en" else kind.name


class QueuePanel(DropPanel):
    """Under the chip. It holds the focus while shown and gives it back; letters and digits act only in it."""

    def __init__(self, control: QueueControl, keys: KeyMap, parent: QWidget) -> None:
        super().__init__(name="queue_panel", title=tr("Số thứ tự"), wide=WIDE, parent=parent)
        self._control, self._keys = control, keys
        self._sending = False
        self._build(keys)
        control.changed.connect(self._on_changed)
        control.turned.connect(lambda on: None if on else self.close_panel())

    def _build(self, keys: KeyMap) -> None:
        head = QHBoxLayout()
        self.number = Label("", Role.COUNTER, tall=True, parent=self)
        self.state = Label("", Role.BODY, Tone.MUTED, wraps=True, parent=self)
        head.addWidget(self.number)
        head.addWidget(self.state, 1, Qt.AlignmentFlag.AlignVCenter)
        self.column.addLayout(head)
        cap = keys.cap("queue.next")
        self.next = CommitButton(
            tr("Gọi số tiếp theo"), name="queue.next", icon="megaphone", cap=cap, parent=self
        )
        self.next.clicked.connect(self._control.call_next)
        self.column.addWidget(self.next)
        acts = QGridLayout()
        acts.setSpacing(8)
        self.acts: dict[str, KeyButton] = {}
        rows = (
            ("recall", tr("Gọi lại"), self._control.recall),
            ("park", tr("Tạm gác"), self._control.park),
            ("no_show", tr("Vắng mặt"), self._control.no_show),
            ("done", tr("Xong, nghỉ gọi"), self._control.finish),
            ("send", tr("Chuyển…"), self._toggle_sending),
        )
        for at, (name, words, act) in enumerate(rows):
            button = SecondaryButton(words, name=f"queue.{name}", cap=keys.cap(f"queue.{name}"), parent=self)
            button.clicked.connect(lambda _on=False, run=act: run())
            self.acts[name] = button
            alone = at == len(rows) - 1 and at % 2 == 0
            acts.addWidget(button, at // 2, at % 2, 1, 2 if alone else 1)
        self.column.addLayout(acts)
        self._targets = QVBoxLayout()
        self._ways: list[KeyButton] = []
        self.column.addLayout(self._targets)
        self._lists = QVBoxLayout()
        self._lists.setSpacing(4)
        self.column.addLayout(self._lists)
        self._head = SectionHead(tr("Phát số"), parent=self)
        self.column.addWidget(self._head)
        self._gives = QVBoxLayout()
        self._gives.setSpacing(6)
        self.column.addLayout(self._gives)
        self.kiosk = LinkButton(tr("Mở cửa sổ lấy số"), name="queue.kiosk", parent=self)
        self.kiosk.clicked.connect(self._open_kiosk)
        self.column.addWidget(self.kiosk, 0, Qt.AlignmentFlag.AlignLeft)
        self.open_kiosk: Callable[[], object] = lambda: None

    # ---- opening and closing --------------------------------------------------------------------

    def toggle(self) -> None:
        """Open, or close if it is open; nothing happens where the office has no queue."""
        if self.isVisible():
            self.close_panel()
            return
        board = self._control.board
        if board is None or not board.on:
            return
        self._sending = False
        self._show(board)
        self.open_panel()
        self._control.refresh()

    def first(self) -> QWidget:
        """The next citizen."""
        return self.next

    def _open_kiosk(self) -> None:
        self.close_panel()
        self.open_kiosk()

    # ---- showing --------------------------------------------------------------------------------

    def _on_changed(self, board: QueueBoard) -> None:
        if self.isVisible():
            self._show(board)

    def _show(self, board: QueueBoard) -> None:
        held = self.held()
        self._show_here(board)
        self._show_targets(board)
        self._show_tickets(board)
        self._show_kinds(board)
        self.place()
        self.stand_again(held, (self,))

    def _show_here(self, board: QueueBoard) -> None:
        here = board.current
        self.number.setText(here.label if here is not None else "–")
        waits = tr("{n} người chờ ở quầy này", n=len(board.waiting))
        priority = tr("Ưu tiên") if here is not None and here.priority else ""
        self.state.setText(" · ".join(part for part in (priority, waits) if part))
        for button in self.acts.values():
            button.setEnabled(here is not None)

    def _show_tickets(self, board: QueueBoard) -> None:
        empty(self._lists)
        if self._sending:
            return
        self._tickets(tr("Đang chờ"), board.waiting, press=False)
        self._tickets(tr("Đang tạm gác"), board.parked, press=True)
        self._tickets(tr("Vắng mặt"), board.missed, press=True)

    def _show_kinds(self, board: QueueBoard) -> None:
        empty(self._gives)
        self._head.setVisible(not self._sending)
        for at, kind in enumerate(() if self._sending else board.kinds):
            row = QHBoxLayout()
            words = f"{kind_name(kind)} · {kind.waiting}"
            give = KeyButton(
                words, name=f"queue.give.{at + 1}", kind=ButtonKind.SOFT, icon="ticket-plus", cap=str(at + 1),
                parent=self,
            )  # fmt: skip
            give.setAccessibleName(tr("Phát số: {kind}, {n} đang chờ", kind=kind_name(kind), n=kind.waiting))
            give.clicked.connect(partial(self._give, at))
            first = LinkButton(tr("Ưu tiên"), name=f"queue.first.{at + 1}", parent=self)
            first.setAccessibleName(tr("Phát số ưu tiên: {kind}", kind=kind_name(kind)))
            first.clicked.connect(partial(self._give, at, priority=True))
            row.addWidget(give, 1)
            row.addWidget(first)
            self._gives.addLayout(row)

    def _show_targets(self, board: QueueBoard) -> None:
        empty(self._targets)
        self._ways = []
        if not self._sending or board.current is None:
            return
        for kind in board.kinds:
            if kind.code != board.current.kind:
                words = tr("Chuyển sang: {kind}", kind=kind_name(kind))
                self._way(words, f"queue.send.{kind.code}", partial(self._send, kind=kind.code))
        for counter in sorted({one.counter for one in board.calls} - {board.counter, ""}):
            words = tr("Chuyển đến quầy {counter}", counter=counter)
            self._way(words, f"queue.to.{counter}", partial(self._send, to=counter))

    def _way(self, words: str, name: str, act: Callable[..., None]) -> None:
        """One place the citizen may be sent on to; its digit presses it."""
        at = len(self._ways) + 1
        cap = str(at) if at < 10 else ""
        send = SecondaryButton(words, name=name, icon="arrow-right", cap=cap, parent=self)
        send.clicked.connect(act)
        self._targets.addWidget(send)
        self._ways.append(send)

    def _tickets(self, title: str, tickets: tuple[Ticket, ...], *, press: bool) -> None:
        if not tickets:
            return
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Label(title, Role.BODY, Tone.MUTED, tall=True, parent=self))
        if not press:
            told = " · ".join(one.label for one in tickets[:MOST])
            more = f" … (+{len(tickets) - MOST})" if len(tickets) > MOST else ""
            row.addWidget(Label(told + more, Role.CODE, shortens=True, tall=True, parent=self), 1)
        for one in tickets[:4] if press else ():
            back = SecondaryButton(one.label, name=f"queue.back.{one.label}", icon="undo-2", parent=self)
            back.setAccessibleName(tr("Gọi lại số {ticket}", ticket=one.label))
            back.clicked.connect(partial(self._control.recall, one.label))
            row.addWidget(back)
        if press:
            row.addStretch(1)
        self._lists.addLayout(row)

    # ---- acting ---------------------------------------------------------------------------------

    def _give(self, at: int, _checked: bool = False, *, priority: bool = False) -> None:
        board = self._control.board
        if board is not None and at < len(board.kinds):
            self._control.issue(board.kinds[at].code, priority=priority)

    def _toggle_sending(self) -> None:
        self._sending = not self._sending
        if self._control.board is not None:
            self._show(self._control.board)

    def _send(self, _checked: bool = False, *, kind: str | None = None, to: str | None = None) -> None:
        self._toggle_sending()
        self._control.transfer(kind=kind, to=to)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and digits act on the number here; Esc closes."""
        for name in ("park", "no_show", "done", "send"):
            if self._keys.pressed(event, f"queue.{name}"):
                self.acts[name].click()
                return
        if event.text() and event.text() in "123456789":
            at = int(event.text()) - 1
            if not self._sending:
                self._give(at)
            elif at < len(self._ways):  # while one chooses where to, no digit gives out a number unseen
                self._ways[at].click()
            return
        super().keyPressEvent(event)
