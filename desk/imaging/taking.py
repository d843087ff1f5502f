"""Nhận tệp: files that were dropped, picked or sent by a copier become the office's own captures.

Copied whole, checked and on the disk before they are shown: the stick may be pulled the next moment. What is
refused is named with its reason and stays where it is; nothing outside is ever changed.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from desk.errors import DeskError, InputError
from desk.imaging.digitising import scanning_failures
from desk.imaging.names import MOST_FILES, shown, spread
from desk.imaging.pages import MAX_BYTES
from desk.record.durable import make_folder, surroundings, sync_folder
from desk.rows import RefusedFile, Taken, TakenFile
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

    from desk.office.opened import Office

_BLOCK = 1 << 20
_STOPS = {"data.disk_full", "data.unwritable", "data.io_error"}  # every further file would meet the same
_OTHER_PICTURES = {
    ".gif",
    ".svg",
    ".psd",
    ".eps",
    ".ps",
    ".raw",
    ".dng",
    ".avif",
    ".jxl",
    ".jp2",
    ".djvu",
    ".xps",
}


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """A file's copy in the office, whole and on the disk."""

    file: Path
    digest: str
    pages: int


def take_files(
    office: Office,
    paths: Iterable[str | Path],
    *,
    folder: Path | None = None,
    already: Collection[str] = (),
    report: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Taken:
    """Copy pictures and PDFs into the office's captures, folders opened, in the order people mean.

    Takes paths and `file:` addresses. `folder` is where the copies land (default: the captures). `already`
    are digests of files in hand: such a file is taken all the same, with a note. Raises no `DeskError`; when
    the disk is full the files taken before stay.
    """
    meant = spread(paths)
    rows: list[TakenFile] = []
    refused = [RefusedFile(name, note(code, office.lang, file=name)) for name, code in meant.refused]
    seen: set[tuple[int, int]] = set()
    digests = set(already)
    for at, path in enumerate(meant.files):
        if cancelled is not None and cancelled():
            break
        name = shown(path)
        try:
            _once(path, seen)
            brought = bring_in(path, folder or office.paths.captures)
        except DeskError as failure:
            why = note(failure.code, office.lang, **{**failure.details, "file": name})
            refused.append(RefusedFile(name, why))
            if failure.code in _STOPS:
                refused += [RefusedFile(shown(rest), why) for rest in meant.files[at + 1 :]]
                break
        else:
            rows.append(_row(office, name, brought, repeated=brought.digest in digests))
            digests.add(brought.digest)
        if report is not None:
            report(at + 1, len(meant.files))
    if meant.more:
        refused.append(RefusedFile("…", note("take.too_many", office.lang, limit=MOST_FILES)))
    return Taken(tuple(rows), tuple(refused))


def _row(office: Office, name: str, brought: BroughtIn, *, repeated: bool) -> TakenFile:
    notes = (note("take.known_page", office.lang, file=name),) if repeated else ()
    return TakenFile(brought.file, name, brought.pages, brought.digest, notes)


def _once(path: Path, seen: set[tuple[int, int]]) -> None:
    """Refuse a file that was named before in the same drop, by whatever way."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return  # said when it is opened
    key = (found.st_dev, found.st_ino)
    if found.st_ino and key in seen and stat.S_ISREG(found.st_mode):
        raise InputError("take.same_twice")
    seen.add(key)


def bring_in(source: Path, folder: Path) -> BroughtIn:
    """Copy a picture or PDF into `folder` under a name that says nothing, and count its pages.

    Raises:
        InputError: `page.not_found`, `page.not_ordinary`, `page.empty`, `page.too_large`, `page.unreadable`,
            `page.changed` where it was written to meanwhile, `take.no_picture`, or an `image.*` refusal.
        SurroundingsError: `data.disk_full`, `data.unwritable`.
    """
    from scanning.loading.whole import SUFFIXES, kind_of

    with _opened(source) as (file, before):
        kind = kind_of(file.read(1024))
        file.seek(0)
        if kind is None:
            raise InputError(_other_kind(source))
        target = folder / f"page-{secrets.token_hex(8)}{SUFFIXES[kind][0]}"
        part = target.with_suffix(".part")
        try:
            with surroundings():
                make_folder(folder)
            digest = _copy(file, part)
            if _stamp(_as_it_is(source, file)) != before:
                raise InputError("page.changed")
            pages = _pages(part)
            with surroundings():
                part.replace(target)
                sync_folder(folder)
        except OSError as failure:  # the source went away between two looks
            raise InputError("page.unreadable") from failure
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
    return BroughtIn(target, digest, pages)


@contextmanager
def _opened(source: Path) -> Iterator[tuple[BinaryIO, tuple[int, int]]]:
    """The file open for reading, with its size and time of change; devices and pipes are never opened."""
    try:
        found = source.stat()
        if not stat.S_ISREG(found.st_mode):
            raise InputError("page.not_ordinary")
        if found.st_size == 0:
            raise InputError("page.empty")
        if found.st_size > MAX_BYTES:
            raise InputError("page.too_large", limit_mb=MAX_BYTES >> 20)
        file = source.open("rb")
    except FileNotFoundError as failure:
        raise InputError("page.not_found") from failure
    except (OSError, ValueError) as failure:
        raise InputError("page.unreadable") from failure
    with file:
        yield file, _stamp(found)


def _as_it_is(source: Path, file: BinaryIO) -> os.stat_result:
    """The file now; one taken away meanwhile as it is still open: the copy may be all that is left."""
    try:
        return source.stat()
    except FileNotFoundError:
        return os.fstat(file.fileno())


def _stamp(found: os.stat_result) -> tuple[int, int]:
    return found.st_size, found.st_mtime_ns


def _copy(file: BinaryIO, part: Path) -> str:
    """Write the file's bytes durably into a new file; answers their digest."""
    digest = hashlib.sha256()
    with surroundings():
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)
    with os.fdopen(handle, "wb") as target:
        size = 0
        while block := _read(file):
            size += len(block)
            if size > MAX_BYTES:
                raise InputError("page.too_large", limit_mb=MAX_BYTES >> 20)
            digest.update(block)
            with surroundings():
                target.write(block)
        with surroundings():
            target.flush()
            os.fsync(target.fileno())
    return digest.hexdigest()


def _read(file: BinaryIO) -> bytes:
    try:
        return file.read(_BLOCK)
    except OSError as failure:  # the stick was pulled
        raise InputError("page.unreadable") from failure


def _pages(part: Path) -> int:
    from scanning.loading.header import count_pages

    with scanning_failures():
        return count_pages(part)


def _other_kind(source: Path) -> str:
    """The refusal of a file whose first bytes promise no picture that is opened here."""
    from scanning.loading.whole import SUFFIXES

    suffix = source.suffix.lower()
    if any(suffix in known for known in SUFFIXES.values()):
        return "image.unreadable"
    return "image.unsupported" if suffix in _OTHER_PICTURES else "take.no_picture"
