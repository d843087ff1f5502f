"""Sổ của một kỳ, chưa lập: how many lines stand in each volume and from which number to which."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from desk.paper.forms import BY_REPORT
from desk.rows.reports import ReportTable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from desk.office.opened import Office
    from desk.paper.telling import Tell

    Answer = tuple[tuple[ReportTable, ...], tuple[str, ...]]


def volumes_of(office: Office, name: str, days: tuple[date, date], tell: Tell) -> Answer:
    """The volumes of a book with their lines, as many as the book itself would have."""
    rows = _register(office, days, tell) if name == BY_REPORT else _certified(office, days, tell)
    return (rows,), (_said(office, f"{name}_note"),)


def _said(office: Office, key: str) -> str:
    from desk.wording import sentence

    return sentence(f"book.{key}", office.lang)


def _table(office: Office, keys: Sequence[str], rows: Sequence[Sequence[str | int]]) -> ReportTable:
    from printing.phrases import grouped

    summed = keys[3:]
    sums = [sum(int(row[place]) for row in rows) for place in range(3, len(keys))]
    return ReportTable(
        name=_said(office, "volumes"),
        columns=tuple(_said(office, key) for key in keys),
        words=tuple(place == 0 for place in range(len(keys))),
        rows=tuple(
            tuple(
                grouped(one) if isinstance(one, int) and place > 2 else str(one)
                for place, one in enumerate(row)
            )
            for row in rows
        ),
        total=(_said(office, "total"), "", "", *(grouped(one) for one in sums)) if summed else (),
        of=len(rows),
    )


def _register(office: Office, days: tuple[date, date], tell: Tell) -> ReportTable:
    from sqlalchemy import func, select

    from desk.paper.book import entered
    from desk.paper.forms import words_on
    from models.tables import Dossier

    tell(0)
    words = words_on(office, BY_REPORT, days[1])
    year, volume = Dossier.register_year, Dossier.register_volume
    with office.read() as session:
        found = session.execute(
            select(year, volume, func.min(Dossier.register_no), func.max(Dossier.register_no), func.count())
            .where(*entered(*days))
            .group_by(year, volume)
            .order_by(year, volume)
        ).all()
    rows = [
        (
            words.text("volume_name", volume=f"{number:02d}" if number else words.text("no_volume"), year=of)
            if of else words.text("no_volume"),
            f"{low:04d}" if low else "–",
            f"{high:04d}" if high else "–",
            many,
        )
        for of, number, low, high, many in found
    ]  # fmt: skip
    return _table(office, ("volume", "first_number", "last_number", "lines"), rows)


def _certified(office: Office, days: tuple[date, date], tell: Tell) -> ReportTable:
    from desk.paper.certification_book import entries
    from desk.paper.forms import CERTIFICATION_BOOK, words_on

    words = words_on(office, CERTIFICATION_BOOK, days[1])
    rows = []
    for _key, held in groupby(entries(office, *days, tell=tell), key=lambda one: one.key):
        lines = [one.line for one in held]
        standing = [one for one in lines if one.struck_at is None]
        name = words.text(f"name_{lines[0].book}")
        volume = words.text(
            "volume_name", name=name, volume=f"{lines[0].volume or 1:02d}", year=lines[0].year
        )
        numbers = [one.number or 0 for one in lines]
        rows.append(
            (
                volume, str(min(numbers)), str(max(numbers)), len(lines), len(lines) - len(standing),
                sum(one.copies for one in standing), sum(one.fee for one in standing),
            )
        )  # fmt: skip
    keys = ("volume", "first_number", "last_number", "lines", "struck", "copies", "fee")
    return _table(office, keys, rows)
