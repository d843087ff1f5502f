"""VietQR: the same line as published examples, read back by rules of its own, no bad part let through."""

from __future__ import annotations

import binascii

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import InputError
from desk.paying.vietqr import MOST_AMOUNT, payload, purpose_of

BANK, ACCOUNT = "970403", "0011012345678"


def parsed(text: str) -> dict[str, str]:
    """Fields by tag, read by EMVCo's rule alone: tag, length, value."""
    found, at = {}, 0
    while at < len(text):
        tag, long = text[at : at + 2], int(text[at + 2 : at + 4])
        assert tag not in found
        found[tag] = text[at + 4 : at + 4 + long]
        assert len(found[tag]) == long
        at += 4 + long
    return found


@pytest.mark.parametrize(
    ("published", "bank", "account", "amount", "purpose"),
    [
        (  # dynamic transfer to an account, from the scheme's description
            "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN6234"
            "0107NPS68690819thanh toan don hang63042E2E",
            "970403", "0011012345678", 180_000, "thanh toan don hang",
        ),
        (  # a code a bank gave out
            "00020101021238570010A00000072701270006970415011300110019324180208QRIBFTTA530370454061200005802VN6217"
            "0813ung ho lu lut6304C15C",
            "970415", "0011001932418", 120_000, "ung ho lu lut",
        ),
        (  # an example of a parser for the scheme
            "00020101021238570010A00000072701270006970436011300110018008790208QRIBFTTA530370454061000005802VN6213"
            "0809nhan tien6304D1EF",
            "970436", "0011001800879", 100_000, "nhan tien",
        ),
    ],
)  # fmt: skip
def test_published_codes_have_the_fields_and_checks_we_write(
    published: str, bank: str, account: str, amount: int, purpose: str
) -> None:
    ours = payload(bank=bank, account=account, amount=amount, purpose=purpose)
    theirs = parsed(published)
    wanted = parsed(ours)
    if "01" in parsed(theirs["62"]):  # a bill number beside the purpose: a field we do not use
        assert parsed(theirs["62"])["08"] == parsed(wanted["62"])["08"]
        for fields in (theirs, wanted):
            del fields["62"], fields["63"]
        assert wanted == theirs
    else:
        assert ours == published


def check(text: str) -> int:
    """The same CRC by another program's rule: the standard library's CCITT, started at FFFF."""
    return binascii.crc_hqx(text.encode(), 0xFFFF)


@given(
    bank=st.from_regex(r"[0-9]{6}", fullmatch=True),
    account=st.from_regex(r"[0-9A-Za-z]{6,19}", fullmatch=True),
    amount=st.integers(1, MOST_AMOUNT),
    purpose=st.text(max_size=80),
)
def test_whatever_is_asked_for_is_read_back(bank: str, account: str, amount: int, purpose: str) -> None:
    text = payload(bank=bank, account=account, amount=amount, purpose=purpose)
    fields = parsed(text)
    assert (fields["00"], fields["01"], fields["53"], fields["58"]) == ("01", "12", "704", "VN")
    assert fields["54"] == str(amount)
    receiver = parsed(fields["38"])
    assert (receiver["00"], receiver["02"]) == ("A000000727", "QRIBFTTA")
    assert parsed(receiver["01"]) == {"00": bank, "01": account}
    assert int(fields["63"], 16) == check(text[:-4])
    assert text.isascii()
    told = parsed(fields["62"])["08"] if "62" in fields else ""
    assert len(told) <= 25
    assert told == purpose_of(purpose)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("H29.26.112-261123-0007", "H29.26.112-261123-0007"),
        ("TAM-Q1-261123-0012", "TAM-Q1-261123-0012"),
        ("000.00.26.112.H29-261123-0012", "0000026112H292611230012"),
        ("Nộp lệ phí ĐẤT", "Nop le phi DAT"),
        ("   ", ""),
    ],
)
def test_the_purpose_is_the_code_in_signs_every_bank_passes_on(text: str, told: str) -> None:
    assert purpose_of(text) == told


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"bank": "97040"}, "transfer.bank"),
        ({"bank": "٩٧٠٤٠٣"}, "transfer.bank"),
        ({"account": "12345"}, "transfer.account"),
        ({"account": "0011 012345"}, "transfer.account"),
        ({"account": "TÀIKHOẢN1"}, "transfer.account"),
        ({"account": "1" * 20}, "transfer.account"),
        ({"amount": 0}, "transfer.amount"),
        ({"amount": -15_000}, "transfer.amount"),
        ({"amount": 10**13}, "transfer.amount"),
    ],
)
def test_what_no_bank_takes_is_refused_by_name(changed: dict[str, object], code: str) -> None:
    with pytest.raises(InputError) as refused:
        payload(**{"bank": BANK, "account": ACCOUNT, "amount": 15_000, "purpose": "P", **changed})  # type: ignore[arg-type]
    assert refused.value.code == code
