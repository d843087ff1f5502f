"""A paper that was given out comes out again with its very words, however soon new ones follow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desk.life.act import act
from desk.office.opened import Office
from desk.paper.doors import WordDoors
from desk.paper.receipts import form_pdf, print_form
from desk.printing.documents import pdf_of
from desk.printing.doors import PrintDoors
from tests.integration.paper.conftest import receive, words_of
from tests.integration.paper.test_templates import exported

RECEIPT, NOW, TODAY = "giay_tiep_nhan", "2026-11-23T10:00", "2026-11-23"
CHANGES = {
    RECEIPT: ("Bộ phận tiếp nhận và trả kết quả:", "Nơi tiếp nhận và trả kết quả:"),
    "phieu_tu_choi": ("Xin thông báo cho Ông/Bà được biết", "Trân trọng báo để Ông/Bà biết"),
    "phieu_kiem_soat": ("Mã hồ sơ", "Số hiệu hồ sơ"),
    "ds_tiep_nhan": ("Mã hồ sơ", "Số hiệu hồ sơ"),
}


def reword(office: Office, folder: Path, form: str, *, day: str = TODAY) -> str:
    """Import new words for a form that hold from a day on; answers them."""
    before, after = CHANGES[form]
    text = exported(office, folder, form)
    begun = text.split("effective_from = ")[1].split("\n")[0]
    text = text.replace(f"effective_from = {begun}", f"effective_from = {day}").replace(before, after)
    (folder / "sua.toml").write_text(text, encoding="utf-8")
    assert WordDoors(office).import_template(folder / "sua.toml").imported == 1
    return after


@pytest.mark.parametrize("day", [TODAY, "2026-11-20"])
def test_a_receipt_given_out_keeps_its_words_when_new_ones_are_imported_for_that_day(
    open_at: Callable[..., Office], day: str, tmp_path: Path
) -> None:
    office = open_at()
    code = receive(office)
    first = form_pdf(office, RECEIPT, code)
    later = open_at(NOW)
    after = reword(later, tmp_path, RECEIPT, day=day)
    assert form_pdf(later, RECEIPT, code) == first
    again = print_form(later, RECEIPT, code).file
    assert CHANGES[RECEIPT][0] in words_of(again)
    assert after in words_of(form_pdf(later, RECEIPT, receive(later, phone="0999118001")))


def test_even_within_one_second_the_order_of_the_log_decides(
    open_at: Callable[..., Office], tmp_path: Path
) -> None:
    office = open_at()
    code = receive(office)
    first = form_pdf(office, RECEIPT, code)
    after = reword(office, tmp_path, RECEIPT)
    assert form_pdf(office, RECEIPT, code) == first
    assert after in words_of(form_pdf(office, RECEIPT, receive(office, phone="0999118002")))


def test_a_refusal_keeps_the_words_of_its_moment(open_at: Callable[..., Office], tmp_path: Path) -> None:
    office = open_at()
    code = receive(office)
    act(office, code, "refuse", {"reason": "Không đủ điều kiện", "legal_basis": "Điều 17"})
    first = form_pdf(office, "phieu_tu_choi", code)
    later = open_at(NOW)
    reword(later, tmp_path, "phieu_tu_choi")
    assert form_pdf(later, "phieu_tu_choi", code) == first


@pytest.mark.parametrize("form", ["phieu_kiem_soat", "ds_tiep_nhan"])
def test_a_paper_made_on_demand_keeps_the_words_of_its_first_printing(
    open_at: Callable[..., Office], form: str, tmp_path: Path
) -> None:
    office = open_at()
    code, other = receive(office), receive(office, phone="0999118003")
    print_form(office, form, code)
    first = form_pdf(office, form, code)
    later = open_at(NOW)
    after = reword(later, tmp_path, form)
    assert form_pdf(later, form, code) == first
    assert print_form(later, form, code).words == 0
    assert after in words_of(form_pdf(later, form, other))  # never printed: the words that hold now
    assert print_form(later, form, other).words == 1
    assert form_pdf(open_at("2026-11-25T08:00"), form, other) == form_pdf(later, form, other)


def test_a_paper_that_waited_for_the_printer_comes_out_as_it_was_queued(
    open_at: Callable[..., Office], tmp_path: Path
) -> None:
    office = open_at()
    code = receive(office)
    job = print_form(office, RECEIPT, code, queued=True).job
    (row,) = [one for one in PrintDoors(office).jobs() if one.id == job]
    first = pdf_of(office, row)
    later = open_at(NOW)
    reword(later, tmp_path, RECEIPT)
    assert pdf_of(later, row) == first


def test_what_is_previewed_shows_the_words_that_will_be_printed(
    open_at: Callable[..., Office], tmp_path: Path
) -> None:
    from desk.paper.ahead import act_pdf

    office = open_at()
    code = receive(office)
    after = reword(office, tmp_path, "phieu_tu_choi")
    payload = {"reason": "Không đủ điều kiện", "legal_basis": "Điều 17"}
    assert after in words_of(act_pdf(office, code, "refuse", payload))
    act(office, code, "refuse", payload)
    assert after in words_of(form_pdf(office, "phieu_tu_choi", code))
