"""The append-only history: how an event is hashed, added, read and checked."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from desk.clock import as_local, utc_text
from desk.record.canonical import canonical
from desk.rows import EventRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ScalarSelect
    from sqlalchemy.orm import Session

    from models.event import Event

GENESIS = "0" * 64
DRIFT = timedelta(minutes=10)  # machines of one office differ by minutes; a wrong date differs by hours
NEWEST = 200  # events, about a day of a busy counter: a clock that once ran ahead is forgotten by then


@dataclass(frozen=True, slots=True)
class Head:
    """The newest link of the chain; `seq` 0 and sixty-four zeros before the first event."""

    seq: int
    hash: str
    at: datetime | None = None


def canonical_text(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """Return the canonical JSON of a value as text: the form that is hashed."""
    return canonical(value).decode("utf-8")


def chain_hash(*, prev: str, seq: int, at: str, actor: str, verb: str, subject: str, details: str) -> str:
    """Return SHA-256 over `prev` and the canonical event; `details` is canonical JSON text already.

    The text is put together around `details` so that the stored bytes are checked, not a re-reading.
    """
    body = (
        f'{{"actor":{canonical_text(actor)},"at":{canonical_text(at)},"details":{details},'
        f'"seq":{seq},"subject":{canonical_text(subject)},"verb":{canonical_text(verb)}}}'
    )
    return hashlib.sha256((prev + body).encode("utf-8")).hexdigest()


def head(session: Session) -> Head:
    """Return the newest link."""
    from sqlalchemy import select

    from models.event import Event

    row = session.execute(select(Event.seq, Event.hash, Event.at).order_by(Event.seq.desc()).limit(1)).first()
    return Head(0, GENESIS) if row is None else Head(int(row.seq), str(row.hash), row.at)


def latest(session: Session) -> datetime | None:
    """The latest moment of the newest events; the last one alone may be what a wrong clock wrote."""
    from sqlalchemy import select

    at = session.scalar(select(latest_moment()))
    return as_local(at) if at is not None else None


def latest_moment() -> ScalarSelect[datetime]:
    """The same as a part of a query."""
    from sqlalchemy import func, select

    from models.event import Event

    newest = select(Event.at).order_by(Event.seq.desc()).limit(NEWEST).subquery()
    return select(func.max(newest.c.at)).scalar_subquery()


def clock_lost(now: datetime, last: datetime | None) -> bool:
    """Whether the clock lies behind the record's latest moment by more than clocks of one office differ."""
    return last is not None and now + DRIFT < last


def append(
    session: Session,
    last: Head,
    *,
    at: datetime,
    actor: str,
    counter: str,
    verb: str,
    subject: str,
    dossier_id: int | None,
    details: Mapping[str, Any],
) -> EventRow:
    """Add one event behind `last` and return it; the caller holds the write lock."""
    from sqlalchemy import insert

    from models.event import Event

    seq = last.seq + 1
    text = canonical_text(dict(details))
    link = chain_hash(
        prev=last.hash, seq=seq, at=utc_text(at), actor=actor, verb=verb, subject=subject, details=text
    )
    session.flush()
    session.execute(
        insert(Event).values(
            seq=seq,
            at=at,
            actor=actor,
            counter=counter,
            verb=verb,
            subject=subject,
            dossier_id=dossier_id,
            details=text,
            prev=last.hash,
            hash=link,
        )
    )
    return EventRow(
        seq=seq, at=at, actor=actor, verb=verb, details=json.loads(text), prev=last.hash, hash=link
    )


def append_many(
    session: Session,
    last: Head,
    entries: Sequence[tuple[str, int | None, Mapping[str, Any]]],
    *,
    at: datetime,
    actor: str,
    counter: str,
    verb: str,
) -> Head:
    """Add events of one verb, each (subject, dossier, details), behind `last`; answers the new head."""
    from sqlalchemy import insert

    from models.event import Event

    seq, prev, moment = last.seq, last.hash, utc_text(at)
    rows = []
    for subject, dossier_id, details in entries:
        seq, text = seq + 1, canonical_text(dict(details))
        link = chain_hash(
            prev=prev, seq=seq, at=moment, actor=actor, verb=verb, subject=subject, details=text
        )
        rows.append(
            {
                "seq": seq, "at": at, "actor": actor, "counter": counter, "verb": verb, "subject": subject,
                "dossier_id": dossier_id, "details": text, "prev": prev, "hash": link,
            }
        )  # fmt: skip
        prev = link
    session.flush()
    if rows:
        session.execute(insert(Event), rows)
    return Head(seq, prev, at)


def row_of(event: Event) -> EventRow:
    """Return a stored event as the frozen row that leaves `desk`."""
    return EventRow(
        seq=event.seq, at=event.at, actor=event.actor, verb=event.verb, details=json.loads(event.details),
        prev=event.prev, hash=event.hash,
    )  # fmt: skip


def of_dossier(session: Session, dossier_id: int) -> tuple[EventRow, ...]:
    """Return a dossier's whole history, oldest first."""
    from sqlalchemy import select

    from models.event import Event

    found = session.scalars(select(Event).where(Event.dossier_id == dossier_id).order_by(Event.seq))
    return tuple(row_of(event) for event in found)


def broken_links(
    events: Iterable[tuple[int, str, str, str, str, str, str, str]],
) -> Iterator[tuple[int, str]]:
    """Yield (seq, what) for every event that does not follow from the one before.

    Args:
        events: (seq, at as UTC text, actor, verb, subject, details, prev, hash) in order of seq.
    """
    expected, before = 1, GENESIS
    for seq, at, actor, verb, subject, details, prev, stored in events:
        if seq != expected:
            yield seq, "gap"
        elif prev != before:
            yield seq, "link"
        wanted = chain_hash(
            prev=prev, seq=seq, at=at, actor=actor, verb=verb, subject=subject, details=details
        )
        if wanted != stored:
            yield seq, "content"
        expected, before = seq + 1, stored
