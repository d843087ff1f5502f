"""Giờ làm việc của đơn vị: the hours of a week, in force from a day on, with the decision behind them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from desk.dates.rows import HoursCard

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from desk.office.opened import Office

KEY = "calendar.hours"
DECIDED = "calendar.hours_decided"


def hours(office: Office) -> tuple[HoursCard, ...]:
    """The office's hours, oldest first, planned ones included; one is in force today."""
    from desk.dates.hours import ALWAYS
    from desk.office.settings import declared, history

    with office.read() as session:
        found = dict(history(session, KEY))
        bases = _bases(session)
    found = {ALWAYS: declared(KEY).default, **found}
    today = office.clock.now().date()
    held = max(first for first in found if first <= today)
    return tuple(
        HoursCard(
            valid_from=first,
            week=tuple(tuple((opens, closes) for opens, closes in day) for day in found[first]),
            basis=bases.get(first.isoformat(), ""),
            in_force=first == held,
        )
        for first in sorted(found)
    )


def set_hours(
    office: Office, week: Sequence[Sequence[Sequence[str]]], *, valid_from: date, basis: str = ""
) -> tuple[HoursCard, ...]:
    """Set the hours of a week from a day on; days before it, and dates already printed, stay.

    Raises:
        InputError: `auth.role`, `setting.bad_value`, `setting.has_held`.
    """
    from desk.office.settings import change
    from desk.office.staff import must_administer

    must_administer(office)
    plain = [[list(interval) for interval in day] for day in week]
    with office.write("calendar.hours") as uow:
        change(uow, KEY, plain, valid_from)
        uow.record(DECIDED, subject=KEY, details={"valid_from": valid_from.isoformat(), "basis": basis[:300]})
        uow.commit()
    return hours(office)


def _bases(session: Session) -> dict[str, str]:
    """The document behind the hours of each first day, the last one told."""
    from sqlalchemy import select

    from models.tables import Event

    told = session.scalars(select(Event.details).where(Event.verb == DECIDED).order_by(Event.seq))
    return {one["valid_from"]: one["basis"] for one in map(json.loads, told)}
