"""The catalogue of procedures, each row in force for a span of days."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Id, JsonText


class Procedure(Base):
    """Thủ tục hành chính as in force from `valid_from` to `valid_to` (both days included, none = open)."""

    __tablename__ = "procedure"
    __table_args__ = (
        UniqueConstraint("code", "valid_from"),
        Index(None, "name_fold"),
        Index(None, "field"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(60))
    name: Mapped[str]
    name_fold: Mapped[str]
    field: Mapped[str]
    level: Mapped[str] = mapped_column(default="")
    time_limit: Mapped[int | None]
    time_unit: Mapped[str | None] = mapped_column(String(20))
    fee: Mapped[int | None] = mapped_column(Id)
    online_level: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    confidence: Mapped[str] = mapped_column(default="")
    yields_paper: Mapped[bool] = mapped_column(default=True)
    business: Mapped[bool] = mapped_column(default=False)
    non_territorial: Mapped[bool] = mapped_column(default=False)
    suspended: Mapped[bool] = mapped_column(default=False)
    favourite: Mapped[bool] = mapped_column(default=False)
    nicknames: Mapped[str] = mapped_column(default="")  # separated by semicolons
    resolving_unit: Mapped[str] = mapped_column(default="")  # bộ phận giải quyết
    competent_unit: Mapped[str] = mapped_column(default="")  # cơ quan có thẩm quyền, where it is another
    # From which day a reception after the cutoff counts: same_day | next_day; none = the office's rule.
    after_cutoff: Mapped[str | None] = mapped_column(String(10))
    fee_per_page: Mapped[bool] = mapped_column(default=False)
    basis: Mapped[str] = mapped_column(default="")  # quyết định công bố
    # khoản phí, lệ phí: name, amount, per; none = one amount
    fees: Mapped[list[dict[str, Any]]] = mapped_column(JsonText, default=list)
    asks: Mapped[list[dict[str, Any]]] = mapped_column(JsonText, default=list)  # câu hỏi thêm
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    components: Mapped[list[ProcedureComponent]] = relationship(
        back_populates="procedure", order_by="ProcedureComponent.no", cascade="all, delete-orphan"
    )


class ProcedureComponent(Base):
    """Thành phần hồ sơ: one line of a procedure's checklist."""

    __tablename__ = "procedure_component"
    __table_args__ = (UniqueConstraint("procedure_id", "no"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    procedure_id: Mapped[int] = mapped_column(Id, ForeignKey("procedure.id"))
    no: Mapped[int]
    name: Mapped[str]
    mandatory: Mapped[bool] = mapped_column(default=True)
    condition: Mapped[str | None]
    from_database: Mapped[bool] = mapped_column(default=False)
    # always | on_behalf (chỉ khi nộp thay) | organisation | group
    applies: Mapped[str] = mapped_column(String(20), default="always")
    doc_type: Mapped[str] = mapped_column(String(40), default="")
    valid_days: Mapped[int | None]  # how long a digitised copy may be used again; none = not reusable by term
    copies: Mapped[int] = mapped_column(default=1)
    procedure: Mapped[Procedure] = relationship(back_populates="components")
