"""How the closing screen's cards stand: in two columns, or in a small window one room over the button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import scaled
from ui.widgets.column import PaneColumn, WholeColumn
from ui.widgets.follow_area import FollowArea

if TYPE_CHECKING:
    from ui.closing.money import MoneyCard
    from ui.closing.pieces import Checklist, TallyCard
    from ui.widgets.banner import Banner
    from ui.widgets.buttons import CommitButton, LinkButton
    from ui.widgets.card import Card
    from ui.widgets.fields import TextField
    from ui.widgets.label import Label
    from ui.widgets.table import DossierTable

GAP = 12


@dataclass(frozen=True, slots=True)
class Pieces:
    """Everything that stands somewhere on the closing screen."""

    day: Card
    table: DossierTable
    checklist: Checklist
    money: MoneyCard
    tally: TallyCard
    banner: Banner
    reason: TextField
    commit: CommitButton
    under: Label
    reopen: LinkButton


class Arrangement:
    """Puts the pieces into `page`. Tight: one room scrolls, the banner first; F9 stays under it."""

    def __init__(self, page: QWidget, pieces: Pieces) -> None:
        self._pieces = pieces
        self.tight = False
        self._page = QVBoxLayout(page)
        self._page.setContentsMargins(0, 0, 0, 0)
        self._page.setSpacing(GAP)
        self.area = FollowArea("closing.room", page)
        self.area.hide()
        pieces.table.current_changed.connect(lambda _row: self.area.show_focus(pieces.table))
        self._body = PaneColumn(page)
        self._body.setObjectName("scrolled")
        whole = QVBoxLayout(self._body)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GAP)
        self._top = QVBoxLayout()
        whole.addLayout(self._top)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self._left = QVBoxLayout()
        self._left.setSpacing(GAP)
        row.addLayout(self._left, 1)
        self.side = WholeColumn(self._body)
        self._cards = QVBoxLayout(self.side)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(GAP)
        row.addWidget(self.side)
        whole.addLayout(row, 1)
        self._page.addWidget(self._body, 1)
        self._foot = QWidget(page)
        self._foot_row = QHBoxLayout(self._foot)
        self._foot_row.setContentsMargins(0, 0, 0, 0)
        self._foot_row.setSpacing(GAP)
        self._page.addWidget(self._foot)
        self._below = QWidget(page)  # what is said of F9, beside or under it
        self._below_row = QHBoxLayout(self._below)
        self._below_row.setContentsMargins(0, 0, 0, 0)
        self._below_row.setSpacing(8)
        self._stand_wide()

    def set(self, *, tight: bool, side: int) -> None:
        """Stand one way or the other; `side` is the width of the column beside the table."""
        wide = scaled(side)
        self.side.setFixedWidth(wide)
        if tight != self.tight:
            self.tight = tight
            (self._stand_tight if tight else self._stand_wide)()
        if tight:
            self._pieces.commit.setFixedWidth(wide)
        else:
            self._pieces.commit.setMinimumWidth(0)
            self._pieces.commit.setMaximumWidth(16_777_215)

    def _stand_wide(self) -> None:
        one = self._pieces
        self._clear()
        if self.area.widget() is not None:
            self.area.takeWidget()
            self._page.insertWidget(0, self._body, 1)
            self._body.show()
        self._left.addWidget(one.day, 1)
        self._left.addWidget(one.checklist)
        for card in (one.money, one.tally, one.banner):
            self._cards.addWidget(card)
        self._cards.addStretch(1)
        self._cards.addWidget(one.reason)
        self._cards.addWidget(one.commit)
        self._below_row.addWidget(one.under, 1)
        self._below_row.addWidget(one.reopen)
        self._cards.addWidget(self._below)
        self._foot.hide()
        self.area.hide()

    def _stand_tight(self) -> None:
        one = self._pieces
        self._clear()
        self._top.addWidget(one.banner)
        self._left.addWidget(one.day)
        self._left.addStretch(1)
        for card in (one.money, one.tally, one.checklist):
            self._cards.addWidget(card)
        self._cards.addStretch(1)
        middle = Qt.AlignmentFlag.AlignVCenter
        for widget, share in ((one.under, 1), (one.reason, 1), (one.reopen, 0)):
            self._below_row.addWidget(widget, share, middle)
        self._foot_row.setContentsMargins(0, 0, self.area.bar_width, 0)
        self._foot_row.addWidget(self._below, 1)
        self._foot_row.addWidget(one.commit)
        self._page.removeWidget(self._body)
        self._page.insertWidget(0, self.area, 1)
        self.area.setWidget(self._body)
        self._body.show()
        self.area.show()
        self._foot.show()

    def _clear(self) -> None:
        """Take every piece out of where it stood; the widgets live on."""
        for layout in (self._top, self._left, self._cards, self._below_row, self._foot_row):
            for at in reversed(range(layout.count())):
                item = layout.itemAt(at)
                widget = item.widget() if item is not None else None
                if widget is None:
                    layout.takeAt(at)
                else:  # not by its item: one that lives on would keep the height of before
                    layout.removeWidget(widget)
        self._page.removeWidget(self.area)
