"""Typing a procedure's name: without marks, in Telex, in VNI, or with a typing aid on by mistake."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.catalogue.readings import fitting, holds, readings
from desk.catalogue.search import Entry, rank
from desk.catalogue.shipped import shipped_procedures
from desk.folding import fold
from tests.helpers.vietnamese_keys import telex, vni

ENTRIES = [
    Entry(key=place, code=row.card.code, name=row.card.name, field=row.card.field, uses=0)
    for place, row in enumerate(shipped_procedures())
]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kết hôn", "ket hon"),
        ("ket hon", "ket hon"),
        ("keest hoon", "ket hon"),
        ("ketes hono", "ket hon"),
        ("ke61t ho6n", "ket hon"),
        ("ddawng kys", "dang ky"),
        ("dangdw kys", "dang ky"),
        ("d9a8ng ky1", "dang ky"),
        ("truwowngf", "truong"),
        ("thwowngf truss", "thuong tru"),
        ("thu7o7ng2 tru1", "thuong tru"),
        ("chuwngs thuwcj", "chung thuc"),
        ("nhaanj", "nhan"),
        ("nhanaj", "nhan"),
        ("giams hooj", "giam ho"),
        ("xaay duwngj", "xay dung"),
        ("hos", "ho"),
        ("ho1", "ho"),
        ("hó", "hos"),
        ("hó", "ho1"),
        ("đks", "ddks"),
        ("ddkks", "dkks"),
    ],
)
def test_what_was_meant_is_among_the_readings(typed: str, meant: str) -> None:
    assert meant in readings(typed)


@pytest.mark.parametrize("typed", ["ks", "sx", "csdl", "1.004873", "bhyt", "quyen su dung dat", "so ho tich"])
def test_plain_typing_keeps_its_plain_reading_first(typed: str) -> None:
    assert readings(typed)[0] == typed


def test_nothing_typed_has_no_reading() -> None:
    assert readings(" \t") == ()


@given(st.text(max_size=40))
def test_readings_are_folded_and_told_once(text: str) -> None:
    found = readings(text)
    assert len(set(found)) == len(found)
    assert all(reading == fold(reading) for reading in found)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("khai sinh", "1.001193"),
        ("dkks", "1.001193"),
        ("đkks", "1.001193"),
        ("ddawng kys khai sinh", "1.001193"),
        ("d9a8ng ky1 khai sinh", "1.001193"),
        ("sinh khai", "1.001193"),
        ("kết hôn", "1.000894"),
        ("keest hoon", "1.000894"),
        ("ke61t ho6n", "1.000894"),
        ("dkkh", "1.000894"),
        ("khai tuwr", "1.000656"),
        ("khai tu73", "1.000656"),
        ("tình trạng", "1.004873"),
        ("tthn", "1.004873"),
        ("tinhf trangj hoon nhaan", "1.004873"),
        ("ti2nh tra5ng ho6n nha6n", "1.004873"),
        ("giams hooj", "1.004837"),
        ("gia1m ho65", "1.004837"),
        ("ctbs", "2.000815"),
        ("chuwngs thuwcj banr sao", "2.000815"),
        ("chu71ng thu75c ba3n sao", "2.000815"),
        ("chuwx kys", "2.000884"),
        ("tajm truss", "1.004194"),
        ("thwowngf trus", "1.004222"),
        ("hooj kinh doanh", "1.001612"),
        ("hoà giải viên", "1.002211"),
        ("xaay duwngj", "1.013225"),
        ("khuyeets taatj", "1.001699"),
        ("trichs lucj", "2.000635"),
        ("004873", "1.004873"),
        ("1.00487", "1.004873"),
        ("nhanaj cha mej con", "1.001022"),
    ],
)
def test_thirty_ways_of_typing_find_the_procedure_in_the_top_three(typed: str, code: str) -> None:
    assert code in [hit.entry.code for hit in rank(typed, ENTRIES, limit=3)]


def test_nothing_fitting_finds_nothing() -> None:
    assert rank("zzqq", ENTRIES, limit=5) == []
    assert rank("  ", ENTRIES, limit=5) == []


def test_the_letters_that_matched_are_marked() -> None:
    (hit, *_) = rank("ket hon", ENTRIES, limit=1)
    assert [hit.entry.name[start:end] for start, end in hit.marks] == ["kết hôn"]


def test_what_this_desk_uses_most_comes_first() -> None:
    used = [
        Entry(key=one.key, code=one.code, name=one.name, field=one.field, uses=900 * (one.code == "1.004884"))
        for one in ENTRIES
    ]
    assert rank("dang ky lai khai", used, limit=1)[0].entry.code == "1.004884"


QUERIES = (
    ("đăng ký khai sinh", "1.001193"), ("khai tử", "1.000656"), ("kết hôn", "1.000894"),
    ("tình trạng hôn nhân", "1.004873"), ("giám hộ", "1.004837"), ("chứng thực bản sao", "2.000815"),
    ("chứng thực chữ ký", "2.000884"), ("tạm trú", "1.004194"), ("thường trú", "1.004222"),
    ("hộ kinh doanh", "1.001612"), ("hòa giải viên", "1.002211"), ("giấy phép xây dựng", "1.013225"),
    ("người khuyết tật", "1.001699"), ("trích lục hộ tịch", "2.000635"), ("nhận cha mẹ con", "1.001022"),
    ("xác nhận tình trạng", "1.004873"), ("bản sao trích lục", "2.000635"), ("khai sinh", "1.001193"),
    ("đăng ký kết hôn", "1.000894"), ("đăng ký giám hộ", "1.004837"), ("đăng ký khai tử", "1.000656"),
    ("đăng ký tạm trú", "1.004194"), ("đăng ký thường trú", "1.004222"), ("chữ ký", "2.000884"),
    ("trích lục", "2.000635"), ("cha mẹ", "1.001022"), ("kinh doanh", "1.001612"),
    ("hôn nhân", "1.004873"), ("khuyết tật", "1.001699"), ("hòa giải", "1.002211"),
)  # fmt: skip
WAYS: dict[str, Callable[[str], str]] = {
    "as written": str,
    "letters in parts": lambda text: unicodedata.normalize("NFD", text),
    "without marks": fold,
    "capitals": str.upper,
    "telex": telex,
    "telex, tones late": lambda text: telex(text, late=True),
    "vni": vni,
    "vni, tones late": lambda text: vni(text, late=True),
    "invisible marks": "\u200b".join,
}


@pytest.mark.parametrize("way", list(WAYS))
@pytest.mark.parametrize(("query", "code"), QUERIES)
def test_thirty_queries_find_the_procedure_in_the_top_three_however_they_are_typed(
    query: str, code: str, way: str
) -> None:
    assert code in [hit.entry.code for hit in rank(WAYS[way](query), ENTRIES, limit=3)], WAYS[way](query)


@pytest.mark.parametrize("typed", ["ho tich", "hoojs tichj", "Hộ Tịch", "ho65 ti5ch"])
def test_words_offered_under_a_field_are_found_the_same_way(typed: str) -> None:
    words = ("Tư pháp – Hộ tịch", "Địa chính", "Hộ tịch viên", "Văn hóa – Xã hội")
    assert fitting(typed, words) == ("Hộ tịch viên", "Tư pháp – Hộ tịch")
    assert fitting("", words) == words
    assert fitting("zzz", words) == ()
    assert holds(typed, "Bộ phận Tư pháp – Hộ tịch")
