"""Of quads round one another the outer is the page, where it is likely enough to be one."""

from __future__ import annotations

import numpy as np
import pytest

from scanning.finding.closer import Weighed
from scanning.finding.nested import outermost, sides_outside

RIM = np.array([[100.0, 60.0], [300.0, 80.0], [290.0, 360.0], [90.0, 330.0]])
MIDDLE = RIM.mean(axis=0)


def inside(part: float) -> np.ndarray:
    """A quad evenly inside the rim."""
    return np.asarray(MIDDLE + (RIM - MIDDLE) * (1 - part))


def weighed(corners: np.ndarray, judged: float = 0.0) -> Weighed:
    """A quad as the second look leaves it."""
    return Weighed(
        corners=corners,
        judged=judged,
        sits=0.0,
        shift=np.zeros(8, np.float32),
        was_moved=False,
        cut=np.zeros(4, dtype=bool),
        before=corners,
    )


def chosen(quads: list[Weighed], chances: list[float]) -> int:
    told = np.array(chances, np.float32)
    return outermost(quads, told, int(told.argmax()))


def test_a_frame_inside_the_rim_gives_way_to_the_rim() -> None:
    assert chosen([weighed(inside(0.1)), weighed(RIM)], [0.8, 0.5]) == 1


def test_two_lines_of_a_frame_give_way_one_after_the_other() -> None:
    quads = [weighed(inside(0.16)), weighed(RIM), weighed(inside(0.08))]
    assert chosen(quads, [0.9, 0.3, 0.6]) == 1


@pytest.mark.parametrize("turn", range(4))
def test_it_does_not_matter_with_which_corner_a_quad_begins(turn: int) -> None:
    assert chosen([weighed(inside(0.1)), weighed(np.roll(RIM, turn, axis=0))], [0.8, 0.6]) == 1


def test_a_quad_round_it_that_is_hardly_a_page_does_not_take_over() -> None:
    assert chosen([weighed(inside(0.1)), weighed(RIM)], [0.9, 0.2]) == 0


def test_the_desk_far_around_a_sheet_does_not_take_over() -> None:
    assert chosen([weighed(inside(0.5)), weighed(RIM)], [0.9, 0.8]) == 0


def test_a_quad_elsewhere_does_not_take_over() -> None:
    assert chosen([weighed(inside(0.1)), weighed(RIM + 40.0)], [0.8, 0.7]) == 0


def test_a_sheet_on_a_pile_keeps_its_own_sides() -> None:
    pile = RIM + np.array([[0, 0], [12.0, 0], [12.0, 14.0], [0, 14.0]])
    assert chosen([weighed(RIM), weighed(pile)], [0.8, 0.7]) == 0
    assert chosen([weighed(RIM), weighed(pile, judged=0.8)], [0.8, 0.7]) == 1
    assert chosen([weighed(RIM), weighed(pile, judged=0.8)], [0.8, 0.5]) == 0


def test_how_far_sides_lie_outside_is_told_in_parts_of_the_inner_quad() -> None:
    square = np.array([[0.0, 0.0], [100.0, 0.0], [100.0, 200.0], [0.0, 200.0]])
    around = square + np.array([[-5.0, -20.0], [10.0, -20.0], [10.0, 0.0], [-5.0, 0.0]])
    off = sides_outside(square, around)
    assert off is not None
    assert off == pytest.approx(np.array([[0.1, 0.1], [0.1, 0.1], [0, 0], [0.05, 0.05]]), abs=1e-5)
    assert sides_outside(around, square) is None
