"""Ngày chưa chốt, số bị trống: days gone by that nobody closed, numbers of a day that are gone."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from desk.numbers.history_load import period
from desk.rows import MissedDay, NumberRun

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from sqlalchemy.orm import Session

LATE = timedelta(hours=72)  # plans ask for work data within 72 hours (Đồng Xoài 2021 and the like)
BACK = 31  # days looked back upon
_MOST = 20  # numbers named; a longer gap is told by its count


def is_late(day: date, at: datetime) -> bool:
    """Whether a moment lies more than 72 hours after the end of a day."""
    return at > period(day, day)[1] + LATE


def missed_days(session: Session, now: datetime) -> tuple[MissedDay, ...]:
    """Days of the last month with work in them and no signed tally, oldest first; today is not gone by."""
    from sqlalchemy import select

    from models.tally_file import TallyFile

    today = now.date()
    first = today - timedelta(days=BACK)
    closed = set(session.scalars(select(TallyFile.day).where(TallyFile.day >= first).distinct()))
    days = (first + timedelta(days=step) for step in range(BACK))
    return tuple(
        MissedDay(day, late=is_late(day, now))
        for day in days
        if day not in closed and _has_work(session, *period(day, day))
    )


def _has_work(session: Session, start: datetime, end: datetime) -> bool:
    """Whether anything was received, finished or returned between two moments."""
    from sqlalchemy import exists, or_, select

    from models.dossier import Dossier

    moments = (Dossier.received_at, Dossier.finished_at, Dossier.returned_at)
    asked = (exists().where(one >= start, one < end) for one in moments)
    return bool(session.scalar(select(or_(*asked))))


def number_runs(session: Session, day: date) -> tuple[NumberRun, ...]:
    """The numbers this office gave out to what was received on a day, by their head, and those now gone."""
    from sqlalchemy import select

    from models.counter import Counter
    from models.dossier import Dossier

    start, end = period(day, day)
    received = select(Dossier.code).where(Dossier.received_at >= start, Dossier.received_at < end)
    found = []
    for head in heads_of(session.scalars(received), day):
        given = session.scalar(select(Counter.n).where(Counter.key == head)) or 0
        under = select(Dossier.code).where(Dossier.code > f"{head}-", Dossier.code < f"{head}.")
        found.append(run_of(head, session.scalars(under), given=given))
    return tuple(found)


def heads_of(codes: Iterable[str], day: date) -> tuple[str, ...]:
    """What codes of a day begin with, where this office numbered them on that day."""
    shape = re.compile(rf"(.+-{day:%y%m%d})-\d{{4,}}", re.ASCII)
    return tuple(sorted({told.group(1) for code in codes if (told := shape.fullmatch(code)) is not None}))


def run_of(head: str, codes: Iterable[str], *, given: int = 0) -> NumberRun:
    """Numbers begin at one each day and `given` were given out, so whatever lacks in between is a gap."""
    tails = (code[len(head) + 1 :] for code in codes)
    numbers = {int(tail) for tail in tails if tail.isdecimal()}
    last = max(given, *numbers, 0)
    missing = tuple(number for number in range(1, last + 1) if number not in numbers)
    return NumberRun(head, 1, last, missing[:_MOST])
