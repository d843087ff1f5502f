"""The dossier and its papers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.applicant import Applicant
from models.attachment import Attachment
from models.base import Base, Id, JsonText, Moment
from models.result import Result

# The originals an office still holds; a list asks for them once a minute among all papers ever received.
_STILL_HERE = "given_back_at is null and original_kept"


class Dossier(Base):
    """Hồ sơ: the newest state of a dossier; its history is in the event log.

    The procedure's code, name, field and term are copied at reception: a later catalogue moves no
    promise already given.
    """

    __tablename__ = "dossier"
    __table_args__ = (
        CheckConstraint("state between 1 and 10", name="state"),
        CheckConstraint("channel in ('direct', 'online', 'postal')", name="channel"),
        CheckConstraint("rating is null or rating between 1 and 5", name="rating"),
        Index(None, "state", "due_current"),
        Index(None, "applicant_id"),
        Index(None, "owner_id"),
        Index(None, "procedure_id"),
        Index(None, "official_code"),
        Index(None, "group_no"),
        Index(None, "visit_no"),
        Index(None, "register_year", "register_no", unique=True),
        Index(None, "received_at"),
        Index(None, "finished_at"),
        Index(None, "returned_at"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(80), unique=True)
    provisional: Mapped[bool] = mapped_column(default=False)
    official_code: Mapped[str | None] = mapped_column(String(80))
    procedure_id: Mapped[int | None] = mapped_column(Id, ForeignKey("procedure.id"))
    procedure_code: Mapped[str] = mapped_column(String(60))
    procedure_name: Mapped[str]
    field: Mapped[str]
    term_limit: Mapped[int | None]
    term_unit: Mapped[str | None] = mapped_column(String(20))
    applicant_id: Mapped[int] = mapped_column(Id, ForeignKey("applicant.id"))
    owner_id: Mapped[int | None] = mapped_column(
        Id, ForeignKey("applicant.id")
    )  # chủ hồ sơ, where another came
    on_behalf_of: Mapped[dict[str, Any] | None] = mapped_column(JsonText)
    channel: Mapped[str] = mapped_column(String(10))
    assisted_online: Mapped[bool] = mapped_column(default=False)
    state: Mapped[int]
    received_at: Mapped[datetime] = mapped_column(Moment)
    clock_start_at: Mapped[datetime | None] = mapped_column(Moment)
    due_original: Mapped[datetime | None] = mapped_column(Moment)
    due_current: Mapped[datetime | None] = mapped_column(Moment)
    due_reason: Mapped[list[str]] = mapped_column(JsonText, default=list)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    returned_at: Mapped[datetime | None] = mapped_column(Moment)
    return_by: Mapped[str] = mapped_column(String(12), default="counter")  # the way asked for
    returned_to: Mapped[dict[str, Any] | None] = mapped_column(JsonText)  # with `by`, the way it went
    fee_amount: Mapped[int] = mapped_column(Id, default=0)
    fee_method: Mapped[str] = mapped_column(String(10), default="none")
    fee_paid: Mapped[bool] = mapped_column(default=False)
    fee_items: Mapped[list[dict[str, Any]]] = mapped_column(JsonText, default=list)  # name, amount, quantity
    fee_reason: Mapped[str] = mapped_column(default="")  # why it was exempt
    copies: Mapped[int] = mapped_column(default=1)
    answers: Mapped[dict[str, Any]] = mapped_column(JsonText, default=dict)
    note: Mapped[str] = mapped_column(default="")
    counter: Mapped[str] = mapped_column(default="")
    office_code: Mapped[str] = mapped_column(String(40), default="")  # the unit code in force at reception
    reception_point: Mapped[str] = mapped_column(String(40), default="")  # điểm tiếp nhận
    competent_unit: Mapped[str] = mapped_column(default="")  # cơ quan có thẩm quyền giải quyết
    group_no: Mapped[str | None] = mapped_column(String(40))  # nộp theo nhóm
    visit_no: Mapped[str | None] = mapped_column(String(40))  # một lượt, nhiều hồ sơ
    register_year: Mapped[int | None]
    register_volume: Mapped[int | None]  # quyển số
    register_no: Mapped[int | None]  # số thứ tự, running through the volumes of a year
    accept_due_at: Mapped[datetime | None] = mapped_column(Moment)  # NĐ 118/2025 Đ.17.2
    transfer_due_at: Mapped[datetime | None] = mapped_column(Moment)  # NĐ 118/2025 Đ.18.2
    unfit_due_at: Mapped[datetime | None] = mapped_column(Moment)  # NĐ 118/2025 Đ.19.5, three working days
    supplement_due_at: Mapped[datetime | None] = mapped_column(Moment)  # NĐ 118/2025 Đ.19.5, fifteen days
    delivery: Mapped[str] = mapped_column(String(12), default="")  # "" | waiting | sent | delivered | failed
    official_at: Mapped[datetime | None] = mapped_column(Moment)  # when the official code became known
    unit: Mapped[str] = mapped_column(default="")
    holder: Mapped[str] = mapped_column(default="")
    clerk: Mapped[str] = mapped_column(default="")
    result: Mapped[dict[str, Any] | None] = mapped_column(JsonText)
    rating: Mapped[int | None]
    applicant: Mapped[Applicant] = relationship(foreign_keys=[applicant_id])
    owner: Mapped[Applicant | None] = relationship(foreign_keys=[owner_id])
    components: Mapped[list[Component]] = relationship(
        back_populates="dossier", order_by="Component.no", cascade="all, delete-orphan"
    )
    attachments: Mapped[list[Attachment]] = relationship(order_by="Attachment.component_no, Attachment.id")
    results: Mapped[list[Result]] = relationship(order_by="Result.no, Result.version")

    @property
    def returned_by(self) -> str | None:
        """The way the result went, None while it is here; one given back without a word went as asked for."""
        if self.returned_at is None:
            return None
        return (self.returned_to or {}).get("by") or self.return_by


class Component(Base):
    """Thành phần hồ sơ đã nhận: one paper as it was handed over."""

    __tablename__ = "component"
    __table_args__ = (
        UniqueConstraint("dossier_id", "no"),
        Index(
            "ix_component_original_kept",
            "dossier_id",
            sqlite_where=text(f"{_STILL_HERE} = 1"),  # as it is asked for there
            postgresql_where=text(_STILL_HERE),
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    dossier_id: Mapped[int] = mapped_column(Id, ForeignKey("dossier.id"))
    no: Mapped[int]
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(String(20))
    copies: Mapped[int] = mapped_column(default=1)
    pages: Mapped[int] = mapped_column(default=0)
    original_kept: Mapped[bool] = mapped_column(default=False)  # an original to be given back
    given_back_at: Mapped[datetime | None] = mapped_column(Moment)
    reused_from: Mapped[int | None] = mapped_column(Id, ForeignKey("attachment.id"))
    dossier: Mapped[Dossier] = relationship(back_populates="components")
