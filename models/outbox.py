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
    told: Mapped[str] = mapped_column(Text, default="", server_default="")  # what the other side said
    tried_at: Mapped[datetime | None] = mapped_column(Moment)
    failed_since: Mapped[datetime | None] = mapped_column(Moment)  # the first failure since it last went well
    receipt: Mapped[str | None] = mapped_column(Text)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)


class SyncTurn(Base):
    """Lượt gửi: the one sender an office has at a time, by its own name and its machine's; never two rows.

    A sender that was killed lets go on its own machine at once; on another one `until` has to pass.
    """

    __tablename__ = "sync_turn"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    holder: Mapped[str] = mapped_column(String(36))
    machine: Mapped[str] = mapped_column(String(36))
    counter: Mapped[str] = mapped_column(String(20))
    since: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime] = mapped_column(Moment)
