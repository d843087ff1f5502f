"""Mở lại ngày đã chốt: with a reason, told in the log, ended by the next closing; the signed files stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.numbers.sayings import reason_in, staff_names
from desk.numbers.tally_files import newest_revision
from desk.rows import Reopened

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork
    from models.closing import Reopening

REOPENED = "day.reopened"


def reopen_day(office: Office, day: date, reason: str) -> Reopened:
    """Open a closed day again; one that stands open already answers as it was opened.

    Raises:
        InputError: `close.not_closed`, `close.reopen_reason`, `close.reason_long`; nothing was changed.
    """
    said = reason_in(reason)
    with office.write("day.reopen") as uow:
        newest = newest_revision(uow.session, day)
        if newest is None:
            raise InputError("close.not_closed", day=day.isoformat())
        standing = standing_open(uow.session, day)
        if standing is not None:
            return _row(standing, staff_names(uow.session))
        if not said:
            raise InputError("close.reopen_reason", day=day.isoformat(), revision=newest.revision)
        made = open_again(uow, day, said, revision=newest.revision)
        answer = _row(made, staff_names(uow.session))
        uow.commit()
    return answer


def open_again(uow: UnitOfWork, day: date, reason: str, *, revision: int) -> Reopening:
    """Note in this transaction that a day was opened again; the log tells the revision, not the words."""
    from models.closing import Reopening

    event = uow.record(
        REOPENED, subject=day.isoformat(), details={"date": day.isoformat(), "revision": revision}
    )
    made = Reopening(
        day=day, revision=revision, at=uow.now, actor=uow.office.actor.username, reason=reason,
        event_seq=event.seq,
    )  # fmt: skip
    uow.session.add(made)
    return made


def standing_open(session: Session, day: date) -> Reopening | None:
    """The reopening of a day that no closing has ended yet."""
    from sqlalchemy import select

    from models.closing import Reopening

    return session.scalars(
        select(Reopening)
        .where(Reopening.day == day, Reopening.ended_at.is_(None))
        .order_by(Reopening.id.desc())
        .limit(1)
    ).first()


def end_reopening(uow: UnitOfWork, day: date, *, revision: int) -> bool:
    """The day is closed again, with this revision; answers whether it had been opened."""
    standing = standing_open(uow.session, day)
    if standing is None:
        return False
    standing.ended_at, standing.ended_revision = uow.now, revision
    return True


def reopenings(session: Session, day: date) -> tuple[Reopened, ...]:
    """Every reopening of a day, oldest first."""
    from sqlalchemy import select

    from models.closing import Reopening

    rows = session.scalars(select(Reopening).where(Reopening.day == day).order_by(Reopening.id)).all()
    names = staff_names(session) if rows else {}
    return tuple(_row(one, names) for one in rows)


def reopened_now(session: Session, day: date) -> Reopened | None:
    """How a day stands open again, None where it does not."""
    standing = standing_open(session, day)
    return None if standing is None else _row(standing, staff_names(session))


def _row(one: Reopening, names: dict[str, str]) -> Reopened:
    return Reopened(at=one.at, by=names.get(one.actor, one.actor), reason=one.reason, revision=one.revision)
