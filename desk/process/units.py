"""Đơn vị, bộ phận: which units this office knows by name, and what the counter itself is called.

A unit is known where it stands in the catalogue, in an internal process, in a hand-over, or in the shipped
list of a commune's usual units. A name nobody has used before is worth a warning: a slip of the pen sends
a dossier nowhere.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from desk.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

ONE_STOP = "Bộ phận Một cửa"  # NĐ 118/2025 Đ.3: the counter, whatever the office's own name
MAX_UNIT = 200
_COUNTER_NAMES = frozenset({"", "mot cua", "bo phan mot cua", "quay mot cua"})


@cache
def usual_units() -> tuple[str, ...]:
    """Return the shipped names of a commune's usual units, in the order of their file."""
    import csv
    import unicodedata

    from resources import path

    with path("catalogue", "units.csv").open(encoding="utf-8", newline="") as source:
        return tuple(unicodedata.normalize("NFC", row["name"]) for row in csv.DictReader(source))


def is_counter(session: Session, unit: str) -> bool:
    """Tell whether a unit's name means the one-stop counter: its common names or any code of this office."""
    return fold(unit) in _COUNTER_NAMES or unit in counter_codes(session)


def counter_codes(session: Session) -> frozenset[str]:
    """Return every unit code and name this office has had: dossiers at the counter carry one of the codes."""
    from sqlalchemy import select

    from models.tables import OfficeProfile

    rows = session.execute(select(OfficeProfile.code, OfficeProfile.name))
    return frozenset(text for row in rows for text in row)


def default_unit(level: str, field: str) -> str:
    """Return who works on a procedure where nobody said: the level's own office, else the field's experts."""
    plain = fold(level)
    if plain and plain not in {"xa", "cap xa"}:
        return level[:1].upper() + level[1:]
    return f"Bộ phận chuyên môn ({field})" if field else "Bộ phận chuyên môn"


def known_units(session: Session) -> tuple[str, ...]:
    """Return every unit known here, the counter first, then by name; each once."""
    names = [*_planned(session), *_seen(session)]
    others = _each_once(names)
    others.pop(fold(ONE_STOP), None)
    return (ONE_STOP, *sorted(others.values(), key=lambda name: (fold(name), name)))


def spelled_as_known(session: Session, unit: str) -> str | None:
    """Return the known unit meant by a name (marks, case and blanks aside), or None where it is new."""
    if is_counter(session, unit):
        return ONE_STOP
    wanted = fold(unit)
    return _each_once(_planned(session)).get(wanted) or _each_once(_seen(session)).get(wanted)


def _planned(session: Session) -> list[str]:
    """The names in the shipped list, the catalogue and the processes: few rows, looked at first."""
    from sqlalchemy import select

    from models.tables import Procedure, ProcessStep

    names = list(usual_units())
    for column in (Procedure.resolving_unit, Procedure.competent_unit, ProcessStep.unit):
        names.extend(session.scalars(select(column).distinct()))
    for level, field in session.execute(select(Procedure.level, Procedure.field).distinct()):
        names.append(default_unit(level, field))
    return names


def _seen(session: Session) -> list[str]:
    """The names in the book of hand-overs."""
    from sqlalchemy import select

    from models.tables import Holding

    return list(session.scalars(select(Holding.to_unit).distinct()))


def _each_once(names: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in names:
        if name:
            found.setdefault(fold(name), name)
    return found
