"""Danh sách hồ sơ đã tiếp nhận on A4, A5 and the 80 mm roll: each dossier with its code, QR and due date."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from printing.flow import paginate
from printing.layouts import common, place, transfer
from printing.layouts.receipt_roll import pair, parted
from printing.page import MM, Block, Page, Paper, Rule, beside, gap, held, stacked
from printing.text import paragraph

if TYPE_CHECKING:
    from printing.layouts.common import Look
    from printing.page import Modules
    from printing.visits import VisitEntry, VisitSheet
    from printing.words import Words

QR_SHEET, QR_ROLL = 20 * MM, 24 * MM


def compose(sheet: VisitSheet, paper: Paper, mark: str) -> tuple[Page, ...]:
    """The pages of one copy; on the roll one strip as long as the list."""
    if paper.roll:
        return _strip(sheet, paper, mark)
    return common.fitted(paper, lambda tried: _pages(sheet, tried, mark))


def _pages(sheet: VisitSheet, paper: Paper, mark: str) -> tuple[Page, ...]:
    at = common.look(paper)
    words = sheet.words
    blocks = [
        *common.header(at, sheet.header, words),
        gap(at.size * 0.6),
        *common.title(at, words, width=at.width, size=at.title),
        *at.lines(words.text("number", number=sheet.code), at.bold, align="center"),
        gap(at.size * 0.4),
        *_head(at, sheet),
        gap(at.size * 0.4),
    ]
    for entry in sheet.entries:
        blocks += [_band(at, words, entry), gap(1.2 * MM)]
    people = (
        (words.text("sign_applicant"), words.text("sign_hint"), ""),
        (words.text("sign_clerk"), words.text("sign_hint"), sheet.clerk),
    )
    blocks += [
        *common.field(at, words.text("fee_total"), sheet.fee_total, fill_in=False),
        *held([gap(at.size * 0.4), common.signatures(at, people, room=at.size * 3)]),
        gap(at.size * 0.4),
        *_notes(at, sheet),
        *_transfer(at, sheet),
    ]
    top, foot = common.edges(at, words, code=sheet.code, mark=common.strip(at, sheet, left=mark))
    return paginate(blocks, paper, top=top, foot=foot)


def _transfer(at: Look, sheet: VisitSheet) -> list[Block]:
    """One payment for the whole visit, and that it stands instead of those of the single receipts."""
    if sheet.transfer is None:
        return []
    once = at.lines(sheet.words.text("transfer_once"), at.italic, size=at.small)
    return held([*transfer.block(at, sheet.words, sheet.transfer), *once])


def _head(at: Look, sheet: VisitSheet) -> list[Block]:
    """Who came, when and with how many; at the right the QR of the whole visit."""
    if not sheet.qr:
        return _told(at, sheet)
    symbol = place.qr(sheet.qr, x=0, y=0, at_least=QR_SHEET, most=at.width / 3)
    border = place.quiet(symbol, sheet.qr)
    side = symbol.width + 2 * border
    picture = _centred(symbol, border, x=at.x + at.width - side, width=side)
    return [beside(stacked(_told(replace(at, width=at.width - side - 2 * MM), sheet)), picture)]


def _told(at: Look, sheet: VisitSheet) -> list[Block]:
    words = sheet.words
    return [
        *common.field(at, words.text("applicant"), sheet.applicant, bold=True),
        *common.field(at, words.text("on_behalf_of"), sheet.on_behalf_of, fill_in=False),
        *common.field(at, words.text("received"), sheet.received_at),
        *common.field(at, words.text("count"), sheet.count),
    ]


def _band(at: Look, words: Words, entry: VisitEntry) -> Block:
    """One dossier: words at the left, its QR in its quiet zone at the right, a line over both; never cut."""
    symbol = place.qr(entry.qr, x=0, y=0, at_least=QR_SHEET, most=at.width / 3)
    border = place.quiet(symbol, entry.qr)
    side = symbol.width + 2 * border
    picture = _centred(symbol, border, x=at.x + at.width - side, width=side)
    width = at.width - side - 2 * MM
    lines = [
        *_line(at, width, f"{entry.no}.", common.tail_kept(entry.request), bold=True),
        *_line(at, width, words.text("code"), entry.code, bold=True),
        *_line(at, width, words.text("due"), entry.due, bold=True),
    ]
    for label, value in (("fee", entry.fee), ("note", entry.note)):
        lines += _line(at, width, words.text(label), value) if value else []
    if entry.provisional:
        lines += paragraph([(words.text("provisional"), at.italic)], at.small, x=at.x, width=width)
    body = stacked(lines)
    down = max(0.0, (picture.height - body.height) / 2)
    rule = Block(height=1.5, ops=(Rule(at.x, 0, at.x + at.width, 0, 0.5),))
    return stacked([rule, beside(body.moved(0, down), picture)])


def _line(at: Look, width: float, label: str, value: str, *, bold: bool = False) -> list[Block]:
    spans = [(f"{label} ", at.regular), (value, at.bold if bold else at.regular)]
    return paragraph(spans, at.size, x=at.x, width=width)


def _centred(symbol: Modules, border: float, *, x: float, width: float) -> Block:
    """A QR in the middle of a column, with its white border above and below."""
    placed = symbol.moved(x + (width - symbol.width) / 2, border)
    return Block(height=symbol.height + 2 * border, ops=(placed,))


def _notes(at: Look, sheet: VisitSheet) -> list[Block]:
    words = sheet.words
    text = " ".join(words.items("note_lines"))
    if sheet.hotline:
        text += " " + words.text("hotline", phone=sheet.hotline) + "."
    return at.lines(text, at.italic, size=at.small)


def _strip(sheet: VisitSheet, paper: Paper, mark: str) -> tuple[Page, ...]:
    at = common.look(paper)
    words = sheet.words
    blocks = [
        *common.roll_header(at, sheet.header),
        gap(1.5 * MM),
        *common.title(at, words, width=at.width, size=at.size + 2),
        *common.one_line(at, words.text("number", number=sheet.code), size=at.size + 1),
        *_roll_symbol(at, sheet.qr),
        gap(1 * MM),
        *pair(at, words.text("roll_applicant"), sheet.applicant),
        *pair(at, words.text("roll_on_behalf_of"), sheet.on_behalf_of),
        *pair(at, words.text("roll_received"), sheet.received_short),
        *pair(at, words.text("roll_count"), sheet.count),
    ]
    for entry in sheet.entries:
        blocks += [*parted(at), *_roll_entry(at, words, entry)]
    blocks += [
        *parted(at),
        *pair(at, words.text("roll_fee_total"), sheet.fee_total),
        *pair(at, words.text("roll_clerk"), sheet.clerk),
        *_notes(at, sheet),
        *_transfer(at, sheet),
    ]
    top, foot = common.edges(at, words, code=sheet.code, mark=common.strip(at, sheet, left=mark))
    return paginate(blocks, paper, top=top, foot=foot)


def _roll_symbol(at: Look, qr: str) -> list[Block]:
    """A QR in the middle of the roll, where there is one."""
    if not qr:
        return []
    symbol = place.qr(qr, x=0, y=0, at_least=QR_ROLL, most=at.width - 8 * MM)
    return [_centred(symbol, place.quiet(symbol, qr), x=at.x, width=at.width)]


def _roll_entry(at: Look, words: Words, entry: VisitEntry) -> list[Block]:
    lines = [
        *at.lines(f"{entry.no}. {common.tail_kept(entry.request)}", at.bold),
        *_roll_symbol(at, entry.qr),
        *common.one_line(at, entry.code, size=at.size + 1),
        *pair(at, words.text("roll_due"), entry.due_short),
        *pair(at, words.text("roll_fee"), entry.fee),
        *pair(at, words.text("roll_note"), entry.note),
    ]
    if entry.provisional:
        lines += at.lines(words.text("provisional"), size=at.small, align="center")
    return lines
