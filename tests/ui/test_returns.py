"""The return in its window: by keys alone, by slip and card, in every state."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, qRed
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk.errors import SurroundingsError
from desk.rows import State
from desk.rows.readers import WedgeRules
from tests.helpers.returns_demo import CODE, PAYLOAD, ReturnServices, a_dossier, a_stranger
from tests.helpers.returns_window import CTRL, SHIFT, Opened, counters
from tests.helpers.ui_demo import CARD_TEXT, DemoRecognised, card
from ui.scan.guard import ScanGuard
from ui.widgets.keycap import KeyHint

pytestmark = pytest.mark.usefixtures("nothing_left_behind")

BUDGET_KEYS = 5


@pytest.fixture
def counter(qtbot: QtBot, qapp: QApplication) -> Iterator[Opened]:
    with counters(qtbot, qapp) as opened:
        yield opened


# ---- by keys alone --------------------------------------------------------------------------------


def test_a_result_is_returned_within_the_budget_of_keys(counter: Opened) -> None:
    desk = counter()
    desk.open(PAYLOAD)
    desk.shell.take_scan(CARD_TEXT)
    desk.settle()
    desk.keys = 0
    desk.key(Qt.Key.Key_A, CTRL)
    desk.key(Qt.Key.Key_F6)
    desk.key(Qt.Key.Key_F6)
    desk.key(Qt.Key.Key_F6)
    desk.key(Qt.Key.Key_Right)
    assert desk.keys <= BUDGET_KEYS
    desk.key(Qt.Key.Key_F9)
    assert [verb for verb, _ in desk.services.acts.values()] == ["return"]
    assert desk.page.presenter.state.stage == "returned"
    assert desk.toasts == ["Đã trả kết quả cho Nguyễn Thị Thu Hường"]


def test_the_key_bar_shows_the_keys_of_the_stage_and_none_that_does_nothing(counter: Opened) -> None:
    desk = counter()

    def shown() -> set[str]:
        return {
            hint.accessibleName().split()[0]
            for hint in desk.shell.key_bar.findChildren(KeyHint)
            if not hint.isHidden()
        }

    assert "F9" not in shown()
    desk.open()
    assert {"Ctrl+A", "F9"} <= shown()
    desk.key(Qt.Key.Key_A, CTRL)
    desk.page.presenter.set_signing("refused")
    desk.page.presenter.set_refusal("không muốn ký")
    desk.key(Qt.Key.Key_F9)
    assert desk.page.presenter.state.stage == "returned"
    assert "Ctrl+P" in shown()
    assert not {"Ctrl+A", "F9", "F7"} & shown()


def test_the_next_citizen_of_a_desk_that_signs_on_paper_takes_two_keys(counter: Opened) -> None:
    desk = counter()
    desk.open()
    desk.page.presenter.set_signing("paper")
    desk.open()
    desk.keys = 0
    desk.key(Qt.Key.Key_A, CTRL)
    desk.key(Qt.Key.Key_F9)
    assert desk.keys == 2
    assert len(desk.services.acts) == 1


def test_digits_tick_while_the_papers_have_the_focus_and_arrows_walk(counter: Opened) -> None:
    desk = counter()
    desk.open()

    def ticks() -> list[bool]:
        return [item.ticked for item in desk.page.presenter.state.draft.items]

    desk.key(Qt.Key.Key_2)
    assert ticks() == [False, True, False]
    desk.key(Qt.Key.Key_Down)
    desk.key(Qt.Key.Key_Down)
    desk.key(Qt.Key.Key_Space)
    assert ticks() == [False, True, True]
    desk.key(Qt.Key.Key_Z, CTRL)
    desk.key(Qt.Key.Key_9)
    assert ticks() == [False, True, False]
    desk.key(Qt.Key.Key_F6)
    assert QApplication.focusWidget() is desk.page.view.receiver.kind.buttons[0]


def stands_in(pane: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and pane.isAncestorOf(focus)


def test_f6_goes_on_from_a_field_between_two_panes_and_is_never_caught(counter: Opened) -> None:
    desk = counter()
    desk.open()
    receiver = desk.page.view.receiver
    desk.key(Qt.Key.Key_F6)
    desk.key(Qt.Key.Key_Right)  # an authorised person: name and number are asked
    desk.key(Qt.Key.Key_Tab)
    desk.key(Qt.Key.Key_Tab)
    assert receiver.number.hasFocus()
    desk.key(Qt.Key.Key_F6)
    assert receiver.pad.hasFocus()
    desk.key(Qt.Key.Key_F6, SHIFT)
    assert stands_in(receiver.kind)
    desk.key(Qt.Key.Key_Tab)
    desk.key(Qt.Key.Key_F6, SHIFT)
    assert stands_in(receiver.kind)
    desk.page.presenter.set_signing("paper")  # where the pad was there is nothing to stand on now
    desk.settle()
    desk.key(Qt.Key.Key_F6)
    assert stands_in(receiver.how)
    desk.key(Qt.Key.Key_F6)
    assert stands_in(desk.page.view.scan)


def test_digits_in_a_field_are_letters_of_the_field(counter: Opened) -> None:
    desk = counter(ReturnServices(dossier=a_dossier(State.PROCESSING)))
    desk.open()
    assert desk.page.view.result.number.hasFocus()
    desk.key(Qt.Key.Key_1)
    desk.key(Qt.Key.Key_2)
    assert desk.page.view.result.number.text() == "12"


def test_f9_twice_at_once_hands_over_once(counter: Opened) -> None:
    desk = counter()
    desk.open()
    desk.page.presenter.set_signing("paper")
    desk.key(Qt.Key.Key_A, CTRL)
    handle = desk.shell.windowHandle()
    QTest.keyClick(handle, Qt.Key.Key_F9)
    QTest.keyClick(handle, Qt.Key.Key_F9)
    desk.settle()
    desk.key(Qt.Key.Key_F9)
    assert desk.services.count("act") == 1


def test_f9_with_something_missing_says_it_and_stands_in_the_gap(counter: Opened) -> None:
    desk = counter()
    desk.open()
    desk.key(Qt.Key.Key_1)
    desk.key(Qt.Key.Key_F9)
    page = desk.page
    assert "Chưa soát hết" in page.view.banner.title.text()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "returns.item.2"
    desk.key(Qt.Key.Key_A, CTRL)
    desk.key(Qt.Key.Key_F9)
    assert "Chưa có chữ ký" in page.view.banner.title.text()
    assert page.view.receiver.pad.hasFocus()
    assert desk.services.acts == {}


def test_a_stroke_on_the_pad_is_the_signature_and_ctrl_r_takes_it_away(counter: Opened) -> None:
    desk = counter()
    desk.open()
    desk.key(Qt.Key.Key_A, CTRL)
    pad = desk.page.view.receiver.pad
    assert not desk.page.view.receiver.again.isVisible()
    _stroke(pad)
    assert desk.page.presenter.state.gap is None
    desk.key(Qt.Key.Key_R, CTRL)
    assert desk.page.presenter.state.gap == "signature"
    _stroke(pad)
    desk.key(Qt.Key.Key_F9)
    assert len(desk.services.signatures) == 1
    image = QImage.fromData(desk.services.signatures[0])
    dark = [
        (x, y)
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
        if qRed(image.pixel(x, y)) < 128
    ]
    assert dark  # strokes, not an empty sheet
    desk.services.dossier = a_dossier()
    desk.open(again=True)
    assert not pad.signed  # the next citizen finds a clean pad


def _stroke(pad: QWidget) -> None:
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(60, 40))
    for step in range(1, 12):
        QTest.mouseMove(pad, QPoint(60 + step * 10, 40 + (step % 4) * 8))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(180, 48))


def test_f6_walks_through_every_pane_and_comes_back(counter: Opened) -> None:
    desk = counter()
    desk.open()
    seen = []
    for _ in range(7):
        focused = QApplication.focusWidget()
        seen.append(focused.objectName() if focused else "")
        desk.key(Qt.Key.Key_F6)
    assert seen == [
        "returns.item.1",
        "returns.receiver.kind.self",
        "returns.pad",
        "returns.signing.pad",
        "returns.page",
        "returns.commit",
        "returns.item.1",
    ]


def test_tab_reaches_everything_that_can_be_acted_upon(counter: Opened) -> None:
    desk = counter()
    desk.open()
    seen: list[str] = []
    for _ in range(26):
        desk.key(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        seen.append(focused.objectName() if focused else "")
    assert seen[:10] == [
        "returns.item.2",
        "returns.item.3",
        "returns.receiver.kind.self",
        "returns.slip.here",
        "returns.post",
        "returns.pad",
        "returns.signing.pad",
        "returns.commit",
        "returns.files.group.result",
        "returns.page",
    ]
    assert {"returns.print", "scan_bar", "rail.home", "returns.item.1"} <= set(seen)


def test_tab_walks_the_result_that_arrives_the_pages_and_the_button(counter: Opened, tmp_path: Path) -> None:
    desk = counter(ReturnServices(dossier=a_dossier(State.PROCESSING)))
    desk.open()
    picture = tmp_path / "trang.png"
    QImage(40, 60, QImage.Format.Format_RGB32).save(str(picture))
    desk.page.view.scan.add_files([picture])
    desk.settle()
    seen: list[str] = []
    for _ in range(18):
        focused = QApplication.focusWidget()
        seen.append(focused.objectName() if focused else "")
        desk.key(Qt.Key.Key_Tab)
    order = [name for name in seen if name in {
        "returns.result.number", "returns.result.day", "returns.result.title", "scan.auto.on", "page.1",
        "page.add", "scan.capture", "scan.turn", "scan.remove", "returns.commit", "returns.print",
    }]  # fmt: skip
    assert order[:10] == [
        "returns.result.number", "returns.result.day", "returns.result.title", "scan.auto.on", "page.1",
        "page.add", "scan.capture", "scan.turn", "scan.remove", "returns.commit",
    ]  # fmt: skip


# ---- scans ----------------------------------------------------------------------------------------


def test_a_scan_into_the_number_field_leaves_it_empty_and_opens_the_slip(
    qtbot: QtBot, qapp: QApplication, counter: Opened
) -> None:
    desk = counter(ReturnServices(dossier=a_dossier(State.PROCESSING)))
    desk.open()
    guard = ScanGuard(qapp, rules=WedgeRules(gap_ms=500))
    guard.scanned.connect(desk.shell.take_scan)
    field_ = desk.page.view.result.number
    field_.setFocus()
    before = desk.services.count("show")
    for letter in PAYLOAD:
        QTest.keyClick(desk.shell.windowHandle(), letter)  # type: ignore[call-overload]
    QTest.keyClick(desk.shell.windowHandle(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.services.count("show") > before)
    desk.settle()
    assert field_.text() == ""
    qapp.removeEventFilter(guard)
    guard.deleteLater()


def test_the_applicants_card_is_compared_and_starts_no_reception(counter: Opened) -> None:
    desk = counter()
    desk.open()
    desk.shell.take_scan(CARD_TEXT)
    desk.settle()
    assert desk.shell.current_name == "returns"
    assert desk.page.view.receiver.match.text() == "Thẻ căn cước khớp người nộp"


def test_a_strangers_card_forbids_handing_over_until_it_is_settled(counter: Opened) -> None:
    desk = counter()
    desk.open()
    desk.page.presenter.set_signing("paper")
    desk.key(Qt.Key.Key_A, CTRL)
    assert desk.page.take_scan(DemoRecognised("card", card=a_stranger()))
    desk.settle()
    desk.key(Qt.Key.Key_F9)
    assert desk.services.acts == {}
    assert "không phải của" in desk.page.view.banner.title.text()
    desk.key(Qt.Key.Key_Right)  # the focus stands on Chính chủ: → Được ủy quyền
    assert desk.page.presenter.state.draft.authorised
    assert desk.page.take_scan(DemoRecognised("card", card=a_stranger()))
    desk.settle()
    desk.key(Qt.Key.Key_F9)
    told = next(iter(desk.services.acts.values()))[1]["to"]
    assert told == {"kind": "authorised", "name": "Võ Ngọc Thí Dụ", "id_number": "079056000889"}


def test_a_card_alone_opens_what_waits_for_this_person(counter: Opened) -> None:
    desk = counter()
    desk.key(Qt.Key.Key_F4)
    assert desk.page.take_scan(DemoRecognised("card", card=card()))
    desk.settle()
    assert desk.page.view.head.code.text() == CODE
    assert desk.page.presenter.state.draft.card_matches is True


def test_a_card_nothing_waits_for_starts_a_reception(counter: Opened) -> None:
    desk = counter(ReturnServices(waiting=()))
    desk.key(Qt.Key.Key_F4)
    desk.shell.take_scan(CARD_TEXT)
    desk.settle()
    assert desk.shell.current_name == "reception"


# ---- states ---------------------------------------------------------------------------------------


def test_without_a_dossier_the_screen_says_what_to_do(counter: Opened) -> None:
    desk = counter()
    desk.key(Qt.Key.Key_F4)
    assert desk.page.view.empty.isVisible()
    assert desk.page.view.empty.text.text() == "Quét giấy hẹn, hoặc gõ mã hồ sơ (F3)"
    assert desk.shell.bar.scan.hasFocus()
    assert not desk.page.print_current()


def test_a_code_that_is_not_there_is_told_and_leaves_no_old_dossier_open(counter: Opened) -> None:
    desk = counter()
    desk.open()
    desk.page.open_with("H29.26.112-261123-9999")
    desk.settle()
    assert desk.page.view.empty.isVisible()
    assert "H29.26.112-261123-9999" in desk.page.view.empty.text.text()
    desk.key(Qt.Key.Key_F9)
    assert desk.services.acts == {}


def test_a_result_that_comes_back_is_noted_and_then_ready(counter: Opened, tmp_path: Path) -> None:
    desk = counter(ReturnServices(dossier=a_dossier(State.PROCESSING)))
    desk.open()
    page = desk.page
    assert page.view.commit.text() == "Ghi nhận có kết quả"
    assert not page.view.items.isVisible()
    QTest.keyClicks(page.view.result.number, "12/XN")
    picture = tmp_path / "kết quả.png"
    QImage(40, 60, QImage.Format.Format_RGB32).save(str(picture))
    page.view.scan.add_files([picture])
    desk.settle()
    desk.key(Qt.Key.Key_F9)
    told = next(iter(desk.services.acts.values()))[1]["result"]
    assert (told["number"], told["pages"]) == ("12/XN", [str(picture)])
    assert page.view.commit.text() == "Xác nhận đã trả"
    assert page.view.items.isVisible()


def test_a_returned_dossier_offers_the_reprint_and_nothing_else(counter: Opened, tmp_path: Path) -> None:
    slip = tmp_path / "giay.pdf"
    slip.write_bytes(b"%PDF-1.7")
    desk = counter(ReturnServices(dossier=a_dossier(State.RETURNED), paper=slip))
    desk.open()
    view = desk.page.view
    assert not view.commit.isVisible()
    assert view.done.title.text() == "Đã trả lúc 16:12 Thứ Tư 25/11/2026"
    desk.key(Qt.Key.Key_P, CTRL)
    assert desk.printed == [CODE]
    assert ("print_form", ("giay_tiep_nhan", CODE, "k80")) in desk.services.calls
    desk.key(Qt.Key.Key_F9)
    assert desk.services.acts == {}


@pytest.mark.parametrize("state", [State.SUPPLEMENT, State.PAYMENT, State.REFUSED])
def test_a_dossier_with_nothing_to_hand_over_says_why(counter: Opened, state: State) -> None:
    desk = counter(ReturnServices(dossier=a_dossier(state)))
    desk.open()
    assert not desk.page.view.commit.isVisible()
    assert desk.page.view.done.text.text().startswith("Hồ sơ")


def test_by_post_nobody_signs_and_the_counter_may_still_be_chosen(counter: Opened) -> None:
    desk = counter(ReturnServices(dossier=a_dossier(return_by="postal")))
    desk.open()
    receiver = desk.page.view.receiver
    assert receiver.head.title.text() == "Trả qua bưu chính"
    assert not receiver.pad.isVisible()
    desk.key(Qt.Key.Key_A, CTRL)
    desk.key(Qt.Key.Key_F9)
    assert next(iter(desk.services.acts.values()))[1]["by"] == "postal"


def test_f7_sends_by_post_without_a_signature_and_f7_again_hands_over_here(counter: Opened) -> None:
    desk = counter(ReturnServices())
    desk.open()
    view = desk.page.view
    assert view.receiver.post.isVisible()
    desk.key(Qt.Key.Key_F7)
    assert view.commit.text() == "Xác nhận đã gửi bưu chính"
    assert not view.receiver.pad.isVisible()
    desk.key(Qt.Key.Key_F7)
    assert view.commit.text() == "Xác nhận đã trả"
    assert view.receiver.pad.isVisible()
    desk.key(Qt.Key.Key_F7)
    desk.key(Qt.Key.Key_A, CTRL)
    desk.key(Qt.Key.Key_F9)
    payload = next(iter(desk.services.acts.values()))[1]
    assert payload["by"] == "postal"
    assert "signature" not in payload


def test_f7_before_the_result_is_here_says_what_comes_first(counter: Opened) -> None:
    desk = counter(ReturnServices(dossier=a_dossier(State.PROCESSING)))
    desk.open()
    desk.key(Qt.Key.Key_F7)
    assert desk.page.view.banner.title.text().startswith("Kết quả chưa về")
    assert desk.page.presenter.state.draft.by == "counter"


def test_a_failing_hand_over_is_told_beside_the_button_and_keeps_the_ticks(counter: Opened) -> None:
    services = ReturnServices()
    services.broken["act"] = SurroundingsError("disk.full")
    desk = counter(services)
    desk.open()
    desk.page.presenter.set_signing("paper")
    desk.key(Qt.Key.Key_A, CTRL)
    desk.key(Qt.Key.Key_F9)
    assert desk.page.view.banner.isVisible()
    assert desk.page.presenter.state.draft.ticked == (3, 3)
    services.broken.clear()
    desk.key(Qt.Key.Key_F9)
    assert len(services.acts) == 1


def test_leaving_and_coming_back_keeps_what_was_ticked(counter: Opened) -> None:
    desk = counter()
    desk.open()
    desk.key(Qt.Key.Key_1)
    desk.key(Qt.Key.Key_Escape)
    assert desk.shell.current_name == "home"
    desk.key(Qt.Key.Key_F4)
    assert desk.page.presenter.state.draft.ticked == (1, 3)


def test_a_new_language_keeps_the_dossier_and_its_ticks(counter: Opened) -> None:
    desk = counter()
    desk.open()
    desk.key(Qt.Key.Key_1)
    kept = desk.page.keep()
    other = counter(desk.services, lang="en")
    other.shell.restore({"returns": kept})
    other.settle()
    state = other.page.presenter.state
    assert state.draft.ticked == (1, 3)
    assert state.draft.items[2].name == "Fee receipt 15,000 đ"
