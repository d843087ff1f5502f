"""A day, its closing and the desks around it as the JSON keys of the command line."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from desk.cli.shapes import day, moment, notes
from desk.cli.words import say

if TYPE_CHECKING:
    from desk.numbers.chain import ChainLink, ChainVerdict
    from desk.rows import CashCounted, ClosedDay, DaySheet, Reopened, SeatRow


def closed(row: ClosedDay) -> dict[str, Any]:
    """The answer of `close-day`."""
    answer: dict[str, Any] = {
        "date": day(row.date),
        "revision": row.revision,
        "file": str(row.file),
        "sha256": row.sha256,
        "signature": row.signature,
        "previous_sha256": row.previous_sha256,
    }
    if row.late:
        answer["late"] = True
    if row.notes:
        answer["warnings"] = notes(row.notes)
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


def chain(found: ChainVerdict) -> dict[str, Any]:
    """The answer of `verify-chain`."""
    return {
        "ok": found.ok,
        "office": found.office,
        "files": len(found.links),
        "first": day(found.links[0].day) if found.links else None,
        "last": day(found.links[-1].day) if found.links else None,
        "bad": [{"file": name, "problems": notes(verdict.problems)} for name, verdict in found.bad],
        "strangers": list(found.strangers),
        "gaps": [link(one) for one in found.gaps],
        "forks": [[link(one) for one in some] for some in found.forks],
        "heads": [link(one) for one in found.heads],
    }


def link(one: ChainLink) -> dict[str, Any]:
    """One file of a chain."""
    return {**asdict(one), "day": day(one.day)}


def chain_text(found: ChainVerdict, lang: str) -> str:
    """What to do about a folder of tallies, a line for each place that is not sound."""
    if not found.links:
        head = say("said.chain_empty", lang)
    elif found.ok:
        first, last = (f"{one.day:%d/%m/%Y}" for one in (found.links[0], found.links[-1]))
        return say(
            "said.chain_sound", lang, files=len(found.links), office=found.office, first=first, last=last
        )
    else:
        head = say("said.chain_broken", lang, office=found.office, files=len(found.links))
    return "\n".join(
        (
            head,
            *(f"! {name}: {one.message}" for name, verdict in found.bad for one in verdict.problems),
            *(f"! {say('said.chain_stranger', lang, file=name)}" for name in found.strangers),
            *(f"! {say('said.chain_gap', lang, file=one.file)}" for one in found.gaps),
            *(
                f"! {say('said.chain_fork', lang, names=', '.join(one.file for one in some))}"
                for some in found.forks
            ),
        )
    )
