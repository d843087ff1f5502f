"""Numbers people wait with, for offices without a queue machine."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, Moment

_AT_A_COUNTER = text("state = 'serving'")


class QueueTicket(Base):
    """Số thứ tự: one number of one day and its times; nothing of the person who holds it.

    `series` and `number` are what is printed; `kind` is what it waits for now, another one after a transfer.
    The record itself allows one ticket at a counter at a time.
    """

    __tablename__ = "queue_ticket"
    __table_args__ = (
        UniqueConstraint("day", "series", "number"),
        CheckConstraint(
            "state in ('waiting', 'serving', 'parked', 'served', 'no_show', 'expired')", name="state"
        ),
        Index(None, "day", "state"),
        Index(
            "uq_queue_ticket_serving",
            "day",
            "counter",
            unique=True,
            sqlite_where=_AT_A_COUNTER,
            postgresql_where=_AT_A_COUNTER,
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    day: Mapped[date]
    series: Mapped[str] = mapped_column(String(8))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(8))
    priority: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    target: Mapped[str] = mapped_column(String(20), default="")  # the only counter that may call it
    counter: Mapped[str] = mapped_column(String(20), default="")  # who called it last
    issued_at: Mapped[datetime] = mapped_column(Moment)
    since: Mapped[datetime] = mapped_column(Moment)  # when the present state began
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    call_no: Mapped[int] = mapped_column(default=0)  # of the day's calls, the last one of this ticket
    calls: Mapped[int] = mapped_column(default=0)
    waited_s: Mapped[int] = mapped_column(default=0)
    served_s: Mapped[int] = mapped_column(default=0)
