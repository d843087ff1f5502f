"""`catalogue` at the command line: what it answers, what it refuses, with which exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desk.office.opened import Office
from tests.helpers.cli import DeskRun, call_desk

NOW = "2026-11-23T09:41:00+07:00"


@pytest.fixture
def data(office: Office) -> Path:
    """The data folder of an office that nobody else has open."""
    office.close()
    return office.data


def catalogue(data: Path, *words: str | Path, as_json: bool = True) -> DeskRun:
    return call_desk("catalogue", *words, data=data, now=NOW, as_json=as_json)


def test_list_show_and_the_marks(data: Path) -> None:
    assert catalogue(data, "list").ok()["count"] == 70
    assert catalogue(data, "list", "khai sinh").ok()["procedures"][0]["code"] == "1.001193"
    assert catalogue(data, "favourite", "1.004873").ok()["favourite"] is True
    assert catalogue(data, "nicknames", "1.004873", "giấy độc thân").ok()["nicknames"] == "giấy độc thân"
    assert "★" in catalogue(data, "list", "giay doc than", as_json=False).stdout
    assert catalogue(data, "favourite", "1.004873", "--off").ok()["favourite"] is False
    shown = catalogue(data, "show", "1.004873").ok()
    assert shown["components"][0]["no"] == 1
    assert shown["versions"] == [
        {"valid_from": "2000-01-01", "valid_to": None, "status": "in_force", "used": False}
    ]


def test_save_and_end(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "mới.json"
    file.write_text(json.dumps({"code": "1.004873", "fee": 8000}), encoding="utf-8")

    saved = catalogue(data, "save", file, "--from", "01/12/2026").ok()
    assert (saved["fee"], saved["valid_from"], saved["time_limit"]) == (8000, "2026-12-01", 3)
    assert catalogue(data, "show", "1.004873").ok()["fee"] is None
    assert catalogue(data, "show", "1.004873", "--on", "2026-12-01").ok()["fee"] == 8000
    assert catalogue(data, "end", "1.004873", "--to", "2027-01-31").exit_code == 0
    assert catalogue(data, "show", "1.004873", "--on", "2027-02-01").ok()["status"] == "ended"


@pytest.mark.parametrize("name", ["bảng.csv", "bảng.xlsx"])
def test_export_then_import_is_no_change(data: Path, tmp_path: Path, name: str) -> None:
    file = tmp_path / name

    answer = catalogue(data, "export", "-o", file).ok()
    assert (answer["file"], answer["rows"]) == (str(file), 70)
    assert catalogue(data, "import", file).ok() == {
        "imported": 0, "skipped": 70, "errors": [], "dry_run": False, "changes": [],
    }  # fmt: skip


def test_a_bad_table_is_refused_whole_with_exit_two(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "sai.csv"
    file.write_text("code,name,field,time_limit,time_unit\n1.999001,A,B,3,tuần\n", encoding="utf-8")

    for words in (("--dry-run",), ()):
        run = catalogue(data, "import", file, *words)
        assert run.exit_code == 2
        assert [(one["row"], one["column"]) for one in run.answer["errors"]] == [(2, "time_unit")]
    assert catalogue(data, "show", "1.999001").error_code == "procedure.unknown"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("show", "9.999999"), "procedure.unknown"),
        (("show", "1.004873", "--on", "hôm nay"), "catalogue.bad_value"),
        (("end", "1.004873", "--to", "1999-12-31"), "catalogue.none_in_force"),
        (("import", "không-có.csv"), "file.not_found"),
        (("export", "-o", "bảng.pdf"), "table.bad_name"),
        (("paint",), "usage"),
    ],
)
def test_what_cannot_be_done_is_said(data: Path, words: tuple[str, ...], code: str) -> None:
    run = catalogue(data, *words)

    assert run.exit_code == 2
    assert run.error_code == code


def test_a_date_is_promised_by_the_version_in_force_when_it_was_received(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "mới.json"
    file.write_text(json.dumps({"code": "1.004873", "time_limit": 1}), encoding="utf-8")
    catalogue(data, "save", file, "--from", "2026-12-01").ok()

    def due(received: str) -> DeskRun:
        return call_desk(
            "due", "--procedure", "1.004873", "--received", received, data=data, now="2026-12-10T08:00"
        )

    assert due("2026-11-30T09:00").ok()["due_date"] == "2026-12-03"  # three working days, as it was then
    assert due("2026-11-30T16:59:59Z").ok()["due_date"] == "2026-12-04"  # after closing here
    assert due("2026-12-01T09:00").ok()["due_date"] == "2026-12-02"
    assert due("1999-12-31T09:00").error_code == "procedure.not_yet_in_force"
    cases = tmp_path / "cases.json"
    cases.write_text(
        json.dumps(
            [{"received": f"{day}T09:00", "procedure": "1.004873"} for day in ("2026-11-30", "2026-12-01")]
        ),
        encoding="utf-8",
    )
    found = call_desk("due", "--file", cases, data=data, now=NOW).ok()["results"]
    assert [one["due_date"] for one in found] == ["2026-12-03", "2026-12-02"]
