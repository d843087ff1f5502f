"""The invisible words: their font, their letters, their places."""

from __future__ import annotations

import io

from fontTools.ttLib import TTFont

from scanning.pdf.textlayer import Word, WordFont, content, text_of, width_of

# Every letter of the Vietnamese alphabet with every tone, both cases.
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")


def a_word(text: str, *, left: float = 0, line: int = 0) -> Word:
    return Word(text, left, 10, left + 40, 30, 90.0, line)


def test_the_font_knows_each_letter_once_and_by_its_code_point() -> None:
    font = WordFont("Ưng ỷ Ưng")
    program = TTFont(io.BytesIO(font.program()))
    assert sorted(chr(code) for code in program.getBestCmap()) == sorted(set("Ưng ỷ"))


def test_the_fonts_own_widths_are_those_the_pdf_declares() -> None:
    font = WordFont("mWi.ậ")
    program = TTFont(io.BytesIO(font.program()))
    order = program.getGlyphOrder()
    assert [program["hmtx"][name][0] for name in order[1:]] == font.widths()


def test_two_documents_with_the_same_letters_have_the_same_font() -> None:
    assert WordFont("abc").program() == WordFont("cba").program()


def test_marks_do_not_widen_a_letter() -> None:
    assert width_of("ậ") == width_of("a")
    assert width_of("Ễ") == width_of("E")
    assert width_of("ị") == width_of("i")


def test_every_vietnamese_letter_is_told_in_the_unicode_map() -> None:
    import unicodedata

    letters = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES}
    letters |= {letter.upper() for letter in letters} | {"đ", "Đ"}
    assert len(letters) == 146
    font = WordFont(letters)
    told = font.to_unicode().decode("ascii")
    for letter in letters:
        number = int.from_bytes(font.encode(letter), "big")
        assert f"<{number:04X}> <{ord(letter):04X}>" in told


def test_text_is_given_line_by_line() -> None:
    words = [a_word("Cộng"), a_word("hoà", left=50), a_word("Độc", line=1), a_word("lập", left=50, line=1)]
    assert text_of(words) == "Cộng hoà\nĐộc lập"


def test_nothing_is_painted() -> None:
    words = [a_word("Cộng"), a_word("hoà", left=50)]
    drawn = content(words, font=WordFont("Cộng hoà"), pixels_to_points=0.36, height=842)
    assert b"3 Tr" in drawn
    assert drawn.count(b"Tj") == 3  # two words and the blank between them


def test_no_words_no_content() -> None:
    assert content([], font=WordFont("a"), pixels_to_points=1, height=1) == b""
