"""What must hold for any text and any list of blocks."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from printing.clean import cleaned
from printing.flow import paginate
from printing.fonts import face
from printing.page import Block, Frame, Modules, Rule, Text, gap, paper
from printing.render import compose
from printing.sheets import PaperRow
from printing.text import balanced, line_width, wrap
from tests.unit.printing.samples import EVERY_LETTER, receipt, supplement

REGULAR, BOLD = face("serif"), face("serif", "bold")
VIETNAMESE = st.text(st.sampled_from(sorted(set(EVERY_LETTER + "   \n.,;:()/-–“”₫ABCXYZ09"))), max_size=300)
ANYTHING = st.text(max_size=200)
A5 = paper("a5")


def letters(text: str) -> str:
    return "".join(text.split())


@given(VIETNAMESE, st.floats(min_value=30, max_value=600), st.sampled_from([7.0, 10.5, 13.0]))
def test_wrapping_loses_nothing_and_keeps_within_the_width(text: str, width: float, size: float) -> None:
    lines = wrap([(text, REGULAR)], size, width)
    assert letters("".join(part for line in lines for part, _ in line)) == letters(text)
    assert all(line_width(line, size) <= width + 0.02 for line in lines)


@given(VIETNAMESE, VIETNAMESE, st.floats(min_value=60, max_value=600))
def test_balancing_needs_no_more_lines_and_loses_nothing(label: str, value: str, width: float) -> None:
    spans = ((label, REGULAR), (value, BOLD))
    lines = balanced(spans, 10, width)
    assert len(lines) == len(wrap(spans, 10, width))
    assert letters("".join(part for line in lines for part, _ in line)) == letters(label + value)


@given(ANYTHING)
def test_cleaned_text_is_drawable_composed_and_stable(text: str) -> None:
    once, lost = cleaned(receipt(applicant=text), (REGULAR, BOLD))
    assert unicodedata.is_normalized("NFC", once.applicant)
    assert all(char == "\n" or REGULAR.draws(char) for char in once.applicant)
    assert cleaned(once, (REGULAR, BOLD)) == (once, ())
    assert not any(REGULAR.draws(char) and BOLD.draws(char) for char in lost)


@settings(max_examples=25, deadline=None)
@given(
    VIETNAMESE, VIETNAMESE, st.lists(VIETNAMESE, max_size=12), st.sampled_from(["a5", "a4", "k80"])
)  # fmt: skip
def test_any_words_find_their_place_on_any_paper(
    name: str, request: str, papers: list[str], size: str
) -> None:
    rows = tuple(PaperRow(str(no), text, original="01") for no, text in enumerate(papers, start=1))
    pages = compose(receipt(applicant=name, request=request, papers=rows), paper(size))
    drawn = "".join(op.text for page in pages for op in page.ops if isinstance(op, Text))
    for text in (name, request, *papers):
        for word in text.split():
            if len(word) < 6:  # a longer one may be cut over two lines of a narrow cell
                assert word in drawn
    for page in pages:
        for op in page.ops:
            left, top, right, bottom = op.box
            assert left >= 0
            assert top >= 0
            assert right <= page.width + 0.02
            assert bottom <= page.height


@settings(max_examples=15, deadline=None)
@given(st.integers(min_value=1, max_value=400))
def test_a_reason_of_any_length_runs_over_pages_in_order(count: int) -> None:
    reason = " ".join(f"lý{number}" for number in range(count))
    pages = compose(supplement(reason=reason), A5)
    drawn = " ".join(op.text for page in pages for op in page.ops if isinstance(op, Text))
    places = [drawn.index(f"lý{number}") for number in range(count)]
    assert places == sorted(places)


BLOCKS = st.lists(
    st.tuples(st.floats(min_value=1, max_value=250), st.booleans(), st.booleans()), min_size=1, max_size=40
)


@given(BLOCKS)
def test_every_block_lands_once_in_order_and_inside_its_page(parts: list[tuple[float, bool, bool]]) -> None:
    blocks: list[Block] = []
    for number, (height, keep, empty) in enumerate(parts):
        ops = () if empty else (Frame(0, 0, 1, height, line=number),)
        blocks.append(Block(height=height, ops=ops, keep=keep))
    pages = paginate(blocks, A5, top=lambda *_: gap(0), foot=lambda *_: gap(0))
    placed = [op.line for page in pages for op in page.ops if isinstance(op, Frame)]
    assert placed == [number for number, (_, _, empty) in enumerate(parts) if not empty]
    for page in pages:
        tops = [op.box[1] for op in page.ops]
        assert tops == sorted(tops)
        assert all(A5.top <= op.box[1] and op.box[3] <= A5.height - A5.bottom + 0.01 for op in page.ops)


@given(st.floats(min_value=-50, max_value=50), st.floats(min_value=-50, max_value=50))
def test_moving_moves_the_box(dx: float, dy: float) -> None:
    things = (
        Text(1, 20, "Mẫu", REGULAR, 10),
        Rule(3, 4, 1, 9),
        Frame(1, 2, 3, 4),
        Modules(1, 2, 3, 4, ((0, 0, 1, 1),)),
    )
    for thing in things:
        before, after = thing.box, thing.moved(dx, dy).box
        for place, shift in enumerate((dx, dy, dx, dy)):
            assert abs(after[place] - before[place] - shift) < 1e-9
