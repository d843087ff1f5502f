"""Every internal process as one table (CSV or XLSX), out and in again; a row is one step.

The rows of one procedure and one first day are one plan. Nothing is written unless every row is right.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from desk.catalogue.table import day, whole
from desk.errors import InputError
from desk.importing import ImportReport, RowError, export_table, read_table
from desk.process.plans import put, read_step
from desk.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session

    from desk.importing import TableRow
    from desk.office.opened import Office
    from desk.process.rows import StepCard

COLUMNS = ("procedure", "valid_from", "no", "name", "unit", "holder", "minutes")
REQUIRED = ("procedure", "no", "name", "unit", "minutes")
Key = tuple[str, "date"]


@dataclass(slots=True)
class _Plans:
    """The plans of a file by procedure and first day, and what is wrong."""

    steps: dict[Key, list[StepCard]] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)


def export_file(office: Office, path: Path) -> int:
    """Write every plan on record, also those of the past, as a table; answers the number of rows."""
    from sqlalchemy import select

    from models.tables import ProcessStep

    order = (ProcessStep.procedure_code, ProcessStep.valid_from, ProcessStep.no)
    with office.read() as session:
        rows: list[dict[str, object]] = [
            {
                "procedure": row.procedure_code, "valid_from": row.valid_from.isoformat(), "no": row.no,
                "name": row.name, "unit": row.unit, "holder": row.holder, "minutes": row.minutes,
            }
            for row in session.scalars(select(ProcessStep).order_by(*order))
        ]  # fmt: skip
    return export_table(office, path, COLUMNS, rows)


def import_file(
    office: Office, path: Path, *, dry_run: bool = False, start: date | None = None, new_units: bool = False
) -> ImportReport:
    """Read plans from a table, all rows or none; rows without a first day begin on `start` or today.

    Raises:
        InputError: the file is no such table at all.
    """
    from desk.catalogue.storing import alone
    from desk.office.staff import must_administer

    must_administer(office)
    table = read_table(path, columns=COLUMNS, required=REQUIRED)
    first = start or office.clock.now().date()
    with alone(office, "process.import") as uow:
        plans = _read(uow.session, table, first=first, lang=office.lang, new_units=new_units)
        if plans.errors:
            errors = tuple(sorted(plans.errors, key=lambda one: one.row))
            return ImportReport(imported=0, skipped=0, errors=errors, dry_run=dry_run)
        imported = sum(
            len(cards) for (code, since), cards in plans.steps.items() if put(uow, code, cards, since)
        )
        if imported and not dry_run:
            uow.commit()
    return ImportReport(imported=imported, skipped=len(table) - imported, dry_run=dry_run)


def _read(session: Session, table: Sequence[TableRow], *, first: date, lang: str, new_units: bool) -> _Plans:
    from desk.folding import fold
    from desk.process.units import known_units

    plans = _Plans()
    known = {fold(unit) for unit in known_units(session)}
    procedures = _procedures(session, (row.values["procedure"] for row in table))
    for row in table:
        try:
            code = row.values["procedure"]
            if code not in procedures:
                raise InputError("procedure.unknown", key="procedure", procedure=code[:60])
            key = (code, day(row.values, "valid_from") or first)
            card = _step(row, len(plans.steps.get(key, ())) + 1)
            if not new_units and fold(card.unit) not in known:
                raise InputError("unit.unknown", key="unit", value=card.unit)
        except InputError as failure:
            plans.errors.append(_error(row.number, failure, lang))
            continue
        plans.steps.setdefault(key, []).append(card)
    return plans


def _procedures(session: Session, codes: Iterable[str]) -> frozenset[str]:
    from sqlalchemy import select

    from models.tables import Procedure

    return frozenset(session.scalars(select(Procedure.code).where(Procedure.code.in_(set(codes)))))


def _step(row: TableRow, no: int) -> StepCard:
    from desk.jsonform import Form

    values: dict[str, Any] = {name: row.values[name] for name in ("name", "unit", "holder")}
    values["minutes"] = whole("minutes", row.values["minutes"])
    values["no"] = whole("no", row.values["no"])
    return read_step(Form(values, code="process"), no)


def _error(row: int, failure: InputError, lang: str) -> RowError:
    column = str(failure.details.get("key", ""))
    return RowError(
        row=row,
        column=column,
        code=failure.code,
        message=sentence(failure.code, lang, **failure.details),
    )
