"""Thư mục chờ: files that a copier sends into a folder, each taken once, whole, and only after it rested.

A copier writes for seconds, numbers from one again every morning, and its share comes and goes. What lay
there before the watch began is nobody's page until a clerk says so. Nothing is ever deleted here.
"""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from scanning.devices.passing import is_hidden
from scanning.loading.limits import MAX_FILE_BYTES
from scanning.loading.whole import ending

if TYPE_CHECKING:
    from collections.abc import Mapping

REST = 1.5
"""Seconds a file must lie still, size and time of change alike."""
REST_OF_TIFF = 8.0
"""A TIFF grows page by page and ends properly after each; slow feeders take some six seconds for one."""
STUCK = 60.0
"""Seconds after which a file that lies still but is not whole, or cannot be opened, is spoken of."""
_AGAIN, _AGAIN_AT_MOST = 1.0, 16.0
_MOST = 20_000
_DEEPEST = 4

State = Literal["before", "growing", "taken", "refused"]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a folder says of a file without opening it."""

    size: int
    changed: int  # nanoseconds of the server's clock: compared with itself only


@dataclass(slots=True)
class _Followed:
    stamp: Stamp
    since: float
    state: State
    tried: float = 0.0
    tries: int = 0
    told: bool = False
    takings: int = 0


@dataclass(frozen=True, slots=True)
class Look:
    """One look: files that rested long enough, those that lay there before, whether the folder is away."""

    rested: tuple[Path, ...] = ()
    before: tuple[Path, ...] = ()
    away: bool = False


@dataclass(slots=True)
class Follower:
    """Pure: fed with what a folder holds at moments that only run forward, it tells which files rested.

    A file is known by its path, size and time of change, also when the folder was away meanwhile or stood
    empty because its disk was not there: what comes back as it was is not new.
    """

    _files: dict[Path, _Followed] = field(default_factory=dict)
    _began: bool = False

    def look(self, seen: Mapping[Path, Stamp] | None, now: float) -> Look:
        """Take in what is there now; None where the folder cannot be read."""
        if seen is None:
            return Look(away=True)
        for path, stamp in seen.items():
            known = self._files.get(path)
            if known is None:
                self._files[path] = _Followed(stamp, now, "growing" if self._began else "before")
            elif known.stamp != stamp:
                takings = known.takings
                self._files[path] = _Followed(stamp, now, "growing", takings=takings)
        self._began = True
        self._forget(seen)
        there = {path: one for path, one in self._files.items() if path in seen}
        rested = [
            path for path, one in there.items() if one.state == "growing" and self._rested(path, one, now)
        ]
        return Look(
            rested=tuple(sorted(rested, key=self._order)),  # those that were tried in vain come last
            before=tuple(
                sorted((path for path, one in there.items() if one.state == "before"), key=self._order)
            ),
        )

    def taken(self, path: Path) -> None:
        """The file is in the office now; it counts again when it changes."""
        one = self._files[path]
        one.state, one.takings = "taken", one.takings + 1

    def refused(self, path: Path) -> None:
        """The file is nothing for us, until it changes."""
        self._files[path].state = "refused"

    def not_yet(self, path: Path, now: float) -> bool:
        """The file could not be taken now; answers, once, that it has been so for too long."""
        one = self._files[path]
        one.tried, one.tries = now, one.tries + 1
        if one.told or now - one.since < STUCK:
            return False
        one.told = True
        return True

    def wanted(self, path: Path, now: float) -> None:
        """A file that lay there before is wanted after all."""
        one = self._files.get(path)
        if one is not None and one.state == "before":
            one.state, one.since = "growing", min(one.since, now - REST_OF_TIFF)

    def was_taken(self, path: Path) -> bool:
        """Whether a file of that name was taken before it changed to what it is now."""
        return self._files[path].takings > 0

    def _rested(self, path: Path, one: _Followed, now: float) -> bool:
        rest = REST_OF_TIFF if path.suffix.lower() in {".tif", ".tiff"} else REST
        pause = min(_AGAIN * 2 ** (one.tries - 1), _AGAIN_AT_MOST) if one.tries else 0.0
        return one.stamp.size > 0 and now - one.since >= rest and now - one.tried >= pause

    def _order(self, path: Path) -> tuple[bool, int, str]:
        """As they were finished: a copier writes its pages one behind the other."""
        one = self._files[path]
        return one.tries > 0, one.stamp.changed, str(path)

    def _forget(self, seen: Mapping[Path, Stamp]) -> None:
        """Keep the memory bounded: what is gone goes first."""
        for path in [path for path in self._files if path not in seen][
            : max(0, len(self._files) - 2 * _MOST)
        ]:
            del self._files[path]


def snapshot(folder: Path, *, subfolders: bool = False, passing: str = "") -> Mapping[Path, Stamp] | None:
    """The ordinary files of a folder with their stamps, cheaply; None where it cannot be read.

    Links are not followed; hidden and half-made files are passed by, and so is the folder called `passing`.
    A share that hangs makes this hang too: it belongs on a thread nobody waits for.
    """
    found: dict[Path, Stamp] = {}
    waiting = [(folder, 0)]
    while waiting and len(found) < _MOST:
        here, depth = waiting.pop()
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    if is_hidden(entry) or _is_called(entry.name, passing):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        if subfolders and depth < _DEEPEST:
                            waiting.append((Path(entry.path), depth + 1))
                    elif entry.is_file(follow_symlinks=False):
                        _note(entry, found)
        except OSError:
            if depth == 0:
                return None
    return found


def _note(entry: os.DirEntry[str], found: dict[Path, Stamp]) -> None:
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:  # gone, or moved, since the folder was read
        return
    found[Path(entry.path)] = Stamp(status.st_size, status.st_mtime_ns)


def _is_called(name: str, passing: str) -> bool:
    return bool(passing) and unicodedata.normalize("NFC", name) == unicodedata.normalize("NFC", passing)


def condition(path: Path) -> Literal["whole", "not yet", "no picture"]:
    """Whether a file that rested may be taken: whole by its end, still coming or locked, or no picture."""
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            return "whole"  # never read through; whoever takes it in refuses it by its size
        found = ending(path)
    except OSError:
        return "not yet"
    if found.kind is None:
        return "no picture"
    return "whole" if found.whole else "not yet"
