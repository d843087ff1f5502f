"""Cameras and what stands in for them: every fault has its code, nobody waits for ever."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from scanning.cameras.device import CameraSource
from scanning.cameras.door import Opened
from scanning.cameras.formats import CameraFormat
from scanning.cameras.source import open_source
from scanning.errors import ScanningError
from tests.helpers.cameras import FakeDevice, Gives, ThreadChild

A_SECOND = 1.0


def a_camera(device: FakeDevice, *, formats: tuple[CameraFormat, ...] = (), **options: Any) -> CameraSource:
    return CameraSource(
        0, opener=Gives(device, formats), launch=ThreadChild, exists=lambda _index: True, **options
    )


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
    with closing(a_camera(FakeDevice())) as camera:
        preview = camera.read()
        still = camera.full_still()
        after = camera.read()
    assert (still.width, still.height) == (2592, 1944)
    assert camera.still_size == (2592, 1944)
    assert (preview.width, after.width) == (1920, 1920)


def test_the_largest_size_is_found_by_trying_where_the_system_tells_no_list() -> None:
    device = FakeDevice(only=((640, 480), (1280, 720), (3264, 2448)))
    with closing(a_camera(device)) as camera:
        still = camera.full_still()
    assert (still.width, still.height) == (3264, 2448)


def test_the_drivers_own_list_decides_where_there_is_one() -> None:
    listed = (
        CameraFormat(3264, 2448, 2.0, mjpg=False),
        CameraFormat(3264, 2448, 15.0),
        CameraFormat(1920, 1080, 30.0),
        CameraFormat(1600, 1200, 30.0),
        CameraFormat(640, 480, 30.0),
    )
    device = FakeDevice(only=tuple((one.width, one.height) for one in listed))
    with closing(a_camera(device, formats=listed)) as camera:
        assert camera.still_size == (3264, 2448)
        preview, still = camera.read(), camera.full_still()
        while_away = device.packing
    assert (preview.width, preview.height) == (1600, 1200)  # of the still's shape: both see the same desk
    assert (still.width, still.height) == (3264, 2448)
    assert while_away == cv2.VideoWriter.fourcc(*"MJPG")


def test_who_reads_while_a_still_is_taken_is_given_pictures_of_the_previews_size() -> None:
    with closing(a_camera(FakeDevice())) as camera, ThreadPoolExecutor(1) as other:
        camera.read()
        still = other.submit(camera.full_still)
        widths = [camera.read().width]
        while not still.done():
            widths.append(camera.read().width)
    assert still.result().width == 2592
    assert set(widths) <= {1920}


def test_the_sharpest_picture_after_the_exposure_came_to_rest_is_kept() -> None:
    class Waking(FakeDevice):
        """Dark, torn, then settled: first soft, then sharp."""

        def read(self) -> tuple[bool, Any]:
            done, bgr = super().read()
            if self.size == (640, 480):
                return done, bgr
            level = {1: 5, 2: 60, 3: 120, 4: 121, 5: 121}.get(self.at_full, 200)
            self.at_full += 1
            picture = np.full_like(bgr, level)
            if self.at_full == 6:
                picture[3::8] += 60
                picture[4::8] -= 60
            return True, picture

        at_full = 1

    device = Waking(only=((640, 480), (2592, 1944)))
    listed = (CameraFormat(2592, 1944, 5.0), CameraFormat(640, 480, 30.0))
    with closing(a_camera(device, formats=listed)) as camera:
        still = camera.full_still()
    assert still.bgr.std() > 10


def test_no_such_camera_is_said_at_once() -> None:
    with pytest.raises(ScanningError) as fault:
        CameraSource(7, opener=Gives(FakeDevice()), launch=ThreadChild, exists=lambda _index: False)
    assert fault.value.code == "camera.none"
    assert fault.value.environment


@pytest.mark.parametrize("device", [FakeDevice(opened=False), FakeDevice(fails_after=0)])
def test_a_camera_that_opens_for_nobody_or_gives_no_picture_is_busy(device: FakeDevice) -> None:
    with pytest.raises(ScanningError) as fault:
        a_camera(device)
    assert fault.value.code == "camera.busy"


def test_a_driver_that_throws_is_busy_not_a_crash() -> None:
    def throws(index: int, way: str) -> Any:
        del index, way
        raise cv2.error("driver")

    with pytest.raises(ScanningError) as fault:
        CameraSource(0, opener=throws, launch=ThreadChild, exists=lambda _index: True)
    assert fault.value.code == "camera.busy"


def test_the_second_way_is_taken_where_the_first_opens_for_nobody() -> None:
    tried: list[str] = []

    def by_the_second(index: int, way: str) -> Opened:
        del index
        tried.append(way)
        return Opened(FakeDevice(opened=way == "msmf"), ())

    camera = CameraSource(
        0, opener=by_the_second, through=("dshow", "msmf"), launch=ThreadChild, exists=lambda _index: True
    )
    with closing(camera):
        assert camera.read().width == 1920
    assert tried == ["dshow", "msmf"]


def test_a_camera_pulled_out_is_lost() -> None:
    def all_of_it(camera: CameraSource) -> None:
        while True:
            camera.read()

    device = FakeDevice()
    with closing(a_camera(device)) as camera:
        camera.read()
        device.fails_after = 0
        with pytest.raises(ScanningError) as fault:
            all_of_it(camera)
    assert fault.value.code == "camera.lost"
    assert device.released.wait(A_SECOND)


def test_a_camera_that_is_gone_does_not_give_its_last_picture_again() -> None:
    camera = a_camera(FakeDevice())
    camera.read()
    camera.close()
    with pytest.raises(ScanningError) as fault:
        camera.read()
    assert fault.value.code == "camera.lost"


def test_a_torn_picture_now_and_then_is_passed_over() -> None:
    class Torn(FakeDevice):
        def read(self) -> tuple[bool, Any]:
            done, bgr = super().read()
            return (False, None) if self.given % 3 == 0 else (done, bgr)

    with closing(a_camera(Torn(), formats=(CameraFormat(640, 480, 30.0),))) as camera:
        assert [camera.read().width for _ in range(8)] == [640] * 8


def test_a_grey_picture_comes_as_coloured() -> None:
    class Grey(FakeDevice):
        def read(self) -> tuple[bool, Any]:
            return True, np.full((480, 640), 90, np.uint8)

    with closing(a_camera(Grey(), formats=(CameraFormat(640, 480, 30.0),))) as camera:
        assert camera.read().bgr.shape == (480, 640, 3)


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
