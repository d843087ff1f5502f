"""The whole catalogue as one table (CSV or XLSX), out and in again: docs/catalogue.md tells its columns.

A row is one version of a procedure. Nothing is written unless every row is right; what is wrong is told by
row and column. A column that is missing keeps what stands in the record; an empty cell clears it. The table
that was exported changes nothing when it is imported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desk.catalogue.rows import CatalogueReport, ChangeCard
from desk.catalogue.table import COLUMNS, REQUIRED, WHOLE, day, row_of, typed
from desk.errors import InputError
from desk.importing import RowError, columns_of, export_table, read_table
from desk.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from desk.catalogue.versions import Change, Version
    from desk.importing import TableRow
    from desk.office.opened import Office
    from desk.rows import ProcedureCard

SINCE_EVER = date(2000, 1, 1)  # a new code without a first day holds as those of the starter catalogue do
_UNITS = ("resolving_unit", "competent_unit")


@dataclass(frozen=True, slots=True)
class _Given:
    """One row as read: its content, its days, and whether it names them itself."""

    number: int
    card: ProcedureCard
    first: date
    last: date | None
    dated: bool


@dataclass(slots=True)
class _Plan:
    """What an import would do: the versions wanted by code, rows counted, everything that is wrong."""

    before: dict[str, list[Version]]
    after: dict[str, tuple[Version, ...]]
    imported: int
    skipped: int
    errors: list[RowError]

    def changes(self) -> dict[str, tuple[Change, ...]]:
        """What is to be written, by code."""
        from desk.catalogue.versions import changes

        return {code: changes(self.before.get(code, ()), after) for code, after in self.after.items()}


def export_file(office: Office, path: Path) -> int:
    """Write every version of every procedure as a table; answers the number of rows."""
    from desk.catalogue.storing import versions_of

    with office.read() as session:
        known = versions_of(session)
    rows = [row_of(one) for versions in known.values() for one in versions]
    return export_table(office, path, COLUMNS, rows)


def import_file(
    office: Office, path: Path, *, dry_run: bool = False, start: date | None = None, new_units: bool = False
) -> CatalogueReport:
    """Read a table into the catalogue, all rows or none.

    Args:
        office: the open office.
        path: CSV or XLSX.
        dry_run: only tell what would happen.
        start: first day of versions whose row names none; without it changed procedures begin today.
        new_units: accept units nobody has named before.

    Raises:
        InputError: the file is no such table at all.
    """
    from desk.catalogue.storing import alone, write
    from desk.office.staff import must_administer

    must_administer(office)
    present = columns_of(path, columns=COLUMNS, required=REQUIRED)
    rows = read_table(path, columns=COLUMNS, required=REQUIRED)
    reader = _Reader(
        present=present, start=start, today=office.clock.now().date(), lang=office.lang, new_units=new_units
    )
    if dry_run:
        with office.read() as session:
            return _report(reader.plan(session, rows), dry_run=True)
    with alone(office, "catalogue.import") as uow:
        plan = reader.plan(uow.session, rows)
        if not plan.errors and plan.imported:
            for changed in plan.changes().values():
                write(uow, changed, source="import")
            uow.commit()
    return _report(plan, dry_run=False)


def _report(plan: _Plan, *, dry_run: bool) -> CatalogueReport:
    if plan.errors:
        errors = tuple(sorted(plan.errors, key=lambda one: one.row))
        return CatalogueReport(imported=0, skipped=0, errors=errors, dry_run=dry_run)
    return CatalogueReport(
        imported=plan.imported,
        skipped=plan.skipped,
        dry_run=dry_run,
        changes=tuple(
            ChangeCard(
                code=code,
                name=one.version.card.name,
                valid_from=one.version.valid_from,
                valid_to=one.version.valid_to,
                new=one.new,
                fields=one.fields,
            )
            for code, changed in plan.changes().items()
            for one in changed
        ),
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads rows against the versions on record."""

    present: Sequence[str]
    start: date | None
    today: date
    lang: str
    new_units: bool

    def plan(self, session: Session, rows: Sequence[TableRow]) -> _Plan:
        """Work out what the rows would do, or what is wrong with them."""
        from desk.catalogue.storing import versions_of

        before = versions_of(session, {row.values["code"] for row in rows})
        plan = _Plan(before=before, after={}, imported=0, skipped=0, errors=[])
        given: list[_Given] = []
        for row in rows:
            try:
                given.append(self._given(row, before.get(row.values["code"], [])))
            except InputError as failure:
                plan.errors.append(self._error(row.number, failure))
        self._check_units(session, given, plan)
        for one in self._without_clashes(given, plan):
            self._place(one, plan)
        return plan

    def _given(self, row: TableRow, known: Sequence[Version]) -> _Given:
        from desk.catalogue.reading import entry_data, read_entry
        from desk.catalogue.versions import version_on

        first = day(row.values, "valid_from")
        base = version_on(known, first or self.start or self.today)
        values = typed(row.values, self.present)
        card = read_entry({**(entry_data(base.card) if base else {}), **values})
        last = day(row.values, "valid_to")
        if "valid_to" not in self.present and base is not None and base.valid_from == first:
            last = base.valid_to
        if first is not None:
            return _Given(row.number, card, first, last, dated=True)
        return self._undated(row.number, card, base, last)

    def _undated(self, number: int, card: ProcedureCard, base: Version | None, last: date | None) -> _Given:
        """A row without a first day means the version of today, or a new one from the starting day on."""
        from desk.catalogue.versions import HOUSE, differing

        if base is None:
            return _Given(number, card, self.start or SINCE_EVER, last, dated=False)
        fields = set(differing(base.card, card))
        if not fields or (fields <= set(HOUSE) and self.start is None):
            return _Given(number, card, base.valid_from, last or base.valid_to, dated=False)
        return _Given(number, card, self.start or self.today, last, dated=False)

    def _check_units(self, session: Session, given: Iterable[_Given], plan: _Plan) -> None:
        from desk.folding import fold
        from desk.process.units import known_units

        if self.new_units:
            return
        known = {fold(unit) for unit in known_units(session)}
        for one in given:
            for column in _UNITS:
                unit = getattr(one.card, column)
                if unit and fold(unit) not in known:
                    failure = InputError("unit.unknown", key=column, value=unit)
                    plan.errors.append(self._error(one.number, failure))

    def _without_clashes(self, given: Sequence[_Given], plan: _Plan) -> list[_Given]:
        """Refuse rows that say two things about one code on one day; the rest in the order of time."""
        found: list[_Given] = []
        for one in sorted(given, key=lambda row: (row.card.code, row.first, row.number)):
            before = found[-1] if found and found[-1].card.code == one.card.code else None
            if before is not None and before.first == one.first:
                failure = InputError("catalogue.twice", key="code", value=one.card.code, other=before.number)
            elif before is not None and before.last is not None and before.last >= one.first:
                failure = InputError(
                    "catalogue.overlap", key="valid_from", value=one.card.code, other=before.last.isoformat()
                )
            else:
                found.append(one)
                continue
            plan.errors.append(self._error(one.number, failure))
        return found

    def _place(self, one: _Given, plan: _Plan) -> None:
        from desk.catalogue.versions import put

        code = one.card.code
        known = plan.after.get(code, tuple(plan.before.get(code, ())))
        try:
            after = put(known, one.card, first=one.first, last=one.last)
        except InputError as failure:
            plan.errors.append(self._error(one.number, failure))
            return
        plan.after[code] = after
        if after == known:
            plan.skipped += 1
        else:
            plan.imported += 1

    def _error(self, row: int, failure: InputError) -> RowError:
        """The fault by row and column; a key of the JSON form is told as its column."""
        key = str(failure.details.get("key", ""))
        name = re.split(r"[.\[]", key, maxsplit=1)[0]
        column = next((column for column, own in WHOLE.items() if own == name), name)
        details = {"value": "", **failure.details, "key": column}
        message = sentence(failure.code, self.lang, **details)
        return RowError(row=row, column=column, code=failure.code, message=message)
