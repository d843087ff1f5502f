"""The payment code on the citizen's monitor: read off the screen as a phone would, and gone with the fee."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import zxingcpp
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk.office import settings
from desk.office.citizen_screen import CitizenScreen
from desk.paying.transfer import Transfer, TransferCode
from desk.rows import IdentityCard
from desk.services import DeskServices
from printing.symbols import qr_matrix
from tests.helpers.citizen_desk import Desk, Sits, desks
from tests.helpers.office_window import CTRL, Practice
from tests.unit.paying.test_vietqr import parsed
from ui.certify.screen import CertifyPage
from ui.citizen import stage as stages
from ui.citizen.faces import Entering, Fee, Rate, Thanks
from ui.citizen.window import CitizenWindow
from ui.theme import apply
from ui.widgets.label import Label

TRANSLATED = "2.000992"  # chứng thực chữ ký người dịch: the catalogue names its fee
CARD = IdentityCard("999190000001", None, "NGUYỄN THỊ MẪU B", None, "female", "12 Đường Mẫu", None)
TOLD = {"payment.bank": "970403", "payment.account": "0011012345678", "payment.holder": "TRUNG TAM MAU"}


@pytest.fixture(scope="session")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Practice:
    """An office that told its account."""
    made = Practice.found(tmp_path_factory.mktemp("transfer") / "Phường Mẫu")
    with made.at("2026-11-20T08:00:00+07:00") as services, services._office.write("test.account") as uow:
        for key, value in TOLD.items():
            settings.change(uow, key, value, services.now().date())
        uow.commit()
    return made


@pytest.fixture
def services(practice: Practice) -> Iterator[DeskServices]:
    with practice.at() as opened:
        yield opened


@pytest.fixture
def sit(qtbot: QtBot, qapp: QApplication) -> Iterator[Sits]:
    with desks(qtbot, qapp) as build:
        yield build


@pytest.fixture
def desk(sit: Sits, services: DeskServices) -> Desk:
    made = sit(services)
    made.turn_on()
    return made


def read_off(widget: QWidget) -> list[dict[str, str]]:
    """The payment codes an independent reader finds on the screen."""
    picture = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(bytes(picture.constBits()), np.uint8).reshape(picture.height(), -1)
    pixels = rows[:, : picture.width() * 3].reshape(picture.height(), picture.width(), 3)
    found = zxingcpp.read_barcodes(np.ascontiguousarray(pixels))
    return [parsed(code.text) for code in found if code.text.startswith("000201")]


def chosen(desk: Desk, method: str) -> None:
    """A card on the reader, a procedure with a fee, every paper given, a way to pay."""
    desk.clerk.key(Qt.Key.Key_F2)
    desk.reception.open_with(CARD)
    desk.clerk.settle()
    fill(desk, method)


def fill(desk: Desk, method: str) -> None:
    """The rest, once it is known who came."""
    act = desk.reception.presenter
    act.choice.choose(TRANSLATED)
    desk.catch_up()
    for at, paper in enumerate(act.state.draft.papers):
        if paper.missing:
            act.papers.toggle(at)
    act.fields.fee_method(method)
    desk.catch_up()


def test_after_f9_the_citizen_scans_the_fee_under_the_dossiers_code(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stages, "TRANSFER_MS", 3_000)
    chosen(desk, "online")
    desk.clerk.key(Qt.Key.Key_F9)
    face = desk.side.stage.face
    assert isinstance(face, Fee)
    (fields,) = read_off(desk.window)
    assert fields["54"] == "10000"
    assert parsed(parsed(fields["38"])["01"])["01"] == TOLD["payment.account"]
    code = parsed(fields["62"])["08"]
    assert desk.clerk.services.show(code).applicant_name == CARD.full_name
    assert CARD.full_name not in desk.said()
    assert "10.000 đ" in desk.seen()
    qtbot.waitUntil(lambda: isinstance(desk.side.stage.face, Thanks))
    assert read_off(desk.window) == []


def test_a_visit_is_transferred_at_once_under_its_number(desk: Desk) -> None:
    chosen(desk, "online")
    desk.clerk.key(Qt.Key.Key_F2, CTRL)
    assert read_off(desk.window) == []
    fill(desk, "online")
    desk.clerk.key(Qt.Key.Key_F9)
    face = desk.side.stage.face
    assert isinstance(face, Fee)
    assert face.amount == 20_000
    (fields,) = read_off(desk.window)
    number = parsed(fields["62"])["08"]
    assert fields["54"] == "20000"
    assert len(desk.clerk.services.find(number).matches) == 2


def test_cash_shows_no_code(desk: Desk) -> None:
    chosen(desk, "cash")
    desk.clerk.key(Qt.Key.Key_F9)
    assert isinstance(desk.side.stage.face, Fee)
    assert read_off(desk.window) == []


def test_a_fee_owed_at_the_return_is_scanned_beside_the_papers(practice: Practice, sit: Sits) -> None:
    code = practice.receive("2026-11-20T09:00:00+07:00", 7, fee={"amount": 25_000, "method": "none"})
    practice.act("2026-11-20T10:00:00+07:00", code, "result-ready")
    with practice.at() as services:
        desk = sit(services)
        desk.turn_on()
        desk.clerk.key(Qt.Key.Key_F4)
        desk.returns.open_with(code)
        desk.catch_up()
        (fields,) = read_off(desk.window)
        assert (fields["54"], parsed(fields["62"])["08"]) == ("25000", code)
        services.act(code, "paid", {"amount": 25_000, "method": "online"})
        desk.returns.open_with(code)
        desk.catch_up()
        assert read_off(desk.window) == []


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (1024, 768), (1080, 1920)])
@pytest.mark.parametrize("mode", ["vi_en", "vi", "en"])
def test_the_code_has_its_room_on_every_monitor(
    qtbot: QtBot, qapp: QApplication, mode: str, size: tuple[int, int]
) -> None:
    apply(qapp, "dark")
    window = CitizenWindow(preview=True)
    qtbot.addWidget(window)
    window.resize(*size)
    window.dress(CitizenScreen(languages=mode), office="Trung tâm PVHCC phường Mẫu", here=True)
    window.show()
    qtbot.waitExposed(window)
    text = (
        "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN6234"
    )
    text += "0107NPS68690819thanh toan don hang63042E2E"
    told = Transfer(
        "970403", "Ngân hàng Mẫu", "0011012345678", "TRUNG TAM PHUC VU HANH CHINH CONG PHUONG MAU",
        12_150_000, "H29.26.112-261123-0042", text,
    )  # fmt: skip
    code = TransferCode(told, qr_matrix(text))
    owed = Entering(
        "NGUYỄN THỊ MẪU", "079*******01", "Đăng ký khai sinh", (), None, 12_150_000, "none", "return", code
    )
    for face in (Fee(12_150_000, "online", code), owed):
        window.show_face(face)
        QApplication.processEvents()
        QApplication.processEvents()
        (fields,) = read_off(window)
        assert fields["54"] == "180000"
        for label in window.findChildren(Label):
            if label.isVisible() and label.text():
                place = label.mapTo(window, label.rect().bottomRight())
                assert window.rect().contains(place), (face, label.text())
                assert not label.shortened, (face, label.text())


def test_what_is_certified_on_the_spot_is_paid_by_its_code_before_it_is_rated(desk: Desk) -> None:
    desk.turn_on(touch="yes")
    desk.clerk.key(Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    page = desk.clerk.shell.page_of("certify")
    assert isinstance(page, CertifyPage)
    page.open_with(CARD)
    page.presenter.type_paper(0, name="Giấy khai sinh", pages="4", copies="3")
    page.presenter.choose(method="online")
    desk.catch_up()
    desk.clerk.key(Qt.Key.Key_F9)
    desk.catch_up()
    face = desk.side.stage.face
    assert isinstance(face, Fee)
    assert face.amount == 18_000
    [paid] = read_off(desk.window)
    assert paid["54"] == "18000"
    desk.side.stage._on_end()
    assert isinstance(desk.side.stage.face, Rate)
    page.closing()
