"""Các đoạn đời của một hồ sơ: how it stood from one moment to the next, as plain rows the count can add up.

How a dossier stands just before a moment changes only where one of its steps lies. So its life is a few
stretches, each valid for the moments after `since` up to `upto`; folded by the tally's own `standing` rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from desk.clock import LOCAL
from desk.numbers.histories import PAUSED, RESUMED, Standing, begun, fold_step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desk.numbers.histories import DossierHistory

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
_DAY = timedelta(days=1) // _TICK
_OFFSET = (LOCAL.utcoffset(None) or timedelta()) // _TICK
EVER = 2**62  # later than any moment
_TOLD_APART = (5, 7)  # of pending dossiers only these two states have columns of their own
_TIMING = 5
_LIKED, _DISLIKED = 4, 2


@dataclass(frozen=True, slots=True)
class Version:
    """One stretch of a dossier's life. Moments are whole microseconds.

    `late_from`: pending, it is beyond its date from this moment on. `reopened`: when a settled one was last
    taken up again. `traits`: everything else that is counted, alike for very many dossiers.
    """

    since: int
    upto: int
    traits: tuple[Any, ...]
    accepted: int | None
    settled: int | None
    late_from: int | None
    returned: int | None
    rated: int | None
    reopened: int | None
    fee: int

    @property
    def countable(self) -> bool:
        """Tell whether any period can count it."""
        return self.accepted is not None or self.returned is not None or self.rated is not None


def ticks(moment: datetime | None) -> int | None:
    """A moment as whole microseconds; order and equality are kept exactly."""
    return None if moment is None else (moment - _EPOCH) // _TICK


def out_of_order(history: DossierHistory) -> bool:
    """Tell whether a clock ran backwards: then what stood earlier is no beginning of what stands now."""
    moments = [history.received_at, *(step.at for step in history.steps)]
    return any(later < earlier for earlier, later in pairwise(moments))


def last_of(history: DossierHistory) -> int:
    """The moment after which nothing about a dossier changes."""
    return max(_at(history.received_at), *(_at(step.at) for step in history.steps))


def versions(history: DossierHistory) -> tuple[Version, ...]:
    """Every stretch of a dossier's life that a period can end in, by time; alike neighbours are one."""
    odd = out_of_order(history)
    found: list[Version] = []
    for since, upto, now, reopened in _disordered(history) if odd else _ordered(history):
        one = _version(history, now, since=since, upto=upto, reopened=reopened)
        if found and _alike(found[-1], one):
            one = _joined(found.pop(), one)
        found.append(one)
    return tuple(one for one in found if (odd or one.countable) and _holds_at_midnight(one))


def _holds_at_midnight(one: Version) -> bool:
    """Every period begins and ends with a local day: what lies between two midnights is never asked for."""
    return (one.upto + _OFFSET) // _DAY > (one.since + _OFFSET) // _DAY


_Stretch = tuple[int, int, Standing, int | None]


def _ordered(history: DossierHistory) -> Iterator[_Stretch]:
    """One pass: each moment's steps together move the dossier on."""
    now, reopened = begun(history), None
    since = _at(history.received_at)
    for step in history.steps:
        at = _at(step.at)
        if at > since:
            yield since, at, now, reopened
            since = at
        if step.verb == RESUMED and now.settled:
            reopened = at
        fold_step(now, step, history)
    yield since, EVER, now, reopened


def _disordered(history: DossierHistory) -> Iterator[_Stretch]:
    """Each stretch folded from the start out of the steps that lie before its end."""
    received = _at(history.received_at)
    edges = sorted({received, *(at for step in history.steps if (at := _at(step.at)) > received)})
    for since, upto in pairwise([*edges, EVER]):
        now = begun(history)
        reopened: int | None = None
        for step in history.steps:
            at = _at(step.at)
            if at > since:
                continue
            if step.verb == RESUMED and now.settled:
                reopened = max(at, reopened or at)
            fold_step(now, step, history)
        yield since, upto, now, reopened


def _at(moment: datetime) -> int:
    return (moment - _EPOCH) // _TICK


def _version(
    history: DossierHistory, now: Standing, *, since: int, upto: int, reopened: int | None
) -> Version:
    return Version(
        since=since,
        upto=upto,
        traits=_traits(history, now),
        accepted=ticks(now.accepted_at) if now.state != 1 else None,
        settled=ticks(now.settled_at),
        late_from=_late_from(now),
        returned=ticks(now.returned_at),
        rated=ticks(now.rated_at),
        reopened=reopened,
        fee=now.fee,
    )


def _late_from(now: Standing) -> int | None:
    """The first moment at which `Standing.overdue` answers yes."""
    if now.settled or now.state in PAUSED or now.due is None or now.clock_start_at is None:
        return None
    return max(_at(now.clock_start_at), _at(now.due) + 1)


def _traits(history: DossierHistory, now: Standing) -> tuple[Any, ...]:
    """What the count asks beyond subject and moments; what it does not ask of such a dossier is left out."""
    timing = now.timing() if now.settled else ""
    by_copies = now.by_result and now.certified is None
    return (
        history.channel,
        history.assisted_online,
        history.copies if by_copies else 1,
        now.state if not now.settled and now.state in _TOLD_APART else 0,
        now.settled_by,
        timing,
        now.requests > 1,
        timing == "late" and now.extended,
        now.component_files > 0,
        now.reused > 0,
        now.by_result and now.result_files > 0,
        now.electronic,
        now.fee > 0,
        now.fee_method if now.fee_method in {"online", "cash", "exempt"} else "other",
        now.returned_by if now.returned_by in {"postal", "electronic"} else "",
        _score(now.score),
        now.official,
        now.certified if now.by_result else None,
        now.certified_electronic if now.by_result else 0,
    )


def is_late(traits: Sequence[Any]) -> bool:
    """Tell whether dossiers of these traits were settled late."""
    return bool(traits[_TIMING] == "late")


def _score(score: int | None) -> int | None:
    """One score for all that count alike: liked, neither, disliked."""
    if score is None:
        return None
    if score >= _LIKED:
        return _LIKED
    return _DISLIKED if score <= _DISLIKED else _LIKED - 1


def _facts(one: Version) -> tuple[Any, ...]:
    return (
        one.traits, one.accepted, one.settled, one.late_from, one.returned, one.rated, one.reopened, one.fee,
    )  # fmt: skip


def _alike(one: Version, other: Version) -> bool:
    return _facts(one) == _facts(other)


def _joined(one: Version, other: Version) -> Version:
    from dataclasses import replace

    return replace(other, since=one.since)
