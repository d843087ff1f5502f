"""Running numbers."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id


class Counter(Base):
    """The last number given out under a key; it moves only inside the transaction that uses it."""

    __tablename__ = "counter"

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    n: Mapped[int] = mapped_column(Id)
