"""The append-only history."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, Moment


class Event(Base):
    """Nhật ký: one thing that happened, chained to the one before; never changed, never deleted.

    `details` is the canonical JSON text that went into the hash, so it can be checked byte for byte.
    """

    __tablename__ = "event"
    __table_args__ = (Index(None, "dossier_id", "seq"), Index(None, "verb", "seq"))

    seq: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str]
    counter: Mapped[str] = mapped_column(default="")
    verb: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str]
    dossier_id: Mapped[int | None] = mapped_column(Id, ForeignKey("dossier.id"))
    details: Mapped[str] = mapped_column(Text)
    prev: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
