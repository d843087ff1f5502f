"""What certification costs: the tiers of the table against the words of the law."""

from __future__ import annotations

import csv
import re

import pytest

from desk.certify.fees import Scale, scales_of
from desk.office.certification_rules import fee_rows, shipped_fees
from resources import path

COPY, SIGNATURE = "2.000815", "2.000884"


def scale(code: str) -> Scale:
    return scales_of(shipped_fees())[code]


# TT 226/2016/TT-BTC: 2.000 đ/trang (trang 1-2), 1.000 đ/trang từ trang 3, tối đa 200.000 đ/bản; by hand.
@pytest.mark.parametrize(
    ("pages", "each"),
    [(1, 2000), (2, 4000), (3, 5000), (4, 6000), (10, 12_000), (197, 199_000), (198, 200_000), (199, 200_000),
     (5000, 200_000)],
)  # fmt: skip
def test_a_copy_costs_what_the_circular_says(pages: int, each: int) -> None:
    assert scale(COPY).each(pages) == each


@pytest.mark.parametrize("pages", [1, 30, 500])
def test_a_signature_costs_by_the_case_whatever_its_pages(pages: int) -> None:
    assert scale(SIGNATURE).each(pages) == 10_000


def test_the_shipped_numbers_are_those_of_the_catalogue_and_its_sources() -> None:
    with path("catalogue", "procedures.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = {row["code"]: row for row in csv.DictReader(file)}
    for row in shipped_fees():
        known = listed[row["procedure"]]
        if row.get("from", 1) == 1:
            assert int(known["fee_vnd"]) == row["amount"], row
        sure = {"high": "H", "medium": "M", "low": "L"}[known["confidence"]]
        assert row["confidence"] == sure, row
    copies = listed[COPY]["source"]
    numbers = [int(one.replace(".", "")) for one in re.findall(r"(\d+\.\d{3}) đ", copies)]
    assert numbers == [2000, 1000, 200_000]
    assert [
        (row["from"], row["amount"], row["cap"]) for row in shipped_fees() if row["procedure"] == COPY
    ] == [
        (1, 2000, 200_000),
        (3, 1000, 200_000),
    ]


def test_the_reason_can_be_told_at_the_counter() -> None:
    told = scale(COPY).reason(4, 3, lang="vi")
    assert told == "4 trang: 2 × 2.000 đ + 2 × 1.000 đ = 6.000 đ mỗi bản, 3 bản là 18.000 đ."
    assert "tối đa 200.000 đ mỗi bản" in scale(COPY).reason(300, 1, lang="vi")
    assert scale(SIGNATURE).reason(2, 3, lang="en") == "Papers: 3 × 10,000 đ a case = 30,000 đ."


def row(**changes: object) -> dict[str, object]:
    return {"procedure": COPY, "book": "copies", "unit": "page", "from": 1, "amount": 2000, **changes}


@pytest.mark.parametrize(
    "table",
    [
        None, [], {}, "2000", [row(amount=-1)], [row(amount=True)], [row(amount="2000")], [row(book="x")],
        [row(unit="kg")], [row(**{"from": 0})], [row(**{"from": 2})], [row(), row()], [row(cap=-5)],
        [row(), row(book="signatures", **{"from": 3})], [row(procedure="../x")], [row(extra=1)],
        [{"procedure": COPY, "amount": 1}], [row(source="x" * 301)], [row() for _ in range(201)],
    ],
)  # fmt: skip
def test_a_table_that_would_cost_wrongly_is_refused(table: object) -> None:
    assert not fee_rows(table)


def test_the_shipped_table_and_a_plain_one_are_taken() -> None:
    assert fee_rows(shipped_fees())
    assert fee_rows([{"procedure": COPY, "book": "copies", "amount": 3000}])
