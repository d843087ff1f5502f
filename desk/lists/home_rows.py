"""How one waiting dossier reads on the desk: its kind and the words of its deadline chip."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from desk.clock import LOCAL, utc_text
from desk.rows import State
from desk.wording import sentence

_MINUTES_LEFT = timedelta(hours=1)
_HOURS_LEFT = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Edges:
    """Now, and where the local day begins and ends, as texts like those the record keeps."""

    now: str
    today: str
    tomorrow: str

    @classmethod
    def of(cls, now: datetime) -> Edges:
        """The edges of the day a moment lies in."""
        start = datetime.combine(now.astimezone(LOCAL).date(), time(), LOCAL)
        return cls(utc_text(now), utc_text(start), utc_text(start + timedelta(days=1)))


def kind_of(state: int, due: str | None, edges: Edges) -> str:
    """Which list of the desk a dossier belongs to: overdue, due_today, supplement, pickup or open.

    A ready result waits for the citizen and is never overdue; a supplement waits for them too.
    """
    if state == State.READY:
        return "pickup"
    if state == State.SUPPLEMENT:
        return "supplement"
    if not due:
        return "open"
    if due < edges.now and state != State.PAYMENT:
        return "overdue"
    return "due_today" if edges.today <= due < edges.tomorrow else "open"


def chip_of(kind: str, due_at: datetime | None, since: datetime, now: datetime, *, lang: str = "vi") -> str:
    """The words of the deadline chip, e.g. "Quá 2 ngày", "Còn 48 phút", "Hôm nay 16:30".

    A supplement is told by the day its time ends (`due_at`), without one by how long it waits.
    """
    if kind == "supplement" and due_at is not None:
        code = "chip.supplement_until" if now <= due_at else "chip.supplement_ended"
        return sentence(code, lang, day=f"{due_at:%d/%m}")
    if kind in {"pickup", "supplement"}:
        waited = max(0, (now.date() - since.date()).days)
        if kind == "supplement" and not waited:
            return sentence("chip.supplement_today", lang)
        return sentence(f"chip.{kind}", lang, n=waited)
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
