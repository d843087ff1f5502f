"""Danh sách bàn giao hồ sơ on A4 and A5 (companion print: forms.md §8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from printing.flow import paginate
from printing.layouts import common
from printing.page import Block, Page, Paper, gap, held
from printing.text import Align, Cell, columns, row, with_head

if TYPE_CHECKING:
    from printing.books import HandoverSheet
    from printing.layouts.common import Look

_SHARES = (0.075, 0.29, 0.215, 0.16, 0.14, 0.12)  # number, code, procedure, applicant, due, note
_ALIGNS: tuple[Align, ...] = ("center", "left", "left", "left", "center", "left")


def compose(sheet: HandoverSheet, paper: Paper, mark: str) -> tuple[Page, ...]:
    """The list, its heading repeated on every page, both sides signing under it."""
    return common.fitted(paper, lambda tried: _pages(sheet, tried, mark))


def _pages(sheet: HandoverSheet, paper: Paper, mark: str) -> tuple[Page, ...]:
    """The pages at this very size of letters."""
    at = common.look(paper)
    words = sheet.words
    blocks = [
        *common.header(at, sheet.header, words),
        gap(at.size * 0.8),
        *common.title(at, words, width=at.width, size=at.title),
        gap(at.size * 0.5),
    ]
    for line in sheet.lines:
        blocks += common.field(at, line.label, line.value, bold=line.bold, fill_in=line.fill_in)
    blocks += [gap(at.size * 0.4), *_table(at, sheet)]
    people = tuple((one.title, one.hint, one.name) for one in sheet.signers)
    blocks += held([gap(at.size), common.signatures(at, people, room=at.size * 3.6)])
    top, foot = common.edges(
        at, words, code=sheet.batch or sheet.code, mark=common.strip(at, sheet, left=mark)
    )
    return paginate(blocks, paper, top=top, foot=foot)


def _table(at: Look, sheet: HandoverSheet) -> list[Block]:
    """One row a dossier."""
    cols = columns(at.x, [at.width * share for share in _SHARES], _ALIGNS)
    cells = [Cell(((text, at.bold),), align="center") for text in sheet.words.items("columns")]
    head = row(cols, cells, at.size - 1.5, middle=True)[0]
    body: list[Block] = []
    for entry in sheet.rows:
        body += row(cols, [Cell(((text, at.regular),)) for text in entry], at.size - 1.5)
    return with_head(body, head)
