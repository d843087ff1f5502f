"""Layers of a page: print becomes a stencil, colour and tone stay a picture."""

from __future__ import annotations

import io

import cv2
import numpy as np
import pytest
from PIL import Image

from scanning.steps import mrc


def a_page(height: int = 500, width: int = 700) -> np.ndarray:
    """Whitened paper."""
    return np.full((height, width, 3), 255, np.uint8)


def soft(page: np.ndarray, sigma: float) -> np.ndarray:
    return cv2.GaussianBlur(page, (0, 0), sigma)


def test_black_lines_of_writing_go_to_the_stencil() -> None:
    page = a_page()
    cv2.putText(page, "HO SO 0007", (40, 120), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (0, 0, 0), 3)
    ink = page[:, :, 0] < 128
    stencil = mrc.black_print(page, dpi=200) > 0
    assert (stencil & ink).sum() >= 0.98 * ink.sum()
    assert not stencil[300:].any()


@pytest.mark.parametrize(
    ("name", "bgr"),
    [("blue pen", (150, 60, 30)), ("red seal", (40, 30, 200)), ("green print", (60, 120, 20))],
)
def test_coloured_ink_never_goes_to_the_stencil(name: str, bgr: tuple[int, int, int]) -> None:
    page = a_page()
    cv2.line(page, (50, 400), (600, 330), bgr, 2)
    cv2.putText(page, "den", (40, 120), cv2.FONT_HERSHEY_SIMPLEX, 2, (10, 10, 10), 4)
    stencil = mrc.black_print(soft(page, 0.7), dpi=200)
    assert stencil[:200].any(), name
    assert not stencil[300:].any(), name


def test_a_thin_blue_stroke_keeps_its_whole_length_and_its_colour() -> None:
    page = a_page()
    cv2.line(page, (50, 250), (650, 250), (160, 60, 20), 2)
    layers = mrc.split(soft(page, 0.6), dpi=200, picture_dpi=150)
    assert layers.picture is not None
    row = layers.picture[round(250 * 0.75), 45:480].astype(int)
    assert (row[:, 0] - row[:, 2] > 40).all()


def test_grey_pencil_beside_black_print_keeps_its_tone() -> None:
    page = a_page()
    cv2.putText(page, "DEN", (40, 120), cv2.FONT_HERSHEY_SIMPLEX, 2, (0, 0, 0), 5)
    cv2.line(page, (50, 400), (600, 400), (170, 170, 170), 3)
    layers = mrc.split(page, dpi=200, picture_dpi=200)
    assert not layers.stencil[380:420].any()
    assert layers.picture is not None
    assert abs(int(layers.picture[400, 300, 0]) - 170) < 12


def test_a_dark_portrait_keeps_its_tones() -> None:
    page = a_page()
    page[100:300, 100:250] = np.linspace(10, 90, 200, dtype=np.uint8)[:, None, None]
    cv2.putText(page, "anh", (400, 200), cv2.FONT_HERSHEY_SIMPLEX, 2, (0, 0, 0), 4)
    layers = mrc.split(page, dpi=200, picture_dpi=200)
    assert not layers.stencil[120:280, 120:230].any()
    assert layers.picture is not None
    assert int(layers.picture[120, 180, 0]) < int(layers.picture[280, 180, 0]) - 40


def test_a_page_that_is_blurred_all_over_gets_no_stencil() -> None:
    page = a_page()
    for row in range(60, 460, 40):
        cv2.putText(page, "mot hai ba bon nam sau", (40, row), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (0, 0, 0), 1)
    assert mrc.black_print(page, dpi=200).any()
    assert not mrc.black_print(soft(page, 3.0), dpi=200).any()


def test_the_print_leaves_no_shadow_in_the_picture() -> None:
    page = a_page()
    cv2.putText(page, "CHU IN DAM", (40, 120), cv2.FONT_HERSHEY_SIMPLEX, 2, (0, 0, 0), 5)
    cv2.circle(page, (500, 350), 80, (40, 30, 200), 4)
    layers = mrc.split(soft(page, 0.8), dpi=200, picture_dpi=150)
    assert layers.picture is not None
    assert int(layers.picture[:120].min()) > 215


def test_print_under_a_seal_is_filled_with_the_seals_red() -> None:
    page = a_page()
    page[200:300, 200:400] = (60, 60, 230)
    cv2.line(page, (220, 250), (380, 250), (0, 0, 0), 3)
    layers = mrc.split(page, dpi=200, picture_dpi=200)
    assert layers.picture is not None
    blue, _green, red = layers.picture[250, 300].astype(int)
    assert red > 200
    assert blue < 110


def test_only_the_parts_with_colour_are_kept_as_pictures_and_none_is_lost() -> None:
    picture = a_page(1754, 1240)
    cv2.circle(picture, (900, 1400), 120, (40, 30, 200), 4)
    picture[300:304, 200:204] = 240  # one faint speck far away
    found = mrc.pieces(picture)
    rebuilt = a_page(1754, 1240)
    for piece in found:
        high, wide = piece.bgr.shape[:2]
        rebuilt[piece.top : piece.top + high, piece.left : piece.left + wide] = piece.bgr
    assert np.array_equal(rebuilt, picture)
    assert len(found) == 2
    assert sum(piece.bgr.size for piece in found) < 0.1 * picture.size


def test_a_picture_with_marks_all_over_stays_whole() -> None:
    picture = a_page(1754, 1240)
    picture[::120, ::120] = 90
    assert [piece.bgr.shape for piece in mrc.pieces(picture)] == [picture.shape]


def test_white_paper_has_neither_stencil_nor_picture() -> None:
    layers = mrc.split(a_page())
    assert layers.picture is None
    assert not layers.stencil.any()


def test_g4_bytes_give_the_stencil_back_to_another_decoder() -> None:
    stencil = np.zeros((64, 100), np.uint8)
    stencil[10:20, 30:70] = 255
    data = mrc.g4(stencil)
    tiff = _tiff_of(data, width=100, height=64)
    assert np.array_equal(np.asarray(Image.open(tiff).convert("L")), 255 - stencil)


def _tiff_of(strip: bytes, *, width: int, height: int) -> io.BytesIO:
    """The strip in a TIFF written here by hand: white is zero, one strip, group 4."""
    entries = [(256, 4, width), (257, 4, height), (258, 3, 1), (259, 3, 4), (262, 3, 0)]
    entries += [(273, 4, 8), (277, 3, 1), (278, 4, height), (279, 4, len(strip))]
    start = 8 + len(strip) + len(strip) % 2
    out = bytearray(b"II*\0" + start.to_bytes(4, "little") + strip + b"\0" * (len(strip) % 2))
    out += len(entries).to_bytes(2, "little")
    for tag, kind, value in entries:
        out += tag.to_bytes(2, "little") + kind.to_bytes(2, "little") + (1).to_bytes(4, "little")
        out += value.to_bytes(4, "little")
    return io.BytesIO(bytes(out + b"\0\0\0\0"))
