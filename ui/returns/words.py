"""How a return reads on screen: chips, what is missing, why not now, in the clerk's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.rows import State
from ui import format as say
from ui.dossier.history import due_note, handed_to, moments, way
from ui.i18n import phrase, tr
from ui.scan.strip_acts import PaperTag
from ui.shell.states import state_chip
from ui.tokens import Tone
from ui.widgets.paint import ChipSpec

__all__ = [
    "chips", "due_note", "file_caption", "file_title", "gap", "handed_to", "moments", "not_now", "on_paper",
    "phone", "result_tags", "returned", "slip_tag", "subject", "way",
]  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from desk.rows import AttachmentRow, DossierView
    from ui.returns.draft import Gap, ReturnDraft


def phone(number: str) -> str:
    """Group a phone number as people read it aloud: `0903 118 264`."""
    if len(number) == 10 and number.isdigit():
        return f"{number[:4]} {number[4:7]} {number[7:]}"
    return number


def subject(view: DossierView) -> str:
    """Procedure, citizen, grouped number in one line."""
    number = say.grouped_id(view.id_number or "")
    return " · ".join(part for part in (phrase(view.procedure.name), view.applicant_name, number) if part)


def chips(view: DossierView, now: datetime) -> tuple[ChipSpec, ...]:
    """The state, then how it stands with the promised date, then a fee still owed."""
    found = [state_chip(view.state)]
    time = _time_chip(view, now)
    if time is not None:
        found.append(time)
    if view.fee_amount > 0 and not view.fee_paid and view.fee_method not in ("exempt", "none"):
        owed = tr("Chưa nộp {amount}", amount=say.money(view.fee_amount))
        found.append(ChipSpec(owed, Tone.WARN, "banknote"))
    return tuple(found)


def _time_chip(view: DossierView, now: datetime) -> ChipSpec | None:
    """Early, on time or late against the first promise; before the result: how long is left."""
    finished: datetime | None = view.clock.get("finished_at")
    if finished is None:
        return _waiting_chip(view, now) if view.state in (State.RECEIVED, State.PROCESSING) else None
    due: datetime | None = view.clock.get("due_original") or view.due_at
    if due is None:
        return None
    days = say.days_between(finished, due)
    if days > 0:
        return ChipSpec(tr("Trước hạn {count} ngày", count=days), Tone.INFO, "calendar-check")
    if days == 0 and finished <= due:
        return ChipSpec(tr("Đúng hạn"), Tone.OK, "calendar-check")
    late = tr("Trễ hạn {count} ngày", count=-days) if days < 0 else tr("Trễ hạn trong ngày")
    return ChipSpec(late, Tone.BAD, "clock-alert")


def _waiting_chip(view: DossierView, now: datetime) -> ChipSpec | None:
    if view.due_at is None:
        return None
    days = say.days_between(now, view.due_at)
    if now > view.due_at:
        over = tr("Quá hạn {count} ngày", count=-days) if days < 0 else tr("Quá hạn hôm nay")
        return ChipSpec(over, Tone.BAD, "clock-alert")
    if days == 0:
        return ChipSpec(tr("Hạn {clock} hôm nay", clock=say.clock(view.due_at)), Tone.WARN, "timer")
    return ChipSpec(tr("Còn {count} ngày", count=days), Tone.INFO, "timer")


def returned(view: DossierView, names: Mapping[str, str]) -> tuple[str, str]:
    """When a result was returned, and by whom to whom: two lines."""
    at: datetime | None = view.clock.get("returned_at")
    when = f"{say.clock(at)} {say.long_date(at)}" if at is not None else ""
    for event in reversed(view.events):
        if event.verb == "dossier.returned":
            details = event.details
            told = handed_to(str(details.get("to") or "self"), str(details.get("by") or "counter"))
            who = tr("Người trả: {name}", name=names.get(event.actor, event.actor))
            parcel = str((view.returned_to or {}).get("parcel") or "")
            sent = (tr("bưu gửi số {number}", number=parcel),) if parcel else ()
            return when, " · ".join((told, *sent, who))
    return when, way(view.return_by)


def file_caption(view: DossierView, row: AttachmentRow) -> str:
    """What stands under a picture of a stored file."""
    if row.role == "result":
        return tr("Kết quả")
    if row.role == "signature":
        return tr("Ký nhận")
    return tr("Giấy {number}", number=row.component)


def file_title(view: DossierView, row: AttachmentRow) -> str:
    """The whole name of a stored file."""
    names = {one.no: one.name for one in view.components}
    return phrase(names.get(row.component, "")) if row.role == "component" else file_caption(view, row)


def gap(what: Gap, view: DossierView | None) -> str:
    """What keeps F9 from acting, and what to do."""
    if what == "items":
        return tr("Chưa soát hết giấy tờ trả. Đánh dấu từng dòng (1–9) hoặc tất cả (Ctrl+A).")
    if what == "result_day":
        return tr(
            "Ngày của kết quả chưa đúng. Gõ ngày, tháng, năm, ví dụ 26/11/2026, hoặc để trống là hôm nay."
        )
    if what == "receiver":
        return tr("Chưa có tên người được ủy quyền. Quét thẻ của người đó, hoặc gõ họ tên.")
    if what == "wrong_person":
        name = view.applicant_name if view is not None else ""
        return tr(
            "Thẻ vừa quét không phải của {name}. Chọn “Được ủy quyền”, hoặc quét thẻ người nộp.", name=name
        )
    if what == "refusal":
        return tr("Người nhận không ký: ghi lý do, hoặc chọn cách ký khác.")
    if what == "signature":
        return tr("Chưa có chữ ký. Ký vào bảng, hoặc chọn “Ký trên giấy”.")
    if what == "signature_small":
        return tr(
            "Nét ký nhỏ quá, chưa phải chữ ký. Bấm Ctrl+R rồi mời ký lại to hơn, hoặc chọn “Ký trên giấy”."
        )
    if what == "parcel":
        return tr(
            "Số hiệu bưu gửi chỉ gồm chữ không dấu và số, ví dụ EE 123 456 789 VN. Sửa lại, hoặc để trống."
        )
    if what == "lost_id":
        return tr(
            "Mất giấy hẹn: quét thẻ căn cước người nộp, hoặc gõ đúng số trên giấy tờ tùy thân đã đối chiếu."
        )
    if what == "lost_leave":
        return tr("Mất giấy hẹn mà người khác nhận: ghi lý do lãnh đạo cho phép.")
    if what == "dossier":
        return tr("Chưa mở hồ sơ nào. Quét giấy hẹn, hoặc gõ mã hồ sơ (F3).")
    return not_now(view)


def on_paper(pages: int) -> str:
    """What to do where somebody signs on paper, or what was scanned of it."""
    if pages:
        return tr("Đã quét {count} trang phiếu ký, giữ cùng hồ sơ.", count=pages)
    return tr("In phiếu, mời ký, đặt dưới camera hoặc quét (F5). Ký vào sổ thì bấm F9.")


def slip_tag() -> list[PaperTag]:
    """The signed slip as the one paper of the strip."""
    return [PaperTag(1, tr("Phiếu ký"), tr("Phiếu ký"))]


def result_tags(draft: ReturnDraft) -> list[PaperTag]:
    """The results as papers of the strip, numbered from 1; a single one needs no number."""
    if len(draft.results) == 1:
        return [PaperTag(1, tr("Kết quả"), tr("Kết quả"))]
    return [
        PaperTag(
            at, one.title.strip() or tr("Kết quả {number}", number=at), tr("Kết quả {number}", number=at)
        )
        for at, one in enumerate(draft.results, start=1)
    ]


def not_now(view: DossierView | None) -> str:
    """Why this dossier has nothing to hand over now, and where it goes on."""
    state = view.state if view is not None else None
    if state is State.NEW:
        return tr("Hồ sơ trực tuyến chưa được tiếp nhận. Tiếp nhận ở màn hình Hồ sơ (Ctrl+K).")
    if state is State.RETURNED:
        return tr("Kết quả đã trả. In lại giấy hẹn bằng Ctrl+P; kết quả sai thì đính chính (Ctrl+K).")
    if state is State.SUPPLEMENT:
        return tr("Hồ sơ đang chờ công dân bổ sung. Nhận giấy bổ sung ở màn hình Hồ sơ (Ctrl+K).")
    if state is State.PAYMENT:
        return tr("Hồ sơ đang chờ nộp tiền. Ghi nhận đã nộp ở màn hình Hồ sơ (Ctrl+K).")
    if state is State.WITHDRAWING:
        return tr("Công dân đã xin rút hồ sơ. Dừng xử lý hoặc giải quyết tiếp ở màn hình Hồ sơ (Ctrl+K).")
    if state is State.REFUSED:
        return tr("Hồ sơ đã bị từ chối, không có kết quả để trả. In lại phiếu từ chối bằng Ctrl+P.")
    if state is State.STOPPED:
        return tr("Hồ sơ đã dừng xử lý, không có kết quả để trả. In lại thông báo bằng Ctrl+P.")
    return tr("Hồ sơ ở bước này chưa có kết quả để trả. Việc làm được xem ở màn hình Hồ sơ (Ctrl+K).")


def receiving_clerk(view: DossierView) -> str:
    """The account that received the dossier: its name is on record with it."""
    return next((event.actor for event in view.events if event.verb == "dossier.received"), "")
