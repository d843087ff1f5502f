"""The tally out of a real record equals a naive recount, on both engines to the byte."""

import json
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from desk.clock import FrozenClock
from desk.numbers.closing import close_day, day_sheet
from desk.numbers.tally import BALANCE_KEYS, Tally, tally
from desk.office.bootstrap import create_office, open_office
from desk.office.opened import Office
from desk.record.canonical import canonical
from desk.rows import ClosedDay
from tests.integration.law.conftest import NOW
from tests.integration.law.life import START, random_life, record_lives
from tests.unit.law import naive_tally

PERIODS = [
    (START.date() + timedelta(days=first), START.date() + timedelta(days=first + length))
    for first, length in [*((day, 0) for day in range(-2, 16)), (0, 6), (3, 9), (-5, 40)]
]


def balance(found: Tally) -> dict[tuple[str, str, str], dict[str, int]]:
    rows = {
        (row["procedure"], row["name"], row["field"]): {key: row[key] for key in BALANCE_KEYS}
        for row in found.rows
    }
    return {place: row for place, row in rows.items() if any(row.values())}


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_every_period_of_random_lives_agrees_with_a_naive_recount(office: Office, seed: int) -> None:
    dice = random.Random(seed)
    lives = [random_life(dice) for _ in range(250)]
    record_lives(office, lives)
    for first, last in PERIODS:
        assert balance(tally(office, first, last)) == naive_tally.recount(lives, first, last), (first, last)


def test_an_office_without_dossiers_has_an_empty_tally(office: Office) -> None:
    found = tally(office, date(2026, 11, 23), date(2026, 11, 23))
    assert found.rows == ()
    assert found.total["received_total"] == 0
    assert [one.denominator for one in found.indicators if one.key == "procedures_online"] == [70]


def test_both_engines_give_the_same_bytes(tmp_path: Path, office: Office, postgres_url: str) -> None:
    dice = random.Random(5)
    lives = [random_life(dice) for _ in range(120)]
    record_lives(office, lives)
    other = tmp_path / "máy chủ"
    create_office(other, training=True, clock=FrozenClock(START), database=postgres_url)
    with open_office(other, now=NOW) as second:
        record_lives(second, lives)
        for first, last in PERIODS[::3]:
            assert numbers(second, first, last) == numbers(office, first, last)
        day = START.date() + timedelta(days=4)
        closed = [close_day(one, day) for one in (office, second)]
        assert [one.revision for one in closed] == [1, 1]
        assert closed_numbers(closed[0]) == closed_numbers(closed[1])
        assert close_day(second, day).repeated
        assert day_sheet(second, day).rows == day_sheet(office, day).rows


def closed_numbers(closed: ClosedDay) -> bytes:
    tally_part = json.loads(closed.file.read_bytes())["tally"]
    return canonical({key: tally_part[key] for key in ("rows", "total", "indicators")})


def numbers(office: Office, first: date, last: date) -> bytes:
    return canonical(tally(office, first, last).numbers())


def test_indicators_see_the_facts_of_the_record(office: Office) -> None:
    life: dict[str, Any] = {
        "procedure": "1.004873", "name": "Thủ tục", "field": "Hộ tịch", "channel": "online",
        "received_at": START,
        "steps": [
            (START, "receive", 2, None), (START + timedelta(hours=1), "ready", 9, None),
            (START + timedelta(hours=2), "return", 10, None), (START + timedelta(hours=3), "rate", 10, None),
            (START + timedelta(hours=4), "reconcile", 10, None),
        ],
        "details": [
            {}, {"finished_at": "2026-11-16T01:00:00+07:00", "electronic": True, "result_files": 1},
            {"returned_at": "2026-11-16T02:00:00+07:00", "by": "postal"}, {"score": 5}, {},
        ],
        "fee": 8000, "fee_method": "online", "person": 5,
    }  # fmt: skip
    record_lives(office, [life])
    found = {one.key: one for one in tally(office, START.date(), START.date()).indicators}
    for key in (
        "on_time_settled", "on_time_766", "online_simple", "online_766", "digitised", "reused", "paid_online",
        "electronic_result", "postal_return", "satisfied", "satisfied_766", "synced", "contactless",
        "people_online",
    ):  # fmt: skip
        assert (found[key].numerator, found[key].denominator, found[key].rate) == (1, 1, 100.0), key
    assert (found["online_active"].numerator, found["business_online"].denominator) == (1, 0)


def test_an_official_code_known_later_was_not_known_before(office: Office) -> None:
    dice = random.Random(1)
    life = random_life(dice)
    life["steps"] = [(START, "receive", 2, None), (START + timedelta(days=2), "reconcile", 2, None)]
    life["received_at"], life["details"] = START, [{}, {}]
    record_lives(office, [life])
    first = {one.key: one.numerator for one in tally(office, START.date(), START.date()).indicators}
    later = {
        one.key: one.numerator
        for one in tally(office, START.date(), START.date() + timedelta(days=2)).indicators
    }
    assert (first["synced"], later["synced"]) == (0, 1)


def test_targets_are_the_offices_own(office: Office) -> None:
    from models.setting import Setting

    with office.write("test.targets") as uow:
        uow.session.add(Setting(key="indicators.targets", value={"procedures_online": 99.5, "nobody": 5}))
        uow.commit()
    found = {one.key: one for one in tally(office, START.date(), START.date()).indicators}
    assert (found["procedures_online"].target, found["procedures_online"].met) == (99.5, False)
    assert found["digitised"].target == 80
