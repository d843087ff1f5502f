"""Fetching the payment QR of a dossier for the citizen's monitor, off the window's thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from desk.paying.transfer import TransferCode
    from ui.shell.screen import ScreenContext


class Transfers(QObject):
    """Knows the code of the dossier asked for last. GUI thread only; asking never waits.

    A failure is no code: the fee is paid at the counter as ever. Signal `answered(code of the dossier)`.
    """

    answered = Signal(str)

    def __init__(self, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._runner = context.services, context.runner
        self._asked: tuple[str, int] = ("", 0)
        self._known: TransferCode | None = None

    def of(self, code: str, amount: int) -> TransferCode | None:
        """The code where it is known; asks for it where it is not, and `answered` follows."""
        if (code, amount) != self._asked:
            self._asked, self._known = (code, amount), None
            self._runner.submit(
                "desk", self._services.paying.transfer, code, amount,
                owner=self, done=partial(self._take, code), failed=lambda _error: None,
            )  # fmt: skip
        return self._known

    def _take(self, code: str, found: TransferCode | None) -> None:
        if code == self._asked[0] and found is not None:
            self._known = found
            self.answered.emit(code)
