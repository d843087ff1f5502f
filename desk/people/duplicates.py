"""Nghi trùng: pairs of entries that may be one person, for a human to decide; nothing is merged by guess."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any

from desk.people.rows import DuplicatePair

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from desk.people.rows import CitizenCard

MOST = 200
_CROWD = 6  # more entries alike than this say more about the office's habits than about people


def duplicates(office: Office, limit: int = MOST) -> tuple[DuplicatePair, ...]:
    """Pairs worth a look: one number written in two ways, or one name with one birth date or one phone."""
    from sqlalchemy import select

    from desk.people.cards import cards_of
    from models.tables import Citizen

    with office.read() as session:
        reasons: dict[tuple[int, int], list[str]] = defaultdict(list)
        for reason, groups in (
            ("same_number", _same_number(session)),
            ("name_birth", _alike(session, Citizen.birth_date)),
            ("phone_name", _alike(session, Citizen.phone)),
        ):
            for group in groups:
                for pair in combinations(sorted(group)[:_CROWD], 2):
                    reasons[pair].append(reason)
        for pair in _parted(session):
            reasons.pop(pair, None)
        pairs = sorted(reasons, key=lambda pair: (-len(reasons[pair]), pair))[:limit]
        found = session.scalars(
            select(Citizen).where(Citizen.id.in_({key for pair in pairs for key in pair}))
        )
        cards = {one.id: one for one in cards_of(session, found.all(), live=False)}
        return tuple(
            _pair(cards[first], cards[second], tuple(reasons[(first, second)])) for first, second in pairs
        )


def _parted(session: Session) -> Iterable[tuple[int, int]]:
    """Pairs whose merge was undone: somebody has decided that they are two people."""
    from sqlalchemy import select

    from models.tables import CitizenMerge

    rows = session.execute(
        select(CitizenMerge.kept_id, CitizenMerge.gone_id).where(CitizenMerge.undone_at.is_not(None))
    )
    return ((min(kept, gone), max(kept, gone)) for kept, gone in rows)


def _pair(first: CitizenCard, second: CitizenCard, reasons: tuple[str, ...]) -> DuplicatePair:
    """The entry with a number, then the one with more dossiers, is the one to keep."""

    def weight(card: CitizenCard) -> tuple[bool, int, int]:
        return (card.number_masked is not None, card.dossiers, -card.id)

    kept, gone = (first, second) if weight(first) >= weight(second) else (second, first)
    return DuplicatePair(kept=kept, gone=gone, reasons=reasons)


def _same_number(session: Session) -> Iterable[set[int]]:
    """One number with and without dashes, blanks or capitals; a tax code may be the identity number."""
    from sqlalchemy import func, select, union_all

    from models.tables import Citizen

    def spelled(column: Any) -> Any:  # noqa: ANN401 - a column
        plain = column
        for sign in ("-", " ", "."):
            plain = func.replace(plain, sign, "")
        return func.upper(plain)

    numbers = union_all(
        *(
            select(Citizen.id.label("id"), Citizen.kind.label("kind"), spelled(column).label("number")).where(
                Citizen.merged_into.is_(None), column.is_not(None)
            )
            for column in (Citizen.id_number, Citizen.tax_code)
        )
    ).subquery()
    twice = (
        select(numbers.c.kind, numbers.c.number)
        .group_by(numbers.c.kind, numbers.c.number)
        .having(func.count(func.distinct(numbers.c.id)) > 1)
        .subquery()
    )
    rows = session.execute(
        select(numbers.c.kind, numbers.c.number, numbers.c.id).join(
            twice, (twice.c.kind == numbers.c.kind) & (twice.c.number == numbers.c.number)
        )
    )
    return _groups((kind, number, key) for kind, number, key in rows)


def _alike(session: Session, column: Any) -> Iterable[set[int]]:  # noqa: ANN401 - a column
    from sqlalchemy import func, select

    from models.tables import Citizen

    live = (Citizen.merged_into.is_(None), column.is_not(None))
    twice = (
        select(Citizen.kind, Citizen.name_fold, column.label("other"))
        .where(*live)
        .group_by(Citizen.kind, Citizen.name_fold, column)
        .having(func.count() > 1)
        .subquery()
    )
    rows = session.execute(
        select(Citizen.name_fold, column, Citizen.id)
        .join(
            twice,
            (twice.c.kind == Citizen.kind)
            & (twice.c.name_fold == Citizen.name_fold)
            & (twice.c.other == column),
        )
        .where(*live)
    )
    return _groups((name, str(other), key) for name, other, key in rows)


def _groups(rows: Iterable[tuple[str, str, int]]) -> Iterable[set[int]]:
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for first, second, key in rows:
        found[(first, second)].add(key)
    return found.values()
