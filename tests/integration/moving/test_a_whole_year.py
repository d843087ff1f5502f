"""A commune's year of 3,410 dossiers taken over: the tally says what the table says, once and again.

One year has the sums of a published plan (xã Tam Phước, 2022); the other is a worse one, with every state and
many late. Both are counted out of the CSV by the few lines below, which share nothing with the program.
"""

from __future__ import annotations

import csv
import json
import random
from collections import Counter, defaultdict
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from desk.clock import parse_moment
from desk.office.bootstrap import open_office
from tests.helpers.cli import call_desk
from tests.integration.life.conftest import a_reception
from tests.integration.moving.conftest import write_table

PLAN = {"Chứng thực": 2657, "Hộ tịch": 704, "Đất đai": 26, "Phổ biến, giáo dục pháp luật": 13, "Bảo trợ": 10}
ONLINE, RETURNED, EARLY = 705, 3408, 3194
EVENING = "2022-12-31T17:30"
BALANCE = (
    "received_total", "received_online", "received_other", "carried_in", "settled_total", "settled_early",
    "settled_on_time", "settled_late", "pending_total", "pending_in_term", "pending_late",
)  # fmt: skip
WORSE = ["10"] * 12 + ["9", "3", "8", "4", "5", "6", "7", "2", "1"]
PERIODS = [(date(2022, 1, 1), date(2022, 12, 31)), (date(2022, 5, 1), date(2022, 5, 31)),
           (date(2022, 8, 10), date(2022, 8, 10)), (date(2022, 12, 15), date(2022, 12, 31))]  # fmt: skip


def moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M")


def planned(dice: random.Random) -> list[dict[str, Any]]:
    """The year of the plan: two not yet returned, the rest early or on the day."""
    fields = [name for name, count in PLAN.items() for _ in range(count)]
    online, early = {*dice.sample(range(3410), ONLINE)}, {*dice.sample(range(RETURNED), EARLY)}
    rows = []
    for number, name in enumerate(dice.sample(fields, len(fields))):
        received = datetime.fromisoformat("2022-01-04T08:00") + timedelta(
            minutes=dice.randrange(350 * 24 * 60)
        )
        due = datetime.combine(received.date() + timedelta(days=5), time(17))
        done = received + timedelta(hours=2) if number in early else due.replace(hour=9)
        there = number < RETURNED
        rows.append(
            {"code": f"TP-{number:05}", "procedure_name": f"Thủ tục {name}", "field": name,
             "applicant_name": f"NGƯỜI MẪU SỐ {number}", "channel": "2" if number in online else "1",
             "received_at": moment(received) if there else "2022-12-29T09:00",
             "due_at": moment(due) if there else "2023-01-05T17:00",
             "finished_at": moment(done) if there else "",
             "returned_at": moment(done + timedelta(hours=1)) if there else ""}
        )  # fmt: skip
    return rows


def worse(dice: random.Random) -> list[dict[str, Any]]:
    """A year with every state, late ones, dossiers of the year before, and a third way in."""
    rows = []
    for number in range(3410):
        state = dice.choice(WORSE)
        received = datetime.fromisoformat("2021-12-10T08:00") + timedelta(
            minutes=dice.randrange(364 * 24 * 60)
        )
        due = received + timedelta(days=dice.randrange(1, 15))
        done = received + timedelta(minutes=dice.randrange(20 * 24 * 60))
        settled = state in {"10", "9", "3", "8"}
        rows.append(
            {"code": f"X-{number:05}", "procedure_name": dice.choice(["Thủ tục A", "Thủ tục B"]),
             "field": dice.choice([*PLAN]), "applicant_name": f"NGƯỜI MẪU SỐ {number}",
             "channel": dice.choice("1123"), "received_at": moment(received), "due_at": moment(due),
             "finished_at": moment(done) if settled else "",
             "returned_at": moment(done + timedelta(days=1)) if state == "10" else "", "state": state}
        )  # fmt: skip
    return rows


def counted(file: Path, first: date, last: date) -> dict[str, Counter[str]]:
    """II.06a by field, and under "" in all, straight out of the table."""
    start, end = datetime.combine(first, time()), datetime.combine(last, time()) + timedelta(days=1)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    with file.open(encoding="utf-8", newline="") as lines:
        for one in csv.DictReader(lines):
            state = one["state"] or ("10" if one["returned_at"] else "4")
            received, due = (datetime.fromisoformat(one[key]) for key in ("received_at", "due_at"))
            done = datetime.fromisoformat(one["finished_at"]) if one["finished_at"] else None
            if state == "1" or received >= end or (received < start and done is not None and done < start):
                continue
            fresh = "received_online" if one["channel"] == "2" else "received_other"
            keys = ["received_total", fresh if received >= start else "carried_in"]
            if done is not None and done < end:
                early = done.date() < due.date()
                keys += [
                    "settled_total",
                    f"settled_{'early' if early else 'on_time' if done <= due else 'late'}",
                ]
            else:
                over = state not in {"5", "6"} and due < end - timedelta(seconds=1)
                keys += ["pending_total", "pending_late" if over else "pending_in_term"]
            for key in keys:
                found[""][key] += 1
                found[one["field"]][key] += 1
    return found


def test_the_tally_of_a_worse_year_is_the_sum_of_its_table(tmp_path: Path) -> None:
    at: dict[str, Any] = {"data": tmp_path / "xã", "now": EVENING}
    call_desk("init", "--training", data=at["data"], now="2021-12-01T07:00").ok()
    file = write_table(tmp_path / "sổ.csv", worse(random.Random(26734)))

    done = call_desk("register", "import", str(file), **at).ok()

    assert (done["imported"], done["skipped"], done["errors"]) == (3410, 0, [])
    assert counted(file, *PERIODS[0])[""]["settled_late"] > 500
    must_be_told(file, at)


def must_be_told(file: Path, at: dict[str, Any]) -> None:
    """Every period's tally, in all and by field, is what the table says."""
    for first, last in PERIODS:
        told = call_desk("tally", first.isoformat(), "--to", last.isoformat(), **at).ok()
        wanted = {name: dict(part) for name, part in counted(file, first, last).items()}
        assert {key: told["total"][key] for key in BALANCE if told["total"][key]} == wanted.pop("")
        by_field = {one["field"]: {key: one[key] for key in BALANCE if one[key]} for one in told["by_field"]}
        assert by_field == wanted


def test_the_published_sums_come_out_and_doing_all_again_changes_no_byte(tmp_path: Path) -> None:
    folder = tmp_path / "xã"
    at: dict[str, Any] = {"data": folder, "now": EVENING}
    call_desk("init", "--training", data=folder, now="2021-12-01T07:00").ok()
    file = write_table(tmp_path / "sổ.csv", planned(random.Random(2022)))
    paper = tmp_path / "nhận.json"
    reception = {key: value for key, value in a_reception().items() if key != "command_id"}
    paper.write_text(json.dumps({**reception, "procedure": "1.004873"}, ensure_ascii=False), encoding="utf-8")
    year = "tally", "2022-01-01", "--to", "2022-12-31"

    call_desk("register", "import", str(file), **at).ok()
    told = call_desk(*year, **at).ok()
    must_be_told(file, at)
    call_desk("receive", str(paper), **at).ok()
    call_desk("close-day", "2022-12-30", **at).ok()
    call_desk("sync", **at).ok()
    before = state_of(folder, call_desk(*year, **at).stdout)
    again = [
        call_desk("register", "import", str(file), **at).ok(),
        call_desk("receive", str(paper), **at).ok(),
        call_desk("close-day", "2022-12-30", **at).ok(),
        call_desk("sync", **at).ok(),
    ]

    assert (again[0]["imported"], again[0]["skipped"], again[1]["repeated"]) == (0, 3410, True)
    assert (again[2]["revision"], again[3]["sent"]) == (1, 0)
    assert state_of(folder, call_desk(*year, **at).stdout) == before
    total, shares = told["total"], {one["key"]: one for one in told["indicators"]}
    assert {one["field"]: one["received_total"] for one in told["by_field"]} == PLAN
    assert (total["received_total"], total["received_online"]) == (3410, ONLINE)
    assert (total["settled_total"], total["settled_early"], total["settled_late"]) == (RETURNED, EARLY, 0)
    assert (total["settled_on_time"], total["pending_total"]) == (RETURNED - EARLY, 2)
    assert (shares["online_simple"]["rate"], shares["on_time_settled"]["rate"]) == (20.67, 100)


def state_of(folder: Path, tally: str) -> dict[str, Any]:
    """Every byte that leaves the office or is signed, every row of the outbox, and how long the log is."""
    with open_office(folder, now=parse_moment(EVENING)) as office, office.read() as session:
        rows = session.connection().exec_driver_sql("select * from outbox order by 1").fetchall()
        events = (
            session.connection()
            .exec_driver_sql("select seq, hash from event order by seq desc limit 1")
            .fetchall()
        )
    files = {
        str(one.relative_to(folder)): one.read_bytes()
        for part in ("tallies", "outgoing")
        for one in sorted((folder / part).rglob("*"))
        if one.is_file()
    }
    return {
        "tally": tally,
        "outbox": [tuple(one) for one in rows],
        "events": [tuple(one) for one in events],
        **files,
    }
