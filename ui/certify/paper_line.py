"""One row of papers: what it is, pages, copies, paper or electronic, what it costs and why."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ui import format as say
from ui.i18n import tr
from ui.theme import current
from ui.tokens import Role, Tone
from ui.widgets.buttons import LinkButton
from ui.widgets.fields import TextField
from ui.widgets.label import Label

if TYPE_CHECKING:
    from desk.certify.rows import QuoteLine
    from ui.certify.draft import Paper

FIELDS = ("name", "pages", "copies")
NUMBER_WIDE = 60


class PaperLine(QWidget):
    """One row; Enter walks name, pages, copies.

    Signals: `typed(field, text)`, `done()` on Enter in the last field, `kind_asked()`, `remove_asked()`,
    `entered(field)` when the focus arrives, `stepped(±1)` on the arrows in a number field. A field with the
    focus is never rewritten while it is being composed in.
    """

    typed = Signal(str, str)
    done = Signal()
    kind_asked = Signal()
    remove_asked = Signal()
    entered = Signal(str)
    stepped = Signal(int)

    def __init__(self, row: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"certify.paper.{row}")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 4)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        self.no = Label("", Role.CODE, Tone.MUTED, parent=self)
        self.no.setFixedWidth(math.ceil(current().px(18)))
        self.name = TextField(name=f"certify.paper.{row}.name", title="", hint=tr("Gõ vài chữ, ví dụ gks"))
        self.pages = TextField(name=f"certify.paper.{row}.pages", title="", code=True)
        self.copies = TextField(name=f"certify.paper.{row}.copies", title="", code=True)
        self.fee = Label("", Role.CODE_STRONG, align=Qt.AlignmentFlag.AlignRight, parent=self)
        self.fee.setFixedWidth(math.ceil(current().px(86)))
        for column, one in enumerate((self.no, self.name, self.pages, self.copies, self.fee)):
            grid.addWidget(one, 0, column)
        grid.setColumnStretch(1, 1)
        self.reason = Label("", Role.CAPTION, Tone.MUTED, shortens=True, parent=self)
        under = QHBoxLayout()
        under.setSpacing(10)
        under.addWidget(self.reason, 1)
        self.kind = LinkButton("", name=f"certify.paper.{row}.kind", parent=self)
        self.kind.clicked.connect(self.kind_asked)
        self.remove = LinkButton(tr("Bỏ"), name=f"certify.paper.{row}.remove", parent=self)
        self.remove.clicked.connect(self.remove_asked)
        under.addWidget(self.kind)
        under.addWidget(self.remove)
        grid.addLayout(under, 1, 1, 1, 4)
        for field in (self.pages, self.copies):
            field.setFixedWidth(math.ceil(current().px(NUMBER_WIDE)))
            field.setMaxLength(6)
        self.name.setMaxLength(300)
        self._connect()

    def _connect(self) -> None:
        for what in FIELDS:
            field = self.field(what)
            field.textEdited.connect(lambda text, what=what: self.typed.emit(what, text.strip()))
            field.installEventFilter(self)
        self.pages.returnPressed.connect(lambda: self.stand("copies"))
        self.copies.returnPressed.connect(self.done)

    def field(self, what: str) -> TextField:
        """The field of a name."""
        return {"name": self.name, "pages": self.pages, "copies": self.copies}[what]

    def stand(self, what: str) -> None:
        """Stand in a field; a number there is chosen, so that typing replaces it."""
        field = self.field(what)
        field.setFocus()
        if what != "name":
            field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell where the focus is; up and down leave a number field for the row above or below."""
        if event.type() == QEvent.Type.FocusIn:
            what = next((one for one in FIELDS if self.field(one) is watched), "")
            if what and what != "name":
                self.field(what).selectAll()
            self.entered.emit(what)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is not self.name:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
            if step:
                self.stepped.emit(step)
                return True
        return super().eventFilter(watched, event)

    def show_paper(self, row: int, paper: Paper, line: QuoteLine | None, *, only: bool, marked: str) -> None:
        """Paint a row; `marked` is the field that is in the way of F9."""
        self.no.setText(str(row + 1))
        self.name.setAccessibleName(tr("Tên giấy tờ {row}", row=row + 1))
        self.pages.setAccessibleName(tr("Số trang giấy tờ {row}", row=row + 1))
        self.copies.setAccessibleName(tr("Số bản giấy tờ {row}", row=row + 1))
        for what in FIELDS:
            field, text = self.field(what), getattr(paper, what)
            if field.text().strip() != text and not (field.hasFocus() and field.composing):
                field.setText(text)
                if not field.hasFocus():
                    field.setCursorPosition(0)  # the beginning of a long name is what tells it apart
            wrong = what != "name" and paper.gap == what
            field.set_tone(Tone.BAD if wrong else Tone.WARN if marked == what else None)
        self.fee.setText(say.money(line.fee) if line is not None else "–")
        self.reason.setText(line.reason if line is not None else "")
        self.reason.setToolTip(line.reason if line is not None else "")
        self.kind.say(tr("Bản điện tử") if paper.electronic else tr("Bản giấy"))
        self.remove.setVisible(not only)
