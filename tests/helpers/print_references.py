"""Stored pictures of the printed forms, and how like one a new print is.

A picture has 60 dots an inch in sixteen greys. Two are alike where every dot of ink of the one has ink of
the other within a point of it: smoothing of edges and a shift by a point pass, a missing line, rule or number
does not. `python -m tests.helpers.print_references` draws them anew (`dev.py papers`); look at what changed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from printing.raster import page_count, rasterise
from tests.helpers.print_gallery import common_faces, gallery

FOLDER = Path(__file__).resolve().parents[1] / "integration" / "printing" / "references"
DPI = 60
GREYS = 16
MOST_PAGES = 3
_STRONG, _SHARE = 0.30, 0.40  # ink that must be met, and by how much of its own strength
_TILE, _IN_TILE, _IN_ALL = 24, 3, 0.0004

Ink = np.ndarray


def drawn(pdf: bytes) -> Iterator[tuple[int, Image.Image]]:
    """The first pages of a document as they are stored."""
    for page in range(min(MOST_PAGES, page_count(pdf))):
        made = rasterise(pdf, page=page, dpi=DPI)
        yield page + 1, Image.frombytes("RGB", (made.width, made.height), made.rgb).convert("L")


def differences(reference: Image.Image, now: Image.Image) -> list[str]:
    """What one picture shows and the other does not, in words; an empty list where they are alike."""
    if abs(reference.width - now.width) > 1 or abs(reference.height - now.height) > 1:
        return [f"size {now.size} instead of {reference.size}"]
    size = (max(reference.width, now.width), max(reference.height, now.height))
    old, new = _ink(reference, size), _ink(now, size)
    return [*_unmet(old, new, "missing"), *_unmet(new, old, "new")]


def _ink(picture: Image.Image, size: tuple[int, int]) -> Ink:
    sheet = Image.new("L", size, 255)
    sheet.paste(picture, (0, 0))
    return 1 - np.asarray(sheet, dtype=np.float32) / 255


def _unmet(one: Ink, other: Ink, word: str) -> list[str]:
    """Where ink of `one` has none of `other` within a dot."""
    near = np.pad(other, 1)
    reach = np.max(
        [
            near[y : y + other.shape[0], x : x + other.shape[1]]
            for y in range(3)
            for x in range(3)
        ],
        axis=0,
    )  # fmt: skip
    bad = (one >= _STRONG) & (reach < one * _SHARE)
    found = [f"{word}: {bad.sum()} dots in all"] if bad.mean() > _IN_ALL else []
    for top in range(0, bad.shape[0], _TILE // 2):
        for left in range(0, bad.shape[1], _TILE // 2):
            count = int(bad[top : top + _TILE, left : left + _TILE].sum())
            if count > _IN_TILE:
                found.append(f"{word}: {count} dots at {left},{top}")
    return found


def names() -> list[str]:
    """Every form on every paper, as its pictures are called."""
    return sorted(gallery())


def stored(name: str, page: int) -> Path:
    """Where the picture of a page lies."""
    return FOLDER / f"{name}-{page}.png"


def draw_anew(folder: Path = FOLDER) -> list[str]:
    """Draw every picture, keep those that are alike as they are, and name those that changed."""
    folder.mkdir(parents=True, exist_ok=True)
    changed, wanted = [], set()
    with common_faces():
        for name, make in gallery().items():
            for page, picture in drawn(make()):
                file = folder / f"{name}-{page}.png"
                wanted.add(file.name)
                if file.exists() and not differences(Image.open(file).convert("L"), picture):
                    continue
                few = picture.point(lambda grey: round(grey / 255 * (GREYS - 1)))
                few.putpalette([value for step in range(GREYS) for value in (step * 17,) * 3])
                few.save(file, optimize=True, bits=4)
                changed.append(file.name)
    for old in folder.glob("*.png"):
        if old.name not in wanted:
            old.unlink()
            changed.append(f"{old.name} (gone)")
    return changed


if __name__ == "__main__":
    for line in draw_anew() or ["Every picture is as it was."]:
        sys.stdout.write(f"{line}\n")
