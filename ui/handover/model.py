"""A batch to be handed over as it is scanned: frozen data and pure rules, free of widgets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ui.i18n import phrase, tr
from ui.shell.states import state_chip
from ui.tokens import Tone
from ui.widgets.paint import ChipSpec
from ui.widgets.table import Cell

if TYPE_CHECKING:
    from desk.rows import DossierView

VERB = "hand-over"
MOST = 500  # as many as desk takes in one batch


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One scanned dossier, or a code that is none; `trouble` says why it cannot go."""

    code: str
    view: DossierView | None = None
    trouble: str = ""

    @property
    def goes(self) -> bool:
        """Whether F9 hands it over."""
        return self.view is not None and not self.trouble


@dataclass(frozen=True, slots=True)
class Batch:
    """Lô bàn giao: where to, to whom, and what was scanned, newest first."""

    command_id: str
    to: str = ""
    holder: str = ""
    rows: tuple[BatchRow, ...] = ()
    carried: bool = False  # unit and person are those of the batch before: nobody chose them for this one

    @property
    def codes(self) -> tuple[str, ...]:
        """What F9 hands over, in the order of scanning."""
        return tuple(row.code for row in reversed(self.rows) if row.goes)


def row_of(view: DossierView) -> BatchRow:
    """A dossier as a row; one in another state is shown with the reason, never left out in silence."""
    if VERB in view.next_acts:
        return BatchRow(view.code, view)
    return BatchRow(view.code, view, tr("Không bàn giao được ở trạng thái này"))


def with_row(batch: Batch, row: BatchRow) -> Batch:
    """Add a row on top; the same dossier again only comes to the top."""
    others = tuple(one for one in batch.rows if one.code != row.code)
    return replace(batch, rows=(row, *others))


def without(batch: Batch, code: str) -> Batch:
    """Take a dossier out of the batch."""
    return replace(batch, rows=tuple(one for one in batch.rows if one.code != code))


def gap(batch: Batch) -> str:
    """What keeps F9 from acting: rows or to; empty when it may."""
    if not batch.codes:
        return "rows"
    return "" if batch.to.strip() else "to"


def gap_words(key: str) -> str:
    """What is missing, and what to do."""
    if key == "rows":
        return tr("Chưa có hồ sơ nào để bàn giao. Quét giấy hẹn, hoặc gõ mã hồ sơ (F3).")
    return tr("Chưa chọn bộ phận nhận. Gõ hoặc chọn bộ phận (Alt+1).")


def usual(batch: Batch, units: tuple[str, ...]) -> str:
    """The unit most of the batch would go to by its field; empty where none of the units says so."""
    fields = [row.view.procedure.field for row in batch.rows if row.view is not None and row.goes]
    for field in sorted(set(fields), key=lambda one: -fields.count(one)):
        found = next((unit for unit in units if field and field in unit), "")
        if found:
            return found
    return ""


def who_cell(row: BatchRow) -> Cell:
    """Citizen and code."""
    return Cell(row.view.applicant_name if row.view else tr("Không có trong sổ"), row.code)


def what_cell(row: BatchRow) -> Cell:
    """Procedure, and why it cannot go."""
    name = phrase(row.view.procedure.name) if row.view else ""
    return Cell(name or row.trouble, row.trouble if name and row.trouble else _field(row))


def _field(row: BatchRow) -> str:
    return row.view.procedure.field if row.view else ""


def state_cell(row: BatchRow) -> Cell:
    """Ready to go, or the state that forbids it."""
    if row.goes:
        return Cell(chip=ChipSpec(tr("Sẵn sàng"), Tone.OK, "check"))
    if row.view is None:
        return Cell(chip=ChipSpec(tr("Không rõ"), Tone.BAD, "search-x"))
    spec = state_chip(row.view.state)
    return Cell(chip=ChipSpec(spec.text, Tone.WARN, "triangle-alert"))
