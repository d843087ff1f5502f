"""The folder: a signed file laid down whole, and believed only when the collector's `.ack` names its hash.

`.part` → fsync → read back through a fresh handle → rename → fsync of the folder. The same name with the
same bytes is done already; other bytes under it are refused, never overwritten.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from desk.sending.outcome import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from desk.sending.outcome import Package

_MOST_ACK = 4096


class FolderTransport:
    """A folder on a stick, a second disk or a share; one that is not there is not made, except our own."""

    def __init__(self, folder: Path, *, own: bool) -> None:
        self._folder = folder
        self._own = own

    def reachable(self) -> Outcome:
        """Whether files can be laid down there."""
        if self._own and not self._folder.exists():
            return Outcome("delivered")
        if not self._folder.is_dir() or not os.access(self._folder, os.W_OK):
            return Outcome("again", error="sync.no_folder")
        return Outcome("delivered")

    def send(self, package: Package) -> Outcome:
        """Lay the file down, or find it there."""
        from desk.record.durable import make_folder

        try:
            if self._own:
                make_folder(self._folder)
            elif not self._folder.is_dir():
                return Outcome("again", error="sync.no_folder")
            place = self._folder / package.name
            if place.exists():
                if place.read_bytes() != package.body:
                    return Outcome("refused", error="sync.other_content")
            else:
                self._lay_down(place, package.body)
        except OSError as failure:
            return Outcome("again", error="sync.folder_failed", told=_reason(failure))
        return self.acknowledged(package)

    def acknowledged(self, package: Package) -> Outcome:
        """Sent where an `.ack` beside it holds the hash of the tally or of the file."""
        place = self._folder / f"{package.name}.ack"
        try:
            if not place.is_file():
                return Outcome("delivered")
            with place.open("rb") as file:
                said = file.read(_MOST_ACK).decode("utf-8", "replace")
        except OSError as failure:
            return Outcome("delivered", error="sync.folder_failed", told=_reason(failure))
        whole = hashlib.sha256(package.body).hexdigest()
        words = {word.strip('",:{}').lower() for word in said.replace(":", " ").split()}
        if words & {package.sha256, whole}:
            return Outcome("sent", receipt=said.strip()[:1000])
        return Outcome("delivered", error="sync.other_ack")

    @staticmethod
    def _lay_down(place: Path, body: bytes) -> None:
        from desk.record.durable import sync_folder

        part = place.with_name(f"{place.name}.part")
        with part.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        with part.open("rb") as file:
            if file.read() != body:
                part.unlink(missing_ok=True)
                raise OSError("the medium gave other bytes back")
        part.replace(place)
        sync_folder(place.parent)


def _reason(failure: OSError) -> str:
    import errno

    return errno.errorcode.get(failure.errno or 0, "OSError")
