"""From what people type or scan to the one dossier meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.errors import InputError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desk.office import Office
    from models.dossier import Dossier


def by_code(session: Session, office: Office, text: str) -> Dossier:
    """The dossier of a code, an official code or a receipt's QR text, in any case of letters.

    Raises:
        InputError: `dossier.not_found`, or `code.wrong_tag` where the check tag is not this office's.
    """
    from sqlalchemy import or_, select

    from desk.codes import recognise, tag
    from models.dossier import Dossier

    found = recognise(text)
    code = (found.code or text).strip().upper()
    row = session.scalars(
        select(Dossier).where(or_(Dossier.code == code, Dossier.official_code == code)).order_by(Dossier.id)
    ).first()
    if row is None:
        raise InputError("dossier.not_found", code=code[:80])
    if found.tag is not None and found.tag.upper() not in {
        tag(office.card.code, office.keys.receipt, one) for one in (row.code, code)
    }:
        raise InputError("code.wrong_tag", code=code[:80])
    return row
