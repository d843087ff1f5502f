"""`sync`: everything that waits handed to its targets, in the order of closing, whatever dies in between.

A row is leased in one transaction, sent outside any, settled in a third; killed anywhere, it is sent again
with the same bytes, which every target takes as the same thing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from desk.sending.outcome import Outcome
from desk.sending.targets import DHIS2, FOLDER, HTTPS, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desk.office.opened import Office
    from desk.sending.outcome import Package, Transport
    from models.outbox import Outbox

_TRIES = 3  # of one row in one run, where what came before had to go first


@dataclass(frozen=True, slots=True)
class Failure:
    """One day that did not get there: which, for whom, and why, as a code with what the other side said."""

    date: str
    target: str
    code: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """The answer of `sync`; `waiting` counts what is delivered but not acknowledged too."""

    sent: int
    waiting: int
    failed: tuple[Failure, ...] = ()
    dry_run: bool = False


@dataclass(slots=True)
class _Run:
    office: Office
    ways: Mapping[str, Transport]
    scheduled: bool
    dice: Random
    sent: int = 0
    failed: list[Failure] = field(default_factory=list)
    tried: dict[str, int] = field(default_factory=dict)
    shut: set[str] = field(default_factory=set)  # targets that nothing more is tried on in this run


def sync(
    office: Office,
    *,
    dry_run: bool = False,
    scheduled: bool = False,
    retry: bool = False,
    ways: Callable[[Office, Target], Transport] | None = None,
) -> SyncReport:
    """Send what waits.

    Args:
        office: the open office.
        dry_run: try the ways, send nothing, change nothing.
        scheduled: leave rows alone whose wait is not over yet; a person who asks wants it now.
        retry: take up what was refused, too.
        ways: makes the transport of a target.
    """
    from desk.sending.targets import targets

    make = ways or transport
    with office.read() as session:
        chosen = targets(session)
    run = _Run(
        office=office,
        ways={one.name: make(office, one) for one in chosen},
        scheduled=scheduled,
        dice=Random(),  # noqa: S311 - spreads the load, keeps no secret
    )
    if dry_run:
        return _dry(run)
    with office.write("sync.ready") as uow:
        from desk.sending.outbox import make_ready

        make_ready(uow, chosen)
        if retry:
            _take_up(uow.session)
        uow.commit()
    _ask_again(run)
    while (key := _leased(run)) is not None:
        _send(run, key)
    return SyncReport(run.sent, _count(office), tuple(run.failed))


def transport(office: Office, target: Target) -> Transport:
    """The way to a target."""
    from desk.sending.folder import FolderTransport
    from desk.sending.https import HttpsTransport
    from desk.sending.postgres import PostgresTransport

    if target.kind == FOLDER:
        from pathlib import Path

        given = Path(target.options["path"])
        return FolderTransport(office.data / given, own=not given.is_absolute())
    if target.kind == DHIS2:
        from desk.sending.dhis2 import Dhis2Transport

        return Dhis2Transport(target.options)
    if target.kind == HTTPS:
        return HttpsTransport(target.options)
    return PostgresTransport(target.options)


def _dry(run: _Run) -> SyncReport:
    tried = [(name, way.reachable()) for name, way in run.ways.items()]
    failed = tuple(Failure("", name, one.error, one.told) for name, one in tried if one.result != "delivered")
    return SyncReport(0, _count(run.office), failed, dry_run=True)


def _count(office: Office) -> int:
    from sqlalchemy import func, select

    from desk.sending.outbox import OPEN
    from models.outbox import Outbox

    with office.read() as session:
        return int(session.scalar(select(func.count()).where(Outbox.state.in_(OPEN))) or 0)


def _take_up(session: object) -> None:
    from sqlalchemy import update

    from models.outbox import Outbox

    session.execute(  # type: ignore[attr-defined]
        update(Outbox).where(Outbox.state == "refused").values(state="waiting", next_at=None)
    )


def _ask_again(run: _Run) -> None:
    """Look whether what was delivered has been acknowledged since."""
    from sqlalchemy import select

    from desk.sending.outbox import package_of, parts_of
    from models.outbox import Outbox

    with run.office.read() as session:
        rows = session.scalars(select(Outbox).where(Outbox.state == "delivered").order_by(Outbox.created_at))
        laid = [(row.key, package_of(row)) for row in rows if parts_of(row.key)[3] in run.ways]
    for key, package in laid:
        outcome = run.ways[parts_of(key)[3]].acknowledged(package)
        if outcome.result == "sent":
            _settle(run, key, outcome)
        elif outcome.error:
            _blame(run, key, outcome)


def _leased(run: _Run) -> str | None:
    """Lease the next row that may be sent; None where nothing is left to do."""
    from desk.sending.outbox import LEASE, is_due, parts_of, waiting

    with run.office.write("sync.lease") as uow:
        open_ways = [name for name in run.ways if name not in run.shut]
        for row in waiting(uow.session, open_ways):
            if run.tried.get(row.key, 0) >= _allowed(run, row):
                continue
            if run.scheduled and not is_due(row, uow.now):
                continue
            row.state, row.lease_until = "sending", uow.now + LEASE
            row.attempts += 1
            key: str = row.key
            uow.commit()
            run.tried[key] = run.tried.get(key, 0) + 1
            assert parts_of(key)[3] in run.ways
            return key
    return None


def _allowed(run: _Run, row: Outbox) -> int:
    """A row that waited for one before it may try again in the same run."""
    return _TRIES if row.last_error == "sync.previous_missing" else 1


def _send(run: _Run, key: str) -> None:
    from desk.sending.outbox import package_of, parts_of
    from models.outbox import Outbox

    with run.office.read() as session:
        package = package_of(session.get_one(Outbox, key))
    name = parts_of(key)[3]
    outcome = run.ways[name].send(package)
    if outcome.result == "missing":
        outcome = _before(run, key, package, outcome)
    _settle(run, key, outcome)
    if outcome.error and outcome.result != "missing":
        _blame(run, key, outcome)
    if outcome.result in {"again", "denied"}:
        run.shut.add(name)  # the next row would meet the same; others go on


def _before(run: _Run, key: str, package: Package, outcome: Outcome) -> Outcome:
    """Send what the collector lacks first: the file closed just before this one."""
    import json

    from sqlalchemy import select

    from desk.sending.outbox import key_of, office_of, parts_of
    from models.outbox import Outbox
    from models.tally_file import TallyFile

    name = parts_of(key)[3]
    previous = json.loads(package.body)["tally"]["previous_sha256"]
    with run.office.write("sync.before") as uow:
        file = uow.session.scalars(select(TallyFile).where(TallyFile.sha256 == previous).limit(1)).first()
        if file is None or run.tried.get(key, 0) >= _TRIES:
            return Outcome("refused", error="sync.previous_missing", told=outcome.told)
        before = key_of(office_of(file), file.day.isoformat(), file.revision, name)
        row = uow.session.get(Outbox, before)
        if row is None:
            row = Outbox(
                key=before, body=file.body, sha256=file.sha256, state="waiting", attempts=0,
                created_at=file.closed_at,
            )  # fmt: skip
            uow.session.add(row)
        row.state, row.next_at = "waiting", None
        row.last_error = "sync.previous_missing"
        uow.commit()
    return outcome


def _settle(run: _Run, key: str, outcome: Outcome) -> None:
    from desk.sending.outbox import settle
    from models.outbox import Outbox

    with run.office.write("sync.settle") as uow:
        row = uow.session.get_one(Outbox, key)
        before = row.state
        settle(uow, row, outcome, dice=run.dice)
        uow.commit()
    run.sent += outcome.result == "sent" and before != "sent"


def _blame(run: _Run, key: str, outcome: Outcome) -> None:
    from desk.sending.outbox import parts_of

    _, day, _, name = parts_of(key)
    run.failed.append(Failure(day, name, outcome.error, outcome.told))
