"""Lịch làm việc by keys alone on a real practice office: what was saved is what the record says."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.clock import FrozenClock, parse_moment
from desk.office.bootstrap import create_office, open_office
from desk.services import DeskServices
from tests.helpers.admin_window import ALT, CTRL, AdminDesk, Opened, admin_desks
from ui.admin.calendar.section import CalendarSection

NOW = "2026-11-23T09:41:00+07:00"
Key = Qt.Key


@pytest.fixture
def services(data_folder: Path) -> Iterator[DeskServices]:
    create_office(data_folder, training=True, clock=FrozenClock(parse_moment(NOW)))
    with open_office(data_folder, now=parse_moment(NOW), user="quan-tri-mau") as office:
        yield DeskServices(office)


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication) -> Iterator[Opened]:
    with admin_desks(qtbot, qapp) as build:
        yield build


@pytest.fixture
def desk(opened: Opened, services: DeskServices) -> AdminDesk:
    return opened(services)


def calendar(desk: AdminDesk) -> CalendarSection:
    return desk.section(CalendarSection)


def type_day(
    desk: AdminDesk, *, day: str = "2/12/26", note: str = "Sơ kết", basis: str = "CV 12/UBND"
) -> None:
    """Add an own day by keys: its day, its reason, its document."""
    desk.key(Key.Key_2, ALT)
    desk.key(Key.Key_Insert) if calendar(desk).presenter.state.sheet.lines else desk.key(Key.Key_Return)
    desk.type(day)
    desk.key(Key.Key_Return)
    desk.keys(Key.Key_Right, Key.Key_Right, Key.Key_Right, Key.Key_Right)
    desk.cell(note)
    desk.key(Key.Key_Right)
    desk.cell(basis)


def test_a_day_is_typed_previewed_and_saved_by_keys(desk: AdminDesk, services: DeskServices) -> None:
    type_day(desk)
    assert calendar(desk).commit_button.text() == "Xem trước 1 thay đổi"
    assert desk.page.list.current_row.name == "calendar"
    desk.key(Key.Key_F9)
    assert calendar(desk).commit_button.text() == "Lưu 1 thay đổi lịch"
    assert services.dates.own_rows(2026) == ()
    desk.key(Key.Key_F9)
    saved = services.dates.own_rows(2026)
    assert [(one.day, one.kind, one.note, one.basis) for one in saved] == [
        (date(2026, 12, 2), "holiday", "Sơ kết", "CV 12/UBND")
    ]
    assert desk.toasts == ["Đã lưu 1 thay đổi lịch"]
