"""Thẻ mã QR của người dân: a card to cut out (85,6 × 54 mm) or a strip of the roll; a QR and no name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from printing.clean import cleaned
from printing.draw import draw
from printing.errors import PrintingError
from printing.flow import paginate
from printing.layouts import common, place
from printing.page import MM, Block, Frame, Page, beside, gap, paper, stacked
from printing.render import Rendered

if TYPE_CHECKING:
    from printing.layouts.common import Look

WIDTH, HEIGHT = 85.6 * MM, 54 * MM  # ISO/IEC 7810 ID-1
PAPERS = ("a4", "k80")


@dataclass(frozen=True, slots=True)
class CitizenCardSheet:
    """Everything on the card as strings; nothing of the person who carries it."""

    office: str
    title: str
    ref: str
    qr: str
    hint: str
    hotline: str = ""
    mark: str = ""  # said in a training office


def render_card(sheet: CitizenCardSheet, name: str = "a4") -> Rendered:
    """One card; same sheet, same bytes.

    Raises:
        PrintingError: `printing.paper_unknown`.
    """
    if name not in PAPERS:
        raise PrintingError("printing.paper_unknown", paper=name)
    where = paper(name)
    at = common.look(where)
    safe, lost = cleaned(sheet, (at.regular, at.bold))
    pages = _strip(at, safe) if where.roll else (_card(at, safe),)
    return Rendered(pdf=draw(pages, title=f"{safe.title} {safe.ref}"), pages=len(pages), substituted=lost)


def _card(at: Look, sheet: CitizenCardSheet) -> Page:
    """The card in a thin frame to cut along, at the upper left of a sheet."""
    left, top, pad = 20 * MM, 20 * MM, 4 * MM
    inner = replace(at, size=8.5, x=pad, width=WIDTH - 2 * pad)
    symbol = _symbol(sheet.qr, x=pad)
    side = symbol.height
    words = replace(inner, x=pad + side + 1 * MM, width=inner.width - side - 1 * MM)
    said = [
        *words.lines(sheet.title, words.bold, size=10.5),
        gap(1.5 * MM),
        *words.lines(sheet.ref, words.bold),
        gap(1 * MM),
        *words.lines(sheet.hint, size=7.5),
        *(words.lines(sheet.hotline, size=7.5) if sheet.hotline else []),
        *(words.lines(sheet.mark, words.bold, size=7) if sheet.mark else []),
    ]
    head = [*inner.lines(sheet.office, inner.bold, align="center"), gap(1.5 * MM)]
    body = stacked([*head, beside(symbol, stacked(said))])
    frame = Frame(x=0, y=0, width=WIDTH, height=max(HEIGHT, body.height + 2 * pad), line=0.3)
    card = Block(height=frame.height, ops=(frame, *body.moved(0, pad).ops)).moved(left, top)
    return Page(width=at.paper.width, height=at.paper.height, ops=card.ops)


def _strip(at: Look, sheet: CitizenCardSheet) -> tuple[Page, ...]:
    """The same down a roll."""
    symbol = _symbol(sheet.qr, x=at.x)
    side = symbol.height
    blocks = [
        *(common.boxed(at, sheet.mark, size=at.size) if sheet.mark else []),
        *at.lines(sheet.office, at.bold, align="center"),
        gap(1 * MM),
        *at.lines(sheet.title, at.bold, size=at.size + 2, align="center"),
        symbol.moved((at.width - side) / 2),
        *common.one_line(at, sheet.ref, size=at.size + 1),
        *at.lines(sheet.hint, size=at.small, align="center"),
        *(at.lines(sheet.hotline, size=at.small, align="center") if sheet.hotline else []),
    ]
    return paginate(blocks, at.paper, top=_nothing, foot=_nothing)


def _symbol(text: str, *, x: float) -> Block:
    """The QR with its quiet zone, at least 20 mm wide."""
    symbol = place.qr(text, x=0, y=0, at_least=20 * MM, most=40 * MM)
    border = place.quiet(symbol, text)
    side = symbol.height + 2 * border
    return Block(height=side, ops=(symbol.moved(x + border, border),))


def _nothing(_number: int, _count: int) -> Block:
    """A card has neither head nor foot."""
    return Block(height=0)
