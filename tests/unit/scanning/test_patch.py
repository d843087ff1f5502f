"""The six patch codes, drawn from the table another barcode program prints them from."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from scanning.codes.patch import read_patch
from scanning.scenes import forms

TABLE = {  # bars and spaces by turns, 1 narrow and 2 wide (bwipp/postscriptbarcode, issue 100)
    "1": "2121111", "2": "2111112", "3": "2111211", "4": "1121211", "T": "1121112", "6": "1111212",
}  # fmt: skip
UPSIDE_DOWN = {"1": "6", "6": "1", "3": "T", "T": "3", "2": "2", "4": "4"}


def a_sheet(name: str, dpi: int, edge: int = 0) -> np.ndarray:
    """An A4 sheet with one code 0.3 inch from an edge, read inwards; edges count clockwise from the top."""
    turned = edge % 2 == 1
    size = (8.27, 11.69) if not turned else (11.69, 8.27)
    paper = np.full((round(size[1] * dpi), round(size[0] * dpi), 3), 255, np.uint8)
    y, left = 0.3 * dpi, paper.shape[1] / 2 - 1.25 * dpi
    for at, width in enumerate(TABLE[name]):
        thick = (0.2 if width == "2" else 0.08) * dpi
        if at % 2 == 0:
            paper[round(y) : round(y + thick), round(left) : round(left + 2.5 * dpi)] = 0
        y += thick
    return np.ascontiguousarray(np.rot90(paper, -edge))


def worn(paper: np.ndarray, *, lean: float = 0.0, seed: int = 1) -> np.ndarray:
    """As a copier's glass sees it: leaning, grey, noisy, unsharp."""
    high, wide = paper.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), lean, 1)
    seen = cv2.warpAffine(paper, turn, (wide, high), borderValue=(255, 255, 255)).astype(np.float32)
    light = np.linspace(0.6, 0.95, wide, dtype=np.float32)[None, :, None]
    seen = seen * light + 25 + np.random.default_rng(seed).normal(0, 10, seen.shape)
    return np.asarray(cv2.GaussianBlur(np.clip(seen, 0, 255).astype(np.uint8), (0, 0), 1.2), np.uint8)


@pytest.mark.parametrize("name", sorted(TABLE))
@pytest.mark.parametrize("edge", range(4))
def test_every_code_is_read_along_every_edge(name: str, edge: int) -> None:
    assert read_patch(a_sheet(name, 150, edge)) == name


@pytest.mark.parametrize("dpi", [100, 200, 300])
def test_any_usual_resolution_does(dpi: int) -> None:
    assert read_patch(a_sheet("T", dpi)) == "T"


@pytest.mark.parametrize("lean", [-8.0, -3.0, 2.0, 7.0])
def test_a_worn_copy_leaning_in_the_feeder_does_too(lean: float) -> None:
    for name in TABLE:
        assert read_patch(worn(a_sheet(name, 150), lean=lean)) == name


@pytest.mark.parametrize("name", sorted(TABLE))
def test_a_single_code_at_the_foot_reads_as_its_mirror(name: str) -> None:
    """A sheet with one code only, fed upside down in the picture's sense: the code lies the other way."""
    high = a_sheet(name, 150)
    assert read_patch(np.ascontiguousarray(high[::-1])) == name
    far = np.ascontiguousarray(np.roll(high, high.shape[0] - round(1.4 * 150), axis=0))
    assert read_patch(far) == UPSIDE_DOWN[name]


def test_papers_tables_and_stripes_are_no_code() -> None:
    for kind in ("to_khai", "don", "thu", "quyet_dinh"):
        for seed in range(3):
            assert read_patch(forms.form(kind, np.random.default_rng([seed, 5]), dpi=100).bgr) is None
    stripes = np.full((1200, 850), 255, np.uint8)
    for at in range(100, 1000, 32):  # bars alike, as a striped table has them
        stripes[at : at + 16, 100:700] = 0
    assert read_patch(stripes) is None
    assert read_patch(np.zeros((400, 300), np.uint8)) is None
    assert read_patch(np.full((3, 3), 255, np.uint8)) is None
