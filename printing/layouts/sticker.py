"""Nhãn dán bìa hồ sơ: about 70 × 40 mm on the roll, two side by side on A4."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from printing.flow import paginate
from printing.layouts import common, place
from printing.page import MM, Block, Frame, Page, Paper, beside, gap, stacked

if TYPE_CHECKING:
    from printing.labels import Sticker, StickerSheet
    from printing.layouts.common import Look

_HEIGHT = 40 * MM
_PAD = 2.5 * MM
_LEAST = 6.5  # points that a name may shrink to before it takes a second line


def compose(sheet: StickerSheet, paper: Paper) -> tuple[Page, ...]:
    """The stickers in reading order, each in a thin frame to cut along."""
    at = common.look(paper if paper.roll else replace(paper, left=20 * MM, right=20 * MM, size=10.0))
    across = 1 if paper.roll else 2
    wide = (at.width - (across - 1) * 4 * MM) / across
    blocks: list[Block] = []
    line: list[Block] = []
    for one in sheet.stickers:
        narrow = replace(at, x=at.x + len(line) * (wide + 4 * MM), width=wide)
        made = _sticker(narrow, sheet, one)
        if made is None:  # too long for the half of a sheet: over the whole width, or upright on the roll
            blocks += _flushed(line)
            line = []
            blocks += [_sticker(at, sheet, one, upright=True) or gap(0), gap(3 * MM)]
            continue
        line.append(made)
        if len(line) == across:
            blocks += _flushed(line)
            line = []
    blocks += _flushed(line)
    return paginate(blocks, at.paper, top=_nothing, foot=_nothing)


def _flushed(line: list[Block]) -> list[Block]:
    """One row of stickers and the room to cut."""
    return [beside(*line), gap(3 * MM)] if line else []


def _nothing(_number: int, _count: int) -> Block:
    """A sticker's page has neither head nor foot."""
    return Block(height=0)


def _sticker(at: Look, sheet: StickerSheet, one: Sticker, *, upright: bool = False) -> Block | None:
    """One sticker in its frame; None where its barcode does not fit lying."""
    inner = replace(at, x=at.x + _PAD, width=at.width - 2 * _PAD)
    bars = place.barcode_block(inner, one.code, height=11 * MM, borders=_PAD)
    if bars is None:
        if not upright:
            return None
        bars = place.upright_block(inner, one.code, height=11 * MM)
    words = sheet.words
    said = [
        *_whole(inner, sheet.office),
        gap(1 * MM),
        bars,
        gap(1 * MM),
        *common.one_line(inner, one.code, size=at.size + 2),
        *(inner.lines(words.text("provisional"), at.bold, align="center") if one.provisional else []),
        *_cut(inner, one.procedure),
        *_days(inner, words.text("days", received=one.received, due=one.due)),
        *(
            inner.lines(words.text("training"), at.bold, size=at.small, align="center")
            if sheet.training
            else []
        ),
    ]
    body = stacked(said)
    height = max(_HEIGHT, body.height + 2 * _PAD)
    frame = Frame(x=at.x, y=0, width=at.width, height=height, line=0.4)
    return Block(height=height, ops=(frame, *body.moved(0, (height - body.height) / 2).ops))


def _days(at: Look, text: str) -> list[Block]:
    """Both days on one line where they fit, else each on its own."""
    whole = at.regular.width(text, at.small) <= at.width
    return at.lines(text if whole else text.replace(" · ", "\n"), size=at.small, align="center")


def _whole(at: Look, text: str) -> list[Block]:
    """A name on one line, set smaller until it fits, else on two; never cut."""
    if not text:
        return []
    size = at.small
    while size > _LEAST and at.bold.width(text, size) > at.width:
        size -= 0.25
    if at.bold.width(text, size) > at.width:
        size = at.small
    return at.lines(text, at.bold, size=size, align="center")


def _cut(at: Look, text: str, *, bold: bool = False) -> list[Block]:
    """One centred line; a longer text ends in an ellipsis: the sticker names, the dossier tells."""
    style = at.bold if bold else at.regular
    if not text:
        return []
    while style.width(text, at.small) > at.width:
        text = text.removesuffix("…")[:-1].rstrip() + "…"
    return at.lines(text, style, size=at.small, align="center")
