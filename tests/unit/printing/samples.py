"""Sheets of plainly fictional dossiers, with the shipped words."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from printing.sheets import (
    FeeRow,
    Header,
    IndicatorRow,
    PaperRow,
    ReceiptSheet,
    SupplementSheet,
    TallyRow,
    TallySheet,
)
from printing.words import Words, parse

FORMS = Path(__file__).parents[3] / "resources" / "forms"
CODE = "H29.26.112-261123-0042"
PAYLOAD = "H29.26.112-261123-0042.7K3BCF9H"

# Written out by hand from the alphabet, not taken from the product.
LETTERS = (
    "aàáảãạ ăằắẳẵặ âầấẩẫậ đ eèéẻẽẹ êềếểễệ iìíỉĩị oòóỏõọ ôồốổỗộ ơờớởỡợ uùúủũụ ưừứửữự yỳýỷỹỵ "
    "bcdghk lmnpqr stvx fjwz 0123456789"
)
EVERY_LETTER = f"{LETTERS} {LETTERS.upper()}"


def words(form: str) -> Words:
    """The newest shipped words of a form."""
    return parse(tomllib.loads((FORMS / f"{form}.toml").read_text(encoding="utf-8")))[-1]


def header(number: str = "") -> Header:
    return Header(
        parent="UBND PHƯỜNG MẪU",
        issuer="TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG PHƯỜNG MẪU",
        place_date="Phường Mẫu, ngày 23 tháng 11 năm 2026",
        number=number,
    )


def receipt(**changes: Any) -> ReceiptSheet:
    values: dict[str, Any] = {
        "words": words("giay_tiep_nhan"),
        "header": header(),
        "code": CODE,
        "qr": PAYLOAD,
        "unit": "Trung tâm Phục vụ hành chính công phường Mẫu",
        "applicant": "NGUYỄN THỊ MẪU",
        "request": "Cấp Giấy xác nhận tình trạng hôn nhân (mã 1.004873)",
        "received_at": "09 giờ 41 phút, ngày 23/11/2026",
        "due_at": "17 giờ 00 phút, ngày 26/11/2026",
        "received_short": "09:41 Thứ Hai 23/11/2026",
        "due_short": "17:00 Thứ Năm 26/11/2026",
        "term": "03 ngày làm việc",
        "return_by": "Quầy",
        "clerk": "Lê Thị Thử",
        "id_number": "079192000001",
        "address": "Số 1 đường Ví Dụ, phường Mẫu",
        "phone": "0900 000 001",
        "email": "mau@example.vn",
        "papers": (
            PaperRow("1", "Tờ khai cấp Giấy xác nhận tình trạng hôn nhân", original="01"),
            PaperRow("2", "Trích lục ghi chú ly hôn", certified="02"),
            PaperRow("3", "Giấy xác nhận đã cấp trước đó", copy="03"),
        ),
        "papers_short": "3 loại · 4 trang",
        "fee": "15.000 đồng",
        "fee_state": "Đã thanh toán",
        "volume": "01",
        "volume_number": "0042",
        "hotline": "1900 0000",
    }
    return ReceiptSheet(**(values | changes))


def certified(**changes: Any) -> ReceiptSheet:
    """A receipt of lĩnh vực chứng thực, with table C."""
    rows = (
        FeeRow("1", "Bằng tốt nghiệp", pages="01", copies="03", fee="6.000"),
        FeeRow("2", "Hợp đồng thuê nhà", pages="12", copies="01", fee="17.000"),
    )
    return receipt(**({"papers": (), "fee_rows": rows, "fee_total": "23.000 đồng"} | changes))


def many_papers(count: int) -> tuple[PaperRow, ...]:
    return tuple(
        PaperRow(str(no), f"Giấy tờ thứ {no} về nhà ở và đất ở trên địa bàn phường Mẫu", original="01")
        for no in range(1, count + 1)
    )


def supplement(**changes: Any) -> SupplementSheet:
    values: dict[str, Any] = {
        "words": words("phieu_bo_sung"),
        "header": header("Số: 07/HDHS"),
        "code": CODE,
        "qr": PAYLOAD,
        "applicant": "NGUYỄN THỊ MẪU",
        "request": "Cấp Giấy xác nhận tình trạng hôn nhân (mã 1.004873)",
        "reason": "Tờ khai chưa có chữ ký của người yêu cầu.",
        "clerk": "Lê Thị Thử",
        "items": (PaperRow("1", "Tờ khai có chữ ký", original="01"),),
        "address": "Số 1 đường Ví Dụ, phường Mẫu",
        "phone": "0900 000 001",
        "deadline": "15 ngày kể từ ngày nhận được phiếu này",
        "contact_unit": "Trung tâm Phục vụ hành chính công phường Mẫu",
        "contact_phone": "1900 0000",
        "request_no": "01",
    }
    return SupplementSheet(**(values | changes))


def tally(**changes: Any) -> TallySheet:
    values: dict[str, Any] = {
        "words": words("bang_ke_ngay"),
        "header": header(),
        "period": "Ngày 23/11/2026",
        "rows": (
            TallyRow("Chứng thực", ("22", "2", "20", "0", "22", "0", "22", "0", "0", "0", "0")),
            TallyRow("Hộ tịch", ("14", "9", "4", "1", "11", "6", "5", "0", "3", "3", "0")),
        ),
        "total": TallyRow("TỔNG CỘNG", ("36", "11", "24", "1", "33", "6", "27", "0", "3", "3", "0")),
        "indicators": (
            IndicatorRow("Đúng hạn (theo II.06a)", "33", "33", "100,00 %", "98 %", "Đạt"),
            IndicatorRow("Đúng hạn (theo Bộ chỉ số 766)", "35", "36", "97,22 %", "98 %", "Chưa đạt"),
        ),
        "sums": (("Tiền mặt phải có", "320.000 đồng"),),
        "revision": "1",
        "file": "tally-H29.26.112-2026-11-23-r1.json",
        "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "audit_head": "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
        "key_id": "a1b2c3d4e5f60718",
        "maker": "Lê Thị Thử",
    }
    return TallySheet(**(values | changes))
