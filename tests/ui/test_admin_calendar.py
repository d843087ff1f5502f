"""Lịch làm việc by keys alone on a real practice office: what was saved is what the record says."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desk.services import DeskServices
from tests.helpers.admin_window import ALT, CTRL, AdminDesk
from ui.admin.calendar.model import own_cols
from ui.admin.calendar.presenter import touched_words
from ui.admin.calendar.section import CalendarSection
from ui.worklist.model import KINDS

Key = Qt.Key


def calendar(desk: AdminDesk) -> CalendarSection:
    """The calendar in front."""
    return desk.section(CalendarSection)


def type_day(
    desk: AdminDesk, *, day: str = "2/12/26", note: str = "Sơ kết", basis: str = "CV 12/UBND"
) -> None:
    """Add an own day by keys: its day, its reason, its document."""
    desk.key(Key.Key_2, ALT)
    desk.key(Key.Key_Insert if calendar(desk).presenter.state.sheet.lines else Key.Key_Return)
    desk.type(day)
    desk.key(Key.Key_Return)
    desk.keys(Key.Key_Right, Key.Key_Right, Key.Key_Right, Key.Key_Right)
    desk.cell(note)
    desk.key(Key.Key_Right)
    desk.cell(basis)


def own(services: DeskServices) -> list[tuple[date, str, str, str]]:
    """The office's own days of the year on record."""
    return [(one.day, one.kind, one.note, one.basis) for one in services.dates.own_rows(2026)]


def a_dossier(services: DeskServices) -> str:
    """One reception, three working days; answers its code."""
    applicant = {"id_number": "999056000889", "full_name": "Võ Ngọc Mẫu", "birth_date": "1956-07-07"}
    papers = [{"no": 1, "kind": "original", "copies": 1, "pages": []}]
    given = {"channel": "direct", "procedure": "1.004873", "applicant": applicant, "components": papers}
    return services.receive(given).code


def test_a_day_is_typed_previewed_and_saved_by_keys(admin: AdminDesk, office_services: DeskServices) -> None:
    type_day(admin)
    assert calendar(admin).commit_button.text() == "Xem trước 1 thay đổi"
    admin.key(Key.Key_F9)
    assert calendar(admin).commit_button.text() == "Lưu 1 thay đổi lịch"
    assert own(office_services) == []
    admin.key(Key.Key_F9)
    assert own(office_services) == [(date(2026, 12, 2), "holiday", "Sơ kết", "CV 12/UBND")]
    assert admin.toasts == ["Đã lưu 1 thay đổi lịch"]


def test_open_dossiers_a_change_touches_are_shown_before_it_is_saved_and_keep_their_date(
    admin: AdminDesk, office_services: DeskServices
) -> None:
    code = a_dossier(office_services)
    due = office_services.show(code).due_at
    assert due is not None
    assert due.date() == date(2026, 11, 27)  # three working days, of which the holiday of the 24th is none
    type_day(admin, day="26/11/2026")
    admin.key(Key.Key_F9)
    shown = calendar(admin).affected.table.rows_model.rows
    assert [(row.code, row.due_at.date(), row.would_be.date()) for row in shown] == [
        (code, date(2026, 11, 27), date(2026, 11, 30))
    ]
    admin.key(Key.Key_F9)
    assert office_services.show(code).due_at == due
    assert [row.code for row in office_services.dates.affected()] == [code]


def test_esc_leaves_the_preview_and_nothing_typed_is_lost(
    admin: AdminDesk, office_services: DeskServices
) -> None:
    type_day(admin)
    admin.key(Key.Key_F9)
    admin.key(Key.Key_Escape)
    assert calendar(admin).presenter.state.preview is None
    assert calendar(admin).presenter.state.sheet.lines[0].value("note") == "Sơ kết"
    admin.keys(Key.Key_Escape, Key.Key_Escape)
    assert admin.shell.current_name == "home"
    admin.key(Key.Key_Comma, CTRL)
    assert admin.shell.current_name == "admin"
    assert calendar(admin).dirty
    assert own(office_services) == []


def test_an_edit_after_the_preview_asks_for_a_new_one(admin: AdminDesk) -> None:
    type_day(admin)
    admin.key(Key.Key_F9)
    admin.key(Key.Key_Escape)
    admin.key(Key.Key_Left)
    admin.cell("Tổng kết")
    assert calendar(admin).commit_button.text() == "Xem trước 1 thay đổi"


def test_what_cannot_be_read_is_said_in_its_cell_and_f9_goes_there(
    admin: AdminDesk, office_services: DeskServices
) -> None:
    type_day(admin, day="32/13/2026")
    section = calendar(admin)
    assert not section.commit_button.isEnabled()
    assert section.note.text().startswith("Ngày chưa đúng.")
    admin.key(Key.Key_F9)
    assert section.days.table.current_problem.startswith("Ngày chưa đúng.")
    assert own(office_services) == []


def test_f9_takes_what_is_being_typed_in_a_cell(admin: AdminDesk, office_services: DeskServices) -> None:
    type_day(admin)
    admin.key(Key.Key_Return)
    admin.key(Key.Key_A, CTRL)
    admin.type("QD 7")  # and no Enter
    admin.keys(Key.Key_F9, Key.Key_F9)
    assert [basis for _, _, _, basis in own(office_services)] == ["QD 7"]


def test_ctrl_z_takes_a_saved_change_back(admin: AdminDesk, office_services: DeskServices) -> None:
    type_day(admin)
    admin.keys(Key.Key_F9, Key.Key_F9)
    assert len(own(office_services)) == 1
    admin.key(Key.Key_Z, CTRL)
    assert own(office_services) == []
    assert admin.toasts[-1] == "Đã trả lịch về như trước"


def test_ctrl_z_takes_back_what_was_typed_before_it_is_saved(admin: AdminDesk) -> None:
    type_day(admin)
    admin.key(Key.Key_Z, CTRL)
    assert calendar(admin).presenter.state.sheet.lines[0].value("basis") == ""


def test_delete_marks_a_day_and_saving_takes_it_away(admin: AdminDesk, office_services: DeskServices) -> None:
    type_day(admin)
    admin.keys(Key.Key_F9, Key.Key_F9)
    admin.key(Key.Key_2, ALT)
    admin.key(Key.Key_Delete)
    assert calendar(admin).presenter.state.sheet.lines[0].gone
    admin.keys(Key.Key_F9, Key.Key_F9)
    assert own(office_services) == []


def test_the_list_named_after_saving_is_the_one_that_the_work_lists_show(qapp: QApplication) -> None:
    del qapp
    titles = [title for _kind, title, _icon in KINDS]
    assert any(f"“{title}”" in touched_words(9) for title in titles)
    assert touched_words(0) == ""


def test_a_closed_day_without_hours_does_not_read_as_open_as_usual(qapp: QApplication) -> None:
    del qapp
    assert [one.hint for one in own_cols() if one.key in {"am", "pm"}] == ["theo loại ngày"] * 2


def test_half_a_day_closed_is_kept_as_closed(admin: AdminDesk, office_services: DeskServices) -> None:
    type_day(admin, day="25/11/2026", note="Mất điện")
    table = calendar(admin).days.table
    admin.keys(Key.Key_Left, Key.Key_Left)
    admin.cell("nghi")
    admin.keys(Key.Key_Left, Key.Key_Left)
    admin.keys(Key.Key_Space, Key.Key_Space, Key.Key_Space)  # holiday, day in lieu, made up, closed
    assert table.current_line is not None
    assert table.current_line.value("kind") == "local_closure"
    admin.keys(Key.Key_F9, Key.Key_F9)
    saved = office_services.dates.own_rows(2026)
    assert [(one.kind, one.am, one.pm) for one in saved] == [("local_closure", None, "")]


def test_the_year_is_walked_and_enter_opens_a_days_own_row(admin: AdminDesk) -> None:
    admin.key(Key.Key_Right)
    assert admin.focus == "calendar.year"
    admin.keys(Key.Key_Right, Key.Key_Down)
    state = calendar(admin).presenter.state
    assert state.cursor == date(2026, 12, 1)
    admin.key(Key.Key_Return)
    section = calendar(admin)
    assert section.presenter.state.view == "days"
    assert section.days.table.current_line is not None
    assert section.days.table.current_line.value("day") == "01/12/2026"


def test_a_year_without_official_days_off_is_said(admin: AdminDesk) -> None:
    section = calendar(admin)
    assert not section.unconfirmed.isVisible()
    admin.key(Key.Key_Right, ALT)
    assert section.presenter.state.year == 2027
    assert section.unconfirmed.isVisible()
    assert section.unconfirmed.spec.text == "2027: chưa có lịch nghỉ chính thức"


def test_hours_hold_from_a_day_on(admin: AdminDesk, office_services: DeskServices) -> None:
    admin.key(Key.Key_3, ALT)
    admin.key(Key.Key_Right)
    admin.cell("8h-12h")
    section = calendar(admin)
    assert section.hours.table.current_line is not None
    assert section.hours.table.current_line.value("am") == "08:00-12:00"
    admin.key(Key.Key_F9)  # the day is missing: F9 goes there
    assert admin.focus == "calendar.hours.from.day"
    admin.type("1/12/2026")
    assert section.commit_button.text() == "Lưu giờ làm việc từ 01/12/2026"
    admin.key(Key.Key_F9)
    cards = {card.valid_from: card.week[0][0] for card in office_services.dates.hours()}
    assert cards[date(2026, 12, 1)] == ("08:00", "12:00")
    monday = next(day for day in office_services.dates.month(2026, 12) if day.day == date(2026, 12, 7))
    assert monday.hours.startswith("08:00")


def test_a_file_is_looked_at_before_it_is_taken_over(
    admin: AdminDesk, office_services: DeskServices, tmp_path: Path
) -> None:
    file = tmp_path / "lịch nghỉ.csv"
    header = "day,kind,note,basis\n"
    file.write_text(header + "2026-12-02,holiday,Sơ kết,CV 12\n2026-13-40,holiday,Sai,CV 13\n", "utf-8")
    admin.key(Key.Key_O, CTRL)
    assert admin.focus.endswith("files.path")
    admin.type(str(file))
    admin.key(Key.Key_F9)
    panel = calendar(admin).file_panel
    assert [error.row for error in panel.table.rows_model.rows] == [3]
    assert own(office_services) == []
    file.write_text(header + "2026-12-02,holiday,Sơ kết,CV 12\n", "utf-8")
    admin.key(Key.Key_F9)
    assert calendar(admin).commit_button.text() == "Nhập 1 dòng"
    admin.key(Key.Key_F9)
    assert own(office_services) == [(date(2026, 12, 2), "holiday", "Sơ kết", "CV 12")]
    assert not calendar(admin).files_open


def test_days_are_exported_and_a_file_there_is_replaced_only_when_asked_twice(
    admin: AdminDesk, tmp_path: Path
) -> None:
    type_day(admin)
    admin.keys(Key.Key_F9, Key.Key_F9)
    file = tmp_path / "ra.csv"
    file.write_text("của tôi", "utf-8")
    admin.key(Key.Key_E, CTRL)
    admin.key(Key.Key_A, CTRL)
    admin.type(str(file))
    admin.key(Key.Key_F9)
    assert file.read_text("utf-8") == "của tôi"
    assert calendar(admin).commit_button.text() == "Thay tệp đang có"
    admin.key(Key.Key_F9)
    rows = list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))
    assert [(row["date"], row["note"]) for row in rows][-1] == ("2026-12-02", "Sơ kết")


def test_a_folder_is_no_file_to_export_to(admin: AdminDesk, tmp_path: Path) -> None:
    there = tmp_path / "có sẵn"
    there.mkdir()
    admin.key(Key.Key_E, CTRL)
    admin.key(Key.Key_A, CTRL)
    admin.type(str(there))
    admin.key(Key.Key_F9)
    files = calendar(admin).files
    assert files is not None
    assert files.state.failure.startswith(f"“{there.name}” là thư mục")
    assert list(there.iterdir()) == []


def test_esc_closes_the_files_panel_and_changes_nothing(admin: AdminDesk) -> None:
    admin.key(Key.Key_O, CTRL)
    admin.key(Key.Key_Escape)
    assert not calendar(admin).files_open
    assert admin.shell.current_name == "admin"


def test_typed_days_survive_a_change_of_language(admin: AdminDesk) -> None:
    type_day(admin)
    kept = admin.shell.keep()
    before = calendar(admin).presenter.state.sheet.lines[0].values
    calendar(admin).presenter.show(type(calendar(admin).presenter.state)(date.min, date(2026, 1, 1)))
    admin.shell.restore(kept)
    admin.settle()
    assert calendar(admin).presenter.state.sheet.lines[0].values == before
    assert QApplication.focusWidget() is not None
