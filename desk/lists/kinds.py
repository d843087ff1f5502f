"""Các loại danh sách việc: which dossiers each work list holds, what it counts down to, and by what law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from desk.clock import LOCAL
from desk.rows import State

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from desk.dates.calendar import WorkCalendar

RUNNING = (State.RECEIVED, State.PROCESSING)
DATED = (*RUNNING, State.WITHDRAWING)
OPEN = (State.NEW, *RUNNING, State.SUPPLEMENT, State.PAYMENT, State.WITHDRAWING, State.READY)
OVER = (State.REFUSED, State.STOPPED, State.READY, State.RETURNED)
NEAR = timedelta(days=3)  # how long ahead the closing of an unanswered supplement is shown
PROVISIONAL = ("TAM-", "TAM.")  # every provisional number lies between these two

NEXT: Mapping[State, str] = {
    State.NEW: "accept",
    State.RECEIVED: "hand-over",
    State.PROCESSING: "result-ready",
    State.SUPPLEMENT: "supplement",
    State.PAYMENT: "paid",
    State.WITHDRAWING: "stop",
    State.READY: "return",
}


@dataclass(frozen=True, slots=True)
class Horizon:
    """The moments a list is cut by: now, the end of today, how far lateness must be told of already."""

    now: datetime
    day_end: datetime
    told_from: datetime  # lateness of what is due from here
    told_by: datetime  # to here, the end of a day, can be told of in time today and not tomorrow
    near: datetime  # an unanswered supplement that ends by here is shown
    soon: int  # working minutes that are little
    by_code: bool = False  # the engine finds a range of codes by its index

    @classmethod
    def of(cls, session: Session, now: datetime, calendar: WorkCalendar) -> Horizon:
        """The horizon of this moment, by the rules in force today."""
        from desk.office.rules import rule

        ahead = int(rule(session, "clock.late_notice_days", on=now.date()))
        day = calendar.next_worked(now.date(), ahead)
        return cls(
            now=now,
            day_end=datetime.combine(now.date(), time.max, LOCAL),
            told_from=datetime.combine(day, now.time(), LOCAL),
            told_by=datetime.combine(day, time.max, LOCAL),
            near=now + NEAR,
            soon=int(rule(session, "clock.soon_hours", on=now.date())) * 60,
            by_code=session.get_bind().dialect.name == "sqlite",
        )


@dataclass(frozen=True, slots=True)
class Kind:
    """One work list: its states, the column it counts down to, what more must hold, its next verb."""

    name: str
    states: tuple[State, ...]
    due: str = ""  # column of the deadline
    since: str = "received_at"  # column of the moment it waits from, where nothing counts down
    rule: str = ""  # the rule whose source is the legal basis; else the sentence `worklist.<name>.basis`
    verb: str = ""  # the verb that ends it; "" = the usual one of the state
    where: Callable[[Any, Horizon], tuple[ColumnElement[bool], ...]] = lambda _table, _horizon: ()


def _transfer(table: Any, _: Horizon) -> tuple[ColumnElement[bool], ...]:  # noqa: ANN401 - a mapped class
    return (table.transfer_due_at.is_not(None),)


def _unfit(table: Any, horizon: Horizon) -> tuple[ColumnElement[bool], ...]:  # noqa: ANN401
    return (table.unfit_due_at >= horizon.now,)


def _closing(table: Any, horizon: Horizon) -> tuple[ColumnElement[bool], ...]:  # noqa: ANN401
    return (table.supplement_due_at <= horizon.near,)


def _late_notice(table: Any, horizon: Horizon) -> tuple[ColumnElement[bool], ...]:  # noqa: ANN401
    """Still open on the last day to tell of lateness, no new date yet (NĐ 118/2025 Đ.19.6: at most once)."""
    return (
        table.due_current >= horizon.told_from,
        table.due_current <= horizon.told_by,
        table.due_current == table.due_original,
        table.finished_at.is_(None),
    )


def _overdue(table: Any, horizon: Horizon) -> tuple[ColumnElement[bool], ...]:  # noqa: ANN401
    return (table.due_current < horizon.now,)


def _due_today(table: Any, horizon: Horizon) -> tuple[ColumnElement[bool], ...]:  # noqa: ANN401
    return (table.due_current >= horizon.now, table.due_current <= horizon.day_end)


def _unreconciled(table: Any, horizon: Horizon) -> tuple[ColumnElement[bool], ...]:  # noqa: ANN401
    """Still under a provisional number; SQLite is led to the index of codes, not to that of official ones."""
    from sqlalchemy import func

    bare = (table.provisional, func.coalesce(table.official_code, "") == "")
    low, high = PROVISIONAL
    return (table.code >= low, table.code < high, *bare) if horizon.by_code else bare


def _originals(table: Any, _: Horizon) -> tuple[ColumnElement[bool], ...]:  # noqa: ANN401
    from sqlalchemy import select

    from models.tables import Component

    kept = select(Component.dossier_id).where(Component.original_kept, Component.given_back_at.is_(None))
    return (table.id.in_(kept),)


KINDS: tuple[Kind, ...] = (
    Kind("acceptance", (State.NEW,), due="accept_due_at", rule="clock.accept_hours"),
    Kind("transfer", (State.RECEIVED,), due="transfer_due_at", rule="clock.transfer_cutoff", where=_transfer),
    Kind(
        "unfit", RUNNING, due="unfit_due_at", rule="clock.unfit_days", verb="request-supplement", where=_unfit
    ),
    Kind(
        "supplement_close",
        (State.SUPPLEMENT,),
        due="supplement_due_at",
        rule="clock.supplement_days",
        where=_closing,
    ),
    Kind(
        "late_notice",
        RUNNING,
        due="due_current",
        rule="clock.late_notice_days",
        verb="extend",
        where=_late_notice,
    ),
    Kind("overdue", DATED, due="due_current", rule="clock.late_notice_days", where=_overdue),
    Kind("due_today", DATED, due="due_current", where=_due_today),
    Kind("payment", (State.PAYMENT,)),
    Kind("pickup", (State.READY,), since="finished_at"),
    Kind("withdrawing", (State.WITHDRAWING,)),
    Kind("originals", OVER, since="finished_at", verb="give-back", where=_originals),
    Kind("unreconciled", tuple(State), verb="reconcile", where=_unreconciled),
    Kind("calendar_changed", (*DATED, State.PAYMENT), due="due_current", verb="extend"),
    Kind("all", OPEN, due="due_current"),
)
BY_NAME: Mapping[str, Kind] = {kind.name: kind for kind in KINDS}
