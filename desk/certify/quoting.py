"""What a certification would cost, when a dated one would be due, and whether it had better be dated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.certify.books import book_of, counted, last_of, symbol_of
from desk.certify.fees import Scale, scale_of, scales
from desk.certify.rows import ExpressKind, Quote, QuoteLine
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from desk.certify.given import GivenDocument
    from desk.office.opened import Office


def kinds(office: Office) -> tuple[ExpressKind, ...]:
    """The procedures certified at once: those of the fee table that are in force, in the table's order."""
    from desk.catalogue.lookup import in_force
    from desk.errors import InputError

    day = office.clock.now().date()
    found = []
    with office.read() as session:
        for code, scale in scales(session, on=day).items():
            try:
                row = in_force(session, code, day)
            except InputError:
                continue  # no longer, or not here
            if row.suspended:
                continue
            book = book_of(session, scale.book, on=day)
            found.append(
                ExpressKind(
                    procedure=code,
                    name=row.name,
                    book=scale.book,
                    unit=scale.unit,
                    symbol=symbol_of(session, book, on=day),
                    source=scale.source,
                    confidence=scale.confidence,
                )
            )
    return tuple(found)


def quote(
    office: Office, procedure: str, documents: Sequence[GivenDocument], *, extra_days: int = 0
) -> Quote:
    """What these papers cost now, and when they would be due as an ordinary dossier.

    Raises:
        InputError: `procedure.unknown`, `certify.not_express`.
    """
    with office.read() as session:
        return quote_in(session, office, procedure, documents, at=office.clock.now(), extra_days=extra_days)


def quote_in(
    session: Session,
    office: Office,
    procedure: str,
    documents: Sequence[GivenDocument],
    *,
    at: datetime,
    extra_days: int = 0,
) -> Quote:
    """The same within a session that is open."""
    from desk.catalogue.lookup import card_of, in_force
    from desk.certify.terms import lengthened
    from desk.dates.calendar import office_calendar
    from desk.dates.due import promise
    from desk.office.rules import rule

    day = at.date()
    card = card_of(in_force(session, procedure, day))
    scale = scale_of(session, procedure, on=day)
    lines = tuple(_line(scale, one, lang=office.lang) for one in documents)
    pages = sum(one.pages * one.copies for one in documents) if scale.unit == "page" else 0
    many = int(rule(session, "certification.many_pages", on=day))
    calendar = office_calendar(session)
    due = lengthened(promise(card, at, calendar, lang=office.lang), calendar, extra_days)
    told = note("certify.many_copies", office.lang, pages=pages, limit=many)
    last = last_of(session, book_of(session, scale.book, on=day), day.year)[0]
    sound = counted(session, book_of(session, scale.book, on=day), day.year) == last
    return Quote(
        procedure=procedure,
        book=scale.book,
        unit=scale.unit,
        lines=lines,
        total=sum(one.fee for one in lines),
        source=scale.source,
        confidence=scale.confidence,
        pages=pages,
        many=0 < many <= pages,
        due=due,
        next_number=last + 1 if sound else None,
        warnings=(told,) if 0 < many <= pages else (),
    )


def _line(scale: Scale, one: GivenDocument, *, lang: str) -> QuoteLine:
    each = scale.each(one.pages)
    return QuoteLine(
        no=one.no,
        name=one.name,
        pages=one.pages,
        copies=one.copies,
        each=each,
        fee=each * one.copies,
        reason=scale.reason(one.pages, one.copies, lang=lang),
    )
