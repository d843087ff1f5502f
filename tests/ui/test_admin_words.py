"""Thiết lập says what it means: names for the lines of a form, a key on every button, whole captions."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStyleOptionComboBox

from desk.services import DeskServices
from tests.helpers.admin_window import SIZES, AdminDesk, Opened
from ui import theme
from ui.about.section import AboutSection
from ui.admin.parts.fields import Choice
from ui.admin.parts.file_panel import FilePanel
from ui.admin.sections import sections
from ui.admin.signing.section import SigningSection
from ui.admin.templates import model
from ui.admin.templates.section import TemplatesSection
from ui.i18n import tr
from ui.tokens import Role
from ui.widgets.buttons import SecondaryButton
from ui.widgets.text import text_width

Key = Qt.Key
NAMES = [entry.name for entry in sections()]
# Pressed where the Tab key or the list brings one; what they do stands in the list or the form beside them.
UNKEYED = {"targets.drop_secret", "keys.swap"}


@pytest.fixture
def usual_text(qapp: QApplication) -> Iterator[None]:
    """Whatever size a test chose, the next one reads the usual one."""
    yield
    theme.apply(qapp, "light")


@pytest.mark.parametrize("name", NAMES)
def test_every_button_at_the_head_of_a_section_shows_its_key(admin: AdminDesk, name: str) -> None:
    admin.goto(name)
    section = admin.page.section
    assert section is not None
    shown = [one for one in section.findChildren(SecondaryButton) if one.isVisible()]
    bare = [one.objectName() for one in shown if not one.accessibleDescription()]
    assert [one for one in bare if one not in UNKEYED and not one.endswith(".drop")] == []


def test_f7_asks_about_the_key_of_the_office(admin: AdminDesk) -> None:
    admin.goto("signing")
    section = admin.section(SigningSection)
    admin.key(Key.Key_F7)
    assert section.presenter.state.asking
    admin.key(Key.Key_F7)  # bounced: the question stands, nothing was changed
    assert section.presenter.state.asking
    assert len(section.table.rows_model.rows) == 2


def test_f7_chooses_the_file_while_the_way_in_is_open(
    admin: AdminDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(FilePanel, "choose_file", lambda panel: asked.append(panel.objectName()))
    admin.goto("catalogue")
    admin.key(Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    admin.key(Key.Key_F7)
    assert asked == ["admin.catalogue.files"]


def test_no_line_of_a_form_is_shown_by_its_key(admin: AdminDesk) -> None:
    admin.goto("templates")
    editor = admin.section(TemplatesSection)
    for form in [one.form for one in editor.presenter.state.forms or ()]:
        editor.presenter.choose_form(form)
        admin.settle()
        said = [model.text_cell(row).sub for row in model.rows(editor.presenter.state)]
        assert said
        assert [one for one in said if "_" in one or "texts." in one or one[:1].islower()] == []
        assert len(set(said)) == len(said)  # two lines of one form never share a name


def test_a_letter_of_confidence_is_told_with_its_meaning(admin: AdminDesk) -> None:
    admin.goto("templates")
    editor = admin.section(TemplatesSection)
    row = next(one for one in model.rows(editor.presenter.state) if one.spec.place == "confidence")
    assert model.text_cell(row).text == "M · Nguồn thứ cấp, nên đối chiếu"
    editor.presenter.stand_on("confidence")
    said = [one.text() for one in editor.words_view.texts.places.buttons]
    assert said[:2] == ["H · Đã đọc toàn văn", "M · Nguồn thứ cấp, nên đối chiếu"]


def test_a_dropped_draft_is_no_longer_said_to_be_worded(admin: AdminDesk) -> None:
    admin.goto("templates")
    editor = admin.section(TemplatesSection)
    act = editor.presenter
    act.stand_on("texts.code")
    act.type("texts.code", "Mã số:")
    act.keep_now()
    admin.settle()
    act.load()
    admin.settle()
    assert next(one for one in act.state.forms or () if one.form == act.state.form).drafts == 1
    act.drop()
    admin.settle()
    assert next(one for one in act.state.forms or () if one.form == act.state.form).drafts == 0


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(("size", "scale"), [(SIZES[0], 1.5), (SIZES[1], 1.0)])
@pytest.mark.usefixtures("usual_text")
def test_the_captions_of_the_sections_are_whole_in_the_small_window_and_at_the_largest_text(
    admin_open: Opened, office_services: DeskServices, lang: str, size: tuple[int, int], scale: float
) -> None:
    desk = admin_open(office_services, size=size, lang=lang, scale=scale)
    room = desk.page.list.columnWidth(0) - theme.scaled(17)
    cut = [tr(one.words) for one in sections() if text_width(tr(one.words), Role.CAPTION) > room]
    assert cut == []


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.usefixtures("usual_text")
def test_a_choice_too_long_for_its_field_ends_with_the_dots(qapp: QApplication, scale: float) -> None:
    theme.apply(qapp, "light", scale=scale)
    box = Choice((("x", "Cổng tiếp nhận của tỉnh qua HTTPS"),), name="c", title="c")
    style, part = box.style(), box.style().SubControl.SC_ComboBoxEditField
    for wide in range(120, 420, 7):
        box.resize(wide, theme.scaled(36))
        option = QStyleOptionComboBox()
        box.initStyleOption(option)
        room = style.subControlRect(style.ComplexControl.CC_ComboBox, option, part, box).width()
        assert box.fontMetrics().horizontalAdvance(box.shown_words(option)) <= room
    assert box.shown_words(option) == box.currentText()
    box.deleteLater()


def test_works_and_licences_are_told_in_the_language_of_the_window(
    admin_open: Opened, office_services: DeskServices
) -> None:
    english = re.compile(r"\b(also|and|or|with|others|parts|public domain|licence|bundled|below)\b")
    desk = admin_open(office_services)
    desk.goto("about")
    section = desk.section(AboutSection)
    told = [row.sub for row in map(section.works.rows_model.columns[0].cell, section.works.rows_model.rows)]
    assert told
    assert [one for one in told if english.search(one.replace("-or-later", ""))] == []
