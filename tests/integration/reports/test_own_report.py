"""A report nobody shipped: an office's template of a new name is a report everywhere, without code."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from openpyxl import load_workbook

from desk.errors import InputError
from desk.numbers.tally import tally
from desk.office.opened import Office
from desk.paper.templates import export_template, import_template, templates
from desk.reports.asking import cards, look, names, write
from desk.reports.doors import ReportDoors
from desk.reports.writing import build
from desk.templates.versions import form_texts

FIRST, LAST = date(2026, 10, 1), date(2026, 12, 31)
HEAD = """key = "bc_{name}"

[[version]]
effective_from = {day}
number = "Biểu số 9"
title = "{title}"
basis = "Công văn giả định 9/UBND"
confidence = "M"
layout = "nội bộ"

[version.texts]
{lists}
"""
BY_CHANNEL = """
source = ["channel", "unit + person"]
keys = ["no", "channel", "received_total", "settled_total", "on_time", "on_time_share", "fee_amount"]
columns = ["STT", "Hình thức nộp", "Tổng số", "Đã xong|Tổng", "Đã xong|Không trễ", "Đã xong|Tỷ lệ (%)", "Phí"]
formulas = ["on_time = settled_total - settled_late", "on_time_share = on_time / settled_total"]
order = ["-received_total"]
keys_detail = ["unit", "person"]
columns_detail = ["Đơn vị", "Người"]
"""
LATE_ONES = """
source = ["dossier"]
shown = ["settled_late", "pending_late"]
keys = ["no", "code", "field", "channel", "clerk", "due_at", "days", "state", "cause"]
columns = ["STT", "Mã", "Lĩnh vực", "Hình thức", "Người nhận", "Hẹn trả", "Trễ", "Tình trạng", "Vì sao"]
order = ["-days", "code"]
"""


@pytest.fixture
def office(made_office: Office) -> Office:
    """This module's reports are of made dossiers."""
    return made_office


def circular(
    folder: Path,
    lists: str,
    *,
    name: str = "kenh_nop",
    day: str = "2026-12-01",
    title: str = "HỒ SƠ THEO KÊNH",
) -> Path:
    file = folder / f"{name}-{day}.toml"
    file.write_text(HEAD.format(name=name, day=day, title=title, lists=lists), encoding="utf-8")
    return file


def test_a_template_with_a_new_name_is_a_report_in_every_kind_of_file(office: Office, tmp_path: Path) -> None:
    before = names(office)
    assert import_template(office, circular(tmp_path, BY_CHANNEL)).errors == ()
    assert set(names(office)) - set(before) == {"kenh_nop"}
    card = next(one for one in cards(office, LAST) if one.name == "kenh_nop")
    assert (card.title, card.number, card.form) == ("HỒ SƠ THEO KÊNH", "Biểu số 9", "bc_kenh_nop")
    for kind in card.kinds:
        assert write(office, "kenh_nop", (FIRST, LAST), tmp_path / f"kênh{kind}").rows == 3
    book = load_workbook(tmp_path / "kênh.xlsx", data_only=True)
    whole = tally(office, FIRST, LAST).total
    for sheet in book.worksheets:
        lines = list(sheet.iter_rows(values_only=True))
        total = next(row for row in lines if "TỔNG CỘNG" in row)
        at = total.index(whole["received_total"])
        assert total[at + 1] == whole["settled_total"]
        assert total[at + 2] == whole["settled_total"] - whole["settled_late"]
        assert total[at + 4] == whole["fee_amount"]
    assert [sheet.title for sheet in book.worksheets] == ["Báo cáo", "Chi tiết"]
    assert ReportDoors(office).pdf("kenh_nop", FIRST, LAST).startswith(b"%PDF-")


def test_the_numbers_by_channel_are_those_of_the_tally(office: Office, tmp_path: Path) -> None:
    import_template(office, circular(tmp_path, BY_CHANNEL))
    fresh = date(2025, 1, 1)  # over a period that nothing is carried into, received = received in it
    whole = tally(office, fresh, LAST).total
    rows = {row["channel"]: row for row in build(office, "kenh_nop", fresh, LAST).tables[0].rows}
    assert rows["Trực tuyến"]["received_total"] == whole["received_online"]
    assert rows["Bưu chính"]["received_total"] == whole["received_postal"]
    assert rows["Trực tiếp"]["received_total"] == whole["received_direct"]


def test_a_list_of_dossiers_is_the_list_of_late_ones(office: Office, tmp_path: Path) -> None:
    import_template(office, circular(tmp_path, LATE_ONES, name="tre_hen"))
    mine = build(office, "tre_hen", FIRST, LAST).tables[0].rows
    shipped = build(office, "overdue", FIRST, LAST).tables[0].rows
    assert [row["code"] for row in mine] == [row["code"] for row in shipped]
    for key in ("days", "cause", "due_at", "state"):
        assert Counter(row[key] for row in mine) == Counter(row[key] for row in shipped), key


@pytest.mark.parametrize(
    "source", ["field", "procedure", "unit", "person", "clerk", "point", "state", "cause", "month", "day",
               "field + channel", "procedure + channel"],
)  # fmt: skip
def test_whatever_is_counted_by_the_balance_holds(office: Office, tmp_path: Path, source: str) -> None:
    told = source.split(" + ")
    headings = ", ".join(f'"{one}"' for one in told)
    lists = f"""source = ["{source}"]
keys = [{headings}, "received_total", "settled_total", "pending_total", "returned"]
columns = [{headings}, "a", "b", "c", "d"]
"""
    assert import_template(office, circular(tmp_path, lists)).errors == ()
    table = build(office, "kenh_nop", FIRST, LAST).tables[0]
    whole = tally(office, FIRST, LAST).total
    for key in ("received_total", "settled_total", "pending_total"):
        assert table.sum_of(key) == whole[key]
    assert len({tuple(row[one] for one in told) for row in table.rows}) == len(table.rows)
    assert write(office, "kenh_nop", (FIRST, LAST), tmp_path / "a.pdf").rows == len(table.rows)


def test_the_command_line_knows_it_and_tells_it_in_its_help(
    office: Office, tmp_path: Path, run_desk: Callable[..., CompletedProcess[str]], data_folder: Path
) -> None:
    imported = run_desk(
        "--data", data_folder, "--now", "2026-12-31T17:00:00", "template", "import",
        circular(tmp_path, BY_CHANNEL), "--json",
    )  # fmt: skip
    told = json.loads(imported.stdout)
    assert [one["code"] for one in told["warnings"]] == ["template.new_report", "template.begins_in_past"]
    assert "report kenh_nop" in told["warnings"][0]["message"]
    helped = run_desk("--data", data_folder, "--now", "2026-12-31T17:00:00", "report", "--help").stdout
    assert "II.06a, 766" in json.loads(helped)["told"]
    assert "kenh_nop" in json.loads(helped)["told"]
    out = tmp_path / "q4.csv"
    made = run_desk(
        "--data", data_folder, "--now", "2026-12-31T17:00:00", "report", "kenh_nop", "--period", "2026-Q4",
        "-o", out, "--json",
    )  # fmt: skip
    assert json.loads(made.stdout)["rows"] == 3
    assert "Hình thức nộp" in out.read_text("utf-8")
    unknown = run_desk(
        "--data", data_folder, "--now", "2026-12-31T17:00:00", "report", "kenh", "--period", "2026-Q4",
        "-o", tmp_path / "b.csv", "--json",
    )  # fmt: skip
    assert "kenh_nop" in json.loads(unknown.stdout)["error"]["details"]["allowed"]


def test_it_is_changed_and_given_up_like_any_template(office: Office, tmp_path: Path) -> None:
    two = BY_CHANNEL.replace('"channel", "unit + person"', '"channel"').split("keys_detail")[0]
    import_template(office, circular(tmp_path, two))
    assert look(office, "kenh_nop", (FIRST, LAST)).tables[0].of == 3
    import_template(
        office, circular(tmp_path, 'source = []\nkeys = ["channel"]\ncolumns = ["Kênh"]', day="2026-12-15")
    )
    assert "kenh_nop" not in names(office)
    with pytest.raises(InputError) as refused:
        build(office, "kenh_nop", FIRST, LAST)
    assert refused.value.code == "report.unknown"
    assert {"bc_kenh_nop"} == {one.form for one in templates(office)} & {"bc_kenh_nop", "bc_moi"}
    assert "bc_kenh_nop" in {one.form for one in form_texts(office)}


def test_export_of_a_name_nobody_has_gives_what_a_new_report_begins_from(
    office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "mới.toml"
    export_template(office, "bc_theo_kenh", file)
    assert import_template(office, file).imported in {0, 1}
    text = file.read_text("utf-8").replace("HỒ SƠ THEO HÌNH THỨC NỘP", "KÊNH NỘP")
    file.write_text(text.replace("2020-01-01", "2026-12-01"), encoding="utf-8")
    assert import_template(office, file).errors == ()
    assert "theo_kenh" in names(office)


ONE = 'source = ["channel"]\nkeys = ["channel"]\ncolumns = ["a"]\n'
TWO = 'source = ["channel"]\nkeys = ["channel", "{key}"]\ncolumns = ["a", "b"]\n'


@pytest.mark.parametrize(
    ("lists", "key", "code"),
    [
        (ONE.replace('["channel"]', '["village"]', 1), "source", "template.unknown_number"),
        (ONE.replace('keys = ["channel"]', 'keys = ["no"]'), "keys", "template.number_missing"),
        (TWO.format(key="clerk"), "keys", "template.unknown_number"),
        (TWO.format(key="days"), "keys", "template.unknown_number"),
        (ONE.replace('["channel"]', '["channel", "clerk"]', 1), "keys_detail", "template.number_missing"),
        (ONE + 'order = ["-joy"]', "order", "template.unknown_number"),
        (ONE + 'keys_detail = ["unit"]', "keys_detail", "template.wrong_count"),
        ('keys = ["channel"]\ncolumns = ["a"]', "source", "template.missing_key"),
        (ONE + 'coluns = ["b"]', "coluns", "template.unknown_key"),
    ],
)
def test_what_nobody_can_count_is_refused_by_key(
    office: Office, tmp_path: Path, lists: str, key: str, code: str
) -> None:
    report = import_template(office, circular(tmp_path, lists))
    assert (f"texts.{key}", code) in {(one.column, one.code) for one in report.errors}
    assert "kenh_nop" not in names(office)


@pytest.mark.parametrize("name", ["overdue", "II.06a", "Kênh", "../x", "a", "x" * 40])
def test_a_name_that_is_taken_or_no_name_is_refused(office: Office, tmp_path: Path, name: str) -> None:
    file = tmp_path / "a.toml"
    file.write_text(HEAD.format(name=name, day="2026-12-01", title="X", lists=BY_CHANNEL), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        import_template(office, file)
    assert refused.value.code == "template.unknown_form"
