"""What was said about a dossier in words that may name people, beside the log that must not."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, JsonText, Moment


class Correction(Base):
    """Đính chính: one field before and after, told by the event `event_seq`; never changed, never deleted."""

    __tablename__ = "correction"
    __table_args__ = (Index(None, "dossier_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    dossier_id: Mapped[int] = mapped_column(Id, ForeignKey("dossier.id"))
    event_seq: Mapped[int] = mapped_column(Id, ForeignKey("event.seq"))
    field: Mapped[str] = mapped_column(String(40))
    old: Mapped[Any] = mapped_column(JsonText, nullable=True)
    new: Mapped[Any] = mapped_column(JsonText, nullable=True)


class Remark(Base):
    """Ghi chú: the words of a `note`, told by the event `event_seq`; never changed, never deleted."""

    __tablename__ = "remark"
    __table_args__ = (Index(None, "dossier_id"), UniqueConstraint("event_seq"))

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    dossier_id: Mapped[int] = mapped_column(Id, ForeignKey("dossier.id"))
    event_seq: Mapped[int] = mapped_column(Id, ForeignKey("event.seq"))
    text: Mapped[str]


class Call(Base):
    """Lần liên hệ: one attempt to tell a citizen something, and how it ended."""

    __tablename__ = "call"
    __table_args__ = (
        CheckConstraint("kind in ('result_ready', 'supplement', 'lateness', 'other')", name="kind"),
        CheckConstraint(
            "outcome in ('reached', 'no_answer', 'wrong_number', 'exported', 'failed')", name="outcome"
        ),
        Index(None, "dossier_id", "kind"),
        Index(None, "at"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    dossier_id: Mapped[int] = mapped_column(Id, ForeignKey("dossier.id"))
    kind: Mapped[str] = mapped_column(String(20))
    attempt: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str]
    channel: Mapped[str] = mapped_column(String(10), default="phone")  # phone | sms | email | other
    outcome: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(default="")
