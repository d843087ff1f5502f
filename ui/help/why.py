"""Vì sao hẹn ngày này: the reckoning step by step with its sources, and the days as a small calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui import format as say
from ui.failures import explain
from ui.i18n import language, phrase, tr
from ui.theme import scaled
from ui.tokens import Role, Tone
from ui.widgets.banner import Banner
from ui.widgets.boxes import dress
from ui.widgets.buttons import CommitButton
from ui.widgets.day_strip import DayBox, DayStrip
from ui.widgets.label import Label

if TYPE_CHECKING:
    from datetime import datetime

    from desk.dates.explain import DueDay, DueStory
    from ui.help.wish import WhyWish
    from ui.shell.screen import ScreenContext

_TONES = {
    "received": Tone.INFO, "counted": Tone.PLAIN, "weekend": Tone.MUTED, "off": Tone.WARN,
    "makeup": Tone.OK, "due": Tone.PRIMARY,
}  # fmt: skip


def box_of(day: DueDay) -> DayBox:
    """A day as it is drawn: a word beside its tone."""
    words = {
        "received": tr("nộp"), "weekend": tr("cuối tuần"), "off": tr("nghỉ"), "makeup": tr("làm bù"),
        "due": tr("trả"), "counted": "",
    }  # fmt: skip
    word = words[day.kind]
    if day.number and day.kind in ("counted", "makeup", "due"):
        word = " · ".join(part for part in (tr("ngày {number}", number=day.number), word) if part)
    return DayBox(day.day, word or "–", _TONES[day.kind], strong=day.kind in ("received", "due"))


class WhyWindow(QDialog):
    """A window over the screen; Enter or Esc closes it, the focus goes back by itself."""

    def __init__(self, wish: WhyWish, context: ScreenContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("why")
        self.setWindowTitle(tr("Vì sao hẹn ngày này"))
        self.setMinimumWidth(scaled(620))
        self._wish = wish
        dress(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)  # it would ask for empty lines
        column.setSpacing(8)
        self.title = Label("", Role.SECTION, wraps=True, lines=2, parent=self)
        self.date = Label(tr("Đang tính"), Role.DUE, parent=self)
        self.term = Label("", Role.BODY, Tone.MUTED, wraps=True, lines=3, parent=self)
        for label in (self.title, self.date, self.term):
            column.addWidget(label)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(5)
        column.addLayout(self._steps)
        heads = ("T2", "T3", "T4", "T5", "T6", "T7", "CN") if language() == "vi" else (
            "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")  # fmt: skip
        self.strip = DayStrip(name="why.strip", heads=heads)
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName("why.scroll")
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        inner = QWidget()
        inner.setObjectName("scrolled")
        under = QVBoxLayout(inner)
        under.setContentsMargins(0, 0, 0, 0)
        under.addWidget(self.strip)
        under.addStretch(1)
        self._scroll.setWidget(inner)
        column.addWidget(self._scroll, 4)  # the days before the air under them
        self.note = Label("", Role.CAPTION, Tone.MUTED, wraps=True, lines=3, parent=self)
        column.addWidget(self.note)
        self.banner = Banner(name="why.banner", parent=self)
        column.addWidget(self.banner)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        self.close_button = CommitButton(tr("Đóng"), name="why.close", cap="Esc", parent=self)
        self.close_button.clicked.connect(self.accept)
        foot.addWidget(self.close_button)
        column.addLayout(foot)
        self.close_button.setFocus()
        context.runner.submit(
            "desk", _story, context, wish, owner=self, done=self.show_story, failed=self._on_failed
        )

    def show_story(self, story: DueStory) -> None:
        """Paint the reckoning."""
        self.title.setText(phrase(story.procedure))
        self.date.setText(_moment(story.due_at))
        source = f" · {tr('Căn cứ thời hạn')}: {story.source}" if story.source else ""
        self.term.setText(f"{tr('Thời hạn')}: {story.term}{source}")
        for number, step in enumerate(story.steps, start=1):
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(
                Label(f"{number}.", Role.CODE, Tone.MUTED, parent=self), 0, Qt.AlignmentFlag.AlignTop
            )
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(Label(step.text, Role.MEDIUM, wraps=True, parent=self))
            if step.source:
                words.addWidget(Label(step.source, Role.CAPTION, Tone.MUTED, wraps=True, parent=self))
            line.addLayout(words, 1)
            self._steps.addLayout(line)
        self.strip.set_days(tuple(box_of(day) for day in story.days))
        self._scroll.setVisible(bool(story.days))
        self.note.setText(self._said(story))
        self.setAccessibleDescription(" ".join(step.text for step in story.steps))
        rows = min(self.strip.weeks, 4)
        high = self.strip.sizeHint().height()
        self._scroll.setMinimumHeight(min(high, scaled(24 + rows * 52)))
        self._scroll.setMaximumHeight(high)
        self._fit()

    def _said(self, story: DueStory) -> str:
        """Holidays by name, that more days follow, and that the record promised another date."""
        names = "; ".join(f"{one.day:%d/%m}: {one.name}" for one in story.days if one.name)
        parts = [names] if names else []
        if story.cut:
            parts.append(tr("Dải lịch chỉ vẽ {count} ngày đầu.", count=len(story.days)))
        if self._wish.due_at is not None and story.due_at != self._wish.due_at:
            parts.append(
                tr(
                    "Ngày đã hẹn trên giấy là {date}: hồ sơ từng được hẹn lại, tạm dừng hoặc lịch đã đổi. "
                    "Ngày đã hẹn giữ nguyên.",
                    date=_moment(self._wish.due_at),
                )
            )
        return " ".join(parts)

    def _on_failed(self, error: Exception) -> None:
        self.date.setText("–")
        self._scroll.hide()  # heads of days without a day
        self.banner.say(tr("Chưa tính được"), explain(error), tone=Tone.WARN)
        self._fit()

    def _fit(self) -> None:
        self.adjustSize()
        self.resize(self.width(), self.heightForWidth(self.width()))  # Qt reckons with less than the least


def _story(context: ScreenContext, wish: WhyWish) -> DueStory:
    """Ask the record (desk pool)."""
    return context.services.dates.explain(wish.procedure, wish.received_at)


def _moment(moment: datetime | None) -> str:
    return f"{say.clock(moment)} {say.long_date(moment)}" if moment is not None else tr("Chưa hẹn ngày")
