"""One office at any minute of its day, on either engine: founded once, copied, with a clock that moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from desk.clock import FrozenClock
from desk.office.bootstrap import create_office, open_office
from desk.office.opened import Office


@dataclass
class Day:
    """The office, and the moment its day begins at; each `at` is another window a little later."""

    first: Office
    begins: datetime

    def at(self, minutes: float = 0, *, days: int = 0) -> Office:
        """The office so many minutes later."""
        return replace(self.first, clock=FrozenClock(self.begins + timedelta(days=days, minutes=minutes)))


def _as_it_is(office: Office) -> None:
    """Change nothing."""
    del office


def founded(folder: Path, now: datetime, prepare: Callable[[Office], None] = _as_it_is) -> Path:
    """A training office to be copied, prepared once."""
    create_office(folder, training=True, clock=FrozenClock(now))
    with open_office(folder, now=now) as office:
        prepare(office)
    return folder


@contextmanager
def on_postgres(
    url: str, folder: Path, now: datetime, prepare: Callable[[Office], None] = _as_it_is
) -> Iterator[Office]:
    """The same on a PostgreSQL database of its own."""
    create_office(folder, training=True, clock=FrozenClock(now), database=url)
    with open_office(folder, now=now) as office:
        prepare(office)
        yield office
