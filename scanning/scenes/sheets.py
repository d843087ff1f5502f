"""Lays sheets for hard scenes: folded and bent panels, curled corners, sheets under the upper one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.scenes.lens import UNIT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Canvas = NDArray[np.float32]
    Page = NDArray[np.uint8]
    Points = NDArray[np.float64]


def shade_under(canvas: Canvas, mask: NDArray[np.float32], rng: np.random.Generator, *, faint: bool) -> None:
    """The soft shadow of a sheet on what lies under it, stronger on the side away from the lamp."""
    unit = max(canvas.shape[:2]) / UNIT
    depth = float(rng.uniform(0.03, 0.2) if faint else rng.uniform(0.0, 0.45))
    fall = rng.normal(size=2) * 4.5 * unit
    moved = cv2.warpAffine(mask, np.array([[1, 0, fall[0]], [0, 1, fall[1]]]), (mask.shape[1], mask.shape[0]))
    soft = max(0.7, float(rng.uniform(1.0, 9.0)) * unit)
    canvas *= 1 - np.float32(depth) * cv2.GaussianBlur(moved, (0, 0), soft)[:, :, None]


def lay(
    canvas: Canvas,
    page: Page,
    corners: Points,
    rng: np.random.Generator,
    *,
    paper: NDArray[np.float32],
    folds: int = 0,
    faint: bool = False,
    curled: bool = False,
) -> None:
    """Draw the page with its shadow; with `folds` its panels are lit unlike and its long sides kinked."""
    height, width = canvas.shape[:2]
    page = _no_finer(page, corners)
    panels = _panels(page, corners, rng, folds=folds)
    masks = [_mask(quad, (width, height)) for _, quad, _ in panels]
    whole = np.maximum.reduce(masks)
    shade_under(canvas, whole, rng, faint=faint)
    under = canvas.copy() if curled else canvas
    for (part, quad, light), mask in zip(panels, masks, strict=True):
        rows, columns = part.shape[:2]
        edge = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], np.float32) - np.float32(0.5)
        matrix = cv2.getPerspectiveTransform(edge, quad.astype(np.float32))
        lit = (part.astype(np.float32) * (paper / 255) * light).clip(0, 255)
        seen = cv2.warpPerspective(lit, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
        canvas += mask[:, :, None] * (seen - canvas)
    if curled:
        _curl(canvas, under, corners, rng, paper)


def _no_finer(page: Page, corners: Points) -> Page:
    sides = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    factor = 1.1 * max(max(sides[0], sides[2]) / page.shape[1], max(sides[1], sides[3]) / page.shape[0])
    if factor >= 1:
        return page
    return cv2.resize(page, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA).astype(np.uint8)


def _mask(quad: Points, size: tuple[int, int]) -> NDArray[np.float32]:
    mask = np.zeros((size[1], size[0]), np.uint8)
    cv2.fillConvexPoly(mask, np.round(quad * 256).astype(np.int32), 255, cv2.LINE_AA, 8)
    return np.asarray(mask / np.float32(255), dtype=np.float32)


_Panel = tuple["NDArray[np.uint8]", "NDArray[np.float64]", "NDArray[np.float32]"]


def _panels(page: Page, corners: Points, rng: np.random.Generator, *, folds: int) -> list[_Panel]:
    """Strips of the page between its creases: picture, quad, light (rows × columns × 1)."""
    if not folds:
        return [(page, corners, np.ones((1, 1, 1), np.float32))]
    rows, columns = page.shape[:2]
    upright = rng.random() < 0.7
    length = rows if upright else columns
    places = np.arange(1, folds + 1) / (folds + 1) + rng.normal(size=folds) * 0.02
    cuts = [0.0, *places.tolist(), 1.0]
    edge = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
    flat = cv2.getPerspectiveTransform(edge, corners.astype(np.float32))
    ends = []
    for cut in cuts:
        pair = np.array([[[0, cut], [1, cut]] if upright else [[cut, 0], [cut, 1]]], np.float32)
        seen = np.asarray(cv2.perspectiveTransform(pair, flat)[0], dtype=np.float64)
        if 0 < cut < 1:
            seen = seen + rng.normal(size=2) * 0.006 * np.linalg.norm(corners[2] - corners[0])
        ends.append(seen)
    panels: list[_Panel] = []
    for number in range(folds + 1):
        low, high = round(cuts[number] * length), round(cuts[number + 1] * length)
        part = page[low:high] if upright else page[:, low:high]
        one, two = ends[number], ends[number + 1]
        quad = [one[0], one[1], two[1], two[0]] if upright else [one[0], two[0], two[1], one[1]]
        panels.append((np.ascontiguousarray(part), np.array(quad), _panel_light(part, rng, upright=upright)))
    return panels


def _panel_light(part: Page, rng: np.random.Generator, *, upright: bool) -> NDArray[np.float32]:
    """A slope of light over the panel, darkest or brightest at its creases."""
    count = part.shape[0 if upright else 1]
    way = np.linspace(0, 1, count, dtype=np.float32)
    light = np.float32(rng.uniform(0.84, 1.04)) + np.float32(rng.uniform(-0.12, 0.12)) * way
    light = light - np.float32(rng.uniform(0, 0.15)) * np.exp(-np.minimum(way, 1 - way) * count / 3)
    return np.asarray(light[:, None, None] if upright else light[None, :, None], dtype=np.float32)


def _curl(
    canvas: Canvas, under: Canvas, corners: Points, rng: np.random.Generator, paper: NDArray[np.float32]
) -> None:
    """One corner turned over: the table shows there, the back of the paper lies on the front."""
    number = int(rng.integers(0, 4))
    corner = corners[number]
    ends = [corner + (corners[(number + way) % 4] - corner) * rng.uniform(0.04, 0.14) for way in (-1, 1)]
    fold = ends[1] - ends[0]
    foot = ends[0] + fold * ((corner - ends[0]) @ fold) / (fold @ fold)
    tip = corner + 2 * (foot - corner) * rng.uniform(0.6, 0.95)
    size = (canvas.shape[1], canvas.shape[0])
    gone = _mask(np.array([corner + (corner - tip) * 0.1, ends[0], ends[1]]), size)
    canvas += gone[:, :, None] * (under - canvas)
    flap = _mask(np.array([tip, ends[0], ends[1]]), size)
    unit = max(size) / UNIT
    shade = cv2.GaussianBlur(flap, (0, 0), max(0.8, 4 * unit))
    canvas *= 1 - np.float32(rng.uniform(0.1, 0.4)) * (shade * (1 - gone))[:, :, None]
    canvas += flap[:, :, None] * (paper * np.float32(rng.uniform(0.8, 1.0)) - canvas)


def under_corners(
    corners: Points, size: tuple[float, float], rng: np.random.Generator, *, neat: bool
) -> Points:
    """Where a sheet of the same size lies that was moved and turned in the table's plane."""
    flat = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]])
    middle = flat.mean(axis=0)
    turn = np.deg2rad(rng.normal() * 1.5 if neat else rng.uniform(-40, 40))
    spin = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    away, reach = rng.uniform(0, 2 * np.pi), max(size) * rng.uniform(0.03, 0.2 if neat else 0.5)
    if neat and rng.random() < 0.4:
        away = float(rng.integers(0, 4)) * np.pi / 2
    moved = (flat - middle) @ spin.T * rng.choice([1.0, 1.0, 1.0, 0.71, 1.2]) + middle
    moved = moved + reach * np.array([np.cos(away), np.sin(away)])
    matrix = cv2.getPerspectiveTransform(flat.astype(np.float32), corners.astype(np.float32))
    return np.asarray(cv2.perspectiveTransform(moved[None].astype(np.float32), matrix)[0], dtype=np.float64)
