"""Ngày hẹn with this office's calendar and catalogue, or with the shipped ones where no office is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desk.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from desk.dates.calendar import WorkCalendar
    from desk.dates.due import FindProcedure
    from desk.office.opened import Office
    from desk.rows import DuePromise, ProcedureCard


@dataclass(frozen=True, slots=True)
class Promises:
    """The rules of the due date bound to one calendar and one catalogue."""

    calendar: WorkCalendar
    find_procedure: FindProcedure
    lang: str = "vi"

    @classmethod
    def opened(cls, office: Office | None, *, lang: str = "vi") -> Promises:
        """The office's own calendar and catalogue; without an office the shipped ones."""
        from desk.dates.calendar import office_calendar, shipped_work_calendar

        if office is None:
            return cls(calendar=shipped_work_calendar(), find_procedure=_shipped, lang=lang)
        with office.read() as session:
            return cls(calendar=office_calendar(session), find_procedure=_finder(office), lang=lang)

    def one(self, case: Mapping[str, Any]) -> DuePromise:
        """One case `{received, limit, unit}` or `{received, procedure}`; null means not given."""
        from desk.dates.due import promise, read_case

        given = {key: value for key, value in case.items() if value is not None}
        term, received = read_case(given, find_procedure=self.find_procedure)
        return promise(term, received, self.calendar, lang=self.lang)

    def all(self, cases: Sequence[Mapping[str, Any]]) -> tuple[DuePromise, ...]:
        """Every case in the same order; a bad one refuses the whole list."""
        from desk.dates.due import due_file

        return due_file(cases, calendar=self.calendar, find_procedure=self.find_procedure, lang=self.lang)


def _shipped(code: str, _: date) -> ProcedureCard | None:
    from desk.catalogue.shipped import shipped_procedure

    return shipped_procedure(code)


def _finder(office: Office) -> FindProcedure:
    """The office's procedures as in force on a day; each code and day is looked up once."""
    known: dict[tuple[str, date], ProcedureCard] = {}

    def find(code: str, day: date) -> ProcedureCard:
        from desk.catalogue.lookup import card_of, in_force

        if (code, day) not in known:
            with office.read() as session:
                known[code, day] = card_of(in_force(session, code, day))
        return known[code, day]

    return find


def promise_for(office: Office, procedure: str, received_at: datetime | None = None) -> DuePromise:
    """When a result of `procedure` would be due if received then; default: now."""
    from desk.catalogue.lookup import card_of, in_force
    from desk.dates.calendar import office_calendar
    from desk.dates.due import promise

    moment = received_at or office.clock.now()
    with office.read() as session:
        card = card_of(in_force(session, procedure, moment.date()))
        return promise(card, moment, office_calendar(session), lang=office.lang)


def read_cases(path: Path) -> list[Mapping[str, Any]]:
    """Read `CASES.json`, a list of cases."""
    from desk.jsonfile import read_json

    data = read_json(path)
    if not isinstance(data, list):
        raise InputError("file.not_json", file=path.name, reason="list")
    return data
