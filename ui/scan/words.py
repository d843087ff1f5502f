"""How the live picture speaks: what is wrong with it, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.i18n import tr
from ui.tokens import Tone

if TYPE_CHECKING:
    from desk.imaging.capture import FrameLook

SHARP_ENOUGH = 0.5
ENOUGH_DPI = 200  # what the rules ask of a scanned paper
FAIR_DPI = 195  # corners are found to a pixel: 200 measured a little low is 200


def light(look: FrameLook) -> tuple[str, Tone]:
    """How the picture is: light, glare, sharpness."""
    if look.advice == "covered":
        return tr("Không thấy gì"), Tone.BAD
    if look.advice == "dark":
        return tr("Thiếu sáng"), Tone.BAD
    if look.advice == "glaring":
        return tr("Bị lóa"), Tone.WARN
    if look.advice == "blurred":
        return tr("Mờ, giữ yên hoặc chụp lại"), Tone.WARN
    if look.corners is None:
        return "", Tone.OK
    return (tr("Nét · đủ sáng"), Tone.OK) if look.sharp >= SHARP_ENOUGH else (tr("Hơi mờ"), Tone.WARN)


def dots(look: FrameLook) -> tuple[str, Tone]:
    """How many dots an inch the page will have when it is kept."""
    if look.dpi is None or not look.confident:
        return "", Tone.OK
    return tr("{dpi} dpi", dpi=round(look.dpi)), Tone.OK if look.dpi >= FAIR_DPI else Tone.WARN


def scarce(look: FrameLook) -> str:
    """The same with the way out in two words, where the rules ask for more; empty where there are enough."""
    if not too_few_dots(look):
        return ""
    if look.reach_dpi >= FAIR_DPI:
        return tr("{dpi} dpi · hạ camera gần giấy", dpi=round(look.dpi or 0))
    return tr("{dpi} dpi · nên dùng máy quét", dpi=round(look.dpi or 0))


def too_few_dots(look: FrameLook) -> str:
    """What to do about a page with fewer dots than the rules ask for; empty where there are enough."""
    if look.dpi is None or not look.confident or look.dpi >= FAIR_DPI:
        return ""
    if look.reach_dpi >= FAIR_DPI:
        return tr(
            "Trang chỉ đạt {dpi} dpi, cần {need}. Hạ camera lại gần cho giấy đầy khung hình.",
            dpi=round(look.dpi), need=ENOUGH_DPI,
        )  # fmt: skip
    return tr(
        "Trang chỉ đạt {dpi} dpi, cần {need}; camera này tối đa {most} với khổ A4. Cần rõ thì dùng máy quét.",
        dpi=round(look.dpi), need=ENOUGH_DPI, most=round(look.reach_dpi),
    )  # fmt: skip


def advice(what: str, *, auto: bool, card: bool) -> tuple[str, Tone]:
    """What to do with the paper under the camera."""
    lasting = {
        "covered": (tr("Mở nắp ống kính, bật đèn"), Tone.BAD),
        "dark": (tr("Bật đèn hoặc dời ra chỗ sáng"), Tone.WARN),
    }
    if what in lasting:
        return lasting[what]
    if card:
        return tr("Đưa mặt có mã QR của thẻ vào khung"), Tone.WARN
    words = {
        "ready": (tr("Rõ nét, bấm F5 để chụp"), Tone.OK),
        "change_page": (tr("Đã chụp · lật trang"), Tone.OK),
        "same_page": (tr("Vẫn trang vừa chụp · lật trang"), Tone.WARN),
        "other_page": (tr("Chờ trang khác, F5 chụp trang này"), Tone.WARN),
    }
    if auto:
        words |= {
            "searching": (tr("Đặt giấy vào khung"), Tone.WARN),
            "unsure": (tr("Chưa rõ mép giấy, bấm F5 để chụp"), Tone.WARN),
            "moving": (tr("Giữ yên"), Tone.WARN),
            "hold": (tr("Giữ yên 0,4 giây"), Tone.WARN),
            "capture": (tr("Đã chụp · lật trang"), Tone.OK),
        }
    return words.get(what, ("", Tone.OK))
