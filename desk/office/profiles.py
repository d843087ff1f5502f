"""Hồ sơ đơn vị theo ngày: an office renamed, merged or given a new unit code from a day on.

A profile is a row with a first day; the newest one not in the future holds. Dossiers keep the unit code
of their reception, receipts with a former code are still recognised, counters know nothing of it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.office import identity
from desk.office.rows import ProfileCard
from desk.reasons import told_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from desk.record.uow import UnitOfWork
    from models.office import OfficeProfile

FIELDS = ("code", "name", "parent", "place", "address", "hotline", "lookup_url")
_REQUIRED = ("code", "name")
_FIRST, _LAST = date(1900, 1, 1), date(2100, 12, 31)


def profiles(session: Session) -> tuple[ProfileCard, ...]:
    """Return every profile of this office, the oldest first."""
    from sqlalchemy import select

    from models.office import OfficeProfile

    columns = OfficeProfile.__table__.columns
    rows = session.execute(select(*columns).order_by(OfficeProfile.valid_from)).mappings()
    names = (*FIELDS, "training", "valid_from")
    return tuple(
        ProfileCard(**{name: row[name] for name in names}, extra=dict(row["extra"] or {})) for row in rows
    )


def profile_on(session: Session, day: date) -> ProfileCard:
    """Return the profile in force on a day; before the first one, the first one.

    Raises:
        InputError: `office.no_profile` where the record holds none.
    """
    found = profiles(session)
    if not found:
        raise InputError("office.no_profile")
    return identity.profile_on(found, day)


def set_profile(uow: UnitOfWork, *, valid_from: date, **fields: str) -> ProfileCard:
    """Say how the office is called or coded from a day on; what is not given stays as it was.

    The same again changes nothing. A day already past is for a change heard of late; a profile that has
    held is never replaced, nor one of today whose unit code already stands in dossiers.

    Raises:
        InputError: `office.unknown_key`, `office.bad_value`, `office.bad_day`, `office.has_held`,
            `office.code_used`.
    """
    given = _checked(fields)
    if not _FIRST <= valid_from <= _LAST:
        raise InputError("office.bad_day", day=valid_from.isoformat())
    before = profile_on(uow.session, valid_from)
    changed = {name: text for name, text in given.items() if getattr(before, name) != text}
    if not changed:
        return before
    replaced = before.valid_from == valid_from
    if replaced:
        _may_replace(uow, before, code=given.get("code", before.code))
    row = _row(uow.session, before, valid_from=valid_from, replaced=replaced)
    for name, text in changed.items():
        setattr(row, name, text)
    uow.session.flush()
    uow.record(
        "office.profile_changed",
        subject=row.code,
        details={
            "valid_from": valid_from.isoformat(),
            "from": {name: getattr(before, name) for name in changed},
            "to": changed,
        },
    )
    uow.office.identity.refresh(uow.session)
    return profile_on(uow.session, valid_from)


def _checked(fields: Mapping[str, Any]) -> dict[str, str]:
    from desk.office.office_file import CODE, LOOKUP, MAX_CODE, clean

    given: dict[str, str] = {}
    for name, value in fields.items():
        if name not in FIELDS:
            raise InputError("office.unknown_key", key=str(name)[:40], allowed=list(FIELDS))
        text = clean(value)
        wrong = name == "lookup_url" and text is not None and LOOKUP.fullmatch(text) is None
        if text is None or wrong or (name in _REQUIRED and not text):
            raise InputError("office.bad_value", key=name, **told_of("", value), **_expected(name))
        given[name] = text.upper() if name == "code" else text
    code = given.get("code", "A")
    if len(code) > MAX_CODE or CODE.fullmatch(code) is None:
        raise InputError("office.bad_value", key="code", **told_of("", code), **_expected("code"))
    return given


def _expected(name: str) -> dict[str, Any]:
    """What a field of the profile takes."""
    from desk.office.office_file import MAX_CODE, MAX_TEXT

    if name == "code":
        return {"expected": "office code", "limit": MAX_CODE}
    if name == "lookup_url":
        return {"expected": "web address"}
    return {"expected": "line" if name in _REQUIRED else "line or nothing", "limit": MAX_TEXT}


def _may_replace(uow: UnitOfWork, before: ProfileCard, *, code: str) -> None:
    from sqlalchemy import select

    from models.tables import Dossier

    if before.valid_from < uow.now.date():
        raise InputError("office.has_held", day=f"{before.valid_from:%d/%m/%Y}")
    others = {one.code for one in profiles(uow.session) if one.valid_from != before.valid_from}
    if code == before.code or before.code in others:
        return
    used = select(Dossier.id).where(Dossier.office_code == before.code).limit(1)
    if uow.session.scalar(used) is not None:
        raise InputError("office.code_used", code=before.code)


def _row(session: Session, before: ProfileCard, *, valid_from: date, replaced: bool) -> OfficeProfile:
    from sqlalchemy import select

    from models.office import OfficeProfile

    if replaced:
        return session.scalars(select(OfficeProfile).where(OfficeProfile.valid_from == valid_from)).one()
    row = OfficeProfile(
        **{name: getattr(before, name) for name in FIELDS},
        training=before.training, valid_from=valid_from, extra=dict(before.extra),
    )  # fmt: skip
    session.add(row)
    return row
