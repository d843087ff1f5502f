"""A flat page made readable: proportions, light, lines, sharpness, emptiness."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from scanning.scenes import cards
from scanning.scenes.backs import EMPTY, WRITTEN, back
from scanning.scenes.camera import View, seen_corners
from scanning.scenes.forms import form
from scanning.scenes.scene import A4
from scanning.steps.clean import is_blank, rectify, sharpness, skew, straighten, whiten
from scanning.steps.rectify import true_aspect

SIZE = (1600, 1200)


def a_form(seed: int = 1, *, dpi: int = 120, kind: str = "to_khai") -> np.ndarray:
    return form(kind, np.random.default_rng(seed), dpi=dpi).bgr


def turned(page: np.ndarray, degrees: float) -> np.ndarray:
    """The page turned counter-clockwise."""
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), degrees, 1.0)
    flat = cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    return np.asarray(flat, dtype=np.uint8)


@pytest.mark.parametrize("tilt", [0.0, 8.0, 20.0, 35.0])
@pytest.mark.parametrize(("paper", "name"), [(A4, "a"), (A4[::-1], "a"), (cards.CARD_MM, "card")])
def test_the_true_proportions_come_back_from_any_view(
    paper: tuple[float, float], name: str, tilt: float
) -> None:
    corners = seen_corners(View(tilt=tilt, heading=25, turn=6, cover=0.3), paper=paper, size=SIZE)
    flat = rectify(np.zeros((SIZE[1], SIZE[0], 3), np.uint8), corners)
    assert flat.paper == name
    assert flat.bgr.shape[1] / flat.bgr.shape[0] == pytest.approx(paper[0] / paper[1], rel=0.02)


def test_a_shape_of_no_known_paper_keeps_its_own_proportions() -> None:
    corners = seen_corners(View(tilt=15, heading=60, turn=3, cover=0.2), paper=(100.0, 100.0), size=SIZE)
    flat = rectify(np.zeros((SIZE[1], SIZE[0], 3), np.uint8), corners)
    assert flat.paper is None
    assert flat.bgr.shape[1] / flat.bgr.shape[0] == pytest.approx(1.0, abs=0.03)


def test_a_straight_view_gives_the_plain_side_ratio() -> None:
    corners = np.array([[100, 100], [500, 100], [500, 300], [100, 300]], dtype=np.float64)
    assert true_aspect(corners, width=800, height=600) == pytest.approx(2.0)


def test_no_pixels_are_invented_and_the_cap_holds() -> None:
    page = np.zeros((4200, 3000, 3), np.uint8)
    whole = np.array([[0, 0], [2999, 0], [2999, 4199], [0, 4199]], dtype=np.float64)
    assert rectify(page, whole, dpi_target=200).bgr.shape[0] == round(200 * 297 / 25.4)
    small = rectify(page[:1000, :707], np.array([[0, 0], [706, 0], [706, 999], [0, 999]], dtype=np.float64))
    assert small.bgr.shape[0] == pytest.approx(1000, abs=2)
    assert small.dpi == pytest.approx(1000 / (297 / 25.4), rel=0.01)


def test_the_first_corner_becomes_the_top_left() -> None:
    photo = np.zeros((400, 300, 3), np.uint8)
    photo[200:, 150:] = (0, 0, 255)
    corners = np.array([[299, 399], [0, 399], [0, 0], [299, 0]], dtype=np.float64)  # read upside down
    flat = rectify(photo, corners).bgr
    assert tuple(flat[20, 20]) == (0, 0, 255)
    assert tuple(flat[-20, -20]) == (0, 0, 0)


def test_rectifying_brings_back_the_page_that_was_photographed() -> None:
    page = a_form(4)
    corners = seen_corners(View(tilt=18, heading=70, turn=-5, cover=0.55), paper=A4, size=(2400, 1800))
    frame = np.array(
        [[0, 0], [page.shape[1], 0], [page.shape[1], page.shape[0]], [0, page.shape[0]]], np.float32
    )
    matrix = cv2.getPerspectiveTransform(frame - np.float32(0.5), corners.astype(np.float32))
    photo = np.asarray(cv2.warpPerspective(page, matrix, (2400, 1800), flags=cv2.INTER_CUBIC), dtype=np.uint8)
    flat = cv2.resize(rectify(photo, corners).bgr, page.shape[1::-1], interpolation=cv2.INTER_AREA)
    soft = [cv2.GaussianBlur(view, (0, 0), 2)[10:-10, 10:-10].ravel().astype(float) for view in (page, flat)]
    assert np.corrcoef(soft[0], soft[1])[0, 1] > 0.97


def test_whitening_evens_out_shade_and_tint() -> None:
    page = a_form().astype(np.float32) * np.array([0.8, 0.9, 0.95], np.float32)
    shaded = (page * np.linspace(0.5, 1, page.shape[1], dtype=np.float32)[None, :, None]).astype(np.uint8)
    white = whiten(shaded)
    paper = white[(a_form() == 255).all(axis=2)]
    assert np.median(paper) == 255
    assert np.quantile(paper, 0.02) > 240


def test_whitening_keeps_dark_ink_dark_and_a_red_stamp_red() -> None:
    page = a_form(kind="quyet_dinh")
    dimmed = (page * 0.7).astype(np.uint8)
    white = whiten(dimmed).astype(int)
    ink = page.max(axis=2) < 60
    assert np.median(white[ink]) < 90
    red = (page[:, :, 2].astype(int) - page[:, :, 0]) > 130
    assert red.sum() > 300
    assert np.median(white[red][:, 2] - white[red][:, 0]) > 100


@pytest.mark.parametrize("kind", ["pencil", "pale_stamp", "pale_print"])
def test_whitening_does_not_eat_what_is_faint(kind: str) -> None:
    before = back(kind, 3, dpi=110)
    after = whiten(before)
    assert not is_blank(before)
    assert not is_blank(after)


@pytest.mark.parametrize("degrees", [-11.3, -4.0, -0.7, -0.15, 0.0, 0.4, 2.6, 9.1])
@pytest.mark.parametrize("kind", ["to_khai", "thu"])
def test_skew_is_positive_counter_clockwise_to_a_tenth_of_a_degree(kind: str, degrees: float) -> None:
    page = turned(a_form(7, kind=kind), degrees)
    assert skew(page) == pytest.approx(degrees, abs=0.1)


def test_straightening_undoes_the_skew() -> None:
    page = turned(a_form(9), 3.2)
    assert abs(skew(straighten(page, skew(page)))) < 0.1


def test_skew_of_an_empty_page_is_none() -> None:
    assert skew(np.full((600, 400, 3), 240, np.uint8)) == 0.0


def test_straightening_by_nothing_changes_nothing() -> None:
    page = a_form(2)
    assert straighten(page, 0.0) is page


def test_sharpness_falls_with_every_blur_and_stays_between_nought_and_one() -> None:
    page = a_form(5, dpi=150)
    values = [sharpness(page)]
    values += [sharpness(np.asarray(cv2.GaussianBlur(page, (0, 0), sigma))) for sigma in (1, 2, 4, 8)]
    assert values == sorted(values, reverse=True)
    assert values[0] > 0.6
    assert values[-1] < 0.25
    assert all(0 <= value <= 1 for value in values)


def test_an_empty_page_has_no_sharpness() -> None:
    assert sharpness(np.full((300, 200, 3), 250, np.uint8)) == 0.0


@pytest.mark.parametrize("kind", EMPTY)
@pytest.mark.parametrize("seed", [1, 2])
def test_an_empty_back_is_blank(kind: str, seed: int) -> None:
    dpi = 100 + 8 * seed
    assert is_blank(back(kind, seed, dpi=dpi), dpi)


@pytest.mark.parametrize("seed", [7002, 7004])
def test_a_table_shining_through_beside_the_rules_is_no_writing(seed: int) -> None:
    assert is_blank(back("shine_on_rules", seed, dpi=100), 100)


def test_the_palest_stamp_is_kept_though_the_capture_is_coarse() -> None:
    assert not is_blank(back("pale_stamp", 7085, dpi=100), 100)


@pytest.mark.parametrize("kind", WRITTEN)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_back_with_anything_on_it_is_never_dropped(kind: str, seed: int) -> None:
    dpi = 100 + 8 * seed
    assert not is_blank(back(kind, seed, dpi=dpi), dpi)


def test_a_whole_form_is_not_blank() -> None:
    assert not is_blank(a_form())
