"""Writes the derived rows: each dossier's stretches, in batches that stand or fall with their mark."""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from desk.numbers.derived import TABLES, Mark, marked
from desk.numbers.versions import is_late, last_of, out_of_order, versions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from desk.numbers.histories import DossierHistory
    from desk.office.opened import Office

_BATCH = 2000
_INSERT = f"""insert into standing values ({",".join("?" * 14)}, (select id from person where key = ?))"""  # noqa: S608 - our own words


def hidden(office: Office, person: object) -> bytes:
    """A person's key as it stands here: of no use without the office's own key."""
    given = person if isinstance(person, bytes) else repr(person).encode("utf-8")
    return blake2b(given, key=office.keys.receipt[:64], digest_size=16).digest()


class Writer:
    """Writes rows; each batch stands or falls with its mark, so a kill between two loses one batch only."""

    def __init__(
        self,
        office: Office,
        session: Session,
        connection: Any,  # noqa: ANN401 - a DBAPI connection
        *,
        current: bool,
    ) -> None:
        self._office, self._session, self._connection = office, session, connection
        self._current = current
        self._known: dict[str, dict[str, int]] = {}

    @contextmanager
    def _whole(self, seen: Mark) -> Iterator[bool]:
        """One transaction; tells whether nobody else moved the mark since it was seen."""
        self._connection.execute("begin immediate")
        try:
            yield marked(self._connection) == seen
            self._connection.execute("commit")
        except BaseException:
            with suppress(Exception):  # a full disk has rolled it back already
                self._connection.execute("rollback")
            raise

    def empty(self, mark: Mark) -> None:
        """Begin anew."""
        with self._whole(mark):
            for table in TABLES:
                self._connection.execute(f"delete from {table}")  # noqa: S608 - our own words
            self._set(mark)

    def build(self, mark: Mark, *, most: int | None) -> Mark:
        """Go on making all rows anew; at most so many dossiers at this time."""
        done = 0
        while mark.built is not None and (most is None or done < most):
            ids = self._next(mark.built)
            after = Mark(mark.seq, mark.hash, ids[-1] if ids else None)
            with self._whole(mark) as alone:
                if not alone:
                    return marked(self._connection)
                self._write(ids)
                self._set(after)
            mark, done = after, done + len(ids)
            if mark.built is None and done:
                self._connection.execute("analyze")
        return mark

    def _next(self, built: int) -> list[int]:
        from sqlalchemy import select

        from models.dossier import Dossier

        query = select(Dossier.id).where(Dossier.id > built).order_by(Dossier.id).limit(_BATCH)
        return [int(one) for one in self._session.scalars(query)]

    def renew(self, ids: Sequence[int], mark: Mark, after: Mark) -> bool:
        """Make the rows of some dossiers anew; tells whether they are there now."""
        with self._whole(mark) as alone:
            if not alone:
                return marked(self._connection) == after
            for start in range(0, len(ids), _BATCH):
                self._write(ids[start : start + _BATCH])
            self._set(after)
        return True

    def _set(self, mark: Mark) -> None:
        self._connection.execute(
            "insert or replace into mark values (1, ?, ?, ?)", (mark.seq, mark.hash, mark.built)
        )

    def _write(self, ids: Sequence[int]) -> None:
        from desk.numbers.history_load import histories_of

        rows: list[tuple[Any, ...]] = []
        people = []
        for key, history in histories_of(self._session, ids, current=self._current):
            person = hidden(self._office, history.person)
            people.append((person,))
            rows += self._rows(key, history, person)
        self._connection.executemany("delete from standing where dossier = ?", [(one,) for one in ids])
        self._connection.executemany("insert or ignore into person (key) values (?)", people)
        self._connection.executemany(_INSERT, rows)

    def _rows(self, key: int, history: DossierHistory, person: bytes) -> Iterator[tuple[Any, ...]]:
        subject = self._id("subject", (history.procedure, history.name, history.field, history.point))
        online, last = int(history.channel == "online"), last_of(history) if out_of_order(history) else None
        for one in versions(history):
            yield (
                key, one.since, one.upto, subject, self._id("traits", one.traits), one.accepted, one.settled,
                one.late_from, one.returned, one.rated, one.reopened, last, one.fee, online, person,
            )  # fmt: skip

    def _id(self, table: str, facts: Sequence[Any]) -> int:
        """The number of a list of facts, given where it has none yet."""
        if table not in self._known:
            self._known[table] = dict(self._connection.execute(f"select facts, id from {table}"))  # noqa: S608
        known, text = self._known[table], json.dumps(facts, ensure_ascii=False)
        if text not in known:
            given = (text,) if table == "subject" else (text, int(is_late(facts)))
            known[text] = self._connection.execute(
                f"insert into {table} values (null, {', '.join('?' * len(given))})",  # noqa: S608 - our own words
                given,
            ).lastrowid
        return known[text]
