"""The closed days on record: the newest revision of one, the last of all, and where its file lies."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from desk.record.canonical import canonical
from desk.rows import ClosedDay

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session

    from desk.numbers.tally import Tally
    from desk.office.opened import Office
    from models.tally_file import TallyFile


def numbers_digest(counted: Tally) -> str:
    """Return the SHA-256 over rows, total and indicators: equal numbers, equal digest."""
    return hashlib.sha256(canonical(counted.numbers())).hexdigest()


def newest_revision(session: Session, day: date) -> TallyFile | None:
    """Return the newest closing of a day, or None where it was never closed."""
    from sqlalchemy import select

    from models.tally_file import TallyFile

    return session.scalars(
        select(TallyFile).where(TallyFile.day == day).order_by(TallyFile.revision.desc()).limit(1)
    ).first()


def closed_day(office: Office, row: TallyFile, *, session: Session, repeated: bool = False) -> ClosedDay:
    """Return a stored closing as the row that leaves `desk`; late is judged by the day's first closing."""
    from sqlalchemy import func, select

    from desk.numbers.day_gaps import is_late
    from models.tally_file import TallyFile

    first = row.closed_at
    if row.revision > 1:
        first = session.scalar(select(func.min(TallyFile.closed_at)).where(TallyFile.day == row.day)) or first
    return ClosedDay(
        date=row.day,
        revision=row.revision,
        file=place_of(office, row),
        sha256=row.sha256,
        signature=row.signature,
        previous_sha256=row.previous_sha256,
        repeated=repeated,
        closed_at=row.closed_at,
        late=is_late(row.day, first),
    )


def last_sha256(session: Session) -> str | None:
    """The file this office closed just before, whatever its day or revision."""
    from sqlalchemy import select

    from models.tally_file import TallyFile

    return session.scalars(select(TallyFile.sha256).order_by(TallyFile.id.desc()).limit(1)).first()


def place_of(office: Office, row: TallyFile) -> Path:
    """Return where the file of a closing lies."""
    return office.paths.tallies / row.file.rpartition("/")[2]
