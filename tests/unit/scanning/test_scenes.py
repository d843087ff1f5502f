"""The scene generator: seeded, true about its corners, fictional, and two families unlike each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
import zxingcpp

from scanning.scenes import cards, forms
from scanning.scenes.backs import EMPTY, WRITTEN, back
from scanning.scenes.camera import View, seen_corners
from scanning.scenes.desks import DESKS, desk
from scanning.scenes.framed import certificate
from scanning.scenes.hard import FRAMED, HARDEST, traits_of
from scanning.scenes.netdata import ROW, WILD_FROM, picture, sample
from scanning.scenes.photograph import fold, quad_mask
from scanning.scenes.ringed import ringed
from scanning.scenes.scene import A4, CLASSES, scene

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Paper = Callable[..., tuple[NDArray[np.uint8], tuple[float, float]]]

SIZE = (480, 360)


@pytest.mark.parametrize("kind", [*CLASSES, *HARDEST, FRAMED])
def test_every_class_of_scene_is_the_same_for_the_same_seed(kind: str) -> None:
    one, other = scene(kind, 1, size=SIZE), scene(kind, 1, size=SIZE)
    assert (one.bgr == other.bgr).all()
    assert one.corners is not None
    assert one.corners == pytest.approx(other.corners)
    assert one.bgr.shape == (SIZE[1], SIZE[0], 3)


def test_seeds_and_families_make_unlike_scenes() -> None:
    first = scene("easy", 1, size=SIZE)
    assert (first.bgr != scene("easy", 2, size=SIZE).bgr).mean() > 0.3
    assert (first.bgr != scene("easy", 1, size=SIZE, family="train").bgr).mean() > 0.3


def test_the_paper_lies_where_the_truth_says() -> None:
    made = scene("easy", 4, size=SIZE)
    assert made.corners is not None
    inside = quad_mask(made.corners, SIZE) > 0.99
    around = cv2.dilate(inside.astype(np.uint8), np.ones((25, 25), np.uint8)) == 0
    grey = cv2.cvtColor(made.bgr, cv2.COLOR_BGR2GRAY)
    assert np.median(grey[inside]) > np.median(grey[around]) + 40


def test_an_edge_really_lies_outside_in_that_class() -> None:
    for seed in range(4):
        made = scene("edge_out", seed, size=SIZE)
        assert made.corners is not None
        limit = np.array(SIZE) - 1
        assert ((made.corners < 0) | (made.corners > limit)).any()


@pytest.mark.parametrize("family", ["train", "judge"])
@pytest.mark.parametrize("kind", [*HARDEST, FRAMED])
def test_hard_scenes_keep_the_sheet_in_sight_in_both_families(kind: str, family: str) -> None:
    made = scene(kind, 2, size=SIZE, family=family)
    assert made.corners is not None
    beyond = np.maximum(-made.corners, made.corners - np.array(SIZE) + 1).max() / max(SIZE)
    assert beyond < 0.16
    assert cv2.isContourConvex(made.corners.astype(np.float32))


def test_one_edge_or_several_lie_beyond_the_frame() -> None:
    crossed = set()
    for seed in range(12):
        made = scene("beyond", seed, size=SIZE)
        assert made.corners is not None
        limit = np.array(SIZE) - 1
        borders = np.concatenate([(made.corners < 0).any(axis=0), (made.corners > limit).any(axis=0)])
        crossed.add(int(borders.sum()))
    assert {1, 2} <= crossed <= {1, 2, 3}


def test_a_white_sheet_hardly_differs_from_its_table() -> None:
    made = scene("white_on_white", 3, size=SIZE)
    assert made.corners is not None
    inside = quad_mask(made.corners, SIZE) > 0.99
    near = cv2.dilate(inside.astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
    light = cv2.cvtColor(made.bgr, cv2.COLOR_BGR2GRAY).astype(float)
    assert abs(np.median(light[inside]) - np.median(light[near & ~inside])) < 12


@pytest.mark.parametrize("paper", [certificate, ringed])
def test_a_framed_page_has_print_all_around_near_a_rim_of_plain_paper(paper: Paper) -> None:
    for seed in range(12):
        page, size = paper(np.random.default_rng(seed), dpi=60)
        assert page.shape[1] / page.shape[0] == pytest.approx(size[0] / size[1], rel=0.02)
        side = min(page.shape[:2])
        rim = np.ones(page.shape[:2], dtype=bool)
        rim[1:-1, 1:-1] = False
        assert np.ptp(page[rim].reshape(-1, 3), axis=0).max() == 0
        inner = np.abs(page.astype(int) - page[0, 0].astype(int)).max(axis=2) > 20
        rows, columns = np.flatnonzero(inner.any(axis=1)), np.flatnonzero(inner.any(axis=0))
        far = [rows[0], page.shape[0] - 1 - rows[-1], columns[0], page.shape[1] - 1 - columns[-1]]
        assert all(0.002 * side < one < 0.2 * side for one in far)


def test_a_mixed_scene_has_two_or_three_difficulties() -> None:
    counts = {len(traits_of("mixed", np.random.default_rng(seed))) for seed in range(20)}
    assert counts == {2, 3}


def test_a_scene_may_have_any_size_a_camera_gives() -> None:
    assert {scene("upside_down", seed, size=None, family="train").bgr.shape[:2] for seed in (1, 3)} == {
        (1080, 1920),
        (1280, 720),
    }


def test_a_scan_has_no_corners() -> None:
    assert scene("scan", 0).corners is None


@pytest.mark.parametrize("cover", [0.1, 0.4])
@pytest.mark.parametrize("tilt", [0.0, 30.0])
def test_the_camera_gives_the_wanted_share_of_the_frame(tilt: float, cover: float) -> None:
    corners = seen_corners(View(tilt=tilt, heading=20, turn=10, cover=cover), paper=A4, size=(1280, 720))
    area = cv2.contourArea(corners.astype(np.float32))
    assert area / (1280 * 720) == pytest.approx(cover, rel=0.03)


def test_a_straight_view_keeps_right_angles_and_proportions() -> None:
    corners = seen_corners(View(tilt=0, heading=0, turn=0, cover=0.3), paper=A4, size=(1280, 720))
    width, height = corners[1] - corners[0], corners[3] - corners[0]
    assert width @ height == pytest.approx(0, abs=1e-6)
    assert np.linalg.norm(height) / np.linalg.norm(width) == pytest.approx(297 / 210)


@pytest.mark.parametrize("name", DESKS)
@pytest.mark.parametrize("family", ["train", "judge"])
def test_every_desk_fills_the_frame_with_sane_levels(name: str, family: str) -> None:
    top = desk(name, np.random.default_rng(1), size=SIZE, family=family)
    assert top.shape == (SIZE[1], SIZE[0], 3)
    assert 0 <= top.min() <= top.max() <= 255


@pytest.mark.parametrize("kind", forms.KINDS)
def test_a_form_is_a4_marked_as_a_sample_and_fictional(kind: str) -> None:
    sheet = forms.form(kind, np.random.default_rng(2), dpi=100)
    assert sheet.bgr.shape == (1169, 827, 3)
    text = "\n".join(sheet.lines)
    assert "MẪU" in text
    assert any(person in text for person in forms.PEOPLE)


def test_the_qr_of_a_card_gives_its_payload_back() -> None:
    for seed in range(3):
        made = cards.card(np.random.default_rng(seed))
        read = zxingcpp.read_barcodes(made.bgr)
        assert [code.text for code in read] == [made.payload]


def test_a_payload_agrees_with_itself_and_is_marked_as_made_up() -> None:
    for seed in range(20):
        number, old, name, born, sex, address, issued = cards.payload(np.random.default_rng(seed)).split("|")
        assert len(number) == 12
        assert number[4:6] == born[6:8]
        assert (number[3] == "1") == (sex == "Nữ") == ("Thị" in name)
        assert (old, number[6:9], issued) == ("", "000", "01052021")
        assert "Phường Mẫu" in address


def test_a_fold_darkens_along_a_line() -> None:
    folded = fold(np.full((300, 200, 3), 250, np.uint8), np.random.default_rng(1))
    assert folded.min() < 235
    assert np.unique(folded[:, :, 0]).size >= 3


@pytest.mark.parametrize("kind", [*EMPTY, *WRITTEN])
def test_every_back_is_a_seeded_a4(kind: str) -> None:
    page = back(kind, 1, dpi=60)
    assert page.shape == (701, 496, 3)
    assert (page == back(kind, 1, dpi=60)).all()


def test_training_pictures_are_the_same_for_the_same_number_and_keep_the_sheet_near() -> None:
    for number in (7, WILD_FROM + 3, WILD_FROM + 4):
        one, other = picture(number), picture(number)
        assert (one[0] == other[0]).all()
        if one[1] is not None:
            longest = max(one[0].shape[:2])
            assert (one[1] > -0.2 * longest).all()
            assert (one[1] < 1.2 * longest).all()


def test_a_training_sample_tells_the_corners_on_the_canvas_and_in_the_search_image() -> None:
    made = next(one for one in map(sample, range(WILD_FROM, WILD_FROM + 9)) if one.row[4] > 0)
    assert made.row.shape == (ROW,)
    assert max(made.small.shape[:2]) == 480
    left, top, wide, _ = made.row[:4]
    scale = wide / max(made.small.shape[:2])
    searched = made.row[13:].reshape(4, 2)
    seen = searched[:, ::-1] if made.small.shape[0] > made.small.shape[1] else searched
    assert made.row[5:13].reshape(4, 2) == pytest.approx((seen + 0.5) * scale - 0.5 + [left, top], abs=0.6)
