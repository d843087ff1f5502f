"""Đang nhập: what the clerk types, for the citizen to read along before it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.citizen import words
from ui.citizen.big import Big, Pair, step
from ui.citizen.paying import payment_mark
from ui.citizen.views import View
from ui.citizen.words import both
from ui.icons import draw_icon
from ui.theme import current
from ui.tokens import Tone
from ui.widgets.card import Card
from ui.widgets.paint import painter_for
from ui.widgets.text import cap_height, draw_line, elided, line_height

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ui.citizen.faces import Entering, PaperLine
    from ui.citizen.words import Both

MOST_PAPERS, GAP, APART = 6, 28, 10
MARK, MARK_UNDER_DATE = 420, 250  # under the due date that is what a monitor has left


class EnteringView(View):
    """Đang nhập: read along and say what is wrong, before it is printed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("entering", parent)
        self._unit = 1.0
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        left = self._left = QVBoxLayout()
        row.addLayout(left, 3)
        self.who = Card(name="citizen.who", spacing=2, parent=self)
        self.name_head, self.name = self._field(self.who, 54, name="citizen.name", lines=2)
        self.id_head, self.id_number = self._field(self.who, 44, name="citizen.id", code=True)
        self.what_head, self.procedure = self._field(self.who, 36, name="citizen.procedure", lines=2)
        self.who.body.addStretch(1)
        left.addWidget(self.who)
        self.given = Card(name="citizen.given", spacing=6, parent=self)
        self.papers_head = Pair(30, weight=400, tone=Tone.MUTED, inline=True, parent=self.given)
        self.papers = _Papers(self.given)
        self.given.body.addWidget(self.papers_head)
        self.given.body.addWidget(self.papers, 1)
        left.addWidget(self.given, 1)
        side = self._side = QVBoxLayout()
        self.due_card = Card(name="citizen.due", spacing=0, parent=self)
        self.due_head = Pair(30, weight=400, tone=Tone.MUTED, inline=True, parent=self.due_card)
        self.due = Pair(54, weight=700, tone=Tone.PRIMARY, wraps=True, parent=self.due_card)
        self.due_clock = Big(40, weight=600, name="citizen.due.clock", parent=self.due_card)
        for widget in (self.due_head, self.due, self.due_clock):
            self.due_card.body.addWidget(widget)
        self.fee_card = Card(name="citizen.fee", spacing=0, parent=self)
        self.fee_head = Pair(30, weight=400, tone=Tone.MUTED, inline=True, parent=self.fee_card)
        self.fee = Big(76, weight=700, code=True, name="citizen.fee.amount", parent=self.fee_card)
        self.fee_how = Pair(30, weight=500, parent=self.fee_card)
        self.mark = payment_mark(self.fee_card)
        for widget in (self.fee_head, self.fee, self.fee_how):
            self.fee_card.body.addWidget(widget)
        self.fee_card.body.addWidget(self.mark)
        side.addWidget(self.due_card)
        side.addWidget(self.fee_card)
        side.addStretch(1)
        self.ask = Pair(34, weight=500, wraps=True, lines=4, parent=self)
        side.addWidget(self.ask)
        row.addLayout(side, 2)

    def fit(self, unit: float) -> None:
        """Take the size of this monitor."""
        super().fit(unit)
        self.papers.fit(unit)
        for head in (self.id_head, self.what_head):  # nearer to what it names than to what stands above
            head.setContentsMargins(0, round(APART * unit), 0, 0)
        for layout in (self._row, self._left, self._side):
            layout.setSpacing(round(GAP * unit))
        self._unit = unit
        self._fit_mark()

    def _fit_mark(self) -> None:
        most = MARK if self.due_card.isHidden() else MARK_UNDER_DATE
        self.mark.set_side(round(most * self._unit))

    @staticmethod
    def _field(card: Card, px: float, *, name: str, lines: int = 1, code: bool = False) -> tuple[Pair, Big]:
        head = Pair(30, weight=400, tone=Tone.MUTED, inline=True, parent=card)
        value = Big(px, weight=600, code=code, wraps=lines > 1, lines=lines, name=name, parent=card)
        card.body.addWidget(head)
        card.body.addWidget(value)
        return head, value

    def show_face(self, face: Entering) -> None:
        """Show what is entered; what is not known yet leaves its place empty."""
        mode = self.mode
        self.name_head.say(both("Họ và tên"), mode)
        self.name.setText(face.name or "…")
        self.id_head.say(both("Số định danh"), mode)
        self.id_number.setText(face.id_number or "…")
        self.what_head.say(both("Thủ tục"), mode)
        title = words.named(face.procedure)
        self.procedure.setText((title.en if mode == "en" else title.vi) or "…")
        self.papers_head.say(_papers_are(face.about), mode)
        self.given.setVisible(bool(face.papers))
        self.papers.set(face.papers)
        self.due_card.setVisible(face.due is not None)
        if face.due is not None:
            self.due_head.say(both("Hẹn trả kết quả"), mode)
            self.due.say(words.day(face.due), mode)
            clock = both("trước {clock}", clock=f"{face.due:%H:%M}")
            self.due_clock.setText(clock.en if mode == "en" else clock.vi)
        self.fee_card.setVisible(face.fee is not None)
        if face.fee is not None:
            self.fee_head.say(both("Lệ phí"), mode)
            owed = (
                face.method == "none" and face.about == "return"
            )  # at the reception it means that nothing is taken
            free = face.fee == 0 or (face.method in ("exempt", "none") and not owed)
            none = both("Không thu")
            self.fee.setText((none.en if mode == "en" else none.vi) if free else words.money(face.fee))
            self.fee_how.setVisible(not free or face.method == "exempt")
            self.fee_how.say(words.method(face.method if face.code is None else "transfer"), mode)
        self._fit_mark()
        self.mark.setVisible(face.code is not None)
        self.ask.setVisible(face.code is None)  # the code needs the room, and says what to do
        for place, share in ((1, 0 if face.code is None else 1), (2, 1 if face.code is None else 0)):
            self._side.setStretch(place, share)  # the fee's card ends where its neighbour does
        self.mark.set(face.code.matrix if face.code is not None else ())
        self.ask.say(both("Mời ông/bà xem lại. Chỗ nào chưa đúng, xin nói ngay với cán bộ."), mode)


def _papers_are(about: str) -> Both:
    """What becomes of the papers listed."""
    return {"return": both("Trả cho ông/bà"), "certify": both("Giấy tờ chứng thực")}.get(
        about, both("Giấy tờ đã nhận")
    )


class _Papers(QWidget):
    """Papers as ticks and names; more than there is room for are counted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: tuple[PaperLine, ...] = ()
        self._unit = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set(self, rows: tuple[PaperLine, ...]) -> None:
        """Show the papers."""
        self._rows = rows
        self.setAccessibleName("; ".join(row.name for row in rows if row.done))
        self.update()

    def fit(self, unit: float) -> None:
        """Take the size of this monitor."""
        self._unit = unit
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a line for each paper."""
        del event
        theme = current()
        painter = painter_for(self)
        kind = step(34, self._unit, weight=500)
        high = line_height(kind)
        room = max(1, min(MOST_PAPERS, int(self.height() / high)))
        rows = self._rows if len(self._rows) <= room else self._rows[: room - 1]
        side = 34 * self._unit
        for at, row in enumerate(rows):
            middle = high * at + high / 2
            tone, icon = ("ok", "circle-check") if row.done else ("text3", "circle")
            draw_icon(painter, icon, 2, middle - side / 2, side, theme.colour(tone))
            ink = theme.colour("text" if row.done else "text2")
            shown = elided(row.name, kind, self.width() - side * 1.7)
            draw_line(painter, side * 1.6, round(middle + cap_height(kind) / 2), shown, kind, ink)
        if len(rows) < len(self._rows):
            more = both("và {n} giấy tờ khác", n=len(self._rows) - len(rows)).vi
            middle = high * len(rows) + high / 2
            draw_line(
                painter, side * 1.6, round(middle + cap_height(kind) / 2), more, kind, theme.colour("text2")
            )
        painter.end()
