"""A screen, its drafts and the list of what waits tied together, the same way at every screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.drafts.parked_list import ParkedList
    from ui.drafts.parking import Parking
    from ui.tokens import Tone


class Parks(Protocol):
    """What a screen with drafts does when one comes back."""

    def on_resumed(self, text: str, tone: Tone) -> None:
        """A draft came to the front; what is not as it was is said beside it."""
        ...

    def on_failed(self, error: Exception) -> None:
        """Say a failure beside the cause."""
        ...

    def focus_step(self) -> None:
        """Stand where work is."""
        ...


class FieldsOf:
    """Which piece of work the fields of a screen show.

    A field with the focus is never rewritten, so that an input method composing in it is left alone; when
    another piece of work comes to the front it is let go first.
    """

    def __init__(self, page: QWidget) -> None:
        self._page, self._key = page, ""

    def show(self, key: str) -> None:
        """This piece of work is about to be painted."""
        before, self._key = self._key, key
        focus = QApplication.focusWidget()
        if before not in {"", key} and focus is not None and self._page.isAncestorOf(focus):
            focus.clearFocus()


def join_list(page: Parks, parking: Parking, parked: ParkedList) -> None:
    """Tie them."""
    parking.listed.connect(parked.open_list)
    parking.looked.connect(parked.refresh)
    parking.resumed.connect(page.on_resumed)
    parking.failed.connect(page.on_failed)
    parked.chosen.connect(parking.resume)
    parked.dropped.connect(parking.drop)
    parked.left.connect(page.focus_step)
