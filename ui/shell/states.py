"""How a dossier's state reads: icon, word and tone, the same on every screen."""

from __future__ import annotations

from desk.rows import State
from ui.i18n import tr
from ui.tokens import Tone
from ui.widgets.paint import ChipSpec

_WORDS: dict[State, tuple[str, Tone, str]] = {
    State.NEW: ("Mới, chờ tiếp nhận", Tone.INFO, "inbox"),
    State.RECEIVED: ("Đã tiếp nhận", Tone.INFO, "file-check"),
    State.REFUSED: ("Từ chối tiếp nhận", Tone.BAD, "ban"),
    State.PROCESSING: ("Đang giải quyết", Tone.INFO, "hourglass"),
    State.SUPPLEMENT: ("Chờ bổ sung", Tone.WARN, "file-exclamation-point"),
    State.PAYMENT: ("Chờ nộp lệ phí", Tone.WARN, "banknote"),
    State.WITHDRAWING: ("Công dân xin rút", Tone.WARN, "undo-2"),
    State.STOPPED: ("Dừng xử lý", Tone.MUTED, "octagon-alert"),
    State.READY: ("Có kết quả, chờ trả", Tone.OK, "package-check"),
    State.RETURNED: ("Đã trả", Tone.OK, "circle-check"),
}


def state_chip(state: State) -> ChipSpec:
    """Return the chip of a state."""
    words, tone, icon = _WORDS[state]
    return ChipSpec(tr(words), tone, icon)
