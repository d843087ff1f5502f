"""Sheet and paper in, PDF out: same input, same bytes."""

from __future__ import annotations

from dataclasses import dataclass

from printing import page
from printing.clean import cleaned
from printing.draw import draw
from printing.fonts import face
from printing.sheets import ReceiptSheet, Sheet, SupplementSheet, TallySheet


@dataclass(frozen=True, slots=True)
class Rendered:
    """A printed form: the PDF, its pages, and the characters the typeface lacked (printed as "?")."""

    pdf: bytes
    pages: int
    substituted: tuple[str, ...] = ()


def render(sheet: Sheet, paper: str = "a5") -> Rendered:
    """The form on `paper` ("a5", "a4" or "k80"); two copies when the sheet names two."""
    where = page.paper(paper)
    styles = [face(where.kind, "regular"), face(where.kind, "bold")]
    if not where.roll:
        styles.append(face(where.kind, "italic"))
    sheet, lost = cleaned(sheet, tuple(styles))
    pages = compose(sheet, where)
    title = " ".join(part for part in (sheet.words.title.replace("\n", " "), _code(sheet)) if part)
    return Rendered(pdf=draw(pages, title=title), pages=len(pages), substituted=lost)


def _code(sheet: Sheet) -> str:
    """The dossier's code for the document's title; "" where the sheet is of no single dossier."""
    return str(getattr(sheet, "code", ""))


def compose(sheet: Sheet, where: page.Paper) -> tuple[page.Page, ...]:
    """All copies of the form, one after the other."""
    from printing.layouts import letter, receipt, receipt_roll, supplement, tally

    if isinstance(sheet, TallySheet):
        return tally.compose(sheet, where)
    copies = sheet.copy_marks or ("",)
    if isinstance(sheet, ReceiptSheet):
        compose_receipt = receipt_roll.compose if where.roll else receipt.compose
        return tuple(made for mark in copies for made in compose_receipt(sheet, where, mark))
    if isinstance(sheet, SupplementSheet):
        return tuple(made for mark in copies for made in supplement.compose(sheet, where, mark))
    return tuple(made for mark in copies for made in letter.compose(sheet, where, mark))
