"""Sổ theo dõi hồ sơ: every dossier of a period in the order of the register, by volume, closed yearly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desk.paper.binding import KINDS, Written, bound, bounds, check_period, cover, write_book
from desk.paper.forms import BY_REPORT, words_on
from desk.paper.telling import each, quiet
from desk.rows import State
from printing import phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from desk.paper.telling import Tell
    from models.tables import Dossier
    from printing.books import RegisterSheet
    from printing.words import Words

__all__ = [
    "KINDS", "Entry", "Written", "check_period", "entries", "register_sheet",
    "write_register",
]  # fmt: skip

_NEVER_ENTERED = frozenset({State.NEW, State.SUPPLEMENT, State.REFUSED, State.WITHDRAWING, State.STOPPED})
_MOMENT = "%d/%m/%Y %H:%M"
_AT_ONCE = 500
_ALIKE = frozenset({2, 3, 6, 8, 10})  # columns whose texts come again: procedure, copies, unit, due day, way


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the register, its thirteen columns as text."""

    year: int
    volume: int | None
    number: int | None
    values: tuple[str, ...]


def entries(office: Office, first: date, last: date, *, tell: Tell = quiet) -> tuple[Entry, ...]:
    """The register's lines of the dossiers received from `first` to `last`, by year and running number.

    `tell` hears how far the reading is.

    Raises:
        InputError: `report.bad_period` where the last day lies before the first, or no calendar reaches.
    """
    check_period(first, last)
    words = words_on(office, BY_REPORT, last)
    with office.read() as session:
        ids = _ids(session, first, last)
        line = _liner(office, session, words)
        found = [line(row) for row in each(_rows(session, ids), tell, among=len(ids))]
    return tuple(each(_numbered(found), lambda _: tell(1), among=1))  # it may be ended here too


def entered(first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    """What stands in it: with a number in it, accepted before there was one, or out of an older one."""
    from sqlalchemy import or_, select

    from desk.numbers.imported import IMPORTED
    from models.tables import Dossier, Event

    begin, end = bounds(first, last)
    return (
        Dossier.received_at >= begin,
        Dossier.received_at < end,
        or_(
            Dossier.register_no.is_not(None),
            Dossier.state.not_in(_NEVER_ENTERED),
            Dossier.id.in_(select(Event.dossier_id).where(Event.verb == IMPORTED)),
        ),
    )


def _ids(session: Session, first: date, last: date) -> Sequence[int]:
    from sqlalchemy import select

    from models.tables import Dossier

    wanted = select(Dossier.id).where(*entered(first, last))
    return session.scalars(wanted.order_by(Dossier.received_at, Dossier.id)).all()


def _rows(session: Session, ids: Sequence[int]) -> Iterator[Dossier]:
    """The dossiers in that order; those already told are let go, for a year has fifty thousand."""
    from sqlalchemy import select
    from sqlalchemy.orm import joinedload, selectinload

    from models.tables import Dossier

    wanted = select(Dossier).options(joinedload(Dossier.applicant), selectinload(Dossier.results))
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        found = {row.id: row for row in session.scalars(wanted.where(Dossier.id.in_(part)))}
        for one in part:
            yield found[one]
        session.expunge_all()


def _liner(office: Office, session: Session, words: Words) -> Callable[[Dossier], Entry]:
    """Turns stored dossiers into lines; who resolves a procedure is asked once for each procedure."""
    from desk.process.steps import resolving_unit

    units: dict[tuple[Any, ...], str] = {}
    told: dict[str, str] = {}  # a year says the same procedures, units and days again and again

    def line(row: Dossier) -> Entry:
        key = (row.procedure_id, row.procedure_code, row.field, row.competent_unit)
        if key not in units:
            units[key] = row.competent_unit or resolving_unit(session, row)
        values = enumerate(_values(row, words, unit=units[key]))
        return Entry(
            year=row.register_year or row.received_at.year,
            volume=row.register_volume,
            number=row.register_no,
            values=tuple(told.setdefault(text, text) if place in _ALIKE else text for place, text in values),
        )

    del office
    return line


def _values(row: Dossier, words: Words, *, unit: str) -> tuple[str, ...]:
    """Columns 1 to 13 (forms.md §7); the running number is filled in when all lines are there."""
    person = row.applicant
    owner = row.on_behalf_of or {}
    address = owner.get("address") if owner else person.address
    phone = owner.get("phone") or person.phone
    return (
        "",
        row.code,
        row.procedure_name,
        phrases.count(row.copies),
        _name(row, words),
        "; ".join(str(part) for part in (address, phone) if part),
        unit,
        row.received_at.strftime(_MOMENT),
        row.due_current.strftime(_MOMENT) if row.due_current else "",
        row.returned_at.strftime(_MOMENT) if row.returned_at else "",
        words.text(f"return_{row.returned_by or row.return_by}"),
        "",
        _remark(row, words),
    )


def _name(row: Dossier, words: Words) -> str:
    """Whose dossier it is, and who handed it in where that is somebody else."""
    if not row.on_behalf_of:
        return row.applicant.full_name
    owner = str(row.on_behalf_of.get("full_name") or row.applicant.full_name)
    return words.text("handed_in_by", owner=owner, name=row.applicant.full_name)


def _remark(row: Dossier, words: Words) -> str:
    """Ghi chú: its results' numbers, how it ended without one, the day promised first, its other number."""
    told = []
    numbers = [one.number for one in row.results if one.number and one.replaced_at is None]
    if numbers:
        told.append(words.text("result_number", number=", ".join(numbers)))
    if row.state == State.REFUSED:
        told.append(words.text("refused"))
    if row.state == State.STOPPED:
        told.append(words.text("stopped"))
    if row.due_original and row.due_current != row.due_original:
        told.append(words.text("first_due", due=row.due_original.strftime(_MOMENT)))
    if row.official_code and row.official_code != row.code:
        told.append(words.text("official_code", code=row.official_code))
    elif row.provisional:
        told.append(words.text("provisional_short"))
    return "; ".join(told)


def _numbered(found: list[Entry]) -> Iterable[Entry]:
    """The lines in the order of the book; those older than the register are counted through."""
    found.sort(key=lambda one: (one.year, one.volume or 0, one.number or 0))
    running = 0
    for one in found:
        running += one.number is None
        number = f"{one.number:04d}" if one.number is not None else str(running)
        yield Entry(one.year, one.volume, one.number, (number, *one.values[1:]))


def register_sheet(
    office: Office, first: date, last: date, *, closing: bool | None = None, tell: Tell = quiet
) -> tuple[RegisterSheet, int]:
    """The book of a period, ready to be drawn, and how many lines it has.

    `closing`: with the year's closing sheet; None = where the period reaches the end of a year that is over.
    """
    from desk.paper.closing_sheet import closing_of, closing_years
    from printing.books import Volume

    check_period(first, last)
    words = words_on(office, BY_REPORT, last)
    lines = entries(office, first, last, tell=tell)
    years = closing_years(office, first, last, closing=closing)
    keys = sorted({(one.year, one.volume or 0) for one in lines} | {(year, 0) for year in years if not lines})
    volumes = []
    for year, volume in keys or [(first.year, 0)]:
        rows = tuple(one.values for one in lines if (one.year, one.volume or 0) == (year, volume))
        ends_year = year in years and volume == max(number for each, number in keys if each == year)
        closed = closing_of(office, year, words) if ends_year else None
        volumes.append(
            Volume(
                cover=cover(office, words, year=year, volume=_volume(volume, words), days=(first, last)),
                rows=rows,
                name=words.text("volume_name", volume=_volume(volume, words), year=year),
                closing=closed.lines if closed else (),
                closed_on=closed.place_date if closed else "",
            )
        )
    return bound(office, words, volumes, last=last), len(lines)


def _volume(number: int, words: Words) -> str:
    return f"{number:02d}" if number else words.text("no_volume")


def write_register(
    office: Office,
    first: date,
    last: date,
    path: Path,
    *,
    closing: bool | None = None,
    tell: Tell = quiet,
) -> Written:
    """Write the register of a period as PDF, CSV or XLSX, by the file's name.

    `tell` hears how far it is; what it raises leaves no file.

    Raises:
        InputError: `report.bad_period`, `report.bad_file`, `file.exists`, `report.cancelled`.
    """
    check_period(first, last)
    return write_book(
        office,
        path,
        words_on(office, BY_REPORT, last).items("columns"),
        sheet=lambda tell: register_sheet(office, first, last, closing=closing, tell=tell),
        lines=lambda tell: [one.values for one in entries(office, first, last, tell=tell)],
        tell=tell,
    )
