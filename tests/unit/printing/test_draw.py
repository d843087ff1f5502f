"""What the pen leaves out: lines drawn in pieces and lines drawn twice, never a line that is seen."""

from __future__ import annotations

from printing.draw import without_seams
from printing.page import Frame, Rule


def test_upright_lines_that_touch_are_one() -> None:
    pieces = (Rule(10, 0, 10, 20, 0.5), Rule(10, 20, 10, 45, 0.5), Rule(10, 40, 10, 50, 0.5))

    assert [*without_seams(pieces)] == [Rule(10, 0, 10, 50, 0.5)]


def test_lines_apart_or_of_other_widths_stay_their_own() -> None:
    pieces = (Rule(10, 0, 10, 20, 0.5), Rule(10, 21, 10, 45, 0.5), Rule(10, 20, 10, 21, 1.0))

    assert {*without_seams(pieces)} == {*pieces}


def test_a_line_is_drawn_once() -> None:
    level = Rule(0, 20, 100, 20, 0.5)

    assert [*without_seams((level, Rule(0, 40, 100, 40, 0.5), level))] == [level, Rule(0, 40, 100, 40, 0.5)]


def test_nothing_moves_where_something_is_filled() -> None:
    drawn = (Rule(10, 0, 10, 20), Frame(x=0, y=0, width=50, height=50, fill=0.9), Rule(10, 20, 10, 30))

    assert without_seams(drawn) == drawn
