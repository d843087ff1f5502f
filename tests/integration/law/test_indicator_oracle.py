"""All indicators out of real records equal a recount of the raw log by other code, on both engines."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from desk.clock import LOCAL, FrozenClock
from desk.numbers.behind import behind, counts_dossiers
from desk.numbers.tally import Tally, tally, tally_in
from desk.office.bootstrap import create_office, open_office
from desk.office.opened import Office
from desk.record.canonical import canonical
from desk.trial.make_office import make_office
from tests.integration.law.conftest import NOW
from tests.integration.law.life import START, random_life, record_lives
from tests.integration.law.raw_count import recount

MADE = datetime(2026, 11, 23, 14, 0, tzinfo=LOCAL)


def check(office: Office, periods: list[tuple[date, date]]) -> None:
    """The quick way, the way of the log, and the recount say the same."""
    with office.read() as session:

        def ask(query: str) -> Iterable[Any]:
            return session.execute(text(query))

        for first, last in periods:
            told = recount(ask, first, last)
            for found in (tally(office, first, last), tally_in(session, first, last)):
                assert pairs(found) == told, (first, last)


def pairs(found: Tally) -> dict[str, tuple[int, int]]:
    total = found.total
    assert total["received_total"] == total["settled_total"] + total["pending_total"]
    balance = {"balance": (total["settled_total"], total["pending_total"])}
    return {**balance, **{one.key: (one.numerator, one.denominator) for one in found.indicators}}


def some_periods(dice: random.Random, first: date, days: int, count: int) -> list[tuple[date, date]]:
    found = []
    for _ in range(count):
        begin = first + timedelta(days=dice.randrange(days))
        found.append((begin, begin + timedelta(days=dice.choice([0, 0, 1, 6, 30, 91]))))
    return found


@pytest.mark.parametrize("seed", [41, 42])
def test_random_lives_are_counted_as_the_raw_log_tells_them(office: Office, seed: int) -> None:
    dice = random.Random(seed)
    record_lives(office, [random_life(dice) for _ in range(120)])
    check(office, some_periods(dice, START.date() - timedelta(days=2), 16, 7))


def test_a_made_year_is_counted_as_the_raw_log_tells_it(tmp_path: Path) -> None:
    make_office(tmp_path / "sổ", dossiers=300, years=1, seed=43, now=MADE)
    with open_office(tmp_path / "sổ", now=MADE) as office:
        check(
            office,
            [*some_periods(random.Random(43), date(2026, 1, 5), 300, 5), (date(2026, 1, 1), MADE.date())],
        )


def test_postgresql_is_counted_as_its_raw_log_tells_it(tmp_path: Path, postgres_url: str) -> None:
    dice = random.Random(44)
    create_office(tmp_path / "máy chủ", training=True, clock=FrozenClock(START), database=postgres_url)
    with open_office(tmp_path / "máy chủ", now=NOW) as office:
        record_lives(office, [random_life(dice) for _ in range(80)])
        check(office, some_periods(dice, START.date(), 14, 4))


def test_the_dossiers_behind_a_number_are_as_many_as_it_says(office: Office) -> None:
    dice = random.Random(45)
    record_lives(office, [random_life(dice) for _ in range(120)])
    first, last = START.date(), START.date() + timedelta(days=9)
    quick = [listed(office, first, last, key) for key in keys(office, first, last)]
    for other in office.paths.derived.iterdir():
        other.unlink()
    (office.paths.derived / "standings.db").mkdir()  # nothing can be derived: the log is read
    assert [listed(office, first, last, key) for key in keys(office, first, last)] == quick


def keys(office: Office, first: date, last: date) -> list[tuple[str, int, int]]:
    apart = {"people_online", "certified_electronic"}  # of people and copies: the dossiers they came with
    return [
        (one.key, one.numerator, one.denominator)
        for one in tally(office, first, last).indicators
        if counts_dossiers(one.key) and one.key not in apart
    ]


def listed(office: Office, first: date, last: date, number: tuple[str, int, int]) -> list[list[str]]:
    key, top, bottom = number
    good, other = (behind(office, key, first, last, counted=counted) for counted in (True, False))
    assert (good.total, good.total + other.total) == (top, bottom), key
    return [[row.code for row in one.rows] for one in (good, other)]


_ELSEWHERE = """
import sys
from pathlib import Path
from datetime import date
from desk.numbers.tally import tally
from desk.office.bootstrap import open_office
from desk.record.canonical import canonical
from tests.integration.law.conftest import NOW
with open_office(Path(sys.argv[1]), now=NOW) as office:
    for length in (0, 8):
        found = tally(office, date(2026, 11, 18), date(2026, 11, 18 + length))
        sys.stdout.buffer.write(canonical(found.as_json()) + b"\\n")
"""


@pytest.mark.parametrize(
    ("zone", "locale"), [("America/Los_Angeles", "tr_TR.UTF-8"), ("Pacific/Kiritimati", "C")]
)
def test_a_record_read_in_another_zone_and_locale_has_the_same_bytes(
    office: Office, zone: str, locale: str
) -> None:
    dice = random.Random(46)
    record_lives(office, [random_life(dice) for _ in range(60)])
    day = date(2026, 11, 18)
    with office.read() as session:
        wanted = [canonical(tally_in(session, day, day + timedelta(days=n)).as_json()) for n in (0, 8)]
    for _ in range(2):  # the rows are made there, then found there
        done = subprocess.run(
            [sys.executable, "-c", _ELSEWHERE, str(office.data)],
            env={**os.environ, "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": "3"},
            capture_output=True,
            check=True,
        )
        assert done.stdout.splitlines() == wanted
