"""The rule `indicators.on_time_against`: an extended dossier is late by its first date, not by its second."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from desk.clock import LOCAL
from desk.life.act import commit_act
from desk.numbers.tally import tally
from desk.office import settings
from desk.office.bootstrap import open_office
from desk.office.opened import Office
from desk.services import DeskServices

FIRST = datetime(2026, 11, 23, 9, 41, tzinfo=LOCAL)  # three working days: due on Friday, the 24th is off
READY = datetime(2026, 12, 1, 10, 0, tzinfo=LOCAL)
LATER = "2026-12-03T17:00:00+07:00"


def _extended(office: Office) -> str:
    given = {
        "channel": "direct", "procedure": "1.004873", "command_id": "one",
        "applicant": {"full_name": "NGUYỄN THỊ MẪU", "id_number": "999190000001"},
        "components": [{"no": 1, "kind": "original"}],
    }  # fmt: skip
    code = DeskServices(office).receive(given).code
    commit_act(office, code, "hand-over", {})
    commit_act(office, code, "extend", {"due_at": LATER, "reason": "Chờ xác minh"})
    return code


@pytest.mark.parametrize(
    ("against", "pending", "settled"),
    [(None, "pending_late", "settled_late"), ("current", "pending_in_term", "settled_early")],
)
def test_the_office_says_which_date_counts(
    office: Office, against: str | None, pending: str, settled: str
) -> None:
    code = _extended(office)
    if against is not None:
        with office.write("setting.change") as uow:
            settings.change(uow, "indicators.on_time_against", against)
            uow.commit()
    with open_office(office.data, now=READY) as later:
        before = tally(later, date(2026, 11, 30), date(2026, 11, 30)).total
        assert (before["pending_total"], before[pending]) == (1, 1)
        commit_act(later, code, "result-ready", {})
        after = tally(later, READY.date(), READY.date()).total
        assert (after["settled_total"], after[settled]) == (1, 1)


def test_a_rule_changed_later_leaves_earlier_periods_as_they_were_judged(office: Office) -> None:
    code = _extended(office)
    with office.write("setting.change") as uow:
        settings.change(uow, "indicators.on_time_against", "current", READY.date() + timedelta(days=1))
        uow.commit()
    with open_office(office.data, now=READY + timedelta(days=5)) as later:
        assert tally(later, FIRST.date(), READY.date()).total["pending_late"] == 1
        assert tally(later, FIRST.date(), READY.date() + timedelta(days=1)).total["pending_in_term"] == 1
        assert code


def test_the_date_of_a_result_being_put_right_never_makes_it_on_time(office: Office) -> None:
    code = _extended(office)
    with office.write("setting.change") as uow:
        settings.change(uow, "indicators.on_time_against", "current")
        uow.commit()
    late = datetime(2026, 12, 7, 9, 0, tzinfo=LOCAL)
    with open_office(office.data, now=late) as later:
        commit_act(later, code, "result-ready", {})
        commit_act(later, code, "return", {"to": {"kind": "self"}})
        commit_act(later, code, "correct", {"set": {}, "reason": "Sai", "result_error": True})
        assert tally(later, late.date(), late.date()).total["settled_late"] == 1
