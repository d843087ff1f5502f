"""Odd input and failing surroundings at the counter: said beside the cause, nothing lost, what to press."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import desk.certify.certifying
import desk.intake.receive
import desk.paper.receipts
from desk.clock import parse_moment
from desk.errors import SurroundingsError
from desk.office.bootstrap import open_office
from desk.services import DeskServices
from tests.helpers.office_window import CTRL, MARRIAGE, NOW, SHIFT, Clerk, clerks
from ui.certify.screen import CertifyPage
from ui.scan.pane import CAMERA_ENV

CARD = "001192004518|024123456|NGUYỄN THỊ MẪU|14031992|Nữ|12 Đường Mẫu, phường Mẫu|01052021"
Key = Qt.Key
NAMES = (
    "NGUYỄN THỊ MẪU " * 13 + "HƯỜNG",  # 200 letters
    "Vàng A Mẫu Tsuôr",  # H'Mông
    "H'Blŭk Êban Mẫu Čƀ",  # Ê-đê
    unicodedata.normalize("NFD", "Nguyễn Thị Mẫu Ẫỗễ"),
)


@pytest.fixture
def clerk(
    practice_office: Path,
    data_folder: Path,
    qtbot: QtBot,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Clerk]:
    """A clerk at a practice office of one test."""
    monkeypatch.delenv(CAMERA_ENV, raising=False)
    shutil.copytree(practice_office, data_folder)
    with open_office(data_folder, now=parse_moment(NOW)) as office, clerks(qtbot, qapp) as sit:
        one = sit(DeskServices(office))
        yield one
        one.reception.closing()


def certifying(clerk: Clerk) -> CertifyPage:
    page = clerk.shell.page_of("certify")
    assert isinstance(page, CertifyPage)
    return page


def write(clerk: Clerk, field: QWidget, text: str) -> None:
    """Letters as an input method commits them."""
    field.setFocus()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)
    clerk.settle()


def paste(clerk: Clerk, field: QWidget, text: str) -> None:
    """Ctrl+V of something copied elsewhere."""
    data = QMimeData()
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)
    field.setFocus()
    QTest.keyClick(field, Key.Key_V, CTRL)
    clerk.settle()


def reception(clerk: Clerk) -> None:
    """A reception that F9 would save."""
    clerk.key(Key.Key_F2)
    clerk.scan(CARD)
    clerk.reception.presenter.choice.choose(MARRIAGE)
    clerk.settle()
    act = clerk.reception.presenter
    for at, paper in enumerate(act.state.draft.papers):
        if paper.missing and act.state.draft.applies(paper):
            act.papers.toggle(at)
    clerk.settle()


def certification(clerk: Clerk) -> CertifyPage:
    """A certification that F9 would do."""
    clerk.key(Key.Key_F2, SHIFT)
    clerk.scan(CARD, again=True)  # the hands of a test are here within a second of the reception
    page = certifying(clerk)
    page.presenter.type_paper(0, name="Giấy khai sinh", pages="4", copies="3")
    clerk.settle()
    return page


# ---- names and pastes ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_letter_of_a_name_is_on_record(clerk: Clerk, name: str) -> None:
    clerk.key(Key.Key_F2)
    pane = clerk.reception.view.person
    write(clerk, pane.id_field, "999190000001")
    write(clerk, pane.name_field, name)
    clerk.reception.presenter.choice.choose(MARRIAGE)
    clerk.settle()
    clerk.key(Key.Key_F9)
    found = clerk.services.find("999190000001").matches
    whole = unicodedata.normalize("NFC", " ".join(name.split()))
    assert clerk.services.show(found[0].code).applicant_name == whole.upper()
    page = certifying(clerk)
    clerk.key(Key.Key_F2, SHIFT)
    write(clerk, page.view.person.name_field, name)
    write(clerk, page.view.papers.lines[0].name, "Giấy khai sinh")
    clerk.key(Key.Key_F9)
    assert clerk.services.certify.recent()[0].person == whole


def test_a_name_longer_than_the_record_keeps_is_cut_in_the_field_where_it_is_seen(clerk: Clerk) -> None:
    reception(clerk)
    clerk.reception.view.person.start_editing()
    field = clerk.reception.view.person.name_field
    field.selectAll()
    paste(clerk, field, "MẪU " * 100)
    assert len(field.text()) <= 200
    clerk.key(Key.Key_F9)
    assert len(clerk.printed) == 1


def test_a_paste_with_line_breaks_and_controls_is_one_clean_line_in_every_field(clerk: Clerk) -> None:
    reception(clerk)
    clerk.reception.view.person.start_editing()
    pane = clerk.reception.view.person
    for field in (pane.name_field, pane.address_field, clerk.reception.view.ask.purpose):
        field.selectAll()
        paste(clerk, field, "một\r\nhai\x00\x07\u200b\tba\x1b")
        assert field.text() == "một hai ba"
    paste(clerk, clerk.reception.view.note.text, "một\r\nhai ba\x07")
    clerk.key(Key.Key_F9)
    view = clerk.services.show(clerk.printed[-1])
    assert (view.applicant_name, view.note) == ("MỘT HAI BA", "một\nhai ba")


def test_digits_of_any_width_pasted_into_a_number_are_plain_ones(clerk: Clerk) -> None:
    clerk.key(Key.Key_F2)
    paste(clerk, clerk.reception.view.person.id_field, "９９９ 190.000-00１")
    assert clerk.reception.presenter.state.draft.person.id_number == "999190000001"


@pytest.mark.parametrize(
    ("field", "text", "said", "focus"),
    [
        ("phone", "hoi sau", "Số điện thoại chưa đúng: hoi sau.", "person.phone"),
        ("birth_field", "31/02/1990", "Ngày sinh chưa đúng: 31/02/1990.", "person.birth"),
        ("number", "00119", "Số định danh của người được nộp thay đang có 5 chữ số", "represented.id"),
    ],
)
def test_what_cannot_be_saved_is_said_before_f9_asks_the_record_and_the_focus_is_there(
    clerk: Clerk, field: str, text: str, said: str, focus: str
) -> None:
    reception(clerk)
    pane = clerk.reception.view.person
    if field == "number":
        clerk.reception.presenter.act_for("other", name="TRẦN VĂN THỬ")
        clerk.settle()
    elif field == "birth_field":
        pane.start_editing()
        pane.birth_field.selectAll()
    write(clerk, pane.acting.number if field == "number" else getattr(pane, field), text)
    clerk.key(Key.Key_F9)
    assert clerk.printed == []
    assert clerk.reception.view.banner.title.text().startswith(said)
    assert clerk.focus == focus


# ---- what fails in the middle ---------------------------------------------------------------------

FAULTS = ("data.disk_full", "data.busy", "data.connection_lost")


def failing(code: str) -> Callable[..., object]:
    def fail(*_arguments: object, **_more: object) -> object:
        raise SurroundingsError(code)

    return fail


@pytest.mark.parametrize("code", FAULTS)
def test_a_disk_or_server_that_fails_keeps_what_is_typed_and_f9_does_it_once(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    reception(clerk)
    with monkeypatch.context() as patch:
        patch.setattr(desk.intake.receive, "commit_reception", failing(code))
        clerk.key(Key.Key_F9)
        banner = clerk.reception.view.banner
        assert banner.isVisible()
        assert code not in banner.title.text()
        clerk.reception.presenter.fields.note("vẫn gõ được")
        clerk.settle()
        assert banner.isVisible()  # until it is tried again
    clerk.key(Key.Key_F9)
    assert not clerk.reception.view.banner.isVisible()
    assert clerk.services.show(clerk.printed[0]).note == "vẫn gõ được"
    page = certification(clerk)
    with monkeypatch.context() as patch:
        patch.setattr(desk.certify.certifying, "commit_certification", failing(code))
        clerk.key(Key.Key_F9)
        assert page.view.banner.isVisible()
        assert code not in page.view.banner.title.text()
        page.presenter.type_paper(0, copies="2")
        clerk.settle()
        assert page.view.banner.isVisible()
    clerk.key(Key.Key_F9)
    assert not page.view.banner.isVisible()
    [row] = clerk.services.certify.recent()
    assert row.lines[0].copies == 2


def test_a_slip_that_cannot_be_made_is_said_with_the_key_that_prints_again(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    reception(clerk)
    with monkeypatch.context() as patch:
        patch.setattr(desk.paper.receipts, "write_form", failing("data.disk_full"))
        clerk.key(Key.Key_F9)
    assert clerk.printed == []
    assert clerk.shell.banner.isVisible()
    assert len(clerk.services.find("001192004518").matches) == 1  # it is saved all the same
    page = certification(clerk)
    page.presenter.choose(receipt=True)
    clerk.settle()
    with monkeypatch.context() as patch:
        patch.setattr(desk.paper.receipts, "write_form", failing("data.disk_full"))
        clerk.key(Key.Key_F9)
    assert clerk.printed == []
    assert clerk.shell.banner.isVisible()
    clerk.key(Key.Key_P, CTRL)
    assert len(clerk.printed) == 1


def test_a_price_that_cannot_be_asked_is_said_and_gone_when_it_can(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = certification(clerk)
    with monkeypatch.context() as patch:
        patch.setattr("desk.certify.quoting.quote", failing("data.busy"))
        page.presenter.type_paper(0, copies="5")
        clerk.settle()
        assert page.view.banner.isVisible()
        assert page.view.fee.date.text() == "–"
    page.presenter.type_paper(0, copies="6")
    clerk.settle()
    assert not page.view.banner.isVisible()
    assert page.view.fee.date.text() == "36.000 đ"
