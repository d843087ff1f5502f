"""What comes first in the procedure search: the exact, the favourite, the fitting; what is set aside last."""

from __future__ import annotations

from dataclasses import replace

from desk.catalogue.search import Entry, rank

NAMES = (
    "Đăng ký khai sinh",
    "Đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con",
    "Đăng ký khai tử",
    "Cấp Giấy xác nhận tình trạng hôn nhân",
    "Đăng ký lại khai sinh",
)
ENTRIES = [
    Entry(key=number, code=f"1.99900{number}", name=name, field="Hộ tịch", uses=0)
    for number, name in enumerate(NAMES, start=1)
]


def names(text: str, entries: list[Entry]) -> list[str]:
    return [hit.entry.name for hit in rank(text, entries, limit=20)]


def changed(name: str, **facts: object) -> list[Entry]:
    return [replace(one, **facts) if one.name == name else one for one in ENTRIES]  # type: ignore[arg-type]


def test_a_single_letter_finds_what_begins_with_it() -> None:
    assert names("k", ENTRIES)
    assert names("1", ENTRIES) == names("1.", ENTRIES)
    assert len(names("1", ENTRIES)) == len(ENTRIES)


def test_a_favourite_comes_before_others_that_fit() -> None:
    assert names("khai", changed("Đăng ký lại khai sinh", favourite=True))[0] == "Đăng ký lại khai sinh"


def test_the_exact_name_comes_before_a_favourite() -> None:
    entries = changed("Đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con", favourite=True)

    assert names("dang ky khai sinh", entries)[0] == "Đăng ký khai sinh"
    assert names("1.999001", entries) == ["Đăng ký khai sinh"]


def test_what_is_suspended_or_of_another_level_comes_last_but_comes() -> None:
    found = names("khai sinh", changed("Đăng ký khai sinh", set_aside=True))

    assert found[-1] == "Đăng ký khai sinh"
    assert len(found) == 3


def test_a_nickname_finds_without_marks_in_telex_and_by_initials() -> None:
    entries = changed(
        "Cấp Giấy xác nhận tình trạng hôn nhân", nicknames="giấy độc thân; xác nhận chưa vợ chồng"
    )

    for typed in ("giay doc than", "giaays ddoocj thaan", "gia61y d9o6c5 tha6n", "gdt", "chua vo chong"):
        assert names(typed, entries)[0] == "Cấp Giấy xác nhận tình trạng hôn nhân", typed


def test_of_two_that_fit_alike_the_shorter_name_comes_first() -> None:
    assert names("dkks", ENTRIES)[0] == "Đăng ký khai sinh"
