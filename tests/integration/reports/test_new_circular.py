"""A new circular changes a report by a dated template of the office alone: columns, sums, shares, titles."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from desk.numbers.tally import tally
from desk.office.opened import Office
from desk.paper.templates import export_template, import_template
from desk.reports.writing import build, write_report
from desk.templates.drafts import open_draft

FIRST, LAST = date(2026, 11, 1), date(2026, 12, 31)
BEFORE = date(2026, 11, 30)
NEW_KEYS = (
    '["field", "received_total", "received_online", "received_non_territorial", "online_share",'
    ' "settled_late"]'
)


@pytest.fixture
def office(made_office: Office) -> Office:
    """This module's reports are of made dossiers."""
    return made_office


def circular(office: Office, folder: Path, form: str, changes: dict[str, str]) -> Path:
    """The office's template with some lists as a new circular has them, from 1 December on."""
    import re

    file = folder / f"{form}.toml"
    export_template(office, form, file)
    text = re.sub(r"effective_from = \S+", "effective_from = 2026-12-01", file.read_text("utf-8"))
    for key, value in changes.items():
        text, count = re.subn(
            rf"^{key} = (\[(?:\n.*,)*\n?\]|\[.*\]|\".*\")$", f"{key} = {value}", text, flags=re.M
        )
        assert count == 1, key
    file.write_text(text, encoding="utf-8")
    return file


def headings(office: Office, form: str, last: date) -> list[str]:
    return [one.heading for one in build(office, form, FIRST, last).tables[0].columns]


def test_a_circular_with_other_columns_of_the_balance_needs_no_code(office: Office, tmp_path: Path) -> None:
    file = circular(
        office, tmp_path, "bc_ii06a",
        {
            "keys": NEW_KEYS,
            "columns": '["Lĩnh vực", "Nhận|Tổng", "Nhận|Trực tuyến", "Nhận|Phi địa giới", "Nhận|Tỷ lệ",'
            '"Trễ"]',
            "column_numbers": '["(1)", "(2)", "(3)", "(4)", "(5) = (3)/(2)", "(6)"]',
            "formulas": '["online_share = received_online / received_total"]',
            "title": '"TÌNH HÌNH THEO MẪU MỚI"',
        },
    )  # fmt: skip
    assert import_template(office, file).errors == ()
    assert len(headings(office, "II.06a", BEFORE)) == 13  # what was in force then
    assert headings(office, "II.06a", LAST)[4] == "Nhận|Tỷ lệ"
    write_report(office, "II.06a", FIRST, LAST, tmp_path / "mới.xlsx")
    sheet = load_workbook(tmp_path / "mới.xlsx", data_only=True).worksheets[0]
    lines: list[tuple[Any, ...]] = [row for row in sheet.iter_rows(values_only=True) if row[0] is not None]
    assert any("MẪU MỚI" in str(row[0]) for row in lines)
    whole = tally(office, FIRST, LAST).total
    total = next(row for row in lines if row[0] == "TỔNG CỘNG")
    share = round(100 * whole["received_online"] / whole["received_total"], 2)
    assert total[1:4] == (
        whole["received_total"], whole["received_online"], whole["received_non_territorial"],
    )  # fmt: skip
    assert total[4] == pytest.approx(share, abs=0.011)
    for kind in (".pdf", ".docx", ".csv"):
        assert write_report(office, "II.06a", FIRST, LAST, tmp_path / f"mới{kind}").rows


def test_the_index_takes_fewer_columns_in_another_order(office: Office, tmp_path: Path) -> None:
    before = build(office, "766", FIRST, LAST).tables[0]
    file = circular(
        office, tmp_path, "bc_766",
        {"keys": '["name", "points", "rate"]', "columns": '["Chỉ số", "Điểm", "Tỷ lệ (%)"]'},
    )  # fmt: skip
    assert import_template(office, file).errors == ()
    table = build(office, "766", FIRST, LAST).tables[0]
    assert [one.heading for one in table.columns] == ["Chỉ số", "Điểm", "Tỷ lệ (%)"]
    assert table.sum_of("points") == before.sum_of("points")
    for kind in (".xlsx", ".pdf"):
        write_report(office, "766", FIRST, LAST, tmp_path / f"766{kind}")


@pytest.mark.parametrize(
    ("form", "name", "changes", "first", "second"),
    [
        (
            "bc_qua_han", "overdue",
            {
                "keys": '["code", "days", "cause"]', "columns": '["Mã", "Trễ (ngày)", "Vì sao"]',
                "keys_causes": '["cause", "all", "part"]',
                "columns_causes": '["Vì sao", "Hồ sơ", "Đã xong (%)"]',
                "formulas_causes": '["all = settled + pending", "part = settled / all"]',
            },
            ["Mã", "Trễ (ngày)", "Vì sao"], ["Vì sao", "Hồ sơ", "Đã xong (%)"],
        ),
        (
            "bc_xin_loi", "apologies",
            {
                "keys": '["code", "letter"]', "columns": '["Mã", "Thư"]',
                "keys_fields": '["field", "without_letter", "late"]',
                "columns_fields": '["Lĩnh vực", "Thiếu thư", "Trễ"]',
                "formulas_fields": '["late = with_letter + without_letter"]',
            },
            ["Mã", "Thư"], ["Lĩnh vực", "Thiếu thư", "Trễ"],
        ),
        (
            "bc_khoi_luong", "workload",
            {
                "keys": '["person", "received_total", "received_online", "fee_due_amount", "online_share"]',
                "columns": '["Người", "Hồ sơ", "Trực tuyến", "Phí", "Tỷ lệ"]',
                "formulas": '["online_share = received_online / received_total"]',
            },
            ["Người", "Hồ sơ", "Trực tuyến", "Phí", "Tỷ lệ"],
            ["Người", "Hồ sơ", "Trực tuyến", "Phí", "Tỷ lệ"],
        ),
        (
            "bc_lanh_dao", "pack",
            {
                "keys": '["name", "rate", "target"]', "columns": '["Chỉ số", "Tỷ lệ", "Chỉ tiêu"]',
                "indicators": '["synced", "digitised"]',
                "keys_fields": '["field", "received_postal", "late"]',
                "columns_fields": '["Lĩnh vực", "Bưu chính", "Trễ"]',
                "formulas_fields": '["late = settled_late + pending_late"]',
            },
            ["Chỉ số", "Tỷ lệ", "Chỉ tiêu"], ["Lĩnh vực", "Bưu chính", "Trễ"],
        ),
    ],
)  # fmt: skip
def test_a_circular_with_other_columns_of_a_list_or_of_the_pack_needs_no_code(
    office: Office,
    tmp_path: Path,
    *,
    form: str,
    name: str,
    changes: dict[str, str],
    first: list[str],
    second: list[str],
) -> None:
    before = build(office, name, FIRST, LAST).tables
    assert import_template(office, circular(office, tmp_path, form, changes)).errors == ()
    tables = build(office, name, FIRST, LAST).tables
    assert [one.heading for one in tables[0].columns] == first
    assert [one.heading for one in tables[1].columns] == second
    if form != "bc_lanh_dao":
        assert len(tables[0].rows) == len(before[0].rows) > 0
    whole = tally(office, FIRST, LAST).total
    late = whole["settled_late"] + whole["pending_late"]
    sums = {
        "overdue": ("all", late), "apologies": ("late", late), "pack": ("late", late),
        "workload": ("received_online", whole["received_online"]),
    }  # fmt: skip
    key, number = sums[name]
    assert tables[1].sum_of(key) == number
    for kind in (".xlsx", ".pdf", ".docx", ".csv"):
        assert write_report(office, name, FIRST, LAST, tmp_path / f"mới{kind}").file.stat().st_size > 100


@pytest.mark.parametrize(
    ("form", "key", "value", "allowed"),
    [
        ("bc_qua_han", "keys", '["code", "letter"]', "applicant, cause, code, days"),
        ("bc_xin_loi", "keys_fields", '["field", "applicant"]', "field, late, no, printed"),
        ("bc_khoi_luong", "formulas", '["a = person + unit"]', "carried_in, digitised_component"),
        ("bc_lanh_dao", "indicators", '["joy"]', "on_time_settled"),
        ("bc_ii06a", "formulas", '["a = refused * 2"]', "a = b + c, a = b - c, a = b / c"),
    ],
)
def test_a_refusal_names_the_key_and_what_it_takes(
    office: Office, tmp_path: Path, *, form: str, key: str, value: str, allowed: str
) -> None:
    report = import_template(office, circular(office, tmp_path, form, {key: value}))
    told = [one for one in report.errors if one.code == "template.unknown_number"]
    assert told
    assert f"texts.{key}" in told[0].message
    assert allowed in told[0].message


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("keys", '["no", "field", "received_tota"]', "template.unknown_number"),
        ("keys", '["no", "received_total"]', "template.number_missing"),
        ("keys", '["field", "received_total", "received_total"]', "template.number_twice"),
        ("columns", '["STT", "Lĩnh vực"]', "template.wrong_count"),
        ("formulas", '["a = received_total * 2"]', "template.unknown_number"),
        ("formulas", '["a = b + received_total"]', "template.unknown_number"),
        ("formulas", '["received_total = received_total + refused"]', "template.unknown_number"),
        ("formulas", '["a = refused / stopped", "b = a + refused"]', "template.unknown_number"),
        ("formulas", '["field = refused + stopped"]', "template.number_twice"),
        ("source", '["village"]', "template.unknown_number"),
        ("source", "[]", "template.number_missing"),
        ("shown", '["nothing"]', "template.unknown_number"),
    ],
)
def test_a_layout_nobody_can_count_is_refused_by_its_place(
    office: Office, tmp_path: Path, key: str, value: str, code: str
) -> None:
    report = import_template(office, circular(office, tmp_path, "bc_ii06a", {key: value}))
    assert code in {one.code for one in report.errors}
    assert len(headings(office, "II.06a", LAST)) == 13


def test_the_wording_of_a_new_layout_can_be_edited_in_the_window_afterwards(
    office: Office, tmp_path: Path
) -> None:
    two = {"keys": '["field", "received_total"]', "columns": '["Lĩnh vực", "Tổng"]', "column_numbers": "[]"}
    file = circular(office, tmp_path, "bc_ii06a", {**two, "formulas": "[]"})
    assert import_template(office, file).errors == ()
    draft = open_draft(office, "bc_ii06a")
    assert draft is not None
    assert headings(office, "II.06a", LAST) == ["Lĩnh vực", "Tổng"]


def test_the_shipped_balance_is_as_it_was(empty_office: Office) -> None:
    table = build(empty_office, "II.06a", FIRST, LAST).tables[0]
    assert [one.number for one in table.columns][:3] == ["(1)", "(2)", "(3)= (4)+(5) +(6)"]
    assert table.columns[2].formula == "{received_online}+{received_other}+{carried_in}"
