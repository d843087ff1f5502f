"""The office's own calendar."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class CalendarDay(Base):
    """Ngày nghỉ, ngày làm bù: a day that differs from the general calendar; it wins over every library."""

    __tablename__ = "calendar_day"
    __table_args__ = (
        CheckConstraint(
            "kind in ('holiday', 'compensatory', 'makeup_workday', 'local_closure')", name="kind"
        ),
    )

    day: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(default="")
    basis: Mapped[str] = mapped_column(default="")
    am: Mapped[str | None] = mapped_column(String(11))  # "07:30-11:30"; "" closed; none as usual
    pm: Mapped[str | None] = mapped_column(String(11))
