"""Cameras and what stands in for them: every fault has its code, nobody waits for ever."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from scanning.cameras.device import CameraSource
from scanning.cameras.source import list_cameras, open_source
from scanning.errors import ScanningError


class FakeDevice:
    """A capture device as OpenCV gives it; `fails_after` pictures it is unplugged."""

    def __init__(self, *, opened: bool = True, fails_after: int | None = None) -> None:
        self.opened = opened
        self.size = (640, 480)
        self.largest = (2592, 1944)
        self.given = 0
        self.fails_after = fails_after
        self.released = threading.Event()

    def isOpened(self) -> bool:  # noqa: N802
        return self.opened

    def set(self, prop: int, value: float) -> bool:
        if prop == cv2.CAP_PROP_FRAME_WIDTH:
            self.size = (min(int(value), self.largest[0]), self.size[1])
        elif prop == cv2.CAP_PROP_FRAME_HEIGHT:
            self.size = (self.size[0], min(int(value), self.largest[1]))
        return True

    def read(self) -> tuple[bool, Any]:
        if self.fails_after is not None and self.given >= self.fails_after:
            return False, None
        self.given += 1
        return True, np.full((self.size[1] // 8, self.size[0] // 8, 3), self.given % 256, np.uint8)

    def release(self) -> None:
        self.released.set()


def a_camera(device: FakeDevice, **options: Any) -> CameraSource:
    return CameraSource(0, opener=lambda _index: device, exists=lambda _index: True, **options)


def test_frames_follow_each_other_and_never_repeat() -> None:
    with closing(a_camera(FakeDevice())) as camera:
        times = [camera.read().at for _ in range(5)]
    assert times == sorted(set(times))


def test_the_camera_is_let_go_when_closed() -> None:
    device = FakeDevice()
    camera = a_camera(device)
    camera.close()
    assert device.released.wait(5)


def test_a_still_is_taken_at_the_largest_size_and_the_preview_goes_on() -> None:
    device = FakeDevice()
    with closing(a_camera(device)) as camera:
        preview = camera.read()
        still = camera.full_still()
        after = [camera.read() for _ in range(3)][-1]
    assert (still.width, still.height) == (2592 // 8, 1944 // 8)
    assert (preview.width, after.width) == (1920 // 8, 1920 // 8)


def test_no_such_camera_is_said_at_once() -> None:
    with pytest.raises(ScanningError) as fault:
        CameraSource(7, opener=lambda _index: FakeDevice(), exists=lambda _index: False)
    assert fault.value.code == "camera.none"
    assert fault.value.environment


@pytest.mark.parametrize("device", [FakeDevice(opened=False), FakeDevice(fails_after=0)])
def test_a_camera_that_opens_for_nobody_or_gives_no_picture_is_busy(device: FakeDevice) -> None:
    with pytest.raises(ScanningError) as fault:
        a_camera(device)
    assert fault.value.code == "camera.busy"


def test_a_driver_that_throws_is_busy_not_a_crash() -> None:
    def throws(_index: int) -> FakeDevice:
        raise cv2.error("driver")

    with pytest.raises(ScanningError) as fault:
        CameraSource(0, opener=throws, exists=lambda _index: True)
    assert fault.value.code == "camera.busy"


def test_a_camera_that_hangs_while_opening_costs_only_the_time_limit() -> None:
    never = threading.Event()

    def hangs(_index: int) -> FakeDevice:
        never.wait()
        return FakeDevice(opened=False)

    with pytest.raises(ScanningError) as fault:
        CameraSource(0, opener=hangs, exists=lambda _index: True, open_seconds=0.05)
    never.set()
    assert fault.value.code == "camera.timeout"


def test_a_camera_pulled_out_is_lost() -> None:
    def all_of_it(camera: CameraSource) -> None:
        for _ in range(5):
            camera.read()

    with closing(a_camera(FakeDevice(fails_after=3))) as camera, pytest.raises(ScanningError) as fault:
        all_of_it(camera)
    assert fault.value.code == "camera.lost"


def test_this_machine_lists_cameras_by_name_without_their_metadata_nodes(tmp_path: Path) -> None:
    for node, index, name in (
        ("video0", "0", "USB Doc Cam"),
        ("video1", "1", "USB Doc Cam"),
        ("video2", "0", ""),
    ):
        (tmp_path / node).mkdir()
        (tmp_path / node / "index").write_text(index + "\n")
        if name:
            (tmp_path / node / "name").write_text(name + "\n")
    assert [(camera.index, camera.name) for camera in list_cameras(tmp_path)] == [
        (0, "USB Doc Cam"),
        (2, "Camera 2"),
    ]


def test_a_machine_without_cameras_lists_none(tmp_path: Path) -> None:
    assert list_cameras(tmp_path / "nothing") == ()


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Six pictures of growing brightness at 10 a second."""
    path = tmp_path / "quầy.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 10.0, (320, 240))
    for number in range(6):
        writer.write(np.full((240, 320, 3), 40 * number, np.uint8))
    writer.release()
    return path


def brightness(frames: Iterator[Any]) -> list[int]:
    return [round(float(frame.bgr.mean()) / 40) for frame in frames]


def test_a_film_stands_in_for_a_camera_and_starts_again(film: Path) -> None:
    with closing(open_source(film)) as source:
        frames = [source.read() for _ in range(8)]
    assert brightness(iter(frames)) == [0, 1, 2, 3, 4, 5, 0, 1]
    assert [round(frame.at, 1) for frame in frames] == [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]


def test_the_still_of_a_film_is_the_picture_last_shown(film: Path) -> None:
    with closing(open_source(str(film))) as source:
        shown = [source.read() for _ in range(3)][-1]
        assert source.full_still() is shown


def test_pictures_of_a_folder_lie_there_one_after_the_other(tmp_path: Path) -> None:
    for name, level in (("a.jpg", 60), ("b.png", 200)):
        (tmp_path / name).write_bytes(
            cv2.imencode(name[1:], np.full((1500, 2000, 3), level, np.uint8))[1].tobytes()
        )
    (tmp_path / "ghi chú.txt").write_text("không phải ảnh")
    with closing(open_source(tmp_path)) as source:
        seen = [source.read() for _ in range(100)]
        still = source.full_still()
    levels = [round(float(frame.bgr.mean())) for frame in seen]
    assert [levels[0], levels[44], levels[45], levels[89], levels[90]] == [60, 60, 200, 200, 60]
    assert seen[0].width <= 1280
    assert (still.width, still.height) == (2000, 1500)


@pytest.mark.parametrize("name", ["van-ban.txt", "khong-co.avi", "rong"])
def test_what_is_no_picture_source_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "van-ban.txt").write_text("chữ")
    (tmp_path / "rong").mkdir()
    with pytest.raises(ScanningError) as fault:
        open_source(tmp_path / name)
    assert fault.value.code == "camera.not_a_source"


def test_a_film_that_is_no_film_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.avi").write_bytes(b"not a film at all")
    with pytest.raises(ScanningError) as fault:
        open_source(tmp_path / "a.avi")
    assert fault.value.code == "camera.not_a_source"
