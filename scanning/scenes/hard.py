"""Hard scenes by class and seed: what a counter's camera really meets, honest about the true corners.

The two families share the geometry only: tables, papers, hands, shadows and glare are made in other ways.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from scanning.scenes import framed, greeked, lens, lettered, ringed, rooms, sheets, tables
from scanning.scenes.camera import View, seen_corners
from scanning.scenes.hands import hand
from scanning.scenes.photograph import slope_of_light

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Canvas = NDArray[np.float32]
    Points = NDArray[np.float64]
    Size = tuple[int, int]

TRAITS = {
    "white_on_white": ("white",),
    "hands": ("hand",),
    "sheets": ("under",),
    "beyond": ("out",),
    "shadows": ("shadow",),
    "washed": ("glare",),
    "folds": ("fold",),
    "night": ("dim",),
    "upside_down": ("turned",),
    "small_steep": ("small", "steep"),
}
HARDEST = (*TRAITS, "mixed")
FRAMED = "framed"
"""Certificates with an ornamental frame: a class by itself, so that the others' seeds stay what they are."""
_WITH_FRAME = ("white", "hand", "shadow", "glare", "fold", "dim", "turned", "steep", "under")
SIZES = ((1280, 720), (1920, 1080), (1600, 1200), (720, 1280), (1280, 960))
FAR_OUT = 0.12


@dataclass(frozen=True, slots=True)
class Laid:
    """A picture, its true corners from the page's own top-left, and what makes it hard."""

    bgr: NDArray[np.uint8]
    corners: Points
    traits: frozenset[str]


def traits_of(kind: str, rng: np.random.Generator) -> frozenset[str]:
    """What makes a scene of the class hard; a mixed one has two or three difficulties."""
    if kind == FRAMED:
        return frozenset({FRAMED, str(rng.choice(_WITH_FRAME))} if rng.random() < 0.5 else {FRAMED})
    if kind != "mixed":
        return frozenset(TRAITS[kind])
    single = ("hand", "under", "out", "shadow", "glare", "fold", "dim", "turned", "white", "small", "steep")
    chosen = rng.choice(single, size=int(rng.choice([2, 2, 3])), replace=False)
    return frozenset(str(one) for one in chosen)


def hard_scene(traits: frozenset[str], rng: np.random.Generator, *, size: Size, family: str) -> Laid:
    """One photographed sheet with the given difficulties."""
    train = family == "train"
    dpi = 70 if max(size) <= 720 else (110 if max(size) <= 2000 else 200)
    page, paper_size = _printed(traits, rng, dpi=dpi, train=train)
    corners = placed(traits, paper_size, size, rng)
    paper = (255 * rng.uniform(0.84, 0.99) * rng.uniform(0.97, 1.0, size=3)).astype(np.float32)
    canvas = _ground(traits, corners, paper, size=size, rng=rng, train=train)
    if "under" in traits:
        _lay_under(canvas, corners, paper_size, paper, rng=rng, train=train, dpi=dpi)
    folds = int(rng.integers(1, 4)) if "fold" in traits else 0
    curled = "fold" in traits and rng.random() < 0.35
    faint = "white" in traits or ("under" in traits and rng.random() < 0.5)
    sheets.lay(canvas, page, corners, rng, paper=paper, folds=folds, faint=faint, curled=curled)
    for _ in range(int(rng.choice([1, 1, 2])) if "hand" in traits else 0):
        hand(canvas, corners, rng, family=family)
    _light(canvas, traits, corners, rng=rng, family=family)
    if rng.random() < 0.5:
        canvas, corners = lens.distorted(canvas, corners, rng)
    lens.vignette(canvas, rng)
    seen = lens.exposed(canvas, rng, dim="dim" in traits, sharp="white" in traits)
    return Laid(seen, corners, traits)


def _printed(
    traits: frozenset[str], rng: np.random.Generator, *, dpi: int, train: bool
) -> tuple[NDArray[np.uint8], tuple[float, float]]:
    """The flat page and its size in millimetres."""
    if FRAMED in traits:
        return ringed.ringed(rng, dpi=dpi) if train else framed.certificate(rng, dpi=dpi)
    return greeked.paper(rng, dpi=dpi) if train else lettered.paper(rng, dpi=dpi)


def _ground(
    traits: frozenset[str],
    corners: Points,
    paper: NDArray[np.float32],
    *,
    size: Size,
    rng: np.random.Generator,
    train: bool,
) -> Canvas:
    side = corners[1] - corners[0]
    along = float(np.arctan2(side[1], side[0]))
    if "white" in traits:
        maker = tables.plain_white if train else rooms.plain_white
        return np.array(maker(rng, size, paper=paper))
    return np.array((tables.table if train else rooms.table)(rng, size, along=along))


def _lay_under(
    canvas: Canvas,
    corners: Points,
    paper_size: tuple[float, float],
    paper: NDArray[np.float32],
    *,
    rng: np.random.Generator,
    train: bool,
    dpi: int,
) -> None:
    """One to three sheets of about the same paper under the upper one."""
    for _ in range(int(rng.choice([1, 1, 2, 3]))):
        page, _ = greeked.paper(rng, dpi=dpi) if train else lettered.paper(rng, dpi=dpi)
        where = sheets.under_corners(corners, paper_size, rng, neat=rng.random() < 0.5)
        sheets.lay(canvas, page, where, rng, paper=paper * np.float32(rng.uniform(0.94, 1.03)))


def _light(
    canvas: Canvas, traits: frozenset[str], corners: Points, *, rng: np.random.Generator, family: str
) -> None:
    slope_of_light(canvas, rng, depth=float(rng.uniform(0, 0.45)))
    if "shadow" in traits:
        for _ in range(int(rng.integers(1, 4))):
            lens.shadow(canvas, corners, rng, family=family)
    elif rng.random() < 0.15 and "white" not in traits:
        lens.shadow(canvas, corners, rng, family=family)
    if "glare" in traits:
        for _ in range(int(rng.choice([1, 1, 2]))):
            lens.glare(canvas, corners, rng, family=family)


def placed(
    traits: frozenset[str], paper: tuple[float, float], size: Size, rng: np.random.Generator
) -> Points:
    """Corners inside the frame, or across one border or two where the traits say so."""
    cover = (0.18, 0.68)
    if "small" in traits:
        cover = (0.05, 0.13)
    elif "out" in traits:
        cover = (0.35, 0.75)
    elif "steep" in traits:
        cover = (0.12, 0.45)
    for attempt in range(300):
        tilt = float(rng.uniform(33, 55) if "steep" in traits else rng.uniform(0, 26))
        turn = float(rng.uniform(-25, 25)) if rng.random() < 0.8 else float(rng.uniform(-50, 50))
        upright = 180.0 if "turned" in traits else float(rng.choice([0, 0, 90, 180, 270]))
        if attempt > 40 and "turned" not in traits:
            upright = float(90 * (attempt % 4))
        shrink = 0.995 ** max(0, attempt - 20)
        view = View(
            tilt=tilt,
            heading=float(rng.uniform(0, 360)),
            turn=upright + turn * shrink,
            cover=float(rng.uniform(*cover)) * shrink,
            shift=(float(rng.uniform(-0.25, 0.25)), float(rng.uniform(-0.2, 0.2))),
            focal=float(rng.uniform(0.75, 1.4)),
        )
        corners = (
            _pushed(view, paper, size, rng) if "out" in traits else seen_corners(view, paper=paper, size=size)
        )
        if _fits(corners, size, out="out" in traits):
            return corners
    raise AssertionError("no view of these traits fits the frame")


def _pushed(view: View, paper: tuple[float, float], size: Size, rng: np.random.Generator) -> Points:
    """The sheet moved until a part of it lies beyond one border, or beyond two neighbouring ones."""
    ways = [(int(rng.integers(0, 2)), float(rng.uniform(0.02, 0.13)))]
    axes = [int(rng.integers(0, 2))]
    if rng.random() < 0.35:
        ways.append((int(rng.integers(0, 2)), float(rng.uniform(0.02, 0.1))))
        axes.append(1 - axes[0])
    corners = seen_corners(view, paper=paper, size=size)
    for _ in range(3):
        low, high = corners.min(axis=0), corners.max(axis=0)
        push = [0.0, 0.0]
        for axis, (far, part) in zip(axes, ways, strict=True):
            reach = (high[axis] - low[axis]) * part
            push[axis] = size[axis] - high[axis] + reach if far else -low[axis] - reach
        view = replace(view, shift=(view.shift[0] + push[0] / size[0], view.shift[1] + push[1] / size[1]))
        corners = seen_corners(view, paper=paper, size=size)
    return corners


def _fits(corners: Points, size: Size, *, out: bool) -> bool:
    limit = np.array(size) - 1
    if not out:
        margin = 0.008 * max(size)
        return bool(((corners > margin) & (corners < limit - margin)).all())
    farthest = float(np.maximum(-corners, corners - limit).max()) / max(size)
    hidden = int(((corners < 0) | (corners > limit)).any(axis=1).sum())
    return 1 <= hidden <= 3 and 0.004 < farthest < FAR_OUT
