"""People as they come: for another, for a company, in groups, online, without the receipt, with originals."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from desk.clock import parse_moment
from desk.errors import InputError
from desk.finding.find import find
from desk.intake.receive import receive
from desk.intake.receive_file import command_from
from desk.life.act import act, commit_act
from desk.life.show import show
from desk.numbers.tally import tally
from desk.office.opened import Office
from desk.people.originals import give_back
from desk.rows import State
from models.tables import Attachment, Counter, Dossier, Procedure
from tests.integration.people.conftest import COMPANY, DAO, MAU, take_in

PAPER = {"number": "UQ-12/2026", "date": "2026-11-20", "valid_until": "2026-12-31"}
HOLDER = {"kind": "self", "id_number": MAU["id_number"]}
KEPT: dict[str, Any] = {"components": [{"no": 1, "keep_original": True}, {"no": 3, "keep_original": True}]}


def refusal(work: Callable[[], Any]) -> InputError:
    with pytest.raises(InputError) as caught:
        work()
    return caught.value


def stored(office: Office, code: str) -> Dossier:
    with office.read() as session:
        row = session.scalars(select(Dossier).where(Dossier.code == code)).one()
        session.expunge_all()
        return row


def found(office: Office, text: str) -> list[str]:
    return [one.code for one in find(office, text).matches]


class TestForAnother:
    def test_the_authorisation_is_kept_with_its_days(self, office: Office) -> None:
        row = take_in(office, DAO, on_behalf_of={**MAU, "relation": "cháu", "paper": PAPER})

        kept = show(office, row.code).on_behalf_of
        assert kept is not None
        assert (kept["full_name"], kept["relation"], kept["paper"]) == (MAU["full_name"], "cháu", PAPER)
        assert "authorisation.expired" not in {one.code for one in row.warnings}

    @pytest.mark.parametrize(
        ("days", "code"),
        [
            ({"valid_until": "2026-11-22"}, "authorisation.expired"),
            ({"date": "2026-11-24"}, "authorisation.not_yet"),
        ],
    )
    def test_one_that_does_not_hold_today_is_told(
        self, office: Office, days: dict[str, str], code: str
    ) -> None:
        row = take_in(office, DAO, on_behalf_of={**MAU, "paper": {**PAPER, **days}})

        assert code in {one.code for one in row.warnings}
        assert row.state == State.RECEIVED

    def test_a_term_that_ends_before_it_begins_is_refused(self, office: Office) -> None:
        paper = {"number": "1", "date": "2026-11-20", "valid_until": "2026-11-19"}

        failure = refusal(lambda: take_in(office, DAO, on_behalf_of={**MAU, "paper": paper}))

        assert failure.details["key"] == "on_behalf_of.paper.valid_until"

    def test_is_found_by_either_name_and_number(self, either_office: Office) -> None:
        code = take_in(either_office, DAO, on_behalf_of=MAU).code
        take_in(either_office, {"full_name": "LÊ THỬ", "id_number": "999090004321"})

        for text in ("mẫu", "nguyen van", "1234", MAU["id_number"], "đào", "5678"):
            (match,) = find(either_office, text).matches
            assert (match.code, match.applicant, match.owner) == (code, DAO["full_name"], MAU["full_name"])

    def test_a_card_finds_what_is_its_holders(self, office: Office) -> None:
        code = take_in(office, DAO, on_behalf_of=MAU).code

        assert found(office, "999090001234||NGUYỄN VĂN MẪU|05031990|Nam|phường Mẫu|01052021") == [code]

    def test_a_line_only_for_those_who_come_for_another_is_asked_of_them(self, office: Office) -> None:
        with office.write("test") as uow:
            row = uow.session.scalars(select(Procedure).where(Procedure.code == "1.004873")).one()
            for line in row.components:
                line.mandatory, line.applies = line.no == 1, "on_behalf" if line.no == 1 else "always"
            uow.commit()

        mine, theirs = take_in(office), take_in(office, DAO, on_behalf_of=MAU)

        assert "component.missing" not in {one.code for one in mine.warnings}
        assert "component.missing" in {one.code for one in theirs.warnings}


class TestForACompany:
    def test_who_came_is_recorded_beside_the_company(self, office: Office) -> None:
        card = "999090001234||NGUYỄN VĂN MẪU|05031990|Nam|phường Mẫu|01052021"
        who = {**COMPANY, "representative": {"id_card": card, "title": "Giám đốc"}}

        view = show(office, take_in(office, who).code)

        assert (view.applicant_name, view.id_number) == (COMPANY["full_name"], COMPANY["tax_code"])
        assert view.representative == {
            "full_name": "NGUYỄN VĂN MẪU", "id_number": "999090001234", "title": "Giám đốc",
        }  # fmt: skip

    def test_only_a_company_has_somebody_come_for_it(self, office: Office) -> None:
        failure = refusal(lambda: take_in(office, {**MAU, "representative": DAO}))

        assert failure.details["key"] == "applicant.representative"


class TestGroups:
    def test_get_one_number_that_finds_them_all(self, either_office: Office) -> None:
        office = either_office
        first = take_in(office, group=True)
        second = take_in(office, DAO, group=first.group_no)
        other = take_in(office, COMPANY, group=True)

        assert (first.group_no, other.group_no) == ("NH-261123-001", "NH-261123-002")
        assert found(office, "NH-261123-001") == [second.code, first.code]
        assert found(office, "nh-261123-002") == [other.code]
        assert show(office, second.code).group_no == "NH-261123-001"

    def test_numbers_have_no_gap_after_a_refusal(self, office: Office) -> None:
        take_in(office, group=True, official_code="H19.34-261122-0007")
        assert refusal(
            lambda: take_in(office, group=True, official_code="H19.34-261122-0007")
        ).code == "official_code.taken"  # fmt: skip

        assert take_in(office, group=True).group_no == "NH-261123-002"

    def test_a_number_never_given_out_is_refused(self, office: Office) -> None:
        assert refusal(lambda: take_in(office, group="NH-261123-009")).code == "receive.group_unknown"

    def test_an_office_may_name_a_group_itself(self, office: Office) -> None:
        code = take_in(office, group="truong-mau").code

        assert found(office, "TRUONG-MAU") == [code]

    @pytest.mark.parametrize("group", ["nhóm một", "a b", "-a", 7, ["x"]])
    def test_a_name_that_is_none_is_refused(self, office: Office, group: Any) -> None:
        assert refusal(lambda: take_in(office, group=group)).details["key"] == "group"


class TestRegisteredOnline:
    def test_waits_without_register_number_and_receipt(self, office: Office) -> None:
        data = {"channel": "online", "procedure": "1.004873", "applicant": MAU, "registered": True}
        row = receive(office, command_from(data, base=office.data))

        kept = stored(office, row.code)
        assert (row.state, row.due_at, row.receipt_pdf) == (State.NEW, None, None)
        assert (kept.register_no, kept.clock_start_at) == (None, None)
        # 8 working hours from 09:41 on Monday, with 24/11 a holiday: 5:19 that day, 2:41 on Wednesday
        assert kept.accept_due_at == parse_moment("2026-11-25T10:11")
        assert [event.verb for event in show(office, row.code).events] == ["dossier.registered"]

    def test_counts_only_once_it_is_accepted(self, open_at: Callable[[str], Office]) -> None:
        office = open_at("2026-11-23T09:41")
        day = date(2026, 11, 23)
        row = take_in(office, channel="online", registered=True)
        assert tally(office, day, day).total["received_total"] == 0

        later = open_at("2026-11-23T10:00")
        act(later, row.code, "accept")

        assert tally(later, day, day).total["received_online"] == 1
        assert stored(later, row.code).register_no == 1

    def test_the_same_again_answers_the_first_answer(self, office: Office) -> None:
        data = {"channel": "online", "procedure": "1.004873", "applicant": MAU, "registered": True}
        command = command_from(data, base=office.data)

        first, again = receive(office, command), receive(office, command)

        assert (again.repeated, again.code, again.receipt_pdf) == (True, first.code, None)

    @pytest.mark.parametrize(
        "values",
        [{"channel": "direct"}, {"supplement": {"components": [{"no": 1}], "reason": "thiếu"}}],
    )
    def test_only_online_and_before_anything_is_asked(self, office: Office, values: dict[str, Any]) -> None:
        failure = refusal(lambda: take_in(office, **{"channel": "online", "registered": True, **values}))

        assert failure.details["key"] == "registered"


class TestWhereAndForWhom:
    def test_the_place_the_office_and_the_competent_unit_are_recorded(self, office: Office) -> None:
        from desk.office.points import set_point
        from desk.office.rows import PointCard

        with office.write("test") as uow:
            set_point(uow, PointCard(code="D2", name="Điểm số 2", address="", mobile=True, active=True))
            uow.commit()

        code = take_in(office, reception_point="D2", competent_unit="Sở Mẫu").code

        kept = stored(office, code)
        assert (kept.reception_point, kept.office_code, kept.competent_unit) == ("D2", "VN-MAU-01", "Sở Mẫu")

    def test_an_unknown_place_is_refused_before_anything_is_done(self, office: Office) -> None:
        assert refusal(lambda: take_in(office, reception_point="D9")).code == "point.unknown"

    def test_a_suspended_procedure_is_not_received(self, office: Office) -> None:
        with office.write("test") as uow:
            uow.session.scalars(select(Procedure).where(Procedure.code == "1.004873")).one().suspended = True
            uow.commit()

        assert refusal(lambda: take_in(office)).code == "procedure.suspended"

    def test_the_procedures_own_unit_stands_in(self, office: Office) -> None:
        with office.write("test") as uow:
            row = uow.session.scalars(select(Procedure).where(Procedure.code == "1.004873")).one()
            row.competent_unit = "Sở Mẫu"
            uow.commit()

        assert stored(office, take_in(office).code).competent_unit == "Sở Mẫu"

    def test_every_reception_enters_the_register_in_order(self, office: Office) -> None:
        codes = [take_in(office).code for _ in range(3)]

        assert [stored(office, code).register_no for code in codes] == [1, 2, 3]

    def test_what_is_asked_for_at_once_has_fifteen_days(self, office: Office) -> None:
        wanted = {"components": [{"no": 1}], "reason": "thiếu tờ khai"}
        code = take_in(office, supplement=wanted).code

        # the 15th day after 23/11/2026 is Tuesday 08/12/2026 (NĐ 118/2025 Đ.19.5)
        assert stored(office, code).supplement_due_at == parse_moment("2026-12-08T17:00")

    def test_a_digitised_paper_carries_what_it_is(self, office: Office, photo: Path) -> None:
        paper = {"no": 1, "name": "Giấy xác nhận", "doc_type": "KT01", "valid_until": "2027-01-31"}
        code = take_in(office, components=[{**paper, "pages": [str(photo)]}]).code

        with office.read() as session:
            (row,) = session.scalars(select(Attachment).join(Dossier).where(Dossier.code == code))
            assert (row.name_fold, row.doc_type, row.valid_until) == (
                "giay xac nhan",
                "KT01",
                date(2027, 1, 31),
            )


class TestOriginals:
    def test_are_given_back_with_the_result(self, office: Office) -> None:
        code = take_in(office, **KEPT).code
        commit_act(office, code, "result-ready")

        done = commit_act(office, code, "return", {"give_back": [1, 3]})

        assert "originals.remaining" not in {one.code for one in done.warnings}
        assert [one.given_back_at for one in show(office, code).components] == [office.clock.now()] * 2
        assert show(office, code).events[-1].details["given_back"] == [1, 3]

    def test_what_remains_is_told_and_can_be_given_back_later(self, open_at: Callable[[str], Office]) -> None:
        office = open_at("2026-11-23T09:41")
        code = take_in(office, **KEPT).code
        commit_act(office, code, "result-ready")
        done = commit_act(office, code, "return", {"give_back": [3]})
        assert [one.code for one in done.warnings if one.code == "originals.remaining"]

        assert give_back(open_at("2026-11-25T08:00"), code) == (1,)

        view = show(office, code)
        assert {one.no: one.given_back_at for one in view.components} == {
            1: parse_moment("2026-11-25T08:00"), 3: parse_moment("2026-11-23T09:41"),
        }  # fmt: skip
        assert (view.state, view.events[-1].details["remaining"]) == (State.RETURNED, [])

    @pytest.mark.parametrize("numbers", [[2], [1, 9], [1, 1, 2]])
    def test_what_is_not_kept_cannot_be_given_back(self, office: Office, numbers: list[int]) -> None:
        code = take_in(office, components=[{"no": 1, "keep_original": True}, {"no": 2}]).code
        commit_act(office, code, "result-ready")

        assert refusal(
            lambda: commit_act(office, code, "return", {"give_back": numbers})
        ).code == "originals.not_kept"  # fmt: skip
        assert show(office, code).state == State.READY
        assert show(office, code).components[0].given_back_at is None

    def test_nothing_is_given_back_twice(self, office: Office) -> None:
        code = take_in(office, **KEPT).code
        give_back(office, code)

        assert refusal(lambda: give_back(office, code, [1])).code == "originals.not_kept"
        assert refusal(lambda: give_back(office, code)).code == "originals.none_kept"

    @pytest.mark.parametrize("numbers", ["1", [0], ["1"], [True], {"no": 1}])
    def test_a_list_that_is_none_is_refused(self, office: Office, numbers: Any) -> None:
        code = take_in(office, **KEPT).code
        commit_act(office, code, "result-ready")

        failure = refusal(lambda: commit_act(office, code, "return", {"give_back": numbers}))
        assert failure.code == "act.bad_value"


class TestALostReceipt:
    def returned(self, office: Office, code: str, **keys: Any) -> Any:
        return act(office, code, "return", {"lost_receipt": {"checked_id": True}, **keys})

    @pytest.fixture
    def ready(self, office: Office) -> str:
        code = take_in(office).code
        commit_act(office, code, "result-ready")
        return code

    def test_is_no_hindrance_to_who_shows_the_right_papers(self, office: Office, ready: str) -> None:
        lost = {"checked_id": True, "note": "mất ngày 20/11"}
        done = act(office, ready, "return", {"to": HOLDER, "lost_receipt": lost})

        view = show(office, ready)
        assert view.returned_to is not None
        assert view.returned_to["lost_receipt"] == lost
        event = view.events[-1].details
        assert (event["lost_receipt"], "20/11" in str(event)) == (True, False)
        (paper,) = done.printed
        text = subprocess.run(["pdftotext", paper, "-"], check=True, capture_output=True, text=True).stdout
        assert "Cấp lại do mất giấy hẹn" in text

    def test_the_owner_may_collect_what_another_handed_in(self, office: Office) -> None:
        code = take_in(office, DAO, on_behalf_of=MAU).code
        commit_act(office, code, "result-ready")

        assert self.returned(office, code, to=HOLDER).state == State.RETURNED

    @pytest.mark.parametrize(
        "to",
        [
            None,
            {"kind": "self"},
            {"kind": "self", "id_number": DAO["id_number"]},
            {"kind": "authorised", "name": "TRẦN THỊ ĐÀO", "id_number": MAU["id_number"]},
        ],
    )
    def test_anybody_else_is_refused(self, office: Office, ready: str, to: dict[str, str] | None) -> None:
        failure = refusal(lambda: self.returned(office, ready, to=to))

        assert failure.code == "return.lost_not_holder"
        assert show(office, ready).state == State.READY

    def test_unless_somebody_allows_it_with_a_reason(self, office: Office, ready: str) -> None:
        to = {"kind": "authorised", "name": "TRẦN THỊ ĐÀO"}
        allowed = {"reason": "có xác nhận của tổ dân phố", "role": "head"}

        done = self.returned(office, ready, to=to, override=allowed)

        assert done.state == State.RETURNED
        assert show(office, ready).events[-1].details["override"] == "head"

    @pytest.mark.parametrize(
        ("override", "key"),
        [({"reason": "x", "role": "clerk"}, "override.role"), ({"role": "head"}, "override.reason")],
    )
    def test_but_not_anybody(self, office: Office, ready: str, override: dict[str, str], key: str) -> None:
        assert refusal(lambda: self.returned(office, ready, override=override)).details["key"] == key

    @pytest.mark.parametrize("lost", [{}, {"checked_id": False}, {"note": "mất"}])
    def test_papers_must_have_been_checked(self, office: Office, ready: str, lost: dict[str, Any]) -> None:
        given = {"to": HOLDER, "lost_receipt": lost}

        assert refusal(lambda: act(office, ready, "return", given)).code == "return.lost_not_checked"


def test_a_refused_reception_leaves_no_person_and_no_number(office: Office) -> None:
    from models.tables import Citizen

    refusal(lambda: take_in(office, group="NH-261123-009"))
    refusal(lambda: take_in(office, components=[{"no": 1, "reuse": "auto"}]))

    with office.read() as session:
        for table in (Citizen, Counter, Dossier):
            assert session.scalar(select(func.count()).select_from(table)) == 0
