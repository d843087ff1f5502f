"""Separator sheets of an office: one for the next paper, or one for each paper of a procedure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.imaging.separators import OTHERS_TEXT, payload
from desk.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from printing.render import Rendered
    from printing.separators import SeparatorSheet


def separator_pdf(
    papers: Mapping[int, str] | None = None, *, paper: str = "a4", lang: str = "vi"
) -> Rendered:
    """One sheet for each paper by number and name; without papers one that means the next paper.

    Names of a checklist only: the sheets lie about and say nothing of anybody.
    """
    from printing.separators import render_separators

    sheets = (
        [_sheet(None, "", lang)] if not papers else [_sheet(no, name, lang) for no, name in papers.items()]
    )
    return render_separators(sheets, paper)


def _sheet(no: int | None, name: str, lang: str) -> SeparatorSheet:
    from printing.separators import SeparatorSheet

    return SeparatorSheet(
        title=sentence("separator.title", lang),
        name=sentence("separator.next", lang)
        if no is None
        else sentence("separator.paper", lang, no=no, name=name),
        hint=sentence("separator.hint", lang),
        qr=payload(no),
        code=OTHERS_TEXT,
    )
