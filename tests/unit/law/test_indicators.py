"""Every indicator by hand: numerator, denominator, rate, target, met."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from desk.clock import LOCAL
from desk.numbers.catalogue_marks import marks_of
from desk.numbers.histories import DossierHistory, Step
from desk.numbers.indicators import DEFAULT_TARGETS, KEYS, ProcedureMarks
from desk.numbers.tally import indicator_json, tally_of
from desk.rows import IndicatorValue

MARKS = {
    "paper": ProcedureMarks(full=True),
    "plain": ProcedureMarks(yields_paper=False, part=True),
    "shop": ProcedureMarks(business=True, non_territorial=True),
    "copy": ProcedureMarks(certifies_copies=True),
    "old": ProcedureMarks(full=True, in_force=False),
}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


def step(moment: str, verb: str, state: int | None, **details: Any) -> Step:
    return Step(at=at(moment), verb=f"dossier.{verb}", state=state, details=details)


def dossier(*steps: Step, procedure: str = "paper", day: str = "2026-11-23", **facts: Any) -> DossierHistory:
    received = at(f"{day}T09:00")
    details = {"due_original": at("2026-11-26T17:00"), **facts.pop("details", {})}
    start = Step(at=received, verb="dossier.received", state=2, details=details)
    given = {"channel": "direct", "person": object(), **facts}
    return DossierHistory(
        code="X",
        procedure=procedure,
        name=procedure,
        field="F",
        received_at=received,
        steps=(start, *steps),
        **given,
    )


def ready(moment: str = "2026-11-24T10:00", **details: Any) -> Step:
    return step(moment, "result_ready", 9, **details)


def given_back(by: str, moment: str = "2026-11-25T10:00") -> Step:
    return step(moment, "returned", 10, by=by)


def indicators(*dossiers: DossierHistory, last: str = "2026-11-30") -> dict[str, IndicatorValue]:
    tally = tally_of(dossiers, date(2026, 11, 23), date.fromisoformat(last), catalogue=MARKS)
    assert tuple(one.key for one in tally.indicators) == KEYS
    return {one.key: one for one in tally.indicators}


def parts(key: str, *dossiers: DossierHistory) -> tuple[int, int]:
    one = indicators(*dossiers)[key]
    return one.numerator, one.denominator


def test_the_order_of_keys_is_the_contracts() -> None:
    assert KEYS == (
        "on_time_settled", "on_time_766", "online_simple", "online_766", "digitised", "reused", "paid_online",
        "electronic_result", "postal_return", "satisfied", "satisfied_766", "synced", "non_territorial",
        "procedures_online", "procedures_full_online", "online_active", "contactless", "business_online",
        "people_online", "certified_electronic",
    )  # fmt: skip


def test_nothing_to_count_has_no_rate_and_meets_no_target() -> None:
    for key, one in indicators().items():
        if key not in {"non_territorial", "procedures_online", "procedures_full_online", "online_active"}:
            assert (one.numerator, one.denominator, one.rate, one.met) == (0, 0, None, None), key


def test_on_time_is_told_both_ways() -> None:
    late = dossier(ready("2026-11-27T10:00"))
    early = dossier(ready())
    open_late = dossier()
    open_fine = dossier(details={"due_original": at("2026-12-20T17:00")})
    assert parts("on_time_settled", late, early, open_late, open_fine) == (1, 2)
    assert parts("on_time_766", late, early, open_late, open_fine) == (2, 4)


def test_a_second_supplement_request_counts_as_late_in_766_only() -> None:
    asked = step("2026-11-23T10:00", "supplement_requested", 5)
    again = step("2026-11-24T08:00", "supplement_requested", 5)
    back = step("2026-11-23T15:00", "supplemented", 4)
    assert parts("on_time_766", dossier(asked, back, ready())) == (1, 1)
    assert parts("on_time_766", dossier(asked, back, again, ready())) == (0, 1)
    assert parts("on_time_settled", dossier(asked, back, again, ready())) == (1, 1)


def test_carried_in_dossiers_are_in_the_balance_but_not_in_what_was_received() -> None:
    before = dossier(day="2026-11-20", channel="online")
    assert parts("on_time_766", before) == (0, 1)
    assert parts("online_simple", before) == (0, 0)


def test_online_is_told_both_ways() -> None:
    waiting = dossier(channel="online")
    delivered = dossier(ready(electronic=True), channel="online")
    on_paper = dossier(ready(electronic=False), channel="online")
    without_paper = dossier(channel="online", procedure="plain")
    counter = dossier(ready(electronic=True))
    post = dossier(channel="postal")
    every = (waiting, delivered, on_paper, without_paper, counter, post)
    assert parts("online_simple", *every) == (4, 6)
    assert parts("online_766", *every) == (2, 6)


def test_digitised_needs_a_component_and_a_result_file() -> None:
    both = dossier(ready(result_files=1), details={"digitised": 1})
    no_result = dossier(ready(result_files=0), details={"digitised": 2})
    no_component = dossier(ready(result_files=1))
    pending = dossier(details={"digitised": 1})
    refused = dossier(step("2026-11-24T10:00", "refused", 3), details={"digitised": 1})
    assert parts("digitised", both, no_result, no_component, pending, refused) == (1, 3)


def test_a_file_added_with_the_supplement_counts() -> None:
    history = dossier(
        step("2026-11-23T10:00", "supplement_requested", 5),
        step("2026-11-23T15:00", "supplemented", 4, digitised=1, reused=1),
        ready(result_files=1),
    )
    assert parts("digitised", history) == (1, 1)
    assert parts("reused", history) == (1, 1)


def test_reused_is_of_all_received() -> None:
    assert parts("reused", dossier(details={"reused": 2}), dossier()) == (1, 2)


def test_paid_online_is_of_those_with_a_fee() -> None:
    online = dossier(fee=8000, fee_method="online")
    cash = dossier(fee=8000, fee_method="cash")
    free = dossier(fee=0, fee_method="online")
    later = dossier(
        step("2026-11-24T10:00", "paid", None, amount=8000, method="online"), fee=8000, fee_method="none"
    )
    after = dossier(
        step("2026-12-24T10:00", "paid", None, amount=8000, method="online"), fee=8000, fee_method="none"
    )
    assert parts("paid_online", online, cash, free, later, after) == (2, 4)


def test_electronic_results_are_of_procedures_that_yield_a_paper() -> None:
    with_copy = dossier(ready(electronic=True))
    without = dossier(ready())
    no_paper = dossier(ready(electronic=True), procedure="plain")
    unknown = dossier(ready(), procedure="nobody knows")
    assert parts("electronic_result", with_copy, without, no_paper, unknown) == (1, 3)


def test_a_result_handed_over_electronically_is_an_electronic_result() -> None:
    assert parts("electronic_result", dossier(ready(), given_back("electronic"))) == (1, 1)


def test_postal_returns_are_of_the_returns_of_the_period() -> None:
    earlier = dossier(ready("2026-11-20T10:00"), given_back("postal"), day="2026-11-19")
    later = dossier(ready(), given_back("postal", "2026-12-20T10:00"))
    counter = dossier(ready(), given_back("counter"))
    assert parts("postal_return", earlier, later, counter) == (1, 2)


def test_satisfaction_counts_the_ratings_of_the_period() -> None:
    rated = [
        dossier(ready(), step("2026-11-24T11:00", "rated", None, score=score)) for score in (1, 2, 3, 4, 5)
    ]
    later = dossier(ready(), step("2026-12-24T11:00", "rated", None, score=5))
    assert parts("satisfied", *rated, later) == (2, 5)
    assert parts("satisfied_766", *rated, later) == (4, 6)


def test_late_and_disliked_is_taken_off_once() -> None:
    both = dossier(ready("2026-11-27T10:00"), step("2026-11-27T11:00", "rated", None, score=1))
    assert parts("satisfied_766", both, dossier(ready())) == (1, 2)


def test_synced_is_known_from_the_start_or_reconciled_by_then() -> None:
    known = dossier(official=True)
    reconciled = dossier(step("2026-11-24T10:00", "reconciled", None))
    not_yet = dossier(step("2026-12-24T10:00", "reconciled", None))
    assert parts("synced", known, reconciled, not_yet) == (2, 3)


def test_the_catalogue_is_counted_as_in_force() -> None:
    found = indicators(dossier(), dossier(procedure="old"))
    assert (found["non_territorial"].numerator, found["non_territorial"].denominator) == (1, 4)
    assert (found["procedures_online"].numerator, found["procedures_online"].denominator) == (2, 4)
    assert (found["procedures_full_online"].numerator, found["procedures_full_online"].denominator) == (1, 4)
    assert (found["online_active"].numerator, found["online_active"].denominator) == (1, 2)


@pytest.mark.parametrize(
    ("facts", "by", "counts"),
    [
        ({"channel": "online"}, "postal", True),
        ({"channel": "postal", "fee": 8000, "fee_method": "online"}, "electronic", True),
        ({"channel": "online", "fee": 8000, "fee_method": "cash"}, "postal", False),
        ({"channel": "online", "fee": 8000, "fee_method": "exempt"}, "postal", True),
        ({"channel": "online", "fee": 8000, "fee_method": "none"}, "postal", False),
        ({"channel": "online"}, "counter", False),
        ({"channel": "direct"}, "postal", False),
        ({"channel": "online", "assisted_online": True}, "postal", False),
    ],
)
def test_contactless_is_without_any_visit(facts: dict[str, Any], by: str, counts: bool) -> None:
    assert parts("contactless", dossier(ready(), given_back(by), **facts)) == (int(counts), 1)


def test_contactless_needs_the_return() -> None:
    assert parts("contactless", dossier(ready(), channel="online")) == (0, 1)


def test_business_online_is_of_business_procedures_only() -> None:
    shop = dossier(procedure="shop", channel="online")
    assert parts("business_online", shop, dossier(procedure="shop"), dossier(channel="online")) == (1, 2)


def test_people_are_counted_once() -> None:
    one = object()
    histories = [
        dossier(person=one),
        dossier(person=one, channel="online"),
        dossier(),
        dossier(channel="online"),
    ]
    assert parts("people_online", *histories) == (2, 3)


def test_certified_copies_are_counted_by_copy() -> None:
    electronic = dossier(ready(electronic=True), procedure="copy", copies=2)
    paper = dossier(ready(), procedure="copy", copies=5)
    pending = dossier(procedure="copy", copies=9)
    assert parts("certified_electronic", electronic, paper, pending, dossier(ready(), copies=3)) == (2, 7)


def test_a_target_is_met_from_its_very_value_on() -> None:
    histories = [dossier(channel="online", procedure="plain"), dossier()]
    targets: dict[str, float | None] = {"online_simple": 50, "online_766": 50.01, "reused": None}
    tally = tally_of(histories, date(2026, 11, 23), date(2026, 11, 23), catalogue=MARKS, targets=targets)
    found = {one.key: one for one in tally.indicators}
    assert (found["online_simple"].rate, found["online_simple"].met) == (50.0, True)
    assert (found["online_766"].target, found["online_766"].met) == (50.01, False)
    assert (found["reused"].target, found["reused"].met) == (None, None)
    assert found["digitised"].met is None


def test_default_targets_are_the_full_point_thresholds() -> None:
    assert dict(DEFAULT_TARGETS) == {
        "online_766": 50, "digitised": 80, "reused": 80, "satisfied_766": 90, "procedures_online": 80,
    }  # fmt: skip


def test_an_indicator_is_written_with_the_contracts_keys() -> None:
    one = IndicatorValue(key="reused", numerator=1, denominator=3, rate=33.33, target=80, met=False)
    assert indicator_json(one) == {
        "key": "reused", "numerator": 1, "denominator": 3, "rate": 33.33, "target": 80, "met": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("level", "full", "part"),
    [("toàn trình", True, False), ("Một phần", False, True), ("còn lại", False, False)],
)
def test_the_online_level_is_read_without_marks_and_case(level: str, full: bool, part: bool) -> None:
    marks = marks_of(
        name="Đăng ký khai sinh", online_level=level, yields_paper=True, business=False, non_territorial=False
    )
    assert (marks.full, marks.part, marks.online) == (full, part, full or part)
    assert not marks.certifies_copies


def test_certifying_copies_is_known_by_name() -> None:
    marks = marks_of(
        name="Chứng thực bản sao từ bản chính giấy tờ, văn bản",
        online_level="một phần",
        yields_paper=True,
        business=False,
        non_territorial=False,
    )
    assert marks.certifies_copies
    assert replace(marks, certifies_copies=False) != marks
