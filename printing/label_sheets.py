"""Tờ nhãn tự dán: folder labels on a bought sheet of ready-cut labels, from whichever one is still free."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from printing import symbols
from printing.clean import cleaned
from printing.draw import draw
from printing.errors import PrintingError
from printing.layouts import common, place
from printing.page import DOT, MM, Block, Op, Page, beside, gap, moved, paper, stacked
from printing.render import Rendered

if TYPE_CHECKING:
    from printing.layouts.common import Look

_PAD = 2 * MM
_RIM = 5 * MM  # what office printers leave white at the edges of the sheet
_BAR_DOTS = (3, 2, 1.5)  # sheets of labels go through laser printers, which know finer bars than a roll
_DOTS = 4  # printer dots a module: a reader at arm's length
_INITIALS = 5.0  # points more: they are looked for on a shelf, from an arm's length


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet of labels on A4: how many across and down, and where they are cut; all in millimetres."""

    across: int
    down: int
    width: float
    height: float
    left: float
    top: float
    gap_x: float = 0.0
    gap_y: float = 0.0

    @property
    def count(self) -> int:
        """Labels on one sheet."""
        return self.across * self.down


GRIDS = {
    "3x8": Grid(across=3, down=8, width=70, height=37, left=0, top=0.5),
    "3x7": Grid(across=3, down=7, width=63.5, height=38.1, left=7.2, top=15.1, gap_x=2.5),
    "2x7": Grid(across=2, down=7, width=99.1, height=38.1, left=4.65, top=15.1, gap_x=2.5),
    "2x8": Grid(across=2, down=8, width=105, height=37, left=0, top=0.5),
}
"""The four sheets stationers sell most; `columns`x`rows`."""


@dataclass(frozen=True, slots=True)
class FolderLabel:
    """Nhãn bìa: the code in clear and as symbols, two days, and no more of a name than its first letters."""

    code: str
    qr: str
    due: str  # "Hẹn 26/11/2026"
    initials: str = ""
    note: str = ""  # "Số tạm"


def render_labels(
    labels: tuple[FolderLabel, ...], *, grid: str, start: int = 1, title: str, mark: str = ""
) -> Rendered:
    """Labels in reading order, the first on label `start` of the first sheet; same labels, same bytes.

    Raises:
        PrintingError: `printing.label_sheet_unknown`, `printing.label_start`, `printing.no_labels`.
    """
    if grid not in GRIDS:
        raise PrintingError("printing.label_sheet_unknown", sheet=grid[:20], allowed=sorted(GRIDS))
    sheet = GRIDS[grid]
    if not 1 <= start <= sheet.count:
        raise PrintingError("printing.label_start", start=start, most=sheet.count)
    if not labels:
        raise PrintingError("printing.no_labels")
    a4 = paper("a4")
    at = replace(common.look(a4), size=9.0)
    lost: tuple[str, ...] = ()
    pages: list[Page] = []
    for first in range(0, start - 1 + len(labels), sheet.count):
        ops: list[Op] = []
        for place_no in range(sheet.count):
            index = first + place_no - (start - 1)
            if 0 <= index < len(labels):
                safe, missing = cleaned(labels[index], (at.regular, at.bold))
                lost = tuple(dict.fromkeys((*lost, *missing)))
                x, y = _corner(sheet, place_no)
                column = replace(at, x=max(_PAD, _RIM - x * MM))
                end = min(x + sheet.width, 210 - _RIM / MM + _PAD / MM) * MM - x * MM - _PAD
                column = replace(column, width=end - column.x)
                ops += moved(_label(column, sheet, safe, mark).ops, x * MM, y * MM)
        pages.append(Page(width=a4.width, height=a4.height, ops=tuple(ops)))
    return Rendered(pdf=draw(pages, title=title), pages=len(pages), substituted=lost)


def _corner(sheet: Grid, place_no: int) -> tuple[float, float]:
    row, column = divmod(place_no, sheet.across)
    return sheet.left + column * (sheet.width + sheet.gap_x), sheet.top + row * (sheet.height + sheet.gap_y)


def _label(at: Look, sheet: Grid, one: FolderLabel, mark: str) -> Block:
    """One label from its own corner: QR at the left, words beside it, the barcode under both if it fits."""
    height = sheet.height * MM
    side = _DOTS * DOT * (len(symbols.qr_matrix(one.qr)) + 2)
    symbol = place.qr(one.qr, x=at.x + _DOTS * DOT, y=_DOTS * DOT, at_least=0, most=side)
    words = replace(at, x=at.x + side + 1.5 * MM, width=at.width - side - 1.5 * MM)
    said = [
        *_fitted(words, one.code, bold=True),
        *_fitted(words, one.due),
        *_fitted(words, one.initials, bold=True, more=_INITIALS),
        *_fitted(words, one.note),
        *_fitted(words, mark),
    ]
    top = beside(Block(height=side, ops=(symbol,)), stacked(said).moved(0, 1 * MM))
    bars = place.barcode_block(at, one.code, height=9 * MM, borders=_PAD, widths=_BAR_DOTS)
    body = stacked([top, gap(1.5 * MM), bars]) if bars is not None else top
    if body.height > height - 2 * _PAD:
        body = top
    return Block(height=height, ops=body.moved(0, max(_PAD, (height - body.height) / 2)).ops)


def _fitted(at: Look, text: str, *, bold: bool = False, more: float = 1.5) -> list[Block]:
    """One line, set smaller until it fits: a code that is cut is no code."""
    if not text:
        return []
    style, size = (at.bold if bold else at.regular), at.size + (more if bold else 0)
    while size > 5 and style.width(text, size) > at.width:
        size -= 0.25
    return at.lines(text, style, size=size)
