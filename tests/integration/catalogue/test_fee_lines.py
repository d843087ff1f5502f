"""A fee of several lines: from the catalogue through a reception to its paper, on each engine."""

from __future__ import annotations

import subprocess
from itertools import count
from pathlib import Path

import pytest

from desk.catalogue.doors import CatalogueDoors
from desk.catalogue.lookup import procedure
from desk.errors import InputError
from desk.intake.receive import receive
from desk.intake.receive_file import command_from
from desk.life.act import commit_act
from desk.life.show import show
from desk.office.opened import Office
from desk.rows import Received
from desk.rows.fees import FeeItem, FeeLine
from tests.integration.record.making import NOW

TODAY = NOW.date()
FEES = [
    {"name": "Lệ phí hộ tịch", "amount": 8_000},
    {"name": "Bản sao trích lục", "amount": 3_000, "per": "copy"},
]
ENTRY: dict[str, object] = {
    "code": "1.999002", "name": "Thủ tục có hai khoản thu", "field": "Lĩnh vực thử", "time_limit": 2,
    "time_unit": "working_day", "components": [{"name": "Đơn thử"}], "fees": FEES,
}  # fmt: skip
_IDS = count(1)


def taken(office: Office, fee: dict[str, object], *, copies: int = 1) -> Received:
    """A dossier received with a fee."""
    command = {
        "command_id": f"thu-phi-{next(_IDS)}",
        "channel": "direct",
        "procedure": "1.999002",
        "applicant": {"id_number": "999190000001", "full_name": "NGUYỄN THỊ MẪU"},
        "components": [{"no": 1, "kind": "original"}],
        "copies": copies,
        "fee": fee,
    }
    return receive(office, command_from(command, base=Path.cwd()), paper="a4")


def test_lines_stand_in_the_catalogue_with_their_sum(either_office: Office) -> None:
    CatalogueDoors(either_office).save(ENTRY, valid_from=TODAY)
    card = procedure(either_office, "1.999002")
    assert card.fees == (FeeLine("Lệ phí hộ tịch", 8_000), FeeLine("Bản sao trích lục", 3_000, "copy"))
    assert card.fee == 11_000


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"fee": 9_999}, "fee"),
        ({"fees": [FEES[0], FEES[0]]}, "fees"),
        ({"fees": [{"name": "A", "amount": 1, "per": "trang"}]}, "fees[0].per"),
    ],
)
def test_lines_that_contradict_the_fee_or_each_other_are_refused(
    office: Office, change: dict[str, object], key: str
) -> None:
    with pytest.raises(InputError) as refused:
        CatalogueDoors(office).save(ENTRY | change, valid_from=TODAY)
    assert refused.value.details["key"] == key


def test_a_dossier_keeps_its_lines_and_the_receipt_names_them(either_office: Office) -> None:
    CatalogueDoors(either_office).save(ENTRY, valid_from=TODAY)
    lines = [
        {"name": "Lệ phí hộ tịch", "amount": 8_000},
        {"name": "Bản sao trích lục", "amount": 3_000, "quantity": 2},
    ]
    done = taken(either_office, {"method": "cash", "lines": lines}, copies=2)
    view = show(either_office, done.code)
    assert view.fee_amount == 14_000
    assert view.fee_items == (FeeItem("Lệ phí hộ tịch", 8_000), FeeItem("Bản sao trích lục", 3_000, 2))
    assert done.receipt_pdf is not None
    printed = subprocess.run(
        ["pdftotext", "-layout", str(done.receipt_pdf), "-"], capture_output=True, text=True, check=True
    )
    said = " ".join(printed.stdout.split())
    assert "14.000 đồng (Lệ phí hộ tịch 8.000 đồng; Bản sao trích lục 2 × 3.000 đồng)" in said


def test_another_amount_paid_later_no_longer_claims_the_lines(office: Office) -> None:
    CatalogueDoors(office).save(ENTRY, valid_from=TODAY)
    code = taken(office, {"method": "none", "lines": [{"name": "Lệ phí hộ tịch", "amount": 8_000}]}).code
    commit_act(office, code, "paid", {"amount": 5_000, "method": "cash"})
    view = show(office, code)
    assert (view.fee_amount, view.fee_items) == (5_000, ())


def test_an_exemption_is_kept_with_its_reason_and_never_told_in_the_log(either_office: Office) -> None:
    CatalogueDoors(either_office).save(ENTRY, valid_from=TODAY)
    code = taken(either_office, {"amount": 11_000, "method": "exempt", "reason": "Người khuyết tật."}).code
    view = show(either_office, code)
    assert (view.fee_method, view.fee_reason) == ("exempt", "Người khuyết tật.")
    assert not any("khuyết tật" in str(event.details) for event in view.events)
    commit_act(either_office, code, "paid", {"amount": 11_000, "method": "cash"})
    assert show(either_office, code).fee_reason == ""


def test_an_exemption_without_a_reason_is_told_beside_what_was_saved(office: Office) -> None:
    CatalogueDoors(office).save(ENTRY, valid_from=TODAY)
    told = [one.code for one in taken(office, {"amount": 11_000, "method": "exempt"}).warnings]
    reasoned = taken(office, {"amount": 11_000, "method": "exempt", "reason": "Hộ nghèo."})
    assert told.count("fee.no_reason") == 1
    assert "fee.no_reason" not in [one.code for one in reasoned.warnings]


def test_an_exemption_told_with_a_later_act_keeps_its_reason(office: Office) -> None:
    CatalogueDoors(office).save(ENTRY, valid_from=TODAY)
    code = taken(office, {"amount": 11_000, "method": "none"}).code
    commit_act(office, code, "paid", {"method": "exempt", "reason": "Hộ nghèo."})
    view = show(office, code)
    assert (view.fee_method, view.fee_amount, view.fee_reason) == ("exempt", 0, "Hộ nghèo.")


def test_the_table_of_the_catalogue_carries_the_lines(office: Office, tmp_path: Path) -> None:
    from desk.catalogue.table import COLUMNS
    from desk.importing import read_table

    doors = CatalogueDoors(office)
    doors.save(ENTRY, valid_from=TODAY)
    table = tmp_path / "danh-muc.csv"
    doors.export_file(table)
    rows = {row.values["code"]: row.values for row in read_table(table, columns=COLUMNS, required=("code",))}
    assert rows["1.999002"]["fees"] == "Lệ phí hộ tịch: 8000; Bản sao trích lục: 3000/bản"
