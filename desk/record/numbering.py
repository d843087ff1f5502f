"""Running numbers without gaps or doubles: one counter row for each key, moved in the same transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def next_number(session: Session, key: str) -> int:
    """Return the next number of `key`, starting at 1; ask as late in the transaction as possible.

    The row stays locked until the end of the transaction, so a rollback gives the number back.
    """
    from sqlalchemy import text

    statement = text(
        "INSERT INTO counter (key, n) VALUES (:key, 1)"
        " ON CONFLICT (key) DO UPDATE SET n = counter.n + 1 RETURNING n"
    )
    return int(session.execute(statement, {"key": key}).scalar_one())
