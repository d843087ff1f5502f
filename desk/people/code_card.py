"""Thẻ mã QR của người dân, as a PDF: what is printed names nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.wording import sentence

if TYPE_CHECKING:
    from desk.office.opened import Office
    from desk.people.rows import CitizenCodeRow


def card_pdf(office: Office, row: CitizenCodeRow, paper: str = "a4") -> bytes:
    """The card of a code to cut out (a4), or a strip of the roll (k80); nothing is recorded.

    Raises:
        InputError: `printing.paper_unknown`.
    """
    from desk.paper.receipts import printing_failures
    from printing.citizen_cards import CitizenCardSheet, render_card

    card = office.card
    sheet = CitizenCardSheet(
        office=card.name,
        title=sentence("citizen_code.card_title", "vi"),
        ref=row.ref,
        qr=row.payload,
        hint=sentence("citizen_code.card_hint", "vi"),
        hotline=card.hotline,
        mark=sentence("queue.slip_training", "vi") if card.training else "",
    )
    with printing_failures():
        return render_card(sheet, paper).pdf
