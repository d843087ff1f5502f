"""The smaller cards of the closing screen: money, checklist, the signed tally."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from ui import format as say
from ui.closing import model
from ui.i18n import tr
from ui.theme import scaled
from ui.tokens import Role, Tone
from ui.widgets.banner import IconBox
from ui.widgets.buttons import LinkButton
from ui.widgets.card import Card, SectionHead
from ui.widgets.chip import Chip
from ui.widgets.clearing import empty
from ui.widgets.label import Label

if TYPE_CHECKING:
    from desk.rows import ChecklistPoint, DaySheet
    from ui.closing.model import ClosingState


DRAFTS = "drafts"  # the point that stands for receptions typed and never saved, not for dossiers


class _Line(QWidget):
    """A caption on the left, a figure on the right."""

    def __init__(self, caption: str, parent: QWidget, *, strong: bool = False) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        role = Role.STRONG if strong else Role.BODY
        row.addWidget(Label(caption, role, Tone.PLAIN if strong else Tone.MUTED, parent=self))
        row.addStretch(1)
        self.figure = Label("–", Role.CODE_STRONG, parent=self)
        row.addWidget(self.figure)
        self._caption = caption

    def set(self, text: str) -> None:
        """Show a figure."""
        self.figure.setText(text)
        self.figure.setAccessibleName(f"{self._caption}: {text}")


class MoneyCard(Card):
    """Lệ phí: what the day's dossiers say was taken in cash and online."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="money", spacing=5, parent=parent)
        self._head = SectionHead(tr("Lệ phí trong ngày"), parent=self)
        self.body.addWidget(self._head)
        self.cash = _Line(tr("Tiền mặt theo hồ sơ"), self)
        self.online = _Line(tr("Chuyển khoản, trực tuyến"), self)
        self.total = _Line(tr("Cộng"), self, strong=True)
        for line in (self.cash, self.online, self.total):
            self.body.addWidget(line)
        self._note = Label(
            tr("Đếm tiền mặt và đối chiếu với số trên trước khi bàn giao."),
            Role.CAPTION,
            wraps=True,
            parent=self,
        )
        self.body.addWidget(self._note)
        self.body.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_sheet(self, sheet: DaySheet | None) -> None:
        """Show a day's money."""
        if sheet is None:
            return
        self.cash.set(say.money(sheet.cash_expected))
        self.online.set(say.money(sheet.paid_online))
        self.total.set(say.money(sheet.cash_expected + sheet.paid_online))

    def set_dense(self, on: bool) -> None:
        """Leave the note out where there is little room."""
        self._note.setVisible(not on)


class _Point(QWidget):
    """One point of the checklist; an open one offers the first dossier behind it."""

    asked = Signal(str)

    def __init__(self, point: ChecklistPoint, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.setMinimumHeight(scaled(30))
        tone = Tone.OK if point.done else Tone.WARN
        row.addWidget(IconBox("circle-check" if point.done else "circle-alert", tone, self))
        role = Role.BODY if point.done else Role.STRONG
        row.addWidget(Label(point.text, role, Tone.PLAIN, shortens=True, tall=True, parent=self), 1)
        done = tr("xong") if point.done else tr("chưa xong")
        self.setAccessibleName(f"{point.text}: {done}")
        if point.codes and not point.done:
            link = LinkButton(tr("Mở"), name=f"point.{point.key}", parent=self)
            link.setAccessibleName(tr("Mở hồ sơ {code}", code=point.codes[0]))
            link.clicked.connect(lambda: self.asked.emit(point.codes[0]))
            row.addWidget(link)
        elif point.key == DRAFTS:
            link = LinkButton(tr("Mở"), name=f"point.{point.key}", parent=self)
            link.setAccessibleName(tr("Mở hồ sơ nhập dở"))
            link.clicked.connect(lambda: self.asked.emit(DRAFTS))
            row.addWidget(link)


class Checklist(Card):
    """Trước khi chốt: what is done and what is not. Signal `code_asked(code)`."""

    code_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="checklist", spacing=4, parent=parent)
        self._head = SectionHead(tr("Trước khi chốt"), parent=self)
        self.body.addWidget(self._head)
        self._list = QGridLayout()
        self._list.setVerticalSpacing(2)
        self._list.setHorizontalSpacing(28)
        self._list.setColumnStretch(0, 1)
        self._list.setColumnStretch(1, 1)
        self.body.addLayout(self._list)
        self.body.addStretch(1)
        self._points: tuple[ChecklistPoint, ...] | None = None

    def show_state(self, state: ClosingState) -> None:
        """Show a day's points."""
        done, total = model.finished(state)
        tone = Tone.OK if done == total else Tone.WARN
        self._head.say(tr("{done}/{total} xong", done=done, total=total) if total else "", tone)
        points = state.sheet.points if state.sheet is not None else ()
        if points == self._points:
            return
        self._points = points
        empty(self._list)
        half = (len(points) + 1) // 2
        for at, point in enumerate(points):
            line = _Point(point, self)
            line.asked.connect(self.code_asked)
            self._list.addWidget(line, at % half, at // half)


class TallyCard(Card):
    """Bảng kê đã ký: its revision, file and hash once the day is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="tally", spacing=6, parent=parent)
        self._dense = False
        head = SectionHead(tr("Bảng kê đã ký"), parent=self)
        self.chip = Chip(parent=head)
        head.add(self.chip)
        self.body.addWidget(head)
        self.words = Label("", Role.BODY, Tone.MUTED, wraps=True, parent=self)
        self.body.addWidget(self.words)
        self._facts = QWidget(self)
        grid = QGridLayout(self._facts)
        grid.setContentsMargins(0, 2, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self.revision = Label("", Role.CODE_STRONG, parent=self._facts)
        self.file = Label("", Role.CAPTION_CODE, Tone.PLAIN, shortens=True, parent=self._facts)
        self.hash = Label("", Role.CODE, shortens=True, parent=self._facts)
        self.before = Label("", Role.CODE, shortens=True, parent=self._facts)
        rows = (
            (tr("Bản"), self.revision),
            (tr("Tệp"), self.file),
            (tr("Mã băm"), self.hash),
            (tr("Nối bản trước"), self.before),
        )
        for at, (caption, value) in enumerate(rows):
            label = Label(caption, Role.BODY, Tone.MUTED, parent=self._facts)
            grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, at, 1)
        self.body.addWidget(self._facts)

    def set_dense(self, on: bool) -> None:
        """Leave the explanation out where there is little room."""
        self._dense = on
        self.words.setVisible(not (on and self._facts.isVisibleTo(self)))

    def show_state(self, state: ClosingState) -> None:
        """Show whether and how the day was signed."""
        self.chip.set(model.status_chip(state))
        closed = state.sheet.closed if state.sheet is not None else None
        self._facts.setVisible(closed is not None)
        self.words.setVisible(closed is None or not self._dense)
        if closed is None:
            self.words.setText(tr("Chốt ngày là ký bảng kê bằng khóa của cơ quan và nối vào bảng kê trước."))
            return
        self.words.setText(tr("Số liệu đã ký bằng khóa của cơ quan; sửa một chữ là kiểm tra sẽ báo."))
        self.revision.setText(str(closed.revision))
        self.file.setText(closed.file.name)
        self.file.setToolTip(str(closed.file))
        self.hash.setText(model.short_hash(closed.sha256))
        self.hash.setToolTip(closed.sha256)
        first = closed.previous_sha256 is None
        self.before.setText(tr("bản đầu tiên") if first else model.short_hash(closed.previous_sha256 or ""))
