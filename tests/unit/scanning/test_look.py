"""The preview's judgement and the moment of capture."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pytest

from scanning.cameras.look import FrameLook, alike, look, paper_dpi, same_sheet
from scanning.cameras.moment import Advice, AutoCapture, Stillness
from scanning.scenes import forms, photograph
from scanning.scenes.camera import View, seen_corners
from scanning.scenes.desks import desk
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


def test_a_page_passed_over_is_left_alone_and_the_next_one_is_taken() -> None:
    capture = AutoCapture()
    capture.pass_over()
    assert Advice.CAPTURE not in fed(capture, [a_look(moved=True)] + [a_look()] * 20)
    slip = [nothing_there()] * 5 + [a_look(seed=2)] * 10
    assert fed(capture, slip, start=3.0).count(Advice.CAPTURE) == 1


def test_a_page_passed_over_is_never_said_to_be_captured_until_a_hand_captures_it() -> None:
    capture = AutoCapture()
    capture.pass_over()
    assert set(fed(capture, [a_look()] * 10)[1:]) == {Advice.OTHER_PAGE}
    capture.captured(a_look())
    assert set(fed(capture, [a_look()] * 3, start=2.0)) == {Advice.CHANGE_PAGE}


def test_passing_over_an_empty_desk_takes_the_first_page_that_comes() -> None:
    capture = AutoCapture()
    capture.pass_over()
    assert fed(capture, [nothing_there()] * 15 + [a_look()] * 10).count(Advice.CAPTURE) == 1


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


def test_the_captured_page_seen_again_after_something_else_is_said_to_be_the_same() -> None:
    hand = [a_look(seed=9, moved=True)] * 5
    advice = fed(AutoCapture(), [a_look()] * 6 + hand + [a_look()] * 8)
    assert advice.count(Advice.CAPTURE) == 1
    assert advice[-1] is Advice.SAME_PAGE


def test_what_moves_between_two_looks_counts_as_movement() -> None:
    capture = AutoCapture()
    advice = [capture.feed(a_look(), STEP * number, calm=0.05) for number in range(12)]
    assert set(advice) == {Advice.MOVING}


def test_a_page_is_held_from_when_it_came_to_rest_not_from_when_it_was_looked_at() -> None:
    capture = AutoCapture()
    rested = 0.07
    assert capture.feed(nothing_there(), 0.0, calm=5.0) is Advice.SEARCHING
    late = a_look(moved=True, same_page=False)  # against the look before it, when it did not lie there yet
    assert capture.feed(late, 0.3, calm=0.3 - rested) is Advice.HOLD
    assert capture.feed(a_look(), rested + 0.39, calm=0.39) is Advice.HOLD
    assert capture.feed(a_look(), rested + 0.4, calm=0.4) is Advice.CAPTURE


def test_a_page_that_becomes_sharp_while_it_lies_is_held_from_then_on() -> None:
    capture = AutoCapture()
    soft = [capture.feed(a_look(sharp=0.3), STEP * n, calm=STEP * n) for n in range(8)]
    assert set(soft[1:]) == {Advice.BLURRED}
    sharp = [capture.feed(a_look(), STEP * n, calm=STEP * n) for n in range(8, 16)]
    assert sharp.index(Advice.CAPTURE) == 4


def test_while_nothing_moves_the_page_is_not_looked_for_again_but_its_focus_is(desk_view: np.ndarray) -> None:
    first = look(desk_view)
    foggy = np.asarray(cv2.GaussianBlur(desk_view, (0, 0), 3.5), np.uint8)
    again = look(foggy, first, unmoved=True)
    assert again.corners == first.corners
    assert again.sharp < first.sharp - 0.2
    assert again.bright == pytest.approx(first.bright, abs=0.02)


def test_by_hand_a_good_page_is_ready_and_stays_so_until_it_may_be_captured() -> None:
    capture = AutoCapture()
    by_hand = [capture.feed(a_look(), STEP * number, capturing=False) for number in range(12)]
    assert by_hand[5:] == [Advice.READY] * 7
    assert capture.feed(a_look(), 1.3) is Advice.CAPTURE


@pytest.mark.parametrize(
    ("brightest", "advice"), [(0.05, Advice.COVERED), (0.2, Advice.DARK), (0.8, Advice.SEARCHING)]
)
def test_a_covered_lens_and_a_dark_room_are_told_from_an_empty_desk(brightest: float, advice: Advice) -> None:
    assert set(fed(AutoCapture(), [replace(nothing_there(), brightest=brightest)] * 3)) == {advice}


def test_stillness_is_measured_against_how_it_was_when_it_began() -> None:
    still, rng = Stillness(), np.random.default_rng(1)
    desk = np.full((720, 1280, 3), 90, np.uint8)
    desk[200:500, 300:800] = 230
    noisy = [np.clip(desk + rng.normal(0, 8, desk.shape), 0, 255).astype(np.uint8) for _ in range(3)]
    assert [round(still.feed(noisy[n % 3], STEP * n), 1) for n in range(5)] == [0.0, 0.1, 0.2, 0.3, 0.4]
    creeping = [
        np.roll(desk, 6 * step, axis=1) for step in range(1, 9)
    ]  # each step alone is too small to see
    assert min(still.feed(frame, 1.0 + STEP * n) for n, frame in enumerate(creeping)) == 0.0


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


def same_form(person: str, *, turn: float) -> FrameLook:
    """An A4 form filled in for somebody, laid a little differently each time."""
    sheet = forms.form("to_khai", np.random.default_rng(3), dpi=150, person=person)
    view = View(tilt=8, heading=40, turn=90 + turn, cover=0.45, shift=(0.01 * turn, 0.0))
    corners = seen_corners(view, paper=(210.0, 297.0), size=(1280, 720))
    rng = np.random.default_rng(int(turn * 10))
    canvas = desk("wood", np.random.default_rng(5), size=(1280, 720))
    photograph.lay(canvas, sheet.bgr, corners, lift=0.3, rng=rng)
    return look(photograph.expose(canvas, photograph.Finish(0.6, 2.0, 80), rng))


def test_the_same_sheet_laid_anew_is_known_and_the_same_form_of_another_person_is_not() -> None:
    one = same_form(forms.PEOPLE[1], turn=0.0)
    assert same_sheet(same_form(forms.PEOPLE[1], turn=2.0), one)
    assert not same_sheet(same_form(forms.PEOPLE[2], turn=2.0), one)


@pytest.mark.parametrize(
    ("corners", "dpi"),
    [
        ([(0, 0), (827, 0), (827, 1169), (0, 1169)], 100.0),  # A4 at 100 dpi
        ([(0, 0), (1169, 0), (1169, 827), (0, 827)], 100.0),
        ([(0, 0), (1011, 0), (1011, 638), (0, 638)], 300.0),  # ISO 7810 ID-1 at 300 dpi
    ],
)
def test_dots_on_the_paper_are_counted_from_its_edges(corners: list[tuple[int, int]], dpi: float) -> None:
    assert paper_dpi(np.array(corners, float)) == pytest.approx(dpi, abs=0.5)


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
