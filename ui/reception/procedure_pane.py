"""Step 2, thủ tục: what was chosen, with its term, fee and channel; and what it asks beside the papers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QIntValidator
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.i18n import phrase, tr
from ui.keys import KEYS, KeyMap
from ui.reception import words
from ui.theme import scaled
from ui.tokens import Role, Tone
from ui.widgets.buttons import LinkButton
from ui.widgets.card import Card, SectionHead, StepHeader, StepState
from ui.widgets.fields import Field, TextField
from ui.widgets.keycap import KeyCap
from ui.widgets.label import Label
from ui.widgets.offering import OfferList
from ui.widgets.undo_keys import TextBox

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, QObject

    from desk.rows import AskCard
    from ui.reception.state import ReceptionState


class ProcedurePane(Card):
    """The chosen procedure. Signals: `change_asked()`, `requirements_asked()`."""

    change_asked = Signal()
    requirements_asked = Signal()

    def __init__(self, keys: KeyMap = KEYS, parent: QWidget | None = None) -> None:
        super().__init__(name="procedure", spacing=3, parent=parent)
        self._compact = False
        cap = keys.cap("reception.step.2")
        self.head = StepHeader(2, tr("Thủ tục"), parent=self)
        asks = keys.cap("reception.requirements")
        self.asks = LinkButton(tr("Yêu cầu"), name="procedure.requirements", cap=asks, parent=self)
        self.asks.setAccessibleName(tr("Yêu cầu của thủ tục"))
        self.asks.clicked.connect(lambda _on=False: self.requirements_asked.emit())
        self.head.add(self.asks)
        self.change = LinkButton(tr("Đổi"), name="procedure.change", cap=cap, parent=self)
        self.change.clicked.connect(self.change_asked)
        self.head.add(self.change)
        self.body.addWidget(self.head)
        self.name = Label("", Role.SUBSECTION, wraps=True, lines=2, parent=self)
        self.body.addWidget(self.name)
        self.code = Label("", Role.BODY, Tone.MUTED, shortens=True, parent=self)
        self.body.addWidget(self.code)
        self._facts = QWidget(self)
        row = QHBoxLayout(self._facts)
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(16)
        self.term, self.fee, self.online = (self._fact(row, title) for title in _titles())
        row.addStretch(1)
        self.body.addWidget(self._facts)

    def _fact(self, row: QHBoxLayout, title: str) -> Label:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(Label(title, Role.BODY, Tone.MUTED, parent=self))
        value = Label("", Role.STRONG, shortens=True, parent=self)
        column.addWidget(value)
        row.addLayout(column)
        return value

    def set_compact(self, *, on: bool) -> None:
        """Fold a finished step to two lines."""
        self._compact = on

    def show_state(self, state: ReceptionState) -> None:
        """Paint a state."""
        card = state.draft.procedure
        done = card is not None and not state.searching
        folded = self._compact and done
        self.head.set_state(
            StepState.DONE if done else StepState.CURRENT if state.step == 2 else StepState.AHEAD
        )
        self.set_current(state.step == 2 and not state.searching)
        self.head.setVisible(not folded)
        self._facts.setVisible(card is not None and not folded)
        self.code.setVisible(True)
        self.asks.setVisible(card is not None)
        if card is None:
            self.name.setText(tr("Chưa chọn thủ tục"))
            self.name.set_tone(Tone.MUTED)
            self.code.setText(tr("Gõ vài chữ của tên, không cần dấu"))
            self.change.say(tr("Chọn"))
            return
        self.name.setText(phrase(card.name))
        self.name.set_tone(None)
        self.change.say(tr("Đổi"))
        short = f"{words.term(card)} · {words.fee(card)}"
        if folded and state.draft.purpose:
            short += " · " + tr("Mục đích: {purpose}", purpose=state.draft.purpose)
        level = tr("Cấp xã") if card.level == "xã" else phrase(card.level)
        self.code.setText(short if folded else f"{card.code} · {phrase(card.field)} · {level}")
        self.term.setText(words.term(card))
        self.fee.setText(words.fee(card))
        self.online.setText(words.online(card))


def _titles() -> tuple[str, str, str]:
    return tr("Thời hạn"), tr("Lệ phí"), tr("Trực tuyến")


class AskPane(Card):
    """What the procedure asks beside the papers.

    Signals: `purpose_typed(str)`, `copies_chosen(int)`, `answered(key, text)`.
    """

    purpose_typed = Signal(str)
    copies_chosen = Signal(int)
    answered = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="ask", spacing=4, parent=parent)
        self.head = SectionHead(tr("Thủ tục này hỏi thêm"), role=Role.SUBSECTION, parent=self)
        self.body.addWidget(self.head)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.purpose = TextField(
            name="ask.purpose", title=tr("Mục đích sử dụng"), hint=tr("Ví dụ: bổ túc hồ sơ")
        )
        self.purpose.textEdited.connect(self.purpose_typed)
        self.copies = TextField(name="ask.copies", title=tr("Số bản"), code=True, parent=self)
        self.copies.setValidator(QIntValidator(1, 99, self.copies))
        self.copies.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.copies.setFixedWidth(scaled(64))
        self.copies.textEdited.connect(lambda text: self.copies_chosen.emit(int(text) if text else 1))
        row.addWidget(Field(tr("Mục đích sử dụng"), self.purpose, parent=self), 1)
        row.addWidget(Field(tr("Số bản"), self.copies, parent=self))
        self.body.addLayout(row)
        self._more = QGridLayout()
        self._more.setContentsMargins(0, 0, 0, 0)
        self._more.setHorizontalSpacing(8)
        self._more.setVerticalSpacing(4)
        self.body.addLayout(self._more)
        self.answers: dict[str, TextField] = {}
        self._asked: tuple[AskCard, ...] = ()

    def show_state(self, state: ReceptionState) -> None:
        """Paint a state."""
        draft = state.draft
        self.setVisible(draft.procedure is not None)
        if not self.purpose.hasFocus() and self.purpose.text() != draft.purpose:
            self.purpose.setText(draft.purpose)
        if not self.copies.hasFocus() and self.copies.text() != str(draft.copies):
            self.copies.setText(str(draft.copies))
        asks = draft.procedure.asks if draft.procedure is not None else ()
        if asks != self._asked:
            self._rebuild(asks)
        for key, field in self.answers.items():
            text = draft.answers.get(key, "")
            if not field.hasFocus() and field.text() != text:
                field.setText(text)

    def _rebuild(self, asks: tuple[AskCard, ...]) -> None:
        """One field for each question of the procedure, two in a row."""
        while (item := self._more.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        self.answers, self._asked = {}, asks
        for at, ask in enumerate(asks):
            title = phrase(ask.label)
            field = TextField(name=f"ask.{ask.key}", title=title, hint=" / ".join(ask.choices))
            if ask.choices:
                OfferList(ask.choices, field)
            field.textEdited.connect(partial(self.answered.emit, ask.key))
            self.answers[ask.key] = field
            self._more.addWidget(Field(title, field, parent=self), at // 2, at % 2)


class NotePane(Card):
    """Ghi chú cho chuyên môn: stays inside the office. Signals `typed(str)`, `left()` with the focus."""

    typed = Signal(str)
    left = Signal()

    def __init__(self, keys: KeyMap = KEYS, parent: QWidget | None = None) -> None:
        super().__init__(name="note", spacing=4, parent=parent)
        self.head = SectionHead(tr("Ghi chú cho chuyên môn"), role=Role.SUBSECTION, parent=self)
        self.head.add(KeyCap(keys.cap("reception.note"), self.head))
        self.body.addWidget(self.head)
        self.text = TextBox(self)
        self.text.setObjectName("note.text")
        self.text.setAccessibleName(tr("Ghi chú cho chuyên môn"))
        self.text.setPlaceholderText(tr("Chỉ nội bộ, không in lên giấy hẹn"))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(scaled(30))
        self.text.textChanged.connect(self._on_changed)
        self.text.installEventFilter(self)
        self.body.addWidget(self.text, 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the keys go elsewhere in the window."""
        away = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in away:
            self.left.emit()
        return super().eventFilter(watched, event)

    def _on_changed(self) -> None:
        if self.text.hasFocus():
            self.typed.emit(self.text.toPlainText())

    def show_state(self, state: ReceptionState) -> None:
        """Paint a state."""
        self.setVisible(state.draft.procedure is not None)
        if not self.text.hasFocus() and self.text.toPlainText() != state.draft.note:
            self.text.setPlainText(state.draft.note)
