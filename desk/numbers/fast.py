"""The tally of a period out of the derived rows: dossiers alike are counted together, the rest one by one.

Alike means: no step after the period's end, none out of order, never resumed. For those the newest standing
is the standing at the end, and a settling moment tells what stood open at the start. Everything else goes
through the same judge as ever, so the answer is the same to the byte.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from desk.clock import LOCAL
from desk.numbers.derived import FEW, brought_up, hidden, opened, ticks
from desk.numbers.histories import DossierHistory, Standing
from desk.numbers.history_load import histories_of, period
from desk.numbers.judging import Judged, judge

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy.orm import Session

    from desk.office.opened import Office

_AT = datetime(2000, 1, 5, 12, tzinfo=LOCAL)
_DUE = {"early": _AT + timedelta(days=1), "on_time": _AT, "late": _AT - timedelta(seconds=1)}
# What may count in [:s, :e): accepted in it; open at its start; given back or rated since.
_MATTERS = (
    "received < :e and ((accepted >= :s and accepted < :e) or (accepted < :s and settled >= :s)"
    " or (accepted < :s and settled is null) or returned >= :s or rated >= :s)"
)
_ALIKE = f"odd = 0 and last < :e and {_MATTERS}"
_GROUPS = f"""
select class, accepted >= :s as fresh, accepted < :s and (settled is null or settled >= :s) as carried,
  settled is null and paused = 0 and clock <= :m and due < :m as overdue,
  coalesce(returned >= :s, 0) as back, coalesce(rated >= :s, 0) as rated_in, count(*), sum(fee)
from standing where {_ALIKE} group by 1, 2, 3, 4, 5, 6
"""  # noqa: S608 - our own words
_SINGLE = f"""
select dossier from standing where odd = 0 and last >= :e and {_MATTERS}
union all
select dossier from standing where odd = 1 and received < :e and (last >= :s or settled is null)
"""  # noqa: S608 - our own words; asked for in order, the planner walks through every row
_LONG = 27  # days; to read the log whole for so long a period costs more than to bring the rows up to date
_PEOPLE = """
select person, max(online) from standing
where odd = 0 and last < :e and accepted >= :s and accepted < :e group by 1
"""


@dataclass(frozen=True, slots=True)
class Group:
    """So many dossiers that count alike, one of them standing for all."""

    one: Judged
    count: int
    fee: int


@dataclass(frozen=True, slots=True)
class Material:
    """What a period is counted from: groups, single dossiers, and the people behind the groups."""

    groups: tuple[Group, ...]
    singles: tuple[Judged, ...]
    people: frozenset[bytes]
    people_online: frozenset[bytes]


def material(office: Office, session: Session, first: date, last: date) -> Material | None:
    """The material of a period; None where the derived rows cannot be used: then the log is read whole."""
    from desk.office.rules import rule

    if rule(session, "indicators.on_time_against", on=last) == "current":
        return None
    try:
        with opened(office) as connection:
            most = None if (last - first).days >= _LONG else FEW
            if not brought_up(office, session, connection, most=most):
                return None
            return _material(office, session, connection, period(first, last))
    except Exception:
        return None  # a file nobody can use is no reason not to count


def _material(
    office: Office,
    session: Session,
    connection: Any,  # noqa: ANN401 - a DBAPI connection
    span: tuple[datetime, datetime],
) -> Material:
    start, end = span
    asked = {"s": ticks(start), "e": ticks(end), "m": ticks(end - timedelta(seconds=1))}
    classes = {}
    groups = []
    for key, fresh, carried, overdue, back, rated, count, fee in connection.execute(_GROUPS, asked):
        if key not in classes:
            facts = connection.execute("select facts from class where id = ?", (key,)).fetchone()[0]
            classes[key] = json.loads(facts)
        one = _stand_in(classes[key], start, flags=(fresh, carried, overdue, back, rated))
        groups.append(Group(one=one, count=count, fee=fee))
    people = {row[0]: row[1] for row in connection.execute(_PEOPLE, asked)}
    ids = sorted(int(row[0]) for row in connection.execute(_SINGLE, asked))
    return Material(
        groups=tuple(groups),
        singles=tuple(_judged(office, session, ids, start, end)),
        people=frozenset(people),
        people_online=frozenset(one for one, online in people.items() if online),
    )


def _judged(
    office: Office, session: Session, ids: list[int], start: datetime, end: datetime
) -> Iterator[Judged]:
    from dataclasses import replace

    for _, history in histories_of(session, ids):
        one = judge(replace(history, person=hidden(office, history.person)), start, end)
        if one is not None:
            yield one


def _stand_in(facts: list[Any], start: datetime, *, flags: tuple[Any, ...]) -> Judged:
    """A dossier that counts as each of its group does."""
    fresh, carried, overdue, back, rated = (bool(one) for one in flags)
    (
        procedure, name, field, channel, assisted, copies, point, state, settled_by, timing, asked_twice,
        extended, component, reused, result, electronic, fee, fee_method, returned_by, score, official,
        certified, certified_electronic,
    ) = facts  # fmt: skip
    settled = settled_by is not None
    return Judged(
        history=DossierHistory(
            code="", procedure=procedure, name=name, field=field, channel=channel, received_at=start,
            steps=(), assisted_online=assisted, copies=copies, point=point,
        ),
        at_end=Standing(
            state=state, settled_at=_AT if settled else None, settled_by=settled_by,
            due=_DUE[timing] if settled else None, requests=2 if asked_twice else 0, extended=extended,
            component_files=int(component), reused=int(reused), result_files=int(result),
            electronic=electronic, fee=int(fee), fee_method=fee_method, returned_by=returned_by, score=score,
            rated_at=start if rated else None, official=official, certified=certified,
            certified_electronic=certified_electronic,
        ),
        received_in=fresh,
        carried_in=carried,
        overdue=overdue,
        returned_in=back,
    )  # fmt: skip
