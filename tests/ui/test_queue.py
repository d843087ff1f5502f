"""Numbers in the window: nothing until the office turns them on, then one key for the next citizen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.errors import SurroundingsError
from desk.queue import acts
from desk.queue.doors import QueueDoors
from desk.services import DeskServices
from tests.helpers.citizen_desk import Desk, Sits, desks
from tests.helpers.office_window import CTRL, SHIFT, Practice
from ui.changes import Kind
from ui.keys import KEYS
from ui.queue.control import TWICE_S
from ui.shell.marks import MarkButton
from ui.widgets.buttons import KeyButton
from ui.widgets.label import Label


@pytest.fixture(scope="session")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Practice:
    return Practice.found(tmp_path_factory.mktemp("queue") / "Phường Mẫu")


@pytest.fixture
def services(practice: Practice, tmp_path: Path) -> Iterator[DeskServices]:
    import shutil

    data = tmp_path / "Phường Mẫu"
    shutil.copytree(practice.data, data)
    with Practice(data).at() as opened:
        yield opened


@pytest.fixture
def sit(qtbot: QtBot, qapp: QApplication) -> Iterator[Sits]:
    with desks(qtbot, qapp) as build:
        yield build


@pytest.fixture
def desk(sit: Sits, services: DeskServices) -> Desk:
    """An office that gives out numbers."""
    services.house.set_rule("queue.on", True)
    made = sit(services)
    made.clerk.shell.office_opened()
    made.clerk.settle()
    return made


def chip(desk: Desk) -> str:
    """What the chip in the top bar says; empty where there is none."""
    found = desk.clerk.shell.findChild(MarkButton, "mark.queue")
    return found.text() if found is not None and found.isVisible() else ""


def keys_of(desk: Desk) -> set[str]:
    """The keys of the queue that are bound now."""
    found = desk.clerk.shell.findChildren(QShortcut)
    return {
        one.objectName() for one in found if one.objectName().startswith("key.queue.") and one.isEnabled()
    }


def now(desk: Desk, seconds: float) -> None:
    """The control's own clock."""
    desk.clerk.shell.queue.control._clock = lambda: seconds


def test_where_the_office_has_no_queue_there_is_no_chip_no_key_and_no_line_of_help(
    sit: Sits, services: DeskServices
) -> None:
    made = sit(services)
    made.clerk.shell.office_opened()
    made.clerk.settle()
    assert chip(made) == ""
    assert keys_of(made) == set()
    made.clerk.key(Qt.Key.Key_F1)
    assert not any("Gọi số" in line for line in made.clerk.shell.overlay.lines)
    made.clerk.key(Qt.Key.Key_Escape)
    made.clerk.key(Qt.Key.Key_F9, CTRL)
    made.clerk.key(Qt.Key.Key_F3, CTRL)
    assert made.clerk.shell.queue._panel is None
    assert not any(one.group == "Số thứ tự" for one in made.clerk.shell.commands())


def test_turned_on_and_off_again_it_comes_and_goes(desk: Desk, services: DeskServices) -> None:
    assert keys_of(desk) == {"key.queue.next", "key.queue.recall", "key.queue.panel"}
    assert chip(desk) == "Còn 0 chờ"
    assert any(one.group == "Số thứ tự" for one in desk.clerk.shell.commands())
    services.house.set_rule("queue.on", False)
    desk.clerk.shell.changes.tell(Kind.RULES)
    desk.clerk.settle()
    assert (chip(desk), keys_of(desk)) == ("", set())


def test_one_key_calls_the_next_and_closes_the_one_before(desk: Desk, services: DeskServices) -> None:
    for _ in range(5):
        services.queue.issue("A")
    now(desk, 0)
    desk.clerk.key(Qt.Key.Key_F9, CTRL)
    assert chip(desk) == "Số A01 · còn 4"
    assert desk.clerk.toasts[-1] == "Mời số A01"
    now(desk, 60)
    desk.clerk.key(Qt.Key.Key_F9, CTRL)
    assert chip(desk) == "Số A02 · còn 3"
    assert services.queue.board().calls[1].state == "served"


def test_two_presses_in_a_second_call_once(desk: Desk, services: DeskServices) -> None:
    for _ in range(3):
        services.queue.issue("A")
    now(desk, 10)
    desk.clerk.key(Qt.Key.Key_F9, CTRL)
    now(desk, 10 + TWICE_S * 0.5)
    desk.clerk.key(Qt.Key.Key_F9, CTRL)
    assert chip(desk) == "Số A01 · còn 2"


def test_a_call_made_too_early_is_taken_back_with_ctrl_z(desk: Desk, services: DeskServices) -> None:
    for _ in range(2):
        services.queue.issue("A")
    now(desk, 0)
    desk.clerk.key(Qt.Key.Key_F9, CTRL)
    now(desk, 30)
    desk.clerk.key(Qt.Key.Key_F9, CTRL)
    desk.clerk.key(Qt.Key.Key_Z, CTRL)
    assert chip(desk).startswith("Số A01")


def test_calling_again_moves_the_waiting_screen(desk: Desk, services: DeskServices) -> None:
    desk.turn_on()
    services.queue.issue("B")
    now(desk, 0)
    desk.clerk.key(Qt.Key.Key_F9, CTRL)
    assert "B01" in desk.seen()
    assert "đến quầy 1" in desk.seen()
    desk.clerk.key(Qt.Key.Key_F9, CTRL | SHIFT)
    assert services.queue.board().current is not None
    assert services.queue.board().calls[0].calls == 2
    assert desk.side._fresh.isActive()


def test_what_another_counter_calls_is_seen_on_the_waiting_screen(desk: Desk, services: DeskServices) -> None:
    desk.turn_on()
    for _ in range(3):
        services.queue.issue("A")
    acts.call_next(services._office, counter="3")
    desk.clerk.shell.queue.control.refresh()
    desk.clerk.settle()
    assert "đến quầy 3" in desk.seen()
    acts.call_next(services._office, counter="2")
    desk.clerk.shell.queue.control.refresh()
    desk.clerk.settle()
    assert "A02" in desk.seen()
    assert desk.window.waiting.calls._rows == [("A01", "Quầy 3")]


def test_f2_after_a_commit_calls_the_next_only_where_the_office_wants_it(
    desk: Desk, services: DeskServices
) -> None:
    services.queue.issue("A")
    now(desk, 0)
    desk.clerk.shell.changes.tell(Kind.DOSSIER)
    desk.clerk.key(Qt.Key.Key_F2)
    assert services.queue.board().current is None
    services.house.set_rule("queue.next_after_commit", True)
    desk.clerk.shell.changes.tell(Kind.RULES)
    desk.clerk.settle()
    desk.clerk.key(Qt.Key.Key_F2)
    assert services.queue.board().current is not None
    services.queue.issue("A")
    now(desk, 60)
    desk.clerk.key(Qt.Key.Key_F12)
    desk.clerk.key(Qt.Key.Key_F2)  # nothing was saved since: the citizen called is still being served
    current = services.queue.board().current
    assert current is not None
    assert current.label == "A01"


# ---- the panel ---------------------------------------------------------------------------------------


def test_the_panel_is_worked_by_letters_and_gives_the_focus_back(desk: Desk, services: DeskServices) -> None:
    desk.clerk.key(Qt.Key.Key_F2)
    field = QApplication.focusWidget()
    for _ in range(3):
        services.queue.issue("A")
    now(desk, 0)
    desk.clerk.key(Qt.Key.Key_F3, CTRL)
    panel = desk.clerk.shell.queue.panel
    assert panel.isVisible()
    desk.clerk.key(Qt.Key.Key_F9, CTRL)
    desk.clerk.key(Qt.Key.Key_P)
    assert [one.label for one in services.queue.board().parked] == ["A01"]
    now(desk, 20)
    desk.clerk.key(Qt.Key.Key_F9, CTRL)
    desk.clerk.key(Qt.Key.Key_V)
    assert [one.label for one in services.queue.board().missed] == ["A02"]
    now(desk, 40)
    desk.clerk.key(Qt.Key.Key_F9, CTRL)
    desk.clerk.key(Qt.Key.Key_X)
    assert services.queue.board().current is None
    back = panel.findChild(KeyButton, "queue.back.A01")
    assert back is not None
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    desk.clerk.settle()
    assert panel.number.text() == "A01"
    desk.clerk.key(Qt.Key.Key_C)
    assert panel.findChild(KeyButton, "queue.send.B") is not None
    desk.clerk.key(Qt.Key.Key_9)  # no such place: nothing happens, no number is given out unseen
    desk.clerk.key(Qt.Key.Key_1)
    desk.clerk.settle()
    assert [(one.label, one.kind) for one in services.queue.board().waiting] == [("A01", "B")]
    desk.clerk.key(Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert QApplication.focusWidget() is field


def test_the_clerk_gives_out_a_number_and_its_slip_is_printed(desk: Desk, services: DeskServices) -> None:
    desk.clerk.key(Qt.Key.Key_F3, CTRL)
    desk.clerk.key(Qt.Key.Key_3)
    desk.clerk.key(Qt.Key.Key_1)
    assert desk.clerk.printed == ["Số C01", "Số A01"]
    assert [one.label for one in services.queue.board().waiting] == ["C01", "A01"]
    first = desk.clerk.shell.queue.panel.findChild(KeyButton, "queue.first.2")
    assert first is not None
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    desk.clerk.settle()
    assert [one.label for one in services.queue.board().waiting] == ["B01", "C01", "A01"]


def test_the_next_is_called_also_while_a_slip_is_made(
    desk: Desk, services: DeskServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.queue.issue("A")
    made = QueueDoors.ticket_pdf

    def slowly(*given: Any, **more: Any) -> bytes:
        for _ in range(2):  # an impatient finger
            QTest.keyClick(desk.clerk.shell.windowHandle(), Qt.Key.Key_F9, CTRL)
        return made(*given, **more)

    monkeypatch.setattr(QueueDoors, "ticket_pdf", slowly)
    now(desk, 0)
    desk.clerk.key(Qt.Key.Key_F3, CTRL)
    desk.clerk.key(Qt.Key.Key_3)
    assert desk.clerk.toasts[-2:] == ["Đã phát số C01", "Mời số A01"]
    assert chip(desk) == "Số A01 · còn 1"


def test_what_waits_for_a_slip_that_fails_is_done_all_the_same(
    desk: Desk, services: DeskServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.queue.issue("A")

    def fails(*_given: Any, **_more: Any) -> bytes:
        QTest.keyClick(desk.clerk.shell.windowHandle(), Qt.Key.Key_F9, CTRL)
        raise SurroundingsError("file.unwritable", file="so.pdf")

    monkeypatch.setattr(QueueDoors, "ticket_pdf", fails)
    now(desk, 0)
    desk.clerk.key(Qt.Key.Key_F3, CTRL)
    desk.clerk.key(Qt.Key.Key_3)
    assert desk.clerk.toasts[-1] == "Mời số A01"


def test_letters_typed_into_a_field_never_move_the_queue(desk: Desk, services: DeskServices) -> None:
    services.queue.issue("A")
    now(desk, 0)
    desk.clerk.key(Qt.Key.Key_F9, CTRL)
    desk.clerk.key(Qt.Key.Key_F2)
    desk.clerk.type("PVXC1")
    current = services.queue.board().current
    assert current is not None
    assert current.label == "A01"
    assert services.queue.board().waiting == ()


def test_everything_in_the_panel_has_a_name_and_fits(desk: Desk, services: DeskServices) -> None:
    kinds = [{"code": chr(65 + n), "name": f"Loại việc có tên khá dài {n}", "name_en": ""} for n in range(9)]
    services.house.set_rule("queue.kinds", kinds)
    for n in range(12):
        services.queue.issue(chr(65 + n % 9))
    desk.clerk.shell.changes.tell(Kind.RULES)
    desk.clerk.settle()
    desk.clerk.key(Qt.Key.Key_F3, CTRL)
    panel = desk.clerk.shell.queue.panel
    QApplication.processEvents()
    for button in panel.findChildren(KeyButton):
        if button.isVisible():
            assert button.accessibleName()
            assert button.height() >= 26, button.objectName()
            assert button.mapTo(panel, button.rect().topRight()).x() <= panel.width(), button.objectName()
    assert not [one.text() for one in panel.findChildren(Label) if one.isVisible() and one.shortened]


# ---- the citizen's own window ------------------------------------------------------------------------


def test_a_touch_gives_one_number_however_long_the_finger_rests(desk: Desk, services: DeskServices) -> None:
    desk.clerk.shell.queue.open_kiosk()
    kiosk = desk.clerk.shell.queue.kiosk
    assert kiosk is not None
    assert [one.text() for one in kiosk.buttons] == ["Nộp hồ sơ", "Nhận kết quả", "Chứng thực"]
    for _ in range(4):
        QTest.mouseClick(kiosk.buttons[2], Qt.MouseButton.LeftButton)
        desk.clerk.settle()
    assert [one.label for one in services.queue.board().waiting] == ["C01"]
    assert kiosk.number.text() == "C01"
    assert kiosk.stack.currentWidget() is kiosk.taken
    assert desk.clerk.printed == ["Số C01"]
    kiosk._ask()
    QTest.mouseClick(kiosk.buttons[0], Qt.MouseButton.LeftButton)
    desk.clerk.settle()
    assert kiosk.number.text() == "A01"


def test_the_ticket_window_goes_when_the_office_turns_the_queue_off(
    desk: Desk, services: DeskServices
) -> None:
    desk.clerk.shell.queue.open_kiosk()
    services.house.set_rule("queue.on", False)
    desk.clerk.shell.changes.tell(Kind.RULES)
    desk.clerk.settle()
    assert desk.clerk.shell.queue.kiosk is None


def test_no_key_of_the_queue_is_taken_by_another_screen() -> None:
    mine = {row.sequence: row.id for row in KEYS.rows if row.scope == "queue" and len(row.sequence) > 1}
    others = {row.sequence for row in KEYS.rows if row.scope != "queue"}
    assert set(mine) == {"Ctrl+F9", "Ctrl+Shift+F9", "Ctrl+F3"}
    assert set(mine) & others == set()
