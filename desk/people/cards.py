"""Entries of the register as the masked lines of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.people.masking import masked, masked_phone
from desk.people.register import combined, members_of, root_of
from desk.people.rows import CitizenCard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from models.tables import Citizen


def cards_of(session: Session, entries: Iterable[Citizen], *, live: bool) -> tuple[CitizenCard, ...]:
    """One card for each entry; `live` shows whom it stands for now, each person once."""
    wanted = dict.fromkeys(root_of(session, one) if live else one for one in entries)
    counts = _dossiers(session, [one.id for one in wanted])
    return tuple(card_of(session, one, dossiers=counts.get(one.id, 0)) for one in wanted)


def card_of(session: Session, entry: Citizen, *, dossiers: int) -> CitizenCard:
    """An entry with what was merged into it, masked."""
    members = members_of(session, entry)
    told = combined(members)
    return CitizenCard(
        id=entry.id,
        kind=entry.kind,
        name=told["full_name"],
        number_masked=masked(told["id_number"] or told["tax_code"]),
        birth_date=told["birth_date"],
        phone_masked=masked_phone(told["phone"]),
        dossiers=dossiers,
        last_seen_at=max(one.last_seen_at for one in members),
        merged_into=entry.merged_into,
    )


def _dossiers(session: Session, ids: list[int]) -> dict[int, int]:
    """How many dossiers each entry brought or owns."""
    from sqlalchemy import func, or_, select

    from models.tables import Applicant, Dossier

    query = (
        select(Applicant.citizen_id, func.count(func.distinct(Dossier.id)))
        .join(Dossier, or_(Dossier.applicant_id == Applicant.id, Dossier.owner_id == Applicant.id))
        .where(Applicant.citizen_id.in_(ids))
        .group_by(Applicant.citizen_id)
    )
    return {int(key): int(number) for key, number in session.execute(query) if key is not None}
