"""Wild training scenes for the corner net: every difficulty at once and at random, so that no look is learnt.

Shares papers, tables and sheets with the family `train`; stacks, mats, shadows, hands, things that lie over
an edge and light are made in more ways here. Nothing of the judging family is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.scenes import greeked, lens, ringed, sheets, tables
from scanning.scenes.desks import noise
from scanning.scenes.hard import Laid, placed
from scanning.scenes.photograph import slope_of_light
from scanning.scenes.wild_light import shade, shine, toned
from scanning.scenes.wild_things import cover

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Canvas = NDArray[np.float32]
    Points = NDArray[np.float64]
    Size = tuple[int, int]

_CHANCES = {
    "under": 0.36,
    "white": 0.17,
    "hand": 0.2,
    "out": 0.17,
    "shadow": 0.34,
    "glare": 0.17,
    "fold": 0.17,
    "dim": 0.14,
    "turned": 0.15,
    "small": 0.09,
    "steep": 0.18,
}
_OFTENER = {"under": 0.5, "out": 0.27, "shadow": 0.42, "glare": 0.25}
"""Stacks, sheets beyond the frame, shadows and glare: what the finder was weakest at."""


def wild_scene(rng: np.random.Generator, *, size: Size, weak: bool = False, framed: float = 0.0) -> Laid:
    """One photographed sheet with any number of difficulties, each drawn by itself; `framed` is a chance."""
    chances = _CHANCES | _OFTENER if weak else _CHANCES
    traits = frozenset(name for name, chance in chances.items() if rng.random() < chance)
    dpi = int(rng.choice([50, 70, 90]))
    with_frame = framed > 0 and rng.random() < framed
    page, paper_size = (ringed.ringed if with_frame else greeked.paper)(rng, dpi=dpi)
    page = _printed_otherwise(page, rng)
    corners = placed(traits, paper_size, size, rng)
    paper = _paper(rng, coloured=0.12)
    canvas = _ground(traits, corners, paper, size=size, rng=rng)
    if rng.random() < 0.22:
        _lay_mat(canvas, corners, rng)
    if rng.random() < 0.25:
        _lay_neighbours(canvas, corners, paper_size, paper, rng=rng, dpi=dpi)
    if "under" in traits:
        _lay_stack(canvas, corners, paper_size, paper, rng=rng, dpi=dpi)
    folds = int(rng.integers(1, 5)) if "fold" in traits else 0
    curled = "fold" in traits and rng.random() < 0.35
    faint = rng.random() < (0.8 if "white" in traits else 0.45)
    sheets.lay(canvas, page, corners, rng, paper=paper, folds=folds, faint=faint, curled=curled)
    cover(canvas, corners, traits, rng)
    return _photographed(canvas, corners, traits, rng)


def _photographed(canvas: Canvas, corners: Points, traits: frozenset[str], rng: np.random.Generator) -> Laid:
    """Light, lens and sensor."""
    slope_of_light(canvas, rng, depth=float(rng.uniform(0, 0.6)))
    for _ in range(int(rng.integers(1, 5)) if "shadow" in traits else int(rng.random() < 0.15)):
        shade(canvas, corners, rng)
    for _ in range(int(rng.integers(1, 4)) if "glare" in traits else 0):
        shine(canvas, corners, rng)
    if rng.random() < 0.4:
        canvas, corners = lens.distorted(canvas, corners, rng)
    lens.vignette(canvas, rng)
    toned(canvas, rng)
    seen = lens.exposed(canvas, rng, dim="dim" in traits, sharp="white" in traits)
    return Laid(seen, corners, traits)


def _paper(rng: np.random.Generator, *, coloured: float) -> NDArray[np.float32]:
    """The colour of a sheet: white, greyish or yellowed, now and then a coloured one."""
    tone = 255 * rng.uniform(0.8, 1.0) * rng.uniform(0.95, 1.0, size=3)
    if rng.random() < coloured:
        tone = tone * rng.uniform(0.55, 1.0, size=3)
    elif rng.random() < 0.12:
        tone = tone * np.array([rng.uniform(0.7, 0.95), 0.97, 1.0])
    return tone.astype(np.float32)


def _printed_otherwise(page: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Print paler or in colour, a ruled or tinted sheet, a border near the edge, a block at the edge."""
    seen: Canvas = page.astype(np.float32)
    if rng.random() < 0.3:
        seen = 255 - (255 - seen) * rng.uniform(0.1, 1.0, size=3).astype(np.float32)
    height, width = page.shape[:2]
    kind = rng.random()
    if kind < 0.08:  # ruled or squared
        pitch, tone = float(rng.uniform(0.015, 0.05)) * height, rng.uniform(0.6, 0.95, size=3)
        seen[(np.mod(np.arange(height), pitch) < 1.2)] *= tone.astype(np.float32)
        if rng.random() < 0.4:
            seen[:, np.mod(np.arange(width), pitch) < 1.2] *= tone.astype(np.float32)
    elif kind < 0.16:  # one or more thin borders all around, as on certificates
        for _ in range(int(rng.integers(1, 4))):
            inset = round(float(rng.uniform(0.012, 0.12)) * width)
            ink = tuple(float(level) for level in rng.uniform(0, 210, size=3))
            low, high = (inset, inset), (width - inset, height - inset)
            cv2.rectangle(seen, low, high, ink, int(rng.integers(1, 5)), cv2.LINE_AA)
    elif kind < 0.24:  # a band or a picture that runs to the edge
        part, side = float(rng.uniform(0.04, 0.3)), int(rng.integers(0, 4))
        rows = (slice(0, round(part * height)), slice(round((1 - part) * height), height))
        columns = (slice(0, round(part * width)), slice(round((1 - part) * width), width))
        area = seen[rows[side // 2]] if side % 2 else seen[:, columns[side // 2]]
        area *= rng.uniform(0.2, 1.0, size=3).astype(np.float32)
    elif kind < 0.28:  # a stain or a watermark
        clouds = noise(rng, (width, height), float(rng.uniform(0.1, 0.5)) * width)
        seen *= 1 - np.float32(rng.uniform(0, 0.12)) * (clouds > 0.7)[:, :, None]
    return seen.clip(0, 255).astype(np.uint8)


def _ground(
    traits: frozenset[str],
    corners: Points,
    paper: NDArray[np.float32],
    *,
    size: Size,
    rng: np.random.Generator,
) -> Canvas:
    """The table: nearly the paper's colour for `white`, else any; at times two grounds melted into one."""
    side = corners[1] - corners[0]
    along = float(np.arctan2(side[1], side[0]))
    if "white" in traits:
        top = np.array(tables.plain_white(rng, size, paper=paper))
        top += (rng.uniform(-10, 5) + rng.uniform(-3, 3, size=3)).astype(np.float32)
        if rng.random() < 0.3:
            _streaks(top, along, rng, depth=float(rng.uniform(0.01, 0.06)))
        return np.asarray(top.clip(0, 255), dtype=np.float32)
    top = np.array(tables.table(rng, size, along=along))
    if rng.random() < 0.25:
        other, part = tables.table(rng, size, along=along), np.float32(rng.uniform(0.15, 0.6))
        top = np.asarray(top + part * (other - top), dtype=np.float32)
    if rng.random() < 0.2:
        _streaks(top, along, rng, depth=float(rng.uniform(0.05, 0.4)))
    return top


def _streaks(top: Canvas, along: float, rng: np.random.Generator, *, depth: float) -> None:
    """A few straight lines right across the table: joints, tape, the desk's own edge."""
    size = (top.shape[1], top.shape[0])
    for _ in range(int(rng.integers(1, 6))):
        turn = along + rng.normal() * 0.03 if rng.random() < 0.5 else float(rng.uniform(0, np.pi))
        across, _ = tables.turned_grid(size, turn)
        place, wide = rng.uniform(-0.5, 0.5) * size[0], rng.uniform(0.5, 0.02 * size[0])
        line = (np.abs(across - np.float32(place)) < wide).astype(np.float32)
        top *= 1 - np.float32(depth * rng.choice([1.0, 1.0, -0.6])) * line[:, :, None]


def _moved(
    corners: Points, paper: tuple[float, float], shift: Points, turn: float, scale: tuple[float, float]
) -> Points:
    """A sheet in the plane of the first, moved by `shift` millimetres, turned (radians) and scaled."""
    flat = np.array([[0, 0], [paper[0], 0], [paper[0], paper[1]], [0, paper[1]]])
    middle = flat.mean(axis=0)
    spin = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    laid = ((flat - middle) * scale) @ spin.T + middle + shift
    matrix = cv2.getPerspectiveTransform(flat.astype(np.float32), corners.astype(np.float32))
    return np.asarray(cv2.perspectiveTransform(laid[None].astype(np.float32), matrix)[0], dtype=np.float64)


def _lay_stack(
    canvas: Canvas,
    corners: Points,
    paper_size: tuple[float, float],
    paper: NDArray[np.float32],
    *,
    rng: np.random.Generator,
    dpi: int,
) -> None:
    """Sheets under the upper one: a neat pile, a fan, or thrown together; alike or of another colour."""
    way, pile = float(rng.uniform(0, 2 * np.pi)), rng.random()
    if rng.random() < 0.4:
        way = float(rng.integers(0, 8)) * np.pi / 4
    count, alike = int(rng.choice([1, 1, 2, 3, 5])), rng.random() < 0.75
    step = max(paper_size) * rng.uniform(0.008, 0.12) / (1 if count < 3 else 2)
    heading = np.array([np.cos(way), np.sin(way)])
    for number in range(count, 0, -1):
        scale = (1.0, 1.0)
        if pile < 0.45:
            shift = heading * step * (number + rng.normal() * 0.25) + rng.normal(size=2) * 0.004 * max(
                paper_size
            )
            turn = float(rng.normal() * rng.choice([0.002, 0.015, 0.05]))
        elif pile < 0.65:
            shift, turn = (
                heading * step * 0.6 * number,
                float(rng.uniform(0.02, 0.2) * number * rng.choice([-1, 1])),
            )
        else:
            shift = rng.normal(size=2) * max(paper_size) * rng.uniform(0.03, 0.35)
            turn = float(rng.uniform(-0.9, 0.9) if rng.random() < 0.6 else rng.normal() * 0.03)
            if rng.random() < 0.35:
                scale = (float(rng.choice([0.71, 1.0, 1.2, 1.41])), float(rng.choice([0.71, 1.0, 1.2, 1.41])))
        other, _ = greeked.paper(rng, dpi=max(40, dpi - 20))
        tone = paper * np.float32(rng.uniform(0.93, 1.04)) if alike else _paper(rng, coloured=0.5)
        where = _moved(corners, paper_size, shift, turn, scale)
        sheets.lay(canvas, other, where, rng, paper=tone.clip(0, 255), faint=rng.random() < 0.6)


def _lay_neighbours(
    canvas: Canvas,
    corners: Points,
    paper_size: tuple[float, float],
    paper: NDArray[np.float32],
    *,
    rng: np.random.Generator,
    dpi: int,
) -> None:
    """Other papers beside the sheet, touching or apart, not under it."""
    for _ in range(int(rng.integers(1, 4))):
        other, size = greeked.paper(rng, dpi=max(40, dpi - 20))
        way = float(rng.uniform(0, 2 * np.pi))
        reach = max(paper_size) * rng.uniform(0.85, 1.5)
        scale = (size[0] / paper_size[0], size[1] / paper_size[1])
        shift = reach * np.array([np.cos(way), np.sin(way)])
        turn = float(rng.uniform(0, 2 * np.pi) if rng.random() < 0.5 else rng.normal() * 0.05)
        where = _moved(corners, paper_size, shift, turn, scale)
        if np.abs(where).max() < 6 * max(canvas.shape[:2]):
            tone = (
                paper * np.float32(rng.uniform(0.85, 1.05))
                if rng.random() < 0.6
                else _paper(rng, coloured=0.5)
            )
            sheets.lay(canvas, other, where, rng, paper=tone.clip(0, 255), faint=rng.random() < 0.5)


def _lay_mat(canvas: Canvas, corners: Points, rng: np.random.Generator) -> None:
    """Something flat and straight-edged under all: a folder, a desk pad, a clipboard, a drawer's rim."""
    size, turn = (canvas.shape[1], canvas.shape[0]), float(rng.normal() * rng.choice([0.01, 0.08, 0.6]))
    scale = tuple(float(part) for part in rng.uniform(1.02, 1.9, size=2))
    shift = rng.normal(size=2) * 0.12
    where = _moved(corners, (1.0, 1.414), shift, turn, (scale[0], scale[1]))
    if np.abs(where).max() > 6 * max(size):
        return
    mask = np.zeros(canvas.shape[:2], np.uint8)
    cv2.fillConvexPoly(mask, np.round(where * 16).astype(np.int32), 255, cv2.LINE_AA, 4)
    covered = np.asarray(mask / np.float32(255), np.float32)[:, :, None]
    sheets.shade_under(canvas, covered[:, :, 0], rng, faint=rng.random() < 0.3)
    tone = tables.colour(rng)
    grain = 1 + np.float32(rng.uniform(0, 0.06)) * noise(rng, size, float(rng.uniform(1.5, 60)))
    canvas += covered * (tone * grain[:, :, None] - canvas)
    if rng.random() < 0.4:
        middle = where.mean(axis=0)
        for _ in range(int(rng.integers(1, 3))):
            rim = (where - middle) * rng.uniform(0.85, 1.0) + middle
            level = tuple(float(part) for part in tables.colour(rng))
            cv2.polylines(canvas, [rim.astype(np.int32)], True, level, int(rng.integers(1, 6)), cv2.LINE_AA)
