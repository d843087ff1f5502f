"""The only place that reads a clock; everything else is given one.

Vietnam has one zone and no summer time: moments are aware datetimes at +07:00, whole seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Protocol

from desk.errors import InputError

LOCAL = timezone(timedelta(hours=7))


class Clock(Protocol):
    """What tells the time at this desk."""

    def now(self) -> datetime:
        """Return the moment now at +07:00, whole seconds."""
        ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's clock; the machine's own time zone does not matter."""

    def now(self) -> datetime:
        """Return the moment now at +07:00, whole seconds."""
        return datetime.now(LOCAL).replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class FrozenClock:
    """A clock that stands still, for training folders and tests."""

    moment: datetime

    def now(self) -> datetime:
        """Return the one moment this clock knows, at +07:00, whole seconds."""
        return as_local(self.moment)


def as_local(moment: datetime) -> datetime:
    """Return the same moment at +07:00, whole seconds; a naive moment is Vietnamese local time."""
    aware = moment.replace(tzinfo=LOCAL) if moment.tzinfo is None else moment
    return aware.astimezone(LOCAL).replace(microsecond=0)


def parse_moment(text: str) -> datetime:
    """Read an ISO 8601 moment; without an offset it is Vietnamese local time.

    Raises:
        InputError: `clock.bad_moment` where the text is no moment, or lies outside the years 1900–9998.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
        if not 1900 <= moment.year <= 9998:
            raise InputError("clock.bad_moment", text=text[:40])
        return as_local(moment)
    except (ValueError, OverflowError) as error:
        raise InputError("clock.bad_moment", text=text[:40]) from error


def iso(moment: datetime) -> str:
    """Return the moment as answers show it: `2026-11-26T17:00:00+07:00`."""
    return as_local(moment).isoformat(timespec="seconds")


def utc_text(moment: datetime) -> str:
    """Return the moment as the record and the event log keep it: `2026-11-26T10:00:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
