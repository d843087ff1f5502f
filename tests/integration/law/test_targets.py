"""Targets of the year: adopted from a plan, dated, and told with how many more it takes."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desk.errors import InputError
from desk.numbers.plans import adopt, stand
from desk.numbers.tally import tally
from desk.office.opened import Office
from tests.helpers.cli import call_desk
from tests.integration.life.conftest import a_reception


def aims(office: Office, day: date) -> dict[str, float | None]:
    return {one.key: one.target for one in tally(office, day, day).indicators}


def test_a_plan_holds_from_its_day_on_and_leaves_earlier_days_as_they_were(office: Office) -> None:
    adopt(office, "dong-xoai-2026", date(2027, 1, 1))
    assert aims(office, date(2026, 12, 1))["digitised"] == 80
    assert aims(office, date(2027, 1, 4))["digitised"] == 100
    assert aims(office, date(2027, 1, 4))["satisfied_766"] is None
    with pytest.raises(InputError) as unknown:
        adopt(office, "khac")
    assert unknown.value.code == "plan.unknown"


def test_a_running_month_is_counted_up_to_today(
    office: Office, at_time: Callable[[Office, str], Office]
) -> None:
    half = at_time(office, "2026-11-13T17:00")
    found = stand(half, date(2026, 11, 1), date(2026, 11, 30))
    assert (found.until, found.passed, found.length) == (
        date(2026, 11, 13),
        10,
        20,
    )  # 24/11 is a public holiday
    past = stand(office, date(2026, 10, 1), date(2026, 10, 31))
    assert (past.until, past.passed == past.length) == (date(2026, 10, 31), True)


def test_the_command_line_shows_plans_adopts_one_and_tries_what_if(tmp_path: Path, run_desk: Any) -> None:
    at = {"data": tmp_path / "d", "now": "2026-11-23T17:00"}
    run_desk("init", "--training", **at).ok()
    assert len(run_desk("indicators", "plans", **at).ok()["plans"]) == 4
    assert run_desk("indicators", "adopt", "quy-nhon-2021", **at).ok()["targets"]["on_time_settled"] == 97
    shown = run_desk(
        "indicators", "show", "2026-11-01", "--to", "2026-11-30", "--what-if", "online_simple=3,1", **at
    )
    rows = {row["key"]: row for row in shown.ok()["indicators"]}
    assert rows["on_time_settled"]["target"] == 97
    assert shown.answer["what_if"] == [{"key": "online_simple", "good": 3, "other": 1, "rate": 75.0}]
    assert run_desk("indicators", "show", "2026-11-01", "--what-if", "x=1,1", **at).error_code == "usage"


def test_of_an_ended_period_it_is_said_that_a_target_was_missed(tmp_path: Path) -> None:
    at: dict[str, Any] = {"data": tmp_path / "d", "now": "2026-11-23T17:00"}
    call_desk("init", "--training", **at).ok()
    paper = tmp_path / "nhận.json"
    paper.write_text(json.dumps(a_reception(procedure="1.004873")), encoding="utf-8")
    call_desk("receive", str(paper), **at).ok()
    asked = "indicators", "show", "2026-11-23"

    today = call_desk(*asked, as_json=False, **at).stdout
    after = call_desk(*asked, as_json=False, **{**at, "now": "2026-11-24T08:00"}).stdout

    assert ("không đạt" in today, "khó đạt trong kỳ này" in today) == (False, True)
    assert ("không đạt" in after, "khó đạt trong kỳ này" in after) == (True, False)
