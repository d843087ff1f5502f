"""How a dossier reads on screen: chips, side-states, countdowns, acts, gaps, facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.rows import State
from ui import format as say
from ui.dossier.acts_pane import ActLine
from ui.dossier.clock_list import CountdownLine
from ui.dossier.kept import ended
from ui.dossier.panels import CORRECTABLE
from ui.i18n import phrase, tr
from ui.shell.states import state_chip
from ui.tokens import Tone
from ui.widgets.paint import ChipSpec

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from desk.life.rows import Countdown, NextAct
    from desk.rows import Acted, ComponentRow, DossierView
    from ui.dossier.draft import ActDraft

_ICONS = {
    "accept": "inbox",
    "request-supplement": "file-exclamation-point",
    "supplement": "file-check",
    "refuse": "ban",
    "hand-over": "arrow-left-right",
    "await-payment": "banknote",
    "paid": "banknote",
    "result-ready": "package-check",
    "extend": "calendar-clock",
    "return": "hand-helping",
    "withdraw": "undo-2",
    "resume": "undo-2",
    "stop": "octagon-alert",
    "correct": "pen-line",
    "reconcile": "scan-line",
    "rate": "smile",
    "note": "pen-line",
}
FINAL = ("refuse", "stop")
_LEVELS = {"ok": Tone.INFO, "soon": Tone.WARN, "late": Tone.BAD}
_SIDES = {
    "delivery": ("Giao trả", "package-check"),
    "finance": ("Lệ phí", "banknote"),
    "sync": ("Mã hồ sơ", "cloud"),
    "digitisation": ("Số hóa", "scan-line"),
    "warning": ("Thời hạn", "timer"),
}
_SIDE_TONES = {
    "unpaid": Tone.WARN, "paid": Tone.OK, "provisional": Tone.WARN, "reconciled": Tone.OK,
    "partial": Tone.WARN, "full": Tone.OK, "soon": Tone.WARN, "late": Tone.BAD, "ok": Tone.OK,
    "failed": Tone.BAD, "delivered": Tone.OK, "waiting": Tone.WARN, "sent": Tone.INFO,
}  # fmt: skip
_KINDS = {
    "original": "Bản chính",
    "certified_copy": "Bản chứng thực",
    "copy": "Bản sao",
    "electronic": "Bản điện tử",
    "reused": "Bản đã số hóa",
}


@dataclass(frozen=True, slots=True)
class SideWord:
    """One side-state: what it is about, how it stands, its tone."""

    title: str
    text: str
    tone: Tone
    icon: str


def sides(view: DossierView) -> tuple[SideWord, ...]:
    """The five side-states, always in the same order, never mixed with the main state."""
    found = []
    for key, (title, icon) in _SIDES.items():
        value = str(getattr(view.side, key))
        tone = _SIDE_TONES.get(value, Tone.MUTED)
        kept = ended(view) if key == "warning" and value == "none" else None
        if key == "finance" and value == "none" and view.fee_undecided:
            kept = tr("Chưa xác định"), Tone.WARN
        text, tone = kept or (phrase(view.side.words.get(key, "")) or "–", tone)
        found.append(SideWord(tr(title), text, tone, icon))
    return tuple(found)


def chips(view: DossierView) -> tuple[ChipSpec, ...]:
    """The main state, and that the number is a provisional one."""
    found = [state_chip(view.state)]
    if view.provisional and not view.official_code:
        found.append(ChipSpec(tr("Số tạm"), Tone.WARN, "triangle-alert"))
    return tuple(found)


def numbers(view: DossierView) -> str:
    """The other numbers it is known by: the official one or the provisional one before it, the register."""
    other = view.official_code if view.official_code and view.official_code != view.code else ""
    parts = (
        tr("Mã chính thức {code}", code=other) if other else "",
        say.register(view.register),
        tr("Nhóm {number}", number=view.group_no) if view.group_no else "",
    )
    return " · ".join(part for part in parts if part)


def subject(view: DossierView) -> str:
    """Citizen, grouped number, procedure in one line."""
    number = say.grouped_id(view.id_number or "")
    return " · ".join(part for part in (view.applicant_name, number, phrase(view.procedure.name)) if part)


# ---- countdowns ----------------------------------------------------------------------------------


def countdown(one: Countdown, now: datetime) -> CountdownLine:
    """One countdown as a line."""
    tone = _LEVELS.get(one.level, Tone.MUTED)
    icon = {"late": "clock-alert", "soon": "timer"}.get(one.level, "calendar-clock")
    until = tr("đến {clock} {day}", clock=say.clock(one.due_at), day=say.short_date(one.due_at))
    chip = ChipSpec(left(one.due_at, one.minutes_left, one.minutes_over, one.level, now), tone)
    return CountdownLine(phrase(one.label), chip, until, say.article(one.basis), icon)


def left(due: datetime, minutes: int, over: int, level: str, now: datetime) -> str:
    """`Còn 3 giờ 20 phút`, `Còn 4 ngày`, `Quá 2 ngày`: working time near by, days further off."""
    days = say.days_between(now, due)
    if level == "late" or now > due:
        if days < 0:
            return tr("Quá {count} ngày", count=-days)
        return tr("Quá {time}", time=say.spell_minutes(max(1, over)))
    if days > 0:
        return tr("Còn {count} ngày", count=days)
    return tr("Còn {time}", time=say.spell_minutes(minutes))


# ---- acts ----------------------------------------------------------------------------------------


def act_lines(acts: tuple[NextAct, ...], caps: Mapping[str, str]) -> tuple[ActLine, ...]:
    """The allowed acts as lines; `caps` says which key begins which act, the others get a digit each."""
    found = []
    digits = iter("123456789")
    for act in acts:
        cap = caps.get(act.verb) or next(digits, "")
        tone = Tone.BAD if act.verb in FINAL else Tone.PLAIN
        note = tr("Đã hết số lần cho phép: cần lý do và người cho phép.") if act.needs_override else ""
        found.append(ActLine(act.verb, phrase(act.label), _ICONS.get(act.verb, "check"), cap, tone, note))
    return tuple(found)


def consequence(draft: ActDraft, view: DossierView) -> tuple[str, ...]:
    """What F9 will change, before it does: state, dates, papers."""
    found = []
    if draft.act.form:
        found.append(tr("In {form}.", form=form_of(draft.act.form)))
    if draft.act.needs_override:
        found.append(tr("Đã hết số lần cho phép: cần lý do và người cho phép."))
    if draft.verb == "extend" and view.due_at is not None:
        found.append(
            tr("Ngày hẹn cũ {clock} {day} vẫn ghi trong sổ.", clock=say.clock(view.due_at),
               day=say.long_date(view.due_at))
        )  # fmt: skip
    if draft.verb == "request-supplement":
        found.append(tr("Hạn nộp bổ sung ghi trên phiếu; quá hạn thì hồ sơ có thể bị dừng xử lý."))
    if draft.verb == "supplement":
        found.append(tr("Thời hạn tính lại từ đầu kể từ lúc này."))
    return tuple(found)


def form_of(key: str) -> str:
    """What a form is called inside a sentence."""
    from ui.dossier.history import form_name

    name = form_name(key)
    return name[:1].lower() + name[1:]


def again(draft: ActDraft, view: DossierView) -> str:
    """The question before an act that cannot be undone."""
    return tr(
        "{what} hồ sơ của {name}: không lấy lại được. Bấm F9 lần nữa để làm, Esc để quay lại.",
        what=phrase(draft.act.label),
        name=view.applicant_name,
    )


def gap(key: str, draft: ActDraft) -> str:
    """What keeps F9 from acting, and what to do."""
    if key == "papers":
        if draft.verb == "supplement":
            return tr("Chưa có giấy nào. Đánh dấu giấy công dân vừa nộp (Space hoặc 1–9).")
        return tr("Chưa chọn giấy nào. Đánh dấu giấy còn thiếu (Space hoặc 1–9).")
    if key == "set":
        return tr("Chưa sửa ô nào. Sửa ô cần đính chính rồi bấm F9.")
    field = next((one for one in draft.spec.fields if one.key == key), None)
    title = tr(field.title) if field is not None else key
    if not draft.value(key):
        if field is not None and field.kind == "score":
            return tr("Chưa có mức hài lòng. Bấm 1–5.")
        return tr("Chưa có {title}. Gõ vào ô đang chọn.", title=title.lower())
    kind = field.kind if field is not None else ""
    if kind == "day":
        return tr("{title} chưa đúng dạng ngày/tháng/năm, ví dụ 26/11/2026.", title=title)
    if kind == "clock":
        return tr("{title} chưa đúng dạng giờ:phút, ví dụ 17:00.", title=title)
    return tr("{title} phải là số tiền, ví dụ 15.000.", title=title)


def sections(view: DossierView, *, history: bool) -> list[tuple[str, str]]:
    """The parts of a dossier with their counts; the history among them where it has no column."""
    notes = len(view.remarks) + len(view.corrections)
    found = [
        ("papers", _counted(tr("Giấy tờ"), len(view.components))),
        ("scans", _counted(tr("Bản quét"), len(view.attachments))),
        ("facts", tr("Thông tin")),
        ("holdings", _counted(tr("Giao nhận"), len(view.holdings))),
        ("notes", _counted(tr("Ghi chú"), notes)),
        ("forms", tr("Biểu mẫu")),
    ]
    return [*found, ("history", tr("Tiến trình"))] if history else found


def _counted(text: str, count: int) -> str:
    return f"{text} {count}" if count else text


# ---- papers --------------------------------------------------------------------------------------


def paper_kind(row: ComponentRow) -> str:
    """How a paper was handed in, and how many."""
    if row.exploited:
        return tr("Khai thác từ CSDL, không yêu cầu công dân nộp")
    kind = tr(_KINDS.get(row.kind, "Bản chính"))
    return f"{row.copies} {kind.lower()}" if row.copies and row.kind != "reused" else kind


def paper_chip(row: ComponentRow) -> ChipSpec:
    """Whether it was digitised, reused, taken from a database, kept or given back."""
    if row.given_back_at is not None:
        return ChipSpec(tr("Đã trả lại"), Tone.OK, "hand-helping")
    if row.exploited:
        return ChipSpec(tr("Đã có trong CSDL"), Tone.INFO)
    if row.reused:
        return ChipSpec(tr("Dùng lại bản đã số hóa"), Tone.OK, "badge-check")
    if row.pages:
        return ChipSpec(tr("{count} trang", count=row.pages), Tone.OK, "scan-line")
    if row.kind == "electronic":
        return ChipSpec(tr("Điện tử"), Tone.INFO)
    return ChipSpec(tr("Chưa quét"), Tone.WARN, "scan-line")


def paper_note(row: ComponentRow) -> str:
    """The second line of a paper: kind, and that its original lies here."""
    kept = tr("giữ bản gốc") if row.original_kept and row.given_back_at is None else ""
    return " · ".join(part for part in (paper_kind(row), kept) if part)


# ---- the rest ---------------------------------------------------------------------------------------


def field_name(key: str) -> str:
    """What a corrected field is called."""
    titles = dict(CORRECTABLE)
    more = {"copies": "Số bản", "note": "Ghi chú", "return_by": "Cách trả", "fee_amount": "Lệ phí",
            "fee": "Lệ phí", "sex": "Giới tính", "procedure": "Thủ tục", "channel": "Kênh nộp"}  # fmt: skip
    return tr(titles.get(key, more.get(key, "")) or "Ô khác")


def paper_of(view: DossierView) -> str:
    """The form that Ctrl+P prints: the paper the citizen got for the present state."""
    forms = {
        State.SUPPLEMENT: "phieu_bo_sung",
        State.REFUSED: "phieu_tu_choi",
        State.STOPPED: "tb_dung",
    }
    return forms.get(view.state, "giay_tiep_nhan")


def due_of(acted: Acted) -> str:
    """What the toast adds where there is a date to come."""
    if acted.due_at is None or acted.state not in (State.RECEIVED, State.PROCESSING):
        return ""
    return tr("trả {clock} {day}", clock=say.clock(acted.due_at), day=say.long_date(acted.due_at))


def settled(view: DossierView) -> bool:
    """Whether the dossier is done, so that an empty list of acts is no fault."""
    return view.state in (State.REFUSED, State.STOPPED, State.RETURNED)
