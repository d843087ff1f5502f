"""Measures a page finder the SmartDoc way: quads mapped flat by the truth, then overlap; none is 0."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.finding.page import find_page
from scanning.scenes.scene import CLASSES, scene

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from scanning.finding.page import PageQuad


@dataclass(frozen=True, slots=True)
class ClassScore:
    """One row of the report; `over_90`, `over_98` and `sure` are shares, `wrong_sure` confident below 0.9."""

    kind: str
    n: int
    mean: float
    over_90: float
    over_98: float
    wrong_sure: float
    sure: float
    ms: float


@dataclass(frozen=True, slots=True)
class ScoreReport:
    """Every class by itself, and all scenes together."""

    classes: tuple[ClassScore, ...]
    total: ClassScore

    def table(self) -> str:
        """The report as aligned text, one class a line."""
        head = (
            f"{'class':14} {'n':>4} {'mean':>7} {'>0.90':>6} {'>0.98':>6} {'sure':>6} {'wrong':>6} {'ms':>6}"
        )
        rows = [
            f"{row.kind:14} {row.n:4d} {row.mean:7.4f} {row.over_90:6.1%} {row.over_98:6.1%}"
            f" {row.sure:6.1%} {row.wrong_sure:6.1%} {row.ms:6.1f}"
            for row in (*self.classes, self.total)
        ]
        return "\n".join([head, *rows])


def overlap(found: NDArray[np.float64] | None, truth: NDArray[np.float64]) -> float:
    """Intersection over union of the two quads in the plane of the true page, 0 where nothing was found.

    The order in which corners are named does not count.
    """
    if found is None:
        return 0.0
    square = np.array([[0, 0], [1000, 0], [1000, 1414], [0, 1414]], dtype=np.float32)
    flat = cv2.getPerspectiveTransform(np.asarray(truth, dtype=np.float32), square)
    mapped = cv2.perspectiveTransform(np.asarray(found, dtype=np.float32).reshape(1, 4, 2), flat).reshape(
        4, 2
    )
    if not np.isfinite(mapped).all() or not cv2.isContourConvex(mapped.astype(np.float32)):
        return 0.0
    shared, _ = cv2.intersectConvexConvex(mapped.astype(np.float32), square)
    union = cv2.contourArea(mapped.astype(np.float32)) + cv2.contourArea(square) - shared
    return float(shared / union) if union > 0 else 0.0


def score_finder(
    n: int,
    seed: int = 0,
    size: tuple[int, int] | None = (1280, 720),
    *,
    classes: Sequence[str] = CLASSES,
    family: str = "judge",
    finder: Callable[[NDArray[np.uint8]], PageQuad] = find_page,
) -> ScoreReport:
    """Try the finder on `n` scenes of every class, from `seed` on; times are medians of the finder alone.

    Without a size the scenes have the sizes that cameras give.
    """
    rows = []
    every: list[tuple[float, bool, float]] = []
    for kind in classes:
        tried = [_try(finder, kind, seed + number, size=size, family=family) for number in range(n)]
        every += tried
        rows.append(_summed(kind, tried))
    return ScoreReport(tuple(rows), _summed("all", every))


def _try(
    finder: Callable[[NDArray[np.uint8]], PageQuad],
    kind: str,
    seed: int,
    *,
    size: tuple[int, int] | None,
    family: str,
) -> tuple[float, bool, float]:
    made = scene(kind, seed, size=size, family=family)
    start = time.perf_counter()
    quad = finder(made.bgr)
    spent = (time.perf_counter() - start) * 1000
    if made.corners is None:
        return (1.0 if quad.corners is None else 0.0), quad.confident and quad.corners is not None, spent
    return overlap(quad.corners, made.corners), quad.confident, spent


def _summed(kind: str, tried: Sequence[tuple[float, bool, float]]) -> ClassScore:
    scores = np.array([row[0] for row in tried])
    sure = np.array([row[1] for row in tried])
    return ClassScore(
        kind=kind,
        n=len(tried),
        mean=float(scores.mean()),
        over_90=float((scores > 0.90).mean()),
        over_98=float((scores > 0.98).mean()),
        wrong_sure=float((sure & (scores <= 0.90)).mean()),
        sure=float(sure.mean()),
        ms=float(np.median([row[2] for row in tried])),
    )
