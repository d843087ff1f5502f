"""A video, a picture or a folder of pictures in place of a camera, for training and for tests."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from scanning.cameras.source import Frame
from scanning.errors import ScanningError

if TYPE_CHECKING:
    from pathlib import Path

_FPS = 15.0
_FRAMES_EACH = 45  # how long each picture lies under the stand-in camera: three seconds
_PREVIEW_SIDE = 1280


class VideoSource:
    """A video file in place of a camera: one picture for each `read`, from the start again at the end."""

    def __init__(self, path: Path) -> None:
        import cv2

        self._file = cv2.VideoCapture(os.fspath(path))
        rate = float(self._file.get(cv2.CAP_PROP_FPS)) if self._file.isOpened() else 0.0
        self._fps = rate if 1.0 <= rate <= 240.0 else _FPS
        self._count = 0
        self._last: Frame | None = None
        self._size = (
            int(self._file.get(cv2.CAP_PROP_FRAME_WIDTH)),
            int(self._file.get(cv2.CAP_PROP_FRAME_HEIGHT)),
        )
        if not self._file.isOpened() or self._next() is None:
            self.close()
            raise ScanningError("camera.not_a_source", file=path.name)
        self._rewind()

    @property
    def still_size(self) -> tuple[int, int]:
        """The film's own size."""
        return self._size

    def read(self) -> Frame:
        """The next picture; its time is the film's own."""
        bgr = self._next()
        if bgr is None:
            self._rewind()
            bgr = self._next()
        if bgr is None:
            raise ScanningError("camera.lost", environment=True)
        self._last = Frame(bgr.shape[1], bgr.shape[0], bgr, self._count / self._fps)
        self._count += 1
        return self._last

    def full_still(self) -> Frame:
        """The picture shown last: a film has no larger one."""
        return self._last or self.read()

    def close(self) -> None:
        """Close the file."""
        self._file.release()

    def _next(self) -> Any:  # noqa: ANN401 - an array as OpenCV types it
        done, bgr = self._file.read()
        return bgr if done else None

    def _rewind(self) -> None:
        import cv2

        self._file.set(cv2.CAP_PROP_POS_FRAMES, 0)


class PictureSource:
    """Pictures in place of a camera: each lies there for three seconds, then the next, round and round."""

    def __init__(self, files: list[Path]) -> None:
        self._files = files
        self._count = 0
        self._shown: tuple[int, Any] | None = None
        self._full = (0, 0)
        self._show(0)

    @property
    def still_size(self) -> tuple[int, int]:
        """The size of the picture that lies there."""
        return self._full

    def read(self) -> Frame:
        """The picture that lies there now, at preview size."""
        index = self._count // _FRAMES_EACH % len(self._files)
        bgr = self._show(index)
        frame = Frame(bgr.shape[1], bgr.shape[0], bgr, self._count / _FPS)
        self._count += 1
        return frame

    def full_still(self) -> Frame:
        """The same picture at full size."""
        from scanning.loading.load import load_image

        index = self._shown[0] if self._shown else 0
        bgr = load_image(self._files[index]).bgr
        return Frame(bgr.shape[1], bgr.shape[0], bgr, self._count / _FPS)

    def close(self) -> None:
        """Nothing is held open."""
        self._shown = None

    def _show(self, index: int) -> Any:  # noqa: ANN401 - an array
        from scanning.loading.load import load_image

        if self._shown is None or self._shown[0] != index:
            shown = load_image(self._files[index], max_side=_PREVIEW_SIDE)
            self._shown = (index, shown.bgr)
            self._full = (shown.width, shown.height)
        return self._shown[1]
