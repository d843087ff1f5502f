"""Quy định về chứng thực: fees, books, numbers and who signs, each dated, with its source and how sure it is.

What is not read in full text is a setting (NĐ 23/2015 was amended in 2025 and 2026): the office's value wins
from its day on.
"""

from __future__ import annotations

import re
from typing import Any

from desk.office.declared import Declared, flag, one_of, whole

BOOKS = ("copies", "signatures", "transactions")
UNITS = ("page", "case")
SINGLE = "all"  # the one book of an office that keeps no separate ones
_PROCEDURE = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z._-]{0,38}[0-9A-Za-z])?", re.ASCII)
_MOST_ROWS = 200
_MOST = 10**9
_ROW = frozenset({"procedure", "book", "unit", "from", "amount", "cap", "source", "confidence"})
_NEEDED = frozenset({"procedure", "book", "amount"})
_ND23 = "NĐ 23/2015/NĐ-CP"


def shipped_fees() -> list[dict[str, Any]]:
    """The fee table that came with the program, row by row."""
    import tomllib

    from resources import path

    text = path("catalogue", "certification_fees.toml").read_text(encoding="utf-8")
    return [dict(row) for row in tomllib.loads(text)["row"]]


def fee_rows(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Accept a fee table: every row whole, a tier of a procedure once and from the first page on."""
    if not isinstance(value, list) or not 0 < len(value) <= _MOST_ROWS or not all(map(_is_row, value)):
        return False
    tiers: dict[str, set[int]] = {}
    kinds: dict[str, set[tuple[str, str, int]]] = {}
    for row in value:
        first = row.get("from", 1)
        known = tiers.setdefault(row["procedure"], set())
        if first in known:
            return False
        known.add(first)
        kinds.setdefault(row["procedure"], set()).add(
            (row["book"], row.get("unit", "page"), row.get("cap", 0))
        )
    return all(1 in firsts for firsts in tiers.values()) and all(len(one) == 1 for one in kinds.values())


def _is_row(row: Any) -> bool:  # noqa: ANN401 - any JSON value
    if not isinstance(row, dict) or not set(row) >= _NEEDED or not set(row) <= _ROW:
        return False
    texts = (row.get("source", ""), row.get("confidence", ""))
    numbers = (whole(1, 10_000)(row.get("from", 1)), whole(0, _MOST)(row["amount"]))
    return (
        isinstance(row["procedure"], str)
        and _PROCEDURE.fullmatch(row["procedure"]) is not None
        and row["book"] in BOOKS
        and row.get("unit", "page") in UNITS
        and all(numbers)
        and whole(0, _MOST)(row.get("cap", 0))
        and all(isinstance(one, str) and len(one) <= 300 for one in texts)
    )


def _symbols(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Accept the sign of every book, short and printable."""
    return (
        isinstance(value, dict)
        and set(value) == {*BOOKS, SINGLE}
        and all(isinstance(one, str) and len(one) <= 40 and one.isprintable() for one in value.values())
    )


def _names(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Accept a list of the usual papers."""
    return (
        isinstance(value, list)
        and len(value) <= 60
        and all(isinstance(one, str) and 0 < len(one) <= 120 and one.isprintable() for one in value)
    )


def _line(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Accept one line of text, also an empty one."""
    return isinstance(value, str) and len(value) <= 120 and (value.isprintable() or not value)


CERTIFICATION: tuple[Declared, ...] = (
    Declared(
        key="certification.fees",
        default=shipped_fees(),
        accepts=fee_rows,
        help="Biểu phí chứng thực: mỗi dòng một bậc (thủ tục, sổ, tính theo trang hay trường hợp, từ trang, "
        "đồng, tối đa mỗi bản, nguồn). Thủ tục có trong biểu là thủ tục làm nhanh được.",
        help_en="Fees of certification, a row for each tier (procedure, book, by page or case, from page, "
        "đồng, at most for a copy, source). The procedures in it are those done at once.",
        source="TT 226/2016/TT-BTC; nguồn từng dòng ghi trong biểu",
        confidence="H",
    ),
    Declared(
        key="certification.separate_books",
        default=True,
        accepts=flag,
        help="Ghi sổ chứng thực riêng cho bản sao, chữ ký và giao dịch; tắt là ghi chung một sổ.",
        help_en="Keep separate certification books for copies, signatures and transactions, or one for all.",
        source=f"{_ND23} Điều 13 (chưa đọc lại bản sửa đổi 2025, 2026)",
        confidence="M",
    ),
    Declared(
        key="certification.symbols",
        default={"copies": "SCT/BS", "signatures": "SCT/CK,ĐC", "transactions": "SCT/HĐ,GD", SINGLE: "SCT"},
        accepts=_symbols,
        help="Ký hiệu của từng sổ chứng thực, ghi sau số chứng thực.",
        help_en="The sign of each certification book, written behind the number.",
        source=f"{_ND23} phụ lục (chưa đọc toàn văn)",
        confidence="L",
    ),
    Declared(
        key="certification.number_per",
        default="document",
        accepts=one_of("document", "visit"),
        help="Số chứng thực lấy theo từng loại giấy tờ (document) hay theo lượt người đến (visit).",
        help_en="A certification number is taken for each kind of paper (document) or for each visit.",
        source="TT 01/2020/TT-BTP (kiến thức chung, chưa đọc toàn văn)",
        confidence="L",
    ),
    Declared(
        key="certification.per_volume",
        default=0,
        accepts=whole(0, 100_000),
        help="Số lượt mỗi quyển sổ chứng thực; 0 là một quyển cho cả năm.",
        help_en="Numbers in a volume of a certification book; 0 means one volume a year.",
        source=f"{_ND23} Điều 13 (chưa đọc lại bản sửa đổi 2025, 2026)",
        confidence="M",
    ),
    Declared(
        key="certification.extra_days",
        default=2,
        accepts=whole(0, 30),
        help="Nhiều bản sao hoặc phức tạp: được hẹn thêm nhiều nhất số ngày làm việc này, ghi trên giấy hẹn.",
        help_en="Many copies or a complex case: at most so many working days more, told on the receipt.",
        source=f"{_ND23} Điều 7, Điều 21",
        confidence="H",
    ),
    Declared(
        key="certification.many_pages",
        default=100,
        accepts=whole(0, 100_000),
        help="Từ số trang sao này (trang nhân bản) thì gợi ý hẹn trả thay vì trả ngay; 0 là không gợi ý.",
        help_en="From so many copied pages the counter offers a dated dossier instead; 0 offers none.",
        source="Chưa có văn bản quy định; từng đơn vị thống nhất",
        confidence="L",
    ),
    Declared(
        key="certification.signer",
        default="",
        accepts=_line,
        help="Họ tên, chức danh người ký chứng thực, ghi sẵn vào sổ; trống là ghi tay.",
        help_en="Name and title of who signs, written into the book; empty is left to the pen.",
        source=f"{_ND23} mẫu sổ chứng thực (chưa đọc toàn văn)",
        confidence="L",
    ),
    Declared(
        key="certification.papers",
        default=[
            "Thẻ căn cước", "Giấy khai sinh", "Trích lục khai sinh", "Giấy chứng nhận kết hôn",
            "Giấy chứng nhận quyền sử dụng đất", "Bằng tốt nghiệp", "Học bạ", "Bảng điểm", "Chứng chỉ",
            "Giấy phép lái xe", "Đăng ký xe", "Giấy chứng nhận đăng ký kinh doanh", "Hộ chiếu",
            "Quyết định", "Hợp đồng", "Giấy khám sức khỏe", "Sơ yếu lý lịch", "Giấy ủy quyền",
            "Đơn đề nghị", "Giấy cam đoan",
        ],
        accepts=_names,
        help="Tên giấy tờ hay chứng thực, gợi ý khi gõ.",
        help_en="Usual papers, offered while typing.",
    ),
)  # fmt: skip
