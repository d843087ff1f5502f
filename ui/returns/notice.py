"""Cần biết khi trả: what the clerk must have in mind before handing over, the pressing first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.rows import State
from ui import format as say
from ui.i18n import phrase, tr
from ui.tokens import Tone

if TYPE_CHECKING:
    from datetime import datetime

    from desk.rows import DossierView

PRESSING = Tone.WARN, Tone.BAD


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: what it is about, and how that stands; a tone where it asks for an act."""

    title: str
    text: str
    tone: Tone | None = None


def facts(view: DossierView, *, by: str) -> tuple[Fact, ...]:
    """What to have in mind while this dossier is handed over by `by`, what asks for an act first."""
    found = [_collector(view, by), *_money(view), *_lateness(view), *_originals(view)]
    found += [*_sisters(view), *_notes(view)]
    return tuple(sorted(found, key=lambda fact: fact.tone not in PRESSING))


def _collector(view: DossierView, by: str) -> Fact:
    """Who may take it, the number masked: the counter is a public room."""
    if by != "counter":
        return Fact(tr("Gửi tới"), " · ".join(part for part in (view.applicant_name, view.address) if part))
    who = view.applicant_name
    if view.applicant_kind == "organisation" and view.representative:
        who = tr("{person}, đại diện {organisation}", person=_named(view.representative), organisation=who)
    if view.id_number:
        who = f"{who} · {say.masked_id(view.id_number)}"
    if view.on_behalf_of:
        who = tr("{person} (nộp thay {owner})", person=who, owner=_named(view.on_behalf_of))
    return Fact(tr("Được nhận"), tr("{person}, hoặc người được ủy quyền", person=who))


def _named(person: object) -> str:
    get = getattr(person, "get", None)
    return str(get("full_name") or get("name") or "") if callable(get) else ""


def _money(view: DossierView) -> list[Fact]:
    """The fee: still to be taken, or what it was settled with."""
    title, amount = tr("Lệ phí"), say.money(view.fee_amount)
    if view.fee_method == "exempt":
        return [Fact(title, tr("Được miễn"))]
    if view.fee_undecided:
        return [Fact(title, tr("Chưa xác định: danh mục chưa có mức thu, chưa ai ghi số tiền."), Tone.WARN)]
    if view.fee_amount <= 0:
        return [Fact(title, tr("Không thu"))]
    if not view.fee_paid and view.fee_method != "none":
        due = tr("Chưa thu {amount}.", amount=amount)
        how = next((phrase(act.label) for act in view.actions if act.verb == "paid"), "")
        asked = tr("Thu trước khi trả: Ctrl+K, “{act}”.", act=how) if how else ""
        return [Fact(title, f"{due} {asked}".strip(), Tone.WARN)]
    numbers = ", ".join(row.text for row in view.fee_receipts if row.voided_at is None)
    if numbers:
        return [Fact(title, tr("Đã thu {amount} · biên lai {numbers}", amount=amount, numbers=numbers))]
    return [Fact(title, tr("Đã thu {amount}", amount=amount))]


def _lateness(view: DossierView) -> list[Fact]:
    """Late against the first promise: whether the citizen has been apologised to (NĐ 118/2025 Đ.19.6)."""
    extended = [event.at for event in view.events if event.verb == "dossier.extended"]
    finished: datetime | None = view.clock.get("finished_at")
    first: datetime | None = view.clock.get("due_original") or view.due_at
    late = finished is not None and first is not None and finished > first
    if extended:
        text = tr("Đã hẹn lại, có thư xin lỗi {day}", day=say.short_date(extended[-1]))
        return [Fact(tr("Thời hạn"), text)]
    if late:
        text = tr("Trễ hẹn, chưa có thư xin lỗi: xin lỗi công dân khi trả.")
        return [Fact(tr("Thời hạn"), text, Tone.WARN)]
    return []


def _originals(view: DossierView) -> list[Fact]:
    """Bản gốc: how many lie here, or that they went back before."""
    kept = [row for row in view.components if row.original_kept]
    here = sum(row.given_back_at is None for row in kept)
    if here:
        return [Fact(tr("Bản gốc"), tr("Quầy đang giữ {count} giấy, trả cùng kết quả", count=here))]
    return [Fact(tr("Bản gốc"), tr("Đã trả hết trước đó"))] if kept else []


def _sisters(view: DossierView) -> list[Fact]:
    """What else of the same visit lies ready: the citizen need not come twice."""
    ready = [one.code for one in view.sisters if one.state is State.READY]
    text = tr("Cũng có kết quả: {codes}", codes=", ".join(ready))
    return [Fact(tr("Cùng lượt"), text, Tone.INFO)] if ready else []


def _notes(view: DossierView) -> list[Fact]:
    """The newest words kept inside the office, then those of the reception."""
    said = [one.text for one in sorted(view.remarks, key=lambda one: one.event_seq)[-1:]]
    said += [view.note] if view.note and view.note not in said else []
    return [Fact(tr("Ghi chú"), phrase(text)) for text in said]
