"""Codes given to citizens, each with what became of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, Moment


class CitizenCode(Base):
    """Mã QR cấp cho người dân: drawn by chance, so it tells nothing; opens a person's record here only.

    A person has one that holds; an earlier one is revoked when another is issued, and counted.
    """

    __tablename__ = "citizen_code"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    ref: Mapped[str] = mapped_column(String(24), unique=True)  # CD-######-########
    citizen_id: Mapped[int] = mapped_column(Id, ForeignKey("citizen.id"), index=True)
    issue_no: Mapped[int]  # 1 for the first, 2 for the one given instead …
    issued_at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str]
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_why: Mapped[str] = mapped_column(String(20), default="")  # replaced | lost | asked | wrong
