"""A checklist in one cell: read as the source tables are written, written back without loss."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.catalogue.cells import components_cell, read_components
from desk.catalogue.reading import APPLIES
from desk.catalogue.shipped import shipped_procedures
from desk.catalogue.table import whole
from desk.errors import InputError
from desk.rows import ComponentCard

WORDS = st.text("giấytờ ();{}|=\\,./-", min_size=1, max_size=30).map(lambda text: " ".join(text.split()))
CARDS = st.builds(
    ComponentCard,
    no=st.just(1),
    name=WORDS.filter(bool),
    mandatory=st.booleans(),
    condition=st.none() | WORDS.filter(bool) | st.sampled_from(["nếu có", "chỉ khi nộp thay"]),
    from_database=st.booleans(),
    applies=st.sampled_from(APPLIES),
    doc_type=st.just("") | WORDS,
    valid_days=st.none() | st.integers(1, 36_500),
    copies=st.integers(1, 99),
)


@given(st.lists(CARDS, max_size=5))
def test_any_checklist_comes_back_as_it_was(cards: list[ComponentCard]) -> None:
    numbered = tuple(replace(card, no=no) for no, card in enumerate(cards, start=1))

    assert read_components(components_cell(numbered)) == numbered


def test_the_shipped_checklists_need_no_braces_and_come_back() -> None:
    for row in shipped_procedures():
        cell = components_cell(row.card.components)
        assert "{" not in cell
        assert read_components(cell) == row.card.components


@pytest.mark.parametrize(
    ("cell", "name", "facts"),
    [
        ("Tờ khai", "Tờ khai", {"mandatory": True}),
        ("Văn bản ủy quyền (nếu có)", "Văn bản ủy quyền", {"mandatory": False, "condition": "nếu có"}),
        (
            "Văn bản ủy quyền (chỉ khi nộp thay)",
            "Văn bản ủy quyền",
            {"mandatory": True, "condition": "chỉ khi nộp thay", "applies": "on_behalf"},
        ),
        (
            "Căn cước (khai thác CSDL)",
            "Căn cước (khai thác CSDL)",
            {"from_database": True, "mandatory": False},
        ),
        (
            "Phiếu khám; sức khoẻ {mandatory=0 | days=180 | type=PKSK | copies=2}".replace(";", "\\;"),
            "Phiếu khám; sức khoẻ",
            {"mandatory": False, "valid_days": 180, "doc_type": "PKSK", "copies": 2},
        ),
        ("Đơn (nếu có) {}", "Đơn (nếu có)", {"mandatory": True, "condition": None}),
    ],
)
def test_a_paper_is_read_as_it_is_written(cell: str, name: str, facts: dict[str, object]) -> None:
    (card,) = read_components(cell)

    assert card.name == name
    assert {key: getattr(card, key) for key in facts} == facts


@pytest.mark.parametrize(
    "cell",
    ["A {", "A }", "{days=1}", "A {days}", "A {days=1|days=2}", "A {colour=red}", "A {days=x}", "A {} B"],
)
def test_what_cannot_be_read_is_refused(cell: str) -> None:
    with pytest.raises(InputError) as caught:
        read_components(cell)

    assert caught.value.code == "catalogue.bad_components"


@pytest.mark.parametrize(("text", "number"), [("", None), ("0", 0), ("15000", 15000), ("15000.0", 15000)])
def test_a_whole_number_is_read_as_programs_write_it(text: str, number: int | None) -> None:
    assert whole("fee_vnd", text) == number


@pytest.mark.parametrize("text", ["15.000", "15000.00", "15,000", "1e4", "-1", "1.5", "٣", "9" * 13, " 1"])
def test_a_number_that_may_mean_another_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"catalogue\.bad_value"):
        whole("fee_vnd", text)
