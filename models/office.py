"""The office itself, as forms and files name it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, JsonText


class OfficeProfile(Base):
    """Bộ phận một cửa: one row for each time span; the newest `valid_from` not in the future holds."""

    __tablename__ = "office_profile"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str]
    parent: Mapped[str]
    place: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    hotline: Mapped[str] = mapped_column(default="")
    lookup_url: Mapped[str] = mapped_column(default="")
    training: Mapped[bool]
    valid_from: Mapped[date] = mapped_column(unique=True)
    extra: Mapped[dict[str, str]] = mapped_column(JsonText, default=dict)


class ReceptionPoint(Base):
    """Điểm tiếp nhận: a place of this office where dossiers are received, also a mobile day's."""

    __tablename__ = "reception_point"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    mobile: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
