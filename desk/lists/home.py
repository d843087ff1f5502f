"""Bàn làm việc: what waits at this desk, and how the month stands against its two targets."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from desk.clock import LOCAL, utc_text
from desk.dates.kept import as_kept, moment_of
from desk.lists.home_rows import Edges, chip_of, kind_of
from desk.rows import DeskHome, OnlineWaiting, State, WorkRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from desk.office.opened import Office


OPEN_STATES = (State.RECEIVED, State.PROCESSING, State.SUPPLEMENT, State.PAYMENT, State.WITHDRAWING)
WAITING_STATES = (*OPEN_STATES, State.READY)
LONG_SUPPLEMENT = timedelta(days=5)
SOON = timedelta(hours=4)
BARS = 12
MAX_WORK = 500
MAX_CALLS = 20
_ORDER = {"overdue": 0, "due_today": 1, "supplement": 2, "pickup": 3, "open": 4}
_WAITS = {"supplement", "pickup"}  # these chips tell for how many days, the others when it is due
_NEVER = "9999"  # sorts after every moment as the record keeps them


class _Waiting(NamedTuple):
    """One dossier somebody must act upon, before its words are looked up; sorts as the desk shows it.

    Thousands may wait and 500 are shown: until then a moment stays the text it is kept as.
    """

    order: int
    due: str
    code: str
    id: int
    kind: str


def desk_home(office: Office) -> DeskHome:
    """Counters, work list (nearest deadline first), calls, the month's indicators and twelve days of bars."""
    from desk.dates.calendar import office_calendar
    from desk.lists.calls import first_calls
    from desk.lists.worklists import counts_in
    from desk.numbers.indicators import load_targets
    from desk.numbers.shares import shares

    now = office.clock.now()
    today = now.date()
    days = [today - timedelta(days=back) for back in range(BARS - 1, -1, -1)]
    windows = [(today.replace(day=1), today), *((one, one) for one in days)]
    with office.read() as session:
        waiting = _waiting(session, now)
        work = _work(session, waiting[:MAX_WORK], now, office.lang)
        received, received_online = _received_on(session, datetime.combine(today, time(), LOCAL))
        month, *bars = shares(office, session, windows)
        supplement = _asked_since(session)
        online = _online_waiting(session, now)
        unsent = _unsent(session)
        targets = load_targets(session, today)
        counts = counts_in(session, now, office_calendar(session))
        calls, calls_total = first_calls(session, office, limit=MAX_CALLS)
    due_today = [one for one in waiting if one.kind == "due_today"]
    soon = utc_text(now + SOON)
    return DeskHome(
        received_today=received,
        received_online_today=received_online,
        due_today=len(due_today),
        due_within_4h=sum(one.due <= soon for one in due_today),
        overdue=sum(one.kind == "overdue" for one in waiting),
        supplement=len(supplement),
        supplement_over_5d=sum(now - since > LONG_SUPPLEMENT for since in supplement),
        pickup=sum(one.kind == "pickup" for one in waiting),
        work=work,
        online_share=month.online_share(targets),
        on_time=month.on_time_share(targets),
        online_bars=tuple(one.online_share({}).rate for one in bars),
        on_time_bars=tuple(one.on_time_share({}).rate for one in bars),
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
    edges = Edges.of(now)
    found = []
    for key, code, state, due in rows:
        kind = kind_of(state, due, edges)
        found.append(_Waiting(_ORDER[kind], due or _NEVER, code, key, kind))
    found.sort()
    return found


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
            as_kept(Dossier.supplement_due_at).label("closes"),
        )
        .join(Applicant, Applicant.id == Dossier.applicant_id)
        .where(Dossier.id.in_([one.id for one in waiting]))
    )
    by_id = {row[0]: row for row in rows}
    moments: dict[str, datetime | None] = {_NEVER: None}  # many are due at the same closing time
    chips: dict[tuple[str, str], str] = {}
    work = []
    for one in waiting:
        _, code, name, procedure, field, state, finished, received, holder, unit, closes = by_id[one.id]
        if one.due not in moments:
            moments[one.due] = moment_of(one.due)
        due_at, since = moments[one.due], now
        if one.kind in _WAITS:
            since = moment_of(finished if state == State.READY and finished else received)
        limit = closes if one.kind == "supplement" else None
        alike = one.kind, limit or (f"{since:%d%m%Y}" if one.kind in _WAITS else one.due)
        if alike not in chips:
            ends = moment_of(limit) if limit else due_at
            chips[alike] = chip_of(one.kind, ends, since, now, lang=lang)
        work.append(
            WorkRow(
                code=code,
                applicant=name,
                procedure=procedure,
                field=field,
                state=State(state),
                due_at=due_at,
                kind=one.kind,
                chip=chips[alike],
                holder=holder,
                holder_unit=unit,
            )
        )
    return tuple(work)


def _received_on(session: Session, start: datetime) -> tuple[int, int]:
    """How many dossiers were received in the day that begins then, and how many of these online."""
    from sqlalchemy import func, or_, select

    from models.tables import Dossier

    counted = select(Dossier.channel, func.count()).where(
        Dossier.received_at >= start,
        Dossier.received_at < start + timedelta(days=1),  # a clock set back has a later day on record
        Dossier.state != int(State.NEW),
        # sent back for papers and never taken in: the tally does not count it as received either
        or_(Dossier.state != int(State.SUPPLEMENT), Dossier.due_original.is_not(None)),
    )
    by_channel = {channel: int(n) for channel, n in session.execute(counted.group_by(Dossier.channel))}
    return sum(by_channel.values()), by_channel.get("online", 0)


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
