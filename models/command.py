"""Commands already done, so that a repeat changes nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, JsonText, Moment


class Command(Base):
    """One command by the id its client made, with the answer it got the first time."""

    __tablename__ = "command"

    id: Mapped[str] = mapped_column(String(200), primary_key=True)
    verb: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime] = mapped_column(Moment)
    answer: Mapped[dict[str, Any] | None] = mapped_column(JsonText)
