"""A picture as it is handed on from its file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class LoadedImage:
    """One picture: pixels ready for work, and how they relate to the pixels of the file.

    `width` and `height` are those of the file at full size after its EXIF turn, `dpi` what the file states
    for them (None where it states nothing or a screen's 72 or 96), `scale` how many of them one pixel of
    `bgr` stands for.
    """

    bgr: NDArray[np.uint8]
    width: int
    height: int
    dpi: float | None
    scale: float
    page: int = 0

    def to_source(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Points of `bgr` as points of the full-size picture (pixel centres are whole numbers in both)."""
        rows, columns = self.bgr.shape[:2]
        ratio = np.array([self.width / columns, self.height / rows])
        return np.asarray((np.asarray(points) + 0.5) * ratio - 0.5, dtype=np.float64)

    def from_source(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Points of the full-size picture as points of `bgr`."""
        rows, columns = self.bgr.shape[:2]
        ratio = np.array([self.width / columns, self.height / rows])
        return np.asarray((np.asarray(points) + 0.5) / ratio - 0.5, dtype=np.float64)


def without_pixels(image: LoadedImage) -> LoadedImage:
    """The same picture for questions of place and size only; its pixels no longer hold memory."""
    return replace(image, bgr=np.broadcast_to(np.uint8(255), image.bgr.shape))
