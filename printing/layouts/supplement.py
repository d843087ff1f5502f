"""Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ on A5, A4 and the roll (field list: forms.md §2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from printing.flow import paginate
from printing.layouts import common, papers, receipt, receipt_roll
from printing.page import MM, Block, Page, Paper, gap, held

if TYPE_CHECKING:
    from printing.layouts.common import Look
    from printing.sheets import SupplementSheet


def compose(sheet: SupplementSheet, paper: Paper, mark: str) -> tuple[Page, ...]:
    """The pages of one copy; `mark` says which copy it is."""
    return common.fitted(paper, lambda tried: _pages(sheet, tried, mark))


def _pages(sheet: SupplementSheet, paper: Paper, mark: str) -> tuple[Page, ...]:
    """The pages at this very size of letters."""
    at = common.look(paper)
    words = sheet.words
    blocks = _roll(at, sheet) if paper.roll else _sheet(at, sheet)
    top, foot = common.edges(at, words, code=sheet.code, mark=common.strip(at, sheet, left=mark))
    return paginate(blocks, paper, top=top, foot=foot)


def _sheet(at: Look, sheet: SupplementSheet) -> list[Block]:
    """A5 and A4."""
    words = sheet.words
    intro = at.lines(words.text("intro"), at.bold)
    return [
        *common.header(at, sheet.header, words),
        gap(at.size * 0.4),
        *receipt.symbol_band(at, sheet),
        gap(at.size * 0.4),
        *common.field(at, words.text("applicant"), sheet.applicant, bold=True),
        *common.field(at, words.text("request"), common.tail_kept(sheet.request)),
        *common.field(at, words.text("address"), sheet.address),
        *common.reached(at, words, sheet.phone, sheet.email),
        gap(at.size * 0.3),
        *held([*intro, gap(1.5)]),
        *papers.counts(at, words.items("columns_a"), sheet.items),
        gap(at.size * 0.4),
        *common.field(at, words.text("reason"), sheet.reason),
        *common.field(at, words.text("legal_basis"), sheet.legal_basis, fill_in=False),
        *common.field(at, words.text("deadline"), sheet.deadline, bold=True, fill_in=False),
        *_contact(at, sheet),
        *_signed(at, sheet),
    ]


def _contact(at: Look, sheet: SupplementSheet) -> list[Block]:
    """Whom to ask, and which request this is."""
    words = sheet.words
    blocks: list[Block] = []
    if sheet.contact_unit or sheet.contact_phone:
        unit, phone = sheet.contact_unit or "." * 30, sheet.contact_phone or "." * 16
        blocks += at.lines(words.text("contact", unit=unit, phone=phone))
    if sheet.request_no:
        blocks += at.lines(words.text("request_no", n=sheet.request_no), at.italic, size=at.small)
    if sheet.note:
        blocks += at.lines(sheet.note, at.italic, size=at.small)
    return blocks


def _signed(at: Look, sheet: SupplementSheet) -> list[Block]:
    """The guiding clerk's signature at the right; under it what a provisional number means."""
    words = sheet.words
    people = ((words.text("sign_clerk"), words.text("sign_hint"), sheet.clerk),)
    blocks = [gap(at.size * 0.6), common.signatures(at, people, room=at.size * 3.4)]
    if sheet.provisional:
        blocks += [gap(2), *at.lines(words.text("provisional_note"), at.italic, size=at.small)]
    return held(blocks)


def _roll(at: Look, sheet: SupplementSheet) -> list[Block]:
    """The 80 mm strip."""
    words = sheet.words
    blocks = [
        *common.roll_header(at, sheet.header),
        gap(1.5 * MM),
        *common.title(at, words, width=at.width, size=at.size + 2.5),
        *(at.lines(sheet.header.number, align="center") if sheet.header.number else []),
        *receipt_roll.symbols(at, sheet),
        *receipt_roll.pair(at, words.text("roll_applicant"), sheet.applicant),
        *receipt_roll.pair(at, words.text("roll_request"), common.tail_kept(sheet.request)),
        *receipt_roll.parted(at),
        *at.lines(words.text("intro"), at.bold),
    ]
    for item in sheet.items:
        blocks += receipt_roll.paper_line(at, words, item)
    blocks += [
        gap(1 * MM),
        *common.field(at, words.text("reason"), sheet.reason),
        *common.field(at, words.text("legal_basis"), sheet.legal_basis, fill_in=False),
        *common.field(at, words.text("deadline"), sheet.deadline, bold=True, fill_in=False),
        *receipt_roll.parted(at),
        *_contact(at, sheet),
        *receipt_roll.pair(at, words.text("roll_clerk"), sheet.clerk),
        *at.lines(sheet.header.place_date, size=at.small),
    ]
    if sheet.provisional:
        blocks += at.lines(words.text("provisional_note"), size=at.small)
    return blocks
