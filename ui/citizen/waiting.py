"""Chờ gọi: the number called and the last calls; without a queue the office's greeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.citizen import words
from ui.citizen.big import Big, Pair, step
from ui.citizen.views import MIDDLE, View
from ui.citizen.words import both
from ui.theme import current
from ui.tokens import Tone
from ui.widgets.card import Card
from ui.widgets.paint import painter_for
from ui.widgets.text import cap_height, draw_line, elided

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from desk.queue.rows import QueueBoard

MOST_CALLS = 5


class WaitingView(View):
    """Chờ gọi: the number called and the last calls; without a queue the office's greeting."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("waiting", parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(40)
        self.call = Card(name="citizen.call", spacing=0, parent=self)
        self.please = Pair(54, align=MIDDLE, parent=self.call)
        self.number = Big(300, weight=700, code=True, align=MIDDLE, name="citizen.number", parent=self.call)
        self.where = Pair(76, align=MIDDLE, wraps=True, lines=3, name="citizen.where", parent=self.call)
        self.left = Pair(34, weight=400, tone=Tone.MUTED, align=MIDDLE, name="citizen.left", parent=self.call)
        for stretch, widget in ((2, self.please), (1, self.number), (0, self.where), (2, self.left)):
            self.call.body.addStretch(stretch)
            self.call.body.addWidget(widget)
        self.call.body.addStretch(1)
        row.addWidget(self.call, 3)
        self.before = Card(name="citizen.before", spacing=0, parent=self)
        self.head = Pair(40, parent=self.before)
        self.calls = _Calls(self.before)
        self.before.body.addWidget(self.head)
        self.before.body.addWidget(self.calls, 1)
        row.addWidget(self.before, 2)

    def fit(self, unit: float) -> None:
        """Take the size of this monitor."""
        super().fit(unit)
        self.calls.fit(unit)

    def show_board(self, board: QueueBoard | None, office: str, *, fresh: bool) -> None:
        """Show who was called last; `fresh` while the call is new."""
        latest = board.calls[0] if board is not None and board.calls else None
        queue = board is not None and board.on
        self.before.setVisible(latest is not None)
        self.number.setVisible(queue)
        self.call.set_tone(Tone.PRIMARY if fresh and latest is not None else None)
        if not queue:
            self.please.say(words.named(office), self.mode)
            self.where.say(both("Kính chào công dân"), self.mode)
            self.left.say(both("Mời chờ cán bộ gọi"), self.mode)
            return
        waiting = sum(kind.waiting for kind in board.kinds) if board is not None else 0
        self.left.say(both("Còn {n} người chờ", n=waiting), self.mode)
        if latest is None:
            self.please.say(both("Số thứ tự"), self.mode)
            self.number.setText("–")
            self.where.say(both("Mời chờ gọi số"), self.mode)
            return
        self.please.say(both("Mời số"), self.mode)
        self.number.setText(latest.label)
        self.where.say(both("đến quầy {counter}", counter=latest.counter), self.mode)
        self.head.say(both("Vừa gọi"), self.mode)
        told = board.calls[1 : MOST_CALLS + 1] if board is not None else ()
        self.calls.set([(one.label, both("Quầy {counter}", counter=one.counter)) for one in told], self.mode)


class _Calls(QWidget):
    """The last calls as a list: number on the left, counter on the right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, str]] = []
        self._unit = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set(self, rows: list[tuple[str, words.Both]], mode: str) -> None:
        """Show the rows."""
        self._rows = [(label, where.en if mode == "en" else where.vi) for label, where in rows]
        self.setAccessibleName(", ".join(f"{label} {where}" for label, where in self._rows))
        self.update()

    def fit(self, unit: float) -> None:
        """Take the size of this monitor."""
        self._unit = unit
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, each as high as the room allows."""
        del event
        theme = current()
        painter = painter_for(self)
        high = self.height() / MOST_CALLS
        number = step(74, self._unit, weight=700, code=True)
        where = step(42, self._unit, weight=500)
        for at, (label, place) in enumerate(self._rows):
            middle = high * at + high / 2
            if at:
                painter.setPen(theme.colour("hairline"))
                painter.drawLine(0, round(high * at), self.width(), round(high * at))
            draw_line(painter, 4, round(middle + cap_height(number) / 2), label, number, theme.colour("text"))
            half = self.width() * 0.48
            shown = elided(place, where, self.width() - half)
            draw_line(
                painter, half, round(middle + cap_height(where) / 2), shown, where, theme.colour("text2")
            )
        painter.end()
