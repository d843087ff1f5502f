"""Where a print or an export may be written: never over a file of another kind, never into the record."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from desk.errors import InputError, SurroundingsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from desk.office.opened import Office

PDF = (b"%PDF-",)
_HELD = (5, 32, 33)  # access denied, sharing violation, lock violation
_KEPT = ("attachments", "originals", "keys", "tallies", "staging", "quarantine")


def check_target(office: Office, path: Path, *, begins: Sequence[bytes]) -> None:
    """Refuse a target that holds something else than what would be written, or lies in the record's folders.

    Raises:
        InputError: `file.exists`, `file.is_folder`, `file.in_record`.
    """
    try:
        inside = path.absolute().resolve()
        kept = any(inside.is_relative_to((office.data / name).resolve()) for name in _KEPT)
        if kept:
            raise InputError("file.in_record", file=path.name)
        if path.is_dir():
            raise InputError("file.is_folder", file=path.name)
        if not path.exists():
            return
        if not path.is_file():
            raise InputError("file.exists", file=path.name)
        with path.open("rb") as file:
            head = file.read(64).removeprefix(b"\xef\xbb\xbf")
    except OSError as failure:
        raise InputError("file.exists", file=path.name) from failure
    if head and not any(head.startswith(one) for one in begins):
        raise InputError("file.exists", file=path.name)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Name the file that the disk would not take.

    Raises:
        SurroundingsError: `data.disk_full`, `file.open_elsewhere`, `file.unwritable`.
    """
    try:
        yield
    except OSError as failure:
        raise SurroundingsError(_code(failure, path), file=path.name) from failure


def _code(failure: OSError, path: Path) -> str:
    """A spreadsheet program keeps its file from being replaced on Windows; everything else is the disk's."""
    if failure.errno in (errno.ENOSPC, errno.EDQUOT):
        return "data.disk_full"
    held = getattr(failure, "winerror", None) in _HELD or isinstance(failure, PermissionError)
    return (
        "file.open_elsewhere" if held and path.is_file() and os.access(path, os.W_OK) else "file.unwritable"
    )
