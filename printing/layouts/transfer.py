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


def corner(at: Look, words: Words, transfer: TransferSheet) -> tuple[Block, float]:
    """The QR at the left margin with what it is for under it, and how wide the two are."""
    side = _DOTS * DOT * (len(symbols.qr_matrix(transfer.payload)) + 2 * place.QUIET)
    said = paragraph(
        [(words.text("transfer"), at.italic)], max(7.0, at.small - 1.4), x=at.x, width=side, align="center"
    )
    return stacked([_symbol(transfer.payload, x=at.x, side=side), *said]), side


def line(at: Look, words: Words, transfer: TransferSheet) -> list[Block]:
    """What the transfer says, one part after the other; a label never stands apart from its value."""
    parts = [(label, value) for label, value, head in _parts(words, transfer) if not head]
    spans = []
    for no, (label, value) in enumerate(parts, start=1):
        spans.append((f"{label}\u00a0".replace(" ", "\u00a0"), at.regular))
        spans.append((value.replace(" ", "\u00a0") + (" · " if no < len(parts) else ""), at.bold))
    return paragraph(spans, at.small, x=at.x, width=at.width)


def _symbol(payload: str, *, x: float, side: float) -> Block:
    """The QR with its quiet zone."""
    border = _DOTS * DOT * place.QUIET
    symbol = place.qr(payload, x=0, y=0, at_least=0, most=side)
    return Block(height=side, ops=(symbol.moved(x + border, border),))


def _said(at: Look, words: Words, transfer: TransferSheet, *, x: float, width: float) -> list[Block]:
    """The same in words: who typed it by hand needs every part, and in the bank's order."""
    found: list[Block] = []
    for label, value, head in _parts(words, transfer):
        spans = [(label, at.bold)] if head else [(f"{label} ", at.regular), (value, at.bold)]
        found += paragraph(spans, at.size if head else at.small, x=x, width=width)
    return found


def _parts(words: Words, transfer: TransferSheet) -> list[tuple[str, str, bool]]:
    """Label and value of each part, its heading first."""
    return [
        (words.text("transfer"), "", True),
        *(
            (words.text(name), value, False)
            for name, value in (
                ("transfer_bank", transfer.bank),
                ("transfer_account", transfer.account),
                ("transfer_holder", transfer.holder),
                ("transfer_amount", transfer.amount),
                ("transfer_purpose", transfer.purpose),
            )
            if value
        ),
    ]
