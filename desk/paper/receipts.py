"""In biểu mẫu: from the record to paper, drawn by one renderer for screen and printer."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from desk.errors import InputError, SurroundingsError
from desk.paper.facts import last
from desk.paper.forms import ALL_PAPERS, ROLLS, check_form, check_paper, kind_of
from desk.paper.given_words import PRINTED
from desk.paper.targets import PDF, check_target
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from desk.rows import DossierView, Note
    from printing.sheets import Sheet
    from printing.words import Words

PAPERS = tuple(sorted(ALL_PAPERS))
RECEIPT = "giay_tiep_nhan"
SUPPLEMENT = "phieu_bo_sung"
_MANY_LETTERS = 10


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed form: where it lies, how many pages it has, and what did not come out as recorded."""

    file: Path
    pages: int
    warnings: tuple[Note, ...] = ()
    job: int | None = None  # the print job that brings it to paper
    words: int = 0  # the version of its words; 0 = as they came with the program


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn form: its bytes, its pages, and the letters the typeface lacks (drawn as "?")."""

    pdf: bytes
    pages: int
    substituted: tuple[str, ...] = ()
    words: Words | None = None  # those it was drawn with

    def warnings(self, lang: str) -> tuple[Note, ...]:
        """Letters that could not be drawn, and newer words that could not be used."""
        found = []
        if self.substituted:
            letters = " ".join(self.substituted[:_MANY_LETTERS])
            found.append(note("print.letters_missing", lang, letters=letters))
        if self.words is not None and self.words.passed_over:
            title, day = self.words.title.replace("\n", " "), f"{self.words.passed_over[0]:%d/%m/%Y}"
            found.append(note("template.passed_over", lang, title=title, day=day))
        return tuple(found)


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
    """The frozen sheet of a form for a dossier, with the words in force on the day of the act it tells of.

    Raises:
        InputError: `form.unknown`, `form.by_report`, `form.wrong_state` where the form does not fit,
            `printing.words_missing`, `printing.template_invalid` where this office's own words are damaged.
    """
    from desk.paper.filling import sheet_for

    with printing_failures():  # words of an own template may lack what the form asks for
        return sheet_for(office, form, view, reprint=reprint)


def receipt_pdf(office: Office, code: str, paper: str = "a5") -> bytes:
    """The receipt of a dossier as PDF bytes, nothing recorded."""
    from desk.life.show import show

    return drawn(office, sheet_of(office, RECEIPT, show(office, code)), paper).pdf


def form_pdf(office: Office, form: str, code: str, paper: str | None = None) -> bytes:
    """A form of a dossier as PDF bytes, nothing recorded; `paper` None = the usual one."""
    from desk.life.show import show

    paper = paper or usual_paper(office, form)
    check_paper(form, paper)
    return drawn(office, sheet_of(office, form, show(office, code)), paper).pdf


def drawn(office: Office, sheet: Sheet, paper: str, *, tell: Callable[[float], None] | None = None) -> Drawn:
    """A sheet drawn on a paper; a roll gives one strip unless the office wants a second one to keep."""
    from printing.letters import LetterSheet
    from printing.render import render
    from printing.sheets import ReceiptSheet, SupplementSheet
    from printing.visits import VisitSheet

    if paper not in PAPERS:
        raise InputError("form.unknown_paper", paper=paper, allowed=list(PAPERS))
    if (
        isinstance(sheet, ReceiptSheet | SupplementSheet | LetterSheet | VisitSheet)
        and paper in ROLLS
        and _setting(office, "receipt.roll_copies") < 2
    ):
        sheet = replace(sheet, copy_marks=())
    with printing_failures():
        done = render(sheet, paper, tell=tell)
    return Drawn(pdf=done.pdf, pages=done.pages, substituted=done.substituted, words=sheet.words)


def usual_paper(office: Office, form: str = RECEIPT) -> str:
    """The paper a form is printed on: this machine's own, the office's where it fits, or its own."""
    from desk.printing.settings import lenient

    fitting = kind_of(form).papers
    own = lenient(office).of(form).paper
    if own in fitting:
        return own
    return str(_setting(office, "receipt.paper")) if fitting == ALL_PAPERS else fitting[0]


def _setting(office: Office, key: str) -> Any:  # noqa: ANN401 - any JSON value
    from desk.office import settings

    with office.read() as session:
        return settings.value(session, key)


def write_form(
    office: Office, form: str, code: str, *, paper: str | None, out: Path, reprint: int = 0
) -> Printed:
    """Draw a form and write it whole or not at all; records nothing. `paper` None = the usual one."""
    from desk.life.show import show
    from desk.record.durable import write_file

    paper = paper or usual_paper(office, form)
    check_paper(form, paper)
    done = drawn(office, sheet_of(office, form, show(office, code), reprint=reprint), paper)
    try:
        write_file(out, done.pdf)
    except OSError as failure:
        raise SurroundingsError("file.unwritable", file=out.name) from failure
    version = done.words.version if done.words is not None else 0
    return Printed(out.absolute(), done.pages, done.warnings(office.lang), words=version)


def print_form(
    office: Office,
    form: str,
    code: str,
    *,
    paper: str | None = None,
    out: Path | None = None,
    queued: bool = False,
    printer: str = "",
    first: bool = False,
) -> Printed:
    """Print a form again or for the first time, and record that it was printed; `paper` None = the usual one.

    The copy made at reception is the first; every later one carries its number ("Bản in lại lần n").
    `first`: that copy never left the program (saved, not printed), so this one is the first on paper.
    `queued`: it also goes to this counter's printer, or to the one named, by a job of the same transaction.
    """
    from desk.intake.opening import print_place
    from desk.life.show import show
    from desk.printing.queue import enqueue

    check_form(form)
    view = show(office, code)
    if out is not None:
        check_target(office, out, begins=PDF)
    place = print_place(office, view.code, form)
    paper = paper or usual_paper(office, form)
    check_paper(form, paper)
    reprint = _reprint_number(view, form, printed_before=place.is_file() and not first)
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
                "words": done.words,
            },
        )
        job = (
            enqueue(uow, form=form, code=view.code, paper=paper, reprint=reprint, printer=printer)
            if queued
            else None
        )
        uow.commit()
    return replace(done, job=job)


def _reprint_number(view: DossierView, form: str, *, printed_before: bool) -> int:
    """0 for the first paper of an act, then 1, 2, …; the copy made with the act itself has no event."""
    act = last(view, kind_of(form).event)
    numbers = [
        int(event.details["reprint"])
        for event in view.events
        if event.verb == PRINTED
        and event.details.get("form") == form
        and (act is None or event.seq > act.seq)
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
