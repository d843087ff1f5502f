"""What travels between the counter's process and a page worker: the job and the facts found.

Kept apart from the work itself, so that handing out pages loads no imaging library.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from scanning.pdf.textlayer import Word

Corners = tuple[tuple[float, float], ...]
DRAWING = "drawing"  # the profile of a signature: kept as it lies, not cut, not turned, only whitened


LARGE_PAGE = 6.0  # megapixels: A4 at 300 dpi has 8.7, at 200 dpi 3.9


@dataclass(frozen=True, slots=True)
class PageJob:
    """One page to do: where it comes from, how, and the folder and name its layers are spooled under.

    `corners` and `turn` are the clerk's (`scanning.work.sources`), `blank` says whether the page is to stay
    in the file; `of` is how many pages its source has. A `calm` one that is large is read after its layers
    are made, not meanwhile: nobody waits for it, and 50 MB less are held at a time.
    """

    source: Path
    page: int
    profile: str
    ocr: bool
    folder: Path
    name: str
    corners: Corners | None = None
    turn: int | None = None
    blank: str = ""
    of: int = 1
    calm: bool = False


@dataclass(frozen=True, slots=True)
class Layer:
    """One spooled layer: its file, its size in pixels, its place on the page as shares from the top-left."""

    file: Path
    width: int
    height: int
    place: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)  # left, top, width, height


@dataclass(frozen=True, slots=True)
class PageDone:
    """What is known of a page after the work; sizes in points, `words` in pixels of `word_dpi`."""

    corners: Corners | None
    found_score: float
    sharpness: float
    blank: bool
    rotation: int
    skew_deg: float
    dpi: float
    width: float
    height: float
    pictures: tuple[Layer, ...]
    stencil: Layer | None
    ink: tuple[int, int, int]
    words: tuple[Word, ...]
    word_dpi: float
    bytes: int
    ms: float
    warnings: tuple[str, ...] = ()
    steps: Mapping[str, float] = field(default_factory=dict)
