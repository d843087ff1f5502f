"""Tra cứu: what the scan bar finds, in a list under it; Enter opens the dossier."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.i18n import tr
from ui.shell.states import state_chip
from ui.theme import current
from ui.tokens import RADIUS_WELL, Role
from ui.widgets.paint import box, chip_width, draw_chip, hairline, painter_for
from ui.widgets.text import draw_text, line_height

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent

    from desk.rows import Match

ROWS = 7
_ROW = 50
_HEAD = 26
_FOOT = 30


def told(match: Match) -> str:
    """The second line: the procedure, or the words on a paper where only they were found."""
    if match.where != "paper":
        return match.procedure
    return tr("Trong giấy tờ: {words}", words=match.snippet or match.procedure)


class SearchPopup(QFrame):
    """Grouped matches, walked by the scan bar's arrows; the focus stays in the bar.

    Signal `opened(code)`. Never completes in the field: only this list changes.
    """

    opened = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("search_popup")
        self.setMouseTracking(True)
        self._matches: tuple[Match, ...] = ()
        self._words = ""
        self._foot = ""
        self._at = 0
        self.hide()

    @property
    def matches(self) -> tuple[Match, ...]:
        """What is shown."""
        return self._matches

    @property
    def words(self) -> str:
        """The sentence shown where nothing was found."""
        return self._words

    def show_matches(self, matches: Sequence[Match], foot: str) -> None:
        """Show matches, the first one chosen."""
        self._matches, self._at, self._foot = tuple(matches[:ROWS]), 0, foot
        self._words = "" if matches else tr("Không thấy hồ sơ nào khớp. Thử vài chữ khác hoặc 4 số cuối.")
        self._rename()
        self.show()
        self.raise_()

    def _rename(self) -> None:
        chosen = self.chosen
        said = f"{chosen.applicant}, {told(chosen)}, {chosen.code}" if chosen else self._words
        self.setAccessibleName(tr("Kết quả tra cứu"))
        self.setAccessibleDescription(said)
        self.update()

    @property
    def chosen(self) -> Match | None:
        """The match that Enter opens."""
        return self._matches[self._at] if self._matches else None

    def step(self, by: int) -> None:
        """Move the choice."""
        if self._matches:
            self._at = (self._at + by) % len(self._matches)
            self._rename()

    def place(self, bar: QWidget) -> None:
        """Stand under the scan bar."""
        parent = self.parentWidget()
        if parent is None:
            return
        theme = current()
        corner = bar.mapTo(parent, QPoint(0, bar.height() + 6))
        rows = len(self._matches) or 1
        high = math.ceil(theme.px(_HEAD + rows * _ROW + _FOOT)) + 12
        wide = max(bar.width(), 560)
        wide = min(wide, parent.width() - corner.x() - 12)
        self.setGeometry(QRect(corner.x(), corner.y(), wide, high))

    def _row_rect(self, at: int) -> QRectF:
        theme = current()
        return QRectF(6, 6 + theme.px(_HEAD) + at * theme.px(_ROW), self.width() - 12, theme.px(_ROW) - 2)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The pointer chooses."""
        for at in range(len(self._matches)):
            if self._row_rect(at).contains(event.position()) and at != self._at:
                self._at = at
                self._rename()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press opens."""
        for at, match in enumerate(self._matches):
            if self._row_rect(at).contains(event.position()):
                self.opened.emit(match.code)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the list."""
        del event
        theme = current()
        painter = painter_for(self)
        rect = QRectF(self.rect())
        box(painter, rect, RADIUS_WELL, fill=theme.colour("surface"), line=theme.colour("border"))
        head = QRectF(16, 6, rect.width() - 32, theme.px(_HEAD))
        draw_text(painter, head, tr("Hồ sơ"), Role.CAPTION, theme.colour("text2"))
        if not self._matches:
            row = self._row_rect(0).adjusted(10, 0, -10, 0)
            draw_text(painter, row, self._words, Role.BODY, theme.colour("text2"))
        for at, match in enumerate(self._matches):
            self._draw_row(painter, self._row_rect(at), match, chosen=at == self._at)
        low = rect.bottom() - theme.px(_FOOT) - 2
        hairline(painter, 12, low, rect.right() - 12)
        foot = QRectF(16, low, rect.width() - 32, theme.px(_FOOT))
        draw_text(painter, foot, self._foot, Role.CAPTION, theme.colour("text2"))
        painter.end()

    @staticmethod
    def _draw_row(painter: QPainter, rect: QRectF, match: Match, *, chosen: bool) -> None:
        theme = current()
        if chosen:
            box(painter, rect, 6, fill=theme.colour("primary_tint"))
        chip = state_chip(match.state)
        right = rect.right() - 10 - chip_width(chip)
        draw_chip(painter, right, rect.center().y(), chip)
        high = line_height(Role.BODY) * 0.88
        top = QRectF(rect.left() + 10, rect.center().y() - high, right - rect.left() - 22, high)
        name = f"{match.applicant} · {match.id_masked}" if match.id_masked else match.applicant
        draw_text(painter, top, name, Role.STRONG, theme.colour("text"))
        words = f"{match.code} · {told(match)}"
        draw_text(painter, top.translated(0, high), words, Role.CAPTION, theme.colour("text2"))
