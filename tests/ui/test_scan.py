"""The live picture: a picture file stands in for the camera, everything else is real."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from desk.office.bootstrap import create_office, open_office
from desk.rows.strip import GivenPage
from desk.services import DeskServices
from tests.helpers.ui_demo import DemoServices
from ui.changes import Changes
from ui.scan import files
from ui.scan.controller import CaptureController, preview
from ui.scan.live_pane import NONE
from ui.scan.pane import CAMERA_ENV, ScanPane
from ui.scan.strip_acts import PaperTag
from ui.shell.screen import Desktop, ScreenContext
from ui.tasks import TaskRunner
from ui.widgets.page_tile import Tile

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
def controller(services: DeskServices, owner: QObject) -> Iterator[CaptureController]:
    """A controller on the real doors, stopped at the end."""
    made = CaptureController(services, owner)
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


def test_without_a_camera_files_are_offered_and_what_is_refused_is_named(
    qtbot: QtBot, pane: ScanPane
) -> None:
    pane.start()
    qtbot.waitUntil(lambda: "F5" in pane.live.accessibleDescription(), timeout=LONG)
    pane.add_files([PAGE, SAMPLE / "sample.json", SAMPLE / "không có.jpg"])
    qtbot.waitUntil(lambda: not pane.busy, timeout=LONG)
    assert [page.file for page in pane.pages.pages] == [PAGE]
    assert "2 tệp" in pane.bar.accessibleName()
    assert "sample.json" in pane.bar.accessibleName()


def test_buttons_for_a_page_show_only_when_one_is_chosen(pane: ScanPane) -> None:
    assert not pane.pages.turn.isVisible()
    pane.pages.take([PAGE])
    assert pane.pages.turn.isVisible()
    pane.pages.drop.click()
    assert pane.pages.pages == ()
    assert not pane.pages.drop.isVisible()


def test_a_retake_takes_the_place_of_the_page_at_work(pane: ScanPane, tmp_path: Path) -> None:
    pane.pages.take([tmp_path / "a.jpg", tmp_path / "b.jpg"])
    pane.pages.strip.choose(0)
    pane.pages.strip.chosen.emit(0)
    pane._retaking = pane.pages.pages[0].key
    pane.controller.captured.emit(tmp_path / "c.jpg")
    assert [page.file.name for page in pane.pages.pages] == ["c.jpg", "b.jpg"]
    pane.controller.captured.emit(tmp_path / "d.jpg")
    assert [page.file.name for page in pane.pages.pages] == ["c.jpg", "b.jpg", "d.jpg"]


def test_without_a_camera_the_file_chosen_anew_takes_the_place_of_its_page(
    qtbot: QtBot, pane: ScanPane, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane.start()
    qtbot.waitUntil(lambda: pane.camera.state == NONE, timeout=LONG)
    pane.pages.take([tmp_path / "a.jpg", tmp_path / "b.jpg"])
    chosen: list[list[Path]] = [[], [PAGE], [SAMPLE / "giay-kem-theo.jpg"]]
    monkeypatch.setattr(files, "ask", lambda _parent: chosen.pop(0))

    def names() -> list[str]:
        qtbot.waitUntil(lambda: not pane.busy, timeout=LONG)
        return [page.file.name for page in pane.pages.pages]

    pane.pages.strip.choose(0)
    pane.pages.strip.chosen.emit(0)
    pane.retake()  # nothing is chosen: the page stays, and no later one takes its place unasked
    assert names() == ["a.jpg", "b.jpg"]
    pane.retake()
    assert names() == [PAGE.name, "b.jpg"]
    pane.pick_files()
    assert sorted(names()) == sorted([PAGE.name, "b.jpg", "giay-kem-theo.jpg"])


def test_files_are_sought_where_the_last_ones_were_and_else_among_the_pictures(tmp_path: Path) -> None:
    last, stick = files.LastFolder(), tmp_path / "stick"
    first = last.get()
    assert first.is_dir()
    stick.mkdir()
    last.keep(stick / "a.jpg")
    assert last.get() == stick
    stick.rmdir()
    assert last.get() == first


def _asked(demo: DemoServices) -> list[object]:
    given = [value for name, value in demo.calls if name == "prepare_page"]
    return [page.file for page in given if isinstance(page, GivenPage)]


def test_each_page_is_worked_ahead_once_however_the_strip_changes(
    qtbot: QtBot, pane: ScanPane, demo: DemoServices, tmp_path: Path
) -> None:
    first, second = tmp_path / "a.jpg", tmp_path / "b.jpg"
    pane.pages.take([first])
    pane.pages.take([second])
    keys = pane.pages.model.state.keys
    pane.pages.model.step(keys[:1], 1)
    qtbot.waitUntil(lambda: pane.ahead.row(GivenPage(second)) is not None, timeout=LONG)
    pane.pages.model.step(keys[:1], -1)
    assert _asked(demo) == [first, second]


def test_the_tile_says_what_is_wrong_with_its_page_and_keeps_the_focus(
    qtbot: QtBot, pane: ScanPane, tmp_path: Path
) -> None:
    files = [tmp_path / f"{kind}-1.jpg" for kind in ("good", "blank", "blurred", "bad")]
    pane.pages.set_papers([PaperTag(1, "Tờ khai")], 1)
    pane.pages.take(files)
    tile = pane.strip.findChild(QAbstractButton, "page.2")
    assert tile is not None
    tile.setFocus()
    qtbot.waitUntil(lambda: pane.ahead.row(GivenPage(files[-1])) is not None, timeout=LONG)
    names = [
        button.accessibleName()
        for at in range(1, 5)
        if (button := pane.strip.findChild(QAbstractButton, f"page.{at}")) is not None
    ]
    assert names[0] == "1. Giấy 1: Tờ khai"
    assert names[1].startswith("2. Giấy 1: Tờ khai · Trang trắng · sẽ bỏ")
    assert names[2].startswith("3. Giấy 1: Tờ khai · Ảnh mờ")
    assert names[3] == "4. Giấy 1: Tờ khai · Không đọc được ảnh."
    assert pane.strip.findChild(QAbstractButton, "page.2") is tile
    assert tile.hasFocus() or not pane.isActiveWindow()


def test_a_blank_page_is_grey_and_one_key_keeps_it(qtbot: QtBot, pane: ScanPane, tmp_path: Path) -> None:
    pane.pages.take([tmp_path / "good-1.jpg", tmp_path / "blank-1.jpg"])
    qtbot.waitUntil(lambda: "sẽ bỏ" in pane.bar.accessibleName(), timeout=LONG)
    tile = pane.strip.findChild(Tile, "page.2")
    assert tile is not None
    assert tile.spec is not None
    assert tile.spec.faded
    pane.activateWindow()
    tile.setFocus()
    qtbot.waitUntil(tile.hasFocus)
    QTest.keyClick(tile, Qt.Key.Key_G)
    assert not tile.spec.faded
    assert pane.pages.model.state.given(None)[1].blank == "keep"
    assert not pane.bar.isVisible()


def test_a_page_taken_away_before_its_turn_is_not_worked(
    qtbot: QtBot, pane: ScanPane, demo: DemoServices, runner: TaskRunner, tmp_path: Path
) -> None:
    runner.hold()
    pane.pages.take([tmp_path / "a.jpg", tmp_path / "b.jpg"])
    pane.pages.model.remove(pane.pages.model.state.keys[:1])
    runner.release()
    qtbot.waitUntil(lambda: pane.ahead.row(GivenPage(tmp_path / "b.jpg")) is not None, timeout=LONG)
    assert _asked(demo) == [tmp_path / "b.jpg"]


def test_a_page_worker_is_made_ready_each_time_the_pane_opens_and_what_a_file_left_is_given_up(
    qtbot: QtBot, pane: ScanPane, demo: DemoServices
) -> None:
    pane.start()
    qtbot.waitUntil(lambda: demo.count("warm") == 1, timeout=LONG)
    pane.start()
    qtbot.waitUntil(lambda: demo.count("warm") == 2, timeout=LONG)


def test_a_failing_desk_leaves_the_pages_as_they_are(
    qtbot: QtBot, pane: ScanPane, demo: DemoServices, runner: TaskRunner, tmp_path: Path
) -> None:
    demo.broken["prepare_page"] = RuntimeError("page worker failed")
    broke: list[object] = []
    runner.broke.connect(broke.append)
    pane.pages.take([tmp_path / "a.jpg"])
    qtbot.waitUntil(lambda: bool(_asked(demo)) and runner.running == 0, timeout=LONG)
    tile = pane.strip.findChild(QAbstractButton, "page.1")
    assert tile is not None
    assert tile.accessibleName() == "1. Chưa xếp"
    assert broke == []
