"""Sổ công dân, tổ chức: built from receptions, one entry for each number, newest data first.

Dossiers keep their own snapshot (`applicant`); nothing here changes an old paper. A person is matched by
number only: the same name and birth date are a suggestion for a human (desk.people.duplicates).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from desk.record.uow import UnitOfWork
    from models.tables import Applicant, Citizen, CitizenMerge

ORGANISATION = "organisation"
IDENTITY = ("full_name", "name_fold", "birth_date", "sex")  # a card knows these better than a typing hand
CONTACT = ("address", "phone", "email")  # the newest word wins, whoever said it


def remember(
    uow: UnitOfWork, applicant: Applicant, *, answers: Mapping[str, Any], at: datetime, card: bool = False
) -> Citizen:
    """Enter who brought a dossier, or whose it is, and link the snapshot; answers the live entry.

    Matched by identity number, else by tax code; without a number the snapshot gets an entry of its own.
    Call it after the first event of the transaction: two counters then never make two entries.

    Args:
        uow: the transaction of the reception.
        applicant: the dossier's snapshot, already in the session.
        answers: the answers given with the dossier, newest kept for each key.
        at: when the person was seen; an older moment fills gaps only.
        card: the data came from an identity card, which wins over what was typed before.
    """
    session = uow.session
    session.flush()
    before = applicant.citizen_id
    entry = entry_for(session, applicant) or _own_nameless(session, applicant)
    if entry is None:
        entry = _entered(session, applicant, answers=answers, at=at, card=card)
    else:
        _learn(session, entry, applicant, answers=answers, at=at, card=card)
    live = root_of(session, entry)
    applicant.citizen_id = live.id
    _join_earlier(session, applicant, live)
    session.flush()
    if before is not None and before != live.id:
        _drop_if_empty(session, before)
    return live


def _own_nameless(session: Session, person: Applicant) -> Citizen | None:
    """The entry a snapshot without a number already has: a correction makes no second one."""
    from models.tables import Citizen

    if person.citizen_id is None or number_of(person):
        return None
    found = session.get_one(Citizen, person.citizen_id)
    return None if number_of(found) else found


def number_of(person: Applicant | Citizen) -> str:
    """The number somebody is matched by; empty where they have none."""
    first = person.tax_code if person.kind == ORGANISATION else person.id_number
    return first or person.tax_code or ""


def _drop_if_empty(session: Session, key: int) -> None:
    """An entry made by a wrong number goes when the correction leaves it without any dossier."""
    from sqlalchemy import or_, select

    from models.tables import Applicant, Citizen, CitizenMerge

    used = session.scalar(select(Applicant.id).where(Applicant.citizen_id == key).limit(1))
    merged = session.scalar(
        select(CitizenMerge.id).where(or_(CitizenMerge.kept_id == key, CitizenMerge.gone_id == key)).limit(1)
    )
    if used is None and merged is None:
        session.delete(session.get_one(Citizen, key))
        session.flush()


def entry_for(session: Session, person: Applicant) -> Citizen | None:
    """The entry of a snapshot's number, merged or not; None where it has no number or is new.

    An organisation is its tax code: the number of who came for it is not its own.
    """
    if person.kind == ORGANISATION:
        return _by(session, "tax_code", person.tax_code, kind=ORGANISATION)
    if person.id_number:
        return _by(session, "id_number", person.id_number, kind="citizen")
    return _by(session, "tax_code", person.tax_code, kind="citizen")


def entry_of_number(session: Session, number: str) -> Citizen | None:
    """The live entry of an identity number or a tax code, as typed at the counter."""
    found = (
        _by(session, "id_number", number, kind="citizen")
        or _by(session, "tax_code", number, kind=ORGANISATION)
        or _by(session, "tax_code", number, kind="citizen")
    )
    return None if found is None else root_of(session, found)


def _by(session: Session, column: str, number: str | None, *, kind: str) -> Citizen | None:
    from sqlalchemy import select

    from models.tables import Citizen

    if not number:
        return None
    query = select(Citizen).where(getattr(Citizen, column) == number, Citizen.kind == kind)
    return session.scalars(query.order_by(Citizen.merged_into.is_not(None), Citizen.id).limit(1)).first()


def root_of(session: Session, entry: Citizen) -> Citizen:
    """The entry that stands for this one now: itself, or what it was merged into."""
    from models.tables import Citizen

    while entry.merged_into is not None:
        entry = session.get_one(Citizen, entry.merged_into)
    return entry


def members_of(session: Session, root: Citizen) -> list[Citizen]:
    """An entry with all that were merged into it, itself first."""
    from sqlalchemy import select

    from models.tables import Citizen

    found = [root]
    layer = [root.id]
    while layer:
        below = session.scalars(select(Citizen).where(Citizen.merged_into.in_(layer)).order_by(Citizen.id))
        more = list(below)
        found += more
        layer = [one.id for one in more]
    return found


def combined(members: Sequence[Citizen]) -> dict[str, Any]:
    """What is known of a person: identity as the kept entry has it, contact as told last."""
    newest = sorted(members, key=lambda one: one.last_seen_at, reverse=True)
    told: dict[str, Any] = {}
    for key in ("id_number", "tax_code", *IDENTITY):
        told[key] = next((value for one in members if (value := getattr(one, key))), None)
    for key in CONTACT:
        told[key] = next((value for one in newest if (value := getattr(one, key))), None)
    told["answers"] = {}
    for one in reversed(newest):
        told["answers"].update(one.answers or {})
    return told


def active_merges(session: Session, entry: Citizen) -> list[CitizenMerge]:
    """The merges this entry was kept in that still stand, oldest first."""
    from sqlalchemy import select

    from models.tables import CitizenMerge

    query = select(CitizenMerge).where(CitizenMerge.kept_id == entry.id, CitizenMerge.undone_at.is_(None))
    return list(session.scalars(query.order_by(CitizenMerge.id)))


def _entered(
    session: Session, person: Applicant, *, answers: Mapping[str, Any], at: datetime, card: bool
) -> Citizen:
    from models.tables import Citizen

    entry = Citizen(
        kind=person.kind,
        id_number=None if person.kind == ORGANISATION else person.id_number,
        tax_code=person.tax_code,
        **{key: getattr(person, key) for key in (*IDENTITY, *CONTACT)},
        answers=dict(answers),
        first_seen_at=at,
        last_seen_at=at,
        card_at=at if card else None,
    )
    session.add(entry)
    session.flush()
    return entry


def _learn(
    session: Session,
    entry: Citizen,
    person: Applicant,
    *,
    answers: Mapping[str, Any],
    at: datetime,
    card: bool,
) -> None:
    """Take over what is newer; a value only lent by a merge counts as empty and becomes the entry's own."""
    merges = active_merges(session, entry)
    lent = {key for one in merges for key in one.before["filled"]}
    newer = at >= entry.last_seen_at
    trusted = at >= entry.card_at if entry.card_at is not None else True
    given = {key: value for key in (*IDENTITY, *CONTACT) if (value := getattr(person, key)) is not None}
    for key, value in given.items():
        wins = (trusted if card else newer and entry.card_at is None) if key in IDENTITY else newer
        if wins or key in lent or getattr(entry, key) is None:
            setattr(entry, key, value)
    lent_answers = {key for one in merges for key in one.before["answers"]}
    kept = {key: value for key, value in (entry.answers or {}).items() if key not in lent_answers}
    merged = {**kept, **answers} if newer else {**answers, **kept}
    entry.answers = {**(entry.answers or {}), **merged}
    entry.tax_code = entry.tax_code or person.tax_code
    if card and trusted:
        entry.card_at = at
    entry.first_seen_at = min(entry.first_seen_at, at)
    entry.last_seen_at = max(entry.last_seen_at, at)
    _own(merges, fields=given, answers=answers)


def _own(merges: Sequence[CitizenMerge], *, fields: Mapping[str, Any], answers: Mapping[str, Any]) -> None:
    """What a person now said by themselves is no longer taken back when a merge is undone."""
    for one in merges:
        one.before = {
            **one.before,
            "filled": [key for key in one.before["filled"] if key not in fields],
            "answers": [key for key in one.before["answers"] if key not in answers],
        }


def _join_earlier(session: Session, person: Applicant, live: Citizen) -> None:
    """Link snapshots of the same number that came in by another door; a few rows by an index."""
    from sqlalchemy import update

    from models.tables import Applicant

    number = number_of(person)
    if not number:
        return
    by_identity = person.kind != ORGANISATION and person.id_number
    same = [Applicant.id_number == number] if by_identity else [Applicant.tax_code == number]
    if person.kind != ORGANISATION and not by_identity:
        same.append(Applicant.id_number.is_(None))
    session.execute(
        update(Applicant)
        .where(*same, Applicant.kind == person.kind, Applicant.citizen_id.is_(None))
        .values(citizen_id=live.id)
        .execution_options(synchronize_session=False)
    )
