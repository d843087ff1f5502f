"""The return's draft: what is ticked, what is missing, what desk is told; no window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desk.rows import State
from desk.rows.strip import GivenPage
from tests.helpers.returns_demo import a_dossier
from ui.returns import draft as rules
from ui.returns.draft import HandItem, ResultDraft, ReturnDraft
from ui.returns.items import hand_items

ITEMS = (HandItem("result", "Giấy xác nhận", ""), HandItem("original.2", "Trích lục", ""))


def ready(**changes: object) -> ReturnDraft:
    """A dossier ready to be handed over, everything ticked and signed."""
    items = tuple(replace(item, ticked=True) for item in ITEMS)
    made = ReturnDraft("id-1", a_dossier(), items, signature=b"PNG")
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "stage"),
    [
        (State.RECEIVED, "waiting"),
        (State.PROCESSING, "waiting"),
        (State.READY, "ready"),
        (State.RETURNED, "returned"),
        (State.SUPPLEMENT, "closed"),
        (State.REFUSED, "closed"),
    ],
)
def test_where_the_dossier_stands_follows_from_what_may_be_done(state: State, stage: str) -> None:
    assert rules.stage(ReturnDraft("id-1", a_dossier(state))) == stage


def test_without_a_dossier_there_is_nothing_to_do() -> None:
    empty = ReturnDraft("id-1")
    assert rules.stage(empty) == "none"
    assert rules.gap(empty) == "dossier"


def test_everything_ticked_and_signed_may_be_handed_over() -> None:
    assert rules.gap(ready()) is None


def test_one_thing_not_ticked_forbids_handing_over_and_is_found() -> None:
    draft = rules.toggled(ready(), 1)
    assert rules.gap(draft) == "items"
    assert rules.unticked(draft) == 1
    assert draft.ticked == (1, 2)
    assert rules.unticked(rules.all_ticked(draft)) == -1


def test_a_row_that_is_not_there_changes_nothing() -> None:
    assert rules.toggled(ready(), 9) == ready()
    assert rules.toggled(ready(), -1) == ready()


def test_a_foreign_card_forbids_handing_over_and_no_card_does_not() -> None:
    assert rules.gap(ready(card_matches=False)) == "wrong_person"
    assert rules.gap(ready(card_matches=None)) is None
    assert rules.gap(ready(card_matches=True)) is None


def test_an_authorised_person_must_be_named_and_their_card_is_their_own() -> None:
    assert rules.gap(ready(authorised=True, receiver_name="  ")) == "receiver"
    assert rules.gap(ready(authorised=True, receiver_name="Võ Ngọc", card_matches=False)) is None


def test_the_pad_must_be_signed_and_paper_is_signed_on_paper() -> None:
    assert rules.gap(ready(signature=None)) == "signature"
    assert rules.gap(ready(signature=None, signing="paper")) is None


@pytest.mark.parametrize("by", ["postal", "electronic"])
def test_nobody_signs_at_the_counter_for_what_goes_out_another_way(by: str) -> None:
    draft = ready(by=by, signature=None, card_matches=False)
    assert rules.gap(draft) is None
    assert rules.return_payload(draft) == {"to": {"kind": "self"}, "by": by}


def test_a_returned_dossier_cannot_be_returned_again() -> None:
    assert rules.gap(ReturnDraft("id-1", a_dossier(State.RETURNED))) == "state"


def test_desk_is_told_who_took_it_and_where_the_signature_lies() -> None:
    told = rules.return_payload(ready(), Path("/tmp/ky.png"))
    assert told == {
        "to": {"kind": "self"},
        "by": "counter",
        "signature": {"kind": "pad", "file": str(Path("/tmp/ky.png"))},
    }


def test_desk_is_told_of_the_authorised_person_only_what_was_given() -> None:
    draft = ready(authorised=True, receiver_name=" Võ Ngọc Thí Dụ ", signing="paper", signature=None)
    told = rules.return_payload(draft)
    assert told["to"] == {"kind": "authorised", "name": "Võ Ngọc Thí Dụ"}
    assert told["signature"] == {"kind": "paper"}
    numbered = rules.return_payload(replace(draft, receiver_id="079056000889"))
    assert numbered["to"]["id_number"] == "079056000889"


def test_a_result_is_told_with_its_day_and_only_what_was_typed() -> None:
    bare = ReturnDraft("id-1", a_dossier(State.PROCESSING), results=(ResultDraft(title="  "),))
    assert rules.result_payload(bare, "2026-11-25") == {
        "result": {"date": "2026-11-25", "electronic": False, "signed": True}
    }
    pages = (GivenPage(Path("a.jpg")),)
    whole = replace(bare, results=(ResultDraft(" 12/XN ", "Giấy xác nhận", electronic=True, pages=pages),))
    assert rules.result_payload(whole, "2026-11-25")["result"] == {
        "date": "2026-11-25",
        "electronic": True,
        "signed": True,
        "number": "12/XN",
        "title": "Giấy xác nhận",
        "pages": ["a.jpg"],
    }


# ---- what goes back -------------------------------------------------------------------------------


def test_the_result_the_originals_and_the_paid_fee_go_back_but_the_declaration_stays() -> None:
    items = hand_items(a_dossier())
    assert [(item.key, item.name) for item in items] == [
        ("result", "Giấy xác nhận"),
        ("original.2", "Trích lục ghi chú ly hôn"),
        ("fee", "Biên lai lệ phí 15.000 đ"),
    ]
    assert items[0].note == "Bản giấy · 2 bản · số 482/UBND-XNTTHN · 25/11/2026"
    assert not any(item.ticked for item in items)


def test_an_unpaid_or_missing_fee_has_no_receipt_to_give() -> None:
    assert "fee" not in {item.key for item in hand_items(a_dossier(fee_paid=False))}
    assert "fee" not in {item.key for item in hand_items(a_dossier(fee_amount=0))}


def test_a_result_without_a_title_is_called_after_its_procedure() -> None:
    items = hand_items(a_dossier(result={"electronic": True}, copies=1))
    assert items[0].name == "Cấp Giấy xác nhận tình trạng hôn nhân"
    assert items[0].note == "Bản điện tử"


# ---- several results ------------------------------------------------------------------------------


def test_several_results_are_told_as_a_list_each_with_its_own_day_and_signature() -> None:
    draft = ReturnDraft("id-1", a_dossier(State.PROCESSING))
    draft = rules.with_result(draft, number="1/QĐ", day="20/11/2026")
    draft = rules.with_result(rules.more_results(draft), title="Trích lục", signed=False)
    assert rules.result_payload(draft, "2026-11-25") == {
        "results": [
            {"date": "2026-11-20", "electronic": False, "signed": True, "number": "1/QĐ"},
            {"date": "2026-11-25", "electronic": False, "signed": False, "title": "Trích lục"},
        ]
    }


def test_a_result_with_pages_or_the_last_one_is_not_taken_away() -> None:
    draft = ReturnDraft("id-1", a_dossier(State.PROCESSING))
    assert rules.fewer_results(draft) == draft
    two = rules.with_result(rules.more_results(draft), pages=(GivenPage(Path("a.jpg")),))
    assert rules.fewer_results(two) == two
    assert rules.fewer_results(rules.with_result(two, pages=())).results == draft.results


def test_a_day_that_cannot_be_read_keeps_f9_and_names_its_result() -> None:
    draft = rules.more_results(ReturnDraft("id-1", a_dossier(State.PROCESSING)))
    draft = rules.with_result(draft, day="31/02/2026")
    assert (rules.gap(draft), rules.wrong_day(draft)) == ("result_day", 1)
    assert rules.gap(rules.with_result(draft, day="28/02/2026")) is None


def test_there_are_at_most_nine_on_the_screen() -> None:
    draft = ReturnDraft("id-1", a_dossier(State.PROCESSING))
    for _ in range(12):
        draft = rules.more_results(draft)
    assert len(draft.results) == 9
