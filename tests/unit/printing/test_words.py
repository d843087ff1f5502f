from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from printing.errors import PrintingError
from printing.words import choose, parse
from tests.unit.printing.samples import FORMS, words


def version(start: date, **changes: object) -> dict[str, object]:
    return {
        "effective_from": start,
        "number": "Mẫu số 01",
        "title": "GIẤY",
        "basis": "Thông tư thử",
        "confidence": "L",
        "layout": "nội bộ",
        "texts": {"page": "Trang {page}/{pages}", "notes": ["một", "hai"]},
    } | changes


def document(*versions: dict[str, object]) -> dict[str, object]:
    return {"key": "giay_thu", "version": list(versions)}


THREE = parse(
    document(
        version(date(2026, 8, 5), number="Mẫu số 3"),
        version(date(2019, 1, 1), number="Mẫu số 1"),
        version(date(2025, 9, 15), number="Mẫu số 2"),
    )
)


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2019, 1, 1), "Mẫu số 1"),
        (date(2025, 9, 14), "Mẫu số 1"),
        (date(2025, 9, 15), "Mẫu số 2"),
        (date(2026, 8, 4), "Mẫu số 2"),
        (date(2026, 8, 5), "Mẫu số 3"),
        (date(2099, 1, 1), "Mẫu số 3"),
    ],
)
def test_the_version_in_force_on_the_day_is_chosen(day: date, number: str) -> None:
    assert choose(THREE, day).number == number


def test_a_day_before_every_version_gets_the_oldest() -> None:
    assert choose(THREE, date(2001, 1, 1)).number == "Mẫu số 1"


def test_choosing_among_no_versions_is_an_error() -> None:
    with pytest.raises(PrintingError) as caught:
        choose((), date(2026, 1, 1))
    assert caught.value.code == "printing.template_invalid"


def test_placeholders_are_filled() -> None:
    assert THREE[0].text("page", page=2, pages=3) == "Trang 2/3"


@pytest.mark.parametrize(("name", "values"), [("absent", {}), ("page", {"page": 1})])
def test_a_missing_entry_or_value_names_form_and_entry(name: str, values: dict[str, object]) -> None:
    with pytest.raises(PrintingError) as caught:
        THREE[0].text(name, **values)
    assert (caught.value.code, caught.value.details) == (
        "printing.words_missing",
        {"form": "giay_thu", "name": name},
    )


def test_lists_come_as_tuples_and_a_missing_list_is_named() -> None:
    assert THREE[0].items("notes") == ("một", "hai")
    with pytest.raises(PrintingError) as caught:
        THREE[0].items("columns")
    assert caught.value.details["name"] == "columns"


@pytest.mark.parametrize("missing", ["number", "title", "basis", "confidence", "layout", "effective_from"])
def test_a_version_without_its_head_is_refused_by_name(missing: str) -> None:
    entry = version(date(2026, 1, 1))
    del entry[missing]
    with pytest.raises(PrintingError) as caught:
        parse(document(entry))
    assert caught.value.details == {"form": "giay_thu", "name": missing}


@pytest.mark.parametrize("broken", [{}, {"key": "a"}, {"key": "a", "version": []}, {"version": [{}]}])
def test_a_document_without_key_or_versions_is_refused(broken: dict[str, object]) -> None:
    with pytest.raises(PrintingError, match="template_invalid"):
        parse(broken)


def test_a_text_that_is_neither_words_nor_a_list_is_refused() -> None:
    with pytest.raises(PrintingError) as caught:
        parse(document(version(date(2026, 1, 1), texts={"page": 3})))
    assert caught.value.details["name"] == "page"


def test_only_a_layout_marked_official_is_official() -> None:
    unseen, seen = parse(
        document(version(date(2025, 1, 1)), version(date(2026, 1, 1), layout="chính thức")),
    )
    assert (unseen.official, seen.official) == (False, True)


@pytest.mark.parametrize("path", sorted(FORMS.glob("*.toml")), ids=lambda path: path.stem)
def test_every_shipped_template_parses_and_claims_no_official_layout(path: Path) -> None:
    found = parse(tomllib.loads(path.read_text(encoding="utf-8")))
    assert {one.key for one in found} == {path.stem}
    assert not any(one.official for one in found)  # no annex of TT 03/2025 was seen


def test_the_receipt_carries_the_title_and_number_of_the_2025_set() -> None:
    found = words("giay_tiep_nhan")
    assert found.title.replace("\n", " ") == "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"
    assert (found.number, found.effective_from) == ("Mẫu số 01", date(2025, 9, 15))


def test_the_tally_has_one_heading_and_number_for_each_key() -> None:
    found = words("bang_ke_ngay")
    assert len(found.items("keys")) == len(found.items("columns")) == len(found.items("column_numbers")) == 11
