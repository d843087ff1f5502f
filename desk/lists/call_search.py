"""Ai cần được báo: the dossiers somebody must be told of, and what was tried since."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, time
from itertools import islice
from typing import TYPE_CHECKING, Any

from desk.clock import LOCAL, utc_text
from desk.dates.kept import as_kept, moment_of
from desk.lists.kinds import DATED
from desk.rows import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

KINDS = ("lateness", "supplement", "result_ready")  # in the order of telling
REACHED = "reached"
EXPORTED = "exported"
_ASKED = "dossier.supplement_requested"
_EXTENDED = "dossier.extended"
Attempt = tuple[str, str]  # when, as the record keeps it, and how it ended


@dataclass(frozen=True, slots=True)
class Waiting:
    """One citizen not told yet: of what, since when, and what was tried since then."""

    dossier_id: int
    code: str
    kind: str
    state: int
    since: datetime | None
    due_at: datetime | None
    extended: bool = False
    attempts: int = 0
    last_at: datetime | None = None
    last_outcome: str = ""
    exported: bool = False


def waiting_in(
    session: Session,
    now: datetime,
    *,
    kinds: Sequence[str] = KINDS,
    only: int | None = None,
    all_attempts: bool = False,
    limit: int | None = None,
) -> list[Waiting]:
    """Who is to be told, lateness first; `all_attempts` keeps those that were reached or given up."""
    found = _open_rows(session, now, kinds=kinds, only=only, all_attempts=all_attempts)
    return [_waiting(kind, row, calls) for kind, row, calls in islice(found, limit)]


def first_waiting(session: Session, now: datetime, *, limit: int) -> tuple[list[Waiting], int]:
    """The first who are to be told, and how many there are in all."""
    rows = list(_open_rows(session, now, kinds=KINDS, only=None, all_attempts=False))
    return [_waiting(kind, row, calls) for kind, row, calls in rows[:limit]], len(rows)


def _open_rows(
    session: Session, now: datetime, *, kinds: Sequence[str], only: int | None, all_attempts: bool
) -> Iterator[tuple[str, Any, Sequence[Attempt]]]:
    """Each one with its attempts since there is something to tell; moments stay the text they are kept as."""
    from desk.office.rules import rule
    from models.tables import Dossier

    most = int(rule(session, "calls.max_attempts", on=now.date()))
    today = utc_text(datetime.combine(now.date(), time(), LOCAL))
    tried = _tried(session, only)
    for kind in KINDS:
        if kind not in kinds:
            continue
        query = _QUERIES[kind](now)
        if only is not None:
            query = query.where(Dossier.id == only)
        for row in session.execute(query).all():
            earlier = tried.get((row[0], kind))
            if earlier is None and most:  # nobody tried yet, as with nearly all
                yield kind, row, ()
                continue
            since = row.since or row.due or ""
            calls = [one for one in earlier or () if one[0] >= since]
            if all_attempts or _is_open(calls, most=most, today=today):
                yield kind, row, calls


def _is_open(calls: Sequence[Attempt], *, most: int, today: str) -> bool:
    """Not reached yet, not given up, and not handed to the gateway this very day."""
    if len(calls) >= most or any(outcome == REACHED for _, outcome in calls):
        return False
    return not any(outcome == EXPORTED and at >= today for at, outcome in calls)


def _waiting(kind: str, row: Any, calls: Sequence[Attempt]) -> Waiting:  # noqa: ANN401 - a row
    since = row.since or row.due
    return Waiting(
        dossier_id=row.id,
        code=row.code,
        kind=kind,
        state=int(row.state),
        since=moment_of(since) if since else None,
        due_at=moment_of(row.due) if row.due else None,
        extended=bool(row.extended),
        attempts=len(calls),
        last_at=moment_of(calls[-1][0]) if calls else None,
        last_outcome=calls[-1][1] if calls else "",
        exported=any(outcome == EXPORTED for _, outcome in calls),
    )


def _tried(session: Session, only: int | None) -> dict[tuple[int, str], list[Attempt]]:
    """Every attempt on a dossier that is still open, oldest first, by dossier and kind."""
    from sqlalchemy import select

    from models.tables import Call, Dossier

    query = (
        select(Call.dossier_id, Call.kind, as_kept(Call.at).label("at"), Call.outcome)
        .join(Dossier, Dossier.id == Call.dossier_id)
        .where(Dossier.state.in_([int(state) for state in (*DATED, State.SUPPLEMENT, State.READY)]))
        .order_by(Call.id)
    )
    if only is not None:
        query = query.where(Call.dossier_id == only)
    found: dict[tuple[int, str], list[Attempt]] = defaultdict(list)
    for row in session.execute(query):
        found[row.dossier_id, row.kind].append((row.at, row.outcome))
    return found


def _columns(since: Any, due: Any, extended: Any) -> Select[Any]:  # noqa: ANN401 - columns or expressions
    from sqlalchemy import select

    from models.tables import Dossier

    return select(
        Dossier.id,
        Dossier.code,
        Dossier.state,
        as_kept(since).label("since"),
        as_kept(due).label("due"),
        extended.label("extended"),
    )


def _newest(verb: str) -> Any:  # noqa: ANN401 - a scalar subquery
    """The moment of the newest event of a verb on the dossier at hand."""
    from sqlalchemy import func, select

    from models.tables import Dossier, Event

    return (
        select(func.max(Event.at)).where(Event.dossier_id == Dossier.id, Event.verb == verb).scalar_subquery()
    )


def _ready(_: datetime) -> Select[Any]:
    from sqlalchemy import literal, null

    from models.tables import Dossier

    query = _columns(Dossier.finished_at, null(), literal(0)).where(Dossier.state == int(State.READY))
    return query.order_by(Dossier.finished_at.desc(), Dossier.code)


def _incomplete(_: datetime) -> Select[Any]:
    from sqlalchemy import func, literal

    from models.tables import Dossier

    since = func.coalesce(_newest(_ASKED), Dossier.received_at)
    query = _columns(since, Dossier.supplement_due_at, literal(0))
    return query.where(Dossier.state == int(State.SUPPLEMENT)).order_by(
        Dossier.supplement_due_at, Dossier.code
    )


def _late(now: datetime) -> Select[Any]:
    """Overdue and still open, or given a new date: both owe an apology (NĐ 118/2025 Đ.19.6)."""
    from sqlalchemy import case, or_

    from models.tables import Dossier

    extended = Dossier.due_current != Dossier.due_original
    since = case((Dossier.due_current < now, Dossier.due_current), else_=_newest(_EXTENDED))
    query = _columns(since, Dossier.due_current, extended).where(
        Dossier.state.in_([int(state) for state in DATED]),
        Dossier.finished_at.is_(None),
        or_(Dossier.due_current < now, extended),
    )
    return query.order_by(Dossier.due_current, Dossier.code)


_QUERIES = {"lateness": _late, "supplement": _incomplete, "result_ready": _ready}
