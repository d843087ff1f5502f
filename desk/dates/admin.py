"""Quản lý lịch làm việc: the office's own days and hours, each with the document that decided them.

A change is recorded, and says which open dossiers it touches; it moves no date already printed.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from desk.dates.rows import CalendarCard, CalendarChange, CalendarPreview, DayCard
from desk.errors import InputError
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from desk.catalogue.shipped import CalendarRow
    from desk.dates.calendar import WorkCalendar
    from desk.dates.hours import Interval
    from desk.importing import ImportReport
    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork
    from desk.rows import Note


def listed(office: Office, year: int) -> tuple[CalendarCard, ...]:
    """Every day of a year that differs from its weekday, by day, with where it is known from."""
    from desk.catalogue.shipped import shipped_calendar
    from desk.dates.calendar import office_calendar, own_rows, public_days

    with office.read() as session:
        calendar, own = office_calendar(session), own_rows(session)
    confirmed = year <= calendar.rules_on(office.clock.now().date()).last_confirmed_year
    found = {row.day: _card(row, "own", confirmed=confirmed) for row in own if row.day.year == year}
    for row in shipped_calendar():
        if row.day.year == year:
            found.setdefault(row.day, _card(row, "shipped", confirmed=confirmed))
    off, worked = public_days(year)
    for day, name in off.items():
        if calendar.is_ordinary(day):
            found.setdefault(day, CalendarCard(day, "holiday", name, "", None, None, "library", confirmed))
    for day in worked:
        found.setdefault(day, CalendarCard(day, "makeup_workday", "", "", None, None, "library", confirmed))
    return tuple(found[day] for day in sorted(found))


def own_cards(office: Office, year: int | None = None) -> tuple[CalendarCard, ...]:
    """The office's own rows of a year, or all of them."""
    from desk.dates.calendar import own_rows

    with office.read() as session:
        return tuple(_card(row, "own") for row in own_rows(session) if year is None or row.day.year == year)


def month(office: Office, year: int, number: int) -> tuple[DayCard, ...]:
    """How this office works on each day of a month."""
    from desk.dates.calendar import office_calendar, own_rows, public_days

    if not (1950 <= year <= 2100 and 1 <= number <= 12):
        raise InputError("calendar.bad_day", value=f"{year}-{number}")
    with office.read() as session:
        calendar = office_calendar(session)
        own = {row.day for row in own_rows(session)}
    cards = []
    for count in range(1, monthrange(year, number)[1] + 1):
        day = date(year, number, count)
        row = calendar.rows.get(day)
        cards.append(
            DayCard(
                day=day,
                kind=_kind_on(calendar, day),
                name=row.note if row is not None else public_days(year)[0].get(day, ""),
                basis=row.basis if row is not None else "",
                hours=hours_words(calendar.hours(day)),
                own=day in own,
            )
        )
    return tuple(cards)


def hours_words(intervals: Iterable[Interval]) -> str:
    """The open hours of a day as people read them: `07:30–11:30, 13:30–17:00`."""
    return ", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in intervals)


def preview(office: Office, changes: Sequence[CalendarChange]) -> CalendarPreview:
    """Which open dossiers the changes would touch; nothing is written.

    Raises:
        InputError: `calendar.overlap`, `calendar.bad_day`, `calendar.bad_kind`, `calendar.bad_hours`,
            `calendar.too_long`; `calendar.no_own_row` where a day to be taken away has none.
    """
    from desk.dates.affected import affected_in
    from desk.dates.calendar import calendar_from, office_calendar, own_rows

    with office.read() as session:
        now = office_calendar(session)
        changes = cleaned(changes)
        check(changes, now)
        new = [one for one in changes if one.kind is None or _differs(one, now)]
        rows = {row.day: row for row in own_rows(session)}
        for one in new:
            if rows.pop(one.day, None) is None and one.kind is None:
                raise InputError("calendar.no_own_row", day=f"{one.day:%d/%m/%Y}")
            if one.kind is not None:
                rows[one.day] = _row(one)
        then = calendar_from(rows.values(), rules=now.rules, later=now.later)
        touched = affected_in(session, then, days=[one.day for one in new])
    return CalendarPreview(affected=touched, notes=_notes(office, new), changed=len(new))


def apply(office: Office, changes: Sequence[CalendarChange]) -> CalendarPreview:
    """Write the changes, all or none, and tell which open dossiers' printed dates no longer agree.

    Raises:
        InputError: as `preview`; `auth.role`.
    """
    from desk.dates.affected import affected_in
    from desk.dates.calendar import office_calendar
    from desk.office.staff import must_administer

    must_administer(office)
    with office.write("calendar.change") as uow:
        now = office_calendar(uow.session)
        changes = cleaned(changes)
        check(changes, now)
        new = [one for one in changes if one.kind is None or _differs(one, now)]
        for one in new:
            _write(uow, one)
        uow.session.flush()
        then = office_calendar(uow.session)
        touched = affected_in(uow.session, then, days=[one.day for one in new])
        if new:
            uow.record(
                "calendar.changed",
                subject="calendar",
                details={"days": spans(new), "affected": len(touched)},
            )
            uow.commit()
    return CalendarPreview(affected=touched, notes=_notes(office, new), changed=len(new))


def import_file(office: Office, path: Path, *, dry_run: bool = False) -> tuple[ImportReport, CalendarPreview]:
    """Import a table of days, whole or not at all; `imported` counts days, `skipped` those already so.

    Raises:
        InputError: `auth.role`, or where the file is no table at all.
    """
    from desk.dates.calendar import office_calendar
    from desk.dates.csv_rows import read_changes
    from desk.importing import Faults, ImportReport

    faults = Faults(office.lang)
    with office.read() as session:
        calendar = office_calendar(session)
    changes = read_changes(path, faults=faults, rules_on=calendar.rules_on)
    if faults.errors:
        return ImportReport(0, 0, errors=faults.errors, dry_run=dry_run), CalendarPreview(affected=())
    done = preview(office, changes) if dry_run else apply(office, changes)
    report = ImportReport(imported=done.changed, skipped=len(changes) - done.changed, dry_run=dry_run)
    return report, done


def export_file(office: Office, path: Path) -> int:
    """Write the office's days over the shipped ones as CSV or XLSX, to be read back by `import_file`."""
    from desk.dates.calendar import office_calendar
    from desk.dates.csv_rows import WRITTEN, written
    from desk.importing import export_table

    with office.read() as session:
        rows = office_calendar(session).rows
    return export_table(office, path, WRITTEN, [written(_change(rows[day])) for day in sorted(rows)])


def cleaned(changes: Sequence[CalendarChange]) -> Sequence[CalendarChange]:
    """The changes with their free words as the record keeps text: NFC, without control characters."""
    from desk.lettering import clean_text

    return [
        replace(one, note=clean_text(one.note) or "", basis=clean_text(one.basis) or "") for one in changes
    ]


def check(changes: Sequence[CalendarChange], calendar: WorkCalendar) -> None:
    """Refuse two changes of one day, an unknown kind, and hours that cannot be."""
    from desk.catalogue.shipped import DAY_KINDS
    from desk.dates.csv_rows import ALLOWED, FIRST, LAST, MAX_WORDS, hours_fault, is_kept_half

    seen: set[date] = set()
    for number, one in enumerate(changes, start=1):
        shown = f"{one.day:%d/%m/%Y}"
        if not FIRST <= one.day <= LAST:
            raise InputError("calendar.bad_day", row=number, column="date", value=shown)
        if one.day in seen:
            raise InputError("calendar.overlap", row=number, column="date", day=shown, other=shown)
        seen.add(one.day)
        if one.kind is not None and one.kind not in DAY_KINDS:
            raise InputError(
                "calendar.bad_kind", row=number, column="kind", value=one.kind[:40], allowed=ALLOWED
            )
        for column, text in (("am", one.am), ("pm", one.pm)):
            if text and not is_kept_half(text):
                raise InputError("calendar.bad_hours", row=number, column=column, value=text[:40])
        for column, text in (("note", one.note), ("basis", one.basis)):
            if len(text) > MAX_WORDS:
                raise InputError("calendar.too_long", row=number, column=column, limit=MAX_WORDS)
        fault = hours_fault(one, calendar.rules_on(one.day))
        if fault is not None:
            raise InputError("calendar.bad_hours", row=number, column=fault, value=shown)


def spans(changes: Iterable[CalendarChange]) -> list[dict[str, object]]:
    """The changed days as the log keeps them: spans of equal days, without the free words of a note."""
    found: list[dict[str, object]] = []
    last: CalendarChange | None = None
    for one in sorted(changes, key=lambda change: change.day):
        same = last is not None and (last.kind, last.basis, last.am, last.pm) == (
            one.kind, one.basis, one.am, one.pm,
        )  # fmt: skip
        if last is not None and same and one.day - last.day == timedelta(days=1):
            found[-1]["to"] = one.day.isoformat()
        else:
            found.append(
                {"from": one.day.isoformat(), "to": one.day.isoformat(), "kind": one.kind, "am": one.am,
                 "pm": one.pm}
            )  # fmt: skip
        last = one
    return found


def _write(uow: UnitOfWork, one: CalendarChange) -> None:
    from models.calendar_day import CalendarDay

    if one.kind is not None:
        uow.session.merge(
            CalendarDay(day=one.day, kind=one.kind, note=one.note, basis=one.basis, am=one.am, pm=one.pm)
        )
        return
    row = uow.session.get(CalendarDay, one.day)
    if row is None:
        raise InputError("calendar.no_own_row", day=f"{one.day:%d/%m/%Y}")
    uow.session.delete(row)


def _differs(one: CalendarChange, calendar: WorkCalendar) -> bool:
    row = calendar.rows.get(one.day)
    return row is None or _change(row) != one


def _change(row: CalendarRow) -> CalendarChange:
    return CalendarChange(day=row.day, kind=row.kind, note=row.note, basis=row.basis, am=row.am, pm=row.pm)


def _row(one: CalendarChange) -> CalendarRow:
    from desk.catalogue.shipped import CalendarRow

    return CalendarRow(day=one.day, kind=str(one.kind), note=one.note, basis=one.basis, am=one.am, pm=one.pm)


def _card(row: CalendarRow, source: str, *, confirmed: bool = True) -> CalendarCard:
    return CalendarCard(row.day, row.kind, row.note, row.basis, row.am, row.pm, source, confirmed)


def _kind_on(calendar: WorkCalendar, day: date) -> str:
    row = calendar.rows.get(day)
    if row is not None:
        return row.kind
    if not calendar.is_ordinary(day):
        return "makeup_workday" if calendar.is_worked(day) else "weekend"
    return "workday" if calendar.is_worked(day) else "holiday"


def _notes(office: Office, changes: Sequence[CalendarChange]) -> tuple[Note, ...]:
    """What is odd and still allowed: a day without the document that decided it."""
    bare = sorted(one.day for one in changes if one.kind is not None and not one.basis)
    if not bare:
        return ()
    return (note("calendar.no_basis", office.lang, day=f"{bare[0]:%d/%m/%Y}", count=len(bare)),)
