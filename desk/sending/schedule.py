"""When the window sends next: every so many minutes, sooner for what asked to come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    from desk.sending.rows import SendState

JITTER = 0.2  # all offices of a province open at half past seven
SOONEST = 5.0


def seconds_until(now: SendState, at: datetime, dice: Random) -> float | None:
    """Seconds until the next turn; None where the office sends by hand only."""
    if not now.every_minutes:
        return None
    regular = now.every_minutes * 60 * (1 + dice.uniform(-JITTER, JITTER))
    waits = [
        (row.next_at - at).total_seconds()
        for row in now.rows
        if row.state == "waiting" and row.next_at is not None
    ]
    return max(SOONEST, min([regular, *waits]))
