"""The main acts on PostgreSQL: the same states, dates and rows as on SQLite."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desk.clock import FrozenClock, parse_moment
from desk.errors import InputError
from desk.life.act import commit_act
from desk.life.show import show
from desk.office.bootstrap import create_office, open_office
from desk.office.opened import Office
from desk.record.checking import check
from tests.integration.conftest import MORNING
from tests.integration.life.conftest import FOUNDED, receive
from tests.integration.life.play import with_procedures

ACTS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("2026-11-23T10:00", "hand-over", {"to": "Phòng Kinh tế", "holder": "Lê Thử"}),
    ("2026-11-23T11:00", "request-supplement", {"components": [{"no": 2}], "reason": "mờ"}),
    ("2026-11-25T09:00", "supplement", {"components": [{"no": 2, "copies": 2}, {"no": 5, "name": "Khác"}]}),
    ("2026-11-25T10:00", "await-payment", {"amount": 50_000}),
    ("2026-11-27T10:00", "paid", {"method": "online", "receipt_no": "BL-1"}),
    ("2026-11-27T11:00", "extend", {"due_at": "2026-12-08T17:00", "reason": "chờ xác minh"}),
    ("2026-11-27T12:00", "withdraw", {}),
    ("2026-11-30T08:00", "resume", {}),
    ("2026-12-01T08:00", "result-ready", {"result": {"number": "7"}}),
    ("2026-12-01T09:00", "return", {}),
    ("2026-12-01T09:01", "rate", {"score": 5}),
    ("2026-12-01T10:00", "correct", {"set": {"phone": "0999000111"}, "reason": "sai số"}),
    ("2026-12-01T10:00", "correct", {"set": {}, "result_error": True, "reason": "sai tên"}),
    ("2026-12-02T08:00", "result-ready", {}),
    ("2026-12-02T09:00", "reconcile", {"official_code": "000.00.99.H19-261123-0042"}),
    ("2026-12-02T09:00", "note", {"text": "xong"}),
)


def at(office: Office, moment: str) -> Office:
    return replace(office, clock=FrozenClock(parse_moment(moment)))


def lived(office: Office) -> tuple[object, ...]:
    """A whole life; what stands at its end."""
    code = receive(office, command_id="life")
    steps = []
    for moment, verb, payload in ACTS:
        done = commit_act(at(office, moment), code, verb, payload)
        steps.append((verb, int(done.state), done.due_at))
    view = show(at(office, "2026-12-02T10:00"), code)
    clock = dict(view.clock)
    held = [(one.to_unit, one.to_holder, one.used_minutes) for one in view.holdings]
    said = [(one.field, one.old, one.new) for one in view.corrections]
    return steps, clock, held, said, view.components, view.side, view.register, view.fee_amount


def test_a_whole_life_is_the_same_on_both_engines(office: Office, tmp_path: Path, postgres_url: str) -> None:

    folder = tmp_path / "postgres"
    create_office(folder, training=True, clock=FrozenClock(parse_moment(FOUNDED)), database=postgres_url)
    with open_office(folder, now=parse_moment(MORNING)) as other:
        with_procedures(other)
        assert lived(other) == lived(office)
        assert check(other).ok


@pytest.mark.parametrize("engine", ["office", "postgres_office"])
def test_of_two_hands_on_one_dossier_one_is_told_no(engine: str, request: pytest.FixtureRequest) -> None:
    office: Office = request.getfixturevalue(engine)
    code = receive(office)
    law = {"reason": "x", "legal_basis": "y"}

    def refuse(_: int) -> str:
        try:
            commit_act(office, code, "refuse", law)
        except InputError as failure:
            return failure.code
        return "done"

    with ThreadPoolExecutor(4) as pool:
        told = sorted(pool.map(refuse, range(4)))

    assert told == ["act.wrong_state"] * 3 + ["done"]
    assert sum(one.verb == "dossier.refused" for one in show(office, code).events) == 1


def test_one_official_number_goes_to_one_of_two_dossiers(postgres_office: Office) -> None:
    office = postgres_office
    codes = [receive(office) for _ in range(4)]

    def reconcile(code: str) -> str:
        try:
            commit_act(office, code, "reconcile", {"official_code": "000.00.99.H19-261123-0042"})
        except InputError as failure:
            return failure.code
        return "done"

    with ThreadPoolExecutor(4) as pool:
        told = sorted(pool.map(reconcile, codes))

    assert told == ["done"] + ["official_code.taken"] * 3


@pytest.mark.parametrize("engine", ["office", "postgres_office"])
def test_of_receptions_with_one_official_number_at_once_one_is_done(
    engine: str, request: pytest.FixtureRequest
) -> None:
    office: Office = request.getfixturevalue(engine)
    number = "000.00.99.H19-261123-0042"

    def take_in(_: int) -> str:
        try:
            return receive(office, official_code=number)
        except InputError as failure:
            return failure.code

    with ThreadPoolExecutor(6) as pool:
        told = sorted(pool.map(take_in, range(6)))

    assert told == [number] + ["official_code.taken"] * 5
    assert check(office).ok


def test_a_number_once_replaced_is_given_to_no_new_dossier(office: Office) -> None:
    old, new = "000.00.99.H19-261123-0042", "000.00.99.H19-261123-0043"
    code = receive(office)
    for number in (old, new):
        commit_act(office, code, "reconcile", {"official_code": number})

    with pytest.raises(InputError) as refused:
        receive(office, official_code=old)

    assert refused.value.code == "official_code.taken"
    assert show(office, old).code == show(office, code).code
