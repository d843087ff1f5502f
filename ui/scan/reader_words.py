"""How a reader's port stands and how a scan came, in the clerk's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.i18n import tr
from ui.tokens import Tone

if TYPE_CHECKING:
    from desk.rows.readers import Heard, PortState


def mark(state: PortState) -> tuple[str, Tone, str]:
    """Word, tone and sentence for the top bar; no word where no port is set."""
    name = state.name or state.device
    words = {
        "ready": (tr("Đầu đọc"), Tone.OK, tr("Đầu đọc {name} sẵn sàng", name=name)),
        "waiting": (
            tr("Chưa cắm đầu đọc"),
            Tone.WARN,
            tr("Chưa thấy đầu đọc ở cổng đã chọn. Cắm dây: phần mềm tự nhận lại."),
        ),
        "lost": (
            tr("Đầu đọc bị rút"),
            Tone.BAD,
            tr("Đầu đọc vừa bị rút ra. Cắm lại dây: phần mềm tự nhận lại. Trong lúc chờ, gõ mã (F3)."),
        ),
        "busy": (
            tr("Cổng đầu đọc bận"),
            Tone.BAD,
            tr(
                "Cổng {name} đang được phần mềm khác dùng. Đóng phần mềm kia: phần mềm tự nhận lại.",
                name=name,
            ),
        ),
        "denied": (
            tr("Chưa được dùng cổng"),
            Tone.BAD,
            tr(
                "Máy tính chưa cho dùng cổng {name}. Nhờ người phụ trách máy cấp quyền (nhóm dialout).",
                name=name,
            ),
        ),
    }
    return words.get(state.state, ("", Tone.OK, ""))


def path(heard: Heard) -> str:
    """By which way a scan came, and at what pace."""
    end = {
        "enter": "Enter",
        "tab": "Tab",
        "feed": tr("xuống dòng"),
        "sign": tr("ký tự kết thúc"),
        "silence": tr("ngừng gửi"),
    }.get(heard.end, "")
    if heard.via == "keys":
        pace = f"{round(heard.middle_ms)}–{round(heard.slowest_ms)}"
        return tr("Bàn phím · {count} ký tự · {pace} ms · {end}", count=heard.letters, pace=pace, end=end)
    if heard.via == "camera":
        return tr("Camera · {count} ký tự", count=heard.letters)
    return tr("{device} · {count} ký tự · {end}", device=heard.device, count=heard.letters, end=end)
