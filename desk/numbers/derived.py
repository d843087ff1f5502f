"""Số liệu dẫn xuất: how every dossier stood from one moment to the next, in short rows beside the record.

A file that can be thrown away at any time: it is made out of the log alone, remembers up to which event, and
is believed only where that event is still the one on record. It names nobody; people are keyed hashes.
One file for each way of judging on time: against the date first promised, or against the date at hand.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from desk.record.events import Head

VERSION = 5
FEW = 5000  # so many dossiers are brought up to date in passing; more only where it is asked for
TABLES = ("mark", "subject", "traits", "person", "standing")
_DAY = 86_400_000_000  # microseconds
_OFFSET = 25_200_000_000 + 30_000 * _DAY  # +07:00, and no day below nought: division cuts towards it
# Carried in and settled, or given back though settled before: a midnight lies between, or no period sees it.
OVERNIGHT = f"(accepted + {_OFFSET}) / {_DAY} < (settled + {_OFFSET}) / {_DAY}"
BACK_LATER = (
    f"(accepted is null or settled is null"
    f" or (settled + {_OFFSET}) / {_DAY} < (returned + {_OFFSET}) / {_DAY})"
)
_SCHEMA = f"""
create table mark (
  one integer primary key check (one = 1), seq integer not null, hash text not null, built integer
);
create table subject (id integer primary key, facts text unique not null);
create table traits (id integer primary key, facts text unique not null, late integer not null);
create table person (id integer primary key, key blob unique not null);
create table standing (
  dossier integer not null, since integer not null, upto integer not null, subject integer not null,
  traits integer not null, accepted integer, settled integer, late_from integer, returned integer,
  rated integer, reopened integer, last integer, fee integer not null, online integer not null,
  person integer not null, primary key (dossier, since)
) without rowid;
create index by_accepted on standing (
  accepted, upto, since, subject, traits, settled, late_from, returned, rated, fee, online, person
) where last is null and accepted is not null;
create index by_settled on standing (settled, upto, accepted)
  where last is null and settled is not null and {OVERNIGHT};
create index by_returned on standing (returned, upto, accepted, settled)
  where last is null and returned is not null and {BACK_LATER};
create index by_rated on standing (rated, upto) where last is null and rated is not null;
create index by_open on standing (upto, since, accepted) where last is null and settled is null;
create index by_odd on standing (last, upto) where last is not null;
create index by_odd_open on standing (upto) where last is not null and settled is null;
"""
_SPOILED = ("not a database", "malformed", "no such table", "no such column")


@dataclass(frozen=True, slots=True)
class Mark:
    """Up to which event the rows are made: its number and its hash.

    While they are being made anew, `built` is the last dossier done; None once all are.
    """

    seq: int = 0
    hash: str = ""
    built: int | None = 0


def place(office: Office, *, current: bool = False) -> Path:
    """Where the rows lie; those judged against the current date have a file of their own."""
    return office.paths.derived / ("standings-current.db" if current else "standings.db")


@contextmanager
def opened(office: Office, *, current: bool = False) -> Iterator[Any]:
    """The file, made where there is none; one that is spoiled or of another version is thrown away.

    Raises:
        Exception: whatever the driver says where the file cannot be used; nothing of the record is touched.
    """
    from models.engine import sqlite_driver

    file, driver = place(office, current=current), sqlite_driver()
    file.parent.mkdir(exist_ok=True)
    try:
        connection = _connected(driver, file)
    except driver.DatabaseError as failure:
        if not is_spoiled(failure):
            raise
        throw_away(file)
        connection = _connected(driver, file)
    try:
        yield connection
    except driver.DatabaseError as failure:
        if is_spoiled(failure):
            connection.close()
            throw_away(file)
        raise
    finally:
        connection.close()


def is_spoiled(failure: Exception) -> bool:
    """Tell whether the file itself is at fault, so that only a new one helps."""
    return any(words in str(failure) for words in _SPOILED)


def throw_away(file: Path) -> None:
    """Remove the file with what lies beside it; one that is held open elsewhere stays until next time."""
    for spoiled in file.parent.glob(f"{file.name}*"):
        with suppress(OSError):
            spoiled.unlink()


def _connected(driver: Any, file: Path) -> Any:  # noqa: ANN401 - a DBAPI module and its connection
    connection = driver.connect(str(file), timeout=2, isolation_level=None)
    try:
        connection.execute("pragma journal_mode = wal")
        # The newest rows may go with the power, the file never: rows and mark are of one moment.
        connection.execute("pragma synchronous = normal")
        if connection.execute("pragma user_version").fetchone()[0] != VERSION:
            connection.execute("begin immediate")
            if connection.execute("pragma user_version").fetchone()[0] != VERSION:
                for table in ("class", *TABLES):
                    connection.execute(f"drop table if exists {table}")
                for statement in _SCHEMA.split(";"):
                    connection.execute(statement)
                connection.execute(f"pragma user_version = {VERSION}")
            connection.execute("commit")
    except BaseException:
        connection.close()
        raise
    return connection


def marked(connection: Any) -> Mark:  # noqa: ANN401 - a DBAPI connection
    """What the rows are made up to."""
    row = connection.execute("select seq, hash, built from mark").fetchone()
    return Mark() if row is None else Mark(int(row[0]), str(row[1]), row[2])


def refresh(office: Office, *, current: bool | None = None) -> bool:
    """Bring the rows up to the newest event, however many dossiers changed; tells whether they are there."""
    from desk.numbers.history_load import by_current_date

    try:
        with office.read() as session:
            today = office.clock.now().date()
            judged = by_current_date(session, today) if current is None else current
            with opened(office, current=judged) as connection:
                return brought_up(office, session, connection, current=judged, most=None)
    except Exception:
        return False  # nothing depends on them: without, the log is read whole


def brought_up(
    office: Office,
    session: Session,
    connection: Any,  # noqa: ANN401 - a DBAPI connection
    *,
    current: bool = False,
    most: int | None = FEW,
    last: Head | None = None,
) -> bool:
    """The same within an open session: the rows are those of exactly what the session sees.

    Where more than `most` dossiers are to be made anew, so many are, and the rest another time.
    """
    from desk.numbers.derived_rows import Writer
    from desk.record.events import head

    last, mark = last or head(session), marked(connection)
    writer = Writer(office, session, connection, current=current)
    if not _is_on_record(session, mark):
        mark = Mark(last.seq, last.hash, 0)
        writer.empty(mark)
    if mark.seq > last.seq:
        return False  # another program has seen more than this session can
    if mark.built is not None:
        mark = writer.build(mark, most=most)
    if mark.built is not None:
        return False  # not there yet
    if mark.seq == last.seq:
        return True
    changed = _changed(session, mark, most=most)
    if changed is None:
        return False
    return writer.renew(changed, mark, Mark(last.seq, last.hash, None))


def _is_on_record(session: Session, mark: Mark) -> bool:
    """An older copy of the record, or another one, has another event in this place."""
    from sqlalchemy import select

    from models.event import Event

    return bool(mark.seq) and session.scalar(select(Event.hash).where(Event.seq == mark.seq)) == mark.hash


def _changed(session: Session, mark: Mark, *, most: int | None) -> list[int] | None:
    from sqlalchemy import select

    from models.event import Event

    query = select(Event.dossier_id).distinct().where(Event.seq > mark.seq, Event.dossier_id.is_not(None))
    if most is not None:
        query = query.limit(most + 1)
    found = sorted(int(one) for one in session.scalars(query) if one is not None)
    return None if most is not None and len(found) > most else found
