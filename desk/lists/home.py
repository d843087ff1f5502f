"""Bàn làm việc: what waits at this desk, and how the month stands against its two targets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from desk.clock import LOCAL
from desk.dates.kept import as_kept, moment_of
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
MAX_CALLS = 20
_ORDER = {"overdue": 0, "due_today": 1, "supplement": 2, "pickup": 3, "open": 4}


@dataclass(frozen=True, slots=True)
class _Waiting:
    """One dossier somebody must act upon, before its words are looked up."""

    id: int
    code: str
    due_at: datetime | None
    kind: str


@dataclass(frozen=True, slots=True)
class Fact:
    """The few columns the month's indicators are counted from."""

    state: int
    channel: str
    received_at: datetime
    finished_at: datetime | None
    due: datetime | None


def desk_home(office: Office) -> DeskHome:
    """Counters, work list (nearest deadline first), calls, the month's indicators and twelve days of bars."""
    from desk.dates.calendar import office_calendar
    from desk.lists.calls import first_calls
    from desk.lists.worklists import counts_in
    from desk.numbers.indicators import load_targets
    from desk.office.rules import rule

    now = office.clock.now()
    today = now.date()
    month_start = today.replace(day=1)
    with office.read() as session:
        waiting = _waiting(session, now)
        work = _work(session, waiting[:MAX_WORK], now, office.lang)
        current = rule(session, "indicators.on_time_against", on=today) == "current"
        facts = _facts(session, since=min(month_start, today - timedelta(days=BARS - 1)), current=current)
        supplement = _asked_since(session)
        online = _online_waiting(session, now)
        unsent = _unsent(session)
        targets = load_targets(session, today)
        counts = counts_in(session, now, office_calendar(session))
        calls, calls_total = first_calls(session, office, limit=MAX_CALLS)
    received = [one for one in facts if one.received_at.date() == today and one.state != State.NEW]
    due_today = [one for one in waiting if one.kind == "due_today"]
    month = [one for one in facts if one.received_at.date() >= month_start and one.state != State.NEW]
    settled = [one for one in facts if one.finished_at and one.finished_at.date() >= month_start]
    return DeskHome(
        received_today=len(received),
        received_online_today=sum(one.channel == "online" for one in received),
        due_today=len(due_today),
        due_within_4h=sum(one.due_at is not None and one.due_at - now <= SOON for one in due_today),
        overdue=sum(one.kind == "overdue" for one in waiting),
        supplement=len(supplement),
        supplement_over_5d=sum(now - since > LONG_SUPPLEMENT for since in supplement),
        pickup=sum(one.kind == "pickup" for one in waiting),
        work=work,
        online_share=_share("online_simple", month, targets.get("online_simple"), _is_online),
        on_time=_share("on_time_settled", settled, targets.get("on_time_settled"), _is_on_time),
        online_bars=_bars(facts, today, _is_online, lambda one: one.received_at),
        on_time_bars=_bars(facts, today, _is_on_time, lambda one: one.finished_at),
        online_waiting=online,
        unsent=unsent,
        counts=counts,
        calls=calls,
        calls_total=calls_total,
    )


def _waiting(session: Session, now: datetime) -> list[_Waiting]:
    """Every dossier somebody must still act upon, nearest deadline first within its kind."""
    from sqlalchemy import select

    from models.tables import Dossier

    rows = session.execute(
        select(Dossier.id, Dossier.code, Dossier.state, as_kept(Dossier.due_current).label("due")).where(
            Dossier.state.in_([int(state) for state in WAITING_STATES])
        )
    )
    found = []
    for row in rows:
        due = moment_of(row.due) if row.due else None
        found.append(_Waiting(row.id, row.code, due, kind_of(State(row.state), due, now)))
    never = datetime.max.replace(tzinfo=LOCAL)
    return sorted(found, key=lambda one: (_ORDER[one.kind], one.due_at or never, one.code))


def _work(session: Session, waiting: Sequence[_Waiting], now: datetime, lang: str) -> tuple[WorkRow, ...]:
    """The lines of the work list, in the order given."""
    from sqlalchemy import select

    from models.tables import Applicant, Dossier

    rows = session.execute(
        select(
            Dossier.id,
            Dossier.code,
            Applicant.full_name,
            Dossier.procedure_name,
            Dossier.field,
            Dossier.state,
            as_kept(Dossier.finished_at).label("finished"),
            as_kept(Dossier.received_at).label("received"),
            Dossier.holder,
            Dossier.unit,
        )
        .join(Applicant, Applicant.id == Dossier.applicant_id)
        .where(Dossier.id.in_([one.id for one in waiting]))
    )
    by_id = {row.id: row for row in rows}
    work = []
    for one in waiting:
        row = by_id[one.id]
        since = row.finished if row.state == State.READY and row.finished else row.received
        work.append(
            WorkRow(
                code=row.code,
                applicant=row.full_name,
                procedure=row.procedure_name,
                field=row.field,
                state=State(row.state),
                due_at=one.due_at,
                kind=one.kind,
                chip=chip_of(one.kind, one.due_at, moment_of(since), now, lang=lang),
                holder=row.holder,
                holder_unit=row.unit,
            )
        )
    return tuple(work)


def _facts(session: Session, *, since: date, current: bool) -> list[Fact]:
    """The dossiers received or settled from a day on; on time is judged by the rule of the office."""
    from sqlalchemy import or_, select

    from models.tables import Dossier

    start = datetime.combine(since, time(), LOCAL)
    due = Dossier.due_current if current else Dossier.due_original
    rows = session.execute(
        select(
            Dossier.state,
            Dossier.channel,
            as_kept(Dossier.received_at),
            as_kept(Dossier.finished_at),
            as_kept(due),
        ).where(or_(Dossier.received_at >= start, Dossier.finished_at >= start))
    )
    return [
        Fact(state, channel, moment_of(received), moment_of(finished), moment_of(promised))
        for state, channel, received, finished, promised in rows
    ]


def _asked_since(session: Session) -> list[datetime]:
    """Since when each dossier that lacks papers has been waiting: by the newest request or its reception."""
    from sqlalchemy import func, select

    from models.tables import Dossier, Event

    newest = (
        select(func.max(Event.at))
        .where(Event.dossier_id == Dossier.id, Event.verb == "dossier.supplement_requested")
        .scalar_subquery()
    )
    rows = session.scalars(
        select(as_kept(func.coalesce(newest, Dossier.received_at))).where(
            Dossier.state == int(State.SUPPLEMENT)
        )
    )
    return [moment_of(since) for since in rows]


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

    gone = ("sent", "superseded")
    return int(session.scalar(select(func.count()).select_from(Outbox).where(Outbox.state.not_in(gone))) or 0)


def _is_online(one: Fact) -> bool:
    return one.channel == "online"


def _is_on_time(one: Fact) -> bool:
    """On time by the original due moment, an earlier date or the same one not after it (contract §3)."""
    return one.finished_at is not None and (one.due is None or one.finished_at <= one.due)


def _bars(
    facts: Sequence[Fact], today: date, good: Judge, on: Callable[[Fact], datetime | None]
) -> tuple[float | None, ...]:
    """The share of the last days, oldest first; a day without anything has none."""
    by_day: dict[date, list[Fact]] = {today - timedelta(days=back): [] for back in range(BARS - 1, -1, -1)}
    for one in facts:
        moment = on(one)
        if moment is not None and moment.date() in by_day:
            by_day[moment.date()].append(one)
    return tuple(_bar(ones, good) for ones in by_day.values())


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
