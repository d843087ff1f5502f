"""A procedure is found as clerks type: without marks, by initials, in Telex and VNI keys."""

from __future__ import annotations

import pytest

from desk.catalogue.search import Entry, rank

NAMES = (
    "Đăng ký khai sinh",
    "Đăng ký khai tử",
    "Đăng ký kết hôn",
    "Cấp Giấy xác nhận tình trạng hôn nhân",
    "Chứng thực chữ ký",
    "Cấp bản sao Trích lục hộ tịch",
    "Hòa giải tranh chấp đất đai",
    "Đăng ký thường trú",
)
ENTRIES = [
    Entry(key=number, code=f"1.00{number:04d}", name=name, field="Hộ tịch", uses=0)
    for number, name in enumerate(NAMES, start=1)
]


def first(text: str) -> str | None:
    hits = rank(text, ENTRIES, limit=3)
    return hits[0].entry.name if hits else None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("khai sinh", "Đăng ký khai sinh"),
        ("KHAI SINH", "Đăng ký khai sinh"),
        ("khai tử", "Đăng ký khai tử"),
        ("dkks", "Đăng ký khai sinh"),
        ("tthn", "Cấp Giấy xác nhận tình trạng hôn nhân"),
        ("hon nhan", "Cấp Giấy xác nhận tình trạng hôn nhân"),
        ("keets hoon", "Đăng ký kết hôn"),
        ("dawng kys keets hoon", "Đăng ký kết hôn"),
        ("ke6t1 ho6n", "Đăng ký kết hôn"),
        ("d9ang ky ket hon", "Đăng ký kết hôn"),
        ("hoà giải", "Hòa giải tranh chấp đất đai"),
        ("hòa giải", "Hòa giải tranh chấp đất đai"),
        ("thuong tru", "Đăng ký thường trú"),
        ("chu ky", "Chứng thực chữ ký"),
        ("0005", "Chứng thực chữ ký"),
        ("1.000006", "Cấp bản sao Trích lục hộ tịch"),
    ],
)
def test_the_procedure_meant_comes_first(typed: str, meant: str) -> None:
    assert first(typed) == meant


def test_nothing_fits_nonsense() -> None:
    assert rank("zzzz", ENTRIES, limit=5) == []


def test_a_usual_procedure_comes_before_an_equal_one() -> None:
    usual = [
        Entry(key=e.key, code=e.code, name=e.name, field=e.field, uses=900 * (e.key == 2)) for e in ENTRIES
    ]

    assert rank("khai", usual, limit=2)[0].entry.name == "Đăng ký khai tử"


def test_the_marks_point_at_the_letters_that_matched() -> None:
    hit = rank("ket hon", ENTRIES, limit=1)[0]

    assert [hit.entry.name[start:end] for start, end in hit.marks] == ["kết hôn"]


def test_the_field_finds_its_procedures_last() -> None:
    assert len(rank("ho tich", ENTRIES, limit=20)) == len(ENTRIES)
    assert first("ho tich") == "Cấp bản sao Trích lục hộ tịch"
