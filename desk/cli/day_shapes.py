"""A day, its closing and the desks around it as the JSON keys of the command line."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from desk.cli.shapes import day, moment

if TYPE_CHECKING:
    from desk.rows import CashCounted, ClosedDay, DaySheet, Reopened, SeatRow


def closed(row: ClosedDay) -> dict[str, Any]:
    """The answer of `close-day`."""
    answer = {
        "date": day(row.date),
        "revision": row.revision,
        "file": str(row.file),
        "sha256": row.sha256,
        "signature": row.signature,
        "previous_sha256": row.previous_sha256,
    }
    if row.late:
        answer["late"] = True
    return {**answer, "repeated": True} if row.repeated else answer


def reopened(row: Reopened) -> dict[str, Any]:
    """A closed day opened again."""
    return {"revision": row.revision, "reopened_at": moment(row.at), "by": row.by, "reason": row.reason}


def seat(row: SeatRow) -> dict[str, Any]:
    """A desk that has the office open."""
    return {**asdict(row), "since": moment(row.since), "seen_at": moment(row.seen_at)}


def cash(row: CashCounted) -> dict[str, Any]:
    """Cash as it was counted."""
    return {**asdict(row), "at": moment(row.at), "difference": row.difference}


def day_sheet(sheet: DaySheet) -> dict[str, Any]:
    """The answer of `day-sheet`."""
    return {
        "date": day(sheet.date),
        "rows": [asdict(row) for row in sheet.rows],
        "total": asdict(sheet.total),
        "cash_expected": sheet.cash_expected,
        "paid_online": sheet.paid_online,
        "cash": None if sheet.counted is None else cash(sheet.counted),
        "points": [asdict(one) for one in sheet.points],
        "closed": None if sheet.closed is None else closed(sheet.closed),
        "changed_since": sheet.changed_since,
        "reopened": None if sheet.reopened is None else reopened(sheet.reopened),
        "missed": [{"date": day(one.date), "late": one.late} for one in sheet.missed],
        "numbers": [asdict(one) for one in sheet.numbers],
        "desks": [seat(one) for one in sheet.seats],
    }
