"""The citizen's quiet screen, thanks; and what every screen of theirs is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.citizen import words
from ui.citizen.big import Big, Pair
from ui.citizen.words import both
from ui.icons import draw_icon
from ui.theme import current
from ui.tokens import RADIUS_CARD, Tone
from ui.widgets.card import Card
from ui.widgets.paint import box, painter_for

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ui.citizen.faces import Thanks

MIDDLE = Qt.AlignmentFlag.AlignHCenter


class View(QWidget):
    """One of the citizen's screens; `fit` is told the monitor's size, `mode` the languages."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"citizen.{name}")
        self.mode = "vi_en"
        self.unit = 1.0

    def fit(self, unit: float) -> None:
        """Take the size of this monitor, with everything in it."""
        self.unit = unit
        for label in self.findChildren(Big):
            label.fit(unit)
        for card in self.findChildren(Card):
            side, low = round(36 * unit), round(20 * unit)
            card.body.setContentsMargins(side, low, side, low)
            card.body.setSpacing(round(6 * unit))


class ThanksView(View):
    """Cảm ơn: and when to come again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("thanks", parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(18)
        self.mark = _Mark(self)
        self.head = Pair(84, align=MIDDLE, name="citizen.thanks.head", parent=self)
        self.when = Pair(56, weight=600, tone=Tone.PRIMARY, align=MIDDLE, parent=self)
        self.hint = Pair(36, weight=400, align=MIDDLE, wraps=True, parent=self)
        column.addStretch(2)
        for widget in (self.mark, self.head, self.when, self.hint):
            column.addWidget(widget)
        column.addStretch(3)

    def fit(self, unit: float) -> None:
        """Take the size of this monitor."""
        super().fit(unit)
        self.mark.setFixedHeight(round(170 * unit))

    def show_face(self, face: Thanks) -> None:
        """Say thanks; nobody's name stands here."""
        self.head.say(both("Xin cảm ơn ông/bà"), self.mode)
        self.when.setVisible(face.due is not None)
        if face.due is not None:
            day, clock = words.day(face.due), f"{face.due:%H:%M}"
            due = both("Hẹn trả trước {clock} {day}", clock=clock, day="{day}")
            self.when.say(words.Both(due.vi.format(day=day.vi), due.en.format(day=day.en)), self.mode)
        if face.returned:
            self.hint.say(both("Mời kiểm tra kết quả trước khi ra về."), self.mode)
        else:
            self.hint.say(both("Mời nhận giấy tiếp nhận và mang theo khi đến nhận kết quả."), self.mode)


class _Mark(QWidget):
    """A large tick."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the middle."""
        del event
        theme = current()
        painter = painter_for(self)
        side = float(self.height())
        left = (self.width() - side) / 2
        box(painter, QRectF(left, 0, side, side), max(RADIUS_CARD, side / 2), fill=theme.colour("ok_tint"))
        inner = side * 0.56
        draw_icon(painter, "check", left + (side - inner) / 2, (side - inner) / 2, inner, theme.colour("ok"))
        painter.end()
