"""Phiếu số thứ tự: a number large enough to read at arm's length, on a roll of 80 or 58 mm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from printing.clean import cleaned
from printing.draw import draw
from printing.errors import PrintingError
from printing.flow import paginate
from printing.layouts import common
from printing.page import MM, PAPERS, Block, gap
from printing.render import Rendered
from printing.text import paragraph

if TYPE_CHECKING:
    from printing.layouts.common import Look

_NUMBER = 64.0  # points; a long label is set smaller until it fits
ROLLS = {name: one for name, one in PAPERS.items() if one.roll}


@dataclass(frozen=True, slots=True)
class TicketSheet:
    """Everything on the slip as strings; nothing of the person who takes it."""

    office: str
    title: str
    label: str
    kind: str
    moment: str
    ahead: str
    hint: str
    mark: str = ""  # said over the number in a training office


def render_ticket(sheet: TicketSheet, name: str = "k80") -> Rendered:
    """One slip on a roll; same sheet, same bytes.

    Raises:
        PrintingError: `printing.paper_unknown`.
    """
    if name not in ROLLS:
        raise PrintingError("printing.paper_unknown", paper=name)
    at = common.look(ROLLS[name])
    safe, lost = cleaned(sheet, (at.regular, at.bold))
    blocks = [
        *at.lines(safe.office, at.bold, align="center"),
        gap(1.5 * MM),
        *(common.boxed(at, safe.mark, size=at.size) if safe.mark else []),
        *at.lines(safe.title, at.regular, size=at.size + 2, align="center"),
        *_number(at, safe.label),
        *at.lines(safe.kind, at.bold, size=at.size + 4, align="center"),
        gap(1.5 * MM),
        *at.lines(safe.ahead, at.regular, size=at.size + 1.5, align="center"),
        *at.lines(safe.moment, at.regular, size=at.size, align="center"),
        gap(1 * MM),
        *at.lines(safe.hint, at.regular, size=at.small, align="center"),
    ]
    pages = paginate(blocks, at.paper, top=_nothing, foot=_nothing)
    return Rendered(pdf=draw(pages, title=f"{safe.title} {safe.label}"), pages=len(pages), substituted=lost)


def _number(at: Look, label: str) -> list[Block]:
    """The number over the whole strip, on one line."""
    size = _NUMBER
    while size > 12 and at.bold.width(label, size) > at.width:
        size -= 1
    return paragraph([(label, at.bold)], size, x=at.x, width=at.width, align="center")


def _nothing(_number: int, _count: int) -> Block:
    """A slip has neither head nor foot."""
    return Block(height=0)
