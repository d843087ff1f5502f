"""Running numbers without gaps or doubles: one counter row for each key, moved in the same transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from desk.rows import OfficeCard


def series(session: Session, card: OfficeCard, day: date) -> tuple[str, bool]:
    """Return the series a day's dossier numbers are taken from, `<prefix>-YYMMDD`, and whether provisional.

    An official number belongs to the national system (NĐ 118/2025 Đ.28), so a real office gives provisional
    ones, `TAM-<counter>-…`, unless its administrator turned its own register on (`register.own_numbers`).
    A series belongs to one unit code and one day: a new unit code starts its own.
    """
    from desk.office.rules import rule

    own = card.training or bool(rule(session, "register.own_numbers", on=day))
    return f"{card.code if own else f'TAM-{card.counter}'}-{day:%y%m%d}", not own


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
