"""One photographed paper by class and seed, with its true corners: the same seed gives the same picture."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.scenes import cards, forms, photograph
from scanning.scenes.camera import View, seen_corners
from scanning.scenes.desks import desk
from scanning.scenes.hard import FRAMED, HARDEST, SIZES, hard_scene, traits_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

A4 = (210.0, 297.0)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the scenes of one class are made; ranges are drawn from evenly."""

    desks: tuple[str, ...]
    tilt: tuple[float, float] = (0, 24)
    turn: float = 14
    cover: tuple[float, float] = (0.25, 0.5)
    light: float = 0.25
    shadow: tuple[float, float] | None = None
    soft: tuple[float, float] = (6, 30)
    lift: tuple[float, float] = (0.0, 0.7)
    blur: tuple[float, float] = (0.5, 1.4)
    noise: tuple[float, float] = (1.0, 4.0)
    extras: tuple[str, ...] = ()
    paper: str = "a4"


_ANY = ("dark", "wood", "cloth", "granite", "clutter", "light")
EASY_CLASSES = ("easy", "texture", "bright", "shadow")
HARD_CLASSES = (
    "white",
    "fingers",
    "overlap",
    "edge_out",
    "crossing",
    "glare",
    "small",
    "steep",
    "fold",
    "dim",
    "card",
)
RECIPES = {
    "easy": Recipe(("dark", "wood")),
    "texture": Recipe(("wood", "cloth", "granite", "clutter")),
    "bright": Recipe(("light",)),
    "shadow": Recipe(("dark", "wood", "granite", "light"), shadow=(0.25, 0.5)),
    "white": Recipe(("white",), lift=(0.3, 0.9), light=0.15),
    "fingers": Recipe(_ANY, extras=("fingers",)),
    "overlap": Recipe(_ANY, extras=("second",), lift=(0.3, 0.9)),
    "edge_out": Recipe(_ANY, extras=("out",), cover=(0.35, 0.6)),
    "crossing": Recipe(_ANY, shadow=(0.3, 0.55), soft=(1, 5), extras=("second_shadow",)),
    "glare": Recipe(_ANY, extras=("glare",)),
    "small": Recipe(_ANY, cover=(0.07, 0.14), turn=40),
    "steep": Recipe(_ANY, tilt=(32, 48), turn=40),
    "fold": Recipe(_ANY, extras=("fold",)),
    "dim": Recipe(_ANY, light=0.5, noise=(6, 11), blur=(1.2, 2.2), extras=("dim",)),
    "card": Recipe(_ANY, paper="card", cover=(0.08, 0.4), turn=25),
}
CLASSES = (*EASY_CLASSES, *HARD_CLASSES)


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture and its truth: corners from the page's own top-left, clockwise; None = fills the frame."""

    bgr: NDArray[np.uint8]
    corners: NDArray[np.float64] | None
    kind: str
    text: str = ""


def scene(
    kind: str, seed: int, *, size: tuple[int, int] | None = (1280, 720), family: str = "judge"
) -> Scene:
    """The scene of class `kind` with number `seed`; `scan` is a flatbed scan that fills the frame.

    Without a size the seed chooses one of those that cameras give.
    """
    rng = np.random.default_rng([zlib.crc32(family.encode()), zlib.crc32(kind.encode()), seed])
    if kind == "scan":
        return _scan(rng)
    size = size or SIZES[seed % len(SIZES)]
    if kind in HARDEST or kind == FRAMED:
        laid = hard_scene(traits_of(kind, rng), rng, size=size, family=family)
        return Scene(laid.bgr, laid.corners, kind)
    recipe = RECIPES[kind]
    sheet, paper, text = _sheet(recipe, rng, dpi=150 if max(size) <= 2000 else 200)
    corners = _placed(recipe, paper, size, rng)
    canvas = desk(str(rng.choice(recipe.desks)), rng, size=size, family=family)
    if "second" in recipe.extras:
        _lay_second(canvas, corners, rng)
    photograph.lay(canvas, sheet, corners, lift=float(rng.uniform(*recipe.lift)), rng=rng)
    _light(canvas, recipe, corners, rng)
    finish = photograph.Finish(
        float(rng.uniform(*recipe.blur)) * size[0] / 1280,
        float(rng.uniform(*recipe.noise)),
        int(rng.integers(65, 91)),
    )
    return Scene(photograph.expose(canvas, finish, rng), corners, kind, text)


def _sheet(
    recipe: Recipe, rng: np.random.Generator, *, dpi: int
) -> tuple[NDArray[np.uint8], tuple[float, float], str]:
    if recipe.paper == "card":
        made = cards.card(rng)
        return made.bgr, cards.CARD_MM, made.payload
    sheet = forms.form(str(rng.choice(forms.KINDS)), rng, dpi=dpi)
    folded = photograph.fold(sheet.bgr, rng) if "fold" in recipe.extras else sheet.bgr
    return folded, A4, "\n".join(sheet.lines)


def _placed(
    recipe: Recipe, paper: tuple[float, float], size: tuple[int, int], rng: np.random.Generator
) -> NDArray[np.float64]:
    """Corners that lie inside the frame (or across its border where the recipe says so)."""
    upright = 0.0 if rng.random() < 0.5 else 90.0
    for _ in range(200):
        view = View(
            tilt=float(rng.uniform(*recipe.tilt)),
            heading=float(rng.uniform(0, 360)),
            turn=upright + float(rng.uniform(-recipe.turn, recipe.turn)) + float(rng.choice([0, 180])),
            cover=float(rng.uniform(*recipe.cover)),
            shift=(float(rng.uniform(-0.2, 0.2)), float(rng.uniform(-0.15, 0.15))),
            focal=float(rng.uniform(0.8, 1.3)),
        )
        out = "out" in recipe.extras
        corners = _pushed_out(view, paper, size, rng) if out else seen_corners(view, paper=paper, size=size)
        if _fits(corners, size, out=out):
            return corners
        upright = 90.0 if upright == 0.0 else 0.0
    raise AssertionError("no view of this recipe fits the frame")


def _pushed_out(
    view: View, paper: tuple[float, float], size: tuple[int, int], rng: np.random.Generator
) -> NDArray[np.float64]:
    """The sheet moved over the table until 3–10 % of it lies beyond one border."""
    side, part = int(rng.integers(0, 4)), float(rng.uniform(0.03, 0.1))
    corners = seen_corners(view, paper=paper, size=size)
    for _ in range(4):
        low, high = corners.min(axis=0), corners.max(axis=0)
        reach = (high - low) * part
        push = [(-low[0] - reach[0], 0.0), (0.0, -low[1] - reach[1])]
        push += [(size[0] - high[0] + reach[0], 0.0), (0.0, size[1] - high[1] + reach[1])]
        moved = (view.shift[0] + push[side][0] / size[0], view.shift[1] + push[side][1] / size[1])
        view = replace(view, shift=moved)
        corners = seen_corners(view, paper=paper, size=size)
    return corners


def _fits(corners: NDArray[np.float64], size: tuple[int, int], *, out: bool) -> bool:
    limit = np.array(size) - 1
    beyond = (corners < 0).sum(axis=0) + (corners > limit).sum(axis=0)
    if not out:
        margin = 0.008 * size[0]
        return bool(((corners > margin) & (corners < limit - margin)).all())
    farthest = np.maximum(-corners, corners - limit).max() / max(size)
    return 1 <= int(beyond.sum()) <= 2 and bool((beyond == 0).any()) and farthest < 0.12


def _lay_second(canvas: NDArray[np.float32], corners: NDArray[np.float64], rng: np.random.Generator) -> None:
    """Another sheet lies under the first, shifted and turned."""
    other = forms.form(str(rng.choice(forms.KINDS)), rng, dpi=100)
    middle = corners.mean(axis=0)
    turn = np.deg2rad(rng.uniform(-25, 25))
    spin = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    away = rng.uniform(0, 2 * np.pi)
    reach = float(np.linalg.norm(corners[2] - corners[0])) * rng.uniform(0.15, 0.4)
    under = (corners - middle) @ spin.T + middle + reach * np.array([np.cos(away), np.sin(away)])
    photograph.lay(canvas, other.bgr, under, lift=float(rng.uniform(0.2, 0.8)), rng=rng)


def _light(
    canvas: NDArray[np.float32], recipe: Recipe, corners: NDArray[np.float64], rng: np.random.Generator
) -> None:
    if "fingers" in recipe.extras:
        photograph.fingers(canvas, corners, rng, count=int(rng.integers(1, 4)))
    photograph.slope_of_light(canvas, rng, depth=float(rng.uniform(0, recipe.light)))
    if recipe.shadow is not None:
        for _ in range(2 if "second_shadow" in recipe.extras else 1):
            photograph.cast_shadow(
                canvas, rng, depth=float(rng.uniform(*recipe.shadow)), soft=float(rng.uniform(*recipe.soft))
            )
    if "glare" in recipe.extras:
        photograph.glare(canvas, corners, rng)
    if "dim" in recipe.extras:
        canvas *= float(rng.uniform(0.3, 0.5))


def _scan(rng: np.random.Generator) -> Scene:
    """A flatbed scan: the page is the frame, now and then with a printed frame, a tint, or a grey rim."""
    sheet = forms.form(str(rng.choice(forms.KINDS)), rng, dpi=150)
    canvas = sheet.bgr.astype(np.float32) * (
        float(rng.uniform(0.93, 1.0)) * rng.uniform(0.95, 1.0, size=3)
    ).astype(np.float32)
    height, width = canvas.shape[:2]
    look = int(rng.integers(0, 5))
    if look == 0:  # an ornamental frame, as on certificates
        inset, colour = (
            int(rng.uniform(0.03, 0.09) * width),
            tuple(float(level) for level in rng.uniform(20, 160, size=3)),
        )
        thickness = int(rng.integers(2, 14))
        cv2.rectangle(canvas, (inset, inset), (width - inset, height - inset), colour, thickness, cv2.LINE_AA)
    elif look == 1:  # the lid's grey rim on one side
        rim = int(rng.uniform(0.004, 0.02) * width)
        canvas[:, :rim] *= float(rng.uniform(0.5, 0.9))
    elif look == 2:  # a coloured heading band
        canvas[: int(rng.uniform(0.05, 0.2) * height)] *= rng.uniform(0.5, 0.95, size=3).astype(np.float32)
    finish = photograph.Finish(
        float(rng.uniform(0.3, 0.8)), float(rng.uniform(0.5, 3)), int(rng.integers(75, 95))
    )
    return Scene(photograph.expose(canvas, finish, rng), None, "scan", "\n".join(sheet.lines))
