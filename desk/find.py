"""Tra cứu: one field for names, codes, last digits and receipts; newest first."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.folding import fold
from desk.people import match_of
from desk.rows import Found

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from desk.office import Office

MAX_LIMIT = 1000
MAX_TEXT = 4000


def find(office: Office, text: str, limit: int = 20) -> Found:
    """Return the dossiers meant by `text`.

    A receipt's text or a code finds its dossier, a card its holder's dossiers; digits alone are the
    end of an identity number, a phone or a code; anything else is part of a name.
    """
    if not 1 <= limit <= MAX_LIMIT:
        raise InputError("find.bad_limit", limit=limit, highest=MAX_LIMIT)
    from sqlalchemy import select

    from models.tables import Applicant, Dossier

    started = time.perf_counter()
    condition = _meant(office, text[:MAX_TEXT])
    if condition is None:
        return Found(matches=(), ms=(time.perf_counter() - started) * 1000)
    with office.read() as session:
        rows = session.execute(
            select(Dossier, Applicant)
            .join(Applicant, Applicant.id == Dossier.applicant_id)
            .where(condition)
            .order_by(Dossier.received_at.desc(), Dossier.id.desc())
            .limit(limit)
        ).all()
        matches = tuple(match_of(row, person) for row, person in rows)
    return Found(matches=matches, ms=(time.perf_counter() - started) * 1000)


def _meant(office: Office, text: str) -> ColumnElement[bool] | None:
    from sqlalchemy import or_

    from desk.codes import recognise
    from models.tables import Applicant, Dossier

    found = recognise(text, office_code=office.card.code, key=office.keys.receipt)
    if found.tag_ok is False:
        return None  # another office may have given the same provisional number
    if found.card is not None:
        return Applicant.id_number == found.card.number
    if found.code is not None:
        code = found.code.upper()
        return or_(Dossier.code == code, Dossier.official_code == code)
    digits = re.sub(r"[ .]", "", text.strip())
    if digits.isascii() and digits.isdigit():
        return _digits(digits)
    words = fold(text).split()
    if not words:
        return None
    if re.fullmatch(r"[0-9A-Za-z.-]*[0-9-][0-9A-Za-z.-]*", text.strip()):
        part = _escaped(text.strip().upper())
        return or_(
            Dossier.code.like(f"%{part}%", escape="\\"), Dossier.official_code.like(f"%{part}%", escape="\\")
        )
    return _name(words)


def _digits(digits: str) -> ColumnElement[bool]:
    """The last digits of a number or a phone; from four digits on the index of tails narrows first."""
    from sqlalchemy import and_, or_, select

    from models.tables import Applicant, Dossier

    ends = f"%{digits}"
    identity: ColumnElement[bool]
    phone: ColumnElement[bool]
    identity, phone = Applicant.id_number.like(ends), Applicant.phone.like(ends)
    if len(digits) >= 4:
        identity = and_(Applicant.id_tail == digits[-4:], identity)
        phone = and_(Applicant.phone_tail == digits[-4:], phone)
    people = select(Applicant.id).where(or_(identity, phone, Applicant.tax_code == digits))
    return or_(Dossier.applicant_id.in_(people), Dossier.code.like(ends), Dossier.official_code.like(ends))


def _name(words: list[str]) -> ColumnElement[bool]:
    """Every word begins a word of the name; the last one may still be half typed."""
    from sqlalchemy import and_, or_, select

    from models.tables import Applicant, Dossier

    conditions = []
    for word in words:
        part = _escaped(word)
        conditions.append(
            or_(
                Applicant.name_fold.like(f"{part}%", escape="\\"),
                Applicant.name_fold.like(f"% {part}%", escape="\\"),
            )
        )
    return Dossier.applicant_id.in_(select(Applicant.id).where(and_(*conditions)))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
