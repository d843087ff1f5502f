"""The triggers that keep history and what was said append-only, by name, as the migrations make them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

GUARDS = {
    "sqlite": (
        "event_no_update",
        "event_no_delete",
        "event_in_order",
        "correction_no_update",
        "correction_no_delete",
        "remark_no_update",
        "remark_no_delete",
    ),
    "postgresql": (
        "event_append_only",
        "event_no_truncate",
        "correction_append_only",
        "correction_no_truncate",
        "remark_append_only",
        "remark_no_truncate",
    ),
}
_STANDING = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
        " WHERE NOT tgisinternal AND tgenabled <> 'D' AND pg_table_is_visible(pg_class.oid)"
    ),
}


def missing_guards(connection: Connection) -> tuple[str, ...]:
    """Return the guards that were removed or, on PostgreSQL, switched off."""
    name = connection.dialect.name
    standing = {str(row[0]) for row in connection.exec_driver_sql(_STANDING[name])}
    return tuple(guard for guard in GUARDS[name] if guard not in standing)
