"""The corner net beside the finder: where its canvas lies, what its maps say, and life without it."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from scanning.finding import net, second_look
from scanning.finding.believing import BELIEVED
from scanning.finding.field import edge_field
from scanning.finding.net import Belief, believed, believed_quads
from scanning.finding.opened import opened
from scanning.finding.page import find_page, looked_at, searched
from scanning.finding.quads import FEATURES, candidate_quads
from scanning.finding.view import CANVAS, canvas_of
from scanning.scenes.scene import scene
from scanning.scenes.scoring import overlap

if TYPE_CHECKING:
    from collections.abc import Iterator

SHEET = np.array([[180.0, 60.0], [400.0, 60.0], [400.0, 240.0], [180.0, 240.0]])


def drawn(corners: np.ndarray, size: tuple[int, int] = (480, 300)) -> np.ndarray:
    picture = np.full((size[1], size[0], 3), 70, np.uint8)
    cv2.fillConvexPoly(picture, corners.astype(np.int32), (235, 240, 240))
    return picture


def certain(small: np.ndarray, corners: np.ndarray) -> Belief:
    """What a perfect net would say of the sheet."""
    canvas = canvas_of(small, edge_field(small))
    cells = (canvas.to_canvas(corners) + 0.5) / 2 - 0.5
    maps = np.zeros((3, CANVAS[1] // 2, CANVAS[0] // 2), np.float32)
    shape = np.round(cells).astype(np.int32)
    cv2.fillConvexPoly(maps[0], shape, 1.0)
    cv2.polylines(maps[1], [shape], isClosed=True, color=1.0)
    for column, row in shape:
        maps[2, row, column] = 1.0
    return Belief(maps, canvas)


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A folder where the model is looked for, and the opened one forgotten."""
    monkeypatch.setattr(net, "MODEL", tmp_path / "corner.onnx")
    monkeypatch.setattr(second_look, "SECOND", tmp_path / "second.onnx")
    opened.cache_clear()
    yield tmp_path / "corner.onnx"
    opened.cache_clear()


@pytest.mark.parametrize("size", [(480, 270), (270, 480), (480, 360), (361, 480)])
def test_points_come_back_from_the_canvas_unmoved(size: tuple[int, int]) -> None:
    small = np.full((size[1], size[0], 3), 120, np.uint8)
    canvas = canvas_of(small, edge_field(small))
    points = np.array([[0.0, 0.0], [size[0] - 1.0, 0.0], [100.5, 77.25], [-30.0, size[1] + 20.0]])
    assert canvas.to_search(canvas.to_canvas(points)) == pytest.approx(points)
    left, top, wide, high = canvas.box
    assert (canvas.to_canvas(points[:2]) >= np.array([left, top]) - 0.5).all()
    assert (canvas.to_canvas(points[:2]) <= np.array([left + wide, top + high])).all()


def test_corners_some_way_beyond_the_frame_have_a_place_on_the_canvas() -> None:
    small = np.full((270, 480, 3), 120, np.uint8)
    spot = canvas_of(small, edge_field(small)).to_canvas(np.array([[-50.0, 100.0], [530.0, 320.0]]))
    assert (spot > 0).all()
    assert (spot < np.array(CANVAS)).all()


def test_a_perfect_belief_draws_its_quad() -> None:
    small = drawn(SHEET)
    quads = believed_quads(certain(small, SHEET))
    assert overlap(quads[0].astype(np.float64), SHEET) > 0.95


def test_a_belief_without_a_sheet_draws_nothing() -> None:
    small = drawn(SHEET)
    belief = certain(small, SHEET)
    assert believed_quads(Belief(np.zeros_like(belief.maps), belief.canvas)).shape == (0, 4, 2)


@pytest.mark.parametrize("swapped", [False, True])
def test_the_believed_overlap_of_the_true_quad_is_nearly_whole(*, swapped: bool) -> None:
    from dataclasses import replace

    sheet = SHEET[:, ::-1] if swapped else SHEET
    small = drawn(sheet, (300, 480) if swapped else (480, 300))
    field = replace(edge_field(small), belief=certain(small, sheet))
    x, y = sheet.min(axis=0), sheet.max(axis=0)
    lines = np.array([[1, 0, x[0]], [1, 0, y[0]], [0, 1, x[1]], [0, 1, y[1]]], np.float32)
    quads = candidate_quads(field, lines)
    assert quads.features.shape[1] == FEATURES + BELIEVED
    scores = [overlap(corners.astype(np.float64), sheet) for corners in quads.corners]
    best = int(np.argmax(scores))
    assert scores[best] > 0.99
    assert quads.features[best, FEATURES + 12] > 0.92  # cells are four pixels wide
    assert quads.features[:, FEATURES + 12].argmax() == best


def test_the_same_picture_gives_the_same_corners_every_time() -> None:
    picture = scene("shadows", 3, size=(640, 480)).bgr
    one, other = find_page(picture), find_page(picture)
    assert one.score == other.score
    assert one.corners is not None
    assert (one.corners == other.corners).all()


def test_a_believed_sheet_is_found_where_no_edge_can_be_seen() -> None:
    lost = [scene("white_on_white", seed, size=(1280, 720)) for seed in (3, 4, 5)]
    own = np.mean(
        [overlap(find_page(one.bgr).corners, one.corners) for one in lost if one.corners is not None]
    )
    edges = np.mean(
        [
            overlap(find_page(one.bgr, net=False).corners, one.corners)
            for one in lost
            if one.corners is not None
        ]
    )
    assert own > edges


@pytest.mark.parametrize("noise", [0, 1, 6])
def test_a_blank_sheet_is_believed_with_and_without_noise(noise: int) -> None:
    wide = np.random.default_rng(3).normal(size=(300, 480, 3)) * noise
    picture = (drawn(SHEET) + wide).clip(0, 255).astype(np.uint8)
    belief = looked_at(searched(picture), net=True).belief
    assert belief is not None
    assert belief.area == pytest.approx(220 * 180, rel=0.15)


def test_both_nets_are_small_and_can_be_opened() -> None:
    assert net.usable()
    assert second_look.usable()
    assert net.MODEL.stat().st_size + second_look.SECOND.stat().st_size <= 1_000_000


def test_without_its_model_the_finder_goes_by_edges_and_says_so(
    no_model: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        found = find_page(drawn(SHEET))
    assert found.corners is not None
    assert overlap(found.corners, SHEET) > 0.97
    assert "corner net not used" in caplog.text
    assert not no_model.exists()


def test_a_damaged_model_leaves_the_finder_working(no_model: Path) -> None:
    no_model.write_bytes(b"not a model")
    small = searched(drawn(SHEET))
    assert believed(small, edge_field(small)) is None
    assert looked_at(small, net=True).belief is None
    assert find_page(drawn(SHEET)).corners is not None
