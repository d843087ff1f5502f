"""Lines of the certification books."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, Moment


class Certification(Base):
    """Lượt chứng thực: one paper certified, its line in a book; a struck line stays and keeps its number.

    A line waits without a number until its paper is certified. A line without a dossier stands for a number
    that was lost and struck when a damaged book was mended.
    """

    __tablename__ = "certification"
    __table_args__ = (
        UniqueConstraint("book", "year", "number", "place"),
        UniqueConstraint("dossier_id", "no"),
        CheckConstraint("pages >= 0 and copies >= 0 and fee >= 0", name="counts"),
        Index(None, "certified_at"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    dossier_id: Mapped[int | None] = mapped_column(Id, ForeignKey("dossier.id"))
    no: Mapped[int]  # its place among the dossier's papers, from 1
    book: Mapped[str] = mapped_column(String(20))  # copies | signatures | transactions | all
    symbol: Mapped[str] = mapped_column(String(40), default="")  # ký hiệu, as in force that day
    year: Mapped[int | None]
    volume: Mapped[int | None]  # quyển số
    number: Mapped[int | None]  # số chứng thực, running through the volumes of a year
    place: Mapped[int] = mapped_column(default=1)  # among the papers of one number
    name: Mapped[str]  # the paper, as the clerk called it
    pages: Mapped[int]
    copies: Mapped[int]
    electronic: Mapped[bool] = mapped_column(default=False)  # bản sao điện tử
    fee: Mapped[int] = mapped_column(Id, default=0)
    signer: Mapped[str] = mapped_column(default="")  # who signs the certification, with title
    certified_at: Mapped[datetime | None] = mapped_column(Moment)
    struck_at: Mapped[datetime | None] = mapped_column(Moment)  # đã hủy
    struck_reason: Mapped[str] = mapped_column(default="")
