"""A reception at every step, drawn from a real one: card, search, papers and pages, laid aside."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from ui.shots_waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from ui.reception.screen import ReceptionPage
    from ui.shell.window import Shell

CARD = "079192004518|024681357|NGUYỄN THỊ MẪU|14031992|Nữ|14 Phố Thử Nghiệm, Phường Mẫu|01052021"
TYPED = "xac nhan tinh trang"
_CAMERA = "QMC_CAMERA"


@contextmanager
def camera_over_a_form(folder: Path) -> Iterator[None]:
    """Put a photographed made-up form in place of the desk's camera, as long as pictures are drawn.

    What stood there before comes back: a camera left behind would capture pages into whatever opens next.
    """
    from desk.trial.samples import page_photo

    before = os.environ.get(_CAMERA)
    os.environ[_CAMERA] = str(page_photo(folder / "giay.jpg", seed=4))
    try:
        yield
    finally:
        os.environ.pop(_CAMERA)
        if before is not None:
            os.environ[_CAMERA] = before


def of_reception(window: Shell) -> Iterator[tuple[str, QWidget, Callable[[], object]]]:
    """The steps one after the other; at the end the reception is done away with, nothing is left of it."""
    page = cast("ReceptionPage", window.page_of("reception"))
    act = page.presenter

    def card() -> None:
        """The card is read."""
        window.go("reception")
        act.start()
        page.open_with(window.services.parse_card(CARD))

    def hidden() -> None:
        """The name is mended by hand, with signs nobody sees in it; one paste was cleaned already."""
        page.view.person.start_editing()
        name, address = page.view.person.name_field, page.view.person.address_field
        name.insert("\u200b\u202e")
        address.hidden_mark.tell_gone(1)
        name.setFocus()

    def papers() -> None:
        """Procedure, first paper, one page of it, the slip."""
        act.choice.choose_first()
        until(lambda: act.state.draft.procedure is not None)
        act.type_person(phone="0999123456")
        act.papers.toggle(0)
        until(lambda: page.view.scan.camera.state == "live")
        page.view.scan.capture()
        until(lambda: bool(page.view.scan.pages.pages))
        act.slip.draw()

    def money() -> None:
        """What was handed over, and what goes back."""
        page.view.due.open_fees()
        page.view.due.fees.given.insert("50000")
        act.fields.fee({"fee_given": "50000", "fee_typed": "15000", "receipt_no": "MAU/26E 0000123"})

    def exempt() -> None:
        """Nothing to pay, and why."""
        act.fields.fee_method("exempt")

    def search() -> None:
        """A few letters of the procedure's name."""
        act.search(TYPED)
        page.view.search.field.setText(TYPED)

    yield "reception-card", window, card
    yield "reception-hidden", window, hidden
    yield "reception-search", window, search
    yield "reception-papers", window, papers
    yield "reception-fee", window, money
    yield "reception-exempt", window, exempt
    yield "reception-dropped", window, page.discard
