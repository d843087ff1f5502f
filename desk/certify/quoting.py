"""What a certification would cost, when a dated one would be due, and whether it had better be dated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desk.certify.books import book_of, counted, last_of, rules_on, symbol_of
from desk.certify.fees import Scale, scale_of, scales
from desk.certify.rows import ExpressKind, Quote, QuoteLine
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desk.certify.given import GivenDocument
    from desk.office.opened import Office
    from desk.rows import Note


def kinds(office: Office) -> tuple[ExpressKind, ...]:
    """The procedures certified at once: those of the fee table that are in force, in the table's order."""
    from desk.catalogue.lookup import in_force
    from desk.errors import InputError

    day = office.clock.now().date()
    found = []
    with office.read() as session:
        rules = rules_on(session, day)
        for code, scale in scales(rules).items():
            try:
                row = in_force(session, code, day)
            except InputError:
                continue  # no longer, or not here
            if row.suspended:
                continue
            found.append(
                ExpressKind(
                    procedure=code,
                    name=row.name,
                    book=scale.book,
                    unit=scale.unit,
                    symbol=symbol_of(rules, book_of(rules, scale.book)),
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
    from desk.catalogue.lookup import card_of, in_force
    from desk.certify.terms import lengthened
    from desk.dates.calendar import office_calendar
    from desk.dates.due import promise

    at = office.clock.now()
    with office.read() as session:
        card = card_of(in_force(session, procedure, at.date()))
        rules = rules_on(session, at.date())
        found = price(rules, procedure, documents, lang=office.lang)
        calendar = office_calendar(session)
        due = lengthened(promise(card, at, calendar, lang=office.lang), calendar, extra_days)
        book = book_of(rules, found.book)
        last, run = last_of(session, book, at.year)[0], counted(session, book, at.year)
    return Quote(
        procedure=procedure,
        book=found.book,
        unit=found.scale.unit,
        lines=found.lines,
        total=found.total,
        source=found.scale.source,
        confidence=found.scale.confidence,
        pages=found.pages,
        many=bool(found.warnings),
        due=due,
        next_number=last + 1 if last == run else None,
        warnings=found.warnings,
    )


@dataclass(frozen=True, slots=True)
class Price:
    """What papers cost by the table of a day, and whether they are many."""

    scale: Scale
    lines: tuple[QuoteLine, ...]
    pages: int
    warnings: tuple[Note, ...]

    @property
    def total(self) -> int:
        """In đồng."""
        return sum(one.fee for one in self.lines)

    @property
    def book(self) -> str:
        """The kind of book they belong to."""
        return self.scale.book


def price(
    rules: Mapping[str, Any], procedure: str, documents: Sequence[GivenDocument], *, lang: str
) -> Price:
    """Reckon by the rules of a day.

    Raises:
        InputError: `certify.not_express`.
    """
    scale = scale_of(rules, procedure)
    pages = sum(one.pages * one.copies for one in documents) if scale.unit == "page" else 0
    many = int(rules["certification.many_pages"])
    told = (note("certify.many_copies", lang, pages=pages, limit=many),) if 0 < many <= pages else ()
    return Price(scale, tuple(_line(scale, one, lang=lang) for one in documents), pages, told)


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
