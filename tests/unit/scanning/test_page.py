"""The page finder on seeded scenes: right corners, honest confidence, None where the frame is the page."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from scanning.finding.extend import extended
from scanning.finding.page import find_page
from scanning.finding.refine import refined
from scanning.scenes.camera import View, seen_corners
from scanning.scenes.scene import A4, scene
from scanning.scenes.scoring import overlap


def plain_sheet(corners: np.ndarray, size: tuple[int, int] = (640, 480), *, desk: int = 60) -> np.ndarray:
    """A white quad on a flat dark table, its border drawn with a quarter of a pixel's care."""
    grain = 4
    big = np.full((size[1] * grain, size[0] * grain, 3), desk, np.uint8)
    cv2.fillConvexPoly(big, np.round((corners + 0.5) * grain - 0.5).astype(np.int32), (240, 240, 240))
    return cv2.resize(big, size, interpolation=cv2.INTER_AREA)


SHEET = np.array([[180.0, 60.0], [430.0, 75.0], [440.0, 420.0], [165.0, 410.0]])


def test_corners_are_found_to_a_fraction_of_a_pixel() -> None:
    quad = find_page(plain_sheet(SHEET))
    assert quad.corners is not None
    assert np.abs(quad.corners - SHEET).max() < 0.6
    assert quad.confident


def test_corners_run_clockwise_from_the_top_left() -> None:
    quad = find_page(plain_sheet(SHEET))
    assert quad.corners is not None
    across, down = quad.corners[1] - quad.corners[0], quad.corners[3] - quad.corners[0]
    assert across[0] * down[1] - across[1] * down[0] > 0
    assert quad.corners.sum(axis=1).argmin() == 0


def test_corners_scale_with_the_picture() -> None:
    large = cv2.resize(plain_sheet(SHEET), None, fx=3, fy=3, interpolation=cv2.INTER_LINEAR)
    quad = find_page(np.asarray(large, dtype=np.uint8))
    assert quad.corners is not None
    assert np.abs((quad.corners + 0.5) / 3 - 0.5 - SHEET).max() < 0.6


@pytest.mark.parametrize("turn", range(4))
def test_a_turned_picture_gives_turned_corners(turn: int) -> None:
    picture = scene("texture", 5, size=(960, 720))
    assert picture.corners is not None
    shot = np.ascontiguousarray(np.rot90(picture.bgr, turn))
    truth = picture.corners
    for _ in range(turn):  # counter-clockwise: (x, y) becomes (y, width - 1 - x)
        width = 960 if _ % 2 == 0 else 720
        truth = np.stack([truth[:, 1], width - 1 - truth[:, 0]], axis=1)
    assert overlap(find_page(shot).corners, truth) > 0.985


@pytest.mark.parametrize("shape", [(30, 400), (48, 48), (1, 1), (480, 640)])
def test_a_picture_without_anything_in_it_has_no_page(shape: tuple[int, int]) -> None:
    quad = find_page(np.full((*shape, 3), 128, np.uint8))
    assert quad.corners is None
    assert not quad.confident


def test_noise_alone_is_never_surely_a_page() -> None:
    rng = np.random.default_rng(3)
    for _ in range(4):
        noise = rng.integers(0, 255, size=(360, 480, 3), dtype=np.uint8)
        assert not find_page(noise).confident


@pytest.mark.parametrize("seed", range(4))
def test_a_scan_that_fills_the_frame_is_left_whole(seed: int) -> None:
    assert find_page(scene("scan", seed).bgr).corners is None


@pytest.mark.parametrize("missing", range(4))
def test_an_edge_beyond_the_frame_is_put_where_a_sheet_ends(missing: int) -> None:
    size = (1280, 960)
    whole = seen_corners(
        View(tilt=12, heading=40, turn=90.0 * missing, cover=0.4, focal=1.05), paper=A4, size=size
    )
    short = whole.copy()
    for far, near in ((3, 2), (0, 1)):  # the side from corner 1 to corner 2 is cut off a little early
        short[near] = whole[far] + 0.93 * (whole[near] - whole[far])
    completed = extended(short, 1, size=size)
    assert overlap(completed, whole) > 0.985 > overlap(short, whole)


def test_a_page_that_is_already_longer_than_paper_is_not_extended() -> None:
    long = np.array([[100.0, 100.0], [700.0, 100.0], [700.0, 300.0], [100.0, 300.0]])
    assert (extended(long, 1, size=(800, 600)) == long).all()


def test_a_fixed_side_stays_where_it_is_while_the_others_are_fitted() -> None:
    rough = SHEET + np.array([[0.0, 1.6], [0.0, 1.6], [0.0, -1.5], [0.0, -1.5]])
    fixed = np.array([False, False, True, False])
    fitted = refined(plain_sheet(SHEET), rough, reach=3.0, fixed=fixed)
    top, bottom = np.abs(fitted[:2] - SHEET[:2]).max(), np.abs(fitted[2:, 1] - rough[2:, 1]).max()
    assert top < 0.5
    assert bottom < 0.5


def test_refining_leaves_corners_alone_where_there_is_no_edge() -> None:
    flat = np.full((480, 640, 3), 90, np.uint8)
    assert refined(flat, SHEET, reach=3.0, fixed=np.zeros(4, bool)) == pytest.approx(SHEET)
