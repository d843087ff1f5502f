"""The catalogue as a table: out and in again without a change, taken whole or refused by row and column."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from desk.catalogue.doors import CatalogueDoors
from desk.catalogue.lookup import in_force
from desk.errors import InputError
from desk.importing import read_table, write_table
from desk.office.opened import Office
from resources import path as shipped
from tests.integration.record.making import NOW

CODE = "1.004873"
Row = dict[str, object]


def last_event(office: Office) -> int:
    from desk.record.events import head

    with office.read() as session:
        return head(session).seq


def rows_of(file: Path) -> list[Row]:
    with file.open(encoding="utf-8-sig", newline="") as source:
        return [dict(row) for row in csv.DictReader(source)]


@pytest.fixture
def exported(office: Office, tmp_path: Path) -> Path:
    """A rich catalogue as a table: several versions, marks, questions, papers of every kind."""
    doors = CatalogueDoors(office)
    doors.save(
        {
            "code": CODE, "fee": 9000, "fee_per_page": True, "nicknames": "giấy độc thân; tình trạng",
            "resolving_unit": "Phòng Văn hóa - Xã hội", "after_cutoff": "next_day", "basis": "=QĐ 1; QĐ 2",
            "asks": [{"key": "so_ban", "label": "Số bản", "kind": "choice", "choices": ["1", "2"]}],
            "components": [
                {"name": "Đơn; kèm ảnh (4x6", "copies": 2, "doc_type": "D1"},
                {"name": "Văn bản ủy quyền", "condition": "chỉ khi nộp thay", "applies": "on_behalf"},
                {"name": "Phiếu khám", "valid_days": 180, "mandatory": False},
            ],
        },
        valid_from=date(2026, 12, 1),
    )  # fmt: skip
    doors.end("1.001193", date(2027, 6, 30))
    doors.set_favourite("2.000815", True)
    file = tmp_path / "danh mục.csv"
    assert doors.export_file(file) == 71
    return file


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_what_was_exported_changes_nothing_when_imported(office: Office, exported: Path, suffix: str) -> None:
    doors = CatalogueDoors(office)
    file = exported.with_suffix(suffix)
    doors.export_file(file)
    before = last_event(office)

    report = doors.import_file(file)

    assert (report.imported, report.skipped, report.errors) == (0, 71, ())
    assert last_event(office) == before


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_another_office_takes_the_table_and_writes_the_same(
    office: Office, exported: Path, tmp_path: Path, suffix: str
) -> None:
    from tests.integration.record.making import an_office

    CatalogueDoors(office).export_file(exported.with_suffix(suffix))
    with an_office(tmp_path / "khác") as other:
        doors = CatalogueDoors(other)
        first = doors.import_file(exported.with_suffix(suffix))
        doors.export_file(tmp_path / "lại.csv")

    # the version that ended, the new one, the one with a last day, the favourite
    assert (first.imported, first.errors) == (4, ())
    assert rows_of(tmp_path / "lại.csv") == rows_of(exported)


def test_the_source_table_of_the_field_is_taken_as_it_is(either_office: Office) -> None:
    report = CatalogueDoors(either_office).import_file(shipped("catalogue", "procedures.csv"))

    assert (report.imported, report.skipped, report.errors) == (0, 70, ())


def test_a_changed_row_begins_today_or_on_the_day_asked_for(either_office: Office, tmp_path: Path) -> None:
    doors = CatalogueDoors(either_office)
    file = tmp_path / "một.csv"
    row = {"code": CODE, "name": "Tên mới", "field": "Hộ tịch", "fee_vnd": 5000}
    write_table(file, list(row), [row])

    report = doors.import_file(file, start=date(2026, 12, 1))
    again = doors.import_file(file, start=date(2026, 12, 1))

    assert (report.imported, again.imported, again.skipped) == (1, 0, 1)
    found = doors.entry(CODE, on=date(2026, 12, 1))
    assert (found.name, found.card.fee, found.valid_from) == ("Tên mới", 5000, date(2026, 12, 1))
    assert found.card.time_limit == 3  # a column that is missing keeps what stands there
    assert found.components == doors.entry(CODE).components


def test_a_new_code_without_a_day_holds_as_the_starter_catalogue_does(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "mới.csv"
    write_table(file, ["code", "name", "field"], [{"code": "1.999001", "name": "Thử", "field": "Thử"}])

    assert CatalogueDoors(office).import_file(file).imported == 1
    with office.read() as session:
        assert in_force(session, "1.999001", date(2026, 1, 5)).name == "Thử"


def test_a_dry_run_tells_the_same_and_changes_nothing(office: Office, tmp_path: Path) -> None:
    doors = CatalogueDoors(office)
    file = tmp_path / "một.csv"
    write_table(file, ["code", "name", "field"], [{"code": CODE, "name": "Tên mới", "field": "Hộ tịch"}])
    before = last_event(office)

    report = doors.import_file(file, dry_run=True)

    assert (report.imported, report.dry_run) == (1, True)
    assert [(one.code, one.valid_from, one.new, one.fields) for one in report.changes] == [
        (CODE, date(2000, 1, 1), False, ("valid_to",)),
        (CODE, NOW.date(), True, ()),
    ]
    assert last_event(office) == before
    assert doors.import_file(file).imported == 1


def _set(row: int, **cells: object) -> Callable[[list[Row]], None]:
    def change(rows: list[Row]) -> None:
        rows[row - 2].update(cells)

    return change


def _twice(rows: list[Row]) -> None:
    rows.insert(1, dict(rows[0]))


def _reaching(rows: list[Row]) -> None:
    rows[0]["valid_to"] = "2026-12-31"
    rows.insert(1, {**rows[0], "valid_from": "2026-12-31", "valid_to": ""})


@pytest.mark.parametrize(
    ("change", "row", "column", "code"),
    [
        (_set(3, time_unit="fortnight"), 3, "time_unit", "catalogue.bad_value"),
        (_set(3, resolving_unit="Phòng Không Có"), 3, "resolving_unit", "unit.unknown"),
        (_set(3, competent_unit="Sở Không Có"), 3, "competent_unit", "unit.unknown"),
        (_set(4, code="1.0011"), 4, "code", "catalogue.bad_code"),
        (_set(4, code=""), 4, "code", "catalogue.missing_key"),
        (_set(5, fee_vnd="15.000đ"), 5, "fee_vnd", "catalogue.bad_value"),
        (_set(5, fee_vnd="15.000"), 5, "fee_vnd", "catalogue.bad_value"),
        (_set(5, fee_vnd="15000.5"), 5, "fee_vnd", "catalogue.bad_value"),
        (_set(5, fee_vnd="-15000"), 5, "fee_vnd", "catalogue.bad_value"),
        (_set(5, fee_vnd="-1"), 5, "fee_vnd", "catalogue.bad_value"),
        (_set(6, time_limit="ba"), 6, "time_limit", "catalogue.bad_value"),
        (_set(6, suspended="perhaps"), 6, "suspended", "catalogue.bad_value"),
        (_set(7, components="Đơn {days"), 7, "components", "catalogue.bad_components"),
        (_set(7, asks="{}"), 7, "asks", "catalogue.bad_value"),
        (_set(8, valid_from="31/02/2026"), 8, "valid_from", "catalogue.bad_value"),
        (_set(8, valid_to="1999-12-31"), 8, "valid_to", "catalogue.bad_span"),
        (_twice, 3, "code", "catalogue.twice"),
        (_reaching, 3, "valid_from", "catalogue.overlap"),
    ],
)
def test_a_bad_row_refuses_the_file_and_is_named(
    office: Office,
    tmp_path: Path,
    *,
    change: Callable[[list[Row]], None],
    row: int,
    column: str,
    code: str,
) -> None:
    doors = CatalogueDoors(office)
    file = tmp_path / "danh mục.csv"
    doors.export_file(file)
    rows = rows_of(file)
    rows[-1]["name"] = "Tên sẽ không được lưu"
    rows[-1]["valid_from"] = "2026-12-01"
    change(rows)
    write_table(file, list(rows[0]), rows)
    before = last_event(office)

    for dry_run in (True, False):
        report = doors.import_file(file, dry_run=dry_run)

        assert [(one.row, one.column, one.code) for one in report.errors] == [(row, column, code)]
        assert (report.imported, report.skipped) == (0, 0)
    assert last_event(office) == before
    assert doors.entries("Tên sẽ không được lưu") == ()


def test_every_fault_is_told_at_once(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "hai lỗi.csv"
    rows: list[Row] = [
        {"code": "x", "name": "A", "field": "F", "fee_vnd": ""},
        {"code": "1.999001", "name": "B", "field": "F", "fee_vnd": "y"},
    ]
    write_table(file, list(rows[0]), rows)

    errors = CatalogueDoors(office).import_file(file).errors

    assert [(one.row, one.column) for one in errors] == [(2, "code"), (3, "fee_vnd")]


def test_new_units_are_taken_when_said_to_be_no_slip(office: Office, tmp_path: Path) -> None:
    doors = CatalogueDoors(office)
    file = tmp_path / "đơn vị.csv"
    row = {"code": "1.999001", "name": "Thử", "field": "Thử", "resolving_unit": "Phòng Mới Lập"}
    write_table(file, list(row), [row])

    assert [one.code for one in doors.import_file(file).errors] == ["unit.unknown"]
    assert doors.import_file(file, new_units=True).imported == 1
    assert doors.import_file(file).skipped == 1  # known from now on


def test_an_unknown_column_is_no_catalogue(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "lạ.csv"
    file.write_text("code,name,field,colour\n1.999001,A,B,red\n", encoding="utf-8")

    with pytest.raises(InputError) as caught:
        CatalogueDoors(office).import_file(file)

    assert (caught.value.code, caught.value.details["column"]) == ("table.unknown_column", "colour")


def test_a_later_version_on_record_is_never_overrun(office: Office, tmp_path: Path) -> None:
    doors = CatalogueDoors(office)
    doors.save({"code": CODE, "fee": 1000}, valid_from=date(2027, 1, 1))
    file = tmp_path / "chồng.csv"
    row = {
        "code": CODE, "name": "Tên giữa", "field": "Hộ tịch", "valid_from": "2026-12-01",
        "valid_to": "2027-01-01",
    }  # fmt: skip
    write_table(file, list(row), [row])

    assert [(one.column, one.code) for one in doors.import_file(file).errors] == [
        ("valid_to", "catalogue.overlap")
    ]
    row["valid_to"] = ""
    write_table(file, list(row), [row])
    assert doors.import_file(file).imported == 1
    assert [(one.valid_from, one.valid_to) for one in doors.entry(CODE).versions] == [
        (date(2000, 1, 1), date(2026, 11, 30)),
        (date(2026, 12, 1), date(2026, 12, 31)),
        (date(2027, 1, 1), None),
    ]


def test_the_exported_table_reads_as_documented(exported: Path) -> None:
    from desk.catalogue.table import COLUMNS

    rows = read_table(exported, columns=COLUMNS, required=COLUMNS)
    told = next(
        row.values for row in rows if row.values["code"] == CODE and row.values["valid_from"] > "2026"
    )

    assert told["valid_from"] == "2026-12-01"
    assert told["components"].endswith(
        "Văn bản ủy quyền (chỉ khi nộp thay); Phiếu khám {mandatory=0 | days=180}"
    )
    assert told["basis"] == "=QĐ 1; QĐ 2"
    assert NOW.date().isoformat() < told["valid_from"]
