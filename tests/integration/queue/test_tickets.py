"""What happens to a number from the moment it is given out."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from desk.errors import InputError
from desk.numbers.closing import close_day
from desk.office.house import set_rule
from desk.queue import acts
from desk.queue.board import board
from desk.queue.figures import figures
from models.queue import QueueTicket
from tests.integration.queue.conftest import NOW, Day


def issued(day: Day, *kinds: str, minute: float = 0) -> list[str]:
    return [acts.issue(day.at(minute + at), kind).ticket.label for at, kind in enumerate(kinds)]


def test_every_kind_counts_from_one_and_a_new_day_begins_anew(either_day: Day) -> None:
    assert issued(either_day, "A", "B", "A", "C", "A") == ["A01", "B01", "A02", "C01", "A03"]
    assert acts.issue(either_day.at(days=1), "A").ticket.label == "A01"


def test_who_takes_a_number_is_told_how_many_are_before(day: Day) -> None:
    assert [acts.issue(day.at(n), "A").ahead for n in range(3)] == [0, 1, 2]
    assert acts.issue(day.at(3), "B").ahead == 0
    assert acts.issue(day.at(4), "A", priority=True).ahead == 0
    assert acts.issue(day.at(5), "A").ahead == 4


def test_the_same_press_twice_gives_one_number(either_day: Day) -> None:
    first = acts.issue(either_day.at(), "A", command_id="press-1")
    again = acts.issue(either_day.at(1), "A", command_id="press-1")
    assert (again.ticket.label, again.ahead, again.repeated) == (first.ticket.label, first.ahead, True)
    assert acts.issue(either_day.at(2), "A").ticket.label == "A02"


def test_calling_the_next_closes_the_one_who_is_here(either_day: Day) -> None:
    issued(either_day, "A", "A", "B")
    first = acts.call_next(either_day.at(10), counter="1")
    assert (first.current and first.current.label, first.closed, first.left) == ("A01", None, 2)
    second = acts.call_next(either_day.at(16), counter="1")
    assert second.closed is not None
    assert (second.closed.label, second.closed.state) == ("A01", "served")
    assert (second.closed.waited_s, second.closed.served_s) == (600, 360)
    assert second.current is not None
    assert second.current.label == "A02"


def test_the_last_one_is_closed_too_and_nobody_is_called(day: Day) -> None:
    issued(day, "A")
    acts.call_next(day.at(5), counter="1")
    done = acts.call_next(day.at(6), counter="1")
    assert (done.current, done.closed and done.closed.label, done.left) == (None, "A01", 0)
    assert acts.call_next(day.at(7), counter="1").closed is None


def test_two_counters_never_get_the_same_number(either_day: Day) -> None:
    issued(either_day, *"AAAAAA")
    got = [acts.call_next(either_day.at(10), counter=str(n % 2 + 1)).current for n in range(6)]
    assert [one.label for one in got if one is not None] == ["A01", "A02", "A03", "A04", "A05", "A06"]


def test_the_record_itself_refuses_a_second_number_at_a_counter(either_day: Day) -> None:
    issued(either_day, "A", "A")
    acts.call_next(either_day.at(5), counter="1")
    with either_day.at(6).write("test") as uow:
        row = uow.session.scalars(select(QueueTicket).where(QueueTicket.state == "waiting")).one()
        row.state, row.counter = "serving", "1"
        with pytest.raises(IntegrityError):
            uow.session.flush()


def test_a_press_that_comes_late_calls_nobody(day: Day) -> None:
    """Two presses saw an empty counter; the second one finds somebody there and leaves them in peace."""
    issued(day, "A", "A")
    assert acts.call_next(day.at(5), counter="1", seen="").stale is False
    late = acts.call_next(day.at(5), counter="1", seen="")
    assert (late.stale, late.current and late.current.label, late.left) == (True, "A01", 1)
    assert acts.call_next(day.at(6), counter="1", seen="a01").stale is False


def test_priority_goes_first_and_then_who_came_first(day: Day) -> None:
    issued(day, "A", "B", "A")
    acts.issue(day.at(9), "C", priority=True)
    called = [acts.call_next(day.at(10 + n), counter="1").current for n in range(4)]
    assert [one.label for one in called if one] == ["C01", "A01", "B01", "A02"]


def test_a_counter_calls_only_what_it_serves(day: Day) -> None:
    set_rule(day.at(), "queue.serves", {"2": ["C"]})
    issued(day, "A", "C", "A")
    one = acts.call_next(day.at(5), counter="2")
    assert (one.current and one.current.label, one.left) == ("C01", 0)
    assert acts.call_next(day.at(6), counter="2").current is None
    other = acts.call_next(day.at(6), counter="1").current
    assert other is not None
    assert other.label == "A01"


def test_a_parked_number_comes_back_and_its_times_go_on(day: Day) -> None:
    issued(day, "A", "A")
    acts.call_next(day.at(10), counter="1")
    parked = acts.park(day.at(13), counter="1")
    assert (parked.current, parked.closed and parked.closed.state) == (None, "parked")
    assert [one.label for one in board(day.at(14)).parked] == ["A01"]
    acts.call_next(day.at(14), counter="1")
    back = acts.recall(day.at(30), "A1", counter="1")
    assert (back.current and back.current.label, back.closed and back.closed.label) == ("A01", "A02")
    done = acts.finish(day.at(34), counter="1").closed
    assert done is not None
    assert (done.waited_s, done.served_s) == (600, (3 + 4) * 60)  # laid aside is neither


def test_a_parked_number_is_called_by_one_counter_only(either_day: Day) -> None:
    issued(either_day, "A")
    acts.call_next(either_day.at(1), counter="1")
    acts.park(either_day.at(2), counter="1")
    acts.recall(either_day.at(3), "A01", counter="2")
    with pytest.raises(InputError) as caught:
        acts.recall(either_day.at(3), "A01", counter="1")
    assert (caught.value.code, caught.value.details) == ("queue.elsewhere", {"ticket": "A01", "counter": "2"})


def test_calling_again_sounds_again_and_changes_nothing_else(day: Day) -> None:
    issued(day, "A", "B")
    acts.call_next(day.at(5), counter="1")
    before = board(day.at(6), counter="1")
    again = acts.recall(day.at(6), counter="1").current
    assert again is not None
    assert (again.label, again.calls) == ("A01", 2)
    after = board(day.at(6), counter="1")
    assert after.call_no > before.call_no
    assert (after.current and after.current.since) == (before.current and before.current.since)


def test_who_did_not_come_may_still_be_called(day: Day) -> None:
    issued(day, "A")
    acts.call_next(day.at(5), counter="1")
    missed = acts.no_show(day.at(8), counter="1").closed
    assert missed is not None
    assert (missed.state, missed.served_s) == ("no_show", 0)
    assert [one.label for one in board(day.at(8)).missed] == ["A01"]
    back = acts.recall(day.at(20), "a1", counter="2").current
    assert back is not None
    assert (back.label, back.counter, back.state) == ("A01", "2", "serving")


def test_a_number_closed_too_early_is_taken_back(day: Day) -> None:
    issued(day, "A", "A")
    acts.call_next(day.at(5), counter="1")
    acts.call_next(day.at(6), counter="1")
    back = acts.recall(day.at(7), "A01", counter="1")
    assert (back.current and back.current.label, back.closed and back.closed.label) == ("A01", "A02")


def test_a_number_sent_on_keeps_its_label_and_its_place(either_day: Day) -> None:
    issued(either_day, "A", "B", "B")
    acts.call_next(either_day.at(10), counter="1")
    sent = acts.transfer(either_day.at(12), kind="b", counter="1")
    assert (sent.closed and sent.closed.label, sent.closed and sent.closed.kind) == ("A01", "B")
    order = [one.label for one in board(either_day.at(13), counter="1").waiting]
    assert order == ["A01", "B01", "B02"]


def test_a_number_sent_to_a_counter_is_called_there_only(day: Day) -> None:
    set_rule(day.at(), "queue.serves", {"3": []})
    issued(day, "A", "A")
    acts.call_next(day.at(5), counter="1")
    acts.transfer(day.at(6), to="3", counter="1")
    with pytest.raises(InputError) as caught:
        acts.recall(day.at(7), "A01", counter="2")
    assert caught.value.code == "queue.elsewhere"
    other = acts.call_next(day.at(7), counter="2").current
    assert other is not None
    assert other.label == "A02"
    there = acts.call_next(day.at(8), counter="3").current
    assert there is not None
    assert there.label == "A01"


@pytest.mark.parametrize("where", [{}, {"kind": "A"}, {"to": "1"}, {"kind": "a", "to": "1"}])
def test_a_number_is_not_sent_to_where_it_is(day: Day, where: dict[str, str]) -> None:
    issued(day, "A")
    acts.call_next(day.at(5), counter="1")
    with pytest.raises(InputError) as caught:
        acts.transfer(day.at(6), counter="1", **where)
    assert caught.value.code == "queue.transfer_where"
    assert board(day.at(7), counter="1").current is not None


def test_closing_the_day_ends_the_queue(either_day: Day) -> None:
    issued(either_day, "A", "A", "A")
    acts.call_next(either_day.at(5), counter="1")
    acts.park(either_day.at(6), counter="1")
    acts.call_next(either_day.at(7), counter="1")
    close_day(either_day.at(500), NOW.date())
    left = board(either_day.at(501), counter="1")
    assert (left.current, left.waiting, left.parked) == (None, (), ())
    with pytest.raises(InputError) as caught:
        acts.recall(either_day.at(502), "A03", counter="1")
    assert caught.value.code == "queue.over"


def test_closing_the_same_numbers_again_still_ends_the_queue(day: Day) -> None:
    close_day(day.at(1), NOW.date())
    issued(day, "A", minute=2)
    assert close_day(day.at(3), NOW.date()).repeated
    assert board(day.at(4)).waiting == ()


def test_a_day_nobody_closed_is_over_the_next_morning(day: Day) -> None:
    issued(day, "A", "A")
    acts.call_next(day.at(5), counter="1")
    tomorrow = day.at(days=1)
    assert board(tomorrow, counter="1").current is None
    with pytest.raises(InputError) as caught:
        acts.recall(tomorrow, "A02", counter="1")
    assert caught.value.code == "queue.no_such_ticket"
    assert acts.issue(tomorrow, "A").ticket.label == "A01"
    with day.first.read() as session:
        yesterday = session.scalars(select(QueueTicket).where(QueueTicket.day == NOW.date())).all()
        assert {(row.state, row.served_s) for row in yesterday} == {("expired", 0)}


def test_the_days_figures_name_kinds_and_times_only(day: Day) -> None:
    issued(day, "A", "A", "A", "B")
    acts.call_next(day.at(10), counter="1")  # A01 waited 10
    acts.call_next(day.at(14), counter="1")  # A02 waited 13, A01 served 4
    acts.no_show(day.at(15), counter="1")
    acts.call_next(day.at(32), counter="1")  # A03 waited 30
    acts.finish(day.at(40), counter="1")  # A03 served 8
    rows = {one.kind: one for one in figures(day.at(41), NOW.date())}
    a = rows["A"]
    assert (a.issued, a.served, a.no_show, a.open, a.expired) == (3, 2, 1, 0, 0)
    assert (a.wait_median_s, a.wait_most_s, a.service_median_s) == (13 * 60, 30 * 60, 6 * 60)
    assert (rows["B"].issued, rows["B"].open, rows["B"].wait_median_s) == (1, 1, None)
    assert figures(day.at(41), date(2026, 1, 5))[0].issued == 0


def test_the_row_of_a_number_has_no_room_for_a_person(day: Day) -> None:
    with day.first.read() as session:
        found = session.execute(text("SELECT name FROM pragma_table_info('queue_ticket')")).scalars().all()
    assert set(found) == {
        "id", "day", "series", "number", "kind", "priority", "state", "target", "counter", "issued_at",
        "since", "finished_at", "call_no", "calls", "waited_s", "served_s",
    }  # fmt: skip


def test_without_the_queue_nothing_is_given_out(day: Day) -> None:
    set_rule(day.at(), "queue.on", False)
    for act in (acts.issue, acts.call_next, acts.recall, acts.park, acts.no_show, acts.finish):
        with pytest.raises(InputError) as caught:
            act(day.at(1))
        assert caught.value.code == "queue.off"
    assert board(day.at(1)).on is False


def test_an_office_with_one_kind_counts_without_letters(day: Day) -> None:
    set_rule(day.at(), "queue.kinds", [{"code": "", "name": "Thủ tục", "name_en": ""}])
    assert [acts.issue(day.at(n)).ticket.label for n in range(2)] == ["1", "2"]
    called = acts.call_next(day.at(3), counter="1").current
    assert called is not None
    assert acts.recall(day.at(4), "002", counter="1").current is not None


@pytest.mark.parametrize("typed", ["", "A", "A0", "Z9", "A99999999", "A-1", "Ạ1", "A1;drop", "1" * 50])
def test_what_is_no_number_of_today_is_refused(day: Day, typed: str) -> None:
    issued(day, "A")
    with pytest.raises(InputError) as caught:
        acts.recall(day.at(1), typed, counter="1")
    assert caught.value.code in {"queue.no_such_ticket", "queue.nobody_here"}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("queue.kinds", []),
        ("queue.kinds", "A"),
        ("queue.kinds", [{"code": "a", "name": "x", "name_en": ""}]),
        ("queue.kinds", [{"code": "A", "name": "", "name_en": ""}]),
        ("queue.kinds", [{"code": "A", "name": "x"}]),
        ("queue.kinds", [{"code": "A1", "name": "x", "name_en": ""}]),
        ("queue.kinds", [{"code": "A", "name": "x\ny", "name_en": ""}]),
        ("queue.kinds", [{"code": "A", "name": "x", "name_en": ""}] * 2),
        (
            "queue.kinds",
            [{"code": "", "name": "x", "name_en": ""}, {"code": "B", "name": "y", "name_en": ""}],
        ),
        ("queue.kinds", [{"code": f"{chr(65 + n)}", "name": "x", "name_en": ""} for n in range(10)]),
        ("queue.serves", {"quầy 1": ["A"]}),
        ("queue.serves", {"1": "A"}),
        ("queue.serves", {"1": ["A", "A"]}),
        ("queue.paper", "a4"),
        ("queue.on", 1),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(day: Day, key: str, value: object) -> None:
    with pytest.raises(InputError) as caught:
        set_rule(day.at(), key, value)
    assert caught.value.code == "setting.bad_value"
