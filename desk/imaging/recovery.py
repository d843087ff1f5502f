"""Thư mục khôi phục: the pages of work not saved yet, offered again after a power cut or a crash.

Each piece of work has a folder `captures/strip-…` with its page files, named by the order they came, and an
index that is written whole or not at all. A page is safe as soon as its file has its name there: one the
index does not know yet is found beside it, and where the index is damaged the files themselves are the list.
Nothing in names tells whose pages they are; in the index a person stands masked.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desk.clock import SystemClock
from desk.errors import DeskError, InputError
from desk.imaging.recovery_folder import STRIP, StripFolder, page_files
from desk.imaging.recovery_index import INDEX, Index, read_index
from desk.imaging.strip import Strip
from desk.record.commands import was_done
from desk.record.durable import locked
from desk.record.failures import surroundings
from desk.rows.strip import RecoverableStrip, StripPage, StripState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desk.office.opened import Office

NEW_SECONDS = 60
UNTOLD_SCREEN = "reception"  # where the list is damaged or not written yet: most pages are of receptions

__all__ = ["StripFolder", "discard", "new_strip", "recoverable", "resume"]


def new_strip(office: Office, screen: str) -> Strip:
    """An empty strip; its folder is made with its first page."""
    folder = office.paths.captures / f"{STRIP}{secrets.token_hex(8)}"
    return Strip(folder=StripFolder(office, folder, Index(screen=screen)))


def recoverable(office: Office) -> tuple[RecoverableStrip, ...]:
    """Work that was left unfinished and that nobody has open, newest first.

    What is empty, or was saved before its folder could be removed, is removed on the way.
    """
    found = []
    with surroundings():
        for folder in _folders(office):
            row, swept = None, False
            try:
                with locked(folder):
                    row = _row(office, folder)
                    swept = row is None and _swept(folder)
            except (DeskError, OSError):  # somebody has it open, or took it away
                continue
            if row is not None:
                found.append(row)
            if swept:  # only what is still empty: whoever began to work there meanwhile keeps it
                with suppress(OSError):
                    (folder / ".lock").unlink(missing_ok=True)
                    folder.rmdir()
    return tuple(sorted(found, key=lambda row: (row.changed_at, row.key), reverse=True))


def _swept(folder: Path) -> bool:
    """Empty a folder that is not worth offering; one made just now is somebody's who has not begun yet."""
    age = SystemClock().now().timestamp() - folder.stat().st_mtime
    if age < NEW_SECONDS and not (folder / INDEX).exists():
        return False
    for entry in folder.iterdir():
        if entry.name != ".lock":  # Windows removes no file that is held
            entry.unlink(missing_ok=True)
    return True


def resume(office: Office, key: str) -> Strip:
    """Take unfinished work up again; nobody else can while this strip is open.

    Raises:
        InputError: `strip.gone` where it is not there any more, `strip.busy` where another window has it.
    """
    folder = _folder(office, key)
    index = read_index(folder)
    held = StripFolder(office, folder, index or Index())
    held.open()
    index = read_index(folder)  # as it is now that nobody else can change it
    state = _state(folder, index)
    if not state.pages or (index is not None and index.done):
        held.close()
        raise InputError("strip.gone")
    held.known(state)
    return Strip(state, folder=held)


def discard(office: Office, key: str) -> None:
    """Set unfinished work aside: it is offered no more and lies in quarantine for 30 days.

    Raises:
        InputError: as `resume`.
    """
    from desk.record.store import set_aside

    folder = _folder(office, key)
    StripFolder(office, folder, Index()).held_by_nobody()
    day = office.clock.now().strftime("%Y-%m-%d")
    with surroundings():
        set_aside(office.paths, folder.relative_to(office.data).as_posix(), day)


def _folders(office: Office) -> Iterator[Path]:
    captures = office.paths.captures
    for entry in sorted(captures.iterdir()) if captures.is_dir() else ():
        if entry.name.startswith(STRIP) and entry.is_dir() and not entry.is_symlink():
            yield entry


def _folder(office: Office, key: str) -> Path:
    for folder in _folders(office):
        if folder.name == key:
            return folder
    raise InputError("strip.gone")


def _row(office: Office, folder: Path) -> RecoverableStrip | None:
    """What is there; None where nothing is worth offering."""
    index = read_index(folder)
    if index is not None and (index.done or was_done(office, index.command_id)):
        return None
    state = _state(folder, index)
    if not state.pages:
        return None
    told = index or Index()
    numbers = [number for number in state.components if number is not None]
    return RecoverableStrip(
        key=folder.name,
        screen=told.screen or UNTOLD_SCREEN,
        pages=len(state.pages),
        changed_at=told.changed_at or _touched(folder),
        papers=tuple(told.papers[number] for number in numbers if number in told.papers),
        who=told.who,
        procedure=told.procedure,
        dossier=told.dossier,
        whole=index is not None,
    )


def _state(folder: Path, index: Index | None) -> StripState:
    """The strip as the index tells it, and after it every page file the index does not know."""
    files = {file.name: file for file in page_files(folder)}
    pages = index.state(folder).pages if index is not None else ()
    there = [page for page in pages if page.file.name in files]
    known = {page.file.name for page in pages} | (index.gone if index is not None else set())
    key = max((page.key for page in there), default=0)
    for number, file in enumerate((file for name, file in files.items() if name not in known), start=1):
        there.append(StripPage(key + number, file, origin="file"))
    state = StripState(tuple(there))
    if index is None:
        return state
    from desk.imaging.strip_changes import selected

    return selected(state, index.selected, index.current)


def _touched(folder: Path) -> datetime:
    from desk.clock import LOCAL

    newest = max((file.stat().st_mtime for file in page_files(folder)), default=folder.stat().st_mtime)
    return datetime.fromtimestamp(newest, UTC).astimezone(LOCAL)
