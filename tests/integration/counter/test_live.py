"""The live session: nothing slow holds up the picture, each page is taken once, every end is told."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from desk.errors import InputError, SurroundingsError
from desk.imaging.capture import CaptureSource, Frame, open_source
from desk.imaging.digitising import Code
from desk.imaging.live import LiveSession
from desk.imaging.seen_codes import CardFilm
from desk.rows import IdentityCard
from desk.trial.samples import page_photo
from scanning.cameras.files import PictureSource
from scanning.cameras.source import Frame as Picture
from scanning.errors import ScanningError
from scanning.scenes import forms
from scanning.scenes.footage import Laid, film, frame_number

LONG = 30.0  # seconds a loaded machine may take


@dataclass
class Heard:
    """What a session told, and a way to wait for it."""

    rows: list[tuple[str, Any, float]] = field(default_factory=list)
    bell: threading.Condition = field(default_factory=threading.Condition)

    def __call__(self, session: LiveSession, kind: str, value: Any) -> None:
        with self.bell:
            self.rows.append((kind, value, time.monotonic()))
            self.bell.notify_all()
        if kind == "frame":
            session.shown()

    def all(self, kind: str) -> list[Any]:
        return [value for told, value, _ in self.rows if told == kind]

    def times(self, kind: str) -> list[float]:
        return [at for told, _, at in self.rows if told == kind]

    def wait(self, enough: Callable[[], bool]) -> None:
        with self.bell:
            assert self.bell.wait_for(enough, LONG), [kind for kind, *_ in self.rows][-20:]

    def wait_for(self, kind: str, count: int = 1) -> list[Any]:
        self.wait(lambda: len(self.all(kind)) >= count)
        return self.all(kind)


class Steady:
    """A camera at 100 pictures a second; the still waits until it is let go."""

    still_size = (64, 48)

    def __init__(self) -> None:
        self.still_may_come = threading.Event()
        self.still_may_come.set()
        self.fault: str | None = None
        self.closed = threading.Event()
        self._tick = threading.Event()

    def read(self) -> Picture:
        self._tick.wait(0.01)
        if self.fault:
            raise ScanningError(self.fault, environment=True)
        return Picture(64, 48, np.full((48, 64, 3), 90, np.uint8), time.monotonic())

    def full_still(self) -> Picture:
        assert self.still_may_come.wait(LONG)
        return self.read()

    def close(self) -> None:
        self.closed.set()


@dataclass
class Doors:
    """`desk` as a session sees it, over one source."""

    source: Any
    saved: list[Frame] = field(default_factory=list)
    failure: Exception | None = None
    cards: list[IdentityCard | Exception | None] = field(default_factory=list)
    texts: tuple[str, ...] = ()

    def open_source(self, spec: str) -> CaptureSource:
        del spec
        if isinstance(self.source, Exception):
            raise self.source
        return CaptureSource(self.source)

    def save_frame(self, frame: Frame, folder: Path | None = None) -> Path:
        if self.failure is not None:
            raise self.failure
        self.saved.append(frame)
        return (folder or Path()) / f"capture-{len(self.saved)}.jpg"

    def read_card(self, image: Path | Frame, film: CardFilm | None = None) -> IdentityCard | None:
        del image, film
        answer = self.cards.pop(0) if self.cards else None
        if isinstance(answer, Exception):
            raise answer
        return answer

    def read_codes(self, image: Path | Frame) -> tuple[Code, ...]:
        del image
        return tuple(Code("QR", text) for text in self.texts)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def opened(heard: Heard) -> Iterator[Callable[[Doors], LiveSession]]:
    sessions: list[LiveSession] = []

    def start(doors: Doors) -> LiveSession:
        sessions.append(LiveSession(doors, "camera:0", heard, after=sessions[-1] if sessions else None))
        return sessions[-1]

    yield start
    for session in sessions:
        session.stop()
        assert session.ended(LONG)


def test_pictures_go_on_while_a_still_is_taken(heard: Heard, opened: Callable[[Doors], LiveSession]) -> None:
    camera = Steady()
    session = opened(Doors(camera))
    heard.wait_for("frame")
    camera.still_may_come.clear()
    session.capture()
    before = len(heard.all("frame"))
    heard.wait_for("frame", before + 10)
    assert heard.all("kept") == []
    camera.still_may_come.set()
    assert heard.wait_for("kept") == [(Path("capture-1.jpg"), 1)]


def test_a_page_is_kept_where_the_strip_says_at_that_moment(
    heard: Heard, opened: Callable[[Doors], LiveSession]
) -> None:
    session = opened(Doors(Steady()))
    heard.wait_for("opened")
    session.folder = lambda: Path("strip-1")
    session.capture()
    heard.wait_for("kept")
    session.folder = lambda: Path("strip-2")
    session.capture()
    kept = heard.wait_for("kept", 2)
    assert [file for file, _ in kept] == [Path("strip-1/capture-1.jpg"), Path("strip-2/capture-2.jpg")]


def test_askings_that_come_while_one_is_worked_are_one_page(
    heard: Heard, opened: Callable[[Doors], LiveSession]
) -> None:
    camera = Steady()
    session = opened(Doors(camera))
    heard.wait_for("opened")
    camera.still_may_come.clear()
    session.capture()
    heard.wait_for("frame", len(heard.all("frame")) + 2)
    session.capture()
    session.capture()
    camera.still_may_come.set()
    heard.wait(lambda: any(asked == 3 for _, asked in heard.all("kept")))
    assert len(heard.all("kept")) <= 2


def test_a_full_disk_is_told_and_the_picture_goes_on(
    heard: Heard, opened: Callable[[Doors], LiveSession]
) -> None:
    session = opened(Doors(Steady(), failure=SurroundingsError("disk.full")))
    heard.wait_for("opened")
    session.capture()
    (error, asked), *_ = heard.wait_for("unsaved")
    assert (error.code, asked) == ("disk.full", 1)
    heard.wait_for("frame", len(heard.all("frame")) + 3)
    assert heard.all("broke") == []


def test_a_camera_lost_is_told_once_and_let_go(heard: Heard, opened: Callable[[Doors], LiveSession]) -> None:
    camera = Steady()
    session = opened(Doors(camera))
    heard.wait_for("frame", 2)
    camera.fault = "camera.lost"
    (error,) = heard.wait_for("broke")
    assert error.code == "camera.lost"
    assert session.ended(LONG)
    assert camera.closed.is_set()


def test_a_source_that_does_not_open_is_told(heard: Heard, opened: Callable[[Doors], LiveSession]) -> None:
    opened(Doors(SurroundingsError("camera.busy")))
    (error,) = heard.wait_for("broke")
    assert error.code == "camera.busy"


def test_a_camera_that_another_screen_is_just_letting_go_is_waited_for(
    heard: Heard, opened: Callable[[Doors], LiveSession]
) -> None:
    class LettingGo(Doors):
        tries = 0

        def open_source(self, spec: str) -> CaptureSource:
            self.tries += 1
            if self.tries < 3:
                raise SurroundingsError("camera.busy")
            return super().open_source(spec)

    opened(LettingGo(Steady()))
    heard.wait_for("frame")
    assert heard.all("broke") == []


def test_a_stopped_session_tells_nothing_more_and_the_next_waits_for_the_camera(
    heard: Heard, opened: Callable[[Doors], LiveSession]
) -> None:
    first, second = Steady(), Steady()
    session = opened(Doors(first))
    heard.wait_for("frame", 2)
    session.stop()
    there = len(heard.rows)
    opened(Doors(second))
    heard.wait(lambda: len(heard.all("opened")) == 2)
    assert first.closed.is_set()
    assert next(kind for kind, *_ in heard.rows[there:]) == "opened"


def test_a_card_is_tried_for_again_and_again_and_told(
    heard: Heard, opened: Callable[[Doors], LiveSession]
) -> None:
    card = IdentityCard("079192004518", None, "NGUYỄN VĂN MẪU", None, None, None, None)
    session = opened(Doors(Steady(), cards=[None, InputError("idcard.not_a_card"), card]))
    session.wants_card = True
    assert heard.wait_for("card") == [card]


def test_a_slip_held_before_an_idle_camera_is_told_and_no_page_is_taken(
    heard: Heard, opened: Callable[[Doors], LiveSession]
) -> None:
    doors = Doors(Steady(), texts=("VN-MAU-01-261123-0042.7K3BCF9H",))
    session = opened(doors)
    session.wants_code = True
    assert heard.wait_for("code", 2)[0] == "VN-MAU-01-261123-0042.7K3BCF9H"
    session.wants_code = False
    assert doors.saved == []


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return page_photo(tmp_path_factory.mktemp("sheet") / "p.jpg", size=(640, 480))


class Lying(PictureSource):
    """A sheet under a camera that can be lost."""

    lost = False

    def read(self) -> Picture:
        if self.lost:
            raise ScanningError("camera.lost", environment=True)
        return super().read()


def same_again(heard: Heard, sessions: int) -> bool:
    """Whether the newest session has looked at the sheet often enough to have taken it."""
    opened = [number for number, (kind, *_) in enumerate(heard.rows) if kind == "opened"]
    looks = [value for kind, value, _ in heard.rows[opened[-1] :] if kind == "look"]
    return len(opened) == sessions and sum(one.advice in {"same_page", "change_page"} for one in looks) > 8


def test_the_sheet_under_a_camera_that_was_lost_and_came_back_is_not_taken_again(
    heard: Heard, opened: Callable[[Doors], LiveSession], sheet: Path
) -> None:
    """Its file may have gone elsewhere meanwhile, as it does when the dossier is saved."""
    first = Lying([sheet])
    doors = Doors(first)
    opened(doors)
    heard.wait_for("kept")
    first.lost = True
    heard.wait_for("broke")
    opened(Doors(SurroundingsError("camera.none")))  # it is not there yet
    heard.wait_for("broke", 2)
    doors.source = Lying([sheet])
    session = opened(doors)
    heard.wait(lambda: same_again(heard, 2))
    assert len(doors.saved) == 1
    session.again()
    heard.wait_for("kept", 2)


def test_a_sheet_captured_by_hand_as_the_camera_opens_is_not_taken_again_by_itself(
    heard: Heard, opened: Callable[[Doors], LiveSession], sheet: Path
) -> None:
    doors = Doors(Lying([sheet]))
    opened(doors).capture()
    heard.wait(lambda: bool(heard.all("opened")) and same_again(heard, 1))
    assert len(doors.saved) == len(heard.all("kept")) == 1


def test_a_hand_that_comes_just_after_the_page_was_taken_by_itself_takes_no_second_one(
    heard: Heard, opened: Callable[[Doors], LiveSession], sheet: Path
) -> None:
    doors = Doors(Lying([sheet]))
    session = opened(doors)
    heard.wait(lambda: any(look.advice == "capture" for look in heard.all("look")))
    assert session.capture() == 1
    heard.wait(lambda: same_again(heard, 1))
    assert len(doors.saved) == 1
    assert session.capture() == 2  # later it is meant
    heard.wait_for("kept", 2)


def test_a_page_whose_picture_was_there_is_told_before_the_camera_is_lost(
    heard: Heard, opened: Callable[[Doors], LiveSession]
) -> None:
    camera, on_its_way, go = Steady(), threading.Event(), threading.Event()

    class Slow(Doors):
        def save_frame(self, frame: Frame, folder: Path | None = None) -> Path:
            on_its_way.set()
            assert go.wait(LONG)
            return super().save_frame(frame, folder)

    session = opened(Slow(camera))
    heard.wait_for("opened")
    session.capture()
    assert on_its_way.wait(LONG)
    camera.fault = "camera.lost"
    assert not session.ended(0.1)
    go.set()
    heard.wait_for("broke")
    assert [kind for kind, *_ in heard.rows if kind in {"kept", "broke"}] == ["kept", "broke"]


def test_each_page_of_a_film_is_taken_once_and_by_itself(
    heard: Heard, opened: Callable[[Doors], LiveSession], tmp_path: Path
) -> None:
    """Two forms of the same kind for two persons, a hand passing over the first."""
    acts = [Laid(1, 0.9), Laid(1, 0.7, hand=True), Laid(2, 1.0)]
    shot = film(tmp_path / "quầy.avi", acts, fps=10.0, size=(960, 540), people=forms.PEOPLE)

    class OnFilm(Doors):
        def open_source(self, spec: str) -> CaptureSource:
            del spec
            return open_source(str(shot.path))

    doors = OnFilm(None)
    source = doors.open_source("")
    advice = [(look.advice, frame) for frame in _frames(source) for look in [source.look(frame)]]
    taken = [frame_number(frame.pixels) / shot.fps for said, frame in advice if said == "capture"]
    assert len(taken) == 2
    for rest, when in zip((shot.rests[0], shot.rests[2]), taken, strict=True):
        assert rest < when <= rest + 0.7
    source.close()


def _frames(source: CaptureSource) -> Iterator[Frame]:
    last = -1
    while frame_number((frame := source.read()).pixels) > last:
        last = frame_number(frame.pixels)
        yield frame
