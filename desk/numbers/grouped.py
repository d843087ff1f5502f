"""Groups of dossiers added up: what a kind counts under is asked of the tally's own code, once a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.numbers.fast import Group, Material
    from desk.numbers.indicators import Catalogue, Counts, ProcedureMarks
    from desk.numbers.judging import Judged


class Book(Protocol):
    """Rows of numbers that groups are added to."""

    def numbers(self, one: Judged) -> dict[str, int]:
        """Return the keys a dossier counts under."""
        ...

    def put_row(
        self, place: tuple[str, str, str], numbers: Mapping[str, int], *, count: int, fee: int | None
    ) -> None:
        """Add the numbers of so many that count alike to their row, with the sum of their fees."""
        ...

    def put_point(self, point: str, numbers: Mapping[str, int], *, count: int) -> None:
        """Add them to their reception point."""
        ...


class Kinds:
    """Tells which groups count alike: same traits, same flags, procedures with the same marks."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._by_code: dict[str, int] = {}
        self._by_marks: dict[ProcedureMarks | None, int] = {}

    def of(self, group: Group) -> object:
        """The kind of a group."""
        code = group.subject.procedure
        number = self._by_code.get(code)
        if number is None:
            marks = self._catalogue.get(code)
            number = self._by_code[code] = self._by_marks.setdefault(marks, len(self._by_marks))
        return group.kind, number


def add_groups(ready: Material, counts: Counts, book: Book | None = None) -> None:
    """Add everything that is ready to the indicators, and to the rows where they are wanted too."""
    kinds = Kinds(counts.catalogue)
    ones: dict[object, Judged] = {}
    many: dict[object, int] = {}
    numbers: dict[object, dict[str, int]] = {}
    points: dict[tuple[str, object], int] = {}
    for group in ready.groups:
        kind, subject = kinds.of(group), group.subject
        if kind not in ones:
            ones[kind], many[kind] = ready.one(group), 0
            numbers[kind] = book.numbers(ones[kind]) if book is not None else {}
        many[kind] += group.count
        if ones[kind].received_in:
            counts.active.add(subject.procedure)
        if book is not None and numbers[kind]:
            place = (subject.procedure, subject.name, subject.field)
            book.put_row(place, numbers[kind], count=group.count, fee=group.fee)
            there = subject.point, kind
            points[there] = points.get(there, 0) + group.count
    for kind, one in ones.items():
        counts.add(one, count=many[kind])
    if book is not None:
        for (point, kind), count in points.items():
            book.put_point(point, numbers[kind], count=count)
    counts.people_told += ready.people
    counts.people_online_told += ready.people_online
