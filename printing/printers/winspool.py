"""Hàng đợi in của Windows, byte nguyên: ESC/POS handed to a receipt printer as a RAW document of its spooler.

A key is `win:NAME`, NAME as Windows lists the printer. No PDF goes this way: the window's own door (`qt:`)
prints those. A job Windows no longer knows is printed: its spooler forgets what came out. Tried against a
spooler that answers as Microsoft documents it; no Windows printer was at hand.
"""

from __future__ import annotations

import ctypes
from contextlib import contextmanager
from ctypes import byref, sizeof
from typing import TYPE_CHECKING, Any

from printing.printers.driver import PrinterError, PrinterInfo, Progress, SendOptions, Sent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from printing.printers.driver import State

NAME = "win"
_STATE, _JOB = 6, 1  # levels of GetPrinter and GetJob: a printer's status alone, a job with its status
_CANCEL = 3  # JOB_CONTROL_DELETE would be 5; 3 is what the spooler's own window sends
_FORGOTTEN = 87  # ERROR_INVALID_PARAMETER: no such job
_PIECE = 1 << 16
# bits of PRINTER_INFO_6.dwStatus and of JOB_INFO_1.Status, the one that explains most first
_PRINTER: tuple[tuple[int, State], ...] = (
    (0x10, "out_of_paper"), (0x80 | 0x1000, "offline"), (0x1, "paused"),
    (0x2 | 0x8 | 0x400000 | 0x100000, "stopped"), (0x200 | 0x400, "busy"),
)  # fmt: skip
_ENDED, _GONE, _PRINTING = 0x80 | 0x1000, 0x4 | 0x100, 0x10
_HINDERED = ((0x40, "printer.out_of_paper"), (0x20, "printer.offline"), (0x1, "printer.paused"),
             (0x2 | 0x200 | 0x400, "printer.stopped"))  # fmt: skip


class _Document(ctypes.Structure):
    """DOC_INFO_1W."""

    _fields_ = (
        ("pDocName", ctypes.c_wchar_p),
        ("pOutputFile", ctypes.c_wchar_p),
        ("pDatatype", ctypes.c_wchar_p),
    )


class _Job(ctypes.Structure):
    """JOB_INFO_1W up to the status; what follows is not read."""

    _fields_ = (
        ("JobId", ctypes.c_uint32),
        *((name, ctypes.c_void_p) for name in
          ("pPrinterName", "pMachineName", "pUserName", "pDocument", "pDatatype", "pStatus")),
        ("Status", ctypes.c_uint32),
    )  # fmt: skip


class WinSpool:
    """Windows' spooler for bytes; `library` is winspool.drv, `fault` tells the last error's number."""

    name = NAME

    def __init__(self, library: Any = None, fault: Callable[[], int] | None = None) -> None:  # noqa: ANN401
        self._library, self._fault = library, fault or _last_error

    @property
    def _spool(self) -> Any:  # noqa: ANN401 - a foreign library
        if self._library is None:
            self._library = _loaded()
        return self._library

    def printers(self) -> tuple[PrinterInfo, ...]:
        """None of its own: receipt printers are named in the settings."""
        return ()

    def printer(self, key: str) -> PrinterInfo | None:
        """One printer with its state now."""
        try:
            with self._opened(key) as handle:
                return PrinterInfo(key=key, name=_name(key), state=self._state(handle))
        except PrinterError:
            return None

    def send(self, key: str, pdf: bytes, options: SendOptions, *, begun: Callable[[str], None]) -> Sent:
        """Refused: a receipt printer understands no PDF."""
        del pdf, options, begun
        raise PrinterError("printer.refused", printer=key)

    def send_raw(self, key: str, data: bytes, options: SendOptions, *, begun: Callable[[str], None]) -> Sent:
        """Hand bytes over as they are, as one RAW document under its code."""
        with self._opened(key) as handle:
            info = _Document(options.title, None, "RAW")
            number = int(self._spool.StartDocPrinterW(handle, 1, byref(info)))
            if number <= 0:
                raise PrinterError("printer.refused", printer=key)
            reference = f"{key}#{number}"
            begun(reference)
            if not self._written(handle, data):
                self._spool.AbortPrinter(handle)
                raise PrinterError("printer.lost", begun=True, printer=key)
            if not self._spool.EndDocPrinter(handle):
                raise PrinterError("printer.lost", begun=True, printer=key)
        return Sent(reference, done=False)

    def _written(self, handle: Any, data: bytes) -> bool:  # noqa: ANN401 - a handle of Windows
        if not self._spool.StartPagePrinter(handle):
            return False
        taken = ctypes.c_uint32()
        view = memoryview(data)
        while view:
            piece = bytes(view[:_PIECE])
            if not self._spool.WritePrinter(handle, piece, len(piece), byref(taken)) or not taken.value:
                return False
            view = view[taken.value :]
        return bool(self._spool.EndPagePrinter(handle))

    def progress(self, reference: str) -> Progress:
        """How a job stands; one the spooler forgot came out."""
        key, _, number = reference.rpartition("#")
        try:
            with self._opened(key) as handle:
                status = self._job(handle, int(number))
        except (PrinterError, ValueError):
            return Progress("unknown", "printer.not_found")
        if status is None or status & _ENDED:
            return Progress("done")
        if status & _GONE:
            return Progress("cancelled", "printer.aborted")
        reason = next((why for bits, why in _HINDERED if status & bits), "")
        return Progress("printing" if status & _PRINTING else "waiting", reason)

    def cancel(self, reference: str) -> bool:
        """Take a job back; certain only where its printing had not begun."""
        key, _, number = reference.rpartition("#")
        before = self.progress(reference)
        if before.stage not in ("waiting", "printing"):
            return False
        try:
            with self._opened(key) as handle:
                done = bool(self._spool.SetJobW(handle, int(number), 0, None, _CANCEL))
        except PrinterError:
            return False
        return done and before.stage == "waiting"

    @contextmanager
    def _opened(self, key: str) -> Iterator[Any]:
        handle = ctypes.c_void_p()
        if not self._spool.OpenPrinterW(_name(key), byref(handle), None):
            raise PrinterError("printer.not_found", printer=key)
        try:
            yield handle
        finally:
            self._spool.ClosePrinter(handle)

    def _state(self, handle: Any) -> State:  # noqa: ANN401 - as above
        status, needed = ctypes.c_uint32(), ctypes.c_uint32()
        if not self._spool.GetPrinterW(handle, _STATE, byref(status), sizeof(status), byref(needed)):
            return "unknown"
        return next((state for bits, state in _PRINTER if status.value & bits), "ready")

    def _job(self, handle: Any, number: int) -> int | None:  # noqa: ANN401 - as above
        """A job's status bits; None where the spooler knows it no longer."""
        needed = ctypes.c_uint32()
        self._spool.GetJobW(handle, number, _JOB, None, 0, byref(needed))
        if not needed.value and self._fault() == _FORGOTTEN:
            return None
        room = ctypes.create_string_buffer(max(needed.value, sizeof(_Job)))
        if not self._spool.GetJobW(handle, number, _JOB, room, len(room), byref(needed)):
            if self._fault() == _FORGOTTEN:
                return None
            raise PrinterError("printer.unreachable")
        return int(_Job.from_buffer(room).Status)


def _name(key: str) -> str:
    return key.partition(":")[2]


def _loaded() -> Any:  # noqa: ANN401 - a foreign library
    loader = getattr(ctypes, "WinDLL", None)
    if loader is None:
        raise PrinterError("printer.no_spooler")
    return loader("winspool.drv", use_last_error=True)


def _last_error() -> int:
    told = getattr(ctypes, "get_last_error", None)
    return int(told()) if told is not None else 0
