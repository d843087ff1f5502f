"""Trạng thái phụ: delivery, money, numbers, digitising and warning, derived and kept apart from the state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.life.rows import SideStates
from desk.rows import State
from desk.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.life.rows import Countdown
    from models.tables import Dossier

NEVER_SCANNED = ("reused", "electronic")  # the office has them as files already
_MAIN = ("accept", "due", "result_fix", "supplement_close")


def side_states(row: Dossier, countdowns: Sequence[Countdown], *, lang: str = "vi") -> SideStates:
    """Return the side-states of a dossier with their names."""
    keys = {
        "delivery": _delivery(row),
        "finance": finance(row),
        "sync": _sync(row),
        "digitisation": _digitisation(row),
        "warning": _warning(countdowns),
    }
    return SideStates(
        **keys, words={field: sentence(f"side.{field}.{key}", lang) for field, key in keys.items()}
    )


def _delivery(row: Dossier) -> str:
    if row.delivery:
        return row.delivery
    return "waiting" if row.return_by == "postal" and row.state == State.READY else "none"


def finance(row: Dossier) -> str:
    """Nghĩa vụ tài chính: none, exempt, unpaid or paid."""
    if row.fee_method == "exempt":
        return "exempt"
    if row.fee_amount <= 0:
        return "unpaid" if row.state == State.PAYMENT else "none"
    return "paid" if row.fee_paid else "unpaid"


def _sync(row: Dossier) -> str:
    """An official code is what the national system knows a dossier by."""
    if row.official_code is not None:
        return "reconciled"
    return "provisional" if row.provisional else "local"


def wants_scan(kind: str, reused_from: object) -> bool:
    """Whether a paper is there to be scanned: one taken from a database or sent as a file is not."""
    return kind not in NEVER_SCANNED and reused_from is None


def _digitisation(row: Dossier) -> str:
    wanted = {one.no for one in row.components if wants_scan(one.kind, one.reused_from)}
    scanned = {one.component_no for one in row.attachments if one.role == "component"}
    if row.components and not wanted:
        return "unneeded"
    if not scanned:
        return "none"
    return "full" if wanted <= scanned else "partial"


def _warning(countdowns: Sequence[Countdown]) -> str:
    """The worst level of what the dossier itself must keep; reminders do not count."""
    levels = {one.level for one in countdowns if one.key in _MAIN}
    return next((level for level in ("late", "soon", "ok") if level in levels), "none")
