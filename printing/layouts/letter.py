"""Phiếu từ chối, văn bản xin lỗi, thông báo dừng, tờ khai trắng: one layout on A5, A4 and the roll."""

from __future__ import annotations

from typing import TYPE_CHECKING

from printing.errors import PrintingError
from printing.flow import paginate
from printing.fonts import face
from printing.layouts import common, receipt, receipt_roll
from printing.letters import Line
from printing.page import MM, Block, Page, Paper, beside, gap, held, stacked
from printing.text import paragraph

if TYPE_CHECKING:
    from printing.fonts import Face
    from printing.layouts.common import Look
    from printing.letters import LetterSheet, Passage

_LEAST = {"a4": 13.0}  # a letter of the office is a văn bản: its body is 13 to 14 (NĐ 30/2020)
_INDENT = 10 * MM


def compose(sheet: LetterSheet, paper: Paper, mark: str) -> tuple[Page, ...]:
    """The pages of one copy; `mark` says which copy it is."""
    return common.fitted(paper, lambda tried: _pages(sheet, tried, mark), least=_LEAST.get(paper.name, 0))


def _pages(sheet: LetterSheet, paper: Paper, mark: str) -> tuple[Page, ...]:
    """The pages at this very size of letters."""
    at = common.look(paper)
    blocks = _head(at, sheet)
    for part in sheet.parts:
        blocks += _labelled(at, part) if isinstance(part, Line) else _said(at, part)
    blocks += _closing(at, sheet)
    top, foot = common.edges(at, sheet.words, code=sheet.code, mark=common.strip(at, sheet, left=mark))
    return paginate(blocks, paper, top=top, foot=foot)


def _head(at: Look, sheet: LetterSheet) -> list[Block]:
    """Authority, title and the dossier's code with its symbols."""
    words = sheet.words
    if at.paper.roll:
        return [
            *common.roll_header(at, sheet.header),
            gap(1.5 * MM),
            *common.title(at, words, width=at.width, size=at.size + 2.5),
            *(at.lines(sheet.header.number, align="center") if sheet.header.number else []),
            *(receipt_roll.symbols(at, sheet) if sheet.qr else common.code_line(at, sheet)),
        ]
    head = [*common.header(at, sheet.header, words), gap(at.size * 0.4)]
    if sheet.qr:
        return [*head, *receipt.symbol_band(at, sheet), gap(at.size * 0.5)]
    title = common.title(at, words, width=at.width, size=at.title)
    return [*head, *title, *common.code_line(at, sheet), gap(at.size * 0.6)]


def _labelled(at: Look, line: Line) -> list[Block]:
    """A label and its value, or dots to fill in; lines for the pen alone stand further apart."""
    if not line.label:
        return [gap(at.size * 0.55), *common.field(at, "", line.value)]
    return common.field(at, line.label, common.tail_kept(line.value), bold=line.bold, fill_in=line.fill_in)


def _said(at: Look, passage: Passage) -> list[Block]:
    """A paragraph of the body: set in by 1 cm, both edges even, 6 points of air above it (13 pt letters)."""
    style = {"regular": at.regular, "bold": at.bold, "italic": at.italic}[passage.style]
    if at.paper.roll:
        return [gap(at.size * 0.3), *at.lines(passage.text, style)]
    indent = _INDENT * at.size / 13 if passage.indent else 0.0
    said = paragraph([(passage.text, style)], at.size, x=at.x, width=at.width, align="justify", indent=indent)
    return [gap(at.size * 6 / 13), *said]


def _closing(at: Look, sheet: LetterSheet) -> list[Block]:
    """Who gets a copy at the left, who signs at the right; kept on one page."""
    if at.paper.roll:
        return _roll_closing(at, sheet)
    people = tuple((one.title, one.hint, one.name) for one in sheet.signers)
    blocks = [gap(at.size * 0.8)]
    signed = common.signatures(at, people, room=at.size * 3.6)
    if sheet.recipients:
        signed = beside(_recipients(at, sheet), signed)
    blocks.append(signed)
    if sheet.provisional:
        blocks += [gap(2), *at.lines(sheet.words.text("provisional_note"), at.italic, size=at.small)]
    return held(blocks)


def _recipients(at: Look, sheet: LetterSheet) -> Block:
    """Nơi nhận: 12 points bold italic, the list 11 (NĐ 30/2020); smaller on A5."""
    size = 12.0 if at.paper.name == "a4" else at.small
    width = at.width * 0.44
    lines = paragraph([(sheet.words.text("recipients"), _bold_italic(at))], size, x=at.x, width=width)
    for name in sheet.recipients:
        lines += paragraph([(name, at.regular)], min(11.0, size), x=at.x, width=width)
    return stacked(lines)


def _bold_italic(at: Look) -> Face:
    """The typeface's bold italic, or its bold where a machine has no such file: no letter fails for that."""
    try:
        return face(at.paper.kind, "bold-italic")
    except PrintingError:
        return at.bold


def _roll_closing(at: Look, sheet: LetterSheet) -> list[Block]:
    """The strip's end: place and day, then each signer's room."""
    blocks = [*receipt_roll.parted(at), *at.lines(sheet.header.place_date, size=at.small, align="center")]
    for one in sheet.signers:
        lines = [*at.lines(one.title, at.bold, align="center")]
        lines += [*at.lines(one.hint, size=at.small, align="center"), gap(at.size * 3)]
        blocks += held([*lines, *(at.lines(one.name, at.bold, align="center") if one.name else [])])
    if sheet.provisional:
        blocks += at.lines(sheet.words.text("provisional_note"), size=at.small)
    return blocks
