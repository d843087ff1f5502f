"""The live half of the scan pane: cameras that come, go, fail and come back, said in plain words."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.errors import SurroundingsError
from desk.imaging.capture import CameraCard, CaptureSource, Frame, FrameLook, open_source, save
from desk.shelves import Shelves
from scanning.cameras.source import Frame as Picture
from scanning.errors import ScanningError
from scanning.scenes.footage import Laid, film, frame_number
from tests.helpers.ui_demo import DemoServices
from ui.changes import Changes
from ui.opening import SHELVES
from ui.scan import words
from ui.scan.comeback import Comeback
from ui.scan.live_pane import FAILED, LIVE, NONE
from ui.scan.pane import CAMERA_ENV, ScanPane
from ui.shell.screen import Desktop, ScreenContext
from ui.tasks import InlineRunner
from ui.tokens import Tone

LONG = 20_000
DOC = CameraCard("camera:0", "Doc Cam", "1d6c:0103", "usb-1")
FACE = CameraCard("camera:1", "Face Cam", "046d:0825", "usb-2")


class Plugged:
    """A camera that gives grey pictures until it is pulled out."""

    still_size = (3264, 2448)

    def __init__(self) -> None:
        self.out = threading.Event()
        self.closed = threading.Event()

    def read(self) -> Picture:
        if self.out.wait(0.02):
            raise ScanningError("camera.lost", environment=True)
        return Picture(64, 48, np.full((48, 64, 3), 90, np.uint8), time.monotonic())

    def full_still(self) -> Picture:
        return self.read()

    def close(self) -> None:
        self.closed.set()


@dataclass
class Counter(DemoServices):
    """The demo's counter with cameras; `broken_cameras` fail to open with a code."""

    folder: Path = Path()
    broken_cameras: dict[str, str] = field(default_factory=dict)
    opened: list[tuple[str, Plugged]] = field(default_factory=list)

    def open_source(self, spec: str) -> CaptureSource:
        if not spec.startswith("camera:"):
            return open_source(spec)
        if spec in self.broken_cameras:
            raise SurroundingsError(self.broken_cameras[spec])
        self.opened.append((spec, Plugged()))
        return CaptureSource(self.opened[-1][1])

    def save_frame(self, frame: Frame, folder: Path | None = None) -> Path:
        return save(frame, folder or self.folder)


@pytest.fixture
def counter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Counter:
    monkeypatch.delenv(CAMERA_ENV, raising=False)
    return Counter(folder=tmp_path / "captures")


@pytest.fixture
def opened(qtbot: QtBot, counter: Counter) -> Iterator[Callable[[], ScanPane]]:
    """Opens the pane as a screen does."""
    panes: list[ScanPane] = []
    app = QApplication.instance()
    assert isinstance(app, QApplication)

    def show() -> ScanPane:
        pane = ScanPane(ScreenContext(counter, InlineRunner(app), Changes(app), Desktop(app)))
        qtbot.addWidget(pane)
        panes.append(pane)
        pane.resize(560, 420)
        pane.show()
        pane.start()
        return pane

    yield show
    for pane in panes:
        pane.stop()


def said(pane: ScanPane) -> str:
    return pane.live.accessibleDescription()


def test_without_a_camera_the_pane_waits_and_takes_up_the_first_that_comes(
    qtbot: QtBot, counter: Counter, opened: Callable[[], ScanPane]
) -> None:
    pane = opened()
    assert pane.camera.state == NONE
    assert pane.shoot.text() == "Chọn tệp"
    counter.imaging.plug(DOC)
    qtbot.waitUntil(lambda: pane.camera.state == LIVE, timeout=LONG)
    assert pane.shoot.text() == "Chụp"
    assert pane.camera.named.text() == "3264×2448 · Doc Cam"


def test_a_camera_pulled_out_is_said_and_comes_back_by_itself(
    qtbot: QtBot, counter: Counter, opened: Callable[[], ScanPane]
) -> None:
    counter.imaging.cameras = (DOC,)
    pane = opened()
    qtbot.waitUntil(lambda: pane.camera.state == LIVE, timeout=LONG)
    counter.opened[-1][1].out.set()
    counter.imaging.plug()
    qtbot.waitUntil(lambda: "Camera vừa ngắt kết nối" in said(pane), timeout=LONG)
    assert pane.shoot.text() == "Thử lại"
    counter.imaging.plug(DOC)
    qtbot.waitUntil(lambda: pane.camera.state == LIVE, timeout=LONG)
    qtbot.waitUntil(lambda: "ngắt kết nối" not in said(pane), timeout=LONG)
    assert len(counter.opened) == 2


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("camera.busy", "đang được phần mềm khác dùng"),
        ("camera.timeout", "không trả lời"),
        ("camera.crashed", "bị lỗi và đã được đóng"),
        ("camera.denied", "chưa cho chương trình dùng camera"),
    ],
)
def test_what_keeps_a_camera_from_opening_is_said_with_the_way_on_and_f5_tries_again(
    qtbot: QtBot, counter: Counter, opened: Callable[[], ScanPane], code: str, words: str
) -> None:
    counter.imaging.cameras = (DOC,)
    counter.broken_cameras["camera:0"] = code
    pane = opened()
    qtbot.waitUntil(lambda: pane.camera.state == FAILED, timeout=LONG)
    assert words in said(pane)
    assert "Các trang đã chụp còn nguyên" in said(pane)
    assert pane.shoot.text() == "Thử lại"
    counter.broken_cameras.clear()
    pane.shoot.click()
    qtbot.waitUntil(lambda: pane.camera.state == LIVE, timeout=LONG)


def test_a_busy_camera_is_tried_again_by_itself_and_the_words_stay_meanwhile(
    qtbot: QtBot, counter: Counter, opened: Callable[[], ScanPane]
) -> None:
    counter.imaging.cameras = (DOC,)
    counter.broken_cameras["camera:0"] = "camera.busy"
    pane = opened()
    qtbot.waitUntil(lambda: pane.camera.state == FAILED, timeout=LONG)
    states: list[str] = []
    pane.camera.turned.connect(states.append)
    counter.broken_cameras.clear()
    qtbot.waitUntil(lambda: pane.camera.state == LIVE, timeout=LONG)
    assert states == [LIVE]


def test_another_camera_is_chosen_by_keys_and_stays_this_desks_own(
    qtbot: QtBot, counter: Counter, opened: Callable[[], ScanPane]
) -> None:
    counter.imaging.cameras = (FACE, DOC)
    pane = opened()
    pane.activateWindow()
    qtbot.waitUntil(lambda: pane.camera.state == LIVE and pane.isActiveWindow(), timeout=LONG)
    assert counter.opened[-1][0] == FACE.spec
    QTest.keyClick(pane, Qt.Key.Key_F5, Qt.KeyboardModifier.AltModifier)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["Face Cam"]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(counter.opened) == 2 and pane.camera.state == LIVE, timeout=LONG)
    assert counter.opened[-1][0] == DOC.spec
    assert counter.opened[0][1].closed.wait(LONG / 1000)
    assert [camera.name for camera in counter.imaging.cameras if camera.chosen] == ["Doc Cam"]


def test_this_desks_own_camera_is_taken_up_again_when_it_comes_back_under_another_number(
    qtbot: QtBot, counter: Counter, opened: Callable[[], ScanPane]
) -> None:
    counter.imaging.cameras = (FACE,)
    pane = opened()
    qtbot.waitUntil(lambda: pane.camera.state == LIVE, timeout=LONG)
    own = CameraCard("camera:4", DOC.name, DOC.model, "usb-7", chosen=True)
    counter.imaging.plug(FACE, own)
    qtbot.waitUntil(lambda: counter.opened[-1][0] == own.spec and pane.camera.state == LIVE, timeout=LONG)


def test_a_second_camera_that_comes_disturbs_nobody(
    qtbot: QtBot, counter: Counter, opened: Callable[[], ScanPane]
) -> None:
    counter.imaging.cameras = (DOC,)
    pane = opened()
    qtbot.waitUntil(lambda: pane.camera.state == LIVE, timeout=LONG)
    counter.imaging.plug(DOC, FACE)
    QApplication.processEvents()
    assert [spec for spec, _ in counter.opened] == [DOC.spec]


def test_a_page_that_cannot_be_kept_is_said_and_the_picture_goes_on(
    qtbot: QtBot, counter: Counter, opened: Callable[[], ScanPane], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(frame: Frame, folder: Path | None = None) -> Path:
        del frame, folder
        raise SurroundingsError("data.disk_full")

    monkeypatch.setattr(counter, "save_frame", full)
    counter.imaging.cameras = (DOC,)
    pane = opened()
    qtbot.waitUntil(lambda: pane.camera.state == LIVE, timeout=LONG)
    pane.capture()
    qtbot.waitUntil(lambda: bool(pane.notes.says("fault")), timeout=LONG)
    assert not pane.busy
    with qtbot.waitSignal(pane.controller.framed, timeout=LONG):
        pass


def test_a_film_of_two_pages_is_captured_once_each_with_the_cue_to_turn(
    qtbot: QtBot, counter: Counter, opened: Callable[[], ScanPane], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Through everything a camera goes through: its process, the finder, the strip."""
    shot = film(tmp_path / "quầy.avi", [Laid(1, 4.0), Laid(2, 6.0)], fps=8.0, size=(800, 450))
    monkeypatch.setenv(CAMERA_ENV, f"film:{shot.path}")
    cues: list[str] = []
    files: list[Path] = []
    pane = opened()
    pane.controller.captured.connect(files.append)
    pane.controller.looked.connect(
        lambda look: cues.append(words.advice(look.advice, auto=True, card=False)[0])
    )
    qtbot.waitUntil(lambda: len(files) == 2, timeout=LONG * 3)
    pane.stop()
    assert "Đã chụp · lật trang" in cues
    numbers = [frame_number(_pixels(file)) for file in files]
    assert shot.rests[0] * shot.fps <= numbers[0] < shot.rests[1] * shot.fps <= numbers[1]


def _pixels(file: Path) -> np.ndarray:
    image = QImage(str(file)).convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3)


def a_look(**facts: object) -> FrameLook:
    fine: dict[str, object] = {
        "corners": ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0)), "score": 1.0, "confident": True,
        "sharp": 0.9, "bright": 0.8, "moved": False, "advice": "hold",
    }  # fmt: skip
    return FrameLook(**(fine | facts))  # type: ignore[arg-type]


def test_too_few_dots_are_said_with_the_way_out_that_this_camera_has() -> None:
    assert words.dots(a_look(dpi=212.4, reach_dpi=230.0)) == ("212 dpi", Tone.OK)
    assert words.too_few_dots(a_look(dpi=212.4, reach_dpi=230.0)) == ""
    assert words.dots(a_look(dpi=124.0, reach_dpi=230.0)) == ("124 dpi", Tone.WARN)
    assert "Hạ camera lại gần" in words.too_few_dots(a_look(dpi=124.0, reach_dpi=230.0))
    far = words.too_few_dots(a_look(dpi=92.0, reach_dpi=124.0))
    assert "tối đa 124" in far
    assert "máy quét" in far
    assert words.dots(a_look(dpi=None)) == ("", Tone.OK)


def test_dots_are_shown_on_the_picture_and_too_few_with_the_way_out(
    counter: Counter, opened: Callable[[], ScanPane], qtbot: QtBot
) -> None:
    counter.imaging.cameras = (DOC,)
    pane = opened()
    qtbot.waitUntil(lambda: pane.camera.state == LIVE, timeout=LONG)
    pane.controller.auto = False
    for dpi, reach, shown in (
        (124.0, 230.0, "124 dpi · hạ camera gần giấy"),
        (92.0, 124.0, "92 dpi · nên dùng máy quét"),
        (205.0, 230.0, "Nét · đủ sáng, 205 dpi"),
    ):
        pane.controller.looked.emit(a_look(dpi=dpi, reach_dpi=reach))
        assert shown in said(pane)


@pytest.mark.parametrize("what", ["covered", "dark"])
def test_a_covered_lens_and_darkness_are_said_also_while_a_card_is_wanted(what: str) -> None:
    assert words.advice(what, auto=True, card=True)[0] == words.advice(what, auto=False, card=False)[0] != ""


def test_a_failed_camera_is_tried_soon_then_now_and_then_and_not_where_only_a_person_helps() -> None:
    comeback = Comeback()
    assert [comeback.after("camera.busy") for _ in range(6)] == [1.0, 2.0, 4.0, 8.0, 8.0, 8.0]
    comeback.worked()
    assert comeback.after("camera.lost") == 1.0
    assert comeback.after("camera.denied") is None


def test_every_shelf_of_the_desk_is_reached_also_before_the_office_is_open() -> None:
    assert {name for name, value in vars(Shelves).items() if isinstance(value, property)} == SHELVES
