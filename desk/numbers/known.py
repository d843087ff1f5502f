"""Số liệu như đã biết tại một thời điểm: how the record stood when a past event was its newest.

The log is a chain, so what was known is a beginning of it: everything up to one event. Facts that later acts
changed in place (a corrected field, an official code, a target, the catalogue) are taken back by what those
acts left: the old value beside the log, or in their event.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from desk.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from desk.numbers.indicators import Catalogue
    from desk.numbers.tally import Tally
    from desk.office.opened import Office

FIELDS = ("copies", "fee_amount", "fee_method", "id_number", "tax_code", "full_name", "official_code")
_CLOCK_FAULT = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Known:
    """Up to which event something is known: its number, its hash (`audit_head`) and its moment.

    `unsure` where a later act changed the catalogue and left no trace of what it had been; `shuffled` where
    an earlier event shows a later clock, so that the moment alone does not tell what was known.
    """

    seq: int
    hash: str
    at: datetime | None
    shuffled: bool = False
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Before:
    """What later acts changed in place, as it was: by dossier and field; and codes that came later."""

    seq: int
    fields: Mapping[tuple[int, str], Any]
    coded_later: frozenset[int]

    def value(self, dossier: int, name: str, now: Any) -> Any:  # noqa: ANN401 - any field
        """The value of a dossier's field as it was known."""
        if name == "official_code" and dossier in self.coded_later:
            now = None
        return self.fields.get((dossier, name), now)


def tally_known(office: Office, first: date, last: date, as_of: datetime | int) -> tuple[Tally, Known]:
    """Count a period as it was known at a past moment, or when an event of that number was the newest.

    The numbers are those a closing would have signed then, to the byte; always read from the log.

    Raises:
        InputError: `tally.bad_period`, `tally.not_known_yet` for a moment or an event still to come.
    """
    from desk.numbers.history_load import load_histories, period
    from desk.numbers.indicators import DEFAULT_TARGETS, KEYS, TARGETS_SETTING
    from desk.numbers.tally import point_names, tally_of

    period(first, last)
    with office.read() as session:
        known = known_at(session, as_of, now=office.clock.now())
        catalogue, unsure = catalogue_at(session, known.seq, last)
        own = setting_at(session, TARGETS_SETTING, last, known.seq)
        counted = tally_of(
            load_histories(session, first, last, until=known.seq),
            first,
            last,
            catalogue=catalogue,
            targets={**DEFAULT_TARGETS, **{key: value for key, value in own.items() if key in KEYS}},
            points=point_names(session),
        )
    return counted, replace(known, unsure=unsure)


def known_at(session: Session, as_of: datetime | int, *, now: datetime) -> Known:
    """The newest event there was: that number, or the last one written before the clock passed a moment."""
    from sqlalchemy import select

    from desk.record.events import GENESIS, head
    from models.event import Event

    newest = head(session)
    ahead = as_of > newest.seq if isinstance(as_of, int) else as_of > now and as_of > (newest.at or now)
    if ahead:
        told = str(as_of) if isinstance(as_of, int) else f"{as_of:%H:%M %d/%m/%Y}"
        raise InputError("tally.not_known_yet", as_of=told)
    which = Event.seq <= as_of if isinstance(as_of, int) else Event.at <= as_of
    row = session.execute(
        select(Event.seq, Event.hash, Event.at).where(which).order_by(Event.seq.desc()).limit(1)
    ).first()
    if row is None:
        return Known(0, GENESIS, None)
    shuffled = not isinstance(as_of, int) and _later_before(session, int(row.seq), as_of)
    return Known(int(row.seq), str(row.hash), row.at, shuffled=shuffled)


def closing_event(office: Office, day: date, revision: int) -> int:
    """The number of the event that closed a day under this revision.

    Raises:
        InputError: `tally.no_revision`.
    """
    from sqlalchemy import select

    from models.event import Event

    query = select(Event.seq, Event.details).where(
        Event.verb == "day.closed", Event.subject == day.isoformat()
    )
    with office.read() as session:
        for seq, details in session.execute(query.order_by(Event.seq)):
            if json.loads(details)["revision"] == revision:
                return int(seq)
    raise InputError("tally.no_revision", day=f"{day:%d/%m/%Y}", revision=revision)


def _later_before(session: Session, seq: int, moment: datetime) -> bool:
    """Whether an event up to this one shows a later clock; a clock is at most a month off."""
    from sqlalchemy import select

    from desk.numbers.history_load import first_seq
    from models.event import Event

    begin = first_seq(session, moment - 3 * _CLOCK_FAULT)
    query = select(Event.seq).where(Event.seq >= begin, Event.seq < seq, Event.at > moment).limit(1)
    return session.scalar(query) is not None


def before(session: Session, seq: int) -> Before:
    """What acts after the event `seq` changed in place."""
    from sqlalchemy import select

    from desk.numbers.histories import RECONCILED
    from models.event import Event
    from models.tables import Correction

    query = (
        select(Correction.dossier_id, Correction.field, Correction.old)
        .where(Correction.event_seq > seq, Correction.field.in_(FIELDS))
        .order_by(Correction.event_seq.desc(), Correction.id.desc())
    )
    # The oldest of the later corrections tells the value that stood, so it is written last.
    fields = {(int(one), name): old for one, name, old in session.execute(query)}
    later = select(Event.dossier_id).where(Event.verb == RECONCILED, Event.seq > seq)
    coded = frozenset(int(one) for one in session.scalars(later) if one is not None)
    return Before(seq, fields, coded)


def setting_at(session: Session, key: str, on: date, seq: int) -> Any:  # noqa: ANN401 - any JSON value
    """The value of a setting for a day, as it was when the event `seq` was the newest."""
    from desk.office import settings

    held = dict(settings.history(session, key))
    for told in _details_after(session, "setting.changed", seq, subject=key):
        held[date.fromisoformat(told["valid_from"])] = told["from"]
    days = [day for day in sorted(held) if day <= on]
    return held[days[-1]] if days else settings.declared(key).default


def catalogue_at(session: Session, seq: int, on: date) -> tuple[Catalogue, tuple[str, ...]]:
    """The marks of procedures as they were, and the codes whose later change left no trace of what was."""
    from desk.catalogue.index import CHANGED
    from desk.catalogue.storing import COUNTED
    from desk.numbers.catalogue_marks import ProcedureRow, catalogue_rows, marks_by_code

    rows = {(one.code, one.valid_from): one for one in catalogue_rows(session)}
    unsure: set[str] = set()
    for told in _details_after(session, CHANGED, seq):
        key = told["code"], date.fromisoformat(told["valid_from"])
        if told["new"]:
            rows.pop(key, None)
        elif key in rows:
            was = told.get("was", {})
            rows[key] = ProcedureRow(**{**rows[key]._asdict(), **_typed(was)})
            if set(told["fields"]) & set(COUNTED) - set(was):
                unsure.add(told["code"])
    return marks_by_code(sorted(rows.values(), key=lambda one: (one.valid_from, one.id)), on), tuple(
        sorted(unsure)
    )


def _typed(was: Mapping[str, Any]) -> dict[str, Any]:
    last = was.get("valid_to")
    return {**was, **({"valid_to": date.fromisoformat(last)} if last else {})}


def _details_after(session: Session, verb: str, seq: int, *, subject: str | None = None) -> list[Any]:
    """What events of a verb after one tell, newest first."""
    from sqlalchemy import select

    from models.event import Event

    query = select(Event.details).where(Event.verb == verb, Event.seq > seq).order_by(Event.seq.desc())
    if subject is not None:
        query = query.where(Event.subject == subject)
    return [json.loads(text) for text in session.scalars(query)]
