"""Gợi ý từ giấy tờ: what is offered from a page's words, and what never is."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from desk.imaging.suggestions import PageSize, suggest
from desk.rows import Suggestion
from scanning.pdf.textlayer import Word

TODAY = date(2026, 11, 29)
WIDTH, HEIGHT = 1654.0, 2339.0


def line(
    text: str, number: int, *, left: float = 200, top: float | None = None, sure: float = 92
) -> list[Word]:
    at, words = left, []
    y = 100 + number * 40 if top is None else top
    for word in text.split():
        words.append(Word(word, at, y, at + 12 * len(word), y + 26, sure, number))
        at += 12 * (len(word) + 1)
    return words


def offered(*lines: str, sure: float = 92, today: date = TODAY) -> dict[str, list[Suggestion]]:
    words = [word for number, text in enumerate(lines) for word in line(text, number, sure=sure)]
    found: dict[str, list[Suggestion]] = {}
    for one in suggest(words, PageSize(WIDTH, HEIGHT), today=today):
        found.setdefault(one.field, []).append(one)
    return found


def values(field: str, *lines: str) -> list[str]:
    return [one.value for one in offered(*lines).get(field, [])]


LETTER = (
    "UỶ BAN NHÂN DÂN",
    "XÃ GIẢ ĐỊNH",
    "Số: 219/QĐ-UBND",
    "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Giả Định, ngày 02 tháng 10 năm 2026",
    "QUYẾT ĐỊNH",
    "Về việc trợ cấp hằng tháng đối với người khuyết tật",
    "Căn cứ Tờ trình số 45/TTr-PKT ngày 01 tháng 09 năm 2026;",
)


def test_an_official_letter_offers_number_day_issuer_and_subject() -> None:
    found = offered(*LETTER)
    assert [one.value for one in found["number"]] == ["219/QĐ-UBND"]
    assert found["issued_on"][0].value == "2026-10-02"
    assert found["issuer"][0].value == "UỶ BAN NHÂN DÂN XÃ GIẢ ĐỊNH"
    assert found["subject"][0].value == "Trợ cấp hằng tháng đối với người khuyết tật"
    assert all(found[field][0].confidence > 0.75 for field in found)


def test_the_box_is_that_of_the_value_on_the_page() -> None:
    number = offered(*LETTER)["number"][0]
    left, top, right, bottom = number.box
    assert left == pytest.approx((200 + 12 * 4) / WIDTH, abs=0.001)  # after "Số:"
    assert (top, bottom) == pytest.approx(((100 + 80) / HEIGHT, (100 + 106) / HEIGHT), abs=0.001)
    assert right > left


def test_a_department_is_named_without_the_office_above_it() -> None:
    assert values("issuer", "UBND TỈNH MẪU", "SỞ THÍ DỤ", "Số: 1/TB-STD") == ["SỞ THÍ DỤ"]


def test_a_form_offers_its_field_values() -> None:
    found = offered(
        "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TỜ KHAI ĐĂNG KÝ",
        "Họ, chữ đệm, tên người yêu cầu: Đặng Thuỳ Thí Nghiệm",
        "Ngày, tháng, năm sinh: 05/03/1990 Giới tính: Nữ",
        "Số định danh cá nhân: 001190000123",
    )
    assert [one.value for one in found["full_name"]] == ["ĐẶNG THUỲ THÍ NGHIỆM"]
    assert found["full_name"][0].shown == "Đặng Thuỳ Thí Nghiệm"
    assert [one.value for one in found["birth_date"]] == ["1990-03-05"]
    assert [one.value for one in found["id_number"]] == ["001190000123"]
    assert "issued_on" not in found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Số: 12/GXN-UBND", "12/GXN-UBND"),
        ("Sô: 12/GXN-UBND", "12/GXN-UBND"),
        ("Số 07/2026", "07/2026"),
        ("Số: 1510 / TB – TTPVHCC", "1510/TB-TTPVHCC"),
    ],
)
def test_numbers_as_they_are_written_and_misread(text: str, value: str) -> None:
    assert values("number", text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "Thửa đất số 128, tờ bản đồ số 14",
        "theo Tờ trình số 45/TTr-PKT ngày 02/10/2026",
        "Số tiền: 12/34",
        "Số: 1/2",
        "Số nhà 12/34 phố Mẫu",
    ],
)
def test_what_only_looks_like_a_number_is_not_offered(text: str) -> None:
    assert values("number", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Mẫu, ngày 31 tháng 02 năm 2026",
        "Mẫu, ngày 30 tháng 11 năm 2026",  # tomorrow
        "Mẫu, ngày 01 tháng 01 năm 1026",
        "Mẫu, ngày 99 tháng 99 năm 9999",
    ],
)
def test_days_that_cannot_be_are_not_offered(text: str) -> None:
    assert values("issued_on", text) == []


def test_twelve_digits_that_no_number_can_be_need_their_field_word() -> None:
    assert values("id_number", "Mã 999190000123") == []
    assert values("id_number", "Mã 001190000123") == ["001190000123"]
    assert values("id_number", "Tài khoản 0011900001234") == []
    doubtful = offered("Số CCCD: 999190000123")["id_number"][0]
    sure = offered("Số CCCD: 001190000123")["id_number"][0]
    assert doubtful.confidence < sure.confidence


def test_digits_in_boxes_and_letters_for_digits_are_put_together() -> None:
    assert values("id_number", "Số định danh: 0 0 1 1 9 0 0 0 0 1 2 3") == ["001190000123"]
    assert values("id_number", "Số định danh: O0119OOOO123") == ["001190000123"]


@pytest.mark.parametrize(
    "text",
    [
        "Họ và tên: ........................",
        "Họ và tên: 12345",
        "Họ và tên: ghi theo thẻ",
        "Họ và tên:",
        "Họ và tên: A",
    ],
)
def test_an_empty_or_odd_name_is_not_offered(text: str) -> None:
    assert values("full_name", text) == []


def test_what_was_read_doubtfully_is_offered_with_less_trust() -> None:
    assert offered(*LETTER, sure=30)["number"][0].confidence < offered(*LETTER)["number"][0].confidence


def test_values_are_nfc_whatever_was_read() -> None:
    lines = tuple(unicodedata.normalize("NFD", text) for text in LETTER)
    for found in offered(*lines).values():
        for one in found:
            assert one.value == unicodedata.normalize("NFC", one.value)


@pytest.mark.parametrize(
    "text",
    [
        "Số: " + "1" * 5000,
        "Số: 1/" + "A-" * 3000,
        "ngày " * 3000,
        "Họ và tên: " + "A " * 3000,
        "V/v " * 2000,
        "0 " * 6000,
        "\u202eSố: 12/QĐ\u0000-UBND",
        "Họ và tên: \U0001f600 \ud7ff <b>MẪU</b>",
        "'; DROP TABLE dossier; --",
        "OOOOOOOOOOOO " * 500,
    ],
)
def test_hostile_text_ends_soon_and_offers_nothing_monstrous(text: str) -> None:
    for found in offered(text, text, text).values():
        assert len(found) <= 3
        assert all(len(one.value) <= 300 and one.value.isprintable() for one in found)


def test_a_page_without_words_or_size_offers_nothing() -> None:
    assert suggest((), PageSize(WIDTH, HEIGHT), today=TODAY) == ()
    assert suggest(line("Số: 12/QĐ-UBND", 0), PageSize(0, 0), today=TODAY) == ()
    assert suggest(line("Số: 12/QĐ-UBND", 0, left=-900, top=9e9), PageSize(1, 1), today=TODAY)[0].box == (
        0.0, 1.0, 0.0, 1.0
    )  # fmt: skip
