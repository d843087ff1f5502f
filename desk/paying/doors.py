"""The window's doors to this shelf, bound to one open office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desk.office.opened import Office
    from desk.paying.transfer import TransferCode


@dataclass(frozen=True, slots=True)
class PayingDoors:
    """Thu phí: what the citizen is shown to pay with."""

    _office: Office

    def transfer(self, code: str, amount: int) -> TransferCode | None:
        """The payment QR of a fee under a dossier's code; None while the office has told no account."""
        from desk.paying.transfer import code_for

        return code_for(self._office, code, amount)
