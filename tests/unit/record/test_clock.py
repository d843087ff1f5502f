"""Moments: +07:00, whole seconds, whatever zone the machine is in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from desk.clock import LOCAL, FrozenClock, SystemClock, iso, parse_moment, utc_text
from desk.errors import InputError


@pytest.mark.parametrize(
    ("text", "shown", "stored"),
    [
        ("2026-11-23T09:41:00+07:00", "2026-11-23T09:41:00+07:00", "2026-11-23T02:41:00Z"),
        ("2026-11-23T09:41:00", "2026-11-23T09:41:00+07:00", "2026-11-23T02:41:00Z"),
        ("2026-11-23T09:41", "2026-11-23T09:41:00+07:00", "2026-11-23T02:41:00Z"),
        ("2026-11-23", "2026-11-23T00:00:00+07:00", "2026-11-22T17:00:00Z"),
        ("2026-11-23T02:41:00Z", "2026-11-23T09:41:00+07:00", "2026-11-23T02:41:00Z"),
        ("2026-11-23T02:41:00.999Z", "2026-11-23T09:41:00+07:00", "2026-11-23T02:41:00Z"),
        ("2026-11-22T21:41:00-05:00", "2026-11-23T09:41:00+07:00", "2026-11-23T02:41:00Z"),
        (" 2026-11-23 09:41:00 ", "2026-11-23T09:41:00+07:00", "2026-11-23T02:41:00Z"),
    ],
)
def test_every_way_to_write_a_moment_is_the_same_moment(text: str, shown: str, stored: str) -> None:
    moment = parse_moment(text)
    assert (iso(moment), utc_text(moment), moment.utcoffset()) == (shown, stored, timedelta(hours=7))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hôm nay",
        "23/11/2026",
        "2026-13-01",
        "2026-02-30T08:00",
        "25:00",
        "2026-11-23T09:41+99:00",
        "0001-01-01",
        "9999-12-31T23:59:59-12:00",
        "1e9",
        "2026-11-23T09:41:00+07:00[Asia/Ho_Chi_Minh]",
    ],
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_moment(text)
    assert caught.value.code == "clock.bad_moment"


def test_a_frozen_clock_stands_still_at_plus_seven() -> None:
    clock = FrozenClock(datetime(2026, 11, 23, 2, 41, 0, 5, tzinfo=UTC))
    assert clock.now() == clock.now() == datetime(2026, 11, 23, 9, 41, tzinfo=LOCAL)


def test_the_machines_clock_answers_at_plus_seven_in_whole_seconds() -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)
    now = SystemClock().now()
    assert before <= now <= datetime.now(UTC)
    assert (now.utcoffset(), now.microsecond) == (timedelta(hours=7), 0)
