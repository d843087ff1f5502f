"""Yêu cầu bổ sung, nhận bổ sung: once, the clock stops, the full term again, papers beside the old ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desk.clock import parse_moment
from desk.errors import InputError
from desk.life.act import act
from desk.life.show import show
from desk.office.opened import Office
from desk.office.settings import change
from desk.record.checking import check
from desk.rows import State
from desk.trial.samples import page_photo
from tests.integration.life.conftest import receive

ASK: dict[str, Any] = {"components": [{"no": 2}], "reason": "Bản sao quá mờ"}
HEAD = {"override": {"reason": "Hồ sơ phức tạp", "role": "head"}}


def refused(office: Office, code: str, verb: str, payload: dict[str, Any]) -> InputError:
    before = show(office, code)
    with pytest.raises(InputError) as caught:
        act(office, code, verb, payload)
    assert show(office, code) == before
    return caught.value


@pytest.fixture
def code(office: Office) -> str:
    return receive(office)


class TestRequest:
    def test_stops_the_clock_and_prints_the_request(self, office: Office, code: str) -> None:
        done = act(office, code, "request-supplement", {**ASK, "legal_basis": "Điều 17"})

        view = show(office, code)
        assert done.state == view.state == State.SUPPLEMENT
        assert [file.name for file in done.printed] == [f"{code}_phieu_bo_sung.pdf"]
        assert view.events[-1].details["components"] == [{"no": 2, "name": "Bản sao trích lục"}]
        assert view.events[-1].details["reason"] == "Bản sao quá mờ"
        assert view.events[-1].details["request_no"] == 1
        assert [one["to"] for one in view.clock["pauses"]] == [None]

    def test_fifteen_calendar_days_begin_and_end_on_a_working_day(self, office: Office, code: str) -> None:
        act(office, code, "request-supplement", ASK)  # Monday 23/11: the 15th day is Tuesday 08/12

        (left,) = show(office, code).countdowns
        assert (left.key, left.due_at) == ("supplement_close", parse_moment("2026-12-08T17:00"))
        assert "Điều 19 khoản 5" in left.basis

    def test_papers_may_be_named_instead_of_numbered(self, office: Office, code: str) -> None:
        act(office, code, "request-supplement", {**ASK, "components": [{"name": "Giấy uỷ quyền"}]})

        assert show(office, code).events[-1].details["components"] == [{"no": None, "name": "Giấy uỷ quyền"}]

    @pytest.mark.parametrize(
        ("components", "code_of", "key"),
        [
            ([{"no": 77}], "act.bad_value", "components[0].no"),
            ([{"no": 1}, {"no": 0}], "act.bad_value", "components[1].no"),
            ([{"no": "2"}], "act.bad_value", "components[0].no"),
            ([{}], "act.missing_key", "components[0].no"),
            ([], "act.missing_key", "components"),
            ("2", "act.bad_value", "components"),
        ],
    )
    def test_a_paper_nobody_knows_is_refused_and_named(
        self, office: Office, code: str, components: Any, code_of: str, key: str
    ) -> None:
        failure = refused(office, code, "request-supplement", {**ASK, "components": components})

        assert (failure.code, failure.details["key"]) == (code_of, key)

    def test_a_second_one_needs_somebody_who_allows_it(self, office: Office, code: str) -> None:
        act(office, code, "request-supplement", ASK)
        act(office, code, "supplement", {"components": [{"no": 2}]})

        failure = refused(office, code, "request-supplement", ASK)
        assert (failure.code, failure.details["key"]) == ("act.missing_key", "override")
        for override, code_of, key in (
            ({"reason": "x"}, "act.missing_key", "override.role"),
            ({"role": "head"}, "act.missing_key", "override.reason"),
            ({"reason": "x", "role": "clerk"}, "act.bad_value", "override.role"),
        ):
            failure = refused(office, code, "request-supplement", {**ASK, "override": override})
            assert (failure.code, failure.details["key"]) == (code_of, key)

        act(office, code, "request-supplement", {**ASK, **HEAD})
        details = show(office, code).events[-1].details
        assert (details["request_no"], details["override"]) == (2, HEAD["override"])

    def test_the_one_at_the_reception_counts(self, office: Office) -> None:
        code = receive(office, supplement=ASK)
        act(office, code, "supplement")

        offer = {one.verb: one for one in show(office, code).actions}["request-supplement"]
        assert offer.needs_override
        assert "override" in offer.required
        assert refused(office, code, "request-supplement", ASK).code == "act.missing_key"

    def test_how_many_are_allowed_is_a_dated_rule(self, office: Office, code: str) -> None:
        with office.write("test.rule") as uow:
            change(uow, "clock.supplements_max", 2)
            uow.commit()
        act(office, code, "request-supplement", ASK)
        act(office, code, "supplement")

        assert act(office, code, "request-supplement", ASK).state == State.SUPPLEMENT

    def test_after_three_working_days_it_is_done_and_told(
        self, open_at: Callable[..., Office], code: str
    ) -> None:
        late = open_at("2026-11-27T17:01")  # three working days after Monday: Friday, for Tuesday is off

        assert "supplement.asked_late" in {
            one.code for one in act(late, code, "request-supplement", ASK).warnings
        }


class TestSupplement:
    def test_a_dossier_never_handed_over_is_received_again_with_the_full_term(
        self, open_at: Callable[..., Office], code: str
    ) -> None:
        act(open_at("2026-11-25T10:00"), code, "request-supplement", ASK)

        done = act(open_at("2026-12-01T09:00"), code, "supplement", {"components": [{"no": 2}]})

        view = show(open_at("2026-12-01T09:00"), code)
        assert view.state == State.RECEIVED
        assert view.clock["start_at"] == parse_moment("2026-12-01T09:00")
        assert view.clock["due_original"] == done.due_at == parse_moment("2026-12-04T17:00")
        assert [file.name for file in done.printed] == [f"{code}_giay_tiep_nhan.pdf"]
        details = view.events[-1].details
        assert details["due_original"] == "2026-12-04T17:00:00+07:00"
        assert details["clock_start_at"] == "2026-12-01T09:00:00+07:00"

    def test_one_that_was_handed_over_goes_back_to_work(
        self, open_at: Callable[..., Office], code: str
    ) -> None:
        act(open_at("2026-11-23T10:00"), code, "hand-over")
        act(open_at("2026-11-25T10:00"), code, "request-supplement", ASK)

        done = act(open_at("2026-11-25T17:30"), code, "supplement")  # after closing: counts from Thursday

        assert done.state == State.PROCESSING
        assert done.due_at == parse_moment("2026-12-01T17:00")

    def test_a_receipt_already_handed_out_is_not_written_over(self, office: Office, code: str) -> None:
        from desk.paper.receipts import print_form

        first = print_form(office, "giay_tiep_nhan", code).file
        words = first.read_bytes()
        act(office, code, "request-supplement", ASK)

        (second,) = act(office, code, "supplement", {"components": [{"no": 2}]}).printed

        assert second.name == f"{code}_giay_tiep_nhan-2.pdf"
        assert first.read_bytes() == words

    def test_pages_stand_beside_the_old_ones(self, office: Office, tmp_path: Path) -> None:
        photo = page_photo(tmp_path / "a.jpg", size=(900, 700))
        code = receive(office, components=[{"no": 1, "name": "Đơn", "pages": [str(photo)]}])
        act(office, code, "request-supplement", {**ASK, "components": [{"no": 1}]})
        again = page_photo(tmp_path / "b.jpg", size=(900, 700))

        act(
            office, code, "supplement",
            {"components": [
                {"no": 1, "kind": "copy", "copies": 2, "pages": [str(again)]},
                {"no": 9, "name": "Giấy mới", "pages": [str(photo)]},
            ]},
        )  # fmt: skip

        view = show(office, code)
        told = [(one.no, one.name, one.kind, one.copies, one.pages) for one in view.components]
        assert told == [(1, "Đơn", "copy", 2, 2), (9, "Giấy mới", "original", 1, 1)]
        assert sorted((one.component, one.pages) for one in view.attachments) == [(1, 1), (1, 1), (9, 1)]
        assert len({one.file for one in view.attachments}) == 3
        assert view.events[-1].details["digitised"] == 2
        assert check(office).ok

    def test_what_is_not_told_of_a_paper_already_there_stays(self, office: Office) -> None:
        code = receive(office, components=[{"no": 1, "name": "Đơn", "kind": "certified_copy", "copies": 3}])
        act(office, code, "request-supplement", {**ASK, "components": [{"no": 1}]})
        act(office, code, "supplement", {"components": [{"no": 1}]})

        (paper,) = show(office, code).components
        assert (paper.kind, paper.copies) == ("certified_copy", 3)

    def test_an_unreadable_page_changes_nothing(self, office: Office, code: str, tmp_path: Path) -> None:
        (tmp_path / "x.jpg").write_bytes(b"text named .jpg")
        act(office, code, "request-supplement", ASK)

        failure = refused(
            office, code, "supplement", {"components": [{"no": 2, "pages": [str(tmp_path / "x.jpg")]}]}
        )

        assert failure.code == "image.unreadable"
        assert not any((office.data / "staging").glob("*"))
        assert check(office).ok

    def test_what_was_asked_for_and_did_not_come_is_told(self, office: Office, code: str) -> None:
        act(office, code, "request-supplement", {**ASK, "components": [{"no": 1}, {"no": 2}]})

        done = act(office, code, "supplement", {"components": [{"no": 1}]})

        missing = [one for one in done.warnings if one.code == "supplement.still_missing"]
        assert ["Bản sao trích lục" in one.message for one in missing] == [True]

    def test_after_the_fifteen_days_it_is_taken_and_told(
        self, open_at: Callable[..., Office], code: str
    ) -> None:
        act(open_at(), code, "request-supplement", ASK)

        done = act(open_at("2026-12-09T08:00"), code, "supplement", {"components": [{"no": 2}]})

        assert "supplement.late" in {one.code for one in done.warnings}

    def test_one_asked_for_at_the_counter_is_accepted_entered_and_dated_now(
        self, open_at: Callable[..., Office]
    ) -> None:
        code = receive(open_at(), supplement=ASK)
        assert show(open_at(), code).clock["start_at"] is None

        done = act(open_at("2026-11-25T08:00"), code, "supplement", {"components": [{"no": 2}]})

        view = show(open_at("2026-11-25T08:00"), code)
        assert (done.state, done.due_at) == (State.RECEIVED, parse_moment("2026-11-30T17:00"))
        assert view.register.startswith("Quyển 01, số ")
        assert [file.name for file in done.printed] == [f"{code}_giay_tiep_nhan.pdf"]


def test_the_log_of_a_supplement_names_nobody(office: Office, code: str) -> None:
    act(office, code, "request-supplement", ASK)
    act(office, code, "supplement", {"components": [{"no": 2}]})

    told = json.dumps([dict(one.details) for one in show(office, code).events], ensure_ascii=False)
    assert "MẪU" not in told
    assert "999090001234" not in told
