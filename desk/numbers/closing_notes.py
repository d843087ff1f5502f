"""Lưu ý khi chốt: what a closing is to say beside its file: broken receipts, a revision without a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from desk.paying.rows import SeriesRow
    from desk.rows import ClosedDay, Note

_NAMED = 5


def closing_notes(office: Office, closed: ClosedDay) -> tuple[Note, ...]:
    """What to know of a closing: series of the day with gaps or doubles, numbers changed unexplained."""
    from desk.numbers.history_load import period
    from desk.paying.receipt_book import series

    with office.read() as session:
        broken = [
            one
            for one in series(session, touched=period(closed.date, closed.date))
            if one.missing or one.doubled
        ]
        return (
            *_revised(session, closed, office.lang),
            *(_series(one, office.lang) for one in broken),
        )


def _series(one: SeriesRow, lang: str) -> Note:
    gaps = [f"{first}" if first == last else f"{first}–{last}" for first, last in one.gaps]
    named = ", ".join(gaps[:_NAMED]) + (", …" if len(gaps) > _NAMED else "")
    return note(
        "close.receipt_series", lang, series=one.series, first=one.first, last=one.last,
        missing=one.missing, gaps=f" ({named})" if named else "", doubled=len(one.doubled),
    )  # fmt: skip


def _revised(session: Session, closed: ClosedDay, lang: str) -> Iterator[Note]:
    """A later revision that nobody gave a reason for, with where in the log the new acts begin."""
    from sqlalchemy import select

    from models.closing import Reopening
    from models.event import Event

    if closed.repeated or closed.revision < 2:
        return
    told = select(Reopening.id).where(
        Reopening.day == closed.date, Reopening.ended_revision == closed.revision
    )
    if session.scalars(told.limit(1)).first() is not None:
        return
    before = closed.revision - 1
    marks = select(Event.seq).where(Event.verb == "day.closed", Event.subject == closed.date.isoformat())
    seqs = list(session.scalars(marks.order_by(Event.seq)))
    first = seqs[-2] + 1 if len(seqs) > 1 else 1
    yield note(
        "close.revised", lang, day=f"{closed.date:%d/%m/%Y}", before=before, revision=closed.revision,
        first=first,
    )  # fmt: skip
