"""Thẻ căn cước: the text of the card's QR turned into fields, with warnings where it contradicts itself.

Nothing here is logged or kept: fields are filled and the text is dropped (Luật 91/2025/QH15).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.folding import fold
from desk.rows import IdentityCard
from desk.wording import note

if TYPE_CHECKING:
    from desk.rows import Note

MOST_LETTERS = 4000  # a QR of the largest version holds fewer
_NUMBER = re.compile(r"\d{12}", re.ASCII)
_OLD_NUMBER = re.compile(r"\d{9}|\d{12}", re.ASCII)
_DATE = re.compile(r"(\d\d)(\d\d)(\d{4})", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1850, 2199


def parse_card(text: str, *, lang: str = "vi") -> IdentityCard:
    """Read the text of an identity card's QR; fields come back in NFC with blanks folded, case kept.

    The number against sex and birth year, impossible dates, missing and extra fields give warnings,
    never a refusal. Address and names are as on the card, also where units were merged since.

    Raises:
        InputError: `idcard.not_a_card` with fewer than 6 fields or without a 12-digit number.
    """
    codes: list[str] = []
    fields = _fields(text, codes)
    if len(fields) < 6 or _NUMBER.fullmatch(fields[0]) is None:
        raise InputError("idcard.not_a_card", fields=len(fields))
    number, old_number, name, born, sex_text, address = fields[:6]
    issued = fields[6] if len(fields) > 6 else ""
    if any(fields[7:]):
        codes.append("idcard.extra_fields")
    if not name:
        codes.append("idcard.missing_name")
    birth_date = _date(born, codes)
    sex = _sex(sex_text, codes)
    issued_on = _date(issued, codes) if issued else None
    if not issued:
        codes.append("idcard.missing_issued_on")
    _compare(number, birth_date, sex, codes)
    return IdentityCard(
        number=number,
        old_number=_old_number(old_number, codes),
        full_name=name,
        birth_date=birth_date,
        sex=sex,
        address=address or None,
        issued_on=issued_on,
        warnings=_notes(codes, lang),
    )


def looks_like_card(text: str) -> bool:
    """Tell whether `parse_card` would read this text."""
    if len(text) > MOST_LETTERS:
        return False
    fields = _fields(text, [])
    return len(fields) >= 6 and _NUMBER.fullmatch(fields[0]) is not None


def mend_mojibake(text: str) -> str:
    """Undo a reader that took UTF-8 bytes for Latin-1 or Windows-1252; other text comes back unchanged."""
    for _ in range(3):  # some chains of readers do it twice
        raw = _one_byte_each(text)
        if raw is None or raw.isascii():
            return text
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            return text
    return text


def _one_byte_each(text: str) -> bytes | None:
    """Return the bytes a wrong decoder saw, or None where the text cannot come from one."""
    raw = bytearray()
    for letter in text:
        code = ord(letter)
        if code < 0x100:
            raw.append(code)
        elif 0xDC80 <= code <= 0xDCFF:  # bytes Python could not decode on the command line
            raw.append(code - 0xDC00)
        else:
            try:
                raw += letter.encode("cp1252")
            except UnicodeEncodeError:
                return None
    return bytes(raw)


def _fields(text: str, codes: list[str]) -> list[str]:
    if len(text) > MOST_LETTERS:
        raise InputError("idcard.not_a_card", fields=0)
    fields = []
    for field in _visible(text, beyond_latin=True).split("|"):
        mended = mend_mojibake(field)
        if mended != field:
            codes.append("idcard.mojibake_fixed")
        fields.append(_clean(mended))
    return fields


def _visible(text: str, *, beyond_latin: bool) -> str:
    """Drop marks nobody sees; a soft hyphen may still be half of a damaged letter before mending."""
    return "".join(
        letter
        for letter in text
        if unicodedata.category(letter) != "Cf" or (beyond_latin and ord(letter) < 0x100)
    )


def _clean(field: str) -> str:
    seen = _visible(field, beyond_latin=False)
    kept = (
        "\ufffd" if unicodedata.category(letter) == "Cs" else letter
        for letter in seen
        if letter.isspace() or unicodedata.category(letter) != "Cc"
    )
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def _date(text: str, codes: list[str]) -> date | None:
    found = _DATE.fullmatch(text)
    if found is not None:
        day, month, year = (int(part) for part in found.groups())
        try:
            if _FIRST_YEAR <= year <= _LAST_YEAR:
                return date(year, month, day)
        except ValueError:
            pass
    codes.append("idcard.impossible_date")
    return None


def _sex(text: str, codes: list[str]) -> str | None:
    sex = {"nam": "male", "nu": "female"}.get(fold(text))
    if sex is None:
        codes.append("idcard.unknown_sex")
    return sex


def _old_number(text: str, codes: list[str]) -> str | None:
    if not text:
        return None
    if _OLD_NUMBER.fullmatch(text) is None:
        codes.append("idcard.bad_old_number")
        return None
    return text


def _compare(number: str, birth_date: date | None, sex: str | None, codes: list[str]) -> None:
    """The 4th digit tells century and sex, the 5th and 6th the year of birth; there is no check digit."""
    century_and_sex = int(number[3])
    if sex is not None and sex != ("female" if century_and_sex % 2 else "male"):
        codes.append("idcard.sex_mismatch")
    year = (19 + century_and_sex // 2) * 100 + int(number[4:6])
    if birth_date is not None and birth_date.year != year:
        codes.append("idcard.birth_year_mismatch")


def _notes(codes: list[str], lang: str) -> tuple[Note, ...]:
    return tuple(note(code, lang) for code in dict.fromkeys(codes))
