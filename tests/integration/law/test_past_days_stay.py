"""A day gone by keeps its numbers, whatever is done to its dossiers later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from desk.clock import LOCAL, FrozenClock
from desk.intake.receive import commit_reception
from desk.intake.receive_file import command_from
from desk.life.act import act
from desk.numbers.closing import close_day
from desk.numbers.tally import Tally, tally, tally_in
from tests.integration.life.conftest import a_reception

if TYPE_CHECKING:
    from desk.office.opened import Office


def at(office: Office, moment: str) -> Office:
    return replace(office, clock=FrozenClock(datetime.fromisoformat(moment).replace(tzinfo=LOCAL)))


def received(office: Office, **values: Any) -> str:
    told = a_reception(**{"procedure": "1.004873", "channel": "online", **values})
    return commit_reception(office, command_from(told, base=office.data)).code


def either_way(office: Office, day: date) -> Tally:
    """The day's tally, which the quick rows and the whole log must tell alike."""
    quick = tally(office, day, day)
    with office.read() as session:
        assert tally_in(session, day, day).as_json() == quick.as_json()
    return quick


def rates(found: Tally) -> dict[str, tuple[int, int]]:
    return {one.key: (one.numerator, one.denominator) for one in found.indicators}


def test_a_result_put_right_later_changes_no_earlier_day(office: Office) -> None:
    code = received(at(office, "2026-11-09T08:00"))
    act(at(office, "2026-11-09T10:00"), code, "result-ready", {"result": {"electronic": True}})
    act(at(office, "2026-11-09T11:00"), code, "return", {"by": "counter"})
    closed = close_day(at(office, "2026-11-09T17:00"), date(2026, 11, 9))
    wrong = {"set": {"note": "Sai họ tên."}, "reason": "Kết quả in sai.", "result_error": True}
    act(at(office, "2026-11-10T08:00"), code, "correct", wrong)
    act(at(office, "2026-11-12T08:00"), code, "result-ready", {"result": {"electronic": False}})
    first = either_way(office, date(2026, 11, 9))
    assert rates(first)["electronic_result"] == rates(first)["online_766"] == (1, 1)
    assert close_day(at(office, "2026-11-12T17:00"), date(2026, 11, 9)).sha256 == closed.sha256
    # The first settling moment stands: no later day settles it again.
    assert either_way(office, date(2026, 11, 12)).total["settled_total"] == 0


def test_a_number_given_anew_does_not_take_back_the_one_received_with(office: Office) -> None:
    received(at(office, "2026-11-09T08:00"))
    code = received(at(office, "2026-11-09T08:00"), official_code="H19.34-261109-0001", note="có mã")
    act(at(office, "2026-11-11T08:00"), code, "reconcile", {"official_code": "H19.34-261109-0009"})
    other = received(at(office, "2026-11-11T08:00"), note="chưa có mã")
    act(at(office, "2026-11-12T08:00"), other, "reconcile", {"official_code": "H19.34-261111-0001"})
    assert rates(either_way(office, date(2026, 11, 9)))["synced"] == (1, 2)
    assert rates(either_way(office, date(2026, 11, 11)))["synced"] == (0, 1)
