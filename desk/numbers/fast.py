"""The tally of a period out of the derived rows: dossiers that count alike are counted together.

Of each dossier the stretch that holds at the period's end is found by its index; which moments lie in the
period and which before it tells how it belongs. The answer is the same to the byte as that of the log.
"""

from __future__ import annotations

import json
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from desk.clock import LOCAL
from desk.numbers.derived import BACK_LATER, FEW, OVERNIGHT, Mark, brought_up, marked, opened
from desk.numbers.histories import DossierHistory, Standing
from desk.numbers.history_load import by_current_date, period
from desk.numbers.judging import Judged
from desk.numbers.versions import ticks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from desk.office.opened import Office

_AT = datetime(2000, 1, 5, 12, tzinfo=LOCAL)
_DUE = {"early": _AT + timedelta(days=1), "on_time": _AT, "late": _AT - timedelta(seconds=1)}
_CARRIED = "accepted < :s and (settled is null or settled >= :s)"
_WAS_OPEN = """not exists (select 1 from standing as p where p.dossier = v.dossier
  and p.since < :s and p.upto >= :s and p.settled is not null)"""
_MARKS = """coalesce(late_from <= :m, 0) as overdue, coalesce(returned >= :s, 0) as back,
  coalesce(rated >= :s, 0) as rated_in, fee, person, online from standing as v"""
# Each dossier in one part at most: accepted in [:s, :e); open at its end; settled in it; given back or rated
# in it though settled long before; and those of a clock set back, whose standing at the start is looked up.
_MEMBERS = f"""
select dossier, subject,
  traits * 32 + fresh * 16 + carried * 8 + overdue * 4 + back * 2 + rated_in as kind, fee,
  fresh * (person * 2 + online) as who from (
select dossier, subject, traits, 1 as fresh, 0 as carried, {_MARKS} indexed by by_accepted
where last is null and accepted >= :s and accepted < :e and upto >= :e and since < :e
union all select dossier, subject, traits, 0, 1, {_MARKS} indexed by by_open
where last is null and settled is null and upto >= :e and since < :e and accepted < :s
union all select dossier, subject, traits, 0, 1, {_MARKS} indexed by by_settled
where last is null and settled >= :s and settled < :e and upto >= :e and since < :e and accepted < :s
  and {OVERNIGHT}
union all select dossier, subject, traits, 0, 0, {_MARKS} indexed by by_returned
where last is null and returned >= :s and returned < :e and upto >= :e and since < :e and {BACK_LATER}
  and (accepted is null or (accepted < :s and settled < :s))
union all select dossier, subject, traits, 0, 0, {_MARKS} indexed by by_rated
where last is null and rated >= :s and rated < :e and upto >= :e and since < :e
  and (accepted is null or (accepted < :s and settled < :s)) and (returned is null or returned < :s)
union all select dossier, subject, traits, coalesce(accepted >= :s, 0),
  coalesce(accepted < :s and (reopened >= :s or {_WAS_OPEN}), 0), {_MARKS} indexed by by_odd
where last >= :s and upto >= :e and since < :e
union all select dossier, subject, traits, 0, coalesce(accepted < :s, 0), {_MARKS} indexed by by_odd_open
where last < :s and settled is null and upto >= :e and since < :e
)
"""  # noqa: S608 - our own words
TIMES = 1 << 40  # more than any kind: subject and kind as one number
_PLACED = f"select subject * {TIMES} + kind, fee, who from ({_MEMBERS})"  # noqa: S608
_LATE = "(select id from traits where late = 1)"
_SHARES = f"""
select coalesce(sum(fresh), 0), coalesce(sum(fresh and online), 0),
  coalesce(sum(settled is not null), 0), coalesce(sum(settled is not null and traits not in {_LATE}), 0)
from (
select 1 as fresh, online, settled, traits from standing indexed by by_accepted
where last is null and accepted >= :s and accepted < :e and upto >= :e and since < :e
union all select 0, online, settled, traits from standing indexed by by_settled
where last is null and settled >= :s and settled < :e and upto >= :e and since < :e and accepted < :s
  and {OVERNIGHT}
union all select accepted >= :s, online, settled, traits from standing as v indexed by by_odd
where last >= :s and upto >= :e and since < :e
  and (accepted >= :s or (accepted < :s and (reopened >= :s or {_WAS_OPEN}))))
"""  # noqa: S608 - our own words
_LONG = 27  # days; what a long period would read of the log is worth more rows made in passing
MANY = 4 * FEW
_FLAGS = 5
_FIXED = 3  # so many traits tell what never changes: channel, assisted, copies


@dataclass(frozen=True, slots=True)
class Subject:
    """Of what a dossier is: the row and the reception point it is counted under."""

    procedure: str
    name: str
    field: str
    point: str


@dataclass(frozen=True, slots=True)
class Group:
    """So many dossiers of one subject that count alike, with the sum of their fees."""

    place: int  # the number of its subject
    subject: Subject
    kind: int  # equal for all that count alike, whatever their subject: traits, then five flags
    count: int
    fee: int


@dataclass(frozen=True, slots=True)
class Material:
    """What a period is counted from: how many stand where, and how many people stand behind them.

    A place is the number of a subject and of a kind in one; thousands make up a month, so they stay numbers.
    """

    start: datetime
    counts: Mapping[int, int]
    fees: Mapping[int, int]
    subjects: Mapping[int, Subject]
    traits: Mapping[int, tuple[Any, ...]]
    people: int
    people_online: int
    _like: dict[tuple[Any, ...], DossierHistory] = field(default_factory=dict, compare=False)

    @property
    def groups(self) -> Iterator[Group]:
        """Every group, subject by subject."""
        for one in sorted(self.counts):
            subject, kind = divmod(one, TIMES)
            yield Group(subject, self.subjects[subject], kind, self.counts[one], self.fees[one])

    def one(self, group: Group) -> Judged:
        """A dossier that counts as each of its group does."""
        traits, flags = self.parts(group.kind)
        alike = (group.subject, *traits[:_FIXED])
        history = self._like.get(alike)
        if history is None:
            history = self._like[alike] = history_like(group.subject, traits, self.start)
        return stand_in(history, traits, self.start, flags=flags)

    def parts(self, kind: int) -> tuple[tuple[Any, ...], int]:
        """The traits and the flags a kind is made of."""
        return self.traits[kind >> _FLAGS], kind & (1 << _FLAGS) - 1


def material(office: Office, session: Session, first: date, last: date) -> Material | None:
    """The material of a period; None where the derived rows cannot be used: then the log is read whole."""
    most = MANY if (last - first).days >= _LONG else FEW
    try:
        with rows_of(office, session, last, most=most) as rows:
            return None if rows is None else rows.material(*period(first, last))
    except Exception:
        return None  # a file nobody can use is no reason not to count


@contextmanager
def rows_of(office: Office, session: Session, last: date, *, most: int | None = FEW) -> Iterator[Rows | None]:
    """The rows as of exactly what the session sees, judged by the rule in force on a day; None without."""
    from desk.record.events import head

    current = by_current_date(session, last)
    newest = head(session)
    with opened(office, current=current) as connection:
        if not brought_up(office, session, connection, current=current, most=most, last=newest):
            yield None
            return
        connection.execute("begin")  # one moment for all that is asked
        alone = marked(connection) == Mark(newest.seq, newest.hash, None)
        yield Rows(connection) if alone else None
        connection.execute("commit")


class Rows:
    """The derived rows, asked for one period after the other."""

    def __init__(self, connection: Any) -> None:  # noqa: ANN401 - a DBAPI connection
        self._connection = connection
        self._subjects: dict[int, Subject] = {}
        self._traits: dict[int, tuple[Any, ...]] = {}

    def material(self, start: datetime, end: datetime) -> Material:
        """What `[start, end)` is counted from."""
        rows = self._connection.execute(_PLACED, _asked(start, end)).fetchall()
        found = Counter(map(itemgetter(0), rows))
        fees = dict.fromkeys(found, 0)
        for place, fee, _ in rows:
            if fee:
                fees[place] += fee
        people = set(map(itemgetter(2), rows))  # twice the person's number, and one more where it was online
        people.discard(0)  # not received in the period
        self._know("subject", {place // TIMES for place in found} - self._subjects.keys())
        self._know("traits", {place % TIMES >> _FLAGS for place in found} - self._traits.keys())
        return Material(
            start=start,
            counts=found,
            fees=fees,
            subjects=self._subjects,
            traits=self._traits,
            people=len({one >> 1 for one in people}),
            people_online=sum(one & 1 for one in people),
        )

    def members(self, start: datetime, end: datetime) -> Iterator[tuple[int, int, int]]:
        """Every dossier of `[start, end)` by its row, with the numbers of its subject and its kind."""
        for one, place, kind, _, _ in self._connection.execute(_MEMBERS, _asked(start, end)):
            yield one, place, kind

    def shares(self, start: datetime, end: datetime) -> tuple[int, int, int, int]:
        """Received in `[start, end)`, of these online, settled by its end, of these not late."""
        found = self._connection.execute(_SHARES, _asked(start, end)).fetchone()
        received, online, settled, on_time = found
        return received, online, settled, on_time

    def _know(self, table: str, ids: set[int]) -> None:
        if not ids:
            return
        rows = [
            row
            for row in self._connection.execute(f"select id, facts from {table}")  # noqa: S608
            if row[0] in ids
        ]
        lists = json.loads(f"[{','.join(facts for _, facts in rows)}]")  # one reading is quicker than many
        for (key, _), facts in zip(rows, lists, strict=True):
            if table == "subject":
                self._subjects[key] = Subject(*facts)
            else:
                self._traits[key] = tuple(facts)


def _asked(start: datetime, end: datetime) -> dict[str, int | None]:
    return {"s": ticks(start), "e": ticks(end), "m": ticks(end - timedelta(seconds=1))}


def history_like(subject: Subject, traits: tuple[Any, ...], start: datetime) -> DossierHistory:
    """What is fixed about a dossier of these traits."""
    channel, assisted, copies = traits[:_FIXED]
    return DossierHistory(
        code="", procedure=subject.procedure, name=subject.name, field=subject.field, channel=channel,
        received_at=start, steps=(), assisted_online=assisted, copies=copies, point=subject.point,
    )  # fmt: skip


def stand_in(history: DossierHistory, traits: tuple[Any, ...], start: datetime, *, flags: int) -> Judged:
    """A dossier of these traits, as the judge would have told of it."""
    fresh, carried, overdue, back, rated = (bool(flags & bit) for bit in (16, 8, 4, 2, 1))
    (
        state, settled_by, timing, asked_twice, extended, component, reused,
        result, electronic, fee, fee_method, returned_by, score, official, certified, certified_electronic,
    ) = traits[_FIXED:]  # fmt: skip
    settled = settled_by is not None
    return Judged(
        history=history,
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
