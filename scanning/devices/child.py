"""The child process of a driver: does one job, tells each finished page, ends when nobody listens.

It leads a process group of its own where the system has such, so that whatever it started can be ended
with it. When the counter dies, the pipe closes and the child goes too, also out of a driver that hangs.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scanning.errors import ScanningError

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from pathlib import Path

    from scanning.devices.driver import ScannerDriver, ScannerInfo, ScanSettings

GRACE = 1.5
"""Seconds a driver has to stop by itself; the counter must be ready again within two."""
_POLL = 0.05


@dataclass(frozen=True, slots=True)
class Job:
    """What a child is to do: list what `make`'s driver finds, or scan where `scanner` is given."""

    make: Callable[[], ScannerDriver]
    scanner: ScannerInfo | None = None
    settings: ScanSettings | None = None
    folder: Path | None = None


def serve(orders: Connection, answers: Connection, job: Job) -> None:
    """The life of a child: `answers` gets ("page", …) for each page, then one of done, refused, bug."""
    lead_group()
    with contextlib.suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    stop = threading.Event()
    threading.Thread(target=_listen, args=(orders, stop), daemon=True).start()
    with contextlib.suppress(OSError):
        answers.send(_answer(answers, job, stop))


def _answer(answers: Connection, job: Job, stop: threading.Event) -> tuple[str, Any]:
    try:
        return ("done", _done(answers, job, stop))
    except ScanningError as failure:
        return ("refused", (failure.code, failure.environment, failure.details))
    except Exception:  # a bug travels as text, because not every exception can be pickled
        return ("bug", traceback.format_exc())


def _done(answers: Connection, job: Job, stop: threading.Event) -> Any:  # noqa: ANN401 - devices or a number
    driver = job.make()
    if job.scanner is None or job.settings is None or job.folder is None:
        return driver.scanners()
    return driver.scan(
        job.scanner,
        job.settings,
        job.folder,
        page=lambda page: answers.send(("page", page)),
        cancelled=stop.is_set,
    )


def _listen(orders: Connection, stop: threading.Event) -> None:
    """Any word means stop; a closed pipe means that the counter is gone, and a grace later so is this."""
    with contextlib.suppress(EOFError, OSError):
        orders.recv()
        stop.set()
        orders.recv()
    stop.set()
    end = time.monotonic() + GRACE
    while time.monotonic() < end:
        time.sleep(_POLL)
    end_group(os.getpid())
    os._exit(1)


def lead_group() -> None:
    """Become the leader of a process group of its own, where the system has such."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.setsid()


def end_group(leader: int) -> None:
    """End a child and all it started at once; one that is gone, or leads no group yet, is no fault."""
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(leader, signal.SIGKILL)
