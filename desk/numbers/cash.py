"""Kiểm quỹ: cash counted at the end of a day against what its dossiers say; a difference needs its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.numbers.sayings import reason_in, staff_names
from desk.rows import CashCounted

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from desk.record.uow import UnitOfWork
    from models.closing import CashCount

COUNTED = "day.cash_counted"
MOST = 10**12  # đồng; no drawer holds more, a slip of the finger does


def count_cash(uow: UnitOfWork, day: date, counted: int, *, expected: int, reason: str) -> bool:
    """Note the cash of a day in this transaction; the same count again changes nothing and answers False.

    Raises:
        InputError: `close.bad_cash`, or `close.cash_reason` for a difference nobody explains.
    """
    from models.closing import CashCount

    if not 0 <= counted <= MOST:
        raise InputError("close.bad_cash", amount=counted)
    said = reason_in(reason)
    difference = counted - expected
    before = newest_count(uow.session, day)
    known = before is not None and (before.counted, before.expected) == (counted, expected)
    if known and before is not None and said in ("", before.reason):
        return False
    if difference and not said:
        raise InputError(
            "close.cash_reason",
            expected=_shown(expected),
            counted=_shown(counted),
            difference=_shown(difference),
        )
    event = uow.record(
        COUNTED,
        subject=day.isoformat(),
        details={
            "date": day.isoformat(), "expected": expected, "counted": counted, "difference": difference,
        },
    )  # fmt: skip
    uow.session.add(
        CashCount(
            day=day, at=uow.now, actor=uow.office.actor.username, expected=expected, counted=counted,
            reason=said if difference else "", event_seq=event.seq,
        )
    )  # fmt: skip
    return True


def newest_count(session: Session, day: date) -> CashCount | None:
    """The last count of a day."""
    from sqlalchemy import select

    from models.closing import CashCount

    return session.scalars(
        select(CashCount).where(CashCount.day == day).order_by(CashCount.id.desc()).limit(1)
    ).first()


def counted_cash(session: Session, day: date) -> CashCounted | None:
    """The last count of a day as it leaves `desk`."""
    one = newest_count(session, day)
    if one is None:
        return None
    name = staff_names(session).get(one.actor, one.actor)
    return CashCounted(at=one.at, by=name, expected=one.expected, counted=one.counted, reason=one.reason)


def _shown(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")
