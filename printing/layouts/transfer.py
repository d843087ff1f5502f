"""Chuyển khoản phí: the payment QR beside what the transfer says, to be checked in the bank's app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from printing import symbols
from printing.layouts import place
from printing.page import DOT, MM, Block, Frame, beside, gap, stacked
from printing.text import paragraph

if TYPE_CHECKING:
    from printing.layouts.common import Look
    from printing.sheets import TransferSheet
    from printing.words import Words

_DOTS = 4  # a phone reads it, and so does a 203-dpi print
_PAD = 1.5 * MM


def block(at: Look, words: Words, transfer: TransferSheet | None) -> list[Block]:
    """The framed request, kept in one piece; nothing where nothing is to be transferred."""
    if transfer is None:
        return []
    side = _DOTS * DOT * (len(symbols.qr_matrix(transfer.payload)) + 2 * place.QUIET)
    beside_it = not at.paper.roll
    width = at.width - 2 * _PAD - (side if beside_it else 0)
    said = stacked(_said(at, words, transfer, x=at.x + _PAD + (side if beside_it else 0), width=width))
    if beside_it:
        symbol = _symbol(transfer.payload, x=at.x + _PAD, side=side)
        body = beside(symbol, said.moved(0, max(0.0, (side - said.height) / 2)))
    else:
        body = stacked([said, _symbol(transfer.payload, x=at.x + (at.width - side) / 2, side=side)])
    frame = Frame(x=at.x, y=0, width=at.width, height=body.height + 2 * _PAD, line=0.6)
    return [gap(1 * MM), Block(height=frame.height, ops=(frame, *body.moved(0, _PAD).ops)), gap(1 * MM)]


def _symbol(payload: str, *, x: float, side: float) -> Block:
    """The QR with its quiet zone."""
    border = _DOTS * DOT * place.QUIET
    symbol = place.qr(payload, x=0, y=0, at_least=0, most=side)
    return Block(height=side, ops=(symbol.moved(x + border, border),))


def _said(at: Look, words: Words, transfer: TransferSheet, *, x: float, width: float) -> list[Block]:
    """The same in words: who typed it by hand needs every part, and in the bank's order."""
    lines = [(words.text("transfer"), "", True)]
    lines += [
        (words.text(name), value, False)
        for name, value in (
            ("transfer_bank", transfer.bank),
            ("transfer_account", transfer.account),
            ("transfer_holder", transfer.holder),
            ("transfer_amount", transfer.amount),
            ("transfer_purpose", transfer.purpose),
        )
        if value
    ]
    found: list[Block] = []
    for label, value, head in lines:
        spans = [(label, at.bold)] if head else [(f"{label} ", at.regular), (value, at.bold)]
        found += paragraph(spans, at.size if head else at.small, x=x, width=width)
    return found
