"""What waits for paper, and what became of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id, Moment


class PrintJob(Base):
    """Lệnh in: one paper for one counter's printer; no name of a person, only the code that is printed.

    What is printed is drawn from the record again (`form`, `code`, `paper`, `reprint`); `document` names a
    file in `prints/` where it is not. Whoever prints holds the job until `held_until`; `reference` is what
    the spooler calls it, and by it alone a job left behind is told apart from one never sent.
    """

    __tablename__ = "print_job"
    __table_args__ = (
        CheckConstraint(
            "state in ('waiting', 'printing', 'done', 'failed', 'unsure', 'cancelled')", name="state"
        ),
        CheckConstraint("copies > 0 and reprint >= 0 and attempts >= 0", name="counts"),
        Index(None, "counter", "state"),
        Index(None, "code", "form"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    counter: Mapped[str] = mapped_column(String(20))
    form: Mapped[str] = mapped_column(String(40))
    code: Mapped[str] = mapped_column(String(120))
    paper: Mapped[str] = mapped_column(String(20))
    reprint: Mapped[int] = mapped_column(default=0)
    copies: Mapped[int] = mapped_column(default=1)
    document: Mapped[str] = mapped_column(String(200), default="")
    chosen: Mapped[str] = mapped_column(String(250), default="")  # the printer a person named for this job
    printer: Mapped[str] = mapped_column(String(250), default="")  # where it went last
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    reason: Mapped[str] = mapped_column(String(60), default="")
    attempts: Mapped[int] = mapped_column(default=0)
    holder: Mapped[str] = mapped_column(String(40), default="")
    held_until: Mapped[datetime | None] = mapped_column(Moment)
    reference: Mapped[str] = mapped_column(String(250), default="")
    created_at: Mapped[datetime] = mapped_column(Moment)
    released_at: Mapped[datetime] = mapped_column(Moment)  # when a person last wanted it printed
    since: Mapped[datetime] = mapped_column(Moment)  # when the present state began
