"""Lượt gửi: one sender for an office at a time, over all its counters, whoever of them dies.

On one machine the holder keeps a lock that the system lets go with it, so a killed sender is followed at
once. Over several machines a lease in the record stands for it, renewed before every row.
"""

from __future__ import annotations

import uuid
from contextlib import ExitStack, contextmanager, suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from desk.errors import DeskError, InputError
from desk.record.durable import locked, make_folder, surroundings, write_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork
    from models.outbox import SyncTurn

LEASE = timedelta(seconds=120)
_ONLY = 1


@contextmanager
def turn(office: Office) -> Iterator[str | None]:
    """Take the turn and answer the holder's name for `renew`; None where another sender has it."""
    folder = office.paths.sending
    with surroundings():
        make_folder(folder, mode=0o700)
    with ExitStack() as hold:
        try:
            hold.enter_context(locked(folder))
        except InputError:  # another window or the task scheduler of this machine
            yield None
            return
        holder = str(uuid.uuid4())
        if not _take(office, holder, _machine(office)):
            yield None
            return
        try:
            yield holder
        finally:
            with suppress(DeskError):  # a record that cannot be written now: the lease ends by itself
                _leave(office, holder)


def renew(uow: UnitOfWork, holder: str) -> bool:
    """Hold the turn for longer, inside a transaction; False where it went to somebody else meanwhile."""
    row = _row(uow)
    if row is None or row.holder != holder:
        return False
    row.until = uow.now + LEASE
    return True


def held_by(row: SyncTurn | None, now: datetime) -> str | None:
    """The counter that sends now ("" where it has no number), None where nobody does."""
    return row.counter if row is not None and _holds(row, now) else None


def _take(office: Office, holder: str, machine: str) -> bool:
    from models.outbox import SyncTurn

    with office.write("sync.turn") as uow:
        row = _row(uow)
        if row is not None and row.machine != machine and _holds(row, uow.now):
            return False
        if row is None:
            row = SyncTurn(id=_ONLY, holder="", machine="", counter="", since=uow.now, until=uow.now)
            uow.session.add(row)
        row.holder, row.machine, row.counter = holder, machine, office.card.counter
        row.since, row.until = uow.now, uow.now + LEASE
        uow.commit()
    return True


def _leave(office: Office, holder: str) -> None:
    with office.write("sync.leave") as uow:
        row = _row(uow)
        if row is not None and row.holder == holder:
            row.until = uow.now
            uow.commit()


def _row(uow: UnitOfWork) -> SyncTurn | None:
    from models.outbox import SyncTurn

    return uow.session.get(SyncTurn, _ONLY, with_for_update=True)


def _holds(row: SyncTurn, now: datetime) -> bool:
    """A lease beyond any lease was written by a clock that ran ahead, and holds nobody off."""
    return now < row.until <= now + LEASE


def _machine(office: Office) -> str:
    """The name this data folder goes by among the counters of an office, made once, of nothing."""
    file = office.paths.sending / "machine"
    with surroundings():
        if file.is_file():
            return file.read_text(encoding="ascii").strip()[:36]
        made = str(uuid.uuid4())
        write_file(file, made.encode("ascii"), mode=0o600)
    return made
