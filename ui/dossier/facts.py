"""Everything on record about a dossier as captions and values, for reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui import format as say
from ui.dossier.history import signed_for, way
from ui.i18n import phrase, tr

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from desk.rows import DossierView


def facts(view: DossierView) -> tuple[tuple[str, str], ...]:
    """Caption and value of everything worth reading, empty ones left out."""
    rows = (*_person(view), *_filing(view), *_money(view), *_ending(view))
    return tuple((title, text) for title, text in rows if text)


def _person(view: DossierView) -> tuple[tuple[str, str], ...]:
    sex = {"male": tr("Nam"), "female": tr("Nữ")}.get(view.sex or "", "")
    other = view.on_behalf_of or {}
    other_name = " · ".join(str(other[key]) for key in ("full_name", "name", "id_number") if other.get(key))
    return (
        (tr("Người nộp"), view.applicant_name),
        (tr("Số định danh"), say.grouped_id(view.id_number or "")),
        (tr("Ngày sinh"), f"{view.birth_date:%d/%m/%Y}" if view.birth_date else ""),
        (tr("Giới tính"), sex),
        (tr("Địa chỉ"), view.address or ""),
        (tr("Điện thoại"), view.phone or ""),
        (tr("Thư điện tử"), view.email or ""),
        (tr("Nộp thay cho"), other_name),
    )


def _filing(view: DossierView) -> tuple[tuple[str, str], ...]:
    channel = {"direct": tr("Trực tiếp"), "online": tr("Trực tuyến"), "postal": tr("Bưu chính")}
    received = f"{say.clock(view.received_at)} {view.received_at:%d/%m/%Y}"
    first = view.clock.get("due_original")
    moved = first is not None and view.due_at is not None and first != view.due_at
    return (
        (tr("Kênh nộp"), channel.get(view.channel, view.channel)),
        (tr("Nhận lúc"), f"{received} · {view.clerk}" if view.clerk else received),
        (tr("Hẹn trả"), _day(view.due_at) or tr("Không có thời hạn")),
        (tr("Hẹn ban đầu"), _day(first) if moved else ""),
        (tr("Vì sao"), " ".join(phrase(one) for one in view.due_reason)),
        (tr("Lĩnh vực"), view.procedure.field),
        (tr("Cơ quan giải quyết"), view.competent_unit or ""),
        (tr("Điểm tiếp nhận"), view.reception_point or ""),
        (tr("Số vào sổ"), view.register),
        (tr("Ghi chú khi nhận"), view.note),
    )


def _money(view: DossierView) -> tuple[tuple[str, str], ...]:
    if not view.fee_amount:
        return ()
    paid = tr("đã thu") if view.fee_paid else tr("chưa thu")
    return ((tr("Lệ phí"), f"{say.money(view.fee_amount)} · {paid}"),)


def _ending(view: DossierView) -> tuple[tuple[str, str], ...]:
    result = view.result or {}
    named = " · ".join(str(result[key]) for key in ("title", "number") if result.get(key))
    taken = view.returned_to or {}
    who = " · ".join(str(taken[key]) for key in ("name", "id_number") if taken.get(key))
    went = view.returned_by or view.return_by
    return (
        (tr("Cách trả"), way(went)),
        (tr("Đăng ký nhận"), way(view.return_by) if went != view.return_by else ""),
        (tr("Kết quả"), named),
        (tr("Đã trả cho"), who),
        (tr("Số hiệu bưu gửi"), str(taken.get("parcel") or "")),
        (tr("Ký nhận"), _signed(taken)),
        (tr("Đánh giá"), tr("{score}/5 điểm", score=view.rating) if view.rating else ""),
    )


def _signed(taken: Mapping[str, Any]) -> str:
    said = signed_for(str(taken.get("signature") or ""))
    reason = str(taken.get("signature_reason") or "")
    return " · ".join(part for part in (said, reason) if part)


def _day(moment: datetime | None) -> str:
    return f"{say.clock(moment)} {say.long_date(moment)}" if moment is not None else ""
