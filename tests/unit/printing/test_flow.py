from __future__ import annotations

from dataclasses import replace

from printing.flow import paginate
from printing.page import MM, Block, Frame, Page, gap, paper

A5 = paper("a5")
BODY = A5.height - A5.top - A5.bottom


def strip(height: float, name: float = 0, **more: object) -> Block:
    """A block whose frame carries `name` as its line width, to be found again."""
    return Block(height=height, ops=(Frame(0, 0, 10, height, line=name),), **more)  # type: ignore[arg-type]


def nothing(_number: int, _count: int) -> Block:
    return gap(0)


def names(page: Page) -> list[float]:
    return [op.line for op in page.ops if isinstance(op, Frame)]


def test_blocks_that_fit_stay_on_one_page_in_order() -> None:
    (page,) = paginate([strip(10, 1), strip(10, 2)], A5, top=nothing, foot=nothing)
    assert names(page) == [1, 2]
    assert [op.box[1] for op in page.ops] == [A5.top, A5.top + 10]


def test_a_block_that_does_not_fit_opens_the_next_page() -> None:
    pages = paginate([strip(BODY - 20, 1), strip(30, 2)], A5, top=nothing, foot=nothing)
    assert [names(page) for page in pages] == [[1], [2]]


def test_tied_blocks_move_together() -> None:
    blocks = [strip(BODY - 20, 1), strip(15, 2, keep=True), strip(15, 3)]
    assert [names(page) for page in paginate(blocks, A5, top=nothing, foot=nothing)] == [[1], [2, 3]]


def test_a_tied_chain_longer_than_a_page_is_cut_all_the_same() -> None:
    blocks = [strip(BODY / 2, n, keep=True) for n in range(1, 6)]
    pages = paginate(blocks, A5, top=nothing, foot=nothing)
    assert [name for page in pages for name in names(page)] == [1, 2, 3, 4, 5]
    assert all(op.box[3] <= A5.height - A5.bottom + 0.01 for page in pages for op in page.ops)


def test_white_space_vanishes_at_the_top_of_a_page() -> None:
    pages = paginate([strip(BODY, 1), gap(9), strip(10, 2)], A5, top=nothing, foot=nothing)
    assert pages[1].ops[0].box[1] == A5.top


def test_white_space_at_the_end_opens_no_page() -> None:
    assert len(paginate([strip(BODY, 1), gap(9)], A5, top=nothing, foot=nothing)) == 1


def test_a_table_head_is_repeated_on_further_pages() -> None:
    head = strip(10, 9)
    rows = [strip(BODY / 4, n, head=head) for n in range(1, 7)]
    pages = paginate([replace(head, keep=True), *rows], A5, top=nothing, foot=nothing)
    assert [names(page) for page in pages] == [[9, 1, 2, 3], [9, 4, 5, 6]]


def test_top_and_foot_know_page_and_count() -> None:
    seen: list[tuple[int, int]] = []

    def foot(number: int, count: int) -> Block:
        seen.append((number, count))
        return strip(5, 0.5)

    pages = paginate([strip(BODY / 2 - 5, n) for n in range(1, 5)], A5, top=nothing, foot=foot)
    assert len(pages) == 2
    assert seen[-2:] == [(1, 2), (2, 2)]
    assert {round(page.ops[-1].box[3], 3) for page in pages} == {round(A5.height - A5.bottom, 3)}


def test_a_roll_is_one_page_as_long_as_its_content_in_whole_millimetres() -> None:
    roll = paper("k80")
    (page,) = paginate([strip(100, n) for n in range(1, 21)], roll, top=nothing, foot=nothing)
    assert page.width == 80 * MM
    assert 0 <= page.height - (roll.top + 2000 + roll.bottom) < MM
    assert abs(page.height / MM - round(page.height / MM)) < 1e-6


def test_a_roll_beyond_three_metres_is_cut() -> None:
    pages = paginate([strip(100, n) for n in range(1, 121)], paper("k80"), top=nothing, foot=nothing)
    assert len(pages) == 2
    assert all(page.height < 14400 for page in pages)
