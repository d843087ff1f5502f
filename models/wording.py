"""Words an office may edit: standard sentences and the printed forms' dated wording."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, JsonText, Moment


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
    """Bản mẫu giấy tờ của đơn vị: one version of a form's wording, never changed once written.

    On a day the newest begun by then holds, and of two begun on one day the later written; it wins over the
    shipped wording.
    """

    __tablename__ = "form_template"
    __table_args__ = (UniqueConstraint("form", "no"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    form: Mapped[str] = mapped_column(String(40))
    no: Mapped[int]  # 1, 2, … within the form
    valid_from: Mapped[date]
    body: Mapped[dict[str, Any]] = mapped_column(JsonText)  # keys of resources/forms/*.toml
    source: Mapped[str] = mapped_column(String(10))  # editor | file | pack | revert
    reason: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime | None] = mapped_column(Moment)  # none: before versions were told apart
    made_by: Mapped[str] = mapped_column(default="")


class TemplateDraft(Base):
    """Bản nháp mẫu giấy tờ: words being typed by one person at one counter, until published or dropped."""

    __tablename__ = "template_draft"
    __table_args__ = (UniqueConstraint("key"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    key: Mapped[str] = mapped_column(String(32))
    form: Mapped[str] = mapped_column(String(40), index=True)
    based_on: Mapped[int]  # the version it began from; 0 = the shipped one
    seen_no: Mapped[int]  # the newest version there was when it began
    words: Mapped[dict[str, Any]] = mapped_column(JsonText)  # only the texts that were changed, by place
    begins: Mapped[str] = mapped_column(String(20), default="")  # as typed
    reason: Mapped[str] = mapped_column(default="")
    revision: Mapped[int] = mapped_column(default=1)
    actor: Mapped[str]
    full_name: Mapped[str] = mapped_column(default="")
    counter: Mapped[str] = mapped_column(String(20))
    changed_at: Mapped[datetime] = mapped_column(Moment)
