"""How the live picture speaks: what is wrong with it, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.i18n import tr
from ui.tokens import Tone

if TYPE_CHECKING:
    from desk.imaging.capture import FrameLook

SHARP_ENOUGH = 0.5


def light(look: FrameLook) -> tuple[str, Tone]:
    """How the picture is: light, glare, sharpness."""
    if look.advice == "dark":
        return tr("Thiếu sáng"), Tone.BAD
    if look.advice == "glaring":
        return tr("Bị lóa"), Tone.WARN
    if look.advice == "blurred":
        return tr("Mờ, giữ yên hoặc chụp lại"), Tone.WARN
    if look.corners is None:
        return "", Tone.OK
    return (tr("Nét · đủ sáng"), Tone.OK) if look.sharp >= SHARP_ENOUGH else (tr("Hơi mờ"), Tone.WARN)


def advice(what: str, *, auto: bool, card: bool) -> tuple[str, Tone]:
    """What to do with the paper under the camera."""
    if card:
        return tr("Đưa mặt có mã QR của thẻ vào khung"), Tone.WARN
    if not auto:
        return "", Tone.OK
    words = {
        "searching": (tr("Đặt giấy vào khung"), Tone.WARN),
        "unsure": (tr("Chưa rõ mép giấy, bấm F5 để chụp"), Tone.WARN),
        "moving": (tr("Giữ yên"), Tone.WARN),
        "hold": (tr("Giữ yên 0,4 giây"), Tone.WARN),
        "capture": (tr("Đã chụp"), Tone.OK),
        "change_page": (tr("Lật trang hoặc đặt giấy khác"), Tone.OK),
    }
    return words.get(what, ("", Tone.OK))
