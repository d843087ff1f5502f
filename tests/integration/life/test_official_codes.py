"""Official codes taken over from a table: all rows or none, each dossier found by both numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.finding.find import find
from desk.life.official_codes import import_codes
from desk.life.show import show
from desk.office.opened import Office
from desk.record.checking import check
from tests.integration.life.conftest import receive

HEAD = "code,official_code\n"


@pytest.fixture
def two(office: Office) -> tuple[str, str]:
    """Two dossiers of the office."""
    return receive(office), receive(office)


def table(folder: Path, *rows: tuple[str, str]) -> Path:
    """A table of codes."""
    file = folder / "codes.csv"
    file.write_text(HEAD + "".join(f"{code},{official}\n" for code, official in rows), encoding="utf-8")
    return file


def test_each_dossier_gets_its_code_and_is_found_by_both(
    office: Office, two: tuple[str, str], tmp_path: Path
) -> None:
    file = table(tmp_path, (two[0], "H19.34-261123-0007"), (two[1], "h19.34-261123-0008"))
    tried = import_codes(office, file, dry_run=True)
    assert (tried.imported, show(office, two[0]).official_code) == (2, None)
    report = import_codes(office, file)
    assert (report.imported, report.skipped, report.errors) == (2, 0, ())
    assert show(office, two[1]).official_code == "H19.34-261123-0008"
    for text in (two[0], "H19.34-261123-0007"):
        assert [one.code for one in find(office, text).matches] == [two[0]]
    again = import_codes(office, file)
    assert (again.imported, again.skipped) == (0, 2)
    assert check(office).ok


@pytest.mark.parametrize(
    ("second", "column", "code"),
    [
        (("KHONG-CO-261123-0001", "H19.34-261123-0009"), "code", "dossier.not_found"),
        (("{1}", "H19.34-261123-0007"), "official_code", "reconcile.twice"),
        (("{0}", "H19.34-261123-0009"), "code", "reconcile.twice"),
        (("{1}", "{0}"), "official_code", "official_code.taken"),
        (("{1}", "???"), "official_code", "act.bad_value"),
        (("{1}", ""), "official_code", "act.missing_key"),
    ],
)
def test_one_wrong_row_leaves_everything_as_it_was(
    office: Office, two: tuple[str, str], tmp_path: Path, second: tuple[str, str], column: str, code: str
) -> None:
    given = (second[0].format(*two), second[1].format(*two))
    events = check(office).events
    report = import_codes(office, table(tmp_path, (two[0], "H19.34-261123-0007"), given))
    assert report.imported == 0
    assert [(one.row, one.column, one.code) for one in report.errors] == [(3, column, code)]
    assert show(office, two[0]).official_code is None
    assert check(office).events == events
