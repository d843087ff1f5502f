"""Who works on a dossier: the planned steps and the hands it went through."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, Moment


class ProcessStep(Base):
    """Bước trong quy trình nội bộ: planned unit and working minutes, in force from a day on."""

    __tablename__ = "process_step"
    __table_args__ = (UniqueConstraint("procedure_code", "valid_from", "no"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    procedure_code: Mapped[str] = mapped_column(String(60))
    valid_from: Mapped[date]
    no: Mapped[int]
    name: Mapped[str]
    unit: Mapped[str]
    holder: Mapped[str] = mapped_column(default="")
    minutes: Mapped[int]  # working minutes


class Holding(Base):
    """Giao nhận: a dossier in the hands of a unit, from when it was given until it went on."""

    __tablename__ = "holding"
    __table_args__ = (
        UniqueConstraint("dossier_id", "no"),
        Index(None, "left_at", "to_unit"),
        Index(None, "batch"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    dossier_id: Mapped[int] = mapped_column(Id, ForeignKey("dossier.id"))
    no: Mapped[int]  # 1, 2, … within the dossier
    from_unit: Mapped[str]
    from_holder: Mapped[str] = mapped_column(default="")
    to_unit: Mapped[str]
    to_holder: Mapped[str] = mapped_column(default="")
    step_no: Mapped[int | None]
    step_name: Mapped[str] = mapped_column(default="")
    planned_minutes: Mapped[int | None]
    given_at: Mapped[datetime] = mapped_column(Moment)
    left_at: Mapped[datetime | None] = mapped_column(Moment)
    batch: Mapped[str | None] = mapped_column(String(40))  # số phiếu bàn giao
    event_seq: Mapped[int] = mapped_column(Id, ForeignKey("event.seq"))
