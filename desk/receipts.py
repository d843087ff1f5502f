"""Giấy tiếp nhận và phiếu bổ sung: from the record to paper, drawn by one renderer for screen and printer."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.errors import InputError, SurroundingsError
from desk.forms import check_form, words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

    from desk.office import Office
    from desk.rows import DossierView
    from printing.sheets import Sheet

PAPERS = ("a4", "a5", "k80")
RECEIPT = "giay_tiep_nhan"
SUPPLEMENT = "phieu_bo_sung"
PRINTED = "form.printed"


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed form: where it lies and how many pages it has."""

    file: Path
    pages: int


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture of one page: 8-bit RGB, rows from the top, no padding."""

    width: int
    height: int
    rgb: bytes


@contextmanager
def printing_failures() -> Iterator[None]:
    """Turn the printing leaf's failures into ours."""
    from printing.errors import PrintingError

    try:
        yield
    except PrintingError as failure:
        kind = SurroundingsError if failure.environment else InputError
        raise kind(failure.code, **failure.details) from failure


def sheet_of(office: Office, form: str, view: DossierView, *, reprint: int = 0) -> Sheet:
    """The frozen sheet of a form for a dossier, with the words in force on the day of reception.

    Raises:
        InputError: `form.unknown`, `command.not_yet`, `form.wrong_state` where the form does not fit.
    """
    from desk.sheets import receipt_sheet, supplement_sheet

    check_form(form)
    chosen = words(form, view.received_at.date())
    if form == SUPPLEMENT:
        return supplement_sheet(office, view, chosen, reprint=reprint)
    return receipt_sheet(office, view, chosen, reprint=reprint)


def receipt_pdf(office: Office, code: str, paper: str = "a5") -> bytes:
    """The receipt of a dossier as PDF bytes, nothing recorded."""
    from desk.show import show

    return pdf_of(sheet_of(office, RECEIPT, show(office, code)), paper)[0]


def pdf_of(sheet: Sheet, paper: str) -> tuple[bytes, int]:
    """A sheet drawn on a paper: the bytes and the number of pages."""
    from printing.render import render

    if paper not in PAPERS:
        raise InputError("form.unknown_paper", paper=paper, allowed=list(PAPERS))
    with printing_failures():
        done = render(sheet, paper)
    return done.pdf, done.pages


def write_form(office: Office, form: str, code: str, *, paper: str, out: Path, reprint: int = 0) -> Printed:
    """Draw a form and write it whole or not at all; records nothing."""
    from desk.durable import write_file
    from desk.show import show

    pdf, pages = pdf_of(sheet_of(office, form, show(office, code), reprint=reprint), paper)
    try:
        write_file(out, pdf)
    except OSError as failure:
        raise SurroundingsError("file.unwritable", file=out.name) from failure
    return Printed(file=out.absolute(), pages=pages)


def print_form(
    office: Office, form: str, code: str, *, paper: str = "a5", out: Path | None = None
) -> Printed:
    """Print a form again or for the first time, and record that it was printed.

    The copy made at reception is the first; every later one carries its number ("Bản in lại lần n").
    """
    from desk.receive import print_place
    from desk.show import show

    check_form(form)
    view = show(office, code)
    place = print_place(office, view.code, form)
    reprint = _reprint_number(view, form, printed_before=place.is_file())
    done = write_form(office, form, view.code, paper=paper, out=out or place, reprint=reprint)
    with office.write("form.print") as uow:
        uow.record(
            PRINTED,
            subject=view.code,
            dossier_id=_dossier_id(uow.session, view.code),
            details={
                "code": view.code,
                "state": int(view.state),
                "form": form,
                "paper": paper,
                "reprint": reprint,
            },
        )
        uow.commit()
    return done


def _reprint_number(view: DossierView, form: str, *, printed_before: bool) -> int:
    """0 for the first paper, then 1, 2, …; the copy of the reception itself has no event."""
    numbers = [
        int(event.details["reprint"])
        for event in view.events
        if event.verb == PRINTED and event.details.get("form") == form
    ]
    return max(numbers) + 1 if numbers else int(printed_before)


def _dossier_id(session: Session, code: str) -> int:
    from sqlalchemy import select

    from models.tables import Dossier

    return int(session.scalars(select(Dossier.id).where(Dossier.code == code)).one())


def raster(pdf: bytes, dpi: int, page: int = 0) -> Raster:
    """One page of a PDF as pixels, for previews."""
    from printing.raster import rasterise

    with printing_failures():
        drawn = rasterise(pdf, page=page, dpi=dpi)
    return Raster(width=drawn.width, height=drawn.height, rgb=drawn.rgb)


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    from printing.raster import page_count as pages_of

    with printing_failures():
        return pages_of(pdf)
