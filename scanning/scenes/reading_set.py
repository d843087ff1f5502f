"""Seeded pages to measure reading on: letters under seals and pen, as captured, with their text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scanning.scenes import wear
from scanning.scenes.letters import LETTERS, letter

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

SOURCES = {"scan150": 150, "scan200": 200, "scan300": 300, "photo": 250}  # what it is drawn at


@dataclass(frozen=True, slots=True)
class WornPage:
    """A page as captured, and what is printed on it in reading order."""

    bgr: NDArray[np.uint8]
    dpi: int | None  # as a scanner states it; a camera states none
    text: str

    def save(self, path: Path) -> Path:
        """Write it as the device would: a JPEG with its resolution."""
        from PIL import Image

        picture = Image.fromarray(self.bgr[:, :, ::-1])
        if self.dpi is None:
            picture.save(path, quality=92)
        else:
            picture.save(path, quality=92, dpi=(self.dpi, self.dpi))
        return path


def worn_page(kind: str, seed: int, *, source: str = "scan200", look: str = "judge") -> WornPage:
    """A letter with one red seal over its text, one over the signature, and a signature in blue."""
    rng = np.random.default_rng([seed, LETTERS.index(kind), look == "judge"])
    dpi = SOURCES[source]
    made = letter(kind, rng, dpi=dpi, look=look)
    bgr = made.sheet.bgr
    for place in (made.seal, made.text_at):
        bgr = wear.sealed(bgr, place, rng, dpi=dpi, look=look)
    bgr = wear.scribbled(bgr, (made.seal[0] + 0.7 * dpi, made.seal[1]), rng, dpi=dpi)
    bgr = wear.photographed(bgr, rng) if source == "photo" else wear.scanned(bgr, rng)
    return WornPage(bgr, None if source == "photo" else dpi, "\n".join(made.sheet.lines))
