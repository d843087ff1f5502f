"""Measurements of the page finder on hard scenes, with the recipes everybody knows beside it."""

from __future__ import annotations

import time
from functools import cache, partial
from typing import TYPE_CHECKING

from desk.trial.bench import Bench

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from scanning.finding.page import PageQuad
    from scanning.scenes.scoring import ClassScore

FIND_TARGET, LOST_TARGET, POOR_TARGET, WRONG_TARGET = 60, 7, 12, 10
_FINDER_SEED, _FINDER_SCENES = 7000, 6
_FRAMED_SEED, _FRAMED_SCENES = 87000, 30
"""Certificates with an ornamental frame, in seeds of their own."""
_PHONE, _PHONED = (3000, 4000), ("white_on_white", "hands", "sheets", "shadows", "folds")


def page_finder(scratch: Path) -> Sequence[float]:
    """Finding the page in preview frames of hard scenes never tuned on, OpenCV on one core as in a worker."""
    from scanning.finding.page import find_page, on_one_core
    from scanning.scenes.hard import HARDEST
    from scanning.scenes.scene import scene

    del scratch
    frames = [scene(kind, _FINDER_SEED).bgr for kind in HARDEST]
    find_page(frames[0])  # opens the model
    values = []
    with on_one_core():
        for _ in range(3):
            for frame in frames:
                started = time.perf_counter()
                find_page(frame)
                values.append((time.perf_counter() - started) * 1000)
    return values


def finder_score(scratch: Path, *, finder: str, share: str) -> Sequence[float]:
    """A finder on a seeded sample of every hard class of the judging family: what it loses."""
    del scratch
    total = _finder_totals(finder)
    return [
        {
            "lost": 100 * (1 - total.mean),
            "poor": 100 * (1 - total.over_90),
            "wrong": 1000 * total.wrong_sure,
        }[share]
    ]


def phone_score(scratch: Path) -> Sequence[float]:
    """The own finder on photographs as a phone takes them, one of each kind: what it loses."""
    from scanning.scenes.scoring import score_finder

    del scratch
    return [100 * (1 - score_finder(1, _FINDER_SEED, _PHONE, classes=_PHONED).total.mean)]


def framed_score(scratch: Path, *, share: str) -> Sequence[float]:
    """The own finder on certificates with an ornamental frame near the rim: what it loses."""
    del scratch
    total = _framed_totals()
    return [100 * (1 - (total.mean if share == "lost" else total.over_90))]


@cache
def _framed_totals() -> ClassScore:
    from scanning.scenes.hard import FRAMED
    from scanning.scenes.scoring import score_finder

    return score_finder(_FRAMED_SCENES, _FRAMED_SEED, None, classes=(FRAMED,)).total


@cache
def _finder_totals(finder: str) -> ClassScore:
    from scanning.finding.page import find_page
    from scanning.scenes.hard import HARDEST
    from scanning.scenes.scoring import score_finder
    from scanning.scenes.yardsticks import edges_recipe, threshold_recipe

    finders: dict[str, Callable[[NDArray[np.uint8]], PageQuad]] = {
        "own": find_page,
        "edges_only": partial(find_page, net=False),
        "canny_recipe": edges_recipe,
        "otsu_recipe": threshold_recipe,
    }
    report = score_finder(_FINDER_SCENES, _FINDER_SEED, None, classes=HARDEST, finder=finders[finder])
    return report.total


FINDER = (
    Bench("page_finder", FIND_TARGET, page_finder),
    Bench("page_finder_lost", LOST_TARGET, partial(finder_score, finder="own", share="lost"), unit="%"),
    Bench("page_finder_poor", POOR_TARGET, partial(finder_score, finder="own", share="poor"), unit="%"),
    Bench("page_finder_wrong", WRONG_TARGET, partial(finder_score, finder="own", share="wrong"), unit="‰"),
    *(
        Bench(f"page_finder_framed_{share}", target, partial(framed_score, share=share), unit="%")
        for share, target in (("lost", LOST_TARGET), ("poor", POOR_TARGET))
    ),
    Bench("page_finder_phone_lost", LOST_TARGET, phone_score, unit="%"),
    *(
        Bench(f"page_finder_{other}", 100, partial(finder_score, finder=other, share="lost"), unit="%")
        for other in ("edges_only", "canny_recipe", "otsu_recipe")
    ),
)
