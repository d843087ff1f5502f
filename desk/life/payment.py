"""Nghĩa vụ tài chính: the dossier waits for money, and goes on when it is paid.

While it waits the clock stands still: both due moments move by the working days between the two dates, of
a term in hours by the office minutes between the two moments (contract §3). Money itself is only recorded:
the receipt (biên lai) is another system's paper (NĐ 118/2025 Đ.24).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from desk.clock import LOCAL
from desk.intake.receive_file import FEE_METHODS, MAX_FEE_REASON
from desk.life.accepting import text
from desk.life.verb import Done, Ready, Verb
from desk.paying.receipt_book import enter, given_receipt
from desk.rows import State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desk.dates.calendar import WorkCalendar
    from desk.imaging.filing import Staging
    from desk.jsonform import Form
    from desk.office.opened import Office
    from desk.paying.receipt_book import GivenReceipt
    from desk.record.uow import UnitOfWork
    from models.tables import Dossier

MOST = 10**12
PAID_BY = ("cash", "online")
AWAITED = "dossier.payment_awaited"


def prepare_money(office: Office, form: Form, base: Path, staging: Staging) -> Ready:
    """Check amount, method and the number of the receipt, as far as they are given."""
    del office, base, staging
    method = form.choice("method", FEE_METHODS, default="") or None
    amount = form.whole("amount", lowest=0, highest=MOST) if form.has("amount") else None
    if amount and method in {"exempt", "none"}:
        raise form.bad("method", allowed=list(PAID_BY))
    reason = form.text("reason", limit=MAX_FEE_REASON)
    if reason and method != "exempt":
        raise form.bad("reason", expected="method exempt")
    return Ready(
        values={
            "amount": amount,
            "method": method,
            "receipt_no": form.text("receipt_no", limit=60),
            "receipt": given_receipt(form),
            "reason": reason or "",
        }
    )


def write_await(uow: UnitOfWork, row: Dossier, ready: Ready) -> Mapping[str, Any]:
    """Wait from now on; an amount given is what is owed, and unpaid."""
    del uow
    told = {key: ready.values[key] for key in ("amount", "method", "receipt_no")}
    told = {key: value for key, value in told.items() if value is not None}
    if ready.values["amount"] is not None:
        row.fee_amount, row.fee_method, row.fee_paid = ready.values["amount"], "none", False
        told |= {"fee": row.fee_amount, "fee_method": row.fee_method}
    return told


def write_paid(uow: UnitOfWork, row: Dossier, ready: Ready) -> Done:
    """Record the money and its receipt's number; a dossier that waited goes on, its dates moved."""
    amount = ready.values["amount"]
    if amount is not None:
        row.fee_amount = amount
    method = ready.values["method"] or (row.fee_method if row.fee_method in PAID_BY else PAID_BY[0])
    if method in PAID_BY:
        row.fee_paid = row.fee_amount > 0
    else:
        row.fee_amount, row.fee_paid = 0, False
    row.fee_method, row.fee_reason = method, ready.values["reason"]
    told: dict[str, Any] = {"amount": row.fee_amount, "method": method, "fee": row.fee_amount}
    if ready.values["receipt_no"]:
        told["receipt_no"] = ready.values["receipt_no"]
    if row.state == State.PAYMENT:
        told |= _resumed(uow, row)
    given: GivenReceipt | None = ready.values["receipt"]
    notes = enter(uow, row, given, amount=row.fee_amount, method=method) if given is not None else ()
    return Done(details=told, warnings=notes)


def _resumed(uow: UnitOfWork, row: Dossier) -> dict[str, Any]:
    """End the wait: both dates move, but not the one a settled dossier was judged against."""
    from desk.dates.calendar import office_calendar
    from desk.record.events import of_dossier

    asked = [event for event in of_dossier(uow.session, row.id) if event.verb == AWAITED]
    since = asked[-1].at if asked else uow.now
    calendar = office_calendar(uow.session)
    told: dict[str, Any] = {"waited_from": text(since)}
    before = row.due_original, row.due_current
    if row.finished_at is None:
        row.due_original = moved(row.due_original, since, uow.now, calendar, unit=row.term_unit)
    row.due_current = moved(row.due_current, since, uow.now, calendar, unit=row.term_unit)
    if (row.due_original, row.due_current) != before:
        told |= {"due_original": text(row.due_original), "due_current": text(row.due_current)}
    return told


def moved(
    due: datetime | None, since: datetime, until: datetime, calendar: WorkCalendar, *, unit: str | None
) -> datetime | None:
    """A due moment after a wait: later by what was waited, never earlier though the clock was set back."""
    from desk.process.worktime import after_minutes, minutes_between

    if due is None or until <= since:
        return due
    if unit == "working_hour":
        minutes = minutes_between(calendar, since, until)
        return after_minutes(calendar, due, minutes) if minutes else due
    days = calendar.worked_between(since.date(), until.date())
    if days == 0:
        return due
    day = calendar.next_worked(due.date(), days)
    closes = calendar.is_worked(due.date()) and due == calendar.closing(due.date())
    return calendar.closing(day) if closes else datetime.combine(day, due.time(), LOCAL)


VERBS = (
    Verb(name="await-payment", event=AWAITED, prepare=prepare_money, write=write_await, key="P"),
    Verb(name="paid", event="dossier.paid", prepare=prepare_money, write=write_paid, key="U"),
)
