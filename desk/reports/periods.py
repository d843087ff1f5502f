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


def _month_end(day: date) -> date:
    return (day + timedelta(days=31)).replace(day=1) - timedelta(days=1)
