"""Gộp trùng: two entries of one person become one, and can become two again exactly.

No dossier's snapshot changes: only whom it points to. Each entry goes on learning from receptions under
its own number, so that an undo also parts what came in meanwhile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.people.register import CONTACT, active_merges, members_of, number_of
from desk.people.rows import MergeRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from models.tables import Citizen, CitizenMerge

FILLED = ("birth_date", "sex", *CONTACT)


def merge(office: Office, kept_id: int, gone_id: int) -> int:
    """Merge `gone` into `kept`: its dossiers follow, empty fields are filled; answers the merge's id.

    Raises:
        InputError: `people.unknown`, `people.merge_self`, `people.merge_gone` where one of the two was merged
            before, `people.merge_kinds` for a citizen and an organisation.
    """
    from models.tables import CitizenMerge

    if kept_id == gone_id:
        raise InputError("people.merge_self", citizen=kept_id)
    with office.write("people.merge") as uow:
        kept, gone = (_live(uow.session, key) for key in (kept_id, gone_id))
        if kept.kind != gone.kind:
            raise InputError("people.merge_kinds", kept=kept_id, gone=gone_id)
        moved = _snapshots(uow.session, gone.id)
        row = CitizenMerge(
            kept_id=kept.id,
            gone_id=gone.id,
            at=uow.now,
            actor=office.actor.username,
            before={"applicants": moved, "filled": [], "answers": []},
        )
        uow.session.add(row)
        _lend(row, kept, gone)
        _point(uow.session, moved, kept.id)
        gone.merged_into = kept.id
        uow.session.flush()
        details = {"merge": row.id, "kept": kept.id, "gone": gone.id, "snapshots": len(moved)}
        uow.record("people.merged", subject=f"citizen-{kept.id}", details=details)
        uow.commit()
        return row.id


def undo_merge(office: Office, merge_id: int) -> None:
    """Part two entries again: fields and dossiers as before, later ones to whose number they carry.

    Raises:
        InputError: `people.merge_unknown`, `people.merge_undone`, or `people.merge_deeper` where the kept
            entry itself was merged on: undo that one first.
    """
    from models.tables import Citizen, CitizenMerge

    with office.write("people.undo_merge") as uow:
        session = uow.session
        row = session.get(CitizenMerge, merge_id) if is_key(merge_id) else None
        if row is None:
            raise InputError("people.merge_unknown", merge=merge_id)
        if row.undone_at is not None:
            raise InputError("people.merge_undone", merge=merge_id)
        kept, gone = session.get_one(Citizen, row.kept_id), session.get_one(Citizen, row.gone_id)
        if kept.merged_into is not None:
            raise InputError("people.merge_deeper", merge=merge_id, other=_merge_of(session, kept.id))
        back = _belonging(session, row, kept, gone)
        gone.merged_into = None
        row.undone_at, row.undone_by = uow.now, office.actor.username
        _point(session, back, gone.id)
        _take_back(session, row, kept)
        details = {"merge": row.id, "kept": kept.id, "gone": gone.id, "snapshots": len(back)}
        uow.record("people.merge_undone", subject=f"citizen-{kept.id}", details=details)
        uow.commit()


def merges(office: Office, limit: int = 200) -> tuple[MergeRow, ...]:
    """Every merge, newest first, also those undone."""
    from sqlalchemy import select

    from desk.people.cards import cards_of
    from models.tables import Citizen, CitizenMerge

    with office.read() as session:
        rows = session.scalars(select(CitizenMerge).order_by(CitizenMerge.id.desc()).limit(limit)).all()
        ids = {key for row in rows for key in (row.kept_id, row.gone_id)}
        found = session.scalars(select(Citizen).where(Citizen.id.in_(ids))).all()
        cards = {one.id: one for one in cards_of(session, found, live=False)}
        return tuple(
            MergeRow(
                id=row.id,
                kept=cards[row.kept_id],
                gone=cards[row.gone_id],
                at=row.at,
                actor=row.actor,
                undone_at=row.undone_at,
                undone_by=row.undone_by,
            )
            for row in rows
        )


def _live(session: Session, key: int) -> Citizen:
    from models.tables import Citizen

    found = session.get(Citizen, key) if is_key(key) else None
    if found is None:
        raise InputError("people.unknown", citizen=key)
    if found.merged_into is not None:
        raise InputError("people.merge_gone", citizen=key, into=found.merged_into)
    return found


def is_key(number: int) -> bool:
    """Tell whether a number may be that of a row; both engines fail on what is wider."""
    return 0 < number < 1 << 63


def _snapshots(session: Session, citizen_id: int) -> list[int]:
    from sqlalchemy import select

    from models.tables import Applicant

    query = select(Applicant.id).where(Applicant.citizen_id == citizen_id).order_by(Applicant.id)
    return list(session.scalars(query))


def _point(session: Session, applicants: Sequence[int], citizen_id: int) -> None:
    from sqlalchemy import update

    from models.tables import Applicant

    session.flush()
    for start in range(0, len(applicants), 500):
        session.execute(
            update(Applicant)
            .where(Applicant.id.in_(applicants[start : start + 500]))
            .values(citizen_id=citizen_id)
        )


def _lend(row: CitizenMerge, kept: Citizen, gone: Citizen) -> None:
    """Fill what the kept entry does not know, and note it, so that it can be taken back."""
    filled = [key for key in FILLED if not getattr(kept, key) and getattr(gone, key)]
    for key in filled:
        setattr(kept, key, getattr(gone, key))
    own = kept.answers or {}
    answers = sorted(key for key in (gone.answers or {}) if key not in own)
    if answers:
        kept.answers = {**own, **{key: gone.answers[key] for key in answers}}
    row.before = {
        "applicants": list(row.before["applicants"]),
        "filled": [*row.before["filled"], *filled],
        "answers": [*row.before["answers"], *answers],
    }


def _take_back(session: Session, row: CitizenMerge, kept: Citizen) -> None:
    """What was lent goes; another merge that still stands may lend what it has."""
    from models.tables import Citizen

    for key in row.before["filled"]:
        setattr(kept, key, None)
    lent = set(row.before["answers"])
    kept.answers = {key: value for key, value in (kept.answers or {}).items() if key not in lent}
    for other in active_merges(session, kept):
        if other.id != row.id:
            _lend(other, kept, session.get_one(Citizen, other.gone_id))


def _belonging(session: Session, row: CitizenMerge, kept: Citizen, gone: Citizen) -> list[int]:
    """The snapshots that are the parted entry's: those moved, and later ones under its numbers."""
    from sqlalchemy import select

    from models.tables import Applicant

    moved = set(row.before["applicants"])
    below = members_of(session, gone)
    others = [one for one in members_of(session, kept) if one not in below]
    own = _numbers(below) - _numbers(others)
    query = select(Applicant).where(Applicant.citizen_id == kept.id).order_by(Applicant.id)
    return [
        one.id for one in session.scalars(query) if one.id in moved or number_of(one) in own
    ]  # a number both carry stays with the kept entry, as a reception would enter it


def _numbers(entries: Sequence[Citizen]) -> set[str]:
    return {number for one in entries if (number := number_of(one))}


def _merge_of(session: Session, gone_id: int) -> int:
    from sqlalchemy import select

    from models.tables import CitizenMerge

    query = select(CitizenMerge.id).where(CitizenMerge.gone_id == gone_id, CitizenMerge.undone_at.is_(None))
    return int(session.scalars(query.order_by(CitizenMerge.id.desc())).first() or 0)
