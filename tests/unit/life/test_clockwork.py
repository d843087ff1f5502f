"""Pauses, used time and moved dates, against a recount by hand."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

import pytest

from desk.clock import LOCAL
from desk.dates.calendar import WorkCalendar, calendar_from
from desk.life.clockwork import pauses, used_minutes, was_accepted
from desk.life.payment import moved
from desk.rows import EventRow
from tests.integration.life import reckoning as by_hand

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=LOCAL)


@pytest.fixture(scope="module")
def calendar() -> WorkCalendar:
    return calendar_from(())


def story(*steps: tuple[str, int, datetime]) -> list[EventRow]:
    return [
        EventRow(
            seq=number, at=at, actor="a", verb=f"dossier.{verb}",
            details={"state": state, "due_original": "2026-11-27T17:00:00+07:00"} if number == 1 else
            {"state": state}, prev="", hash="",
        )
        for number, (verb, state, at) in enumerate(steps, start=1)
    ]  # fmt: skip


def at(days: int, hours: int = 0) -> datetime:
    return MONDAY + timedelta(days=days, hours=hours)


class TestPauses:
    def test_a_supplement_pauses_from_the_request_to_the_papers(self) -> None:
        events = story(("received", 2, at(0)), ("supplement_requested", 5, at(1)), ("supplemented", 2, at(3)))

        assert pauses(events) == [{"from": at(1), "to": at(3), "reason": "supplement_requested"}]

    def test_waiting_for_money_pauses_too_and_an_open_pause_has_no_end(self) -> None:
        events = story(("received", 2, at(0)), ("handed_over", 4, at(1)), ("payment_awaited", 6, at(2)))

        assert pauses(events) == [{"from": at(2), "to": None, "reason": "payment_awaited"}]

    def test_a_withdrawal_ends_the_pause(self) -> None:
        events = story(
            ("received", 2, at(0)), ("supplement_requested", 5, at(1)), ("withdrawn", 7, at(2)),
            ("resumed", 4, at(4)),
        )  # fmt: skip

        assert [one["to"] for one in pauses(events)] == [at(2)]

    def test_what_is_asked_for_at_the_counter_pauses_nothing(self) -> None:
        first = EventRow(seq=1, at=at(0), actor="a", verb="dossier.received", details={"state": 5}, prev="",
                         hash="")  # fmt: skip
        asked = EventRow(seq=2, at=at(0), actor="a", verb="dossier.supplement_requested",
                         details={"state": 5}, prev="", hash="")  # fmt: skip

        assert pauses([first, asked]) == []
        assert not was_accepted([first, asked])

    def test_a_clock_set_back_makes_no_pause_end_before_it_began(self) -> None:
        events = story(("received", 2, at(0)), ("supplement_requested", 5, at(3)), ("supplemented", 2, at(1)))

        assert pauses(events) == [{"from": at(3), "to": at(3), "reason": "supplement_requested"}]

    def test_notes_and_prints_meanwhile_neither_end_nor_begin_one(self) -> None:
        events = story(
            ("received", 2, at(0)), ("supplement_requested", 5, at(1)), ("noted", 5, at(2)),
            ("supplemented", 2, at(3)),
        )  # fmt: skip
        printed = EventRow(seq=9, at=at(2), actor="a", verb="form.printed", details={"state": 2}, prev="",
                           hash="")  # fmt: skip
        told = [*events[:3], printed, events[3]]

        assert pauses(told) == [{"from": at(1), "to": at(3), "reason": "supplement_requested"}]


class TestUsedMinutes:
    def test_pauses_do_not_count(self, calendar: WorkCalendar) -> None:
        end = at(2, 3)  # Wednesday 12:00; Tuesday 24/11 is a holiday
        waited: list[dict[str, Any]] = [{"from": at(0, 1), "to": at(2), "reason": "x"}]

        used = used_minutes(calendar, at(0), end, waited)

        assert used == 60 + 150  # Monday 9:00–10:00, Wednesday 9:00–11:30

    def test_before_the_clock_started_nothing_is_used(self, calendar: WorkCalendar) -> None:
        assert used_minutes(calendar, None, at(3), []) == 0

    def test_it_is_never_negative_though_the_clock_was_set_back(self, calendar: WorkCalendar) -> None:
        waited: list[dict[str, Any]] = [{"from": at(-4), "to": at(9), "reason": "x"}]

        assert used_minutes(calendar, at(0), at(-3), []) == 0
        assert used_minutes(calendar, at(0), at(3), waited) == 0


class TestMovedDates:
    @pytest.mark.parametrize("unit", ["working_day", "calendar_day", "same_day", "working_hour"])
    def test_random_waits_agree_with_a_recount_by_hand(self, calendar: WorkCalendar, unit: str) -> None:
        dice = random.Random(unit)
        for _ in range(150):
            since = datetime(2025, 1, 6, 7, 30, tzinfo=LOCAL) + timedelta(minutes=dice.randrange(600 * 1440))
            until = since + timedelta(minutes=dice.choice([0, 5, 60, 900, 4000, 20_000]))
            due = by_hand.due(since, 3, unit)
            assert due is not None
            wanted = by_hand.moved(due, since, until, unit)
            assert moved(due, since, until, calendar, unit=unit) == wanted, (since, until)

    def test_money_on_the_same_day_moves_no_date(self, calendar: WorkCalendar) -> None:
        due = datetime(2026, 11, 27, 17, 0, tzinfo=LOCAL)

        assert moved(due, at(0), at(0, 6), calendar, unit="working_day") == due

    def test_a_wait_over_a_holiday_moves_by_the_working_days_only(self, calendar: WorkCalendar) -> None:
        due = datetime(2026, 11, 25, 17, 0, tzinfo=LOCAL)
        paid = datetime(2026, 11, 25, 10, 0, tzinfo=LOCAL)  # Tuesday 24/11 is off: one working day waited

        assert moved(due, at(0), paid, calendar, unit="working_day") == datetime(
            2026, 11, 26, 17, 0, tzinfo=LOCAL
        )

    def test_no_date_stays_none_and_a_clock_set_back_moves_nothing(self, calendar: WorkCalendar) -> None:
        due = datetime(2026, 11, 27, 17, 0, tzinfo=LOCAL)

        assert moved(None, at(0), at(3), calendar, unit="working_day") is None
        assert moved(due, at(3), at(0), calendar, unit="working_day") == due
