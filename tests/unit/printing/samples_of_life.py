"""Sheets of the forms that follow a dossier through its life: plain ones, and hostile ones."""

from __future__ import annotations

from typing import Any

from printing.books import HandoverSheet, RegisterSheet, RoutingRow, RoutingSheet, Volume
from printing.labels import PostalSheet, Sticker, StickerSheet
from printing.letters import LetterSheet, Line, Passage, Signer
from tests.unit.printing.samples import CODE, PAYLOAD, header, words

REASON = "Hồ sơ không đủ điều kiện giải quyết theo quy định của thủ tục hành chính."
HINT = "(Ký và ghi rõ họ tên)"
CAPITALS = "ẪM ỖI ỄN ẬT ỰC ẰNG ỔN ỞI ẨN ỮU ỴN ẲM"
LONG_NAME = ("NGUYỄN PHƯỚC HOÀNG CÔNG TẰNG TÔN NỮ THỊ NGỌC HUYỀN TRANG " + CAPITALS + " ") * 2
LONG_REASON = ("Tờ khai chưa có chữ ký của người yêu cầu; giấy tờ kèm theo không còn thời hạn sử dụng; " * 4)[
    :300
]
UNBROKEN = "Ẫ" * 160  # a word no line can hold


def letter(form: str, **changes: Any) -> LetterSheet:
    values: dict[str, Any] = {
        "words": words(form),
        "header": header("Số: ........../PXL"),
        "code": CODE,
        "qr": PAYLOAD,
        "parts": (
            Line("Tiếp nhận hồ sơ của:", "NGUYỄN THỊ MẪU", bold=True),
            Line("Địa chỉ:", "Số 1 đường Ví Dụ, phường Mẫu"),
            Line("Số điện thoại:", ""),
            Line("Email:", "", fill_in=False),
            Line("Nội dung yêu cầu giải quyết:", "Cấp Giấy xác nhận tình trạng hôn nhân (mã 1.004873)"),
            Passage("Qua xem xét, Trung tâm thông báo không tiếp nhận hồ sơ này với lý do cụ thể như sau:"),
            Line("Lý do:", REASON),
            Line("Căn cứ:", "điểm c khoản 1 Điều 17 Nghị định 118/2025/NĐ-CP", fill_in=False),
            Passage("Xin thông báo cho Ông/Bà được biết và thực hiện./.", style="italic"),
        ),
        "signers": (Signer("NGƯỜI NỘP HỒ SƠ", HINT), Signer("NGƯỜI TIẾP NHẬN HỒ SƠ", HINT, "Lê Thị Thử")),
        "reprint": 0,
    }
    return LetterSheet(**(values | changes))


def apology(**changes: Any) -> LetterSheet:
    one = (Signer("THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ", "(Ký, đóng dấu hoặc ký số)"),)
    return letter("vb_xin_loi", **({"signers": one, "recipients": ("- Như trên;", "- Lưu: VT.")} | changes))


def declaration(**changes: Any) -> LetterSheet:
    parts = (
        Line("Kính gửi:", "UBND phường Mẫu", bold=True),
        Passage("I. Người đề nghị", style="bold", indent=False),
        Line("Họ và tên:", "NGUYỄN THỊ MẪU", bold=True),
        Line("Ngày, tháng, năm sinh:", "05/03/1990"),
        Line("Email:", ""),
        Passage("II. Nội dung đề nghị", style="bold", indent=False),
        *([Line("")] * 5),
    )
    one = (Signer("NGƯỜI ĐỀ NGHỊ", HINT),)
    return letter("to_khai", **({"parts": parts, "qr": "", "header": header(), "signers": one} | changes))


def step(**changes: str) -> RoutingRow:
    values = {
        "giver": "Bộ phận Một cửa",
        "taker": "Bộ phận chuyên môn (Hộ tịch) — Giải quyết hồ sơ",
        "at": "10 giờ 05 phút, ngày 23/11/2026",
        "given_by": "Lê Thị Thử",
        "taken_by": "Trần Văn Mẫu",
        "verdict": "Đúng hạn",
        "used": "Đã dùng 6 giờ 30 phút, định mức 7 giờ 30 phút",
        "note": "Phiếu bàn giao BG-261123-01",
    }
    return RoutingRow(**(values | changes))


def routing(**changes: Any) -> RoutingSheet:
    values: dict[str, Any] = {
        "words": words("phieu_kiem_soat"),
        "header": header(),
        "code": CODE,
        "qr": PAYLOAD,
        "lines": (
            Line("Kèm theo hồ sơ của:", "NGUYỄN THỊ MẪU", bold=True),
            Line("Số điện thoại:", "0900 000 001"),
            Line("Ngày nhận:", "09 giờ 41 phút, ngày 23/11/2026"),
        ),
        "rows": (step(), step(verdict="Quá hạn"), *([RoutingRow()] * 3)),
    }
    return RoutingSheet(**(values | changes))


def handover_row(place: int, **changes: str) -> tuple[str, ...]:
    values = {
        "no": str(place),
        "code": f"H29.26.112-261123-{place:04d}",
        "procedure": "Cấp Giấy xác nhận tình trạng hôn nhân",
        "owner": "NGUYỄN THỊ MẪU",
        "due": "27/11/2026",
        "note": "03 giấy tờ",
    }
    return tuple((values | changes).values())


def handover(**changes: Any) -> HandoverSheet:
    values: dict[str, Any] = {
        "words": words("ban_giao"),
        "header": header("Số: BG-261123-01"),
        "lines": (
            Line("Bên giao:", "Bộ phận Một cửa — Lê Thị Thử"),
            Line("Bên nhận:", "Bộ phận chuyên môn", bold=True),
            Line("Tổng số hồ sơ:", "12 hồ sơ", bold=True),
        ),
        "rows": tuple(handover_row(place) for place in range(1, 13)),
        "signers": (Signer("BÊN GIAO", HINT, "Lê Thị Thử"), Signer("BÊN NHẬN", HINT)),
        "batch": "BG-261123-01",
    }
    return HandoverSheet(**(values | changes))


def book_row(place: int, **changes: str) -> tuple[str, ...]:
    values = {
        "no": f"{place:04d}",
        "code": f"H29.26.112-261123-{place:04d}",
        "procedure": "Cấp Giấy xác nhận tình trạng hôn nhân",
        "copies": "01",
        "owner": "NGUYỄN THỊ MẪU",
        "address": "Số 1 đường Ví Dụ, phường Mẫu; 0900 000 001",
        "unit": "UBND phường Mẫu",
        "received": "23/11/2026 09:41",
        "due": "27/11/2026 17:00",
        "returned": "27/11/2026 08:15",
        "way": "Bưu chính công ích",
        "signed": "",
        "note": "",
    }
    return tuple((values | changes).values())


def register(**changes: Any) -> RegisterSheet:
    values: dict[str, Any] = {
        "words": words("so_theo_doi"),
        "header": header(),
        "volumes": (a_volume(),),
        "signers": (
            Signer("NGƯỜI GHI SỔ", HINT, "Lê Thị Thử"),
            Signer("THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ", "(Ký, đóng dấu)"),
        ),
    }
    return RegisterSheet(**(values | changes))


def a_volume(rows: int = 30, **changes: Any) -> Volume:
    values: dict[str, Any] = {
        "cover": (
            Line("Cơ quan, đơn vị:", "Trung tâm Phục vụ hành chính công phường Mẫu"),
            Line("Năm:", "2026"),
            Line("Quyển số:", "01"),
            Line("Ghi sổ:", "Từ ngày 01/01/2026 đến ngày 31/12/2026"),
        ),
        "rows": tuple(book_row(place) for place in range(1, rows + 1)),
        "name": "Quyển số 01 · Năm 2026",
        "closing": (
            Line("Số thứ tự đầu:", "0001"),
            Line("Số thứ tự cuối:", f"{rows:04d}"),
            Line("Tổng số hồ sơ đã vào sổ:", f"{rows} hồ sơ", bold=True),
        ),
        "closed_on": "Phường Mẫu, ngày 31 tháng 12 năm 2026",
    }
    return Volume(**(values | changes))


def sticker(**changes: Any) -> StickerSheet:
    values: dict[str, Any] = {
        "words": words("nhan_ho_so"),
        "office": "Trung tâm Phục vụ hành chính công phường Mẫu",
        "stickers": (
            Sticker(CODE, "Cấp Giấy xác nhận tình trạng hôn nhân", received="23/11/2026", due="27/11/2026"),
        ),
    }
    return StickerSheet(**(values | changes))


def postal(**changes: Any) -> PostalSheet:
    values: dict[str, Any] = {
        "words": words("buu_chinh"),
        "header": header(),
        "code": CODE,
        "qr": PAYLOAD,
        "lines": (
            Line("Người gửi:", "Trung tâm Phục vụ hành chính công phường Mẫu"),
            Line("Người nhận:", "NGUYỄN THỊ MẪU", bold=True),
            Line("Địa chỉ nhận:", "Số 1 đường Ví Dụ, phường Mẫu"),
            Line("Thủ tục:", "Cấp Giấy xác nhận tình trạng hôn nhân (mã 1.004873)"),
            Line("Số hiệu bưu gửi:", ""),
            Line("Thời gian giao bưu chính:", ""),
        ),
        "sender": ("Trung tâm Phục vụ hành chính công phường Mẫu", "Số 2 đường Ví Dụ", "1900 0000"),
        "receiver": ("NGUYỄN THỊ MẪU", "Số 1 đường Ví Dụ, phường Mẫu", "ĐT: 0900 000 001"),
        "signers": (Signer("BÊN GIAO", HINT, "Lê Thị Thử"), Signer("NHÂN VIÊN BƯU CHÍNH", HINT)),
    }
    return PostalSheet(**(values | changes))
