"""Reading order: an official letter's halves, true columns, tables cell by cell, forms row by row."""

from __future__ import annotations

import pytest

from scanning.pdf.textlayer import Word, text_of
from scanning.words.order import Line, in_rows
from scanning.words.rules import Grid

LETTER, HEIGHT = 11, 24


def at(text: str, left: float, top: float, *, height: float = HEIGHT) -> Line:
    """A line whose first letter stands at `left`."""
    words, x = [], left
    for word in text.split():
        words.append(Word(word, x, top, x + LETTER * len(word), top + height, 90.0, 0))
        x += LETTER * (len(word) + 1) - 3
    return Line(0, tuple(words))


def centred(text: str, middle: float, top: float) -> Line:
    line = at(text, 0, top)
    return at(text, middle - line.words[-1].right / 2, top)


def read(*lines: Line, tables: tuple[Grid, ...] = ()) -> list[str]:
    return text_of(in_rows(lines, tables)).split("\n")


HEAD = (
    centred("UỶ BAN NHÂN DÂN", 300, 100),
    centred("XÃ GIẢ ĐỊNH", 300, 134),
    centred("Số: 12/UBND-VP", 300, 172),
    centred("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", 900, 101),
    centred("Độc lập - Tự do - Hạnh phúc", 900, 136),
    centred("Giả Định, ngày 02 tháng 10 năm 2026", 900, 178),
)
HEAD_READ = [
    "UỶ BAN NHÂN DÂN",
    "XÃ GIẢ ĐỊNH",
    "Số: 12/UBND-VP",
    "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Giả Định, ngày 02 tháng 10 năm 2026",
]
BODY = "Căn cứ hồ sơ đã nộp tại bộ phận một cửa và ý kiến của phòng chuyên môn về việc này"


def test_the_two_halves_of_a_letters_head_are_read_one_after_the_other() -> None:
    body = at(BODY, 150, 300)
    assert read(*HEAD, body) == [*HEAD_READ, BODY]


def test_halves_on_levels_of_their_own_are_still_two_halves() -> None:
    """The right half of a real letter is set larger, so its lines stand between those of the left."""
    lines = (
        centred("UBND TỈNH GIẢ", 300, 100),
        centred("SỞ KIỂM THỬ", 300, 130),
        centred("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", 900, 114),
        centred("Độc lập - Tự do - Hạnh phúc", 900, 146),
    )
    assert read(*lines) == [
        "UBND TỈNH GIẢ",
        "SỞ KIỂM THỬ",
        "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]


def test_fields_beside_each_other_are_read_across() -> None:
    lines = (
        at("Họ và tên: NGUYỄN VĂN MẪU", 150, 100),
        at("Ngày sinh: 05/03/1990", 150, 136),
        at("Giới tính: Nam", 800, 136),
        at("Dân tộc: Kinh", 150, 172),
        at("Quốc tịch: Việt Nam", 800, 172),
    )
    assert read(*lines) == [
        "Họ và tên: NGUYỄN VĂN MẪU",
        "Ngày sinh: 05/03/1990 Giới tính: Nam",
        "Dân tộc: Kinh Quốc tịch: Việt Nam",
    ]


def test_fields_close_below_a_head_do_not_slip_into_its_left_half() -> None:
    lines = (*HEAD, at("Họ và tên: A", 150, 290), at("Nơi cư trú: B", 150, 326))
    assert read(*lines) == [*HEAD_READ, "Họ và tên: A", "Nơi cư trú: B"]


def test_recipients_come_before_the_signature_and_keep_together() -> None:
    lines = (
        at("Nơi nhận:", 150, 1800),
        at("- Như trên;", 150, 1832),
        at("- Lưu: VT.", 150, 1862),
        centred("TM. UỶ BAN NHÂN DÂN", 900, 1800),
        centred("CHỦ TỊCH", 900, 1836),
        centred("Bùi Xuân Tưởng", 900, 2060),
    )
    assert read(*lines) == [
        "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. UỶ BAN NHÂN DÂN", "CHỦ TỊCH", "Bùi Xuân Tưởng"
    ]  # fmt: skip


def test_two_signatures_keep_name_and_title_together() -> None:
    lines = (
        centred("XÁC NHẬN CỦA CƠ QUAN", 350, 1700),
        centred("NGƯỜI KHAI", 950, 1700),
        centred("(Ký tên, đóng dấu)", 350, 1734),
        centred("(Ký, ghi rõ họ tên)", 950, 1734),
        centred("Lê Hoàng Thử", 350, 1950),
        centred("Võ Ngọc Giả", 950, 1950),
    )
    assert read(*lines) == [
        "XÁC NHẬN CỦA CƠ QUAN", "(Ký tên, đóng dấu)", "Lê Hoàng Thử",
        "NGƯỜI KHAI", "(Ký, ghi rõ họ tên)", "Võ Ngọc Giả",
    ]  # fmt: skip


def test_a_table_without_rules_is_read_across() -> None:
    names = ("Đơn đề nghị", "Bản sao", "Giấy uỷ quyền", "Biên lai", "Sổ hộ khẩu", "Ảnh")
    lines = [line for row, name in enumerate(names) for line in (
        at(name, 150, 100 + 40 * row), at(f"0{row + 1}", 900, 100 + 40 * row)
    )]  # fmt: skip
    assert read(*lines) == [f"{name} 0{row + 1}" for row, name in enumerate(names)]


def test_a_cell_of_two_lines_keeps_together_within_its_row() -> None:
    grid = Grid((90.0, 130.0, 200.0), (140.0, 220.0, 700.0, 1000.0))
    lines = (
        at("TT", 150, 100), at("Tên giấy tờ", 240, 100), at("Ghi chú", 720, 100),
        at("1", 150, 138), at("Bản sao giấy khai sinh có", 240, 138), at("Bản chính", 720, 138),
        at("chứng thực", 240, 168),
    )  # fmt: skip
    assert read(*lines, tables=(grid,)) == [
        "TT Tên giấy tờ Ghi chú",
        "1 Bản sao giấy khai sinh có",
        "chứng thực",
        "Bản chính",
    ]


def test_text_around_a_table_stays_above_and_below_it() -> None:
    grid = Grid((90.0, 130.0, 170.0), (140.0, 400.0, 700.0))
    lines = (
        at("dưới bảng", 150, 200),
        at("ô một", 150, 100),
        at("ô hai", 150, 140),
        at("trên bảng", 150, 40),
    )
    assert read(*lines, tables=(grid,)) == ["trên bảng", "ô một", "ô hai", "dưới bảng"]


@pytest.mark.parametrize("speck", [":", ".", "-"])
def test_a_speck_beside_a_signature_does_not_tear_the_halves(speck: str) -> None:
    lines = (
        at("Nơi nhận:", 150, 1800),
        at("- Như trên;", 150, 1832),
        at(speck, 560, 1832),
        centred("TM. UỶ BAN NHÂN DÂN", 900, 1800),
        centred("CHỦ TỊCH", 900, 1836),
        at("- Lưu: VT.", 150, 1864),
    )
    text = " ".join(read(*lines))
    assert text.index("Lưu: VT.") < text.index("TM. UỶ BAN NHÂN DÂN") < text.index("CHỦ TỊCH")
