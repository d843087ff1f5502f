"""Mã hồ sơ, mã kiểm tra và mã QR trên giấy hẹn: what a scanned or typed text is.

A receipt's QR holds `<code>.<tag>` in capitals, or a look-up address that ends in it, and nothing
personal. The tag is 2 characters of the office (from SHA-256 of its code) and 6 of an HMAC-SHA-256
over the dossier code under the office key. Its alphabet has no vowel and no Y, D or W: a Telex or VNI
typing aid between the reader and the program cannot change it.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.office.keys import KeyRing
    from desk.rows import IdentityCard, Note

    Keys = bytes | KeyRing  # one key, or the one in use with those before
    OfficeCodes = str | Sequence[str]  # one unit code, or every code an office has had

ALPHABET = "0123456789BCFGHJKLMNPQRSTVXZ"
TAG_LENGTH = 8
_OFFICE_LETTERS = 2
_CODE = r"[0-9A-Z]+(?:[._-][0-9A-Z]+)*-\d{6}-\d{3,12}"
CITIZEN = re.compile(r"CD-\d{6}-\d{8}", re.ASCII)  # a citizen's code; no dossier's has its form
_BARE = re.compile(_CODE)
_TAIL = re.compile(rf"(?:^|[^0-9A-Z._-])({_CODE})\.([0-9A-Z]{{1,16}})$")
_ADDRESS_TAIL = re.compile(rf"[/=?&#]({_CODE})$")
_VISIT = re.compile(r"LN-\d{6}-\d{3,}", re.ASCII)
_OFFICIAL = re.compile(r"[0-9A-Z]{1,4}(?:\.[0-9A-Z]{1,4}){0,5}-(\d{6})-\d{3,6}")


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a text is. `code` is in capitals; `tag` is as read, in capitals, and not yet checked.

    `tag_ok` is None where there is no tag or no office was given to check it against; `office_ok`
    tells whether the tag's first two letters are this office's. `looks` says of a scan that is none of ours
    what it seems to be; `text` is what was read, where a screen is asked whether it waits for such a number.
    """

    kind: str  # receipt | code | citizen | card | unknown
    code: str | None = None
    tag: str | None = None
    tag_ok: bool | None = None
    office_ok: bool | None = None
    card: IdentityCard | None = None
    looks: str = ""
    text: str = ""


def office_letters(office_code: str) -> str:
    """Return the two characters that stand for an office in every tag it makes."""
    return _letters(hashlib.sha256(_upper(office_code).encode("utf-8")).digest(), _OFFICE_LETTERS)


def tag(office_code: str, key: bytes, code: str) -> str:
    """Return the check tag of a dossier code at an office."""
    digest = hmac.new(key, _upper(code).encode("utf-8"), hashlib.sha256).digest()
    return office_letters(office_code) + _letters(digest, TAG_LENGTH - _OFFICE_LETTERS)


def payload(office_code: str, key: bytes, code: str, lookup_url: str | None = None) -> str:
    """Return the text of the receipt's QR: `<code>.<tag>`, or the look-up address ending in it."""
    bare = f"{_upper(code)}.{tag(office_code, key, code)}"
    if not lookup_url:
        return bare
    if lookup_url.endswith(("/", "=")):
        return lookup_url + bare
    return f"{lookup_url}{'&' if '?' in lookup_url else '?'}ma={bare}"


def recognise(
    text: str, *, office_code: OfficeCodes | None = None, key: Keys | None = None, lang: str = "vi"
) -> Recognised:
    """Tell what a scanned or typed text is, whatever its case; never raises.

    With the office's code and key the tag is checked too; an office that was given a new unit code
    has several codes, and a receipt with any of them is its own.
    """
    plain = _upper(text)
    found = _TAIL.search(plain)
    if found is not None:
        code, read = found.groups()
        codes = (office_code,) if isinstance(office_code, str) else tuple(office_code or ())
        office_ok = read[:_OFFICE_LETTERS] in map(office_letters, codes) if codes else None
        tag_ok = any(_made(read, code, one, codes) for one in _keys(key, code)) if codes and key else None
        kind = "citizen" if CITIZEN.fullmatch(code) is not None else "receipt"
        return Recognised(kind=kind, code=code, tag=read, tag_ok=tag_ok, office_ok=office_ok)
    if _BARE.fullmatch(plain) is not None:
        return Recognised(kind="citizen" if CITIZEN.fullmatch(plain) else "code", code=plain)
    address = _ADDRESS_TAIL.search(plain)
    if address is not None:
        return Recognised(kind="code", code=address.group(1))
    if text.count("|") >= 5:
        from desk.intake.identity import parse_card

        try:
            return Recognised(kind="card", card=parse_card(text, lang=lang))
        except InputError:
            pass
    return Recognised(kind="unknown")


def _keys(key: Keys, code: str) -> tuple[bytes, ...]:
    return (key,) if isinstance(key, bytes) else key.may_have_made(code)


def _made(read: str, code: str, key: bytes, codes: Sequence[str]) -> bool:
    """Whether this key made the tag, as whatever the office was coded then."""
    return any(hmac.compare_digest(read, tag(one, key, code)) for one in codes)


def names_visit(code: str) -> bool:
    """Whether a code is the number of a visit, which several dossiers share, and not of a dossier."""
    return _VISIT.fullmatch(code) is not None


def resolve_code(text: str, *, office_code: OfficeCodes, key: Keys) -> str:
    """Return the dossier code meant by a CODE argument: a code, a receipt's QR text or its address.

    Text of no known form comes back trimmed: an imported register may use codes of its own.

    Raises:
        InputError: `code.other_office` for another office's receipt, `code.tag_mismatch` for a tag that
            does not belong to the code, `code.empty`.
    """
    found = recognise(text, office_code=office_code, key=key)
    if found.tag is not None and not found.tag_ok:
        well_formed = len(found.tag or "") == TAG_LENGTH and not set(found.tag or "") - set(ALPHABET)
        if well_formed and not found.office_ok:
            raise InputError("code.other_office", dossier=found.code)
        raise InputError("code.tag_mismatch", dossier=found.code)
    if found.code is not None:
        return found.code
    code = _visible(text)
    if not code:
        raise InputError("code.empty")
    return code


def looks_official(code: str) -> bool:
    """Whether a code has the form the official system gives, its date a real one."""
    return not official_code_notes(code)


def official_code_notes(code: str, *, lang: str = "vi") -> tuple[Note, ...]:
    """Warn where an official code does not look like one; a portal may change its form, so never refuse."""
    found = _OFFICIAL.fullmatch(_upper(code))
    if found is None:
        return (note("code.unusual_official", lang),)
    digits = found.group(1)
    try:
        date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    except ValueError:
        return (note("code.impossible_date", lang, digits=digits),)
    return ()


def _letters(digest: bytes, count: int) -> str:
    number = int.from_bytes(digest, "big")
    letters = ""
    for _ in range(count):
        number, place = divmod(number, len(ALPHABET))
        letters += ALPHABET[place]
    return letters


def _visible(text: str) -> str:
    kept = (
        "\ufffd" if unicodedata.category(letter) == "Cs" else letter  # half a letter: no code, no file has it
        for letter in unicodedata.normalize("NFC", text)
        if unicodedata.category(letter) != "Cf"
    )
    return " ".join("".join(kept).split())


def _upper(text: str) -> str:
    return _visible(text).upper()
