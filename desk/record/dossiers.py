"""From what people type or scan to the one dossier meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.errors import InputError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from models.tables import Dossier


def by_code(session: Session, office: Office, text: str) -> Dossier:
    """The dossier of a code, an official code it has or had, or a receipt's QR text, in any case of letters.

    Raises:
        InputError: `dossier.not_found`; `code.tag_mismatch` or `code.other_office` for a receipt's text
            whose check tag is not this office's.
    """
    from sqlalchemy import or_, select

    from desk.finding.codes import resolve_code
    from models.tables import Dossier

    code = resolve_code(text, office_code=office.codes, key=office.keys.ring)
    asked = {code, code.upper()}
    row = session.scalars(
        select(Dossier)
        .where(or_(Dossier.code.in_(asked), Dossier.official_code.in_(asked)))
        .order_by(Dossier.id)
        .limit(1)
    ).first()
    row = row or _by_former_number(session, asked)
    if row is None:
        raise InputError("dossier.not_found", code=code[:80])
    return row


def _by_former_number(session: Session, asked: set[str]) -> Dossier | None:
    """The dossier that had one of these official numbers before another took its place."""
    from sqlalchemy import select

    from models.tables import Correction, Dossier

    return session.scalars(
        select(Dossier)
        .join(Correction, Correction.dossier_id == Dossier.id)
        .where(Correction.field == "official_code", Correction.old.in_(asked))
        .order_by(Dossier.id)
        .limit(1)
    ).first()
