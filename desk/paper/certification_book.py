"""Sổ chứng thực: the lines of the certification books of a period, by book, year and number.

What is struck stays in its place with its reason; a sum never counts it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from desk.certify.books import line_row
from desk.office.certification_rules import BOOKS, SINGLE
from desk.paper.binding import Written, bound, bounds, check_period, cover, write_book
from desk.paper.forms import CERTIFICATION_BOOK, words_on
from desk.paper.telling import each, quiet
from printing import phrases

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desk.certify.rows import BookLine
    from desk.office.opened import Office
    from desk.paper.telling import Tell
    from printing.books import RegisterSheet, Volume
    from printing.words import Words

_ORDER = {book: place for place, book in enumerate((*BOOKS, SINGLE))}
_DAY = "%d/%m/%Y"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a book with whose paper it was."""

    line: BookLine
    code: str
    person: str
    id_number: str
    payer: str = ""  # who came for somebody else

    @property
    def key(self) -> tuple[int, int, int]:
        """Which volume it stands in, in the order of the books."""
        return _ORDER.get(self.line.book, len(_ORDER)), self.line.year or 0, self.line.volume or 1


def entries(office: Office, first: date, last: date, *, tell: Tell = quiet) -> tuple[Entry, ...]:
    """Every line certified from `first` to `last`, struck ones too, in the order of the books.

    Raises:
        InputError: `report.bad_period`.
    """
    from sqlalchemy import select
    from sqlalchemy.orm import joinedload

    from models.tables import Certification, Dossier

    check_period(first, last)
    begin, end = bounds(first, last)
    with office.read() as session:
        rows = session.execute(
            select(Certification, Dossier)
            .outerjoin(Dossier, Dossier.id == Certification.dossier_id)
            .options(joinedload(Dossier.applicant))
            .where(Certification.certified_at >= begin, Certification.certified_at < end)
            .where(Certification.number.is_not(None))
        ).all()
        told = each(rows, tell, among=len(rows))
        found = [_entry(line_row(line), dossier) for line, dossier in told]
    return tuple(sorted(found, key=lambda one: (*one.key, one.line.number or 0, one.line.no)))


def _entry(line: BookLine, dossier: Any) -> Entry:  # noqa: ANN401 - a dossier or none
    if dossier is None:
        return Entry(line, "", "", "")
    came, owner = dossier.applicant, dossier.on_behalf_of or {}
    if owner:
        number = str(owner.get("id_number") or owner.get("tax_code") or "")
        return Entry(line, dossier.code, str(owner["full_name"]), number, came.full_name)
    return Entry(line, dossier.code, came.full_name, came.id_number or came.tax_code or "")


def _remark(one: Entry, words: Words) -> str:
    told = []
    if one.line.electronic:
        told.append(words.text("electronic"))
    if one.payer:
        told.append(words.text("on_behalf", name=one.payer))
    if one.line.struck_at is not None:
        day = one.line.struck_at.strftime(_DAY)
        told.append(words.text("struck", day=day, reason=one.line.struck_reason))
    return "; ".join(told)


def _printed_row(one: Entry, words: Words) -> tuple[str, ...]:
    """The eight columns of the printed book."""
    line = one.line
    person = one.person
    if line.book != "copies" and one.id_number:
        person = f"{person}; {words.text('id_number', number=one.id_number)}"
    return (
        str(line.number),
        line.certified_at.strftime(_DAY) if line.certified_at else "",
        person,
        line.name or words.text("lost"),
        line.signer,
        phrases.count(line.copies) if line.copies else "",
        phrases.grouped(line.fee),
        _remark(one, words),
    )


def _table_row(one: Entry, words: Words) -> tuple[object, ...]:
    """The columns of a spreadsheet: more than paper has room for."""
    line = one.line
    return (
        words.text(f"name_{line.book}"),
        line.number,
        f"{line.volume or 1:02d}/{line.year}",
        line.symbol,
        line.certified_at.strftime(f"{_DAY} %H:%M") if line.certified_at else "",
        one.code,
        one.person,
        one.id_number,
        line.name or words.text("lost"),
        line.pages,
        line.copies,
        "1" if line.electronic else "0",
        line.fee,
        line.signer,
        _remark(one, words),
    )


def books_sheet(
    office: Office, first: date, last: date, *, closing: bool | None = None, tell: Tell = quiet
) -> tuple[RegisterSheet, int]:
    """The books of a period ready to be drawn, a volume each, and how many lines they have."""
    from desk.paper.closing_sheet import closing_years
    from printing.books import CERTIFIED

    words = words_on(office, CERTIFICATION_BOOK, last)
    lines = entries(office, first, last, tell=tell)
    closed = closing_years(office, first, last, closing=closing)
    volumes = _volumes(office, lines, words, days=(first, last), closed=closed)
    return bound(office, words, volumes, last=last, shape=CERTIFIED), len(lines)


def _volumes(
    office: Office, lines: Sequence[Entry], words: Words, *, days: tuple[date, date], closed: Sequence[int]
) -> tuple[Volume, ...]:
    from printing.books import Volume

    keys = sorted({one.key for one in lines})
    if not keys:
        cover = _cover(office, words, None, days)
        return (Volume(cover=cover, rows=(), name=words.text("name_all")),)
    made = []
    for key in keys:
        held = [one for one in lines if one.key == key]
        line = held[0].line
        ends = line.year in closed and key == max(each for each in keys if each[:2] == key[:2])
        year = [one for one in lines if one.key[:2] == key[:2]]
        made.append(
            Volume(
                cover=_cover(office, words, line, days),
                rows=tuple(_printed_row(one, words) for one in held),
                name=words.text(
                    "volume_name",
                    name=words.text(f"name_{line.book}"),
                    volume=f"{line.volume or 1:02d}",
                    year=line.year,
                ),
                title=words.text(f"title_{line.book}"),
                columns=tuple(words.items("columns" if line.book == SINGLE else f"columns_{line.book}")),
                closing=_closing(year, words) if ends else (),
                closed_on=_closed_on(office, line.year or 0, words) if ends else "",
            )
        )
    return tuple(made)


def _cover(office: Office, words: Words, line: BookLine | None, days: tuple[date, date]) -> tuple[Any, ...]:
    """Whose book, of which year, which volume, which days."""
    year, volume = days[0].year, ""
    if line is not None:
        year = line.year or year
        volume = words.text("volume_value", volume=f"{line.volume or 1:02d}", year=year, symbol=line.symbol)
    return cover(office, words, year=year, volume=volume, days=days)


def _closing(lines: Sequence[Entry], words: Words) -> tuple[Any, ...]:
    """What the year's book held; what was struck is counted apart and sums to nothing."""
    from printing.letters import Line

    numbers = sorted({one.line.number or 0 for one in lines})
    struck = {one.line.number for one in lines if one.line.struck_at is not None}
    standing = [one.line for one in lines if one.line.struck_at is None]
    copies, fee = sum(one.copies for one in standing), sum(one.fee for one in standing)
    return (
        Line(words.text("closing_first"), str(numbers[0])),
        Line(words.text("closing_last"), str(numbers[-1])),
        Line(words.text("closing_total"), words.text("count", n=phrases.grouped(len(numbers))), bold=True),
        Line(words.text("closing_struck"), words.text("count", n=phrases.grouped(len(struck)))),
        Line(words.text("closing_copies"), words.text("copies_count", n=phrases.grouped(copies))),
        Line(words.text("closing_fee"), phrases.money(fee)),
    )


def _closed_on(office: Office, year: int, words: Words) -> str:
    now = office.clock.now().date()
    place = office.identity.card_on(min(now, date(year, 12, 31))).place
    if now >= date(year, 12, 31):
        return words.text("closed_on", place=place, year=year)
    return phrases.place_date(place, now)


def write_books(
    office: Office,
    first: date,
    last: date,
    path: Path,
    *,
    closing: bool | None = None,
    tell: Tell = quiet,
) -> Written:
    """Write the certification books of a period as PDF, CSV or XLSX, by the file's name.

    `tell` hears how far it is; what it raises leaves no file.

    Raises:
        InputError: `report.bad_period`, `report.bad_file`, `file.exists`, `report.cancelled`.
    """
    check_period(first, last)
    words = words_on(office, CERTIFICATION_BOOK, last)
    return write_book(
        office,
        path,
        words.items("columns_table"),
        sheet=lambda tell: books_sheet(office, first, last, closing=closing, tell=tell),
        lines=lambda tell: [_table_row(one, words) for one in entries(office, first, last, tell=tell)],
        tell=tell,
    )
