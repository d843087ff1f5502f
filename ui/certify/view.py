"""The certification laid out: who and what on the left, papers in the middle, the fee on the right."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.certify import words
from ui.certify.fee_pane import FeePane
from ui.certify.kind_pane import KindPane
from ui.certify.papers_pane import PapersPane
from ui.certify.person_pane import PersonPane
from ui.certify.recent_pane import RecentPane
from ui.certify.signer_pane import SignerPane
from ui.i18n import tr
from ui.theme import current
from ui.tokens import LayoutKind
from ui.widgets.banner import Banner
from ui.widgets.buttons import CommitButton, SecondaryButton

if TYPE_CHECKING:
    from ui.certify.presenter import CertifyState
    from ui.keys import KeyMap

LEFT, RIGHT, GAP = 330, 352, 12
COMPACT_RIGHT, CRAMPED_RIGHT = 348, 276
LEAST = 1080  # a narrower window, for the size of its text, shows what is typed and nothing beside it


def _wide(pixels: int) -> int:
    """A width that grows with the text."""
    return math.ceil(current().px(pixels))


class CertifyView(QWidget):
    """Widgets and layout only; every decision is the presenter's."""

    def __init__(self, keys: KeyMap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person = PersonPane(self)
        self.kind = KindPane(keys, self)
        self.signer = SignerPane(self)
        self.papers = PapersPane(keys, self)
        self.recent = RecentPane(keys, self)
        self.fee = FeePane(self)
        self.banner = Banner(name="certify_banner", parent=self)
        self.dated = SecondaryButton(
            tr("Nhận và hẹn trả"), name="certify.dated", icon="calendar-clock",
            cap=keys.cap("certify.dated"), parent=self,
        )  # fmt: skip
        self.commit = CommitButton(
            tr("Chứng thực và trả ngay"), name="certify.commit", icon="stamp",
            cap=keys.cap("certify.commit"), parent=self,
        )  # fmt: skip
        self._left, self._right = QWidget(self), QWidget(self)
        self._left_end = QWidget(self._left)
        self._build()
        self.lay_out(LayoutKind.STANDARD)

    def _build(self) -> None:
        left = self._left_column = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(GAP)
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(GAP)
        right.addWidget(self.fee)
        right.addWidget(self.banner)
        right.addStretch(1)
        right.addWidget(self.dated)
        right.addWidget(self.commit)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)

    def lay_out(self, kind: LayoutKind) -> None:
        """Arrange for the room there is: three columns, or person and kind above the papers."""
        for part in (self.person, self.kind, self.fee, self.recent):
            part.lay_out(kind)
        # Not `takeAt`: an item kept by Python would hold the size its widget once had.
        for layout in (self._grid, self._left_column):
            for pane in (
                self._left,
                self._right,
                self.person,
                self.kind,
                self.signer,
                self.papers,
                self.recent,
                self._left_end,
            ):
                layout.removeWidget(pane)
        compact = kind is LayoutKind.COMPACT
        cramped = compact and self.window().width() < _wide(LEAST)
        self.recent.setVisible(not cramped)
        self.fee.set_cramped(on=cramped)
        self.papers.cramped = cramped
        self.kind.set_cramped(on=cramped)
        self._left.setVisible(not compact)
        self.signer.setVisible(not compact)
        if compact:
            self._lay_compact(cramped=cramped)
        else:
            self._lay_wide(wide=kind is LayoutKind.WIDE)

    def _lay_wide(self, *, wide: bool) -> None:
        grid, left = self._grid, self._left_column
        for pane in (self.person, self.kind, self.signer):
            left.addWidget(pane)
        left.addWidget(self._left_end, 1)
        self._left.setFixedWidth(_wide(LEFT + 50 if wide else LEFT))
        self._right.setFixedWidth(_wide(RIGHT + 60 if wide else RIGHT))
        grid.addWidget(self._left, 0, 0, 2, 1)
        grid.addWidget(self.papers, 0, 1)
        grid.addWidget(self.recent, 1, 1)
        grid.addWidget(self._right, 0, 2, 2, 1)
        for column, stretch in enumerate((0, 1, 0)):
            grid.setColumnStretch(column, stretch)
        for row, stretch in enumerate((6, 5, 0)):
            grid.setRowStretch(row, stretch)

    def _lay_compact(self, *, cramped: bool) -> None:
        grid = self._grid
        self._right.setFixedWidth(_wide(CRAMPED_RIGHT if cramped else COMPACT_RIGHT))
        grid.addWidget(self.person, 0, 0)
        grid.addWidget(self.kind, 0, 1)
        grid.addWidget(self.papers, 1, 0, 1, 2)
        grid.addWidget(self.recent, 2, 0, 1, 2)
        grid.addWidget(self._right, 0, 2, 3, 1)
        for column, stretch in enumerate((7 if cramped else 6, 5, 0)):
            grid.setColumnStretch(column, stretch)
        for row, stretch in enumerate((0, 6, 0 if cramped else 4)):
            grid.setRowStretch(row, stretch)

    def show_state(self, state: CertifyState) -> None:
        """Paint a state."""
        for pane in (self.person, self.kind, self.signer, self.papers, self.recent, self.fee):
            pane.show_state(state)
        self.commit.setEnabled(not state.saving)
        self.commit.say(tr("Đang lưu…") if state.saving else tr("Chứng thực và trả ngay"))
        self.dated.setEnabled(not state.saving)
        self.dated.say(words.dated(state.quote))
