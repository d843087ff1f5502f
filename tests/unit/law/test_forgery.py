"""Forged, altered, foreign and damaged receipts: none is taken for genuine, each is called what it is."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desk.finding.codes import ALPHABET, office_letters, payload, recognise, tag
from desk.finding.scanned import read_scan
from desk.finding.trust import trust
from desk.office.keys import KeyRing, ReceiptKey
from tests.helpers.vietnamese_keys import telex, vni

OFFICE, NEIGHBOUR = "VN-MAU-01", "VN-MAU-02"
KEY, OTHER_KEY = bytes(range(32)), bytes(range(1, 33))
CODE, SECOND = f"{OFFICE}-261123-0042", f"{OFFICE}-261123-0043"
RECEIPT = payload(OFFICE, KEY, CODE)
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ.-_"
ALIKE = str.maketrans(
    {
        "A": "\u0410", "B": "\u0412", "C": "\u0421", "H": "\u041d", "M": "\u041c", "N": "\u039d",
        "T": "\u0422", "U": "\u222a", "V": "\u2164", "0": "\uff10", "1": "\u0661", "2": "\u00b2",
        "-": "\u2010", ".": "\u2024",
    }
)  # fmt: skip
codes = st.builds(
    "{}-{:%y%m%d}-{:04}".format, st.just(OFFICE), st.dates(date(2020, 1, 1), date(2060, 1, 1)),
    st.integers(1, 99999),
)  # fmt: skip


def worth(text: str, *, key: bytes | KeyRing = KEY, typed: bool = True) -> str:
    """What this office says of a scan."""
    return trust(read_scan(text, codes=(OFFICE,), key=key, typed=typed))


def test_the_receipt_itself_is_genuine_in_every_dress_a_reader_gives_it() -> None:
    for text in (
        RECEIPT,
        RECEIPT.lower(),
        f"  {RECEIPT}\r\n",
        f"\ufeff{RECEIPT}",
        telex(RECEIPT),
        vni(RECEIPT),
    ):
        assert worth(text) == "genuine", text
    assert worth(payload(OFFICE, KEY, CODE, "https://tra-cuu.example.vn/?ma=")) == "genuine"


def test_every_single_changed_letter_is_seen() -> None:
    for at, letter in enumerate(RECEIPT):
        for other in LETTERS:
            if other != letter:
                assert worth(RECEIPT[:at] + other + RECEIPT[at + 1 :]) != "genuine", (at, other)


def test_every_changed_letter_of_number_or_tag_is_called_altered() -> None:
    """The office's own two letters changed make it another office's."""
    start = len(OFFICE) + 1
    for at in (
        *range(start, start + 6),
        *range(start + 7, start + 11),
        *range(len(RECEIPT) - 6, len(RECEIPT)),
    ):
        for other in "0123456789" if at < len(CODE) else ALPHABET:
            if other != RECEIPT[at]:
                assert worth(RECEIPT[:at] + other + RECEIPT[at + 1 :]) == "altered", (at, other)


def test_every_letter_left_out_doubled_or_changed_with_its_neighbour_is_seen() -> None:
    for at in range(len(RECEIPT)):
        out, twice = RECEIPT[:at] + RECEIPT[at + 1 :], RECEIPT[: at + 1] + RECEIPT[at:]
        turned = RECEIPT[:at] + RECEIPT[at : at + 2][::-1] + RECEIPT[at + 2 :]
        for text in {out, twice, turned} - {RECEIPT}:
            assert worth(text) != "genuine", text


def test_no_part_of_a_receipt_is_genuine() -> None:
    for start in range(len(RECEIPT)):
        for end in range(start + 1, len(RECEIPT) + 1):
            if end - start < len(RECEIPT):
                assert worth(RECEIPT[start:end]) != "genuine", RECEIPT[start:end]


def test_a_tag_of_another_dossier_is_called_altered() -> None:
    assert worth(f"{SECOND}.{tag(OFFICE, KEY, CODE)}") == "altered"


def test_code_and_tag_in_the_wrong_order_are_not_ours() -> None:
    made = tag(OFFICE, KEY, CODE)
    for text in (f"{made}.{CODE}", f"{CODE}-{made}", f"{CODE}.{made[2:]}{made[:2]}", f"{CODE}.{made[::-1]}"):
        assert worth(text) != "genuine"


def test_another_offices_receipt_is_called_so_whatever_stands_before_its_tag() -> None:
    assert worth(payload(NEIGHBOUR, OTHER_KEY, f"{NEIGHBOUR}-261123-0042")) == "other_office"
    assert worth(payload(NEIGHBOUR, OTHER_KEY, CODE)) == "other_office"


def test_ones_own_letters_before_another_offices_tag_are_called_altered() -> None:
    theirs = tag(NEIGHBOUR, OTHER_KEY, CODE)
    assert worth(f"{CODE}.{office_letters(OFFICE)}{theirs[2:]}") == "altered"


@pytest.mark.parametrize("letter", sorted(set(map(chr, ALIKE)) & set(RECEIPT)))
def test_letters_that_only_look_alike_are_seen(letter: str) -> None:
    text = RECEIPT.replace(letter, letter.translate(ALIKE))
    assert unicodedata.name(text[text.index(letter.translate(ALIKE))])
    assert worth(text) != "genuine"


@pytest.mark.parametrize("blank", [" ", "\t", "\n", "\u00a0", "\u3000"])
def test_blanks_inside_a_receipt_are_seen_and_invisible_marks_change_nothing(blank: str) -> None:
    for at in range(1, len(RECEIPT)):
        assert worth(RECEIPT[:at] + blank + RECEIPT[at:]) != "genuine"
    assert worth("\u200b".join(RECEIPT)) == "genuine"


@pytest.mark.parametrize(
    "text",
    [
        "WIFI:T:WPA;S:Quan Mau;P:matkhau;;", "https://example.vn/khuyen-mai", "8934563138165", "xin chào",
        "00020101021138570010A000000727012700069704220113012345678901230208QRIBFTTA5303704",
        RECEIPT + "0" * 3900, "A" * 5000, RECEIPT * 100,
    ],
)  # fmt: skip
def test_what_is_no_receipt_is_not_ours_however_long(text: str) -> None:
    assert worth(text) in {"not_ours", "altered"}


@given(st.text(max_size=60))
def test_no_made_up_text_is_genuine(text: str) -> None:
    assert worth(text) != "genuine"


@given(codes, st.text(ALPHABET, min_size=6, max_size=6))
def test_no_guessed_tag_is_genuine(code: str, guess: str) -> None:
    assume(guess != tag(OFFICE, KEY, code)[2:])
    assert worth(f"{code}.{office_letters(OFFICE)}{guess}") == "altered"


@given(codes, codes)
def test_a_tag_is_good_for_its_own_dossier_only(code: str, other: str) -> None:
    assume(code != other)
    assert worth(f"{other}.{tag(OFFICE, KEY, code)}") == "altered"


@given(codes, st.binary(min_size=32, max_size=32))
def test_no_other_key_makes_a_genuine_receipt(code: str, key: bytes) -> None:
    assume(tag(OFFICE, key, code) != tag(OFFICE, KEY, code))
    assert worth(payload(OFFICE, key, code)) == "altered"


@given(codes, st.data())
def test_two_changes_at_once_are_seen(code: str, data: st.DataObject) -> None:
    text = list(payload(OFFICE, KEY, code))
    for _ in range(2):
        text[data.draw(st.integers(0, len(text) - 1))] = data.draw(st.sampled_from(LETTERS))
    changed = "".join(text)
    assume(changed != payload(OFFICE, KEY, code))
    assert worth(changed) != "genuine"


@given(codes, st.sampled_from([telex, vni]), st.booleans())
def test_a_typing_aid_never_changes_a_receipt_into_another(code: str, aid: object, late: bool) -> None:
    assert callable(aid)
    found = read_scan(aid(payload(OFFICE, KEY, code), late=late), codes=(OFFICE,), key=KEY, typed=True)
    assert (found.code, trust(found)) == (code, "genuine")


# ---- keys that were replaced ------------------------------------------------------------------------

RING = KeyRing((ReceiptKey(OTHER_KEY, 2, "261201"), ReceiptKey(KEY, 1, "", "261201")))


@pytest.mark.parametrize("day", ["261123", "261130", "261201"])
def test_a_receipt_made_before_the_key_was_changed_stays_genuine(day: str) -> None:
    assert worth(payload(OFFICE, KEY, f"{OFFICE}-{day}-0042"), key=RING) == "genuine"
    assert worth(payload(OFFICE, OTHER_KEY, f"{OFFICE}-{day}-0042"), key=RING) == "genuine"


def test_an_old_key_makes_nothing_genuine_for_later_days() -> None:
    assert worth(payload(OFFICE, KEY, f"{OFFICE}-261202-0001"), key=RING) == "altered"
    assert worth(payload(OFFICE, OTHER_KEY, f"{OFFICE}-261202-0001"), key=RING) == "genuine"


def test_a_key_tells_nothing_of_itself() -> None:
    shown = repr(RING) + RING.keys[0].key_id
    assert OTHER_KEY.hex() not in shown
    assert repr(OTHER_KEY) not in shown
    assert re.fullmatch(r"[0-9a-f]{16}", RING.keys[0].key_id)
    assert json.dumps(RING.keys[0].key_id)


def test_a_bare_code_proves_nothing() -> None:
    assert worth(CODE) == "untagged"
    assert recognise(CODE, office_code=OFFICE, key=RING).tag_ok is None
