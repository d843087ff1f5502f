"""Groups of dossiers added up: what a kind counts under is asked of the tally's own code, once a kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from desk.clock import LOCAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from desk.numbers.fast import Group, Material, Subject
    from desk.numbers.indicators import Catalogue, Counts, ProcedureMarks

_SOME_DAY = datetime(2000, 1, 5, tzinfo=LOCAL)  # what a kind counts under is the same in every period
_MOST_KINDS = 50_000


class Book(Protocol):
    """Rows of numbers that groups are added to."""

    def put_row(self, place: tuple[str, str, str], keys: Iterable[str], *, count: int, fee: int) -> None:
        """Count so many under these keys of their row, with the sum of what they paid."""
        ...

    def put_point(self, point: str, keys: Iterable[str], *, count: int) -> None:
        """Count them under their reception point."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class RowPart:
    """The keys of a row a dossier counts under, and whether its fee is summed; one object for all alike."""

    keys: tuple[str, ...]
    paid: bool


@dataclass(frozen=True, slots=True, eq=False)
class Effect:
    """What one dossier of a kind adds: to its row, and above and below the line of the indicators.

    Kinds that add the same share one object.
    """

    row: RowPart
    top: Mapping[str, int]
    bottom: Mapping[str, int]
    received: bool


class Kinds:
    """Tells which groups count alike: same traits, same flags, procedures with the same marks."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._by_code: dict[str, int] = {}
        self._by_marks: dict[ProcedureMarks | None, int] = {}

    def of(self, group: Group) -> object:
        """The kind of a group."""
        return group.kind, self.marks(group.subject.procedure)

    def marks(self, code: str) -> int:
        """A number for the marks of a procedure."""
        number = self._by_code.get(code)
        if number is None:
            marks = self._catalogue.get(code)
            number = self._by_code[code] = self._by_marks.setdefault(marks, len(self._by_marks))
        return number


def merged(ready: Material, catalogue: Catalogue) -> Iterator[tuple[Subject, dict[Effect, list[int]]]]:
    """Subject by subject, how many dossiers have which effect, and the sum of their fees."""
    from desk.numbers.fast import TIMES

    marks = Kinds(catalogue).marks
    effects: dict[int, dict[int, Effect]] = {}  # by the marks of the procedure, then by kind
    before, known, mine = -1, dict[int, Effect](), dict[Effect, list[int]]()
    for place in sorted(ready.counts):
        number, kind = divmod(place, TIMES)
        if number != before:
            if mine:
                yield ready.subjects[before], mine
            before, mine = number, {}
            code = ready.subjects[number].procedure
            known = effects.setdefault(marks(code), {})
        effect = known.get(kind)
        if effect is None:
            effect = known[kind] = effect_of(*ready.parts(kind), catalogue.get(code))
        found = mine.get(effect)
        if found is None:
            mine[effect] = [ready.counts[place], ready.fees[place]]
        else:
            found[0] += ready.counts[place]
            found[1] += ready.fees[place]
    if mine:
        yield ready.subjects[before], mine


def add_groups(ready: Material, counts: Counts, book: Book | None = None) -> None:
    """Add everything that is ready to the indicators, and to the rows where they are wanted too."""
    many: dict[Effect, int] = {}
    points: dict[str, dict[RowPart, int]] = {}
    for subject, mine in merged(ready, counts.catalogue):
        point, row = points.setdefault(subject.point, {}), dict[RowPart, list[int]]()
        for effect, (count, fee) in mine.items():
            many[effect] = many.get(effect, 0) + count
            if effect.received:
                counts.active.add(subject.procedure)
            part = row.get(effect.row)
            if part is None:
                row[effect.row] = [count, fee]
            else:
                part[0] += count
                part[1] += fee
        if book is not None:
            place = (subject.procedure, subject.name, subject.field)
            for of, (count, fee) in row.items():
                if of.keys:
                    book.put_row(place, of.keys, count=count, fee=fee if of.paid else 0)
                    point[of] = point.get(of, 0) + count
    for effect, count in many.items():
        counts.add_parts(effect.top, effect.bottom, count=count)
    if book is not None:
        for code, its in points.items():
            for of, count in its.items():
                book.put_point(code, of.keys, count=count)
    counts.people_told += ready.people
    counts.people_online_told += ready.people_online


@lru_cache(maxsize=_MOST_KINDS)
def effect_of(traits: tuple[Any, ...], flags: int, marks: ProcedureMarks | None) -> Effect:
    """What a dossier of these traits and flags adds, of a procedure with these marks; asked of the count."""
    from desk.numbers.fast import Subject, history_like, stand_in
    from desk.numbers.indicators import Counts
    from desk.numbers.tally import numbers_of

    history = history_like(Subject("", "", "", ""), traits, _SOME_DAY)
    one = stand_in(history, traits, _SOME_DAY, flags=flags)
    catalogue = {} if marks is None else {"": marks}
    counts = Counts(catalogue=catalogue, start=_SOME_DAY, end=_SOME_DAY + timedelta(days=1))
    counts.add(one, count=1)
    keys = tuple(numbers_of(one, catalogue))
    return _shared(
        _row_part(tuple(key for key in keys if key != "fee_amount"), "fee_amount" in keys),
        tuple((key, number) for key, number in counts.top.items() if number),
        tuple((key, number) for key, number in counts.bottom.items() if number),
        one.received_in,
    )


@lru_cache(maxsize=_MOST_KINDS)
def _shared(
    row: RowPart,
    top: tuple[tuple[str, int], ...],
    bottom: tuple[tuple[str, int], ...],
    received: bool,
) -> Effect:
    return Effect(row=row, top=dict(top), bottom=dict(bottom), received=received)


@lru_cache(maxsize=_MOST_KINDS)
def _row_part(keys: tuple[str, ...], paid: bool) -> RowPart:
    return RowPart(keys, paid)
