"""How a return reads on screen: chips, history, what is missing, in the clerk's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.rows import State
from ui import format as say
from ui.i18n import phrase, tr
from ui.shell.states import state_chip
from ui.tokens import Tone
from ui.widgets.paint import ChipSpec
from ui.widgets.timeline import Moment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from desk.rows import AttachmentRow, DossierView, EventRow
    from ui.returns.draft import Gap

_VERBS: Mapping[str, tuple[str, str, Tone]] = {
    "dossier.received": ("Tiếp nhận hồ sơ", "inbox", Tone.PRIMARY),
    "dossier.accepted": ("Tiếp nhận hồ sơ trực tuyến", "inbox", Tone.PRIMARY),
    "dossier.handed_over": ("Chuyển bộ phận chuyên môn", "arrow-left-right", Tone.MUTED),
    "dossier.supplement_requested": ("Yêu cầu bổ sung", "file-exclamation-point", Tone.WARN),
    "dossier.supplemented": ("Công dân bổ sung giấy tờ", "file-check", Tone.PRIMARY),
    "dossier.extended": ("Gia hạn", "calendar-clock", Tone.WARN),
    "dossier.paid": ("Đã nộp lệ phí", "banknote", Tone.OK),
    "dossier.refused": ("Từ chối", "ban", Tone.BAD),
    "dossier.stopped": ("Dừng xử lý", "octagon-alert", Tone.MUTED),
    "dossier.resumed": ("Giải quyết tiếp", "undo-2", Tone.MUTED),
    "dossier.result_ready": ("Có kết quả tại quầy", "package-check", Tone.OK),
    "dossier.returned": ("Đã trả kết quả", "hand-helping", Tone.OK),
    "dossier.corrected": ("Đính chính", "pen-line", Tone.MUTED),
    "form.printed": ("In lại giấy hẹn", "printer", Tone.MUTED),
}
_WAYS = {
    "counter": "Trả tại quầy",
    "postal": "Trả qua bưu chính",
    "electronic": "Trả bản điện tử",
}


def way(by: str) -> str:
    """How a result goes out."""
    return tr(_WAYS.get(by, "Trả tại quầy"))


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


def due_note(view: DossierView) -> str:
    """`Hẹn 16:30 26/11`, or that the procedure has no term."""
    if view.due_at is None:
        return tr("Không có thời hạn")
    return tr("Hẹn {clock} {day}", clock=say.clock(view.due_at), day=say.short_date(view.due_at))


def moments(view: DossierView, names: Mapping[str, str]) -> tuple[Moment, ...]:
    """The history, newest first; who acted is named where the desk knows the name."""
    found = []
    for event in reversed(view.events):
        if event.verb not in _VERBS:
            continue
        title, icon, tone = _VERBS[event.verb]
        stamp = f"{say.clock(event.at)} {say.short_date(event.at)}"
        who = names.get(event.actor, event.actor)
        note = " · ".join(part for part in (_told(view, event), who) if part)
        found.append(Moment(tr(title), note, stamp, icon, tone))
    return tuple(found)


def _told(view: DossierView, event: EventRow) -> str:
    """What one event adds to its name."""
    details = event.details
    if event.verb == "dossier.received" and view.due_at is not None:
        return due_note(view)
    if event.verb == "dossier.result_ready":
        return tr("Bản điện tử") if details.get("electronic") else tr("Bản giấy")
    if event.verb == "dossier.returned":
        return handed_to(view, str(details.get("to") or "self"), str(details.get("by") or "counter"))
    return ""


def handed_to(view: DossierView, kind: str, by: str) -> str:
    """Who took the result, or which way it went."""
    if by != "counter":
        return way(by)
    return tr("Người được ủy quyền nhận") if kind == "authorised" else tr("Chính chủ nhận")


def returned(view: DossierView, names: Mapping[str, str]) -> tuple[str, str]:
    """When a result was returned, and by whom to whom: two lines."""
    at: datetime | None = view.clock.get("returned_at")
    when = f"{say.clock(at)} {say.long_date(at)}" if at is not None else ""
    for event in reversed(view.events):
        if event.verb == "dossier.returned":
            told = _told(view, event)
            who = tr("Người trả: {name}", name=names.get(event.actor, event.actor))
            return when, f"{told} · {who}"
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
    if what == "receiver":
        return tr("Chưa có tên người được ủy quyền. Quét thẻ của người đó, hoặc gõ họ tên.")
    if what == "wrong_person":
        name = view.applicant_name if view is not None else ""
        return tr(
            "Thẻ vừa quét không phải của {name}. Chọn “Được ủy quyền”, hoặc quét thẻ người nộp.", name=name
        )
    if what == "signature":
        return tr("Chưa có chữ ký. Ký vào bảng, hoặc chọn “Ký trên giấy”.")
    if what == "dossier":
        return tr("Chưa mở hồ sơ nào. Quét giấy hẹn, hoặc gõ mã hồ sơ (F3).")
    return not_now(view)


def not_now(view: DossierView | None) -> str:
    """Why this dossier has nothing to hand over now."""
    state = view.state if view is not None else None
    if state is State.RETURNED:
        return tr("Kết quả đã trả. Chỉ còn in lại giấy hẹn (Ctrl+P).")
    if state is State.SUPPLEMENT:
        return tr(
            "Hồ sơ đang chờ công dân bổ sung giấy tờ. Bản này chưa nhận giấy bổ sung, nhận ở hệ thống tỉnh."
        )
    if state is State.PAYMENT:
        return tr("Hồ sơ đang chờ nộp lệ phí, chưa có kết quả để trả.")
    if state is State.REFUSED:
        return tr("Hồ sơ đã bị từ chối, không có kết quả để trả.")
    return tr("Hồ sơ ở bước này chưa có kết quả để trả.")
