"""`check`: is everything that was acknowledged still there, byte for byte, and nothing else?"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.clock import Clock, SystemClock
from desk.errors import DeskError, SurroundingsError
from desk.office.bootstrap import open_office
from desk.record import events, store
from desk.record.failures import surroundings
from desk.record.findings import Problem, notes
from desk.record.table_checks import tables
from desk.record.uow import unit_of_work
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork
    from desk.rows import Note


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What `check` found; `repaired` is what `--repair` set aside, no problem any more."""

    ok: bool
    problems: tuple[Note, ...]
    dossiers: int
    events: int
    files: int
    driver: str = ""
    database: str = ""
    version: str = ""
    schema: str = ""
    repaired: tuple[Note, ...] = ()


def check(office: Office, *, repair: bool = False, wall: Clock | None = None) -> CheckReport:
    """Check record, history and files; changes nothing unless `repair`.

    With `repair`, files no row knows and staged pages nobody works on are moved to quarantine; rows
    are never touched, but papers whose words cannot be searched yet get them. A damaged database is a
    problem in the report, not a failure of the check.

    Args:
        office: the open office.
        repair: set strays aside.
        wall: the machine's clock, by which files age; not the office's, which may be frozen.
    """
    moment = (wall or SystemClock()).now()
    problems: list[Problem] = []
    counts = _Counts()
    strays: tuple[str, ...] = ()
    try:
        lying = store.lying_files(office.paths)
        with office.read() as session:
            problems += tables(session)
            problems += _history(session, counts)
            problems += _commands(session)
            problems += _tallies(office, session)
            problems += _files(office, session, counts)
            strays = _unnamed(session, lying)
    except SurroundingsError as error:
        problems.append(Problem(error.code, dict(error.details)))
    repaired = _strays(office, strays, moment, repair=repair, problems=problems)
    if repair:
        repaired += _words(office, problems)
    facts = _facts(office)
    return CheckReport(
        ok=not problems,
        problems=notes(problems, office.lang),
        dossiers=counts.dossiers,
        events=counts.events,
        files=counts.files,
        repaired=notes(repaired, office.lang),
        **facts,
    )


_BROKEN_SETTINGS = frozenset({"config.unreadable", "config.bad_value"})


def check_folder(
    data: Path,
    *,
    now: datetime | None = None,
    user: str | None = None,
    lang: str = "vi",
    repair: bool = False,
) -> CheckReport:
    """Open and check; an office too damaged to open is told in the report as well.

    Raises:
        InputError: the folder is no office, or the caller may not act there.
    """
    try:
        with open_office(data, now=now, user=user, lang=lang) as office:
            return check(office, repair=repair)
    except DeskError as error:
        if not isinstance(error, SurroundingsError) and error.code not in _BROKEN_SETTINGS:
            raise
        return CheckReport(
            ok=False, problems=(note(error.code, lang, **error.details),), dossiers=0, events=0, files=0
        )


@dataclass(slots=True)
class _Counts:
    dossiers: int = 0
    events: int = 0
    files: int = 0


_EVENTS = "SELECT seq, at, actor, verb, subject, details, prev, hash, dossier_id FROM event ORDER BY seq"


def _history(session: Session, counts: _Counts) -> Iterator[Problem]:
    """Walk the chain once: links, contents, and the state each dossier should be in."""
    from sqlalchemy import select

    from models.dossier import Dossier

    states: dict[int, int] = {}

    def walked() -> Iterator[tuple[int, str, str, str, str, str, str, str]]:
        rows = session.connection().execution_options(yield_per=1000).exec_driver_sql(_EVENTS)
        for seq, at, actor, verb, subject, details, prev, stored, dossier_id in rows:
            counts.events += 1
            if dossier_id is not None:
                state = _state_in(details)
                if state is not None:
                    states[dossier_id] = state
            yield seq, at, actor, verb, subject, details, prev, stored

    for seq, what in events.broken_links(walked()):
        yield Problem("check.chain_broken", {"seq": seq, "what": what})
    columns = select(Dossier.id, Dossier.code, Dossier.state).order_by(Dossier.id)
    for key, code, state in session.execute(columns).yield_per(1000):
        counts.dossiers += 1
        if key not in states:
            yield Problem("check.dossier_without_history", {"code": code})
        elif states[key] != state:
            yield Problem("check.state_differs", {"code": code, "state": state, "history": states[key]})


def _state_in(details: str) -> int | None:
    try:
        state = json.loads(details).get("state")
    except (ValueError, AttributeError):
        return None
    return state if isinstance(state, int) else None


def _commands(session: Session) -> Iterator[Problem]:
    """A reception that was acknowledged names a dossier that is there."""
    from sqlalchemy import select

    from models.command import Command
    from models.dossier import Dossier

    codes = set(session.scalars(select(Dossier.code)))
    query = select(Command.verb, Command.answer).order_by(Command.at, Command.id)
    for verb, answer in session.execute(query).yield_per(1000):
        code = (answer or {}).get("code")
        if verb in {"dossier.receive", "dossier.certify"} and code not in codes:
            yield Problem("check.acknowledged_but_missing", {"code": code or "–"})


def _tallies(office: Office, session: Session) -> Iterator[Problem]:
    from sqlalchemy import select

    from models.tally_file import TallyFile

    query = select(TallyFile.file, TallyFile.body).order_by(TallyFile.id)
    for file, body in session.execute(query).yield_per(100):
        name = file.rpartition("/")[2]
        path = office.paths.tallies / name
        with surroundings():
            if not path.is_file():
                yield Problem("check.file_missing", {"file": f"tallies/{name}"})
            elif path.read_bytes() != body.encode("utf-8"):
                yield Problem("check.file_content", {"file": f"tallies/{name}"})


def _files(office: Office, session: Session, counts: _Counts) -> Iterator[Problem]:
    for known in store.known_files(session):
        counts.files += 1
        with surroundings():
            fault = store.fault_of(office.data, known)
        if fault is not None:
            yield Problem(f"check.file_{fault}", {"file": known.file})


def _unnamed(session: Session, lying: tuple[str, ...]) -> tuple[str, ...]:
    from sqlalchemy import select

    from models.tally_file import TallyFile

    named = {known.file for known in store.known_files(session)}
    named.update(session.scalars(select(TallyFile.file)))
    return tuple(file for file in lying if file not in named)


def _strays(
    office: Office, strays: tuple[str, ...], moment: datetime, *, repair: bool, problems: list[Problem]
) -> list[Problem]:
    """Name strays, or set them aside; decided while nobody writes, so no reception is mistaken for one."""
    with surroundings():
        stale = store.stale_staging(office.paths, moment)
        if repair:
            from desk.intake.drafts import sweep_drafts

            store.sweep_quarantine(office.paths, moment)
            sweep_drafts(office)
    if not strays and not stale:
        return []
    found = [Problem("check.staging_left", {"file": file}) for file in stale]
    try:
        with unit_of_work(office, "files.check", command_id=None, alone=True) as uow, surroundings():
            still = [file for file in _unnamed(uow.session, strays) if (office.data / file).exists()]
            found = [Problem("check.orphan_file", {"file": file}) for file in still] + found
            if repair and found:
                _set_aside(uow, [*still, *stale])
                return [Problem("check.set_aside", one.details) for one in found]
    except DeskError as error:
        problems.append(Problem(error.code, dict(error.details)))
    problems += found
    return []


def _words(office: Office, problems: list[Problem]) -> list[Problem]:
    """Let papers be found that were digitised before their words were kept."""
    from desk.imaging.paper_words import enter_missing

    try:
        entered = enter_missing(office)
    except DeskError as error:
        problems.append(Problem(error.code, dict(error.details)))
        return []
    return [Problem("check.words_entered", {"papers": entered})] if entered else []


def _set_aside(uow: UnitOfWork, files: list[str]) -> None:
    office = uow.office
    for file in files:
        store.set_aside(office.paths, file, f"{uow.now:%Y-%m-%d}")
    uow.record("files.set_aside", subject=office.card.code, details={"files": len(files)})
    uow.commit()


def _facts(office: Office) -> dict[str, str]:
    from models.engine import facts
    from models.upgrade import stored_revision

    found = facts(office.engine)
    return {
        "driver": found.driver,
        "database": found.database,
        "version": found.version,
        "schema": stored_revision(office.engine) or "",
    }
