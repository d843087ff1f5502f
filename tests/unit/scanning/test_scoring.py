"""SmartDoc scoring: overlaps known by hand, and a report that counts what it says."""

from __future__ import annotations

import numpy as np
import pytest

from scanning.finding.page import PageQuad
from scanning.scenes.scene import scene
from scanning.scenes.scoring import overlap, score_finder
from scanning.scenes.yardsticks import edges_recipe, threshold_recipe

SQUARE = np.array([[0.0, 0.0], [100.0, 0.0], [100.0, 100.0], [0.0, 100.0]])
SIZE = (320, 240)


def test_the_same_quad_overlaps_wholly_in_any_order() -> None:
    assert overlap(SQUARE, SQUARE) == pytest.approx(1.0, abs=1e-5)
    assert overlap(SQUARE[::-1], SQUARE) == pytest.approx(1.0, abs=1e-5)
    assert overlap(np.roll(SQUARE, 2, axis=0), SQUARE) == pytest.approx(1.0, abs=1e-5)


def test_half_a_page_scores_a_half_and_a_shifted_one_a_third() -> None:
    assert overlap(SQUARE * np.array([0.5, 1]), SQUARE) == pytest.approx(0.5, abs=1e-4)
    assert overlap(SQUARE + np.array([50.0, 0.0]), SQUARE) == pytest.approx(1 / 3, abs=1e-4)


def test_overlap_is_measured_on_the_page_not_in_the_picture() -> None:
    truth = np.array([[40.0, 0.0], [60.0, 0.0], [100.0, 100.0], [0.0, 100.0]])  # far edge looks short
    depth = 0.2 / 1.2  # the image row that lies at half the page's height, by similar triangles
    row = 100 * depth
    near = 40 - 40 * row / 100, 60 + 40 * row / 100
    upper = np.array([[40.0, 0.0], [60.0, 0.0], [near[1], row], [near[0], row]])
    assert overlap(upper, truth) == pytest.approx(0.5, abs=0.01)


def test_nothing_found_a_bow_tie_and_a_far_quad_score_nothing() -> None:
    assert overlap(None, SQUARE) == 0.0
    assert overlap(SQUARE[[0, 2, 1, 3]], SQUARE) == 0.0
    assert overlap(SQUARE + 500, SQUARE) == 0.0


def test_a_finder_that_knows_the_truth_scores_full_and_a_blind_one_nothing() -> None:
    truths = iter([scene("easy", seed, size=SIZE).corners for seed in (5, 6)])

    def knowing(_: np.ndarray) -> PageQuad:
        return PageQuad(next(truths), 1.0, confident=True)

    def blind(_: np.ndarray) -> PageQuad:
        return PageQuad(None, 0.0, confident=False)

    full = score_finder(2, 5, SIZE, classes=["easy"], finder=knowing)
    assert full.total.mean == pytest.approx(1.0, abs=1e-4)
    assert (full.total.over_90, full.total.sure, full.total.wrong_sure) == (1.0, 1.0, 0.0)
    none = score_finder(2, 5, SIZE, classes=["easy"], finder=blind)
    assert (none.total.mean, none.total.over_90) == (0.0, 0.0)


def test_a_sure_finder_that_is_wrong_is_counted_as_such() -> None:
    def wrong(_: np.ndarray) -> PageQuad:
        return PageQuad(SQUARE / 50, 1.0, confident=True)

    assert score_finder(2, 1, SIZE, classes=["easy"], finder=wrong).total.wrong_sure == 1.0
    assert score_finder(1, 1, classes=["scan"], finder=wrong).total.mean == 0.0


def test_the_table_names_every_class_and_the_total() -> None:
    report = score_finder(1, 1, SIZE, classes=["easy", "small"])
    rows = report.table().splitlines()
    assert [row.split()[0] for row in rows] == ["class", "easy", "small", "all"]
    assert [row.n for row in report.classes] == [1, 1]
    assert report.total.n == 2


def test_the_recipes_everybody_knows_find_an_easy_page_and_fail_on_the_hard_ones() -> None:
    easy = score_finder(1, 4, classes=["easy"], finder=threshold_recipe)
    assert easy.total.mean > 0.8
    hard = ["white_on_white", "hands", "shadows", "beyond"]
    assert score_finder(1, 3, classes=hard, finder=edges_recipe).total.mean < 0.4
    assert score_finder(1, 3, classes=hard, finder=threshold_recipe).total.over_90 < 0.6


def test_the_recipes_answer_a_picture_without_a_page() -> None:
    black = np.zeros((60, 80, 3), np.uint8)
    assert edges_recipe(black).corners is None
    assert threshold_recipe(black).corners is None
