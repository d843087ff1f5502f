from __future__ import annotations

import pytest

from printing.fonts import face
from printing.page import Rule, Text
from printing.text import Cell, balanced, columns, leader, line_width, paragraph, row, with_head, wrap
from tests.unit.printing.samples import EVERY_LETTER

REGULAR, BOLD = face("serif"), face("serif", "bold")


def words_of(lines: tuple) -> list[str]:  # type: ignore[type-arg]
    return ["".join(text for text, _ in line) for line in lines]


def test_no_line_is_wider_than_asked_and_no_word_is_lost() -> None:
    lines = wrap([(EVERY_LETTER, REGULAR)], 10, 90)
    assert all(line_width(line, 10) <= 90 for line in lines)
    assert " ".join(words_of(lines)) == EVERY_LETTER


def test_a_short_text_stays_on_one_line() -> None:
    assert words_of(wrap([("Mã hồ sơ", REGULAR)], 10, 200)) == ["Mã hồ sơ"]


def test_a_word_wider_than_the_line_is_cut_between_letters() -> None:
    lines = words_of(wrap([("Ẫ" * 60, REGULAR)], 10, 100))
    assert len(lines) > 1
    assert "".join(lines) == "Ẫ" * 60


def test_faces_may_change_inside_a_line() -> None:
    (line,) = wrap([("Tiếp nhận hồ sơ của: ", REGULAR), ("MẪU", BOLD)], 10, 400)
    assert [(text, font.style) for text, font in line] == [
        ("Tiếp nhận hồ sơ của: ", "regular"),
        ("MẪU", "bold"),
    ]


def test_a_line_break_in_the_text_breaks_the_line() -> None:
    assert words_of(wrap([("một\nhai", REGULAR)], 10, 400)) == ["một", "hai"]


def test_a_no_break_space_holds_words_together() -> None:
    width = REGULAR.width("(mã 1.004873)", 10) + 2
    assert width > REGULAR.width("hôn nhân (mã", 10)
    assert words_of(wrap([("hôn nhân (mã 1.004873)", REGULAR)], 10, width)) == ["hôn nhân (mã", "1.004873)"]
    assert words_of(wrap([("hôn nhân (mã\xa01.004873)", REGULAR)], 10, width)) == [
        "hôn nhân",
        "(mã\xa01.004873)",
    ]


def test_nothing_wraps_to_one_empty_line() -> None:
    assert wrap([("", REGULAR)], 10, 100) == ((),)


def test_balanced_lines_leave_no_lone_word() -> None:
    text = "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG PHƯỜNG MẪU HÒA"
    width = REGULAR.width("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG PHƯỜNG MẪU", 10) + 1
    assert words_of(wrap([(text, REGULAR)], 10, width))[-1] == "HÒA"
    lines = balanced(((text, REGULAR),), 10, width)
    widths = [line_width(line, 10) for line in lines]
    assert len(lines) == 2
    assert max(widths) - min(widths) < 0.4 * max(widths)


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_a_paragraph_keeps_within_its_column(align: str) -> None:
    for block in paragraph([(EVERY_LETTER, REGULAR)], 9, x=50, width=120, align=align):  # type: ignore[arg-type]
        for op in block.ops:
            left, _, right, _ = op.box
            assert left >= 50 - 0.01
            assert right <= 170 + 0.01


def test_right_aligned_text_ends_at_the_margin() -> None:
    (block,) = paragraph([("Trang 1/1", REGULAR)], 9, x=0, width=200, align="right")
    assert block.ops[0].box[2] == pytest.approx(200)


def test_a_leader_fills_the_line_with_dots() -> None:
    (block,) = leader("Địa chỉ:", REGULAR, 10, x=0, width=300)
    (text,) = block.ops
    assert isinstance(text, Text)
    assert text.text.startswith("Địa chỉ: ....")
    assert 280 < text.box[2] <= 301


def test_a_table_row_is_as_tall_as_its_tallest_cell() -> None:
    cols = columns(0, [100, 60], ["left", "center"])
    short = row(cols, [Cell((("Một", REGULAR),)), Cell((("1", REGULAR),))], 10)[0]
    tall = row(
        cols, [Cell((("Một hai ba bốn năm sáu bảy tám chín mười", REGULAR),)), Cell((("1", REGULAR),))], 10
    )[0]
    assert tall.height > short.height
    assert {op.box[0] for op in tall.ops if isinstance(op, Rule) and op.x == op.x2} == {0, 100, 160}


def test_a_cell_taller_than_a_page_becomes_several_rows() -> None:
    cols = columns(0, [60], ["left"])
    rows = row(cols, [Cell(((EVERY_LETTER * 3, REGULAR),))], 10)
    assert len(rows) > 1
    assert max(block.height for block in rows) < 400


def test_a_table_head_is_tied_to_the_first_row_and_known_to_all() -> None:
    cols = columns(0, [60], ["left"])
    head = row(cols, [Cell((("TT", BOLD),))], 10)[0]
    body = [block for _ in range(3) for block in row(cols, [Cell((("1", REGULAR),))], 10)]
    table = with_head(body, head)
    assert table[0].keep
    assert all(block.head is head for block in table[1:])


def test_a_heading_is_never_balanced_by_cutting_a_word() -> None:
    for text in ("Không tiếp nhận", "Trước hạn", "Trong hạn", "Đang rút"):
        lines = balanced(((text, REGULAR),), 8.5, 36)
        assert " ".join(words_of(lines)) == text
