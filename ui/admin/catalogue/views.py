"""Views of the catalogue: the list, and one procedure's facts, checklist, questions and versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.admin.catalogue import cells, model
from ui.admin.catalogue.columns import ask_cols, component_cols, fact_specs
from ui.admin.parts.fields import DayField
from ui.admin.parts.form import FormGrid
from ui.admin.parts.picker import Picker
from ui.admin.parts.sheet_panel import SheetPanel
from ui.i18n import tr
from ui.keys import cap_of
from ui.tokens import Role, Tone
from ui.widgets.buttons import LinkButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.fields import Field
from ui.widgets.label import Label
from ui.widgets.stack import FrontStack
from ui.widgets.table import Cell, Column, DossierTable

if TYPE_CHECKING:
    from desk.catalogue.rows import CatalogueEntry
    from ui.admin.catalogue.model import CatalogueState


class CatalogueList(Picker):
    """Every procedure, found by name, initials, code or nickname."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            (
                Column(tr("Thủ tục"), cells.name_cell, share=14, least=230),
                Column(tr("Lĩnh vực"), cells.field_cell, share=4, least=130),
                Column(tr("Thời hạn, lệ phí"), cells.term_cell, share=3, least=130),
                Column(tr("Hiệu lực"), self._status, share=0, least=130),
            ),
            name="catalogue.list",
            title=tr("Danh mục thủ tục"),
            hint=tr("Tìm theo tên, chữ đầu, mã hoặc tên gọi khác"),
            parent=parent,
        )
        self._drafts: frozenset[str] = frozenset()
        self.add = SecondaryButton(
            tr("Thêm thủ tục"),
            name="catalogue.add",
            icon="plus",
            cap=cap_of("admin.add"),
            parent=self,
        )
        self.add.clicked.connect(self.added)
        self.row.addWidget(self.add)

    def _status(self, entry: CatalogueEntry) -> Cell:
        if entry.code in self._drafts:
            from ui.widgets.paint import ChipSpec

            return Cell(chip=ChipSpec(tr("Chưa lưu"), Tone.WARN, "pencil"))
        return Cell(chip=cells.status_chip(entry.status, suspended=entry.card.suspended))

    def show_state(self, state: CatalogueState) -> None:
        """Paint a state."""
        self._drafts = frozenset(code for code, draft in state.drafts.items() if draft.dirty)
        if self.search.text() != state.text:
            self.search.setText(state.text)
        none = tr("Không thủ tục nào hợp với “{text}”. Thử vài chữ đầu của tên, hoặc mã.", text=state.text)
        words = tr("Đang đọc danh mục.") if state.rows is None else none
        self.show_rows(state.rows or (), same=lambda row: row.code, none=words)


class VersionsView(Card):
    """Every version of a procedure with its days, and the last day of the one in force."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="catalogue.versions", margins=(1, 8, 1, 12), spacing=8, parent=parent)
        self.table = DossierTable(
            (
                Column(tr("Từ ngày"), cells.from_cell, share=0, least=120),
                Column(tr("Đến hết ngày"), cells.to_cell, share=0, least=120),
                Column(tr("Hiệu lực"), cells.version_cell, share=1, least=140),
                Column(tr("Nội dung"), cells.used_cell, share=3, least=200),
            ),
            name="catalogue.versions.table",
            title=tr("Các phiên bản của thủ tục"),
            parent=self,
        )
        self.table.set_row_height(38)
        self.body.addWidget(self.table, 1)
        self.end = DayField(name="catalogue.end", title=tr("Kết thúc hiệu lực sau ngày"), parent=self)
        self._end_row = Field(tr("Kết thúc hiệu lực sau ngày"), self.end, above=False, parent=self)
        line = QHBoxLayout()
        line.setContentsMargins(14, 0, 14, 0)
        line.addWidget(self._end_row)
        line.addStretch(1)
        self.body.addLayout(line)

    def show_state(self, state: CatalogueState) -> None:
        """Paint a state."""
        draft = state.draft
        if draft is None:
            return
        self.table.set_rows(draft.versions, same=lambda row: row.valid_from)
        self.end.set_text(draft.end_on)
        self._end_row.setVisible(draft.status == "in_force")


class EntryView(QWidget):
    """One procedure: its head, and the part in front."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(10)
        self.leave = LinkButton(tr("Danh mục"), name="catalogue.back", cap="Esc", parent=self)
        self.name = Label("", Role.SUBSECTION, shortens=True, tall=True, parent=self)
        self.chip = Chip(parent=self)
        self.uses = Label("", Role.BODY, Tone.MUTED, tall=True, parent=self)
        head.addWidget(self.leave)
        head.addWidget(self.name, 1)
        head.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.uses)
        column.addLayout(head)
        self.parts = FrontStack(self)
        facts = Card(name="catalogue.facts.card", margins=(14, 8, 6, 8), parent=self.parts)
        self.facts = FormGrid(fact_specs(), name="catalogue.facts", parent=facts)
        facts.body.addWidget(self.facts)
        self.components = SheetPanel(
            component_cols(), name="catalogue.components", title=tr("Thành phần hồ sơ"),
            add=tr("Thêm giấy tờ"), none=tr("Chưa có giấy tờ nào trong thành phần hồ sơ."), moves=True,
            parent=self.parts,
        )  # fmt: skip
        self.asks = SheetPanel(
            ask_cols(), name="catalogue.asks", title=tr("Thủ tục này hỏi thêm"),
            add=tr("Thêm câu hỏi"), none=tr("Thủ tục này không hỏi thêm gì."), moves=True, parent=self.parts,
        )  # fmt: skip
        self.versions = VersionsView(self.parts)
        self._parts: dict[str, QWidget] = {
            "facts": facts, "components": self.components, "asks": self.asks, "versions": self.versions,
        }  # fmt: skip
        for part in self._parts.values():
            self.parts.addWidget(part)
        column.addWidget(self.parts, 1)

    def show_state(self, state: CatalogueState) -> None:
        """Paint a state."""
        draft = state.draft
        if draft is None:
            return
        self.name.setText(draft.values.get("name", "") or tr("Thủ tục mới"))
        self.chip.set(cells.status_chip(draft.status))
        self.uses.setText(tr("{count} hồ sơ đã nhận", count=draft.uses) if draft.uses else "")
        wrong = model.field_problems(draft) if draft.dirty else {}
        if state.failure and state.gap:
            view, _line, key = model.place_of(draft, state.gap)
            wrong |= {key: state.failure} if view == "facts" else {}
        self.facts.show_values(draft.values, wrong)
        self.facts.set_read_only("code", on=bool(draft.code))
        self.components.show_sheet(draft.components, model.row_problems(draft))
        self.asks.show_sheet(draft.asks, model.ask_problems(draft))
        self.versions.show_state(state)
        self.parts.setCurrentWidget(self._parts[state.view])
