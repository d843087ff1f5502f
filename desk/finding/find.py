"""Tra cứu: one field for names, codes, last digits and receipts; newest first."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

from desk.catalogue.readings import readings
from desk.errors import InputError
from desk.finding.papers import in_papers
from desk.folding import fold
from desk.people.known import match_of
from desk.rows import Found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

    from desk.office.opened import Office

MAX_LIMIT = 1000
MAX_TEXT = 4000
_PAPER_DIGITS = 6  # fewer are the end of a number, and stand on too many papers
_RECEIPT_DIGITS = 5  # fewer are the end of a person's number
_TAIL, _BRANCH, _WHOLE_TAX_CODE = 4, 3, 10
_DIGITS = re.compile(r"\+?[0-9]+", re.ASCII)
_SYLLABLE = re.compile("[^aeiouy]?[aeiouy]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def find(office: Office, text: str, limit: int = 20) -> Found:
    """Return the dossiers meant by `text`.

    A receipt's text or a code finds its dossier, the number of a group all of its dossiers, a card its
    holder's, a citizen's code the dossiers of whom it was given, the number of a result or of a fee receipt
    the dossier it belongs to; digits alone are the end of an identity number, a phone or a code; anything
    else is part of a name. Whose dossier it is, is found as well as who handed it in. After these come
    dossiers that have the words on one of their papers.
    """
    if not 1 <= limit <= MAX_LIMIT:
        raise InputError("find.bad_limit", limit=limit, highest=MAX_LIMIT)
    started = time.perf_counter()
    text = _SURROGATES.sub(
        "\ufffd", text[:MAX_TEXT]
    )  # half letters of a wrong decoding: no database has them
    with office.read() as session:
        rows: Sequence[Any] = ()
        for reading, apart in _named(text):  # the plainest first; the others where that finds nobody
            meant = _meant(office, text, reading, apart=apart)
            rows = _rows(session, meant, limit) if meant is not None else ()
            if rows or meant is None:
                break
        if meant is None:
            return Found(matches=(), ms=(time.perf_counter() - started) * 1000)
        matches = tuple(match_of(row, person, owner=name or "") for row, person, name in rows)
        if _may_be_on_paper(office, text):
            known = {one.code for one in matches}
            matches += in_papers(session, text, limit=limit - len(matches), known=known)
    return Found(matches=matches, ms=(time.perf_counter() - started) * 1000)


def _rows(session: Session, meant: Sequence[Select[Any]], limit: int) -> Sequence[Any]:
    """The dossiers of these ids with who handed them in and whose they are, newest first."""
    from sqlalchemy import select, union_all
    from sqlalchemy.orm import aliased

    from models.tables import Applicant, Dossier

    owner = aliased(Applicant)
    newest = (Dossier.received_at.desc(), Dossier.id.desc())
    shown = select(Dossier.id).where(Dossier.id.in_(union_all(*meant))).order_by(*newest).limit(limit)
    return session.execute(
        select(Dossier, Applicant, owner.full_name)
        .join(Applicant, Applicant.id == Dossier.applicant_id)
        .outerjoin(owner, owner.id == Dossier.owner_id)
        .where(Dossier.id.in_(shown))
        .order_by(*newest)
    ).all()


def _may_be_on_paper(office: Office, text: str) -> bool:
    """True for words and numbers; a scanned slip, a code or a card means its own dossiers and no others."""
    from desk.finding.codes import recognise

    found = recognise(text, office_code=office.codes, key=office.keys.ring)
    if found.tag_ok is not None or found.card is not None or found.code is not None:
        return False
    digits = re.sub(r"[ .]", "", text.strip())
    return not _DIGITS.fullmatch(digits) or len(digits) >= _PAPER_DIGITS


def _meant(office: Office, text: str, reading: str, *, apart: bool) -> Sequence[Select[Any]] | None:
    """Queries that together find the ids of the dossiers meant, each led by one index of its own.

    `reading` is what the text may say as a name, `apart` of a word that an apostrophe parts.
    """
    from sqlalchemy import select

    from desk.finding.codes import recognise
    from models.tables import Applicant, Dossier

    found = recognise(text, office_code=office.codes, key=office.keys.ring)
    if found.tag_ok is False:
        return None  # another office may have given the same provisional number
    if found.card is not None:
        return _held_by(select(Applicant.id).where(Applicant.id_number == found.card.number))
    if found.kind == "citizen":
        from desk.people.citizen_codes import citizens_of

        return _held_by(select(Applicant.id).where(Applicant.citizen_id.in_(citizens_of(found.code or ""))))
    if found.code is not None:
        code = found.code.upper()
        numbers = (Dossier.code, Dossier.official_code, Dossier.group_no, Dossier.visit_no)
        return (*(_ids(column == code) for column in numbers), _once_numbered(code))
    digits = re.sub(r"[ .]", "", text.strip())
    if _DIGITS.fullmatch(digits):
        own = _digits(digits.lstrip("+"), local_phone=_local_phone(digits))
        return (*own, *_result(text), *_receipt(text))
    if not fold(text):
        return None
    asked = text.strip().upper()
    together = (_ids(Dossier.group_no == asked), _ids(Dossier.visit_no == asked))
    if re.fullmatch(r"[0-9A-Za-z.-]*[0-9-][0-9A-Za-z.-]*", text.strip()):
        part = f"%{_escaped(text.strip().upper())}%"
        codes = (_ids(column.like(part, escape="\\")) for column in (Dossier.code, Dossier.official_code))
        branch = re.fullmatch(r"\d{0,10}-?\d{1,3}", text.strip(), re.ASCII)
        held = _held_by(_tax_code_ends(text.strip())) if branch else ()
        name = _name(reading, apart=apart) if reading.isalpha() and _SYLLABLE.search(reading) else ()
        return (*codes, *together, *held, *_result(text), *_receipt(text), *name)
    return (*_name(reading, apart=apart), *together, *_result(text), *_receipt(text))


def _ids(condition: ColumnElement[bool]) -> Select[Any]:
    from sqlalchemy import select

    from models.tables import Dossier

    return select(Dossier.id).where(condition)


def _result(text: str) -> Sequence[Select[Any]]:
    """Dossiers with a result of this number, also a replaced one; its first part will do from three signs on.

    Digits alone are a whole number or nothing: they begin too many.
    """
    from sqlalchemy import or_, select

    from models.tables import Result

    wanted = fold(text)
    if not any(mark.isdigit() for mark in wanted):
        return ()
    ways: list[ColumnElement[bool]] = [Result.number_fold == wanted]
    if len(wanted) >= _BRANCH and not wanted.isdigit():
        ways.append(Result.number_fold.like(f"{_escaped(wanted)}%", escape="\\"))
    return (select(Result.dossier_id).where(or_(*ways)),)


def _receipt(text: str) -> Sequence[Select[Any]]:
    """Dossiers with a fee receipt of this number; digits alone name one from five on, whatever its series."""
    from sqlalchemy import select

    from desk.paying.receipt_book import receipt_no
    from models.tables import FeeReceipt

    try:
        told = receipt_no(text)
    except InputError:
        return ()
    if not told.series and len(told.text) < _RECEIPT_DIGITS:
        return ()
    chosen = select(FeeReceipt.dossier_id).where(FeeReceipt.number == told.number)
    chosen = chosen.where(FeeReceipt.dossier_id.is_not(None))
    return (chosen.where(FeeReceipt.series == told.series) if told.series else chosen,)


def _once_numbered(code: str) -> Select[Any]:
    """Dossiers that had this official number before another took its place."""
    from sqlalchemy import select

    from models.tables import Correction

    return select(Correction.dossier_id).where(Correction.field == "official_code", Correction.old == code)


def _held_by(people: Select[Any]) -> Sequence[Select[Any]]:
    """Dossiers these people handed in, or that are theirs; the people are looked up once for both."""
    from sqlalchemy import select

    from models.tables import Dossier

    who = select(people.cte().prefix_with("MATERIALIZED").c.id)
    return tuple(_ids(column.in_(who)) for column in (Dossier.applicant_id, Dossier.owner_id))


def _local_phone(digits: str) -> str | None:
    """What stays of a phone number without its trunk 0 or its +84: both ways of writing it are one number."""
    found = re.fullmatch(r"(?:\+?84|0)([1-9]\d{8,9})", digits)
    return found.group(1) if found else None


def _digits(digits: str, *, local_phone: str | None) -> Sequence[Select[Any]]:
    """The last digits of a number or a phone; from four digits on the index of tails narrows first."""
    from sqlalchemy import and_, or_, select

    from models.tables import Applicant, Dossier

    ends = f"%{digits}"
    identity: ColumnElement[bool]
    phone: ColumnElement[bool]
    identity, phone = Applicant.id_number.like(ends), Applicant.phone.like(f"%{local_phone or digits}")
    if len(digits) >= _TAIL:
        identity = and_(Applicant.id_tail == digits[-_TAIL:], identity)
        phone = and_(Applicant.phone_tail == digits[-_TAIL:], phone)
    people = select(Applicant.id).where(or_(identity, phone))
    return (
        *_held_by(people),
        *_held_by(_tax_code_ends(digits)),
        _ids(Dossier.code.like(ends)),
        _ids(Dossier.official_code.like(ends)),
    )


def _tax_code_ends(text: str) -> Select[Any]:
    """Organisations by the end of a tax code or its first ten digits; a branch's dash may be left out.

    From four signs on the index of tails narrows first; the tail of a branch is its dash and three digits.
    """
    from sqlalchemy import and_, or_, select

    from models.tables import Applicant

    digits = text.replace("-", "")
    ways = [Applicant.tax_code.like(f"%{text}")]
    if len(digits) > _BRANCH:
        ways.append(Applicant.tax_code.like(f"%{digits[:-_BRANCH]}-{digits[-_BRANCH:]}"))
    ends = or_(*ways)
    if len(text) >= _TAIL:
        ends = and_(Applicant.id_tail.in_((text[-_TAIL:], f"-{digits[-_BRANCH:]}")), ends)
    if len(digits) == _WHOLE_TAX_CODE:
        ends = or_(ends, and_(Applicant.tax_code > f"{digits}-", Applicant.tax_code < f"{digits}."))
    return select(Applicant.id).where(ends)


def _name(reading: str, *, apart: bool) -> Sequence[Select[Any]]:
    """Every word begins a word of the name; the last one may still be half typed."""
    from sqlalchemy import select

    from desk.finding.named import begins
    from models.tables import Applicant

    words = reading.split()
    return _held_by(select(Applicant.id).where(begins(Applicant.name_fold, words, apart=apart)))


def _named(text: str) -> tuple[tuple[str, bool], ...]:
    """What a typed text may say as a name, last with an apostrophe; VNI's keys are digits in a word."""
    found = tuple(one for one in readings(text) if not any(letter.isdigit() for letter in one))
    tries = tuple((one, False) for one in found or (fold(text),))
    return (*tries, (found[0], True)) if found and any(map(str.isalpha, found[0])) else tries


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
