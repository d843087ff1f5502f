"""Files and folders that are nobody's pages: hidden, half-made, or other programs' housekeeping."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os

_UNFINISHED = (".tmp", ".temp", ".part", ".partial", ".crdownload", ".filepart", ".download", ".lck", ".lock")
_HOUSEKEEPING = {"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"}
_HIDDEN = 0x2  # FILE_ATTRIBUTE_HIDDEN


def is_passing(name: str) -> bool:
    """Whether a name says that its file is hidden, half-made or another program's housekeeping."""
    lower = name.lower()
    return lower.startswith((".", "~")) or lower.endswith((*_UNFINISHED, "~")) or lower in _HOUSEKEEPING


def is_hidden(entry: os.DirEntry[str]) -> bool:
    """Whether a folder's entry is to be passed by: by its name, or by the mark Windows keeps."""
    if is_passing(entry.name):
        return True
    try:
        return bool(getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0) & _HIDDEN)
    except OSError:
        return False
