"""Whose hands a dossier went through: planned and used working minutes, early, on time, late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.life.show import show
from desk.process.doors import ProcessDoors
from tests.integration.process.lives import CODE, act, at, received

if TYPE_CHECKING:
    from desk.office.opened import Office
    from desk.process.rows import HoldingRow

STEPS = [
    {"name": "Tiếp nhận", "unit": "Bộ phận Một cửa", "hours": 1},
    {"name": "Thẩm định", "unit": "Phòng Kinh tế", "minutes": 450},
    {"name": "Ký duyệt", "unit": "Lãnh đạo UBND", "hours": 2},
    {"name": "Trả kết quả", "unit": "Bộ phận Một cửa", "hours": 1},
]


def holdings(office: Office, moment: str, code: str) -> tuple[HoldingRow, ...]:
    with at(office, moment) as then:
        return ProcessDoors(then).holdings(code)


def test_every_hand_is_judged_by_the_plan_of_the_day_of_reception(either_office: Office) -> None:
    office = either_office
    ProcessDoors(office).save_steps(CODE, STEPS)
    code = received(office)  # Monday 23/11 09:41
    ProcessDoors(office).save_steps(CODE, STEPS[:2])  # the same day, but copied only at the hand-over
    ProcessDoors(office).save_steps(CODE, STEPS)
    act(office, "23 10:30", code, "hand-over", to="Phòng Kinh tế")
    act(office, "25 08:00", code, "hand-over", to="Lãnh đạo UBND")  # 24/11 is off
    act(office, "26 09:30", code, "result-ready")

    first, second = holdings(office, "27 09:00", code)

    # 60 minutes to 11:30, 210 in the afternoon, 30 on Wednesday; 450 planned: until Wednesday 10:30
    assert (first.step_no, first.step_name, first.planned_minutes) == (2, "Thẩm định", 450)
    assert (first.used_minutes, first.verdict) == (300, "on_time")
    assert f"{first.due_at:%d %H:%M}" == "25 10:30"
    # from Wednesday 08:00 two hours: due 10:00; taken back on Thursday 09:30
    assert (second.step_no, second.planned_minutes, second.used_minutes) == (3, 120, 450 - 30 + 120)
    assert second.verdict == "late"
    assert (second.from_unit, second.left_at is not None) == ("Phòng Kinh tế", True)


def test_passed_on_at_an_earlier_date_is_early(office: Office) -> None:
    ProcessDoors(office).save_steps(CODE, [{"name": "Thẩm định", "unit": "Phòng Kinh tế", "minutes": 900}])
    code = received(office)
    act(office, "23 09:41", code, "hand-over", to="phòng kinh tế")
    act(office, "23 16:00", code, "hand-over", to="Công an xã")

    first, second = holdings(office, "23 16:00", code)

    assert (first.verdict, first.used_minutes) == ("early", 109 + 150)
    assert (second.step_no, second.planned_minutes, second.verdict) == (None, None, "")


def test_an_open_hand_is_counted_up_to_now_and_late_when_it_is(office: Office) -> None:
    ProcessDoors(office).save_steps(CODE, [{"name": "Thẩm định", "unit": "Phòng Kinh tế", "minutes": 60}])
    code = received(office)
    act(office, "23 10:00", code, "hand-over", to="Phòng Kinh tế")

    (now,) = holdings(office, "23 10:40", code)
    (later,) = holdings(office, "23 13:40", code)

    assert (now.used_minutes, now.verdict, now.left_at) == (40, "", None)
    assert (later.used_minutes, later.verdict) == (90 + 10, "late")


def test_time_that_waits_for_the_citizen_is_nobodys(either_office: Office) -> None:
    office = either_office
    ProcessDoors(office).save_steps(CODE, [{"name": "Thẩm định", "unit": "Phòng Kinh tế", "minutes": 120}])
    code = received(office)
    act(office, "23 10:00", code, "hand-over", to="Phòng Kinh tế")
    act(office, "23 10:30", code, "request-supplement", components=[{"no": 1}], reason="thiếu trang 2")
    act(office, "25 10:30", code, "supplement", components=[{"no": 1, "kind": "copy"}])

    (held,) = holdings(office, "25 11:00", code)

    assert held.used_minutes == 30 + 30
    # 30 of 120 minutes on Monday; from Wednesday 10:30 sixty more to lunch, the last thirty after it
    assert f"{held.due_at:%d %H:%M}" == "25 14:00"
    assert held.verdict == ""


def test_back_and_forth_between_two_units_takes_the_next_step_of_each(office: Office) -> None:
    ProcessDoors(office).save_steps(CODE, [*STEPS, {"name": "Sửa", "unit": "Phòng Kinh tế", "minutes": 30}])
    code = received(office)
    for moment, unit in (
        ("23 10:00", "Phòng Kinh tế"),
        ("23 10:30", "Lãnh đạo UBND"),
        ("23 11:00", "Phòng Kinh tế"),
    ):
        act(office, moment, code, "hand-over", to=unit)

    assert [one.step_no for one in holdings(office, "23 11:00", code)] == [2, 3, 5]


def test_the_result_brings_the_dossier_back_to_the_counter(office: Office) -> None:
    code = received(office)
    act(office, "23 10:00", code, "hand-over", to="Phòng Kinh tế", holder="Lê Văn Thử")
    act(office, "25 10:00", code, "result-ready")

    view = show(office, code)

    assert view.holdings[-1].left_at is not None
    assert (view.unit, view.holder) == (office.card.code, office.actor.full_name)
    assert ProcessDoors(office).workload() == ()


def test_a_dossier_never_handed_over_has_no_hands(office: Office) -> None:
    assert ProcessDoors(office).holdings(received(office)) == ()
