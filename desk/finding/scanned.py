"""Một lần quét: what a reader or a camera brought is a receipt, a card or, in one word, something else.

A reader may add signs of its own, send half of a code or two in a row, type through a Caps Lock, through
another keyboard layout or through a Vietnamese typing aid. What is certain is mended: a receipt proves
itself by its check tag, a card by its number, sex and dates. Everything else is named and never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from desk.finding.codes import ALPHABET, CITIZEN, TAG_LENGTH, Recognised, office_letters, recognise
from desk.finding.foreign import foreign
from desk.finding.layouts import otherwise_typed
from desk.intake.card_mending import mended_card

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desk.finding.codes import Keys

MOST_LETTERS = 4000  # a QR of the largest version holds fewer
_LONGEST_CODE = 700  # a receipt's look-up address; a card may be longer
_LONG_NUMBER = 12  # digits: longer than a phone number, which a typing aid may know
_CODED = frozenset({"wifi", "payment", "contact", "event", "url", "secret", "insurance", "passport"})
_AIM = re.compile(r"^\][A-Za-z][0-9A-Za-z]")  # what kind of code it was, said by a reader set so
_RECEIPT = re.compile(
    rf"[0-9A-Z]+?(?:[._-][0-9A-Z]+)*?-\d{{6}}-\d{{3,12}}\.[{ALPHABET}]{{{TAG_LENGTH}}}", re.ASCII
)
_DATED = re.compile(r"-\d{6}-\d{3,12}(?!\d)", re.ASCII)
_CARD_HEAD = re.compile(r"\d{12}\|(?:\d{9}|\d{12})?\|[^|\d]", re.ASCII)
_CARD_BEGINS = re.compile(r"\d{6,12}\|", re.ASCII)
_CARD_GOES_ON = re.compile(r"\|\d{8}\|[^|]{1,4}\||\d{8}\|(?:nam|nữ|nu)\|", re.IGNORECASE)
_RECEIPT_ENDS = re.compile(rf"(?:\d{{0,6}}-)?\d{{1,12}}\.([{ALPHABET}]{{{TAG_LENGTH}}})", re.ASCII)
_RECEIPT_BEGINS = re.compile(r"[0-9A-Z]+(?:[._-][0-9A-Z]+)*(?:-\d{0,6}|-\d{6}-\d{0,2})", re.ASCII)


def read_scan(
    text: str, *, codes: Sequence[str], key: Keys | None, lang: str = "vi", typed: bool = False
) -> Recognised:
    """Tell what a scan is; never raises. `typed` says it came as keys, where a name may have lost its marks.

    `looks` names what is no whole receipt or card of ours: `half_card`, `half_receipt`, `glued`,
    `other_office`, `damaged`, `too_long`, `empty`, or what `foreign` found.
    """
    if len(text) > MOST_LETTERS:
        return Recognised(kind="unknown", looks="too_long")
    plain = tidy(text)
    if not plain:
        return Recognised(kind="unknown", looks="garbled" if text.strip() else "empty")
    if len(plain) > _LONGEST_CODE and "|" not in plain:
        return Recognised(kind="unknown", looks="glued" if _runs_on(plain) else foreign(plain))
    for reading in (plain, *otherwise_typed(_bare(text))):
        found = _read(reading, codes=codes, key=key, lang=lang, typed=typed or reading != plain)
        proven = found.tag_ok or (found.kind == "card" and _CARD_BEGINS.match(plain) is None)
        if proven or (reading == plain and _ours(found)):
            return found
    return Recognised(kind="unknown", looks=_looks(plain, codes=codes, key=key))


def _runs_on(text: str) -> bool:
    """Codes of ours one after the other, more than any receipt holds."""
    return "://" not in text and len(_DATED.findall(text)) > 1


def tidy(text: str) -> str:
    """The text as it was meant: NFC, without framing, reader's own signs, controls and invisible marks."""
    return " ".join(unicodedata.normalize("NFC", _bare(text)).split())


def _bare(text: str) -> str:
    kept = "".join(letter for letter in text if _meant(letter))
    return _AIM.sub("", kept.strip()).strip()


def _meant(letter: str) -> bool:
    """Letters, blanks, and signs that may be half of a letter read in a wrong page, which a card mends."""
    if letter.isspace() or 0x80 <= ord(letter) <= 0xAD:
        return True
    return unicodedata.category(letter) not in {"Cc", "Cf", "Cs"}


def _ours(found: Recognised) -> bool:
    """A code without a tag may be an official one; a tag that was not checked is taken as it is."""
    return found.kind in {"card", "code"} or (found.kind in {"receipt", "citizen"} and found.tag_ok is None)


def _read(text: str, *, codes: Sequence[str], key: Keys | None, lang: str, typed: bool) -> Recognised:
    once = _once(text)
    if once is None:
        return Recognised(kind="unknown")
    if once.count("|") >= 5:
        card = mended_card(once, lang=lang, typed=typed)
        return Recognised(kind="card", card=card) if card is not None else Recognised(kind="unknown")
    return recognise(once, office_code=codes, key=key, lang=lang)


def _once(text: str) -> str | None:
    """One code where the same was sent twice in a row; None where two different ones stick together."""
    parts = tuple(_parts(text))
    if len(parts) < 2:
        return text
    return parts[0] if len({part.upper() for part in parts}) == 1 else None


def _parts(text: str) -> Iterator[str]:
    """The codes that a text holds one after the other, as far as they can be told apart."""
    half, odd = divmod(len(text), 2)
    if not odd and half and text[:half].upper() == text[half:].upper() and _whole(text[:half]):
        yield from (text[:half], text[half:])
        return
    heads = [found.start() for found in _CARD_HEAD.finditer(text)]
    receipts = list(_RECEIPT.finditer(text.upper()))
    if heads and (len(heads) > 1 or receipts):
        starts = sorted({0, *heads, *(found.start() for found in receipts)})
        yield from (text[start:end] for start, end in zip(starts, (*starts[1:], None), strict=True))
    elif len(receipts) > 1:
        yield from (found.group() for found in receipts)
    elif len(list(_DATED.finditer(text))) > 1 and "://" not in text:
        yield from (found.group() for found in _DATED.finditer(text))


def _whole(text: str) -> bool:
    return recognise(text).kind != "unknown"


def _looks(text: str, *, codes: Sequence[str], key: Keys | None) -> str:
    upper = text.upper()
    if len(tuple(_parts(text))) > 1:
        return "glued"
    if _CARD_BEGINS.match(text) or _CARD_GOES_ON.search(text):
        return "half_card"
    found = recognise(text, office_code=codes, key=key)
    if found.tag is not None and found.tag_ok is False:
        return _wrong_tag(found.tag, office_ok=found.office_ok, code=found.code or "", codes=codes)
    ours = tuple(map(office_letters, codes))
    tail = _RECEIPT_ENDS.fullmatch(upper)
    if upper.endswith(".") and recognise(upper[:-1]).code is not None:
        return "half_receipt"  # the tag was cut off whole
    if (tail is not None and tail.group(1).startswith(ours)) or _begins_here(upper, codes):
        return "half_receipt"
    return foreign(text)


def _wrong_tag(read: str, *, office_ok: bool | None, code: str, codes: Sequence[str]) -> str:
    if len(read) < TAG_LENGTH:
        return "half_receipt"
    well_formed = len(read) == TAG_LENGTH and not set(read) - set(ALPHABET)
    if well_formed and not office_ok:
        return "other_office"
    whole_front = CITIZEN.fullmatch(code) or code.startswith((*(one.upper() for one in codes), "TAM-"))
    return "damaged" if whole_front or not office_ok else "half_receipt"


def _begins_here(text: str, codes: Sequence[str]) -> bool:
    fronts = (*(f"{one.upper()}-" for one in codes), "TAM-")
    return text.startswith(fronts) and _RECEIPT_BEGINS.fullmatch(text) is not None


def scan_shaped(text: str) -> bool:
    """Tell whether a run of letters can only come from a code: nobody writes such a thing at a counter."""
    plain = tidy(text[:MOST_LETTERS])
    if plain.isascii() and plain.isdigit():
        return len(plain) >= _LONG_NUMBER
    return scan_ours(plain) or foreign(plain) in _CODED


def scan_ours(text: str) -> bool:
    """Tell by its shape whether a text is a receipt, a dossier's code or a card, whole or not."""
    plain = tidy(text[:MOST_LETTERS])
    return bool(
        _DATED.search(plain)
        or (plain.count("|") >= 2 and (_CARD_BEGINS.match(plain) or _CARD_GOES_ON.search(plain)))
    )
