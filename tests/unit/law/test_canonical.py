"""Canonical JSON: the same value gives the same bytes, everywhere."""

import json
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.record.canonical import canonical, percent
from desk.rows import State

_values: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def test_keys_are_sorted_and_nothing_is_escaped_or_spaced() -> None:
    assert canonical({"b": [1, 2.5], "a": "Chứng thực", "A": None}) == (
        '{"A":null,"a":"Chứng thực","b":[1,2.5]}'.encode()
    )


def test_order_of_insertion_does_not_matter() -> None:
    assert canonical({"x": {"p": 1, "q": 2}}) == canonical({"x": {"q": 2, "p": 1}})


def test_whole_percentages_are_written_without_a_fraction() -> None:
    assert canonical({"rate": 100.0, "half": 33.5, "none": 0.0}) == b'{"half":33.5,"none":0,"rate":100}'


def test_enumerations_and_tuples_are_written_as_numbers_and_lists() -> None:
    assert canonical({"state": State.READY, "of": (1, 2)}) == b'{"of":[1,2],"state":9}'


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), "\ud800"])
def test_values_without_a_portable_form_are_refused(value: Any) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - kinds of value errors differ, the refusal matters
        canonical({"x": value})


@pytest.mark.parametrize("value", [b"raw", {1: 2}, object(), {1, 2}])
def test_values_json_cannot_hold_are_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        canonical(value)


@given(_values)
def test_reading_canonical_bytes_and_writing_them_again_changes_nothing(value: Any) -> None:
    try:
        first = canonical(value)
    except ValueError:  # a lone surrogate in a generated text
        return
    assert canonical(json.loads(first)) == first


@given(st.integers(0, 10**7), st.integers(1, 10**7))
def test_percent_is_rounded_half_up_to_two_decimals(numerator: int, denominator: int) -> None:
    exact = (Decimal(numerator) * 100 / Decimal(denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert percent(numerator, denominator) == float(exact)


@pytest.mark.parametrize(
    ("numerator", "denominator", "rate"),
    [(1, 3, 33.33), (2, 3, 66.67), (1, 8, 12.5), (1, 800, 0.13), (0, 5, 0.0), (5, 5, 100.0), (3, 0, None)],
)
def test_percent_by_hand(numerator: int, denominator: int, rate: float | None) -> None:
    assert percent(numerator, denominator) == rate


def test_a_rate_never_shows_more_than_two_decimals() -> None:
    shown = [canonical(percent(n, 9973)).decode() for n in range(0, 9974, 7)]
    assert max(len(text.partition(".")[2]) for text in shown) == 2
