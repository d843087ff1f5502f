"""Cards held half out of the picture: a corner of the symbol is missing, its text is not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import qrcode
import zxingcpp

from desk.intake.identity import looks_like_card
from scanning.codes.cut_off import guessed
from scanning.codes.finders import Finder
from scanning.codes.reading import read_card_in, read_codes_in

CARD = "079090000123||BÙI XUÂN ƯNG|05031990|Nam|12 Phố Thí Dụ, Phường Mẫu, Thành phố Hồ Chí Minh|01052021"
MODULE = 4
TOP_LEFT, TOP_RIGHT, BOTTOM_LEFT = range(3)


def card(degrees: float) -> np.ndarray:
    """A card's symbol on pale plastic, turned, grey."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(qrcode.util.QRData(CARD.encode(), mode=qrcode.util.MODE_8BIT_BYTE))
    code.make(fit=True)
    drawn = np.kron(np.where(np.array(code.get_matrix(), bool), 30, 235), np.ones((MODULE, MODULE)))
    wide = np.pad(drawn, 200, constant_values=205).astype(np.uint8)
    middle = wide.shape[0] / 2
    turn = cv2.getRotationMatrix2D((middle, middle), degrees, 1.0)
    seen = cv2.warpAffine(wide, turn, wide.shape[::-1], flags=cv2.INTER_AREA, borderValue=(205,))
    noise = np.random.default_rng(2).normal(scale=3, size=seen.shape)
    return (cv2.GaussianBlur(seen, (0, 0), 0.8) + noise).clip(0, 255).astype(np.uint8)


def cut(grey: np.ndarray, corner: int, *, modules: float) -> np.ndarray:
    """The picture ended where so much of a corner stays outside, on the side it is nearer to."""
    [found] = zxingcpp.read_barcodes(grey)
    place = found.position
    around = [place.top_left, place.top_right, place.bottom_left, place.bottom_right]
    points = np.array([(point.x, point.y) for point in around], float)
    way = points[corner] - points.mean(axis=0)
    axis = int(abs(way[1]) > abs(way[0]))
    line = round(points[corner][axis] - np.sign(way[axis]) * modules * MODULE)
    part = slice(None, line) if way[axis] > 0 else slice(line, None)
    return np.ascontiguousarray(grey[:, part] if axis == 0 else grey[part])


@pytest.mark.parametrize("corner", [TOP_LEFT, TOP_RIGHT, BOTTOM_LEFT])
@pytest.mark.parametrize("degrees", [20.0, -155.0])
def test_a_card_is_read_though_the_frame_cuts_a_corner_pattern(corner: int, degrees: float) -> None:
    seen = cut(card(degrees), corner, modules=6)
    assert not zxingcpp.read_barcodes(seen)
    assert read_card_in(seen, looks_like_card, seconds=20.0) == CARD


def test_nothing_but_a_card_is_read_from_two_corners() -> None:
    assert read_codes_in(cut(card(20.0), TOP_RIGHT, modules=6), effort="high") == ()


def test_a_card_of_which_too_much_is_outside_is_not_guessed() -> None:
    assert read_card_in(cut(card(20.0), TOP_RIGHT, modules=24), looks_like_card) is None


def test_two_corners_inside_a_picture_miss_no_third() -> None:
    one, other = Finder(0.9, 400, 400, 3.0, 0), Finder(0.9, 530, 400, 3.0, 0)
    assert guessed([one, other], (1000, 1000)) == []
    below = guessed([one, other], (520, 1000))
    thirds = [min(two.top_left, two.top_right, two.bottom_left, key=lambda it: it.like) for two in below]
    assert {(round(third.x), round(third.y)) for third in thirds} == {(400, 530), (530, 530)}
