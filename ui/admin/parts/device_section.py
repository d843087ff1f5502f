"""The sections of this machine's devices: tools above, a form on the left, what was found on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from ui.admin.parts.form import FormGrid
from ui.admin.parts.frame import SectionPage
from ui.tokens import Role, Tone
from ui.widgets.banner import EmptyState
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card, SectionHead
from ui.widgets.label import Label
from ui.widgets.stack import CalmStack
from ui.widgets.table import Column, DossierTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from ui.admin.parts.spec import Spec
    from ui.shell.screen import ScreenContext

SIDES = (14, 0, 14, 4)  # the air of what stands under a list that reaches the card's edges


class DeviceSection(SectionPage):
    """What is set here holds for this machine only, so its clerk may set it."""

    guarded = False

    def __init__(self, context: ScreenContext, *, name: str, title: str, words: str) -> None:
        super().__init__(context, name=name, title=title, words=words)
        self._name = name

    def tool(self, said: str, name: str, icon: str) -> SecondaryButton:
        """One more button above."""
        button = SecondaryButton(said, name=f"{self._name}.{name}", icon=icon, parent=self)
        self.tools.addWidget(button)
        return button

    def form_card(self, specs: Sequence[Spec], *, head: SectionHead | None = None) -> tuple[Card, FormGrid]:
        """The card with the form, under a head where it has one."""
        card = Card(name=f"{self._name}.form.card", margins=(14, 10, 6, 10), parent=self.content)
        if head is not None:
            card.body.addWidget(head)
        form = FormGrid(specs, name=f"{self._name}.form", parent=card)
        card.body.addWidget(form, 1)
        return card, form

    def side_by_side(self, left: QWidget, right: QWidget) -> None:
        """Two halves of the body."""
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(left, 1)
        row.addWidget(right, 1)
        self.body.addLayout(row, 1)


class ListCard(Card):
    """A list under its title, and words under the list about the row one stands on.

    `none` stands in the list's place while it has no rows; `under` takes what belongs beside the words.
    """

    def __init__(
        self, columns: Sequence[Column], *, name: str, title: str, lines: int = 4, parent: QWidget
    ) -> None:
        super().__init__(name=f"{name}.card", margins=(1, 10, 1, 8), parent=parent)
        head = SectionHead(title, parent=self)
        head.row.setContentsMargins(14, 0, 14, 0)
        self.body.addWidget(head)
        self.table = DossierTable(columns, name=name, title=title, parent=self)
        self.none = EmptyState("scan-line", "", name=f"{name.partition('.')[0]}.none", parent=self)
        self._stack = CalmStack(90, self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.none)
        self.body.addWidget(self._stack, 1)
        self.under = QHBoxLayout()
        self.under.setContentsMargins(*SIDES)
        self.told = Label("", Role.BODY, Tone.MUTED, wraps=True, lines=lines, parent=self)
        self.under.addWidget(self.told, 1)
        self.body.addLayout(self.under)

    def show_rows(self, *, any_there: bool, none: str = "") -> None:
        """The list where it has rows, else the words of an empty one."""
        self.none.text.setText(none)
        self._stack.setCurrentWidget(self.table if any_there else self.none)
