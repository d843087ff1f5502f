"""The people and organisations this office knows."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, JsonText, Moment


class Citizen(Base):
    """Công dân, tổ chức: built from receptions; dossiers keep their own snapshot in `applicant`."""

    __tablename__ = "citizen"
    __table_args__ = (CheckConstraint("kind in ('citizen', 'organisation')", name="kind"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), default="citizen")
    id_number: Mapped[str | None] = mapped_column(String(20), index=True)
    tax_code: Mapped[str | None] = mapped_column(String(20), index=True)
    full_name: Mapped[str]
    name_fold: Mapped[str] = mapped_column(index=True)
    birth_date: Mapped[date | None]
    sex: Mapped[str | None] = mapped_column(String(6))
    address: Mapped[str | None]
    phone: Mapped[str | None] = mapped_column(String(30), index=True)
    email: Mapped[str | None]
    answers: Mapped[dict[str, Any]] = mapped_column(JsonText, default=dict)  # newest answer of each field
    first_seen_at: Mapped[datetime] = mapped_column(Moment)
    last_seen_at: Mapped[datetime] = mapped_column(Moment)
    card_at: Mapped[datetime | None] = mapped_column(Moment)  # when a card last told name, birth and sex
    merged_into: Mapped[int | None] = mapped_column(Id, ForeignKey("citizen.id"), index=True)


class CitizenMerge(Base):
    """Gộp trùng: one merge of two entries, with what it takes to undo it."""

    __tablename__ = "citizen_merge"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kept_id: Mapped[int] = mapped_column(Id, ForeignKey("citizen.id"), index=True)
    gone_id: Mapped[int] = mapped_column(Id, ForeignKey("citizen.id"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str]
    before: Mapped[dict[str, Any]] = mapped_column(JsonText, default=dict)  # applicants moved, fields filled
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
    undone_by: Mapped[str | None]
