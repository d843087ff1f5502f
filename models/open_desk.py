"""Which desks have the office open, so that a day is not closed over somebody's head."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, JsonText, Moment


class OpenDesk(Base):
    """Quầy đang mở: one window from its sign-in to its end; `id` is made by the window itself.

    A window that was killed never writes `ended_at`: its lock on this machine, or its silence on another,
    tells. `drafts` are the keys of receptions it has unfinished, nothing of the people in them.
    """

    __tablename__ = "open_desk"
    __table_args__ = (Index(None, "ended_at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    counter: Mapped[str] = mapped_column(String(20), default="")
    point: Mapped[str] = mapped_column(String(20), default="")
    username: Mapped[str] = mapped_column(String(40))
    full_name: Mapped[str]
    since: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    drafts: Mapped[Any] = mapped_column(JsonText)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
