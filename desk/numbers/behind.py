"""Hồ sơ đằng sau con số: which dossiers an indicator counts, and which it misses, by the count's own code."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.numbers.catalogue_marks import load_catalogue
from desk.numbers.forecast import STANDING_STILL
from desk.numbers.grouped import Kinds
from desk.numbers.indicators import KEYS, Counts
from desk.rows.aims import Behind, BehindRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from desk.numbers.indicators import Catalogue
    from desk.numbers.judging import Judged
    from desk.office.opened import Office

LIMIT = 500


def counts_dossiers(key: str) -> bool:
    """Tell whether dossiers stand behind an indicator, and not procedures of the catalogue."""
    return key in KEYS and key not in STANDING_STILL


def behind(
    office: Office, key: str, first: date, last: date, *, counted: bool = False, limit: int = LIMIT
) -> Behind:
    """The dossiers of a period that stand below an indicator's line: those that count, or those that do not.

    Of people and of certified copies it shows the dossiers they came with.

    Raises:
        InputError: `indicator.no_dossiers`, `tally.bad_period`.
    """
    from desk.numbers.history_load import period

    if not counts_dossiers(key):
        raise InputError(
            "indicator.no_dossiers", key=key[:40], allowed=[k for k in KEYS if counts_dossiers(k)]
        )
    start, end = period(first, last)
    with office.read() as session:
        catalogue = load_catalogue(session, last)
        asked = _Question(key, start, end, catalogue)
        ids: list[int] | None = None
        with suppress(Exception):
            ids = _out_of_rows(office, session, asked, last, counted=counted)
        if ids is None:
            ids = _out_of_log(session, asked, first, last, counted=counted)
        ids.sort(reverse=True)
        rows = tuple(_rows(session, ids[:limit]))
    return Behind(key=key, counted=counted, rows=rows, total=len(ids))


class _Question:
    """Asks the count itself what one dossier adds to an indicator."""

    def __init__(self, key: str, start: datetime, end: datetime, catalogue: Catalogue) -> None:
        self.key, self.start, self.end, self.catalogue = key, start, end, catalogue

    def answer(self, one: Judged) -> bool | None:
        """Whether a dossier counts; None where it is not even below the line."""
        if self.key == "people_online":
            return one.history.channel == "online" if one.received_in else None
        counts = Counts(catalogue=self.catalogue, start=self.start, end=self.end)
        counts.add(one, count=1)
        if not counts.bottom[self.key]:
            return None
        return counts.top[self.key] >= counts.bottom[self.key]


def _out_of_rows(
    office: Office, session: Session, asked: _Question, last: date, *, counted: bool
) -> list[int] | None:
    from desk.numbers.fast import rows_of

    with rows_of(office, session, last) as rows:
        if rows is None:
            return None
        kinds = Kinds(asked.catalogue)
        ready = rows.material(asked.start, asked.end)
        answers: dict[object, bool | None] = {}
        wanted = set()
        for group in ready.groups:
            kind = kinds.of(group)
            if kind not in answers:
                answers[kind] = asked.answer(ready.one(group))
            if answers[kind] is counted:
                wanted.add((group.place, group.kind))
        return [one for one, place, kind in rows.members(asked.start, asked.end) if (place, kind) in wanted]


def _out_of_log(session: Session, asked: _Question, first: date, last: date, *, counted: bool) -> list[int]:
    from sqlalchemy import select

    from desk.numbers.history_load import load_histories
    from desk.numbers.judging import judge
    from models.dossier import Dossier

    codes = []
    for history in load_histories(session, first, last):
        one = judge(history, asked.start, asked.end)
        if one is not None and asked.answer(one) is counted:
            codes.append(history.code)
    found: list[int] = []
    for at in range(0, len(codes), LIMIT):
        found += session.scalars(select(Dossier.id).where(Dossier.code.in_(codes[at : at + LIMIT])))
    return found


def _rows(session: Session, ids: list[int]) -> Iterator[BehindRow]:
    from sqlalchemy import select

    from models.dossier import Dossier

    found = session.execute(
        select(
            Dossier.code, Dossier.procedure_name, Dossier.field, Dossier.received_at, Dossier.due_original,
            Dossier.state,
        )
        .where(Dossier.id.in_(ids))
        .order_by(Dossier.id.desc())
    )  # fmt: skip
    for code, name, field, received_at, due, state in found:
        yield BehindRow(code, name, field, received_at, due, int(state))
