"""The way asked for at reception and the way a result went are two things, and both stay on record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from desk.life.act import act
from desk.life.show import show
from desk.numbers.tally import tally
from desk.office.opened import Office
from desk.paper.receipts import form_pdf
from tests.helpers.cli import call_desk
from tests.integration.life.conftest import receive
from tests.integration.paper.conftest import words_of
from ui.dossier.facts import facts

TODAY = date(2026, 11, 23)


@pytest.fixture
def posted(office: Office) -> str:
    """Asked for by post, fetched at the counter after all."""
    code = receive(office, return_by="postal")
    act(office, code, "result-ready", {"result": {"number": "12/QĐ"}})
    assert show(office, code).returned_by is None
    act(office, code, "return", {"by": "counter"})
    return code


def test_the_return_leaves_the_wish_as_it_was_said(office: Office, posted: str, folder: Path) -> None:
    view = show(office, posted)

    assert (view.return_by, view.returned_by) == ("postal", "counter")
    shown = call_desk("show", posted, data=folder, now="2026-11-23T12:00").ok()
    assert (shown["return_by"], shown["returned_by"]) == ("postal", "counter")
    told = dict(facts(view))
    assert (told["Cách trả"], told["Đăng ký nhận"]) == ("Trả tại quầy", "Trả qua bưu chính")


def test_the_receipt_tells_the_wish_and_the_slip_what_happened(office: Office, posted: str) -> None:
    assert "bưu chính" in words_of(form_pdf(office, "giay_tiep_nhan", posted)).lower()
    slip = words_of(form_pdf(office, "phieu_tra", posted)).lower()
    assert "tại quầy" in slip
    assert "bưu chính" not in slip


def test_the_count_follows_what_happened(office: Office, posted: str) -> None:
    total = tally(office, TODAY, TODAY).total

    assert (total["returned_direct"], total["returned_postal"]) == (1, 0)


def test_a_wrong_result_fetched_anew_is_asked_the_first_wish_again(
    office: Office, posted: str, open_at: Callable[..., Office]
) -> None:
    act(office, posted, "correct", {"set": {}, "reason": "sai tên", "result_error": True})
    assert show(office, posted).returned_by is None
    act(office, posted, "result-ready", {"result": {"number": "13/QĐ"}})

    act(office, posted, "return", {})

    assert show(office, posted).returned_by == "postal"  # no way named: the one asked for


def test_one_returned_without_a_word_goes_the_way_asked_for(office: Office) -> None:
    code = receive(office, return_by="electronic")
    act(office, code, "result-ready")

    act(office, code, "return")

    assert show(office, code).returned_by == "electronic"
    assert tally(office, TODAY, TODAY).total["returned_electronic"] == 1
