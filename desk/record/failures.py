"""Where failures of the disk and of the record become desk errors with stable codes."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING

from desk.errors import InputError, SurroundingsError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CODES = {
    errno.ENOSPC: "data.disk_full",
    errno.EDQUOT: "data.disk_full",
    errno.EROFS: "data.unwritable",
    errno.EACCES: "data.unwritable",
    errno.EPERM: "data.unwritable",
    errno.ENOTDIR: "data.unwritable",
    errno.EISDIR: "data.unwritable",
}

_ROOM = 1 << 20  # bytes: less is a full disk for a database that needs its log and its shared memory


@contextmanager
def surroundings(*, otherwise: str = "data.io_error") -> Iterator[None]:
    """Turn the disk's failures into `SurroundingsError`: full, unwritable, or failing.

    Args:
        otherwise: the code of a failure that says neither full nor unwritable.
    """
    try:
        yield
    except OSError as error:
        raise SurroundingsError(_CODES.get(error.errno or 0, otherwise), errno=error.errno) from error


@contextmanager
def record_failures(folder: Path | None = None) -> Iterator[None]:
    """Turn the record's failures into desk errors by their code.

    Args:
        folder: where the record lies; SQLite calls some kinds of a full disk an I/O error, so the room
            left there is looked at.
    """
    from models.engine import guarded
    from models.errors import RecordError

    try:
        with guarded():
            yield
    except RecordError as error:
        kind = SurroundingsError if error.environment else InputError
        full = error.code == "data.io_error" and folder is not None and _is_full(folder)
        raise kind("data.disk_full" if full else error.code, **error.details) from error


def _is_full(folder: Path) -> bool:
    import shutil

    try:
        return shutil.disk_usage(folder).free < _ROOM
    except OSError:
        return False
