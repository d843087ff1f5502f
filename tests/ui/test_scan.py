"""The live picture: a picture file stands in for the camera, everything else is real."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desk.bootstrap import create_office, open_office
from desk.services import DeskServices
from tests.helpers.ui_demo import DemoServices
from ui.changes import Changes
from ui.scan.controller import CaptureController, preview
from ui.scan.pane import CAMERA_ENV, ScanPane, StripPage
from ui.shell.screen import Desktop, ScreenContext
from ui.tasks import TaskRunner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample"
PAGE, CARD = SAMPLE / "to-khai-1.jpg", SAMPLE / "the-can-cuoc.jpg"
LONG = 20_000  # milliseconds a loaded machine may take; nothing waits that long when all is well


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> DeskServices:
    """A training office of this module's own."""
    folder = tmp_path_factory.mktemp("scan") / "phòng"
    create_office(folder, training=True)
    return DeskServices(open_office(folder))


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[TaskRunner]:
    """The real runner, closed at the end."""
    made = TaskRunner(qapp)
    yield made
    assert made.close()


@pytest.fixture
def owner(qapp: QApplication) -> Iterator[QObject]:
    """Whoever owns the controller."""
    made = QObject(qapp)
    yield made
    made.deleteLater()


@pytest.fixture
def controller(services: DeskServices, runner: TaskRunner, owner: QObject) -> Iterator[CaptureController]:
    """A controller on the real doors, stopped at the end."""
    made = CaptureController(services, runner, owner)
    yield made
    made.stop()


def test_a_page_that_lies_still_is_captured_by_itself_and_only_once(
    qtbot: QtBot, controller: CaptureController, services: DeskServices
) -> None:
    captured: list[Path] = []
    controller.captured.connect(captured.append)
    with qtbot.waitSignal(controller.captured, timeout=LONG):
        controller.start(str(PAGE))
    looks: list[str] = []
    controller.looked.connect(lambda look: looks.append(look.advice))
    qtbot.waitUntil(lambda: len(looks) >= 5, timeout=LONG)
    assert len(captured) == 1
    assert captured[0].is_file()
    assert not QImage(str(captured[0])).isNull()
    assert Path(services.office().name).name not in str(captured[0].name)


def test_a_capture_has_the_full_size_of_the_source(qtbot: QtBot, controller: CaptureController) -> None:
    with qtbot.waitSignal(controller.captured, timeout=LONG) as found:
        controller.start(str(PAGE))
    assert found.args is not None
    assert QImage(str(found.args[0])).size() == QImage(str(PAGE)).size()


def test_by_hand_means_that_nothing_is_captured_unasked(qtbot: QtBot, controller: CaptureController) -> None:
    controller.auto = False
    captured: list[Path] = []
    controller.captured.connect(captured.append)
    advice: list[str] = []
    controller.looked.connect(lambda look: advice.append(look.advice))
    controller.start(str(PAGE))
    qtbot.waitUntil(lambda: "capture" in advice or len(advice) > 12, timeout=LONG)
    assert captured == []
    with qtbot.waitSignal(controller.captured, timeout=LONG):
        controller.capture()


def test_a_card_is_read_from_the_live_picture_while_one_is_wanted(
    qtbot: QtBot, controller: CaptureController
) -> None:
    controller.wants_card = True
    with qtbot.waitSignal(controller.card_seen, timeout=LONG) as found:
        controller.start(str(CARD))
    assert found.args is not None
    assert len(found.args[0].number) == 12


def test_a_source_that_is_not_there_is_said_and_leaves_nothing_running(
    qtbot: QtBot, controller: CaptureController, tmp_path: Path
) -> None:
    with qtbot.waitSignal(controller.broke, timeout=LONG) as found:
        controller.start(str(tmp_path / "không có.jpg"))
    assert found.args is not None
    assert getattr(found.args[0], "code", "")
    assert not controller.active


def test_stopping_twice_and_starting_again_is_harmless(qtbot: QtBot, controller: CaptureController) -> None:
    with qtbot.waitSignal(controller.framed, timeout=LONG):
        controller.start(str(PAGE))
    controller.stop()
    controller.stop()
    assert not controller.active
    with qtbot.waitSignal(controller.framed, timeout=LONG):
        controller.start(str(PAGE))


def test_the_preview_is_small_and_whole(services: DeskServices) -> None:
    source = services.open_source(str(PAGE))
    try:
        frame = source.still()
    finally:
        source.close()
    image = preview(frame)
    assert max(image.width(), image.height()) <= 960
    assert abs(image.width() / image.height() - frame.width / frame.height) < 0.01


@pytest.fixture
def pane(qtbot: QtBot, demo: DemoServices, runner: TaskRunner, monkeypatch: pytest.MonkeyPatch) -> ScanPane:
    """The pane without a camera."""
    monkeypatch.delenv(CAMERA_ENV, raising=False)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = ScanPane(ScreenContext(demo, runner, Changes(app), Desktop(app)))
    qtbot.addWidget(made)
    made.show()
    return made


def test_without_a_camera_files_are_offered(qtbot: QtBot, pane: ScanPane) -> None:
    pane.start()
    qtbot.waitUntil(lambda: "F5" in pane.live.accessibleDescription(), timeout=LONG)
    captured: list[Path] = []
    pane.captured.connect(captured.append)
    pane.add_files([PAGE, SAMPLE / "sample.json", SAMPLE / "không có.jpg"])
    assert captured == [PAGE]


def test_turning_a_page_keeps_the_capture_and_offers_a_turned_copy(pane: ScanPane, tmp_path: Path) -> None:
    page = tmp_path / "trang.jpg"
    shutil.copy(PAGE, page)
    before = page.read_bytes()
    pane.set_pages([StripPage(page, "Giấy 1")])
    retaken: list[tuple[int, Path]] = []
    pane.retaken.connect(lambda at, file: retaken.append((at, file)))
    pane.rotate(0)
    assert page.read_bytes() == before
    at, turned = retaken[0]
    assert at == 0
    old, new = QImage(str(page)), QImage(str(turned))
    assert (new.width(), new.height()) == (old.height(), old.width())


def test_buttons_for_a_page_show_only_when_one_is_chosen(pane: ScanPane) -> None:
    assert not pane.turn.isVisible()
    pane.set_pages([StripPage(PAGE, "Giấy 1")])
    assert pane.turn.isVisible()
    assert pane.drop.isVisible()
    removed: list[int] = []
    pane.removed.connect(removed.append)
    pane.drop.click()
    assert removed == [0]
