"""One press too many, or an answer that never came: still one dossier, one event, one paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.errors import SurroundingsError
from desk.intake import receive as receiving
from desk.life import act as acting
from desk.services import DeskServices
from tests.helpers.office_window import CTRL, Clerk, Practice, Sits, clerks

MORNING = "2026-11-23T08:05:00+07:00"


@pytest.fixture
def practice(data_folder: Path) -> Practice:
    return Practice.found(data_folder)


@pytest.fixture
def sits(qtbot: QtBot, qapp: QApplication) -> Iterator[Sits]:
    with clerks(qtbot, qapp) as sit:
        yield sit


def begin(clerk: Clerk) -> None:
    clerk.key(Qt.Key.Key_F2)
    page = clerk.reception
    page.presenter.type_person(id_number="999190000123", full_name="NGUYỄN THỊ MẪU")
    page.presenter.choice.choose("1.004873")
    clerk.settle()
    page.presenter.papers.toggle(0)
    clerk.settle()


def press(clerk: Clerk, key: Qt.Key, times: int = 2) -> None:
    """Keys as a bouncing or impatient finger sends them: none waits for what the one before did."""
    for _ in range(times):
        QTest.keyClick(clerk.shell.windowHandle(), key)
    clerk.settle()


def received(services: DeskServices) -> int:
    return services.day_sheet(services.now().date()).total.counter


def lose_answers(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> None:
    """The work is done and on record, but the first answer never reaches the window."""
    real = getattr(module, name)
    lost: list[bool] = []

    def once(*args: Any, **options: Any) -> Any:
        answer = real(*args, **options)
        if not lost:
            lost.append(True)
            raise SurroundingsError("data.io_error")
        return answer

    monkeypatch.setattr(module, name, once)


@pytest.mark.parametrize("times", [2, 5])
def test_f9_pressed_again_in_a_frozen_second_receives_once(
    practice: Practice, sits: Sits, times: int
) -> None:
    with practice.at() as services:
        clerk = sits(services)
        begin(clerk)
        press(clerk, Qt.Key.Key_F9, times)
        press(clerk, Qt.Key.Key_Return, times)
        assert received(services) == 1
        assert len(clerk.printed) == 1
        clerk.reception.closing()


def test_a_lost_answer_and_f9_again_is_one_dossier_and_one_print(
    practice: Practice, sits: Sits, monkeypatch: pytest.MonkeyPatch
) -> None:
    lose_answers(monkeypatch, receiving, "receive")
    with practice.at() as services:
        clerk = sits(services)
        begin(clerk)
        clerk.key(Qt.Key.Key_F9)
        assert clerk.reception.view.banner.isVisible()
        assert clerk.printed == []
        clerk.key(Qt.Key.Key_F9)
        assert received(services) == 1
        assert len(clerk.printed) == 1
        assert "lần bấm trước" not in clerk.shell.banner.title.text()
        clerk.reception.closing()


def test_what_was_changed_after_a_lost_answer_is_said_not_to_be_in_the_dossier(
    practice: Practice, sits: Sits, monkeypatch: pytest.MonkeyPatch
) -> None:
    lose_answers(monkeypatch, receiving, "receive")
    with practice.at() as services:
        clerk = sits(services)
        begin(clerk)
        clerk.key(Qt.Key.Key_F9)
        clerk.reception.presenter.fields.copies(9)
        clerk.key(Qt.Key.Key_F9)
        assert received(services) == 1
        assert "lần bấm trước" in clerk.shell.banner.title.text()
        code = services.find("nguyễn thị mẫu").matches[0].code
        assert services.show(code).copies == 1
        clerk.key(Qt.Key.Key_Z, CTRL)
        draft = clerk.dossier.presenter.state.draft
        assert draft is not None
        assert draft.verb == "correct"
        clerk.reception.closing()


def test_a_lost_answer_of_an_act_and_f9_again_is_one_event(
    practice: Practice, sits: Sits, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = practice.receive(MORNING)
    lose_answers(monkeypatch, acting, "act")
    with practice.at() as services:
        clerk = sits(services)
        clerk.open(code)
        clerk.dossier.start("note")
        clerk.settle()
        clerk.dossier.presenter.type(text="Gọi lại buổi chiều")
        clerk.key(Qt.Key.Key_F9)
        clerk.key(Qt.Key.Key_F9)
        assert [one.text for one in services.show(code).remarks] == ["Gọi lại buổi chiều"]


def test_a_batch_handed_over_twice_at_once_goes_once(practice: Practice, sits: Sits) -> None:
    code = practice.receive(MORNING)
    with practice.at() as services:
        clerk = sits(services)
        clerk.shell.go("handover", (code,))
        clerk.settle()
        press(clerk, Qt.Key.Key_F9)
        events = [one.verb for one in services.show(code).events]
        assert events.count("dossier.handed_over") == 1
        assert len(clerk.printed) == 1


def test_a_slip_read_twice_opens_one_dossier(practice: Practice, sits: Sits) -> None:
    code = practice.receive(MORNING)
    with practice.at() as services:
        clerk = sits(services)
        payload = services.show(code).receipt_payload
        clerk.shell.take_scan(payload)
        clerk.shell.take_scan(payload)
        clerk.settle()
        assert clerk.shell.current_name == "dossier"
        view = clerk.dossier.presenter.state.view
        assert view is not None
        assert view.code == code
