"""The desk's counters follow the record."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desk.intake.receive import commit_reception
from desk.intake.receive_file import command_from
from desk.life.act import act
from desk.life.show import show
from desk.lists.home import desk_home
from desk.office.opened import Office
from tests.integration.counter.conftest import a_command


def take_in(office: Office, number: int, **values: object) -> str:
    return commit_reception(
        office, command_from(a_command(command_id=str(number), **values), base=office.data)
    ).code


@pytest.fixture
def codes(office: Office) -> dict[str, str]:
    wanted = {"components": [{"no": 3}], "reason": "thiếu"}
    return {
        "late": take_in(office, 1, received_at="2026-11-16T09:00"),  # three working days: due Thursday 19/11
        "today": take_in(office, 2, procedure="1.001193"),  # same day
        "online": take_in(office, 3, channel="online"),
        "asked": take_in(office, 4, received_at="2026-11-16T09:30", supplement=wanted),
        "ready": take_in(office, 5),
    }


def test_an_empty_office_has_nothing_to_do(office: Office) -> None:
    home = desk_home(office)

    assert home.work == ()
    assert (home.received_today, home.overdue, home.online_share.rate) == (0, 0, None)
    assert home.online_bars == (None,) * 12


def test_each_counter_counts_its_own(
    open_at: Callable[..., Office], office: Office, codes: dict[str, str]
) -> None:
    act(office, codes["ready"], "result-ready")

    home = desk_home(open_at("2026-11-23T14:00"))

    assert (home.received_today, home.received_online_today) == (3, 1)
    assert (home.due_today, home.due_within_4h, home.overdue) == (1, 1, 1)
    assert (home.supplement, home.pickup) == (1, 1)
    assert [(row.code, row.kind) for row in home.work] == [
        (codes["late"], "overdue"), (codes["today"], "due_today"), (codes["asked"], "supplement"),
        (codes["ready"], "pickup"), (codes["online"], "open"),
    ]  # fmt: skip
    assert home.work[0].chip == "Quá 4 ngày"


def test_the_month_is_counted_with_its_parts(
    open_at: Callable[..., Office], office: Office, codes: dict[str, str]
) -> None:
    act(open_at("2026-11-23T10:00"), codes["late"], "result-ready")
    act(open_at("2026-11-23T10:00"), codes["ready"], "result-ready")

    home = desk_home(office)

    # The one sent back for papers at the counter is not accepted yet, so the tally does not count it.
    assert (home.online_share.numerator, home.online_share.denominator, home.online_share.rate) == (
        1,
        4,
        25.0,
    )
    assert (home.on_time.numerator, home.on_time.denominator, home.on_time.rate) == (1, 2, 50.0)
    assert home.online_bars[-1] == pytest.approx(33.33)
    assert home.on_time_bars[-1] == 50.0


def test_a_returned_dossier_leaves_the_desk(office: Office, codes: dict[str, str]) -> None:
    act(office, codes["ready"], "result-ready")
    act(office, codes["ready"], "return")

    assert codes["ready"] not in {row.code for row in desk_home(office).work}


def test_a_supplement_is_told_by_its_last_day(open_at: Callable[..., Office], codes: dict[str, str]) -> None:
    asked = open_at("2026-11-23T14:00")
    act(asked, codes["late"], "request-supplement", {"components": [{"no": 3}], "reason": "thiếu"})
    told = {one.key: one.due_at for one in show(asked, codes["late"]).countdowns}
    ends = told["supplement_close"]
    assert ends is not None
    (row,) = [one for one in desk_home(asked).work if one.code == codes["late"]]
    assert row.chip == f"Bổ sung đến {ends:%d/%m}"


def test_sent_back_for_papers_at_once_is_not_received_yet(office: Office) -> None:
    asks = {"components": [{"no": 1}], "reason": "thiếu tờ khai"}
    take_in(office, 1, supplement=asks, components=[])
    assert desk_home(office).received_today == 0  # never accepted: the tally does not count it either
    take_in(office, 2)
    assert desk_home(office).received_today == 1


def test_with_a_clock_set_back_what_came_later_was_not_received_today(
    open_at: Callable[..., Office], codes: dict[str, str]
) -> None:
    home = desk_home(open_at("2026-11-16T18:00"))
    assert home.received_today == 1  # accepted that day; the others came a week after


def test_a_supplement_is_long_after_five_days(open_at: Callable[..., Office], codes: dict[str, str]) -> None:
    assert codes

    assert desk_home(open_at("2026-11-28T09:00")).supplement_over_5d == 0
    assert desk_home(open_at("2026-11-29T09:00")).supplement_over_5d == 1
