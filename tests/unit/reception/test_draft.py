"""The reception's draft: pure rules, no window."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desk.people.rows import KnownCitizen, ReusablePaper
from desk.rows import AskCard, ComponentCard, IdentityCard, ProcedureCard
from desk.rows.strip import GivenPage
from ui.reception import draft as rules
from ui.reception.coming import next_citizen
from ui.reception.command import command
from ui.reception.draft import Draft, Person
from ui.reception.papers import Paper

CARD = IdentityCard("079192004518", None, "NGUYỄN THỊ MẪU", date(1992, 3, 14), "female", "12 Đường Mẫu", None)
PROCEDURE = ProcedureCard(
    "1.004873", "Cấp Giấy xác nhận tình trạng hôn nhân", "Hộ tịch", "xã",
    3, "working_day", 15000, "toàn trình",
    (
        ComponentCard(1, "Tờ khai", mandatory=True),
        ComponentCard(2, "Trích lục", mandatory=False, condition="nếu đã ly hôn"),
        ComponentCard(3, "Căn cước", mandatory=True, from_database=True),
    ),
    "nguồn", "high",
)  # fmt: skip


def ticked(draft: Draft, index: int) -> Draft:
    """The draft with a paper ticked."""
    return rules.changed_paper(draft, index, Paper.ticked)


def counted(draft: Draft, index: int, step: int) -> Draft:
    """The draft with more or fewer copies of a paper."""
    return rules.changed_paper(draft, index, lambda paper: paper.counted(step))


def turned(draft: Draft, index: int) -> Draft:
    """The draft with the kind of a paper turned."""
    return rules.changed_paper(draft, index, Paper.turned)


def pages(*names: str) -> tuple[GivenPage, ...]:
    """Pages about which nothing was decided."""
    return tuple(GivenPage(Path(name)) for name in names)


def complete() -> Draft:
    """A draft with the card read and the procedure chosen."""
    return rules.with_procedure(rules.with_card(Draft("id-1"), CARD), PROCEDURE)


def test_an_empty_draft_waits_for_the_person() -> None:
    empty = Draft("id-1")
    assert empty.empty
    assert empty.step == 1
    assert rules.gap(empty) == "person"


def test_a_number_one_digit_short_is_named_as_such() -> None:
    short = replace(Draft("id-1"), person=Person(id_number="07919200451", full_name="A"))
    assert rules.gap(short) == "id_length"


def test_the_card_fills_the_person_and_keeps_the_phone() -> None:
    typed = replace(Draft("id-1"), person=Person(phone="0900000001"))
    person = rules.with_card(typed, CARD).person
    assert (person.id_number, person.full_name, person.birth_date) == (
        CARD.number,
        CARD.full_name,
        "1992-03-14",
    )
    assert person.phone == "0900000001"
    assert person.from_card


def test_history_prefills_a_phone_but_never_overwrites_one() -> None:
    known = KnownCitizen(phone="0900000009")
    assert rules.with_history(complete(), known).person.phone == "0900000009"
    typed = replace(complete(), person=replace(complete().person, phone="0900000001"))
    assert rules.with_history(typed, known).person.phone == "0900000001"


def test_missing_mandatory_papers_turn_the_commit_into_a_supplement_request() -> None:
    draft = complete()
    assert rules.asks_supplement(draft)
    assert [
        row["no"] for row in command(draft, supplement_reason="Thiếu tờ khai")["supplement"]["components"]
    ] == [1]
    assert not rules.asks_supplement(ticked(draft, 0))
    assert "supplement" not in command(ticked(draft, 0), supplement_reason="")


def test_a_paper_from_a_database_cannot_be_ticked_and_is_sent_as_reused() -> None:
    draft = ticked(complete(), 2)
    assert not draft.papers[2].received
    sent = command(draft, supplement_reason="x")["components"]
    assert sent == [{"no": 3, "kind": "reused", "copies": 0, "pages": []}]


def test_copies_stay_between_one_and_ninety_nine() -> None:
    draft = counted(complete(), 0, -5)
    assert draft.papers[0].copies == 1
    assert counted(draft, 0, 500).papers[0].copies == 99


def test_kinds_turn_in_a_ring() -> None:
    draft = complete()
    seen = []
    for _ in rules.KINDS:
        draft = turned(draft, 0)
        seen.append(draft.papers[0].kind)
    assert seen == ["certified_copy", "copy", "electronic", "original"]


def test_a_captured_page_goes_to_the_selected_paper_and_counts_it_as_received() -> None:
    draft = rules.with_pages(complete(), {1: pages("b.jpg", "a.jpg")})
    assert draft.papers[0].pages == pages("b.jpg", "a.jpg")
    assert draft.papers[0].received
    assert draft.page_count == 2
    assert rules.with_pages(draft, {1: pages("a.jpg")}).papers[0].pages == pages("a.jpg")
    assert rules.with_pages(draft, {}).papers[0].received  # it lies on the desk all the same


def test_what_was_decided_about_a_page_goes_along_with_it() -> None:
    turned_page = GivenPage(Path("b.jpg"), turn=90, corners=((0, 0), (9, 0), (9, 9), (0, 9)), blank="keep")
    draft = rules.with_pages(complete(), {1: (GivenPage(Path("a.jpg")), turned_page)})
    sent = command(draft, supplement_reason="")["components"][0]["pages"]
    assert sent == [
        "a.jpg",
        {"file": "b.jpg", "turn": 90, "corners": [[0, 0], [9, 0], [9, 9], [0, 9]], "blank": "keep"},
    ]


def test_a_blank_side_set_aside_is_no_page_and_holds_nothing_up() -> None:
    aside = GivenPage(Path("b.jpg"), blank="drop")
    draft = rules.with_pages(complete(), {1: (*pages("a.jpg"), aside), None: (aside,)})
    assert draft.page_count == 1
    assert rules.gap(draft) is None


@pytest.mark.parametrize("at", [-1, 3, 99])
def test_places_outside_the_list_change_nothing(at: int) -> None:
    draft = complete()
    assert ticked(draft, at) == draft
    assert counted(draft, at, 1) == draft
    assert turned(draft, at) == draft


def test_space_on_a_paper_whose_page_came_a_moment_before_throws_no_page_away() -> None:
    draft = ticked(rules.with_pages(complete(), {1: pages("a.jpg")}), 0)
    assert draft.papers[0].received
    assert command(draft, supplement_reason="")["components"][0]["pages"]
    assert not ticked(rules.with_pages(draft, {}), 0).papers[0].received  # its page removed, it can be


def test_choosing_the_same_procedure_again_keeps_what_was_ticked() -> None:
    before = ticked(complete(), 0)
    assert rules.with_procedure(before, PROCEDURE).papers[0].received
    other = replace(PROCEDURE, code="2.000815")
    assert not rules.with_procedure(before, other).papers[0].received


def test_the_command_carries_the_person_the_fee_and_the_represented() -> None:
    draft = replace(ticked(complete(), 0), acting="other", purpose="Vay vốn", copies=2)
    assert rules.gap(draft) == "represented"
    data = command(replace(draft, on_behalf_name="LÊ VĂN MẪU"), supplement_reason="")
    assert data["applicant"]["id_number"] == CARD.number
    assert data["fee"] == {"amount": 15000, "method": "cash"}
    assert data["on_behalf_of"] == {"full_name": "LÊ VĂN MẪU"}
    assert data["answers"] == {"purpose": "Vay vốn"}
    assert (data["copies"], data["command_id"]) == (2, "id-1")


def test_a_free_procedure_asks_for_no_fee() -> None:
    free = rules.with_procedure(rules.with_card(Draft("id-1"), CARD), replace(PROCEDURE, fee=0))
    assert command(ticked(free, 0), supplement_reason="")["fee"] == {
        "amount": 0,
        "method": "none",
    }


def test_the_fourth_digit_tells_the_sex_where_none_was_chosen() -> None:
    assert rules.with_sex(Person(id_number="079192004518")).sex == "female"
    assert rules.with_sex(Person(id_number="079092004518")).sex == "male"
    assert rules.with_sex(Person(id_number="079192004518", sex="male")).sex == "male"
    assert rules.with_sex(Person(id_number="0791920")).sex == ""


def test_a_sex_told_by_the_number_follows_a_new_number() -> None:
    first = rules.retyped(Person(), id_number="079190001234")
    assert first.sex == "female"
    assert rules.retyped(first, id_number="079090004321").sex == "male"
    chosen = rules.retyped(first, sex="male")
    assert rules.retyped(chosen, full_name="LÊ MẪU").sex == "male"


def test_pages_of_no_paper_are_counted_and_forbid_saving_until_they_have_one() -> None:
    early = rules.with_pages(Draft("id-1"), {None: pages("a.jpg", "b.jpg")})
    assert early.loose == pages("a.jpg", "b.jpg")
    assert early.page_count == 2
    waiting = rules.with_pages(complete(), {None: pages("a.jpg"), 77: pages("b.jpg")})
    assert waiting.loose == pages("a.jpg", "b.jpg")
    assert rules.gap(waiting) == "pages"
    assert rules.gap(rules.with_pages(waiting, {1: pages("a.jpg", "b.jpg")})) is None


@pytest.mark.parametrize(
    ("before", "warned"), [("Nguyễn Thị Mẫu", False), ("NGUYEN THI MAU", False), ("LÊ VĂN KHÁC", True)]
)
def test_a_known_number_under_another_name_is_shown(before: str, warned: bool) -> None:
    draft = rules.with_history(complete(), KnownCitizen(name=before))
    assert bool(draft.person.warnings) is warned


def test_a_typed_name_goes_on_paper_as_cards_write_it() -> None:
    typed = replace(complete(), person=replace(complete().person, full_name=" trần  thị mẫu "))
    assert command(typed, supplement_reason="x")["applicant"]["full_name"] == "TRẦN THỊ MẪU"


OFFER = ReusablePaper(1, 41, "Tờ khai", "VN-MAU-01-261101-0004", date(2026, 11, 1), None, Path("to-khai.pdf"))


def test_a_paper_digitised_before_is_offered_and_used_again_only_when_said_so() -> None:
    offered = rules.with_offers(complete(), (OFFER,))
    assert offered.missing
    again = rules.changed_paper(offered, 0, Paper.used_again)
    assert not again.missing
    sent = command(again, supplement_reason="")
    assert sent["components"][0] == {"no": 1, "reuse": 41, "copies": 0}
    assert "supplement" not in sent


def test_an_offer_that_is_gone_is_not_used() -> None:
    again = rules.changed_paper(rules.with_offers(complete(), (OFFER,)), 0, Paper.used_again)
    assert rules.with_offers(again, ()).missing


def test_an_authorisation_is_asked_only_from_who_acts_for_another() -> None:
    paper = ComponentCard(1, "Văn bản ủy quyền", mandatory=True, applies="on_behalf")
    draft = rules.with_procedure(complete(), replace(PROCEDURE, code="9.000001", components=(paper,)))
    assert not draft.missing
    assert replace(draft, acting="other").missing


def test_an_organisation_is_sent_with_its_tax_code_and_who_came() -> None:
    draft = replace(complete(), acting="organisation", on_behalf_name="Công ty Mẫu")
    assert rules.gap(draft) == "tax_code"
    whole = replace(draft, on_behalf_id="0999999999", authority="Giám đốc")
    assert rules.gap(whole) is None
    sent = command(whole, supplement_reason="x")["applicant"]
    assert (sent["kind"], sent["tax_code"], sent["full_name"]) == (
        "organisation", "0999999999", "Công ty Mẫu",
    )  # fmt: skip
    assert sent["representative"] == {
        "id_number": CARD.number, "full_name": CARD.full_name, "title": "Giám đốc",
    }  # fmt: skip


def test_a_kept_original_is_told_and_is_an_original() -> None:
    draft = rules.changed_paper(turned(complete(), 0), 0, Paper.kept)
    [sent] = [row for row in command(draft, supplement_reason="")["components"] if row["no"] == 1]
    assert (sent["kind"], sent["keep_original"]) == ("original", True)
    assert not turned(draft, 0).papers[0].keep_original


def test_what_was_answered_before_is_suggested_where_nothing_stands() -> None:
    known = KnownCitizen(answers={"purpose": "Vay vốn", "relation": "con"})
    asks = (AskCard("relation", "Quan hệ"),)
    draft = rules.with_procedure(complete(), replace(PROCEDURE, code="9.000002", asks=asks))
    suggested = rules.with_history(draft, known)
    assert (suggested.purpose, dict(suggested.answers)) == ("Vay vốn", {"relation": "con"})
    typed = rules.with_history(replace(draft, purpose="Kết hôn"), known)
    assert typed.purpose == "Kết hôn"
    assert command(suggested, supplement_reason="x")["answers"] == {"relation": "con", "purpose": "Vay vốn"}


def test_a_group_is_new_first_and_then_named() -> None:
    new = replace(complete(), group="new")
    assert command(new, supplement_reason="x")["group"] is True
    assert command(replace(new, group="NH-261123-001"), supplement_reason="x")["group"] == "NH-261123-001"


@pytest.mark.parametrize(
    ("person", "procedure", "other"),
    [
        (Person(), False, False),
        (Person(full_name="Nguyễn"), False, False),  # half typed: the card fills it
        (Person(id_number="0791920"), False, False),
        (Person(id_number=CARD.number, full_name="Nguyen Thi Mau"), True, False),
        (Person(full_name="Trần Văn Giả"), False, True),  # typed by hand, nothing else yet
        (Person(id_number="079056000889"), False, True),
        (Person(id_number="079056000889", full_name="A", from_card=True), False, False),
        (Person(id_number="079056000889", full_name="A", from_card=True, phone="0999000001"), False, True),
        (Person(id_number="079056000889", full_name="A", from_card=True), True, True),
    ],
)
def test_a_card_of_another_citizen_never_writes_over_what_was_begun(
    person: Person, procedure: bool, other: bool
) -> None:
    draft = Draft("x", person, note="ghi chú" if procedure else "")
    assert next_citizen(draft, CARD) is other


def test_a_name_read_through_keys_is_compared_unless_the_office_knows_it() -> None:
    card = replace(CARD, full_name="NGUYEN THI MAU", check_name=True)
    draft = rules.with_card(Draft("x"), card)
    assert draft.person.check_name
    known = rules.with_history(draft, KnownCitizen(name="Nguyễn Thị Mẫu"))
    assert (known.person.full_name, known.person.check_name) == ("NGUYỄN THỊ MẪU", False)
    assert known.person.warnings == ()
    other = rules.with_history(draft, KnownCitizen(name="Trần Thị Khác"))
    assert other.person.check_name
    assert other.person.full_name == "NGUYEN THI MAU"
    assert not rules.retyped(draft.person, full_name="NGUYỄN THỊ MẪU").check_name
    assert rules.retyped(draft.person, phone="0999000001").check_name
