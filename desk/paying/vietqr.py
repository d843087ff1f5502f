"""Mã VietQR: a bank transfer with account, amount and purpose, as one line a bank's app reads.

The line is EMVCo's merchant-presented QR: fields of two digits, a length of two digits, a value; the NAPAS
field 38 names the bank and the account of an instant transfer (QRIBFTTA), field 62-08 the purpose, field 63
the CRC-16 over everything before its own four signs.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

BANK = re.compile(r"\d{6}", re.ASCII)  # mã BIN of the bank at NAPAS
ACCOUNT = re.compile(r"[0-9A-Za-z]{6,19}", re.ASCII)
MOST_PURPOSE = 25
MOST_AMOUNT = 10**13 - 1  # thirteen digits, as field 54 holds
_NAPAS, _TO_ACCOUNT, _DONG, _COUNTRY = "A000000727", "QRIBFTTA", "704", "VN"
_FORMAT, _ONCE = "01", "12"
_UNSAID = re.compile(r"[^0-9A-Za-z .-]+")
_JOINTS = re.compile(r"[ .-]+")


def payload(*, bank: str, account: str, amount: int, purpose: str) -> str:
    """Return the text of the QR: a transfer to be made once, in đồng.

    Raises:
        InputError: `transfer.bank`, `transfer.account`, `transfer.amount`.
    """
    if BANK.fullmatch(bank) is None:
        raise InputError("transfer.bank", bank=bank[:40])
    if ACCOUNT.fullmatch(account) is None:
        raise InputError("transfer.account", account=account[:40])
    if not 0 < amount <= MOST_AMOUNT:
        raise InputError("transfer.amount", amount=amount)
    receiver = _fields((("00", bank), ("01", account)))
    told = purpose_of(purpose)
    body = _fields(
        (
            ("00", _FORMAT),
            ("01", _ONCE),
            ("38", _fields((("00", _NAPAS), ("01", receiver), ("02", _TO_ACCOUNT)))),
            ("53", _DONG),
            ("54", str(amount)),
            ("58", _COUNTRY),
            *((("62", _fields((("08", told),))),) if told else ()),
        )
    )
    sealed = f"{body}6304"
    return f"{sealed}{crc(sealed):04X}"


def purpose_of(text: str) -> str:
    """Nội dung chuyển khoản: at most 25 plain signs, marks folded away, the end kept where it is too long.

    The end of a dossier's code is what tells it from its neighbours of the same day.
    """
    letters = "".join(one if one.isascii() else _plain(one) for one in unicodedata.normalize("NFC", text))
    plain = " ".join(_UNSAID.sub(" ", letters).split())
    if len(plain) > MOST_PURPOSE:
        plain = _JOINTS.sub("", plain)
    return plain[-MOST_PURPOSE:]


def _plain(letter: str) -> str:
    folded = fold(letter)
    return folded.upper() if letter.isupper() else folded


def crc(text: str) -> int:
    """CRC-16 of EMVCo (ISO/IEC 13239: polynomial 1021, start FFFF) over the text's bytes."""
    value = 0xFFFF
    for byte in text.encode():
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1 ^ 0x1021 if value & 0x8000 else value << 1) & 0xFFFF
    return value


def _fields(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(f"{tag}{len(value):02d}{value}" for tag, value in pairs)
