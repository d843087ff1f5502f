"""Thiết lập as a whole: every section by keys, named for readers, whole at every size, English whole."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

import ui
from desk.clock import parse_moment
from desk.office.bootstrap import open_office
from desk.services import DeskServices
from tests.helpers.admin_window import CTRL, NOW, SIZES, AdminDesk, Opened
from ui.admin.calendar.section import CalendarSection
from ui.admin.catalogue.section import CatalogueSection
from ui.admin.process.section import ProcessSection
from ui.admin.sections import sections
from ui.i18n import catalogue
from ui.scan.guard import ScanGuard
from ui.widgets.buttons import KeyButton
from ui.widgets.label import Label

Key = Qt.Key
NAMES = tuple(entry.name for entry in sections())
VIEWS = {"calendar": 3, "office": 2, "people": 3, "templates": 2}
MARKS = set("ăâđêôơưấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữựạảãịỉĩọỏụủũỳỵỷỹ")


def every_view(desk: AdminDesk) -> list[str]:
    """Walk every view of every section; answers its name after it came to the front."""
    seen = []
    for name in NAMES:
        desk.goto(name)
        section = desk.page.section
        assert section is not None
        for number in range(VIEWS.get(name, 1)):
            section.choose_view(number + 1)
            desk.settle()
            seen.append(f"{name}.{number + 1}")
    return seen


def cut(root: QWidget) -> list[str]:
    """Labels and buttons whose words do not fit; those that may be shortened are left out."""
    labels = [one for one in root.findChildren(Label) if one.isVisible() and not one._shortens]
    buttons = [one for one in root.findChildren(KeyButton) if one.isVisible()]
    return [one.text() for one in labels if one.shortened] + [
        one.text() for one in buttons if one.width() < one.minimumSizeHint().width()
    ]


def test_the_key_of_thiet_lap_opens_it_from_anywhere(admin: AdminDesk) -> None:
    admin.key(Key.Key_F12)
    assert admin.shell.current_name == "home"
    admin.key(Key.Key_Comma, CTRL)
    assert admin.shell.current_name == "admin"
    assert admin.focus == "admin.sections"


def test_letters_without_marks_jump_to_a_section_and_arrows_walk(admin: AdminDesk) -> None:
    admin.type("d")
    assert admin.page.list.current_row.name == "catalogue"
    admin.type("d")
    assert admin.page.list.current_row.name == "office"
    admin.key(Key.Key_Down)
    assert admin.page.list.current_row.name == "signing"
    assert admin.page.section is admin.page.page_of("signing")


def test_a_section_is_built_when_it_is_first_opened(admin: AdminDesk) -> None:
    assert list(admin.page._pages) == ["calendar"]
    admin.key(Key.Key_Down)
    assert list(admin.page._pages) == ["calendar", "catalogue"]


def test_f9_with_nothing_typed_changes_nothing(admin: AdminDesk) -> None:
    for name in [one for one in NAMES if one != "about"]:  # there F9 copies the diagnosis
        admin.goto(name)
        admin.key(Key.Key_F9)
    assert admin.toasts == []


def test_esc_goes_from_the_section_to_the_list_and_then_to_the_desk(admin: AdminDesk) -> None:
    admin.key(Key.Key_Right)
    assert admin.focus == "calendar.year"
    admin.key(Key.Key_Escape)
    assert admin.focus == "admin.sections"
    admin.key(Key.Key_Escape)
    assert admin.shell.current_name == "home"


def test_f6_walks_list_and_section_and_comes_back(admin: AdminDesk) -> None:
    walked = []
    for _ in range(4):
        admin.key(Key.Key_F6)
        walked.append(admin.focus)
    assert walked[:2] == ["calendar.year", "calendar.day.edit"]
    assert "admin.sections" in walked


def test_everything_one_can_press_or_type_in_has_a_name(admin: AdminDesk) -> None:
    for name in NAMES:
        admin.goto(name)
        section = admin.page.section
        assert section is not None
        for number in range(VIEWS.get(name, 1)):
            section.choose_view(number + 1)
            admin.settle()
            assert admin.unnamed() == [], f"{name}.{number + 1}"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_word_is_cut_at_any_size_in_either_language(
    admin_open: Opened, office_services: DeskServices, size: tuple[int, int], lang: str
) -> None:
    desk = admin_open(office_services, size=size, lang=lang)
    wrong: dict[str, list[str]] = {}
    for name in NAMES:
        desk.goto(name)
        section = desk.page.section
        assert section is not None
        for number in range(VIEWS.get(name, 1)):
            section.choose_view(number + 1)
            desk.settle()
            if cut(desk.page):
                wrong[f"{name}.{number + 1}"] = cut(desk.page)
    assert wrong == {}
    assert (desk.shell.width(), desk.shell.height()) == size


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_procedure_and_its_steps_fit_while_something_is_typed(
    admin_open: Opened, office_services: DeskServices, size: tuple[int, int], lang: str
) -> None:
    desk = admin_open(office_services, size=size, lang=lang)
    desk.goto("catalogue")
    section = desk.section(CatalogueSection)
    section.open("1.004873")
    desk.settle()
    section.presenter.put("fee", "20.000")
    wrong = {}
    for number in range(1, 5):
        section.choose_view(number)
        desk.settle()
        assert section.valid_from.isVisible()
        assert desk.unnamed() == []
        wrong[f"catalogue {number}"] = cut(desk.page)
    desk.goto("process")
    steps = desk.section(ProcessSection)
    steps.open(office_services.catalogue.entry("1.004873"))
    desk.settle()
    steps.presenter.put(1, "hours", "4")
    desk.settle()
    wrong["process"] = cut(desk.page)
    desk.key(Key.Key_O, CTRL)
    wrong["files"] = cut(desk.page)
    assert {key: words for key, words in wrong.items() if words} == {}


def test_english_leaves_no_vietnamese_on_buttons_and_heads(
    admin_open: Opened, office_services: DeskServices
) -> None:
    desk = admin_open(office_services, lang="en")
    every_view(desk)
    buttons = [one.text() for one in desk.page.findChildren(KeyButton)]
    names = [one.accessibleName() for one in desk.page.findChildren(QWidget) if isinstance(one, KeyButton)]
    assert [text for text in buttons + names if MARKS & set(text.lower().replace("(đ)", ""))] == []


def test_every_sentence_of_the_administration_has_english() -> None:
    known, asked = catalogue("en"), set()
    for file in (Path(ui.__file__).parent / "admin").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr":
                asked |= {one.value for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant)}
    asked |= {text for entry in sections() for text in (entry.title, entry.words)}
    assert len(asked) > 300
    assert sorted(text for text in asked if isinstance(text, str) and text not in known) == []


def test_a_clerk_of_a_real_office_looks_and_exports_but_does_not_save(
    admin_open: Opened, office_services: DeskServices
) -> None:
    card = replace(office_services.office(), training=False)
    clerk = _Clerk(office_services, card)
    desk = admin_open(clerk)
    section = desk.section(CalendarSection)
    line = section.presenter.add()
    for key, text in (("day", "2/12/2026"), ("note", "Sơ kết"), ("basis", "CV 12")):
        section.presenter.put(line, key, text)
    desk.settle()
    assert not section.commit_button.isEnabled()
    assert section.note.text().startswith("Chỉ lãnh đạo hoặc người quản trị")
    desk.key(Key.Key_E, CTRL)
    assert section.commit_button.isEnabled()


class _Clerk:
    """The doors of an office as a clerk of a real one sees them: only who and where differ."""

    def __init__(self, services: DeskServices, card: object) -> None:
        self._services, self._card = services, card

    def office(self) -> object:
        return self._card

    def staff(self) -> object:
        return replace(self._services.staff(), role="clerk")

    def __getattr__(self, name: str) -> object:
        return getattr(self._services, name)


def test_a_change_elsewhere_is_read_and_a_draft_stays(
    admin: AdminDesk, office_services: DeskServices
) -> None:
    section = admin.section(CalendarSection)
    section.presenter.add()
    admin.settle()
    data = office_services._office.data
    with open_office(data, now=parse_moment(NOW), user="quan-tri-mau") as other:
        from datetime import date

        from desk.dates.rows import CalendarChange

        DeskServices(other).dates.apply([CalendarChange(date(2026, 12, 9), "holiday", "Khác", "CV 9")])
    section.presenter.load()
    admin.settle()
    card = section.presenter.state.card(date(2026, 12, 9))
    assert card is not None
    assert card.own
    assert len(section.presenter.state.sheet.lines) == 1


def test_tab_walks_the_section_as_one_reads_and_ends_at_the_button(admin: AdminDesk) -> None:
    admin.goto("catalogue")
    admin.section(CatalogueSection).open("1.004873")
    admin.settle()
    section = admin.section(CatalogueSection)
    section.presenter.put("fee", "20.000")
    section.presenter.put_from("1/1/2027")
    assert section.views is not None
    section.views.buttons[0].setFocus()
    walked = []
    for _ in range(60):
        admin.key(Key.Key_Tab)
        walked.append(admin.focus)
        if walked[-1] == "catalogue.commit":
            break
    order = [
        "admin.catalogue.import", "catalogue.back", "catalogue.facts.name", "catalogue.facts.fee",
        "catalogue.facts.basis", "catalogue.from.day", "catalogue.commit",
    ]  # fmt: skip
    assert [name for name in walked if name in order] == order


def test_drafts_of_every_section_speak_the_new_language(
    admin_open: Opened, office_services: DeskServices
) -> None:
    desk = admin_open(office_services)
    desk.section(CalendarSection).presenter.add()
    desk.goto("catalogue")
    catalogued = desk.section(CatalogueSection)
    catalogued.open("1.004873")
    desk.settle()
    catalogued.presenter.put("fee", "20.000")
    desk.goto("process")
    desk.section(ProcessSection).open(office_services.catalogue.entry("1.004873"))
    desk.settle()
    desk.section(ProcessSection).presenter.put(1, "hours", "4")
    kept = desk.shell.keep()
    other = admin_open(office_services, lang="en")
    other.shell.restore(kept)
    other.page.shown()
    other.settle()
    assert other.page.list.current_row.name == "process"
    for name, kind in (
        ("process", ProcessSection),
        ("calendar", CalendarSection),
        ("catalogue", CatalogueSection),
    ):
        other.goto(name)
        assert other.section(kind).dirty, name
    draft = other.section(CatalogueSection).presenter.state.draft
    assert draft is not None
    assert draft.values["fee"] == "20.000"
    assert draft.components.cols[0].title == "Paper"


def test_a_scan_while_a_cell_is_typed_in_is_no_typing(admin: AdminDesk, qapp: QApplication) -> None:
    heard: list[str] = []
    admin.section(CalendarSection).choose_view(2)
    admin.settle()
    admin.key(Key.Key_Return)
    assert admin.focus == "cell.day"
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    guard = ScanGuard(qapp, clock=lambda _event: 0.0)
    guard.scanned.connect(heard.append)
    window = admin.shell.windowHandle()
    for letter in "VN-MAU-01-261123-0001.7K2X9BCD":
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.postEvent(window, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
        QApplication.sendPostedEvents(window)
    admin.key(Key.Key_Return)
    qapp.removeEventFilter(guard)
    guard.deleteLater()
    assert heard == ["VN-MAU-01-261123-0001.7K2X9BCD"]
    assert field.text() == ""
    assert admin.focus == "cell.day"
