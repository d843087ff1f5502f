"""Who brought the dossier."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, JsonText


class Applicant(Base):
    """Người nộp hồ sơ, chủ hồ sơ: a snapshot for one dossier; a later card changes no old paper."""

    __tablename__ = "applicant"
    __table_args__ = (CheckConstraint("kind in ('citizen', 'organisation')", name="kind"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), default="citizen")
    id_number: Mapped[str | None] = mapped_column(String(20), index=True)
    id_tail: Mapped[str | None] = mapped_column(String(4), index=True)
    tax_code: Mapped[str | None] = mapped_column(String(20), index=True)
    full_name: Mapped[str]
    name_fold: Mapped[str] = mapped_column(index=True)
    birth_date: Mapped[date | None]
    sex: Mapped[str | None] = mapped_column(String(6))
    address: Mapped[str | None]
    phone: Mapped[str | None] = mapped_column(String(30), index=True)
    phone_tail: Mapped[str | None] = mapped_column(String(4), index=True)
    email: Mapped[str | None]
    representative: Mapped[dict[str, Any] | None] = mapped_column(JsonText)  # who came for an organisation
    citizen_id: Mapped[int | None] = mapped_column(Id, ForeignKey("citizen.id"), index=True)
