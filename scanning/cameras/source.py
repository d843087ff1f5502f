"""Pictures from a live camera, or from a video, a picture or a folder that stands in for one.

Opening a camera may hang for many seconds or for ever, and a busy one never answers; therefore a
camera is opened and read in a process of its own, with a time limit, and every fault has a plain code.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from scanning.errors import ScanningError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FILM = "film:"
_VIDEO_ENDINGS = frozenset({".avi", ".mp4", ".mkv", ".mov", ".webm", ".mjpg", ".mjpeg"})
_PICTURE_ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".bmp", ".heic", ".heif"})


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture: BGR pixels and when it was taken, in seconds of a clock that only runs forward."""

    width: int
    height: int
    bgr: NDArray[np.uint8]
    at: float


class FrameSource(Protocol):
    """Anything that gives pictures one after the other. `full_still` may be asked for while another reads."""

    @property
    def still_size(self) -> tuple[int, int]:
        """Width and height of a picture at full size."""
        ...

    def read(self) -> Frame:
        """The newest picture. Raises ScanningError `camera.lost` when there will be no more."""
        ...

    def full_still(self) -> Frame:
        """One picture at the source's full size, for keeping."""
        ...

    def close(self) -> None:
        """Let the device go; calling it twice does no harm."""
        ...


def open_source(spec: str | int | Path) -> FrameSource:
    """A camera by number ("0", "camera:1"), else a video, a picture or a folder of pictures by path.

    `film:` before a video's path plays it in real time through everything a camera goes through.

    Raises:
        ScanningError: `camera.none`, `camera.busy`, `camera.denied`, `camera.timeout`, `camera.crashed`,
            `camera.not_a_source`, or what the
            picture itself is refused for.
    """
    text = str(spec).removeprefix("camera:")
    if text.isdecimal():
        from scanning.cameras.device import CameraSource

        return CameraSource(int(text))
    from scanning.cameras.files import PictureSource, VideoSource

    path = Path(text.removeprefix(_FILM))
    if text.startswith(_FILM) and path.is_file():
        from scanning.cameras.device import CameraSource
        from scanning.cameras.film import Film

        return CameraSource(0, opener=Film(path), through=("film",), exists=lambda _: True)
    if path.suffix.lower() in _VIDEO_ENDINGS and path.is_file():
        return VideoSource(path)
    if path.is_dir():
        found = sorted(file for file in path.iterdir() if file.suffix.lower() in _PICTURE_ENDINGS)
        if found:
            return PictureSource(found)
    elif path.suffix.lower() in _PICTURE_ENDINGS:
        return PictureSource([path])
    raise ScanningError("camera.not_a_source", file=path.name)
