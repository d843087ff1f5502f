"""The text of a finished file as another program (poppler) reads, orders and marks it."""

from __future__ import annotations

import html
import re
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from scanning.scenes.reading import error_rate, plain
from scanning.scenes.reading_set import WornPage, worn_page
from scanning.work.digitise import digitise
from scanning.work.pool import PagePool

KINDS = ("cong_van", "bang", "to_khai")


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[WornPage, Path]]:
    """Scanned letters with seals over their text, and the archive files made of them."""
    folder = tmp_path_factory.mktemp("letters")
    found = {}
    with PagePool(workers=2) as pool:
        for kind in KINDS:
            page = worn_page(kind, 4, look="tune")
            file = folder / f"{kind}.pdf"
            digitise([page.save(folder / f"{kind}.jpg")], file, pool=pool)
            found[kind] = (page, file)
    return found


def told(file: Path, *options: str) -> str:
    return subprocess.run(
        ["pdftotext", *options, str(file), "-"], check=True, capture_output=True
    ).stdout.decode()


def boxes(file: Path) -> list[tuple[str, float, float, float, float]]:
    """Every word with its selection box in points from the top-left."""
    pattern = r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
    return [
        (html.unescape(one[4]), *(float(value) for value in one[:4]))  # type: ignore[misc]
        for one in re.findall(pattern, told(file, "-bbox"))
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_the_order_of_the_file_is_a_clerks(read: dict[str, tuple[WornPage, Path]], kind: str) -> None:
    """Copying all, and a reader that keeps the file's order; marks counted, nothing put right."""
    page, file = read[kind]
    assert error_rate(page.text, told(file, "-raw")) <= 0.02


def test_a_reader_that_orders_by_itself_keeps_the_halves_of_a_letters_head_whole(
    read: dict[str, tuple[WornPage, Path]],
) -> None:
    page, file = read["bang"]
    lines = page.text.split("\n")
    halves = [plain(" ".join(lines[:3])), plain(" ".join(lines[3:6]))]
    text = plain(told(file))
    assert error_rate(" ".join(halves), text[: len(" ".join(halves))]) <= 0.03


def test_a_table_is_read_row_by_row_and_a_cell_of_two_lines_keeps_together(
    read: dict[str, tuple[WornPage, Path]],
) -> None:
    page, file = read["bang"]
    rows = page.text[page.text.index("TT\n") : page.text.index("\nNơi nhận")]
    text = plain(told(file, "-raw"))
    start = text.index("TT Tên giấy tờ")
    assert error_rate(rows, text[start : start + len(plain(rows))]) <= 0.03


@pytest.mark.parametrize("kind", KINDS)
def test_words_are_nfc_parted_by_spaces_and_never_doubled(
    read: dict[str, tuple[WornPage, Path]], kind: str
) -> None:
    page, file = read[kind]
    text = told(file, "-raw")
    assert text == unicodedata.normalize("NFC", text)
    wanted, seen = Counter(plain(page.text).split()), Counter(plain(text).split())
    assert sum((wanted & seen).values()) >= 0.93 * wanted.total()
    assert seen.total() <= wanted.total() + 4
    assert sum(seen[word] > wanted[word] for word in wanted) <= 2


@pytest.mark.parametrize("kind", KINDS)
def test_selection_boxes_lie_over_the_words(
    read: dict[str, tuple[WornPage, Path]], kind: str, tmp_path: Path
) -> None:
    """Ink under every box, and hardly any print outside of all boxes, in the page as poppler draws it."""
    _, file = read[kind]
    subprocess.run(["pdftoppm", "-r", "100", "-png", str(file), str(tmp_path / "seen")], check=True)
    [picture] = tmp_path.glob("seen*.png")
    seen = np.asarray(Image.open(picture).convert("RGB")).max(axis=2) < 110
    covered = np.zeros_like(seen)
    for word, left, top, right, bottom in boxes(file):
        part = slice(round(top / 0.72), round(bottom / 0.72)), slice(round(left / 0.72), round(right / 0.72))
        covered[part] = True
        if any(letter.isalnum() for letter in word):
            assert seen[part].mean() > 0.03, word
    letters = seen & ~_rules(seen)
    assert (letters & covered).sum() / letters.sum() >= 0.93


def _rules(seen: np.ndarray) -> np.ndarray:
    ink = seen.astype(np.uint8)
    flat = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, 40), np.uint8))
    upright = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((25, 1), np.uint8))
    return np.asarray(cv2.dilate(np.maximum(flat, upright), np.ones((3, 3), np.uint8)) > 0)
