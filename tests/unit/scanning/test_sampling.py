"""Planes read at many points, and the bands painted on training pictures."""

from __future__ import annotations

import numpy as np

from scanning.finding.figures import areas, ordered
from scanning.finding.sampling import nearest
from scanning.scenes.bands import band_beside, banded, painted
from scanning.scenes.frames_on import evenly_off, frame_printed

SHEET = np.array([[40.0, 30.0], [160.0, 30.0], [160.0, 130.0], [40.0, 130.0]])


def test_a_plane_is_read_in_the_nearest_pixel_and_is_nothing_beyond_its_border() -> None:
    plane = np.arange(12, dtype=np.float32).reshape(3, 4)
    x = np.array([0.0, 1.4, 2.6, 3.4, -0.6, 3.6, 1.0, 1.0], np.float32)
    y = np.array([0.0, 0.6, 1.4, 2.4, 0.0, 0.0, -0.6, 2.6], np.float32)
    assert nearest(plane, x, y).tolist() == [0, 5, 7, 11, 0, 0, 0, 0]


def test_more_points_than_opencv_takes_in_a_row_are_read_in_their_own_shape() -> None:
    plane = np.stack([np.full((5, 5), value, np.float32) for value in (1, 2, 3)], axis=2)
    places = np.full((50, 900), 2.0, np.float32)
    read = nearest(plane, places, places)
    assert read.shape == (50, 900, 3)
    assert read.reshape(-1, 3).min(axis=0).tolist() == [1, 2, 3]


def test_no_points_are_no_trouble() -> None:
    none = np.zeros((0, 7), np.float32)
    assert nearest(np.ones((4, 4, 3), np.float32), none, none).shape == (0, 7, 3)


def test_sides_are_ordered_as_a_sort_orders_them_and_areas_are_those_of_the_figures() -> None:
    values = np.random.default_rng(5).random((200, 4)).astype(np.float32)
    assert np.array_equal(np.array(ordered(values)), np.sort(values, axis=1).T)
    assert areas(SHEET[None].astype(np.float32)).tolist() == [12_000.0]
    assert areas(SHEET[None, ::-1].astype(np.float32)).tolist() == [12_000.0]


def test_a_band_colours_a_part_of_the_page_and_nothing_beside_it() -> None:
    planes = np.full((160, 200, 4), 200, np.uint8)
    banded(planes, SHEET, np.random.default_rng(3))
    changed = (planes[:, :, :3] != 200).any(axis=2)
    page = np.zeros_like(changed)
    page[29:132, 39:162] = True
    assert 0.02 * page.sum() < changed.sum() < 0.45 * page.sum()
    assert not (changed & ~page).any()


def test_the_part_a_quad_leaves_out_is_the_strip_between_it_and_the_page() -> None:
    shift = np.array([[0.0, -0.2], [0.0, -0.2], [0.0, 0.0], [0.0, 0.0]], np.float32)
    strip = band_beside(shift, np.random.default_rng(1))
    assert strip is not None
    wanted = np.array([[0, -0.2], [1, -0.2], [1, 0], [0, 0]])
    assert np.abs(strip - wanted).max() < 0.03
    assert band_beside(np.zeros((4, 2), np.float32), np.random.default_rng(1)) is None


def test_a_strip_that_cannot_be_drawn_is_left_out() -> None:
    planes = np.full((20, 20, 4), 200, np.uint8)
    painted(planes, np.full((4, 2), np.inf), np.random.default_rng(1))
    assert (planes == 200).all()


def test_a_frame_printed_on_a_crop_lies_inside_the_page_and_all_around_it() -> None:
    for seed in range(8):
        planes = np.full((112, 80, 4), 200, np.uint8)
        frame_printed(planes, np.zeros((4, 2), np.float32), np.random.default_rng(seed))
        changed = (planes != 200).any(axis=2)
        rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
        assert 16 <= rows[0] < 38
        assert 74 < rows[-1] <= 95
        assert 11 <= columns[0] < 28
        assert 52 < columns[-1] <= 68


def test_a_quad_beside_the_rim_lies_evenly_inside_or_outside() -> None:
    for seed in range(20):
        off = evenly_off(np.random.default_rng(seed))
        out = off * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
        assert (out > -0.14).all()
        assert (out < 0.09).all()
        assert np.sign(out.mean(axis=0)).tolist() in ([1, 1], [-1, -1])
