"""The look-up's widgets: groups with counts, the list, the facts of the chosen line, empty states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.i18n import tr
from ui.search import model
from ui.search.facts import FactsCard
from ui.search.model import Phase, SearchState
from ui.tokens import LayoutKind, Role, Tone
from ui.widgets.banner import EmptyState
from ui.widgets.card import Card, SectionHead
from ui.widgets.grouped import GroupedList, Line
from ui.widgets.label import Label
from ui.widgets.seg import Seg
from ui.widgets.stack import CalmStack

if TYPE_CHECKING:
    from ui.keys import KeyMap


class SearchView(QWidget):
    """Widgets and setters only.

    Signals: `kind_chosen(kind)`, `opened(Line)`, `asked()` to type or to try again.
    """

    kind_chosen = Signal(str)
    opened = Signal(object)
    asked = Signal()

    def __init__(self, keys: KeyMap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self._state: SearchState | None = None
        self._shown: tuple[object, ...] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        card = Card(name="search.card", margins=(6, 10, 6, 8), spacing=4, parent=self)
        self.head = SectionHead("", parent=card)
        self.head.row.setContentsMargins(10, 0, 10, 0)
        self.filter = Seg(model.filters(model.Results()), name="search.filter", parent=card)
        self.filter.chosen.connect(self.kind_chosen)
        self.head.row.insertWidget(1, self.filter)
        card.body.addWidget(self.head)
        self.list = GroupedList(name="search.list", title=tr("Kết quả tra cứu"), parent=card)
        self.list.opened.connect(self.opened)
        self.list.current_changed.connect(self._on_line)
        self.empty = EmptyState("search", "", name="search.empty", parent=card)
        self.empty.acted.connect(self.asked)
        self._stack = CalmStack(120, card)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        card.body.addWidget(self._stack, 1)
        self.foot = Label("", Role.CAPTION, Tone.MUTED, shortens=True, parent=card)
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 0, 10, 0)
        foot.addWidget(self.foot)
        card.body.addLayout(foot)
        row.addWidget(card, 1)
        self.facts = FactsCard(keys, self)
        row.addWidget(self.facts)

    def show_state(self, state: SearchState) -> None:
        """Paint a state; the list keeps its place while it is the same."""
        self._state = state
        self.filter.set_choices(model.filters(state.results), state.chosen)
        self.filter.setVisible(state.phase is Phase.FOUND and state.results.person is None)
        self.foot.setText(model.limits(state.results))
        self.foot.setVisible(bool(self.foot.text()))
        self._title(state)
        self.head.setVisible(state.phase is Phase.FOUND)  # the window's own title says the rest
        lines = model.lines(state)
        if tuple(lines) != self._shown:
            self._shown = tuple(lines)
            self.list.set_lines(lines)
        self._stack.setCurrentWidget(self.list if state.phase is Phase.FOUND else self.empty)
        self.facts.setVisible(state.phase is Phase.FOUND and self._wide)
        self._say_empty(state)

    _wide = True

    def _title(self, state: SearchState) -> None:
        if state.results.person is not None:
            words = tr("{count} hồ sơ của một người · Esc quay lại", count=len(state.results.matches))
        elif state.phase is Phase.FOUND:
            words = tr("Kết quả tra cứu")
        else:
            words = tr("Tra cứu")
        self.head.title.setText(words)

    def _say_empty(self, state: SearchState) -> None:
        cap = self._keys.cap("find")
        if state.phase is Phase.IDLE:
            words = tr(
                "Gõ vào ô trên cùng: tên (không cần dấu), mã hồ sơ, 4 số cuối, số điện thoại, số kết quả, "
                "tên thủ tục, hay chữ có trong giấy tờ. Hoặc quét giấy hẹn, thẻ căn cước."
            )
            self.empty.say("search", words, action=tr("Gõ để tra cứu"), cap=cap)
        elif state.phase is Phase.SHORT:
            self.empty.say("search", tr("Gõ ít nhất 2 chữ."))
        elif state.phase is Phase.LOADING:
            self.empty.say("hourglass", tr("Đang tìm trong sổ."))
        elif state.phase is Phase.NONE:
            words = tr(
                "Không thấy gì khớp với “{text}”. "
                "Thử ít chữ hơn, 4 số cuối của thẻ căn cước, hay quét giấy hẹn.",
                text=state.text.strip()[:40],
            )
            self.empty.say("search-x", words, action=tr("Gõ lại"), cap=cap)
        elif state.phase is Phase.FAILED:
            self.empty.say("circle-alert", state.failure, tone=Tone.BAD, action=tr("Tìm lại"), cap="Enter")

    def _on_line(self, line: Line | None) -> None:
        self.facts.show_thing(line.what if line is not None else None)

    def lay_out(self, kind: LayoutKind) -> None:
        """The facts stand beside the list where there is room."""
        self._wide = kind is not LayoutKind.COMPACT
        self.facts.setFixedWidth(420 if kind is LayoutKind.WIDE else 330)
        self.facts.setVisible(self._wide and self._state is not None and self._state.phase is Phase.FOUND)
