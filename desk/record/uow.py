"""One use case, one short write transaction: explicit commit, or nothing happened."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.record import events, numbering
from desk.record.failures import record_failures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from desk.rows import EventRow

_ORDER_LOCK = 5_204_001  # PostgreSQL: numbers and events are given out by one transaction at a time
_FILES_LOCK = 5_204_002  # PostgreSQL: shared by writers, exclusive while `check` sorts out files
_MAX_ID = 200


class UnitOfWork:
    """A write transaction with its moment, its numbers and its events.

    Guarantees: events and numbers are gap-free on both engines; a command id is done at most once;
    leaving without `commit()` undoes rows and moved files alike.
    """

    __slots__ = (
        "_head",
        "_ordered",
        "_undo",
        "command_id",
        "done",
        "now",
        "office",
        "repeated_answer",
        "session",
    )

    def __init__(self, office: Office, session: Session, *, command_id: str | None) -> None:
        self.office = office
        self.session = session
        self.command_id = command_id
        self.now: datetime = office.clock.now()
        self.repeated_answer: dict[str, Any] | None = None
        self.done = False
        self._head: events.Head | None = None
        self._ordered = False
        self._undo: list[Callable[[], None]] = []

    def next_number(self, key: str) -> int:
        """Return the next number of `key`; ask late, the counter stays locked until the end."""
        self._must_be_open()
        self._take_order_lock()
        self.session.flush()
        return numbering.next_number(self.session, key)

    def take_turn(self) -> None:
        """Wait until no other transaction gives out numbers or events; ask late, as for `next_number`.

        What is read from here on is what those before wrote: nobody can take a number in between.
        """
        self._must_be_open()
        self._take_order_lock()

    def record(
        self, verb: str, *, subject: str, dossier_id: int | None = None, details: Mapping[str, Any]
    ) -> EventRow:
        """Add an event to the chain, in this transaction; details never name a person."""
        self._must_be_open()
        self._take_order_lock()
        if self._head is None:
            self._head = events.head(self.session)
        row = events.append(
            self.session, self._head, at=self.now, actor=self.office.actor.username,
            counter=self.office.card.counter, verb=verb, subject=subject, dossier_id=dossier_id,
            details=details,
        )  # fmt: skip
        self._head = events.Head(row.seq, row.hash, row.at)
        return row

    def record_many(self, verb: str, entries: Sequence[tuple[str, int | None, Mapping[str, Any]]]) -> None:
        """Add many events of one verb, each (subject, dossier, details); none names a person."""
        self._must_be_open()
        self._take_order_lock()
        if self._head is None:
            self._head = events.head(self.session)
        self._head = events.append_many(
            self.session, self._head, entries, at=self.now, actor=self.office.actor.username,
            counter=self.office.card.counter, verb=verb,
        )  # fmt: skip

    def on_rollback(self, undo: Callable[[], None]) -> None:
        """Call `undo` when the transaction is given up, newest first, e.g. to move a file back."""
        self._undo.append(undo)

    def commit(self, answer: Mapping[str, Any] | None = None) -> None:
        """Make everything durable; `answer` is kept for a repeat of the same command id.

        When this returns, the change survives a power cut.
        """
        from sqlalchemy.exc import DBAPIError

        from models.engine import failure_code

        self._must_be_open()
        if self.command_id is not None:
            from models.command import Command

            command = self.session.get_one(Command, self.command_id)
            command.answer = dict(answer or {})
        self.session.flush()
        # Whether a failing commit reached the disk is unknown, so files stay: an orphan harms nobody.
        # A full disk is certain: the last frame of the log was not written.
        undo, self._undo = self._undo, []
        try:
            self.session.commit()
        except DBAPIError as error:
            if failure_code(error) == "data.disk_full":
                self._undo = undo
            raise
        self.done = True

    def give_up(self) -> None:
        """Undo rows and files; the unit of work is over."""
        self.done = True
        # Files first: the next writer must not find a file that is about to go.
        while self._undo:
            with suppress(OSError):
                self._undo.pop()()
        self.session.rollback()

    def stop_other_writers(self) -> None:
        """Wait until no other transaction is open, and let none begin; SQLite does so by itself."""
        if self._on_postgres():
            self._lock("pg_advisory_xact_lock", _FILES_LOCK)

    def join_writers(self) -> None:
        """Be seen by `stop_other_writers` of others."""
        if self._on_postgres():
            self._lock("pg_advisory_xact_lock_shared", _FILES_LOCK)

    def claim_command(self, verb: str) -> None:
        """Take the command id, or find the answer it got the first time.

        On PostgreSQL a second client waits here until the first one has decided.
        """
        from sqlalchemy import text

        from models.command import Command

        if self.command_id is None:
            return
        if not (0 < len(self.command_id) <= _MAX_ID and self.command_id.isprintable()):
            raise InputError("command.bad_id")
        from desk.clock import utc_text

        claimed = self.session.execute(
            text(
                "INSERT INTO command (id, verb, at) VALUES (:id, :verb, :at)"
                " ON CONFLICT (id) DO NOTHING RETURNING id"
            ),
            {"id": self.command_id, "verb": verb, "at": utc_text(self.now)},
        ).first()
        if claimed is not None:
            return
        first = self.session.get_one(Command, self.command_id)
        if first.verb != verb:
            raise InputError("command.other_verb", verb=first.verb)
        self.repeated_answer = dict(first.answer or {})

    def _must_be_open(self) -> None:
        if self.done:
            msg = "this unit of work is over"
            raise RuntimeError(msg)
        if self.repeated_answer is not None:
            msg = "a repeated command must answer its first answer and change nothing"
            raise RuntimeError(msg)

    def _take_order_lock(self) -> None:
        if not self._ordered and self._on_postgres():
            self._lock("pg_advisory_xact_lock", _ORDER_LOCK)
        self._ordered = True

    def _on_postgres(self) -> bool:
        return self.session.get_bind().dialect.name == "postgresql"

    def _lock(self, function: str, key: int) -> None:
        from sqlalchemy import text

        self.session.execute(text(f"SELECT {function}(:key)"), {"key": key})


@contextmanager
def unit_of_work(
    office: Office, verb: str, *, command_id: str | None, alone: bool = False
) -> Iterator[UnitOfWork]:
    """Open one write transaction; see `Office.write`. `alone` keeps every other writer out."""
    from sqlalchemy.orm import Session

    import models.tables  # noqa: F401 - a row is written only when every table it points to is known
    from models.engine import writer

    if getattr(office.gate, "writing", False):
        msg = "a unit of work inside another one: two writers of one thread would wait for each other"
        raise RuntimeError(msg)
    office.gate.writing = True
    try:
        with (
            record_failures(office.data),
            Session(writer(office.engine), expire_on_commit=False, info={"clock": office.clock}) as session,
        ):
            session.connection()
            uow = UnitOfWork(office, session, command_id=command_id)
            try:
                if alone:
                    uow.stop_other_writers()
                else:
                    uow.join_writers()
                office.identity.refresh(session)
                uow.claim_command(verb)
                yield uow
            finally:
                if not uow.done:
                    uow.give_up()
    finally:
        office.gate.writing = False
