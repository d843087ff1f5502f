"""How reports read on the screen: short names, what each is for, the period, what F9 will do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import format as say
from ui.i18n import tr
from ui.reports.model import Job
from ui.widgets.table import Cell

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.rows.reports import ReportCard, ReportTable
    from ui.reports.model import ReportsState

_DAY = "%d/%m/%Y"


def title_of(card: ReportCard) -> str:
    """A report's short name; one nobody named here has the title of its form."""
    named: dict[str, Callable[[], str]] = {
        "II.06a": lambda: tr("II.06a: tình hình giải quyết"),
        "766": lambda: tr("Bộ chỉ số 766"),
        "07a": lambda: tr("07a: theo hình thức nộp"),
        "overdue": lambda: tr("Quá hạn và nguyên nhân (II.07)"),
        "apologies": lambda: tr("Thư xin lỗi đã gửi"),
        "workload": lambda: tr("Khối lượng công việc"),
        "digitisation": lambda: tr("Số hóa hồ sơ"),
        "satisfaction": lambda: tr("Mức độ hài lòng"),
        "fees": lambda: tr("Phí, lệ phí"),
        "pack": lambda: tr("Tóm tắt cho lãnh đạo"),
        "so_theo_doi": lambda: tr("Sổ theo dõi hồ sơ"),
        "so_chung_thuc": lambda: tr("Sổ chứng thực"),
    }
    return named[card.name]() if card.name in named else card.title.capitalize()


def card_cell(card: ReportCard) -> Cell:
    """A line of the list: the name, and the form it follows; the law behind it stands over its numbers."""
    title = title_of(card)
    return Cell(title, sub=card.number if card.number != title else card.basis)


def kind_name(kind: str) -> str:
    """`XLSX` and its like; the same in every language."""
    return kind.removeprefix(".").upper()


def period_words(state: ReportsState) -> str:
    """The days the numbers are of."""
    return tr("Từ {first} đến {last}", first=f"{state.first:{_DAY}}", last=f"{state.last:{_DAY}}")


def commit_words(state: ReportsState) -> str:
    """What F9 will do."""
    if state.job is Job.SAVE:
        return tr("Đang lập tệp… {done}%", done=state.done)
    if state.job is Job.PRINT:
        return tr("Đang lập bản in… {done}%", done=state.done)
    return tr("Lưu tệp {kind}", kind=kind_name(state.kind))


def under_commit(state: ReportsState) -> str:
    """Where the file goes, or why nothing can be saved."""
    if state.typed is not None:
        return tr("Gõ hai ngày dạng 01/11/2026, ngày cuối không trước ngày đầu.")
    if state.job:
        return tr("Chưa có tệp nào cho đến khi xong. Esc để dừng.")
    return (
        "" if state.folder is None else tr("Vào {folder}, tên {name}", folder=state.folder, name=state.named)
    )


def definition_words(card: ReportCard) -> str:
    """Which form is followed, and whether its official layout was seen."""
    seen = "" if card.official else tr("bố cục chưa đối chiếu mẫu chính thức")
    return " · ".join(part for part in (card.number, card.basis, seen) if part)


def rows_words(table: ReportTable) -> str:
    """How many rows there are, and how many of them are shown."""
    shown = len(table.rows)
    if shown < table.of:
        return tr(
            "Hiện {shown} dòng đầu trên {of}; tệp có đủ.", shown=say.number(shown), of=say.number(table.of)
        )
    return tr("{count} dòng", count=say.number(table.of))
