"""Sổ theo dõi hồ sơ: every accepted dossier has a running number of its calendar year, in a volume.

The counter knows the year only, so an office renamed or given a new unit code counts on. Source:
NĐ 61/2018/NĐ-CP Điều 39 and field/codes.md §1; how many entries a volume holds is the rule
`register.per_volume`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from desk.record.uow import UnitOfWork
    from models.tables import Dossier

COUNTER = "register/{year}"  # no dossier number's counter has a slash


def enter(uow: UnitOfWork, row: Dossier, *, on: date | None = None) -> None:
    """Give an accepted dossier its year, volume and running number; a second time changes nothing.

    Call it where the dossier becomes accepted (state 2, or 5 asked for at the counter), late in the
    transaction: the number stays locked until its end and is given back when it is given up.

    Args:
        uow: the transaction.
        row: the dossier.
        on: the day of the entry, default the day of reception; one accepted later than it was registered
            belongs to the year of its acceptance.
    """
    from desk.office.rules import rule

    if row.register_no is not None:
        return
    day = on or row.received_at.date()
    number = uow.next_number(COUNTER.format(year=day.year))
    row.register_year, row.register_no = day.year, number
    row.register_volume = _volume(
        uow.session, day.year, number, per_volume=int(rule(uow.session, "register.per_volume", on=day))
    )


def _volume(session: Session, year: int, number: int, *, per_volume: int) -> int:
    """The volume of an entry: the last one's, or the next where that one is full.

    Volumes are filled in order, so the last one is full when the entry `per_volume` places back
    already stands in it; a rule changed in mid-year never leads back to an older volume.
    """
    last = _volume_of(session, year, number - 1)
    if last is None:
        return 1
    full = per_volume > 0 and _volume_of(session, year, number - per_volume) == last
    return last + 1 if full else last


def _volume_of(session: Session, year: int, number: int) -> int | None:
    from sqlalchemy import select

    from models.tables import Dossier

    if number < 1:
        return None
    return session.scalar(
        select(Dossier.register_volume).where(Dossier.register_year == year, Dossier.register_no == number)
    )
