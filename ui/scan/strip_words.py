"""How pages of the strip speak: the word under a tile, the sentence behind it, the names of steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.i18n import tr
from ui.tokens import Tone
from ui.widgets.page_tile import PageSpec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QImage

    from desk.rows import PreparedPage
    from desk.rows.strip import StripPage
    from ui.scan.strip_acts import PaperTag

LOW_DPI = "page.low_dpi"


def blank(page: StripPage, row: PreparedPage | None) -> bool:
    """Whether a page will be left out as an empty side unless the clerk keeps it."""
    return page.dropped == "blank" or (not page.kept and row is not None and row.blank)


def unsure(page: StripPage, row: PreparedPage | None) -> bool:
    """Whether the program does not trust the edges it found and the clerk said nothing yet."""
    if page.corners is not None or row is None or blank(page, row):
        return False
    return row.unsure


def trouble(page: StripPage, row: PreparedPage | None) -> tuple[str, str, Tone | None, str]:
    """What to say of a page: a word for under its picture, a sentence, a tone, an icon; nothing when well."""
    if page.dropped == "separator":
        return tr("Tờ ngăn"), tr("Tờ phân cách, không lưu vào hồ sơ."), Tone.MUTED, "scissors"
    if blank(page, row):
        return tr("Trắng · bỏ"), tr("Trang trắng · sẽ bỏ khi lưu."), Tone.MUTED, "eye-off"
    if row is None:
        return "", "", None, ""
    if row.unreadable and row.trouble is not None:
        return tr("Lỗi ảnh"), row.trouble.message, Tone.BAD, "circle-alert"
    if row.blurred:
        return tr("Mờ"), tr("Ảnh mờ, chữ có thể không đọc được. Chụp lại (Shift+F5)."), Tone.WARN, "focus"
    if unsure(page, row):
        return tr("Xem mép"), tr("Chưa rõ mép giấy. Xem lại khung cắt (Enter)."), Tone.WARN, "scan"
    low = next((note for note in row.warnings if note.code == LOW_DPI), None)
    if low is not None:
        return tr("Độ nét thấp"), low.message, Tone.WARN, "triangle-alert"
    return "", "", None, ""


def belongs(page: StripPage, papers: Sequence[PaperTag]) -> str:
    """Which paper a page is part of."""
    paper = next((one for one in papers if one.no == page.component), None)
    if paper is None:
        return tr("Chưa xếp")
    return paper.label or tr("Giấy {number}", number=paper.no)


def spec(
    page: StripPage, row: PreparedPage | None, image: QImage, papers: Sequence[PaperTag], *, waiting: bool
) -> PageSpec:
    """A page as its tile shows it."""
    word, sentence, tone, icon = trouble(page, row)
    whose = belongs(page, papers)
    name = next((f": {one.name}" for one in papers if one.no == page.component and not one.label), "")
    said = f"{whose}{name}" + (f" · {sentence}" if sentence else "")
    band = next((at for at, paper in enumerate(papers) if paper.no == page.component), -1)
    return PageSpec(
        image, word or whose, said, tone, icon, band=band, faded=bool(page.dropped) or blank(page, row),
        waiting=waiting,
    )  # fmt: skip


def step(name: str) -> str:
    """What a step of the strip was, in the clerk's words."""
    return {
        "append": tr("thêm trang"),
        "insert": tr("chèn trang"),
        "replace": tr("chụp lại trang"),
        "remove": tr("xóa trang"),
        "move": tr("đổi chỗ trang"),
        "interleave": tr("ghép hai mặt"),
        "rotate": tr("xoay trang"),
        "set_corners": tr("chỉnh mép"),
        "reset_corners": tr("để máy tìm mép"),
        "assign": tr("chuyển giấy tờ"),
        "split": tr("tách giấy tờ"),
        "merge": tr("gộp giấy tờ"),
        "drop": tr("bỏ trang trắng"),
        "restore": tr("giữ trang"),
    }.get(name, "")
