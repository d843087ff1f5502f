"""Người nộp as read: name, number, address and the way to their fields; group and past in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.reception.command import NEW_GROUP
from ui.tokens import Role, Tone
from ui.widgets.buttons import LinkButton
from ui.widgets.chip import Chip
from ui.widgets.label import Label

if TYPE_CHECKING:
    from desk.people.rows import KnownCitizen
    from ui.reception.draft import Draft

MOST_NAME, MOST_ADDRESS = 200, 500  # letters, as the record keeps them
# row, column and span of number, name, birth date, sex, address
ROOMY = ((0, 0, 2), (1, 0, 2), (2, 0, 1), (2, 1, 1), (3, 0, 2))
SIDE_BY_SIDE = ((0, 0, 1), (0, 1, 1), (1, 0, 1), (1, 1, 1), (2, 0, 2))


class ShownPerson(QWidget):
    """Who stands at the counter, once all of it is there."""

    def __init__(self, cap: str, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.name = Label("", Role.NAME, shortens=True, parent=self)
        self.chip = Chip(parent=self)
        self.line = Label("", Role.BODY, Tone.PLAIN, shortens=True, parent=self)
        self.address = Label("", Role.BODY, Tone.MUTED, wraps=True, lines=2, parent=self)
        self.edit = LinkButton(tr("Sửa"), name="person.edit", cap=cap, parent=self)
        for words, beside in ((self.name, self.chip), (self.line, self.edit)):
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(words, 1)
            row.addWidget(beside)
            column.addLayout(row)
        column.addWidget(self.address)


def group_words(draft: Draft) -> str:
    """The group or the visit a reception belongs to."""
    if draft.group == NEW_GROUP:
        return tr("Nhóm mới, số cấp khi lưu")
    if draft.group:
        return tr("Nhóm {group}", group=draft.group)
    return tr("Cùng lượt nộp với {code}", code=draft.visit)


def past_words(history: KnownCitizen) -> str:
    """How many dossiers came before, and how many results wait for this citizen."""
    text = tr("{count} hồ sơ trước", count=len(history.recent))
    if not history.waiting_results:
        return text
    waiting = tr("{count} kết quả chờ nhận", count=len(history.waiting_results))
    return f"{text} · {waiting}"
