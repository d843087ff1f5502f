"""Chỉ xem: an office whose record cannot be written here opens for looking: search, show, preview."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from desk.errors import SurroundingsError
from desk.record.failures import record_failures

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from desk.errors import DeskError
    from desk.office.paths import DataPaths


def is_blocked(paths: DataPaths) -> bool:
    """Whether this person may not write the folder or the record in it; a full disk is another matter."""
    from desk.office.setup import is_writable

    if not paths.database.is_file():
        return False
    if not (os.access(paths.root, os.W_OK) and os.access(paths.database, os.W_OK)):
        return True
    return os.name == "nt" and not is_writable(paths.root)  # rights there cannot be read off


def viewed_engine(
    paths: DataPaths,
    database: str,
    *,
    otherwise: str = "",
    newer: DeskError | None = None,
    full: bool = False,
) -> Engine:
    """An engine for reading, where the record has everything this program reads; `full`: the disk is.

    Raises:
        DeskError: `newer`, or `otherwise` with what is lacking first.
    """
    from desk.office.bootstrap import engine_of
    from models.upgrade import lacking

    engine = engine_of(paths, database, reading=True, full=full)
    try:
        with record_failures(paths.root):
            gaps = lacking(engine)
        if gaps and newer is not None:
            raise newer
        if gaps:
            raise SurroundingsError(otherwise, lacking=gaps[0])
    except BaseException:
        engine.dispose()
        raise
    return engine
