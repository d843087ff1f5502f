"""The files of the record: which ones lie there, which ones rows name, and what to do with strays."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.record.durable import locked, make_folder, move_file, sha256_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session

    from desk.office.paths import DataPaths

STAGING_AGE = timedelta(hours=1)
QUARANTINE_AGE = timedelta(days=30)
CAPTURES_AGE = timedelta(days=30)  # a draft may wait for its citizen for days; its pages wait with it


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file some row names: relative path, size and hash it must have."""

    file: str
    bytes: int
    sha256: str


def known_files(session: Session) -> Iterator[KnownFile]:
    """Yield every file the record names, attachments first; a capture used twice comes once."""
    from sqlalchemy import select

    from models.attachment import Attachment, Original

    columns = (Attachment.file, Attachment.bytes, Attachment.sha256)
    for file, size, digest in session.execute(select(*columns).order_by(Attachment.id)).yield_per(1000):
        yield KnownFile(file, size, digest)
    originals = select(Original.file, Original.bytes, Original.sha256).distinct().order_by(Original.file)
    for file, size, digest in session.execute(originals).yield_per(1000):
        yield KnownFile(file, size, digest)


def located(root: Path, file: str) -> Path | None:
    """Return where a stored relative path lies; None where it would leave the data folder."""
    relative = PurePosixPath(file)
    if relative.is_absolute() or ".." in relative.parts or "\\" in file or ":" in file:
        return None
    return root.joinpath(*relative.parts)


def fault_of(root: Path, known: KnownFile) -> str | None:
    """Tell what is wrong with a named file: `outside`, `missing`, `size`, `content`, or nothing."""
    path = located(root, known.file)
    if path is None or path.is_symlink():
        return "outside"
    if not path.is_file():
        return "missing"
    if path.stat().st_size != known.bytes:
        return "size"
    return None if sha256_of(path) == (known.sha256, known.bytes) else "content"


def lying_files(paths: DataPaths) -> tuple[str, ...]:
    """Return every file that only a row may justify, as relative posix paths, sorted."""
    found = [
        path
        for folder in (paths.attachments, paths.originals)
        for path in folder.rglob("*")
        if path.is_symlink() or not path.is_dir()
    ]
    found += [path for pattern in ("*.json", ".*.part") for path in paths.tallies.glob(pattern)]
    return tuple(sorted(path.relative_to(paths.root).as_posix() for path in found))


def stale_staging(paths: DataPaths, now: datetime) -> tuple[str, ...]:
    """Return what lies in `staging/` longer than any reception takes; nobody is working on it."""
    limit = (now - STAGING_AGE).timestamp()
    if not paths.staging.is_dir():
        return ()
    stale = [entry for entry in paths.staging.iterdir() if _newest(entry) < limit]
    return tuple(sorted(entry.relative_to(paths.root).as_posix() for entry in stale))


def set_aside(paths: DataPaths, file: str, day: str) -> str:
    """Move a stray file to `quarantine/<day>/…`; answers its new relative path, never overwrites."""
    source = paths.root / file
    target = paths.quarantine / day / file
    again = 1
    while target.exists():
        again += 1
        target = (paths.quarantine / day / file).with_name(f"{again}-{source.name}")
    make_folder(target.parent)
    move_file(source, target)
    return target.relative_to(paths.root).as_posix()


def sweep_quarantine(paths: DataPaths, now: datetime) -> int:
    """Remove quarantined files and captures older than 30 days; answers how many entries went."""
    old = [
        entry
        for folder, age in ((paths.quarantine, QUARANTINE_AGE), (paths.captures, CAPTURES_AGE))
        if folder.is_dir()
        for entry in folder.iterdir()
        if _newest(entry) < (now - age).timestamp() and not _held(entry)
    ]
    for entry in old:
        shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
    return len(old)


def _newest(entry: Path) -> float:
    """The last moment anything in it changed its name or bytes, by the machine's own clock."""
    stamps = [entry.lstat().st_ctime]
    if entry.is_dir() and not entry.is_symlink():
        stamps += [inner.lstat().st_ctime for inner in entry.rglob("*")]
    return max(stamps)


def _held(entry: Path) -> bool:
    """Whether a window has a folder of pages open, however long ago it last changed."""
    if not entry.is_dir() or entry.is_symlink():
        return False
    try:
        with locked(entry):
            return False
    except InputError:
        return True
