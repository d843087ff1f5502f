"""Kỳ báo cáo by name: calendar months, quarters and years, and the cut of the 15th to the 14th.

`2026-11`, `2026-Q4`, `2026` are calendar periods; with `@15` each begins on the 15th of the month before it
and ends on the 14th of its own last month, as statutory reports were cut (TT 01/2020/TT-VPCP).
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from desk.errors import InputError

_NAME = re.compile(r"((?:19|20|21)\d\d)(?:-(?:(0[1-9]|1[0-2])|Q([1-4])))?(@15)?", re.ASCII)
_QUARTER = 3
_CUT = 15
_IN_EVERY_MONTH = 28


def named_period(text: str) -> tuple[date, date]:
    """The first and last day of a period by its name.

    Raises:
        InputError: `report.bad_period_name`.
    """
    found = _NAME.fullmatch(text.strip().upper())
    if found is None:
        raise InputError("report.bad_period_name", period=text[:40])
    year = int(found[1])
    if found[2]:
        first = last = int(found[2])
    elif found[3]:
        last = int(found[3]) * _QUARTER
        first = last - _QUARTER + 1
    else:
        first, last = 1, 12
    begin, end = date(year, first, 1), _month_end(date(year, last, 1))
    if found[4]:
        return (begin - timedelta(days=1)).replace(day=_CUT), end.replace(day=_CUT - 1)
    return begin, end


def period_before(first: date, last: date) -> tuple[date, date]:
    """The period of the same kind before: as many months where it is whole months, else as many days."""
    months, end = _whole_months(first, last), first - timedelta(days=1)
    if not months:
        return end - (last - first), end
    return _shifted(first, -months), end


def period_after(first: date, last: date) -> tuple[date, date]:
    """The period of the same kind after; the one before it is this one."""
    months, begin = _whole_months(first, last), last + timedelta(days=1)
    if not months:
        return begin, begin + (last - first)
    return begin, _shifted(begin, months) - timedelta(days=1)


def _whole_months(first: date, last: date) -> int:
    """How many months it is from one day of a month to the day before the same one; 0 where it is none."""
    after = last + timedelta(days=1)
    months = (after.year - first.year) * 12 + after.month - first.month
    return months if months > 0 and after.day == first.day <= _IN_EVERY_MONTH else 0


def _shifted(first: date, months: int) -> date:
    month = first.year * 12 + first.month - 1 + months
    return date(month // 12, month % 12 + 1, first.day)


def _month_end(day: date) -> date:
    return (day + timedelta(days=31)).replace(day=1) - timedelta(days=1)
