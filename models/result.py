"""Results of a dossier: papers of their own, each with its versions."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.attachment import Attachment
from models.base import Base, Id, Moment


class Result(Base):
    """Kết quả giải quyết: one version of one result paper; of a number the one not replaced holds.

    Kept apart from the papers handed in. A paper put right is a further version, the earlier one stays.
    """

    __tablename__ = "result"
    __table_args__ = (UniqueConstraint("dossier_id", "no", "version"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    dossier_id: Mapped[int] = mapped_column(Id, ForeignKey("dossier.id"))
    no: Mapped[int]  # its place among the dossier's results, from 1
    version: Mapped[int] = mapped_column(default=1)
    number: Mapped[str] = mapped_column(String(100), default="")  # số, ký hiệu
    number_fold: Mapped[str] = mapped_column(String(100), default="", index=True)  # to find it by
    issued_on: Mapped[date | None]
    title: Mapped[str] = mapped_column(default="")
    signed: Mapped[bool | None]  # đã ký; none = not told
    electronic: Mapped[bool] = mapped_column(default=False)
    attachment_id: Mapped[int | None] = mapped_column(Id, ForeignKey("attachment.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    replaced_at: Mapped[datetime | None] = mapped_column(Moment)
    attachment: Mapped[Attachment | None] = relationship()
