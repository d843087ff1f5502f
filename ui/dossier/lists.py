"""The parts of a dossier that are lists: papers handed in, hand-overs, forms to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from ui import format as say
from ui.dossier import words
from ui.i18n import phrase, tr
from ui.tokens import Tone
from ui.widgets.banner import EmptyState
from ui.widgets.card import Card
from ui.widgets.paint import ChipSpec
from ui.widgets.stack import CalmStack
from ui.widgets.table import Cell, Column, DossierTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from desk.paper.rows import FormCard
    from desk.process.rows import HoldingRow
    from desk.rows import ComponentRow

_VERDICTS = {
    "early": ("Trước hạn", Tone.INFO, "calendar-check"),
    "on_time": ("Đúng hạn", Tone.OK, "calendar-check"),
    "late": ("Trễ hạn", Tone.BAD, "clock-alert"),
}


class ListCard(Card):
    """A table in a card, or the sentence that there is nothing. Signal `opened(row)`."""

    opened = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        name: str,
        title: str,
        nothing: str,
        icon: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=f"{name}.card", margins=(1, 6, 1, 8), parent=parent)
        self.table = DossierTable(columns, name=name, title=title, parent=self)
        self.table.opened.connect(self.opened)
        self.empty = EmptyState(icon, nothing, name=f"{name}.empty", parent=self)
        self._stack = CalmStack(90, self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.body.addWidget(self._stack, 1)

    def show_rows(self, rows: Sequence[object]) -> None:
        """Show rows."""
        self.table.set_rows(rows)
        self._stack.setCurrentIndex(0 if rows else 1)

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """Stand in the list."""
        self.table.setFocus(*reason)


def papers_card(parent: QWidget) -> ListCard:
    """Giấy tờ: what was handed in; Enter shows its scan."""

    def name(row: ComponentRow) -> Cell:
        return Cell(f"{row.no}. {phrase(row.name)}", words.paper_note(row))

    def chip(row: ComponentRow) -> Cell:
        return Cell(chip=words.paper_chip(row))

    return ListCard(
        (
            Column(tr("Giấy tờ đã nộp"), name, share=1, least=200, wraps=1),
            Column(tr("Bản quét"), chip, share=0, least=100),
        ),
        name="dossier.papers",
        title=tr("Giấy tờ đã nộp"),
        nothing=tr("Hồ sơ này chưa có giấy tờ nào."),
        icon="file-text",
        parent=parent,
    )


def holdings_card(parent: QWidget) -> ListCard:
    """Giao nhận: who held the dossier, how long was planned and how long it took."""

    def hands(row: HoldingRow) -> Cell:
        return Cell(row.to_unit, row.to_holder or row.step_name)

    def given(row: HoldingRow) -> Cell:
        return Cell(f"{say.clock(row.given_at)} {say.short_date(row.given_at)}", number=True, strong=False)

    def used(row: HoldingRow) -> Cell:
        took = say.spell_minutes(row.used_minutes)
        plan = tr("kế hoạch {time}", time=_time(row.planned_minutes)) if row.planned_minutes else ""
        return Cell(took, plan, strong=False)

    def verdict(row: HoldingRow) -> Cell:
        if row.verdict in _VERDICTS:
            text, tone, icon = _VERDICTS[row.verdict]
            return Cell(chip=ChipSpec(tr(text), tone, icon))
        return Cell(tr("đang giữ") if row.left_at is None else "–", strong=False)

    return ListCard(
        (
            Column(tr("Bộ phận, người giữ"), hands, share=1, least=130, wraps=1),
            Column(tr("Nhận lúc"), given, share=0, least=92),
            Column(tr("Giờ làm việc"), used, share=0, least=108),
            Column(tr("Thời hạn"), verdict, share=0, least=90),
        ),
        name="dossier.holdings",
        title=tr("Giao nhận"),
        nothing=tr("Hồ sơ chưa rời bộ phận một cửa."),
        icon="arrow-left-right",
        parent=parent,
    )


def forms_card(parent: QWidget) -> ListCard:
    """Biểu mẫu: every paper of this dossier; Enter prints it."""

    def title(row: FormCard) -> Cell:
        return Cell(phrase(row.title), phrase(row.why_not) or row.number, strong=row.printable)

    def chip(row: FormCard) -> Cell:
        if not row.printable:
            return Cell(chip=ChipSpec(tr("Chưa in được"), Tone.MUTED, "minus"))
        if row.unseen:
            return Cell(chip=ChipSpec(tr("Mẫu nội bộ"), Tone.WARN, "printer"))
        return Cell(chip=ChipSpec(tr("In được"), Tone.OK, "printer"))

    return ListCard(
        (
            Column(tr("Biểu mẫu (Enter để in)"), title, share=1, least=200, wraps=1),
            Column(tr("Trạng thái"), chip, share=0, least=110),
        ),
        name="dossier.forms",
        title=tr("Biểu mẫu"),
        nothing=tr("Chưa có biểu mẫu nào cho hồ sơ này."),
        icon="printer",
        parent=parent,
    )


def _time(minutes: int | None) -> str:
    return say.spell_minutes(minutes) if minutes else "–"
