"""Hàng chờ gửi: the rows of the outbox and the only steps they take.

`waiting → sending (a lease of 120 s) → sent | delivered | waiting (later) | refused`; a lower revision that
never left becomes `superseded`. Nothing is deleted, and a body never changes.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

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

LEASE = timedelta(seconds=120)
FIRST_WAIT, LONGEST_WAIT = 60, 3600
_JITTER = 0.2
_KEY = re.compile(r"(.+)/(\d{4}-\d\d-\d\d)/r(\d+)/([^/]+)")
OPEN = ("waiting", "sending", "delivered")


def key_of(office: str, day: str, revision: int, target: str) -> str:
    """The key of a row: whose day, which revision, for whom."""
    return f"{office}/{day}/r{revision}/{target}"


def parts_of(key: str) -> tuple[str, str, int, str]:
    """Office, day, revision and target of a key."""
    found = _KEY.fullmatch(key)
    assert found is not None  # the outbox is written by this module only
    return found[1], found[2], int(found[3]), found[4]


def package_of(row: Outbox) -> Package:
    """The frozen file of a row."""
    office, day, revision, _ = parts_of(row.key)
    return Package(
        office=office,
        day=day,
        revision=revision,
        name=f"tally-{office}-{day}-r{revision}.json",
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
    """Rows for targets that came later, leases that ran out, lower revisions that need not go any more."""
    from sqlalchemy import select

    from models.outbox import Outbox
    from models.tally_file import TallyFile

    session = uow.session
    newest: dict[str, TallyFile] = {}
    for file in session.scalars(select(TallyFile).order_by(TallyFile.day, TallyFile.revision)):
        newest[file.day.isoformat()] = file
    for file in newest.values():
        enqueue(uow, file, office_of(file), targets)
    session.flush()
    tops: dict[tuple[str, str], int] = {}
    rows = list(session.scalars(select(Outbox).where(Outbox.state != "sent")))
    for row in session.scalars(select(Outbox)):
        _, day, revision, name = parts_of(row.key)
        tops[day, name] = max(tops.get((day, name), 0), revision)
    for row in rows:
        _, day, revision, name = parts_of(row.key)
        if row.state == "sending" and _over(row.lease_until, uow.now):
            row.state, row.lease_until = "waiting", None
        if row.state in {"waiting", "refused", "delivered"} and revision < tops[day, name]:
            row.state = "superseded"


def office_of(file: TallyFile) -> str:
    """The unit code a file was closed under, as its name tells."""
    name = file.file.rpartition("/")[2]
    return name.removeprefix("tally-").rsplit(f"-{file.day.isoformat()}-r", 1)[0]


def _over(until: datetime | None, now: datetime) -> bool:
    """A lease is over after its end, or where a clock set back put its end out of reach."""
    return until is None or until <= now or until > now + LEASE


def is_due(row: Outbox, now: datetime) -> bool:
    """Whether its wait is over; one longer than any wait was written by a clock that ran ahead."""
    longest = timedelta(seconds=LONGEST_WAIT * (1 + _JITTER))
    return row.next_at is None or row.next_at <= now or row.next_at > now + longest


def waiting(session: Session, names: Iterable[str]) -> list[Outbox]:
    """The rows that wait for one of these targets, in the order the days were closed."""
    from sqlalchemy import select

    from models.outbox import Outbox

    wanted = set(names)
    rows = session.scalars(select(Outbox).where(Outbox.state == "waiting"))
    found = [row for row in rows if parts_of(row.key)[3] in wanted]
    return sorted(found, key=lambda row: (row.created_at, parts_of(row.key)[1], parts_of(row.key)[2]))


def settle(uow: UnitOfWork, row: Outbox, outcome: Outcome, *, dice: Random) -> None:
    """Write what became of a try."""
    row.lease_until = None
    row.last_error = outcome.error or None
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
