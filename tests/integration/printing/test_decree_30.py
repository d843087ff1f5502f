"""Thể thức NĐ 30/2020/NĐ-CP, Phụ lục I, measured by pdfium in the finished PDF: margins, sizes, faces.

The figures are the decree's own. Tables on lying pages (books, reports) keep its head, not its margins.
"""

from __future__ import annotations

from functools import cache

import pytest

from printing.render import render
from printing.sheets import Sheet
from tests.integration.printing.letters import Line, Measured, measured
from tests.unit.printing.samples import certified, many_papers, receipt, supplement, tally
from tests.unit.printing.samples_of_life import apology, declaration, handover, letter, postal, routing

NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
PARENT, PLACE = "UBND PHƯỜNG MẪU", "Phường Mẫu, ngày 23 tháng 11 năm 2026"
SHEETS: dict[str, Sheet] = {
    "giay_tiep_nhan": receipt(),
    "giay_tiep_nhan chung thuc": certified(),
    "phieu_bo_sung": supplement(),
    "phieu_tu_choi": letter("phieu_tu_choi"),
    "vb_xin_loi": apology(),
    "tb_dung": letter("tb_dung"),
    "phieu_tra": letter("phieu_tra"),
    "phieu_kiem_soat": routing(),
    "ban_giao": handover(),
    "buu_chinh": postal(),
}
SIGNERS = {
    "NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN HỒ SƠ", "NGƯỜI HƯỚNG DẪN", "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ", "BÊN GIAO",
    "BÊN NHẬN", "NHÂN VIÊN BƯU CHÍNH",
}  # fmt: skip
LETTERS = pytest.mark.parametrize("form", ["phieu_tu_choi", "vb_xin_loi", "tb_dung"])
EVERY = pytest.mark.parametrize("form", SHEETS)


@cache
def page(form: str) -> Measured:
    return measured(render(SHEETS[form], "a4").pdf)


def title_of(form: str) -> list[Line]:
    """The lines in capitals that together are the form's name."""
    name = " ".join(SHEETS[form].words.title.split())
    return [line for line in page(form).lines if line.y < 75 and line.text.strip() in name]


@EVERY
def test_a4_margins_are_30_15_20_20_millimetres(form: str) -> None:
    found = page(form)
    assert (round(found.width), round(found.height)) == (210, 297)
    assert min(line.left for line in found.lines) >= 29.7  # an italic J leans out of its box
    assert max(line.right for line in found.lines) <= 210 - 15 + 0.3
    capital = 12 * 0.66 * 25.4 / 72
    assert min(line.y for line in found.lines) - capital >= 20
    assert max(line.y for line in found.lines) <= 297 - 20


@EVERY
def test_the_nations_name_and_motto_stand_right_in_bold_over_a_full_rule(form: str) -> None:
    found = page(form)
    nation, motto = found.line(NATION), found.line(MOTTO)
    assert nation.bold
    assert motto.bold
    assert not nation.slanted
    assert 12 <= nation.size <= 13
    assert 13 <= motto.size <= 14
    assert nation.left >= 105
    middle = (nation.left + nation.right) / 2
    assert (motto.left + motto.right) / 2 == pytest.approx(middle, abs=0.6)
    under = [rule for rule in found.rules if 0 < rule.y - motto.y < 3 and rule.left > 100]
    assert len(under) == 1
    assert under[0].right - under[0].left == pytest.approx(motto.right - motto.left, abs=1)


@EVERY
def test_the_offices_name_stands_left_in_bold_over_a_rule_of_a_third_to_a_half(form: str) -> None:
    found = page(form)
    parent = found.line(PARENT)
    issuer = [line for line in found.lines if line.bold and line.right < 105 and line.y < parent.y + 12]
    assert 12 <= parent.size <= 13
    assert not parent.bold
    assert issuer
    assert all(12 <= line.size <= 13 for line in issuer)
    longest = max(line.right - line.left for line in issuer)
    under = [rule for rule in found.rules if 0 < rule.y - issuer[-1].y < 3 and rule.right < 105]
    assert len(under) == 1
    assert longest / 3 <= under[0].right - under[0].left <= longest / 2
    assert (under[0].left + under[0].right) / 2 == pytest.approx(
        (issuer[-1].left + issuer[-1].right) / 2, abs=0.6
    )


@EVERY
def test_place_and_day_are_italic_and_the_number_is_upright(form: str) -> None:
    place = page(form).line(PLACE)
    assert place.slanted
    assert not place.bold
    assert 13 <= place.size <= 14
    for line in page(form).lines:
        if line.text.startswith("Số: "):
            assert line.size == 13
            assert (line.bold, line.slanted) == (False, False)


@EVERY
def test_the_forms_name_is_bold_and_13_to_14(form: str) -> None:
    lines = title_of(form)
    assert "".join(SHEETS[form].words.title.split()) in "".join("".join(line.text.split()) for line in lines)
    assert all(line.bold and 13 <= line.size <= 14 for line in lines)


@EVERY
def test_the_body_is_13_and_signatures_are_bold_13(form: str) -> None:
    found = page(form)
    body = [line for line in found.lines if line.text.startswith(("Tiếp nhận hồ sơ của", "Hồ sơ của", "Bên"))]
    assert all(13 <= line.size <= 14 for line in body)
    titles = [line for line in found.lines if line.text.strip() in SIGNERS]
    assert all(line.bold and 13 <= line.size <= 14 for line in titles)
    assert titles or form == "phieu_kiem_soat"


@LETTERS
def test_paragraphs_are_set_in_by_a_centimetre_and_even_on_both_sides(form: str) -> None:
    found = page(form)
    at = next(place for place, line in enumerate(found.lines) if line.text.startswith("Qua xem xét"))
    first, second, before = found.lines[at], found.lines[at + 1], found.lines[at - 1]
    assert 40 <= first.left <= 42.7
    assert second.left == pytest.approx(30, abs=0.3)
    assert first.right == pytest.approx(195, abs=0.3)
    single = first.size * 1.2 * 25.4 / 72
    assert (first.y - before.y) - single >= 6 * 25.4 / 72 - 0.05


def test_who_gets_a_copy_is_said_in_bold_italic_12_over_a_list_of_11() -> None:
    found = page("vb_xin_loi")
    head, one = found.line("Nơi nhận"), found.line("- Như trên;")
    assert (head.bold, head.slanted, head.size) == (True, True, 12)
    assert (one.bold, one.slanted, one.size) == (False, False, 11)


def test_a_long_letter_of_the_office_is_never_set_smaller_to_save_a_page() -> None:
    sheet = apology(parts=(*apology().parts, *apology().parts, *apology().parts))
    body = [line for line in measured(render(sheet, "a4").pdf).lines if line.text.startswith("Địa chỉ")]
    assert {line.size for line in body} == {13}


def test_a_long_receipt_keeps_its_head_while_its_lines_get_smaller() -> None:
    found = measured(render(receipt(papers=many_papers(7)), "a4").pdf)
    assert (found.line(NATION).size, found.line(MOTTO).size, found.line(PLACE).size) == (12, 13, 13)
    assert found.line("Tiếp nhận hồ sơ của").size >= 11


def test_tables_keep_the_head() -> None:
    found = measured(render(tally(), "a4").pdf)
    assert (found.line(NATION).size, found.line(MOTTO).size) == (12, 13)


def test_a_declaration_has_the_nations_name_too() -> None:
    found = measured(render(declaration(), "a4").pdf)
    assert found.line(NATION).bold
    assert found.line(MOTTO).bold


@pytest.mark.parametrize("form", ["giay_tiep_nhan", "phieu_bo_sung", "phieu_tu_choi", "buu_chinh"])
def test_a5_counter_forms_scale_the_decree_to_10_to_12_points(form: str) -> None:
    found = measured(render(SHEETS[form], "a5").pdf)
    assert (round(found.width), round(found.height)) == (148, 210)
    assert found.line(MOTTO).size > found.line(NATION).size
    body = [line for line in found.lines if line.text.startswith(("Tiếp nhận hồ sơ của", "Hồ sơ của"))]
    assert all(8.7 <= line.size <= 12 for line in body)
