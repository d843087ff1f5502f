"""What the citizen is shown after a commit: at once, and once more with the payment QR when it has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.citizen.transfers import Transfers

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.paying.transfer import TransferCode
    from ui.citizen.faces import Face
    from ui.shell.screen import ScreenContext

    Following = Callable[[TransferCode | None], tuple[Face, ...]]


class Settling(QObject):
    """Of one screen, for the dossier saved last. GUI thread only."""

    def __init__(self, context: ScreenContext, owner: str, parent: QObject) -> None:
        super().__init__(parent)
        self._facing, self._owner = context.desktop.facing, owner
        self._transfers = Transfers(context, self)
        self._transfers.answered.connect(self._pay)
        self._saved: tuple[str, str, int, Following] | None = None

    def follow(self, code: str, amount: int, faces: Following, *, under: str = "") -> None:
        """Show what follows; `amount` is what may be transferred, 0 where nothing is.

        `under`: what the transfer names where it is not the dossier's code.
        """
        self._saved = (code, under or code, amount, faces)
        self._facing.show(self._owner, *faces(None))
        if self._facing.able.on and amount > 0:
            self._transfers.of(under or code, amount)

    def serves(self, code: str) -> bool:
        """Whether the counter is still with the citizen of that dossier."""
        return self._saved is not None and self._saved[0] == code

    def moved_on(self) -> None:
        """The next citizen is served: a code that comes late is no longer theirs."""
        self._saved = None

    def _pay(self, under: str) -> None:
        if self._saved is not None and self._saved[1] == under:
            _code, _under, amount, faces = self._saved
            self._facing.show(self._owner, *faces(self._transfers.of(under, amount)))
