"""The finder on the judging family, which it was never tuned on: what the product may count on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import pytest

from scanning.scenes.scene import EASY_CLASSES
from scanning.scenes.scoring import score_finder

if TYPE_CHECKING:
    from scanning.scenes.scoring import ScoreReport

UNSEEN = 5000
"""Scene numbers far from those anyone looked at while building."""


@pytest.fixture(scope="module")
def easy() -> ScoreReport:
    cv2.setNumThreads(1)
    return score_finder(5, UNSEEN, classes=EASY_CLASSES)


@pytest.fixture(scope="module")
def hard() -> ScoreReport:
    cv2.setNumThreads(1)
    classes = (
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
    return score_finder(4, UNSEEN, classes=classes)


def test_everyday_scenes_overlap_by_ninety_nine_hundredths(easy: ScoreReport) -> None:
    assert easy.total.mean >= 0.99
    assert easy.total.over_90 == 1.0


def test_hard_scenes_overlap_by_nine_tenths_on_average(hard: ScoreReport) -> None:
    assert hard.total.mean >= 0.9


def test_hardly_any_answer_is_wrong_and_sure(easy: ScoreReport, hard: ScoreReport) -> None:
    assert easy.total.wrong_sure == 0.0
    assert hard.total.wrong_sure <= 0.05


def test_scans_that_fill_the_frame_are_left_whole() -> None:
    assert score_finder(6, UNSEEN, classes=["scan"]).total.mean >= 0.8
