"""A folder that truly cannot be written, also by root: rights for people, the immutable mark for root."""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Nothing in `folder` can be made, changed or removed until the end; fails where that cannot be had."""
    entries = [folder, *folder.rglob("*")]
    if os.geteuid() == 0:  # root ignores rights
        subprocess.run(["chattr", "-R", "+i", folder], check=True, capture_output=True)
        undo = ["chattr", "-R", "-i", str(folder)]
    else:
        for entry in entries:
            entry.chmod(0o500 if entry.is_dir() else 0o400)
        undo = ["chmod", "-R", "u+w", str(folder)]
    try:
        yield
    finally:
        subprocess.run(undo, check=True, capture_output=True)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file with its bytes."""
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}
