"""The catalogue as the indicators ask it: what marks each procedure has, in force on a day or no more."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from desk.folding import fold
from desk.numbers.indicators import Catalogue, ProcedureMarks

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy.orm import Session

_FULL, _PART = "toan trinh", "mot phan"
_CERTIFIES = "chung thuc ban sao"


@lru_cache(maxsize=1024)
def _folded(text: str) -> str:
    """The same few texts come with every tally."""
    return fold(text)


class ProcedureRow(NamedTuple):
    """One version of a procedure, of what the indicators ask."""

    id: int
    code: str
    name: str
    online_level: str
    yields_paper: bool
    business: bool
    non_territorial: bool
    valid_from: date
    valid_to: date | None


def marks_of(
    *,
    name: str,
    online_level: str,
    yields_paper: bool,
    business: bool,
    non_territorial: bool,
    in_force: bool = True,
) -> ProcedureMarks:
    """Return the marks of a catalogue row; the online level is compared without marks and case."""
    level = _folded(online_level)
    # No more of a name is folded than is asked for: the whole catalogue passes here for every tally.
    begins = _folded(name[: 3 * len(_CERTIFIES)]) if name.lstrip()[:1] in "cC" else ""
    return ProcedureMarks(
        yields_paper=yields_paper,
        business=business,
        non_territorial=non_territorial,
        full=level == _FULL,
        part=level == _PART,
        certifies_copies=begins.startswith(_CERTIFIES),
        in_force=in_force,
    )


def catalogue_rows(session: Session) -> Iterable[ProcedureRow]:
    """Every version ever in the catalogue, older ones first."""
    from sqlalchemy import select

    from models.procedure import Procedure

    columns = (getattr(Procedure, name) for name in ProcedureRow._fields)
    query = select(*columns).order_by(Procedure.valid_from, Procedure.id)
    return (ProcedureRow(*row) for row in session.execute(query))


def marks_by_code(rows: Iterable[ProcedureRow], on: date) -> Catalogue:
    """The marks of every procedure of these versions, older ones first; `in_force` tells of the day `on`."""
    found: dict[str, ProcedureMarks] = {}
    for row in rows:
        in_force = row.valid_from <= on and (row.valid_to is None or on <= row.valid_to)
        if in_force or not (row.code in found and found[row.code].in_force):
            found[row.code] = marks_of(
                name=row.name,
                online_level=row.online_level,
                yields_paper=bool(row.yields_paper),
                business=bool(row.business),
                non_territorial=bool(row.non_territorial),
                in_force=in_force,
            )
    return found


def load_catalogue(session: Session, on: date) -> Catalogue:
    """Return the marks of every procedure ever in the catalogue; `in_force` tells of the day `on`."""
    return marks_by_code(catalogue_rows(session), on)
