"""Sheet and paper in, PDF out: same input, same bytes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from printing import page
from printing.books import HandoverSheet, RegisterSheet, RoutingSheet
from printing.clean import Cleaner, cleaned, mapped
from printing.draw import draw
from printing.fonts import face
from printing.labels import PostalSheet, StickerSheet
from printing.letters import LetterSheet
from printing.reports import ReportSheet
from printing.sheets import DossierSheet, ReceiptSheet, Sheet, SupplementSheet, TallySheet
from printing.visits import VisitSheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from printing.fonts import Face

_COMPOSING = 0.6  # of the time a book takes; the rest is drawing


@dataclass(frozen=True, slots=True)
class Rendered:
    """A printed form: the PDF, its pages, and the characters the typeface lacked (printed as "?")."""

    pdf: bytes
    pages: int
    substituted: tuple[str, ...] = ()


def render(sheet: Sheet, paper: str = "a5", *, tell: Callable[[float], None] | None = None) -> Rendered:
    """The form on `paper` ("a5", "a4", "k80" or "k58"); two copies when the sheet names two.

    `tell` hears the share that is done of a long book; what it raises ends the work.
    """
    where = page.paper(paper)
    styles = [face(where.kind, "regular"), face(where.kind, "bold")]
    if not where.roll:
        styles.append(face(where.kind, "italic"))
    if isinstance(sheet, RegisterSheet):
        return _book(sheet, where, tuple(styles), tell)
    sheet, lost = cleaned(sheet, tuple(styles))
    pages = compose(sheet, where, tell=None if tell is None else lambda done: tell(done * _COMPOSING))
    title = " ".join(part for part in (sheet.words.title.replace("\n", " "), _code(sheet)) if part)
    drawing = None if tell is None else lambda done: tell(_COMPOSING + done * (1 - _COMPOSING))
    return Rendered(pdf=draw(pages, title=title, tell=drawing), pages=len(pages), substituted=lost)


def _book(
    sheet: RegisterSheet,
    where: page.Paper,
    faces: tuple[Face, ...],
    tell: Callable[[float], None] | None,
) -> Rendered:
    """A book, page by page: however long, it is never laid out whole."""
    from printing.draw_book import draw_book, share
    from printing.layouts import register

    clean = Cleaner(faces)
    volumes = tuple(replace(mapped(replace(one, rows=()), clean), rows=one.rows) for one in sheet.volumes)
    sheet = replace(mapped(replace(sheet, volumes=()), clean), volumes=volumes)
    leaves = register.book(sheet, where, clean=clean, tell=share(tell))
    pdf, pages = draw_book(leaves, title=sheet.words.title.replace("\n", " "), tell=tell)
    return Rendered(pdf=pdf, pages=pages, substituted=clean.lost)


def _code(sheet: Sheet) -> str:
    """The dossier's code for the document's title; "" where the sheet is of no single dossier."""
    return str(getattr(sheet, "code", ""))


def compose(
    sheet: Sheet, where: page.Paper, *, tell: Callable[[float], None] | None = None
) -> tuple[page.Page, ...]:
    """All copies of the form, one after the other."""
    from printing.layouts import register, report, sticker, tally

    match sheet:
        case TallySheet():
            return tally.compose(sheet, where)
        case RegisterSheet():
            return register.compose(sheet, where, tell=tell)
        case ReportSheet():
            return report.compose(sheet, where, tell=tell)
        case StickerSheet():
            return sticker.compose(sheet, where)
        case _:
            marks: tuple[str, ...] = getattr(sheet, "copy_marks", ()) or ("",)
            return tuple(made for mark in marks for made in _copy(sheet, where, mark))


def _copy(sheet: DossierSheet, where: page.Paper, mark: str) -> tuple[page.Page, ...]:
    """One copy of a dossier's form."""
    from printing.layouts import handover, letter, postal, receipt, receipt_roll, routing, supplement, visit

    match sheet:
        case ReceiptSheet():
            return (
                receipt_roll.compose(sheet, where, mark)
                if where.roll
                else receipt.compose(sheet, where, mark)
            )
        case VisitSheet():
            return visit.compose(sheet, where, mark)
        case SupplementSheet():
            return supplement.compose(sheet, where, mark)
        case LetterSheet():
            return letter.compose(sheet, where, mark)
        case RoutingSheet():
            return routing.compose(sheet, where, mark)
        case PostalSheet():
            return postal.compose(sheet, where, mark)
        case HandoverSheet():
            return handover.compose(sheet, where, mark)
