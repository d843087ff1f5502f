"""Lượt nộp: every dossier of one citizen just handed in, with code and date, and what they cost together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.citizen import words
from ui.citizen.big import Big, Pair, step
from ui.citizen.views import View
from ui.citizen.words import both
from ui.theme import current
from ui.tokens import Tone
from ui.widgets.card import Card
from ui.widgets.paint import painter_for
from ui.widgets.text import draw_line, elided, line_height

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ui.citizen.faces import Visit, VisitLine

MOST = 6


class VisitView(View):
    """The list; more dossiers than there is room for are counted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("visit", parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(20)
        self.head = Pair(48, name="citizen.visit.head", parent=self)
        column.addWidget(self.head)
        self.card = Card(name="citizen.visit", spacing=6, parent=self)
        self.lines = _Lines(self.card)
        self.card.body.addWidget(self.lines, 1)
        column.addWidget(self.card, 1)
        foot = QHBoxLayout()
        foot.setSpacing(40)
        self.hint = Pair(34, weight=500, wraps=True, parent=self)
        foot.addWidget(self.hint, 1)
        self.fee_head = Pair(30, weight=400, tone=Tone.MUTED, parent=self)
        foot.addWidget(self.fee_head)
        self.fee = Big(76, weight=700, code=True, name="citizen.visit.fee", parent=self)
        foot.addWidget(self.fee)
        column.addLayout(foot)

    def fit(self, unit: float) -> None:
        """Take the size of this monitor."""
        super().fit(unit)
        self.lines.fit(unit)

    def show_face(self, face: Visit) -> None:
        """Show the visit; nobody's name stands here."""
        self.head.say(both("Đã nhận {count} hồ sơ", count=len(face.lines)), self.mode)
        self.lines.set(face.lines, self.mode)
        self.hint.say(both("Mời nhận danh sách và mang theo khi đến nhận kết quả."), self.mode)
        for widget in (self.fee_head, self.fee):
            widget.setVisible(face.fee > 0)
        self.fee_head.say(both("Tổng lệ phí"), self.mode)
        self.fee.setText(words.money(face.fee))


class _Lines(QWidget):
    """Each dossier in two lines: what it is about; its code, and when it is done."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: tuple[VisitLine, ...] = ()
        self._mode, self._unit = "vi_en", 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set(self, rows: tuple[VisitLine, ...], mode: str) -> None:
        """Show these."""
        self._rows, self._mode = rows, mode
        self.setAccessibleName("; ".join(f"{row.title}, {row.code}, {self._due(row)}" for row in rows))
        self.update()

    def fit(self, unit: float) -> None:
        """Take the size of this monitor."""
        self._unit = unit
        self.update()

    def _due(self, row: VisitLine) -> str:
        if row.waits:
            told = both("chờ bổ sung giấy tờ")
        elif row.due is None:
            told = both("chưa có ngày hẹn")
        else:
            day, clock = words.day(row.due), f"{row.due:%H:%M}"
            vi = both("trả trước {clock} {day}", clock=clock, day=day.vi).vi
            told = words.Both(vi, both("trả trước {clock} {day}", clock=clock, day=day.en).en)
        return told.en if self._mode == "en" else told.vi

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw two lines for each dossier."""
        del event
        theme, painter = current(), painter_for(self)
        strong, plain = step(36, self._unit, weight=600), step(32, self._unit, weight=600, code=True)
        top, low = line_height(strong), line_height(plain)
        each = top + low + 10 * self._unit
        room = max(1, min(MOST, int(self.height() / each)))
        rows = self._rows if len(self._rows) <= room else self._rows[: room - 1]
        for at, row in enumerate(rows):
            base = each * at
            title = words.named(row.title)
            name = f"{at + 1}. {title.en if self._mode == 'en' else title.vi}"
            shown = elided(name, strong, self.width())
            draw_line(painter, 0, round(base + top * 0.74), shown, strong, theme.colour("text"))
            under = elided(f"{row.code} · {self._due(row)}", plain, self.width())
            ink = theme.ink(Tone.WARN) if row.waits else theme.colour("primary")
            draw_line(painter, 0, round(base + top + low * 0.74), under, plain, ink)
        if len(rows) < len(self._rows):
            more = both("và {n} hồ sơ khác", n=len(self._rows) - len(rows))
            text = more.en if self._mode == "en" else more.vi
            draw_line(painter, 0, round(each * len(rows) + top * 0.74), text, plain, theme.colour("text2"))
        painter.end()
