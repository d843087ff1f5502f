"""Slips come back worn: thermal heads lose dots, drivers shrink pages, paper lies askew."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
import zxingcpp
from PIL import Image, ImageFilter

from printing.raster import rasterise
from printing.render import render
from tests.unit.printing.samples import CODE, PAYLOAD, receipt, supplement

PAPERS = pytest.mark.parametrize("paper", ["a5", "a4", "k80", "k58"])


@cache
def picture(paper: str, dpi: float = 203.2) -> Image.Image:
    drawn = rasterise(render(receipt(), paper).pdf, dpi=dpi)
    return Image.frombytes("RGB", (drawn.width, drawn.height), drawn.rgb).convert("L")


def read(image: Image.Image) -> dict[str, str]:
    return {code.format.name: code.text for code in zxingcpp.read_barcodes(np.asarray(image))}


BOTH = {"QRCode": PAYLOAD, "Code128": CODE}


@PAPERS
@pytest.mark.parametrize("angle", [3, 90, 180, 270])
def test_a_slip_may_lie_at_any_angle(paper: str, angle: int) -> None:
    turned = picture(paper).rotate(angle, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    assert read(turned) == BOTH


@PAPERS
@pytest.mark.parametrize("percent", [92, 96, 104])
def test_a_driver_may_scale_the_page(paper: str, percent: int) -> None:
    scaled = picture(paper, dpi=203.2 * percent / 100)
    dots = scaled.point(lambda grey: 255 * (grey > 127))  # a print head knows black and white only
    seen = dots.resize((dots.width * 2, dots.height * 2), Image.Resampling.BICUBIC)  # a camera sees finer
    assert read(seen)["QRCode"] == PAYLOAD


@pytest.mark.parametrize("paper", ["a5", "a4"])
@pytest.mark.parametrize("dpi", [150, 180, 203, 240])
def test_sheets_are_read_even_from_coarse_scans(paper: str, dpi: int) -> None:
    assert read(picture(paper, dpi=dpi)) == BOTH


@PAPERS
@pytest.mark.parametrize("seed", range(4))
def test_the_qr_survives_dead_dots_and_scuffs(paper: str, seed: int) -> None:
    random = np.random.default_rng(seed)
    dots = np.asarray(picture(paper)).copy()
    dots[:, random.choice(dots.shape[1], dots.shape[1] // 60, replace=False)] = 255  # dead heating elements
    speckles = random.random(dots.shape) < 0.01
    dots[speckles] = 255 - dots[speckles]
    worn = Image.fromarray(dots).resize((int(dots.shape[1] * 1.5), int(dots.shape[0] * 1.5)))
    assert read(worn.filter(ImageFilter.GaussianBlur(0.8)))["QRCode"] == PAYLOAD


@PAPERS
def test_symbols_are_pure_black_on_white_at_the_printers_own_dots(paper: str) -> None:
    # On the printer's own grid no module may straddle two dots: grey would print ragged.
    pixels = np.asarray(picture(paper))
    found = {code.format.name: code.position for code in zxingcpp.read_barcodes(pixels)}
    place = found["QRCode"]
    inside = pixels[
        place.top_left.y + 2 : place.bottom_right.y - 2, place.top_left.x + 2 : place.bottom_right.x - 2
    ]
    assert ((inside < 16) | (inside > 239)).mean() > 0.999


@PAPERS
def test_a_worn_supplement_request_is_read_as_well(paper: str) -> None:
    drawn = rasterise(render(supplement(), paper).pdf, dpi=203.2)
    image = Image.frombytes("RGB", (drawn.width, drawn.height), drawn.rgb).convert("L")
    assert read(image.filter(ImageFilter.GaussianBlur(0.6))) == BOTH
