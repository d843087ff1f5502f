"""Acts that move or end the clock: payment, extension, withdrawal, stop, refusal, hand-over, acceptance."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from desk.clock import parse_moment
from desk.errors import InputError
from desk.life.act import act, commit_act
from desk.life.show import show
from desk.office.opened import Office
from desk.office.settings import change
from desk.rows import State
from tests.integration.life.conftest import receive
from tests.integration.life.play import ELSEWHERE

OpenAt = Callable[..., Office]


def refused(office: Office, code: str, verb: str, payload: dict[str, Any] | None = None) -> InputError:
    before = show(office, code)
    with pytest.raises(InputError) as caught:
        act(office, code, verb, payload)
    assert show(office, code) == before
    return caught.value


def codes(done: Any) -> set[str]:
    return {one.code for one in done.warnings}


@pytest.fixture
def working(office: Office) -> str:
    """A dossier of three working days from Monday 23/11 09:41, handed over; due Friday 27/11 17:00."""
    code = receive(office, fee={"amount": 15000, "method": "none"})
    commit_act(office, code, "hand-over")
    return code


class TestPayment:
    def test_both_dates_move_by_the_working_days_waited(self, open_at: OpenAt, working: str) -> None:
        commit_act(open_at("2026-11-26T09:00"), working, "await-payment", {"amount": 50_000})

        done = commit_act(open_at("2026-12-01T15:00"), working, "paid", {"method": "online"})

        # Thursday to Tuesday: Friday, Monday, Tuesday are worked; due moves from Friday by three.
        view = show(open_at("2026-12-01T15:00"), working)
        assert (done.state, done.due_at) == (State.PROCESSING, parse_moment("2026-12-02T17:00"))
        assert view.clock["due_original"] == parse_moment("2026-12-02T17:00")
        assert view.events[-1].details["due_original"] == "2026-12-02T17:00:00+07:00"
        assert (view.fee_amount, view.fee_method, view.fee_paid) == (50_000, "online", True)

    def test_money_on_the_same_date_moves_nothing(self, open_at: OpenAt, working: str) -> None:
        commit_act(open_at("2026-11-26T07:30"), working, "await-payment")

        done = commit_act(open_at("2026-11-26T16:59"), working, "paid")

        assert done.due_at == parse_moment("2026-11-27T17:00")

    def test_hour_terms_move_by_office_minutes(self, open_at: OpenAt) -> None:
        office = open_at("2026-11-25T08:00")
        code = receive(office, procedure="T.4")  # five hours from 08:00: 15:00
        commit_act(office, code, "hand-over")
        assert show(office, code).due_at == parse_moment("2026-11-25T15:00")

        commit_act(open_at("2026-11-25T11:00"), code, "await-payment")
        done = commit_act(open_at("2026-11-25T14:10"), code, "paid")

        assert done.due_at == parse_moment("2026-11-25T16:10")  # 30 minutes of the morning and 40 after lunch

    def test_an_extension_moves_along(self, open_at: OpenAt, working: str) -> None:
        extend = {"due_at": "2026-12-02T10:00", "reason": "việc khó"}
        commit_act(open_at("2026-11-25T08:00"), working, "extend", extend)
        commit_act(open_at("2026-11-26T08:00"), working, "await-payment")

        done = commit_act(open_at("2026-11-27T08:00"), working, "paid")

        assert done.due_at == parse_moment("2026-12-03T10:00")
        assert show(open_at(), working).clock["due_original"] == parse_moment("2026-11-30T17:00")

    def test_paid_elsewhere_records_money_only(self, office: Office, working: str) -> None:
        before = show(office, working)

        done = commit_act(office, working, "paid", {"amount": 15_000, "method": "cash", "receipt_no": "BL-7"})

        view = show(office, working)
        assert (done.state, done.due_at) == (State.PROCESSING, before.due_at)
        assert view.fee_paid
        assert view.side.finance == "paid"
        assert view.events[-1].details["receipt_no"] == "BL-7"
        assert "due_original" not in view.events[-1].details

    def test_a_clock_set_back_while_it_waited_moves_no_date_back(self, open_at: OpenAt, working: str) -> None:
        commit_act(open_at("2026-11-26T09:00"), working, "await-payment")

        assert commit_act(open_at("2026-11-24T09:00"), working, "paid").due_at == parse_moment(
            "2026-11-27T17:00"
        )

    @pytest.mark.parametrize(
        ("payload", "key"),
        [({"amount": -1}, "amount"), ({"amount": 1.5}, "amount"), ({"method": "shells"}, "method"),
         ({"amount": 5, "method": "exempt"}, "method"), ({"receipt_no": 7}, "receipt_no")],
    )  # fmt: skip
    def test_bad_money_is_refused_and_named(
        self, office: Office, working: str, payload: dict[str, Any], key: str
    ) -> None:
        failure = refused(office, working, "paid", payload)

        assert (failure.code, failure.details["key"]) == ("act.bad_value", key)

    def test_only_a_dossier_in_work_may_wait_for_money(self, office: Office) -> None:
        assert refused(office, receive(office), "await-payment").code == "act.wrong_state"


NEW = {"due_at": "2026-12-01T17:00", "reason": "Chờ xác minh"}


class TestExtension:
    def test_moves_the_present_date_only_and_prints_the_apology(self, open_at: OpenAt, working: str) -> None:
        office = open_at("2026-11-25T08:00")

        done = act(office, working, "extend", NEW)

        view = show(office, working)
        assert (done.state, done.due_at) == (State.PROCESSING, parse_moment("2026-12-01T17:00"))
        assert view.clock["due_original"] == parse_moment("2026-11-27T17:00")
        assert [file.name for file in done.printed] == [f"{working}_vb_xin_loi.pdf"]
        assert codes(done) == set()
        details = view.events[-1].details
        assert (details["due_before"], details["reason"]) == ("2026-11-27T17:00:00+07:00", "Chờ xác minh")
        assert "due_original" not in details

    @pytest.mark.parametrize(
        "due_at",
        ["2026-11-27T17:00", "2026-11-26T17:00", "2026-11-20T08:00", "2028-11-27T17:01", "9998-01-01", "mai"],
    )
    def test_a_date_outside_reason_is_refused(self, office: Office, working: str, due_at: str) -> None:
        failure = refused(office, working, "extend", {**NEW, "due_at": due_at})

        assert (failure.code, failure.details["key"]) == ("act.bad_value", "due_at")

    def test_a_late_dossier_gets_a_date_after_now(self, open_at: OpenAt, working: str) -> None:
        office = open_at("2026-12-02T08:00")

        assert refused(office, working, "extend", NEW).details["key"] == "due_at"
        done = commit_act(office, working, "extend", {**NEW, "due_at": "2026-12-03T17:00"})
        assert "extend.told_late" in codes(done)

    def test_less_than_one_day_ahead_is_done_and_told(self, open_at: OpenAt, working: str) -> None:
        in_time = open_at("2026-11-26T17:00")
        again = {**NEW, "due_at": "2026-12-02T17:00", "override": {"reason": "x", "role": "head"}}

        assert "extend.told_late" not in codes(commit_act(in_time, working, "extend", NEW))
        assert "extend.told_late" in codes(commit_act(open_at("2026-11-30T17:01"), working, "extend", again))

    def test_outside_office_hours_and_beyond_the_decided_calendar_is_told(
        self, office: Office, working: str
    ) -> None:
        assert "extend.not_worked" in codes(
            commit_act(office, working, "extend", {**NEW, "due_at": "2026-12-05T10:00"})
        )
        more = {"due_at": "2027-01-04T17:00", "reason": "x", "override": {"reason": "x", "role": "admin"}}
        assert codes(commit_act(office, working, "extend", more)) == {"calendar.unconfirmed_year"}

    def test_a_bare_date_means_closing_time(self, office: Office, working: str) -> None:
        done = commit_act(office, working, "extend", {**NEW, "due_at": "2026-12-01"})

        assert done.due_at == parse_moment("2026-12-01T17:00")

    def test_a_second_one_needs_somebody_who_allows_it(self, office: Office, working: str) -> None:
        commit_act(office, working, "extend", NEW)
        again = {**NEW, "due_at": "2026-12-02T17:00"}

        assert refused(office, working, "extend", again).details["key"] == "override"
        bad = {**again, "override": {"reason": "x", "role": "clerk"}}
        assert refused(office, working, "extend", bad).details["key"] == "override.role"
        done = commit_act(office, working, "extend", {**again, "override": {"reason": "x", "role": "head"}})
        assert done.due_at == parse_moment("2026-12-02T17:00")

    def test_without_a_date_there_is_nothing_to_move(self, office: Office) -> None:
        assert refused(office, receive(office, procedure="T.5"), "extend", NEW).code == "extend.no_due"


class TestWithdrawalAndStop:
    def test_a_withdrawal_keeps_the_date_and_a_resumption_goes_on(
        self, open_at: OpenAt, working: str
    ) -> None:
        commit_act(open_at("2026-11-25T08:00"), working, "withdraw", {"reason": "không cần nữa"})
        assert [one.key for one in show(open_at("2026-11-25T08:00"), working).countdowns] == ["due"]

        done = act(open_at("2026-11-30T08:00"), working, "resume")

        assert (done.state, done.due_at) == (State.PROCESSING, parse_moment("2026-11-27T17:00"))
        assert codes(done) == {"resume.due_passed"}
        assert done.printed == ()

    def test_withdrawing_ends_an_open_pause(self, open_at: OpenAt, working: str) -> None:
        commit_act(open_at("2026-11-25T08:00"), working, "await-payment")
        commit_act(open_at("2026-11-26T08:00"), working, "withdraw")

        (pause,) = show(open_at("2026-11-26T09:00"), working).clock["pauses"]
        assert pause["to"] == parse_moment("2026-11-26T08:00")

    def test_a_dossier_never_accepted_starts_its_clock_when_it_goes_on(self, open_at: OpenAt) -> None:
        asked = {"components": [{"no": 2}], "reason": "thiếu"}
        code = receive(open_at(), supplement=asked)
        commit_act(open_at("2026-11-25T08:00"), code, "withdraw")

        done = act(open_at("2026-11-26T08:00"), code, "resume")

        view = show(open_at("2026-11-26T08:00"), code)
        assert (done.state, done.due_at) == (State.PROCESSING, parse_moment("2026-12-01T17:00"))
        assert view.clock["start_at"] == parse_moment("2026-11-26T08:00")
        assert view.register
        assert [file.name for file in done.printed] == [f"{code}_giay_tiep_nhan.pdf"]

    def test_a_stop_needs_its_reason_and_names_the_law_by_where_the_dossier_stood(
        self, open_at: OpenAt, working: str
    ) -> None:
        commit_act(open_at("2026-11-25T08:00"), working, "withdraw")
        office = open_at("2026-11-25T09:00")
        assert refused(office, working, "stop", {}).details["key"] == "reason"

        done = act(office, working, "stop", {"reason": "Theo đề nghị của người nộp"})

        view = show(office, working)
        assert done.state == State.STOPPED
        assert [file.name for file in done.printed] == [f"{working}_tb_dung.pdf"]
        assert "Điều 21" in view.events[-1].details["legal_basis"]
        assert view.clock["ended_at"] == parse_moment("2026-11-25T09:00")
        assert view.clock["finished_at"] is None
        assert view.countdowns == ()

    def test_closing_before_the_fifteen_days_is_done_and_told(self, open_at: OpenAt) -> None:
        code = receive(open_at())
        asked = {"components": [{"no": 2}], "reason": "thiếu"}
        commit_act(open_at(), code, "request-supplement", asked)
        other = receive(open_at())
        commit_act(open_at(), other, "request-supplement", asked)

        early = commit_act(open_at("2026-12-08T17:00"), code, "stop", {"reason": "không bổ sung"})
        due = commit_act(open_at("2026-12-08T17:01"), other, "stop", {"reason": "không bổ sung"})

        assert codes(early) == {"stop.before_closing"}
        assert codes(due) == set()
        basis = show(open_at(), other).events[-1].details["legal_basis"]
        assert "Điều 19" in basis

    def test_a_refusal_needs_reason_and_law_and_prints(self, office: Office) -> None:
        code = receive(office)
        assert refused(office, code, "refuse", {"reason": "x"}).details["key"] == "legal_basis"

        done = act(office, code, "refuse", {"reason": "Không thuộc thẩm quyền", "legal_basis": "Điều 17"})

        assert done.state == State.REFUSED
        assert [file.name for file in done.printed] == [f"{code}_phieu_tu_choi.pdf"]
        assert show(office, code).clock["ended_at"] == parse_moment("2026-11-23T09:41")


class TestHandOver:
    def test_goes_to_the_procedures_unit_by_default_and_is_held_there(self, office: Office) -> None:
        code = receive(office)

        done = commit_act(office, code, "hand-over", {"holder": "Lê Thử"})

        view = show(office, code)
        assert done.state == State.PROCESSING
        assert view.unit
        assert view.unit != office.card.code
        assert [(one.to_unit, one.to_holder, one.left_at) for one in view.holdings] == [
            (view.unit, "Lê Thử", None)
        ]
        assert "Thử" not in str(dict(view.events[-1].details)).replace(view.unit, "")

    def test_from_hand_to_hand_and_back_with_the_result(self, open_at: OpenAt) -> None:
        code = receive(open_at())
        commit_act(open_at(), code, "hand-over", {"to": "Phòng Kinh tế"})
        commit_act(open_at("2026-11-25T08:00"), code, "hand-over", {"to": "Phòng Văn hoá - Xã hội"})
        commit_act(open_at("2026-11-26T08:00"), code, "result-ready")

        view = show(open_at("2026-11-26T08:00"), code)
        assert [one.left_at is not None for one in view.holdings] == [True, True]
        assert view.unit == open_at().card.code

    def test_transfer_is_due_the_same_day_until_15_00_and_in_the_next_morning_after(
        self, open_at: OpenAt
    ) -> None:
        def due(moment: str) -> Any:
            office = open_at(moment)
            countdowns = show(office, receive(office)).countdowns
            return next(one.due_at for one in countdowns if one.key == "transfer")

        assert due("2026-11-23T15:00") == parse_moment("2026-11-23T17:00")
        assert due("2026-11-23T15:01") == parse_moment("2026-11-25T11:30")  # Tuesday is a holiday
        assert due("2026-11-24T09:00") == parse_moment("2026-11-25T17:00")  # a day off counts as Wednesday

    def test_a_late_hand_over_is_done_and_told(self, open_at: OpenAt) -> None:
        code = receive(open_at())

        assert codes(commit_act(open_at("2026-11-25T08:00"), code, "hand-over")) == {"handover.late"}

    def test_the_clock_of_another_units_dossier_starts_when_that_unit_gets_it(self, open_at: OpenAt) -> None:
        code = receive(open_at(), competent_unit=ELSEWHERE)
        view = show(open_at(), code)
        assert (view.clock["start_at"], view.due_at) == (None, None)
        commit_act(open_at("2026-11-25T08:00"), code, "hand-over", {"to": "Phòng Kinh tế"})
        assert show(open_at(), code).due_at is None

        done = commit_act(open_at("2026-11-26T08:00"), code, "hand-over")  # to whom it belongs

        view = show(open_at("2026-11-26T08:00"), code)
        assert view.unit == ELSEWHERE
        assert view.clock["start_at"] == parse_moment("2026-11-26T08:00")
        assert view.clock["due_original"] == done.due_at == parse_moment("2026-12-01T17:00")

    def test_an_office_may_count_such_a_term_from_reception(self, open_at: OpenAt) -> None:
        office = open_at()
        with office.write("test.rule") as uow:
            change(uow, "clock.start", "received")
            uow.commit()

        view = show(office, receive(office, competent_unit=ELSEWHERE))

        assert view.due_at == parse_moment("2026-11-27T17:00")


class TestAcceptance:
    @pytest.fixture
    def online(self, open_at: OpenAt) -> str:
        return receive(open_at(), channel="online", registered=True)

    def test_eight_working_hours_are_counted_down(self, open_at: OpenAt, online: str) -> None:
        view = show(open_at(), online)

        assert view.state == State.NEW
        due = {one.key: one.due_at for one in view.countdowns}
        # 319 minutes are left on Monday, Tuesday is a holiday, 161 more from Wednesday 07:30
        assert due["accept"] == parse_moment("2026-11-25T10:11")
        assert due["clerk_notice"] == parse_moment("2026-11-23T13:41")

    def test_accepting_starts_the_clock_enters_the_register_and_prints(
        self, open_at: OpenAt, online: str
    ) -> None:
        office = open_at("2026-11-25T08:00")

        done = act(office, online, "accept")

        view = show(office, online)
        assert (done.state, done.due_at) == (State.RECEIVED, parse_moment("2026-11-30T17:00"))
        assert view.clock["start_at"] == parse_moment("2026-11-25T08:00")
        assert view.received_at == parse_moment("2026-11-23T09:41")
        assert view.register
        assert [file.name for file in done.printed] == [f"{online}_giay_tiep_nhan.pdf"]
        assert view.events[-1].details["accept_due_at"] == "2026-11-25T10:11:00+07:00"

    def test_it_may_be_refused_or_sent_back_instead(self, open_at: OpenAt, online: str) -> None:
        asked = {"components": [{"no": 1}], "reason": "thiếu"}
        assert commit_act(open_at(), online, "request-supplement", asked).state == State.SUPPLEMENT
        done = commit_act(open_at("2026-11-25T08:00"), online, "supplement", {"components": [{"no": 1}]})
        assert (done.state, done.due_at) == (State.RECEIVED, parse_moment("2026-11-30T17:00"))

        other = receive(open_at(), channel="online", registered=True)
        law = {"reason": "x", "legal_basis": "y"}
        assert commit_act(open_at(), other, "refuse", law).state == State.REFUSED


def test_a_late_reception_counts_from_the_next_day_where_the_office_says_so(open_at: OpenAt) -> None:
    office = open_at("2026-11-25T15:01")
    assert show(office, receive(office)).due_at == parse_moment("2026-11-30T17:00")
    with office.write("test.rule") as uow:
        change(uow, "clock.after_cutoff_counts_from", "next_day")
        uow.commit()

    view = show(office, receive(office))
    assert view.due_at == parse_moment("2026-12-01T17:00")
    assert "sau giờ chót" in view.due_reason[0]
    assert show(office, receive(office, procedure="T.4")).due_at == parse_moment("2026-11-26T10:31")
    early = open_at("2026-11-25T15:00")
    assert show(early, receive(early)).due_at == parse_moment("2026-11-30T17:00")
