"""Lệ phí of the reception being typed: what it comes to, what was handed over, what is missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

from desk.paying.lines import item_data, owed, total
from desk.rows.fees import FeeItem
from ui.format import read_money

if TYPE_CHECKING:
    from ui.reception.draft import Draft

FeeGap = Literal["fee_amount", "fee_reason", "receipt_no"]
FEE_GAPS = ("fee_amount", "fee_reason", "receipt_no")
PAID_NOW = ("cash", "online")


def items(draft: Draft) -> tuple[FeeItem, ...]:
    """The lines the catalogue names for this procedure and so many copies; none where an amount was typed."""
    if draft.procedure is None or draft.fee_typed.strip():
        return ()
    return owed(draft.procedure.fees, copies=draft.copies)


def amount(draft: Draft) -> int | None:
    """Đồng in all: as typed, else by the lines, else as the catalogue says; None where nobody knows."""
    if draft.procedure is None:
        return None
    if draft.fee_typed.strip():
        return read_money(draft.fee_typed)
    return total(items(draft)) if draft.procedure.fees else draft.procedure.fee


def method(draft: Draft) -> str:
    """How it is paid: `none` where there is nothing to pay, else `cash` until the clerk says otherwise."""
    if not amount(draft):
        return "none"
    return draft.fee_method if draft.fee_method in (*PAID_NOW, "exempt") else "cash"


def change(draft: Draft) -> int | None:
    """Tiền thối: what goes back of what was handed over, less than 0 where it is too little."""
    given, asked = read_money(draft.fee_given), amount(draft)
    return None if given is None or asked is None or method(draft) != "cash" else given - asked


def gap(draft: Draft) -> FeeGap | None:
    """What forbids the commit: an amount that is none, an exemption without reason, a receipt's number."""
    if draft.fee_typed.strip() and read_money(draft.fee_typed) is None:
        return "fee_amount"
    how = method(draft)
    if how == "exempt" and not draft.fee_reason.strip():
        return "fee_reason"
    number = draft.receipt_no.strip()
    return "receipt_no" if how in PAID_NOW and number and not re.search(r"[0-9]$", number) else None


def told(draft: Draft) -> dict[str, Any]:
    """The `fee` of a reception."""
    how, lines = method(draft), items(draft)
    data: dict[str, Any] = {"amount": amount(draft) or 0, "method": how}
    if lines and how != "none":
        data["lines"] = [item_data(one) for one in lines]
    if data["amount"] == 0 and draft.fee_typed.strip():  # the clerk said: nothing; it is not unknown
        data["lines"] = [item_data(FeeItem("Lệ phí", 0, 1))]
    if how == "exempt":
        data["reason"] = draft.fee_reason.strip()
    if how in PAID_NOW and draft.receipt_no.strip():
        data["receipt_no"] = draft.receipt_no.strip()
    return data
