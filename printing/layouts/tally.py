"""Bảng kê ngày: rows by field, totals, money, indicators, proof of the signed file, signatures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from printing.flow import paginate
from printing.layouts import common, receipt_roll, tally_table
from printing.page import MM, Block, Page, Paper, gap, held
from printing.text import Span, paragraph

if TYPE_CHECKING:
    from printing.layouts.common import Look
    from printing.sheets import TallySheet


def compose(sheet: TallySheet, paper: Paper) -> tuple[Page, ...]:
    """A4 upright, A5 lying, or a strip of the roll."""
    return common.fitted(_laid(paper), lambda tried: _pages(sheet, tried))


def _pages(sheet: TallySheet, paper: Paper) -> tuple[Page, ...]:
    """The pages at this very size of letters."""
    at = common.look(paper)
    words = sheet.words
    blocks = _strip(at, sheet) if paper.roll else _sheet(at, sheet)
    mark = common.marks(at, left="", center=words.text("training") if sheet.training else "", right="")
    top, foot = common.edges(at, words, code=sheet.period, mark=mark)
    return paginate(blocks, paper, top=top, foot=foot)


def _laid(paper: Paper) -> Paper:
    """The paper with room for thirteen columns: narrower margins, smaller letters, A5 on its side."""
    if paper.roll:
        return paper
    if paper.name == "a5":
        return replace(paper.turned(), left=9 * MM, right=9 * MM, top=8 * MM, bottom=8 * MM, size=8.8)
    return replace(paper, left=16 * MM, right=12 * MM, top=14 * MM, bottom=14 * MM, size=10.5)


def _sheet(at: Look, sheet: TallySheet) -> list[Block]:
    """A4 and A5."""
    words = sheet.words
    said = [sheet.period] + ([words.text("revision", n=sheet.revision)] if sheet.revision else [])
    return [
        *common.header(at, sheet.header, words),
        gap(at.size * 0.8),
        *common.title(at, words, width=at.width, size=at.title),
        *at.lines(" · ".join(said), align="center"),
        *held([*at.lines(words.text("unit_of_count"), at.italic, size=at.small, align="right"), gap(1.5)]),
        *tally_table.fields(at, sheet),
        *([] if sheet.rows else at.lines(words.text("no_rows"), at.italic)),
        *_sums(at, sheet),
        *_indicators(at, sheet),
        *_told(at, sheet),
        *_proof(at, sheet),
        *_signed(at, sheet),
    ]


def _strip(at: Look, sheet: TallySheet) -> list[Block]:
    """The 80 mm strip: each field with its three sums, then the total column by column."""
    words = sheet.words
    headings = [text.replace("|", " — ") for text in words.items("columns")]
    sums = [place for place, text in enumerate(words.items("columns")) if text.endswith("|Tổng")]
    blocks = [
        *common.roll_header(at, sheet.header),
        gap(1.5 * MM),
        *common.title(at, words, width=at.width, size=at.size + 2),
        *at.lines(sheet.period, at.bold, align="center"),
        *(at.lines(words.text("revision", n=sheet.revision), align="center") if sheet.revision else []),
        *receipt_roll.parted(at),
    ]
    for entry in sheet.rows:
        blocks += at.lines(entry.name, at.bold)
        said = [f"{headings[place].split(' — ')[0]}: {entry.values[place]}" for place in sums]
        blocks += at.lines(" · ".join(said), size=at.small)
    if not sheet.rows:
        blocks += at.lines(words.text("no_rows"))
    blocks += [*receipt_roll.parted(at), *at.lines(sheet.total.name, at.bold)]
    for heading, value in zip(headings, sheet.total.values, strict=True):
        blocks += common.field(at, f"{heading}:", value, bold=True)
    blocks += [*_sums(at, sheet), *receipt_roll.parted(at)]
    for indicator in sheet.indicators:
        value = f"{indicator.rate} ({indicator.numerator}/{indicator.denominator})"
        blocks += common.field(at, f"{indicator.name}:", value, bold=True)
    return [*blocks, *_told(at, sheet), *_proof(at, sheet), *at.lines(sheet.maker, align="center")]


def _sums(at: Look, sheet: TallySheet) -> list[Block]:
    """Money lines under the table."""
    if not sheet.sums:
        return []
    lines = at.lines(sheet.words.text("sums"), at.bold)
    if at.paper.roll:
        for label, value in sheet.sums:
            lines += common.field(at, f"{label}:", value, bold=True)
    else:
        spans: list[Span] = []
        for label, value in sheet.sums:
            spans += [(f"{' · ' if spans else ''}{label}: ", at.regular), (value, at.bold)]
        lines += paragraph(spans, at.size, x=at.x, width=at.width)
    return [gap(at.size * 0.7), *held(lines)]


def _told(at: Look, sheet: TallySheet) -> list[Block]:
    """What was said at the closing, and what rolls over to the next day."""
    found: list[Block] = []
    for label, value in sheet.told:
        spans = [(f"{label}: ", at.regular), (value, at.bold)]
        found += [gap(1.5), *paragraph(spans, at.size, x=at.x, width=at.width)]
    if sheet.carried:
        lines = at.lines(sheet.carried[0], at.bold)
        for point in sheet.carried[1:]:
            lines += at.lines(f"– {point}", at.regular)
        found += [gap(at.size * 0.7), *held(lines)]
    return [gap(at.size * 0.5), *found] if found else []


def _indicators(at: Look, sheet: TallySheet) -> list[Block]:
    """Heading and table of the indicators."""
    if not sheet.indicators:
        return []
    heading = at.lines(sheet.words.text("indicators"), at.bold)
    head = [replace(block, keep=True) for block in [*heading, gap(1.5)]]
    return [gap(at.size * 0.7), *head, *tally_table.indicators(at, sheet)]


def _proof(at: Look, sheet: TallySheet) -> list[Block]:
    """What ties the paper to the signed file and to the history it was counted from."""
    words = sheet.words
    said = (
        ("file", sheet.file),
        ("sha256", sheet.sha256),
        ("previous_sha256", sheet.previous_sha256),
        ("audit_head", sheet.audit_head),
        ("key_id", sheet.key_id),
    )
    lines: list[Block] = []
    for name, value in said:
        if value:
            spans = [(words.text(name) + " ", at.regular), (value, at.regular)]
            lines += paragraph(spans, at.small, x=at.x, width=at.width)
    if not lines:
        return []
    return [gap(at.size * 0.7), *held([*at.lines(words.text("proof"), at.bold), *lines])]


def _signed(at: Look, sheet: TallySheet) -> list[Block]:
    """Who made the sheet and who answers for it."""
    words = sheet.words
    hint = words.text("sign_hint")
    people = ((words.text("sign_maker"), hint, sheet.maker), (words.text("sign_head"), hint, sheet.head))
    return held([gap(at.size * 0.8), common.signatures(at, people, room=at.size * 3.6)])
