"""The return on a real practice office: what the window did is what the record says."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk.clock import FrozenClock, parse_moment
from desk.office.bootstrap import create_office, open_office
from desk.rows import State
from desk.services import DeskServices
from tests.helpers.returns_window import CTRL, Counter, counters

NOW = "2026-11-23T09:41:00+07:00"
SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample"


@pytest.fixture
def services(data_folder: Path) -> Iterator[DeskServices]:
    create_office(data_folder, training=True, clock=FrozenClock(parse_moment(NOW)))
    with open_office(data_folder, now=parse_moment(NOW)) as office:
        yield DeskServices(office)


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, services: DeskServices) -> Iterator[Counter]:
    with counters(qtbot, qapp) as opened:
        yield opened(services)


def a_reception(services: DeskServices) -> str:
    """One dossier on record; answers its code."""
    applicant = {"id_number": "079056000889", "full_name": "Võ Ngọc Thí Dụ", "birth_date": "1956-07-07"}
    command = {
        "channel": "direct",
        "procedure": "1.004873",
        "applicant": applicant,
        "components": [{"no": 1, "kind": "original", "copies": 1, "pages": []}],
    }
    return services.receive(command).code


def sign(pad: QWidget) -> None:
    """A few strokes with the pen."""
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(60, 40))
    for step in range(1, 20):
        QTest.mouseMove(pad, QPoint(60 + step * 10, 30 + (step % 5) * 10))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(260, 48))


def test_f4_takes_the_open_dossier_along_as_its_cap_says(desk: Counter, services: DeskServices) -> None:
    code = a_reception(services)
    desk.shell.go("dossier", code)
    desk.settle()
    desk.key(Qt.Key.Key_F4)
    assert desk.page.view.head.code.text() == code
    assert desk.page.view.result.number.hasFocus()
    services.act(code, "withdraw", {"reason": "Công dân rút"})
    desk.shell.go("dossier", code)
    desk.settle()
    desk.shell.go("home")
    desk.key(Qt.Key.Key_F4)
    assert desk.shell.current_name == "returns"


def test_result_and_return_stand_on_record_with_pages_and_signature(
    desk: Counter, services: DeskServices
) -> None:
    code = a_reception(services)
    desk.open(services.show(code).receipt_payload)
    page = desk.page
    assert page.view.head.code.text() == code
    QTest.keyClicks(page.view.result.number, "12/XN-MAU")
    page.view.scan.add_files([SAMPLE / "ket-qua.jpg"])
    desk.settle()
    desk.key(Qt.Key.Key_F9)
    view = services.show(code)
    assert view.state is State.READY
    assert view.result is not None
    assert view.result["number"] == "12/XN-MAU"
    assert [row.role for row in view.attachments] == ["result"]
    assert page.view.files.page.has_page
    page.view.receiver.setFocus()  # Ctrl+A is named in the key bar wherever one stands
    desk.key(Qt.Key.Key_A, CTRL)
    sign(page.view.receiver.pad)
    desk.key(Qt.Key.Key_F9)
    view = services.show(code)
    assert view.state is State.RETURNED
    assert {row.role: row.pages for row in view.attachments} == {"result": 1, "signature": 1}
    assert all(row.file.read_bytes().startswith(b"%PDF") for row in view.attachments)
    kept = next(row.file for row in view.attachments if row.role == "signature")
    sheet = services.raster(kept.read_bytes(), 40)
    assert sheet.width / sheet.height == pytest.approx(2**0.5, abs=0.05)  # the whole sheet, upright
    heading = [sheet.rgb[3 * (y * sheet.width + x)] for y in range(20, 90) for x in range(20, 260)]
    assert min(heading) < 80  # with what was signed for written over the strokes
    last = [event for event in view.events if event.verb == "dossier.returned"]
    assert [(one.details["to"], one.details["signed"]) for one in last] == [("self", True)]
    assert page.view.done.isVisible()
    desk.key(Qt.Key.Key_5)  # the citizen says it while the paper changes hands
    assert services.show(code).rating == 5


def test_a_dossier_of_another_office_is_told_and_nothing_opens(desk: Counter) -> None:
    desk.page.open_with("H29.26.112-261123-0042")
    desk.settle()
    assert desk.page.presenter.state.stage == "none"
    assert "H29.26.112-261123-0042" in desk.page.view.empty.text.text()


def test_without_the_slip_the_number_on_the_papers_must_be_the_applicants(
    desk: Counter, services: DeskServices
) -> None:
    code = a_reception(services)
    services.act(code, "result-ready")
    desk.open(code)
    page = desk.page
    page.presenter.set_signing("paper")
    desk.key(Qt.Key.Key_A, CTRL)
    page.view.receiver.slip.buttons[1].click()
    desk.key(Qt.Key.Key_F9)
    assert "Mất giấy hẹn" in page.view.banner.title.text()
    assert page.view.receiver.lost_number.hasFocus()
    QTest.keyClicks(page.view.receiver.lost_number, "079056000889")
    desk.key(Qt.Key.Key_F9)
    view = services.show(code)
    assert view.state is State.RETURNED
    assert view.returned_to is not None
    assert view.returned_to["lost_receipt"]["checked_id"] is True


def test_originals_on_record_go_back_with_the_result(desk: Counter, services: DeskServices) -> None:
    applicant = {"id_number": "079056000889", "full_name": "Võ Ngọc Thí Dụ", "birth_date": "1956-07-07"}
    paper = {"no": 2, "kind": "original", "copies": 1, "pages": [], "keep_original": True}
    command = {"channel": "direct", "procedure": "1.004873", "applicant": applicant, "components": [paper]}
    code = services.receive(command).code
    services.act(code, "result-ready")
    desk.open(code)
    assert [item.key for item in desk.page.presenter.state.draft.items][:2] == ["result", "original.2"]
    desk.page.presenter.set_signing("paper")
    desk.key(Qt.Key.Key_A, CTRL)
    desk.key(Qt.Key.Key_F9)
    (row,) = services.show(code).components
    assert row.given_back_at is not None


def test_a_dossier_that_waits_leads_on_to_what_can_be_done(desk: Counter, services: DeskServices) -> None:
    code = a_reception(services)
    services.act(code, "request-supplement", {"components": [{"no": 1}], "reason": "Thiếu chữ ký"})
    desk.open(code)
    assert "màn hình Hồ sơ" in desk.page.view.done.text.text()
    desk.key(Qt.Key.Key_K, CTRL)
    assert desk.shell.command_list.shown[0] == "Nhận bổ sung"
    desk.key(Qt.Key.Key_Return)
    assert desk.shell.current_name == "dossier"


def test_the_reprint_is_recorded_and_keeps_the_ticks(desk: Counter, services: DeskServices) -> None:
    code = a_reception(services)
    services.act(code, "result-ready")
    desk.open(code)
    desk.key(Qt.Key.Key_1)
    desk.key(Qt.Key.Key_P, CTRL)
    assert desk.printed == [code]
    assert [event.verb for event in services.show(code).events][-1] == "form.printed"
    assert desk.page.presenter.state.draft.ticked[0] == 1
    assert desk.page.view.history.timeline.moments[0].title == "In lại giấy hẹn"


def test_a_result_sent_by_post_is_on_record_and_ctrl_p_prints_the_postal_slip(
    desk: Counter, services: DeskServices
) -> None:
    code = a_reception(services)
    services.act(code, "result-ready", {"result": {"number": "12/XN"}})
    desk.open(code)
    desk.key(Qt.Key.Key_F7)
    desk.key(Qt.Key.Key_A, CTRL)
    desk.key(Qt.Key.Key_F9)
    view = services.show(code)
    assert view.state is State.RETURNED
    assert view.events[-1].details["by"] == "postal"
    desk.key(Qt.Key.Key_P, CTRL)
    printed = services.show(code).events[-1]
    assert (printed.verb, printed.details["form"]) == ("form.printed", "buu_chinh")


def words_of(file: Path) -> str:
    """What a printed paper reads, by another program."""
    done = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True, text=True
    )
    return " ".join(done.stdout.split())


def test_a_parcel_is_packed_with_its_slip_numbered_by_its_bars_and_confirmed(
    desk: Counter, services: DeskServices, data_folder: Path
) -> None:
    code = a_reception(services)
    services.act(code, "result-ready", {"result": {"number": "12/XN"}})
    desk.open(code)
    desk.key(Qt.Key.Key_F7)
    page = desk.page
    assert page.view.head.again.text() == "In phiếu gửi bưu chính"
    assert page.view.receiver.parcel.isVisible()
    desk.key(Qt.Key.Key_L, CTRL)  # slip and label go with the parcel, so they come before it
    printed = services.show(code).events[-1]
    assert (printed.verb, printed.details["form"], printed.details["reprint"]) == (
        "form.printed",
        "buu_chinh",
        0,
    )
    assert page.view.history.timeline.moments[0].title == "In phiếu gửi bưu chính"
    desk.shell.take_scan("Ê123456789VN")  # Telex stands on and made one letter of two
    desk.settle()
    assert page.view.receiver.parcel.number.text() == "EE123456789VN"
    assert not desk.shell.banner.isVisible()
    desk.key(Qt.Key.Key_A, CTRL)
    desk.key(Qt.Key.Key_F9)
    view = services.show(code)
    assert view.state is State.RETURNED
    assert view.returned_to == {"kind": "self", "parcel": "EE123456789VN", "by": "postal"}
    assert "EE123456789VN" not in str(view.events[-1].details)  # a number that leads to a person's parcel
    assert not page.view.rating.hasFocus()  # nobody stands there: 5 would be said for them
    assert "EE123456789VN" in page.view.done.text.text()
    desk.key(Qt.Key.Key_P, CTRL)
    last = services.show(code).events[-1]
    assert (last.details["form"], last.details["reprint"]) == ("buu_chinh", 1)
    assert page.view.history.timeline.moments[0].title == "In lại phiếu gửi bưu chính"
    assert "EE123456789VN" in words_of(data_folder / "prints" / f"{code}_buu_chinh.pdf")


def test_a_slip_asked_for_while_the_result_is_being_noted_comes_when_it_is(
    desk: Counter, services: DeskServices
) -> None:
    code = a_reception(services)
    desk.open(code)
    window = desk.shell.windowHandle()
    desk.runner.hold()  # a slow disk
    QTest.keyClick(window, Qt.Key.Key_F9)
    QTest.keyClick(window, Qt.Key.Key_L, CTRL)
    assert services.show(code).state is not State.READY
    desk.runner.release()
    desk.settle()
    assert [event.verb for event in services.show(code).events[-2:]] == [
        "dossier.result_ready",
        "form.printed",
    ]
    assert services.show(code).events[-1].details["form"] == "phieu_tra"


def test_a_parcel_number_that_is_none_is_told_and_may_stay_empty(
    desk: Counter, services: DeskServices
) -> None:
    code = a_reception(services)
    services.act(code, "result-ready")
    desk.open(code)
    desk.key(Qt.Key.Key_F7)
    desk.key(Qt.Key.Key_A, CTRL)
    number = desk.page.view.receiver.parcel.number
    QTest.keyClicks(number, "chua co!")
    desk.key(Qt.Key.Key_F9)
    assert services.show(code).state is State.READY
    assert "Số hiệu bưu gửi" in desk.page.view.banner.title.text()
    assert number.hasFocus()
    number.clear()
    QTest.keyClicks(number, "ee 123 456 789 vn")
    desk.key(Qt.Key.Key_F9)
    told = services.show(code).returned_to
    assert told is not None
    assert told["parcel"] == "EE123456789VN"


def test_f4_pressed_before_a_scanned_dossier_is_there_goes_on_with_that_one(
    desk: Counter, services: DeskServices
) -> None:
    code = a_reception(services)
    desk.shell.go("dossier", code)
    QTest.keyClick(desk.shell.windowHandle(), Qt.Key.Key_F4)
    desk.settle()
    assert desk.shell.current_name == "returns"
    assert desk.page.view.head.code.text() == code
