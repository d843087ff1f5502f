"""The open office: its clock, keys, actor and record, handed to every use case."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desk.errors import SurroundingsError
from desk.office.paths import DataPaths
from desk.office.seat import Seat
from desk.record.failures import record_failures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path
    from types import TracebackType

    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

    from desk.clock import Clock
    from desk.office.identity import Identity
    from desk.office.keys import OfficeKeys
    from desk.record.uow import UnitOfWork
    from desk.rows import Note, OfficeCard, StaffCard


VIEWING = {"unwritable": "data.viewing", "newer": "data.viewing_newer", "full": "data.viewing_full"}
_REFUSED = {**VIEWING, "full": "data.disk_full"}  # what a write is told; a full disk has one name


@dataclass(frozen=True, slots=True)
class Office:
    """An open office. Any thread may read and write; one unit of work at a time for each thread.

    Use it as a context manager or call `close()`: the last to close folds the write-ahead log back.
    """

    data: Path
    identity: Identity = field(repr=False)
    actor: StaffCard
    clock: Clock
    lang: str
    engine: Engine = field(repr=False)
    keys: OfficeKeys = field(repr=False)
    gate: threading.local = field(default_factory=threading.local, repr=False, compare=False)
    reading: str = ""  # why nothing can be written: `unwritable`, `newer`, `full`
    seat: Seat = field(default_factory=Seat, repr=False, compare=False)

    @property
    def card(self) -> OfficeCard:
        """The office as it is called today; a new profile holds from its day on, also in an open window."""
        return self.identity.card_on(self.clock.now().date())

    @property
    def codes(self) -> tuple[str, ...]:
        """Every unit code of this office, former ones too: receipts with any of them are its own."""
        return self.identity.codes

    @property
    def point(self) -> str:
        """The reception point this machine stands at; empty at the main seat."""
        return self.identity.point

    @property
    def paths(self) -> DataPaths:
        """The names inside the data folder."""
        return DataPaths(self.data)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Lend a session that sees one unchanging state of the record and cannot write."""
        from sqlalchemy.orm import Session

        import models.tables  # noqa: F401 - a relation finds its other table

        with (
            record_failures(self.data),
            Session(
                self.engine, autoflush=False, expire_on_commit=False, info={"clock": self.clock}
            ) as session,
        ):
            session.connection()
            try:
                yield session
            finally:
                session.rollback()

    def write(self, verb: str, *, command_id: str | None = None) -> AbstractContextManager[UnitOfWork]:
        """Lend one write transaction; without `commit()` it leaves no trace.

        Args:
            verb: the dotted name of the use case, kept with the command id.
            command_id: an id made by the client; a repeat finds `repeated_answer` set.

        Raises:
            SurroundingsError: `data.viewing`, `data.viewing_newer`, `data.disk_full`: open to read only.
        """
        self.must_write()
        from desk.record.uow import unit_of_work

        return unit_of_work(self, verb, command_id=command_id)

    def must_write(self) -> None:
        """Refuse what would write where the office is open for reading only.

        Raises:
            SurroundingsError: `data.viewing`, `data.viewing_newer`, `data.disk_full`.
        """
        if self.reading:
            raise SurroundingsError(_REFUSED[self.reading])

    def warnings(self) -> tuple[Note, ...]:
        """Return what the clerk should know of the office itself, e.g. a clock that runs behind.

        A practice office replays days with `--now`, so there only the last event counts; in a real one the
        warning stays while the clock is behind any of the newest, whatever the wrong clock wrote meanwhile.
        """
        from desk import wording
        from desk.office.points import points
        from desk.record import events

        told = []
        with self.read() as session:
            now, last = self.clock.now(), events.head(session).at
            newest = last if self.card.training else events.latest(session)
            open_points = {one.code for one in points(session) if one.active} if self.point else set()
        if (last is not None and now < last) or events.clock_lost(now, newest):
            told.append(
                wording.note("clock.behind_last_event", self.lang, last=f"{newest or last:%d/%m/%Y %H:%M}")
            )
        if self.point and self.point not in open_points:
            told.append(wording.note("point.not_here", self.lang, point=self.point))
        return tuple(told)

    def close(self) -> None:
        """Let go of the record."""
        self.engine.dispose()

    def __enter__(self) -> Office:
        """Return the office itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the office."""
        self.close()
