"""Histories out of the record, for a period: only the dossiers that can matter to it.

Plain columns and one pass over the log; moments are parsed by hand because a year has half a million.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from desk.clock import LOCAL
from desk.errors import InputError
from desk.numbers.histories import (
    CORRECTED,
    HANDED_OVER,
    PAUSED,
    RATED,
    RECEIVED,
    RECONCILED,
    RESUMED,
    RETURNED,
    SETTLED,
    DossierHistory,
    Step,
)
from desk.numbers.imported import IMPORTED, steps_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

FIRST_YEAR, LAST_YEAR = 1900, 9998
_OPEN = (1, 2, 4, *sorted(PAUSED), 7)
_TURNS = (
    "dossier.refused", "dossier.stopped", "dossier.supplemented", "dossier.accepted", RESUMED, CORRECTED,
)  # fmt: skip
_CLOCK_FAULT = timedelta(days=31)
_MOMENTS = ("due_original", "clock_start_at")
_IMPORTED_MOMENTS = ("due_original", "finished_at", "returned_at")
_PROCESSING = 4
_AT_ONCE = 2000
_Raw = tuple[str, str, str]  # moment, verb, details as they stand in the log
_decode = json.JSONDecoder().raw_decode


def period(first: date, last: date) -> tuple[datetime, datetime]:
    """Return the first moment of `first` and the first moment after `last`, at +07:00.

    Raises:
        InputError: `tally.bad_period` where the last day lies before the first, or centuries away.
    """
    if last < first or first.year < FIRST_YEAR or last.year > LAST_YEAR:
        raise InputError("tally.bad_period", first=first.isoformat(), last=last.isoformat())
    start = datetime.combine(first, datetime.min.time(), LOCAL)
    return start, datetime.combine(last + timedelta(days=1), datetime.min.time(), LOCAL)


def load_histories(session: Session, first: date, last: date) -> Iterator[DossierHistory]:
    """Yield every dossier that may count in the period, in the order of reception rows.

    Dossiers settled before the period and untouched in it are left in the record. Which date on time is
    judged against is the rule `indicators.on_time_against` in force on the period's last day.
    """
    from sqlalchemy import select

    chosen = wanted(session, *period(first, last)).subquery()
    current = by_current_date(session, last)
    for _, history in _read(session, lambda column: column.in_(select(chosen.c.id)), current=current):
        yield history


def by_current_date(session: Session, on: date) -> bool:
    """Tell whether the office judges on time against the date at hand instead of the one first promised."""
    from desk.office.rules import rule

    return bool(rule(session, "indicators.on_time_against", on=on) == "current")


def histories_of(
    session: Session, ids: Sequence[int], *, current: bool = False
) -> Iterator[tuple[int, DossierHistory]]:
    """Yield the dossiers of these rows, rising, judged against their original date or the current one."""
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        yield from _read(session, lambda column, part=part: column.in_(part), current=current)  # type: ignore[misc]


def _read(
    session: Session, among: Callable[[Any], Any], *, current: bool
) -> Iterator[tuple[int, DossierHistory]]:
    """Rows and log of the dossiers whose id is among some, read side by side."""
    from sqlalchemy import String, select, type_coerce

    from models.applicant import Applicant
    from models.dossier import Dossier

    steps = _Steps(session, among)
    rows = session.connection().execute(
        select(
            Dossier.id,
            Dossier.code,
            Dossier.procedure_code,
            Dossier.procedure_name,
            Dossier.field,
            Dossier.channel,
            type_coerce(Dossier.received_at, String),
            Dossier.assisted_online,
            Dossier.copies,
            Dossier.fee_amount,
            Dossier.fee_method,
            Dossier.official_code,
            Dossier.reception_point,
            Applicant.id_number,
            Applicant.tax_code,
            Applicant.name_fold,
        )
        .join(Applicant, Applicant.id == Dossier.applicant_id)
        .where(among(Dossier.id))
        .order_by(Dossier.id)
    )
    for row in rows:
        raw = steps.of(int(row[0]))
        received_at = _moment(row[6])
        yield (
            int(row[0]),
            DossierHistory(
                code=row[1],
                procedure=row[2] or "",
                name=row[3],
                field=row[4],
                channel=row[5],
                received_at=received_at,
                steps=_history(raw, received_at, current=current),
                assisted_online=bool(row[7]),
                copies=int(row[8] or 0),
                fee=int(row[9] or 0),
                fee_method=row[10] or "none",
                official=row[11] is not None and all(verb != RECONCILED for _, verb, _ in raw),
                person=_person(row[13], row[14], row[15]),
                point=row[12],
            ),
        )


def wanted(session: Session, start: datetime, end: datetime) -> Select[tuple[int]]:
    """Ids of the dossiers that may count: a few index ranges, never the whole table."""
    from sqlalchemy import literal, select, union_all

    from models.base import Moment
    from models.dossier import Dossier
    from models.event import Event

    before = Dossier.received_at < start
    since = _first_seq(session, start - 3 * _CLOCK_FAULT)
    ranges = [
        select(Dossier.id).where(Dossier.received_at >= start, Dossier.received_at < end),
        select(Dossier.id).where(Dossier.state.in_(_OPEN), before),
        # Hidden from the index of receptions: those finished since are far fewer than those received before.
        select(Dossier.id).where(Dossier.finished_at >= start, _unindexed(end) < literal(start, Moment)),
        select(Dossier.id).where(Dossier.returned_at >= start, Dossier.received_at < end),
        # Endings without a finishing moment of their own, acceptances later than reception, second results:
        # a clock set back may have written them up to a month off.
        select(Event.dossier_id).where(
            Event.verb.in_(_TURNS), Event.seq >= since, Event.at >= start - _CLOCK_FAULT
        ),
        select(Event.dossier_id).where(
            Event.verb == RATED, Event.seq >= since, Event.at >= start, Event.at < end
        ),
    ]
    every = union_all(*ranges).subquery()  # a plain union would walk the table in the order of ids
    column = every.c[0]
    return select(column.label("id")).where(column.is_not(None))


def _first_seq(session: Session, moment: datetime) -> int:
    """A number in the log that nothing of interest stands before: found by halving, never too high.

    A clock is at most a month off either way, so what stands before an event of three months earlier was
    written more than a month before the period, whatever its own clock said.
    """
    from sqlalchemy import func, select

    from models.event import Event

    low, high = 1, int(session.scalar(select(func.max(Event.seq))) or 0) + 1
    while low < high:
        middle = (low + high) // 2
        at = session.scalar(select(Event.at).where(Event.seq == middle))
        if at is not None and at < moment:
            low = middle + 1
        else:
            high = middle
    return low


def _unindexed(otherwise: datetime) -> ColumnElement[datetime]:
    """The moment of reception as an expression that no index answers."""
    from sqlalchemy import func, literal

    from models.base import Moment
    from models.dossier import Dossier

    return func.coalesce(Dossier.received_at, literal(otherwise, Moment), type_=Moment)


class _Steps:
    """The log of the wanted dossiers, read beside their rows in the same order: nothing is gathered whole."""

    def __init__(self, session: Session, among: Callable[[Any], Any]) -> None:
        from sqlalchemy import String, select, type_coerce

        from models.event import Event

        self._rows = iter(
            session.connection().execute(
                select(Event.dossier_id, type_coerce(Event.at, String), Event.verb, Event.details)
                .where(among(Event.dossier_id))
                .order_by(Event.dossier_id, Event.seq)
            )
        )
        self._next = next(self._rows, None)

    def of(self, dossier_id: int) -> list[_Raw]:
        """Return the steps of a dossier; asked for in rising order only."""
        found: list[_Raw] = []
        row = self._next
        while row is not None and (row[0] or 0) <= dossier_id:
            if row[0] == dossier_id:
                found.append((row[1], row[2], row[3]))
            row = next(self._rows, None)
        self._next = row
        return found


def _history(raw: list[_Raw], received_at: datetime, *, current: bool) -> tuple[Step, ...]:
    """The steps of one dossier; what was taken over from a register tells several at once."""
    if raw and raw[0][1] == IMPORTED:
        details, _ = _decode(raw[0][2])
        known = {key: _moment(details[key]) if details[key] else None for key in _IMPORTED_MOMENTS}
        known["received_at"] = received_at
        return (*steps_of(details, known), *(_step(one, received_at, current=current) for one in raw[1:]))
    return tuple(_step(one, received_at, current=current) for one in raw)


def _step(raw: _Raw, received_at: datetime, *, current: bool) -> Step:
    at_text, verb, text = raw
    # Every dossier has one, and it tells nothing but its state, unless a competent unit's clock starts.
    if verb == HANDED_OVER and "clock_start_at" not in text:
        return Step(at=_moment(at_text), verb=verb, state=_PROCESSING)
    details, _ = _decode(text)
    # A print tells the state too, but changes none.
    state = details.get("state") if verb.startswith("dossier.") else None
    # A later date given with an apology counts only where the office says so; the date of a result that is
    # being put right never does: the first settling moment stands.
    if current and details.get("due_current") and verb != CORRECTED:
        details["due_original"] = details["due_current"]
    for key in _MOMENTS:
        if details.get(key):
            details[key] = _moment(details[key])
    if verb == RECEIVED:
        at = received_at
    elif verb == RETURNED:
        at = _moment(details.get("returned_at") or at_text)
    elif state in SETTLED:
        at = _moment(details.get("finished_at") or at_text)
    else:
        at = _moment(at_text)
    return Step(at=at, verb=verb, state=state, details=details)


def _moment(text: str) -> datetime:
    """Read a moment of the record or of an event; both have an offset."""
    return datetime.fromisoformat(text).astimezone(LOCAL)


def _person(id_number: str | None, tax_code: str | None, name_fold: str | None) -> bytes:
    """An opaque key of an applicant: the number where there is one, else the name."""
    given: Iterable[str] = (
        ("n", id_number) if id_number else ("t", tax_code) if tax_code else ("f", name_fold or "")
    )
    return blake2b("\x00".join(given).encode("utf-8"), digest_size=16).digest()
