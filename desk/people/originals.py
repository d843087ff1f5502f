"""Bản chính đang giữ: which originals the office keeps of a dossier, and giving them back with a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from desk.office.opened import Office
    from models.tables import Component, Dossier

VERB = "dossier.originals_given_back"


def still_kept(row: Dossier) -> list[Component]:
    """The originals of a dossier that lie in the office."""
    return [one for one in row.components if one.original_kept and one.given_back_at is None]


def hand_back(row: Dossier, numbers: Sequence[int], *, at: datetime) -> list[int]:
    """Mark originals as given back; answers their numbers.

    Raises:
        InputError: `originals.not_kept` for a paper that is not kept, or was given back before.
    """
    kept = {one.no: one for one in still_kept(row)}
    for number in numbers:
        if number not in kept:
            raise InputError("originals.not_kept", code=row.code, no=number)
    for number in numbers:
        kept[number].given_back_at = at
    return sorted(set(numbers))


def give_back(office: Office, code: str, numbers: Sequence[int] = ()) -> tuple[int, ...]:
    """Give originals back outside a return, in whatever state; none named means all that are kept."""
    from sqlalchemy import select

    from desk.record.dossiers import by_code
    from models.tables import Dossier

    with office.read() as session:
        stored = by_code(session, office, code).code
    with office.write("originals.give_back") as uow:
        row = uow.session.scalars(select(Dossier).where(Dossier.code == stored)).one()
        wanted = list(numbers) or [one.no for one in still_kept(row)]
        if not wanted:
            raise InputError("originals.none_kept", code=row.code)
        given = hand_back(row, wanted, at=uow.now)
        uow.record(
            VERB,
            subject=row.code,
            dossier_id=row.id,
            details={
                "code": row.code,
                "state": int(row.state),
                "given_back": given,
                "remaining": [one.no for one in still_kept(row)],
            },
        )
        uow.commit()
    return tuple(given)
