"""The base of every table: names of constraints, moments as UTC text, JSON as canonical text."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

LOCAL = timezone(timedelta(hours=7))
MOMENT_FORMAT = "%Y-%m-%dT%H:%M:%SZ"
_KEPT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)

# SQLite gives out row ids only to a column declared INTEGER; PostgreSQL wants the wide type.
Id = BigInteger().with_variant(Integer(), "sqlite")


class Base(DeclarativeBase):
    """Every table of the record; constraints have the same names on both engines."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept as UTC text `YYYY-MM-DDTHH:MM:SSZ`; it comes back at +07:00.

    Text sorts as time does on both engines, and no server's time zone can move it.
    """

    impl = String(20)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Turn an aware moment into UTC text; a naive one is a bug and refused."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "a moment without a time zone cannot be recorded"
            raise ValueError(msg)
        return value.astimezone(UTC).strftime(MOMENT_FORMAT)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Turn UTC text back into a moment at +07:00; text of another form is refused, not guessed at."""
        if value is None:
            return None
        if _KEPT.fullmatch(value) is None:
            msg = f"not a moment as it is kept: {value[:40]!r}"
            raise ValueError(msg)
        return datetime.fromisoformat(value).astimezone(LOCAL)


class JsonText(TypeDecorator[Any]):
    """A JSON value kept as text with sorted keys, the same bytes on every engine.

    Assign a new value to change it: edits inside a list or object are not noticed.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ANN401 - any JSON value
        """Write sorted, compact, unescaped JSON; not-a-number values are refused."""
        if value is None:
            return None
        return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ANN401 - any JSON value
        """Read the JSON value back."""
        return None if value is None else json.loads(value)
