"""Cán bộ by keys: added, corrected, leaving and coming back; at a real office and beside a second desk."""

from __future__ import annotations

import os
import pwd
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desk.errors import SurroundingsError
from desk.office import staffing
from desk.office.bootstrap import create_office, open_office
from desk.office.rows import StaffChange, StaffMember
from desk.services import DeskServices
from tests.helpers.admin_window import CTRL, SIZES, AdminDesk, Opened
from tests.integration.record.making import REAL
from ui.admin.staff.section import StaffSection

Key = Qt.Key
MAI = "Lê Thị Mai Mẫu"


def opened(admin: AdminDesk) -> StaffSection:
    admin.goto("staff")
    admin.key(Key.Key_Return)
    section = admin.section(StaffSection)
    assert section.panel.table.hasFocus()
    return section


def known(services: DeskServices) -> dict[str, StaffMember]:
    return {one.username: one for one in services.house.staff()}


def stand_on(section: StaffSection, username: str, column: str) -> None:
    lines = section.presenter.state.sheet.lines
    section.panel.table.stand_on(next(one.id for one in lines if one.value("username") == username), column)


def add(admin: AdminDesk, name: str) -> None:
    admin.key(Key.Key_Insert)
    admin.type(name)
    admin.key(Key.Key_Return)


@pytest.fixture
def real(data_folder: Path, tmp_path: Path) -> Iterator[Callable[..., DeskServices]]:
    """Opens a real office whose person is of the account that runs the tests."""
    kept = []

    def found(role: str = "head", *, more: str = "") -> DeskServices:
        file = tmp_path / "office.toml"
        file.write_text(REAL.format(role=role) + more, encoding="utf-8")
        create_office(data_folder, training=False, office_file=file)
        kept.append(open_office(data_folder))
        return DeskServices(kept[0])

    yield found
    for one in kept:
        one.close()


def test_a_second_person_comes_to_a_real_office_by_keys_alone(
    admin_open: Opened, real: Callable[..., DeskServices]
) -> None:
    services = real()
    admin = admin_open(services)
    section = opened(admin)
    assert pwd.getpwuid(os.getuid()).pw_name in section.note.text()  # which account this machine runs under
    add(admin, MAI)
    assert "chưa có tài khoản" in section.note.text()
    admin.keys(Key.Key_Right, Key.Key_Space, Key.Key_Space, Key.Key_Right)  # clerk, head, administrator
    admin.cell("mai")
    assert not section.note.text()
    admin.key(Key.Key_F9)
    assert admin.toasts == ["Đã lưu 1 cán bộ"]
    assert known(services)["mau.ltm"] == StaffMember("mau.ltm", MAI, "admin", "mai")
    assert not section.dirty
    stand_on(section, "lan", "full_name")
    admin.key(Key.Key_Delete)
    assert "chính mình" in section.note.text()
    admin.key(Key.Key_F9)
    assert [one.active for one in known(services).values()] == [True, False]


def test_who_leaves_the_counter_stays_listed_and_comes_back(
    admin: AdminDesk, office_services: DeskServices
) -> None:
    section = opened(admin)
    stand_on(section, "can-bo-mau", "full_name")
    assert section.panel.drop.text() == "Cho rời quầy"
    admin.key(Key.Key_Delete)
    assert section.panel.drop.text() == "Cho làm lại"
    admin.key(Key.Key_F9)
    assert not known(office_services)["can-bo-mau"].active
    assert [one.value("username") for one in section.presenter.state.sheet.lines][-1] == "can-bo-mau"
    stand_on(section, "can-bo-mau", "state")
    admin.key(Key.Key_Space)
    admin.key(Key.Key_F9)
    assert known(office_services)["can-bo-mau"].active


def test_name_role_and_account_are_corrected_and_undone(
    admin: AdminDesk, office_services: DeskServices
) -> None:
    section = opened(admin)
    stand_on(section, "can-bo-mau", "full_name")
    admin.cell("Nguyễn Thị Mẩu")
    stand_on(section, "can-bo-mau", "account")
    admin.cell("quay1")
    stand_on(section, "can-bo-mau", "role")
    admin.key(Key.Key_Space)
    admin.key(Key.Key_Z, CTRL)
    admin.key(Key.Key_F9)
    one = known(office_services)["can-bo-mau"]
    assert (one.full_name, one.role, one.account) == ("Nguyễn Thị Mẩu", "clerk", "quay1")


def test_a_name_somebody_has_is_asked_about_before_it_is_saved(
    admin: AdminDesk, office_services: DeskServices
) -> None:
    section = opened(admin)
    add(admin, "nguyễn thị mẫu")
    assert "có phải người khác" in section.note.text()
    admin.key(Key.Key_F9)
    assert len(known(office_services)) == 3
    assert section.commit_button.text() == "Đúng là người khác, lưu"
    admin.key(Key.Key_F9)
    assert len(known(office_services)) == 4


def test_what_is_wrong_stands_in_its_cell_and_the_last_one_stays(
    admin: AdminDesk, office_services: DeskServices
) -> None:
    section = opened(admin)
    table = section.panel.table
    for name in known(office_services):
        stand_on(section, name, "state")
        admin.key(Key.Key_Space)
    admin.key(Key.Key_F9)
    assert table.current_problem == "Phải còn ít nhất một người đang làm việc."
    add(admin, "  ")
    admin.key(Key.Key_F9)
    assert table.current_problem == "Thiếu họ và tên."
    assert admin.toasts == []
    assert all(one.active for one in known(office_services).values())
    admin.key(Key.Key_Delete)  # a person not on record yet goes at once
    assert len(section.presenter.state.sheet.lines) == 3


def test_a_refusal_of_the_record_is_said_and_what_was_typed_stays(
    admin_open: Opened, real: Callable[..., DeskServices]
) -> None:
    services = real()
    admin = admin_open(services)
    section = opened(admin)
    add(admin, MAI)
    stand_on(section, "lan", "state")
    admin.key(Key.Key_Space)
    admin.key(Key.Key_F9)
    assert section.banner.isVisible()
    assert section.dirty
    assert list(known(services)) == ["lan"]
    admin.keys(Key.Key_Space, Key.Key_F9)
    assert list(known(services)) == ["lan", "mau.ltm"]


def test_a_second_desk_sees_a_person_at_once_and_overwrites_nothing(
    admin: AdminDesk, office_services: DeskServices
) -> None:
    section = opened(admin)
    stand_on(section, "can-bo-mau", "role")
    admin.key(Key.Key_Space)
    with open_office(office_services._office.data, user="truong-mau", now=office_services.now()) as other:
        staffing.change_staff(other, [StaffChange(new=True, full_name=MAI)])
        staffing.change_staff(other, [StaffChange(username="can-bo-mau", account="quay2")])
    admin.key(Key.Key_F9)
    one = known(office_services)["can-bo-mau"]
    assert (one.role, one.account) == ("head", "quay2")  # what nobody typed here stays
    assert MAI in [line.value("full_name") for line in section.presenter.state.sheet.lines]


def test_a_clerk_looks_and_changes_nothing(admin_open: Opened, real: Callable[..., DeskServices]) -> None:
    head = '[[staff]]\nusername = "mai"\nfull_name = "Lê Thị Mai Mẫu"\nrole = "head"\nos_account = "mai"'
    services = real("clerk", more=head)
    admin = admin_open(services)
    section = opened(admin)
    assert "Bạn xem được" in section.note.text()
    assert not section.panel.add.isVisible()
    admin.keys(Key.Key_Insert, Key.Key_Delete, Key.Key_Space, Key.Key_F9)
    assert not section.dirty
    assert len(known(services)) == 2


def test_a_record_open_for_looking_only_shows_the_staff_and_takes_nothing(
    admin_open: Opened, office_services: DeskServices
) -> None:
    looking = DeskServices(replace(office_services._office, reading="unwritable"))
    section = opened(admin := admin_open(looking))
    assert "chỉ để xem" in section.note.text()
    admin.keys(Key.Key_Insert, Key.Key_Delete, Key.Key_Space, Key.Key_F9)
    assert not section.dirty
    assert len(section.presenter.state.sheet.lines) == 3


def test_a_list_that_cannot_be_read_is_said(admin: AdminDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_: object) -> None:
        raise SurroundingsError("data.disk_full")

    monkeypatch.setattr(staffing, "staff_standing", away)
    admin.goto("staff")
    section = admin.section(StaffSection)
    assert section.banner.isVisible()
    assert not section.panel.empty.action.isVisible()
    monkeypatch.undo()
    section.shown()
    admin.settle()
    assert len(section.presenter.state.sheet.lines) == 3
    assert not section.banner.isVisible()


def test_what_was_typed_survives_another_language(admin: AdminDesk) -> None:
    section = opened(admin)
    add(admin, MAI)
    kept = section.keep()
    section.presenter.undo()
    section.restore(kept)
    assert section.presenter.state.sheet.changes[0].value("full_name") == MAI


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_everything_is_named_at_every_size(
    admin_open: Opened, office_services: DeskServices, size: tuple[int, int], lang: str
) -> None:
    admin = admin_open(office_services, size=size, lang=lang)
    opened(admin)
    assert admin.unnamed() == []
