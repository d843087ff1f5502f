"""The events of a dossier in plain words, newest first: every verb that the record can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui import format as say
from ui.i18n import tr
from ui.tokens import Tone
from ui.widgets.timeline import Moment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from desk.rows import DossierView, EventRow

VERBS: Mapping[str, tuple[str, str, Tone]] = {
    "dossier.registered": ("Hồ sơ trực tuyến tới", "inbox", Tone.MUTED),
    "dossier.received": ("Tiếp nhận hồ sơ", "inbox", Tone.PRIMARY),
    "dossier.accepted": ("Tiếp nhận hồ sơ trực tuyến", "inbox", Tone.PRIMARY),
    "dossier.handed_over": ("Chuyển chuyên môn", "arrow-left-right", Tone.MUTED),
    "dossier.supplement_requested": ("Yêu cầu bổ sung", "file-exclamation-point", Tone.WARN),
    "dossier.supplemented": ("Công dân bổ sung giấy tờ", "file-check", Tone.PRIMARY),
    "dossier.payment_awaited": ("Chờ nghĩa vụ tài chính", "banknote", Tone.WARN),
    "dossier.paid": ("Đã nộp lệ phí", "banknote", Tone.OK),
    "receipt.voided": ("Hủy biên lai", "octagon-alert", Tone.WARN),
    "dossier.extended": ("Hẹn lại, xin lỗi", "calendar-clock", Tone.WARN),
    "dossier.refused": ("Từ chối", "ban", Tone.BAD),
    "dossier.withdrawn": ("Công dân xin rút", "undo-2", Tone.WARN),
    "dossier.resumed": ("Giải quyết tiếp", "undo-2", Tone.MUTED),
    "dossier.stopped": ("Dừng xử lý", "octagon-alert", Tone.MUTED),
    "dossier.result_ready": ("Có kết quả tại quầy", "package-check", Tone.OK),
    "dossier.returned": ("Đã trả kết quả", "hand-helping", Tone.OK),
    "dossier.certification_struck": ("Hủy số chứng thực", "octagon-alert", Tone.WARN),
    "dossier.corrected": ("Đính chính", "pen-line", Tone.MUTED),
    "dossier.reconciled": ("Có mã chính thức", "scan-line", Tone.OK),
    "dossier.rated": ("Công dân đánh giá", "smile", Tone.MUTED),
    "dossier.visit_joined": ("Cùng lượt nộp với hồ sơ khác", "files", Tone.MUTED),
    "dossier.noted": ("Ghi chú nội bộ", "pen-line", Tone.MUTED),
    "dossier.originals_given_back": ("Đã trả lại bản gốc", "files", Tone.MUTED),
    "dossier.imported": ("Nhập từ sổ cũ", "inbox", Tone.MUTED),
    "certification.planned": ("Ghi giấy tờ chứng thực", "stamp", Tone.MUTED),
    "call.recorded": ("Đã gọi công dân", "phone", Tone.MUTED),
    "form.printed": ("In giấy tờ", "printer", Tone.MUTED),
    "files.exported": ("Xuất tệp số hoá", "files", Tone.MUTED),
}
_FORMS = {
    "giay_tiep_nhan": "Giấy hẹn",
    "phieu_bo_sung": "Phiếu bổ sung",
    "phieu_tu_choi": "Phiếu từ chối",
    "vb_xin_loi": "Thư xin lỗi",
    "tb_dung": "Thông báo dừng",
    "phieu_kiem_soat": "Phiếu kiểm soát",
    "ban_giao": "Phiếu bàn giao",
    "buu_chinh": "Phiếu gửi bưu chính",
    "phieu_tra": "Phiếu trả kết quả",
    "ds_tiep_nhan": "Danh sách hồ sơ cùng lượt",
    "nhan_ho_so": "Nhãn hồ sơ",
}
_WAYS = {
    "counter": "Trả tại quầy",
    "postal": "Trả qua bưu chính",
    "electronic": "Trả bản điện tử",
}
_OUTCOMES = {
    "reached": "đã gặp",
    "no_answer": "không nghe máy",
    "wrong_number": "sai số",
}


def form_name(key: str) -> str:
    """What a printed form is called, shortly."""
    return tr(_FORMS.get(key, "Giấy tờ"))


def way(by: str) -> str:
    """How a result goes out."""
    return tr(_WAYS.get(by, "Trả tại quầy"))


def outcome(key: str) -> str:
    """What became of a call."""
    return tr(_OUTCOMES[key]) if key in _OUTCOMES else ""


def due_note(view: DossierView) -> str:
    """`Hẹn 16:30 26/11`, or that the procedure has no term."""
    return promised(view.due_at)


def promised(due: datetime | None) -> str:
    """`Hẹn 16:30 26/11` of a moment."""
    if due is None:
        return tr("Không có thời hạn")
    return tr("Hẹn {clock} {day}", clock=say.clock(due), day=say.short_date(due))


def moments(view: DossierView, names: Mapping[str, str]) -> tuple[Moment, ...]:
    """The history, newest first; who acted is named where the desk knows the name."""
    return tuple(_moment(view, event, names) for event in reversed(view.events))


def _moment(view: DossierView, event: EventRow, names: Mapping[str, str]) -> Moment:
    title, icon, tone = VERBS.get(event.verb, ("Thay đổi khác", "pen-line", Tone.MUTED))
    words = tr(title)
    if event.verb == "form.printed":
        form = form_name(str(event.details.get("form") or "")).lower()
        words = tr("In lại {form}", form=form) if event.details.get("reprint") else tr("In {form}", form=form)
    stamp = f"{say.clock(event.at)} {say.short_date(event.at)}"
    who = names.get(event.actor, event.actor)
    note = " · ".join(part for part in (_told(view, event), who) if part)
    return Moment(words, note, stamp, icon, tone)


def _told(view: DossierView, event: EventRow) -> str:
    """What one event adds to its name."""
    details, verb = event.details, event.verb
    if verb in ("dossier.received", "dossier.accepted"):
        return _promised_then(view, event)
    if verb == "dossier.result_ready":
        return tr("Bản điện tử") if details.get("electronic") else tr("Bản giấy")
    if verb == "dossier.returned":
        told = handed_to(str(details.get("to") or "self"), str(details.get("by") or "counter"))
        return " · ".join(part for part in (told, signed_for(str(details.get("signature") or ""))) if part)
    if verb == "dossier.handed_over":
        return str(details.get("unit") or details.get("to") or "")
    if verb in ("dossier.extended", "dossier.supplemented"):
        due = _moment_of(details.get("due_at") or details.get("due_current"))
        return promised(due) if due is not None else ""
    if verb in ("dossier.paid", "dossier.payment_awaited") and details.get("amount"):
        parts = (say.money(int(details["amount"])), str(details.get("receipt_no") or ""))
        return " · ".join(part for part in parts if part)
    if verb == "receipt.voided":
        return str(details.get("receipt_no") or "")
    if verb == "dossier.rated" and details.get("score"):
        return tr("{score}/5 điểm", score=details["score"])
    if verb == "dossier.reconciled":
        return str(details.get("official_code") or "")
    return outcome(str(details.get("outcome") or "")) if verb == "call.recorded" else ""


def _promised_then(view: DossierView, event: EventRow) -> str:
    """The date this reception gave; none where papers were asked for with it, whatever came later."""
    due = _moment_of(event.details.get("due_original", view.clock.get("due_original") or view.due_at))
    return promised(due) if due is not None else ""


def _moment_of(value: Any) -> datetime | None:  # noqa: ANN401 - a detail of an event
    from datetime import datetime

    if isinstance(value, datetime):
        return value
    try:
        return datetime.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def handed_to(kind: str, by: str) -> str:
    """Who took the result, or which way it went."""
    if by != "counter":
        return way(by)
    return tr("Người được ủy quyền nhận") if kind == "authorised" else tr("Chính chủ nhận")


def signed_for(kind: str) -> str:
    """How a result was signed for; nothing where nobody was asked to."""
    if kind == "pad":
        return tr("ký trên bảng ký")
    if kind == "paper":
        return tr("ký trên giấy")
    return tr("từ chối ký") if kind == "refused" else ""
