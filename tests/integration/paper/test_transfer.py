"""The payment QR on the receipt: read back by readers of its own, there while money is owed, no longer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import zxingcpp

from desk.errors import InputError
from desk.life.act import commit_act
from desk.office import settings
from desk.office.opened import Office
from desk.paper.receipts import receipt_pdf
from printing.raster import rasterise
from tests.integration.paper.conftest import receive
from tests.integration.printing.readers import opened, text_of
from tests.unit.paying.test_vietqr import parsed

PRINTER_DPI = 203
TOLD = {
    "payment.bank": "970403",
    "payment.account": "0011012345678",
    "payment.holder": "TRUNG TAM MAU",
    "payment.bank_name": "Ngân hàng Mẫu",
}


def tell_account(office: Office, **changed: str) -> None:
    with office.write("test.account") as uow:
        for key, value in {**TOLD, **changed}.items():
            settings.change(uow, key, value, office.clock.now().date())
        uow.commit()


def owing(office: Office, amount: int = 15_000, method: str = "none") -> str:
    return receive(office, fee={"amount": amount, "method": method})


def transfers(office: Office, code: str, paper: str = "a5") -> list[dict[str, str]]:
    """The fields of every payment QR on the pages, as a 203-dpi printer would draw them."""
    pdf, found = receipt_pdf(office, code, paper), []
    for page in range(len(opened(pdf).pages)):
        drawn = rasterise(pdf, page=page, dpi=PRINTER_DPI)
        pixels = np.frombuffer(drawn.rgb, np.uint8).reshape(drawn.height, drawn.width, 3)
        codes = zxingcpp.read_barcodes(np.ascontiguousarray(pixels))
        found += [code.text for code in codes if code.text.startswith("000201")]
    return [parsed(text) for text in dict.fromkeys(found)]


@pytest.mark.parametrize("paper", ["a4", "a5", "k80"])
def test_what_is_owed_is_on_the_receipt_as_a_transfer_under_its_code(
    office: Office, paper: str, tmp_path: Path
) -> None:
    tell_account(office)
    code = owing(office)
    (fields,) = transfers(office, code, paper)
    assert fields["54"] == "15000"
    assert parsed(fields["62"])["08"] == code
    assert parsed(parsed(fields["38"])["01"]) == {"00": "970403", "01": "0011012345678"}
    said = text_of(receipt_pdf(office, code, paper), tmp_path)
    assert "Số tài khoản: 0011012345678" in said
    assert "Ngân hàng: Ngân hàng Mẫu" in said
    assert f"Nội dung: {code}" in said


def test_a_paid_fee_asks_for_no_transfer(office: Office) -> None:
    tell_account(office)
    code = owing(office)
    commit_act(office, code, "paid", {"amount": 15_000, "method": "online"})
    assert transfers(office, code) == []


@pytest.mark.parametrize(("amount", "method"), [(0, "none"), (15_000, "cash"), (15_000, "exempt")])
def test_nothing_owed_nothing_asked(office: Office, amount: int, method: str) -> None:
    tell_account(office)
    assert transfers(office, owing(office, amount, method)) == []


def test_an_office_that_told_no_account_prints_no_code(office: Office) -> None:
    assert transfers(office, owing(office)) == []


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("payment.bank", "97040"),
        ("payment.bank", "VCB"),
        ("payment.account", "0011 0123 4567"),
        ("payment.account", "TÀI KHOẢN"),
        ("payment.holder", "a\nb"),
        ("payment.account", 11012345678),
    ],
)
def test_an_account_no_bank_knows_is_refused(office: Office, key: str, wrong: object) -> None:
    with pytest.raises(InputError) as refused, office.write("test.account") as uow:
        settings.change(uow, key, wrong, office.clock.now().date())
    assert refused.value.code == "setting.bad_value"


def test_a_payment_code_costs_a_small_receipt_no_page(office: Office) -> None:
    tell_account(office)
    owed, paid = (receipt_pdf(office, owing(office, method=how), "a5") for how in ("none", "cash"))
    assert len(opened(owed).pages) == len(opened(paid).pages)
