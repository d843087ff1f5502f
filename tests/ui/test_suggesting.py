"""What pages say of themselves: offered in the empty field, taken by one key, never written unasked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.rows import State
from tests.helpers.returns_demo import a_dossier
from tests.helpers.returns_window import CTRL, SIZES, Counter, Opened, counters
from tests.helpers.telling_pages import TellingReturns, TellingServices, chip, compose, said
from ui.keys import KEYS
from ui.reception.screen import ReceptionPage

ALT = Qt.KeyboardModifier.AltModifier
RESULT = {
    "giay": (
        said("number", "12/GKS-UBND"), said("issued_on", "2026-11-20"),
        said("subject", "TRÍCH LỤC KHAI SINH"),
    ),
    "kem": (said("number", "9/CV-UBND", 0.5),),
    "khac": (said("number", "77/QĐ-UBND"),),
}  # fmt: skip
FORM = {"don": (said("full_name", "TRẦN VĂN THÍ DỤ"), said("id_number", "001099000001"))}


@pytest.fixture
def counter(qtbot: QtBot, qapp: QApplication) -> Iterator[Opened]:
    with counters(qtbot, qapp) as opened:
        yield opened


def _scan(desk: Counter, folder: Path, *stems: str) -> None:
    """Pages as they come from a file."""
    page = desk.page if desk.shell.current_name == "returns" else _reception(desk)
    for stem in stems:
        file = folder / f"{stem}.png"
        QImage(40, 60, QImage.Format.Format_RGB32).save(str(file))
        page.view.scan.add_files([file])
        desk.settle()


def _returning(counter: Opened, **look: object) -> Counter:
    desk = counter(TellingReturns(dossier=a_dossier(State.PROCESSING), told=RESULT), **look)
    desk.open()
    return desk


def _reception(desk: Counter) -> ReceptionPage:
    page = desk.shell.page_of("reception")
    assert isinstance(page, ReceptionPage)
    return page


def test_a_results_number_day_and_name_are_offered_and_taken_one_by_one(
    counter: Opened, tmp_path: Path
) -> None:
    desk = _returning(counter)
    result = desk.page.view.result
    _scan(desk, tmp_path, "kem", "giay")
    fields = (result.number, result.day, result.title)
    assert [field.text() for field in fields] == ["", "", ""]
    assert [chip(field).value for field in fields] == ["12/GKS-UBND", "20/11/2026", "TRÍCH LỤC KHAI SINH"]
    assert "12/GKS-UBND" in result.number.accessibleDescription()
    assert "Gợi ý từ giấy" in chip(result.number).accessibleName()
    for field in fields:
        assert field.hasFocus()
        desk.key(Qt.Key.Key_Return, ALT)
        desk.key(Qt.Key.Key_Return)
    draft = desk.page.presenter.state.draft.result
    assert (draft.number, draft.day, draft.title) == ("12/GKS-UBND", "20/11/2026", "TRÍCH LỤC KHAI SINH")
    assert all(chip(field).isHidden() for field in fields)
    assert result.number.accessibleDescription() == ""


def test_what_is_not_taken_is_not_saved(counter: Opened, tmp_path: Path) -> None:
    desk = _returning(counter)
    _scan(desk, tmp_path, "giay")
    desk.key(Qt.Key.Key_F9)
    told = next(iter(desk.services.acts.values()))[1]["result"]
    assert "number" not in told
    assert "title" not in told
    assert told["date"] == desk.services.now().date().isoformat()


def test_a_suggestion_goes_while_one_types_and_comes_back_to_the_emptied_field(
    counter: Opened, tmp_path: Path
) -> None:
    desk = _returning(counter)
    number = desk.page.view.result.number
    _scan(desk, tmp_path, "giay")
    desk.key(Qt.Key.Key_5)
    assert not chip(number).isVisible()
    desk.key(Qt.Key.Key_Return, ALT)
    assert number.text() == "5"
    desk.key(Qt.Key.Key_Backspace)
    assert chip(number).isVisible()
    QTest.mouseClick(chip(number), Qt.MouseButton.LeftButton)
    assert (number.text(), number.hasFocus()) == ("12/GKS-UBND", True)
    desk.key(Qt.Key.Key_Z, CTRL)
    assert number.text() == ""


def test_a_click_into_a_field_stands_in_it_and_the_next_one_takes_the_suggestion(
    counter: Opened, tmp_path: Path
) -> None:
    desk = _returning(counter)
    title = desk.page.view.result.title
    _scan(desk, tmp_path, "giay")
    QTest.mouseClick(chip(title), Qt.MouseButton.LeftButton)
    assert (title.text(), title.hasFocus()) == ("", True)
    QTest.mouseClick(chip(title), Qt.MouseButton.LeftButton)
    assert title.text() == "TRÍCH LỤC KHAI SINH"
    title.clear()
    title.textEdited.emit("")
    desk.page.view.result.day.setFocus()
    QTest.mouseClick(title, Qt.MouseButton.LeftButton, pos=title.rect().center() + QPoint(180, 0))
    QTest.mouseClick(chip(title), Qt.MouseButton.LeftButton)
    assert desk.page.presenter.state.draft.result.title == "TRÍCH LỤC KHAI SINH"


def test_nothing_is_written_into_a_field_an_input_method_composes_in(counter: Opened, tmp_path: Path) -> None:
    desk = _returning(counter)
    title = desk.page.view.result.title
    title.setFocus()
    compose(title, "Giấ")
    _scan(desk, tmp_path, "giay")
    assert not chip(title).isVisible()
    desk.key(Qt.Key.Key_Return, ALT)
    assert title.text() == ""
    compose(title, "", "Giấy")
    assert (title.text(), chip(title).isVisible()) == ("Giấy", False)


def test_each_result_is_offered_what_its_own_pages_say(counter: Opened, tmp_path: Path) -> None:
    desk = _returning(counter)
    number = desk.page.view.result.number
    _scan(desk, tmp_path, "giay")
    desk.page.view.result.which.chosen.emit("1")
    desk.settle()
    assert chip(number).value == ""
    _scan(desk, tmp_path, "khac")
    assert chip(number).value == "77/QĐ-UBND"
    desk.page.view.scan.pages.strip.choose(1)
    desk.page.view.scan.pages.drop.click()
    desk.settle()
    assert chip(number).value == ""
    desk.page.view.result.which.chosen.emit("0")
    desk.settle()
    assert chip(number).value == "12/GKS-UBND"


def test_the_applicants_name_and_number_are_offered_at_reception(counter: Opened, tmp_path: Path) -> None:
    desk = counter(TellingServices(told=FORM))
    desk.shell.go("reception")
    desk.settle()
    person = _reception(desk).view.person
    _scan(desk, tmp_path, "don")
    assert (person.id_field.text(), person.name_field.text()) == ("", "")
    assert _reception(desk).presenter.state.draft.person.full_name == ""
    person.name_field.setFocus()
    desk.key(Qt.Key.Key_Return, ALT)
    assert person.name_field.text() == "TRẦN VĂN THÍ DỤ"
    person.id_field.setFocus()
    desk.key(Qt.Key.Key_0)
    assert not chip(person.id_field).isVisible()
    desk.key(Qt.Key.Key_Backspace)
    desk.key(Qt.Key.Key_Return, ALT)
    told = _reception(desk).presenter.state.draft.person
    assert (told.full_name, told.id_number) == ("TRẦN VĂN THÍ DỤ", "001099000001")


def test_the_suggestion_and_its_key_are_told_in_english_too(counter: Opened, tmp_path: Path) -> None:
    desk = _returning(counter, lang="en")
    number = desk.page.view.result.number
    _scan(desk, tmp_path, "giay")
    assert chip(number).accessibleName() == "Suggested by the paper: 12/GKS-UBND"
    assert chip(number).accessibleDescription() == "Alt+Enter"
    assert "returns.suggestion" in [key.id for key in KEYS.bar("returns", desk.page.bar_keys)]
    assert "reception.suggestion" in [key.id for key in KEYS.bar("reception")]


@pytest.mark.parametrize("size", SIZES)
def test_a_suggestion_lies_inside_its_field_and_moves_nothing(
    counter: Opened, tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = _returning(counter, size=size)
    result = desk.page.view.result
    before = [field.geometry() for field in (result.number, result.day, result.title)]
    _scan(desk, tmp_path, "giay")
    for field, place in zip((result.number, result.day, result.title), before, strict=True):
        assert field.geometry() == place
        assert field.rect().contains(chip(field).geometry())
    words, _icon, _cap = chip(result.day).shown
    assert "20/11/2026" in words
    assert "12/GKS-UBND" in chip(result.number).shown[0]
