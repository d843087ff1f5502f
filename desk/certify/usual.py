"""Giấy tờ hay chứng thực: names offered while the clerk types, so that the book says one thing one way."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from desk.folding import fold

if TYPE_CHECKING:
    from desk.office.opened import Office

_DAYS = 90
_MOST = 40
_OFTEN = 2


def usual_papers(office: Office) -> tuple[str, ...]:
    """The names this office used more than once of late, most used first, then those of the rule."""
    from sqlalchemy import func, select

    from desk.office.rules import rule
    from models.tables import Certification

    now = office.clock.now()
    with office.read() as session:
        own = session.scalars(
            select(Certification.name)
            .where(Certification.certified_at >= now - timedelta(days=_DAYS), Certification.name != "")
            .group_by(Certification.name)
            .having(func.count() >= _OFTEN)
            .order_by(func.count().desc(), Certification.name)
            .limit(_MOST)
        ).all()
        listed = rule(session, "certification.papers", on=now.date())
    found: dict[str, str] = {}
    for name in (*own, *listed):
        found.setdefault(fold(name), name)
    return tuple(found.values())
