"""One dossier judged for one period: whether it belongs to it, and how it stood at its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from desk.numbers.histories import standing

if TYPE_CHECKING:
    from datetime import datetime

    from desk.numbers.histories import DossierHistory, Standing


@dataclass(frozen=True, slots=True)
class Judged:
    """One dossier judged for one period: how it stood at its end, and in what way it belongs to it."""

    history: DossierHistory
    at_end: Standing
    received_in: bool
    carried_in: bool
    overdue: bool  # pending beyond its date at the last moment of the period
    returned_in: bool

    @property
    def belongs(self) -> bool:
        """Tell whether it is part of the balance."""
        return self.received_in or self.carried_in

    @property
    def digitised(self) -> bool:
        """Tell whether at least one component and the result lie there as files (QĐ 766: hồ sơ số hoá)."""
        return self.at_end.component_files > 0 and self.at_end.result_files > 0


def judge(history: DossierHistory, start: datetime, end: datetime) -> Judged | None:
    """Judge one dossier for the period `[start, end)`; None where it was not received before its end.

    It belongs if it was accepted in the period, or before it and either was not settled at its start or
    was reopened in it. Dossiers never accepted are not counted.
    """
    at_end = standing(history, before=end, since=start)
    if at_end is None:
        return None
    accepted = at_end.accepted_at if at_end.state != 1 else None
    received_in = accepted is not None and accepted >= start
    carried_in = False
    if accepted is not None and not received_in:
        at_start = standing(history, before=start)
        carried_in = at_end.reopened or at_start is None or not at_start.settled
    return Judged(
        history=history,
        at_end=at_end,
        received_in=received_in,
        carried_in=carried_in,
        overdue=not at_end.settled and at_end.overdue(end - timedelta(seconds=1)),
        returned_in=at_end.returned_at is not None and start <= at_end.returned_at < end,
    )
