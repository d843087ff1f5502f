"""Process, rules, office, people and words by keys alone on a real practice office."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from desk.services import DeskServices
from tests.helpers.admin_window import ALT, CTRL, AdminDesk
from ui.admin.office.section import OfficeSection
from ui.admin.people.section import PeopleSection
from ui.admin.process.section import ProcessSection
from ui.admin.rules.section import RulesSection
from ui.admin.words.section import WordsSection

Key = Qt.Key
MARRIAGE = "1.004873"


def a_reception(services: DeskServices, *, number: str, name: str = "Võ Ngọc Mẫu") -> str:
    """One dossier of a fictional citizen; answers its code."""
    applicant = {"id_number": number, "full_name": name, "birth_date": "1956-07-07"}
    papers = [{"no": 1, "kind": "original", "copies": 1, "pages": []}]
    given = {"channel": "direct", "procedure": MARRIAGE, "applicant": applicant, "components": papers}
    return services.receive(given).code


# ---- process --------------------------------------------------------------------------------------


def test_steps_are_typed_summed_against_the_term_and_saved_from_a_day(
    admin: AdminDesk, office_services: DeskServices
) -> None:
    admin.goto("process")
    admin.key(Key.Key_Return)
    admin.type(MARRIAGE)
    admin.key(Key.Key_Return)
    section = admin.section(ProcessSection)
    steps = len(office_services.process.steps(MARRIAGE).steps)
    assert admin.focus == "process.steps.table"
    for row in range(steps):
        section.steps.panel.table.stand_on(row + 1, "hours")
        admin.cell("2,5")
    assert section.steps.sum.spec.text.startswith("Cộng 7,5 trên 22,5 giờ")
    admin.key(Key.Key_F9)
    assert admin.focus == "process.from.day"
    admin.type("24/11/2026")
    admin.key(Key.Key_F9)
    plan = office_services.process.steps(MARRIAGE, on=date(2026, 11, 24))
    assert [step.minutes for step in plan.steps] == [150] * steps
    assert plan.valid_from == date(2026, 11, 24)


def test_a_step_without_hours_is_said_and_not_saved(admin: AdminDesk, office_services: DeskServices) -> None:
    admin.goto("process")
    admin.key(Key.Key_Return)
    admin.type(MARRIAGE)
    admin.key(Key.Key_Return)
    admin.key(Key.Key_Insert)
    admin.type("Trình ký")
    admin.key(Key.Key_Return)
    section = admin.section(ProcessSection)
    assert not section.commit_button.isEnabled()
    admin.key(Key.Key_F9)
    assert section.steps.panel.table.current_problem
    assert office_services.process.steps(MARRIAGE).valid_from is None
    admin.key(Key.Key_Escape)
    assert section.dirty


# ---- rules ----------------------------------------------------------------------------------------


def test_a_rule_is_changed_from_a_day_on_and_its_history_tells(
    admin: AdminDesk, office_services: DeskServices
) -> None:
    admin.goto("rules")
    section = admin.section(RulesSection)
    section.list.search.setFocus()
    admin.type("tiep nhan ho so truc tuyen")
    admin.settle()
    admin.key(Key.Key_Return)
    assert section.presenter.state.current == "clock.accept_hours"
    assert admin.focus == "rules.value"
    admin.key(Key.Key_A, CTRL)
    admin.type("6")
    admin.key(Key.Key_F9)
    assert admin.focus == "rules.from.day"
    admin.type("1/1/2027")
    assert section.commit_button.text() == "Lưu quy tắc từ 01/01/2027"
    admin.key(Key.Key_F9)
    card = next(one for one in office_services.house.rules() if one.key == "clock.accept_hours")
    assert card.value == 8
    assert [(one.value, one.valid_from, one.planned) for one in card.history] == [(6, date(2027, 1, 1), True)]
    assert len(section.rule.history.rows_model.rows) == 1


def test_a_value_out_of_reason_is_refused_in_place_and_stays_typed(
    admin: AdminDesk, office_services: DeskServices
) -> None:
    admin.goto("rules")
    section = admin.section(RulesSection)
    section.list.search.setFocus()
    admin.type("so lan goi")
    admin.key(Key.Key_Return)
    admin.key(Key.Key_A, CTRL)
    admin.type("9999")
    admin.key(Key.Key_F9)
    admin.type("1/1/2027")
    admin.key(Key.Key_F9)
    assert section.banner.isVisible()
    assert section.rule.editor.line.text() == "9999"
    card = next(one for one in office_services.house.rules() if one.key == "calls.max_attempts")
    assert card.history == ()


def test_an_account_with_letters_is_asked_about_before_it_is_saved_and_refused_where_no_code_holds_it(
    admin: AdminDesk, office_services: DeskServices
) -> None:
    admin.goto("rules")
    section = admin.section(RulesSection)

    def account() -> object:
        return next(one for one in office_services.house.rules() if one.key == "payment.account").value

    section.list.search.setFocus()
    admin.type("so tai khoan nhan phi")
    admin.key(Key.Key_Return)
    assert section.presenter.state.current == "payment.account"
    admin.type("99MM24011M34875080")
    admin.key(Key.Key_F9)
    admin.type("23/11/2026")
    assert section.commit_button.text() == "Đúng, lưu từ 23/11/2026"
    assert "“99MM24011M34875080” có chữ cái?" in section.note.text()
    assert account() == ""
    admin.key(Key.Key_F9)
    assert account() == "99MM24011M34875080"
    admin.goto("calendar")
    admin.goto("rules")
    admin.key(Key.Key_Return)
    admin.key(Key.Key_A, CTRL)
    admin.type("0011 22")
    admin.key(Key.Key_F9)
    admin.type("23/11/2026")
    admin.key(Key.Key_F9)
    assert section.banner.isVisible()
    assert account() == "99MM24011M34875080"


def test_roles_are_ticked_and_targets_typed(admin: AdminDesk, office_services: DeskServices) -> None:
    admin.goto("rules")
    section = admin.section(RulesSection)
    section.list.search.setFocus()
    admin.type("chi tieu")
    admin.key(Key.Key_Return)
    assert admin.focus == "rules.targets"
    section.rule.editor.targets.stand_on(1, "aim")
    admin.cell("98,5")
    admin.key(Key.Key_F9)
    admin.type("23/11/2026")
    admin.key(Key.Key_F9)
    card = next(one for one in office_services.house.rules() if one.key == "indicators.targets")
    assert card.value == {"on_time_settled": 98.5}


# ---- office ---------------------------------------------------------------------------------------


def test_a_new_unit_code_holds_from_its_day_and_the_old_one_is_still_found(
    admin: AdminDesk, office_services: DeskServices
) -> None:
    old = a_reception(office_services, number="999056000889")
    admin.goto("office")
    section = admin.section(OfficeSection)
    admin.key(Key.Key_Return)
    assert admin.focus == "office.profile.code"
    admin.key(Key.Key_A, CTRL)
    admin.type("VN-MAU-02")
    admin.key(Key.Key_F9)
    assert admin.focus == "office.from.day"
    admin.type("24/11/2026")
    assert section.commit_button.text() == "Lưu thông tin từ 24/11/2026"
    admin.key(Key.Key_F9)
    assert admin.focus.startswith("office.")  # not on to the rail, where Enter goes away
    codes = [(one.code, one.valid_from) for one in office_services.house.profiles()]
    assert codes == [("VN-MAU-01", date(2026, 11, 23)), ("VN-MAU-02", date(2026, 11, 24))]
    assert office_services.show(old).code == old
    assert len(section.profile.history.rows_model.rows) == 2


def test_points_are_added_closed_and_chosen_for_this_machine(
    admin: AdminDesk, office_services: DeskServices
) -> None:
    admin.goto("office")
    section = admin.section(OfficeSection)
    admin.key(Key.Key_2, ALT)
    admin.key(Key.Key_Return)
    admin.type("DIEM-2")
    admin.key(Key.Key_Return)
    admin.key(Key.Key_Right)
    admin.cell("Nhà văn hóa thôn Mẫu")
    admin.keys(Key.Key_Right, Key.Key_Right)
    admin.key(Key.Key_Space)
    admin.key(Key.Key_F9)
    assert [(one.code, one.name, one.mobile) for one in office_services.house.points()] == [
        ("DIEM-2", "Nhà văn hóa thôn Mẫu", True)
    ]
    section.points.table.stand_on(1)
    section.here.click()
    admin.settle()
    assert [one.here for one in office_services.house.points()] == [True]
    section.points.table.setFocus()
    admin.key(Key.Key_Delete)
    admin.key(Key.Key_F9)
    assert [one.active for one in office_services.house.points()] == [False]


# ---- people ---------------------------------------------------------------------------------------


def test_two_entries_of_one_person_are_merged_and_parted_again(
    admin: AdminDesk, office_services: DeskServices
) -> None:
    a_reception(office_services, number="999056000889")
    a_reception(office_services, number="999056000890")
    admin.goto("people")
    section = admin.section(PeopleSection)
    admin.key(Key.Key_Return)
    admin.type("vo ngoc mau")
    assert all("056000" not in (one.number_masked or "") for one in section.presenter.state.found)
    admin.keys(Key.Key_Down, Key.Key_Space, Key.Key_Down, Key.Key_Space)
    assert section.presenter.two is not None
    admin.key(Key.Key_F9)
    assert [one.dossiers for one in office_services.people.search("vo ngoc mau")] == [2]
    admin.key(Key.Key_Z, CTRL)
    assert sorted(one.dossiers for one in office_services.people.search("vo ngoc mau")) == [1, 1]


def test_a_likely_pair_is_shown_why_and_the_other_entry_may_be_kept(
    admin: AdminDesk, office_services: DeskServices
) -> None:
    a_reception(office_services, number="999056000889")
    a_reception(office_services, number="999056000890")
    admin.goto("people")
    section = admin.section(PeopleSection)
    admin.key(Key.Key_2, ALT)
    assert admin.focus == "people.pairs.table"
    first = section.presenter.two
    assert first is not None
    admin.key(Key.Key_Space)
    assert section.presenter.two == (first[1], first[0])
    admin.key(Key.Key_F9)
    merges = office_services.people.merges()
    assert [(row.kept.id, row.gone.id) for row in merges] == [(first[1].id, first[0].id)]
    admin.key(Key.Key_3, ALT)
    assert section.commit_button.text().startswith("Tách ")
    admin.key(Key.Key_F9)
    assert office_services.people.merges()[0].undone_at is not None


# ---- words ----------------------------------------------------------------------------------------


def test_a_sentence_is_added_and_a_refusal_without_its_law_is_not(
    admin: AdminDesk, office_services: DeskServices
) -> None:
    admin.goto("words")
    section = admin.section(WordsSection)
    section.kinds.setFocus()
    admin.key(Key.Key_Down)
    section.kinds.chosen.emit(section.kinds.value)
    admin.settle()
    assert section.presenter.state.kind == "refuse"
    section.phrases.panel.table.setFocus()
    admin.key(Key.Key_Insert)
    admin.type("trai_tham_quyen_mau")
    admin.key(Key.Key_Return)
    admin.key(Key.Key_Right)
    admin.cell("Không thuộc thẩm quyền")
    assert section.note.text() == "Lý do từ chối phải có căn cứ pháp lý."
    admin.key(Key.Key_F9)
    admin.cell("Điều 17 NĐ 118/2025/NĐ-CP")
    admin.key(Key.Key_F9)
    saved = {card.code: card for card in office_services.words.phrases("refuse")}
    assert saved["trai_tham_quyen_mau"].text == "Không thuộc thẩm quyền"
    assert saved["trai_tham_quyen_mau"].own
