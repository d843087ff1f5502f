"""Cần biết khi trả as a card that takes the room there is: as many lines as fit, the pressing first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.i18n import tr
from ui.returns.notice import PRESSING, facts
from ui.tokens import Role, Tone
from ui.widgets.card import Card, SectionHead
from ui.widgets.clearing import empty
from ui.widgets.label import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.returns.notice import Fact
    from ui.returns.presenter import ReturnState

MOST_LINES = 2  # of what asks for nothing; all of it stands in the dossier


class NoticePane(QWidget):
    """Shows facts in the room that is left over; asks for none, so nothing beside it ever gives way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("returns.notice.room")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.card = Card(name="returns.notice", parent=self)
        self._head = SectionHead(tr("Cần biết khi trả"), parent=self.card)
        self.card.body.addWidget(self._head)
        self._rows = QWidget(self.card)
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self.card.body.addWidget(self._rows)
        self._labels: list[tuple[Label, Label]] = []
        self._shown: tuple[Fact, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """What is to be read now."""
        return tuple(f"{title.text()}: {text.text()}" for title, text in self._labels if not text.isHidden())

    def show_state(self, state: ReturnState) -> None:
        """Paint a state."""
        view = state.draft.dossier
        found = facts(view, by=state.draft.by) if view is not None else ()
        if found == self._shown:
            return
        self._shown = found
        empty(self._grid)
        self._labels = []
        for at, fact in enumerate(found):
            title = Label(fact.title, Role.BODY, Tone.MUTED, parent=self._rows)
            most = 0 if fact.tone in PRESSING else MOST_LINES
            text = Label(fact.text, Role.MEDIUM, fact.tone, wraps=True, lines=most, parent=self._rows)
            text.setToolTip(fact.text)
            self._grid.addWidget(title, at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, at, 1)
            self._labels.append((title, text))
        self.card.setAccessibleName(tr("Cần biết khi trả"))
        self.card.setAccessibleDescription("; ".join(f"{fact.title}: {fact.text}" for fact in found))
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """None: what is done here matters more."""
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what fits."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As many lines as fit; in a small window the head goes before the first of them."""
        headed = True
        count = self._fitting(headed=True)
        if not count:
            headed, count = False, self._fitting(headed=False)
        for at, pair in enumerate(self._labels):
            for label in pair:
                label.setVisible(at < count)
        self._head.setVisible(headed)
        self.card.setVisible(count > 0)
        self.card.setGeometry(0, 0, self.width(), self._high(count, headed=headed))

    def _fitting(self, *, headed: bool) -> int:
        count = len(self._labels)
        while count and self._high(count, headed=headed) > self.height():
            count -= 1
        return count

    def _high(self, count: int, *, headed: bool) -> int:
        """How high the card is with so many lines."""
        if not count:
            return 0
        left = max(title.sizeHint().width() for title, _text in self._labels)
        margins = self.card.body.contentsMargins()
        wide = self.width() - margins.left() - margins.right() - left - self._grid.horizontalSpacing()
        rows = [max(text.heightForWidth(wide), title.sizeHint().height()) for title, text in self._labels]
        head = self._head.sizeHint().height() + self.card.body.spacing() if headed else 0
        between = self._grid.verticalSpacing() * (count - 1)
        return margins.top() + head + sum(rows[:count]) + between + margins.bottom()
