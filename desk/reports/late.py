"""Hồ sơ quá hạn và nguyên nhân: every late dossier of a period, where it lay when its time came, and why.

As many as columns (10) and (13) of II.06a over the same days: the same judge says who is late.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from desk.paper.telling import quiet
from desk.reports.rows import Column, Report, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from desk.dates.calendar import WorkCalendar
    from desk.numbers.judging import Judged
    from desk.office.opened import Office
    from desk.paper.telling import Tell
    from desk.reports.judged import Facts
    from printing.words import Words

FORM = "bc_qua_han"
_MOMENT = "%d/%m/%Y %H:%M"
_SHARES = (0.03, 0.115, 0.17, 0.08, 0.105, 0.07, 0.07, 0.07, 0.045, 0.08, 0.09, 0.075)


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
        reasons = _reasons(session, [one.history.code for one in late], end)
    rows = [
        _row(one, known[one.history.code], reasons.get(one.history.code, ""), words, (calendar, counter, end))
        for one in late
    ]
    rows.sort(key=lambda row: (-int(row["days"]), row["code"]))
    listed = [{**row, "no": place} for place, row in enumerate(rows, start=1)]
    tables = (
        Table(sheet=words.text("sheet"), columns=_columns(words), rows=tuple(listed)),
        _causes(words, listed),
    )
    return Report(words=words, first=first, last=last, tables=tables)


def is_late(one: Judged) -> bool:
    """Tell whether a dossier of the balance is late at the end of its period."""
    now = one.at_end
    return now.timing() == "late" if now.settled else one.overdue


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
    until = now.settled_at or end
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
        "days": calendar.worked_between(due.date(), until.date()),
        "state": words.text("settled" if now.settled else "pending"),
        "cause": _cause(facts, due, counter, words),
        "reason": "; ".join(one for one in said if one) or words.text("said_no_reason"),
        "settled": int(now.settled),
    }


def _cause(facts: Facts, due: datetime, counter: frozenset[str], words: Words) -> str:
    """Where it lay when its time came."""
    from desk.process.units import ONE_STOP

    if facts.competent_unit:
        return words.text("cause_elsewhere")
    hand = facts.held_at(due)
    if hand is not None and hand.unit != ONE_STOP and hand.unit not in counter:
        return words.text("cause_unit", unit=hand.unit)
    return words.text("cause_counter" if facts.clerk else "cause_unknown")


def _reasons(session: Session, codes: Sequence[str], end: datetime) -> dict[str, str]:
    """The reasons given with an apology, by code, the newest last."""
    import json

    from sqlalchemy import select

    from desk.numbers.histories import EXTENDED
    from models.event import Event

    found: dict[str, str] = {}
    wanted = set(codes)
    if not wanted:
        return found
    told = select(Event.subject, Event.details).where(Event.verb == EXTENDED, Event.at <= end)
    for code, details in session.execute(told.order_by(Event.seq)):
        if code in wanted:
            reason = str(json.loads(details).get("reason") or "")
            found[code] = "; ".join(one for one in (found.get(code, ""), reason) if one)
    return found


def _columns(words: Words) -> tuple[Column, ...]:
    found = []
    for key, heading, share in zip(words.items("keys"), words.items("columns"), _SHARES, strict=True):
        kind = "count" if key in {"no", "days"} else "text"
        found.append(Column(key=key, heading=heading, kind=kind, share=share))  # type: ignore[arg-type]
    return tuple(found)


def _causes(words: Words, rows: Sequence[Mapping[str, Any]]) -> Table:
    """How many for each cause, the most frequent first."""
    counts = Counter((str(row["cause"]), int(row["settled"])) for row in rows)
    causes = sorted({cause for cause, _ in counts}, key=lambda one: (-counts[one, 0] - counts[one, 1], one))
    no, name, settled, pending, every = words.items("columns_causes")
    columns = (
        Column(key="no", heading=no, kind="count", share=0.05),
        Column(key="cause", heading=name, share=0.5),
        Column(key="settled", heading=settled, kind="count", share=0.15, summed=True),
        Column(key="pending", heading=pending, kind="count", share=0.15, summed=True),
        Column(
            key="all", heading=every, kind="count", share=0.15, summed=True, formula="{settled}+{pending}"
        ),
    )
    made: tuple[dict[str, Any], ...] = tuple(
        {
            "no": place,
            "cause": cause,
            "settled": counts[cause, 1],
            "pending": counts[cause, 0],
            "all": counts[cause, 0] + counts[cause, 1],
        }
        for place, cause in enumerate(causes, start=1)
    )
    return Table(
        sheet=words.text("sheet_causes"),
        title=words.text("causes_title"),
        columns=columns,
        rows=made,
        total=words.text("total"),
        total_under="cause",
    )
