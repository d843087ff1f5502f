"""Thẻ căn cước đọc qua bàn phím: a card's text that a Caps Lock or a typing aid went over, mended if certain.

Number, sex and dates hold no letter a typing aid would change, and they prove each other. A name may have
lost its marks on the way: it is put right where its spelling leaves one reading, and marked to be compared.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.intake.identity import parse_card
from desk.intake.typed_keys import spelled
from desk.wording import note

if TYPE_CHECKING:
    from desk.rows import IdentityCard, Note

_SEXES = ("Nam", "Nữ", "Nu")


def mended_card(text: str, *, lang: str = "vi", typed: bool = False) -> IdentityCard | None:
    """Read a card's text, or None where it is none. `typed`: as keys, so its name is to be compared."""
    upright = _upright(text)
    try:
        card = parse_card(upright, lang=lang)
    except InputError:
        return None
    if card.birth_date is None and not any(letter.isalpha() for letter in card.full_name):
        return None  # fields of something else that begin with a number
    notes: list[Note] = list(card.warnings)
    if upright != text:
        notes.append(note("idcard.caps_lock", lang))
    if "\ufffd" in upright or (typed and not card.address):
        notes.append(note("idcard.damaged", lang))
    name = spelled(card.full_name) if typed else None
    if name is not None:
        notes.append(note("idcard.keys_undone", lang))
    sex = card.sex or _sex_of(card.number)
    if card.sex is None:
        notes = [one for one in notes if one.code != "idcard.unknown_sex"]
    return replace(
        card,
        full_name=name or card.full_name,
        sex=sex,
        warnings=tuple(notes),
        check_name=typed or upright != text,
    )


def _upright(text: str) -> str:
    """Undo a Caps Lock: the sex on the card is the one word whose case is known beforehand."""
    fields = text.split("|")
    if len(fields) < 6 or fields[4].strip() in _SEXES:
        return text
    ways = (text.swapcase(), "".join(one.swapcase() if one.isascii() else one for one in text))
    fitting = [way for way in ways if way.split("|")[4].strip() in _SEXES]
    return max(fitting, key=lambda way: way.split("|")[2].isupper(), default=text)


def _sex_of(number: str) -> str:
    """The fourth digit tells it: even for men, odd for women (every century has its own pair)."""
    return "female" if int(number[3]) % 2 else "male"
