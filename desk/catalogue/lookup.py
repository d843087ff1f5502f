"""Danh mục thủ tục: the procedures in force, one by code, by search, and this desk's usual ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.folding import fold
from desk.paying.lines import line_of
from desk.rows import AskCard, ComponentCard, ProcedureCard, ProcedureHit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from models.tables import Procedure, ProcedureComponent

_OWN_LEVEL = frozenset({"xa", "phuong", "khu"})  # cấp xã: xã, phường, đặc khu and their police


def card_of(row: Procedure) -> ProcedureCard:
    """The frozen card of a stored procedure."""
    return ProcedureCard(
        code=row.code,
        name=row.name,
        field=row.field,
        level=row.level,
        time_limit=row.time_limit,
        time_unit=row.time_unit,
        fee=row.fee,
        online_level=row.online_level,
        components=tuple(component_of(one) for one in row.components),
        source=row.source,
        confidence=row.confidence,
        asks=tuple(ask_of(one) for one in row.asks or ()),
        suspended=row.suspended,
        other_level=is_other_level(row.level) and not row.non_territorial,
        favourite=row.favourite,
        nicknames=row.nicknames,
        competent_unit=row.competent_unit,
        resolving_unit=row.resolving_unit,
        after_cutoff=row.after_cutoff,
        fee_per_page=row.fee_per_page,
        yields_paper=row.yields_paper,
        business=row.business,
        non_territorial=row.non_territorial,
        basis=row.basis,
        fees=tuple(line_of(one) for one in row.fees or ()),
    )


def component_of(row: ProcedureComponent) -> ComponentCard:
    """The frozen line of a stored checklist."""
    return ComponentCard(
        no=row.no,
        name=row.name,
        mandatory=row.mandatory,
        condition=row.condition,
        from_database=row.from_database,
        applies=row.applies,
        doc_type=row.doc_type,
        valid_days=row.valid_days,
        copies=row.copies,
    )


def ask_of(stored: Mapping[str, Any]) -> AskCard:
    """The frozen question of a stored one."""
    return AskCard(
        key=stored["key"],
        label=stored["label"],
        kind=stored.get("kind", "text"),
        choices=tuple(stored.get("choices", ())),
    )


def is_other_level(level: str) -> bool:
    """Tell whether a procedure's level is not the commune's (xã, phường, công an xã)."""
    words = fold(level).split()
    return bool(words) and not set(words) & _OWN_LEVEL


def in_force(session: Session, code: str, on: date) -> Procedure:
    """The procedure row in force on a day; a version whose first day has not come is not in force yet.

    Raises:
        InputError: `procedure.unknown`, `procedure.not_in_force` where it has ended, or
            `procedure.not_yet_in_force`.
    """
    from sqlalchemy import select

    from models.tables import Procedure

    rows = session.scalars(
        select(Procedure).where(Procedure.code == code).order_by(Procedure.valid_from)
    ).all()
    if not rows:
        raise InputError("procedure.unknown", procedure=code)
    begun = [row for row in rows if row.valid_from <= on]
    if not begun:
        raise InputError(
            "procedure.not_yet_in_force",
            procedure=code,
            day=on.isoformat(),
            since=rows[0].valid_from.isoformat(),
        )
    if begun[-1].valid_to is not None and begun[-1].valid_to < on:
        raise InputError("procedure.not_in_force", procedure=code, day=on.isoformat())
    return begun[-1]


def procedure(office: Office, code: str) -> ProcedureCard:
    """The card of a procedure as in force today."""
    with office.read() as session:
        return card_of(in_force(session, code, office.clock.now().date()))


def search(office: Office, text: str, limit: int = 20) -> tuple[ProcedureHit, ...]:
    """Procedures that fit what was typed, best first; nothing typed gives the usual ones.

    Marks may be left out or typed as Telex or VNI keys (`khai sinh`, `ks`, `khai sinhf`). A procedure that is
    suspended or of another level is found too, behind the others; its card says so.
    """
    from desk.catalogue.index import current
    from desk.catalogue.search import rank

    if not fold(text):
        return favourites(office, limit)
    index = current(office)
    return tuple(
        ProcedureHit(card=index.cards[hit.entry.key], uses=hit.entry.uses, marks=hit.marks)
        for hit in rank(text, index.entries, limit=limit)
    )


def favourites(office: Office, limit: int = 6) -> tuple[ProcedureHit, ...]:
    """Thủ tục thường dùng: those marked so, then those this office receives most."""
    from desk.catalogue.index import current

    index = current(office)
    best = sorted(index.entries, key=lambda one: (one.set_aside, not one.favourite, -one.uses, one.key))[
        :limit
    ]
    return tuple(ProcedureHit(card=index.cards[one.key], uses=one.uses) for one in best)
