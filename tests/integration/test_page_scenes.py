"""The finder on the judging family, which it was never tuned on: what the product may count on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import pytest

from scanning.scenes.hard import FRAMED, HARDEST
from scanning.scenes.scene import EASY_CLASSES
from scanning.scenes.scoring import score_finder
from scanning.scenes.yardsticks import edges_recipe

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


@pytest.fixture(scope="module")
def counter() -> ScoreReport:
    """What a counter's camera really meets: every hard class and mixtures."""
    cv2.setNumThreads(1)
    return score_finder(2, UNSEEN, classes=HARDEST)


def test_counter_scenes_are_found_and_never_surely_wrong(counter: ScoreReport) -> None:
    assert counter.total.mean >= 0.85
    assert counter.total.over_90 >= 0.7
    assert counter.total.wrong_sure <= 0.05


def test_counter_scenes_defeat_the_recipe_everybody_knows(counter: ScoreReport) -> None:
    recipe = score_finder(1, UNSEEN, classes=HARDEST, finder=edges_recipe)
    assert recipe.total.mean < 0.4 < counter.total.mean


def test_the_frame_printed_on_a_certificate_is_seldom_taken_for_its_rim() -> None:
    cv2.setNumThreads(1)
    certificates = score_finder(10, UNSEEN, None, classes=[FRAMED]).total
    assert certificates.mean >= 0.9
    assert certificates.over_90 >= 0.8
    assert certificates.wrong_sure == 0.0


@pytest.mark.long
def test_a_large_sample_of_counter_scenes_is_found_and_hardly_ever_surely_wrong() -> None:
    cv2.setNumThreads(1)
    report = score_finder(12, UNSEEN + 1000, None, classes=HARDEST)
    assert report.total.mean >= 0.88
    assert report.total.over_90 >= 0.75
    assert report.total.wrong_sure <= 0.02
    every = score_finder(12, UNSEEN + 1000, classes=EASY_CLASSES)
    assert every.total.mean >= 0.99
