"""Nhãn bìa trên tờ nhãn cắt sẵn: labels of several dossiers, from the first free label of a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.office.opened import Office
    from desk.paper.receipts import Drawn
    from desk.rows import DossierView
    from printing.label_sheets import FolderLabel
    from printing.words import Words

SHEET_SETTING = "labels.sheet"
MOST = 500


def labels_pdf(office: Office, codes: Sequence[str], *, sheet: str | None = None, start: int = 1) -> Drawn:
    """Labels of dossiers in the order given, the first on label `start`; nothing is recorded.

    Raises:
        InputError: `printing.label_sheet_unknown`, `printing.label_start`, `printing.no_labels`,
            `labels.too_many`, `dossier.not_found`.
    """
    from desk.errors import InputError
    from desk.life.show import show
    from desk.office import settings
    from desk.paper.forms import words_on
    from desk.paper.receipts import Drawn, printing_failures
    from printing.label_sheets import render_labels

    if len(codes) > MOST:
        raise InputError("labels.too_many", most=MOST)
    with office.read() as session:
        grid = sheet or str(settings.value(session, SHEET_SETTING))
    views = [show(office, code) for code in codes]
    words = words_on(office, "nhan_ho_so", office.clock.now().date())
    labels = tuple(_label(view, words) for view in views)
    mark = words.text("training") if office.card.training else ""
    with printing_failures():
        done = render_labels(labels, grid=grid, start=start, title=words.title, mark=mark)
    return Drawn(pdf=done.pdf, pages=done.pages, substituted=done.substituted)


def _label(view: DossierView, words: Words) -> FolderLabel:
    from desk.people.masking import initials
    from printing import phrases
    from printing.label_sheets import FolderLabel

    return FolderLabel(
        code=view.code,
        qr=view.receipt_payload,
        due=words.text("due", due=phrases.numeric_date(view.due_at)) if view.due_at else "",
        initials=initials(view.applicant_name),
        note=words.text("provisional") if view.provisional else "",
    )
