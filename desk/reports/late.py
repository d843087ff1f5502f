"""Hồ sơ quá hạn và nguyên nhân: every late dossier of a period, where it lay when its time came, and why.

As many as columns (10) and (13) of II.06a over the same days: the same judge says who is late.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from desk.paper.telling import quiet
from desk.reports.known import LATE_CAUSES, LATE_LIST
from desk.reports.layout import lined, table
from desk.reports.rows import Report

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from desk.dates.calendar import WorkCalendar
    from desk.numbers.judging import Judged
    from desk.office.opened import Office
    from desk.paper.telling import Tell
    from desk.reports.judged import Facts
    from desk.reports.rows import Table
    from printing.words import Words

_MOMENT = "%d/%m/%Y %H:%M"


def overdue(office: Office, words: Words, first: date, last: date, *, tell: Tell = quiet) -> Report:
    """List what is late, the longest first, with a sum for each cause."""
    from desk.dates.calendar import office_calendar
    from desk.numbers.history_load import period
    from desk.process.units import counter_codes
    from desk.reports.judged import facts, judged

    end = period(first, last)[1] - timedelta(seconds=1)
    with office.read() as session:
        late = [one for one in judged(session, first, last, tell=tell) if is_late(one)]
        known = facts(session, first, last) if late else {}
        calendar = office_calendar(session)
        counter = counter_codes(session)
        given = reasons(session, {one.history.code for one in late}, end)
    rows = [
        _row(one, known[one.history.code], given.get(one.history.code, ""), words, (calendar, counter, end))
        for one in late
    ]
    listed = table(
        LATE_LIST, lined(words), sorted(rows, key=lambda row: (-row["days"], row["code"])),
        sheet=words.text("sheet"),
    )  # fmt: skip
    return Report(words=words, first=first, last=last, tables=(listed, _causes(words, rows)))


def is_late(one: Judged) -> bool:
    """Tell whether a dossier of the balance is late at the end of its period."""
    now = one.at_end
    return now.timing() == "late" if now.settled else one.overdue


def days_late(one: Judged, calendar: WorkCalendar, end: datetime) -> int:
    """How many working days a late dossier is late: until it was settled, else until the period's end."""
    until, due = one.at_end.settled_at or end, one.at_end.due
    return calendar.worked_between(due.date(), until.date()) if due is not None else 0


def _row(
    one: Judged,
    facts: Facts,
    reason: str,
    words: Words,
    around: tuple[WorkCalendar, frozenset[str], datetime],
) -> dict[str, Any]:
    calendar, counter, end = around
    now, history = one.at_end, one.history
    due = now.due
    assert due is not None  # what has no due moment is never late
    said = [
        words.text("said_apology", reason=reason) if reason else "",
        words.text("said_supplement") if now.requests else "",
    ]
    return {
        "code": history.code,
        "procedure": history.name,
        "field": history.field,
        "applicant": facts.owner,
        "received_at": history.received_at.strftime(_MOMENT),
        "due_at": due.strftime(_MOMENT),
        "finished_at": now.settled_at.strftime(_MOMENT) if now.settled_at else "",
        "days": days_late(one, calendar, end),
        "state": words.text("settled" if now.settled else "pending"),
        "cause": cause_of(facts, due, counter, words),
        "reason": "; ".join(one for one in said if one) or words.text("said_no_reason"),
        "settled": int(now.settled),
    }


def cause_of(facts: Facts, due: datetime, counter: frozenset[str], words: Words) -> str:
    """Where it lay when its time came."""
    from desk.process.units import ONE_STOP

    if facts.competent_unit:
        return words.text("cause_elsewhere")
    hand = facts.held_at(due)
    if hand is not None and hand.unit != ONE_STOP and hand.unit not in counter:
        return words.text("cause_unit", unit=hand.unit)
    return words.text("cause_counter" if facts.clerk else "cause_unknown")


def reasons(session: Session, codes: set[str] | None, end: datetime) -> dict[str, str]:
    """The reasons given with an apology, by code, the newest last; None: of every dossier."""
    import json

    from sqlalchemy import select

    from desk.numbers.histories import EXTENDED
    from models.event import Event

    found: dict[str, str] = {}
    if codes is not None and not codes:
        return found
    told = select(Event.subject, Event.details).where(Event.verb == EXTENDED, Event.at <= end)
    for code, details in session.execute(told.order_by(Event.seq)):
        if codes is None or code in codes:
            reason = str(json.loads(details).get("reason") or "")
            found[code] = "; ".join(one for one in (found.get(code, ""), reason) if one)
    return found


def _causes(words: Words, rows: Sequence[Mapping[str, Any]]) -> Table:
    """How many for each cause, the most frequent first."""
    counts = Counter((row["cause"], row["settled"]) for row in rows)
    causes = sorted({cause for cause, _ in counts}, key=lambda one: (-counts[one, 0] - counts[one, 1], one))
    return table(
        LATE_CAUSES,
        lined(words, LATE_CAUSES.ending),
        [{"cause": one, "settled": counts[one, 1], "pending": counts[one, 0]} for one in causes],
        sheet=words.text("sheet_causes"),
        title=words.text("causes_title"),
        total=words.text("total"),
    )
