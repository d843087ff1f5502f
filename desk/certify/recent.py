"""Vừa chứng thực: what this office certified today, newest first, for the counter's own eyes."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from desk.certify.rows import RecentRow
from desk.clock import LOCAL

if TYPE_CHECKING:
    from desk.office.opened import Office


def recent(office: Office, limit: int = 12) -> tuple[RecentRow, ...]:
    """The newest certifications of today by dossier, struck ones too."""
    from sqlalchemy import select
    from sqlalchemy.orm import joinedload

    from desk.certify.books import line_row
    from models.tables import Certification, Dossier

    begin = datetime.combine(office.clock.now().date(), time(), LOCAL)
    with office.read() as session:
        rows = session.execute(
            select(Certification, Dossier)
            .join(Dossier, Dossier.id == Certification.dossier_id)
            .options(joinedload(Dossier.applicant))
            .where(
                Certification.certified_at >= begin, Certification.certified_at < begin + timedelta(days=1)
            )
            .order_by(Certification.dossier_id.desc(), Certification.no)
            .limit(limit * 20)
        ).all()
        found: dict[str, RecentRow] = {}
        for line, dossier in rows:
            if dossier.code not in found and len(found) == limit:
                break
            known = found.get(dossier.code)
            lines = (*known.lines, line_row(line)) if known else (line_row(line),)
            found[dossier.code] = RecentRow(dossier.code, dossier.applicant.full_name, lines)
    return tuple(found.values())
