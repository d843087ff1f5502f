"""What the citizen reads and presses on their monitor while papers are certified."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.services import DeskServices
from tests.helpers.citizen_desk import Desk, desks
from tests.helpers.office_window import NOW, SHIFT, Practice
from ui.certify.screen import CertifyPage
from ui.citizen.faces import Entering, Fee, Rate, Thanks

CARD = "001192004518|024123456|NGUYỄN THỊ MẪU|14031992|Nữ|12 Đường Mẫu, phường Mẫu|01052021"
OTHER = "001090001234|025123456|TRẦN VĂN THỬ|05031990|Nam|3 Đường Thử, phường Mẫu|01052021"
Key = Qt.Key


@pytest.fixture
def desk(practice_office: Path, data_folder: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    """A counter with the certification in front and a citizen's monitor."""
    shutil.copytree(practice_office, data_folder)
    with Practice(data_folder).at(NOW) as services, desks(qtbot, qapp) as sit:
        made = sit(services)
        made.clerk.key(Key.Key_F2, SHIFT)
        yield made
        page_of(made).closing()


def page_of(desk: Desk) -> CertifyPage:
    page = desk.clerk.shell.page_of("certify")
    assert isinstance(page, CertifyPage)
    return page


def fill(desk: Desk, card: str = CARD) -> None:
    desk.clerk.scan(card)
    page_of(desk).presenter.type_paper(0, name="Giấy khai sinh", pages="4", copies="3")
    desk.catch_up()


def services(desk: Desk) -> DeskServices:
    return desk.clerk.services


def test_the_citizen_reads_along_masked_with_papers_and_fee(desk: Desk) -> None:
    desk.turn_on()
    fill(desk)
    seen = desk.seen()
    assert "NGUYỄN THỊ MẪU" in seen
    assert "18.000 đ" in seen
    assert "Giấy tờ chứng thực" in seen
    assert desk.window.entering.papers.accessibleName() == "Giấy khai sinh · 4 trang × 3 bản"
    said = desk.said()
    assert "001192004518" not in said.replace(" ", "")
    assert "Đường Mẫu" not in said  # no address


def test_the_citizen_rates_what_was_handed_over_and_it_is_theirs_on_record(desk: Desk) -> None:
    desk.turn_on(touch="yes")
    fill(desk)
    desk.clerk.key(Key.Key_F9)
    assert isinstance(desk.side.stage.face, Rate)
    [row] = services(desk).certify.recent()
    fill(desk, OTHER)  # the next citizen is served already: the score still belongs to the one before
    assert isinstance(desk.side.stage.face, Entering)
    desk.clerk.key(Key.Key_F9)
    second = services(desk).certify.recent()[0]
    desk.window.rate.take(5)
    desk.clerk.settle()
    assert isinstance(desk.side.stage.face, Thanks)
    rated = services(desk).show(second.code)
    assert rated.rating == 5
    [event] = [one for one in rated.events if one.verb == "dossier.rated"]
    assert event.details["by"] == "citizen"
    assert services(desk).show(row.code).rating is None


def test_without_a_way_to_rate_the_fee_stands_large_and_then_thanks(desk: Desk) -> None:
    desk.turn_on(touch="yes", rating=False)
    fill(desk)
    desk.clerk.key(Key.Key_F9)
    assert desk.side.stage.face == Fee(18_000, "cash")


def test_what_is_received_with_a_date_is_not_rated_yet(desk: Desk) -> None:
    desk.turn_on(touch="yes")
    fill(desk)
    page_of(desk).presenter.choose(method="none")
    desk.catch_up()
    desk.clerk.key(Key.Key_F8)
    face = desk.side.stage.face
    assert isinstance(face, Thanks)
    assert face.due is not None


def test_parking_and_leaving_take_the_citizens_data_away_at_once(desk: Desk) -> None:
    desk.turn_on()
    fill(desk)
    desk.clerk.key(Key.Key_F12)
    assert desk.side.stage.face is None
    desk.clerk.key(Key.Key_F2, SHIFT)
    desk.catch_up()
    assert isinstance(desk.side.stage.face, Entering)
    desk.clerk.key(Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    desk.catch_up()
    assert desk.side.stage.face is None
    assert "NGUYỄN" not in desk.said()
