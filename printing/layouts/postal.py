"""Phiếu gửi bưu chính with its address label on A4 and A5 (companion print: forms.md §8)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from printing.flow import paginate
from printing.layouts import common, place, receipt
from printing.page import MM, Block, Frame, Page, Paper, Rule, beside, gap, held, stacked
from printing.text import paragraph

if TYPE_CHECKING:
    from printing.labels import PostalSheet
    from printing.layouts.common import Look

_PAD = 3 * MM


def compose(sheet: PostalSheet, paper: Paper, mark: str) -> tuple[Page, ...]:
    """The slip, and under a cutting line the label."""
    return common.fitted(paper, lambda tried: _pages(sheet, tried, mark))


def _pages(sheet: PostalSheet, paper: Paper, mark: str) -> tuple[Page, ...]:
    """The pages at this very size of letters."""
    at = common.look(paper)
    words = sheet.words
    blocks = [
        *common.header(at, sheet.header, words),
        gap(at.size * 0.4),
        *receipt.symbol_band(at, sheet),
        gap(at.size * 0.4),
    ]
    for line in sheet.lines:
        blocks += common.field(at, line.label, line.value, bold=line.bold, fill_in=line.fill_in)
    people = tuple((one.title, one.hint, one.name) for one in sheet.signers)
    blocks += [gap(at.size * 0.6), common.signatures(at, people, room=at.size * 2.6)]
    cutting = Block(height=5 * MM, ops=(Rule(at.x, 2 * MM, at.x + at.width, 2 * MM, 0.3),))
    blocks += held([gap(at.size * 0.5), *at.lines(words.text("cut"), at.italic, size=at.small), cutting])
    blocks += [_label(at, sheet)]
    top, foot = common.edges(at, words, code=sheet.code, mark=common.strip(at, sheet, left=mark))
    return paginate(blocks, paper, top=top, foot=foot)


def _label(at: Look, sheet: PostalSheet) -> Block:
    """The address label: sender small, receiver large, the code as a barcode; nothing of the matter."""
    inner = replace(at, x=at.x + _PAD, width=at.width - 2 * _PAD)
    words = sheet.words
    bars = place.barcode_block(inner, sheet.code, height=9 * MM, borders=_PAD)
    bars = bars or place.upright_block(inner, sheet.code, height=9 * MM)
    half = inner.width * 0.42
    sender = [
        *paragraph([(words.text("label_from"), at.bold)], at.small, x=inner.x, width=half),
        *(
            block
            for line in sheet.sender
            for block in paragraph([(line, at.regular)], at.small, x=inner.x, width=half)
        ),
    ]
    x, width = inner.x + inner.width * 0.46, inner.width * 0.54
    name, *rest = sheet.receiver
    receiver = [
        *paragraph([(words.text("label_to"), at.bold)], at.small, x=x, width=width),
        *paragraph([(name, at.bold)], at.size + 1.5, x=x, width=width),
        *(
            block
            for line in rest
            for block in paragraph([(line, at.regular)], at.size + 0.5, x=x, width=width)
        ),
    ]
    body = stacked(
        [
            beside(stacked(sender), stacked(receiver)),
            gap(3 * MM),
            bars,
            gap(1 * MM),
            *common.one_line(inner, sheet.code, size=at.size),
        ]
    )
    frame = Frame(x=at.x, y=0, width=at.width, height=body.height + 2 * _PAD, line=0.9)
    return Block(height=frame.height, ops=(frame, *body.moved(0, _PAD).ops))
