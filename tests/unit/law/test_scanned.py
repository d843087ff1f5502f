"""What a reader brought: ours, mended where that is certain, and in one word what anything else is."""

from __future__ import annotations

import re
import time
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.finding.codes import Recognised, payload
from desk.finding.scanned import read_scan, scan_shaped
from desk.intake.typed_keys import residue

OFFICE = "VN-MAU-01"
KEY = bytes(range(32))
CODE = f"{OFFICE}-261123-0042"
RECEIPT = payload(OFFICE, KEY, CODE)
OTHER = payload("H19.35", bytes(32), "H19.35-261122-0003")
CARD = "079056000889|024123456|VÕ NGỌC THÍ DỤ|07071956|Nam|14 Phố Thử Nghiệm, Phường Mẫu|01052021"
WOMAN = "079192004518||NGUYỄN THỊ MẪU|14031992|Nữ|12 Đường Mẫu|01052021"
XKB = Path("/usr/share/X11/xkb/symbols")


def read(text: str, *, typed: bool = True) -> Recognised:
    return read_scan(text, codes=(OFFICE,), key=KEY, typed=typed)


# ---- ours -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "frame",
    ["{}", "{}\r", "{}\r\n", "{}\t", "\x02{}\x03", "]Q1{}", "]C0{}", "\ufeff{}", "\u200e{}\u200b", "  {}  "],
)
def test_what_a_reader_puts_around_a_code_does_not_matter(frame: str) -> None:
    found = read(frame.format(RECEIPT))
    assert (found.kind, found.code, found.tag_ok) == ("receipt", CODE, True)
    card = read(frame.format(CARD))
    assert card.card is not None
    assert card.card.full_name == "VÕ NGỌC THÍ DỤ"


@pytest.mark.parametrize("text", [RECEIPT * 2, CODE * 2, CARD * 2, RECEIPT + RECEIPT.lower()])
def test_a_code_sent_twice_in_a_row_is_one(text: str) -> None:
    found = read(text)
    assert found.code == CODE or (found.card is not None and found.card.number == "079056000889")
    assert found.looks == ""


@pytest.mark.parametrize(
    "text",
    [
        RECEIPT + payload(OFFICE, KEY, f"{OFFICE}-261123-0043"),
        CODE + f"{OFFICE}-261123-0043",
        CARD + WOMAN,
        CARD + RECEIPT,
        RECEIPT + CARD,
    ],
)
def test_two_codes_glued_together_are_never_taken_for_one(text: str) -> None:
    found = read(text)
    assert (found.kind, found.looks, found.code, found.card) == ("unknown", "glued", None, None)


def test_a_card_with_the_old_number_of_twelve_digits_is_one_card() -> None:
    assert read(CARD.replace("024123456", "079056000889")).kind == "card"


@pytest.mark.parametrize("count", range(1, len(RECEIPT)))
def test_no_half_of_a_receipt_opens_a_dossier(count: int) -> None:
    for half in (RECEIPT[:count], RECEIPT[count:]):
        found = read(half)
        whole_code = found.kind == "code" and found.code == half  # a bare code, as CODE128 holds it
        assert found.tag_ok is not True
        assert found.kind == "unknown" or whole_code, half


@pytest.mark.parametrize(
    "half",
    [RECEIPT[:12], RECEIPT[:18], RECEIPT[:-1], RECEIPT[:-4], f"{OFFICE}-2611", "TAM-1-2611", RECEIPT[-15:]],
)
def test_half_a_receipt_is_said_to_be_half(half: str) -> None:
    assert read(half).looks == "half_receipt"


@pytest.mark.parametrize("half", [CARD[:24], CARD[:40], "56000889" + CARD[12:], CARD[30:], CARD[5:]])
def test_half_a_card_is_said_to_be_half(half: str) -> None:
    assert read(half).looks == "half_card"


def test_another_offices_receipt_and_a_spoilt_one_are_told_apart() -> None:
    assert read(OTHER).looks == "other_office"
    assert read(RECEIPT[:-1] + ("B" if RECEIPT[-1] != "B" else "C")).looks == "damaged"


@pytest.mark.parametrize(
    ("text", "looks"),
    [
        ("https://example.vn/khuyen-mai?x=1", "url"),
        ("www.example.vn", "url"),
        ("WIFI:T:WPA;S:Quan Mau;P:matkhau;;", "wifi"),
        ("00020101021138570010A000000727012700069704220113012345678901230208QRIBFTTA5303704", "payment"),
        ("BEGIN:VCARD\nVERSION:3.0\nFN:Nguyễn Mẫu\nEND:VCARD", "contact"),
        ("MECARD:N:Mẫu;TEL:0999000001;;", "contact"),
        ("BEGIN:VEVENT\nSUMMARY:Họp\nEND:VEVENT", "event"),
        ("tel:0903000001", "phone"),
        ("0903118264", "phone"),
        ("mailto:mau@example.vn", "email"),
        ("mau@example.vn", "email"),
        ("geo:10.8,106.6", "place"),
        ("otpauth://totp/x?secret=ABC", "secret"),
        ("P<VNMNGUYEN<<MAU<<<<<<<<<<<<<<<<<<<<<<<<<<<<", "passport"),
        ("IDVNM0560008898079056000889<<5", "passport"),
        ("079056000889", "id_number"),
        ("DN4790123456789|4e677579e1bb856e|07/07/1956", "insurance"),
        ("0312345678-001", "tax_code"),
        ("8934563138165", "product"),
        ("123456789", "digits"),
        ("eyJhbGciOiJIUzI1NiJ9" * 6, "sealed"),
        ("\x10\x11\x12", "garbled"),
        ("\ufffd\ufffd~~##", "garbled"),
        ("xin chào", "text"),
        ("", "empty"),
        ("\u200b \r\n", "garbled"),
        ("A" * 4001, "too_long"),
    ],
)
def test_a_foreign_code_is_named_in_one_word(text: str, looks: str) -> None:
    assert read(text) == Recognised(kind="unknown", looks=looks)


@given(st.text(max_size=200))
def test_no_text_whatever_breaks_the_reading(text: str) -> None:
    found = read(text)
    assert found.kind != "unknown" or found.looks


@pytest.mark.parametrize(
    "text",
    [
        "A" * 4000,
        "1-" * 2000,
        "A-123456-" * 444,
        "079056000889|" * 300,
        RECEIPT * 100,
        "A-111111-1111." * 280,
    ],
)
def test_the_longest_nonsense_is_named_at_once(text: str) -> None:
    began = time.process_time()
    assert read(text).kind == "unknown"
    assert time.process_time() - began < 2


# ---- what happened on the way through the keyboard ------------------------------------------------


def test_a_caps_lock_is_undone_and_said() -> None:
    every = CARD.swapcase()
    ascii_only = "".join(letter.swapcase() if letter.isascii() else letter for letter in WOMAN)
    for text, name in ((every, "VÕ NGỌC THÍ DỤ"), (ascii_only, "NGUYỄN THỊ MẪU")):
        card = read(text).card
        assert card is not None
        assert card.full_name == name
        assert card.check_name
        assert "idcard.caps_lock" in [one.code for one in card.warnings]
    assert read(RECEIPT.swapcase()).tag_ok


@pytest.mark.parametrize(
    "keys",
    ["VOX NGOCJ THIS DUJ", "VO4 NGO5C THI1 DU5", "VO4 NGOC5 THI1 DU5", "VOX NGOJC THIS DUJ"],
)
def test_a_name_of_typed_keys_is_put_into_letters(keys: str) -> None:
    card = read(CARD.replace("VÕ NGỌC THÍ DỤ", keys)).card
    assert card is not None
    assert card.full_name == "VÕ NGỌC THÍ DỤ"
    assert card.number == "079056000889"
    assert card.birth_date == date(1956, 7, 7)
    assert card.check_name


@pytest.mark.parametrize(
    ("address", "left"),
    [
        ("12 dduwowngf Maaux, phuwowngf Mẫu", ("dduwowngf", "Maaux", "phuwowngf")),
        ("5 d9u7o7ng2 Mẫu, phu7o7ng2 5", ("d9u7o7ng2", "phu7o7ng2")),
        ("12 đường Mẫu, phường Mẫu", ()),
        ("Block A12, KP3, Times City, Paris Tower, Seen Book", ()),
    ],
)
def test_typed_keys_left_in_an_address_are_named(address: str, left: tuple[str, ...]) -> None:
    assert residue(address) == left


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        ("NGUYEENX THIJ THUYR TIEEN", "NGUYỄN THỊ THỦY TIÊN"),
        ("NGUYE64N THI5 THUY3 TIE6N", "NGUYỄN THỊ THỦY TIÊN"),
        ("DDAWNGJ HUWUX PHUWOWCS", "ĐẶNG HỮU PHƯỚC"),
        ("D9A85NG HU74U PHU7O71C", "ĐẶNG HỮU PHƯỚC"),
        ("QUACHS GIA BAOR", "QUÁCH GIA BẢO"),
        ("TRAANF DDUWCS HOAF", "TRẦN ĐỨC HÒA"),
        ("Lee Vawn Luaanj", "Lê Văn Luận"),
    ],
)
def test_typed_keys_become_vietnamese_names(keys: str, name: str) -> None:
    card = read(CARD.replace("VÕ NGỌC THÍ DỤ", keys)).card
    assert card is not None
    assert card.full_name == name


@pytest.mark.parametrize(
    "name", ["H'MOK NIÊ KDĂM", "Y BLOS EBAN", "VO NGOC THI DU", "NGUYEN VAN AWWS", "ROCHOM H2"]
)
def test_a_name_that_leaves_more_than_one_reading_stays_as_it_came(name: str) -> None:
    """Ê-đê and Gia-rai names are no Vietnamese syllables; a name without any mark may be any name."""
    card = read(CARD.replace("VÕ NGỌC THÍ DỤ", name)).card
    assert card is not None
    assert card.full_name == name
    assert card.check_name


def test_only_a_card_that_came_as_keys_needs_its_name_compared() -> None:
    for typed in (True, False):
        card = read(CARD, typed=typed).card
        assert card is not None
        assert card.check_name is typed


def test_a_sex_that_was_lost_is_told_by_the_number() -> None:
    for text, sex in ((CARD.replace("|Nam|", "|N?m|"), "male"), (WOMAN.replace("Nữ", "N\ufffd"), "female")):
        card = read(text).card
        assert card is not None
        assert card.sex == sex
        assert "idcard.unknown_sex" not in [one.code for one in card.warnings]


def _produced(layout: str) -> dict[str, str]:
    """What an American keyboard's keys make on another layout, from the X server's own tables."""
    names = {
        "exclam": "!", "at": "@", "numbersign": "#", "dollar": "$", "percent": "%", "ampersand": "&",
        "asterisk": "*", "parenleft": "(", "parenright": ")", "minus": "-", "underscore": "_", "equal": "=",
        "plus": "+", "period": ".", "comma": ",", "slash": "/", "question": "?", "colon": ":",
        "semicolon": ";", "quotedbl": '"', "apostrophe": "'", "eacute": "é", "egrave": "è", "ccedilla": "ç",
        "agrave": "à", "ssharp": "ß", "bar": "|", "backslash": "\\", "abreve": "ă", "Abreve": "Ă",
        "acircumflex": "â", "Acircumflex": "Â", "ecircumflex": "ê", "Ecircumflex": "Ê", "ocircumflex": "ô",
        "DongSign": "₫",
        "Ocircumflex": "Ô", "dstroke": "đ", "Dstroke": "Đ",
    }  # fmt: skip

    def keys(file: str, section: str) -> dict[str, tuple[str, str]]:
        text = (XKB / file).read_text(encoding="utf-8")
        body = text[text.index(f'xkb_symbols "{section}"') :]
        found = re.findall(r"key\s*<(\w+)>\s*\{\s*\[\s*(\w+)\s*,\s*(\w+)", body[: body.index("\n};")])
        return {key: (sign(low), sign(high)) for key, low, high in found}

    def sign(name: str) -> str:
        return chr(int(name, 16) & 0xFFFFFF) if name.startswith("0x100") else names.get(name, name)

    american, other = keys("us", "basic"), keys(layout, "basic")
    if layout == "fr":  # stands on the letters of `latin`
        other = {**keys("latin", "basic"), **other}
    made = {}
    for key, (low, high) in american.items():
        produced = other.get(key, (low, high))
        made[low], made[high] = produced
    return made


@pytest.mark.parametrize("layout", ["vn", "fr"])
def test_a_receipt_read_through_another_keyboard_layout_is_known_by_its_tag(layout: str) -> None:
    made = _produced(layout)
    typed = "".join(made.get(letter, letter) for letter in RECEIPT)
    assert typed != RECEIPT
    found = read(typed)
    assert (found.kind, found.code, found.tag_ok) == ("receipt", CODE, True)
    assert read(unicodedata.normalize("NFC", typed)).code in {CODE, None}


def test_a_german_keyboard_is_undone_too() -> None:
    assert read(RECEIPT.replace("-", "ß")).code == CODE


def test_a_card_read_through_the_vietnamese_layout_keeps_number_and_dates() -> None:
    made = _produced("vn")
    card = read("".join(made.get(letter, letter) for letter in CARD)).card
    assert card is not None
    assert (card.number, card.birth_date, card.check_name) == ("079056000889", date(1956, 7, 7), True)


# ---- without a last key ---------------------------------------------------------------------------


@pytest.mark.parametrize("text", [RECEIPT, CODE, CARD, "https://example.vn/a", "079056000889", "]C1" + CODE])
def test_what_only_a_code_can_be_is_told_by_its_shape(text: str) -> None:
    assert scan_shaped(text)


@pytest.mark.parametrize(
    "text",
    ["xác nhận tình trạng hôn nhân", "0903118264", "12/4 Đường Mẫu", "nguyen van a", "12/5/1990 – 3", ""],
)
def test_what_a_typing_aid_may_expand_is_no_scan(text: str) -> None:
    assert not scan_shaped(text)
