"""How one waiting dossier reads on the desk: its kind and the words of its deadline chip."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from desk.rows import State
from desk.wording import sentence

if TYPE_CHECKING:
    from datetime import datetime

_MINUTES_LEFT = timedelta(hours=1)
_HOURS_LEFT = timedelta(hours=4)


def kind_of(state: State, due_at: datetime | None, now: datetime) -> str:
    """Which list of the desk a dossier belongs to: overdue, due_today, supplement, pickup or open.

    A ready result waits for the citizen and is never overdue; a supplement waits for them too.
    """
    if state == State.READY:
        return "pickup"
    if state == State.SUPPLEMENT:
        return "supplement"
    if due_at is not None and due_at < now and state != State.PAYMENT:
        return "overdue"
    if due_at is not None and due_at.date() == now.date():
        return "due_today"
    return "open"


def chip_of(kind: str, due_at: datetime | None, since: datetime, now: datetime, *, lang: str = "vi") -> str:
    """The words of the deadline chip, e.g. "Quá 2 ngày", "Còn 48 phút", "Hôm nay 16:30"."""
    if kind in {"pickup", "supplement"}:
        return sentence(f"chip.{kind}", lang, n=max(0, (now.date() - since.date()).days))
    if due_at is None:
        return sentence("chip.no_date", lang)
    if kind == "overdue":
        late = (now.date() - due_at.date()).days
        return sentence("chip.overdue_days", lang, n=late) if late else sentence("chip.overdue_today", lang)
    left = due_at - now
    if kind == "due_today" and left < _HOURS_LEFT:
        minutes = max(0, int(left.total_seconds() // 60))
        if left < _MINUTES_LEFT:
            return sentence("chip.minutes", lang, minutes=minutes)
        hours, minutes = divmod(minutes, 60)
        if not minutes:
            return sentence("chip.whole_hours", lang, hours=hours)
        return sentence("chip.hours", lang, hours=hours, minutes=minutes)
    if kind == "due_today":
        return sentence("chip.today", lang, time=f"{due_at:%H:%M}")
    return sentence("chip.on", lang, day=f"{due_at:%d/%m}")
