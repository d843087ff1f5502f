"""Digitised papers: where the file lies and what its bytes must be."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Id, Moment


class Attachment(Base):
    """Bản số hoá: one stored PDF of a dossier (component_no 0 = result, -1 = signature)."""

    __tablename__ = "attachment"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    dossier_id: Mapped[int] = mapped_column(Id, ForeignKey("dossier.id"), index=True)
    component_no: Mapped[int]
    role: Mapped[str] = mapped_column(String(12), default="component")
    file: Mapped[str] = mapped_column(unique=True)
    pages: Mapped[int]
    bytes: Mapped[int] = mapped_column(Id)
    sha256: Mapped[str] = mapped_column(String(64))
    pdf_a: Mapped[str | None] = mapped_column(String(4))
    text_chars: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(Moment)
    name_fold: Mapped[str] = mapped_column(default="")  # the paper's name, folded, to find it again
    doc_type: Mapped[str] = mapped_column(String(40), default="")  # mã loại giấy tờ
    valid_until: Mapped[date | None]  # thời hạn hiệu lực; none = no end known
    title: Mapped[str] = mapped_column(default="")  # tên giấy tờ
    abstract: Mapped[str] = mapped_column(default="")  # trích yếu
    scope: Mapped[str] = mapped_column(default="")  # phạm vi hiệu lực
    number: Mapped[str] = mapped_column(String(100), default="")  # số, ký hiệu of the paper itself
    issued_on: Mapped[date | None]  # ngày cấp
    issuer: Mapped[str] = mapped_column(default="")  # cơ quan cấp
    originals: Mapped[list[Original]] = relationship(
        back_populates="attachment", order_by="Original.seq", cascade="all, delete-orphan"
    )


class Original(Base):
    """Ảnh gốc: the untouched capture behind a page, kept until the dossier is closed."""

    __tablename__ = "original"
    __table_args__ = (UniqueConstraint("attachment_id", "seq"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    attachment_id: Mapped[int] = mapped_column(Id, ForeignKey("attachment.id"))
    seq: Mapped[int]
    file: Mapped[str] = mapped_column(index=True)
    bytes: Mapped[int] = mapped_column(Id)
    sha256: Mapped[str] = mapped_column(String(64))
    attachment: Mapped[Attachment] = relationship(back_populates="originals")
