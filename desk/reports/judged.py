"""The dossiers of a period as the tally judges them, each with who received it and whose hands it was in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.paper.telling import each, quiet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from desk.numbers.judging import Judged
    from desk.paper.telling import Tell


@dataclass(frozen=True, slots=True)
class Hand:
    """One hand-over: to whom, from when, until when (None = still)."""

    unit: str
    person: str
    given_at: datetime
    left_at: datetime | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a list of the office's own tells of a dossier beyond its numbers."""

    clerk: str
    owner: str
    competent_unit: str
    hands: tuple[Hand, ...]

    def held_at(self, moment: datetime) -> Hand | None:
        """Who had it at a moment, None where it was at the counter."""
        found = [
            one
            for one in self.hands
            if one.given_at <= moment and (one.left_at is None or one.left_at > moment)
        ]
        return found[-1] if found else None

    def last_hand(self, before: datetime, counter: frozenset[str]) -> Hand | None:
        """Who had it last outside the counter, None where it never left."""
        found = [one for one in self.hands if one.given_at < before and one.unit not in counter]
        return found[-1] if found else None


NOTHING = Facts(clerk="", owner="", competent_unit="", hands=())


def judged(session: Session, first: date, last: date, *, tell: Tell = quiet) -> Iterator[Judged]:
    """Every dossier that belongs to the balance of a period; `tell` hears how many have been looked at."""
    from desk.numbers.history_load import load_histories, period
    from desk.numbers.judging import judge

    start, end = period(first, last)
    tell(0)
    for history in each(load_histories(session, first, last), tell, among=many(session, first, last)):
        one = judge(history, start, end)
        if one is not None and one.belongs:
            yield one


def many(session: Session, first: date, last: date) -> int:
    """How many dossiers may count in the period."""
    from sqlalchemy import func, select

    from desk.numbers.history_load import period, wanted

    chosen = select(wanted(session, *period(first, last)).distinct().subquery())
    return int(session.scalar(select(func.count()).select_from(chosen.subquery())) or 0)


def facts(session: Session, first: date, last: date) -> dict[str, Facts]:
    """The further facts by code, of every dossier that may count in the period."""
    from sqlalchemy import select

    from desk.numbers.history_load import period, wanted
    from models.tables import Applicant, Dossier

    chosen = wanted(session, *period(first, last)).subquery()
    hands = _hands(session, chosen)
    rows = session.execute(
        select(
            Dossier.id, Dossier.code, Dossier.clerk, Dossier.competent_unit, Dossier.on_behalf_of,
            Applicant.full_name,
        )
        .join(Applicant, Applicant.id == Dossier.applicant_id)
        .where(Dossier.id.in_(select(chosen.c.id)))
    )  # fmt: skip
    return {
        row.code: Facts(
            clerk=row.clerk or "",
            owner=str((row.on_behalf_of or {}).get("full_name") or row.full_name),
            competent_unit=row.competent_unit or "",
            hands=tuple(hands.get(row.id, ())),
        )
        for row in rows
    }


def _hands(session: Session, chosen: object) -> dict[int, list[Hand]]:
    from sqlalchemy import select

    from models.tables import Holding

    found: dict[int, list[Hand]] = {}
    for row in session.execute(
        select(Holding.dossier_id, Holding.to_unit, Holding.to_holder, Holding.given_at, Holding.left_at)
        .where(Holding.dossier_id.in_(select(chosen.c.id)))  # type: ignore[attr-defined]
        .order_by(Holding.dossier_id, Holding.no)
    ):
        hand = Hand(unit=row.to_unit, person=row.to_holder, given_at=row.given_at, left_at=row.left_at)
        found.setdefault(row.dossier_id, []).append(hand)
    return found
