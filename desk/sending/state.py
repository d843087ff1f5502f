"""How sending stands now, read from the outbox without its bodies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from desk.sending.rows import SendRow, SendState, TargetState

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from desk.sending.targets import Target

EVERY = "sync.every_minutes"
_MOST = 60  # open rows that are listed; all are counted
_LAST = 8  # of those that are over
_FIRST = {"refused": 0, "waiting": 1, "sending": 1, "delivered": 2}


def state(office: Office) -> SendState:
    """What waits, what went, why not."""
    from desk.office import settings
    from desk.sending.targets import is_undeclared, targets
    from desk.sending.turn import held_by
    from models.outbox import SyncTurn

    with office.read() as session:
        chosen = targets(session)
        names = {one.name for one in chosen}
        lonely = {one.name for one in chosen if is_undeclared(one)}
        rows = [_marked(row, lonely) for row in _open(session) if row.target in names]
        return SendState(
            targets=tuple(_target(session, one, rows) for one in chosen),
            rows=(*_in_order(rows)[:_MOST], *_over(session, names)),
            every_minutes=settings.value(session, EVERY),
            busy_by=held_by(session.get(SyncTurn, 1), office.clock.now()),
        )


def day_rows(office: Office, day: date) -> tuple[SendRow, ...]:
    """A day's rows of its newest revision, one for each target that still is one."""
    from sqlalchemy import select

    from desk.sending.targets import is_undeclared, targets
    from models.outbox import Outbox

    with office.read() as session:
        chosen = targets(session)
        names = [one.name for one in chosen]
        lonely = {one.name for one in chosen if is_undeclared(one)}
        query = select(*_facts()).where(Outbox.key.like(f"%/{day.isoformat()}/r%"))
        newest: dict[str, SendRow] = {}
        for fact in session.execute(query):
            row = _row(fact)
            if row.target in names and row.revision >= newest.get(row.target, row).revision:
                newest[row.target] = row
        return tuple(_marked(newest[name], lonely) for name in names if name in newest)


def _marked(row: SendRow, lonely: Collection[str]) -> SendRow:
    return replace(row, undeclared=True) if row.target in lonely else row


def _facts() -> tuple[Any, ...]:
    from models.outbox import Outbox

    return (
        Outbox.key, Outbox.state, Outbox.attempts, Outbox.last_error, Outbox.told, Outbox.tried_at,
        Outbox.failed_since, Outbox.next_at, Outbox.sent_at, Outbox.receipt,
    )  # fmt: skip


def _open(session: Session) -> list[SendRow]:
    from sqlalchemy import select

    from desk.sending.outbox import TO_DO
    from models.outbox import Outbox

    return [_row(fact) for fact in session.execute(select(*_facts()).where(Outbox.state.in_(TO_DO)))]


def _over(session: Session, names: Iterable[str]) -> list[SendRow]:
    """The last that went or need not go any more."""
    from sqlalchemy import select

    from models.outbox import Outbox

    done = select(*_facts()).where(Outbox.state.in_(("sent", "superseded")))
    latest = done.order_by(Outbox.created_at.desc(), Outbox.key.desc()).limit(_LAST * 4)
    wanted = set(names)
    return [row for row in map(_row, session.execute(latest)) if row.target in wanted][:_LAST]


def _row(fact: Any) -> SendRow:  # noqa: ANN401 - a row of `_facts`
    from desk.sending.outbox import parts_of

    _, day, revision, target = parts_of(fact.key)
    return SendRow(
        key=fact.key,
        date=date.fromisoformat(day),
        revision=revision,
        target=target,
        state=fact.state,
        attempts=fact.attempts,
        error=fact.last_error or "",
        told=fact.told,
        tried_at=fact.tried_at,
        failed_since=fact.failed_since,
        next_at=fact.next_at,
        sent_at=fact.sent_at,
        receipt=fact.receipt or "",
    )


def _in_order(rows: Sequence[SendRow]) -> list[SendRow]:
    newest = sorted(rows, key=lambda row: (row.date, row.revision), reverse=True)
    return sorted(newest, key=lambda row: (_FIRST.get(row.state, 3), not row.error))


def _target(session: Session, target: Target, rows: Sequence[SendRow]) -> TargetState:
    from desk.sending.targets import is_undeclared

    mine = [row for row in rows if row.target == target.name]
    wrong = [row for row in mine if row.error]
    since = min((row.failed_since for row in wrong if row.failed_since is not None), default=None)
    newest = max(wrong, key=lambda row: (row.state == "refused", str(row.tried_at)), default=None)
    return TargetState(
        name=target.name,
        kind=target.kind,
        waiting=sum(row.state in ("waiting", "sending") for row in mine),
        delivered=sum(row.state == "delivered" for row in mine),
        refused=sum(row.state == "refused" for row in mine),
        error=newest.error if newest is not None else "",
        failed_since=since or (newest.tried_at if newest is not None else None),
        sent_at=_sent_at(session, target.name),
        undeclared=is_undeclared(target),
    )


def _sent_at(session: Session, name: str) -> datetime | None:
    from sqlalchemy import func, select

    from models.outbox import Outbox

    query = select(func.max(Outbox.sent_at)).where(
        Outbox.state == "sent", Outbox.key.endswith(f"/{name}", autoescape=True)
    )
    return session.scalar(query)
