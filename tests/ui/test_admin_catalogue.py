"""Danh mục thủ tục by keys alone on a real practice office: versions by day, papers, marks, files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt

from desk.services import DeskServices
from tests.helpers.admin_window import ALT, CTRL, AdminDesk
from ui.admin.catalogue.section import CatalogueSection

Key = Qt.Key
MARRIAGE = "1.004873"


def catalogue(desk: AdminDesk) -> CatalogueSection:
    """The catalogue in front."""
    return desk.section(CatalogueSection)


def open_procedure(desk: AdminDesk, code: str = MARRIAGE) -> CatalogueSection:
    """Go to the catalogue and open a procedure by its code."""
    desk.goto("catalogue")
    catalogue(desk).start()
    assert desk.focus == "catalogue.list.search"
    desk.type(code)
    desk.key(Key.Key_Return)
    section = catalogue(desk)
    assert section.presenter.state.open == code
    return section


def retype(desk: AdminDesk, key: str, text: str) -> None:
    """Type a field of the form anew."""
    assert catalogue(desk).entry.facts.stand_on(key)
    desk.key(Key.Key_A, CTRL)
    desk.type(text)


def test_a_new_fee_is_a_new_version_from_its_day_on(admin: AdminDesk, office_services: DeskServices) -> None:
    section = open_procedure(admin)
    before = office_services.catalogue.entry(MARRIAGE)
    retype(admin, "fee", "20.000")
    assert not section.commit_button.isEnabled()
    admin.key(Key.Key_F9)
    assert admin.focus == "catalogue.from.day"
    admin.type("1/1/2027")
    assert section.commit_button.text() == "Lưu bản áp dụng từ 01/01/2027"
    admin.key(Key.Key_F9)
    assert office_services.catalogue.entry(MARRIAGE).card.fee == before.card.fee
    assert office_services.catalogue.entry(MARRIAGE, on=date(2027, 1, 1)).card.fee == 20_000
    ends = [one.valid_to for one in office_services.catalogue.entry(MARRIAGE).versions]
    assert ends == [date(2026, 12, 31), None]


def test_a_paper_is_added_only_when_filed_for_another(
    admin: AdminDesk, office_services: DeskServices
) -> None:
    section = open_procedure(admin)
    papers = len(office_services.catalogue.entry(MARRIAGE).components)
    admin.key(Key.Key_2, ALT)
    assert admin.focus == "catalogue.components.table"
    admin.key(Key.Key_Insert)
    admin.type("Giấy ủy quyền")
    admin.key(Key.Key_Return)
    admin.keys(Key.Key_Right, Key.Key_Right)
    admin.key(Key.Key_Space)
    line = section.entry.components.table.current_line
    assert line is not None
    assert line.value("applies") == "on_behalf"
    admin.key(Key.Key_F9)
    admin.type("24/11/2026")
    admin.key(Key.Key_F9)
    saved = office_services.catalogue.entry(MARRIAGE, on=date(2026, 11, 24)).components
    assert [(one.no, one.name, one.applies) for one in saved[papers:]] == [
        (papers + 1, "Giấy ủy quyền", "on_behalf")
    ]


def test_other_names_are_kept_at_once_without_a_new_version(
    admin: AdminDesk, office_services: DeskServices
) -> None:
    section = open_procedure(admin)
    retype(admin, "nicknames", "giấy độc thân")
    assert section.commit_button.text() == "Lưu tên gọi, đánh dấu"
    admin.key(Key.Key_F9)
    entry = office_services.catalogue.entry(MARRIAGE)
    assert entry.card.nicknames == "giấy độc thân"
    assert len(entry.versions) == 1
    assert [hit.card.code for hit in office_services.search("giay doc than")][:1] == [MARRIAGE]


def test_what_was_typed_waits_while_another_procedure_is_looked_at(
    admin: AdminDesk, office_services: DeskServices
) -> None:
    section = open_procedure(admin)
    retype(admin, "name", "Tên đang sửa")
    admin.key(Key.Key_Escape)
    assert section.presenter.state.open is None
    assert section.dirty
    open_procedure(admin, "1.001193")
    admin.key(Key.Key_Escape)
    open_procedure(admin)
    assert section.presenter.state.draft is not None
    assert section.presenter.state.draft.values["name"] == "Tên đang sửa"
    assert office_services.catalogue.entry(MARRIAGE).name != "Tên đang sửa"


def test_a_refusal_is_said_beside_its_field_and_nothing_typed_is_lost(
    admin: AdminDesk, office_services: DeskServices
) -> None:
    admin.goto("catalogue")
    section = catalogue(admin)
    count = len(office_services.catalogue.entries())
    admin.key(Key.Key_Return)
    admin.key(Key.Key_Insert)
    for key, text in (("code", "12"), ("name", "Thủ tục mẫu"), ("field", "Mẫu"), ("time_limit", "3")):
        retype(admin, key, text)
    admin.key(Key.Key_F9)
    admin.type("1/12/2026")
    admin.key(Key.Key_F9)
    assert section.banner.isVisible()
    assert section.entry.facts.controls["code"].accessibleDescription()
    assert section.presenter.state.draft is not None
    assert section.presenter.state.draft.values["name"] == "Thủ tục mẫu"
    retype(admin, "code", "9.999999")
    admin.key(Key.Key_F9)
    assert len(office_services.catalogue.entries()) == count + 1
    assert office_services.catalogue.entry("9.999999", on=date(2026, 12, 1)).name == "Thủ tục mẫu"


def test_space_marks_a_procedure_as_used_often_and_ctrl_z_takes_it_back(
    admin: AdminDesk, office_services: DeskServices
) -> None:
    admin.goto("catalogue")
    admin.key(Key.Key_Return)
    admin.type(MARRIAGE)
    admin.key(Key.Key_Down)
    admin.key(Key.Key_Space)
    assert office_services.catalogue.entry(MARRIAGE).card.favourite
    admin.key(Key.Key_Z, CTRL)
    assert not office_services.catalogue.entry(MARRIAGE).card.favourite


def test_a_procedure_is_ended_with_a_day(admin: AdminDesk, office_services: DeskServices) -> None:
    section = open_procedure(admin)
    admin.key(Key.Key_4, ALT)
    admin.key(Key.Key_F9)
    assert admin.focus == "catalogue.end"
    admin.type("31/12/2026")
    assert section.commit_button.text() == "Kết thúc hiệu lực sau ngày 31/12/2026"
    admin.key(Key.Key_F9)
    assert office_services.catalogue.entry(MARRIAGE).valid_to == date(2026, 12, 31)


def test_a_table_with_one_bad_row_is_refused_whole_by_row_and_column(
    admin: AdminDesk, office_services: DeskServices, tmp_path: Path
) -> None:
    file = tmp_path / "danh-muc.csv"
    office_services.catalogue.export_file(file)
    text = file.read_text("utf-8-sig").replace(MARRIAGE, "12", 1)
    file.write_text(text, "utf-8")
    count = len(office_services.catalogue.entries())
    admin.goto("catalogue")
    admin.key(Key.Key_O, CTRL)
    admin.type(str(file))
    admin.key(Key.Key_F9)
    section = catalogue(admin)
    errors = section.file_panel.table.rows_model.rows
    assert [error.column for error in errors] == ["code"]
    assert section.commit_button.text() == "Kiểm tra lại"
    assert len(office_services.catalogue.entries()) == count
