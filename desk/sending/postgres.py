"""A PostgreSQL collector: one transaction for an office's day, values replaced by a higher revision only.

The tables are the collector's (docs/sync.md); nothing is created here.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.sending.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.sending.outcome import Package

_TEXTS = frozenset({"procedure", "name", "field"})
_CONNECT_SECONDS = 10
_FILE = """
insert into tally_file (office, day, revision, sha256, body, signature) values (%s, %s, %s, %s, %s, %s)
on conflict (office, day, revision) do nothing
"""
_VALUE = """
insert into tally (office, day, field, measure, revision, value, sha256) values (%s, %s, %s, %s, %s, %s, %s)
on conflict (office, day, field, measure) do update
set revision = excluded.revision, value = excluded.value, sha256 = excluded.sha256
where tally.revision < excluded.revision
"""
_VANISHED = """
update tally set revision = %s, value = 0, sha256 = %s
where office = %s and day = %s and revision < %s
"""


class PostgresTransport:
    """One collector's database; its address stands in a file of its owner."""

    def __init__(self, options: Mapping[str, str]) -> None:
        self._options = options

    def reachable(self) -> Outcome:
        """Whether the database lets us in."""
        return self._run(lambda _: None)

    def acknowledged(self, package: Package) -> Outcome:
        """What was committed is acknowledged."""
        return self.send(package)

    def send(self, package: Package) -> Outcome:
        """File and values in one transaction; read back before it is believed."""
        refused: list[Outcome] = []

        def work(connection: Any) -> None:  # noqa: ANN401 - a psycopg connection
            stored = _store(connection, package)
            if stored != package.sha256:
                refused.append(Outcome("refused", error="sync.other_content"))
                connection.rollback()

        done = self._run(work)
        if refused:
            return refused[0]
        if done.result != "delivered":
            return done
        return Outcome("sent", receipt=f"tally_file {package.office} {package.day} r{package.revision}")

    def _run(self, work: Any) -> Outcome:  # noqa: ANN401 - what is done inside the transaction
        import psycopg

        try:
            address = Path(self._options["url_file"]).read_text(encoding="utf-8").strip()
            with psycopg.connect(address, connect_timeout=_CONNECT_SECONDS) as connection:
                work(connection)
        except OSError as failure:
            return Outcome("again", error="sync.unreachable", told=type(failure).__name__)
        except psycopg.errors.InsufficientPrivilege:
            return Outcome("denied", error="sync.denied")
        except (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn, psycopg.DataError) as failure:
            return Outcome("refused", error="sync.not_taken", told=type(failure).__name__)
        except psycopg.Error as failure:
            return Outcome("again", error="sync.unreachable", told=type(failure).__name__)
        return Outcome("delivered")


def _store(connection: Any, package: Package) -> str:  # noqa: ANN401 - a psycopg connection
    """Write the day and answer the hash that stands there under its revision."""
    text = package.body.decode("utf-8")
    whole = json.loads(text)
    place = (package.office, package.day)
    with connection.cursor() as cursor:
        cursor.execute(_FILE, (*place, package.revision, package.sha256, text, whole["signature"]))
        cursor.execute(
            "select sha256 from tally_file where office = %s and day = %s and revision = %s",
            (*place, package.revision),
        )
        stored = str(cursor.fetchone()[0])
        if stored == package.sha256:
            values = values_of(whole["tally"])
            cursor.executemany(
                _VALUE,
                [(*place, *key, package.revision, value, package.sha256) for key, value in values.items()],
            )
            cursor.execute(_VANISHED, (package.revision, package.sha256, *place, package.revision))
    return stored


def values_of(tally: Mapping[str, Any]) -> dict[tuple[str, str], int]:
    """The numbers of a tally by (field, measure), the rows of a field summed."""
    found: dict[tuple[str, str], int] = {}
    for row in tally["rows"]:
        for measure, number in row.items():
            if measure not in _TEXTS:
                key = (row["field"], measure)
                found[key] = found.get(key, 0) + int(number)
    return found
