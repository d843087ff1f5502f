"""One run of `scanimage`: its finished files as they come, its complaints, its end in time.

A signal between two sheets only stops the sheet before it, so a run that goes on after the first signal
gets a second, and then is killed. Some backends hang while they let the device go (measured: SANE's own
test device after one fault in fifty): once the batch is told to be over, the program has a second to leave.
"""

from __future__ import annotations

import os
import re
import selectors
import signal
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from scanning.errors import ScanningError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from pathlib import Path

PROGRAM = "scanimage"
_TICK = 0.05
_SECOND_WORD = 0.8  # seconds after the first signal
_LAST_WORD = 1.2
_LEAVE = 1.0
_KEPT = 1 << 16  # bytes of complaints
_OVER = b"Batch terminated"
_PROGRESS = re.compile(rb"Progress: [\d.]+%\r?")
_ROUNDED = re.compile(r"rounded value of (?:x-)?resolution from [\d.]+ to (?P<dpi>\d+)")
_SAID = (  # the words of sane_strstatus, which scanimage repeats
    ("feeder jammed", "scanner.jammed"),
    ("out of documents", "scanner.no_paper"),
    ("cover is open", "scanner.cover_open"),
    ("Device busy", "scanner.busy"),
    ("Lamp not ready", "scanner.busy"),
    ("has been denied", "scanner.no_access"),
    ("Operation was cancel", "scanner.cancelled"),
    ("no SANE devices found", "scanner.not_found"),
    ("Error during device I/O", "scanner.io_error"),
    ("Out of memory", "scanner.io_error"),
    ("Operation not supported", "scanner.unsupported"),
    ("setting of option", "scanner.unsupported"),
    ("inactive option", "scanner.unsupported"),
    ("unrecognized option", "scanner.unsupported"),
    ("bad option value", "scanner.unsupported"),
    ("Invalid argument", "scanner.io_error"),
)


class Run:
    """A `scanimage --batch` in a spool folder; `text` is what it complained of so far."""

    def __init__(self, arguments: Sequence[str], place: Path, *, silence: float) -> None:
        self._silence = silence
        self._place = place
        self._said = b""
        self._stopping: float | None = None
        self._code: int | None = None
        try:
            self._process = subprocess.Popen(
                [PROGRAM, *arguments],
                cwd=place,  # so that no name of a folder meets printf
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=surroundings(),
                bufsize=0,
            )
        except OSError as failure:
            raise ScanningError("scanner.no_sane", environment=True) from failure

    @property
    def text(self) -> str:
        """What the program complained of, without its progress."""
        return self._said.decode("utf-8", "replace")

    @property
    def dpi(self) -> int | None:
        """The resolution the device took instead of the one asked for."""
        rounded = _ROUNDED.search(self.text)
        return int(rounded["dpi"]) if rounded else None

    def pages(self, cancelled: Callable[[], bool]) -> Generator[Path]:
        """Each file once it is finished; ends with the program, which ends with this generator.

        Raises:
            ScanningError: `scanner.timeout` where nothing was heard for too long.
        """
        names = b""
        heard = time.monotonic()
        try:
            with selectors.DefaultSelector() as ears:
                for pipe in (self._process.stdout, self._process.stderr):
                    ears.register(pipe, selectors.EVENT_READ)  # type: ignore[arg-type]
                while ears.get_map():
                    gone = self._process.poll() is not None
                    told = ears.select(_TICK)
                    if gone and not told:  # what it left behind may hold the pipes for ever
                        break
                    for key, _ in told:
                        block = os.read(key.fd, 1 << 16)
                        heard = time.monotonic()
                        if not block:
                            ears.unregister(key.fileobj)
                        elif key.fileobj is self._process.stderr:
                            self._hear(block)
                        else:
                            *whole, names = (names + block).split(b"\n")
                            yield from (self._place / os.fsdecode(name) for name in whole if name)
                    self._watch(heard, cancelled)
        finally:
            self._end()

    def _hear(self, block: bytes) -> None:
        self._said = _PROGRESS.sub(b"", self._said + block)[-_KEPT:]
        if self._stopping is not None and b"Scanning page" in block:
            self._signal(signal.SIGINT)  # the first came between two sheets

    def _watch(self, heard: float, cancelled: Callable[[], bool]) -> None:
        now = time.monotonic()
        if self._stopping is None and cancelled():
            self._stopping = now
            self._signal(signal.SIGINT)
        elif self._stopping is not None and now - self._stopping > _LAST_WORD:
            self._signal(signal.SIGKILL)
        elif self._stopping is not None and now - self._stopping > _SECOND_WORD:
            self._signal(signal.SIGINT)
        if _OVER in self._said and now - heard > _LEAVE:
            self._signal(signal.SIGKILL)
        elif now - heard > self._silence:
            raise ScanningError("scanner.timeout", environment=True)

    def _signal(self, number: int) -> None:
        with suppress(ProcessLookupError):
            self._process.send_signal(number)

    def _end(self) -> None:
        """End the program, politely where it still runs, so that the device is let go."""
        for number in (signal.SIGINT, signal.SIGINT, signal.SIGKILL):
            if self._process.poll() is None:
                self._signal(number)
                with suppress(subprocess.TimeoutExpired):
                    self._process.wait(0.4)
        self._code = self._process.wait()
        for pipe in (self._process.stdout, self._process.stderr):
            if pipe is not None:
                pipe.close()

    def raise_fault(self, pages: int, *, feeding: bool) -> None:
        """Say how the run ended; an empty feeder after the first sheet is its normal end.

        Raises:
            ScanningError: what went wrong, with the finished `pages`.
        """
        code = "scanner.cancelled" if self._stopping is not None else self._fault(pages, feeding=feeding)
        if code and not (code == "scanner.no_paper" and pages):
            raise ScanningError(code, environment=True, pages=pages)

    def _fault(self, pages: int, *, feeding: bool) -> str:
        said = fault_of(self.text)
        if said:
            return said
        if self._code and self._code < 0 and _OVER not in self._said:
            return "scanner.crashed"  # the backend died inside the program
        if (self._code and self._code > 0) or not pages:
            return "scanner.no_paper" if feeding and not self._code else "scanner.io_error"
        return ""


def fault_of(text: str) -> str:
    """The fault that complaints of `scanimage` tell of, the last one; empty where they tell none."""
    for line in reversed(text.splitlines()):
        if "open of device" in line and "Invalid argument" in line:
            return "scanner.not_found"
        for words, code in _SAID:
            if words in line:
                return code
    return ""


def surroundings() -> dict[str, str]:
    """What every call is started with: messages as they are told apart, and the system's own libraries.

    The packaged program leads the loader to its own libraries; a program of the system must not meet them.
    """
    found = {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": ""}
    if getattr(sys, "frozen", False):
        found.pop("LD_LIBRARY_PATH", None)
        before = found.pop("LD_LIBRARY_PATH_ORIG", None)
        if before:
            found["LD_LIBRARY_PATH"] = before
    return found


def said(arguments: Sequence[str], *, seconds: float) -> str:
    """What a short call of `scanimage` answers.

    Raises:
        ScanningError: `scanner.no_sane`, `scanner.timeout`, or what it complained of.
    """
    try:
        done = subprocess.run(
            [PROGRAM, *arguments],
            check=False,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=seconds,
            env=surroundings(),
        )
    except subprocess.TimeoutExpired as failure:
        raise ScanningError("scanner.timeout", environment=True) from failure
    except OSError as failure:
        raise ScanningError("scanner.no_sane", environment=True) from failure
    if done.returncode:
        fault = fault_of(done.stderr.decode("utf-8", "replace"))
        fault = fault or ("scanner.crashed" if done.returncode < 0 else "scanner.io_error")
        raise ScanningError(fault, environment=True)
    return done.stdout.decode("utf-8", "replace")
