"""Office settings."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, JsonText


class Setting(Base):
    """A setting as it holds from a day on; what is not here has its declared default."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True, default=date(1900, 1, 1))
    value: Mapped[Any] = mapped_column(JsonText, nullable=True)
