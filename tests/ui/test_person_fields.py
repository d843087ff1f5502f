"""Step 1 while it is typed: what is doubtful is said when a field is left, and nothing is refused for it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.test_reception import Counter, office_folder, real
from ui.widgets.card import StepState

__all__ = ["office_folder", "real"]
ALT = Qt.KeyboardModifier.AltModifier


def test_alt_1_opens_the_person_at_one_press(real: Counter) -> None:
    real.card()
    real.choose()
    pane = real.page.view.person
    assert not pane.typing
    real.key(Qt.Key.Key_1, ALT)
    assert pane.typing
    assert QApplication.focusWidget() is pane.phone  # the one field no card fills
    real.type("0999123456")
    assert pane.typing
    real.key(Qt.Key.Key_1, ALT)
    assert QApplication.focusWidget() is pane.name_field


def test_a_wrong_birth_date_is_said_under_its_field_once_it_is_left(real: Counter) -> None:
    real.card()
    pane = real.page.view.person
    real.key(Qt.Key.Key_1, ALT)
    pane.birth_field.setFocus()
    pane.birth_field.selectAll()
    real.type("1990")
    assert pane.birth_box.told is None or pane.birth_box.told.isHidden()
    real.key(Qt.Key.Key_Tab)
    assert pane.birth_box.told is not None
    assert pane.birth_box.told.isVisible()
    assert "bỏ trống" in pane.birth_box.told.text()
    assert pane.birth_field.accessibleDescription() == pane.birth_box.told.text()
    pane.birth_field.setFocus()
    pane.birth_field.selectAll()
    real.key(Qt.Key.Key_Delete)
    real.key(Qt.Key.Key_Tab)
    assert pane.birth_box.told.isHidden()
    assert pane.birth_field.accessibleDescription() == ""


def test_digits_in_a_name_are_asked_about_and_never_refused(real: Counter) -> None:
    real.card()
    real.choose()
    real.page.presenter.papers.toggle(0)
    pane = real.page.view.person
    real.key(Qt.Key.Key_1, ALT)
    real.key(Qt.Key.Key_1, ALT)
    pane.name_field.selectAll()
    real.type("H'Mong Giang1990")
    real.key(Qt.Key.Key_Tab)
    assert pane.name_box.told is not None
    assert pane.name_box.told.text() == "Tên có chữ số?"
    real.page.view.papers.focus_row()
    real.settle()
    assert pane.chip.spec.text == "Tên có chữ số?"
    assert pane.head.state is not StepState.DONE
    assert real.page.presenter.state.gap is None
    before = len(real.printed)
    real.key(Qt.Key.Key_F9)
    assert len(real.printed) == before + 1
