"""The period's reports: the same numbers in every file, sums that are sums, nothing that runs."""

import csv
import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from desk.errors import InputError, SurroundingsError
from desk.numbers.tally import tally
from desk.office.opened import Office
from desk.reports.index766 import points_of
from desk.reports.writing import REPORTS, build, write_report
from desk.services import DeskServices

FIRST, LAST = date(2026, 11, 16), date(2026, 11, 30)
BALANCE = [
    "received_total", "received_online", "received_other", "carried_in", "settled_total", "settled_early",
    "settled_on_time", "settled_late", "pending_total", "pending_in_term", "pending_late",
]  # fmt: skip


def evaluated(path: Path) -> list[tuple[str, float, float]]:
    """Every formula of a workbook worked out here: (cell, what it gives, what is written beside it)."""
    formulas, values = load_workbook(path), load_workbook(path, data_only=True)
    found = []
    for sheet, shown in zip(formulas.worksheets, values.worksheets, strict=True):
        for line in sheet.iter_rows():
            for cell in line:
                if cell.data_type != "f":
                    continue
                text = str(cell.value)[1:]
                area = re.fullmatch(r"SUM\(([A-Z]+\d+):([A-Z]+\d+)\)", text)
                if area:
                    cells = [one for row in shown[f"{area[1]}:{area[2]}"] for one in row]
                    worth = sum(one.value or 0 for one in cells)
                elif re.fullmatch(r"[A-Z0-9+]+", text):
                    worth = sum(shown[one].value for one in text.split("+"))
                else:
                    continue
                found.append((f"{sheet.title}!{cell.coordinate}", worth, shown[cell.coordinate].value))
    return found


def table_of(path: Path, heading: str) -> list[list[Any]]:
    """The rows of the first sheet under its headings."""
    rows = [
        list(row) for row in load_workbook(path, data_only=True).worksheets[0].iter_rows(values_only=True)
    ]
    start = next(place for place, row in enumerate(rows) if row[0] == heading)
    return rows[start:]


def test_the_balance_report_tells_the_tallys_numbers_with_formulas_that_give_them(
    office: Office, tmp_path: Path
) -> None:
    out = tmp_path / "II.06a tháng 11.xlsx"
    done = write_report(office, "II.06a", FIRST, LAST, out)
    counted = tally(office, FIRST, LAST)
    fields = [row for row in counted.by_field if row["received_total"]]
    assert done.rows == len(fields)
    told = {row[1]: row[2:13] for row in table_of(out, "STT") if row[1]}
    for row in fields:
        name = row["field"]
        assert told["'" + name if name.startswith("@") else name] == [row[key] for key in BALANCE]
    assert told["TỔNG CỘNG"] == [counted.total[key] for key in BALANCE]
    sums = evaluated(out)
    assert len(sums) >= 3 * len(fields) + 11
    assert [one for one in sums if one[1] != one[2]] == []


@pytest.mark.parametrize("form", REPORTS)
def test_every_report_is_written_in_every_kind_with_the_same_rows(
    office: Office, tmp_path: Path, form: str
) -> None:
    rows = {
        kind: write_report(office, form, FIRST, LAST, tmp_path / f"báo cáo{kind}").rows
        for kind in (".xlsx", ".pdf", ".csv")
    }
    assert len(set(rows.values())) == 1
    text = (tmp_path / "báo cáo.csv").read_bytes().decode("utf-8-sig")
    lines = list(csv.reader(text.splitlines()))
    assert len({len(line) for line in lines}) == 1
    assert len(lines) >= rows[".csv"] + 1
    assert [one for one in evaluated(tmp_path / "báo cáo.xlsx") if abs(one[1] - one[2]) > 0.001] == []
    page = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "báo cáo.pdf"), "-"], capture_output=True, check=True
    ).stdout.decode()
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in page
    assert "16/11/2026" in page
    assert "30/11/2026" in page


@pytest.mark.parametrize("form", REPORTS)
def test_a_sheet_stands_still_prints_lying_and_repeats_its_head(
    office: Office, tmp_path: Path, form: str
) -> None:
    out = tmp_path / "b.xlsx"
    write_report(office, form, FIRST, LAST, out)
    for sheet in load_workbook(out).worksheets:
        first_body = int(str(sheet.freeze_panes)[1:])
        assert sheet.print_title_rows == f"${first_body - 1}:${first_body - 1}" or sheet.print_title_rows
        assert (sheet.page_setup.orientation, int(str(sheet.page_setup.paperSize))) == ("landscape", 9)
        assert sheet.page_setup.fitToWidth == 1


@pytest.mark.parametrize("form", REPORTS)
def test_nothing_from_the_record_is_run_as_a_formula(office: Office, tmp_path: Path, form: str) -> None:
    book, table = tmp_path / "b.xlsx", tmp_path / "b.csv"
    write_report(office, form, FIRST, LAST, book)
    write_report(office, form, FIRST, LAST, table)
    for sheet in load_workbook(book).worksheets:
        formulas = [str(one.value) for row in sheet.iter_rows() for one in row if one.data_type == "f"]
        assert [one for one in formulas if "HYPERLINK" in one] == []
    cells = [one for row in csv.reader(table.read_text("utf-8-sig").splitlines()) for one in row]
    assert [one for one in cells if one.startswith(("=", "@", "+"))] == []


def test_late_dossiers_are_those_the_balance_counts_late(office: Office) -> None:
    counted = tally(office, FIRST, LAST).total
    listed, causes = build(office, "overdue", FIRST, LAST).tables
    assert len(listed.rows) == counted["settled_late"] + counted["pending_late"] > 0
    assert causes.sum_of("settled") == counted["settled_late"]
    assert causes.sum_of("pending") == counted["pending_late"]
    days = [int(str(row["days"])) for row in listed.rows]
    assert days == sorted(days, reverse=True)


def test_the_workload_of_holders_and_of_clerks_sums_to_the_balance(office: Office) -> None:
    counted = tally(office, FIRST, LAST).total
    for table in build(office, "workload", FIRST, LAST).tables:
        for key in BALANCE:
            if key not in {"received_online", "received_other"}:
                assert table.sum_of(key) == counted[key], key


def test_points_follow_the_rate_up_to_its_cap() -> None:
    assert points_of(25, 100, cap=50, most=4) == 2
    assert points_of(60, 100, cap=50, most=4) == 4
    assert points_of(1, 3, cap=80, most=7.33) == 3.05  # 33.33 × 7.33 ÷ 80 = 3.0539
    assert points_of(0, 0, cap=50, most=4) is None


def test_an_index_scored_by_steps_from_a_day_on_needs_no_code(empty_office: Office, tmp_path: Path) -> None:
    points = {
        "procedures_online": {"group": "3", "points": 2, "cap": 80, "steps": [[60, 1], [80, 2]]},
        "online_active": {"group": "3", "points": 2, "cap": 80, "steps": [[60, 1], [80, 2]]},
        "satisfied_766": {"group": "5", "points": 18, "cap": 90},
    }
    DeskServices(empty_office).house.set_rule("indicators.points_766", points)
    today = empty_office.clock.now().date()
    (before,) = build(empty_office, "766", FIRST, LAST).tables
    assert len(before.rows) == 9
    (table,) = build(empty_office, "766", FIRST, today).tables
    # 67 of 70 shipped procedures are online: 95.71 %; none had a dossier; nobody was asked
    assert [(row["rate"], row["points"]) for row in table.rows] == [(95.71, 2), (0, 0), (None, None)]
    out = tmp_path / "766.xlsx"
    write_report(empty_office, "766", FIRST, today, out)
    sheets = [load_workbook(out, data_only=shown).worksheets[0] for shown in (False, True)]
    told = [(str(cell.value), sheets[1][cell.coordinate].value) for line in sheets[0] for cell in line]
    steps = [(text, value) for text, value in told if "LOOKUP" in text]
    assert [value for _, value in steps] == [2, 0]
    for text, _ in steps:
        assert re.fullmatch(r'=IF\(E(\d+)=0,"",LOOKUP\(F\1,\{0,60,80\},\{0,1,2\}\)\)', text), text
    assert sum("MIN(" in text for text, _ in told) == 1  # the third has its share of the cap


@pytest.mark.parametrize(
    "steps",
    [[[80, 2], [60, 1]], [[60, 1], [60, 2]], [[60, 3]], [[-1, 1]], [[60]], [["60", 1]], "60", [[60, 1, 2]]],
)
def test_steps_that_do_not_rise_or_give_more_than_there_is_are_refused(
    empty_office: Office, steps: object
) -> None:
    points = {"procedures_online": {"group": "3", "points": 2, "cap": 80, "steps": steps}}
    with pytest.raises(InputError, match=r"setting\.bad_value"):
        DeskServices(empty_office).house.set_rule("indicators.points_766", points)


def test_the_index_leaves_out_of_its_sum_what_did_not_happen(empty_office: Office) -> None:
    (table,) = build(empty_office, "766", FIRST, LAST).tables
    silent = [row for row in table.rows if row["denominator"] == 0]
    assert silent
    assert {row["most"] for row in silent} == {None}
    assert table.sum_of("most") == sum(
        float(str(row["most"])) for row in table.rows if row["most"] is not None
    )


@pytest.mark.parametrize("form", REPORTS)
@pytest.mark.parametrize("kind", [".xlsx", ".pdf", ".csv"])
def test_an_empty_period_gives_an_empty_report(
    empty_office: Office, tmp_path: Path, form: str, kind: str
) -> None:
    out = tmp_path / f"trống{kind}"
    done = write_report(empty_office, form, date(2020, 1, 1), date(2020, 1, 31), out)
    assert done.rows == {"766": 9, "pack": 10}.get(form, 0)  # indicators over nothing are told too
    assert out.stat().st_size > 100


def test_what_cannot_be_written_is_refused_and_leaves_no_file(office: Office, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        write_report(office, "II.06a", LAST, FIRST, tmp_path / "a.xlsx")
    assert refused.value.code == "report.bad_period"
    with pytest.raises(InputError) as unknown:
        write_report(office, "II.07", FIRST, LAST, tmp_path / "a.xlsx")
    assert unknown.value.code == "report.unknown"
    with pytest.raises(InputError) as kind:
        write_report(office, "II.06a", FIRST, LAST, tmp_path / "a.odt")
    assert kind.value.code == "report.bad_file"
    with pytest.raises(SurroundingsError) as nowhere:
        write_report(office, "II.06a", FIRST, LAST, tmp_path / "không có" / "a.xlsx")
    assert nowhere.value.code == "file.unwritable"
    with pytest.raises(InputError):
        write_report(office, "II.06a", FIRST, LAST, office.paths.tallies / "a.xlsx")
    (tmp_path / "thư.xlsx").write_text("không phải bảng", encoding="utf-8")
    with pytest.raises(InputError) as other:
        write_report(office, "II.06a", FIRST, LAST, tmp_path / "thư.xlsx")
    assert other.value.code == "file.exists"
    assert sorted(one.name for one in tmp_path.iterdir() if one.is_file()) == ["thư.xlsx"]


def test_the_command_answers_file_and_rows(office: Office, tmp_path: Path, run_desk: Any) -> None:
    out = tmp_path / "b.xlsx"
    period = ("--from", "2026-11-16", "--to", "2026-11-30")
    done = run_desk("report", "766", *period, "-o", out, data=office.data, now="2026-12-31T17:00")
    assert done.ok()["file"] == str(out)
    assert done.answer["rows"] == 9
