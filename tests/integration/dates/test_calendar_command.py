"""`calendar` at the command line: keys, exit codes, and nothing changed where a file is wrong."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from desk.office.opened import Office
from tests.helpers.cli import DeskRun, call_desk
from tests.integration.dates.conftest import take_in

NOW = "2026-11-23T09:00"


@pytest.fixture
def code(office: Office) -> str:
    """A dossier due Thursday 26/11; the office is closed again."""
    received = take_in(office, "2026-11-20T09:00")
    office.close()
    return received


def call(office: Office, *words: str | Path) -> DeskRun:
    return call_desk("calendar", *words, data=office.data, now=NOW)


def days(office: Office, year: int = 2026) -> dict[str, dict[str, Any]]:
    listed = call(office, "list", "--year", str(year)).ok()
    assert listed["year"] == year
    return {row["day"]: row for row in listed["days"]}


def test_a_day_is_set_listed_and_taken_away(office: Office, code: str) -> None:
    said = call(
        office, "set", "2026-11-26", "--kind", "local_closure", "--note", "Mất điện", "--basis", "TB 12"
    ).ok()
    assert (said["changed"], said["total"], said["warnings"]) == (1, 1, [])
    assert said["affected"] == [
        {
            "code": code,
            "applicant": "NGUYỄN VĂN MẪU",
            "procedure": said["affected"][0]["procedure"],
            "due_at": "2026-11-26T17:00:00+07:00",
            "would_be": "2026-11-27T17:00:00+07:00",
        }
    ]
    assert days(office)["2026-11-26"] == {
        "day": "2026-11-26", "kind": "local_closure", "am": None, "pm": None, "note": "Mất điện",
        "basis": "TB 12", "source": "own", "confirmed": True,
    }  # fmt: skip
    assert days(office)["2026-11-24"]["source"] == "shipped"
    shown = call_desk("show", code, data=office.data, now=NOW).ok()
    assert shown["due_at"] == "2026-11-26T17:00:00+07:00"
    assert call(office, "affected").ok()["total"] == 1
    call(office, "remove", "26/11/2026").ok()
    assert "2026-11-26" not in days(office)
    assert call(office, "affected").ok()["total"] == 0
    again = call(office, "remove", "2026-11-26")
    assert (again.exit_code, again.error_code) == (2, "calendar.no_own_row")


def test_a_half_day_and_a_span_can_be_set(office: Office, code: str) -> None:
    said = call(
        office, "set", "2026-12-24", "--kind", "local_closure", "--am", "7:30-10:00", "--pm", "closed"
    ).ok()
    assert [one["code"] for one in said["warnings"]] == ["calendar.no_basis"]
    row = days(office)["2026-12-24"]
    assert (row["am"], row["pm"]) == ("07:30-10:00", "closed")
    said = call(office, "set", "2027-02-05/2027-02-07", "--kind", "holiday", "--basis", "TB 1").ok()
    assert [row["day"] for row in said["days"]] == ["2027-02-05", "2027-02-06", "2027-02-07"]
    assert days(office, 2027)["2027-02-07"]["confirmed"] is False


def test_due_follows_the_offices_own_days(office: Office, code: str) -> None:
    def due() -> str:
        words = ("due", "--limit", "3", "--unit", "working_day", "--received", "2026-11-20T09:00")
        return str(call_desk(*words, data=office.data, now=NOW).ok()["due_at"])

    assert due() == "2026-11-26T17:00:00+07:00"
    call(office, "set", "2026-11-25", "--kind", "holiday", "--basis", "TB").ok()
    call(office, "set", "2026-11-27", "--kind", "local_closure", "--pm", "closed", "--basis", "TB").ok()
    assert due() == "2026-11-27T11:30:00+07:00"
    call(office, "set", "2026-11-24", "--kind", "makeup_workday", "--basis", "TB").ok()
    assert due() == "2026-11-26T17:00:00+07:00"


@pytest.mark.parametrize(
    ("words", "code_"),
    [
        (("set", "2026-02-30", "--kind", "holiday"), "calendar.bad_day"),
        (("set", "2026-12-01", "--kind", "picnic"), "calendar.bad_kind"),
        (("set", "2026-12-01", "--kind", "holiday", "--am", "7"), "calendar.bad_hours"),
        (("list", "--year", "12"), "calendar.bad_day"),
        (("import", "khong-co.csv"), "file.not_found"),
        (("set", "2026-12-01"), "usage"),
        (("dance",), "usage"),
        ((), "usage"),
    ],
)
def test_a_wrong_call_is_refused(office: Office, words: tuple[str, ...], code_: str) -> None:
    office.close()
    said = call(office, *words)
    assert (said.exit_code, said.error_code) == (2, code_)


def test_a_file_is_tried_imported_and_written_out(office: Office, code: str, tmp_path: Path) -> None:
    file = tmp_path / "lich.csv"
    file.write_text(
        "date,kind,am,pm,note,basis\n26/11/2026,local_closure,,,Mất điện,TB 12\n", encoding="utf-8"
    )
    for words in (("preview", file), ("import", file, "--dry-run")):
        said = call(office, *words).ok()
        assert (said["imported"], said["skipped"], said["errors"], said["dry_run"]) == (1, 0, [], True)
        assert [one["code"] for one in said["affected"]] == [code]
    assert "2026-11-26" not in days(office)
    said = call(office, "import", file).ok()
    assert (said["imported"], said["dry_run"], said["total"]) == (1, False, 1)
    assert days(office)["2026-11-26"]["source"] == "own"
    said = call(office, "import", file).ok()
    assert (said["imported"], said["skipped"]) == (0, 1)
    out = tmp_path / "ra.xlsx"
    said = call(office, "export", "-o", out).ok()
    assert (said["file"], said["rows"]) == (str(out), 30)  # 29 shipped days and the office's own
    assert call(office, "import", out).ok()["skipped"] == 30


@pytest.mark.parametrize(
    ("text", "row", "column", "code_"),
    [
        ("date,kind\n2026-12-01,holiday\n2026-12-01,holiday\n", 3, "date", "calendar.overlap"),
        ("date,kind\n2026-12-01,holiday\n2026-12-32,holiday\n", 3, "date", "calendar.bad_day"),
        ("date,kind,pm\n2026-12-01,holiday,7\n", 2, "pm", "calendar.bad_hours"),
        ("date,kind\n2026-12-01,holiday\n2026-12-02,=1\n", 3, "B", "table.formula"),
        ("date,colour\n2026-12-01,red\n", 1, "colour", "table.unknown_column"),
        ("date\n2026-12-01\n", 1, "kind", "table.missing_column"),
    ],
)
def test_a_wrong_file_is_refused_by_row_and_column_and_changes_nothing(
    office: Office, tmp_path: Path, text: str, row: int, column: str, code_: str
) -> None:
    office.close()
    file = tmp_path / "lich.csv"
    file.write_text(text, encoding="utf-8")
    before = days(office)
    for words in (("import", file), ("import", file, "--dry-run"), ("preview", file)):
        said = call(office, *words)
        assert said.exit_code == 2
        assert (said.answer["imported"], said.error_code) == (0, code_)
        (error,) = said.answer["errors"]
        assert (error["row"], error["column"], error["code"]) == (row, column, code_)
        assert error["message"]
    assert days(office) == before


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("office.db", "table.bad_name"),
        ("keys/receipt.csv", "file.in_record"),
        ("thư.csv", "file.exists"),
        ("ống.csv", "file.exists"),
        ("lịch.pdf", "table.bad_name"),
    ],
)
@pytest.mark.parametrize("command", ["calendar", "catalogue", "process"])
def test_an_export_spares_the_record_and_what_is_no_older_export(
    office: Office, command: str, name: str, code: str
) -> None:
    office.close()
    record = (office.data / "office.db").stat().st_size
    target = office.data / name
    (office.data / "thư.csv").write_text("Kính gửi,", encoding="utf-8")
    os.mkfifo(office.data / "ống.csv")
    said = call_desk(command, "export", "-o", target, data=office.data, now=NOW)
    assert (said.exit_code, said.error_code) == (2, code)
    assert (office.data / "office.db").stat().st_size == record
    assert (office.data / "thư.csv").read_text("utf-8") == "Kính gửi,"
    assert (office.data / "ống.csv").is_fifo()
    assert not (office.data / "keys" / "receipt.csv").exists()


def test_an_export_is_written_over_an_older_one(office: Office, tmp_path: Path) -> None:
    office.close()
    for name in ("lịch.csv", "lịch.xlsx"):
        first = call(office, "export", "-o", tmp_path / name).ok()
        assert call(office, "export", "-o", tmp_path / name).ok() == first


def test_words_of_a_day_are_kept_without_control_characters(office: Office, tmp_path: Path) -> None:
    office.close()
    call(
        office,
        "set",
        "2026-12-24",
        "--kind",
        "holiday",
        "--note",
        "Ho\u0323p\x1bchi bo\u0302\u0323",
        "--basis",
        "TB\x019",
    )
    assert (days(office)["2026-12-24"]["note"], days(office)["2026-12-24"]["basis"]) == ("Họp chi bộ", "TB 9")
    call(office, "export", "-o", tmp_path / "lịch.xlsx").ok()
    assert call(office, "import", tmp_path / "lịch.xlsx").ok()["imported"] == 0
