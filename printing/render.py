"""Sheet and paper in, PDF out: same input, same bytes."""

from __future__ import annotations

from dataclasses import dataclass

from printing import page
from printing.clean import cleaned
from printing.draw import draw
from printing.fonts import face
from printing.sheets import ReceiptSheet, Sheet, SupplementSheet


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
    code = "" if not isinstance(sheet, ReceiptSheet | SupplementSheet) else sheet.code
    title = " ".join(part for part in (sheet.words.title.replace("\n", " "), code) if part)
    return Rendered(pdf=draw(pages, title=title), pages=len(pages), substituted=lost)


def compose(sheet: Sheet, where: page.Paper) -> tuple[page.Page, ...]:
    """All copies of the form, one after the other."""
    from printing.layouts import receipt, receipt_roll, supplement, tally

    if isinstance(sheet, ReceiptSheet):
        compose_receipt = receipt_roll.compose if where.roll else receipt.compose
        return tuple(
            made for mark in sheet.copy_marks or ("",) for made in compose_receipt(sheet, where, mark)
        )
    if isinstance(sheet, SupplementSheet):
        return tuple(
            made for mark in sheet.copy_marks or ("",) for made in supplement.compose(sheet, where, mark)
        )
    return tally.compose(sheet, where)
