from __future__ import annotations

import unicodedata

from printing.clean import cleaned
from printing.fonts import face
from printing.sheets import PaperRow
from tests.unit.printing.samples import EVERY_LETTER, receipt

FACES = (face("serif"), face("serif", "bold"))


def applicant(text: str) -> tuple[str, tuple[str, ...]]:
    sheet, lost = cleaned(receipt(applicant=text), FACES)
    return sheet.applicant, lost


def test_vietnamese_passes_unchanged() -> None:
    assert applicant(EVERY_LETTER) == (EVERY_LETTER, ())


def test_decomposed_letters_are_composed() -> None:
    assert applicant(unicodedata.normalize("NFD", EVERY_LETTER)) == (EVERY_LETTER, ())


def test_what_no_face_draws_becomes_a_question_mark_and_is_told() -> None:
    assert applicant("MẪU 漢😀漢") == ("MẪU ???", ("漢", "😀"))


def test_control_and_invisible_signs_leave_no_trace() -> None:
    assert applicant("MẪU\tAN\u200b\u2028B\x07") == ("MẪU AN B ", ())


def test_nested_rows_are_cleaned_too() -> None:
    sheet, lost = cleaned(receipt(papers=(PaperRow("1", "Tờ khai ✓✓ 漢"),)), FACES)
    assert "漢" in lost
    assert "漢" not in sheet.papers[0].name


def test_code_and_payload_go_through_untouched() -> None:
    before = receipt(qr="https://ví-dụ.vn/漢")
    after, _ = cleaned(before, FACES)
    assert (after.code, after.qr) == (before.code, before.qr)
    assert after.words is before.words
