"""The files of the IOC data set: CSV, JSON, SQLite with views, a script for PostgreSQL, the list of all.

The list is written last and tells the SHA-256 of every file: a reader takes nothing before it is there. The
same record gives the same bytes. The live record is never touched: tables and views are those of the export.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.reports.feed import COLUMNS, KEYS, feed, lines

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from desk.office.opened import Office

SCHEMA = "qmc-ioc/1"
_TEXTS = frozenset({"day", "unit", "field", "procedure", "name", "channel"})
# What stands at the end of a day is not added over days; everything else happened on its day.
STOCKS = (
    "received_total", "carried_in", "pending_total", "pending_in_term", "pending_late", "supplement_waiting",
    "withdrawn",
)  # fmt: skip
FLOWS = tuple(key for key in KEYS if key not in STOCKS)
_BEGINS = {"csv": (b"day,",), "json": (b"{",), "sqlite": (b"SQLite format 3",), "sql": (b"-- qmc-ioc",)}


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, the list last."""

    folder: Path
    files: tuple[Path, ...]
    rows: int
    as_of: int


def export_feed(
    office: Office,
    first: date,
    last: date,
    folder: Path,
    *,
    least: int,
    report: Callable[[int], None] | None = None,
) -> Exported:
    """Count a period and write its files, each whole or not at all, the list last.

    Raises:
        InputError: `tally.bad_period`, `ioc.bad_least`, `file.exists`, `file.in_record`.
        SurroundingsError: `data.disk_full`, `file.unwritable`.
    """
    from desk.paper.targets import check_target, writing
    from desk.record.durable import make_folder, write_file

    found = feed(office, first, last, least=least, report=report)
    card = office.identity.card_on(min(last, office.clock.now().date()))
    head = {
        "schema": SCHEMA,
        "unit": card.code,
        "unit_name": card.name,
        "from": first.isoformat(),
        "to": last.isoformat(),
        "least": least,
        "as_of_event": found.as_of,
        "training": card.training,
    }
    told = list(lines(found, str(head["unit"])))
    name = f"ioc-{first:%Y%m%d}-{last:%Y%m%d}"
    bodies = {
        f"{name}.csv": _csv(told),
        f"{name}.json": _json({**head, "columns": list(COLUMNS), "rows": _objects(told)}),
        f"{name}.sqlite": _sqlite(told),
        f"{name}-postgresql.sql": postgresql_script(f"{name}.csv").encode(),
    }
    files = [
        {"file": file, "bytes": len(body), "sha256": hashlib.sha256(body).hexdigest()}
        for file, body in bodies.items()
    ]
    bodies[f"{name}.manifest.json"] = _json({**head, "rows": len(told), "files": files})
    paths = [folder / file for file in bodies]
    for path in paths:
        check_target(office, path, begins=_BEGINS[path.suffix[1:]])
    with writing(folder):
        make_folder(folder)
    for path, body in zip(paths, bodies.values(), strict=True):
        with writing(path):
            write_file(path, body)
    return Exported(folder=folder.absolute(), files=tuple(paths), rows=len(told), as_of=found.as_of)


def _csv(told: list[tuple[object, ...]]) -> bytes:
    from desk.importing import table_bytes

    return table_bytes(COLUMNS, [[str(value) for value in one] for one in told])


def _objects(told: list[tuple[object, ...]]) -> list[dict[str, object]]:
    return [dict(zip(COLUMNS, one, strict=True)) for one in told]


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _sqlite(told: list[tuple[object, ...]]) -> bytes:
    """A plain file of its own, made in memory; nothing of the record's engine is in it."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(";\n".join((_table("integer"), *views("create view"))) + ";")
        marks = ", ".join("?" * len(COLUMNS))
        connection.executemany(f"insert into ioc_row values ({marks})", told)  # noqa: S608 - our own words
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()


def postgresql_script(csv_name: str) -> str:
    """Table and views for the operations centre's PostgreSQL, and how to load it; safe to run again."""
    again = _table("bigint").replace("create table", "create table if not exists")
    said = (
        "-- qmc-ioc/1: run in a schema of its own; nothing of the office's record is touched.",
        f"{again};",
        *(f"{view};" for view in views("create or replace view")),
        f"-- load: \\copy ioc_row from '{csv_name}' with (format csv, header true)",
        "-- Days sent again replace the older: first delete from ioc_row where unit = … and day between …",
    )
    return "\n".join(said) + "\n"


def _table(number: str) -> str:
    columns = ",\n".join(f"  {key} {'text' if key in _TEXTS else number} not null" for key in COLUMNS)
    key = "primary key (day, unit, field, procedure, name, channel)"
    return f"create table ioc_row (\n{columns},\n  {key}\n)"


def views(create: str) -> tuple[str, ...]:
    """The views, in words that SQLite and PostgreSQL both read."""
    every = ", ".join(f"sum({key}) as {key}" for key in KEYS)
    flows = ", ".join(f"sum({key}) as {key}" for key in FLOWS)
    month = "substr(day, 1, 7)"
    rates = ",\n  ".join(
        f"round(100.0 * ({above}) / nullif({below}, 0), 2) as {name}"
        for name, above, below in (
            ("on_time_settled", "settled_early + settled_on_time", "settled_total"),
            ("online_simple", "received_online", "received_online + received_other"),
            ("reused", "reused_data", "received_new"),
            ("digitised", "results_digitised", "results"),
            ("satisfied", "rated_liked", "rated"),
            ("postal_return", "returned_postal", "returned"),
        )
    )
    rows, days = "from ioc_row group by", "select day, unit"
    return (
        f"{create} ioc_day as {days}, {every} {rows} day, unit",
        f"{create} ioc_day_field as {days}, field, {every} {rows} day, unit, field",
        f"{create} ioc_month_field as select {month} as month, unit, field, {flows}"
        f" {rows} {month}, unit, field",
        f"{create} ioc_day_rate as {days},\n  {rates}\nfrom ioc_day",
    )
