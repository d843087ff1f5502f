"""Biểu mẫu của một hồ sơ: which forms there are, which can be printed now, and stickers for many folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.paper.forms import KINDS, check_paper, words_on
from desk.paper.rows import FormCard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.office.opened import Office
    from desk.rows import DossierView
    from printing.words import Words

STICKER = "nhan_ho_so"


def forms_for(office: Office, code: str) -> tuple[FormCard, ...]:
    """Every form of a dossier in the order of their numbers.

    Raises:
        InputError: `dossier.not_found`.
    """
    from desk.life.show import show
    from desk.paper.given_words import words_for

    view = show(office, code)
    return tuple(_card(office, view, kind.papers, words_for(office, kind.key, view)) for kind in KINDS)


def _card(office: Office, view: DossierView, papers: tuple[str, ...], words: Words) -> FormCard:
    from desk.errors import InputError
    from desk.paper.filling import sheet_for
    from desk.wording import sentence

    reason = ""
    try:
        sheet_for(office, words.key, view)
    except InputError as failure:
        reason = sentence(failure.code, office.lang, **failure.details)
    return FormCard(
        key=words.key,
        title=words.title.replace("\n", " "),
        number=words.number,
        unseen=not words.official,
        papers=papers,
        printable=not reason,
        why_not=reason,
    )


def stickers_pdf(office: Office, codes: Sequence[str], paper: str = "a4") -> bytes:
    """One sticker for each dossier.

    Raises:
        InputError: `dossier.not_found`, `form.paper_unsuitable`.
    """
    from desk.life.show import show
    from desk.paper.companions import stickers
    from desk.paper.receipts import drawn

    check_paper(STICKER, paper)
    views = tuple(show(office, code) for code in codes)
    words = words_on(office, STICKER, office.clock.now().date())
    return drawn(office, stickers(office, views, words), paper).pdf
