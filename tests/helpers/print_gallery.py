"""Every printed form on every paper it fits, from plainly fictional sheets, in faces every machine has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from printing import fonts
from printing.citizen_cards import CitizenCardSheet, render_card
from printing.label_sheets import FolderLabel, render_labels
from printing.letters import Signer
from printing.render import render
from printing.reports import Bars, Parts, ReportSheet, ReportTable
from printing.separators import SeparatorSheet, render_separators
from printing.sheets import Sheet, TransferSheet
from printing.stamp import stamp_page
from printing.test_page import TrialSheet, render_test
from printing.tickets import TicketSheet, render_ticket
from printing.visits import VisitEntry, VisitSheet
from tests.unit.printing.samples import (
    CODE,
    PAYLOAD,
    certified,
    header,
    many_papers,
    receipt,
    supplement,
    tally,
    words,
)
from tests.unit.printing.samples_of_life import (
    apology,
    declaration,
    handover,
    letter,
    postal,
    register,
    routing,
    sticker,
)

MM = 72 / 25.4
NAME_OF_300 = ("NGUYỄN PHƯỚC HOÀNG CÔNG TẰNG TÔN NỮ THỊ NGỌC HUYỀN TRANG " * 6)[:300].strip()
_TRANSFER = TransferSheet(
    payload="00020101021238560010A0000007270126000697041501121130111222330208QRIBFTTA530370454061500005802"
    "VN62270823H2926112261123004263045FD2",
    bank="Ngân hàng Mẫu", account="113011122233", holder="TRUNG TAM MAU", amount="15.000 đồng",
    purpose="H29.26.112-261123-0042",
)  # fmt: skip


def _visit() -> VisitSheet:
    entries = tuple(
        VisitEntry(
            no=str(no), code=f"H29.26.112-261123-{no:04d}", qr=f"H29.26.112-261123-{no:04d}.7K3BCF9H",
            request="Cấp Giấy xác nhận tình trạng hôn nhân", due="17 giờ 00 phút, ngày 26/11/2026",
            due_short="17:00 Thứ Năm 26/11/2026",
            fee=f"15.000 đồng — {'Chưa' if no == 2 else 'Đã'} thanh toán",
            note="Còn thiếu giấy tờ" if no == 2 else "",
        )
        for no in (1, 2, 3)
    )  # fmt: skip
    return VisitSheet(
        words=words("ds_tiep_nhan"), header=header(), code="L-261123-0007", applicant="NGUYỄN THỊ MẪU",
        received_at="09 giờ 41 phút, ngày 23/11/2026", received_short="09:41 Thứ Hai 23/11/2026",
        count="03 hồ sơ", entries=entries, qr="L-261123-0007.7K3BCF9H", clerk="Lê Thị Thử",
        hotline="1900 0000", fee_total="45.000 đồng",
    )  # fmt: skip


def _report() -> ReportSheet:
    table = ReportTable(
        columns=("STT", "Lĩnh vực", "Tiếp nhận|Tổng", "Tiếp nhận|Trong kỳ", "Đã giải quyết", "Quá hạn"),
        shares=(0.07, 0.43, 0.12, 0.13, 0.13, 0.12),
        aligns=("center", "left", "center", "center", "center", "center"),
        rows=(("1", "Hộ tịch", "14", "9", "11", "0"), ("2", "Chứng thực", "22", "22", "22", "0")),
        numbers=("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"),
        total=("", "TỔNG CỘNG", "36", "31", "33", "0"),
    )
    return ReportSheet(
        words=words("bc_ii06a"), header=header(), period="Từ ngày 01/11/2026 đến ngày 30/11/2026",
        tables=(table,), counted="Đơn vị tính: hồ sơ", notes=("Số liệu lấy từ nhật ký của quầy.",),
        signers=(
            Signer("NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)", "Lê Thị Thử"),
            Signer("THỦ TRƯỞNG", "(Ký)"),
        ),
    )  # fmt: skip


def _summary() -> ReportSheet:
    months = tuple(f"{month:02}/26" for month in range(1, 13))
    values = (97.2, 98.0, 100.0, 94.9, None, 99.1, 96.9, 97.0, 98.4, 100.0, 88.5, 97.6)
    online = tuple(None if one is None else round(one - 45.3, 1) for one in values)
    table = _report().tables[0]
    return replace(
        _report(), words=words("bc_lanh_dao"), tables=(table, table),
        charts=(
            Bars("Đúng và trước hạn theo tháng (%)", months, values, 97.0, "Đường đứt: chỉ tiêu 97 %"),
            Bars("Nhận trực tuyến theo tháng (%)", months, online, 50.0, "Đường đứt: chỉ tiêu 50 %"),
        ),
        parts=Parts(
            "Tình trạng thời hạn",
            (("Xong trước hạn", 1940), ("Đúng hạn", 310), ("Quá hạn", 12), ("Đang làm", 88), ("Trễ", 0)),
        ),
    )  # fmt: skip


def _cards(paper: str) -> bytes:
    sheet = CitizenCardSheet(
        office="Phường Mẫu", title="Mã QR của người dân", ref="CD-261123-00000042",
        qr="CD-261123-00000042.7K3BCF9H", hint="Đưa mã này khi đến làm thủ tục.", hotline="ĐT: 1900 0000",
    )  # fmt: skip
    return render_card(sheet, paper).pdf


def _labels(grid: str, start: int) -> bytes:
    one = FolderLabel(code=CODE, qr=PAYLOAD, due="Hẹn 26/11/2026", initials="N.T.M")
    return render_labels((one,) * 5, grid=grid, start=start, title="Nhãn").pdf


_SEPARATOR = SeparatorSheet("TỜ PHÂN CÁCH", "Giấy tờ 2: Trích lục", "Đặt trước giấy tờ.", "QMC-SEP.2", "SEP")
_TICKET = TicketSheet("Phường Mẫu", "Số thứ tự", "A07", "Nộp hồ sơ", "09:41", "Còn 3 người", "Giữ phiếu này")
_TRIAL = TrialSheet(title="Trang in thử", lines=("Quầy 1", "Máy in quầy 1"), qr="TEST")

_SHEETS: Mapping[str, tuple[Sheet, tuple[str, ...]]] = {
    "giay_tiep_nhan": (receipt(), ("a4", "a5", "k80", "k58")),
    "giay_tiep_nhan-30": (receipt(papers=many_papers(30)), ("a4", "a5", "k80", "k58")),
    "giay_tiep_nhan-ten_dai": (receipt(applicant=NAME_OF_300), ("a4", "a5", "k80", "k58")),
    "giay_tiep_nhan-chuyen_khoan": (receipt(transfer=_TRANSFER), ("a5", "k58")),
    "giay_tiep_nhan-chung_thuc": (certified(training=True, reprint=2), ("a5", "k80")),
    "phieu_bo_sung": (supplement(), ("a4", "a5", "k80", "k58")),
    "phieu_tu_choi": (letter("phieu_tu_choi"), ("a4", "a5", "k80", "k58")),
    "vb_xin_loi": (apology(), ("a4", "a5")),
    "tb_dung": (letter("tb_dung"), ("a4", "a5")),
    "phieu_tra": (letter("phieu_tra"), ("a5", "a4")),
    "phieu_kiem_soat": (routing(), ("a4", "a5")),
    "ban_giao": (handover(), ("a4", "a5")),
    "buu_chinh": (postal(), ("a5", "a4")),
    "ds_tiep_nhan": (_visit(), ("a5", "a4", "k80", "k58")),
    "nhan_ho_so": (sticker(), ("k80", "k58", "a4")),
    "to_khai": (declaration(), ("a4", "a5")),
    "so_theo_doi": (register(), ("a4",)),
    "bang_ke_ngay": (tally(), ("a4", "a5", "k80", "k58")),
    "bc_ii06a": (_report(), ("a4",)),
    "bc_lanh_dao": (_summary(), ("a4",)),
}


def gallery() -> dict[str, Callable[[], bytes]]:
    """What can be printed, by form and paper; each draws its PDF when called."""
    found: dict[str, Callable[[], bytes]] = {
        f"{form}.{paper}": lambda sheet=sheet, paper=paper: render(sheet, paper).pdf  # type: ignore[misc]
        for form, (sheet, papers) in _SHEETS.items()
        for paper in papers
    }
    return found | {
        "so_thu_tu.k80": lambda: render_ticket(_TICKET, "k80").pdf,
        "so_thu_tu.k58": lambda: render_ticket(_TICKET, "k58").pdf,
        "trang_in_thu.k80": lambda: render_test(_TRIAL).pdf,
        "the_ma_qr.a4": lambda: _cards("a4"),
        "the_ma_qr.k80": lambda: _cards("k80"),
        "to_nhan.3x8": lambda: _labels("3x8", 1),
        "to_nhan.3x7": lambda: _labels("3x7", 5),
        "to_nhan.2x7": lambda: _labels("2x7", 2),
        "to_nhan.2x8": lambda: _labels("2x8", 16),
        "to_phan_cach.a4": lambda: render_separators([_SEPARATOR], "a4").pdf,
        "to_phan_cach.a5": lambda: render_separators([_SEPARATOR], "a5").pdf,
        "dau_ma.a4": lambda: stamp_page(qr=PAYLOAD, lines=(CODE,), width=210 * MM, height=297 * MM),
    }


@contextmanager
def common_faces() -> Iterator[None]:
    """Liberation Serif, which dev.py sets up, and Noto Sans out of its package, whatever else is here."""
    before = fonts.files_by_name

    def few(folders: object) -> Mapping[str, Path]:
        found = before(folders)  # type: ignore[arg-type]
        return {name: path for name, path in found.items() if name.startswith("liberationserif")}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fonts, "files_by_name", few)
        fonts._kept.cache_clear()
        try:
            yield
        finally:
            fonts._kept.cache_clear()
