"""Thư xin lỗi: every late dossier of a period with its letter of apology, or without one.

As many as columns (10) and (13) of II.06a; those with a letter that are settled are the tally's
`late_with_apology`. A letter is the step "apology and new date" in the history; nobody is named.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from desk.paper.telling import quiet
from desk.reports.known import APOLOGY_FIELDS, APOLOGY_LIST
from desk.reports.layout import lined, table
from desk.reports.rows import Report

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from desk.dates.calendar import WorkCalendar
    from desk.numbers.judging import Judged
    from desk.office.opened import Office
    from desk.paper.telling import Tell
    from desk.reports.rows import Table
    from printing.words import Words

_LETTER = "vb_xin_loi"
_MOMENT = "%d/%m/%Y %H:%M"


@dataclass(frozen=True, slots=True)
class _Letter:
    """The newest apology: when it was given, the date it names, whether its paper was printed."""

    at: datetime
    due: str
    printed: bool


def apologies(office: Office, words: Words, first: date, last: date, *, tell: Tell = quiet) -> Report:
    """List what is late, without a letter first, the longest first, with sums by field."""
    from desk.dates.calendar import office_calendar
    from desk.numbers.history_load import period
    from desk.reports.judged import judged
    from desk.reports.late import is_late

    end = period(first, last)[1] - timedelta(seconds=1)
    with office.read() as session:
        late = [one for one in judged(session, first, last, tell=tell) if is_late(one)]
        letters = _letters(session, {one.history.code for one in late}, end)
        calendar = office_calendar(session)
    rows = [_row(one, letters.get(one.history.code), words, (calendar, end)) for one in late]
    rows.sort(key=lambda row: (row["with_letter"], -row["days"], row["code"]))
    main = table(APOLOGY_LIST, lined(words), rows, sheet=words.text("sheet"))
    return Report(words=words, first=first, last=last, tables=(main, _by_field(words, rows)))


def _letters(session: Session, codes: set[str], end: datetime) -> Mapping[str, _Letter]:
    from sqlalchemy import select

    from desk.numbers.histories import EXTENDED
    from desk.paper.given_words import PRINTED
    from models.event import Event

    found: dict[str, _Letter] = {}
    told = select(Event.subject, Event.verb, Event.at, Event.details).where(
        Event.verb.in_((EXTENDED, PRINTED)), Event.at <= end
    )
    for code, verb, at, details in session.execute(told.order_by(Event.seq)):
        if code not in codes:
            continue
        facts = json.loads(details)
        if verb == EXTENDED:
            found[code] = _Letter(at, str(facts.get("due_current") or ""), printed=False)
        elif facts.get("form") == _LETTER and code in found:
            found[code] = _Letter(found[code].at, found[code].due, printed=True)
    return found


def _row(
    one: Judged, letter: _Letter | None, words: Words, around: tuple[WorkCalendar, datetime]
) -> dict[str, Any]:
    from desk.reports.late import days_late

    calendar, end = around
    now, history = one.at_end, one.history
    due = now.due
    assert due is not None  # what has no due moment is never late
    return {
        "code": history.code,
        "procedure": history.name,
        "field": history.field,
        "due_at": due.strftime(_MOMENT),
        "finished_at": now.settled_at.strftime(_MOMENT) if now.settled_at else words.text("pending"),
        "days": days_late(one, calendar, end),
        "letter": words.text("given" if letter else "not_given"),
        "letter_at": _local(letter.at) if letter else "",
        "new_due": _new_due(letter, words),
        "with_letter": int(letter is not None),
        "printed": int(letter is not None and letter.printed),
    }


def _new_due(letter: _Letter | None, words: Words) -> str:
    if letter is None:
        return ""
    day = _local(datetime.fromisoformat(letter.due)) if letter.due else ""
    return day if letter.printed else " ".join(one for one in (day, words.text("not_printed")) if one)


def _local(moment: datetime) -> str:
    from desk.clock import LOCAL

    return moment.astimezone(LOCAL).strftime(_MOMENT)


def _by_field(words: Words, rows: Sequence[Mapping[str, Any]]) -> Table:
    """How many late dossiers of each field have their letter."""
    made = []
    for name in sorted({row["field"] for row in rows}):
        among = [row for row in rows if row["field"] == name]
        having = sum(row["with_letter"] for row in among)
        printed = sum(row["printed"] for row in among)
        lacking = len(among) - having
        made.append({"field": name, "with_letter": having, "without_letter": lacking, "printed": printed})
    return table(
        APOLOGY_FIELDS,
        lined(words, APOLOGY_FIELDS.ending),
        made,
        sheet=words.text("sheet_fields"),
        title=words.text("fields_title"),
        total=words.text("total"),
    )
