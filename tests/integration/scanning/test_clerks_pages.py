"""A clerk's turn and corners decide over what the program finds, page for page, also worked ahead."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image

from scanning.errors import ScanningError
from scanning.scenes import forms
from scanning.work.digitise import digitise
from scanning.work.pool import PagePool
from scanning.work.prepared import prepare
from scanning.work.sources import PageSource

DESK = (52, 66, 84)
HEAD = ((100.0, 90.0), (1140.0, 110.0), (1142.0, 500.0), (96.0, 490.0))
TRUTH = ((100.0, 90.0), (1140.0, 110.0), (1150.0, 1580.0), (80.0, 1570.0))


@pytest.fixture(scope="module")
def pool() -> Iterator[PagePool]:
    with PagePool(workers=2) as warm:
        yield warm


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A form photographed upright on a dark desk, its corners at `TRUTH`."""
    sheet = forms.form("don", np.random.default_rng([3, 77]), dpi=150).bgr
    high, wide = sheet.shape[:2]
    frame = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    matrix = cv2.getPerspectiveTransform(frame, np.array(TRUTH, np.float32))
    seen = cv2.warpPerspective(sheet, matrix, (1240, 1680), flags=cv2.INTER_AREA, borderValue=DESK)
    return saved(tmp_path_factory.mktemp("photo") / "ảnh.jpg", np.asarray(seen, np.uint8))


def saved(path: Path, bgr: np.ndarray, **options: Any) -> Path:
    Image.fromarray(np.ascontiguousarray(bgr[:, :, ::-1])).save(path, quality=92, **options)
    return path


def words_of(path: Path) -> str:
    return subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True).stdout.decode()


def picture_of(path: Path, tmp_path: Path) -> np.ndarray:
    """The first page as another program paints it."""
    subprocess.run(["pdftoppm", "-r", "50", "-png", "-f", "1", "-l", "1", path, tmp_path / "p"], check=True)
    (file,) = tmp_path.glob("p-*.png")
    return np.asarray(Image.open(file).convert("L"))


class NoPool(PagePool):
    """Workers that must not be asked."""

    def run(self, *_: Any, **__: Any) -> list[Any]:
        """Fail the test."""
        raise AssertionError("a page worked ahead was worked again")


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_lies_as_the_clerk_turned_it(tmp_path: Path, pool: PagePool, photo: Path, turn: int) -> None:
    """An upright photo turned on purpose: the file shows it so, though the net would put it back."""
    (page,) = digitise(
        [PageSource(photo, turn=turn)], tmp_path / "a.pdf", profile="colour", ocr=False, pool=pool
    ).pages
    assert page.rotation == turn
    corners = np.array(page.corners)
    expected = np.roll(np.array(TRUTH), turn // 90, axis=0)  # from the top-left of the page as it now lies
    assert np.abs(corners - expected).max() < 6
    upright = tmp_path / "b.pdf"
    digitise([PageSource(photo, turn=0)], upright, profile="colour", ocr=False, pool=pool)
    here, there = (tmp_path / name for name in ("one", "two"))
    here.mkdir()
    there.mkdir()
    turned = picture_of(tmp_path / "a.pdf", here)
    plain = np.rot90(picture_of(upright, there), -turn // 90)
    high, wide = min(turned.shape[0], plain.shape[0]), min(turned.shape[1], plain.shape[1])
    alike = np.corrcoef(turned[:high, :wide].ravel(), plain[:high, :wide].ravel())[0, 1]
    assert alike > 0.9


def test_a_photo_on_its_side_is_read_once_the_clerk_turned_it(
    tmp_path: Path, pool: PagePool, photo: Path
) -> None:
    side = tmp_path / "nghiêng.jpg"
    with Image.open(photo) as upright:
        upright.transpose(Image.Transpose.ROTATE_90).save(side, quality=92)
    digitise([PageSource(side, turn=90)], tmp_path / "a.pdf", pool=pool)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words_of(tmp_path / "a.pdf").replace("HOÀ", "HÒA")


@pytest.mark.parametrize("order", ["as given", "other way round", "from the far corner"])
def test_the_clerks_corners_cut_the_same_page_from_wherever_they_start(
    tmp_path: Path, pool: PagePool, photo: Path, order: str
) -> None:
    given = {"as given": HEAD, "other way round": HEAD[::-1], "from the far corner": HEAD[2:] + HEAD[:2]}
    source = PageSource(photo, corners=given[order], turn=0)
    (page,) = digitise([source], tmp_path / "a.pdf", pool=pool).pages
    assert page.corners is not None
    assert np.allclose(page.corners, HEAD, atol=0.02)
    assert "page.corners_unsure" not in page.warnings
    words = words_of(tmp_path / "a.pdf")
    assert "VIỆT NAM" in words
    assert "NGƯỜI KÝ" not in words


def test_single_pages_of_a_file_come_in_the_order_asked_for(tmp_path: Path, pool: PagePool) -> None:
    file = tmp_path / "ba.pdf"
    shades = [Image.new("RGB", (200, 280), (shade, shade, shade)) for shade in (40, 120, 200)]
    shades[0].save(file, save_all=True, append_images=shades[1:])
    report = digitise(
        [PageSource(file, page=3), PageSource(file, page=1, turn=90), file],
        tmp_path / "a.pdf",
        ocr=False,
        keep_blank=True,
        pool=pool,
    )
    assert [(page.source_page, page.rotation) for page in report.pages][:2] == [(3, 0), (1, 90)]
    assert [page.source_page for page in report.pages][2:] == [1, 2, 3]
    with pytest.raises(ScanningError, match=r"^image\.no_such_page$"):
        digitise([PageSource(file, page=4)], tmp_path / "b.pdf", pool=pool)
    assert not (tmp_path / "b.pdf").exists()


def test_what_the_clerk_decided_is_worked_ahead_too_and_never_mixed_up(
    tmp_path: Path, pool: PagePool, photo: Path
) -> None:
    ways = [
        PageSource(photo),
        PageSource(photo, turn=180),
        PageSource(photo, corners=HEAD),
        PageSource(photo, turn=90, corners=HEAD),
    ]
    plain = digitise(ways, tmp_path / "a.pdf", ocr=False, pool=pool)
    for way in ways:
        prepare(way, tmp_path / "prepared", ocr=False, pool=pool)
    ahead = digitise(ways, tmp_path / "b.pdf", ocr=False, prepared=tmp_path / "prepared", pool=NoPool())
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    for one, other in zip(plain.pages, ahead.pages, strict=True):
        assert replace(one, ms=0, steps={}) == replace(other, ms=0, steps={})
    assert len({page.corners for page in plain.pages}) == 4
