"""Beside the log: remarks, corrections and the register's words of one dossier, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.life.rows import CorrectionRow, RemarkRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from desk.rows import EventRow
    from models.tables import Dossier


def remarks(session: Session, row: Dossier, events: Sequence[EventRow]) -> tuple[RemarkRow, ...]:
    """Return what was said about a dossier, oldest first."""
    from sqlalchemy import select

    from models.tables import Remark

    by_seq = {event.seq: event for event in events}
    rows = session.scalars(select(Remark).where(Remark.dossier_id == row.id).order_by(Remark.event_seq))
    return tuple(
        RemarkRow(event_seq=one.event_seq, at=event.at, actor=event.actor, text=one.text, verb=event.verb)
        for one in rows
        if (event := by_seq.get(one.event_seq)) is not None
    )


def corrections(session: Session, row: Dossier, events: Sequence[EventRow]) -> tuple[CorrectionRow, ...]:
    """Return every corrected field before and after, oldest first."""
    from sqlalchemy import select

    from models.tables import Correction

    by_seq = {event.seq: event for event in events}
    rows = session.scalars(
        select(Correction)
        .where(Correction.dossier_id == row.id)
        .order_by(Correction.event_seq, Correction.id)
    )
    return tuple(
        CorrectionRow(
            event_seq=one.event_seq,
            at=event.at,
            actor=event.actor,
            field=one.field,
            old=one.old,
            new=one.new,
        )
        for one in rows
        if (event := by_seq.get(one.event_seq)) is not None
    )


def register_text(row: Dossier) -> str:
    """Vào Sổ theo dõi hồ sơ: volume and running number as the receipt says them; "" where not entered."""
    if row.register_no is None:
        return ""
    return f"Quyển {row.register_volume or 1:02d}, số {row.register_no:04d}/{row.register_year}"
