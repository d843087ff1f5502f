"""The data set for an operations centre: the tally of every day, and nobody in it."""

import csv
import hashlib
import json
import re
import sqlite3
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from desk.errors import InputError
from desk.numbers.tally import NUMBER_KEYS, tally
from desk.office.opened import Office
from desk.reports.feed import KEYS, TOGETHER, feed
from desk.reports.feed_files import FLOWS, export_feed
from tests.unit.law.naive_tally import KEYS as BALANCE

FIRST, LAST = date(2026, 11, 16), date(2026, 11, 27)
DAYS = [FIRST + timedelta(days=place) for place in range((LAST - FIRST).days + 1)]


@pytest.mark.parametrize("least", [1, 5, 40])
def test_the_rows_of_each_day_sum_to_the_tally_of_that_day(office: Office, least: int) -> None:
    sums: dict[date, dict[str, int]] = {day: dict.fromkeys(KEYS, 0) for day in DAYS}
    for row in feed(office, FIRST, LAST, least=least).rows:
        for key, number in row.numbers.items():
            sums[row.day][key] += number
    for day in DAYS:
        counted = tally(office, day, day).total
        assert {key: sums[day][key] for key in NUMBER_KEYS} == {key: counted[key] for key in NUMBER_KEYS}, day


def test_undivided_rows_are_those_of_field_procedure_and_channel(office: Office) -> None:
    day = date(2026, 11, 20)
    by_procedure: dict[tuple[str, str, str], dict[str, int]] = defaultdict(lambda: dict.fromkeys(BALANCE, 0))
    online = 0
    for one in feed(office, day, day, least=1).rows:
        field, procedure, name, channel = one.place
        online += one.numbers["received_online"]
        assert one.numbers["received_online"] == 0 or channel == "online"
        for key in BALANCE:
            by_procedure[procedure, name, field][key] += one.numbers[key]
    counted = tally(office, day, day)
    told: dict[tuple[str, str, str], dict[str, int]] = defaultdict(lambda: dict.fromkeys(BALANCE, 0))
    for row in counted.rows:
        name = row["name"] if row["procedure"] else ""  # what was typed freely is not told
        for key in BALANCE:
            told[row["procedure"], name, row["field"]][key] += row[key]
    assert online == counted.total["received_online"]
    assert dict(told) == dict(by_procedure)


@pytest.mark.parametrize("least", [2, 5, 12])
def test_no_row_tells_of_fewer_dossiers_than_the_least_unless_the_day_has_no_more(
    office: Office, least: int
) -> None:
    rows = feed(office, FIRST, LAST, least=least).rows
    small = [row for row in rows if row.people < least]
    for row in small:
        assert row.place == (TOGETHER,) * 4
        assert [one for one in rows if one.day == row.day] == [row]
    assert any(row.rows_behind > 1 for row in rows)
    # A procedure keeps its name while its channels together are enough.
    assert any(row.place[1] != TOGETHER and row.place[3] == TOGETHER for row in rows) or least > 5


def test_the_files_agree_with_each_other_and_the_list_proves_them(office: Office, tmp_path: Path) -> None:
    done = export_feed(office, FIRST, LAST, tmp_path / "ioc", least=5)
    table, told, base, script, manifest = done.files
    lines = list(csv.DictReader(table.read_text("utf-8-sig").splitlines()))
    rows = json.loads(told.read_text("utf-8"))["rows"]
    assert len(lines) == len(rows) == done.rows > 0
    for line, row in zip(lines, rows, strict=True):
        assert {key: line[key].removeprefix("'") for key in row} == {key: str(row[key]) for key in row}
    with sqlite3.connect(base) as connection:
        assert connection.execute("select count(*) from ioc_row").fetchone() == (done.rows,)
        per_day = dict(connection.execute("select day, received_total from ioc_day").fetchall())
    assert {day: per_day.get(day.isoformat(), 0) for day in DAYS} == {
        day: tally(office, day, day).total["received_total"] for day in DAYS
    }
    listed = json.loads(manifest.read_text("utf-8"))
    assert listed["training"] is True
    for entry, path in zip(listed["files"], (table, told, base, script), strict=True):
        assert (entry["file"], entry["sha256"]) == (path.name, hashlib.sha256(path.read_bytes()).hexdigest())
    before = [path.read_bytes() for path in done.files]
    export_feed(office, FIRST, LAST, tmp_path / "ioc", least=5)
    assert [path.read_bytes() for path in done.files] == before


def test_nobody_can_be_found_in_the_data_set(office: Office, tmp_path: Path) -> None:
    done = export_feed(office, FIRST, LAST, tmp_path / "ioc", least=1)
    with office.read() as session:
        kept = session.execute(
            text("select full_name, id_number, phone, address, name_fold from applicant")
        ).all()
        codes = {row[0] for row in session.execute(text("select code from dossier"))}
        clerks = {row[0] for row in session.execute(text("select clerk from dossier")) if row[0]}
    secrets = {str(one) for row in kept for one in row if one} | codes | clerks
    assert len(secrets) > 200
    for path in done.files:
        said = path.read_bytes().decode("utf-8", "replace")
        assert [one for one in secrets if one in said] == [], path.name
    for path in done.files[:2]:  # digits that look like a phone or an identity number
        assert re.search(r"(?<!\d)0\d{9}(?!\d)|(?<!\d)\d{12}(?!\d)", path.read_text("utf-8")) is None


def test_the_views_say_the_same_in_sqlite_and_in_a_real_postgresql(
    office: Office, tmp_path: Path, postgres_url: str
) -> None:
    done = export_feed(office, FIRST, LAST, tmp_path / "ioc", least=5)
    rows = [list(one.values()) for one in json.loads(done.files[1].read_text("utf-8"))["rows"]]
    engine = create_engine(postgres_url)
    try:
        with engine.begin() as there:
            for _ in range(2):  # it may be run again
                there.exec_driver_sql(done.files[3].read_text("utf-8"))
            marks = ", ".join(["%s"] * len(rows[0]))
            for row in rows:
                there.exec_driver_sql(f"insert into ioc_row values ({marks})", tuple(row))
        with engine.connect() as there, sqlite3.connect(done.files[2]) as here:
            for view in ("ioc_day", "ioc_day_field", "ioc_month_field", "ioc_day_rate"):
                query = f"select * from {view} order by 1, 2, 3"
                ours = [_plain(row) for row in here.execute(query)]
                theirs = [_plain(tuple(row)) for row in there.exec_driver_sql(query)]
                assert sorted(ours, key=str) == sorted(theirs, key=str), view
                assert ours
    finally:
        engine.dispose()


def _plain(row: tuple[Any, ...]) -> list[Any]:
    return [one if one is None or isinstance(one, str) else float(one) for one in row]


def test_the_dictionary_names_every_column(office: Office) -> None:
    said = (Path(__file__).parents[3] / "docs" / "ioc.md").read_text("utf-8")
    told = set(re.findall(r"`([a-z0-9_]+)`", said))
    assert {"day", "unit", "field", "procedure", "name", "channel", "rows_behind", "small", *KEYS} <= told
    assert set(FLOWS) <= set(KEYS)


def test_what_cannot_be_used_is_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        export_feed(office, FIRST, LAST, tmp_path, least=0)
    assert refused.value.code == "ioc.bad_least"
    with pytest.raises(InputError) as kept:
        export_feed(office, FIRST, LAST, office.paths.tallies, least=5)
    assert kept.value.code == "file.in_record"
    (tmp_path / "ioc-20261116-20261127.csv").write_text("thư riêng", encoding="utf-8")
    with pytest.raises(InputError) as other:
        export_feed(office, FIRST, LAST, tmp_path, least=5)
    assert other.value.code == "file.exists"
    assert len(list(tmp_path.iterdir())) == 1


def test_the_command_writes_a_named_period(office: Office, tmp_path: Path, run_desk: Any) -> None:
    asked = ("export", "ioc", "-o", tmp_path / "ioc", "--period", "2026-11")
    done = run_desk(*asked, data=office.data, now="2026-12-31T17:00").ok()
    assert (len(done["files"]), done["least"]) == (5, 5)
    assert done["files"][-1] == "ioc-20261101-20261130.manifest.json"
