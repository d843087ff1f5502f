"""Kết quả vừa về: what the resolving unit handed to the counter, and the promise it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ui import format as say
from ui.i18n import phrase, tr
from ui.returns import words
from ui.returns.draft import MOST_RESULTS
from ui.theme import current
from ui.tokens import LayoutKind, Role, Tone
from ui.widgets.card import Card, SectionHead
from ui.widgets.fields import Field, TextField
from ui.widgets.label import Label
from ui.widgets.seg import Seg

if TYPE_CHECKING:
    from datetime import datetime

    from ui.returns.draft import ReturnDraft
    from ui.returns.presenter import ReturnState

_DROP = "drop"
_DAY_WIDTH = 112  # 26/11/2026 with its air


class ResultPane(Card):
    """One result at a time of those that came; the others stand as numbers in the head.

    Signals: `typed(dict)` with fields of the result, `chosen(int)` for another result (one beyond the last
    is a new one), `dropped()` to take the one shown away.
    """

    typed = Signal(object)
    chosen = Signal(int)
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="returns.result", spacing=4, parent=parent)
        self._shown: tuple[str, int] = ("", 0)
        self.head = SectionHead(tr("Kết quả vừa về"), parent=self)
        self.which = Seg((("0", "1"), ("1", "+")), name="returns.result.which", parent=self.head)
        self.which.setAccessibleName(tr("Chọn kết quả"))
        self.which.chosen.connect(self._choose)
        forms = (("paper", tr("Bản giấy")), ("electronic", tr("Bản điện tử")))
        self.form = Seg(forms, name="returns.result.form", parent=self.head)
        self.form.chosen.connect(lambda key: self.typed.emit({"electronic": key == "electronic"}))
        self.head.add(self.which)
        self.head.add(self.form)
        self.body.addWidget(self.head)
        self.number = TextField(name="returns.result.number", title=tr("Số văn bản"), code=True)
        self.day = TextField(name="returns.result.day", title=tr("Ngày"), hint=tr("Hôm nay"), code=True)
        self.title = TextField(name="returns.result.title", title=tr("Tên kết quả"))
        signs = (("yes", tr("Đã ký")), ("no", tr("Chưa ký")))
        self.signed = Seg(signs, name="returns.result.signed", parent=self)
        self.signed.setAccessibleName(tr("Chữ ký"))
        self._lay_out_fields()
        self.number.textEdited.connect(lambda text: self.typed.emit({"number": text}))
        self.day.textEdited.connect(lambda text: self.typed.emit({"day": text}))
        self.title.textEdited.connect(lambda text: self.typed.emit({"title": text}))
        self.signed.chosen.connect(lambda key: self.typed.emit({"signed": key == "yes"}))
        self.number.returnPressed.connect(self.day.setFocus)
        self.day.returnPressed.connect(self.title.setFocus)

    def _lay_out_fields(self) -> None:
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        for field, most in ((self.number, 100), (self.day, 10), (self.title, 500)):
            field.setMaxLength(most)
        self.day.setMinimumWidth(round(current().px(_DAY_WIDTH)))
        self._fields = (
            Field(tr("Số văn bản"), self.number, parent=self),
            Field(tr("Ngày"), self.day, parent=self),
            Field(tr("Tên kết quả"), self.title, parent=self),
            Field(tr("Chữ ký"), self.signed, parent=self),
        )
        self.body.addLayout(self._grid)
        self.lay_out(LayoutKind.STANDARD)

    def lay_out(self, kind: LayoutKind) -> None:
        """One line where the column is wide; elsewhere the name has a line of its own."""
        number, day, title, signed = self._fields
        for field in self._fields:
            self._grid.removeWidget(field)
        one_line = kind in (LayoutKind.COMPACT, LayoutKind.WIDE)
        self._grid.addWidget(number, 0, 0)
        self._grid.addWidget(day, 0, 1)
        if one_line:
            self._grid.addWidget(title, 0, 2)
        else:
            self._grid.addWidget(title, 1, 0, 1, 4)
        self._grid.addWidget(signed, 0, 3)
        for column, stretch in enumerate((4, 2, 5, 0) if one_line else (5, 3, 0, 0)):
            self._grid.setColumnStretch(column, stretch)

    @property
    def suggested(self) -> dict[str, TextField]:
        """The fields a page may say something about, by what it says."""
        return {"number": self.number, "issued_on": self.day, "subject": self.title}

    def _choose(self, key: str) -> None:
        if key == _DROP:
            self.dropped.emit()
        else:
            self.chosen.emit(int(key))
        self.number.setFocus()  # the numbers may be other buttons now

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """Put the focus on the number."""
        self.number.setFocus(*reason)

    def show_state(self, state: ReturnState) -> None:
        """Paint a state; a field with the focus is never rewritten, unless another result is shown."""
        view, draft = state.draft.dossier, state.draft
        if view is None:
            return
        result = draft.result
        other = (draft.command_id, draft.chosen) != self._shown
        self._shown = (draft.command_id, draft.chosen)
        self._show_choices(draft)
        self.form.set_value("electronic" if result.electronic else "paper")
        self.signed.set_value("yes" if result.signed else "no")
        self.title.setPlaceholderText(phrase(view.procedure.name))
        for field, text in ((self.number, result.number), (self.day, result.day), (self.title, result.title)):
            if (other or not field.hasFocus()) and field.text() != text:
                field.setText(text)

    def _show_choices(self, draft: ReturnDraft) -> None:
        count = len(draft.results)
        choices = [(str(at), str(at + 1)) for at in range(count)]
        if count < MOST_RESULTS:
            choices.append((str(count), "+"))
        if count > 1 and not draft.result.pages:
            choices.append((_DROP, "−"))
        self.which.set_choices(choices, str(draft.chosen))


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
