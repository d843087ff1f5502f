"""The slip a result is signed for lists every result as it stands on record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desk.errors import InputError
from desk.life.act import act
from desk.office.opened import Office
from desk.paper.offers import forms_for
from desk.paper.receipts import form_pdf, print_form
from tests.integration.paper.conftest import receive, words_of
from tests.integration.printing.readers import codes_of

RESULTS = [
    {"number": "12/2026/QĐ-UBND", "date": "2026-11-25", "title": "Quyết định Mẫu", "signed": True},
    {"number": "13/TL", "title": "Trích lục Mẫu", "electronic": True, "signed": False},
]


@pytest.fixture
def ready(open_at: Callable[..., Office]) -> tuple[Office, str]:
    code = receive(open_at())
    office = open_at("2026-11-25T10:00")
    act(office, code, "result-ready", {"results": RESULTS})
    return office, code


@pytest.mark.parametrize("paper", ["a5", "a4"])
def test_every_result_stands_on_the_slip(ready: tuple[Office, str], paper: str, tmp_path: Path) -> None:
    office, code = ready
    words = words_of(print_form(office, "phieu_tra", code, paper=paper, out=tmp_path / "p.pdf").file)
    for value in (
        code, "PHIẾU TRẢ KẾT QUẢ", "Kết quả gồm 02 văn bản", "1. Quyết định Mẫu", "số 12/2026/QĐ-UBND",
        "ngày 25/11/2026", "đã ký", "2. Trích lục Mẫu", "số 13/TL", "bản điện tử", "chưa ký",
        "NGƯỜI NHẬN KẾT QUẢ", "10 giờ 00 phút, ngày 25/11/2026",
    ):  # fmt: skip
        assert value in words, value


def test_after_the_return_it_tells_when_and_who(
    open_at: Callable[..., Office], ready: tuple[Office, str]
) -> None:
    _, code = ready
    office = open_at("2026-11-26T14:30")
    act(office, code, "return", {"to": {"kind": "authorised", "name": "Võ Thí Dụ"}})
    words = words_of(form_pdf(office, "phieu_tra", code))
    assert "14 giờ 30 phút, ngày 26/11/2026" in words
    assert "Người được ủy quyền: Võ Thí Dụ" in words


def test_a_result_put_right_replaces_its_line(
    open_at: Callable[..., Office], ready: tuple[Office, str]
) -> None:
    office, code = ready
    act(office, code, "return")
    act(office, code, "correct", {"set": {}, "result_error": True, "reason": "Sai số"})
    act(office, code, "result-ready", {"results": [{"no": 1, "number": "12a/QĐ"}]})
    words = words_of(form_pdf(office, "phieu_tra", code))
    assert "số 12a/QĐ" in words
    assert "12/2026/QĐ-UBND" not in words
    assert "số 13/TL" in words


def test_the_codes_of_the_slip_lead_back_to_the_dossier(ready: tuple[Office, str]) -> None:
    office, code = ready
    assert codes_of(form_pdf(office, "phieu_tra", code, "a5"), 203)["Code128"] == code


def test_the_postal_slip_names_every_result(ready: tuple[Office, str]) -> None:
    office, code = ready
    assert "12/2026/QĐ-UBND, 13/TL" in words_of(form_pdf(office, "buu_chinh", code))


def test_without_a_result_there_is_no_slip(open_at: Callable[..., Office]) -> None:
    office = open_at()
    code = receive(office)
    with pytest.raises(InputError) as caught:
        form_pdf(office, "phieu_tra", code)
    assert caught.value.code == "form.wrong_state"
    (card,) = [one for one in forms_for(office, code) if one.key == "phieu_tra"]
    assert not card.printable


def test_the_book_notes_the_numbers_of_the_results(open_at: Callable[..., Office]) -> None:
    from datetime import date

    from desk.paper.book import register_sheet

    office = open_at()
    code = receive(office)
    act(office, code, "result-ready", {"results": [{"number": "1/QĐ"}, {"title": "X"}, {"number": "2/TL"}]})
    sheet, lines = register_sheet(office, date(2026, 11, 23), date(2026, 11, 23))
    assert lines == 1
    assert any(
        "Kết quả số 1/QĐ, 2/TL" in value for volume in sheet.volumes for row in volume.rows for value in row
    )
