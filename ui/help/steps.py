"""The steps of the guided tour as data: where one looks, what is said, which real deed ends the step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.shell.window import Shell


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the widget it points at by name, its words, whether it is done, and a help to get there.

    `screen` is brought to the front where the step begins elsewhere; `lend` does what a device would.
    """

    target: str
    title: str
    text: str
    done: Callable[[Shell], bool]
    screen: str = ""
    lend: Callable[[Shell], object] | None = None
    lends: str = ""


def _at(name: str) -> Callable[[Shell], bool]:
    return lambda shell: shell.current_name == name


def _draft(shell: Shell, key: str) -> object:
    page = shell.docks.get("reception")
    presenter = getattr(page, "presenter", None)
    return getattr(presenter.state.draft, key) if presenter is not None else None


def _person(shell: Shell) -> bool:
    return bool(getattr(_draft(shell, "person"), "complete", False))


def _ticked(shell: Shell) -> bool:
    papers = _draft(shell, "papers") or ()
    return any(getattr(one, "received", False) for one in papers)  # type: ignore[attr-defined]


def sample_card() -> str:
    """The text of the fictional card that travels with the program."""
    import json

    from resources import path as resource

    return str(json.loads(resource("sample", "sample.json").read_text("utf-8"))["applicant"]["id_card"])


def steps() -> tuple[Step, ...]:
    """The tour, about five minutes."""
    return (
        Step(
            "scan_bar", tr("Một ô cho mọi thứ"),
            tr("Giấy hẹn, thẻ căn cước, tên, số điện thoại: quét hay gõ đều ở đây. Bấm F2 để tiếp nhận."),
            _at("reception"), "home",
        ),
        Step(
            "person", tr("Người nộp"),
            tr("Quét thẻ căn cước, con trỏ ở đâu cũng được. Chưa có đầu đọc thì bấm Ctrl+. để đưa thẻ mẫu."),
            _person, "reception", lambda shell: shell.take_scan(sample_card()), tr("Đưa thẻ mẫu"),
        ),
        Step(
            "search", tr("Thủ tục"),
            tr("Bấm Alt+2, gõ vài chữ không dấu, ví dụ tinh trang hon nhan, rồi Enter."),
            lambda shell: _draft(shell, "procedure") is not None, "reception",
        ),
        Step(
            "papers", tr("Giấy tờ"),
            tr("Bấm Alt+3, chọn dòng bằng Lên/Xuống, bấm Space cho mỗi giấy đã cầm trong tay."),
            _ticked, "reception",
        ),
        Step(
            "due", tr("Ngày hẹn do máy tính"),
            tr("Bấm Ctrl+D để xem vì sao hẹn ngày này; Esc đóng lại."),
            lambda shell: shell.findChild(_why()) is not None, "reception",
        ),
        Step(
            "reception.commit", tr("Một phím để lưu và in"),
            tr("Bấm F9. Nếu còn thiếu gì, chương trình nói ngay cạnh chỗ thiếu và đưa con trỏ đến đó."),
            lambda shell: shell.toast.isVisible(), "reception",
        ),
        Step(
            "scan_bar", tr("Tra cứu"),
            tr("Bấm F3 rồi gõ vo ngoc (không cần dấu): hồ sơ vừa nhận hiện ra bên dưới."),
            lambda shell: shell.popup.isVisible() or shell.current_name == "search", "home",
        ),
        Step(
            "scan_bar", tr("Mọi lệnh"),
            tr("Quên phím thì bấm Ctrl+K và gõ điều muốn làm. Esc đóng."),
            lambda shell: shell.command_list.isVisible(), "home",
        ),
        Step(
            "rail.closing", tr("Cuối ngày"),
            tr("Bấm F11 để xem bảng kê; chốt ngày bằng F9 ở màn hình đó."),
            _at("closing"),
        ),
        Step(
            "key_bar", tr("Phím nào cũng ghi trên màn hình"),
            tr("Bấm F1 ở bất cứ đâu để xem mọi phím dùng được tại chỗ. Hết hướng dẫn."),
            lambda shell: shell.overlay.isVisible(),
        ),
    )  # fmt: skip


def _why() -> type:
    from ui.help.why import WhyWindow

    return WhyWindow
