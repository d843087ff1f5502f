"""Names in the order of a Vietnamese list: given name, family name, middle names; letters before tones."""

from __future__ import annotations

import unicodedata

import pytest

from desk.people.ordering import name_key, whole_key, word_key


def test_the_given_name_decides_before_the_family_name() -> None:
    names = ["Nguyễn Văn Bình", "Trần Thị An", "Lê Văn An", "Lê Hồng An", "Phạm Bình"]
    assert sorted(names, key=name_key) == [
        "Lê Hồng An", "Lê Văn An", "Trần Thị An", "Nguyễn Văn Bình", "Phạm Bình",
    ]  # fmt: skip


def test_letters_of_the_alphabet_stand_in_its_order() -> None:
    words = ["Êm", "Em", "Đào", "Dao", "Ân", "Ăn", "An", "Ưng", "Ung", "Ơn", "Ôn", "On"]
    expected = ["An", "Ăn", "Ân", "Dao", "Đào", "Em", "Êm", "On", "Ôn", "Ơn", "Ung", "Ưng"]
    assert sorted(words, key=word_key) == expected


def test_tones_count_only_where_the_letters_agree() -> None:
    assert sorted(["Mận", "Mấn", "Mẩn", "Mần", "Mân", "Mẫn"], key=word_key) == [
        "Mân", "Mần", "Mẩn", "Mẫn", "Mấn", "Mận",
    ]  # fmt: skip
    assert sorted(["Hoàn", "Hoa", "Hòa"], key=word_key) == ["Hoa", "Hòa", "Hoàn"]


@pytest.mark.parametrize("name", ["Nguyễn Thị Ẩn", "H'Hen Niê", "Y Ƀhĭn Ayŭn", "A", ""])
def test_composed_and_decomposed_names_sort_alike(name: str) -> None:
    assert name_key(unicodedata.normalize("NFD", name)) == name_key(unicodedata.normalize("NFC", name))


def test_organisations_sort_from_their_first_word() -> None:
    assert sorted(["Công ty Sao", "Cơ sở Áo"], key=whole_key) == ["Công ty Sao", "Cơ sở Áo"]
