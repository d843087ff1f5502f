"""What a window leaves behind when it is closed: nothing; and that the watch over it sees what it should."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk.rows import IdentityCard
from desk.services import DeskServices
from tests.helpers.leftovers import nothing_left
from tests.helpers.office_window import MARRIAGE, Practice, Sits, clerks
from tests.helpers.program import programs

CARD = IdentityCard("999190000001", None, "NGUYỄN THỊ MẪU B", None, "female", "12 Đường Mẫu", None)


pytestmark = pytest.mark.usefixtures("nothing_left_behind")


@pytest.fixture
def practice(data_folder: Path) -> Practice:
    return Practice.found(data_folder)


@pytest.fixture
def services(practice: Practice) -> Iterator[DeskServices]:
    with practice.at() as opened:
        yield opened


@pytest.fixture
def sits(qtbot: QtBot, qapp: QApplication) -> Iterator[Sits]:
    with clerks(qtbot, qapp) as sit:
        yield sit


def test_a_program_with_a_reception_half_typed_goes_without_a_trace(
    qtbot: QtBot, qapp: QApplication, practice: Practice
) -> None:
    with nothing_left(qapp), programs(qtbot, practice.data) as start:
        page = start().window.page_of("reception")
        start_typing(qtbot, page)


def start_typing(qtbot: QtBot, page: QWidget) -> None:
    """A draft that is written by its own thread."""
    page.presenter.take_card(CARD)  # type: ignore[attr-defined]
    page.presenter.choice.choose(MARRIAGE)  # type: ignore[attr-defined]
    drafts = page.context.desktop.drafts  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: drafts.begun is not None, timeout=20_000)


def test_a_window_that_received_and_printed_goes_without_a_trace(
    qtbot: QtBot, sits: Sits, services: DeskServices
) -> None:
    """That nothing of it is left is seen by the watch over this file, after the window was closed."""
    clerk = sits(services)
    clerk.key(Qt.Key.Key_F2)
    clerk.reception.open_with(CARD)
    clerk.reception.presenter.choice.choose(MARRIAGE)
    clerk.settle()
    clerk.key(Qt.Key.Key_F9)
    assert clerk.toasts


# ---- what it sees ------------------------------------------------------------------------------------


@pytest.fixture
def ends() -> Iterator[list[Callable[[], object]]]:
    made: list[Callable[[], object]] = []
    yield made
    for end in made:
        end()


def a_window(_folder: Path, ends: list[Callable[[], object]]) -> None:
    left = QWidget()
    left.show()
    ends += [left.close, left.deleteLater]


def a_timer(_folder: Path, ends: list[Callable[[], object]]) -> None:
    owner = _Owner(QApplication.instance())
    timer = QTimer(owner)
    timer.start(60_000)
    ends.append(owner.deleteLater)


class _Owner(QObject):
    """Holds a timer, as a screen does."""


def a_listener(_folder: Path, ends: list[Callable[[], object]]) -> None:
    app = QApplication.instance()
    assert app is not None
    left = QObject(app)
    app.installEventFilter(left)
    ends += [lambda: app.removeEventFilter(left), left.deleteLater]


def a_thread(_folder: Path, ends: list[Callable[[], object]]) -> None:
    stop = threading.Event()
    left = threading.Thread(target=stop.wait, name="left-over", daemon=True)
    left.start()
    ends += [stop.set, left.join]


def a_file(folder: Path, ends: list[Callable[[], object]]) -> None:
    left = (folder / "left.txt").open("w")
    ends.append(left.close)


def a_folder(_folder: Path, ends: list[Callable[[], object]]) -> None:
    left = Path(tempfile.mkdtemp(prefix="qmc-left-"))
    ends.append(left.rmdir)


@pytest.mark.parametrize("leave", [a_window, a_timer, a_listener, a_thread, a_file, a_folder])
def test_what_is_left_is_named(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    ends: list[Callable[[], object]], leave: Callable[[Path, list[Callable[[], object]]], None],
) -> None:  # fmt: skip
    monkeypatch.setattr("tests.helpers.leftovers.PROMPT", 0.2)
    with pytest.raises(AssertionError, match="left behind"), nothing_left(qapp):
        leave(tmp_path, ends)


def test_what_goes_by_itself_is_waited_for(qapp: QApplication) -> None:
    with nothing_left(qapp):
        threading.Timer(0.3, lambda: None).start()
        widget = QWidget()
        widget.show()
        widget.close()
        del widget
