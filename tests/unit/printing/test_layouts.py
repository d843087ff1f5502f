"""What stands where: measured on the placed text, rules and symbols, before any PDF is made."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import pytest

from printing.errors import PrintingError
from printing.page import MM, Frame, Modules, Page, Rule, Text, paper
from printing.render import compose
from printing.sheets import Sheet
from tests.unit.printing.samples import CODE, EVERY_LETTER, certified, many_papers, receipt, supplement, tally

LONG = "NGUYỄN PHƯỚC HOÀNG CÔNG TẰNG TÔN NỮ THỊ NGỌC HUYỀN TRANG ẪM ỖI ỄN ẬT ỰC " * 2
LONG_CODE = "H29.A126.B112.C345.D678.E901-261123-000042"
SHEETS: dict[str, Sheet] = {
    "receipt": receipt(),
    "bare": receipt(
        papers=(), phone="", email="", id_number="", address="", fee="", fee_state="", volume="",
        volume_number="", hotline="", papers_short="",
    ),
    "long": receipt(
        applicant=LONG[:120], address=LONG[:120], request=LONG[:120],
        unit=LONG[:120], email="a" * 60 + "@example.vn",
        competent_unit=LONG[:120], on_behalf_of=LONG[:120], papers=many_papers(30), training=True, reprint=12,
        copy_marks=("Liên 1: Lưu", "Liên 2: Giao người nộp"),
    ),
    "provisional": receipt(code="TAM-2-261123-0007", provisional=True, training=True),
    "certified": certified(),
    "long code": receipt(code=LONG_CODE, qr=f"https://tra-cuu.example.vn/hs?ma={LONG_CODE}.7K3BCF9H"),
    "supplement": supplement(),
    "supplement long": supplement(
        reason=EVERY_LETTER * 4, items=many_papers(20), provisional=True, training=True,
    ),
    "tally": tally(),
    "tally long": tally(rows=tally().rows * 15, training=True),
    "tally empty": tally(rows=(), indicators=(), sums=(), maker=""),
}  # fmt: skip
EVERY = pytest.mark.parametrize("name", SHEETS)
PAPERS = pytest.mark.parametrize("size", ["a5", "a4", "k80", "k58"])


@cache
def pages_of(name: str, size: str) -> tuple[Page, ...]:
    return compose(SHEETS[name], paper(size))


def ink(text: Text) -> tuple[float, float, float, float]:
    """The letters' body without the room for stacked marks: what must never touch."""
    left, _, right, _ = text.box
    return left, text.y - 0.66 * text.size, right, text.y + 0.04 * text.size


def meet(one: tuple[float, ...], two: tuple[float, ...]) -> bool:
    return one[0] < two[2] - 0.2 and two[0] < one[2] - 0.2 and one[1] < two[3] and two[1] < one[3]


@EVERY
@PAPERS
def test_nothing_leaves_the_printable_page(name: str, size: str) -> None:
    margin = {"k80": 4, "k58": 5}.get(size, 8) * MM
    for page in pages_of(name, size):
        for op in page.ops:
            left, top, right, bottom = op.box
            assert left >= margin - 0.5, op
            assert right <= page.width - margin + 0.5, op
            assert top >= 2 * MM, op
            assert bottom <= page.height - 4 * MM, op


@EVERY
@PAPERS
def test_no_words_touch_other_words(name: str, size: str) -> None:
    for page in pages_of(name, size):
        boxes = [(ink(op), op) for op in page.ops if isinstance(op, Text) and op.text.strip()]
        for (one, first), (two, second) in combinations(boxes, 2):
            assert not meet(one, two), (first.text, second.text)


@EVERY
@PAPERS
def test_no_rule_strikes_through_words(name: str, size: str) -> None:
    for page in pages_of(name, size):
        rules = [op.box for op in page.ops if isinstance(op, Rule)]
        for text in (op for op in page.ops if isinstance(op, Text) and op.text.strip()):
            assert not any(
                meet(ink(text), (x - 0.1, y - 0.1, x2 + 0.1, y2 + 0.1)) for x, y, x2, y2 in rules
            ), text.text


@EVERY
@PAPERS
def test_symbols_keep_their_quiet_zones(name: str, size: str) -> None:
    for page in pages_of(name, size):
        for symbol in (op for op in page.ops if isinstance(op, Modules)):
            square = symbol.width == symbol.height
            cells = min(cell[2] for cell in symbol.cells) if square else 0
            white = 4 * cells if square else 0.5 * MM
            left, top, right, bottom = symbol.box
            zone = (left - white, top - white + 0.5, right + white, bottom + white - 0.5)
            for op in page.ops:
                if op is not symbol:
                    box = ink(op) if isinstance(op, Text) else op.box
                    assert not meet(zone, box), op


def symbols_on(name: str, size: str) -> list[Modules]:
    return [op for op in pages_of(name, size)[0].ops if isinstance(op, Modules)]


@pytest.mark.parametrize("size", ["a5", "a4"])
def test_the_qr_is_at_least_twenty_millimetres_on_sheets(size: str) -> None:
    (qr,) = [op for op in symbols_on("receipt", size) if op.width == op.height]
    assert qr.width >= 20 * MM


@pytest.mark.parametrize("size", ["k80", "k58"])
def test_roll_modules_are_whole_printer_dots_and_at_least_four(size: str) -> None:
    (qr,) = [op for op in symbols_on("receipt", size) if op.width == op.height]
    dots = qr.width / 29 / (0.125 * MM)
    assert dots == pytest.approx(round(dots))
    assert round(dots) >= 4


@pytest.mark.parametrize(("size", "dots"), [("a5", 3), ("a4", 3), ("k80", 2), ("k58", 2)])
def test_bars_are_as_many_whole_printer_dots_as_the_paper_has_room_for(size: str, dots: int) -> None:
    (bars,) = [op for op in symbols_on("receipt", size) if op.width != op.height]
    thin = min(min(cell[2:]) for cell in bars.cells)
    assert thin == pytest.approx(dots * 0.125 * MM)


def test_a_barcode_too_long_for_the_roll_stands_upright() -> None:
    (bars,) = [op for op in symbols_on("long code", "k80") if op.width != op.height]
    assert bars.height > bars.width


@PAPERS
def test_the_due_moment_is_the_largest_value_and_framed(size: str) -> None:
    (page,) = pages_of("receipt", size)
    wanted = "17:00 Thứ Năm 26/11/2026" if size[0] == "k" else "17 giờ 00 phút, ngày 26/11/2026"
    (due,) = [op for op in page.ops if isinstance(op, Text) and op.text == wanted]
    values = [op for op in page.ops if isinstance(op, Text) and op.y > due.y - 400]
    frames = [op.box for op in page.ops if isinstance(op, Frame)]
    assert due.face.style == "bold"
    assert due.size >= sorted(op.size for op in values)[-3]  # only the title's two lines may be larger
    assert any(x <= due.x and y <= due.y - due.size * 0.7 and bottom >= due.y for x, y, _, bottom in frames)


def said(page: Page) -> str:
    return " ".join(op.text for op in page.ops if isinstance(op, Text))


@pytest.mark.parametrize("size", ["a5", "a4"])
def test_an_ordinary_receipt_takes_one_page(size: str) -> None:
    assert len(pages_of("receipt", size)) == 1


@pytest.mark.parametrize("size", ["a5", "a4"])
def test_thirty_papers_run_over_with_head_code_and_page_numbers(size: str) -> None:
    pages = compose(receipt(papers=many_papers(30)), paper(size))
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert f"Trang {number}/{len(pages)}" in said(page)
        assert CODE in said(page)
    assert "Tên giấy tờ" in said(pages[1])
    everything = " ".join(said(page) for page in pages)
    assert all(f"Giấy tờ thứ {no} " in everything for no in range(1, 31))


def test_two_copies_are_marked_each_with_its_own_page_numbers() -> None:
    first, second = compose(receipt(copy_marks=("Liên 1: Lưu", "Liên 2: Giao người nộp")), paper("a5"))
    assert "Liên 1: Lưu" in said(first)
    assert "Liên 2: Giao người nộp" in said(second)
    assert "Liên 1" not in said(second)
    assert "Trang 1/1" in said(first)
    assert "Trang 1/1" in said(second)


@PAPERS
def test_a_provisional_code_cannot_be_mistaken(size: str) -> None:
    text = said(pages_of("provisional", size)[0])
    assert "Số tạm" in text
    assert "TAM-2-261123-0007" in text
    assert "Số tạm" not in said(pages_of("receipt", size)[0])


@pytest.mark.parametrize("name", ["provisional", "supplement long", "tally long"])
@PAPERS
def test_every_page_of_a_training_office_says_so(name: str, size: str) -> None:
    for page in pages_of(name, size):
        assert "BẢN TẬP HUẤN — không có giá trị" in said(page)


@EVERY
@PAPERS
def test_an_unseen_layout_is_marked_as_the_offices_own(name: str, size: str) -> None:
    for page in pages_of(name, size):
        marks = [op for op in page.ops if isinstance(op, Text) and "nội bộ" in op.text]
        assert marks
        assert max(op.size for op in marks) < 10


@PAPERS
def test_a_reprint_says_which_one_it_is(size: str) -> None:
    assert "Bản in lại lần 3" in said(compose(receipt(reprint=3), paper(size))[0])
    assert "in lại" not in said(compose(receipt(), paper(size))[0])


@pytest.mark.parametrize("size", ["a5", "a4"])
def test_certification_shows_pages_copies_fees_and_their_sum(size: str) -> None:
    text = said(pages_of("certified", size)[0])
    for wanted in ("Số trang", "Số bản", "Lệ phí", "Tổng lệ phí", "23.000 đồng", "6.000"):
        assert wanted in text
    assert "Bản chính" not in text


def test_lines_without_values_are_left_to_the_pen_or_out() -> None:
    text = said(pages_of("bare", "a5")[0])
    assert "Số điện thoại: ........" in text
    assert "7. Phí" not in text
    assert "Vào Sổ theo dõi" not in text
    assert "Người nộp thay" not in text
    assert "Chưa nhận giấy tờ nào." in text


def test_the_roll_tells_neither_identity_number_nor_address() -> None:
    text = said(pages_of("receipt", "k80")[0])
    assert "079192000001" not in text
    assert "Ví Dụ" not in text


def test_a_look_up_address_too_long_for_the_paper_is_refused() -> None:
    with pytest.raises(PrintingError, match="symbol_too_long"):
        compose(receipt(qr="https://example.vn/" + "a" * 900), paper("a5"))


def test_an_unknown_paper_is_refused_by_name() -> None:
    with pytest.raises(PrintingError) as caught:
        paper("a6")
    assert (caught.value.code, caught.value.details) == ("printing.paper_unknown", {"paper": "a6"})


def test_the_tally_prints_every_number_under_its_column() -> None:
    (page,) = pages_of("tally", "a4")
    place = {op.text: op for op in page.ops if isinstance(op, Text)}
    column = place["(9)"]
    middle = (column.box[0] + column.box[2]) / 2
    values = [
        op.text for op in page.ops if isinstance(op, Text) and abs((op.box[0] + op.box[2]) / 2 - middle) < 1
    ]
    assert values[-3:] == ["22", "5", "27"]


@PAPERS
def test_the_tally_shows_both_terms_of_every_indicator(size: str) -> None:
    text = said(pages_of("tally", size)[0])
    assert "97,22 %" in text
    assert "35/36" in text if size[0] == "k" else ("35" in text and "36" in text)
