"""The head of an open dossier: its QR, numbers, who and what, the main state, and the side-states apart."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.dossier import words
from ui.i18n import tr
from ui.icons import draw_icon
from ui.returns.head_pane import SIDE_SMALL
from ui.theme import current, scaled
from ui.tokens import LARGE_TEXT, LayoutKind, Role, Tone
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.clearing import release
from ui.widgets.label import Label
from ui.widgets.paint import painter_for
from ui.widgets.qr import SIDE, QrMark
from ui.widgets.text import draw_text, line_height, text_width

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from ui.dossier.state import DossierState
    from ui.dossier.words import SideWord

CHIPS = 2
LEAST_FOR_QR = 900
_GAP, _GAP_SMALL = 18, 5


class SideStrip(QWidget):
    """The five side-states in a row, each with its caption above, or bare. Not interactive."""

    _bare = False

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._sides: tuple[SideWord, ...] = ()
        self._gap = _GAP
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set(self, sides: tuple[SideWord, ...]) -> None:
        """Show side-states."""
        self._sides = sides
        self.setAccessibleName(tr("Trạng thái kèm theo"))
        self.setAccessibleDescription("; ".join(f"{one.title}: {one.text}" for one in sides))
        self.updateGeometry()
        self.update()

    @property
    def sides(self) -> tuple[SideWord, ...]:
        """What is shown."""
        return self._sides

    def set_gap(self, gap: int) -> None:
        """Stand closer where there is little room."""
        self._gap = gap
        self.updateGeometry()
        self.update()

    def set_bare(self, *, on: bool) -> None:
        """Leave the captions out, where what stands below needs their room: sign and words say the same."""
        self._bare = on
        self.updateGeometry()
        self.update()

    def _wide(self, one: SideWord) -> float:
        icon = current().px(20)
        if self._bare:
            return icon + text_width(one.text, Role.MEDIUM)
        return max(text_width(one.title, Role.CAPTION), icon + text_width(one.text, Role.MEDIUM))

    def sizeHint(self) -> QSize:
        """Room for every word."""
        gaps = current().px(self._gap) * max(0, len(self._sides) - 1)
        wide = sum(self._wide(one) for one in self._sides) + gaps
        caption = 0 if self._bare else line_height(Role.CAPTION)
        return QSize(math.ceil(wide) + 2, math.ceil(caption + line_height(Role.MEDIUM)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw caption, icon and word of each."""
        del event
        theme = current()
        painter = painter_for(self)
        left, side = 0.0, theme.px(15)
        first = 0.0 if self._bare else line_height(Role.CAPTION)
        for one in self._sides:
            wide = self._wide(one)
            head = QRectF(left, 0, wide + 2, first)
            if not self._bare:
                draw_text(painter, head, one.title, Role.CAPTION, theme.colour("text2"))
            ink = theme.ink(one.tone)
            low = QRectF(left + theme.px(20), first, wide + 2, self.height() - first)
            draw_icon(painter, one.icon, left, low.center().y() - side / 2, side, ink)
            draw_text(painter, low, one.text, Role.MEDIUM, ink, align=Qt.AlignmentFlag.AlignLeft)
            left += wide + theme.px(self._gap)
        painter.end()


class DossierHead(Card):
    """Shows a dossier's numbers and states; in the small window the side-states stand below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="dossier.head", margins=(16, 6, 16, 6), parent=parent)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(4)
        self.qr = QrMark(name="dossier.qr", said=tr("Mã QR của giấy hẹn"), parent=self)
        self._texts = QWidget(self)
        column = QVBoxLayout(self._texts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        top = QHBoxLayout()
        top.setSpacing(8)
        self.code = Label("", Role.HEAD_CODE, tall=True, parent=self)
        self.code.setObjectName("dossier.code")
        self.code.setMinimumHeight(math.ceil(current().px(30)))
        top.addWidget(self.code)
        self.chips = tuple(Chip(parent=self) for _ in range(CHIPS))
        for chip in self.chips:
            top.addWidget(chip)
        top.addStretch(1)
        column.addLayout(top)
        self.subject = Label("", Role.BODY, Tone.PLAIN, shortens=True, parent=self)
        self.subject.setObjectName("dossier.subject")
        column.addWidget(self.subject)
        self.numbers = Label("", Role.CAPTION, Tone.MUTED, shortens=True, parent=self)
        column.addWidget(self.numbers)
        self.side = SideStrip(name="dossier.side", parent=self)
        self.body.addLayout(self._grid)
        self.lay_out(LayoutKind.STANDARD)

    def lay_out(self, kind: LayoutKind) -> None:
        """Side-states to the right of the numbers where there is room, else under them."""
        compact = kind is LayoutKind.COMPACT
        release(self._grid)
        self.qr.set_side(SIDE_SMALL if compact else SIDE)
        self.side.set_gap(_GAP_SMALL if compact else _GAP)
        self._grid.setHorizontalSpacing(10 if compact else 14)
        self.body.setContentsMargins(10 if compact else 16, 4, 12 if compact else 16, 4)
        self._grid.addWidget(self.qr, 0, 0)
        self._grid.addWidget(self._texts, 0, 1)
        under = compact and current().scale > LARGE_TEXT
        self.side.set_bare(on=under)
        if under:
            self._grid.addWidget(self.side, 1, 1, Qt.AlignmentFlag.AlignLeft)
        else:
            self._grid.addWidget(self.side, 0, 2, Qt.AlignmentFlag.AlignVCenter)
        self._grid.setColumnStretch(1, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On the least window the code to scan gives its room to the words."""
        super().resizeEvent(event)
        narrow = self.width() < scaled(LEAST_FOR_QR)
        self.qr.setVisible(not narrow)
        if narrow and current().scale <= LARGE_TEXT:
            self.side.set_gap(4)

    def fold(self, *, on: bool) -> None:
        """Code and name alone, in large letters, while what is asked for needs the lines under them."""
        folded = on and current().scale > LARGE_TEXT
        self.numbers.setVisible(bool(self.numbers.text()) and not folded)
        self.side.setVisible(not folded)

    def show_state(self, state: DossierState) -> None:
        """Paint a state."""
        view = state.view
        if view is None:
            return
        self.code.setText(view.code)
        self.subject.setText(words.subject(view))
        self.subject.setToolTip(words.subject(view))
        place, count = state.place
        listed = tr("Hồ sơ {place}/{count} của danh sách", place=place, count=count) if count > 1 else ""
        numbers = " · ".join(part for part in (words.numbers(view), listed) if part)
        self.numbers.setText(numbers)
        self.numbers.setVisible(bool(numbers))
        self.qr.set(state.qr)
        self.side.set(words.sides(view))
        specs = words.chips(view)
        for at, chip in enumerate(self.chips):
            chip.setVisible(at < len(specs))
            if at < len(specs):
                chip.set(specs[at])
