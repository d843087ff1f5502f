"""Tờ khai trắng: printed of a draft; half-typed numbers stay for the pen, kept PDFs get spare names."""

from __future__ import annotations

from typing import Any

import pytest

from desk.errors import InputError
from desk.office.opened import Office
from desk.paper.blank_form import blank_view, print_blank
from desk.printing.rows import PDF_ONLY, FormPrinter, PrintSettings
from desk.printing.settings import set_settings

DRAFT: dict[str, Any] = {
    "procedure": "1.004873",
    "applicant": {"full_name": "NGUYỄN THỊ MẪU", "id_number": "99919000", "birth_date": "1990-05-03"},
    "components": [],
    "answers": {"purpose": "vay vốn"},
}


def test_half_a_number_stays_for_the_pen_and_the_rest_is_printed(office: Office) -> None:
    view = blank_view(office, DRAFT)
    assert (view.code, view.applicant_name, view.id_number) == ("", "NGUYỄN THỊ MẪU", None)
    assert str(view.birth_date) == "1990-05-03"
    assert view.answers == {"purpose": "vay vốn"}
    assert [one.no for one in view.components]


def test_a_draft_without_a_procedure_prints_nothing(office: Office) -> None:
    for draft in ({}, {"procedure": "9.999999"}):
        with pytest.raises(InputError) as caught:
            print_blank(office, draft)
        assert caught.value.code == "form.no_procedure"


def test_nobody_at_all_prints_a_form_that_is_blank(office: Office) -> None:
    view = blank_view(office, {"procedure": "1.004873"})
    assert (view.applicant_name, view.answers) == ("", {})


def test_a_machine_that_keeps_pdfs_keeps_each_under_a_spare_name(office: Office) -> None:
    set_settings(office, PrintSettings(usual=FormPrinter(printer=PDF_ONLY)))
    made = [print_blank(office, DRAFT) for _ in range(2)]
    assert [one.file.name for one in made] == ["to_khai_1.004873.pdf", "to_khai_1.004873_2.pdf"]
    assert all(one.file.read_bytes().startswith(b"%PDF") and one.job is None for one in made)
