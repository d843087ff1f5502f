"""Sổ chứng thực: numbers without gaps or doubles, one series for each book and year.

The number is taken late, under the lock every number is taken under, and goes back when the transaction is
given up. The book and its counter watch each other: where they differ a line or a number was lost, and
nothing more is written until somebody who may has mended it, with the lost numbers struck in plain sight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.certify.rows import BookLine
from desk.errors import InputError, SurroundingsError
from desk.office.certification_rules import SINGLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from desk.certify.given import GivenDocument
    from desk.certify.quoting import Price
    from desk.record.uow import UnitOfWork
    from models.tables import Certification, Dossier

COUNTER = "certify/{book}/{year}"  # no dossier number's counter has a slash


def rules_on(session: Session, day: date) -> Mapping[str, Any]:
    """Every rule in force on a day, by one query: the books ask for several at once."""
    from desk.office.settings import values

    return values(session, on=day)


def book_of(rules: Mapping[str, Any], book: str) -> str:
    """The book a kind of certification is written into: its own, or the one of all."""
    return book if rules["certification.separate_books"] else SINGLE


def symbol_of(rules: Mapping[str, Any], book: str) -> str:
    """The sign of a book, as written behind its numbers."""
    return str(rules["certification.symbols"][book])


def last_of(session: Session, book: str, year: int) -> tuple[int, int]:
    """The last number of a book and the volume it stands in; zeros for an empty one."""
    from sqlalchemy import select

    from models.tables import Certification

    found = session.execute(
        select(Certification.number, Certification.volume)
        .where(Certification.book == book, Certification.year == year, Certification.number.is_not(None))
        .order_by(Certification.number.desc())
        .limit(1)
    ).first()
    return (found[0] or 0, found[1] or 1) if found else (0, 1)


def counted(session: Session, book: str, year: int) -> int:
    """How far the counter of a book has run."""
    from sqlalchemy import select

    from models.tables import Counter

    key = COUNTER.format(book=book, year=year)
    return int(session.scalar(select(Counter.n).where(Counter.key == key)) or 0)


def plan(
    uow: UnitOfWork, row: Dossier, documents: Sequence[GivenDocument], price: Price, *, signer: str | None
) -> None:
    """Note the papers to be certified; they get their numbers when they are."""
    from models.tables import Certification

    rules = rules_on(uow.session, uow.now.date())
    book = book_of(rules, price.book)
    usual = str(rules["certification.signer"])
    free = row.fee_method == "exempt"
    for given, line in zip(documents, price.lines, strict=True):
        uow.session.add(
            Certification(
                dossier_id=row.id,
                no=given.no,
                book=book,
                name=given.name,
                pages=given.pages,
                copies=given.copies,
                electronic=given.electronic,
                fee=0 if free else line.fee,
                signer=usual if signer is None else signer,
            )
        )
    uow.session.flush()


def enter(uow: UnitOfWork, row: Dossier) -> dict[str, Any]:
    """Give the dossier's waiting papers their numbers; answers what the event tells, {} where none waits.

    Raises:
        SurroundingsError: `certify.book_damaged`; nothing was written.
    """
    lines = waiting(uow.session, row.id)
    if not lines:
        return {}
    uow.take_turn()
    day = uow.now.date()
    rules = rules_on(uow.session, day)
    per_visit = rules["certification.number_per"] == "visit"
    taken = _take(uow, lines[0].book, day, 1 if per_visit else len(lines), rules)
    for place, line in enumerate(lines):
        line.number, line.volume = taken[0 if per_visit else place]
        line.year, line.certified_at = day.year, uow.now
        line.place = place + 1 if per_visit else 1
        line.symbol = symbol_of(rules, line.book)
    uow.session.flush()
    _number_results(row, lines)
    return {"certified": [_told(line) for line in lines]}


def waiting(session: Session, dossier_id: int) -> Sequence[Certification]:
    """The papers of a dossier that have no number yet."""
    from sqlalchemy import select

    from models.tables import Certification

    return session.scalars(
        select(Certification)
        .where(Certification.dossier_id == dossier_id, Certification.number.is_(None))
        .where(Certification.struck_at.is_(None))
        .order_by(Certification.no)
    ).all()


def _take(
    uow: UnitOfWork, book: str, day: date, count: int, rules: Mapping[str, Any]
) -> list[tuple[int, int]]:
    """The next numbers of a book with their volumes; the book itself must agree with its counter."""
    year = day.year
    last, volume = last_of(uow.session, book, year)
    run = counted(uow.session, book, year)
    if run != last:
        raise SurroundingsError("certify.book_damaged", book=book, year=year, last=last, counted=run)
    per_volume = int(rules["certification.per_volume"])
    found: list[tuple[int, int]] = []
    for _ in range(count):
        number = uow.next_number(COUNTER.format(book=book, year=year))
        before = number - per_volume
        if per_volume and before > 0:
            held = dict(found).get(before) or _volume_at(uow.session, book, year, before)
            volume += held == volume
        found.append((number, volume))
    return found


def _volume_at(session: Session, book: str, year: int, number: int) -> int | None:
    from sqlalchemy import select

    from models.tables import Certification

    return session.scalar(
        select(Certification.volume)
        .where(Certification.book == book, Certification.year == year, Certification.number == number)
        .limit(1)
    )


def _told(line: Certification) -> dict[str, Any]:
    """What the log tells of a line: numbers to count by; the paper's name may name somebody."""
    return {
        "no": line.no,
        "book": line.book,
        "year": line.year,
        "number": line.number,
        "copies": line.copies,
        "electronic": line.electronic,
    }


def _number_results(row: Dossier, lines: Sequence[Certification]) -> None:
    """The result papers bear the numbers of the book."""
    from desk.folding import fold

    by_no = {one.no: one for one in row.results if one.replaced_at is None}
    for line in lines:
        result = by_no.get(line.no)
        if result is not None and not result.number:
            result.number = line_row(line).text[:100]
            result.number_fold = fold(result.number)[:100]


def line_row(line: Certification) -> BookLine:
    """A stored line as a frozen row."""
    return BookLine(
        no=line.no,
        name=line.name,
        pages=line.pages,
        copies=line.copies,
        electronic=line.electronic,
        fee=line.fee,
        book=line.book,
        symbol=line.symbol,
        year=line.year,
        volume=line.volume,
        number=line.number,
        signer=line.signer,
        certified_at=line.certified_at,
        struck_at=line.struck_at,
        struck_reason=line.struck_reason,
    )


def lines_of(session: Session, dossier_id: int) -> tuple[BookLine, ...]:
    """The papers of a dossier as they stand in the book."""
    from sqlalchemy import select

    from models.tables import Certification

    rows = session.scalars(
        select(Certification).where(Certification.dossier_id == dossier_id).order_by(Certification.no)
    )
    return tuple(line_row(row) for row in rows)


def damage(session: Session) -> Iterator[dict[str, Any]]:
    """Every book and year whose numbers do not run from 1 without a gap, or whose counter differs."""
    from sqlalchemy import func, select

    from models.tables import Certification, Counter

    found = {
        (book, year or 0): (lowest or 0, highest or 0, numbers)
        for book, year, lowest, highest, numbers in session.execute(
            select(
                Certification.book,
                Certification.year,
                func.min(Certification.number),
                func.max(Certification.number),
                func.count(func.distinct(Certification.number)),
            )
            .where(Certification.number.is_not(None))
            .group_by(Certification.book, Certification.year)
        )
    }
    for key in session.scalars(select(Counter.key).where(Counter.key.like("certify/%"))):
        _, named, of_year = key.split("/")
        found.setdefault((named, int(of_year)), (1, 0, 0))
    for (book, year), (lowest, highest, numbers) in sorted(found.items()):
        run = counted(session, book, year)
        if (lowest, highest) != (1, numbers) or run != highest:
            yield {"book": book, "year": year, "entries": numbers, "highest": highest, "counted": run}


def check_book(book: str) -> str:
    """Refuse a book nobody keeps."""
    from desk.office.certification_rules import BOOKS

    if book not in (*BOOKS, SINGLE):
        raise InputError("certify.unknown_book", book=book[:40], allowed=[*BOOKS, SINGLE])
    return book
