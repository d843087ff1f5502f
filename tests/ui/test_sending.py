"""The mark in the top bar and its panel tell how sending stands, and lead on by keys alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk.sending.outcome import SyncReport
from desk.sending.rows import SendState
from tests.helpers.send_demo import AT, FRIDAY, row, standing
from tests.helpers.ui_demo import DemoServices
from ui.changes import Kind
from ui.main import make_window
from ui.shell.window import Shell
from ui.tasks import InlineRunner, TaskRunner


@pytest.fixture
def demo() -> DemoServices:
    return DemoServices()


@pytest.fixture
def shell(qtbot: QtBot, demo: DemoServices) -> Shell:
    made = make_window(demo, runner=InlineRunner(QApplication.instance()))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.office_opened()
    settle()
    return made


def settle() -> None:
    """Let every answer arrive that is on its way."""
    for _ in range(12):
        QApplication.processEvents()


def told(shell: Shell) -> str:
    settle()
    return shell.bar.marks.shown.get("sending", "")


WAITS = row("waiting")
FAILS = row("waiting", error="sync.timed_out", next_at=AT + timedelta(minutes=20))
LOST = row("waiting", error="sync.no_network")
BACK = row("refused", error="sync.conflicts", told="E8103 Value #0 data element not found: `QMC_X` [0]")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (SendState(), ""),
        (standing(), "Chưa có gì để gửi"),
        (standing(row("sent")), "Đã gửi 09:12"),
        (standing(row("sent", sent_at=AT - timedelta(days=3))), "Đã gửi 09:12 20/11"),
        (standing(row("superseded")), "Chưa có gì để gửi"),
        (standing(WAITS, row("sent")), "1 bảng kê chờ gửi"),
        (standing(row("delivered")), "1 bảng kê chờ xác nhận"),
        (standing(FAILS, row("sent")), "Chưa gửi được từ 08:08"),
        (standing(LOST), "Ngoại tuyến · 1 chờ gửi"),
        (standing(BACK, FAILS), "1 bảng kê bị trả lại"),
        (standing(row("delivered", error="sync.other_ack")), "Chưa gửi được từ 08:08"),
    ],
)
def test_the_mark_tells_the_truth_the_worst_first(
    shell: Shell, demo: DemoServices, state: SendState, words: str
) -> None:
    demo.sending.now = state
    shell.sending.control.look()
    settle()
    assert told(shell) == words


def test_while_a_turn_runs_the_mark_says_so(qtbot: QtBot, demo: DemoServices) -> None:
    import threading

    gate, begun = threading.Event(), threading.Event()

    def slow() -> SyncReport:
        begun.set()
        gate.wait(10)
        demo.sending.now = standing(row("sent"))
        return SyncReport(1, 0)

    demo.sending.now, demo.sending.answer = standing(WAITS), slow
    made = make_window(demo, runner=TaskRunner(QApplication.instance()))
    qtbot.addWidget(made)
    made.show()
    made.office_opened()
    qtbot.waitUntil(lambda: told(made) == "1 bảng kê chờ gửi")
    made.sending.control.send()
    qtbot.waitUntil(begun.is_set)
    assert told(made) == "Đang gửi bảng kê"
    made.sending.control.send(urgent=("một",))  # asked for meanwhile: it follows, it never overlaps
    made.sending.control.send(urgent=("hai",))
    assert len(demo.sending.asked) == 1
    gate.set()
    qtbot.waitUntil(lambda: told(made) == "Đã gửi 09:12")
    assert demo.sending.asked[1:] == [(False, frozenset({"một", "hai"}), False)]
    assert made.runner.close(5000)


def test_a_day_just_closed_goes_at_once_and_what_others_close_with_the_next_turn(
    shell: Shell, demo: DemoServices
) -> None:
    demo.sending.now = standing(WAITS)
    shell.changes.tell(Kind.DOSSIER)
    assert demo.sending.asked == []
    shell.changes.tell(Kind.DAY)
    assert demo.sending.asked == [(True, frozenset(), False)]


def test_an_office_open_for_looking_sends_nothing(shell: Shell, demo: DemoServices) -> None:
    demo.sending.now, demo.sending.may = standing(WAITS), False
    shell.sending.control.look()
    settle()
    shell.sending.control.closed()
    shell.sending.control.send()
    shell.sending.toggle()
    assert demo.sending.asked == []
    assert not shell.sending.panel.send.isEnabled()
    assert "chỉ để xem" in shell.sending.panel.why.text()


def test_a_record_that_cannot_be_read_is_no_good_news(shell: Shell, demo: DemoServices) -> None:
    from desk.errors import SurroundingsError

    demo.sending.now = standing(row("sent"))
    shell.sending.control.look()
    settle()

    def broken() -> SendState:
        raise SurroundingsError("data.busy")

    demo.sending.state = broken
    shell.sending.control.look()
    assert told(shell) == "Chưa rõ việc gửi"
    assert demo.sending.asked == []


def press(qtbot: QtBot, key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, key)  # type: ignore[no-untyped-call]


def test_the_panel_is_worked_by_keys_and_gives_the_focus_back(
    qtbot: QtBot, shell: Shell, demo: DemoServices
) -> None:
    demo.sending.now = standing(BACK, row("sent", FRIDAY - timedelta(days=1)))
    shell.sending.control.look()
    settle()
    before = QApplication.focusWidget()
    shell.bar.marks.press("sending")
    panel = shell.sending.panel
    assert panel.isVisible()
    assert QApplication.focusWidget() is panel.send
    assert panel.send.text() == "Gửi lại tất cả"
    press(qtbot, Qt.Key.Key_Space)
    settle()
    assert demo.sending.asked == [(False, frozenset(), True)]
    press(qtbot, Qt.Key.Key_Tab)
    assert named(QApplication.focusWidget()) == f"sending.retry.{BACK.key}"
    press(qtbot, Qt.Key.Key_Space)
    settle()
    assert demo.sending.asked[1] == (True, frozenset({BACK.key}), False)
    assert named(QApplication.focusWidget()) == f"sending.retry.{BACK.key}"  # made anew, the hand stays
    sent = demo.sending.now.rows[1]
    press(qtbot, Qt.Key.Key_Tab)
    assert named(QApplication.focusWidget()) == f"sending.receipt.{sent.key}"
    press(qtbot, Qt.Key.Key_Space)
    assert any(sent.receipt in said for said in texts(panel))
    press(qtbot, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert QApplication.focusWidget() is before


def named(widget: QWidget | None) -> str:
    return widget.objectName() if widget is not None else ""


def texts(widget: QWidget) -> list[str]:
    from ui.widgets.label import Label

    return [one.text() for one in widget.findChildren(Label) if one.isVisible()]


def test_a_row_says_why_in_a_plain_sentence_and_what_the_collector_said(
    shell: Shell, demo: DemoServices
) -> None:
    demo.sending.now = standing(BACK)
    shell.sending.control.look()
    settle()
    shell.sending.open()
    said = texts(shell.sending.panel)
    assert any("báo xung đột" in one and "“tinh”" in one for one in said)
    assert any("E8103" in one for one in said)
    assert any("20/11/2026 bản 1 → tinh" in one for one in said)
    shell.sending.open()  # asked again it stays
    assert shell.sending.panel.isVisible()


def test_the_command_list_opens_the_panel_and_sends(shell: Shell, demo: DemoServices) -> None:
    named: dict[str, Callable[[], object]] = {one.text: one.act for one in shell.commands()}
    named["Bảng kê gửi đi"]()
    assert shell.sending.panel.isVisible()
    named["Gửi bảng kê ngay"]()
    assert demo.sending.asked == [(False, frozenset(), False)]


def test_the_closing_screen_shows_what_failed_and_the_way_on(shell: Shell, demo: DemoServices) -> None:
    from ui.closing.screen import ClosingPage

    today = demo.now().date()
    shell.go("closing")
    settle()
    page = shell.page_of("closing")
    assert isinstance(page, ClosingPage)
    assert page.view.tally.going.text() == ""
    demo.sending.now = standing(row("waiting", today, error="sync.portal"))
    shell.changes.tell(Kind.SENDING)
    settle()
    assert page.view.tally.going.text() == "tinh: chưa gửi được từ 08:08"
    assert "đăng nhập mạng" in page.view.tally.going.toolTip()
    page.view.tally.way_on.click()
    assert shell.sending.panel.isVisible()
    shell.sending.panel.close_panel()
    demo.sending.now = standing(row("sent", today))
    shell.changes.tell(Kind.SENDING)
    settle()
    assert page.view.tally.going.text() == "nơi nhận đã xác nhận 09:12"
    assert not page.view.tally.way_on.isVisible()


def test_where_no_place_was_declared_nothing_is_said_to_wait_for_a_collector(
    shell: Shell, demo: DemoServices
) -> None:
    from ui.closing.screen import ClosingPage
    from ui.sending import words

    today = demo.now().date()
    alone = row("delivered", today, undeclared=True)
    state = standing(alone)
    demo.sending.now = replace(state, targets=(replace(state.targets[0], undeclared=True),))
    shell.go("closing")
    shell.sending.control.look()
    assert told(shell) == "1 bảng kê cần chép đi"
    page = shell.page_of("closing")
    assert isinstance(page, ClosingPage)
    assert page.view.tally.going.text() == "chưa khai nơi nhận, cần chép từ outgoing"
    shell.sending.open()
    settle()
    said = texts(shell.sending.panel)
    assert "Chưa khai nơi nhận; bản kê nằm trong thư mục outgoing, cần chép đi." in said
    assert not any("xác nhận" in one for one in said)
    assert words.chip(alone).text == "cần chép đi"
    assert words.chip(row("delivered")).text == "chờ xác nhận"


def test_a_window_that_closes_leaves_a_slow_collector_behind(qtbot: QtBot) -> None:
    import threading

    from desk.sending.bounds import unless
    from ui.sending.control import SendControl

    over, services = threading.Event(), DemoServices()
    services.sending.now = standing(WAITS)
    runner = TaskRunner(QApplication.instance())
    control = SendControl(services, runner)

    def send(**how: object) -> SyncReport:
        cancelled = how["cancelled"]
        assert callable(cancelled)
        try:
            return unless(cancelled, lambda: SyncReport(int(over.wait(30)), 0))
        except TimeoutError:
            return SyncReport(0, 0, busy=True)

    services.sending.send = send
    control.start()
    qtbot.waitUntil(lambda: control.standing.state is not None)
    control.send()
    assert runner.close(3000)
    over.set()
