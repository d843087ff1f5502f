"""Nộp theo nhóm: several dossiers handed in together share one number, `NH-YYMMDD-NNN`, without gaps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desk.errors import InputError

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from desk.record.uow import UnitOfWork

PREFIX = "NH"
NEW = "new"
PATTERN = r"[0-9A-Za-z](?:[0-9A-Za-z._-]{0,38}[0-9A-Za-z])?"
_OURS = re.compile(rf"{PREFIX}-\d{{6}}-\d{{3,}}")


def group_number(uow: UnitOfWork, asked: str | None, received_at: datetime) -> str | None:
    """The group of a dossier: none, a new one, or the one named; its number is taken late.

    Raises:
        InputError: `receive.group_unknown` where a number of ours was never given out; a name of the
            office's own making begins a group by being used.
    """
    if asked is None:
        return None
    if asked == NEW:
        day = f"{PREFIX}-{received_at:%y%m%d}"
        return f"{day}-{uow.next_number(day):03d}"
    if _OURS.fullmatch(asked) and not group_exists(uow.session, asked):
        raise InputError("receive.group_unknown", group=asked)
    return asked


def group_exists(session: Session, number: str) -> bool:
    """Whether some dossier carries this group number."""
    from sqlalchemy import select

    from models.tables import Dossier

    return session.execute(select(Dossier.id).where(Dossier.group_no == number).limit(1)).first() is not None
