"""Hàng chờ gửi: the rows of the outbox and the only steps they take.

`waiting → sending → sent | delivered | waiting (later) | refused`; a lower revision that never left
becomes `superseded`. What a killed sender was at waits again as soon as the next one has the turn. Nothing
is deleted, and a body never changes.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from desk.sending.outcome import Package

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from random import Random

    from sqlalchemy.orm import Session

    from desk.record.uow import UnitOfWork
    from desk.sending.outcome import Outcome
    from desk.sending.targets import Target
    from models.outbox import Outbox
    from models.tally_file import TallyFile

FIRST_WAIT, LONGEST_WAIT = 60, 3600
_JITTER = 0.2
_KEY = re.compile(r"(.+)/(\d{4}-\d\d-\d\d)/r(\d+)/([^/]+)")
OPEN = ("waiting", "sending", "delivered")
TO_DO = (*OPEN, "refused")


def key_of(office: str, day: str, revision: int, target: str) -> str:
    """The key of a row: whose day, which revision, for whom."""
    return f"{office}/{day}/r{revision}/{target}"


def parts_of(key: str) -> tuple[str, str, int, str]:
    """Office, day, revision and target of a key."""
    found = _KEY.fullmatch(key)
    assert found is not None  # the outbox is written by this module only
    return found[1], found[2], int(found[3]), found[4]


def name_of(key: str) -> str:
    """The file name of a row's body, as every target knows it."""
    office, day, revision, _ = parts_of(key)
    return f"tally-{office}-{day}-r{revision}.json"


def package_of(row: Outbox) -> Package:
    """The frozen file of a row."""
    office, day, revision, _ = parts_of(row.key)
    return Package(
        office=office,
        day=day,
        revision=revision,
        name=name_of(row.key),
        body=row.body.encode("utf-8"),
        sha256=row.sha256,
    )


def enqueue(uow: UnitOfWork, file: TallyFile, office: str, targets: Sequence[Target]) -> None:
    """Put a closed day into the outbox of every target, in the transaction that closes it."""
    from models.outbox import Outbox

    for target in targets:
        key = key_of(office, file.day.isoformat(), file.revision, target.name)
        if uow.session.get(Outbox, key) is None:
            uow.session.add(
                Outbox(
                    key=key,
                    body=file.body,
                    sha256=file.sha256,
                    state="waiting",
                    attempts=0,
                    created_at=uow.now,
                )
            )


def make_ready(uow: UnitOfWork, targets: Sequence[Target]) -> None:
    """Rows for targets that came later, what a killed sender left, lower revisions that need not go any more.

    Called by who has the turn: nobody else is sending.
    """
    from sqlalchemy import select, update

    from models.outbox import Outbox

    session = uow.session
    known = set(session.scalars(select(Outbox.key)))
    for file in _newest_missing(session, known, [one.name for one in targets]):
        enqueue(uow, file, office_of(file), targets)
    session.flush()
    tops: dict[tuple[str, str], int] = {}
    for key in session.scalars(select(Outbox.key)):
        _, day, revision, name = parts_of(key)
        tops[day, name] = max(tops.get((day, name), 0), revision)
    left = update(Outbox).where(Outbox.state == "sending").values(state="waiting", lease_until=None)
    session.execute(left)
    for key in list(session.scalars(select(Outbox.key).where(Outbox.state.in_(TO_DO)))):
        _, day, revision, name = parts_of(key)
        if revision < tops[day, name]:
            session.get_one(Outbox, key).state = "superseded"


def yet_to_queue(session: Session, names: Sequence[str]) -> int:
    """How many rows `make_ready` would put in for these targets."""
    from sqlalchemy import select

    from models.outbox import Outbox

    known = set(session.scalars(select(Outbox.key)))
    missing = _newest_missing(session, known, names)
    keys = [
        key_of(office_of(file), file.day.isoformat(), file.revision, name)
        for file in missing
        for name in names
    ]
    return sum(key not in known for key in keys)


def _newest_missing(session: Session, known: set[str], names: Sequence[str]) -> list[TallyFile]:
    """The newest file of each day that some target has no row for."""
    from sqlalchemy import select

    from models.tally_file import TallyFile

    facts = select(TallyFile.id, TallyFile.day, TallyFile.revision, TallyFile.file)
    newest = {row.day: row for row in session.execute(facts.order_by(TallyFile.day, TallyFile.revision))}
    wanted = []
    for row in newest.values():
        office, day = _office_in(row.file, row.day.isoformat()), row.day.isoformat()
        if any(key_of(office, day, row.revision, name) not in known for name in names):
            wanted.append(row.id)
    return [session.get_one(TallyFile, one) for one in wanted]


def _office_in(file: str, day: str) -> str:
    name = file.rpartition("/")[2]
    return name.removeprefix("tally-").rsplit(f"-{day}-r", 1)[0]


def office_of(file: TallyFile) -> str:
    """The unit code a file was closed under, as its name tells."""
    return _office_in(file.file, file.day.isoformat())


def is_due(next_at: datetime | None, now: datetime) -> bool:
    """Whether its wait is over; one longer than any wait was written by a clock that ran ahead."""
    longest = timedelta(seconds=LONGEST_WAIT * (1 + _JITTER))
    return next_at is None or next_at <= now or next_at > now + longest


def waiting(session: Session, names: Iterable[str]) -> list[Any]:
    """What waits for one of these targets, in the order the days were closed: keys and times, no bodies."""
    from sqlalchemy import select

    from models.outbox import Outbox

    wanted = set(names)
    facts = select(Outbox.key, Outbox.created_at, Outbox.next_at, Outbox.last_error)
    rows = session.execute(facts.where(Outbox.state == "waiting"))
    found = [row for row in rows if parts_of(row.key)[3] in wanted]
    return sorted(found, key=lambda row: (row.created_at, parts_of(row.key)[1], parts_of(row.key)[2]))


def settle(uow: UnitOfWork, row: Outbox, outcome: Outcome, *, dice: Random) -> None:
    """Write what became of a try."""
    row.lease_until = None
    row.last_error = outcome.error or None
    row.told = outcome.told if outcome.error else ""
    row.tried_at = uow.now
    if not outcome.error:
        row.failed_since = None
    elif row.failed_since is None or row.failed_since > uow.now:
        row.failed_since = uow.now
    if outcome.result == "sent":
        row.state, row.sent_at, row.receipt, row.next_at = "sent", uow.now, outcome.receipt, None
        uow.record(
            "tally.sent",
            subject=row.key,
            details={"key": row.key, "sha256": row.sha256, "attempts": row.attempts},
        )
    elif outcome.result == "delivered":
        row.state, row.next_at = "delivered", None
    elif outcome.result in {"refused", "denied"}:
        row.state, row.next_at = "refused", None
    else:
        row.state = "waiting"
        row.next_at = None
        if outcome.result == "again":
            row.next_at = uow.now + timedelta(seconds=outcome.wait or backoff(row.attempts, dice))


def backoff(attempts: int, dice: Random) -> float:
    """Seconds until the next try: a minute, doubled each time up to an hour, a fifth more or less."""
    wait: int = min(FIRST_WAIT << min(max(0, attempts - 1), 12), LONGEST_WAIT)
    return wait * (1 + dice.uniform(-_JITTER, _JITTER))
