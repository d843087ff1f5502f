"""Words an office may edit: standard sentences and the printed forms' dated wording."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, JsonText


class Phrase(Base):
    """Câu mẫu: a legal reason, a standard note or an abbreviation of this office."""

    __tablename__ = "phrase"
    __table_args__ = (UniqueConstraint("kind", "code"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))  # supplement | refuse | stop | late | note | abbreviation
    code: Mapped[str] = mapped_column(String(40))
    text: Mapped[str]
    basis: Mapped[str] = mapped_column(default="")
    procedure_code: Mapped[str] = mapped_column(String(60), default="")
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class FormTemplate(Base):
    """Mẫu biểu của đơn vị: wording of a printed form in force from a day on; it wins over the shipped one."""

    __tablename__ = "form_template"
    __table_args__ = (UniqueConstraint("form", "valid_from"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    form: Mapped[str] = mapped_column(String(40))
    valid_from: Mapped[date]
    body: Mapped[dict[str, Any]] = mapped_column(JsonText)  # keys of resources/forms/*.toml
