"""Kết quả vừa về: what the resolving unit handed to the counter, and the promise it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ui import format as say
from ui.i18n import phrase, tr
from ui.returns import words
from ui.tokens import LayoutKind, Role, Tone
from ui.widgets.card import Card, SectionHead
from ui.widgets.fields import Field, TextField
from ui.widgets.label import Label
from ui.widgets.seg import Seg

if TYPE_CHECKING:
    from datetime import datetime

    from ui.returns.presenter import ReturnState


class ResultPane(Card):
    """Signal `typed(dict)` with fields of the result."""

    typed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="returns.result", spacing=4, parent=parent)
        self.head = SectionHead(tr("Kết quả vừa về"), parent=self)
        forms = (("paper", tr("Bản giấy")), ("electronic", tr("Bản điện tử")))
        self.form = Seg(forms, name="returns.result.form", parent=self.head)
        self.form.chosen.connect(lambda key: self.typed.emit({"electronic": key == "electronic"}))
        self.head.add(self.form)
        self.body.addWidget(self.head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        self.number = TextField(name="returns.result.number", title=tr("Số văn bản"), code=True)
        self.title = TextField(name="returns.result.title", title=tr("Tên kết quả"))
        self.number.setMaxLength(100)
        self.title.setMaxLength(500)
        grid.addWidget(Field(tr("Số văn bản"), self.number), 0, 0)
        grid.addWidget(Field(tr("Tên kết quả"), self.title), 0, 1)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 5)
        self.body.addLayout(grid)
        self.number.textEdited.connect(lambda text: self.typed.emit({"number": text}))
        self.title.textEdited.connect(lambda text: self.typed.emit({"title": text}))
        self.number.returnPressed.connect(self.title.setFocus)

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """Put the focus on the number."""
        self.number.setFocus(*reason)

    def show_state(self, state: ReturnState) -> None:
        """Paint a state; a field with the focus is never rewritten."""
        view, result = state.draft.dossier, state.draft.result
        if view is None:
            return
        self.form.set_value("electronic" if result.electronic else "paper")
        self.title.setPlaceholderText(phrase(view.procedure.name))
        for field, text in ((self.number, result.number), (self.title, result.title)):
            if not field.hasFocus() and field.text() != text:
                field.setText(text)


class PromisePane(Card):
    """Hẹn trả: the promised day in the largest type, and how far off it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="returns.promise", spacing=2, parent=parent)
        self.head = SectionHead(tr("Hẹn trả"), parent=self)
        self.body.addWidget(self.head)
        self.date = Label("", Role.DUE, shortens=True, parent=self)
        self.body.addWidget(self.date)
        self.reason = Label("", Role.BODY, Tone.MUTED, wraps=True, parent=self)
        self.body.addWidget(self.reason)

    def lay_out(self, kind: LayoutKind) -> None:
        """Fewer words in the small window."""
        self.reason.setVisible(kind is not LayoutKind.COMPACT)

    def show_state(self, state: ReturnState, now: datetime) -> None:
        """Paint a state."""
        view = state.draft.dossier
        if view is None:
            return
        due = view.due_at
        self.date.setText(say.long_date(due) if due is not None else tr("Không có thời hạn"))
        late = due is not None and now > due
        self.date.set_tone(Tone.BAD if late else None)
        before = tr("trước {clock}", clock=say.clock(due)) if due is not None else ""
        self.reason.setText(" · ".join(part for part in (before, words.way(view.return_by)) if part))
        self.setAccessibleName(f"{tr('Hẹn trả')}: {self.date.text()}")
