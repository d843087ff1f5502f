"""A sender in a process of its own that kills itself at a step it is told, with everything it was at."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg

from desk.clock import parse_moment
from desk.office.bootstrap import open_office
from desk.record import durable
from desk.record.uow import UnitOfWork
from desk.sending import dhis2, https
from desk.sending.folder import FolderTransport
from desk.sending.sync import sync


def send_and_die(folder: Path, now: str, step: int) -> None:
    """One run in this process, which ends at its `step`-th step; exit 0 where there were fewer."""
    count = iter(range(10_000))

    def point() -> None:
        if next(count) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    for owner, name in _places():
        setattr(owner, name, _with_points(getattr(owner, name), point))
    with open_office(folder, now=parse_moment(now)) as office:
        sync(office)


def _places() -> Iterator[tuple[Any, str]]:
    """Every act that changes something, here or there."""
    yield UnitOfWork, "commit"
    yield https, "exchange"
    yield dhis2, "exchange"
    yield psycopg.Connection, "commit"
    yield FolderTransport, "_lay_down"
    yield os, "fsync"
    yield durable, "sync_folder"


def _with_points(real: Callable[..., Any], point: Callable[[], None]) -> Any:
    def acted(*given: Any, **named: Any) -> Any:
        point()
        answer = real(*given, **named)
        point()
        return answer

    return staticmethod(acted) if real.__name__ == "_lay_down" else acted
