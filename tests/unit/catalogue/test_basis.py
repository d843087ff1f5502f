"""A citizen reads the law a procedure rests on, and none of the notes its keepers left beside it."""

from __future__ import annotations

import csv
from dataclasses import replace

import pytest

from desk.catalogue.basis import legal_basis
from desk.rows import ProcedureCard
from resources import path

CARD = ProcedureCard(
    code="1.000001", name="Thủ tục mẫu", field="Hộ tịch", level="xã", time_limit=3,
    time_unit="working_day", fee=0, online_level="một phần", components=(),
    source="", confidence="M",
)  # fmt: skip
NOTES = ("kiến thức", "kiểm tra", "danh mục", "rà soát", "bản ghi", "mã", "thường", "DVCQG", "đợt")


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("mã: bảng; thời hạn: NĐ 23/2015; phí: TT 226/2016/TT-BTC: 10.000 đ/trường hợp",
         ("Nghị định 23/2015", "Thông tư 226/2016/TT-BTC")),
        ("mã+tên: rà soát (NQ 23/2026/NQ-HĐND); thời hạn: Luật Hộ tịch 60/2014 Điều 5.3 (sau 15 giờ: mai)",
         ("Luật Hộ tịch 60/2014 Điều 5.3",)),
        ("thời hạn + thành phần: kiến thức chung, cần kiểm tra", ()),
        ("", ()),
    ],
)  # fmt: skip
def test_documents_for_term_and_fee_are_named_and_notes_are_not(source: str, told: tuple[str, ...]) -> None:
    assert legal_basis(replace(CARD, source=source)) == told


def test_the_offices_own_decision_comes_first_and_nothing_stands_twice() -> None:
    card = replace(CARD, basis="Quyết định 1/QĐ-MẪU", source="phí: TT 1/2020/TT-A; TT 1/2020/TT-A")
    assert legal_basis(card) == ("Quyết định 1/QĐ-MẪU", "Thông tư 1/2020/TT-A")


def test_no_row_of_the_shipped_catalogue_shows_a_note_of_its_keepers() -> None:
    with path("catalogue/procedures.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    said = [text for row in rows for text in legal_basis(replace(CARD, source=row["source"]))]
    assert len(said) > 20
    assert [text for text in said if any(note in text for note in NOTES)] == []
