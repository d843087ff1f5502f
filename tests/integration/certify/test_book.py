"""Sổ chứng thực as it is printed and exported: every number once, struck ones in their place."""

from __future__ import annotations

import csv
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desk.errors import InputError
from desk.office.opened import Office
from desk.paper.certification_book import write_books
from desk.services import DeskServices
from tests.integration.certify.conftest import SIGNATURE, certified, paper

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
HEADINGS = [
    "Sổ", "Số chứng thực", "Quyển số", "Ký hiệu", "Ngày chứng thực", "Mã hồ sơ", "Người yêu cầu chứng thực",
    "Số giấy tờ tùy thân", "Tên giấy tờ, văn bản", "Số trang", "Số bản", "Bản điện tử", "Phí chứng thực",
    "Người ký chứng thực", "Ghi chú",
]  # fmt: skip


@pytest.fixture
def kept(open_at: Callable[..., Office]) -> Office:
    """A book with a formula for a name, a struck number, a signature and an electronic copy."""
    office = open_at()
    person = {"full_name": "=HYPERLINK(1)", "id_number": "999090009999"}
    certified(office, paper("=1+1", 4, 3), applicant=person)
    wrong = certified(office, paper("Học bạ", 10, 1))
    DeskServices(office).certify.strike(wrong.code, "Nhầm bản chính")
    certified(office, paper("Bảng điểm", electronic=True), signer="Trần Mẫu, Phó Chủ tịch")
    certified(office, paper("Đơn đề nghị", 2, 2), procedure=SIGNATURE)
    return office


def rows_of(file: Path) -> list[list[str]]:
    if file.suffix == ".csv":
        with file.open(encoding="utf-8-sig", newline="") as source:
            return list(csv.reader(source))
    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    return [["" if cell.value is None else str(cell.value) for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_table_has_every_number_in_the_order_of_the_books(
    kept: Office, tmp_path: Path, suffix: str
) -> None:
    file = tmp_path / f"Sổ chứng thực{suffix}"
    assert write_books(kept, *YEAR, file).rows == 4
    head, *rows = rows_of(file)
    assert head == HEADINGS
    told: list[dict[str, Any]] = [dict(zip(head, row, strict=True)) for row in rows]
    assert [(one["Ký hiệu"], one["Số chứng thực"], one["Phí chứng thực"]) for one in told] == [
        ("SCT/BS", "1", "18000"), ("SCT/BS", "2", "12000"), ("SCT/BS", "3", "2000"),
        ("SCT/CK,ĐC", "1", "20000"),
    ]  # fmt: skip
    assert told[1]["Ghi chú"] == "ĐÃ HỦY ngày 23/11/2026: Nhầm bản chính"
    assert (told[2]["Bản điện tử"], told[2]["Người ký chứng thực"]) == ("1", "Trần Mẫu, Phó Chủ tịch")
    # what a spreadsheet would run is made plain text
    assert told[0]["Người yêu cầu chứng thực"] == "'=HYPERLINK(1)"
    assert told[0]["Tên giấy tờ, văn bản"] == "'=1+1"


def test_the_printed_book_has_a_volume_for_each_book_and_a_closing_sheet(
    kept: Office, tmp_path: Path
) -> None:
    file = tmp_path / "so.pdf"
    assert write_books(kept, *YEAR, file, closing=True).rows == 4
    read = subprocess.run(["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True)
    words = " ".join(read.stdout.decode().split())
    for said in (
        "BẢN SAO TỪ BẢN CHÍNH", "CHỨNG THỰC ĐIỂM CHỈ", "01/2026-SCT/BS", "01/2026-SCT/CK,ĐC", "18.000",
        "Số 999090001234", "TỜ KHÓA SỔ",
    ):  # fmt: skip
        assert said in words, said
    # copies: 3 + 1 electronic, the struck one sums to nothing; 18.000 + 2.000
    assert "Trong đó đã hủy: 1 số" in words
    assert "Tổng số bản đã chứng thực: 4 bản" in words
    assert "Tổng phí chứng thực: 20.000 đồng" in words


def test_an_empty_period_is_an_empty_book_and_a_wrong_one_is_refused(office: Office, tmp_path: Path) -> None:
    for suffix in (".csv", ".pdf"):
        assert write_books(office, *YEAR, tmp_path / f"so{suffix}").rows == 0
    with pytest.raises(InputError) as caught:
        write_books(office, YEAR[1], YEAR[0], tmp_path / "x.csv")
    assert caught.value.code == "report.bad_period"
    with pytest.raises(InputError) as caught:
        write_books(office, *YEAR, tmp_path / "x.doc")
    assert caught.value.code == "report.bad_file"


def test_lost_numbers_are_lines_of_their_own(office: Office, tmp_path: Path) -> None:
    from sqlalchemy import delete

    from desk.certify.striking import mend_book
    from models.tables import Certification

    certified(office, paper())
    certified(office, paper("Học bạ"))
    with office.write("test.damage") as uow:
        uow.session.execute(delete(Certification).where(Certification.number == 2))
        uow.commit()
    mend_book(office, "copies", "Máy hỏng")
    file = tmp_path / "so.csv"
    assert write_books(office, *YEAR, file).rows == 2
    line = dict(zip(HEADINGS, rows_of(file)[2], strict=True))
    assert (line["Số chứng thực"], line["Tên giấy tờ, văn bản"]) == ("2", "(số mất)")
    assert line["Ghi chú"] == "ĐÃ HỦY ngày 23/11/2026: Máy hỏng"
