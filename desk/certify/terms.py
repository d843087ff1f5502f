"""Hẹn thêm: many copies or a complex case may take some working days more (NĐ 23/2015 Đ.7, Đ.21).

The longer date stands on the receipt with its reason; how many days at most is the rule
`certification.extra_days`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from desk.dates.calendar import WorkCalendar
    from desk.rows import DuePromise
    from models.tables import Dossier


def check_extra(rules: Mapping[str, Any], days: int) -> None:
    """Refuse more days than the rule allows.

    Raises:
        InputError: `certify.bad_value`.
    """
    most = int(rules["certification.extra_days"])
    if days > most:
        raise InputError("certify.bad_value", key="extra_days", lowest=0, highest=most)


def lengthened(due: DuePromise, calendar: WorkCalendar, days: int) -> DuePromise:
    """The promise so many working days later, at closing, with its reason."""
    if due.due_at is None or days < 1:
        return due
    moment = calendar.closing(calendar.next_worked(due.due_at.date(), days))
    return replace(due, due_at=moment, reason=(*due.reason, sentence("certify.why.longer", "vi", days=days)))


def lengthen(session: Session, row: Dossier, days: int) -> None:
    """Move both due moments of a dossier just received."""
    from desk.dates.calendar import office_calendar
    from desk.rows import DuePromise

    if days < 1 or row.due_current is None:
        return
    told = DuePromise(due_at=row.due_current, reason=tuple(row.due_reason))
    longer = lengthened(told, office_calendar(session), days)
    row.due_current = row.due_original = longer.due_at
    row.due_reason = list(longer.reason)
