"""The folder: a signed file laid down whole, and believed only when the collector's `.ack` names its hash.

`.part` → fsync → read back through a fresh handle → rename → fsync of the folder. The same name with the
same bytes is done already; other bytes under it are refused, never overwritten. Names are compared as a
stick or a share of Windows compares them, without regard to case.
"""

from __future__ import annotations

import errno
import hashlib
import os
from contextlib import suppress
from typing import TYPE_CHECKING

from desk.sending.bounds import within
from desk.sending.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from desk.sending.outcome import Package

TIMEOUT = 60.0  # a stick is slow; a share whose server is gone would wait for ever
_MOST_ACK = 4096
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}
_GONE = {errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.ENOTDIR}


class FolderTransport:
    """A folder on a stick, a second disk or a share; one that is not there is not made, except our own.

    `marker` names a file that must lie there: the empty place where a stick is usually plugged in lacks it.
    """

    def __init__(self, folder: Path, *, own: bool, marker: str = "", timeout: float = TIMEOUT) -> None:
        self._folder, self._own, self._marker, self._timeout = folder, own, marker, timeout

    def reachable(self) -> Outcome:
        """Whether files can be laid down there; nothing is."""
        return self._bounded(self._reachable)

    def send(self, package: Package) -> Outcome:
        """Lay the file down, or find it there."""
        return self._bounded(lambda: self._send(package))

    def acknowledged(self, package: Package) -> Outcome:
        """Sent where an `.ack` beside it holds the hash of the tally or of the file."""
        return self._bounded(lambda: self._acknowledged(package))

    def answered(self, names: Sequence[str]) -> Sequence[str]:
        """Those that have an `.ack` of their name; one look into the folder for all of them."""
        try:
            there = within(self._timeout, self._names)
        except OSError:
            return ()
        return tuple(name for name in names if f"{name}.ack".casefold() in there)

    def _bounded(self, work: Callable[[], Outcome]) -> Outcome:
        try:
            return within(self._timeout, work)
        except TimeoutError:
            return Outcome("again", error="sync.timed_out")
        except OSError as failure:
            return Outcome("again", error=self._code(failure), told=_reason(failure))

    def _reachable(self) -> Outcome:
        if self._own and not self._folder.exists():
            return Outcome("delivered")
        if not self._is_there():
            return Outcome("again", error="sync.no_folder")
        if not os.access(self._folder, os.W_OK):
            return Outcome("again", error="sync.folder_read_only")
        return Outcome("delivered")

    def _is_there(self) -> bool:
        return self._folder.is_dir() and not (self._marker and not (self._folder / self._marker).is_file())

    def _send(self, package: Package) -> Outcome:
        from desk.record.durable import make_folder

        if self._own:
            make_folder(self._folder)
        if not self._is_there():
            return Outcome("again", error="sync.no_folder")
        held = self._names().get(package.name.casefold())
        if held is None:
            self._lay_down(self._folder / package.name, package.body)
        elif (self._folder / held).read_bytes() != package.body:
            return Outcome("refused", error="sync.other_content")
        return self._acknowledged(package)

    def _acknowledged(self, package: Package) -> Outcome:
        held = self._names().get(f"{package.name}.ack".casefold())
        if held is None:
            return Outcome("delivered")
        with (self._folder / held).open("rb") as file:
            said = file.read(_MOST_ACK).decode("utf-8-sig", "replace")
        whole = hashlib.sha256(package.body).hexdigest()
        words = {word.strip('",{}').lower() for word in said.replace(":", " ").split()}
        if words & {package.sha256, whole}:
            return Outcome("sent", receipt=said.strip()[:1000])
        return Outcome("delivered", error="sync.other_ack")

    def _names(self) -> dict[str, str]:
        """The names in the folder as they are, by how they compare."""
        if not self._folder.is_dir():
            return {}
        return {one.casefold(): one for one in (each.name for each in self._folder.iterdir())}

    @staticmethod
    def _lay_down(place: Path, body: bytes) -> None:
        from desk.record.durable import sync_folder

        part = place.with_name(f"{place.name}.part")
        part.unlink(missing_ok=True)  # left behind by a run that was killed; never trusted, never followed
        try:
            handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)
            with os.fdopen(handle, "wb") as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
            with part.open("rb") as file:
                if file.read() != body:
                    raise OSError(errno.EIO, "the medium gave other bytes back")
            part.replace(place)
        except OSError:
            with suppress(OSError):  # half a file takes room that is not there
                part.unlink(missing_ok=True)
            raise
        sync_folder(place.parent)

    def _code(self, failure: OSError) -> str:
        if failure.errno in _FULL:
            return "sync.folder_full"
        if failure.errno in _READ_ONLY:
            return "sync.folder_read_only"
        if failure.errno in _GONE or not self._folder.is_dir():
            return "sync.no_folder"
        return "sync.folder_failed"


def _reason(failure: OSError) -> str:
    return errno.errorcode.get(failure.errno or 0, "OSError")
