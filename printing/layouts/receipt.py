"""Giấy tiếp nhận hồ sơ và hẹn trả kết quả on A5 and A4 (field list: forms.md §1)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from printing.flow import paginate
from printing.layouts import common, papers, place, transfer
from printing.page import MM, Block, Frame, Modules, Page, Paper, beside, gap, held, stacked
from printing.text import paragraph

if TYPE_CHECKING:
    from printing.layouts.common import Look
    from printing.sheets import ReceiptSheet, SymbolSheet, TransferSheet


def compose(sheet: ReceiptSheet, paper: Paper, mark: str) -> tuple[Page, ...]:
    """The pages of one copy; `mark` says which copy it is.

    A payment QR that would need a second page stands beside the signatures where all then fits on one.
    """
    pages = common.fitted(paper, lambda tried: _pages(sheet, tried, mark))
    if sheet.transfer is None or len(pages) != 2:
        return pages
    near = common.fitted(paper, lambda tried: _pages(sheet, tried, mark, near=True))
    return near if len(near) == 1 else pages


def _pages(sheet: ReceiptSheet, paper: Paper, mark: str, *, near: bool = False) -> tuple[Page, ...]:
    """The pages at this very size of letters; `near`: the payment QR beside the signatures."""
    at = common.look(paper)
    words = sheet.words
    blocks = [
        *common.header(at, sheet.header, words),
        gap(at.size * 0.4),
        *symbol_band(at, sheet),
        gap(at.size * 0.3),
        *_particulars(at, sheet),
        gap(at.size * 0.25),
        *papers.table(at, sheet),
        gap(at.size * 0.3),
        *_terms(at, sheet),
        *_closing(at, sheet, near=sheet.transfer if near else None),
        # last: signatures stay with what they sign
        *transfer.block(at, words, None if near else sheet.transfer),
    ]
    top, foot = common.edges(at, words, code=sheet.code, mark=common.strip(at, sheet, left=mark))
    return paginate(blocks, paper, top=top, foot=foot)


def symbol_band(at: Look, sheet: SymbolSheet) -> list[Block]:
    """Title, code in clear and CODE128 at the left, the look-up QR with its caption at the right."""
    words = sheet.words
    symbol = place.qr(
        sheet.qr, x=0, y=0, at_least=(24 if at.paper.name == "a4" else 20) * MM, most=at.width / 3
    )
    border = place.quiet(symbol, sheet.qr)
    side = symbol.width + 2 * border
    right = _qr_column(at, symbol, border, caption=words.text("qr_caption"))
    left = replace(at, width=at.width - side - 1 * MM)
    code_size = at.size + 1
    lines = [
        *common.title(left, words, width=left.width, size=at.title),
        gap(at.size * 0.3),
        *paragraph(
            [(words.text("code") + " ", at.regular), (sheet.code, at.bold)],
            code_size,
            x=left.x,
            width=left.width,
            align="center",
        ),
    ]
    if sheet.provisional:
        lines += [gap(1), *common.boxed(left, words.text("provisional"), size=at.size)]
    tall = 8 * MM if at.size < 12 else 10 * MM
    bars = place.barcode_block(left, sheet.code, height=tall, borders=border)
    body = stacked([*lines, gap(at.size * 0.35), *([bars] if bars else [])])
    top = max(0.0, (right.height - body.height) / 2)
    band = [beside(body.moved(0, top), right)]
    if bars is None:
        wide = place.barcode_block(at, sheet.code, height=tall, borders=at.paper.right)
        band += [gap(2), wide or place.upright_block(at, sheet.code, height=tall)]
    return band


def _qr_column(at: Look, symbol: Modules, border: float, *, caption: str) -> Block:
    """The QR at the right margin with its quiet zone, its caption under it."""
    side = symbol.width + 2 * border
    x = at.x + at.width - side
    picture = Block(
        height=border * 0.7 + symbol.height + border, ops=(symbol.moved(x + border, border * 0.7),)
    )
    said = paragraph(
        [(caption, at.italic)], max(7.0, at.small - 1.4), x=x - 1, width=side + 2, align="center"
    )
    return stacked([picture, *said])


def _particulars(at: Look, sheet: ReceiptSheet) -> list[Block]:
    """Lines a–f: who receives, whose dossier, how to reach them, what is asked for."""
    words = sheet.words
    return [
        *common.field(at, words.text("unit"), sheet.unit),
        *common.field(at, words.text("point"), sheet.point, fill_in=False),
        *common.field(at, words.text("applicant"), sheet.applicant, bold=True),
        *common.field(at, words.text("on_behalf_of"), sheet.on_behalf_of, fill_in=False),
        *common.field(at, words.text("representative"), sheet.representative, fill_in=False),
        *common.field(at, words.text("id_number"), sheet.id_number),
        *common.field(at, words.text("address"), sheet.address),
        *common.reached(at, words, sheet.phone, sheet.email),
        *common.field(at, words.text("request"), common.tail_kept(sheet.request), bold=True),
        *common.field(at, words.text("competent_unit"), sheet.competent_unit, fill_in=False),
        *common.field(at, words.text("group"), sheet.group, fill_in=False),
    ]


def _terms(at: Look, sheet: ReceiptSheet) -> list[Block]:
    """Lines 2–7: quantity, term, received, due (framed), way of return, fee."""
    words = sheet.words
    quantity = f"{sheet.quantity} {words.text('quantity_unit')}"
    fee = " — ".join(part for part in (sheet.fee, sheet.fee_state) if part)
    return [
        *common.field(at, words.text("quantity"), quantity),
        *common.field(at, words.text("term"), sheet.term),
        *common.field(at, words.text("received"), sheet.received_at),
        gap(1.5),
        _due(at, words.text("due"), sheet.due_at),
        gap(1.5),
        *common.field(at, words.text("return_by"), sheet.return_by),
        *common.field(at, words.text("fee"), fee, fill_in=False),
    ]


def _due(at: Look, label: str, value: str) -> Block:
    """Line 5 in a frame, its moment bold and large: what the citizen looks for first."""
    pad = 2 * MM
    inner = at.width - 2 * pad
    size = at.size + 2
    together = at.regular.width(label + "  ", at.size) + at.bold.width(value, size) <= inner
    if together:
        body = beside(
            stacked(paragraph([(label, at.regular)], at.size, x=at.x + pad, width=inner)).moved(
                0, (size - at.size) * 0.9
            ),
            stacked(paragraph([(value, at.bold)], size, x=at.x + pad, width=inner, align="right")),
        )
    else:
        body = stacked(
            [
                *paragraph([(label, at.regular)], at.size, x=at.x + pad, width=inner),
                *paragraph([(value, at.bold)], size, x=at.x + pad, width=inner, align="center"),
            ]
        )
    frame = Frame(x=at.x, y=0, width=at.width, height=body.height + 5.5, line=1.1)
    return Block(height=frame.height, ops=(frame, *body.moved(0, 2.4).ops))


def _closing(at: Look, sheet: ReceiptSheet, *, near: TransferSheet | None) -> list[Block]:
    """Register line, signatures, the payment QR beside them, notes, hotline: kept on one page."""
    words = sheet.words
    blocks: list[Block] = []
    if sheet.volume or sheet.volume_number:
        said = words.text("register", volume=sheet.volume or "....", number=sheet.volume_number or "....")
        blocks += at.lines(said, at.regular)
    hint = words.text("sign_hint")
    people = ((words.text("sign_applicant"), hint, ""), (words.text("sign_clerk"), hint, sheet.clerk))
    room = at.size * 3.2
    if near is None:
        blocks += [gap(at.size * 0.5), common.signatures(at, people, room=room), gap(at.size * 0.4)]
    else:
        corner, side = transfer.corner(at, words, near)
        right = replace(at, x=at.x + side + 3 * MM, width=at.width - side - 3 * MM)
        signed = common.signatures(right, people, room=room)
        beneath = stacked(
            [gap(at.size * 0.5), signed, gap(at.size * 0.4), *transfer.line(right, words, near)]
        )
        blocks += [gap(at.size * 0.3), beside(corner, beneath), gap(at.size * 0.5)]
    notes = [*words.items("note_lines"), *([words.text("provisional_note")] if sheet.provisional else [])]
    spans = [(words.text("notes") + " ", at.bold), (" ".join(notes), at.italic)]
    if sheet.hotline:
        spans.append((" " + words.text("hotline", phone=sheet.hotline) + ".", at.bold))
    blocks += paragraph(spans, at.small, x=at.x, width=at.width)
    return held(blocks)
