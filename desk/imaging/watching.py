"""Thư mục chờ at the desk: what the copier sends becomes pages; what cannot be taken is named.

Files are copied into the office's captures first. Then, if the desk is set so, the file moves into a folder
`Đã nhận` beside it, under the day: two desks that watch one folder never take the same file twice. Nothing is
deleted. Each call may take as long as the share takes, and belongs on the device pool.
"""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from desk.errors import InputError, SurroundingsError
from desk.imaging.names import shown
from desk.imaging.taking import BroughtIn, bring_in
from desk.rows import RefusedFile, TakenFile, WatchNews
from desk.wording import note
from scanning.devices.folder import Follower, condition, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desk.clock import Clock
    from desk.rows import Note, WatchSettings

DONE = "Đã nhận"
_MOST_AT_ONCE = 40
"""Files of one poll: the first pages are seen while the others are copied."""
_LATER = {"page.changed", "page.unreadable", "page.not_found"}


class FolderWatch:
    """One folder under watch, from now on: files that lay there before wait for a clerk's word.

    `poll` may be called from any thread, as often as every second; a call while another runs answers at once
    with nothing. The same bytes are taken once in a watch, whatever their name. `into` is the folder for the
    copies: the captures, or the recovery folder of a strip.
    """

    def __init__(
        self,
        settings: WatchSettings,
        *,
        into: Path,
        clock: Clock,
        lang: str = "vi",
        tick: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._into = into
        self._clock = clock
        self._lang = lang
        self._tick = tick
        self._follower = Follower()
        self._digests: set[str] = set()
        self._before: tuple[Path, ...] = ()
        self._busy = threading.Lock()
        self._unmoved = False
        self._stopped = False

    @property
    def folder(self) -> Path:
        """The folder under watch."""
        return self._settings.folder

    def poll(self) -> WatchNews:
        """Look once: pages that came, files refused, and how the folder stands. Raises no `DeskError`."""
        if not self._busy.acquire(blocking=False):
            return WatchNews(waiting=len(self._before))
        try:
            return self._looked()
        finally:
            self._busy.release()

    def stop(self) -> None:
        """Take no further file, also in a look under way."""
        self._stopped = True

    def away(self) -> Note:
        """The sentence that the folder cannot be reached."""
        return self._note("watch.away")

    def take_waiting(self) -> WatchNews:
        """Take the files that lay there before the watch began."""
        with self._busy:
            for path in self._before:
                self._follower.wanted(path, self._tick())
            return self._looked()

    def _looked(self) -> WatchNews:
        seen = snapshot(self.folder, subfolders=self._settings.subfolders, passing=DONE)
        look = self._follower.look(seen, self._tick())
        if look.away:
            return WatchNews(waiting=len(self._before), trouble=self.away())
        self._before = look.before
        rows: list[TakenFile] = []
        refused: list[RefusedFile] = []
        trouble: Note | None = None
        for path in look.rested:
            if self._stopped or len(rows) == _MOST_AT_ONCE:
                break
            try:
                row = self._taken(path)
            except SurroundingsError as failure:  # a full disk: the rest stays where it is, for later
                self._follower.not_yet(path, self._tick())
                trouble = note(failure.code, self._lang, **failure.details)
                break
            if isinstance(row, RefusedFile):
                refused.append(row)
            elif row is not None:
                rows.append(row)
        if trouble is None and self._unmoved:
            trouble = self._note("watch.not_moved")
        return WatchNews(tuple(rows), tuple(refused), len(look.before), trouble)

    def _taken(self, path: Path) -> TakenFile | RefusedFile | None:
        """The file as a page, or why not; None where it is to be tried again, or known already."""
        is_now = condition(path)
        if is_now == "not yet":
            return self._later(path)
        if is_now == "no picture":
            return self._refuse(path, self._note("take.no_picture", path))
        again = self._follower.was_taken(path) and not self._settings.move
        try:
            brought = bring_in(path, self._into)
        except InputError as failure:
            if failure.code in _LATER:
                return self._later(path)
            details = {**failure.details, "file": shown(path)}
            return self._refuse(path, note(failure.code, self._lang, **details))
        if not self._is_ours(path):
            _drop(brought)
            return None
        self._follower.taken(path)
        if brought.digest in self._digests:
            _drop(brought)
            return RefusedFile(shown(path), self._note("watch.same", path))
        self._digests.add(brought.digest)
        notes = (self._note("watch.changed", path),) if again else ()
        return TakenFile(brought.file, shown(path), brought.pages, brought.digest, notes)

    def _later(self, path: Path) -> RefusedFile | None:
        if self._follower.not_yet(path, self._tick()):
            return RefusedFile(shown(path), self._note("watch.stuck", path))
        return None

    def _refuse(self, path: Path, why: Note) -> RefusedFile:
        self._follower.refused(path)
        return RefusedFile(shown(path), why)

    def _is_ours(self, path: Path) -> bool:
        """Put a file that was copied aside, if the desk is set so; False where another desk was quicker."""
        if not self._settings.move:
            return True
        day = f"{self._clock.now():%Y-%m-%d}"
        place = self.folder / DONE / day / path.parent.relative_to(self.folder)
        try:
            _put_aside(path, place)
        except FileNotFoundError:
            if not path.exists():  # another desk has it, or the share is gone and it comes again
                return False
            self._unmoved = True
        except OSError:  # may not be written, or nobody knows: a page twice is better than none
            self._unmoved = True
        else:
            self._unmoved = False
        return True

    def _note(self, code: str, path: Path | None = None) -> Note:
        details = {"folder": shown(self.folder), "file": "" if path is None else shown(path)}
        return note(code, self._lang, **details)


def _put_aside(path: Path, place: Path) -> None:
    """Move a file on its share. Shares refuse to sync a folder, and the page is on our own disk by now."""
    place.mkdir(parents=True, exist_ok=True)
    path.rename(_free(place / path.name))


def _free(target: Path) -> Path:
    """A name that nothing has yet."""
    at = 2
    free = target
    while free.exists():
        free = target.with_name(f"{target.stem} ({at}){target.suffix}")
        at += 1
    return free


def _drop(brought: BroughtIn) -> None:
    """Take back our own copy of a file that is no new page."""
    with suppress(OSError):
        brought.file.unlink()
