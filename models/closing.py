"""What was said about a day when it was closed: the cash counted, and why it was opened again."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, Moment


class CashCount(Base):
    """Kiểm quỹ: cash counted against what the dossiers say, told by the event `event_seq`; the newest holds.

    The reason may name people, so it stands here and not in the log.
    """

    __tablename__ = "cash_count"
    __table_args__ = (Index(None, "day", "id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    day: Mapped[date]
    at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str]
    expected: Mapped[int] = mapped_column(Id)  # đồng
    counted: Mapped[int] = mapped_column(Id)
    reason: Mapped[str] = mapped_column(default="")
    event_seq: Mapped[int] = mapped_column(Id, ForeignKey("event.seq"))


class Reopening(Base):
    """Mở lại ngày đã chốt: who opened a closed day again and why, told by the event `event_seq`.

    Without `ended_at` the day stands open; the next closing ends it, with the revision that then holds.
    """

    __tablename__ = "reopening"
    __table_args__ = (Index(None, "day", "id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    day: Mapped[date]
    revision: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str]
    reason: Mapped[str]
    event_seq: Mapped[int] = mapped_column(Id, ForeignKey("event.seq"))
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_revision: Mapped[int | None]
