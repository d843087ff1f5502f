"""`sync`: everything that waits handed to its targets, in the order of closing, whatever dies in between.

One sender has the turn. A row is taken in one transaction, sent outside any, settled in a third; killed
anywhere, it is sent again with the same bytes, which every target takes as the same thing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random
from typing import TYPE_CHECKING

from desk.sending.outcome import Failure, Outcome, SyncReport
from desk.sending.ways import dry, transport

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from desk.office.opened import Office
    from desk.sending.outcome import Package, Transport
    from desk.sending.targets import Target

_TRIES = 3  # of one row in one run, where what came before had to go first


@dataclass(slots=True)
class _Run:
    office: Office
    holder: str
    ways: Mapping[str, Transport]
    scheduled: bool
    urgent: frozenset[str]
    cancelled: Callable[[], bool]
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
    urgent: Collection[str] = (),
    ways: Callable[[Office, Target], Transport] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> SyncReport:
    """Send what waits.

    Args:
        office: the open office.
        dry_run: try the ways, send nothing, change nothing.
        scheduled: leave rows alone whose wait is not over yet; a person who asks wants it now.
        retry: take up what was refused, too.
        urgent: keys of rows that a person wants now, refused or not, whatever the schedule says.
        ways: makes the transport of a target.
        cancelled: asked between rows; what is left waits.
    """
    from desk.sending.targets import is_undeclared, targets
    from desk.sending.turn import turn

    with office.read() as session:
        chosen = targets(session)
    make, names = ways or transport, {one.name for one in chosen}
    if dry_run:
        failed = tuple(dry(office, {one.name: make(office, one) for one in chosen}))
        return _report(office, names, failed=failed, dry_run=True)
    office.must_write()
    with turn(office) as holder:
        if holder is None:
            return _report(office, names, busy=True)
        run = _Run(
            office=office,
            holder=holder,
            ways={one.name: make(office, one) for one in chosen},
            scheduled=scheduled,
            urgent=frozenset(urgent),
            cancelled=cancelled,
            dice=Random(),  # noqa: S311 - spreads the load, keeps no secret
        )
        _ready(run, chosen, retry=retry)
        _ask_again(run)
        while not cancelled() and (key := _leased(run)) is not None:
            _send(run, key)
    report = _report(office, names, sent=run.sent, failed=tuple(run.failed))
    return replace(report, undeclared=bool(chosen) and all(is_undeclared(one) for one in chosen))


def _ready(run: _Run, chosen: Sequence[Target], *, retry: bool) -> None:
    from sqlalchemy import update

    from desk.sending.outbox import make_ready
    from models.outbox import Outbox

    again = update(Outbox).where(Outbox.state == "refused").values(state="waiting", next_at=None)
    with run.office.write("sync.ready") as uow:
        make_ready(uow, chosen)
        if retry:
            uow.session.execute(again)
        elif run.urgent:
            uow.session.execute(again.where(Outbox.key.in_(run.urgent)))
        uow.commit()


def _report(
    office: Office,
    names: Collection[str],
    *,
    sent: int = 0,
    failed: tuple[Failure, ...] = (),
    dry_run: bool = False,
    busy: bool = False,
) -> SyncReport:
    """How it stands: what is not with its collector yet; a target that is none any more waits for nothing."""
    from sqlalchemy import select

    from desk.sending.outbox import TO_DO, parts_of, yet_to_queue
    from models.outbox import Outbox

    with office.read() as session:
        found = session.execute(select(Outbox.key, Outbox.state).where(Outbox.state.in_(TO_DO)))
        states = [row.state for row in found if parts_of(row.key)[3] in names]
        to_come = yet_to_queue(session, tuple(names)) if dry_run else 0  # what a real run would queue first
    refused = states.count("refused")
    return SyncReport(
        sent,
        len(states) - refused + to_come,
        failed,
        dry_run=dry_run,
        busy=busy,
        delivered=states.count("delivered"),
        targets=len(names),
        refused=refused,
    )


def _ask_again(run: _Run) -> None:
    """Look whether what was delivered has been acknowledged since; only what may have been is opened."""
    from sqlalchemy import select

    from desk.sending.outbox import name_of, package_of, parts_of
    from models.outbox import Outbox

    with run.office.read() as session:
        keys = list(
            session.scalars(select(Outbox.key).where(Outbox.state == "delivered").order_by(Outbox.created_at))
        )
    for target, way in run.ways.items():
        mine = {name_of(key): key for key in keys if parts_of(key)[3] == target}
        for name in way.answered(tuple(mine)):
            if run.cancelled():
                return
            with run.office.read() as session:
                package = package_of(session.get_one(Outbox, mine[name]))
            outcome = way.acknowledged(package)
            if outcome.result in {"sent", "delivered"} and (outcome.error or outcome.result == "sent"):
                _settle(run, mine[name], outcome)
            if outcome.error:
                _blame(run, mine[name], outcome)


def _leased(run: _Run) -> str | None:
    """Take the next row that may be sent; None where nothing is left to do, or the turn went to another."""
    from desk.sending.outbox import is_due, waiting
    from desk.sending.turn import LEASE, renew
    from models.outbox import Outbox

    with run.office.write("sync.lease") as uow:
        if not renew(uow, run.holder):
            return None
        open_ways = [name for name in run.ways if name not in run.shut]
        for fact in waiting(uow.session, open_ways):
            if run.tried.get(fact.key, 0) >= _allowed(fact.last_error):
                continue
            if run.scheduled and fact.key not in run.urgent and not is_due(fact.next_at, uow.now):
                continue
            row = uow.session.get_one(Outbox, fact.key)
            row.state, row.lease_until = "sending", uow.now + LEASE
            row.attempts += 1
            key: str = row.key
            uow.commit()
            run.tried[key] = run.tried.get(key, 0) + 1
            return key
    return None


def _allowed(last_error: str | None) -> int:
    """A row that waited for one before it may try again in the same run."""
    return _TRIES if last_error == "sync.previous_missing" else 1


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
