"""Số liệu dẫn xuất: how every dossier stands at the end of its log, one short row each, beside the record.

A file that can be thrown away at any time: it is made out of the log alone, remembers up to which event, and
is believed only where that event is still the one on record. It names nobody; people are keyed hashes.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from desk.numbers.histories import RESUMED, standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from desk.numbers.histories import DossierHistory, Standing
    from desk.office.opened import Office

VERSION = 1
_FILE = "standings.db"
FEW = 5000  # so many changed dossiers are brought up to date in passing; more only where it is asked for
_BATCH = 2000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NEVER = datetime(9998, 12, 31, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
_SCHEMA = """
create table if not exists mark (one integer primary key check (one = 1), seq integer, hash text);
create table if not exists class (id integer primary key, facts text unique not null);
create table if not exists standing (
  dossier integer primary key, class integer not null, received integer not null, accepted integer,
  settled integer, due integer, clock integer, paused integer not null, last integer not null,
  odd integer not null, returned integer, rated integer, fee integer not null, online integer not null,
  person blob not null
);
create index if not exists by_accepted on standing (accepted);
create index if not exists by_settled on standing (settled) where accepted is not null;
create index if not exists by_returned on standing (returned) where returned is not null;
create index if not exists by_rated on standing (rated) where rated is not null;
create index if not exists by_odd on standing (odd) where odd = 1;
"""


_INSERT = f"insert or replace into standing values ({','.join('?' * 15)})"  # noqa: S608 - our own words


@dataclass(frozen=True, slots=True)
class Mark:
    """Up to which event the rows are made: its number and its hash."""

    seq: int
    hash: str


def ticks(moment: datetime | None) -> int | None:
    """A moment as whole microseconds; order and equality are kept exactly."""
    return None if moment is None else (moment - _EPOCH) // _TICK


def hidden(office: Office, person: object) -> bytes:
    """A person's key as it stands here: of no use without the office's own key."""
    given = person if isinstance(person, bytes) else repr(person).encode("utf-8")
    return blake2b(given, key=office.keys.receipt[:64], digest_size=16).digest()


@contextmanager
def opened(office: Office) -> Iterator[Any]:
    """The file, made where there is none; one that is spoiled or of another version is thrown away.

    Raises:
        Exception: whatever the driver says where the file cannot be used; nothing of the record is touched.
    """
    from models.engine import sqlite_driver

    folder, driver = office.paths.derived, sqlite_driver()
    folder.mkdir(exist_ok=True)
    try:
        connection = _connected(driver, folder)
    except driver.DatabaseError as failure:
        if "not a database" not in str(failure) and "malformed" not in str(failure):
            raise
        for spoiled in folder.glob(f"{_FILE}*"):
            spoiled.unlink()
        connection = _connected(driver, folder)
    try:
        yield connection
    finally:
        connection.close()


def _connected(driver: Any, folder: Path) -> Any:  # noqa: ANN401 - a DBAPI module and its connection
    connection = driver.connect(str(folder / _FILE), timeout=2, isolation_level=None)
    try:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = off")  # lost with the power, it is made anew
        if connection.execute("pragma user_version").fetchone()[0] != VERSION:
            for table in ("mark", "class", "standing"):
                connection.execute(f"drop table if exists {table}")
            connection.executescript(_SCHEMA)
            connection.execute(f"pragma user_version = {VERSION}")
    except BaseException:
        connection.close()
        raise
    return connection


def marked(connection: Any) -> Mark:  # noqa: ANN401 - a DBAPI connection
    """What the rows are made up to."""
    row = connection.execute("select seq, hash from mark").fetchone()
    return Mark(0, "") if row is None else Mark(int(row[0]), str(row[1]))


def refresh(office: Office) -> bool:
    """Bring the rows up to the newest event, however many dossiers changed; tells whether they are there."""
    try:
        with office.read() as session, opened(office) as connection:
            return brought_up(office, session, connection, most=None)
    except Exception:
        return False  # nothing depends on them: without, the log is read whole


def brought_up(
    office: Office,
    session: Session,
    connection: Any,  # noqa: ANN401 - a DBAPI connection
    *,
    most: int | None = FEW,
) -> bool:
    """The same within an open session: the rows are those of exactly what the session sees."""
    from desk.record.events import head

    last, mark = head(session), marked(connection)
    if not _is_on_record(session, mark):
        connection.execute("delete from standing")
        connection.execute("delete from mark")
        mark = Mark(0, "")
    if mark.seq > last.seq:
        return False  # another program has seen more than this session can
    if mark.seq == last.seq:
        return True
    changed = _changed(session, mark, most=most)
    if changed is None:
        return False
    connection.execute("begin immediate")
    try:
        for start in range(0, len(changed), _BATCH):
            _write(office, session, connection, changed[start : start + _BATCH])
        connection.execute("insert or replace into mark values (1, ?, ?)", (last.seq, last.hash))
        connection.execute("commit")
    except BaseException:
        connection.execute("rollback")
        raise
    if len(changed) >= FEW:
        connection.execute("analyze")
    return True


def _is_on_record(session: Session, mark: Mark) -> bool:
    """An older copy of the record, or another one, has another event in this place."""
    from sqlalchemy import select

    from models.event import Event

    return not mark.seq or session.scalar(select(Event.hash).where(Event.seq == mark.seq)) == mark.hash


def _changed(session: Session, mark: Mark, *, most: int | None) -> list[int] | None:
    from sqlalchemy import select

    from models.event import Event

    query = select(Event.dossier_id).distinct().where(Event.seq > mark.seq, Event.dossier_id.is_not(None))
    if most is not None:
        query = query.limit(most + 1)
    found = sorted(int(one) for one in session.scalars(query) if one is not None)
    return None if most is not None and len(found) > most else found


def _write(office: Office, session: Session, connection: Any, ids: Sequence[int]) -> None:  # noqa: ANN401
    from desk.numbers.history_load import histories_of

    classes: dict[str, int] = dict(connection.execute("select facts, id from class"))
    rows = []
    for key, history in histories_of(session, ids):
        now = standing(history, before=_NEVER)
        if now is None:
            continue
        facts = json.dumps(facts_of(history, now), ensure_ascii=False)
        if facts not in classes:
            classes[facts] = connection.execute("insert into class (facts) values (?)", (facts,)).lastrowid
        rows.append((key, classes[facts], *_columns(history, now), hidden(office, history.person)))
    connection.executemany(_INSERT, rows)


def _columns(history: DossierHistory, now: Standing) -> tuple[int | None, ...]:
    moments = [history.received_at, *(step.at for step in history.steps)]
    odd = any(step.verb == RESUMED for step in history.steps) or any(
        later < earlier for earlier, later in pairwise(moments)
    )
    return (
        ticks(history.received_at),
        ticks(now.accepted_at) if now.state != 1 else None,
        ticks(now.settled_at),
        ticks(now.due),
        ticks(now.clock_start_at),
        int(now.state in {5, 6}),
        ticks(max(moments)),
        int(odd),
        ticks(now.returned_at),
        ticks(now.rated_at),
        now.fee,
        int(history.channel == "online"),
    )


def facts_of(history: DossierHistory, now: Standing) -> list[Any]:
    """Everything the count asks of a dossier beyond its moments; many dossiers share one such list."""
    return [
        history.procedure, history.name, history.field, history.channel, history.assisted_online,
        history.copies, history.point, now.state, now.settled_by, now.timing(), now.requests > 1,
        now.extended, now.component_files > 0, now.reused > 0, now.result_files > 0, now.electronic,
        now.fee > 0, now.fee_method, now.returned_by, now.score, now.official, now.certified,
        now.certified_electronic,
    ]  # fmt: skip
