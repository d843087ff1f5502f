"""Acts that put the record right or stand beside it: correction, official numbers, ratings, notes."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from desk.clock import parse_moment
from desk.errors import InputError
from desk.finding.find import find
from desk.life.act import act, commit_act
from desk.life.show import show
from desk.numbers.tally import tally
from desk.office.opened import Office
from desk.record.checking import check
from desk.rows import State
from tests.integration.life.conftest import receive

OpenAt = Callable[..., Office]
WHY = {"reason": "Ghi nhầm khi tiếp nhận NGUYỄN THỬ"}
OFFICIAL = "000.00.99.H19-261123-0042"


def refused(office: Office, code: str, verb: str, payload: dict[str, Any]) -> InputError:
    before = show(office, code)
    with pytest.raises(InputError) as caught:
        act(office, code, verb, payload)
    assert show(office, code) == before
    return caught.value


@pytest.fixture
def code(office: Office) -> str:
    return receive(office, phone="0999118264", fee={"amount": 15000, "method": "none"})


class TestCorrection:
    def test_old_and_new_stand_beside_the_log_which_names_fields_only(
        self, office: Office, code: str
    ) -> None:
        given = {
            "full_name": "NGUYỄN VĂN THỬ", "id_number": "999090005678", "birth_date": "1990-03-05",
            "sex": "male", "address": "1 đường Mẫu", "phone": "0999 000 111", "email": "thu@example.vn",
            "note": "gửi tại quầy 2", "return_by": "postal", "copies": 2, "answers": {"mục đích": "đi làm"},
            "fee_amount": 20000,
        }  # fmt: skip
        commit_act(office, code, "correct", {"set": given, **WHY})

        view = show(office, code)
        assert (view.applicant_name, view.id_number, view.sex) == ("NGUYỄN VĂN THỬ", "999090005678", "male")
        assert (view.birth_date, view.phone) == (date(1990, 3, 5), "0999000111")
        assert (view.return_by, view.copies, view.fee_amount) == ("postal", 2, 20000)
        assert {one.field for one in view.corrections} == set(given)
        by_field = {one.field: (one.old, one.new) for one in view.corrections}
        assert by_field["full_name"] == ("NGUYỄN VĂN MẪU", "NGUYỄN VĂN THỬ")
        assert by_field["phone"] == ("0999118264", "0999000111")
        assert by_field["birth_date"] == (None, "1990-03-05")
        assert view.events[-1].details["fields"] == sorted(given)
        assert [one.text for one in view.remarks] == [WHY["reason"]]
        told = json.dumps([dict(one.details) for one in view.events], ensure_ascii=False)
        assert "THỬ" not in told
        assert "999090005678" not in told
        assert check(office).ok

    def test_the_new_name_and_number_are_found_from_now_on(self, office: Office, code: str) -> None:
        commit_act(
            office, code, "correct", {"set": {"full_name": "ĐỖ THỊ THỬ", "phone": "0999777555"}, **WHY}
        )

        assert [one.code for one in find(office, "do thi thu").matches] == [code]
        assert [one.code for one in find(office, "7555").matches] == [code]

    @pytest.mark.parametrize(
        "given",
        [
            {"applicant": {"phone": "0999000111"}, "fee": {"amount": 20000}},
            {"applicant.phone": "0999000111", "fee.amount": 20000},
            {"phone": "0999000111", "fee_amount": 20000},
        ],
    )
    def test_fields_may_be_given_flat_or_nested(
        self, office: Office, code: str, given: dict[str, Any]
    ) -> None:
        commit_act(office, code, "correct", {"set": given, **WHY})

        view = show(office, code)
        assert (view.phone, view.fee_amount) == ("0999000111", 20000)

    def test_whose_dossier_it_is_can_be_put_right_and_taken_away(self, office: Office, code: str) -> None:
        owner = {"full_name": "TRẦN THỊ MẪU", "id_number": "999190001111", "relation": "mẹ"}
        commit_act(office, code, "correct", {"set": {"on_behalf_of": owner}, **WHY})
        assert dict(show(office, code).on_behalf_of or {})["relation"] == "mẹ"
        assert [one.code for one in find(office, "tran thi mau").matches] == [code]

        commit_act(office, code, "correct", {"set": {"on_behalf_of": None}, **WHY})
        assert show(office, code).on_behalf_of is None
        assert find(office, "tran thi mau").matches == ()
        assert check(office).ok

    @pytest.mark.parametrize(
        ("given", "key"),
        [
            ({"shoe_size": 42}, "set.shoe_size"),
            ({"procedure": "T.1"}, "set.procedure"),
            ({"received_at": "2026-01-01"}, "set.received_at"),
            ({"phone": "0999000111", "birth_date": "1990-02-30"}, "set.birth_date"),
            ({"id_number": "12"}, "set.id_number"),
            ({"phone": "gọi sau"}, "set.phone"),
            ({"full_name": ""}, "set.full_name"),
            ({"full_name": 7}, "set.full_name"),
            ({"return_by": "drone"}, "set.return_by"),
            ({"copies": 0}, "set.copies"),
            ({"fee_amount": -5}, "set.fee_amount"),
            ({"fee_method": "cash"}, "set.fee_method"),
            ({"result_number": "7"}, "set.result_number"),
            ("phone", "set"),
            ({}, "set"),
        ],
    )
    def test_an_unknown_field_or_a_bad_value_is_refused_whole(
        self, office: Office, code: str, given: Any, key: str
    ) -> None:
        failure = refused(office, code, "correct", {"set": given, **WHY})

        assert (failure.code, failure.details["key"]) == ("act.bad_value", key)

    def test_a_paid_fee_is_no_matter_of_correction(self, office: Office, code: str) -> None:
        commit_act(office, code, "paid")

        assert refused(office, code, "correct", {"set": {"fee_amount": 1}, **WHY}).code == "act.bad_value"

    def test_nothing_different_is_nothing_done(self, office: Office, code: str) -> None:
        given = {"phone": "0999 118 264", "full_name": "NGUYỄN VĂN MẪU"}

        assert refused(office, code, "correct", {"set": given, **WHY}).code == "correct.nothing"

    def test_it_may_be_done_in_every_state_and_keeps_it(self, office: Office, code: str) -> None:
        commit_act(office, code, "refuse", {"reason": "x", "legal_basis": "y"})

        done = commit_act(office, code, "correct", {"set": {"phone": "0999000111"}, **WHY})

        assert done.state == State.REFUSED


class TestErrorInTheResult:
    def test_goes_back_to_work_for_three_working_days(self, open_at: OpenAt, code: str) -> None:
        commit_act(open_at("2026-11-25T08:00"), code, "result-ready")
        commit_act(open_at("2026-11-25T09:00"), code, "return")
        office = open_at("2026-11-30T09:00")

        done = commit_act(office, code, "correct", {"set": {}, "result_error": True, **WHY})

        view = show(office, code)
        assert (done.state, done.due_at) == (State.PROCESSING, parse_moment("2026-12-03T17:00"))
        assert view.clock["due_original"] == parse_moment("2026-11-27T17:00")
        assert view.clock["finished_at"] == parse_moment("2026-11-25T08:00")
        assert view.clock["returned_at"] is None
        assert "result_fix" in {one.key for one in view.countdowns}
        assert check(office).ok

    def test_the_first_settling_moment_stands(self, open_at: OpenAt, code: str) -> None:
        commit_act(open_at("2026-11-25T08:00"), code, "result-ready")
        commit_act(open_at("2026-11-25T09:00"), code, "return")
        commit_act(open_at("2026-11-30T09:00"), code, "correct", {"set": {}, "result_error": True, **WHY})

        commit_act(open_at("2026-12-10T09:00"), code, "result-ready", {"result": {"number": "2"}})
        commit_act(open_at("2026-12-10T10:00"), code, "return")

        view = show(open_at("2026-12-10T10:00"), code)
        assert view.clock["finished_at"] == parse_moment("2026-11-25T08:00")
        assert view.clock["returned_at"] == parse_moment("2026-12-10T10:00")
        total = tally(open_at("2026-12-10T10:00"), date(2026, 11, 1), date(2026, 12, 31)).total
        assert (total["settled_early"], total["settled_late"]) == (1, 0)

    def test_only_a_returned_result_can_have_one(self, office: Office, code: str) -> None:
        failure = refused(office, code, "correct", {"set": {}, "result_error": True, **WHY})

        assert failure.code == "act.wrong_state"

    def test_going_on_after_a_withdrawal_reopens_it(self, open_at: OpenAt, code: str) -> None:
        commit_act(open_at("2026-11-25T08:00"), code, "result-ready")
        commit_act(open_at("2026-11-25T09:00"), code, "return")
        commit_act(open_at("2026-11-30T09:00"), code, "correct", {"set": {}, "result_error": True, **WHY})
        commit_act(open_at("2026-11-30T10:00"), code, "withdraw")
        commit_act(open_at("2026-11-30T11:00"), code, "resume")

        office = open_at("2026-12-01T09:00")
        assert show(office, code).clock["finished_at"] is None
        assert tally(office, date(2026, 11, 1), date(2026, 12, 1)).total["pending_late"] == 1


class TestReconciliation:
    def test_both_numbers_find_the_dossier_and_papers_keep_theirs(self, office: Office, code: str) -> None:
        done = commit_act(office, code, "reconcile", {"official_code": OFFICIAL.lower()})

        view = show(office, OFFICIAL)
        assert (done.code, view.code, view.official_code) == (code, code, OFFICIAL)
        assert not view.provisional
        assert view.side.sync == "reconciled"
        assert commit_act(office, OFFICIAL, "note", {"text": "x"}).code == code
        assert {one.code for one in find(office, OFFICIAL).matches} == {code}
        assert tally(office, date(2026, 11, 1), date(2026, 11, 30)).indicators

    def test_a_number_mistyped_once_is_still_found(self, office: Office, code: str) -> None:
        commit_act(office, code, "reconcile", {"official_code": OFFICIAL})
        right = "000.00.99.H19-261123-0043"
        commit_act(office, code, "reconcile", {"official_code": right})

        assert show(office, OFFICIAL).code == show(office, right).code == code
        assert [(one.field, one.old, one.new) for one in show(office, code).corrections] == [
            ("official_code", OFFICIAL, right)
        ]
        other = receive(office)
        assert refused(office, other, "reconcile", {"official_code": OFFICIAL}).code == "official_code.taken"

    def test_a_number_already_used_is_refused(self, office: Office, code: str) -> None:
        other = receive(office)
        commit_act(office, other, "reconcile", {"official_code": OFFICIAL})

        for taken in (OFFICIAL, other, code):
            failure = refused(office, code, "reconcile", {"official_code": taken})
            assert failure.code == "official_code.taken"

    def test_an_unusual_number_is_taken_and_told(self, office: Office, code: str) -> None:
        done = commit_act(office, code, "reconcile", {"official_code": "CU-2026-7"})

        assert {one.code for one in done.warnings} == {"code.unusual_official"}

    @pytest.mark.parametrize("bad", ["a..b", "x y", "-1", "é", 7, "A" * 90])
    def test_what_no_number_can_be_is_refused(self, office: Office, code: str, bad: Any) -> None:
        failure = refused(office, code, "reconcile", {"official_code": bad})

        assert (failure.code, failure.details["key"]) == ("act.bad_value", "official_code")

    def test_a_real_offices_provisional_number_becomes_known(self, office: Office, code: str) -> None:
        with office.write("test.provisional") as uow:
            from models.tables import Dossier

            uow.session.query(Dossier).filter(Dossier.code == code).update(
                {"code": "TAM-2-261123-0001", "provisional": True}
            )
            uow.commit()

        done = commit_act(office, "tam-2-261123-0001", "reconcile", {"official_code": OFFICIAL})

        assert done.code == "TAM-2-261123-0001"
        assert not show(office, "TAM-2-261123-0001").provisional
        assert show(office, OFFICIAL).code == "TAM-2-261123-0001"


class TestRatingAndNote:
    def test_a_rating_waits_for_an_end(self, office: Office, code: str) -> None:
        assert refused(office, code, "rate", {"score": 5}).code == "act.wrong_state"
        commit_act(office, code, "result-ready")

        commit_act(office, code, "rate", {"score": 4, "by": "clerk"})

        view = show(office, code)
        assert view.rating == 4
        assert view.events[-1].details["score"] == 4
        assert view.state == State.READY

    @pytest.mark.parametrize("score", [0, 6, "5", 4.5, True])
    def test_a_score_is_a_whole_number_from_one_to_five(self, office: Office, code: str, score: Any) -> None:
        commit_act(office, code, "result-ready")

        failure = refused(office, code, "rate", {"score": score})
        assert (failure.code, failure.details["key"]) == ("act.bad_value", "score")

    def test_the_words_of_a_note_stay_out_of_the_log(self, office: Office, code: str) -> None:
        words = "Gọi lại cho bà TRẦN THỊ MẪU sau 15 giờ"

        commit_act(office, code, "note", {"text": words})

        view = show(office, code)
        assert [one.text for one in view.remarks] == [words]
        assert view.events[-1].verb == "dossier.noted"
        assert "MẪU" not in str(dict(view.events[-1].details))

    def test_an_empty_note_is_none(self, office: Office, code: str) -> None:
        failure = refused(office, code, "note", {"text": "   "})

        assert (failure.code, failure.details["key"]) == ("act.missing_key", "text")


def test_the_same_command_id_corrects_once(office: Office, code: str) -> None:
    payload = {"set": {"phone": "0999000111"}, **WHY}

    first = act(office, code, "correct", payload, command_id="one")
    again = act(office, code, "correct", payload, command_id="one")

    assert (first.event_seq, again.repeated) == (again.event_seq, True)
    assert len(show(office, code).corrections) == 1


def test_a_repeated_act_answers_its_papers_and_prints_what_was_lost(office: Office, code: str) -> None:
    law = {"reason": "x", "legal_basis": "y"}
    (paper,) = act(office, code, "refuse", law, command_id="two").printed
    paper.unlink()

    again = act(office, code, "refuse", law, command_id="two")

    assert again.printed == (paper,)
    assert paper.is_file()
