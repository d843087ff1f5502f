"""Tờ khai trắng trước khi có hồ sơ: the declaration of a reception still being typed, printed for the pen.

It belongs to no dossier: no number is claimed and none is printed, no event is written; only the paper waits
for the printer like every other one.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desk.errors import InputError, SurroundingsError
from desk.paper.receipts import Printed
from desk.rows import ComponentRow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desk.office.opened import Office
    from desk.paper.receipts import Drawn
    from desk.rows import DossierView, ProcedureCard

FORM = "to_khai"
_MOST = 1000


def print_blank(office: Office, draft: Mapping[str, Any]) -> Printed:
    """Print the declaration of a draft (keys of the `receive` file); where it is kept as PDF, a spare name.

    Raises:
        InputError: `form.no_procedure` where the draft has none that is in force, `form.*` of own words.
        SurroundingsError: `file.unwritable`; typeface failed.
    """
    from desk.printing.jobs import add_document

    view = blank_view(office, draft)
    done = _drawn(office, view)
    row = add_document(office, done.pdf, view.procedure.code, FORM)
    if row is not None:
        file = office.paths.prints / row.document
        return Printed(file, done.pages, done.warnings(office.lang), job=row.id)
    file = _kept(office, f"{FORM}_{view.procedure.code}", done.pdf)
    return Printed(file, done.pages, done.warnings(office.lang))


def blank_view(office: Office, draft: Mapping[str, Any]) -> DossierView:
    """The draft as the declaration tells it: no number; what is asked for as its papers, answers as typed."""
    from desk.intake.preview import draft_view

    view = draft_view(office, _without_what_cannot_be_read(draft))
    if not view.procedure.code:
        raise InputError("form.no_procedure")
    answers = draft.get("answers")
    return replace(
        view,
        code="",
        provisional=False,
        receipt_payload="",
        components=_papers(view.procedure, view.components),
        answers=dict(answers) if isinstance(answers, dict) else {},
    )


def _papers(card: ProcedureCard, handed: tuple[ComponentRow, ...]) -> tuple[ComponentRow, ...]:
    """What comes with the request: what was handed in, and what must be; databases are not asked on paper."""
    here = {one.no for one in handed}
    return tuple(
        ComponentRow(no=one.no, name=one.name, kind="original", copies=one.copies, pages=0)
        for one in card.components
        if not one.from_database and (one.no in here or (one.mandatory and one.applies == "always"))
    )


def _without_what_cannot_be_read(draft: Mapping[str, Any]) -> Mapping[str, Any]:
    """Half a number or half a date stays for the pen; the name beside it is printed all the same."""
    from desk.intake.receive_file import person_from
    from desk.jsonform import Form

    given = draft.get("applicant")
    if not isinstance(given, dict):
        return draft
    told = {key: given[key] for key in ("kind", "full_name", "tax_code") if key in given}
    for key in given.keys() - told.keys():
        tried = {**told, key: given[key]}
        with suppress(InputError):
            person_from(Form(tried, code="receive", prefix="applicant."))
            told = tried
    return {**draft, "applicant": told}


def _drawn(office: Office, view: DossierView) -> Drawn:
    from desk.paper.receipts import drawn, sheet_of, usual_paper

    return drawn(office, sheet_of(office, FORM, view), usual_paper(office, FORM))


def _kept(office: Office, name: str, pdf: bytes) -> Path:
    """Write a PDF under the first name that is free; the code of the procedure is all that it tells."""
    from desk.record.durable import make_folder, write_file

    folder = office.paths.prints
    names = (f"{name}.pdf", *(f"{name}_{at}.pdf" for at in range(2, _MOST)))
    try:
        make_folder(folder)
        file = next(folder / one for one in names if not (folder / one).exists())
        write_file(file, pdf)
    except (OSError, StopIteration) as failure:
        raise SurroundingsError("file.unwritable", file=f"{name}.pdf") from failure
    return file
