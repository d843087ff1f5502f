"""The shipped sample papers are what their builder makes, fictional, small and usable."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from resources import path
from scanning.finding.page import find_page
from scanning.loading.load import load_image
from scanning.scenes.samples import LARGEST, build

PICTURES = ("the-can-cuoc.jpg", "to-khai-1.jpg", "to-khai-2.jpg", "giay-kem-theo.jpg", "ket-qua.jpg")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    build(folder)
    return folder


def small(file: Path) -> np.ndarray:
    grey = cv2.cvtColor(load_image(file).bgr, cv2.COLOR_BGR2GRAY)
    return cv2.resize(grey, (120, 120), interpolation=cv2.INTER_AREA).astype(np.float64)


@pytest.mark.parametrize("name", PICTURES)
def test_a_shipped_picture_looks_like_the_one_built_now(built: Path, name: str) -> None:
    shipped, made = small(path("sample", name)), small(built / name)
    assert np.corrcoef(shipped.ravel(), made.ravel())[0, 1] > 0.98  # fonts may vary between machines
    assert np.abs(shipped - made).mean() < 4


def test_the_same_seed_builds_the_same_bytes(built: Path, tmp_path: Path) -> None:
    build(tmp_path)
    for file in built.iterdir():
        assert (tmp_path / file.name).read_bytes() == file.read_bytes()


def test_the_shipped_papers_are_small_and_nothing_else_lies_beside_them() -> None:
    files = {file.name: file.stat().st_size for file in path("sample").iterdir()}
    assert set(files) == {*PICTURES, "sample.json", "ket-qua.json", "mau-giay.json"}
    assert max(files.values()) < 400_000
    assert sum(files.values()) < 2_000_000
    assert LARGEST < 400_000


def test_the_reception_names_pages_that_are_there_and_a_fictional_citizen() -> None:
    reception = json.loads(path("sample", "sample.json").read_text(encoding="utf-8"))
    pages = [page for component in reception["components"] for page in component["pages"]]
    assert all(path("sample", page).is_file() for page in pages)
    number, old, name, *_ = reception["applicant"]["id_card"].split("|")
    assert len(number) == 12
    assert old == ""
    assert number[6:9] == "000"  # every made-up number carries three zeros
    assert any(word in name for word in ("Mẫu", "Ví Dụ", "Thử", "Giả", "Thí Dụ"))


@pytest.mark.parametrize("name", PICTURES)
def test_a_page_is_surely_found_in_every_sample(name: str) -> None:
    quad = find_page(load_image(path("sample", name)).bgr)
    assert quad.confident
    assert quad.corners is not None
