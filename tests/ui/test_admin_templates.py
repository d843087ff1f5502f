"""The template editor by keys on a real practice office: type, see it printed, publish, go back, carry."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.services import DeskServices
from tests.helpers.admin_window import ALT, CTRL, AdminDesk, Opened
from ui.admin.templates.section import TemplatesSection
from ui.shell.screen import ScreenContext, ToastAction
from ui.theme import current

Key = Qt.Key
FORM, UNIT = "giay_tiep_nhan", "texts.unit"


@pytest.fixture
def editor(admin: AdminDesk) -> TemplatesSection:
    """The editor with the receipt open."""
    admin.goto("templates")
    section = admin.section(TemplatesSection)
    assert section.presenter.state.form == FORM
    return section


def at_text(admin: AdminDesk, section: TemplatesSection, place: str) -> None:
    """Walk to a text by the arrows and open it."""
    section.words_view.texts.table.setFocus()
    for _ in range(200):
        if section.presenter.state.place == place:
            break
        admin.key(Key.Key_Down)
    admin.key(Key.Key_Return)
    assert admin.focus == "templates.box"


def rest(qtbot: QtBot, admin: AdminDesk, section: TemplatesSection) -> None:
    """Let the pauses after typing pass: the page is drawn, the draft kept."""
    state = section.presenter
    qtbot.waitUntil(
        lambda: not state._look_timer.isActive() and not state._keep_timer.isActive(), timeout=5000
    )
    admin.settle()


def test_words_are_typed_seen_printed_and_published_from_a_day_by_keys(
    admin: AdminDesk, editor: TemplatesSection, office_services: DeskServices, qtbot: QtBot
) -> None:
    before = editor.presenter.state.page
    at_text(admin, editor, UNIT)
    admin.key(Key.Key_A, CTRL)
    admin.type("Nơi tiếp nhận:")
    rest(qtbot, admin, editor)
    assert editor.presenter.state.page is not before
    assert office_services.templates.open_draft(FORM).words == {UNIT: "Nơi tiếp nhận:"}

    admin.key(Key.Key_F9)  # the day is missing: F9 stands there
    assert admin.focus == "templates.begins.day"
    admin.type("24/11/2026")
    admin.key(Key.Key_F9)
    assert admin.focus == "templates.reason"
    admin.type("Doi ten")
    assert editor.commit_button.text() == "Ban hành từ 24/11/2026"
    admin.key(Key.Key_F9)
    rows = office_services.templates.versions(FORM)
    assert [(row.no, row.reason, row.made_by) for row in rows] == [
        (1, "Doi ten", "quan-tri-mau"),
        (0, "", ""),
    ]
    assert admin.toasts[-1] == "Đã ban hành bản 1 từ 24/11/2026"
    assert not editor.dirty


def test_a_broken_placeholder_is_marked_at_its_letter_and_f9_goes_there(
    admin: AdminDesk, editor: TemplatesSection, office_services: DeskServices, qtbot: QtBot
) -> None:
    at_text(admin, editor, "texts.register")
    admin.type(" {so")
    rest(qtbot, admin, editor)
    (fault,) = editor.words_view.paper.faults.rows_model.rows
    assert fault.fault.code == "template.broken_placeholder"
    page = editor.presenter.state.page
    assert page is not None  # the last good page stays in sight
    admin.key(Key.Key_Escape)
    assert admin.focus == "templates.texts"
    admin.key(Key.Key_F9)
    assert admin.focus == "templates.box"
    box = editor.words_view.texts.box
    assert box.toPlainText()[box.textCursor().position() :] == "{so"
    assert [row.no for row in office_services.templates.versions(FORM)] == [0]


def test_a_placeholder_is_inserted_by_its_key(admin: AdminDesk, editor: TemplatesSection) -> None:
    at_text(admin, editor, "texts.register")
    admin.key(Key.Key_A, CTRL)
    admin.type("Q ")
    admin.key(Key.Key_I, CTRL)
    admin.key(Key.Key_Return)
    assert admin.focus == "templates.box"
    admin.key(Key.Key_I, CTRL)
    admin.key(Key.Key_Tab)
    admin.key(Key.Key_Return)
    assert editor.presenter.state.text("texts.register") == "Q {volume}{number}"
    formats = editor.words_view.texts.box.document().firstBlock().layout().formats()
    assert {one.format.foreground().color().name() for one in formats} == {current().colour("primary").name()}


def test_what_is_composed_by_an_input_method_stays_whole_and_ctrl_z_brings_a_text_back(
    admin: AdminDesk, editor: TemplatesSection, qtbot: QtBot
) -> None:
    at_text(admin, editor, UNIT)
    old = editor.presenter.state.text(UNIT)
    admin.key(Key.Key_A, CTRL)
    admin.type("Nơi ")
    box = editor.words_view.texts.box
    QApplication.sendEvent(box, QInputMethodEvent("nhậ", []))
    rest(qtbot, admin, editor)  # page and draft answer while somebody composes
    assert editor.presenter.state.page is not None
    composed = QInputMethodEvent("", [])
    composed.setCommitString("nhận:")
    QApplication.sendEvent(box, composed)
    rest(qtbot, admin, editor)
    assert editor.presenter.state.text(UNIT) == "Nơi nhận:"
    editor.words_view.texts.table.setFocus()
    admin.key(Key.Key_Z, CTRL)
    assert editor.presenter.state.text(UNIT) == old


def test_an_old_version_is_compared_and_used_again_by_keys(
    admin: AdminDesk, editor: TemplatesSection, office_services: DeskServices
) -> None:
    from datetime import date

    doors = office_services.templates
    kept = doors.keep_draft(doors.open_draft(FORM), {UNIT: "Nơi nhận:"})
    doors.publish(kept.key, begins=date(2026, 11, 23), reason="Ten moi")
    editor.presenter.load()
    editor.presenter.read_draft()
    admin.key(Key.Key_2, ALT)
    assert admin.focus == "templates.versions"
    admin.key(Key.Key_Down)
    (change,) = editor.versions_view.changes.rows_model.rows
    assert (change.place, change.before) == (UNIT, "Nơi nhận:")
    assert editor.commit_button.text().startswith("Dùng lại bản có sẵn")
    admin.key(Key.Key_F9)
    admin.type("25/11/2026")
    admin.key(Key.Key_F9)
    admin.type("Nhu cu")
    admin.key(Key.Key_F9)
    assert [row.source for row in doors.versions(FORM)] == ["revert", "editor", "shipped"]


def test_another_desk_that_published_first_is_told_and_nothing_typed_is_lost(
    admin: AdminDesk, editor: TemplatesSection, office_services: DeskServices, qtbot: QtBot
) -> None:
    from dataclasses import replace
    from datetime import date

    from desk.rows import StaffCard
    from desk.templates.doors import TemplateDoors

    at_text(admin, editor, UNIT)
    admin.key(Key.Key_A, CTRL)
    admin.type("Noi nhan:")
    rest(qtbot, admin, editor)
    office = office_services.templates._office
    other = TemplateDoors(replace(office, actor=StaffCard("binh", "Trần Thử Bình", "head")))
    kept = other.keep_draft(other.open_draft(FORM), {"texts.address": "Nơi ở:"})
    other.publish(kept.key, begins=date(2026, 11, 24), reason="Đổi nhãn")
    admin.type(" ")
    rest(qtbot, admin, editor)
    assert "binh đã ban hành bản 1" in editor.told.text()
    editor.follow.click()
    admin.settle()
    assert editor.presenter.state.text(UNIT) == "Noi nhan: "
    assert editor.presenter.state.text("texts.address") == "Nơi ở:"


def test_the_words_leave_as_a_signed_file_and_come_back_looked_at_first(
    admin: AdminDesk, editor: TemplatesSection, office_services: DeskServices, tmp_path: Path
) -> None:
    from datetime import date

    doors = office_services.templates
    kept = doors.keep_draft(doors.open_draft(FORM), {UNIT: "Nơi nhận:"})
    doors.publish(kept.key, begins=date(2026, 11, 24), reason="Ten moi")
    file = tmp_path / "mau.json"
    admin.key(Key.Key_E, CTRL)
    admin.key(Key.Key_A, CTRL)
    admin.type(str(file))
    admin.key(Key.Key_F9)
    assert file.read_bytes().startswith(b'{"key_id":')
    admin.key(Key.Key_O, CTRL)
    admin.type(str(file))
    admin.key(Key.Key_F9)
    assert editor.files is not None
    assert editor.files.state.clean
    file.write_bytes(file.read_bytes().replace("Nơi nhận:".encode(), "Nơi khác:".encode()))
    admin.key(Key.Key_A, CTRL)
    admin.type(str(file))
    editor.files.set_path("")
    editor.files.set_path(str(file))
    admin.key(Key.Key_F9)
    assert "đã bị sửa sau khi xuất" in editor.files.state.failure
    assert [row.no for row in doors.versions(FORM)] == [1, 0]


def test_a_form_with_one_paper_and_a_small_window_keep_everything_in_reach(
    admin_open: Opened, office_services: DeskServices
) -> None:
    desk = admin_open(office_services, size=(1093, 560))
    desk.goto("templates")
    section = desk.section(TemplatesSection)
    assert section.form_choice.isVisible()
    section.form_choice.chosen.emit("so_theo_doi")
    desk.settle()
    assert section.presenter.state.page is not None
    assert not section.words_view.paper.papers.isVisible()


def test_a_clerk_whose_receipt_took_the_last_good_words_is_told(
    office_services: DeskServices, context: Callable[[Any], ScreenContext]
) -> None:
    from desk.intake.receive import receive
    from desk.intake.receive_file import command_from
    from models.tables import FormTemplate
    from tests.integration.counter.conftest import a_command
    from ui.reception.announcing import announce

    office = office_services.templates._office
    with office.write("spoil") as uow:
        body = {"number": "1", "title": "X", "basis": "–", "confidence": "M", "layout": "nội bộ"}
        texts = {"register": "Quyển {volume"}
        uow.session.add(
            FormTemplate(
                form=FORM, no=1, valid_from=uow.now.date(), body={**body, "texts": texts}, source="file"
            )
        )
        uow.commit()
    done = receive(office, command_from(a_command(), base=office.data))
    assert done.receipt_pdf is not None
    screen, said = context(office_services), []
    screen.desktop.banner_asked.connect(lambda spec: said.append(spec.title))
    draft: Any = SimpleNamespace(person=SimpleNamespace(full_name="MẪU"), paper_format="a5")
    more = ToastAction("Mở", "", lambda: None)
    announce(screen, screen.desktop, done, draft, lambda _error: None, more=more)
    assert [one for one in said if "theo bản tốt gần nhất" in one]
