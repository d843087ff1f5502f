"""What may be opened at all, and how large a picture may become: known before any pixel is decoded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scanning.errors import ScanningError

if TYPE_CHECKING:
    from pathlib import Path

MAX_FILE_BYTES = 200 * 1024 * 1024
MAX_SOURCE_PIXELS = 100_000_000
MAX_DECODED_PIXELS = 16_000_000
"""What a page needs: A4 at 300 dpi is 8.7 megapixels; a 50-megapixel photo is decoded at half size."""
MAX_PAGES = 500


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
