"""The second look: a quad laid flat on a crop, corners moved in its own plane, and life without the net."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from scanning.finding import second_look
from scanning.finding.field import edge_field
from scanning.finding.opened import opened
from scanning.finding.page import find_page
from scanning.finding.second_look import CROP, SHEET, Closer, moved, upright
from scanning.scenes.camera import View, seen_corners
from scanning.scenes.scene import A4, scene
from scanning.scenes.scoring import overlap

if TYPE_CHECKING:
    from pathlib import Path

SIZE = (480, 360)
TILTED = seen_corners(View(tilt=35, heading=70, turn=20, cover=0.25, focal=1.0), paper=A4, size=SIZE)


def picture() -> np.ndarray:
    """A white sheet, seen from aside on a dark table."""
    bgr = np.full((SIZE[1], SIZE[0], 3), 40, np.uint8)
    cv2.fillConvexPoly(bgr, np.round(TILTED).astype(np.int32), (240, 240, 240), cv2.LINE_AA)
    return bgr


def test_a_tilted_sheet_lies_flat_in_the_middle_of_the_crop() -> None:
    bgr = picture()
    crop = Closer.of(bgr, edge_field(bgr)).crop(upright(TILTED))
    assert crop.shape == (CROP[1], CROP[0], 4)
    white = crop[:, :, 0] > 140
    rows, columns = np.flatnonzero(white.any(axis=1)), np.flatnonzero(white.any(axis=0))
    left, top = (CROP[0] - SHEET[0]) / 2, (CROP[1] - SHEET[1]) / 2
    assert abs(columns[0] - left) <= 2
    assert abs(columns[-1] - (left + SHEET[0])) <= 2
    assert abs(rows[0] - top) <= 2
    assert abs(rows[-1] - (top + SHEET[1])) <= 2
    inner = white[rows[0] + 2 : rows[-1] - 1, columns[0] + 2 : columns[-1] - 1]
    assert inner.all()


def test_what_lies_beyond_the_frame_is_black_on_the_crop() -> None:
    bgr = np.full((SIZE[1], SIZE[0], 3), 200, np.uint8)
    beyond = np.array([[300.0, 100.0], [600.0, 100.0], [600.0, 520.0], [300.0, 520.0]])
    crop = Closer.of(bgr, edge_field(bgr)).crop(upright(beyond))
    assert crop[10, 10].max() > 0
    assert crop[-10, -10].max() == 0


@pytest.mark.parametrize("turn", range(4))
def test_a_quad_is_begun_at_the_same_side_however_it_is_given(turn: int) -> None:
    given = np.roll(TILTED, turn, axis=0)
    sides = np.linalg.norm(np.roll(upright(given), -1, axis=0) - upright(given), axis=1)
    assert sides[0] + sides[2] < sides[1] + sides[3]
    across, down = upright(given)[1] - upright(given)[0], upright(given)[3] - upright(given)[0]
    assert across[0] * down[1] - across[1] * down[0] > 0
    assert overlap(upright(given[::-1]), TILTED) == pytest.approx(1.0, abs=1e-6)


def test_corners_move_in_the_plane_of_the_sheet() -> None:
    assert moved(TILTED, np.zeros((4, 2), np.float32)) == pytest.approx(TILTED, abs=0.01)
    half = np.array([[0, 0], [-0.5, 0], [-0.5, 0], [0, 0]], np.float32)  # the right side to the middle
    diagonals = (
        np.cross(np.append(TILTED[0], 1) @ np.eye(3), np.append(TILTED[2], 1)),
        np.cross(np.append(TILTED[1], 1), np.append(TILTED[3], 1)),
    )
    meeting = np.cross(*diagonals)
    middle = meeting[:2] / meeting[2]
    right = moved(TILTED, half)[1:3]
    way = right[1] - right[0]
    away = abs(way[0] * (middle - right[0])[1] - way[1] * (middle - right[0])[0]) / np.linalg.norm(way)
    assert away < 0.01  # the middle of a sheet seen from aside is where its diagonals meet


def test_without_the_second_net_the_judge_decides(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made = scene("easy", 4, size=(640, 480))
    assert made.corners is not None
    monkeypatch.setattr(second_look, "SECOND", tmp_path / "second.onnx")
    opened.cache_clear()
    assert overlap(find_page(made.bgr).corners, made.corners) > 0.98


@pytest.mark.long
def test_a_large_phone_photograph_is_found_as_well_as_a_small_frame() -> None:
    made = scene("shadows", 12, size=(3000, 4000))
    assert made.corners is not None
    assert overlap(find_page(made.bgr).corners, made.corners) > 0.97
