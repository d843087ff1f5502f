"""What every kind of picture file shares: the stated limits and the picture as it is handed on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from scanning.errors import ScanningError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

MAX_FILE_BYTES = 200 * 1024 * 1024
MAX_SOURCE_PIXELS = 100_000_000
MAX_DECODED_PIXELS = 16_000_000
"""What a page needs: A4 at 300 dpi is 8.7 megapixels; a 50-megapixel photo is decoded at half size."""
MAX_PAGES = 500


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


@dataclass(frozen=True, slots=True)
class Limit:
    """How large a decoded picture may be, and the whole-number reduction that keeps it so."""

    pixels: int
    side: int | None

    def reduction(self, width: int, height: int) -> int:
        """The smallest power of two by which a picture of this size must be divided."""
        factor = 1
        while (width // factor) * (height // factor) > self.pixels or (
            self.side is not None and max(width, height) // factor > self.side
        ):
            factor *= 2
        return factor


def refuse_large(width: int, height: int, path: Path) -> None:
    """Raise `image.too_large` for a picture over the stated limit, known from its header alone."""
    if width * height > MAX_SOURCE_PIXELS:
        raise ScanningError(
            "image.too_large",
            file=path.name,
            megapixels=round(width * height / 1e6),
            limit_megapixels=MAX_SOURCE_PIXELS // 1_000_000,
        )
