"""The year on one page: small months walked with the arrows; shapes as well as colours tell a day."""

from __future__ import annotations

import calendar
import math
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.admin.calendar import model
from ui.i18n import tr
from ui.theme import current
from ui.tokens import RADIUS_TICK, Role
from ui.widgets.paint import box, focus_ring, painter_for
from ui.widgets.text import draw_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from desk.dates.rows import DayCard

CELL_W, CELL_H, HEAD, GAP, UNDER = 25, 21, 40, 16, 7
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}


class YearGrid(QWidget):
    """As many months as fit. Signals: `walked(day)`, `opened(day)` on Enter, `months_shown(first, count)`."""

    walked = Signal(object)
    opened = Signal(object)
    months_shown = Signal(object, int)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("calendar.year")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._today, self._cursor = today, today
        self._months: Mapping[tuple[int, int], tuple[DayCard, ...]] = {}
        self._cards: dict[date, DayCard] = {}

    # ---- what is shown --------------------------------------------------------------------------

    def show_days(self, cursor: date, months: Mapping[tuple[int, int], tuple[DayCard, ...]]) -> None:
        """Show the months around a day."""
        if months is not self._months:
            self._months = months
            self._cards = {card.day: card for days in months.values() for card in days}
        moved = cursor != self._cursor
        self._cursor = cursor
        said = model.day_words(self._cards.get(cursor), cursor)
        self.setAccessibleName(tr("Lịch năm {year}: {day}", year=cursor.year, day=said))
        if moved and self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.update()

    def _across(self) -> int:
        wide = current().px(7 * CELL_W + GAP)
        return max(1, min(4, int((self.width() + current().px(GAP)) // wide)))

    def _down(self) -> int:
        high = current().px(HEAD + 6 * CELL_H)
        return max(1, int(self.height() // high))

    @property
    def count(self) -> int:
        """How many months are shown at once: all twelve, or a part of the year."""
        fits = self._across() * self._down()
        return next((one for one in (12, 6, 4, 3, 2) if one <= fits), 1)

    @property
    def first(self) -> date:
        """The first month shown."""
        at = (self._cursor.month - 1) // self.count * self.count
        return date(self._cursor.year, at + 1, 1)

    def sizeHint(self) -> QSize:
        """Room for a quarter at least."""
        theme = current()
        return QSize(math.ceil(theme.px(3 * (7 * CELL_W + GAP))), math.ceil(theme.px(HEAD + 6 * CELL_H)))

    def minimumSizeHint(self) -> QSize:
        """Room for one month."""
        theme = current()
        return QSize(math.ceil(theme.px(7 * CELL_W)), math.ceil(theme.px(HEAD + 6 * CELL_H)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other months may fit now."""
        super().resizeEvent(event)
        self.months_shown.emit(self.first, self.count)

    # ---- keys and mouse -------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk days, PgUp and PgDn months, Home goes to today, Enter opens the day."""
        key = event.key()
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        elif key in _STEPS:
            self.walked.emit(self._cursor + timedelta(days=_STEPS[Qt.Key(key)]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.walked.emit(model.move_month(self._cursor, -1 if key == Qt.Key.Key_PageUp else 1))
        elif key == Qt.Key.Key_Home:
            self.walked.emit(self._today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self._cursor)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press stands on a day."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        for (year, month), frame in self._frames().items():
            for day, rect in self._cells(year, month, frame):
                if rect.contains(event.position()):
                    self.walked.emit(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double press opens the day."""
        del event
        self.opened.emit(self._cursor)

    # ---- painting -------------------------------------------------------------------------------

    def _frames(self) -> dict[tuple[int, int], QRectF]:
        across = self._across()
        months = model.months_around(self.first, self.count)
        rows = math.ceil(len(months) / across)
        gap = current().px(GAP)
        wide, high = (self.width() + gap) / across, self.height() / rows  # the last one ends with the card
        return {
            month: QRectF(at % across * wide, at // across * high, wide - gap, high)
            for at, month in enumerate(months)
        }

    def _cells(self, year: int, month: int, frame: QRectF) -> list[tuple[date, QRectF]]:
        theme = current()
        wide = min(frame.width() / 7, theme.px(40))
        under = theme.px(UNDER)  # a sixth week stands off the month below it
        high = min((frame.height() - theme.px(HEAD) - under) / 6, theme.px(30))
        blanks, days = calendar.monthrange(year, month)
        cells = []
        for number in range(1, days + 1):
            row, column = divmod(blanks + number - 1, 7)
            top = frame.top() + theme.px(HEAD) + row * high
            cells.append((date(year, month, number), QRectF(frame.left() + column * wide, top, wide, high)))
        return cells

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the months."""
        del event
        painter = painter_for(self)
        for (year, month), frame in self._frames().items():
            self._paint_month(painter, year, month, frame)
        painter.end()

    def _paint_month(self, painter: QPainter, year: int, month: int, frame: QRectF) -> None:
        theme = current()
        cells = self._cells(year, month, frame)
        wide = cells[0][1].width()
        head = QRectF(frame.left() + 3, frame.top(), 7 * wide, theme.px(20))
        words = tr("Tháng {month}/{year}", month=month, year=year)
        draw_text(painter, head, words, Role.STRONG, theme.colour("text"))
        middle = Qt.AlignmentFlag.AlignHCenter
        for column, letter in enumerate(tr("T2 T3 T4 T5 T6 T7 CN").split()):
            where = QRectF(frame.left() + column * wide, frame.top() + theme.px(20), wide, theme.px(18))
            draw_text(painter, where, letter, Role.KEY, theme.colour("text3"), align=middle)
        for day, rect in cells:
            self._paint_day(painter, day, rect.adjusted(1, 1, -1, -1))

    def _paint_day(self, painter: QPainter, day: date, rect: QRectF) -> None:
        theme = current()
        card = self._cards.get(day)
        kind = card.kind if card is not None else ""
        ink = theme.colour("text")
        if kind in model.KINDS:
            tone = model.kind_chip(kind).tone
            ink = theme.ink(tone)
            line = ink if kind in ("makeup_workday", "local_closure") else None
            box(painter, rect, RADIUS_TICK, fill=theme.tint(tone), line=line, dashed=kind == "local_closure")
        elif kind == "weekend":
            ink = theme.colour("text3")
        role = Role.CODE_STRONG if kind in model.KINDS else Role.CODE
        draw_text(painter, rect, str(day.day), role, ink, align=Qt.AlignmentFlag.AlignHCenter)
        if kind in ("holiday", "compensatory"):
            self._mark(painter, rect, kind)
        if day == self._today:
            painter.setPen(QPen(theme.colour("primary"), 2))
            low = rect.bottom() - 1.5
            painter.drawLine(QPointF(rect.center().x() - 6, low), QPointF(rect.center().x() + 6, low))
        if day == self._cursor:
            if self.hasFocus():
                focus_ring(painter, rect, RADIUS_TICK)
                box(painter, rect.adjusted(3, 3, -3, -3), RADIUS_TICK, line=theme.colour("ring"))
            else:
                box(painter, rect, RADIUS_TICK, line=theme.colour("border"))

    @staticmethod
    def _mark(painter: QPainter, rect: QRectF, kind: str) -> None:
        """A corner for a holiday, a dot for a day off made good elsewhere: told without colour too."""
        theme = current()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.ink(model.kind_chip(kind).tone))
        corner = rect.topRight() + QPointF(-1, 1)
        if kind == "holiday":
            painter.drawPolygon([corner, corner + QPointF(-6, 0), corner + QPointF(0, 6)])
        else:
            painter.drawEllipse(corner + QPointF(-4, 4), 2, 2)
