"""Step 2 while choosing: one field, the hits under it, the procedures this desk uses most."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.i18n import phrase, tr
from ui.keys import KEYS, KeyMap
from ui.reception.hits import HitList
from ui.theme import scaled
from ui.tokens import LayoutKind, Role, Tone
from ui.widgets.buttons import ButtonKind, KeyButton
from ui.widgets.card import Card, StepHeader, StepState
from ui.widgets.fields import TextField
from ui.widgets.flow import FlowLayout
from ui.widgets.keycap import KeyHint
from ui.widgets.label import Label

if TYPE_CHECKING:
    from desk.rows import ProcedureHit
    from ui.reception.state import ReceptionState

FAVOURITES = 6


class SearchPane(Card):
    """The procedure search. Signals: `typed(str)`, `picked(code)`, `picked_early()`, `left()`.

    The list follows each change of the text; nothing is ever completed inside the field, because that
    breaks the backspacing of Vietnamese input methods.
    """

    typed = Signal(str)
    picked = Signal(str)
    picked_early = Signal()  # Enter before the hits of the last key have come
    left = Signal()

    def __init__(self, keys: KeyMap = KEYS, parent: QWidget | None = None) -> None:
        super().__init__(name="search", spacing=8, parent=parent)
        self.head = StepHeader(2, tr("Thủ tục"), note=tr("Gõ vài chữ, không cần dấu"), parent=self)
        self.head.set_state(StepState.CURRENT)
        self.body.addWidget(self.head)
        self.field = TextField(
            name="procedure.search", title=tr("Tìm thủ tục"), hint=tr("Tên, chữ đầu, hoặc mã thủ tục")
        )
        self.field.setMinimumHeight(scaled(44))
        self.field.textEdited.connect(self.typed)
        self.field.installEventFilter(self)
        self.body.addWidget(self.field)
        self.hits = HitList(self)
        self.hits.picked.connect(lambda hit: self.picked.emit(hit.card.code))
        self.body.addWidget(self.hits, 1)
        self.none = Label("", Role.MEDIUM, Tone.WARN, wraps=True, parent=self)
        self.body.addWidget(self.none)
        self._hints = QWidget(self)
        self._hints.setLayout(self._foot(keys))
        self.body.addWidget(self._hints)
        self.body.addWidget(Label(tr("Hay dùng tại quầy này"), Role.STRONG, parent=self))
        self._favourites: list[KeyButton] = []
        grid = QGridLayout()
        grid.setSpacing(8)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        for at in range(FAVOURITES):
            cap = keys.cap(f"reception.favourite.{at + 1}")
            button = KeyButton(
                "", name=f"favourite.{at + 1}", kind=ButtonKind.SECONDARY, cap=cap, shortens=True, parent=self
            )
            button.clicked.connect(partial(self.use_favourite, at))
            grid.addWidget(button, at // 2, at % 2)
            self._favourites.append(button)
        self.body.addLayout(grid)
        self._codes: tuple[str, ...] = ()
        self._answered = True
        self.set_current(True)
        self.setFocusProxy(self.field)

    def _foot(self, keys: KeyMap) -> FlowLayout:
        row = FlowLayout(gap=10)
        for cap, text in (
            (tr("Lên/Xuống"), tr("chọn")),
            ("Enter", tr("dùng thủ tục này")),
            (keys.cap("reception.requirements"), tr("xem yêu cầu")),
            ("Esc", tr("quay lại")),
        ):
            row.addWidget(KeyHint(cap, text, self))
        self.count = Label("", Role.BODY, Tone.MUTED, parent=self)
        row.addWidget(self.count)
        return row

    def lay_out(self, kind: LayoutKind) -> None:
        """A small window leaves the keys to the bar below, and gives their room to what was found."""
        self._hints.setVisible(kind is not LayoutKind.COMPACT)

    def use_favourite(self, at: int, checked: bool = False) -> None:
        """Choose one of the procedures used most."""
        del checked
        if at < len(self._codes):
            self.picked.emit(self._codes[at])

    def show_state(self, state: ReceptionState) -> None:
        """Paint a state."""
        choice = state.choice
        self._answered = choice.answered
        hits = choice.hits if choice.query.strip() else (choice.hits or choice.favourites)
        self.hits.set_hits(hits)
        nothing = choice.answered and bool(choice.query.strip()) and not choice.hits
        self.none.setVisible(nothing)
        self.none.setText(
            tr("Không thấy thủ tục nào khớp “{query}”. Thử vài chữ khác, hoặc gõ mã.", query=choice.query)
        )
        self.count.setText(tr("{count} thủ tục", count=len(hits)))
        if not self.field.hasFocus() and self.field.text() != choice.query:
            self.field.setText(choice.query)
        self._show_favourites(choice.favourites)

    def pick(self) -> None:
        """Use the chosen hit; before the answer has come, its first one."""
        if self._answered:
            self.hits.pick()
        else:
            self.picked_early.emit()

    def clear_field(self) -> None:
        """Start over; done only when a search opens, never while one types."""
        self.field.clear()

    def _show_favourites(self, favourites: tuple[ProcedureHit, ...]) -> None:
        self._codes = tuple(hit.card.code for hit in favourites[:FAVOURITES])
        for at, button in enumerate(self._favourites):
            button.setVisible(at < len(self._codes))
            if at < len(self._codes):
                button.say(phrase(favourites[at].card.name))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter in the field move and use the list's choice; Esc leaves."""
        if (
            watched is not self.field
            or not isinstance(event, QKeyEvent)
            or event.type() != QEvent.Type.KeyPress
        ):
            return super().eventFilter(watched, event)
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.hits.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pick()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            return False
        return True
