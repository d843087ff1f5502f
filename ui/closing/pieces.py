"""The smaller cards of the closing screen: checklist, the signed tally."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ui.closing import model, words
from ui.i18n import tr
from ui.sending import words as going
from ui.theme import scaled
from ui.tokens import Role, Tone
from ui.widgets.banner import IconBox
from ui.widgets.buttons import LinkButton
from ui.widgets.card import Card, SectionHead
from ui.widgets.chip import Chip
from ui.widgets.clearing import empty, release
from ui.widgets.label import Label

if TYPE_CHECKING:
    from desk.rows import ChecklistPoint
    from ui.closing.model import ClosingState


CASH = "cash"  # the point whose way out is the field beside the money
MIDDLE = Qt.AlignmentFlag.AlignVCenter
PRINTS = "prints"  # papers the printer still owes: their list is the way out
DRAFTS = "drafts"  # the point that stands for receptions typed and never saved, not for dossiers


class _Point(QWidget):
    """One point of the checklist; an open one offers what is behind it. Shown anew it keeps the focus."""

    asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.setMinimumHeight(scaled(28))
        self._target = ""
        self._icon = IconBox("circle-alert", Tone.WARN, self)
        self._text = Label("", Role.STRONG, Tone.PLAIN, wraps=True, lines=2, parent=self)
        self._link = LinkButton(tr("Mở"), name="point", parent=self)
        self._link.clicked.connect(lambda: self.asked.emit(self._target))
        row.addWidget(self._icon)
        row.addWidget(self._text, 1, MIDDLE)
        row.addWidget(self._link)

    def show_point(self, point: ChecklistPoint) -> None:
        """Show how the point stands, with the way out of it."""
        self._icon.set("circle-check" if point.done else "circle-alert", Tone.OK if point.done else Tone.WARN)
        self._text.set_role(Role.BODY if point.done else Role.STRONG)
        self._text.setText(point.text)
        done = tr("xong") if point.done else tr("chưa xong")
        self.setAccessibleName(f"{point.text}: {done}")
        self._target, shown, spoken = _way_out(point)
        self._link.setObjectName(f"point.{point.key}")
        self._link.say(shown)
        self._link.setAccessibleName(spoken)
        self._link.setVisible(bool(self._target))


def _way_out(point: ChecklistPoint) -> tuple[str, str, str]:
    """What a point opens, the words of its link, and those read aloud; nothing where there is none."""
    if point.codes and not point.done:
        return point.codes[0], tr("Mở"), tr("Mở hồ sơ {code}", code=point.codes[0])
    if point.key == CASH and not point.done:
        return CASH, tr("Đếm"), tr("Đếm tiền mặt")
    if point.key == DRAFTS:
        return DRAFTS, tr("Mở"), tr("Mở hồ sơ nhập dở")
    if point.key == PRINTS:
        return PRINTS, tr("Mở"), tr("Giấy chờ in")
    return "", "", ""


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
        self.body.addLayout(self._list)
        self.body.addStretch(1)
        self._lines: list[_Point] = []
        self._narrow = False

    def set_narrow(self, on: bool) -> None:
        """In a narrow place the points stand in one column."""
        if on != self._narrow:
            self._narrow = on
            self._list.setVerticalSpacing(0 if on else 2)
            self._lay()

    def show_state(self, state: ClosingState) -> None:
        """Show a day's points."""
        done, total = model.finished(state)
        tone = Tone.OK if done == total else Tone.WARN
        told = tr("{done}/{total} xong", done=done, total=total) if total else tr("Không có việc nào")
        self._head.say(told, tone)
        points = state.points
        if len(points) != len(self._lines):
            empty(self._list)
            self._lines = [_Point(self) for _ in points]
            for line in self._lines:
                line.asked.connect(self.code_asked)
            self._lay()
        for line, point in zip(self._lines, points, strict=True):
            line.show_point(point)

    def _lay(self) -> None:
        release(self._list)
        self._list.setColumnStretch(1, 0 if self._narrow else 1)
        half = len(self._lines) if self._narrow else (len(self._lines) + 1) // 2
        for at, line in enumerate(self._lines):
            self._list.addWidget(line, at % half, at // half)


class TallyCard(Card):
    """Bảng kê đã ký: its revision, file and hash once the day is closed, and how it goes to its collectors.

    Signal `sending_asked()` for what can be done where it does not go.
    """

    sending_asked = Signal()

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
        self.revision = Label("", Role.CODE_STRONG, wraps=True, lines=2, parent=self._facts)
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
        self._build_sending()

    def _build_sending(self) -> None:
        self._going = QWidget(self)
        row = QHBoxLayout(self._going)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Label(tr("Gửi đi"), Role.BODY, Tone.MUTED, parent=self._going), 0, MIDDLE)
        self.going = Label("", Role.STRONG, wraps=True, lines=2, parent=self._going)
        row.addWidget(self.going, 1, MIDDLE)
        self.way_on = LinkButton(tr("Xem, gửi lại"), name="closing.sending", parent=self._going)
        self.way_on.clicked.connect(self.sending_asked)
        row.addWidget(self.way_on)
        self.reason = Label("", Role.CAPTION, Tone.MUTED, wraps=True, lines=4, parent=self)
        self.body.addWidget(self._going)
        self.body.addWidget(self.reason)

    def _show_sending(self, state: ClosingState) -> None:
        text, tone, why = going.day(state.sending, state.today)
        self._going.setVisible(bool(text))
        self.going.setText(text)
        self.going.set_tone(tone)
        self.going.setToolTip(why or text)
        self.going.setAccessibleName(tr("Gửi đi: {text}", text=text))
        self.way_on.setVisible(bool(why))
        self.reason.setText(why)
        self.reason.setVisible(bool(why) and not self._dense)

    @property
    def says_something(self) -> bool:
        """Whether there is a tally, or news of its way: before that the card only explains."""
        return self._facts.isVisibleTo(self) or self._going.isVisibleTo(self)

    @property
    def goes(self) -> bool:
        """Whether there is news of its way."""
        return bool(self.going.text())

    @property
    def tells_why(self) -> bool:
        """Whether there is a reason to read why it does not go."""
        return bool(self.reason.text())

    def set_dense(self, on: bool, *, told: bool = True) -> None:
        """Leave the explanation out where there is little room, or where more is told of the tally."""
        self._dense = on
        left_out = on or self.tells_why or not told
        self.words.setVisible(not (left_out and self._facts.isVisibleTo(self)))
        self.reason.setVisible(bool(self.reason.text()) and not on)

    def show_state(self, state: ClosingState) -> None:
        """Show whether and how the day was signed."""
        self.chip.set(model.status_chip(state))
        self._show_sending(state)
        closed = state.sheet.closed if state.sheet is not None else None
        self._facts.setVisible(closed is not None)
        self.words.setVisible(closed is None or not self._dense)
        if closed is None:
            self.words.setText(tr("Chốt ngày là ký bảng kê bằng khóa của cơ quan và nối vào bảng kê trước."))
            return
        self.words.setText(words.closed_words(state))
        self.revision.setText(words.revision_words(closed))
        self.revision.set_tone(Tone.WARN if closed.late else Tone.PLAIN)
        self.file.setText(closed.file.name)
        self.file.setToolTip(str(closed.file))
        self.hash.setText(model.short_hash(closed.sha256))
        self.hash.setToolTip(closed.sha256)
        first = closed.previous_sha256 is None
        self.before.setText(tr("bản đầu tiên") if first else model.short_hash(closed.previous_sha256 or ""))
