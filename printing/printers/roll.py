"""Máy in nhiệt: receipt printers at a network address, a device file, or behind a queue of a spooler.

A key is `roll:k80:ADDRESS`, ADDRESS being `host[:port]`, `/dev/usb/lp0` or another file, `cups=QUEUE`,
or on Windows `win=PRINTER`.
A printer that answers questions is asked for paper before, and whether it came to the end behind; one that
does not answer counts as printed once it took every byte.
"""

from __future__ import annotations

import os
import select
import socket
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from printing.errors import PrintingError
from printing.printers import escpos
from printing.printers.driver import PrinterError, PrinterInfo, Progress, SendOptions, Sent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from printing.printers.driver import State

PREFIX = "roll:"
ROLLS = ("k80", "k58")
_QUEUED = ("cups=", "win=")
_PORT = 9100
_CONNECT = 3.0
_ANSWER = 0.7
_TAKES = 12.0  # seconds without a byte taken
_ENDS = 20.0  # seconds until a printer that answers has printed everything
_OFFLINE, _NO_PAPER = 0x08, 0x60


class Raw(Protocol):
    """What sends raw bytes through the spooler; keys of its printers begin with `name`."""

    @property
    def name(self) -> str:
        """What an address of its printers begins with: cups, win."""
        ...

    def send_raw(self, key: str, data: bytes, options: SendOptions, *, begun: Callable[[str], None]) -> Sent:
        """Hand bytes over as they are."""
        ...

    def printer(self, key: str) -> PrinterInfo | None:
        """The queue as it stands."""
        ...

    def progress(self, reference: str) -> Progress:
        """How a job stands."""
        ...

    def cancel(self, reference: str) -> bool:
        """Take a job back."""
        ...


class _Line:
    """A way to a printer: bytes out, an answer back where it gives one."""

    def __init__(self, number: int) -> None:
        self._number = number

    def put(self, data: bytes) -> None:
        """Send everything; a printer that takes nothing for too long has stopped."""
        view = memoryview(data)
        while view:
            _, ready, _ = select.select([], [self._number], [], _TAKES)
            if not ready:
                raise TimeoutError
            view = view[os.write(self._number, view[: 1 << 12]) :]

    def ask(self, question: bytes, seconds: float) -> int | None:
        """One byte of answer, or None where none comes."""
        self.put(question)
        ready, _, _ = select.select([self._number], [], [], seconds)
        if not ready:
            return None
        answer = os.read(self._number, 1)
        return answer[0] if answer else None


class RollDriver:
    """Receipt printers; `known` are their keys, as the settings name them."""

    name = "roll"

    def __init__(self, known: tuple[str, ...] = (), raw: Raw | None = None) -> None:
        self._known, self._raw = known, raw

    def printers(self) -> tuple[PrinterInfo, ...]:
        """The printers that were named, each with its state now."""
        return tuple(_info(key, self._state(key)) for key in self._known)

    def printer(self, key: str) -> PrinterInfo | None:
        """One printer with its state now."""
        return _info(key, self._state(key)) if _parts(key) is not None else None

    def _state(self, key: str) -> State:
        roll_and_where = _parts(key)
        if roll_and_where is None:
            return "offline"
        where = roll_and_where[1]
        if where.startswith(_QUEUED):
            raw = self._spooler_of(where)
            found = raw.printer(where.replace("=", ":", 1)) if raw is not None else None
            return found.state if found is not None else "offline"
        try:
            with _line(where) as (line, answers):
                return _asked(line)[0] if answers else "ready"
        except OSError:
            return "offline"

    def _spooler_of(self, where: str) -> Raw | None:
        """The spooler an address names; None where this system has another one."""
        same = self._raw is not None and where.startswith(f"{self._raw.name}=")
        return self._raw if same else None

    def send(self, key: str, pdf: bytes, options: SendOptions, *, begun: Callable[[str], None]) -> Sent:
        """Draw everything first, then let it through in one go."""
        parts = _parts(key)
        if parts is None:
            raise PrinterError("printer.not_found", printer=key)
        roll, where = parts
        try:
            pages = escpos.bitmaps(pdf, roll)
        except PrintingError as failure:
            raise PrinterError(failure.code, printer=key) from failure
        data = escpos.job(pages, copies=options.copies)
        if where.startswith(_QUEUED):
            raw = self._spooler_of(where)
            if raw is None:
                raise PrinterError("printer.no_spooler", printer=key)
            return raw.send_raw(where.replace("=", ":", 1), data, options, begun=begun)
        started = False
        try:
            with _line(where) as (line, answers):
                state, speaks = _asked(line) if answers else ("ready", False)
                if state != "ready":
                    raise PrinterError(f"printer.{state}", printer=key)
                begun("")
                started = True
                line.put(data)
                if speaks and line.ask(escpos.ASK_WHEN_DONE, _ENDS) is None:
                    raise PrinterError("printer.lost", begun=True, printer=key)
        except OSError as reason:
            code = "printer.lost" if started else "printer.unreachable"
            raise PrinterError(code, begun=started, printer=key) from reason
        return Sent()

    def progress(self, reference: str) -> Progress:
        """What was taken is printed; what a spooler has, it tells."""
        return Progress("done") if not reference else Progress("unknown", "printer.not_found")

    def cancel(self, reference: str) -> bool:
        """What was taken stays."""
        del reference
        return False


def _parts(key: str) -> tuple[str, str] | None:
    """Roll and address of a key; None where it is none."""
    roll, _, where = key.removeprefix(PREFIX).partition(":")
    return (roll, where) if key.startswith(PREFIX) and roll in ROLLS and where else None


def is_key(key: str) -> bool:
    """Whether settings may name this."""
    return _parts(key) is not None and key.isprintable()


def _info(key: str, state: State) -> PrinterInfo:
    roll, where = _parts(key) or ("", key)
    return PrinterInfo(
        key=key, name=f"{where.rpartition('=')[2]} ({roll[1:]} mm)", state=state, papers=(roll,)
    )


def _asked(line: _Line) -> tuple[State, bool]:
    """How a printer is, and whether it answers at all."""
    paper = line.ask(escpos.ASK_PAPER, _ANSWER)
    if paper is None:
        return "ready", False
    if paper & _NO_PAPER == _NO_PAPER:
        return "out_of_paper", True
    state = line.ask(escpos.ASK_STATE, _ANSWER)
    return ("stopped" if state is not None and state & _OFFLINE else "ready"), True


@contextmanager
def _line(where: str) -> Iterator[tuple[_Line, bool]]:
    """The way to an address, and whether answers may come back on it."""
    if where.startswith("/"):
        mode = Path(where).stat().st_mode
        if not (stat.S_ISCHR(mode) or stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
            raise OSError("not a printer")
        number = os.open(where, os.O_WRONLY | os.O_APPEND | getattr(os, "O_NONBLOCK", 0))
        try:
            yield _Line(number), False
        finally:
            os.close(number)
        return
    host, _, port = where.partition(":")
    with socket.create_connection((host, int(port) if port.isdigit() else _PORT), _CONNECT) as sock:
        sock.setblocking(False)
        yield _Line(sock.fileno()), True
