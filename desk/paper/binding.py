"""Đóng sổ: how every book of the office is bound, signed and written, whatever its lines are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from desk.clock import LOCAL
from desk.errors import InputError
from desk.paper.telling import quiet, stretch
from printing import phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from desk.office.opened import Office
    from desk.paper.telling import Tell
    from printing.books import BookShape, RegisterSheet, Volume
    from printing.letters import Line
    from printing.words import Words

KINDS = {".pdf": (b"%PDF-",), ".xlsx": (b"PK",), ".csv": ()}
FIRST_YEAR, LAST_YEAR = 1950, 2100
_READ, _READ_FOR_A_TABLE = 0.3, 0.8  # how much of the work it is to read the record


@dataclass(frozen=True, slots=True)
class Written:
    """What a report left behind."""

    file: Path
    rows: int


def check_period(first: date, last: date) -> None:
    """Refuse a period that ends before it begins, or that no calendar reaches."""
    if last < first or first.year < FIRST_YEAR or last.year > LAST_YEAR:
        raise InputError("report.bad_period", first=first.isoformat(), last=last.isoformat())


def bounds(first: date, last: date) -> tuple[datetime, datetime]:
    """The first moment of the period and the first one after it."""
    begin = datetime(first.year, first.month, first.day, tzinfo=LOCAL)
    return begin, datetime(last.year, last.month, last.day, tzinfo=LOCAL) + timedelta(days=1)


def bound(
    office: Office, words: Words, volumes: Sequence[Volume], *, last: date, shape: BookShape | None = None
) -> RegisterSheet:
    """The volumes under the office's head, with who made the book and who signs it."""
    from desk.paper.sheets import header_of
    from printing.books import DOSSIERS, RegisterSheet
    from printing.letters import Signer

    card = office.identity.card_on(min(last, office.clock.now().date()))
    signers = (
        Signer(words.text("sign_maker"), words.text("sign_hint"), office.actor.full_name),
        Signer(words.text("sign_head"), words.text("sign_head_hint")),
    )
    return RegisterSheet(
        words=words,
        header=header_of(card, day=office.clock.now()),
        volumes=tuple(volumes),
        signers=signers,
        training=card.training,
        shape=shape if shape is not None else DOSSIERS,
    )


def cover(
    office: Office, words: Words, *, year: int, volume: str, days: tuple[date, date]
) -> tuple[Line, ...]:
    """Whose book, of which year, which volume (where it has any), which days."""
    from printing.letters import Line

    first, last = max(days[0], date(year, 1, 1)), min(days[1], date(year, 12, 31))
    period = words.text("period", first=phrases.numeric_date(first), last=phrases.numeric_date(last))
    told = [Line(words.text("unit"), office.identity.card_on(last).name), Line(words.text("year"), str(year))]
    if volume:
        told.append(Line(words.text("volume"), volume))
    return (*told, Line(words.text("period_label"), period))


def write_book(
    office: Office,
    path: Path,
    columns: Sequence[str],
    *,
    sheet: Callable[[Tell], tuple[RegisterSheet, int]],
    lines: Callable[[Tell], Sequence[Sequence[object]]],
    tell: Tell = quiet,
) -> Written:
    """Write a book as PDF, CSV or XLSX, by the file's name; only what is written is read.

    `tell` hears the share done, of reading and of drawing; what it raises leaves no file.

    Raises:
        InputError: `report.bad_file`, `file.exists`.
    """
    from desk.importing import write_table
    from desk.paper.receipts import drawn
    from desk.paper.targets import check_target, writing
    from desk.record.durable import write_file

    kind = path.suffix.lower()
    if kind not in KINDS:
        raise InputError("report.bad_file", file=path.name, allowed=sorted(KINDS))
    check_target(office, path, begins=KINDS[kind] or (f"{columns[0]},".encode(),))
    tell(0)
    if kind == ".pdf":
        made, rows = sheet(stretch(tell, 0, _READ))
        pdf = drawn(office, made, "a4", tell=stretch(tell, _READ, 1)).pdf
        with writing(path):
            write_file(path, pdf)
    else:
        found = lines(stretch(tell, 0, _READ_FOR_A_TABLE))
        told = (dict(zip(columns, line, strict=True)) for line in found)
        with writing(path):
            rows = write_table(path, columns, told, tell=stretch(tell, _READ_FOR_A_TABLE, 1))
    return Written(file=path.absolute(), rows=rows)
