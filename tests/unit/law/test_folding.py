"""Folding: marks off, đ to d, the same for every way a letter can be written."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("NGUYỄN VĂN ĐẠI", "nguyen van dai"),
        ("Đồng Xoài", "dong xoai"),
        ("hoà", "hoa"),
        ("hòa", "hoa"),
        ("Ẫ Ỗ Ờ Ự Ỹ ẵ", "a o o u y a"),
        ("  Lê\t Thị \r\n Mai ", "le thi mai"),
        ("Lê\u00a0Thị", "le thi"),
        ("\ufeffLê\u200b Thị\u00ad", "le thi"),
        ("", ""),
        ("1.004873", "1.004873"),
    ],
)
def test_marks_and_case_and_blanks_do_not_matter(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_every_vietnamese_letter_folds_to_a_plain_one() -> None:
    letters = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"
    assert set(fold(letters)) == set("aeiouyd")
    assert fold(letters.upper()) == fold(letters)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="aăâđêôơưáàảãạắềộợựýỹ ĐẮỀỘỢỰ", max_size=30))
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
