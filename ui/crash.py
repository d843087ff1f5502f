"""What happens when our code breaks: a log line, a crash file without personal data, one dialog.

An exception may arrive on any thread, so the hook only writes; the dialog is opened by a queued
signal on the GUI thread. Messages of exceptions may hold a citizen's name and are never written.
"""

from __future__ import annotations

import faulthandler
import logging
import logging.handlers
import platform
import sys
import threading
import traceback
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

LOG = logging.getLogger("quaymotcua")
_LINES = 25


def describe(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Say where it broke: kind of error, files, lines and functions; no message and no values."""
    rows = [kind.__name__]
    for frame in traceback.extract_tb(trace)[-_LINES:]:
        path = Path(frame.filename)
        rows.append(f"  {path.parent.name}/{path.name}:{frame.lineno} {frame.name}")
    return "\n".join(rows)


def versions() -> str:
    """One line about the program and the machine."""
    from PySide6 import __version__ as qt

    return f"python {platform.python_version()} · PySide6 {qt} · {platform.system()} {platform.release()}"


def start_log(folder: Path) -> Path:
    """Write the log into a folder, a megabyte at a time, five files kept; return the newest.

    Where the folder cannot be written there is no log, and the window opens all the same.
    """
    file = folder / "window.log"
    handler: logging.Handler
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            file, maxBytes=1_000_000, backupCount=4, encoding="utf-8"
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    stop_log()
    LOG.handlers = [handler]
    LOG.setLevel(logging.INFO)
    LOG.propagate = False
    return file


def stop_log() -> None:
    """Let go of the log file."""
    for handler in LOG.handlers:
        handler.close()
    LOG.handlers = []


class CrashGuard(QObject):
    """Catches what nobody caught, on any thread, and tells the clerk once.

    Signal `crashed(text)` on the GUI thread. The same place breaking again is written but not told again.
    """

    crashed = Signal(str)
    _caught = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._told: set[str] = set()
        self._before: Callable[..., object] | None = None
        self._threads: Callable[..., object] | None = None
        self._faults: IO[str] | None = None
        self._caught.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Put the hook in place; faults of native code are written beside it where that may be written."""
        self._before, sys.excepthook = sys.excepthook, self.catch
        self._threads, threading.excepthook = threading.excepthook, self._catch_thread
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._faults = (self._folder / "fault.txt").open("w", encoding="utf-8")
        except OSError:
            return
        faulthandler.enable(self._faults)

    def keep_in(self, folder: Path) -> None:
        """Write into another folder from the next `install` on."""
        self._folder = folder

    def remove(self) -> None:
        """Put the former hook back."""
        if self._before is not None:
            sys.excepthook = self._before
            self._before = None
        if self._threads is not None:
            threading.excepthook = self._threads
            self._threads = None
        if self._faults is not None:
            faulthandler.disable()
            self._faults.close()
            self._faults = None

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Write what broke; safe on any thread."""
        del error
        text = describe(kind, trace)
        LOG.error("%s", text)
        body = f"{versions()}\n{text}\n"
        try:
            (self._folder / "crash.txt").write_text(body, encoding="utf-8")
        except OSError:
            LOG.warning("the crash file could not be written")
        with suppress(RuntimeError):  # the program is closing: written down is enough
            self._caught.emit(text)

    def _catch_thread(self, args: threading.ExceptHookArgs) -> None:
        """Take what broke on a thread of its own: a camera, a watched folder."""
        if args.exc_type is not SystemExit and args.exc_value is not None:
            self.catch(args.exc_type, args.exc_value, args.exc_traceback)

    def take(self, error: object) -> None:
        """Take an error that came back from a pool with nobody to hear it."""
        if isinstance(error, BaseException):
            self.catch(type(error), error, error.__traceback__)

    @Slot(str)
    def _tell(self, text: str) -> None:
        if text not in self._told:  # a fault of the telling itself comes round once and then no more
            self._told.add(text)
            self.crashed.emit(text)
