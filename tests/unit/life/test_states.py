"""The one table of transitions against the contract's, written out a second time."""

from __future__ import annotations

import pytest

from desk.life.act import next_acts, verbs
from desk.life.states import TRANSITIONS, VERBS, allowed, is_lawful, sources, targets
from desk.rows import State

# Contract §2, the act table, and states.md §2 for what an online dossier in state 1 may get.
ARROWS = {
    "accept": {(1, 2)},
    "request-supplement": {(1, 5), (2, 5), (4, 5)},
    "supplement": {(5, 4), (5, 2)},
    "refuse": {(1, 3), (2, 3), (4, 3)},
    "hand-over": {(2, 4), (4, 4)},
    "await-payment": {(4, 6)},
    "paid": {(6, 4), *((one, one) for one in range(1, 11) if one != 6)},
    "result-ready": {(2, 9), (4, 9)},
    "extend": {(2, 2), (4, 4)},
    "return": {(9, 10)},
    "withdraw": {(2, 7), (4, 7), (5, 7), (6, 7)},
    "resume": {(7, 4)},
    "stop": {(4, 8), (5, 8), (7, 8)},
    "correct": {(10, 4), *((one, one) for one in range(1, 11))},
    "reconcile": {(one, one) for one in range(1, 11)},
    "rate": {(one, one) for one in (3, 8, 9, 10)},
    "note": {(one, one) for one in range(1, 11)},
}
STARRED = {
    "request-supplement": {"components", "reason"},
    "refuse": {"reason", "legal_basis"},
    "extend": {"due_at", "reason"},
    "stop": {"reason"},
    "correct": {"set", "reason"},
    "reconcile": {"official_code"},
    "rate": {"score"},
    "note": {"text"},
}


@pytest.mark.parametrize("verb", ARROWS)
def test_every_act_leads_where_the_contract_says_and_nowhere_else(verb: str) -> None:
    told = {(int(one.source), int(one.target)) for one in TRANSITIONS if one.verb == verb}

    assert told == ARROWS[verb]


def test_there_is_no_other_act() -> None:
    assert set(VERBS) == set(ARROWS) == set(verbs())


def test_no_row_stands_twice() -> None:
    rows = [(one.source, one.verb, one.target) for one in TRANSITIONS]

    assert len(rows) == len(set(rows))


@pytest.mark.parametrize("verb", ARROWS)
def test_every_starred_key_is_required(verb: str) -> None:
    assert set(verbs()[verb].required) == STARRED.get(verb, set())


@pytest.mark.parametrize("state", list(State))
def test_what_is_allowed_from_a_state_follows_from_the_arrows(state: State) -> None:
    wanted = {verb for verb, arrows in ARROWS.items() if state in {source for source, _ in arrows}}

    assert set(allowed(state)) == wanted
    assert next_acts(state) == allowed(state)
    for verb in ARROWS:
        assert (state in sources(verb)) == (verb in wanted) == bool(targets(verb, state))


def test_final_states_lead_nowhere_but_back_to_work_for_an_error_in_the_result() -> None:
    ways = {(int(one.source), int(one.target)) for one in TRANSITIONS if one.source in {3, 8, 10}}

    assert {(source, target) for source, target in ways if source != target} == {(10, 4)}


def test_a_result_cannot_be_withdrawn_or_refused() -> None:
    for state in (State.READY, State.RETURNED):
        assert not is_lawful(state, "withdraw", State.WITHDRAWING)
        assert not is_lawful(state, "refuse", State.REFUSED)


def test_the_first_way_is_the_usual_one() -> None:
    assert targets("supplement", State.SUPPLEMENT)[0] == State.PROCESSING


@pytest.mark.parametrize("verb", [one for one in ARROWS if one not in {"correct", "note"}])
def test_every_rule_names_its_law(verb: str) -> None:
    assert all("NĐ 118/2025/NĐ-CP" in one.basis for one in TRANSITIONS if one.verb == verb)


def test_short_cuts_are_single_letters_and_none_is_used_twice() -> None:
    keys = [verb.key for verb in verbs().values()]

    assert all(len(key) == 1 and key.isupper() for key in keys)
    assert len(set(keys)) == len(keys)
