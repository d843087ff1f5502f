"""Giấy tiếp nhận on the 80 mm roll: 72 mm of print, as long as needed, QR and due date first to the eye."""

from __future__ import annotations

from typing import TYPE_CHECKING

from printing.flow import paginate
from printing.layouts import common, place, transfer
from printing.page import MM, Block, Frame, Page, Paper, Rule, beside, gap, stacked
from printing.text import paragraph

if TYPE_CHECKING:
    from printing.layouts.common import Look
    from printing.sheets import PaperRow, ReceiptSheet, SymbolSheet
    from printing.words import Words


def compose(sheet: ReceiptSheet, paper: Paper, mark: str) -> tuple[Page, ...]:
    """The strip of one copy; `mark` says which copy it is."""
    at = common.look(paper)
    words = sheet.words
    blocks = [
        *common.roll_header(at, sheet.header),
        gap(1.5 * MM),
        *common.title(at, words, width=at.width, size=at.size + 2.5),
        *symbols(at, sheet),
        *_particulars(at, sheet),
        gap(1.2 * MM),
        _due(at, words.text("roll_due"), sheet.due_short),
        *transfer.block(at, words, sheet.transfer),
        gap(1.2 * MM),
        *_closing(at, sheet),
    ]
    top, foot = common.edges(at, words, code=sheet.code, mark=common.strip(at, sheet, left=mark))
    return paginate(blocks, paper, top=top, foot=foot)


def symbols(at: Look, sheet: SymbolSheet) -> list[Block]:
    """QR, code in clear, barcode: centred one under the other."""
    symbol = place.qr(sheet.qr, x=0, y=0, at_least=24 * MM, most=at.width - 8 * MM)
    border = place.quiet(symbol, sheet.qr)
    blocks = [
        Block(
            height=symbol.height + 1.6 * border,
            ops=(symbol.moved(at.x + (at.width - symbol.width) / 2, border * 0.8),),
        ),
        *common.one_line(at, sheet.code, size=at.size + 2),
    ]
    if sheet.provisional:
        blocks += [gap(1), *common.boxed(at, sheet.words.text("provisional"), size=at.size)]
    bars = place.barcode_block(at, sheet.code, height=8 * MM, borders=at.paper.left)
    bars = bars or place.upright_block(at, sheet.code, height=9 * MM)
    return [*blocks, gap(1 * MM), bars, gap(2 * MM)]


def pair(at: Look, label: str, value: str) -> list[Block]:
    """A label at the left, its value beside it; nothing where the value is empty."""
    if not value:
        return []
    indent = 18 * MM
    left = stacked(paragraph([(label, at.regular)], at.size, x=at.x, width=indent))
    right = stacked(paragraph([(value, at.bold)], at.size, x=at.x + indent, width=at.width - indent))
    return [beside(left, right), gap(1)]


def parted(at: Look) -> list[Block]:
    """A thin line across the strip."""
    return [gap(0.8 * MM), Block(height=1 * MM, ops=(Rule(at.x, 0, at.x + at.width, 0, 0.6),))]


def paper_line(at: Look, words: Words, paper: PaperRow) -> list[Block]:
    """One paper: its number and name, then how many of which kind."""
    counts = (
        (paper.original, "roll_original"),
        (paper.certified, "roll_certified"),
        (paper.copy, "roll_copy"),
    )
    said = [_unbroken(count, words.text(name)) for count, name in counts if count]
    return numbered(at, paper.no, paper.name, ", ".join(said) or paper.note)


def numbered(at: Look, number: str, name: str, kind: str) -> list[Block]:
    """A numbered entry whose kind follows its name in the same lines."""
    indent = 5 * MM
    left = stacked(paragraph([(f"{number}.", at.regular)], at.small, x=at.x, width=indent))
    text = f"{name} — {kind}" if kind else name
    right = paragraph([(text, at.regular)], at.small, x=at.x + indent, width=at.width - indent)
    return [beside(left, right[0]), *right[1:]]


def _particulars(at: Look, sheet: ReceiptSheet) -> list[Block]:
    """Who, what, when, which papers, how much. No identity number and no address: the slip lies about."""
    words = sheet.words
    fee = ", ".join(part for part in (sheet.fee, sheet.fee_state.lower()) if part)
    blocks = [
        *pair(at, words.text("roll_applicant"), sheet.applicant),
        *pair(at, words.text("roll_on_behalf_of"), sheet.on_behalf_of),
        *pair(at, words.text("roll_representative"), sheet.representative),
        *pair(at, words.text("roll_request"), common.tail_kept(sheet.request)),
        *pair(at, words.text("roll_competent_unit"), sheet.competent_unit),
        *pair(at, words.text("roll_received"), sheet.received_short),
        *pair(at, words.text("roll_term"), sheet.term),
        *pair(at, words.text("roll_quantity"), sheet.quantity),
        *pair(at, words.text("roll_fee"), fee),
        *pair(at, words.text("roll_return_by"), sheet.return_by),
        *pair(at, words.text("roll_point"), sheet.point),
        *pair(at, words.text("roll_group"), sheet.group),
        *pair(at, words.text("roll_register"), _register(sheet)),
        *pair(at, words.text("roll_papers"), sheet.papers_short),
    ]
    for paper in sheet.papers:
        blocks += paper_line(at, words, paper)
    for entry in sheet.fee_rows:
        counts = ((entry.pages, "roll_pages"), (entry.copies, "roll_copies"))
        said = [_unbroken(count, words.text(name)) for count, name in counts if count]
        blocks += numbered(at, entry.no, entry.name, ", ".join([*said, *([entry.fee] if entry.fee else [])]))
    if sheet.fee_total:
        blocks += pair(at, words.text("fee_total"), sheet.fee_total)
    return blocks


def _register(sheet: ReceiptSheet) -> str:
    """Where the dossier stands in the register, or ""."""
    if not sheet.volume_number:
        return ""
    return sheet.words.text("roll_register_entry", volume=sheet.volume, number=sheet.volume_number)


def _due(at: Look, label: str, value: str) -> Block:
    """The promised moment in a frame over the whole strip."""
    size = at.size + 3.5
    while size > at.size and at.bold.width(value, size) > at.width - 3 * MM:
        size -= 0.25
    body = stacked(
        [
            *at.lines(label, at.regular, align="center"),
            *at.lines(value, at.bold, size=size, align="center"),
        ]
    )
    frame = Frame(x=at.x + 0.5, y=0, width=at.width - 1, height=body.height + 7, line=1.2)
    return Block(height=frame.height, ops=(frame, *body.moved(0, 3.2).ops))


def _closing(at: Look, sheet: ReceiptSheet) -> list[Block]:
    """Who received, what to bring, whom to call."""
    words = sheet.words
    blocks = [*pair(at, words.text("roll_clerk"), sheet.clerk), *parted(at)]
    blocks += at.lines(words.text("roll_note"), size=at.small, align="center")
    if sheet.provisional:
        blocks += at.lines(words.text("provisional_note"), size=at.small, align="center")
    if sheet.hotline:
        blocks += at.lines(words.text("hotline", phone=sheet.hotline), at.bold, size=at.small, align="center")
    return blocks


def _unbroken(count: str, kind: str) -> str:
    """A count and its unit that stay on one line."""
    return f"{count} {kind}".replace(" ", "\xa0")
