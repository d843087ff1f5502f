"""Looking ahead: how many more it takes, whether that can be, and what a share becomes."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.numbers.forecast import forecast, needed, what_if
from desk.numbers.indicators import KEYS
from desk.numbers.plans import plans
from desk.rows import IndicatorValue


def share(top: int, bottom: int, target: float | None, key: str = "online_simple") -> IndicatorValue:
    rate = round(top / bottom * 100, 2) if bottom else None
    met = None if rate is None or target is None else rate >= target
    return IndicatorValue(key=key, numerator=top, denominator=bottom, rate=rate, target=target, met=met)


def test_a_share_below_its_target_needs_so_many_good_ones() -> None:
    # 40 of 100 online, target 50 %: after 20 more online it is 60 of 120
    assert needed(40, 100, Fraction(1, 2)) == 20
    assert needed(50, 100, Fraction(1, 2)) == 0
    assert needed(99, 100, Fraction(1)) is None
    assert needed(0, 0, Fraction(1, 2)) == 1


@given(top=st.integers(0, 400), more=st.integers(0, 400), aim=st.integers(1, 99))
def test_what_is_needed_is_the_fewest_that_is_enough(top: int, more: int, aim: int) -> None:
    bottom = top + more
    found = needed(top, bottom, Fraction(aim, 100))
    assert found is not None
    if bottom + found:
        assert (top + found) * 100 >= aim * (bottom + found)
    if found > 0 and bottom + found > 1:
        assert (top + found - 1) * 100 < aim * (bottom + found - 1)


def test_a_period_half_run_expects_as_many_again() -> None:
    ahead = forecast(share(40, 100, 50), passed=10, length=20)
    assert (ahead.expected, ahead.of_expected, ahead.reachable) == (100, 60, True)
    lost = forecast(share(10, 100, 90), passed=15, length=20)
    assert (lost.expected, lost.of_expected, lost.reachable) == (33, None, False)
    done = forecast(share(95, 100, 90), passed=20, length=20)
    assert (done.need, done.expected, done.of_expected, done.reachable) == (0, 0, 0, True)


def test_a_share_of_the_catalogue_does_not_grow_by_waiting() -> None:
    ahead = forecast(share(60, 70, 90, key="procedures_online"), passed=10, length=20)
    assert (ahead.expected, ahead.reachable) == (0, False)


def test_without_a_target_or_without_anything_there_is_nothing_to_reach() -> None:
    assert forecast(share(40, 100, None), passed=10, length=20).need is None
    empty = forecast(share(0, 0, 50), passed=10, length=20)
    assert (empty.expected, empty.reachable, empty.rate_at_end) == (0, None, None)


def test_what_if_counts_good_and_other_ones() -> None:
    assert what_if(share(40, 100, 50), good=20, other=0) == 50.0
    assert what_if(share(40, 100, 50), good=0, other=100) == 20.0


def test_every_shipped_plan_names_known_indicators_and_its_source() -> None:
    assert {one.key for one in plans()} == {"766", "quy-nhon-2021", "tam-phuoc-2023", "dong-xoai-2026"}
    for plan in plans():
        assert set(plan.targets) <= set(KEYS)
        assert plan.source
        assert all(0 < aim <= 100 for aim in plan.targets.values())


@pytest.mark.parametrize(
    ("plan", "key", "aim"),
    [("quy-nhon-2021", "on_time_settled", 97), ("quy-nhon-2021", "postal_return", 10),
     ("dong-xoai-2026", "non_territorial", 90), ("dong-xoai-2026", "reused", 80)],
)  # fmt: skip
def test_the_plans_say_what_was_published(plan: str, key: str, aim: int) -> None:
    assert next(one for one in plans() if one.key == plan).targets[key] == aim
