"""Identity cards: the field list of the card's QR, its variations and its contradictions."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import InputError
from desk.intake.identity import looks_like_card, mend_mojibake, parse_card

# Plainly fictional.
CARD = (
    "079090001234|025123456|NGUYỄN VĂN MẪU|05031990|Nam|"
    "12 Đường B, Phường C, Quận D, TP. Hồ Chí Minh|01052021"
)


def card(**changed: str) -> str:
    places = ("number", "old", "name", "born", "sex", "address", "issued")
    fields = CARD.split("|")
    for name, value in changed.items():
        fields[places.index(name)] = value
    return "|".join(fields)


def warnings(text: str) -> list[str]:
    return [warning.code for warning in parse_card(text).warnings]


def test_a_card_is_read_field_by_field() -> None:
    row = parse_card(CARD)
    assert row.number == "079090001234"
    assert row.old_number == "025123456"
    assert row.full_name == "NGUYỄN VĂN MẪU"
    assert row.birth_date == date(1990, 3, 5)
    assert row.sex == "male"
    assert row.address == "12 Đường B, Phường C, Quận D, TP. Hồ Chí Minh"
    assert row.issued_on == date(2021, 5, 1)
    assert row.warnings == ()


def test_an_empty_old_number_is_none() -> None:
    assert parse_card(card(old="")).old_number is None
    assert warnings(card(old="")) == []


def test_a_twelve_digit_old_number_is_kept_and_another_is_not() -> None:
    assert parse_card(card(old="123456789012")).old_number == "123456789012"
    assert parse_card(card(old="12345")).old_number is None
    assert warnings(card(old="12345")) == ["idcard.bad_old_number"]


@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
def test_mojibake_of_either_table_is_mended(wrong: str) -> None:
    damaged = "|".join(_damage(field, wrong) for field in CARD.split("|"))
    assert damaged != CARD
    row = parse_card(damaged)
    assert row.full_name == "NGUYỄN VĂN MẪU"
    assert row.address == parse_card(CARD).address
    assert [warning.code for warning in row.warnings] == ["idcard.mojibake_fixed"]


def _damage(text: str, table: str) -> str:
    raw = text.encode("utf-8")
    if table == "latin-1":
        return raw.decode("latin-1")
    # Windows leaves five bytes of its table undefined and shows them as controls.
    return "".join(bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in raw)


def test_mojibake_with_a_byte_order_mark_and_a_blank_like_byte_is_mended() -> None:
    name = "LÊ THỊ HÀ"  # À ends in byte 0xA0… as small à does: a blank in Latin-1
    damaged = ("\ufeff" + card(name=name.lower(), sex="Nữ", number="079190001234")).encode().decode("latin-1")
    row = parse_card(damaged)
    assert row.number == "079190001234"
    assert row.full_name == "lê thị hà"
    assert row.sex == "female"
    assert [warning.code for warning in row.warnings] == ["idcard.mojibake_fixed"]


def test_a_name_damaged_twice_is_mended() -> None:
    once = "NGUYỄN".encode().decode("latin-1")
    assert mend_mojibake(once.encode().decode("latin-1")) == "NGUYỄN"


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạắằộợựỳýỹ ĐẮỘỢỰ,./-0123456789", max_size=40))
def test_sound_vietnamese_text_is_never_mended(text: str) -> None:
    assert mend_mojibake(text) == text


@given(st.text(alphabet="aăâđêôơưáàảãạắềộợựýỹ ĐẮỀỘỢỰABC", min_size=1, max_size=30))
def test_every_latin1_damage_of_vietnamese_is_undone(text: str) -> None:
    assert mend_mojibake(text.encode().decode("latin-1")) == text


def test_decomposed_text_comes_back_composed() -> None:
    row = parse_card(unicodedata.normalize("NFD", CARD))
    assert row.full_name == "NGUYỄN VĂN MẪU"
    assert unicodedata.is_normalized("NFC", str(row.address))
    assert row.sex == "male"


def test_blanks_are_folded_and_invisible_marks_dropped() -> None:
    row = parse_card(
        "\ufeff\u200b" + card(name="  NGUYỄN\u00a0 VĂN\t MẪU ", address="Số 1,\r\n  Phố\u200b A") + "\r\n"
    )
    assert row.number == "079090001234"
    assert row.full_name == "NGUYỄN VĂN MẪU"
    assert row.address == "Số 1, Phố A"
    assert row.warnings == ()


def test_case_is_kept_as_on_the_card() -> None:
    assert parse_card(card(name="Nguyễn văn Mẫu")).full_name == "Nguyễn văn Mẫu"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "|||||",
        "không phải thẻ",
        "H19.34-261122-0007.12BCDFGH",
        "https://example.vn/tra-cuu?ma=1|2|3|4|5|6",
        "|".join(CARD.split("|")[:5]),
        card(number="07909000123"),
        card(number="0790900012345"),
        card(number="07909000123X"),
        card(number="٠٧٩٠٩٠٠٠١٢٣٤"),
        card(number="079 090 001 234"),
        "x" * 100_000,
        CARD * 100,
    ],
)
def test_what_is_no_card_is_refused_with_its_code(text: str) -> None:
    with pytest.raises(InputError) as failure:
        parse_card(text)
    assert failure.value.code == "idcard.not_a_card"


def test_six_fields_are_a_card_without_a_date_of_issue() -> None:
    row = parse_card("|".join(CARD.split("|")[:6]))
    assert row.issued_on is None
    assert [warning.code for warning in row.warnings] == ["idcard.missing_issued_on"]
    assert warnings(card(issued="")) == ["idcard.missing_issued_on"]


def test_extra_fields_are_ignored_with_a_warning() -> None:
    row = parse_card(CARD + "|NGUYỄN VĂN CHA|TRẦN THỊ MẸ")
    assert row.issued_on == date(2021, 5, 1)
    assert [warning.code for warning in row.warnings] == ["idcard.extra_fields"]
    assert warnings(CARD + "|") == []


@pytest.mark.parametrize(
    "born", ["31021990", "00001990", "05131990", "5031990", "1990-03-05", "", "0503199O"]
)
def test_an_impossible_birth_date_is_null_with_a_warning(born: str) -> None:
    assert parse_card(card(born=born)).birth_date is None
    assert warnings(card(born=born)) == ["idcard.impossible_date"]


def test_an_impossible_issue_date_is_null_with_a_warning() -> None:
    assert parse_card(card(issued="31062021")).issued_on is None
    assert warnings(card(issued="31062021")) == ["idcard.impossible_date"]


def test_a_leap_day_and_a_first_of_january_are_possible() -> None:
    assert parse_card(card(born="29021992", number="079092001234")).birth_date == date(1992, 2, 29)
    assert warnings(card(born="01011990")) == []
    assert warnings(card(born="29021990")) == ["idcard.impossible_date"]


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("Nam", "male"),
        ("NAM", "male"),
        ("Nữ", "female"),
        ("Nu", "female"),
        ("NỮ", "female"),
        ("nữ", "female"),
    ],
)
def test_sex_is_read_however_it_is_written(text: str, sex: str) -> None:
    number = "079090001234" if sex == "male" else "079190001234"
    row = parse_card(card(sex=text, number=number))
    assert row.sex == sex
    assert row.warnings == ()


def test_an_unreadable_sex_is_null_and_not_guessed() -> None:
    assert parse_card(card(sex="?")).sex is None
    assert warnings(card(sex="?")) == ["idcard.unknown_sex"]


def test_sex_against_the_number_is_a_warning() -> None:
    assert warnings(card(sex="Nữ")) == ["idcard.sex_mismatch"]
    assert warnings(card(number="079190001234")) == ["idcard.sex_mismatch"]


@pytest.mark.parametrize(
    ("number", "born", "fits"),
    [
        ("079090001234", "05031990", True),
        ("079091001234", "05031990", False),
        ("079290001234", "05031990", False),
        ("079205001234", "05032005", True),
        ("079005001234", "05032005", False),
        ("079400001234", "05032100", True),
        ("079000001234", "05031900", True),
    ],
)
def test_birth_year_against_the_number_is_a_warning(number: str, born: str, fits: bool) -> None:
    assert warnings(card(number=number, born=born)) == ([] if fits else ["idcard.birth_year_mismatch"])


def test_several_contradictions_are_all_told_once() -> None:
    text = card(number="079191001234", born="05031990", issued="99999999")
    assert warnings(text) == ["idcard.impossible_date", "idcard.sex_mismatch", "idcard.birth_year_mismatch"]


def test_an_empty_address_is_null_and_an_empty_name_is_told() -> None:
    assert parse_card(card(address=" ")).address is None
    assert warnings(card(name="")) == ["idcard.missing_name"]


def test_warnings_speak_the_language_asked_for() -> None:
    english = parse_card(card(sex="Nữ"), lang="en").warnings[0].message
    assert "fourth digit" in english
    assert "chữ số thứ tư" in parse_card(card(sex="Nữ")).warnings[0].message


@given(st.text(max_size=200))
def test_no_text_whatever_breaks_the_reader(text: str) -> None:
    if looks_like_card(text):
        assert len(parse_card(text).number) == 12
    else:
        with pytest.raises(InputError, match=r"idcard\.not_a_card"):
            parse_card(text)


@given(st.lists(st.text(alphabet=st.characters(exclude_characters="|"), max_size=20), min_size=5, max_size=9))
def test_any_fields_after_a_number_give_printable_text(fields: list[str]) -> None:
    row = parse_card("|".join(["079090001234", *fields]))
    for text in (row.full_name, row.address or ""):
        text.encode("utf-8")
        assert text == " ".join(text.split())
        assert unicodedata.is_normalized("NFC", text)
