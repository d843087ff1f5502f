"""The log of dossiers read beside their rows, and each entry as the step the count knows.

Moments are parsed by hand because a year has half a million.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from desk.clock import LOCAL
from desk.numbers.histories import CORRECTED, HANDED_OVER, RECEIVED, RETURNED, Step
from desk.numbers.imported import IMPORTED, steps_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

_MOMENTS = ("due_original", "clock_start_at")
_IMPORTED_MOMENTS = ("due_original", "finished_at", "returned_at")
_PROCESSING = 4
Raw = tuple[str, str, str]  # moment, verb, details as they stand in the log
_decode = json.JSONDecoder().raw_decode


class Steps:
    """The log of the wanted dossiers, read beside their rows in the same order: nothing is gathered whole."""

    def __init__(self, session: Session, among: Callable[[Any], Any], *, until: int | None = None) -> None:
        from sqlalchemy import String, select, type_coerce

        from models.event import Event

        query = select(Event.dossier_id, type_coerce(Event.at, String), Event.verb, Event.details).where(
            among(Event.dossier_id)
        )
        if until is not None:
            query = query.where(Event.seq <= until)
        self._rows = iter(session.connection().execute(query.order_by(Event.dossier_id, Event.seq)))
        self._next = next(self._rows, None)

    def of(self, dossier_id: int) -> list[Raw]:
        """Return the steps of a dossier; asked for in rising order only."""
        found: list[Raw] = []
        row = self._next
        while row is not None and (row[0] or 0) <= dossier_id:
            if row[0] == dossier_id:
                found.append((row[1], row[2], row[3]))
            row = next(self._rows, None)
        self._next = row
        return found


def history_steps(raw: list[Raw], received_at: datetime, *, current: bool) -> tuple[Step, ...]:
    """The steps of one dossier; what was taken over from a register tells several at once."""
    if raw and raw[0][1] == IMPORTED:
        details, _ = _decode(raw[0][2])
        known = {key: moment_of(details[key]) if details[key] else None for key in _IMPORTED_MOMENTS}
        known["received_at"] = received_at
        return (*steps_of(details, known), *(_step(one, received_at, current=current) for one in raw[1:]))
    return tuple(_step(one, received_at, current=current) for one in raw)


def _step(raw: Raw, received_at: datetime, *, current: bool) -> Step:
    at_text, verb, text = raw
    # Every dossier has one, and it tells nothing but its state, unless a competent unit's clock starts.
    if verb == HANDED_OVER and "clock_start_at" not in text:
        return Step(at=moment_of(at_text), verb=verb, state=_PROCESSING)
    details, _ = _decode(text)
    # A print tells the state too, but changes none.
    state = details.get("state") if verb.startswith("dossier.") else None
    # A later date given with an apology counts only where the office says so; the date of a result that is
    # being put right never does: the first settling moment stands.
    if current and details.get("due_current") and verb != CORRECTED:
        details["due_original"] = details["due_current"]
    for key in _MOMENTS:
        if details.get(key):
            details[key] = moment_of(details[key])
    if verb == RECEIVED:
        at = received_at
    elif verb == RETURNED:
        at = moment_of(details.get("returned_at") or at_text)
    else:  # a result put right bears its first settling moment, yet came only now
        at = moment_of(at_text)
    return Step(at=at, verb=verb, state=state, details=details)


def moment_of(text: str) -> datetime:
    """Read a moment of the record or of an event; both have an offset."""
    return datetime.fromisoformat(text).astimezone(LOCAL)
