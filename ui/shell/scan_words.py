"""What is said of a scan that is no receipt and no card of ours: what it is, what is safe, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.i18n import tr
from ui.shell.screen import BannerSpec
from ui.tokens import Tone

if TYPE_CHECKING:
    from ui.shell.screen import ToastAction

KEPT = 24  # letters of a foreign text that are shown; numbers of people are not
_DIGITS = 9  # so many digits may be somebody's number
TEXTS = frozenset({"id_number", "phone", "tax_code", "digits", "product", "text"})  # what may be looked up


def strange_banner(text: str, looks: str, *, action: ToastAction | None = None) -> BannerSpec:
    """Say what a scan is and what to do; nothing on the screen was changed by it."""
    title, what = _ours(looks)
    if not title:
        title = tr("Đây không phải mã thẻ căn cước hay giấy hẹn của phường.")
        what = f"{_foreign(text, looks)} {tr('Quét lại, hoặc gõ mã (F3).')}"
    return BannerSpec(title=title, text=what, tone=Tone.WARN, action=action)


def missing_banner(code: str) -> BannerSpec:
    """A code of the right form that is not on this office's record."""
    return BannerSpec(
        title=tr("Mã {code} chưa có trong sổ của đơn vị này.", code=code[:40]),
        text=tr(
            "Màn hình giữ nguyên. Có thể là hồ sơ của nơi khác; xem tên cơ quan trên giấy, hoặc tra cứu (F3)."
        ),
        tone=Tone.WARN,
    )


def citizen_banner(*, revoked: bool) -> BannerSpec:
    """A citizen's code that opens nothing here."""
    return BannerSpec(
        title=tr("Mã người dân này đã thu hồi.")
        if revoked
        else tr("Mã người dân này không có ở đơn vị này."),
        text=tr("Màn hình giữ nguyên. Quét thẻ căn cước, hoặc tra cứu theo tên (F3)."),
        tone=Tone.WARN,
    )


def twice_banner() -> BannerSpec:
    """The recognition itself failed."""
    return BannerSpec(
        title=tr("Chưa nhận ra được mã vừa quét."),
        text=tr("Màn hình giữ nguyên, chưa có gì thay đổi. Quét lại, hoặc gõ mã (F3)."),
        tone=Tone.WARN,
    )


def _ours(looks: str) -> tuple[str, str]:
    """Title and text of what is nearly ours; two empty texts for the rest."""
    again = tr("Chưa có gì thay đổi.")
    words = {
        "half_card": (
            tr("Thẻ căn cước đọc chưa hết."),
            tr("{safe} Giữ đầu đọc thẳng, yên cho tới tiếng bíp rồi quét lại, hoặc gõ 12 số.", safe=again),
        ),
        "half_receipt": (
            tr("Mã giấy hẹn đọc chưa hết."),
            tr("{safe} Vuốt phẳng giấy, quét lại cả ô mã, hoặc gõ mã hồ sơ (F3).", safe=again),
        ),
        "glued": (
            tr("Hai mã dính vào nhau."),
            tr("{safe} Quét lại từng mã một. Nếu còn dính, đặt ký tự kết thúc trong Thiết lập.", safe=again),
        ),
        "other_office": (
            tr("Giấy hẹn này do đơn vị khác lập."),
            tr("{safe} Hướng dẫn công dân đến nơi ghi trên giấy hẹn.", safe=again),
        ),
        "damaged": (
            tr("Mã kiểm không khớp: giấy hẹn có thể đã bị sửa."),
            tr("{safe} Quét lại; nếu vẫn vậy, đối chiếu hồ sơ trong máy (F3) trước khi trả.", safe=again),
        ),
        "too_long": (
            tr("Mã vừa quét quá dài."),
            tr("Đã bỏ qua, chưa có gì thay đổi. Quét mã QR trên thẻ căn cước hoặc trên giấy hẹn."),
        ),
        "empty": (
            tr("Đầu đọc gửi một mã rỗng."),
            tr("{safe} Quét lại; nếu lặp lại, kiểm tra cài đặt của đầu đọc.", safe=again),
        ),
        "sealed": (
            tr("Đây là mã được mã hóa, như mã của VNeID."),
            tr("{safe} Phần mềm không đọc được mã này. Quét thẻ căn cước, hoặc gõ 12 số.", safe=again),
        ),
        "garbled": (
            tr("Đầu đọc gửi ký tự không đọc được."),
            tr("{safe} Quét lại; nếu lặp lại, quét thử trong Thiết lập, mục Đầu đọc mã.", safe=again),
        ),
    }
    return words.get(looks, ("", ""))


def named(text: str, looks: str) -> str:
    """What a scan is, in one sentence."""
    return _ours(looks)[0] or _foreign(text, looks)


def _foreign(text: str, looks: str) -> str:
    words = {
        "url": tr("Đọc được một địa chỉ web."),
        "wifi": tr("Đọc được mã kết nối Wi-Fi."),
        "payment": tr("Đọc được mã chuyển tiền (VietQR)."),
        "contact": tr("Đọc được một danh thiếp."),
        "event": tr("Đọc được một lịch hẹn."),
        "phone": tr("Đọc được một số điện thoại."),
        "email": tr("Đọc được một địa chỉ thư điện tử."),
        "place": tr("Đọc được một vị trí bản đồ."),
        "secret": tr("Đọc được một mã bí mật của ứng dụng xác thực."),
        "passport": tr("Đọc được dòng mã của hộ chiếu hoặc mặt sau thẻ."),
        "id_number": tr("Đọc được một số định danh, chưa có các mục khác của thẻ."),
        "insurance": tr("Đọc được mã thẻ bảo hiểm y tế."),
        "tax_code": tr("Đọc được một mã số thuế."),
        "product": tr("Đọc được mã vạch hàng hóa, dãy {count} ký tự.", count=len(text)),
    }
    if looks in words:
        return words[looks]
    if "://" in text:
        return words["url"]
    if sum(letter.isdigit() for letter in text) >= _DIGITS:
        return tr("Đọc được một dãy {count} ký tự.", count=len(text))
    short = " ".join(text.split())
    return tr("Đọc được: “{text}”.", text=short if len(short) <= KEPT else f"{short[:KEPT]}…")
