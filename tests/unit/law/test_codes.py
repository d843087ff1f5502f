"""Dossier codes, check tags and receipts' QR texts."""

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import InputError
from desk.finding.codes import (
    ALPHABET,
    office_letters,
    official_code_notes,
    payload,
    recognise,
    resolve_code,
    tag,
)

OFFICE = "H19.34"
KEY = bytes(range(32))
CODE = "H19.34-261122-0007"
TAG = tag(OFFICE, KEY, CODE)


def test_a_tag_has_eight_letters_no_typing_aid_can_change() -> None:
    assert ALPHABET == "0123456789BCFGHJKLMNPQRSTVXZ"
    assert len(TAG) == 8
    assert set(TAG) <= set(ALPHABET)
    assert not set(ALPHABET) & set("AEIOUYDW")


def test_the_tag_is_of_office_key_and_code() -> None:
    assert tag(OFFICE, KEY, CODE) == TAG
    assert tag(OFFICE, KEY, "H19.34-261122-0008") != TAG
    assert tag(OFFICE, bytes(32), CODE) != TAG
    other = tag("H19.35", KEY, CODE)
    assert other[:2] != TAG[:2]
    assert other[2:] == TAG[2:]
    assert TAG[:2] == office_letters(OFFICE)


def test_the_tag_is_reckoned_as_promised() -> None:
    """SHA-256 of the office code and a truncated HMAC-SHA-256, written in base 28 from the low end."""

    def letters(digest: bytes, count: int) -> str:
        number = int(digest.hex(), 16)
        return "".join(ALPHABET[number // 28**place % 28] for place in range(count))

    expected = letters(hashlib.sha256(OFFICE.encode()).digest(), 2)
    expected += letters(hmac.new(KEY, CODE.encode(), hashlib.sha256).digest(), 6)
    assert expected == TAG


def test_tags_of_many_codes_hardly_ever_meet() -> None:
    tags = {tag(OFFICE, KEY, f"H19.34-261122-{number:04}") for number in range(1, 5001)}
    assert len(tags) == 5000


def test_the_payload_is_code_and_tag_and_nothing_else() -> None:
    assert payload(OFFICE, KEY, CODE) == f"{CODE}.{TAG}"
    assert payload(OFFICE, KEY, CODE.lower()) == f"{CODE}.{TAG}"


@pytest.mark.parametrize(
    ("address", "start"),
    [
        ("https://tra-cuu.example.vn/hs", "https://tra-cuu.example.vn/hs?ma="),
        ("https://tra-cuu.example.vn/hs/", "https://tra-cuu.example.vn/hs/"),
        ("https://tra-cuu.example.vn/?ma=", "https://tra-cuu.example.vn/?ma="),
        ("https://tra-cuu.example.vn/?x=1", "https://tra-cuu.example.vn/?x=1&ma="),
    ],
)
def test_a_lookup_address_ends_in_code_and_tag(address: str, start: str) -> None:
    text = payload(OFFICE, KEY, CODE, address)
    assert text == f"{start}{CODE}.{TAG}"
    found = recognise(text, office_code=OFFICE, key=KEY)
    assert (found.kind, found.code, found.tag_ok) == ("receipt", CODE, True)


@pytest.mark.parametrize(
    "change", [str.lower, str.swapcase, lambda text: f"  {text}\r\n", lambda text: "\ufeff" + text]
)
def test_case_and_blanks_around_do_not_matter(change: object) -> None:
    assert callable(change)
    text = change(f"{CODE}.{TAG}")
    found = recognise(text, office_code=OFFICE, key=KEY)
    assert (found.kind, found.code, found.tag, found.tag_ok, found.office_ok) == (
        "receipt",
        CODE,
        TAG,
        True,
        True,
    )
    assert resolve_code(text, office_code=OFFICE, key=KEY) == CODE


@pytest.mark.parametrize(
    "code",
    [
        CODE,
        "TAM-1-261122-0001",
        "TAM-Q2-261122-12345",
        "000.17.22.H56-210531-0001",
        "QMC-TAPHUAN-261122-10000",
    ],
)
def test_codes_of_every_kind_are_recognised_bare_and_tagged(code: str) -> None:
    assert recognise(code).kind == "code"
    assert resolve_code(code.lower(), office_code=OFFICE, key=KEY) == code
    assert resolve_code(payload(OFFICE, KEY, code), office_code=OFFICE, key=KEY) == code
    assert resolve_code(f"https://x.example/?ma={code}", office_code=OFFICE, key=KEY) == code


def test_without_an_office_the_tag_is_read_but_not_judged() -> None:
    found = recognise(f"{CODE}.{TAG}")
    assert (found.kind, found.code, found.tag, found.tag_ok, found.office_ok) == (
        "receipt",
        CODE,
        TAG,
        None,
        None,
    )


def test_every_single_wrong_letter_of_a_tag_is_caught() -> None:
    for place in range(2, 8):
        for letter in ALPHABET:
            wrong = TAG[:place] + letter + TAG[place + 1 :]
            if wrong != TAG:
                with pytest.raises(InputError, match=r"code\.tag_mismatch"):
                    resolve_code(f"{CODE}.{wrong}", office_code=OFFICE, key=KEY)


@pytest.mark.parametrize("wrong", ["", "A", "ABCDEFGH", TAG[:7], TAG + "0"])
def test_a_tag_of_another_form_never_passes(wrong: str) -> None:
    text = f"{CODE}.{wrong}"
    if wrong:
        with pytest.raises(InputError, match=r"code\.tag_mismatch"):
            resolve_code(text, office_code=OFFICE, key=KEY)
    else:
        assert recognise(text).kind == "unknown"


def test_a_receipt_of_another_office_is_named_as_such() -> None:
    text = payload("H19.35", bytes(32), "H19.35-261122-0003")
    with pytest.raises(InputError) as failure:
        resolve_code(text, office_code=OFFICE, key=KEY)
    assert failure.value.code == "code.other_office"
    assert failure.value.details == {"dossier": "H19.35-261122-0003"}


def test_a_card_is_recognised_with_its_fields() -> None:
    found = recognise("079090001234||NGUYỄN VĂN MẪU|05031990|Nam|Số 1 Phố A|01052021")
    assert found.kind == "card"
    assert found.card is not None
    assert found.card.number == "079090001234"


@pytest.mark.parametrize(
    "text", ["", " ", "nguyễn văn mẫu", "0903", "a|b|c|d|e|f", "-261122-0001", "079090001234"]
)
def test_other_text_is_unknown(text: str) -> None:
    assert recognise(text, office_code=OFFICE, key=KEY).kind == "unknown"


def test_a_register_of_its_own_codes_may_be_asked_for() -> None:
    assert resolve_code(" Sổ 12/2026 ", office_code=OFFICE, key=KEY) == "Sổ 12/2026"
    with pytest.raises(InputError, match=r"code\.empty"):
        resolve_code(" \u200b", office_code=OFFICE, key=KEY)


@pytest.mark.parametrize(
    ("code", "notes"),
    [
        ("H19.34-261122-0007", []),
        ("000.17.22.h56-210531-0001", []),
        ("H19.34-261322-0007", ["code.impossible_date"]),
        ("H19.34-260230-0007", ["code.impossible_date"]),
        ("H19.34-2611-0007", ["code.unusual_official"]),
        ("TOOLONG1.34-261122-0007", ["code.unusual_official"]),
        ("", ["code.unusual_official"]),
    ],
)
def test_an_official_code_is_warned_about_never_blocked(code: str, notes: list[str]) -> None:
    assert [note.code for note in official_code_notes(code)] == notes


@given(st.text(max_size=120))
def test_no_text_whatever_breaks_recognition(text: str) -> None:
    assert recognise(text, office_code=OFFICE, key=KEY).kind in {"receipt", "code", "card", "unknown"}


@given(
    st.from_regex(r"[A-Z0-9]{1,4}(\.[A-Z0-9]{1,4}){0,3}-[0-9]{6}-[0-9]{4,6}", fullmatch=True).filter(
        str.isascii
    ),
    st.binary(min_size=32, max_size=32),
)
def test_every_payload_leads_back_to_its_code(code: str, key: bytes) -> None:
    assert resolve_code(payload(OFFICE, key, code).lower(), office_code=OFFICE, key=key) == code
