"""Page files from outside: ordinary files only, never a link, a device or an endless one.

A path in a file handed in by someone else must not reach what its writer could not read: a link
or a device is refused, not followed (contract §2).
"""

from __future__ import annotations

import os
import stat
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from desk.errors import InputError
from desk.rows.strip import TURNS, GivenPage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desk.jsonform import Form

MAX_BYTES = 200 << 20
MAX_NUMBER = 500  # pages of one file, as the imaging leaf reads them
_NAME = 80  # letters of a file name that a refusal repeats


def resolve_pages(names: Iterable[str], *, base: Path) -> tuple[Path, ...]:
    """Return the paths of page names, relative ones under `base`; links are not followed.

    A Vietnamese name is found in whichever of its two Unicode spellings the file system keeps it.
    """
    return tuple(as_spelled(path if path.is_absolute() else base / path) for path in map(Path, names))


def pages_from(form: Form, name: str, *, base: Path, limit: int) -> tuple[GivenPage, ...]:
    """The pages a file gives under a key: a path each, or an object with `file` and what was decided of it.

    Raises:
        InputError: the complaint of the form, naming the key.
    """
    given = form.texts_or_children(name, limit=limit)
    return tuple(_page_from(one, base) for one in given)


def _page_from(given: str | Form, base: Path) -> GivenPage:
    from scanning.work.sources import good_corners

    if isinstance(given, str):
        return GivenPage(resolve_pages([given], base=base)[0])
    (file,) = resolve_pages([given.path_text("file")], base=base)
    turn = given.whole("turn", lowest=0, highest=TURNS[-1]) if given.has("turn") else None
    if turn is not None and turn not in TURNS:
        raise given.bad("turn", allowed=list(TURNS))
    corners = given.points("corners", count=4)
    if corners is not None and not good_corners(corners):
        raise given.bad("corners", expected="four corners round a page")
    return GivenPage(
        file,
        page=given.whole("page", lowest=1, highest=MAX_NUMBER) if given.has("page") else None,
        turn=turn,
        corners=corners,
        blank=given.choice("blank", ("keep", "drop"), default=""),
    )


def files_of(pages: Iterable[GivenPage]) -> tuple[Path, ...]:
    """The files of pages in order; one named page by page comes once."""
    files: list[Path] = []
    for page in pages:
        if page.page is None or page.file not in files:
            files.append(page.file)
    return tuple(files)


def as_spelled(path: Path) -> Path:
    """Return the path in whichever Unicode spelling of its name exists; as it is where none does."""
    if str(path).isascii() or os.path.lexists(path):
        return path
    spellings: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")
    names = [path.with_name(unicodedata.normalize(form, path.name)) for form in spellings]
    names += [Path(unicodedata.normalize(form, str(path))) for form in spellings]
    return next((name for name in names if os.path.lexists(name)), path)


def check_pages(pages: Iterable[Path]) -> None:
    """Refuse whatever is no ordinary, non-empty file within the limit; changes nothing.

    Raises:
        InputError: `page.not_found`, `page.not_ordinary`, `page.empty`, `page.too_large` or
            `page.unreadable`, each with the file's own name and its place in the list.
    """
    for index, page in enumerate(pages):
        details = {"file": page.name[-_NAME:], "index": index}
        try:
            found = page.lstat()
            ordinary = stat.S_ISREG(found.st_mode)
            if ordinary:
                with page.open("rb") as source:
                    source.read(1)
        except FileNotFoundError as failure:
            raise InputError("page.not_found", **details) from failure
        except (OSError, ValueError) as failure:
            raise InputError("page.unreadable", **details) from failure
        if not ordinary:
            raise InputError("page.not_ordinary", **details)
        if found.st_size == 0:
            raise InputError("page.empty", **details)
        if found.st_size > MAX_BYTES:
            raise InputError("page.too_large", **details, limit_mb=MAX_BYTES >> 20)
