"""Biểu phí chứng thực as an editable table: a row for each tier, checked before it is saved."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ui.admin.parts.reading import number_of
from ui.admin.parts.sheet import Col, Kind, Problem, Sheet
from ui.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

KEY = "certification.fees"
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,39}")
_NUMBERS = {"from": (1, 10_000), "amount": (0, 10**9), "cap": (0, 10**9)}
NEW: Mapping[str, str] = {"book": "copies", "unit": "page", "from": "1", "cap": "0"}


def fee_cols() -> tuple[Col, ...]:
    """The columns of the fee table."""
    books = (("copies", tr("Bản sao")), ("signatures", tr("Chữ ký")), ("transactions", tr("Giao dịch")))
    units = (("page", tr("Trang")), ("case", tr("Trường hợp")))
    return (
        Col("procedure", tr("Mã thủ tục"), share=2, least=92),
        Col("book", tr("Sổ"), Kind.CHOICE, books, share=1, least=92),
        Col("unit", tr("Tính theo"), Kind.CHOICE, units, share=1, least=96),
        Col("from", tr("Từ trang"), Kind.NUMBER, share=0, least=76),
        Col("amount", tr("Đồng"), Kind.NUMBER, share=0, least=84),
        Col("cap", tr("Tối đa mỗi bản"), Kind.NUMBER, share=0, least=116, hint=tr("0: không")),
        Col("source", tr("Căn cứ"), share=4, least=160),
        Col("confidence", tr("Độ tin"), share=0, least=64, hint="H, M, L"),
    )


def fee_sheet(rows: Sequence[Mapping[str, Any]]) -> Sheet:
    """The fee table as it stands."""
    return Sheet.of(fee_cols(), [_texts(row) for row in rows])


def _texts(row: Mapping[str, Any]) -> dict[str, str]:
    usual = {"unit": "page", "from": 1, "cap": 0, "source": "", "confidence": ""}
    return {col.key: str({**usual, **row}.get(col.key, "")) for col in fee_cols()}


def fees_of(sheet: Sheet) -> tuple[list[dict[str, Any]], str]:
    """The table as the record's door takes it, and the first thing wrong in it."""
    wrong = fee_problems(sheet)
    rows = []
    for line in sheet.standing:
        row: dict[str, Any] = {key: line.value(key).strip() for key in ("procedure", "book", "unit")}
        row |= {key: number_of(line.value(key)) or 0 for key in _NUMBERS}
        rows.append({**row, **{key: line.value(key).strip() for key in ("source", "confidence")}})
    return rows, wrong[0].sentence if wrong else ""


def fee_problems(sheet: Sheet) -> tuple[Problem, ...]:
    """Which cells cannot be right: no code, no number, a tier twice, no first tier, two books for one."""
    found: list[Problem] = []
    tiers: dict[str, dict[int, int]] = {}
    ways: dict[str, tuple[str, str, str]] = {}
    for line in sheet.standing:
        code = line.value("procedure").strip()
        if not _CODE.fullmatch(code):
            found.append(Problem(line.id, "procedure", tr("Ghi mã thủ tục, ví dụ 2.000815.")))
        for key, (least, most) in _NUMBERS.items():
            number = number_of(line.value(key))
            if number is None or not least <= number <= most:
                found.append(Problem(line.id, key, tr("Chỉ ghi số, ví dụ 2000.")))
        first = number_of(line.value("from")) or 0
        if first in tiers.setdefault(code, {}):
            found.append(Problem(line.id, "from", tr("Bậc này của thủ tục đã có ở dòng khác.")))
        tiers[code][first] = line.id
        way = (line.value("book"), line.value("unit"), line.value("cap").strip())
        if ways.setdefault(code, way) != way:
            said = tr("Các bậc của một thủ tục phải cùng sổ, cùng cách tính và cùng mức tối đa.")
            found.append(Problem(line.id, "book", said))
    headless = [min(steps.values()) for steps in tiers.values() if 1 not in steps]
    found += [Problem(line, "from", tr("Bậc đầu phải từ trang 1.")) for line in headless]
    if not sheet.standing:
        found.append(Problem(0, "procedure", tr("Biểu phí phải có ít nhất một dòng.")))
    return tuple(found)
