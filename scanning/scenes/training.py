"""Fits the judge of page candidates on training scenes, from seeds alone; run when features change.

The net learns to put the best quad of a scene before the scene's other quads, and to answer near 0 where no
quad is a page (a flatbed scan). Only the family `train` is used; `scoring` judges on the other one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scanning.finding.extend import extended
from scanning.finding.lines import KEPT, candidate_lines
from scanning.finding.page import BELIEVED_LINES, SEARCH_SIDE, looked_at, searched
from scanning.finding.quads import candidate_quads
from scanning.scenes.hard import HARDEST
from scanning.scenes.scene import Scene, scene
from scanning.scenes.scoring import overlap

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

TAUGHT = (
    *(*HARDEST, "sheets", "scan", "mixed", "beyond", "overlap"),
    *(*HARDEST, "sheets", "mixed", "shadows", "edge_out", "white"),
    *("scan", "easy", "bright", "card", "crossing"),
)
"""Hard classes twice, those with stacked sheets and lost edges more often, a few easy ones and scans."""
SIZES = ((640, 360), (1280, 720), (640, 480), (960, 720), (480, 640))


@dataclass(frozen=True, slots=True)
class Examples:
    """Features of candidate quads, how well each overlaps the true page, and which scene it is from."""

    features: NDArray[np.float32]
    overlaps: NDArray[np.float32]
    scenes: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Judge:
    """The weights of the net: features → hidden (tanh) → one number."""

    hidden: NDArray[np.float64]
    hidden_bias: NDArray[np.float64]
    out: NDArray[np.float64]
    out_bias: float


def examples(
    seeds: Sequence[int],
    *,
    net: bool,
    classes: Sequence[str] = TAUGHT,
) -> Examples:
    """Candidates of training scenes: the best supported, the best overlapping and some at random."""
    features, overlaps, numbers = [], [], []
    rng = np.random.default_rng(0)
    number = 0
    for seed in seeds:
        for copy, kind in enumerate(classes):
            made = scene(kind, seed + 10_000 * copy, size=SIZES[(seed + copy) % len(SIZES)], family="train")
            rows, good = candidates(made, net=net)
            keep = np.arange(len(good)) < 130
            keep[np.argsort(-good)[:60]] = True
            if len(good):
                keep[rng.integers(0, len(good), 40)] = True
            features.append(rows[keep])
            overlaps.append(good[keep])
            numbers.append(np.full(int(keep.sum()), number))
            number += 1
    return Examples(np.concatenate(features), np.concatenate(overlaps), np.concatenate(numbers))


def candidates(made: Scene, *, net: bool) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Features of a scene's candidate quads, and how well each overlaps the true page."""
    scale = SEARCH_SIDE / max(made.bgr.shape[:2])
    small = searched(made.bgr)
    field = looked_at(small, net=net)
    lines = candidate_lines(small, field, limit=BELIEVED_LINES if net else KEPT)
    quads = candidate_quads(field, lines)
    good = np.zeros(len(quads.corners), dtype=np.float32)
    if made.corners is not None:
        truth = (made.corners + 0.5) * scale - 0.5
        for index, (corners, sides) in enumerate(zip(quads.corners, quads.lines, strict=True)):
            outside = np.flatnonzero(sides >= len(lines))
            plain = corners.astype(np.float64)
            quad = extended(plain, int(outside[0]), size=field.size) if len(outside) else plain
            good[index] = overlap(quad, truth)
    return quads.features, good


def fit(data: Examples, *, units: int = 20, rounds: int = 36, seed: int = 1) -> Judge:
    """Adam on the cross-entropy of softened targets: an overlap of 0.97 is a whole page, 0.83 is none."""
    rng = np.random.default_rng(seed)
    width = data.features.shape[1]
    weights = [
        rng.normal(size=(units, width)) / np.sqrt(width),
        np.zeros(units),
        rng.normal(size=units) * 0.3,
    ]
    weights.append(np.zeros(1))
    target = ((data.overlaps.astype(np.float64) - 0.83) / 0.14).clip(0, 1) ** 1.5
    _, first, counts = np.unique(data.scenes, return_index=True, return_counts=True)
    share = (1 + 6 * target) / np.repeat(counts, counts)
    rows_of = [np.arange(start, start + count) for start, count in zip(first, counts, strict=True)]
    moments = [[np.zeros_like(part) for part in weights] for _ in range(2)]
    step = 0
    for turn in range(rounds):
        rate = 0.01 * 0.5 * (1 + np.cos(np.pi * turn / rounds)) + 1e-5
        for batch in np.array_split(rng.permutation(len(rows_of)), max(1, len(rows_of) // 30)):
            rows = np.concatenate([rows_of[index] for index in batch])
            step += 1
            slopes = _slopes(weights, data.features[rows], target[rows], share[rows] / len(batch))
            _descend(weights, slopes, moments, step=step, rate=rate)
    return Judge(weights[0], weights[1], weights[2], float(weights[3][0]))


def _descend(
    weights: list[NDArray[np.float64]],
    slopes: list[NDArray[np.float64]],
    moments: list[list[NDArray[np.float64]]],
    *,
    step: int,
    rate: float,
) -> None:
    """One step of Adam, in place, with a little decay."""
    for index, slope in enumerate(slopes):
        decayed = slope + 2e-5 * weights[index]
        moments[0][index] += 0.1 * (decayed - moments[0][index])
        moments[1][index] += 0.001 * (decayed**2 - moments[1][index])
        mean, spread = moments[0][index] / (1 - 0.9**step), moments[1][index] / (1 - 0.999**step)
        weights[index] -= rate * mean / (np.sqrt(spread) + 1e-8)


def _slopes(
    weights: list[NDArray[np.float64]],
    features: NDArray[np.float32],
    target: NDArray[np.float64],
    share: NDArray[np.float64],
) -> list[NDArray[np.float64]]:
    hidden = np.tanh(features @ weights[0].T + weights[1])
    chance = 1 / (1 + np.exp(-(hidden @ weights[2] + weights[3][0]).clip(-30, 30)))
    error = (chance - target) * share
    back = error[:, None] * weights[2] * (1 - hidden**2)
    return [back.T @ features, back.sum(axis=0), hidden.T @ error, np.array([error.sum()])]


def write_weights(judge: Judge, path: Path) -> None:
    """Save the judge as the module `scanning.finding.weights`."""
    rows = ",\n".join("    (" + ", ".join(f"{value:.4g}" for value in row) + ")" for row in judge.hidden)
    lines = [
        '"""Numbers of the page judge, fitted by `scanning.scenes.training`; not written by hand."""',
        "",
        "# fmt: off",
        "# ruff: noqa: E501",
        f"HIDDEN = (\n{rows},\n)",
        f"HIDDEN_BIAS = ({', '.join(f'{value:.4g}' for value in judge.hidden_bias)})",
        f"OUT = ({', '.join(f'{value:.4g}' for value in judge.out)})",
        f"OUT_BIAS = {judge.out_bias:.4g}",
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
