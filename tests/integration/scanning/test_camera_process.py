"""A camera in a process of its own: a driver that hangs or dies costs its process, never the counter."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from scanning.cameras import link
from scanning.cameras.device import CameraSource
from scanning.cameras.film import Film
from scanning.cameras.source import open_source
from scanning.errors import ScanningError
from tests.helpers.cameras import Trouble

LONG = 30.0  # seconds a loaded machine may take to start a process
SHORT = 0.3


@pytest.fixture(autouse=True)
def before() -> Iterator[None]:
    """Every process a test started has ended when it is over."""
    there = set(multiprocessing.active_children())
    yield
    assert set(multiprocessing.active_children()) <= there


@pytest.fixture
def blocks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the shared memory made during a test."""
    made: list[str] = []

    def kept(*args: Any, **options: Any) -> SharedMemory:
        block = SharedMemory(*args, **options)
        made.append(block.name)
        return block

    monkeypatch.setattr(link, "SharedMemory", kept)
    return made


def a_camera(trouble: Trouble, **options: Any) -> CameraSource:
    return CameraSource(0, opener=trouble, exists=lambda _index: True, **{"open_seconds": LONG} | options)


def read(camera: CameraSource, times: int, *, still: bool = False) -> None:
    for _ in range(times):
        camera.full_still() if still else camera.read()


def test_pictures_cross_whole_and_the_process_ends_with_the_camera(blocks: list[str]) -> None:
    with closing(a_camera(Trouble())) as camera:
        frames = [camera.read() for _ in range(4)]
        still = camera.full_still()
    assert [frame.bgr.shape for frame in (*frames, still)] == [(480, 640, 3)] * 5
    assert [float(frame.bgr.std()) for frame in frames] == [0.0] * 4
    assert len({int(frame.bgr[0, 0, 0]) for frame in frames}) == 4
    for name in blocks:
        with pytest.raises(FileNotFoundError):
            SharedMemory(name)
    assert blocks


def test_a_driver_that_hangs_while_opening_is_ended_after_the_time_limit() -> None:
    with pytest.raises(ScanningError) as fault:
        a_camera(Trouble(opening="hang"), open_seconds=SHORT)
    assert (fault.value.code, fault.value.environment) == ("camera.timeout", True)


def test_a_driver_that_hangs_is_ended_and_the_next_way_tried() -> None:
    camera = a_camera(Trouble(opening="hang", ways=("dshow",)), through=("dshow", "msmf"), open_seconds=5.0)
    with closing(camera):
        assert camera.read().width == 640


def test_a_driver_that_dies_while_opening_is_told_as_that() -> None:
    with pytest.raises(ScanningError) as fault:
        a_camera(Trouble(opening="crash"))
    assert fault.value.code == "camera.crashed"


@pytest.mark.parametrize(("what", "code"), [("hang", "camera.timeout"), ("crash", "camera.crashed")])
def test_a_driver_that_hangs_or_dies_while_reading_is_told_and_leaves_nothing(
    what: str, code: str, blocks: list[str]
) -> None:
    camera = a_camera(Trouble(reading=what), read_seconds=LONG if what == "crash" else SHORT * 3)
    with pytest.raises(ScanningError) as fault:
        read(camera, 10)
    camera.close()
    camera.close()
    assert fault.value.code == code
    for name in blocks:
        with pytest.raises(FileNotFoundError):
            SharedMemory(name)


def test_a_hanging_still_is_ended_too() -> None:
    camera = a_camera(Trouble(reading="hang"), still_seconds=SHORT)
    with pytest.raises(ScanningError) as fault:
        read(camera, 10, still=True)
    assert fault.value.code == "camera.timeout"


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Half a second at 30 pictures a second, each brighter than the one before."""
    path = tmp_path / "quầy số 1.avi"
    writer = cv2.VideoWriter(os.fspath(path), cv2.VideoWriter.fourcc(*"MJPG"), 30.0, (640, 360))
    for number in range(15):
        writer.write(np.full((360, 640, 3), 15 * number, np.uint8))
    writer.release()
    return path


def test_a_film_plays_in_real_time_through_the_cameras_own_process(film: Path) -> None:
    with closing(open_source(f"film:{film}")) as camera:
        frames = [camera.read() for _ in range(12)]
        assert camera.still_size == (640, 360)
    levels = [round(float(frame.bgr.mean()) / 15) for frame in frames]
    assert all(after != before for before, after in pairwise(levels))
    assert frames[-1].at - frames[0].at >= 11 / 30 - 0.04


def test_a_film_that_ends_is_a_camera_pulled_out(film: Path) -> None:
    camera = CameraSource(0, opener=Film(film, again=False), through=("film",), exists=lambda _: True)
    with closing(camera), pytest.raises(ScanningError) as fault:
        read(camera, 40)
    assert fault.value.code == "camera.lost"


def test_a_film_that_is_none_opens_for_nobody(tmp_path: Path) -> None:
    (tmp_path / "a.avi").write_bytes(b"not a film")
    with pytest.raises(ScanningError) as fault:
        open_source(f"film:{tmp_path / 'a.avi'}")
    assert fault.value.code == "camera.busy"
