"""What waits to leave the house."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Moment


class Outbox(Base):
    """Hàng chờ gửi: a frozen body for one target (key = office/date/rN/target); nothing is deleted."""

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint(
            "state in ('waiting', 'sending', 'delivered', 'sent', 'refused', 'superseded')", name="state"
        ),
        Index(None, "state", "next_at"),
    )

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    body: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(12), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime | None] = mapped_column(Moment)
    lease_until: Mapped[datetime | None] = mapped_column(Moment)
    last_error: Mapped[str | None]
    receipt: Mapped[str | None] = mapped_column(Text)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)
