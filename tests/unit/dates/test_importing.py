"""Tables from outside: what is read, and what is refused whole by row and column."""

from __future__ import annotations

import zipfile
from datetime import date, time
from pathlib import Path

import pytest
from openpyxl import Workbook

from desk.errors import InputError
from desk.importing import Faults, ImportReport, TableRow, read_table, write_table

COLUMNS = ("code", "name", "note")


def a_csv(folder: Path, text: str | bytes) -> Path:
    file = folder / "bảng.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return file


def an_xlsx(folder: Path, *rows: list[object]) -> Path:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    file = folder / "bảng.xlsx"
    book.save(file)
    return file


def read(file: Path) -> list[TableRow]:
    return read_table(file, columns=COLUMNS, required=("code",))


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("head", [b"", b"\xef\xbb\xbf"])
def test_a_csv_is_read_with_any_separator_and_byte_order_mark(tmp_path: Path, mark: str, head: bytes) -> None:
    text = f"Code{mark}NOTE\r\nA1{mark}Việc bù\r\n\r\n{mark}chỉ ghi chú\r\n"
    rows = read(a_csv(tmp_path, head + text.encode()))
    assert [(row.number, row.values) for row in rows] == [
        (2, {"code": "A1", "name": "", "note": "Việc bù"}),
        (4, {"code": "", "name": "", "note": "chỉ ghi chú"}),
    ]


def test_a_quoted_cell_keeps_its_separators_and_lines(tmp_path: Path) -> None:
    rows = read(a_csv(tmp_path, 'code,note\nA1,"một, hai\nba"\n'))
    assert rows[0].values["note"] == "một, hai\nba"


def test_decomposed_letters_come_back_composed(tmp_path: Path) -> None:
    rows = read(a_csv(tmp_path, "code,note\nA1,Vie\u0323\u0302c\n"))
    assert rows[0].values["note"] == "Việc"


def test_an_xlsx_is_read_as_text_with_iso_dates_and_plain_numbers(tmp_path: Path) -> None:
    file = an_xlsx(
        tmp_path, ["code", "name", "note"], [15000, date(2027, 2, 5), time(7, 30)], [2.5, True, None]
    )
    assert [row.values for row in read(file)] == [
        {"code": "15000", "name": "2027-02-05", "note": "07:30"},
        {"code": "2.5", "name": "1", "note": ""},
    ]


def test_the_row_number_is_the_one_the_spreadsheet_shows(tmp_path: Path) -> None:
    file = an_xlsx(tmp_path, [], ["code"], [], ["A1"])
    assert [row.number for row in read(file)] == [4]


@pytest.mark.parametrize(
    ("text", "code", "row", "column"),
    [
        ("name\nx\n", "table.missing_column", 1, "code"),
        ("code,colour\nx,y\n", "table.unknown_column", 1, "colour"),
        ("code,code\nx,y\n", "table.column_twice", 1, "code"),
        ("code,name\nA,B\nA,B,C\n", "table.extra_cells", 3, ""),
        ("code,name\nA,=1+1\n", "table.formula", 2, "B"),
        ("code,name\nA," + "x" * 33_000 + "\n", "table.bad_cell", 2, "B"),
    ],
)
def test_a_wrong_table_is_refused_by_row_and_column(
    tmp_path: Path, text: str, code: str, row: int, column: str
) -> None:
    with pytest.raises(InputError) as failure:
        read(a_csv(tmp_path, text))
    assert (failure.value.code, failure.value.details["row"], failure.value.details["column"]) == (
        code, row, column,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "table.empty"),
        (b"\r\n;;\r\n", "table.empty"),
        ("code\nViệt".encode("utf-16"), "table.not_text"),
        (b"code\nA\0B", "table.not_text"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512), "table.old_workbook"),
        (b"PK\x03\x04 no archive at all", "table.not_a_table"),
        (b'code,name\nA1,"no end\nA2,x\n', "table.bad_quotes"),
        (b'code,name\nA1,"x"y\n', "table.bad_quotes"),
        (b"code,name\nA1," + b"x" * 200_000, "table.bad_quotes"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, raw: bytes, code: str) -> None:
    with pytest.raises(InputError) as failure:
        read(a_csv(tmp_path, raw))
    assert failure.value.code == code


def test_an_archive_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "khac.xlsx"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("readme.txt", "code\nA")
    with pytest.raises(InputError, match=r"table\.not_a_table"):
        read(file)


def test_an_archive_that_unpacks_to_too_much_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    file = an_xlsx(tmp_path, ["code"], ["A1"])
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/media/x.bin", b"\0" * (51 << 20))
    assert file.stat().st_size < 1 << 20
    with pytest.raises(InputError, match=r"file\.too_large"):
        read(file)


def test_a_formula_in_a_workbook_is_refused_by_its_cell(tmp_path: Path) -> None:
    file = an_xlsx(tmp_path, ["code", "name"], ["A1", "=HYPERLINK(A1)"])
    with pytest.raises(InputError) as failure:
        read(file)
    assert failure.value.code == "table.formula"
    assert (failure.value.details["row"], failure.value.details["column"]) == (2, "B")


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    for file, code in ((tmp_path / "none.csv", "file.not_found"), (tmp_path, "file.is_folder")):
        with pytest.raises(InputError) as refused:
            read(file)
        assert refused.value.code == code


@pytest.mark.parametrize("name", ["ra.csv", "ra.xlsx"])
def test_what_is_written_reads_back_and_nothing_runs_as_a_formula(tmp_path: Path, name: str) -> None:
    rows: list[dict[str, object]] = [
        {"code": "=1+1", "name": "@SUM(A1)", "note": "-2+3|x"},
        {"code": "+84903118264", "name": "tên; có, dấu", "note": None},
        {"code": "-5", "name": 'nói "được"', "note": True},
    ]
    file = tmp_path / name
    assert write_table(file, COLUMNS, rows) == 3
    assert [row.values for row in read(file)] == [
        {"code": "=1+1", "name": "@SUM(A1)", "note": "-2+3|x"},
        {"code": "+84903118264", "name": "tên; có, dấu", "note": ""},
        {"code": "-5", "name": 'nói "được"', "note": "1"},
    ]
    if name.endswith("csv"):
        text = file.read_text("utf-8-sig")
        assert "'=1+1,'@SUM(A1),'-2+3|x" in text
        assert "\n+84903118264," in text  # a number a gateway can dial stays a number


def test_a_report_of_a_refusal_names_the_cell_in_words() -> None:
    report = ImportReport.refused(InputError("table.formula", row=7, column="C"))
    assert (report.imported, report.errors[0].row, report.errors[0].column) == (0, 7, "C")
    assert "Dòng 7, cột C" in report.errors[0].message


def test_faults_are_told_in_the_order_of_rows() -> None:
    faults = Faults("en")
    faults.add(9, "B", "table.bad_cell")
    faults.add(2, "A", "table.bad_cell")
    assert [one.row for one in faults.errors] == [2, 9]
    assert faults.errors[0].message.startswith("Row 2, column A")


def test_quotes_that_are_never_closed_are_refused_by_row(tmp_path: Path) -> None:
    with pytest.raises(InputError) as failure:
        read(a_csv(tmp_path, 'code,name\nA1,x\nA2,"no end\nA3,y\n'))
    assert (failure.value.code, failure.value.details["row"]) == ("table.bad_quotes", 3)


def test_a_workbook_is_written_without_what_no_cell_may_hold(tmp_path: Path) -> None:
    file = tmp_path / "ra.xlsx"
    write_table(file, ("code",), [{"code": "A\x01B"}])
    assert [row.values["code"] for row in read(file)] == ["A B"]
