"""A citizen's own code: scanned it opens their record, taken back it says so, Ctrl+K gives one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.services import DeskServices
from tests.helpers.office_window import CTRL, Clerk, Practice, Sits, clerks
from ui.search.screen import SearchPage

CTRL_K = (Qt.Key.Key_K, CTRL)


@pytest.fixture(scope="session")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Practice:
    """An office that knows one citizen."""
    made = Practice.found(tmp_path_factory.mktemp("code") / "Phường Mẫu")
    made.receive("2026-11-20T09:00:00+07:00", 3)
    return made


@pytest.fixture
def services(practice: Practice) -> Iterator[DeskServices]:
    with practice.at() as opened:
        yield opened


@pytest.fixture
def clerk(qtbot: QtBot, qapp: QApplication, services: DeskServices) -> Iterator[Clerk]:
    with clerks(qtbot, qapp) as sit:
        sits: Sits = sit
        yield sits(services)


def look_up(clerk: Clerk) -> SearchPage:
    page = clerk.shell.page_of("search")
    assert isinstance(page, SearchPage)
    return page


def test_a_scanned_code_shows_whose_it_is_and_their_dossiers(clerk: Clerk) -> None:
    row = clerk.services.people.issue_code("999190000003")
    clerk.scan(row.payload)
    page = look_up(clerk)
    page.presenter.ask()
    clerk.settle()
    assert clerk.shell.current_name == "search"
    results = page.presenter.state.results
    assert [one.name for one in results.people] == ["NGUYỄN THỊ MẪU D"]
    assert len(results.matches) == 1


def test_a_code_that_was_taken_back_says_so_and_leaves_the_screen(clerk: Clerk) -> None:
    first = clerk.services.people.issue_code("999190000003")
    clerk.services.people.issue_code("999190000003")
    told: list[str] = []
    clerk.shell.router.strange.connect(lambda banner, _text, _looks: told.append(banner.title))
    before = clerk.shell.current_name
    clerk.scan(first.payload)
    assert told == ["Mã người dân này đã thu hồi."]
    assert clerk.shell.current_name == before


def test_a_code_is_given_from_the_command_list(clerk: Clerk) -> None:
    clerk.shell.go("search", "mẫu d")
    clerk.settle()
    page = look_up(clerk)
    (person,) = page.presenter.state.results.people
    page.presenter.open_person(person)
    clerk.settle()
    clerk.key(*CTRL_K)
    clerk.type("cap ma qr")
    clerk.key(Qt.Key.Key_Return)
    assert clerk.printed
    assert clerk.printed[-1].startswith("CD-")
    assert clerk.toasts[-1].startswith("Đã cấp mã QR cho NGUYỄN THỊ MẪU D, lần ")
    assert clerk.services.people.holder(clerk.printed[-1]).person.id == person.id
