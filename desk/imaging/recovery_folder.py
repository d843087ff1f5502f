"""One recovery folder in use: takes page files in durably, and writes the strip's state in the background.

A page is copied or moved under its name before the strip shows it. The index follows on a thread of its own,
the newest state only, so that a slow disk never holds up the window; what a kill between the two leaves out
of the index is still a page file, and that is what counts.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import stat
import threading
from contextlib import ExitStack, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from desk.errors import DeskError, InputError, SurroundingsError
from desk.imaging.pages import MAX_BYTES, check_pages
from desk.imaging.recovery_index import INDEX, Index, page_facts
from desk.imaging.recovery_writer import IndexWriter
from desk.people.masking import initials, masked
from desk.record.durable import locked, make_folder, move_file, sync_folder, write_file
from desk.record.failures import surroundings
from desk.rows.strip import GivenPage, StripState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from desk.office.opened import Office
    from desk.rows import Note

STRIP = "strip-"
_OURS = re.compile(r"p-([0-9]{6})-[0-9a-f]{8}\.[a-z0-9]{1,5}")
_NO_PAGES = frozenset({"", ".json", ".part", ".tmp"})
_FULL = "data.disk_full"
LOCK_TRIES = 6


def page_files(folder: Path) -> list[Path]:
    """The whole page files of a folder, in the order they came; also those a scanner wrote there itself."""
    found = [
        entry
        for entry in folder.iterdir()
        if not entry.name.startswith(".") and entry.suffix not in _NO_PAGES and not entry.is_symlink()
    ]
    return sorted((entry for entry in found if entry.is_file()), key=_came)


def _came(file: Path) -> tuple[int, str]:
    return file.stat().st_mtime_ns, file.name


class StripFolder:
    """The folder of one strip, held against every other window while it is open.

    `take_in` and `ready` may be called from any thread, everything else from the strip's own.
    """

    def __init__(self, office: Office, path: Path, index: Index) -> None:
        self.path = path
        self._office, self._index = office, index
        self._state = StripState()
        self._ever: set[str] = set(index.gone)
        self._moved: dict[Path, Path] = {}
        self._hold = ExitStack()
        self._taking = threading.Lock()
        self._number = 0
        self._writer = IndexWriter(path, lang=office.lang)
        self._opened = False

    # ---- holding --------------------------------------------------------------------------------

    def open(self) -> None:
        """Hold the folder, made where it is not there yet.

        Raises:
            InputError: `strip.busy` where another window has it.
        """
        if self._opened:
            return
        with surroundings():
            make_folder(self.path.parent)
            make_folder(self.path, mode=0o700)
            self._lock()
            ours = [_OURS.fullmatch(file.name) for file in page_files(self.path)]
            self._number = max((int(one[1]) for one in ours if one), default=0)
        self._opened = True

    def _lock(self) -> None:
        """Hold it; whoever only looks what is there lets go at once."""
        for left in range(LOCK_TRIES, 0, -1):
            try:
                self._hold.enter_context(locked(self.path))
            except InputError as held:
                if left == 1:
                    raise InputError("strip.busy") from held
                threading.Event().wait(0.05)
            else:
                return

    def ready(self) -> Path:
        """The folder, made and held: where a camera or a scanner may write pages itself, whole by rename."""
        with self._taking:
            self.open()
        return self.path

    def held_by_nobody(self) -> None:
        """Make sure no window has the folder open; it is not held afterwards.

        Raises:
            InputError: `strip.busy`.
        """
        self.open()
        self._release()

    def close(self) -> None:
        """Write what is to be written and let go: the work is offered again at the next start.

        Where every page was taken out again there is nothing to offer, and the folder goes.
        """
        if (
            self._opened
            and not self._state.pages
            and self._ever.issuperset(file.name for file in page_files(self.path))
        ):
            self.finish()
            return
        self._writer.close()
        self._release()

    def finish(self) -> None:
        """All of it is in the record now: the folder goes. Killed meanwhile, it is not offered again."""
        self._writer.close(drop=True)
        self._release()
        if self.path.is_dir():
            with suppress(DeskError), surroundings():
                write_file(
                    self.path / INDEX, replace(self._index, done=True, pages=()).as_bytes(), mode=0o600
                )
            shutil.rmtree(self.path, ignore_errors=True)

    def _release(self) -> None:
        self._hold.close()
        self._opened = False

    # ---- pages ----------------------------------------------------------------------------------

    def take_in(self, files: Iterable[Path]) -> tuple[GivenPage, ...]:
        """Bring files into the folder, one page for each page of a PDF or TIFF; those taken are safe.

        A capture of this office is moved, anything else is copied. From any thread.

        Raises:
            InputError: `page.*` or `image.*`: a file that is none of ours; those before it were taken.
            SurroundingsError: `strip.disk_full` or as the disk fails; those before it were taken.
        """
        from desk.imaging.digitising import pages_in

        pages: list[GivenPage] = []
        for file in files:
            found = pages_in(file)
            inside = self._adopt(file)
            pages += [replace(page, file=inside) for page in found]
        return tuple(pages)

    def inside(self, given: GivenPage) -> GivenPage:
        """A page whose file lies in this folder; brought in where it does not."""
        if given.file.parent == self.path:
            return given
        check_pages([given.file] if given.file not in self._moved else [])
        return replace(given, file=self._adopt(given.file))

    def _adopt(self, file: Path) -> Path:
        if file.parent == self.path:
            return file
        with self._taking:
            known = self._moved.get(file)
            if known is not None and not file.exists():
                return known
            try:
                self.open()
                self._number += 1
                suffix = file.suffix.lower() if re.fullmatch(r"\.[A-Za-z0-9]{1,5}", file.suffix) else ".bin"
                target = self.path / f"p-{self._number:06d}-{secrets.token_hex(4)}{suffix}"
                with surroundings():
                    if file.parent == self._office.paths.captures and not file.is_symlink():
                        move_file(file, target)
                    else:
                        _copy(file, target)
            except SurroundingsError as failure:
                if failure.code == _FULL:
                    raise SurroundingsError("strip.disk_full", pages=len(self._state.pages)) from failure
                raise
            self._moved[file] = target
            return target

    # ---- the index ------------------------------------------------------------------------------

    def describe(
        self,
        *,
        procedure: str | None = None,
        dossier: str | None = None,
        command_id: str | None = None,
        name: str = "",
        id_number: str | None = None,
        papers: Mapping[int, str] | None = None,
    ) -> None:
        """Say what the pages are for, to be told when they are offered again; a person is masked first.

        `command_id` is the reception's: once that is in the record the pages are not offered any more.
        """
        who = " · ".join(part for part in (initials(name), masked(id_number)) if part)
        told = replace(
            self._index,
            procedure=procedure,
            dossier=dossier,
            command_id=command_id,
            who=who,
            papers=dict(papers or {}),
        )
        if told != self._index:
            self._index = told
            if self._state.pages:
                self.keep(self._state)

    def known(self, state: StripState) -> None:
        """Begin from a state that is on the disk already."""
        self._state = state
        self._ever |= {page.file.name for page in state.pages}

    def keep(self, state: StripState) -> None:
        """Have a state written; answers at once."""
        self._state = state
        names = {page.file.name for page in state.pages}
        self._ever |= names
        self._index = replace(
            self._index,
            pages=tuple(page_facts(page) for page in state.pages),
            selected=state.selected,
            current=state.current,
            gone=frozenset(self._ever - names),
            changed_at=self._office.clock.now(),
        )
        if self._opened:
            self._writer.put(self._index)

    def flush(self, seconds: float = 10.0) -> bool:
        """Wait until the newest state is on the disk; False where it is not by then."""
        return self._writer.flush(seconds)

    @property
    def trouble(self) -> Note | None:
        """Why the newest state is not on the disk; None while all is well."""
        return self._writer.trouble

    def on_trouble(self, told: Callable[[Note | None], None]) -> None:
        """Have `told` called, on the writing thread, whenever `trouble` changes."""
        self._writer.on_trouble = told


def _copy(source: Path, target: Path) -> None:
    """Copy a file of outside whole, durably, or not at all; a link in its place is refused."""
    part = target.with_name(f".{target.name}.part")
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(source, flags)
    except OSError as failure:
        raise InputError("page.unreadable", file=source.name) from failure
    try:
        with os.fdopen(handle, "rb") as here, part.open("xb") as there:
            if not stat.S_ISREG(os.fstat(here.fileno()).st_mode):
                raise InputError("page.not_ordinary", file=source.name)
            size = 0
            while block := here.read(1 << 20):
                size += len(block)
                if size > MAX_BYTES:
                    raise InputError("page.too_large", file=source.name, limit_mb=MAX_BYTES >> 20)
                there.write(block)
            there.flush()
            os.fsync(there.fileno())
        part.replace(target)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)
