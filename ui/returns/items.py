"""What goes back to the citizen of one dossier, as a list to be ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui import format as say
from ui.i18n import phrase, tr
from ui.returns.draft import HandItem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.rows import ComponentRow, DossierView

_STAYS = ("tờ khai", "đơn ", "phiếu ")  # a declaration stays in the file


def hand_items(view: DossierView) -> tuple[HandItem, ...]:
    """The result, the originals that do not stay in the file, the receipt of a fee that was paid."""
    items = _results(view)
    note = tr("Trả lại bản gốc công dân đã nộp")
    items += [HandItem(f"original.{row.no}", phrase(row.name), note) for row in _originals(view)]
    if view.fee_amount > 0 and view.fee_paid:
        paid = {"cash": tr("Đã thu tiền mặt"), "online": tr("Đã thu trực tuyến")}
        name = tr("Biên lai lệ phí {amount}", amount=say.money(view.fee_amount))
        items.append(HandItem("fee", name, paid.get(view.fee_method, tr("Đã thu"))))
    return tuple(items)


def _results(view: DossierView) -> list[HandItem]:
    """Each result a line of its own."""
    if len(view.results) < 2:
        return [HandItem("result", result_title(view), _result_note(view, view.result or {}))]
    return [
        HandItem(
            f"result.{one.no}",
            one.title or tr("Kết quả {number}", number=one.no),
            _result_note(
                view,
                {
                    "electronic": one.electronic,
                    "number": one.number,
                    "date": one.issued_on.isoformat() if one.issued_on else "",
                },
            ),
        )
        for one in view.results
    ]


def _originals(view: DossierView) -> list[ComponentRow]:
    """What is on record as kept and not given back; without such a record, originals that do not stay."""
    if any(row.original_kept for row in view.components):
        return [row for row in view.components if row.original_kept and row.given_back_at is None]
    return [
        row
        for row in view.components
        if row.kind == "original" and row.copies > 0 and not row.name.lower().startswith(_STAYS)
    ]


def result_title(view: DossierView) -> str:
    """What the result is called: its own title, else the procedure it answers."""
    title = (view.result or {}).get("title")
    return str(title) if title else phrase(view.procedure.name)


def _result_note(view: DossierView, result: Mapping[str, Any]) -> str:
    kind = tr("Bản điện tử") if result.get("electronic") else tr("Bản giấy")
    copies = tr("{count} bản", count=view.copies) if view.copies > 1 else ""
    number = tr("số {number}", number=result["number"]) if result.get("number") else ""
    day = str(result.get("date") or "")
    dated = f"{day[8:10]}/{day[5:7]}/{day[:4]}" if len(day) == 10 else ""
    return " · ".join(part for part in (kind, copies, number, dated) if part)
