"""Lines of a fee: one cell and JSON say the same, a dossier owes by its copies."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import InputError
from desk.intake.receive_file import command_from
from desk.jsonform import Form
from desk.paying.lines import line_data, lines_cell, owed, read_cell, read_line, total
from desk.rows.fees import FeeItem, FeeLine

NAMES = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=30)
LINES = st.lists(
    st.builds(
        FeeLine,
        name=NAMES.map(lambda text: unicodedata.normalize("NFC", " ".join(text.split()))).filter(bool),
        amount=st.integers(0, 10**12 - 1),
        per=st.sampled_from(("dossier", "copy")),
    ),
    max_size=12,
)


@given(LINES)
def test_a_cell_is_read_back_as_it_was_written(lines: list[FeeLine]) -> None:
    again = [read_line(Form(one, code="catalogue")) for one in read_cell(lines_cell(lines))]
    assert again == lines
    assert [read_line(Form(line_data(one), code="catalogue")) for one in lines] == lines


@pytest.mark.parametrize(
    ("cell", "lines"),
    [
        ("", []),
        ("Lệ phí: 8000", [("Lệ phí", 8000, "dossier")]),
        ("Fee: 8000; Copy: 3000/copy", [("Fee", 8000, "dossier"), ("Copy", 3000, "copy")]),
        ("Lệ phí:8000;Bản sao: 3000 / bản;", [("Lệ phí", 8000, "dossier"), ("Bản sao", 3000, "copy")]),
        (r"Phí A\: loại 1: 5000", [("Phí A: loại 1", 5000, "dossier")]),
    ],
)
def test_a_cell_as_people_write_it(cell: str, lines: list[tuple[str, int, str]]) -> None:
    assert [(one["name"], one["amount"], one["per"]) for one in read_cell(cell)] == lines


@pytest.mark.parametrize(
    "cell", ["8000", "Lệ phí: 8.000", "Lệ phí: -1", ": 8000", "A: 1, B: 2", "A: 1/trang"]
)
def test_a_cell_nobody_can_read_is_refused(cell: str) -> None:
    with pytest.raises(InputError) as refused:
        read_cell(cell)
    assert (refused.value.code, refused.value.details["key"]) == ("catalogue.bad_value", "fees")


def test_each_copy_costs_again_and_a_line_of_nothing_is_not_asked_for() -> None:
    lines = (FeeLine("Lệ phí", 8_000), FeeLine("Bản sao", 3_000, "copy"), FeeLine("Tra cứu", 0))
    items = owed(lines, copies=4)
    assert items == (FeeItem("Lệ phí", 8_000, 1), FeeItem("Bản sao", 3_000, 4))
    assert total(items) == 8_000 + 4 * 3_000


def received_fee(**fee: object) -> object:
    person = {"full_name": "NGUYỄN THỊ MẪU", "id_number": "999190000001"}
    data = {"command_id": "a", "channel": "direct", "procedure": "1.004873", "applicant": person, "fee": fee}
    return command_from(data, base=__import__("pathlib").Path("."))


@pytest.mark.parametrize(
    ("fee", "key"),
    [
        ({"amount": 10, "method": "cash", "lines": [{"name": "A", "amount": 9}]}, "fee.amount"),
        ({"method": "cash", "lines": [{"amount": 9}]}, "fee.lines[0].name"),
        ({"method": "cash", "lines": [{"name": "A", "amount": -1}]}, "fee.lines[0].amount"),
        ({"method": "cash", "lines": [{"name": "A", "amount": 1, "quantity": 0}]}, "fee.lines[0].quantity"),
        ({"method": "cash", "lines": [{"name": "A", "amount": 10**12, "quantity": 2}]}, "fee.lines"),
        ({"amount": 10, "method": "cash", "reason": "hộ nghèo"}, "fee.reason"),
        ({"amount": -1, "method": "cash"}, "fee.amount"),
        ({"amount": 10**13, "method": "cash"}, "fee.amount"),
    ],
)
def test_a_fee_that_does_not_add_up_is_refused_by_its_key(fee: dict[str, object], key: str) -> None:
    with pytest.raises(InputError) as refused:
        received_fee(**fee)
    assert refused.value.details["key"] == key
