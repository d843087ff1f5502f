"""An act as it is typed: what F9 needs, what goes into the act's file, what survives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desk.rows import NextAct, State
from desk.rows.strip import GivenPage
from tests.helpers.returns_demo import a_dossier
from ui.dossier import draft as rules
from ui.dossier import words
from ui.dossier.draft import ActDraft
from ui.dossier.panels import panel
from ui.format import read_money
from ui.reception.draft import Paper

PAPERS = (Paper(1, "Tờ khai"), Paper(2, "Trích lục"), Paper(5, "Văn bản ủy quyền"))


def begun(verb: str, *, state: State = State.PROCESSING, **more: Any) -> ActDraft:
    """A panel just opened, its checklist there."""
    act = NextAct(verb, verb, **more)
    draft = rules.fresh(act, a_dossier(state), command_id="c1")
    return rules.with_papers(draft, PAPERS) if draft.spec.papers else draft


# ---- what is missing ------------------------------------------------------------------------------


def test_a_request_for_papers_needs_a_paper_then_a_reason() -> None:
    draft = begun("request-supplement")
    assert rules.gap(draft) == "papers"
    draft = rules.toggled(draft, 1)
    assert rules.gap(draft) == "reason"
    draft = rules.changed(draft, reason="Thiếu chữ ký")
    assert rules.gap(draft) == ""
    assert rules.payload(draft) == {"components": [{"no": 2}], "reason": "Thiếu chữ ký"}


def test_a_paper_not_on_the_list_is_asked_for_by_its_name() -> None:
    draft = rules.changed(begun("request-supplement"), other="Sổ hộ khẩu cũ", reason="Đối chiếu")
    assert rules.gap(draft) == ""
    assert rules.payload(draft)["components"] == [{"name": "Sổ hộ khẩu cũ"}]


def test_a_second_request_asks_for_somebodys_leave_and_sends_it_along() -> None:
    draft = rules.toggled(begun("request-supplement", needs_override=True), 0)
    draft = rules.changed(draft, reason="Thiếu")
    assert rules.gap(draft) == "override.reason"
    draft = rules.changed(draft, **{"override.reason": "Lần đầu ghi sót"})
    assert rules.gap(draft) == ""
    assert rules.payload(draft)["override"] == {"reason": "Lần đầu ghi sót", "role": "head"}


def test_a_refusal_needs_reason_and_basis_and_asks_twice() -> None:
    draft = rules.changed(begun("refuse"), reason="Không thuộc thẩm quyền")
    assert draft.spec.twice
    assert rules.gap(draft) == "legal_basis"


def test_what_desk_wants_confirmed_asks_twice_whatever_the_table_says() -> None:
    assert begun("withdraw", confirm=True).spec.twice
    assert not begun("withdraw").spec.twice


def test_an_act_nobody_drew_a_panel_for_still_gets_one_with_its_own_words() -> None:
    draft = rules.fresh(NextAct("archive", "Lưu trữ"), a_dossier(), command_id="c")
    assert (draft.spec.title, draft.spec.commit) == ("Lưu trữ", "Lưu trữ")
    assert rules.gap(draft) == ""


# ---- dates and amounts ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("26/11/2026", date(2026, 11, 26)),
        ("1-2-2027", date(2027, 2, 1)),
        ("26 11 2026", date(2026, 11, 26)),
        ("31/02/2026", None),
        ("26/11", None),
        ("mai", None),
    ],
)
def test_a_day_is_read_as_people_write_it(text: str, day: date | None) -> None:
    assert rules.read_day(text) == day


@pytest.mark.parametrize(
    ("text", "clock"),
    [("17:00", (17, 0)), ("16h30", (16, 30)), ("24:00", None), ("9.15", (9, 15)), ("5 giờ", None)],
)
def test_an_hour_is_read_as_people_write_it(text: str, clock: tuple[int, int] | None) -> None:
    assert rules.read_clock(text) == clock


@pytest.mark.parametrize(
    ("text", "amount"), [("15.000", 15_000), ("15000 đ", 15_000), ("1,250,000", 1_250_000), ("x", None)]
)
def test_money_is_whole_dong(text: str, amount: int | None) -> None:
    assert read_money(text) == amount


def test_an_extension_sends_one_moment_with_its_offset() -> None:
    draft = rules.changed(begun("extend"), day="30/11/2026", clock="16h30", reason="Chờ xác minh")
    assert rules.gap(draft) == ""
    assert rules.payload(draft) == {"reason": "Chờ xác minh", "due_at": "2026-11-30T16:30:00+07:00"}


def test_a_day_that_cannot_be_read_is_the_gap_and_says_how_to_write_it() -> None:
    draft = rules.changed(begun("extend"), day="cuối tháng", reason="Chờ xác minh")
    assert rules.gap(draft) == "day"
    assert "26/11/2026" in words.gap("day", draft)


def test_the_proposed_date_fills_only_what_nobody_typed() -> None:
    draft = rules.changed(begun("extend"), day="30/11/2026")
    draft = rules.offered(draft, day="27/11/2026", clock="11:30")
    assert (draft.value("day"), draft.value("clock")) == ("30/11/2026", "11:30")


# ---- corrections ----------------------------------------------------------------------------------


def test_only_changed_fields_are_corrected() -> None:
    draft = begun("correct")
    assert rules.gap(draft) == "set"
    draft = rules.changed(
        draft, **{"set.phone": "0999777888", "set.birth_date": "5/3/1990"}, reason="Gõ nhầm"
    )
    assert rules.payload(draft) == {
        "reason": "Gõ nhầm",
        "set": {"phone": "0999777888", "birth_date": "1990-03-05"},
    }


def test_only_of_a_returned_result_one_may_say_that_it_is_wrong() -> None:
    fields = [one.key for one in panel(NextAct("correct", ""), State.PROCESSING).fields]
    assert "result_error" not in fields
    draft = rules.changed(begun("correct", state=State.RETURNED), result_error="1", reason="Sai tên")
    assert rules.gap(draft) == ""
    assert rules.payload(draft) == {"reason": "Sai tên", "set": {}, "result_error": True}


# ---- papers ---------------------------------------------------------------------------------------


def test_a_captured_page_makes_its_paper_count_as_there(tmp_path: Path) -> None:
    page = GivenPage(tmp_path / "a.jpg")
    draft = rules.with_pages(begun("supplement"), {2: (page,)})
    assert rules.payload(draft)["components"] == [
        {"no": 2, "kind": "original", "copies": 1, "pages": [str(page.file)]}
    ]


def test_a_paper_whose_pages_are_taken_away_stays_ticked(tmp_path: Path) -> None:
    draft = rules.with_pages(begun("supplement"), {1: (GivenPage(tmp_path / "a.jpg"),)})
    draft = rules.with_pages(draft, {})
    assert draft.papers[0].pages == ()
    assert draft.papers[0].received


def test_typing_disarms_what_was_asked_for_once() -> None:
    draft = replace(begun("refuse"), armed=True)
    assert not rules.changed(draft, reason="x").armed


def test_a_checklist_that_comes_late_keeps_what_was_ticked() -> None:
    draft = rules.toggled(begun("request-supplement"), 2)
    again = rules.with_papers(draft, PAPERS)
    assert [one.received for one in again.papers] == [False, False, True]


def test_an_untouched_panel_knows_it() -> None:
    draft = begun("extend")
    assert not draft.touched
    assert not rules.offered(draft, day="27/11/2026").touched
    assert rules.changed(draft, reason="x").touched
