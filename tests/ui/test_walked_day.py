"""What a clerk trips over on a day by keys: words that mislead, keys that do nothing, a wrong dossier."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.helpers.office_window import ALT, CTRL, MARRIAGE, NOW, Clerk, Practice, Sits, clerks
from tests.helpers.walk import settle
from ui.closing.screen import ClosingPage
from ui.i18n import install, tr
from ui.returns.screen import ReturnsPage
from ui.shell.screen import BannerSpec
from ui.tokens import Tone
from ui.widgets.keycap import KeyHint

if TYPE_CHECKING:
    from desk.services import DeskServices

MINE = "999190000001||NGUYỄN THỊ MẪU B|05031990|Nữ|12 Đường Mẫu, Phường Mẫu|01052021"
OTHER = "999190000777||TRẦN VĂN MẪU|07071971|Nam|8 Đường Mẫu, Phường Mẫu|01052021"
COPY = "2.000635"
EARLIER = "2026-11-20T08:30:00+07:00"


@pytest.fixture
def practice(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Practice:
    monkeypatch.setenv("QMC_CAMERA", str(data_folder / "none.jpg"))
    return Practice.found(data_folder)


@pytest.fixture
def sits(qtbot: QtBot, qapp: QApplication) -> Iterator[Sits]:
    with clerks(qtbot, qapp) as sit:
        yield sit


def told(clerk: Clerk) -> set[str]:
    """The keys that the bar tells now."""
    hints = clerk.shell.key_bar.findChildren(KeyHint)
    return {one.accessibleName().split()[0] for one in hints if not one.isHidden()}


def test_the_bar_of_the_reception_tells_the_keys_of_the_step(practice: Practice, sits: Sits) -> None:
    with practice.at() as services:
        clerk = sits(services, size=(1920, 1017))
        clerk.key(Qt.Key.Key_F2)
        assert not {"Space", "F9"} & told(clerk)
        assert {"F3", "Ctrl+H"} <= told(clerk)
        clerk.scan(OTHER)
        assert "Space" not in told(clerk)  # it goes into the search
        assert {"Alt+1", "Ctrl+1"} <= told(clerk)
        clerk.key(Qt.Key.Key_1, CTRL)
        assert {"Space", "F5"} <= told(clerk)


def test_the_bar_of_a_dossier_tells_f9_only_while_an_act_is_open(practice: Practice, sits: Sits) -> None:
    code = practice.receive(EARLIER, 1)
    with practice.at() as services:
        clerk = sits(services, size=(1920, 1017))
        clerk.open(code)
        assert "F9" not in told(clerk)
        clerk.key(Qt.Key.Key_F8)
        assert {"F9", "Esc"} <= told(clerk)
        assert not {"Enter", "F7", "F8", "Alt+1"} & told(clerk)
        clerk.key(Qt.Key.Key_Escape)
        assert "F8" in told(clerk)


def test_the_bar_of_an_open_day_offers_no_opening_again(practice: Practice, sits: Sits) -> None:
    practice.receive(NOW, 1)
    with practice.at() as services:
        clerk = sits(services, size=(1920, 1017))
        clerk.key(Qt.Key.Key_F11)
        assert "F9" in told(clerk)
        assert not {"F7", "Ctrl+P"} & told(clerk)


def noted(practice: Practice, sits: Sits, services: DeskServices) -> tuple[Clerk, ReturnsPage]:
    """A result was just noted at the return; nobody has come for it."""
    code = services.find("999190000001").matches[0].code
    clerk = sits(services)
    clerk.key(Qt.Key.Key_F4)
    page = clerk.shell.page_of("returns")
    assert isinstance(page, ReturnsPage)
    page.open_with(code)
    clerk.settle()
    clerk.key(Qt.Key.Key_F9)
    assert page.presenter.state.stage == "ready"
    return clerk, page


def test_the_next_citizens_card_after_a_noted_result_starts_their_own_work(
    practice: Practice, sits: Sits
) -> None:
    practice.receive(EARLIER, 1)
    with practice.at() as services:
        clerk, _page = noted(practice, sits, services)
        clerk.scan(OTHER)
        assert clerk.shell.current_name == "reception"
        assert clerk.reception.presenter.state.draft.person.full_name == "TRẦN VĂN MẪU"


def test_the_next_citizens_card_after_a_return_opens_what_waits_for_them(
    practice: Practice, sits: Sits
) -> None:
    codes = [practice.receive(EARLIER, number) for number in (1, 2)]
    for code in codes:
        practice.act(EARLIER, code, "result-ready", {"result": {"number": "12/XN"}})
    with practice.at() as services:
        clerk = sits(services)
        clerk.scan(services.show(codes[0]).receipt_payload)
        clerk.key(Qt.Key.Key_A, CTRL)
        clerk.key(Qt.Key.Key_F7)
        clerk.key(Qt.Key.Key_F9)
        page = clerk.shell.page_of("returns")
        assert isinstance(page, ReturnsPage)
        assert page.presenter.state.stage == "returned"
        clerk.scan(MINE.replace("999190000001", "999190000002"))
        assert page.standing == codes[1]
        assert page.presenter.state.draft.card_matches is True
        clerk.scan(OTHER)  # this result is not theirs, and says so
        assert page.presenter.state.draft.card_matches is False


def test_a_result_being_noted_is_there_again_after_the_next_citizens_card(
    practice: Practice, sits: Sits
) -> None:
    code = practice.receive(EARLIER, 1)
    with practice.at() as services:
        clerk = sits(services)
        clerk.open(code)
        clerk.key(Qt.Key.Key_F4)
        clerk.type("12/XN")
        clerk.scan(OTHER)
        assert clerk.shell.current_name == "reception"
        assert clerk.reception.presenter.state.draft.person.full_name == "TRẦN VĂN MẪU"
        clerk.key(Qt.Key.Key_F4)
        page = clerk.shell.page_of("returns")
        assert isinstance(page, ReturnsPage)
        assert (page.standing, page.view.result.number.text()) == (code, "12/XN")


def test_the_owners_card_after_a_noted_result_is_compared(practice: Practice, sits: Sits) -> None:
    practice.receive(EARLIER, 1)
    with practice.at() as services:
        clerk, page = noted(practice, sits, services)
        clerk.scan(MINE)
        assert clerk.shell.current_name == "returns"
        assert page.presenter.state.draft.card_matches is True


def test_a_dossier_that_opened_by_its_slip_still_forbids_a_strangers_card(
    practice: Practice, sits: Sits
) -> None:
    code = practice.receive(EARLIER, 1)
    practice.act(EARLIER, code, "result-ready", {"result": {"number": "12/XN"}})
    with practice.at() as services:
        clerk = sits(services)
        clerk.scan(services.show(code).receipt_payload)
        clerk.scan(OTHER)
        page = clerk.shell.page_of("returns")
        assert isinstance(page, ReturnsPage)
        assert page.presenter.state.draft.card_matches is False


def test_what_is_being_worked_on_offers_its_result_first(practice: Practice) -> None:
    code = practice.receive(EARLIER, 1)
    practice.act(EARLIER, code, "hand-over", {"to": "Bộ phận chuyên môn (Hộ tịch)"})
    with practice.at() as services:
        assert services.show(code).actions[0].verb == "result-ready"


def test_the_reason_of_a_difference_never_lies_over_the_line_below(practice: Practice, sits: Sits) -> None:
    practice.receive(EARLIER, 2)
    practice.receive(NOW, 1, procedure=COPY, fee={"method": "cash", "amount": 8000})
    with practice.at() as services:
        clerk = sits(services, size=(1366, 768))
        clerk.key(Qt.Key.Key_F11)
        clerk.type("7000")
        clerk.key(Qt.Key.Key_F9)
        clerk.type("Thoi thua")
        clerk.key(Qt.Key.Key_F9)
        question = QApplication.activeModalWidget()
        assert question is not None
        QTest.keyClick(question, Qt.Key.Key_Return)
        clerk.settle()
        clerk.shell.desktop.banner(BannerSpec("Chưa in được", "Giấy vẫn lưu.", tone=Tone.WARN))
        settle(clerk.runner)  # what changes deep in a page reaches the window one widget a round
        page = clerk.shell.page_of("closing")
        assert isinstance(page, ClosingPage)
        money = page.view.money
        assert money.reason.isVisible()
        assert money.reason.geometry().bottom() < money.online.geometry().top()


def test_a_strange_scan_is_forgotten_once_something_was_done(practice: Practice, sits: Sits) -> None:
    with practice.at() as services:
        clerk = sits(services)
        clerk.key(Qt.Key.Key_F2)
        clerk.scan("https://example.invalid/abc")
        assert clerk.shell.banner.isVisible()
        clerk.scan(OTHER)
        clerk.key(Qt.Key.Key_1, CTRL)
        clerk.key(Qt.Key.Key_Space)
        clerk.scan("https://example.invalid/abc")
        assert clerk.shell.banner.isVisible()
        clerk.key(Qt.Key.Key_S, CTRL)
        clerk.key(Qt.Key.Key_S, CTRL)  # the paper was not scanned: asked once
        assert clerk.toasts
        assert not clerk.shell.banner.isVisible()


def test_a_name_typed_into_the_number_goes_to_the_name(practice: Practice, sits: Sits) -> None:
    with practice.at() as services:
        clerk = sits(services)
        clerk.key(Qt.Key.Key_F2)
        assert clerk.focus == "person.id"
        clerk.type("Tran Van Mau")
        clerk.key(Qt.Key.Key_Tab)
        clerk.key(Qt.Key.Key_Tab)
        person = clerk.reception.presenter.state.draft.person
        assert (person.full_name, person.id_number) == ("Tran Van Mau", "")
        assert clerk.reception.view.person.name_field.text() == "Tran Van Mau"
        clerk.key(Qt.Key.Key_F9)
        assert "Chưa có số định danh" in clerk.reception.view.banner.accessibleName()


def test_ctrl_f2_asked_about_a_scan_goes_on_to_the_next_procedure_when_pressed_again(
    practice: Practice, sits: Sits
) -> None:
    with practice.at() as services:
        clerk = sits(services)
        clerk.key(Qt.Key.Key_F2)
        clerk.scan(OTHER)
        clerk.reception.presenter.choice.choose(MARRIAGE)
        clerk.settle()
        clerk.key(Qt.Key.Key_Space)
        clerk.key(Qt.Key.Key_F2, CTRL)
        clerk.key(Qt.Key.Key_F2, CTRL)
        assert len(services.find("999190000777").matches) == 1
        draft = clerk.reception.presenter.state.draft
        assert (draft.person.full_name, draft.procedure) == ("TRẦN VĂN MẪU", None)


def test_the_first_slip_on_paper_is_printed_and_only_the_next_one_again(
    practice: Practice, sits: Sits
) -> None:
    with practice.at() as services:
        clerk = sits(services)
        clerk.key(Qt.Key.Key_F2)
        clerk.scan(OTHER)
        clerk.reception.presenter.choice.choose(MARRIAGE)
        clerk.settle()
        clerk.key(Qt.Key.Key_Space)
        clerk.key(Qt.Key.Key_S, CTRL)
        clerk.key(Qt.Key.Key_S, CTRL)  # the paper was not scanned: asked once
        spec = clerk.shell.toast.spec
        assert spec is not None
        assert [one.text for one in spec.actions if one.key == "print"] == ["In giấy hẹn"]
        code = services.find("999190000777").matches[0].code
        for number in (0, 1):
            clerk.key(Qt.Key.Key_P, CTRL)
            last = services.show(code).events[-1]
            assert (last.verb, last.details["reprint"]) == ("form.printed", number)
        clerk.open(code)
        told = [one.title for one in clerk.dossier.view.history.timeline.moments]
        assert told[:2] == ["In lại giấy hẹn", "In giấy hẹn"]


def test_the_paper_at_work_stays_in_view_when_a_sentence_takes_room(practice: Practice, sits: Sits) -> None:
    with practice.at() as services:
        clerk = sits(services, size=(1366, 697))
        clerk.key(Qt.Key.Key_F2)
        clerk.scan(OTHER)
        clerk.reception.presenter.choice.choose(COPY)
        clerk.settle()
        clerk.key(Qt.Key.Key_Down)
        clerk.key(Qt.Key.Key_Down)
        scan = clerk.reception.view.scan
        scan.notes.put("page", "Ảnh dưới 200 dpi, chữ nhỏ và con dấu có thể không rõ", Tone.WARN)
        clerk.shell.desktop.banner(BannerSpec("Chưa in được", "Giấy vẫn lưu.", tone=Tone.WARN))
        settle(clerk.runner)
        papers = clerk.reception.view.papers
        row = papers.rows[2]
        assert row.hasFocus()
        top = row.mapTo(papers, row.rect().topLeft()).y()
        assert top + row.height() <= papers.height()


def in_a_small_window(practice: Practice, sits: Sits, services: DeskServices) -> Clerk:
    """A reception with its papers, at 1366 wide and 125 %."""
    clerk = sits(services, size=(1093, 560))
    clerk.key(Qt.Key.Key_F2)
    clerk.scan(OTHER)
    clerk.reception.presenter.choice.choose(COPY)
    clerk.settle()
    return clerk


def test_ctrl_n_writes_a_note_in_a_small_window_too(practice: Practice, sits: Sits) -> None:
    with practice.at() as services:
        clerk = in_a_small_window(practice, sits, services)
        view = clerk.reception.view
        assert view.compact
        clerk.key(Qt.Key.Key_N, CTRL)
        settle(clerk.runner)
        assert clerk.focus == "note.text"
        assert view.note.text.isVisible()
        assert view.note.text.height() >= 2 * view.note.text.fontMetrics().height()
        clerk.type("goi lai")
        assert clerk.reception.presenter.state.draft.note == "goi lai"
        clerk.key(Qt.Key.Key_3, ALT)
        assert not view.note.isVisible()
        assert view.papers.rows[0].hasFocus()
        clerk.key(Qt.Key.Key_N, CTRL)
        assert view.note.text.toPlainText() == "goi lai"


def test_f5_while_the_money_is_open_in_a_small_window_shows_the_picture(
    practice: Practice, sits: Sits
) -> None:
    with practice.at() as services:
        clerk = in_a_small_window(practice, sits, services)
        view = clerk.reception.view
        clerk.key(Qt.Key.Key_5, ALT)
        assert view.scan.isHidden()
        clerk.type("10000")
        clerk.key(Qt.Key.Key_F5)
        assert view.scan.isVisible()
        assert view.papers.rows[0].hasFocus()
        assert clerk.reception.presenter.state.draft.fee_given == "10000"


def test_one_thing_is_said_as_one_in_english(qapp: QApplication) -> None:
    install(qapp, "en")
    try:
        assert tr("{count} trang", count=1) == "1 page"
        assert tr("{count} trang", count=2) == "2 pages"
        assert tr("{count} bản", count=1) == "1 copy"
        assert tr("Còn {count} việc chưa xong, chuyển sang ngày sau.", count=1).startswith("1 point is open")
    finally:
        install(qapp, "vi")
