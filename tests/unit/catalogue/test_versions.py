"""Versions of one code: never two on one day; the old one ends the day before; a used one stays as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.catalogue.reading import read_entry
from desk.catalogue.versions import Version, changes, ended, put, status, version_on
from desk.errors import InputError

DAY = timedelta(days=1)
START = date(2026, 1, 1)


def card(fee: int) -> object:
    return read_entry({"code": "1.999001", "name": "Thủ tục thử", "field": "Thử", "fee": fee})


def version(fee: int, first: date, last: date | None = None, *, key: int = 1, used: bool = False) -> Version:
    return Version(card=card(fee), valid_from=first, valid_to=last, key=key, used=used)  # type: ignore[arg-type]


def placed(known: list[Version], fee: int, first: date, last: date | None = None) -> tuple[Version, ...]:
    return put(known, card(fee), first=first, last=last)  # type: ignore[arg-type]


def test_a_new_version_ends_the_old_one_the_day_before() -> None:
    after = placed([version(0, START)], 5000, date(2026, 12, 1))

    assert [(one.valid_from, one.valid_to, one.card.fee) for one in after] == [
        (START, date(2026, 11, 30), 0),
        (date(2026, 12, 1), None, 5000),
    ]


def test_a_version_of_the_future_is_not_in_force_yet() -> None:
    after = placed([version(0, START)], 5000, date(2026, 12, 1))

    assert [status(one, date(2026, 11, 30)) for one in after] == ["in_force", "upcoming"]
    assert [status(one, date(2026, 12, 1)) for one in after] == ["ended", "in_force"]


def test_one_placed_before_another_ends_where_that_begins() -> None:
    after = placed([version(0, date(2026, 7, 1))], 5000, date(2026, 3, 1))

    assert [(one.valid_from, one.valid_to) for one in after] == [
        (date(2026, 3, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), None),
    ]


def test_a_gap_is_allowed_and_nothing_holds_in_it() -> None:
    after = placed([version(0, START, date(2026, 5, 31))], 5000, date(2026, 8, 1))

    assert [one.valid_to for one in after] == [date(2026, 5, 31), None]
    in_gap = version_on(after, date(2026, 7, 1))
    assert in_gap is not None
    assert status(in_gap, date(2026, 7, 1)) == "upcoming"


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (date(2026, 3, 1), date(2026, 7, 1), "catalogue.overlap"),
        (date(2026, 3, 2), date(2026, 3, 1), "catalogue.bad_span"),
        (date(1900, 1, 1), None, "catalogue.bad_span"),
    ],
)
def test_days_that_cannot_be_are_refused(first: date, last: date | None, code: str) -> None:
    with pytest.raises(InputError) as caught:
        placed([version(0, date(2026, 7, 1))], 5000, first, last)

    assert caught.value.code == code


def test_a_used_version_keeps_its_content_but_not_its_nicknames() -> None:
    known = [version(0, START, used=True)]

    with pytest.raises(InputError) as caught:
        placed(known, 5000, START)
    called = put(known, replace(known[0].card, nicknames="thử"), first=START, last=None)

    assert caught.value.code == "catalogue.version_used"
    assert changes(known, called)[0].fields == ("nicknames",)


def test_an_unused_version_may_be_written_anew() -> None:
    known = [version(0, START)]
    after = placed(known, 5000, START)

    assert [(one.key, one.card.fee) for one in after] == [(1, 5000)]
    assert changes(known, after)[0].fields == ("fee",)


def test_ending_needs_a_version_that_holds() -> None:
    known = [version(0, START, date(2026, 5, 31))]

    assert ended(known, date(2026, 4, 30))[0].valid_to == date(2026, 4, 30)
    with pytest.raises(InputError) as caught:
        ended(known, date(2026, 6, 1))
    assert caught.value.code == "catalogue.none_in_force"


SPANS = st.tuples(st.integers(0, 400), st.none() | st.integers(0, 200), st.integers(0, 3))


@given(st.lists(SPANS, max_size=12))
def test_whatever_is_placed_two_versions_never_hold_on_one_day(
    spans: list[tuple[int, int | None, int]],
) -> None:
    known: tuple[Version, ...] = ()
    codes: set[str] = set()
    for offset, length, fee in spans:
        first = START + offset * DAY
        last = None if length is None else first + length * DAY
        try:
            known = put(known, card(fee), first=first, last=last)  # type: ignore[arg-type]
        except InputError as failure:
            codes.add(failure.code)
            continue
        holding = version_on(known, first)
        assert holding is not None
        assert (holding.card.fee, holding.valid_from) == (fee, first)
    assert codes <= {"catalogue.overlap"}
    for day in (START + n * DAY for n in range(620)):
        assert sum(one.holds(day) for one in known) <= 1
