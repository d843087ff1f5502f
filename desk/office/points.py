"""Điểm tiếp nhận: the places of one office where dossiers are received, mobile days among them.

A point is a dimension of dossier and tally, nothing more: numbers, register and signature are the
office's. Each machine says in its `office.toml` at which point it stands.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.office.rows import PointCard
from desk.reasons import told_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork

CODE = re.compile(r"[A-Z0-9]+(?:[.-][A-Z0-9]+)*")
_MAX_CODE = 40


def points(session: Session, *, here: str = "") -> tuple[PointCard, ...]:
    """Return every reception point, closed ones too, by code; `here` marks this machine's."""
    from sqlalchemy import select

    from models.office import ReceptionPoint

    rows = session.scalars(select(ReceptionPoint).order_by(ReceptionPoint.code))
    return tuple(
        PointCard(
            code=row.code, name=row.name, address=row.address, mobile=row.mobile, active=row.active,
            here=row.code == here,
        )
        for row in rows
    )  # fmt: skip


def open_point(session: Session, code: str) -> PointCard:
    """Return the point where something may be received now.

    Raises:
        InputError: `point.unknown`, `point.closed`.
    """
    wanted = code.strip().upper()
    found = next((one for one in points(session) if one.code == wanted), None)
    if found is None:
        raise InputError("point.unknown", point=code[:_MAX_CODE])
    if not found.active:
        raise InputError("point.closed", point=found.code, name=found.name)
    return found


def point_of(session: Session, office: Office, given: str | None) -> str:
    """Return the point a dossier is received at: the one given, else this machine's while it is open.

    Raises:
        InputError: `point.unknown`, `point.closed` for a point given by name.
    """
    if given and given.strip():
        return open_point(session, given).code
    here = office.point
    return here if here and any(one.code == here and one.active for one in points(session)) else ""


def set_point(uow: UnitOfWork, card: PointCard) -> PointCard:
    """Add a point or change one; the same again changes nothing. A point is closed, never removed.

    Raises:
        InputError: `point.bad_value` naming the key.
    """
    from models.office import ReceptionPoint

    wanted = _checked(card)
    before = next((one for one in points(uow.session) if one.code == wanted.code), None)
    if before == wanted:
        return wanted
    names = ("name", "address", "mobile", "active")
    changed = [name for name in names if before is None or getattr(before, name) != getattr(wanted, name)]
    uow.session.merge(ReceptionPoint(code=wanted.code, **{name: getattr(wanted, name) for name in names}))
    uow.session.flush()
    uow.record(
        "point.changed" if before else "point.added",
        subject=wanted.code,
        details={
            "code": wanted.code,
            "from": {name: getattr(before, name) for name in changed} if before else {},
            "to": {name: getattr(wanted, name) for name in changed},
        },
    )
    return wanted


def use_point(uow: UnitOfWork, code: str) -> str:
    """Let this machine receive at a point from now on; the empty code is the main seat again.

    Written to `office.toml` of this machine, before the commit; another machine is not touched.

    Raises:
        InputError: `point.unknown`, `point.closed`.
        SurroundingsError: the disk refused; the old point still holds.
    """
    from desk.office import config

    office = uow.office
    chosen = open_point(uow.session, code).code if code.strip() else ""
    before = config.load(office.paths.config)
    if before.point == chosen:
        return chosen
    uow.record(
        "point.used",
        subject=chosen or office.card.code,
        details={"counter": before.counter, "from": before.point, "to": chosen},
    )
    uow.on_rollback(lambda: config.save(office.paths.config, before))
    config.save(office.paths.config, replace(before, point=chosen))
    return chosen


def _checked(card: PointCard) -> PointCard:
    from desk.office.office_file import MAX_TEXT, clean

    code = (clean(card.code) or "").upper()
    if len(code) > _MAX_CODE or CODE.fullmatch(code) is None:
        raise InputError(
            "point.bad_value", key="code", **told_of("", code), expected="point code", limit=_MAX_CODE
        )
    name, address = clean(card.name), clean(card.address)
    if not name:
        raise InputError(
            "point.bad_value", key="name", **told_of("", card.name), expected="line", limit=MAX_TEXT
        )
    if address is None:
        raise InputError(
            "point.bad_value", key="address", **told_of("", card.address), expected="line or nothing",
            limit=MAX_TEXT,
        )  # fmt: skip
    for key in ("mobile", "active"):
        if not isinstance(getattr(card, key), bool):
            given = told_of("", getattr(card, key))
            raise InputError("point.bad_value", key=key, **given, expected="true/false")
    return PointCard(code=code, name=name, address=address, mobile=card.mobile, active=card.active)
