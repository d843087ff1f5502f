"""Reports as DOCX: read back by other code, the numbers of the spreadsheet, nothing that runs."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from desk.office.identity import Identity
from desk.office.opened import Office
from desk.reports.writing import REPORTS, write_report

FIRST, LAST = date(2026, 11, 16), date(2026, 11, 30)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def rows_of(path: Path) -> list[list[str]]:
    """The cells of every row of every table, as any reader finds them."""
    with ZipFile(path) as package:
        assert package.testzip() is None
        for name in package.namelist():
            ET.fromstring(package.read(name))
        root = ET.fromstring(package.read("word/document.xml"))
    return [
        ["".join(text.text or "" for text in cell.iter(f"{W}t")) for cell in row.findall(f"{W}tc")]
        for row in root.iter(f"{W}tr")
    ]


@pytest.mark.parametrize("form", REPORTS)
def test_a_document_has_every_row_of_the_workbook(office: Office, tmp_path: Path, form: str) -> None:
    out, book = tmp_path / "báo cáo.docx", tmp_path / "báo cáo.xlsx"
    done = write_report(office, form, FIRST, LAST, out)
    write_report(office, form, FIRST, LAST, book)
    told = rows_of(out)
    sheet = load_workbook(book, data_only=True).worksheets[0]
    values = [list(row) for row in sheet.iter_rows(values_only=True)]
    start = next(place for place, row in enumerate(values) if row[0] == 1)
    for line in values[start : start + done.rows]:
        texts = [str(one).removeprefix("'") for one in line if isinstance(one, str) and one]
        whole = [f"{one:,}".replace(",", ".") for one in line if isinstance(one, int)]
        like = [row for row in told if row and row[0] == str(line[0])]
        assert any(all(cell in row for cell in [*texts, *whole]) for row in like), line


def test_it_has_the_states_head_the_mark_and_repeated_headings(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "b.docx"
    write_report(office, "II.06a", FIRST, LAST, out)
    with ZipFile(out) as package:
        said = package.read("word/document.xml").decode("utf-8")
        foot = package.read("word/footer1.xml").decode("utf-8")
        assert sorted(package.namelist())[0] == "[Content_Types].xml"
    for word in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "BẢN TẬP HUẤN", "16/11/2026", 'w:orient="landscape"'):
        assert word in said
    assert said.count("<w:tblHeader/>") == 3
    assert "NUMPAGES" in foot
    first = out.read_bytes()
    write_report(office, "II.06a", FIRST, LAST, out)
    assert out.read_bytes() == first


@pytest.mark.parametrize("form", ["overdue", "pack"])
def test_hostile_words_stay_words(office: Office, tmp_path: Path, form: str) -> None:
    out = tmp_path / "b.docx"
    write_report(office, form, FIRST, LAST, out)
    with ZipFile(out) as package:
        said = package.read("word/document.xml").decode("utf-8")
    assert "instr" not in said
    assert "hyperlink" not in said


def over(sheet: Any) -> str | None:
    """What is printed over every page of a sheet."""
    found: str | None = sheet.oddHeader.center.text
    return found


def test_a_practice_workbook_carries_the_mark_in_its_sheets_and_on_every_printed_page(
    office: Office, tmp_path: Path
) -> None:
    out = tmp_path / "b.xlsx"
    write_report(office, "II.06a", FIRST, LAST, out)
    book = load_workbook(out)
    assert "BẢN TẬP HUẤN" in str(book.properties.title)
    for sheet in book.worksheets:
        assert "BẢN TẬP HUẤN — không có giá trị" in str(sheet["A3"].value)
        assert over(sheet) == "BẢN TẬP HUẤN — không có giá trị"
    real = replace(office.identity.card_on(LAST), training=False)
    with patch.object(Identity, "card_on", lambda *_: real):
        write_report(office, "II.06a", FIRST, LAST, out)
    book = load_workbook(out)
    told = [str(book.properties.title), *(f"{one['A3'].value}{over(one)}" for one in book)]
    assert not any("TẬP HUẤN" in one for one in told)
