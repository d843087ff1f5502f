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
_OURS = re.compile(rf"{PREFIX}-\d{{6}}-\d{{3,}}")


def group_number(uow: UnitOfWork, named: str | None, *, new: bool, received_at: datetime) -> str | None:
    """The group of a dossier: none, a new one, or the one named; its number is taken late.

    Raises:
        InputError: `receive.group_unknown` where a number of ours was never given out; a name of the
            office's own making begins a group by being used.
    """
    if new:
        return day_number(uow, PREFIX, received_at)
    if named is not None and _OURS.fullmatch(named) and not group_exists(uow.session, named):
        raise InputError("receive.group_unknown", group=named)
    return named


def day_number(uow: UnitOfWork, prefix: str, moment: datetime) -> str:
    """The next number of a day under a prefix: `NH-261123-001`; taken late, without gaps."""
    day = f"{prefix}-{moment:%y%m%d}"
    return f"{day}-{uow.next_number(day):03d}"


def group_exists(session: Session, number: str) -> bool:
    """Whether some dossier carries this group number."""
    from sqlalchemy import select

    from models.tables import Dossier

    return session.execute(select(Dossier.id).where(Dossier.group_no == number).limit(1)).first() is not None
