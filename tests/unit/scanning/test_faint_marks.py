"""Clean-up measured mark by mark: shadow and gradient go, stamps, pen, pencil and watermark stay."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest
from PIL import Image

from scanning.scenes.faint import DPI, SIZE, MarkedPage, lit, marked_page
from scanning.steps.clean import whiten
from scanning.steps.paper import background, things_on
from scanning.work.digitise import digitise
from scanning.work.pool import PagePool

SEEDS = (1, 2, 3)
# Share of a mark's contrast that must be left after whitening, and after the whole `text` profile.
KEPT = {
    "print": (0.88, 0.87), "stamp": (0.93, 0.85), "faint_stamp": (0.9, 0.8), "pen": (0.9, 0.8),
    "pencil": (0.9, 0.72), "watermark": (0.8, 0.6), "marker": (0.95, 0.9), "portrait": (0.95, 0.93),
    "block": (0.95, 0.93),
}  # fmt: skip
# Distance in CIE Lab to the flat original after the whole `text` profile.
NEAR = {"stamp": 11.0, "faint_stamp": 5.0, "pen": 14.0, "pencil": 6.0, "portrait": 3.0, "block": 4.0}


@cache
def page() -> MarkedPage:
    return marked_page()


@cache
def whitened(seed: int) -> np.ndarray:
    return whiten(lit(page().bgr, seed))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> np.ndarray:
    """A photographed page through the whole `text` profile, drawn by another program from the PDF."""
    folder = tmp_path_factory.mktemp("faint")
    scan = folder / "trang.png"
    Image.fromarray(np.ascontiguousarray(lit(page().bgr, 1)[:, :, ::-1])).save(scan, dpi=(DPI, DPI))
    with PagePool(workers=1) as pool:
        done = digitise([scan], folder / "a.pdf", ocr=False, pool=pool)
    assert done.bytes < 75_000
    return drawn(folder / "a.pdf")


def drawn(file: Path) -> np.ndarray:
    with pypdfium2.PdfDocument(str(file)) as pdf:
        picture = pdf[0].render(scale=DPI / 72).to_numpy()[:, :, :3]
    return np.asarray(cv2.resize(picture, SIZE, interpolation=cv2.INTER_AREA), np.uint8)


def contrast(bgr: np.ndarray, mark: np.ndarray) -> float:
    """How far a mark stands out from white, in its strongest channel."""
    return float(255 - bgr[mark].min(axis=1).astype(float).mean())


def distance(one: np.ndarray, other: np.ndarray, mark: np.ndarray) -> float:
    means = [
        cv2.cvtColor(image, cv2.COLOR_BGR2LAB)[mark].astype(float).mean(axis=0) for image in (one, other)
    ]
    return float(np.linalg.norm((means[0] - means[1]) * np.array([100 / 255, 1, 1])))


@pytest.mark.parametrize("seed", SEEDS)
def test_shadow_gradient_and_tint_are_gone(seed: int) -> None:
    before, after = lit(page().bgr, seed)[page().paper], whitened(seed)[page().paper]
    assert np.median(before) < 215
    assert float(np.quantile(before, 0.9)) / float(np.quantile(before, 0.1)) > 1.6
    assert (np.median(after, axis=0) == 255).all()
    assert np.quantile(after.min(axis=1), 0.02) >= 244
    assert np.quantile(after.min(axis=1), 0.001) >= 236


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", KEPT)
def test_whitening_keeps_every_mark(name: str, seed: int) -> None:
    mark = page().marks[name]
    kept = contrast(whitened(seed), mark) / contrast(page().bgr, mark)
    assert KEPT[name][0] <= kept <= 1.1


@pytest.mark.parametrize("name", KEPT)
def test_the_text_profile_keeps_every_mark(name: str, printed: np.ndarray) -> None:
    mark = page().marks[name]
    assert contrast(printed, mark) / contrast(page().bgr, mark) >= KEPT[name][1]


@pytest.mark.parametrize("name", NEAR)
def test_colours_of_the_text_profile_are_believable(name: str, printed: np.ndarray) -> None:
    assert distance(page().bgr, printed, page().marks[name]) <= NEAR[name]


@pytest.mark.parametrize("name", ["pen", "pencil"])
def test_a_stroke_stays_one_stroke(name: str, printed: np.ndarray) -> None:
    """What was one line of writing is one connected line, without a pixel of it lost to white."""
    mark = page().marks[name]
    half = contrast(page().bgr, mark) / 2
    seen = 255 - printed.min(axis=2).astype(float) >= half
    assert (seen & mark).sum() >= 0.96 * mark.sum()
    near = np.asarray(cv2.dilate(mark.astype(np.uint8), np.ones((3, 3), np.uint8))) > 0
    parts = [
        cv2.connectedComponentsWithStats((area).astype(np.uint8), connectivity=8)
        for area in (mark, seen & near)
    ]
    whole, left = (sorted(stats[1:, cv2.CC_STAT_AREA])[::-1] for _, _, stats, _ in parts)
    assert sum(area > 30 for area in left) <= sum(area > 30 for area in whole)


def test_a_stamp_stays_red_and_a_pen_blue_on_the_printed_page(printed: np.ndarray) -> None:
    for name, strong, weak in (("stamp", 2, 0), ("faint_stamp", 2, 0), ("pen", 0, 2)):
        colour = printed[page().marks[name]].astype(float).mean(axis=0)
        was = page().bgr[page().marks[name]].astype(float).mean(axis=0)
        assert colour[strong] - colour[weak] > 0.7 * (was[strong] - was[weak]), name


def test_a_card_copied_on_a_white_sheet_keeps_its_pale_ground() -> None:
    sheet = np.full((SIZE[1], SIZE[0], 3), 255, np.uint8)
    left, top, wide, high = 500, 600, round(85.6 * DPI / 25.4), round(54 * DPI / 25.4)
    sheet[top : top + high, left : left + wide] = (225, 240, 212)
    white = whiten(lit(sheet, 2, shadow=False))
    inner = white[top + 20 : top + high - 20, left + 20 : left + wide - 20].reshape(-1, 3).mean(axis=0)
    assert np.abs(inner - np.array([225, 240, 212])).max() < 8


@pytest.mark.parametrize("seed", range(1, 7))
def test_a_shadow_alone_is_nothing_on_the_paper(seed: int) -> None:
    empty = lit(np.full((SIZE[1], SIZE[0], 3), 255, np.uint8), seed)
    small = np.asarray(cv2.resize(empty, (226, 320), interpolation=cv2.INTER_AREA), np.uint8)
    assert not things_on(small).any()


def test_a_hard_shadow_that_comes_in_from_the_side_is_light_not_ink() -> None:
    sheet = lit(np.full((SIZE[1], SIZE[0], 3), 255, np.uint8), 3, shadow=False)
    sheet[900:1150, :700] = (sheet[900:1150, :700] * 0.6).astype(np.uint8)  # an arm
    sheet = np.asarray(cv2.GaussianBlur(sheet, (0, 0), 5), np.uint8)
    inside = whiten(sheet)[950:1100, 60:600]
    assert np.median(inside) == 255


def test_a_page_of_one_colour_is_paper() -> None:
    pink = np.full((SIZE[1], SIZE[0], 3), (205, 200, 240), np.uint8)
    assert np.abs(background(pink).astype(int) - pink).max() <= 1
    assert (whiten(pink) == 255).all()
