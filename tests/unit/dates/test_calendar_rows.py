"""A table of days as a clerk may hand it in: dates, spans, kinds, halves, and what is refused where."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desk.dates.csv_rows import half_of, kind_of, read_changes, span_of, written
from desk.dates.hours import CalendarRules
from desk.dates.rows import CalendarChange
from desk.errors import InputError
from desk.importing import Faults, RowError


def read(folder: Path, text: str) -> tuple[tuple[CalendarChange, ...], tuple[RowError, ...]]:
    file = folder / "lịch nghỉ.csv"
    file.write_text(text, encoding="utf-8")
    faults = Faults()
    changes = read_changes(file, faults=faults, rules_on=lambda _: CalendarRules())
    return changes, faults.errors


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2027-02-05", date(2027, 2, 5), date(2027, 2, 5)),
        ("05/02/2027", date(2027, 2, 5), date(2027, 2, 5)),
        ("5/2/2027", date(2027, 2, 5), date(2027, 2, 5)),
        ("2027-02-05/2027-02-14", date(2027, 2, 5), date(2027, 2, 14)),
        ("05/02/2027 - 14/02/2027", date(2027, 2, 5), date(2027, 2, 14)),
        ("05/02/2027–14/02/2027", date(2027, 2, 5), date(2027, 2, 14)),
        ("2027-02-05 đến 14/02/2027", date(2027, 2, 5), date(2027, 2, 14)),
    ],
)
def test_a_day_or_a_span_is_read_as_written_in_vietnam_or_by_iso(text: str, first: date, last: date) -> None:
    assert span_of(text) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "", "mai", "2027-02-30", "31/04/2027", "2027-02-14/2027-02-05", "1999-12-31", "2101-01-01",
        "05-02-2027", "2027/02/05", "２０２７-02-05", "2027-02-05/",
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"calendar\.bad_day"):
        span_of(text)


def test_a_span_of_years_is_refused() -> None:
    with pytest.raises(InputError, match=r"calendar\.range_too_long"):
        span_of("2026-01-01/2027-01-02")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("holiday", "holiday"), ("HOLIDAY", "holiday"), ("Nghỉ lễ", "holiday"), ("nghỉ bù", "compensatory"),
        ("Làm bù", "makeup_workday"), ("makeup_workday", "makeup_workday"), ("Đóng cửa", "local_closure"),
        ("chơi", None), ("", None),
    ],
)  # fmt: skip
def test_a_kind_is_known_by_its_code_and_in_vietnamese(text: str, kind: str | None) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (None, None), ("", None), ("  ", None), ("closed", ""), ("Nghỉ", ""), ("7:30-11:30", "07:30-11:30"),
        ("07h30 – 11h30", "07:30-11:30"), ("13:30-17:00", "13:30-17:00"),
    ],
)  # fmt: skip
def test_half_a_day_is_as_usual_closed_or_has_hours(text: str | None, kept: str | None) -> None:
    assert half_of(text) == kept


@pytest.mark.parametrize("text", ["7", "11:30-07:30", "08:00-08:00", "24:00-25:00", "07:30", "sáng"])
def test_hours_that_cannot_be_are_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"calendar\.bad_hours"):
        half_of(text)


def test_every_form_of_a_row_becomes_its_days(tmp_path: Path) -> None:
    changes, errors = read(
        tmp_path,
        "date,from,to,kind,am,pm,note,basis\n"
        "2027-01-01,,,holiday,,,Tết Dương lịch,BLLĐ 112\n"
        ",04/02/2027,06/02/2027,nghỉ lễ,,,Tết,TB 1\n"
        "2027-03-01,,,local_closure,closed,,Mất điện,\n",
    )
    assert errors == ()
    assert [(one.day.isoformat(), one.kind, one.am, one.pm, one.note) for one in changes] == [
        ("2027-01-01", "holiday", None, None, "Tết Dương lịch"),
        ("2027-02-04", "holiday", None, None, "Tết"),
        ("2027-02-05", "holiday", None, None, "Tết"),
        ("2027-02-06", "holiday", None, None, "Tết"),
        ("2027-03-01", "local_closure", "", None, "Mất điện"),
    ]


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("2027-02-30,holiday,,", "date", "calendar.bad_day"),
        (",holiday,,", "date", "calendar.bad_day"),
        ("2027-02-05,nghỉ mát,,", "kind", "calendar.bad_kind"),
        ("2027-02-05,local_closure,7,", "am", "calendar.bad_hours"),
        ("2027-02-05,local_closure,,13:30-12:00", "pm", "calendar.bad_hours"),
        ("2027-02-05,local_closure,13:00-14:00,", "am", "calendar.bad_hours"),
        ("2027-02-05,local_closure,,08:00-11:00", "pm", "calendar.bad_hours"),
        ("2027-02-05,local_closure,07:30-14:00,", "am", "calendar.bad_hours"),
        ("2027-02-06,makeup_workday,closed,closed", "pm", "calendar.bad_hours"),
        ("2026-01-01/2027-06-01,holiday,,", "date", "calendar.range_too_long"),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(tmp_path: Path, row: str, column: str, code: str) -> None:
    _, errors = read(tmp_path, f"date,kind,am,pm\n2026-12-25,holiday,,\n{row}\n")
    assert [(one.row, one.column, one.code) for one in errors] == [(3, column, code)]


@pytest.mark.parametrize(
    "rows",
    [
        "2027-02-05,holiday\n2027-02-05,holiday",
        "2027-02-01/2027-02-07,holiday\n07/02/2027,local_closure",
        "2027-02-07,holiday\n2027-02-01/2027-02-10,compensatory",
    ],
)
def test_two_rows_for_one_day_are_refused_naming_both(tmp_path: Path, rows: str) -> None:
    _, errors = read(tmp_path, f"date,kind\n{rows}\n")
    assert [(one.row, one.column, one.code) for one in errors] == [(3, "date", "calendar.overlap")]
    assert "dòng 2" in errors[0].message


def test_every_wrong_row_is_told_at_once(tmp_path: Path) -> None:
    _, errors = read(tmp_path, "date,kind,am\nhôm qua,holiday,\n2027-01-01,x,y\n")
    assert [(one.row, one.column) for one in errors] == [(2, "date"), (3, "am"), (3, "kind")]


def test_the_shipped_table_reads_as_it_was_meant(tmp_path: Path) -> None:
    from desk.catalogue.shipped import shipped_calendar
    from resources import path

    faults = Faults()
    changes = read_changes(
        path("catalogue", "calendar.csv"), faults=faults, rules_on=lambda _: CalendarRules()
    )
    assert faults.errors == ()
    assert [(one.day, one.kind) for one in changes] == [(row.day, row.kind) for row in shipped_calendar()]


def test_a_written_row_is_read_back_the_same(tmp_path: Path) -> None:
    from desk.dates.csv_rows import WRITTEN
    from desk.importing import write_table

    given = (
        CalendarChange(date(2027, 1, 4), "local_closure", "=cmd", "TB 1", am="", pm="13:30-16:00"),
        CalendarChange(date(2027, 1, 9), "makeup_workday", "Làm bù; có dấu", ""),
    )
    for name in ("ra.csv", "ra.xlsx"):
        write_table(tmp_path / name, WRITTEN, [written(one) for one in given])
        faults = Faults()
        back = read_changes(tmp_path / name, faults=faults, rules_on=lambda _: CalendarRules())
        assert (back, faults.errors) == (given, ())
