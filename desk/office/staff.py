"""Who acts: in a training folder anyone, elsewhere only who this operating-system account belongs to."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.rows import StaffCard

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desk.office.opened import Office

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
ROLES = ("clerk", "head", "admin")
ADMINISTERS = frozenset({"head", "admin"})


def account() -> str:
    """Return this process's operating-system account from the system itself, not from variables.

    `LOGNAME` and `USER` can be set by anyone; they prove nothing.
    """
    if os.name == "nt":
        return os.getlogin()
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"uid-{os.getuid()}"


def same_account(kept: str, running: str, *, windows: bool = os.name == "nt") -> bool:
    """Whether an account on record is the one that runs; Windows knows no capitals, and people type it."""
    if windows:
        kept, running = kept.casefold(), running.casefold()
    return bool(kept) and kept == running


def who_acts(session: Session, *, training: bool, user: str | None, system_account: str) -> StaffCard:
    """Return the staff member who acts.

    Raises:
        InputError: `auth.bad_name` for a name no staff member can have, `auth.not_you` where a real
            office does not know this account, or knows it under another name, `auth.closed` for one who
            left the counter of a training office.
    """
    from sqlalchemy import select

    from models.staff import Staff

    if user is not None and not USERNAME.fullmatch(user):
        raise InputError("auth.bad_name")
    query = select(Staff).where(Staff.active).order_by(Staff.id)
    if user is not None:
        query = query.where(Staff.username == user)
    rows = session.scalars(query)
    row = next((one for one in rows if training or same_account(one.os_account, system_account)), None)
    if row is not None:
        return StaffCard(username=row.username, full_name=row.full_name, role=row.role)
    if training and user is not None:
        if session.scalars(select(Staff.id).where(Staff.username == user)).first() is not None:
            raise InputError("auth.closed", username=user)
        return StaffCard(username=user, full_name=user, role="clerk")
    raise InputError("auth.not_you")


def must_administer(office: Office) -> None:
    """Refuse what only the head or the administrator may change; in a training office anyone may try.

    Raises:
        InputError: `auth.role`.
    """
    if not office.card.training and office.actor.role not in ADMINISTERS:
        raise InputError("auth.role", role=office.actor.role, roles=sorted(ADMINISTERS))
