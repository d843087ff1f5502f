"""Numbers of fee receipts, as they were given out at the counter or by another system."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, Moment


class FeeReceipt(Base):
    """Biên lai: one number of a series and what became of it; a void number stays, with its reason.

    The receipt itself is another system's paper: only its number, amount and, of an electronic one, where
    it is to be seen are recorded. A number without a dossier was spoiled before it was given out. The same
    number told for two dossiers stands twice: a slip of the hand must be seen, not refused at the counter.
    """

    __tablename__ = "fee_receipt"
    __table_args__ = (
        CheckConstraint("number >= 0 and amount >= 0", name="counts"),
        CheckConstraint("kind in ('paper', 'electronic')", name="kind"),
        Index(None, "series", "number"),
        Index(None, "dossier_id"),
        Index(None, "issued_at"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    series: Mapped[str] = mapped_column(String(40))  # ký hiệu, all that stands before the number
    number: Mapped[int] = mapped_column(Id)
    text: Mapped[str] = mapped_column(String(60))  # as it is printed, leading zeros and all
    kind: Mapped[str] = mapped_column(String(10), default="paper")
    dossier_id: Mapped[int | None] = mapped_column(Id, ForeignKey("dossier.id"))
    amount: Mapped[int] = mapped_column(Id, default=0)
    method: Mapped[str] = mapped_column(String(10), default="cash")
    link: Mapped[str] = mapped_column(default="")  # of an electronic receipt
    issued_at: Mapped[datetime] = mapped_column(Moment)
    counter: Mapped[str] = mapped_column(String(20), default="")
    voided_at: Mapped[datetime | None] = mapped_column(Moment)
    void_reason: Mapped[str] = mapped_column(default="")
