"""Symbols too soft for the decoder's own search: worked out module by module, and never guessed."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import qrcode
import zxingcpp

from desk.intake.identity import looks_like_card
from scanning.codes.card import focused, unshaken
from scanning.codes.finders import finders
from scanning.codes.grid import known
from scanning.codes.places import symbol_squares
from scanning.codes.reading import read_card_in
from scanning.codes.refining import clean_symbols
from scanning.scenes.card_frames import CONDITIONS, card_frame, shaken

QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
CARD = "079090000123||BÙI XUÂN ƯNG|05031990|Nam|12 Phố Thí Dụ, Phường Mẫu, Thành phố Hồ Chí Minh|01052021"


def symbol(text: str = CARD) -> np.ndarray:
    """The modules of a card's QR, True dark, without a rim."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(qrcode.util.QRData(text.encode(), mode=qrcode.util.MODE_8BIT_BYTE))
    code.make(fit=True)
    return np.array(code.get_matrix(), bool)


def photographed(*, module: float, degrees: float, noise: float = 2.0, seed: int = 1) -> np.ndarray:
    """The symbol on pale paper, `module` pixels a module, turned, as grey floats without blur."""
    rng = np.random.default_rng(seed)
    fine = np.kron(np.pad(np.where(symbol(), 30, 225), 4, constant_values=225), np.ones((12, 12)))
    side = round(fine.shape[0] / 12 * module * 1.5) + 20
    scale = module / 12
    turn = cv2.getRotationMatrix2D((fine.shape[0] / 2, fine.shape[0] / 2), degrees, scale)
    turn[:, 2] += side / 2 - fine.shape[0] / 2
    soft = cv2.GaussianBlur(fine.astype(np.float32), (0, 0), 12 / module * 0.45)
    seen = cv2.warpAffine(soft, turn, (side, side), flags=cv2.INTER_LINEAR, borderValue=(190,))
    return np.asarray(seen + rng.normal(scale=noise, size=seen.shape), np.float32)


def grey(picture: np.ndarray) -> np.ndarray:
    return picture.clip(0, 255).astype(np.uint8)


def texts(picture: np.ndarray, *, pure: bool = False) -> set[str]:
    """What the decoder reads by itself."""
    found = zxingcpp.read_barcodes(picture, formats=QR, is_pure=pure)
    return {one.bytes.decode() for one in found if one.valid}


@pytest.mark.parametrize(("module", "blur", "degrees"), [(2.6, 1.4, 7), (3.2, 1.6, 41), (2.2, 1.0, -78)])
def test_a_symbol_out_of_focus_is_worked_out(module: float, blur: float, degrees: float) -> None:
    seen = grey(cv2.GaussianBlur(photographed(module=module, degrees=degrees), (0, 0), blur))
    assert texts(seen) == set()
    assert {text for clean in clean_symbols(seen) for text in texts(clean, pure=True)} == {CARD}


@pytest.mark.parametrize(("length", "direction"), [(5, 0), (7, 35), (7, 120)])
def test_a_symbol_moved_while_taken_is_worked_out(length: float, direction: float) -> None:
    seen = grey(shaken(photographed(module=2.8, degrees=12), length=length, degrees=direction))
    assert texts(seen) == set()
    assert {text for clean in clean_symbols(seen) for text in texts(clean, pure=True)} == {CARD}


def test_what_holds_no_symbol_gives_no_text() -> None:
    rng = np.random.default_rng(5)
    checks = np.kron(rng.integers(0, 2, (60, 60)) * 255, np.ones((4, 4))).astype(np.float32)
    for picture in (checks, rng.integers(0, 256, (300, 300)).astype(np.float32)):
        drawn = clean_symbols(grey(cv2.GaussianBlur(picture, (0, 0), 1.5)))
        assert {text for clean in drawn for text in texts(clean, pure=True)} == set()


def test_a_symbol_half_covered_gives_no_text() -> None:
    seen = cv2.GaussianBlur(photographed(module=2.8, degrees=3), (0, 0), 1.2)
    seen[:, seen.shape[1] // 2 :] = 190
    drawn = clean_symbols(grey(seen))
    assert {text for clean in drawn for text in texts(clean, pure=True)} == set()


def test_the_three_corner_patterns_are_found_where_they_lie() -> None:
    seen = grey(cv2.GaussianBlur(photographed(module=3.0, degrees=0), (0, 0), 1.5))
    middle = (seen.shape[0] - 1) / 2
    reach = (len(symbol()) / 2 - 3.5) * 3.0
    corners = [(-reach, -reach), (reach, -reach), (-reach, reach)]
    likest = finders(seen)[:3]
    for x, y in corners:
        assert min(np.hypot(one.x - middle - x, one.y - middle - y) for one in likest) < 1.5


def test_shared_modules_are_those_of_a_real_symbol() -> None:
    modules = symbol()
    fixed, value = known(len(modules))
    assert (value[fixed] > 0.5).tolist() == modules[fixed].tolist()


def test_focus_and_shake_are_taken_back() -> None:
    sharp = photographed(module=4.0, degrees=0, noise=0.5)
    blurred = grey(cv2.GaussianBlur(sharp, (0, 0), 1.6))
    moved = grey(shaken(sharp, length=5, degrees=0))
    for spoiled, mended in (
        (blurred, focused(blurred, soft=1.6, noise=0.003)),
        (moved, unshaken(moved, length=5, degrees=0)),
    ):
        before = np.abs(spoiled.astype(float) - sharp).mean()
        assert np.abs(mended.astype(float) - sharp).mean() < 0.8 * before
        assert mended.shape == spoiled.shape


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_card_frame_is_the_same_for_the_same_seed_and_holds_its_text(condition: str) -> None:
    one, two = card_frame(condition, 3), card_frame(condition, 3)
    assert one.bgr.tobytes() == two.bgr.tobytes()
    assert one.payload == two.payload
    assert one.payload.count("|") == 6
    assert 60 < one.qr_pixels < 220
    later = card_frame(condition, 3, take=2)
    assert later.payload == one.payload
    assert later.bgr.tobytes() != one.bgr.tobytes()


@pytest.mark.parametrize(("trouble", "seed"), [("small", 103), ("blur", 105), ("motion", 105)])
def test_a_webcams_frame_is_read_where_only_the_whole_symbol_tells_how_it_was_blurred(
    trouble: str, seed: int
) -> None:
    """720p: 1.6 pixels a module; a symbol beside busier print; a hand that shook by two modules."""
    frame = card_frame(trouble, seed, size=(1280, 720))
    assert read_card_in(frame.bgr, looks_like_card, seconds=120) == frame.payload


def test_the_places_looked_at_hold_the_symbol_and_lie_inside_the_picture() -> None:
    frame = card_frame("blur", 105, size=(1280, 720))
    places = list(symbol_squares(np.asarray(cv2.cvtColor(frame.bgr, cv2.COLOR_BGR2GRAY))))
    assert 1 <= len(places) <= 3
    for top, left, high, wide in places:
        assert 0 <= top < top + high <= 1 + 1e-9
        assert 0 <= left < left + wide <= 1 + 1e-9
        assert high * 720 == pytest.approx(wide * 1280)
