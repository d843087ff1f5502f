"""What the sections make of what was typed, without a window."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from desk.catalogue.rows import CatalogueEntry, VersionCard
from desk.dates.rows import CalendarCard
from desk.office.rows import RuleCard
from desk.paper.rows import PhraseCard
from desk.people.rows import CitizenCard, DuplicatePair
from desk.process.rows import ProcessPlan, StepCard
from desk.rows import ComponentCard, ProcedureCard
from tests.helpers.ui_demo import marriage_card
from ui.admin.calendar import model as calendar
from ui.admin.catalogue import model as catalogue
from ui.admin.office import model as office
from ui.admin.parts.sheet import ON, Sheet
from ui.admin.people import model as people
from ui.admin.process import model as process
from ui.admin.rules import model as rules
from ui.admin.rules import words as rule_words
from ui.admin.words import model as words

FIRST, SECOND = date(2026, 1, 2), date(2026, 12, 2)
LOCAL = timezone(timedelta(hours=7))

# ---- calendar -------------------------------------------------------------------------------------


def own_days(*cards: CalendarCard) -> Sheet:
    """Own days as they stand on record."""
    return Sheet.of(calendar.own_cols(), (calendar.own_row(card) for card in cards))


def a_day(day: date = FIRST, **given: Any) -> CalendarCard:
    """One own day on record."""
    return CalendarCard(day, given.pop("kind", "compensatory"), "Nghỉ bù", "TB 1", **given)


def test_a_row_moved_to_another_day_leaves_its_old_one() -> None:
    sheet = own_days(a_day()).put(1, "day", "03/01/2026")
    assert [(one.day, one.kind) for one in calendar.changes_of([sheet])] == [
        (date(2026, 1, 2), ""),
        (date(2026, 1, 3), "compensatory"),
    ]


def test_two_days_that_trade_places_leave_none_behind() -> None:
    sheet = own_days(a_day(), a_day(SECOND, kind="holiday"))
    sheet = sheet.put(1, "day", "02/12/2026").put(2, "day", "02/01/2026")
    assert {one.day: one.kind for one in calendar.changes_of([sheet])} == {
        FIRST: "holiday",
        SECOND: "compensatory",
    }


def test_taking_back_restores_every_day_touched() -> None:
    sheet = own_days(a_day(am="", pm="13:30-16:00")).put(1, "note", "Khác")
    sheet = sheet.add({"day": "02/12/2026", "kind": "holiday", "note": "x", "basis": "y"})
    assert calendar.inverse_of([sheet]) == (
        calendar.OwnDay(FIRST, "compensatory", "", "13:30-16:00", "Nghỉ bù", "TB 1"),
        calendar.OwnDay(SECOND, ""),
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("", None), ("nghỉ", ""), ("Nghỉ", ""), ("off", ""), ("7h30-11h30", "07:30-11:30"), ("x1", "x1")],
)
def test_half_a_day_is_as_usual_closed_or_has_hours(typed: str, kept: str | None) -> None:
    assert calendar.half_of(typed) == kept


def test_a_day_twice_and_a_day_without_its_document_are_told() -> None:
    sheet = own_days(a_day()).add({"day": "2/1/2026", "kind": "holiday"})
    told = [(one.line, one.column) for one in calendar.own_problems(sheet)]
    assert told == [(2, "day"), (2, "note"), (2, "basis")]


def test_a_week_comes_back_from_its_rows() -> None:
    week = [[["07:30", "11:30"], ["13:30", "17:00"]]] * 5 + [[["08:00", "11:00"]], []]
    assert calendar.week_of(Sheet.of(calendar.hour_cols(), calendar.hour_rows(week))) == week


def test_an_afternoon_before_the_morning_ends_is_told() -> None:
    rows = calendar.hour_rows([[["07:30", "11:30"], ["13:30", "17:00"]]] * 7)
    sheet = Sheet.of(calendar.hour_cols(), rows).put(1, "am", "07:30-14:00")
    assert [(one.line, one.column) for one in calendar.hour_problems(sheet)] == [(1, "pm")]


@pytest.mark.parametrize(
    ("day", "step", "wanted"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
    ],
)
def test_a_month_on_stays_within_the_month(day: date, step: int, wanted: date) -> None:
    assert calendar.move_month(day, step) == wanted


# ---- catalogue ------------------------------------------------------------------------------------


def a_procedure(**changed: Any) -> CatalogueEntry:
    """A procedure on record."""
    card: ProcedureCard = replace(marriage_card(), **changed)
    version = VersionCard(date(2026, 1, 1), None, "in_force", used=True)
    return CatalogueEntry(card, version.valid_from, None, "in_force", 8, (version,))


def test_a_procedure_as_typed_is_the_procedure_on_record() -> None:
    given = catalogue.entry_of(catalogue.draft_of(a_procedure()))
    card = marriage_card()
    assert {key: given[key] for key in ("code", "name", "field", "time_limit", "time_unit", "fee")} == {
        "code": card.code, "name": card.name, "field": card.field, "time_limit": 3,
        "time_unit": "working_day", "fee": 15_000,
    }  # fmt: skip
    assert [one["name"] for one in given["components"]] == [one.name for one in card.components]


def test_the_desk_reads_a_typed_procedure_back_to_the_same_card() -> None:
    from desk.catalogue.reading import read_entry

    paper = ComponentCard(1, "Giấy ủy quyền", True, "nếu có", applies="on_behalf", valid_days=180, copies=2)
    card = replace(marriage_card(), level="xã", components=(paper,), nicknames="độc thân", favourite=True)
    entry = replace(a_procedure(), card=card)
    assert read_entry(catalogue.entry_of(catalogue.draft_of(entry))) == card


def test_only_the_offices_own_marks_need_no_new_version() -> None:
    draft = catalogue.draft_of(a_procedure())
    assert draft.put("nicknames", "độc thân").house_only
    assert not draft.put("nicknames", "độc thân").put("fee", "1").house_only
    assert not draft.house_only


def test_a_refusals_key_leads_to_its_place() -> None:
    draft = catalogue.draft_of(a_procedure())
    assert catalogue.place_of(draft, "components[1].name") == ("components", 2, "name")
    assert catalogue.place_of(draft, "fee") == ("facts", 0, "fee")


# ---- process --------------------------------------------------------------------------------------


def some_steps(*hours: str, term: int | None = 600) -> process.Steps:
    """Steps typed with these hours."""
    plan = ProcessPlan(
        "1.1", None, tuple(StepCard(n, "B", "U", None) for n, _ in enumerate(hours, 1)), None, term
    )
    steps = process.steps_of(a_procedure(), plan, ())
    for line, text in enumerate(hours, start=1):
        steps = replace(steps, sheet=steps.sheet.put(line, "hours", text))
    return steps


def test_the_sum_of_the_steps_is_held_against_the_term() -> None:
    assert process.sum_chip(some_steps("4", "6")).text == "Cộng 10 trên 10 giờ của hạn"
    assert process.sum_chip(some_steps("4", "6")).tone.value == "ok"
    assert process.sum_chip(some_steps("4", "6,5")).tone.value == "bad"
    assert process.sum_chip(some_steps("4", term=None)).text == "Cộng 4 giờ"


def test_steps_are_numbered_as_they_stand() -> None:
    steps = some_steps("1", "2", "3")
    steps = replace(steps, sheet=steps.sheet.move(3, -1).drop(1))
    assert [(one["no"], one["minutes"]) for one in process.cards_of(steps)] == [(1, 180), (2, 120)]


# ---- rules ----------------------------------------------------------------------------------------


def a_rule(key: str, default: Any, value: Any = ...) -> RuleCard:
    """A rule as it holds."""
    held = default if value is ... else value
    return RuleCard(key, held, default, None, "", "", key)


@pytest.mark.parametrize(
    ("key", "default", "typed", "value"),
    [
        ("clock.accept_hours", 8, "6", 6),
        ("people.reuse_days", None, "", None),
        ("people.reuse_days", None, "365", 365),
        ("calendar.same_day_cutoff", "15:00", "16h", "16:00"),
        ("calendar.saturday_counts", False, ON, True),
        ("calendar.saturday_counts", False, "", False),
        ("clock.start", "competent", "received", "received"),
        ("receipt.roll_copies", 1, "2", 2),
        ("override.roles", ["head", "admin"], "admin", ["admin"]),
    ],
)
def test_a_rule_is_read_as_its_kind(key: str, default: Any, typed: str, value: Any) -> None:
    card = a_rule(key, default)
    draft = replace(rules.draft_of(card, ()), text=typed)
    assert rules.value_of(card, draft) == (value, "")


@pytest.mark.parametrize(
    ("key", "default", "typed"),
    [
        ("clock.accept_hours", 8, ""),
        ("clock.accept_hours", 8, "tám"),
        ("calendar.same_day_cutoff", "15:00", "25:00"),
        ("override.roles", ["head"], ""),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(key: str, default: Any, typed: str) -> None:
    card = a_rule(key, default)
    assert rules.value_of(card, replace(rules.draft_of(card, ()), text=typed))[1].endswith(".")


def test_targets_are_typed_by_indicator_and_empty_ones_are_none() -> None:
    card = a_rule("indicators.targets", {}, {"digitised": 80})
    draft = rules.draft_of(card, ("digitised", "reused", "satisfied"))
    assert draft.sheet is not None
    typed = replace(draft, sheet=draft.sheet.put(2, "aim", "98,5").put(1, "aim", ""))
    assert rules.value_of(card, typed) == ({"reused": 98.5}, "")
    wrong = replace(draft, sheet=draft.sheet.put(2, "aim", "101"))
    assert rules.value_of(card, wrong)[1]


def test_every_declared_rule_has_a_title_and_reads_its_own_value_back() -> None:
    from desk.numbers.indicators import KEYS
    from desk.office.settings import DECLARED

    for one in DECLARED:
        card = a_rule(one.key, one.default)
        assert rule_words.title(card) != card.help, one.key
        assert rule_words.value_words(one.key, one.default)
        if rules.form_of(card) != "week":
            value, wrong = rules.value_of(card, rules.draft_of(card, tuple(KEYS)))
            assert (value, wrong) == (one.default, ""), one.key


def test_every_indicator_is_called_by_a_name() -> None:
    from desk.numbers.indicators import KEYS

    assert [key for key in KEYS if rule_words.indicator_words(key) == key] == []


# ---- office, people, words --------------------------------------------------------------------------


def test_a_points_code_in_use_stays_and_a_code_twice_is_told() -> None:
    row = {"code": "DIEM-2", "name": "Điểm 2", "address": "", "mobile": "", "active": ON, "here": ""}
    sheet = Sheet.of(office.point_cols(), (row,))
    assert office.point_problems(sheet) == ()
    assert [one.column for one in office.point_problems(sheet.put(1, "code", "DIEM-3"))] == ["code"]
    twice = sheet.add({"code": "diem-2", "name": "x"})
    assert {one.line for one in office.point_problems(twice)} == {1, 2}


def test_a_point_taken_out_is_closed() -> None:
    row = {"code": "DIEM-2", "name": "Điểm 2", "address": "", "mobile": "", "active": ON, "here": ""}
    assert [one.active for one in office.points_of(Sheet.of(office.point_cols(), (row,)).drop(1))] == [False]


def test_the_kept_entry_of_a_pair_is_the_person_at_the_desks_choice() -> None:
    seen = datetime(2026, 11, 23, 9, 0, tzinfo=LOCAL)
    one, two = (CitizenCard(n, "citizen", "MẪU", "999***", None, None, 1, seen) for n in (1, 2))
    pair = DuplicatePair(one, two, ("name_birth",))
    assert people.ordered(pair, frozenset()) == (one, two)
    assert people.ordered(pair, frozenset({(1, 2)})) == (two, one)


def sentences(*codes: str) -> Sheet:
    """Sentences on record, ten apart."""
    cards = [PhraseCard("note", code, "Câu", position=10 * at) for at, code in enumerate(codes, start=1)]
    return words.sheet_of(cards)


def test_one_sentence_changed_is_one_sentence_saved() -> None:
    sheet = sentences("a", "b", "c").put(2, "text", "Khác")
    assert [(one.code, one.text, one.position) for one in words.cards_of("note", sheet)] == [
        ("b", "Khác", 20)
    ]


def test_sentences_in_another_order_get_their_new_places() -> None:
    sheet = sentences("a", "b", "c").move(3, -1)
    assert {one.code: one.position for one in words.cards_of("note", sheet)} == {"b": 30, "c": 20}


def test_a_sentence_taken_out_is_no_longer_offered() -> None:
    assert [(one.code, one.active) for one in words.cards_of("note", sentences("a").drop(1))] == [
        ("a", False)
    ]


def test_a_refusal_needs_its_law() -> None:
    sheet = sentences("a").add({"code": "b", "text": "Lý do", "active": ON})
    assert [one.column for one in words.problems("refuse", sheet)] == ["basis"]
    assert words.problems("note", sheet) == ()


def test_the_fee_table_of_certification_is_edited_row_by_row_and_judged_before_it_is_saved() -> None:
    from desk.office.certification_rules import fee_rows, shipped_fees
    from ui.admin.rules import fees

    sheet = fees.fee_sheet(shipped_fees())
    assert fees.fees_of(sheet) == (shipped_fees(), "")
    dearer = sheet.put(1, "amount", "3000").add(fees.NEW)
    row = dearer.lines[-1].id
    rows, wrong = fees.fees_of(dearer)
    assert wrong == "Ghi mã thủ tục, ví dụ 2.000815."
    dearer = (
        dearer.put(row, "procedure", "2.001035").put(row, "book", "transactions").put(row, "amount", "50000")
    )
    rows, wrong = fees.fees_of(dearer)
    assert (wrong, rows[0]["amount"], rows[-1]["amount"]) == ("", 3000, 50_000)
    assert fee_rows(rows)
    twice = dearer.put(row, "procedure", "2.000884").put(row, "book", "signatures").put(row, "unit", "case")
    assert fees.fees_of(twice)[1] == "Bậc này của thủ tục đã có ở dòng khác."
    late = dearer.put(row, "from", "3")
    assert fees.fees_of(late)[1] == "Bậc đầu phải từ trang 1."
    for bad in (twice, late):
        assert not fee_rows(fees.fees_of(bad)[0])
