"""Bàn làm việc: what waits at this desk, and how the month stands against its two targets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from desk.clock import LOCAL
from desk.lists.home_rows import chip_of, kind_of
from desk.rows import DeskHome, IndicatorValue, OnlineWaiting, State, WorkRow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy.orm import Session

    from desk.office.opened import Office

    Judge = Callable[["Fact"], bool]

OPEN_STATES = (State.RECEIVED, State.PROCESSING, State.SUPPLEMENT, State.PAYMENT, State.WITHDRAWING)
WAITING_STATES = (*OPEN_STATES, State.READY)
LONG_SUPPLEMENT = timedelta(days=5)
SOON = timedelta(hours=4)
BARS = 12
MAX_WORK = 500
_ORDER = {"overdue": 0, "due_today": 1, "supplement": 2, "pickup": 3, "open": 4}


@dataclass(frozen=True, slots=True)
class Fact:
    """The few columns the month's indicators are counted from."""

    state: int
    channel: str
    received_at: datetime
    finished_at: datetime | None
    due: datetime | None


def desk_home(office: Office) -> DeskHome:
    """Counters, work list (nearest deadline first), the month's indicators and twelve days of bars."""
    from desk.numbers.indicators import load_targets

    now = office.clock.now()
    today = now.date()
    with office.read() as session:
        work = _work(session, now, office.lang)
        facts = _facts(session, since=min(today.replace(day=1), today - timedelta(days=BARS - 1)))
        supplement = _waiting_since(session, "dossier.supplement_requested", State.SUPPLEMENT)
        online = _online_waiting(session, now)
        unsent = _unsent(session)
        targets = load_targets(session)
    received = [one for one in facts if one.received_at.date() == today and one.state != State.NEW]
    due_today = [row for row in work if row.kind == "due_today"]
    month = [
        one for one in facts if one.received_at.date() >= today.replace(day=1) and one.state != State.NEW
    ]
    settled = [one for one in facts if one.finished_at and one.finished_at.date() >= today.replace(day=1)]
    days = [today - timedelta(days=back) for back in range(BARS - 1, -1, -1)]
    return DeskHome(
        received_today=len(received),
        received_online_today=sum(one.channel == "online" for one in received),
        due_today=len(due_today),
        due_within_4h=sum(row.due_at is not None and row.due_at - now <= SOON for row in due_today),
        overdue=sum(row.kind == "overdue" for row in work),
        supplement=len(supplement),
        supplement_over_5d=sum(now - since > LONG_SUPPLEMENT for since in supplement),
        pickup=sum(row.kind == "pickup" for row in work),
        work=tuple(work[:MAX_WORK]),
        online_share=_share("online_simple", month, targets.get("online_simple"), _is_online),
        on_time=_share("on_time_settled", settled, targets.get("on_time_settled"), _is_on_time),
        online_bars=tuple(
            _bar([one for one in facts if one.received_at.date() == day], _is_online) for day in days
        ),
        on_time_bars=tuple(
            _bar([one for one in facts if _settled_on(one, day)], _is_on_time) for day in days
        ),
        online_waiting=online,
        unsent=unsent,
    )


def _work(session: Session, now: datetime, lang: str) -> list[WorkRow]:
    """Every dossier somebody must still act upon, nearest deadline first within its kind."""
    from sqlalchemy import select

    from models.tables import Applicant, Dossier

    rows = session.execute(
        select(
            Dossier.code,
            Applicant.full_name,
            Dossier.procedure_name,
            Dossier.field,
            Dossier.state,
            Dossier.due_current,
            Dossier.finished_at,
            Dossier.received_at,
            Dossier.holder,
            Dossier.unit,
        )
        .join(Applicant, Applicant.id == Dossier.applicant_id)
        .where(Dossier.state.in_([int(state) for state in WAITING_STATES]))
    )
    work = []
    for row in rows:
        state = State(row.state)
        kind = kind_of(state, row.due_current, now)
        since = row.finished_at if state == State.READY else row.received_at
        work.append(
            WorkRow(
                code=row.code,
                applicant=row.full_name,
                procedure=row.procedure_name,
                field=row.field,
                state=state,
                due_at=row.due_current,
                kind=kind,
                chip=chip_of(kind, row.due_current, since or now, now, lang=lang),
                holder=row.holder,
                holder_unit=row.unit,
            )
        )
    never = datetime.max.replace(tzinfo=LOCAL)
    return sorted(work, key=lambda row: (_ORDER[row.kind], row.due_at or never, row.code))


def _facts(session: Session, *, since: date) -> list[Fact]:
    from sqlalchemy import or_, select

    from models.tables import Dossier

    start = datetime.combine(since, time(), LOCAL)
    rows = session.execute(
        select(
            Dossier.state, Dossier.channel, Dossier.received_at, Dossier.finished_at, Dossier.due_original
        ).where(or_(Dossier.received_at >= start, Dossier.finished_at >= start))
    )
    return [Fact(*row) for row in rows]


def _waiting_since(session: Session, verb: str, state: State) -> list[datetime]:
    """Since when each dossier in a state has been waiting, by the newest event of that verb."""
    from sqlalchemy import func, select

    from models.tables import Dossier, Event

    newest = (
        select(Event.dossier_id, func.max(Event.at).label("since"))
        .where(Event.verb == verb)
        .group_by(Event.dossier_id)
        .subquery()
    )
    rows = session.execute(
        select(newest.c.since, Dossier.received_at)
        .select_from(Dossier)
        .outerjoin(newest, newest.c.dossier_id == Dossier.id)
        .where(Dossier.state == int(state))
    )
    return [since or received for since, received in rows]


def _online_waiting(session: Session, now: datetime) -> tuple[OnlineWaiting, ...]:
    from sqlalchemy import select

    from models.tables import Applicant, Dossier

    rows = session.execute(
        select(Dossier.code, Applicant.full_name, Dossier.procedure_name, Dossier.received_at)
        .join(Applicant, Applicant.id == Dossier.applicant_id)
        .where(Dossier.state == int(State.NEW), Dossier.channel == "online")
        .order_by(Dossier.received_at)
        .limit(100)
    )
    return tuple(
        OnlineWaiting(
            code=code,
            applicant=name,
            procedure=procedure,
            waited_minutes=max(0, int((now - received).total_seconds() // 60)),
        )
        for code, name, procedure, received in rows
    )


def _unsent(session: Session) -> int:
    from sqlalchemy import func, select

    from models.tables import Outbox

    return int(session.scalar(select(func.count()).select_from(Outbox).where(Outbox.state != "sent")) or 0)


def _is_online(one: Fact) -> bool:
    return one.channel == "online"


def _is_on_time(one: Fact) -> bool:
    """On time by the original due moment, an earlier date or the same one not after it (contract §3)."""
    return one.finished_at is not None and (one.due is None or one.finished_at <= one.due)


def _settled_on(one: Fact, day: date) -> bool:
    return one.finished_at is not None and one.finished_at.date() == day


def _bar(facts: Sequence[Fact], good: Judge) -> float | None:
    return round(100 * sum(map(good, facts)) / len(facts), 2) if facts else None


def _share(key: str, facts: Sequence[Fact], target: float | None, good: Judge) -> IndicatorValue:
    rate = _bar(facts, good)
    return IndicatorValue(
        key=key,
        numerator=sum(map(good, facts)),
        denominator=len(facts),
        rate=rate,
        target=target,
        met=None if rate is None or target is None else rate >= target,
    )
