"""Xem trước mẫu: the example drawn by the printing itself with the words of a draft."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.paper.forms import PRINTABLE, kind_of, shipped
from desk.paper.template_rules import BREAKS, FORMS, is_form
from desk.paper.template_store import words_from
from desk.templates.judging import faults_in, lost_letters, more_pages
from desk.templates.rows import SamplePage
from desk.templates.samples import sample_sheet
from desk.templates.texts import flat

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desk.office.opened import Office
    from desk.templates.rows import Fault
    from printing.words import Words


def papers_of(form: str) -> tuple[str, ...]:
    """The papers a form can be drawn on, the usual one first.

    Raises:
        InputError: `template.unknown_form`.
    """
    if not is_form(form):
        raise InputError("template.unknown_form", form=form[:40], allowed=list(FORMS))
    return kind_of(form).papers if form in PRINTABLE else ("a4",)


def sample_page(office: Office, form: str, body: Mapping[str, Any], paper: str = "") -> SamplePage:
    """The example on a paper; where the words could not be printed, their faults and no page.

    Raises:
        InputError: `template.unknown_form`, `form.paper_unsuitable`.
    """
    papers = papers_of(form)
    paper = paper or papers[0]
    if paper not in papers:
        raise InputError("form.paper_unsuitable", form=form, paper=paper[:40], allowed=list(papers))
    texts = flat(form, body)
    faults = faults_in(form, body, texts, office.lang)
    if any(one.code in BREAKS or (one.place == "title" and not texts["title"].strip()) for one in faults):
        return SamplePage(b"", 0, faults)
    day = office.clock.now().date()
    filled = {**body, **{key: body.get(key) or "–" for key in ("number", "basis", "confidence", "layout")}}
    lost = _undrawn(texts, paper)
    pdf, pages = _draw(office, form, words_from(form, filled, day), paper)
    more = more_pages(pages, _usual_pages(office, form, paper), paper, office.lang)
    return SamplePage(pdf, pages, (*faults, *lost_letters(texts, lost, office.lang), *more))


def fit(office: Office, form: str, body: Mapping[str, Any]) -> tuple[Fault, ...]:
    """Everything wrong with words, each paper of the form drawn and looked at."""
    found: dict[Fault, None] = {}
    for paper in papers_of(form):
        found |= dict.fromkeys(sample_page(office, form, body, paper).faults)
    return tuple(found)


def _draw(office: Office, form: str, words: Words, paper: str) -> tuple[bytes, int]:
    from desk.paper.receipts import drawn, printing_failures

    with printing_failures():
        done = drawn(office, sample_sheet(office, form, words), paper)
    return done.pdf, done.pages


def _undrawn(texts: Mapping[str, str], paper: str) -> tuple[str, ...]:
    """Letters of the words that the typeface of a paper lacks; a layout draws words as they stand."""
    from printing.fonts import face
    from printing.page import paper as sheet

    kind = sheet(paper).kind
    faces = (face(kind, "regular"), face(kind, "bold"))
    letters = dict.fromkeys("".join(texts.values()))
    shown = (one for one in letters if unicodedata.category(one)[0] not in "CZ")
    return tuple(one for one in shown if not all(each.draws(one) for each in faces))


def _usual_pages(office: Office, form: str, paper: str) -> int:
    """How many sheets the example takes with the words that came with the program."""
    return _draw(office, form, shipped(form)[-1], paper)[1]


def write_sample(office: Office, form: str, out: Path, *, paper: str = "", file: Path | None = None) -> int:
    """Draw the example into a file, with the words of today or the newest of a TOML file; answers its pages.

    Raises:
        InputError: `template.unknown_form`, `form.paper_unsuitable`, `template.faulty`, `file.exists`.
    """
    from desk.paper.targets import PDF, check_target, writing
    from desk.paper.template_file import read
    from desk.record.durable import write_file
    from desk.templates.versions import holding

    check_target(office, out, begins=PDF)
    papers_of(form)
    if file is None:
        with office.read() as session:
            body = holding(session, form, office.clock.now().date())[1]
    else:
        form, drafts, faults = read(file, lang=office.lang)
        if faults.errors:
            first = faults.errors[0]
            raise InputError(
                "template.faulty", form=form, count=len(faults.errors), key=first.column, first=first.message
            )
        body = drafts[max(drafts)].body
    page = sample_page(office, form, body, paper)
    if not page.pdf:
        place, said = page.faults[0].place, page.faults[0].message
        raise InputError("template.faulty", form=form, count=len(page.faults), key=place, first=said)
    with writing(out):
        write_file(out, page.pdf)
    return page.pages
