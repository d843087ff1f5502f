"""The people who sit at the counter."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id


class Staff(Base):
    """Cán bộ một cửa: who may act; `os_account` is the operating-system account that proves it."""

    __tablename__ = "staff"
    __table_args__ = (CheckConstraint("role in ('clerk', 'head', 'admin')", name="role"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    username: Mapped[str] = mapped_column(String(40), unique=True)
    os_account: Mapped[str] = mapped_column(default="", index=True)
    full_name: Mapped[str]
    role: Mapped[str] = mapped_column(String(10))
    active: Mapped[bool] = mapped_column(default=True)
