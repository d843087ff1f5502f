"""Cấp mã QR cho người dân: an opaque code that opens somebody's record at this office, and nowhere else.

The code is drawn by chance and carries a check tag as receipts do; no number and no name of a person is in
it. Whoever holds the card is not proved to be its owner: the clerk still looks at an identity card.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.people.rows import CitizenCodeRow

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork
    from models.tables import Citizen, CitizenCode

ISSUED, REVOKED = "citizen_code.issued", "citizen_code.revoked"
WHY = ("lost", "asked", "wrong", "replaced")


def issue(office: Office, who: str | int, *, command_id: str | None = None) -> CitizenCodeRow:
    """Give a person a code; an earlier one is revoked and the new one counted as given instead.

    `who` is an identity number or tax code, a dossier's code (its applicant), an earlier citizen code, or
    the id of an entry in the register.

    Raises:
        InputError: `citizen_code.nobody` where the office knows nobody so.
    """
    with office.write("citizen_code.issue", command_id=command_id) as uow:
        if uow.repeated_answer is not None:
            row_id = uow.repeated_answer["id"]
        else:
            uow.take_turn()
            row = _issue(uow, _person(uow.session, office, who))
            uow.session.flush()
            row_id = row.id
            uow.record(ISSUED, subject=row.ref, details={"ref": row.ref, "issue_no": row.issue_no})
            uow.commit({"id": row_id})
    return _by_id(office, row_id)


def revoke(office: Office, text: str, why: str, *, command_id: str | None = None) -> CitizenCodeRow:
    """Take a code back; it opens nothing any more.

    Raises:
        InputError: `citizen_code.unknown`, `citizen_code.revoked_before`, `citizen_code.why`.
    """
    if why not in WHY:
        raise InputError("citizen_code.why", allowed=list(WHY))
    with office.write("citizen_code.revoke", command_id=command_id) as uow:
        if uow.repeated_answer is not None:
            row_id = uow.repeated_answer["id"]
        else:
            row = _known(uow.session, ref_of(office, text))
            if row.revoked_at is not None:
                raise InputError("citizen_code.revoked_before", ref=row.ref, at=f"{row.revoked_at:%d/%m/%Y}")
            row.revoked_at, row.revoked_why, row_id = uow.now, why, row.id
            uow.record(REVOKED, subject=row.ref, details={"ref": row.ref, "why": why})
            uow.commit({"id": row_id})
    return _by_id(office, row_id)


def holder(office: Office, text: str) -> CitizenCodeRow:
    """Whose code this is, with the person as lists show them.

    Raises:
        InputError: `citizen_code.unknown`, `citizen_code.revoked`, `code.tag_mismatch`, `code.other_office`.
    """
    with office.read() as session:
        row = _known(session, ref_of(office, text))
        if row.revoked_at is not None:
            raise InputError("citizen_code.revoked", ref=row.ref)
        return _shown(session, office, row)


def codes_of(office: Office, who: str) -> tuple[CitizenCodeRow, ...]:
    """Every code somebody was given, oldest first.

    Raises:
        InputError: `citizen_code.nobody`.
    """
    from sqlalchemy import select

    from desk.people.register import members_of
    from models.tables import CitizenCode

    with office.read() as session:
        ids = [one.id for one in members_of(session, _person(session, office, who))]
        query = select(CitizenCode).where(CitizenCode.citizen_id.in_(ids)).order_by(CitizenCode.id)
        return tuple(_shown(session, office, row) for row in session.scalars(query))


def ref_of(office: Office, text: str) -> str:
    """The reference in a scanned or typed text; a tag that is there must be this office's.

    Raises:
        InputError: `citizen_code.unknown`, `code.tag_mismatch`, `code.other_office`.
    """
    from desk.finding.codes import CITIZEN, recognise, resolve_code

    code = resolve_code(text, office_code=office.codes, key=office.keys.ring)
    if CITIZEN.fullmatch(recognise(code).code or "") is None:
        raise InputError("citizen_code.unknown", ref=code[:40])
    return code


def citizens_of(ref: str) -> Select[Any]:
    """The entries a code that holds stands for: whom it was given, and whom these were merged with."""
    from sqlalchemy import func, or_, select

    from models.tables import Citizen, CitizenCode

    given = select(CitizenCode.citizen_id).where(CitizenCode.ref == ref, CitizenCode.revoked_at.is_(None))
    root = select(func.coalesce(Citizen.merged_into, Citizen.id)).where(Citizen.id.in_(given))
    return select(Citizen.id).where(or_(Citizen.id.in_(root), Citizen.merged_into.in_(root)))


def _issue(uow: UnitOfWork, person: Citizen) -> CitizenCode:
    from sqlalchemy import select

    from desk.people.register import members_of
    from models.tables import CitizenCode

    ids = [one.id for one in members_of(uow.session, person)]
    earlier = uow.session.scalars(select(CitizenCode).where(CitizenCode.citizen_id.in_(ids))).all()
    for one in earlier:
        if one.revoked_at is None:
            one.revoked_at, one.revoked_why = uow.now, "replaced"
    row = CitizenCode(
        ref=_drawn(uow.session), citizen_id=person.id, issue_no=len(earlier) + 1, issued_at=uow.now,
        actor=uow.office.actor.username, revoked_why="",
    )  # fmt: skip
    uow.session.add(row)
    return row


def _drawn(session: Session) -> str:
    """A reference nobody was given: digits only, so that no typing aid changes it."""
    from sqlalchemy import select

    from models.tables import CitizenCode

    while True:
        digits = f"{secrets.randbelow(10**14):014d}"
        ref = f"CD-{digits[:6]}-{digits[6:]}"
        if session.scalar(select(CitizenCode.id).where(CitizenCode.ref == ref)) is None:
            return ref


def _person(session: Session, office: Office, who: str | int) -> Citizen:
    """The live entry meant: by number, by a dossier, by an earlier code, by its id."""
    from desk.finding.codes import recognise
    from desk.people.register import entry_of_number, root_of
    from desk.record.dossiers import by_code
    from models.tables import Citizen

    entry: Citizen | None
    if isinstance(who, int):
        entry = session.get(Citizen, who)
    else:
        found = recognise(who, office_code=office.codes, key=office.keys.ring)
        if found.kind == "citizen":
            entry = session.get(Citizen, _known(session, ref_of(office, who)).citizen_id)
        elif found.code is not None:
            owner = by_code(session, office, who).applicant.citizen_id
            entry = session.get(Citizen, owner) if owner is not None else None
        else:
            entry = entry_of_number(session, who.strip())
    if entry is None:
        raise InputError("citizen_code.nobody")
    return root_of(session, entry)


def _known(session: Session, ref: str) -> CitizenCode:
    from sqlalchemy import select

    from models.tables import CitizenCode

    row = session.scalars(select(CitizenCode).where(CitizenCode.ref == ref)).first()
    if row is None:
        raise InputError("citizen_code.unknown", ref=ref)
    return row


def _by_id(office: Office, row_id: int) -> CitizenCodeRow:
    from models.tables import CitizenCode

    with office.read() as session:
        return _shown(session, office, session.get_one(CitizenCode, row_id))


def _shown(session: Session, office: Office, row: CitizenCode) -> CitizenCodeRow:
    from desk.finding.codes import payload
    from desk.people.cards import cards_of
    from models.tables import Citizen

    (person,) = cards_of(session, [session.get_one(Citizen, row.citizen_id)], live=True)
    return CitizenCodeRow(
        ref=row.ref,
        payload=payload(office.card.code, office.keys.ring.current, row.ref),
        person=person,
        issue_no=row.issue_no,
        issued_at=row.issued_at,
        revoked_at=row.revoked_at,
        revoked_why=row.revoked_why,
    )
