"""The page strip: what each change does, and that every one of them can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.errors import InputError
from desk.imaging.strip import STEPS_KEPT, Strip
from desk.rows import GivenPage, SplitMark, SplitPlan, StripState

CORNERS = ((1.0, 2.0), (90.0, 3.0), (91.0, 120.0), (2.0, 119.0))


def a_strip(*papers: int | None) -> Strip:
    """A strip with one page for each paper named; keys run from 1."""
    strip = Strip()
    for at, paper in enumerate(papers):
        strip.insert(at, [Path(f"{at + 1}.jpg")], component=paper)
    return strip


def papers(strip: Strip) -> list[int | None]:
    """The papers of the pages in order."""
    return [page.component for page in strip.state.pages]


def keys(strip: Strip) -> list[int]:
    """The pages in order."""
    return list(strip.state.keys)


def test_a_page_goes_after_the_last_one_of_its_paper() -> None:
    strip = a_strip(1, 2)
    strip.append([Path("a.jpg")], component=1)
    strip.append([Path("b.jpg")], component=3)
    strip.append([Path("c.jpg")])
    strip.append([Path("d.jpg")])
    assert papers(strip) == [1, 1, 2, 3, None, None]
    assert [page.file.name for page in strip.state.pages][-2:] == ["c.jpg", "d.jpg"]
    assert strip.state.current == strip.state.keys[-1]


def test_a_retake_keeps_the_place_and_the_paper_and_opens_what_was_decided() -> None:
    strip = a_strip(1, 2, 3)
    strip.rotate([2])
    strip.set_corners(2, CORNERS)
    strip.drop_blank([2])
    strip.replace(2, Path("better.jpg"))
    page = strip.state.page(2)
    assert page is not None
    assert (page.file.name, page.component, page.turn, page.corners, page.dropped) == (
        "better.jpg", 2, None, None, "",
    )  # fmt: skip
    assert page.retaken_from == Path("2.jpg")
    strip.undo()
    assert strip.state.page(2).corners == CORNERS  # type: ignore[union-attr]


def test_several_pages_move_together_in_their_order() -> None:
    strip = a_strip(1, 1, 1, 1, 1)
    strip.move([4, 2], 0)
    assert keys(strip) == [2, 4, 1, 3, 5]
    strip.move([2, 4], 5, component=7)
    assert keys(strip) == [1, 3, 5, 2, 4]
    assert papers(strip) == [1, 1, 1, 7, 7]
    strip.step([2, 4], -1)
    assert keys(strip) == [1, 3, 2, 4, 5]
    strip.step([1, 5], 1)
    assert keys(strip) == [3, 1, 2, 4, 5]


def test_removing_the_chosen_page_chooses_its_neighbour() -> None:
    strip = a_strip(1, 1, 1)
    strip.select([2])
    strip.remove([2])
    assert (strip.state.selected, strip.state.current) == ((3,), 3)
    strip.remove([3])
    assert strip.state.current == 1
    strip.remove([1])
    assert strip.state == StripState()


def test_turning_goes_on_from_how_the_page_is_shown() -> None:
    strip = a_strip(1, 1)
    strip.rotate([1, 2], found={1: 270})
    assert [page.turn for page in strip.state.pages] == [0, 90]
    strip.rotate([1], -90)
    assert strip.state.pages[0].turn == 270
    strip.face([1], None)
    assert strip.state.pages[0].turn is None
    strip.face([1], 45)
    assert strip.state.pages[0].turn is None


def test_from_this_page_on_it_is_another_paper() -> None:
    strip = a_strip(1, 1, 1, 2)
    strip.split_from(2, 5)
    assert papers(strip) == [1, 5, 5, 2]
    strip.merge_back(3)
    assert papers(strip) == [1, 1, 1, 2]
    strip.merge_back(1)
    assert papers(strip) == [1, 1, 1, 2]


def test_a_blank_side_stands_aside_where_it_is_and_comes_back_to_stay() -> None:
    strip = a_strip(1, 1, 1)
    strip.drop_blank([2])
    assert keys(strip) == [1, 2, 3]
    assert [given.blank for given in strip.state.given(1)] == ["", "drop", ""]
    strip.restore([2])
    strip.drop_blank([2])
    assert [given.blank for given in strip.state.given(1)] == ["", "keep", ""]


def test_a_paper_of_blank_sides_only_is_handed_over_as_it_is_found() -> None:
    strip = a_strip(1, 1)
    strip.drop_blank([1, 2])
    assert [given.blank for given in strip.state.given(1)] == ["", ""]


def test_a_plan_is_done_in_one_step_and_separators_are_never_handed_over() -> None:
    strip = a_strip(1, 1, 1, 1)
    marks = (SplitMark(2, "next"), SplitMark(4, "component", component=9))
    strip.apply_split(SplitPlan(marks, ((1, 1), (3, 2))))
    assert papers(strip) == [1, None, 2, None]
    assert [page.dropped for page in strip.state.pages] == ["", "separator", "", "separator"]
    assert strip.state.given(None) == ()
    strip.undo()
    assert papers(strip) == [1, 1, 1, 1]


def test_a_page_of_which_nothing_was_decided_is_given_as_its_path() -> None:
    assert GivenPage(Path("a.jpg")).as_json() == "a.jpg"
    assert GivenPage(Path("a.pdf"), page=2, turn=0, corners=CORNERS, blank="keep").as_json() == {
        "file": "a.pdf",
        "page": 2,
        "turn": 0,
        "corners": [[1.0, 2.0], [90.0, 3.0], [91.0, 120.0], [2.0, 119.0]],
        "blank": "keep",
    }


def test_what_changes_nothing_leaves_no_step() -> None:
    strip = a_strip(1, 2)
    steps = 2
    strip.remove([99])
    strip.move([1], 0)
    strip.rotate([1], 360)
    strip.merge_back(1)
    strip.restore([1])
    strip.reset_corners(1)
    strip.select([2])
    strip.append([])
    for _ in range(steps):
        strip.undo()
    assert not strip.can_undo
    assert strip.state.pages == ()


def test_a_new_change_forgets_what_was_taken_back() -> None:
    strip = a_strip(1, 1)
    strip.rotate([1])
    strip.undo()
    assert (strip.can_redo, strip.redo_name) == (True, "rotate")
    strip.remove([2])
    assert (strip.can_redo, strip.undo_name) == (False, "remove")


def test_a_key_is_never_given_twice_even_after_an_undo() -> None:
    strip = a_strip(1)
    strip.append([Path("a.jpg")])
    strip.undo()
    strip.append([Path("b.jpg")])
    assert keys(strip) == [1, 3]


def test_only_so_many_steps_are_kept() -> None:
    strip = a_strip(1)
    for _ in range(STEPS_KEPT + 50):
        strip.rotate([1])
    undone = 0
    while strip.can_undo:
        strip.undo()
        undone += 1
    assert undone == STEPS_KEPT


def test_whoever_listens_is_told_after_each_change() -> None:
    strip = a_strip(1)
    seen: list[int] = []
    strip.listen(lambda: seen.append(len(strip.state.pages)))
    strip.append([Path("a.jpg"), Path("b.jpg")])
    strip.remove([77])
    strip.undo()
    assert seen == [3, 1]


def test_a_strip_shown_in_a_window_built_anew_tells_the_old_one_no_more() -> None:
    strip = a_strip(1)
    old, new = [], []
    strip.listen(lambda: old.append(1))
    strip.listen(lambda: new.append(1))
    strip.append([Path("a.jpg")])
    assert (old, new) == ([], [1])


# ---- two stacks ---------------------------------------------------------------------------------


def test_the_flipped_stack_gives_each_front_its_back() -> None:
    strip = a_strip(1, 1, 2, None, None, None)
    strip.interleave([1, 2, 3], [4, 5, 6])
    assert keys(strip) == [1, 6, 2, 5, 3, 4]
    assert papers(strip) == [1, 1, 1, 1, 2, 2]


def test_a_stack_whose_sheets_were_turned_one_by_one_is_not_reversed() -> None:
    strip = a_strip(1, 1, None, None)
    strip.interleave([1, 2], [3, 4], flipped=False)
    assert keys(strip) == [1, 3, 2, 4]


def test_pages_around_the_stacks_stay_where_they_are() -> None:
    strip = a_strip(5, 1, 1, 6, None, None, 7)
    strip.interleave([2, 3], [5, 6])
    assert keys(strip) == [1, 2, 6, 3, 5, 4, 7]


def test_stacks_that_differ_are_said_so_and_left_alone_until_the_clerk_chooses() -> None:
    strip = a_strip(1, 1, 1, None, None)
    with pytest.raises(InputError) as caught:
        strip.interleave([1, 2, 3], [4, 5])
    assert (caught.value.code, caught.value.details) == ("strip.stacks_differ", {"fronts": 3, "backs": 2})
    assert keys(strip) == [1, 2, 3, 4, 5]
    strip.interleave([1, 2, 3], [4, 5], uneven="first")
    assert keys(strip) == [1, 5, 2, 4, 3]
    strip.undo()
    strip.interleave([1, 2, 3], [4, 5], uneven="last")
    assert keys(strip) == [1, 2, 5, 3, 4]
    strip.undo()
    strip.interleave([1, 2], [3, 4, 5], uneven="last")
    assert keys(strip) == [5, 1, 4, 2, 3]


def test_blank_backs_count_while_stacks_are_put_together() -> None:
    strip = a_strip(1, 1, None, None)
    strip.drop_blank([3])
    strip.interleave([1, 2], [3, 4])
    assert keys(strip) == [1, 4, 2, 3]
    assert strip.state.page(3).dropped == "blank"  # type: ignore[union-attr]
