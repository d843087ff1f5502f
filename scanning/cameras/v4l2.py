"""The sizes a camera of Linux says it gives, asked of its driver without starting it (V4L2).

The numbers are those of the kernel's `linux/videodev2.h`, the same on every machine of 64 bits.
"""

from __future__ import annotations

import os
import struct
from typing import TYPE_CHECKING, Any, Protocol

from scanning.cameras.formats import CameraFormat

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ENUM_FMT, _ENUM_SIZES, _ENUM_INTERVALS = 0xC0405602, 0xC02C564A, 0xC034564B
_FMT_BYTES, _SIZE_BYTES, _INTERVAL_BYTES = 64, 44, 52
_CAPTURE, _DISCRETE = 1, 1
_MJPG = int.from_bytes(b"MJPG", "little")
_USABLE = frozenset(
    {_MJPG, *(int.from_bytes(name, "little") for name in (b"YUYV", b"UYVY", b"NV12", b"YU12"))}
)
_MOST = 128  # of anything a driver lists: one that never says "no more" must not hold us


class Ioctl(Protocol):
    """`fcntl.ioctl`: fills the buffer, or raises OSError where there is no such entry."""

    def __call__(self, fd: int, request: int, buffer: bytearray, mutate: bool = True, /) -> Any: ...  # noqa: ANN401, D102


def formats(device: Path, ioctl: Ioctl | None = None) -> tuple[CameraFormat, ...]:
    """What the camera gives, in the driver's order; empty where it does not tell."""
    try:
        fd = os.open(device, os.O_RDWR | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return ()
    try:
        return tuple(_all(fd, ioctl or _system()))
    finally:
        os.close(fd)


def _system() -> Ioctl:
    import fcntl

    return fcntl.ioctl  # type: ignore[attr-defined,no-any-return,unused-ignore]


def _all(fd: int, ioctl: Ioctl) -> Iterator[CameraFormat]:
    for number in range(_MOST):
        answer = _ask(fd, ioctl, _ENUM_FMT, struct.pack("<II", number, _CAPTURE).ljust(_FMT_BYTES, b"\0"))
        if answer is None:
            return
        packing = struct.unpack_from("<I", answer, 44)[0]
        if packing in _USABLE:
            yield from _sizes(fd, ioctl, packing)


def _sizes(fd: int, ioctl: Ioctl, packing: int) -> Iterator[CameraFormat]:
    for number in range(_MOST):
        asked = struct.pack("<II", number, packing).ljust(_SIZE_BYTES, b"\0")
        answer = _ask(fd, ioctl, _ENUM_SIZES, asked)
        if answer is None:
            return
        kind, first, second, _, _, high, _ = struct.unpack_from("<7I", answer, 8)
        if kind != _DISCRETE:  # a range: smallest, largest and step across, then down
            width, height = second, high
        else:
            width, height = first, second
        if width and height:
            yield CameraFormat(width, height, _fps(fd, ioctl, packing, (width, height)), packing == _MJPG)
        if kind != _DISCRETE:
            return


def _fps(fd: int, ioctl: Ioctl, packing: int, size: tuple[int, int]) -> float:
    """The most pictures a second at a size, 0 where it is not told."""
    best = 0.0
    for number in range(_MOST):
        asked = struct.pack("<4I", number, packing, *size).ljust(_INTERVAL_BYTES, b"\0")
        answer = _ask(fd, ioctl, _ENUM_INTERVALS, asked)
        if answer is None:
            return best
        kind, over, under = struct.unpack_from("<3I", answer, 16)
        best = max(best, round(under / over, 2) if over else 0.0)
        if kind != _DISCRETE:  # a range begins with the shortest interval
            return best
    return best


def _ask(fd: int, ioctl: Ioctl, request: int, asked: bytes) -> bytes | None:
    buffer = bytearray(asked)
    try:
        ioctl(fd, request, buffer, True)
    except OSError:
        return None
    return bytes(buffer)
