"""Sizes of a camera: asked of the driver where it tells them, and which one serves what."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

from scanning.cameras.formats import CameraFormat, preview_format, still_format
from scanning.cameras.v4l2 import formats

ENUM_FMT, ENUM_FRAMESIZES, ENUM_FRAMEINTERVALS = 0xC0405602, 0xC02C564A, 0xC034564B


class Driver:
    """The kernel's side of the three questions, laid out as `linux/videodev2.h` says."""

    def __init__(
        self, listed: dict[bytes, list[tuple[int, int, list[int]]]], *, stepwise: bool = False
    ) -> None:
        self._listed, self._stepwise = listed, stepwise

    def __call__(self, fd: int, request: int, buffer: bytearray, mutate: bool = True, /) -> int:
        assert mutate
        answers = {
            ENUM_FMT: (64, self._packing),
            ENUM_FRAMESIZES: (44, self._size),
            ENUM_FRAMEINTERVALS: (52, self._interval),
        }
        size, answer = answers[request]
        assert len(buffer) == size
        try:
            answer(buffer, struct.unpack_from("<I", buffer, 0)[0])
        except (IndexError, KeyError) as end:
            raise OSError(22, "no such entry") from end
        return 0

    def _packing(self, buffer: bytearray, number: int) -> None:
        assert struct.unpack_from("<I", buffer, 4)[0] == 1  # V4L2_BUF_TYPE_VIDEO_CAPTURE
        buffer[44:48] = list(self._listed)[number]

    def _sizes(self, buffer: bytearray) -> list[tuple[int, int, list[int]]]:
        return self._listed[bytes(buffer[4:8])]

    def _size(self, buffer: bytearray, number: int) -> None:
        width, height, _ = self._sizes(buffer)[number]
        if self._stepwise:
            struct.pack_into("<7I", buffer, 8, 3, 32, width, 16, 32, height, 16)
        else:
            struct.pack_into("<3I", buffer, 8, 1, width, height)

    def _interval(self, buffer: bytearray, number: int) -> None:
        size = struct.unpack_from("<2I", buffer, 8)
        rates = next(fps for *wide, fps in self._sizes(buffer) if tuple(wide) == size)
        struct.pack_into("<3I", buffer, 16, 1, 1, rates[number])


def asked(tmp_path: Path, driver: Any) -> tuple[CameraFormat, ...]:
    (tmp_path / "video0").write_bytes(b"")
    return formats(tmp_path / "video0", driver)


def test_the_driver_is_asked_for_every_size_and_its_best_rate(tmp_path: Path) -> None:
    driver = Driver(
        {
            b"MJPG": [(640, 480, [30, 15]), (3264, 2448, [10, 15])],
            b"YUYV": [(640, 480, [30])],
            b"H264": [(9, 9, [1])],
        }
    )
    assert asked(tmp_path, driver) == (
        CameraFormat(640, 480, 30.0),
        CameraFormat(3264, 2448, 15.0),
        CameraFormat(640, 480, 30.0, mjpg=False),
    )


def test_a_range_of_sizes_counts_with_its_largest(tmp_path: Path) -> None:
    driver = Driver({b"YUYV": [(2592, 1944, [5])]}, stepwise=True)
    assert asked(tmp_path, driver) == (CameraFormat(2592, 1944, 5.0, mjpg=False),)


def test_a_driver_that_never_says_no_more_is_left_after_a_while(tmp_path: Path) -> None:
    def endless(_fd: int, request: int, buffer: bytearray, _mutate: bool = True, /) -> int:
        if request == ENUM_FMT:
            buffer[44:48] = b"MJPG"
        elif request == ENUM_FRAMESIZES:
            struct.pack_into("<3I", buffer, 8, 1, 640, 480)
        else:
            raise OSError(22, "no such entry")
        return 0

    assert set(asked(tmp_path, endless)) == {CameraFormat(640, 480)}


def test_no_such_node_and_no_camera_behind_it_tell_nothing(tmp_path: Path) -> None:
    assert formats(tmp_path / "video9") == ()
    (tmp_path / "video0").write_bytes(b"")
    assert formats(tmp_path / "video0") == ()  # the kernel itself refuses to be asked about a plain file


def test_the_still_is_the_largest_and_packed_as_jpeg_where_it_may_be() -> None:
    raw, jpeg = CameraFormat(3264, 2448, 2.0, mjpg=False), CameraFormat(3264, 2448, 15.0)
    assert still_format((CameraFormat(1920, 1080, 30.0), raw, jpeg)) == jpeg
    assert still_format((raw, CameraFormat(1920, 1080, 30.0))) == raw
    assert still_format(()) is None
    assert still_format((CameraFormat(2**31, 2**31),)) is None


def test_the_preview_is_smooth_before_it_is_large() -> None:
    known = (CameraFormat(1920, 1080, 5.0), CameraFormat(1280, 720, 30.0), CameraFormat(640, 480, 30.0))
    assert preview_format(known) == known[1]
    assert preview_format((CameraFormat(1920, 1080, 5.0, mjpg=False),)).width == 1920  # better slow than none
    assert preview_format(()) == CameraFormat(1920, 1080)


def test_the_preview_has_the_stills_shape_where_it_can() -> None:
    known = (CameraFormat(2592, 1944, 5.0), CameraFormat(1920, 1080, 30.0), CameraFormat(1280, 960, 30.0))
    assert preview_format(known, still_format(known)) == known[2]
