"""Thư mục chờ: how a desk watches a folder, and what one look at it brought."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from desk.rows.basics import Note
    from desk.rows.offered import RefusedFile, TakenFile


@dataclass(frozen=True, slots=True)
class WatchSettings:
    """Which folder this desk watches; `move` puts taken files aside in it, `subfolders` looks deeper."""

    folder: Path
    move: bool = True
    subfolders: bool = False


@dataclass(frozen=True, slots=True)
class WatchNews:
    """What one look brought. `waiting` files lay there before the watch began and wait for a clerk's word.

    `trouble` says how the folder stands now (away, disk full, files not put aside); None when all is well.
    """

    pages: tuple[TakenFile, ...] = ()
    refused: tuple[RefusedFile, ...] = ()
    waiting: int = 0
    trouble: Note | None = None
