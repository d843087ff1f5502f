"""The balance of II.06a: by hand, and against a naive recount of random histories."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.clock import LOCAL
from desk.errors import InputError
from desk.numbers.histories import DossierHistory, Step
from desk.numbers.history_load import period
from desk.numbers.tally import BALANCE_KEYS, NUMBER_KEYS, Tally, tally_of
from tests.unit.law import naive_tally

DAY = date(2026, 11, 23)
DUE = "2026-11-26T17:00"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


def step(moment: str, verb: str, state: int | None, **details: Any) -> Step:
    return Step(at=at(moment), verb=f"dossier.{verb}", state=state, details=details)


def dossier(*steps: Step, due: str | None = DUE, **facts: Any) -> DossierHistory:
    """A dossier received Monday 23/11/2026 at 09:00 and due Thursday 17:00, with further steps."""
    received = facts.pop("received_at", at("2026-11-23T09:00"))
    first = facts.pop("first_state", 2)
    start = Step(
        at=received,
        verb="dossier.received",
        state=first,
        details={"due_original": at(due) if due else None, **facts.pop("details", {})},
    )
    known = {"procedure": "1.1", "name": "Thủ tục", "field": "Hộ tịch", "channel": "direct", "code": "X"}
    return DossierHistory(received_at=received, steps=(start, *steps), **{**known, **facts})


def count(*dossiers: DossierHistory, first: str = "2026-11-23", last: str | None = None) -> Tally:
    return tally_of(dossiers, date.fromisoformat(first), date.fromisoformat(last or first))


def shown(tally: Tally) -> dict[str, int]:
    return {key: number for key, number in tally.total.items() if number and key in BALANCE_KEYS}


def test_an_empty_office_has_a_tally_of_zeros() -> None:
    empty = count()
    assert empty.rows == ()
    assert set(empty.total) == set(NUMBER_KEYS)
    assert not any(empty.total.values())


def test_a_new_dossier_is_received_and_pending_in_term() -> None:
    assert shown(count(dossier())) == {
        "received_total": 1, "received_other": 1, "pending_total": 1, "pending_in_term": 1,
    }  # fmt: skip
    online = count(dossier(channel="online"), dossier(channel="postal"))
    assert (online.total["received_online"], online.total["received_other"]) == (1, 1)


@pytest.mark.parametrize(
    ("ready", "how"),
    [
        ("2026-11-25T23:59:59", "early"),
        ("2026-11-26T00:00:00", "on_time"),
        ("2026-11-26T17:00:00", "on_time"),
        ("2026-11-26T17:00:01", "late"),
        ("2026-11-27T08:00:00", "late"),
    ],
)
def test_early_on_time_and_late_are_told_by_date_and_moment(ready: str, how: str) -> None:
    tally = count(dossier(step(ready, "result_ready", 9)), first="2026-11-23", last="2026-11-30")
    assert tally.total[f"settled_{how}"] == tally.total["settled_total"] == 1


def test_without_a_due_date_a_dossier_is_on_time_and_in_term() -> None:
    settled = count(dossier(step("2027-11-25T10:00", "result_ready", 9), due=None), last="2027-12-01")
    assert settled.total["settled_on_time"] == 1
    assert count(dossier(due=None), last="2027-12-01").total["pending_in_term"] == 1


def test_collecting_late_does_not_make_a_dossier_late() -> None:
    history = dossier(
        step("2026-11-25T10:00", "result_ready", 9), step("2026-12-20T10:00", "returned", 10, by="counter")
    )
    assert count(history, last="2026-12-31").total["settled_early"] == 1


def test_a_pending_dossier_is_late_from_the_end_of_its_due_day() -> None:
    history = dossier()
    assert count(history, first="2026-11-25").total["pending_in_term"] == 1
    assert count(history, first="2026-11-26").total["pending_late"] == 1


@pytest.mark.parametrize(("state", "late"), [(2, 1), (4, 1), (7, 1), (5, 0), (6, 0)])
def test_waiting_for_the_citizen_is_in_term_and_a_withdrawal_goes_by_its_date(state: int, late: int) -> None:
    tally = count(dossier(step("2026-11-24T08:00", "moved", state)), first="2026-12-10")
    assert tally.total["pending_late"] == late
    assert tally.total["pending_total"] == 1


def test_a_clock_not_started_is_in_term() -> None:
    waiting = dossier(details={"clock_start_at": None})
    assert count(waiting, first="2026-12-10").total["pending_in_term"] == 1
    later = dossier(details={"clock_start_at": at("2026-12-20T08:00")})
    assert count(later, first="2026-12-10").total["pending_in_term"] == 1
    assert count(later, first="2026-12-20").total["pending_late"] == 1


def test_carried_in_is_what_was_open_when_the_period_began() -> None:
    history = dossier(step("2026-11-25T10:00", "result_ready", 9))
    assert shown(count(history, first="2026-11-24")) == {
        "received_total": 1, "carried_in": 1, "pending_total": 1, "pending_in_term": 1,
    }  # fmt: skip
    assert shown(count(history, first="2026-11-25")) == {
        "received_total": 1, "carried_in": 1, "settled_total": 1, "settled_early": 1,
    }  # fmt: skip
    assert shown(count(history, first="2026-11-26")) == {}
    assert shown(count(history, first="2026-11-20")) == {}


def test_refused_and_stopped_dossiers_are_settled_then() -> None:
    tally = count(
        dossier(step("2026-11-24T08:00", "refused", 3)),
        dossier(step("2026-11-30T08:00", "stopped", 8)),
        last="2026-12-01",
    )
    assert (tally.total["settled_early"], tally.total["settled_late"]) == (1, 1)
    assert (tally.total["refused"], tally.total["stopped"]) == (1, 1)


@pytest.mark.parametrize("state", [1, 5])
def test_a_dossier_never_accepted_is_not_counted(state: int) -> None:
    asked = step("2026-11-23T09:00", "supplement_requested", state)
    assert shown(count(dossier(asked, first_state=state, due=None))) == {}
    refused = dossier(step("2026-11-24T09:00", "refused", 3), first_state=state, due=None)
    assert shown(count(refused, last="2026-11-30")) == {}


def test_a_dossier_sent_back_for_papers_counts_from_its_acceptance() -> None:
    history = dossier(
        step("2026-11-23T09:00", "supplement_requested", 5),
        step("2026-11-25T10:00", "supplemented", 2, due_original=at("2026-11-30T17:00")),
        first_state=5,
        due=None,
        details={"clock_start_at": None},
    )
    assert shown(count(history, first="2026-11-23", last="2026-11-24")) == {}
    assert count(history, first="2026-11-25").total["received_other"] == 1
    assert count(history, first="2026-11-26").total["carried_in"] == 1
    assert count(history, first="2026-12-01").total["pending_late"] == 1


def test_after_a_supplement_the_new_term_is_the_original_one() -> None:
    history = dossier(
        step("2026-11-24T09:00", "supplement_requested", 5),
        step("2026-12-01T09:00", "supplemented", 4, due_original=at("2026-12-04T17:00")),
        step("2026-12-04T16:00", "result_ready", 9),
    )
    assert count(history, last="2026-12-31").total["settled_on_time"] == 1


def test_an_extension_does_not_move_the_judgement() -> None:
    history = dossier(
        step("2026-11-25T09:00", "extended", 4, due_current=at("2026-12-04T17:00")),
        step("2026-12-01T16:00", "result_ready", 9),
    )
    tally = count(history, last="2026-12-31")
    assert (tally.total["settled_late"], tally.total["late_with_apology"]) == (1, 1)


def test_resume_reopens_and_the_new_ending_counts() -> None:
    history = dossier(
        step("2026-11-24T08:00", "stopped", 8),
        step("2026-11-27T08:00", "resumed", 4),
        step("2026-11-30T08:00", "result_ready", 9),
    )
    assert count(history, first="2026-11-25").total["received_total"] == 0
    assert shown(count(history, first="2026-11-27")) == {
        "received_total": 1, "carried_in": 1, "pending_total": 1, "pending_late": 1,
    }  # fmt: skip
    assert count(history, first="2026-11-28").total["carried_in"] == 1
    assert count(history, first="2026-11-30").total["settled_late"] == 1


def test_a_dossier_reopened_and_settled_within_one_period_is_carried_in() -> None:
    history = dossier(
        step("2026-11-24T08:00", "stopped", 8),
        step("2026-11-27T08:00", "resumed", 4),
        step("2026-11-27T15:00", "result_ready", 9),
    )
    assert shown(count(history, first="2026-11-27")) == {
        "received_total": 1, "carried_in": 1, "settled_total": 1, "settled_late": 1,
    }  # fmt: skip


def test_correcting_a_result_does_not_reopen() -> None:
    history = dossier(
        step("2026-11-25T10:00", "result_ready", 9),
        step("2026-11-25T11:00", "returned", 10, by="counter"),
        step("2026-12-02T10:00", "corrected", 4),
        step("2026-12-04T10:00", "result_ready", 9),
    )
    assert shown(count(history, first="2026-12-02")) == {}
    assert shown(count(history, first="2026-12-04")) == {}
    assert count(history, last="2026-12-31").total["settled_early"] == 1


def test_a_clock_set_back_changes_no_order() -> None:
    """The log says: received, ready on the 26th by a wrong clock, returned on the 24th by the right one."""
    history = dossier(
        step("2026-11-26T10:00", "result_ready", 9), step("2026-11-24T10:00", "returned", 10, by="postal")
    )
    assert count(history, first="2026-11-24").total["settled_early"] == 1
    assert count(history, first="2026-11-24").total["returned_postal"] == 1
    assert count(history, last="2026-11-30").total["settled_on_time"] == 1


def test_a_step_before_reception_by_a_clock_set_back_counts_nothing_before_it() -> None:
    history = dossier(step("2026-11-20T10:00", "result_ready", 9))
    assert shown(count(history, first="2026-11-20")) == {}
    assert count(history).total["received_total"] == 1


def test_rows_are_sorted_by_procedure_name_and_field() -> None:
    tally = count(
        dossier(procedure="2.1", name="B", field="Đất đai"),
        dossier(procedure="", name="Ă", field="Chứng thực"),
        dossier(procedure="", name="A", field="Hộ tịch"),
        dossier(procedure="2.1", name="B", field="Chứng thực"),
        dossier(procedure="2.1", name="A", field="Hộ tịch"),
    )
    assert [(row["procedure"], row["name"], row["field"]) for row in tally.rows] == [
        ("", "A", "Hộ tịch"), ("", "Ă", "Chứng thực"), ("2.1", "A", "Hộ tịch"), ("2.1", "B", "Chứng thực"),
        ("2.1", "B", "Đất đai"),
    ]  # fmt: skip
    assert [row["field"] for row in tally.by_field] == ["Chứng thực", "Hộ tịch", "Đất đai"]


def test_a_return_of_an_earlier_result_is_told_outside_the_balance() -> None:
    history = dossier(
        step("2026-11-23T10:00", "result_ready", 9), step("2026-11-25T10:00", "returned", 10, by="electronic")
    )
    tally = count(history, first="2026-11-25")
    assert shown(tally) == {}
    assert (tally.total["returned"], tally.total["returned_electronic"]) == (1, 1)


def test_further_columns_are_counted_beside_the_balance() -> None:
    tally = count(
        dossier(step("2026-11-23T10:00", "supplement_requested", 5), assisted_online=True, channel="online"),
        dossier(step("2026-11-23T10:00", "withdrawn", 7), fee=15000, fee_method="cash"),
        dossier(fee=8000, fee_method="online", details={"digitised": 2, "reused": 1}),
        dossier(step("2026-11-23T11:00", "paid", None, amount=5000, method="online"), fee=0),
    )
    picked = {key: tally.total[key] for key in (
        "supplement_waiting", "withdrawn", "received_assisted", "received_direct", "digitised_component",
        "reused_data", "fee_dossiers", "fee_paid_online", "fee_paid_cash", "fee_amount",
    )}  # fmt: skip
    assert picked == {
        "supplement_waiting": 1, "withdrawn": 1, "received_assisted": 1, "received_direct": 3,
        "digitised_component": 1, "reused_data": 1, "fee_dossiers": 3, "fee_paid_online": 2,
        "fee_paid_cash": 1, "fee_amount": 28000,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last"),
    [("2026-11-24", "2026-11-23"), ("1000-01-01", "2026-11-23"), ("2026-11-23", "9999-12-31")],
)
def test_an_impossible_period_is_refused(first: str, last: str) -> None:
    with pytest.raises(InputError, match=r"tally\.bad_period"):
        period(date.fromisoformat(first), date.fromisoformat(last))


# Random histories: any verb after any state, moments that may run backwards.
START = at("2026-11-16T00:00")
VERBS = {
    "receive": "received", "supplement": "supplemented", "ask": "supplement_requested", "stop": "stopped",
    "ready": "result_ready", "return": "returned", "resume": "resumed", "correct": "corrected",
    "refuse": "refused", "pay": "payment_awaited", "withdraw": "withdrawn",
}  # fmt: skip
moments = st.integers(0, 20 * 24 * 12).map(lambda fives: START + timedelta(minutes=5 * fives))
dues = st.none() | moments
moves = st.tuples(moments, st.sampled_from(sorted(set(VERBS) - {"receive"})), st.integers(1, 10), dues)


@st.composite
def plain_dossiers(draw: st.DrawFn) -> dict[str, Any]:
    received = draw(moments)
    due = draw(dues)
    first = (received, "receive", draw(st.sampled_from([2, 2, 2, 1, 5, 4, 9, 10, 3, 8])), due)
    later = draw(st.lists(moves, max_size=6))
    if draw(st.booleans()):
        later.sort(key=lambda move: move[0])
    return {
        "procedure": draw(st.sampled_from(["", "1.1", "2.2"])),
        "name": draw(st.sampled_from(["Một", "Hai"])),
        "field": draw(st.sampled_from(["Hộ tịch", "Chứng thực"])),
        "channel": draw(st.sampled_from(["direct", "online", "postal"])),
        "received_at": received,
        "steps": [first, *later],
    }


def as_history(plain: dict[str, Any]) -> DossierHistory:
    steps = tuple(
        Step(at=moment, verb=f"dossier.{VERBS[verb]}", state=state, details={"due_original": due})
        for moment, verb, state, due in plain["steps"]
    )
    facts = {key: plain[key] for key in ("procedure", "name", "field", "channel", "received_at")}
    return DossierHistory(code="X", steps=steps, **facts)


days = st.integers(-1, 22).map(lambda number: START.date() + timedelta(days=number))


@settings(max_examples=120)
@given(st.lists(plain_dossiers(), max_size=12), days, st.integers(0, 12))
def test_the_count_agrees_with_a_naive_recount_and_balances(
    plain: list[dict[str, Any]], first: date, length: int
) -> None:
    last = first + timedelta(days=length)
    tally = tally_of([as_history(one) for one in plain], first, last)
    counted = {
        (row["procedure"], row["name"], row["field"]): {key: row[key] for key in BALANCE_KEYS}
        for row in tally.rows
    }
    expected = naive_tally.recount(plain, first, last)
    assert {place: row for place, row in counted.items() if any(row.values())} == expected
    for row in (*tally.rows, *tally.by_field, tally.total):
        assert row["received_total"] == row["settled_total"] + row["pending_total"]
        assert row["received_total"] == row["received_online"] + row["received_other"] + row["carried_in"]
        assert row["settled_total"] == row["settled_early"] + row["settled_on_time"] + row["settled_late"]
        assert row["pending_total"] == row["pending_in_term"] + row["pending_late"]
    for key in NUMBER_KEYS:
        assert (
            tally.total[key] == sum(row[key] for row in tally.rows) == sum(row[key] for row in tally.by_field)
        )


@given(
    st.lists(
        plain_dossiers().filter(lambda one: "resume" not in [move[1] for move in one["steps"]]), max_size=8
    ),
    days,
)
def test_what_one_day_leaves_pending_the_next_day_carries_in(plain: list[dict[str, Any]], day: date) -> None:
    for one in plain:
        one["steps"].sort(key=lambda move: move[0])
        one["received_at"] = one["steps"][0][0]
    histories = [as_history(one) for one in plain if one["steps"][0][1] == "receive"]
    histories = [one for one in histories if all(step.state != 1 for step in one.steps[1:])]
    today, tomorrow = (
        tally_of(histories, day, day),
        tally_of(histories, day + timedelta(days=1), day + timedelta(days=1)),
    )
    assert tomorrow.total["carried_in"] == today.total["pending_total"]
