"""Making and opening an office: the composition root of everything below the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.clock import FrozenClock, SystemClock
from desk.errors import DeskError, InputError, SurroundingsError
from desk.office import config as machine
from desk.office.identity import Identity
from desk.office.key_rotation import finish_rotation
from desk.office.keys import load_keys
from desk.office.opened import Office
from desk.office.paths import DataPaths
from desk.office.staff import account, who_acts
from desk.record.failures import record_failures, surroundings

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Engine

    from desk.clock import Clock
    from desk.rows import OfficeCard, StaffCard


@dataclass(frozen=True, slots=True)
class OfficeCreated:
    """The answer of `init`."""

    data: Path
    office: OfficeCard
    schema: str
    procedures: int


def create_office(
    data: Path,
    *,
    training: bool,
    office_file: Path | None = None,
    clock: Clock | None = None,
    database: str = "",
) -> OfficeCreated:
    """Make a new office in `data`; a half-made one is never left behind.

    Everything is made ready in a folder of its own; `office.toml` is put in place last.

    Args:
        data: the data folder, made when missing.
        training: a practice office with fictional data, where the clock may be set.
        office_file: TOML as in docs/office-file.md; without it the fictional training office.
        clock: a frozen clock is for training offices only.
        database: a PostgreSQL address instead of the file `office.db`.

    Raises:
        InputError: `office.exists`, `clock.frozen_not_allowed`, or what is wrong in the office file.
        SurroundingsError: `data.unwritable`, `data.disk_full` and the like; nothing is left behind.
    """
    from desk.office.founding import found

    if isinstance(clock, FrozenClock) and not training:
        raise InputError("clock.frozen_not_allowed")
    return found(
        DataPaths(data.absolute()), training=training, office_file=office_file, clock=clock or SystemClock(),
        database=database,
    )  # fmt: skip


def open_office(
    data: Path, *, now: datetime | None = None, user: str | None = None, lang: str = "vi"
) -> Office:
    """Open the office in `data`; upgrades an older record first, with a copy put aside.

    A folder that cannot be written, a full disk, and a record of a newer program that has all this one reads,
    open for reading only (`Office.reading`).

    Args:
        data: the data folder.
        now: a frozen moment, in training offices only.
        user: the staff member who acts; default by the operating-system account.
        lang: language of sentences, `vi` or `en`.

    Raises:
        InputError: `office.not_found`, `clock.frozen_not_allowed`, `auth.not_you`, `data.newer_schema`.
        SurroundingsError: `data.viewing_older`, `data.record_missing`, `data.damaged`, `key.missing` …
    """
    paths = DataPaths(data.absolute())
    with surroundings():
        if not paths.config.is_file():
            raise InputError("office.not_found", data=str(paths.root))
        settings = machine.load(paths.config)
    clock: Clock = SystemClock() if now is None else FrozenClock(now)
    engine, reading = opened_engine(paths, settings.database, clock)
    try:
        identity, actor = introduce(engine, settings, clock=clock, user=user)
        if now is not None and not identity.card_on(clock.now().date()).training:
            raise InputError("clock.frozen_not_allowed")
        opened = Office(
            data=paths.root, identity=identity, actor=actor, clock=clock, lang=lang, engine=engine,
            keys=load_keys(paths.keys), reading=reading,
        )  # fmt: skip
        finish_rotation(opened)
        return opened
    except BaseException:
        engine.dispose()
        raise


def opened_engine(paths: DataPaths, database: str, clock: Clock) -> tuple[Engine, str]:
    """The engine of a record that is up to date, or one for reading only and why."""
    from desk.office.viewing import is_blocked, viewed_engine

    if not database and is_blocked(paths):
        return viewed_engine(paths, database, otherwise="data.viewing_older"), "unwritable"
    engine = engine_of(paths, database)
    try:
        _upgrade(engine, paths, clock)
    except DeskError as failure:
        engine.dispose()
        if failure.code == "data.disk_full" and not database:
            return viewed_engine(paths, database, otherwise="data.disk_full", full=True), "full"
        if failure.code != "data.newer_schema":
            raise
        return viewed_engine(paths, database, newer=failure), "newer"
    return engine, ""


def engine_of(paths: DataPaths, database: str, *, reading: bool = False, full: bool = False) -> Engine:
    """Return the engine of an office; nothing is connected yet."""
    from models.engine import open_engine

    with record_failures():
        return open_engine(database or paths.database, reading=reading, full=full)


def _upgrade(engine: Engine, paths: DataPaths, clock: Clock) -> None:
    """Upgrade an older record; a missing file is told, not quietly replaced by an empty one."""
    from models.upgrade import bring_up_to_date, stored_revision

    sqlite = engine.dialect.name == "sqlite"
    if sqlite and not paths.database.is_file():
        raise SurroundingsError("data.record_missing", file=paths.database.name)
    with record_failures(paths.root):
        if stored_revision(engine) is None:
            raise SurroundingsError("data.record_missing", file=paths.database.name)
        copy = paths.copies / f"office-{clock.now():%Y%m%d-%H%M%S}.db" if sqlite else None
        with surroundings(otherwise="data.copy_failed"):
            bring_up_to_date(engine, copy_to=copy)


def introduce(
    engine: Engine, settings: machine.OfficeConfig, *, clock: Clock, user: str | None, trusted: bool = False
) -> tuple[Identity, StaffCard]:
    """Return who the office is and who acts; `trusted` is for the moment of making it."""
    from sqlalchemy.orm import Session

    from desk.office.profiles import profiles

    with record_failures(), Session(engine) as session:
        known = profiles(session)
        if not known:
            raise SurroundingsError("data.record_missing", file="office_profile")
        identity = Identity(known, counter=settings.counter, point=settings.point)
        training = identity.card_on(clock.now().date()).training
        actor = who_acts(session, training=training or trusted, user=user, system_account=account())
        session.rollback()
    return identity, actor
