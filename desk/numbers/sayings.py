"""What clerks say about a day in their own words, and whose words they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.lettering import clean_text

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LIMIT = 500


def reason_in(text: str) -> str:
    """A reason as it is kept: composed letters, single spaces.

    Raises:
        InputError: `close.reason_long`, or `close.reason_unreadable` with marks no paper can show.
    """
    kept = clean_text(" ".join(text.split()))
    if kept is None:
        raise InputError("close.reason_unreadable")
    if len(kept) > LIMIT:
        raise InputError("close.reason_long", limit=LIMIT, length=len(kept))
    return kept


def staff_names(session: Session) -> dict[str, str]:
    """Full names by account."""
    from sqlalchemy import select

    from models.staff import Staff

    return {str(name): str(full) for name, full in session.execute(select(Staff.username, Staff.full_name))}
