"""Closed days."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, Moment


class TallyFile(Base):
    """Bảng tổng hợp ngày: one signed tally file, byte for byte as it was written.

    `id` rises in the order of closing; `numbers_sha256` is over rows, total and indicators only and
    tells whether a day changed since.
    """

    __tablename__ = "tally_file"
    __table_args__ = (UniqueConstraint("day", "revision"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    day: Mapped[date]
    revision: Mapped[int]
    file: Mapped[str]
    body: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    signature: Mapped[str] = mapped_column(String(100))
    previous_sha256: Mapped[str | None] = mapped_column(String(64))
    numbers_sha256: Mapped[str] = mapped_column(String(64))
    closed_at: Mapped[datetime] = mapped_column(Moment)
