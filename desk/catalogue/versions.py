"""Phiên bản thủ tục: which version holds when, and what a new one does to its neighbours.

Pure. Two versions of one code never overlap; a gap between them is allowed. A new version ends the one
before it on the day before. A version under which a dossier was received keeps its content for ever; only
what belongs to the house (nicknames, suspended, resolving unit, …) may still change on it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from desk.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.rows import ProcedureCard

FIRST_DAY, LAST_DAY = date(1945, 9, 2), date(2100, 12, 31)
HOUSE = ("favourite", "nicknames", "suspended", "resolving_unit", "source", "confidence")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a procedure on record or about to be; `key` is None while it has no row."""

    card: ProcedureCard
    valid_from: date
    valid_to: date | None
    key: int | None = None
    used: bool = False

    def holds(self, day: date) -> bool:
        """Tell whether this version is in force on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be done to one version's row: made, or changed in the fields named."""

    version: Version
    fields: tuple[str, ...]  # empty for a new row

    @property
    def new(self) -> bool:
        """Tell whether the version gets a row of its own."""
        return self.version.key is None


def version_on(versions: Sequence[Version], day: date) -> Version | None:
    """Return the version in force on a day, else the next one to come, else the last one."""
    for one in versions:
        if one.holds(day):
            return one
    coming = [one for one in versions if one.valid_from > day]
    return coming[0] if coming else (versions[-1] if versions else None)


def status(version: Version, day: date) -> str:
    """Tell how a version stands on a day: `in_force`, `upcoming` or `ended`."""
    if version.holds(day):
        return "in_force"
    return "upcoming" if version.valid_from > day else "ended"


def put(
    versions: Sequence[Version], card: ProcedureCard, *, first: date, last: date | None
) -> tuple[Version, ...]:
    """Place a version from `first` to `last` among the others and return all of them.

    Without a last day it ends before the next one begins, or stays open. The version before it ends on the
    day before `first`.

    Raises:
        InputError: `catalogue.bad_span`, `catalogue.overlap`, `catalogue.version_used`.
    """
    _check_span(first, last)
    following = next((one for one in versions if one.valid_from > first), None)
    if following is not None:
        if last is None:
            last = following.valid_from - _DAY
        elif last >= following.valid_from:
            raise InputError(
                "catalogue.overlap", key="valid_to", value=card.code, other=following.valid_from.isoformat()
            )
    wanted = Version(card=card, valid_from=first, valid_to=last)
    same = next((one for one in versions if one.valid_from == first), None)
    if same is not None:
        return _replaced(versions, same, wanted)
    kept = [
        replace(one, valid_to=first - _DAY) if one.valid_from < first and _reaches(one, first) else one
        for one in versions
    ]
    return tuple(sorted([*kept, wanted], key=lambda one: one.valid_from))


def _reaches(version: Version, day: date) -> bool:
    return version.valid_to is None or version.valid_to >= day


def ended(versions: Sequence[Version], last: date) -> tuple[Version, ...]:
    """End the version in force on `last` with that day; return all versions.

    Raises:
        InputError: `catalogue.none_in_force` where no version holds on that day.
    """
    _check_span(last, last)
    current = next((one for one in versions if one.holds(last)), None)
    if current is None:
        raise InputError("catalogue.none_in_force", day=last.isoformat())
    return _replaced(versions, current, replace(current, valid_to=last))


def _replaced(versions: Sequence[Version], old: Version, wanted: Version) -> tuple[Version, ...]:
    if old.used and not set(differing(old.card, wanted.card)) <= set(HOUSE):
        raise InputError(
            "catalogue.version_used", key="valid_from", value=old.card.code, day=old.valid_from.isoformat()
        )
    new = replace(wanted, key=old.key, used=old.used)
    return tuple(new if one is old else one for one in versions)


def changes(before: Sequence[Version], after: Sequence[Version]) -> tuple[Change, ...]:
    """Return what leads from the versions on record to the ones wanted, old rows first."""
    rows = {one.key: one for one in before}
    found = []
    for one in sorted(after, key=lambda version: version.key is None):
        if one.key is None:
            found.append(Change(one, ()))
            continue
        old = rows[one.key]
        fields = differing(old.card, one.card)
        if old.valid_to != one.valid_to:
            fields = (*fields, "valid_to")
        if fields:
            found.append(Change(one, fields))
    return tuple(found)


def differing(old: ProcedureCard, new: ProcedureCard) -> tuple[str, ...]:
    """Return the names of the fields in which two cards differ, in the order of the card."""
    names: tuple[str, ...] = tuple(type(old).__dataclass_fields__)
    return tuple(name for name in names if _value(old, name) != _value(new, name))


def _value(card: ProcedureCard, name: str) -> Any:  # noqa: ANN401 - any field
    return None if name == "other_level" else getattr(card, name)  # derived from the level


def _check_span(first: date, last: date | None) -> None:
    if not FIRST_DAY <= first <= LAST_DAY:
        raise InputError("catalogue.bad_span", key="valid_from", value=first.isoformat())
    if last is not None and not first <= last <= LAST_DAY:
        raise InputError("catalogue.bad_span", key="valid_to", value=last.isoformat())
