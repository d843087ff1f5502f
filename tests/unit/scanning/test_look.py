"""The preview's judgement and the moment of capture."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pytest

from scanning.cameras.look import Advice, AutoCapture, FrameLook, alike, look
from scanning.scenes.scene import scene

STEP = 0.1


def a_look(*, seed: int = 1, **facts: Any) -> FrameLook:
    """A page that lies well; `seed` tells one page from another."""
    signature = np.random.default_rng(seed).standard_normal((32, 24)).astype(np.float32)
    fine = FrameLook(
        corners=((10.0, 10.0), (90.0, 10.0), (90.0, 120.0), (10.0, 120.0)),
        score=0.95,
        confident=True,
        sharp=0.8,
        bright=0.8,
        moved=False,
        same_page=True,
        small=np.zeros((48, 64), np.uint8),
        signature=signature,
    )
    return replace(fine, **facts)


def nothing_there() -> FrameLook:
    return a_look(corners=None, signature=None, confident=False)


def fed(capture: AutoCapture, looks: list[FrameLook], *, start: float = 0.0) -> list[Advice]:
    return [capture.feed(seen, start + STEP * number) for number, seen in enumerate(looks)]


def test_a_still_sharp_page_is_captured_once_after_four_tenths_of_a_second() -> None:
    advice = fed(AutoCapture(), [a_look()] * 20)
    assert advice.index(Advice.CAPTURE) == 4
    assert advice.count(Advice.CAPTURE) == 1
    assert set(advice[5:]) == {Advice.CHANGE_PAGE}


def test_a_movement_starts_the_wait_again() -> None:
    looks = [a_look()] * 3 + [a_look(moved=True)] + [a_look()] * 5
    assert fed(AutoCapture(), looks).index(Advice.CAPTURE) == 8


def test_progress_runs_from_nothing_to_full() -> None:
    capture = AutoCapture()
    seen = []
    for number in range(4):
        capture.feed(a_look(), STEP * number)
        seen.append(round(capture.progress, 2))
    assert seen == [0.0, 0.25, 0.5, 0.75]


@pytest.mark.parametrize(
    ("facts", "advice"),
    [
        ({"corners": None}, Advice.SEARCHING),
        ({"confident": False}, Advice.UNSURE),
        ({"bright": 0.1}, Advice.DARK),
        ({"bright": 0.99}, Advice.GLARING),
        ({"moved": True}, Advice.MOVING),
        ({"same_page": False}, Advice.MOVING),
        ({"sharp": 0.3}, Advice.BLURRED),
    ],
)
def test_what_hinders_is_named_and_never_captured(facts: dict[str, Any], advice: Advice) -> None:
    assert set(fed(AutoCapture(), [a_look(**facts)] * 12)) == {advice}


def test_the_next_page_laid_on_top_is_captured() -> None:
    advice = fed(AutoCapture(), [a_look(seed=1)] * 6 + [a_look(seed=2)] * 12)
    assert advice.count(Advice.CAPTURE) == 2


def test_a_hand_passing_over_the_captured_page_does_not_capture_it_again() -> None:
    looks = [a_look()] * 6 + [a_look(seed=9, moved=True)] * 2 + [a_look()] * 12
    assert fed(AutoCapture(), looks).count(Advice.CAPTURE) == 1


def test_taking_the_page_away_allows_the_next() -> None:
    looks = [a_look()] * 6 + [nothing_there()] * 5 + [a_look(seed=3)] * 6
    advice = fed(AutoCapture(), looks)
    assert advice.count(Advice.CAPTURE) == 2
    assert Advice.SEARCHING in advice


def test_a_retake_may_capture_the_same_page() -> None:
    capture = AutoCapture()
    fed(capture, [a_look()] * 6)
    capture.again()
    assert Advice.CAPTURE in fed(capture, [a_look()] * 6, start=2.0)


def test_a_capture_by_hand_counts_too() -> None:
    capture = AutoCapture()
    capture.captured(a_look())
    assert set(fed(capture, [a_look()] * 8)) == {Advice.CHANGE_PAGE}


@pytest.fixture(scope="module")
def desk_view() -> np.ndarray:
    return scene("easy", 3, size=(1280, 720)).bgr


def test_a_page_on_the_desk_is_outlined_in_the_frames_own_pixels(desk_view: np.ndarray) -> None:
    truth = scene("easy", 3, size=(1280, 720)).corners
    seen = look(desk_view)
    assert seen.corners is not None
    assert truth is not None
    order = [min(np.hypot(*(corner - np.array(found))) for found in seen.corners) for corner in truth]
    assert max(order) < 12
    assert seen.confident


def test_the_same_view_again_is_still_and_the_same_page(desk_view: np.ndarray) -> None:
    rng = np.random.default_rng(2)
    noisy = np.clip(desk_view + rng.normal(0, 2, desk_view.shape), 0, 255).astype(np.uint8)
    again = look(noisy, look(desk_view))
    assert not again.moved
    assert again.same_page


def test_a_page_pushed_aside_has_moved(desk_view: np.ndarray) -> None:
    pushed = np.roll(desk_view, 40, axis=1)
    assert look(pushed, look(desk_view)).moved


def test_another_page_is_not_the_same(desk_view: np.ndarray) -> None:
    other = scene("easy", 9, size=(1280, 720)).bgr
    assert not look(other, look(desk_view)).same_page


def test_blur_and_darkness_are_seen(desk_view: np.ndarray) -> None:
    sharp, soft = look(desk_view), look(np.asarray(cv2.GaussianBlur(desk_view, (0, 0), 3.5), np.uint8))
    assert sharp.sharp > soft.sharp + 0.2
    assert look((desk_view * 0.2).astype(np.uint8)).bright < 0.3 * sharp.bright


def test_an_empty_desk_has_no_signature() -> None:
    empty = look(np.full((720, 1280, 3), 90, np.uint8))
    assert empty.corners is None
    assert empty.signature is None
    assert alike(None, empty.signature)
    assert not alike(a_look().signature, empty.signature)
