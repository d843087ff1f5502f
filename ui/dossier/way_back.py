"""Ctrl+Z after an act on record: what stands in the book is not erased, the key leads to what mends it.

An act is an event in a chain, often with a paper in the citizen's hand. A correction alone is taken back by
the program itself: the old values are put in again, as another correction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui.dossier.state import DossierWish
from ui.i18n import tr
from ui.shell.screen import BannerSpec, ToastAction
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.rows import Acted
    from ui.services import Services
    from ui.shell.screen import Desktop

REASON = "Hoàn tác lần đính chính vừa ghi"  # kept in the record, so never translated

# What was done, the act that mends it, how the toast calls that. Refused and stopped is the end of a dossier.
_WAYS: dict[str, tuple[str, str]] = {
    "accept": ("refuse", "Từ chối"),
    "request-supplement": ("supplement", "Nhận giấy bổ sung"),
    "supplement": ("request-supplement", "Yêu cầu lại"),
    "refuse": ("note", "Ghi chú"),
    "hand-over": ("hand-over", "Chuyển lại"),
    "await-payment": ("paid", "Ghi đã nộp"),
    "paid": ("note", "Ghi chú"),
    "result-ready": ("correct", "Đính chính"),
    "extend": ("extend", "Hẹn lại nữa"),
    "return": ("correct", "Đính chính"),
    "withdraw": ("resume", "Giải quyết tiếp"),
    "resume": ("withdraw", "Rút hồ sơ"),
    "stop": ("note", "Ghi chú"),
    "reconcile": ("reconcile", "Ghi mã khác"),
    "rate": ("rate", "Đánh giá lại"),
    "note": ("note", "Ghi chú thêm"),
    "receive": ("correct", "Đính chính"),
    "call": ("note", "Ghi chú thêm"),
}


def mending(verb: str) -> str:
    """The act that mends another; nothing where the program takes it back itself."""
    return _WAYS[verb][0] if verb in _WAYS else ""


def offered(verb: str, act: Callable[[], object]) -> ToastAction | None:
    """What a toast offers on Ctrl+Z after an act."""
    if verb == "correct":
        return ToastAction(tr("Hoàn tác"), "undo", act)
    return ToastAction(tr(_WAYS[verb][1]), "undo", act) if verb in _WAYS else None


def say(desktop: Desktop, verb: str) -> None:
    """Say above the screen why nothing was erased, and what the panel that opened does instead."""
    mend = tr(_WAYS[verb][1])
    text = tr("Thay vào đó: {act}. Cả hai việc đều còn trong lịch sử hồ sơ.", act=mend)
    if verb == "receive":
        text += " " + tr("Công dân không nộp nữa: Rút hồ sơ.")
    desktop.banner(BannerSpec(tr("Việc vừa làm đã vào sổ nên không xóa được."), text, tone=Tone.INFO))


def mend(desktop: Desktop, code: str, verb: str) -> None:
    """Open the dossier with the act that mends what was just done, from any screen."""
    desktop.lending.go_on("dossier", DossierWish(code, mending(verb)))
    say(desktop, verb)


def take_back_correction(services: Services, acted: Acted, *, command_id: str) -> Acted:
    """Put the values before a correction in again, once, as a correction of its own (desk pool)."""
    rows = [row for row in services.show(acted.code).corrections if row.event_seq == acted.event_seq]
    before: dict[str, Any] = {row.field: "" if row.old is None else row.old for row in rows}
    payload = {"set": before, "reason": REASON}
    return services.act(acted.code, "correct", payload, command_id=command_id)
