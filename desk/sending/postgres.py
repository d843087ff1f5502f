"""A PostgreSQL collector: one transaction for an office's day, values replaced by a higher revision only.

The tables are the collector's (docs/sync.md); nothing is created here.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from desk.sending.outcome import Outcome
from desk.sending.secrets import SecretError, no_secret, told_secret

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desk.sending.outcome import Package
    from desk.sending.secrets import Ask

_TEXTS = frozenset({"procedure", "name", "field"})
_CONNECT_SECONDS = 10
_STATEMENT_MS = 20_000
_HERE = {"", "localhost", "127.0.0.1", "::1"}
# Two revisions of a day that arrive at once go one after the other; the key is the collector's own to reuse.
_ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtextextended(%s, 0))"
_NEWER = "select max(revision) from tally_file where office = %s and day = %s"
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
    """One collector's database; its address stands in the keyring or in a file of its owner."""

    def __init__(self, options: Mapping[str, str], *, ask: Ask = no_secret) -> None:
        self._options, self._ask = options, ask

    def reachable(self) -> Outcome:
        """Whether the database lets us in."""
        return self._run(lambda _: None)

    def acknowledged(self, package: Package) -> Outcome:
        """What was committed is acknowledged."""
        return self.send(package)

    def answered(self, names: Sequence[str]) -> Sequence[str]:
        """Nothing is ever only laid down here."""
        return names

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

        errors = psycopg.errors
        try:
            with psycopg.connect(**self._address()) as connection:
                connection.execute(f"set statement_timeout = {_STATEMENT_MS}")
                work(connection)
        except SecretError as failure:
            return Outcome("again", error=failure.code, told=failure.told)
        except (
            errors.InsufficientPrivilege,
            errors.InvalidPassword,
            errors.InvalidAuthorizationSpecification,
        ):
            return Outcome("denied", error="sync.denied")
        except (
            errors.UndefinedTable,
            errors.UndefinedColumn,
            errors.IntegrityError,
            psycopg.DataError,
        ) as failure:
            return Outcome("refused", error="sync.not_taken", told=type(failure).__name__)
        except (OSError, psycopg.Error) as failure:
            return _unknown(failure)
        return Outcome("delivered")

    def _address(self) -> dict[str, Any]:
        """The address with a bound on every wait; over a network never in the clear."""
        import psycopg

        text = told_secret("address", self._options, self._ask)
        if not text:
            raise SecretError("sync.no_address")
        try:
            given = psycopg.conninfo.conninfo_to_dict(text)
        except psycopg.ProgrammingError as failure:
            raise SecretError("sync.bad_address") from failure
        bounds: dict[str, Any] = {
            "connect_timeout": _CONNECT_SECONDS, "keepalives_idle": 10, "keepalives_interval": 5,
            "keepalives_count": 3, "tcp_user_timeout": _STATEMENT_MS,
        }  # fmt: skip
        host = str(given.get("host") or given.get("hostaddr") or "")
        if host not in _HERE and not host.startswith("/"):
            bounds["sslmode"] = "require"
        return {**bounds, **given}


def _unknown(failure: Exception) -> Outcome:
    """No whole answer: it may be stored or not, and the same bytes go again."""
    text = str(failure)
    if "authentication failed" in text or "no password supplied" in text:
        return Outcome("denied", error="sync.denied")
    known = {"could not translate host name": "sync.no_name", "failed to resolve": "sync.no_name",
             "Connection refused": "sync.nobody_there", "timeout": "sync.timed_out"}  # fmt: skip
    code = next((code for words, code in known.items() if words in text), "sync.unreachable")
    return Outcome("again", error=code, told=type(failure).__name__)


def _store(connection: Any, package: Package) -> str:  # noqa: ANN401 - a psycopg connection
    """Write the day and answer the hash that stands there under its revision.

    The values of a day are those of its highest revision: one that comes late brings its file alone.
    """
    text = package.body.decode("utf-8")
    whole = json.loads(text)
    place = (package.office, package.day)
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME, (f"{package.office}/{package.day}",))
        cursor.execute(_FILE, (*place, package.revision, package.sha256, text, whole["signature"]))
        cursor.execute(
            "select sha256 from tally_file where office = %s and day = %s and revision = %s",
            (*place, package.revision),
        )
        stored = str(cursor.fetchone()[0])
        cursor.execute(_NEWER, place)
        if stored == package.sha256 and cursor.fetchone()[0] == package.revision:
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
