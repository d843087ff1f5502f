"""Quầy đang mở: which windows have this office open, as an honest record that outlives a kill.

Each window has a row in the record and, on its own machine, a folder `desks/<id>/` that it holds. A killed
window never says goodbye, but its folder is let go with it: so the others on this machine know at once, and
the folder's time tells until when it lived. On another machine only its silence tells.
"""

from __future__ import annotations

import os
import shutil
import threading
from contextlib import ExitStack, suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from desk.clock import LOCAL
from desk.errors import DeskError
from desk.intake.draft_file import FILE
from desk.record.durable import locked, make_folder
from desk.rows import SeatRow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from models.open_desk import OpenDesk

BEAT_SECONDS = 60.0
SILENT_AFTER = timedelta(minutes=3)
_FAILURES = (DeskError, OSError)  # a full or busy disk must not stop the counter; the next beat tries again


def seats(session: Session, office: Office) -> tuple[SeatRow, ...]:
    """Every window that has the office open or stopped without saying so, by counter, then by time."""
    from sqlalchemy import select

    from models.open_desk import OpenDesk

    rows = session.scalars(select(OpenDesk).where(OpenDesk.ended_at.is_(None)).order_by(OpenDesk.since))
    found = (_row(session, office, one) for one in rows)
    return tuple(sorted(found, key=lambda one: (one.counter, one.since)))


def _row(session: Session, office: Office, one: OpenDesk) -> SeatRow:
    state, seen_at = _state(office, one)
    return SeatRow(
        id=one.id,
        counter=one.counter,
        point=one.point,
        clerk=one.full_name,
        since=one.since,
        seen_at=max(seen_at, one.since),
        state=state,
        drafts=_unfinished(session, office, one),
        here=one.id == office.seat.id,
    )


def _state(office: Office, one: OpenDesk) -> tuple[str, datetime]:
    """How a window is, and when it was last known to be."""
    now = office.clock.now()
    if one.id == office.seat.id:
        return "open", now
    folder = office.paths.desks / one.id
    if folder.is_dir():
        if _is_held(folder):
            return "open", now
        return "dead", _touched(folder) or one.seen_at
    if _alone(office):
        return "dead", one.seen_at
    return ("silent" if now - one.seen_at > SILENT_AFTER else "open"), one.seen_at


def _unfinished(session: Session, office: Office, one: OpenDesk) -> int:
    """Receptions it typed and nobody saved since; on this machine the drafts themselves are looked at."""
    from models.command import Command

    keys = [str(key) for key in one.drafts or ()]
    if not _alone(office) and not (office.paths.desks / one.id).is_dir():
        return len(keys)
    drafts = office.paths.drafts
    there = (key for key in keys if (drafts / key / FILE).is_file() or one.id == office.seat.id)
    return sum(session.get(Command, key) is None for key in there)


def _alone(office: Office) -> bool:
    """Whether every window on this record is on this machine."""
    return office.engine.dialect.name == "sqlite"


def _is_held(folder: Path) -> bool:
    try:
        with locked(folder):
            return False
    except _FAILURES:
        return True


def _touched(folder: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(folder.stat().st_mtime, LOCAL).replace(microsecond=0)
    except OSError:
        return None


class Sitting:
    """One window that sits down: tells the record on a thread of its own, quietly, until it leaves."""

    def __init__(self, office: Office) -> None:
        self._office, self._seat = office, office.seat
        self._hold = ExitStack()
        self._held = self._written = False
        self._told: tuple[str, ...] | None = None
        self._thread = threading.Thread(target=self._run, name="desk-seat", daemon=True)

    def start(self) -> Sitting:
        """Sit down; answers at once."""
        self._thread.start()
        return self

    def leave(self, seconds: float = 3.0) -> None:
        """Say goodbye: the row ends, the folder goes."""
        self._seat.leave()
        if self._thread.is_alive():
            self._thread.join(seconds)

    # ---- on its own thread ----------------------------------------------------------------------

    def _run(self) -> None:
        left = False
        while not left:
            drafts, seen = self._seat.drafts()
            with suppress(*_FAILURES):
                self._take_folder()
                self._tell(drafts)
            left = self._seat.wait(seen, BEAT_SECONDS)
        with suppress(*_FAILURES):
            self._end()
        self._hold.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def _folder(self) -> Path:
        return self._office.paths.desks / self._seat.id

    def _take_folder(self) -> None:
        if not self._held:
            make_folder(self._folder, mode=0o700)
            self._hold.enter_context(locked(self._folder))
            self._held = True
        stamp = self._office.clock.now().timestamp()
        os.utime(self._folder, (stamp, stamp))

    def _tell(self, drafts: tuple[str, ...]) -> None:
        """Write what changed; where others can only listen, that this window still lives."""
        if self._written and drafts == self._told and _alone(self._office):
            return
        from models.open_desk import OpenDesk

        office = self._office
        with office.write("desk.sit") as uow:
            row = uow.session.get(OpenDesk, self._seat.id)
            if row is None:
                _clear_away(uow.session, office, counter=office.card.counter)
                row = OpenDesk(
                    id=self._seat.id, counter=office.card.counter, point=office.point,
                    username=office.actor.username, full_name=office.actor.full_name, since=uow.now,
                    seen_at=uow.now, drafts=[],
                )  # fmt: skip
                uow.session.add(row)
            row.seen_at, row.drafts = uow.now, list(drafts)
            uow.commit()
        self._written, self._told = True, drafts

    def _end(self) -> None:
        from models.open_desk import OpenDesk

        drafts, _seen = self._seat.drafts()
        if self._written:
            with self._office.write("desk.leave") as uow:
                row = uow.session.get(OpenDesk, self._seat.id)
                if row is not None:
                    row.seen_at = row.ended_at = uow.now
                    row.drafts = list(drafts)
                    uow.commit()


def sit_down(office: Office) -> Sitting:
    """Let the record know that this window has the office open; `leave()` it with the window."""
    return Sitting(office).start()


def _clear_away(session: Session, office: Office, *, counter: str) -> None:
    """End what is known to be dead: the same counter sits down anew, or nobody can miss it any more."""
    for one in _dead(session, office):
        old = one.since.date() < office.clock.now().date()
        if old or one.counter == counter or not _unfinished(session, office, one):
            one.ended_at = _state(office, one)[1]
            shutil.rmtree(office.paths.desks / one.id, ignore_errors=True)


def _dead(session: Session, office: Office) -> Iterable[OpenDesk]:
    from sqlalchemy import select

    from models.open_desk import OpenDesk

    rows = session.scalars(select(OpenDesk).where(OpenDesk.ended_at.is_(None))).all()
    return [one for one in rows if one.id != office.seat.id and _state(office, one)[0] == "dead"]
