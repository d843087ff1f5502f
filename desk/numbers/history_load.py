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
from desk.folding import fold
from desk.numbers.histories import CORRECTED, PAUSED, RATED, RECONCILED, RESUMED, DossierHistory
from desk.numbers.history_steps import Steps, history_steps, moment_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

    from desk.numbers.known import Before

FIRST_YEAR, LAST_YEAR = 1900, 9998
_OPEN = (1, 2, 4, *sorted(PAUSED), 7)
_TURNS = (
    "dossier.refused", "dossier.stopped", "dossier.supplemented", "dossier.accepted", RESUMED, CORRECTED,
)  # fmt: skip
_CLOCK_FAULT = timedelta(days=31)
_AT_ONCE = 2000


def period(first: date, last: date) -> tuple[datetime, datetime]:
    """Return the first moment of `first` and the first moment after `last`, at +07:00.

    Raises:
        InputError: `tally.bad_period` where the last day lies before the first, or centuries away.
    """
    if last < first or first.year < FIRST_YEAR or last.year > LAST_YEAR:
        raise InputError("tally.bad_period", first=first.isoformat(), last=last.isoformat())
    start = datetime.combine(first, datetime.min.time(), LOCAL)
    return start, datetime.combine(last + timedelta(days=1), datetime.min.time(), LOCAL)


def load_histories(
    session: Session, first: date, last: date, *, until: int | None = None
) -> Iterator[DossierHistory]:
    """Yield every dossier that may count in the period, in the order of reception rows.

    Dossiers settled before the period and untouched in it are left in the record. Which date on time is
    judged against is the rule `indicators.on_time_against` in force on the period's last day. With `until`
    everything is as it was when that event was the newest.
    """
    from sqlalchemy import select

    from desk.numbers.known import before

    chosen = wanted(session, *period(first, last), until=until).subquery()
    current = by_current_date(session, last, until=until)
    known = before(session, until) if until is not None else None
    for _, history in _read(
        session, lambda column: column.in_(select(chosen.c.id)), current=current, known=known
    ):
        yield history


def by_current_date(session: Session, on: date, *, until: int | None = None) -> bool:
    """Tell whether the office judges on time against the date at hand instead of the one first promised."""
    from desk.numbers.known import setting_at
    from desk.office.rules import rule

    key = "indicators.on_time_against"
    held = rule(session, key, on=on) if until is None else setting_at(session, key, on, until)
    return bool(held == "current")


def histories_of(
    session: Session, ids: Sequence[int], *, current: bool = False
) -> Iterator[tuple[int, DossierHistory]]:
    """Yield the dossiers of these rows, rising, judged against their original date or the current one."""
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        yield from _read(session, lambda column, part=part: column.in_(part), current=current)  # type: ignore[misc]


def _read(
    session: Session, among: Callable[[Any], Any], *, current: bool, known: Before | None = None
) -> Iterator[tuple[int, DossierHistory]]:
    """Rows and log of the dossiers whose id is among some, read side by side; as it was `known`."""
    from sqlalchemy import String, select, type_coerce

    from models.applicant import Applicant
    from models.dossier import Dossier

    steps = Steps(session, among, until=known.seq if known is not None else None)
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
    for found in rows:
        raw = steps.of(int(found[0]))
        if known is not None and not raw:
            continue  # it came later
        row = found if known is None else _as_known(found, known)
        received_at = moment_of(row[6])
        yield (
            int(row[0]),
            DossierHistory(
                code=row[1],
                procedure=row[2] or "",
                name=row[3],
                field=row[4],
                channel=row[5],
                received_at=received_at,
                steps=history_steps(raw, received_at, current=current),
                assisted_online=bool(row[7]),
                copies=int(row[8] or 0),
                fee=int(row[9] or 0),
                fee_method=row[10] or "none",
                official=row[11] is not None and _official_at_first(raw),
                person=_person(row[13], row[14], row[15]),
                point=row[12],
            ),
        )


def _official_at_first(raw: Sequence[tuple[str, str, str]]) -> bool:
    """Whether a dossier with an official code was received with one: its first reconciling tells of it."""
    first = next((details for _, verb, details in raw if verb == RECONCILED), None)
    return first is None or "before" in json.loads(first)


_CHANGED = {
    8: "copies", 9: "fee_amount", 10: "fee_method", 11: "official_code", 13: "id_number", 14: "tax_code",
}  # fmt: skip


def _as_known(row: Sequence[Any], known: Before) -> Sequence[Any]:
    """A row with what later acts changed in place taken back."""
    told = list(row)
    for place, name in _CHANGED.items():
        told[place] = known.value(row[0], name, row[place])
    full_name = known.value(row[0], "full_name", None)
    if full_name is not None:
        told[15] = fold(full_name)
    return told


def wanted(
    session: Session, start: datetime, end: datetime, *, until: int | None = None
) -> Select[tuple[int]]:
    """Ids of the dossiers that may count: a few index ranges, never the whole table.

    With `until` also all that anything happened to after that event: their rows tell how they stand now.
    """
    from sqlalchemy import literal, select, union_all

    from models.base import Moment
    from models.dossier import Dossier
    from models.event import Event

    before = Dossier.received_at < start
    since = first_seq(session, start - 3 * _CLOCK_FAULT)
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
    if until is not None:
        ranges.append(select(Event.dossier_id).where(Event.seq > until))
    every = union_all(*ranges).subquery()  # a plain union would walk the table in the order of ids
    column = every.c[0]
    return select(column.label("id")).where(column.is_not(None))


def first_seq(session: Session, moment: datetime) -> int:
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


def _person(id_number: str | None, tax_code: str | None, name_fold: str | None) -> bytes:
    """An opaque key of an applicant: the number where there is one, else the name."""
    given: Iterable[str] = (
        ("n", id_number) if id_number else ("t", tax_code) if tax_code else ("f", name_fold or "")
    )
    return blake2b("\x00".join(given).encode("utf-8"), digest_size=16).digest()
