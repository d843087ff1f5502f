"""Câu mẫu: legal reasons, standard notes and abbreviations, shipped with their law and edited by the office.

A row of the office wins over the shipped sentence of the same kind and code; a shipped one is taken away by
a row that is not active, so that an update never brings it back.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.paper.rows import PhraseCard

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork
    from models.tables import Phrase

KINDS = ("supplement", "refuse", "stop", "late", "note", "abbreviation", "call", "exempt")
NEEDS_BASIS = frozenset({"refuse"})  # Mẫu 03: the reason is a legal one
MAX_TEXT = 600
MAX_BASIS = 300
MAX_POSITION = 9999
_CODE = re.compile(r"[\w.-]{1,40}")
_PROCEDURE = re.compile(r"[0-9A-Za-z.-]{0,60}")


def phrases(
    office: Office, kind: str = "", procedure: str = "", *, everything: bool = False
) -> tuple[PhraseCard, ...]:
    """The sentences of a kind ("" = all) that fit a procedure, its own ones first; `everything`: removed too.

    Raises:
        InputError: `phrase.unknown_kind`.
    """
    if kind:
        _check_kind(kind)
    with office.read() as session:
        found = known(session).values()
    fitting = (
        card
        for card in found
        if (not kind or card.kind == kind)
        and (everything or (card.active and (not procedure or card.procedure in {"", procedure})))
    )
    return tuple(sorted(fitting, key=_order))


def _order(card: PhraseCard) -> tuple[int, bool, int, str]:
    return KINDS.index(card.kind), not card.procedure, card.position, card.code


def known(session: Session) -> dict[tuple[str, str], PhraseCard]:
    """Shipped and own sentences by kind and code, the office's own winning."""
    from sqlalchemy import select

    from models.tables import Phrase

    found = dict(shipped())
    for row in session.scalars(select(Phrase)):
        before = found.get((row.kind, row.code))
        found[row.kind, row.code] = PhraseCard(
            kind=row.kind, code=row.code, text=row.text, basis=row.basis, procedure=row.procedure_code,
            position=row.position, active=row.active, own=True,
            confidence=before.confidence if before and before.text == row.text else "",
        )  # fmt: skip
    return found


def texts_of(session: Session, kind: str) -> Mapping[str, str]:
    """The sentences of a kind by code; one that was taken away reads as it was shipped, if it was."""
    own = {code: card for (of, code), card in known(session).items() if of == kind and card.active}
    return {
        **{code: card.text for (of, code), card in shipped().items() if of == kind},
        **{code: card.text for code, card in own.items()},
    }


@cache
def shipped() -> Mapping[tuple[str, str], PhraseCard]:
    """The sentences that came with the program, each with its law and how sure that is."""
    import tomllib

    from resources import path

    found = {}
    for kind in KINDS:
        document = tomllib.loads(path("phrases", f"{kind}.toml").read_text(encoding="utf-8"))
        for place, entry in enumerate(document["phrase"], start=1):
            found[kind, entry["code"]] = PhraseCard(
                kind=kind, code=entry["code"], text=entry["text"], basis=entry["basis"],
                position=place * 10, confidence=entry["confidence"],
            )  # fmt: skip
    return found


def set_phrase(office: Office, card: PhraseCard) -> PhraseCard:
    """Add a sentence or change one; the same again changes nothing.

    Raises:
        InputError: `phrase.unknown_kind`, `phrase.bad_code`, `phrase.bad_text`, `phrase.bad_basis`,
            `phrase.no_basis`, `phrase.bad_procedure`, `phrase.bad_position`; `auth.role`.
    """
    from desk.office.staff import must_administer

    must_administer(office)
    clean = checked(card)
    with office.write("phrase.set") as uow:
        if store(uow, known(uow.session), clean):
            uow.commit()
    return clean


def remove_phrase(office: Office, kind: str, code: str) -> None:
    """Take a sentence out of the lists; what was printed with it stays.

    Raises:
        InputError: `phrase.unknown`; `auth.role`.
    """
    from desk.office.staff import must_administer

    must_administer(office)
    _check_kind(kind)
    with office.write("phrase.remove") as uow:
        card = known(uow.session).get((kind, code))
        if card is None or not card.active:
            raise InputError("phrase.unknown", kind=kind, phrase=code[:40])
        row = _row(uow.session, kind, code)
        if (kind, code) in shipped():
            _write(uow.session, row, replace(card, active=False))
        elif row is not None:
            uow.session.delete(row)
        uow.record("phrase.removed", subject=code, details={"kind": kind, "phrase": code})
        uow.commit()


def checked(card: PhraseCard) -> PhraseCard:
    """The sentence as it is kept, every part looked at."""
    from desk.lettering import clean_text

    _check_kind(card.kind)
    code = card.code.strip()
    if _CODE.fullmatch(code) is None:
        raise InputError("phrase.bad_code", phrase=code[:60])
    text, basis = clean_text(card.text), clean_text(card.basis)
    if not text or len(text) > MAX_TEXT:
        raise InputError("phrase.bad_text", phrase=code, limit=MAX_TEXT)
    if basis is None or len(basis) > MAX_BASIS:
        raise InputError("phrase.bad_basis", phrase=code, limit=MAX_BASIS)
    if card.kind in NEEDS_BASIS and not basis:
        raise InputError("phrase.no_basis", phrase=code)
    if _PROCEDURE.fullmatch(card.procedure.strip()) is None:
        raise InputError("phrase.bad_procedure", phrase=code)
    if not 0 <= card.position <= MAX_POSITION:
        raise InputError("phrase.bad_position", phrase=code, limit=MAX_POSITION)
    return replace(card, code=code, text=text, basis=basis, procedure=card.procedure.strip(), own=True)


def _check_kind(kind: str) -> None:
    if kind not in KINDS:
        raise InputError("phrase.unknown_kind", kind=kind[:40], allowed=list(KINDS))


def store(uow: UnitOfWork, held: dict[tuple[str, str], PhraseCard], card: PhraseCard) -> bool:
    """Write one sentence where it differs from what holds, and tell it; False where it was so already."""
    before = held.get((card.kind, card.code))
    if before is not None and content(before) == content(card):
        return False
    _write(uow.session, _row(uow.session, card.kind, card.code), card)
    held[card.kind, card.code] = card
    uow.record(
        "phrase.set",
        subject=card.code,
        details={"kind": card.kind, "phrase": card.code, "active": card.active},
    )
    return True


def content(card: PhraseCard) -> tuple[object, ...]:
    """What makes one sentence differ from another of the same code."""
    return card.text, card.basis, card.procedure, card.position, card.active


def _row(session: Session, kind: str, code: str) -> Phrase | None:
    from sqlalchemy import select

    from models.tables import Phrase

    return session.scalars(select(Phrase).where(Phrase.kind == kind, Phrase.code == code)).first()


def _write(session: Session, row: Phrase | None, card: PhraseCard) -> None:
    from models.tables import Phrase

    if row is None:
        row = Phrase(kind=card.kind, code=card.code)
        session.add(row)
    row.text, row.basis, row.procedure_code = card.text, card.basis, card.procedure
    row.position, row.active = card.position, card.active
    session.flush()
