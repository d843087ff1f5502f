"""Names as other programs hand them over: addresses of files, Vietnamese spellings, the order people mean.

Pure but for `spread`, which looks into folders; nothing is opened.
"""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from desk.errors import InputError
from desk.folding import fold
from desk.imaging.pages import as_spelled
from scanning.devices.passing import is_hidden

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from desk.imaging.filing import StagedOriginal

MOST_FILES = 500
_OWN = ("capture-", "scan-")  # what cameras and scanners of ours call their files
_MOST_ENTRIES = 20_000  # of folders that were dropped: a whole disk is a slip of the hand
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Spread:
    """Files in the order people mean; what stood for no file, with its code; whether some were too many."""

    files: tuple[Path, ...]
    refused: tuple[tuple[str, str], ...] = ()
    more: bool = False


def shown(path: Path | str) -> str:
    """A file's own name as people read it: composed letters, no control characters, not endless."""
    name = unicodedata.normalize("NFC", str(path).replace("\\", "/").rstrip("/").rpartition("/")[2])
    name = "".join(sign for sign in name if sign.isprintable())
    return name if len(name) <= 80 else f"{name[:50]}…{name[-28:]}"


def natural(path: Path) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """Sorting key: `trang 2` before `trang 10`, marks and capitals aside."""
    parts = re.split(r"([0-9]+)", fold(unicodedata.normalize("NFC", str(path))))
    return tuple((0, int(one), "") if one.isdigit() else (1, 0, one) for one in parts), str(path)


def path_of(given: str | Path) -> Path:
    """The path behind what another program handed over: a path, or an address beginning `file:`.

    Raises:
        InputError: `take.not_here` for an address of the web or of a phone.
    """
    text = str(given)
    head = text.partition(":")[0]
    if isinstance(given, Path) or len(head) < 2 or not re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", text):
        return as_spelled(Path(text))
    if head.lower() != "file":
        raise InputError("take.not_here", file=shown(text))
    found = urlsplit(text.replace("\\", "/"))
    name = unquote(found.path)
    if found.netloc and found.netloc.lower() != "localhost":
        name = f"//{found.netloc}{name}"  # a share: \\server\folder
    elif re.match(r"/[A-Za-z]:", name) and os.name == "nt":
        name = name[1:]
    return as_spelled(Path(name))


def spread(given: Iterable[str | Path]) -> Spread:
    """Every file meant by what was dropped: folders opened, each folder's files in natural order.

    File managers begin a drop with the file that was grasped, so files of one folder are put in order too.
    """
    paths, refused = _paths(given)
    files: list[Path] = []
    for _, together in groupby(paths, key=lambda path: path.parent):
        for path in sorted(together, key=natural):
            inside = tuple(islice(_inside(path), MOST_FILES + 1)) if path.is_dir() else (path,)
            files += inside
            if not inside:
                refused.append((shown(path), "take.empty_folder"))
            if len(files) > MOST_FILES:
                return Spread(tuple(files[:MOST_FILES]), tuple(refused), more=True)
    return Spread(tuple(files), tuple(refused))


def _paths(given: Iterable[str | Path]) -> tuple[list[Path], list[tuple[str, str]]]:
    paths: list[Path] = []
    refused: list[tuple[str, str]] = []
    for one in given:
        try:
            paths.append(path_of(one))
        except InputError as failure:
            refused.append((shown(one), failure.code))
    return paths, refused


def _inside(folder: Path) -> Iterator[Path]:
    """Ordinary files of a folder and its folders; links are not followed, so there is no endless way."""
    left = _MOST_ENTRIES
    waiting = [(folder, 0)]
    while waiting:
        here, depth = waiting.pop()
        try:
            with os.scandir(here) as entries:
                found = [entry for entry, _ in zip(entries, range(left), strict=False)]
        except OSError:
            yield here  # named by whoever tries to open it
            continue
        left -= len(found)
        named = [(Path(one.path), one) for one in found if not is_hidden(one)]
        ordered = sorted(named, key=lambda pair: natural(pair[0]))
        yield from (path for path, one in ordered if one.is_file(follow_symlinks=False))
        folders = [(path, depth + 1) for path, one in ordered if one.is_dir(follow_symlinks=False)]
        waiting += reversed(folders) if depth < _DEEPEST else ()


def known_names(copies: Sequence[StagedOriginal], files: Sequence[Path], title: str) -> dict[str, str]:
    """What people call pages, by the names of their copies: their file; their paper where we named that."""
    return {
        one.path.name: title if title and page.name.startswith(_OWN) else page.name
        for one, page in zip(copies, files, strict=True)
    }
