"""Danh sách việc: what waits for a human hand, the nearest deadline first, counted down in working time.

Every list is one query over the index of states; moments are compared as the text they are kept as.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from desk.clock import LOCAL
from desk.dates.kept import as_kept, moment_of
from desk.errors import InputError
from desk.lists.kinds import BY_NAME, DATED, KINDS, NEXT, Horizon, Kind
from desk.lists.rows import WorkItem, WorkList
from desk.rows import State
from desk.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from desk.dates.calendar import WorkCalendar
    from desk.office.opened import Office

LIMIT = 500
MAX_LIMIT = 10_000
CHANGED = "calendar_changed"
_MOMENTS = ("now", "day_end", "told_from", "told_by", "near")


def work_list(office: Office, kind: str, *, holder: str = "", unit: str = "", limit: int = LIMIT) -> WorkList:
    """One list of what waits, also of one holder or unit only; the most urgent `limit` rows.

    Raises:
        InputError: `worklist.unknown`, `worklist.bad_limit`.
    """
    from desk.dates.calendar import office_calendar

    if kind not in BY_NAME:
        raise InputError("worklist.unknown", kind=kind[:40], allowed=list(BY_NAME))
    if not 1 <= limit <= MAX_LIMIT:
        raise InputError("worklist.bad_limit", limit=limit, most=MAX_LIMIT)
    chosen = BY_NAME[kind]
    now = office.clock.now()
    with office.read() as session:
        calendar = office_calendar(session)
        horizon = Horizon.of(session, now, calendar)
        would_be = changed_dates(session, calendar) if kind == CHANGED else {}
        where = _conditions(chosen, horizon, holder=holder, unit=unit, codes=would_be)
        rows = _rows(session, chosen, where, limit=limit)
        total = len(rows) if len(rows) < limit else _count(session, where)
    left: dict[datetime, int] = {}  # many dossiers are due at the same closing time
    items = tuple(
        _item(row, chosen, horizon, calendar, left=left, would_be=would_be, lang=office.lang) for row in rows
    )
    return WorkList(
        kind=kind,
        title=sentence(f"worklist.{kind}", office.lang),
        basis=basis_of(chosen, office.lang),
        rows=items,
        total=total,
    )


def counts(office: Office) -> Mapping[str, int]:
    """How many dossiers each list holds, by its name."""
    from desk.dates.calendar import office_calendar

    with office.read() as session:
        return counts_in(session, office.clock.now(), office_calendar(session))


def counts_in(session: Session, now: datetime, calendar: WorkCalendar) -> Mapping[str, int]:
    """The same inside a session that is open already; one query for all of them."""
    horizon = Horizon.of(session, now, calendar)
    moments = {name: getattr(horizon, name) for name in _MOMENTS}
    rows = session.execute(_counting(by_code=horizon.by_code), moments)
    found = {name: int(number) for name, number in rows}
    found[CHANGED] = len(changed_dates(session, calendar))
    return {kind.name: found[kind.name] for kind in KINDS}


@lru_cache(maxsize=2)
def _counting(*, by_code: bool) -> Any:  # noqa: ANN401 - a statement
    """The query of all counts, its moments left open: put together once, asked once a minute."""
    from sqlalchemy import bindparam, func, literal, select, union_all

    from models.base import Moment
    from models.tables import Dossier

    left_open: dict[str, Any] = {name: bindparam(name, type_=Moment()) for name in _MOMENTS}
    horizon = Horizon(**left_open, soon=0, by_code=by_code)
    parts = (
        select(literal(kind.name), func.count())
        .select_from(Dossier)
        .where(*_conditions(kind, horizon, holder="", unit="", codes={}))
        for kind in KINDS
        if kind.name != CHANGED
    )
    return union_all(*parts)


def changed_dates(session: Session, calendar: WorkCalendar) -> Mapping[str, datetime]:
    """By code, what the printed date of an open dossier would be now where the calendar changed since.

    Nothing is counted again unless days or hours were changed after a clock had started.
    """
    from desk.dates.affected import affected_in, last_change

    changed = last_change(session)
    if changed is None:
        return {}
    return {one.code: one.would_be for one in affected_in(session, calendar, started_by=changed)}


def basis_of(kind: Kind, lang: str) -> str:
    """The law behind a list, as its rule declares it."""
    from desk.office.rules import RULES

    if kind.rule:
        return next(one.source for one in RULES if one.key == kind.rule)
    return sentence(f"worklist.{kind.name}.basis", lang)


def _conditions(
    kind: Kind, horizon: Horizon, *, holder: str, unit: str, codes: Mapping[str, datetime]
) -> list[ColumnElement[bool]]:
    from models.tables import Dossier

    found: list[ColumnElement[bool]] = []
    if len(kind.states) < len(State):
        found.append(Dossier.state.in_([int(state) for state in kind.states]))
    found.extend(kind.where(Dossier, horizon))
    if kind.name == CHANGED:
        found.append(Dossier.code.in_(list(codes)[:MAX_LIMIT]))
    if holder:
        found.append(Dossier.holder == holder)
    if unit:
        found.append(Dossier.unit == unit)
    return found


def _rows(session: Session, kind: Kind, where: Sequence[ColumnElement[bool]], *, limit: int) -> Sequence[Any]:
    from sqlalchemy import select

    from models.tables import Applicant, Dossier

    due = _deadline(kind)
    since = getattr(Dossier, kind.since)
    order = (due.is_(None), due) if kind.due else (since.is_(None), since)
    query = (
        select(
            Dossier.code,
            Applicant.full_name,
            Dossier.procedure_name,
            Dossier.field,
            Dossier.state,
            as_kept(due).label("due"),
            as_kept(since).label("since"),
            as_kept(Dossier.due_current).label("promised"),
            Dossier.holder,
            Dossier.unit,
        )
        .join(Applicant, Applicant.id == Dossier.applicant_id)
        .where(*where)
        .order_by(*order, Dossier.code)
        .limit(limit)
    )
    return session.execute(query).all()


def _deadline(kind: Kind) -> Any:  # noqa: ANN401 - a column or a case of columns
    """The column a list counts down to; of all open dossiers the one that their state counts down to."""
    from sqlalchemy import case, null

    from models.tables import Dossier

    if kind.name != "all":
        return getattr(Dossier, kind.due) if kind.due else null()
    return case(
        (Dossier.state == int(State.NEW), Dossier.accept_due_at),
        (Dossier.state == int(State.SUPPLEMENT), Dossier.supplement_due_at),
        (Dossier.state.in_([int(state) for state in DATED]), Dossier.due_current),
        else_=null(),
    )


def _count(session: Session, where: Sequence[ColumnElement[bool]]) -> int:
    from sqlalchemy import func, select

    from models.tables import Dossier

    return int(session.scalar(select(func.count()).select_from(Dossier).where(*where)) or 0)


def _item(
    row: Any,  # noqa: ANN401 - a row of the query above
    kind: Kind,
    horizon: Horizon,
    calendar: WorkCalendar,
    *,
    left: dict[datetime, int],
    would_be: Mapping[str, datetime],
    lang: str,
) -> WorkItem:
    state = State(row.state)
    promised = moment_of(row.promised)
    due = moment_of(row.due)
    if kind.name == "late_notice" and due is not None:
        due = _notice_moment(due, horizon, calendar)
    if due is not None and due not in left:
        left[due] = calendar.minutes_between(horizon.now, due)
    minutes = None if due is None else left[due]
    level = "ok" if due is None or minutes is None else level_of(due, minutes, horizon)
    return WorkItem(
        code=row.code,
        applicant=row.full_name,
        procedure=row.procedure_name,
        field=row.field,
        state=state,
        due_at=due,
        minutes_left=None if minutes is None else max(0, minutes),
        level=level,
        chip=chip_of(due, minutes, moment_of(row.since), horizon, lang=lang),
        holder=row.holder,
        unit=row.unit,
        next_verb=_next_verb(kind, state, level),
        minutes_over=max(0, -(minutes or 0)),
        promised_at=promised,
        would_be=would_be.get(row.code),
    )


def _notice_moment(due: datetime, horizon: Horizon, calendar: WorkCalendar) -> datetime:
    """Until when lateness must be told: the same hour, so many working days before (NĐ 118/2025 Đ.19.6)."""
    from datetime import timedelta

    ahead = calendar.worked_between(horizon.now.date(), horizon.told_by.date())
    day = due.date()
    while ahead:
        day -= timedelta(days=1)
        ahead -= calendar.is_worked(day)
    return datetime.combine(day, due.time(), LOCAL)


def level_of(due: datetime, left: int, horizon: Horizon) -> str:
    """How urgent a deadline is: ok, soon or late."""
    if due < horizon.now:
        return "late"
    return "soon" if left <= horizon.soon else "ok"


def chip_of(
    due: datetime | None, left: int | None, since: datetime | None, horizon: Horizon, *, lang: str
) -> str:
    """The few words of a countdown: `Quá 2 ngày`, `Còn 3 giờ 20`, `Hôm nay 16:30`, `Chờ 4 ngày`."""
    now = horizon.now
    if due is None or left is None:
        waited = 0 if since is None else max(0, (now.date() - since.date()).days)
        return sentence("worklist.chip.waits", lang, n=waited)
    if due < now:
        days = (now.date() - due.date()).days
        return sentence("worklist.chip.late_days" if days else "worklist.chip.late_today", lang, n=days)
    if left <= horizon.soon:
        if left < 60:
            return sentence("worklist.chip.minutes", lang, minutes=left)
        if not left % 60:
            return sentence("worklist.chip.whole_hours", lang, hours=left // 60)
        return sentence("worklist.chip.hours", lang, hours=left // 60, minutes=left % 60)
    if due.date() == now.date():
        return sentence("worklist.chip.today", lang, time=f"{due:%H:%M}")
    return sentence("worklist.chip.by", lang, day=f"{due:%d/%m}")


def _next_verb(kind: Kind, state: State, level: str) -> str:
    if kind.name == "supplement_close":
        return "stop" if level == "late" else "supplement"
    if kind.name in {"overdue", "due_today"} and state in {State.RECEIVED, State.PROCESSING}:
        return "result-ready"
    if kind.name == "originals" and state == State.READY:
        return "return"
    if kind.verb and not (kind.name == CHANGED and state not in {State.RECEIVED, State.PROCESSING}):
        return kind.verb
    return NEXT.get(state, "note")
