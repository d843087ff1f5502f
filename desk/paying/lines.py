r"""Khoản thu: lines of a fee in JSON and in one cell of a table, and what a dossier owes by them.

A cell reads `Lệ phí hộ tịch: 8000; Bản sao trích lục: 3000/bản`: a name, đồng without dots, `/bản` (`/copy`)
where each copy of the result costs so much. `\` makes `;`, `:` and itself ordinary letters of a name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.rows.fees import FeeItem, FeeLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desk.jsonform import Form
    from models.tables import Dossier

PER = ("dossier", "copy")
MOST_LINES = 12
MOST_AMOUNT = 10**12
MOST_QUANTITY = 9999
_NAME = 200
_LINE = re.compile(
    r"(?P<name>(?:[^\\:;]|\\.)+):\s*(?P<amount>[0-9]{1,12})\s*(?P<per>/\s*(?:bản|copy))?", re.DOTALL
)
_SPLIT = re.compile(r"(?:[^\\;]|\\.)+", re.DOTALL)


def read_line(form: Form) -> FeeLine:
    """Read one line of a procedure's fee from its JSON form.

    Raises:
        InputError: `missing_key` or `bad_value` of the form's own code; each names the key.
    """
    return FeeLine(
        name=" ".join(form.required_text("name", limit=_NAME).split()),
        amount=form.whole("amount", lowest=0, highest=MOST_AMOUNT),
        per=form.choice("per", PER, default=PER[0]),
    )


def line_data(line: FeeLine) -> dict[str, Any]:
    """Return the JSON form of one line."""
    return {"name": line.name, "amount": line.amount, "per": line.per}


def line_of(stored: Mapping[str, Any]) -> FeeLine:
    """The line of a stored one."""
    return FeeLine(name=stored["name"], amount=stored["amount"], per=stored.get("per", PER[0]))


def lines_cell(lines: Iterable[FeeLine]) -> str:
    """Write lines as one cell."""
    return "; ".join(_written(one) for one in lines)


def _written(line: FeeLine) -> str:
    name = re.sub(r"([\\;:])", r"\\\1", line.name)
    return f"{name}: {line.amount}{'/bản' if line.per == PER[1] else ''}"


def read_cell(text: str) -> list[dict[str, Any]]:
    """Read lines from one cell, as values of the JSON form.

    Raises:
        InputError: `catalogue.bad_value` with the piece that cannot be read.
    """
    found = []
    for piece in _SPLIT.findall(text):
        if not piece.strip():
            continue
        read = _LINE.fullmatch(piece.strip())
        if read is None or not read["name"].strip():
            shown = "Lệ phí: 8000; Bản sao: 3000/bản"
            raise InputError("catalogue.bad_value", key="fees", value=piece.strip()[:60], expected=shown)
        name = re.sub(r"\\(.)", r"\1", read["name"].strip())
        found.append({"name": name, "amount": int(read["amount"]), "per": PER[1] if read["per"] else PER[0]})
    return found


def owed(lines: Sequence[FeeLine], *, copies: int) -> tuple[FeeItem, ...]:
    """What a dossier with so many copies of its result is asked to pay; lines of nothing are left out."""
    return tuple(
        FeeItem(one.name, one.amount, copies if one.per == "copy" else 1) for one in lines if one.amount
    )


def total(items: Iterable[FeeItem]) -> int:
    """Đồng in all."""
    return sum(one.sum for one in items)


def given_items(fee: Form) -> tuple[FeeItem, ...]:
    """Read `lines` of a reception's `fee`; their sum is the amount, where one is told too.

    Raises:
        InputError: `receive.bad_value` for a line, or for a sum that is not the amount.
    """
    items = tuple(
        FeeItem(
            name=" ".join(one.required_text("name", limit=_NAME).split()),
            amount=one.whole("amount", lowest=0, highest=MOST_AMOUNT),
            quantity=one.whole("quantity", lowest=1, highest=MOST_QUANTITY, default=1),
        )
        for one in fee.children("lines", limit=MOST_LINES)
    )
    summed = total(items)
    if summed > MOST_AMOUNT:
        raise fee.bad("lines", limit=MOST_AMOUNT)
    if items and fee.has("amount") and fee.whole("amount", lowest=0, highest=MOST_AMOUNT) != summed:
        raise fee.bad("amount", expected=str(summed))
    return items


def item_data(item: FeeItem) -> dict[str, Any]:
    """Return the JSON form of what was asked for."""
    return {"name": item.name, "amount": item.amount, "quantity": item.quantity}


def item_of(stored: Mapping[str, Any]) -> FeeItem:
    """What was asked for, as it is stored."""
    return FeeItem(name=stored["name"], amount=stored["amount"], quantity=stored.get("quantity", 1))


def items_of(row: Dossier) -> tuple[FeeItem, ...]:
    """What a dossier was asked to pay, line by line; nothing once another amount was recorded for it."""
    items = tuple(item_of(one) for one in row.fee_items or ())
    return items if total(items) == row.fee_amount else ()
