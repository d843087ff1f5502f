"""What is to be worked as a clerk gives it: which page of which file, how it lies, where its corners are."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scanning.errors import ScanningError
from scanning.work.job import LARGE_PAGE, PageJob

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scanning.work.job import Corners, PageDone

TURNS = (0, 90, 180, 270)
KEEP, DROP = "keep", "drop"
_FARTHEST = 1e6  # pixels: no picture that is read is nearly as wide
_LONG_STACK = 24  # pages
_LEAST_AREA = 400.0  # square pixels: less is a slip of the mouse


@dataclass(frozen=True, slots=True)
class PageSource:
    """One source; nothing decided = as it is found.

    `page` counts from 1 (None: every page of the file). `turn`: degrees clockwise by which the picture, as
    its file shows it, is to be turned; it beats what the program would find. `corners` go round the page in
    pixels of that unturned picture, either way round, from any corner. `blank`: "keep" or "drop" whatever is
    found.
    """

    file: Path
    page: int | None = None
    turn: int | None = None
    corners: Corners | None = None
    blank: str = ""


def as_sources(sources: Iterable[Path | PageSource]) -> list[PageSource]:
    """Plain files as sources of which nothing was decided.

    Raises:
        ScanningError: `page.bad_corners` or `page.bad_turn`.
    """
    found = [PageSource(source) if isinstance(source, Path) else source for source in sources]
    for source in found:
        if source.corners is not None and not good_corners(source.corners):
            raise ScanningError("page.bad_corners", file=source.file.name)
        if source.turn is not None and source.turn not in TURNS:
            raise ScanningError("page.bad_turn", file=source.file.name)
    return found


def good_corners(corners: Corners) -> bool:
    """Whether four points go round a sheet: finite, none inside the others' triangle, not all on a line."""
    if len(corners) != 4 or not all(
        math.isfinite(value) and abs(value) <= _FARTHEST for point in corners for value in point
    ):
        return False
    middle = (sum(x for x, _ in corners) / 4, sum(y for _, y in corners) / 4)
    around = sorted(corners, key=lambda point: math.atan2(point[1] - middle[1], point[0] - middle[0]))
    bends = [
        (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])
        for a, b, c in zip(around, around[1:] + around[:1], around[2:] + around[:2], strict=True)
    ]
    area = sum(a[0] * b[1] - a[1] * b[0] for a, b in zip(around, around[1:] + around[:1], strict=True)) / 2
    return all(bend > 0 for bend in bends) and area >= _LEAST_AREA


def jobs_of(sources: Sequence[PageSource], folder: Path, *, profile: str, ocr: bool) -> list[PageJob]:
    """One job for each page; every file is opened once before any page is worked.

    Raises:
        ScanningError: a file is unreadable, or `image.no_such_page`.
    """
    from scanning.loading.header import count_pages

    counts: dict[Path, int] = {}
    jobs: list[PageJob] = []
    for source in sources:
        if source.file not in counts:
            counts[source.file] = count_pages(source.file)
        count = counts[source.file]
        if source.page is not None and not 1 <= source.page <= count:
            raise ScanningError("image.no_such_page", file=source.file.name, page=source.page)
        for page in range(count) if source.page is None else (source.page - 1,):
            jobs.append(
                PageJob(
                    source.file,
                    page,
                    profile=profile,
                    ocr=ocr,
                    folder=folder,
                    name=f"{len(jobs):05d}",
                    corners=source.corners,
                    turn=source.turn,
                    blank=source.blank,
                    of=count,
                )
            )
    return jobs


def kept_pages(
    jobs: Sequence[PageJob], done: Sequence[PageDone], *, keep_blank: bool
) -> tuple[list[bool], bool]:
    """Which pages the file gets: the clerk's word first, then what was found; and whether that was too few.

    Where nothing would be left, blank sides are kept after all, and where all were dropped by hand, all of
    them: a paper of no pages cannot be filed.
    """

    def stays(job: PageJob, page: PageDone, *, blanks: bool) -> bool:
        return job.blank == KEEP or (job.blank != DROP and (blanks or not page.blank))

    pairs = list(zip(jobs, done, strict=True))
    kept = [stays(job, page, blanks=keep_blank) for job, page in pairs]
    if any(kept):
        return kept, False
    kept = [stays(job, page, blanks=True) for job, page in pairs]
    return (kept if any(kept) else [True] * len(pairs)), True


def abreast_of(jobs: Sequence[PageJob]) -> int | None:
    """One page at a time for a long stack of large pages: each in hand takes 250 MB, an old PC has 4 GB."""
    from scanning.loading.header import megapixels

    if len(jobs) < _LONG_STACK:
        return None
    sizes = [megapixels(source) for source in {job.source for job in jobs[:_LONG_STACK]}]
    return 1 if max(sizes) >= LARGE_PAGE else None


Stamps = dict[Path, tuple[int, int, int]]


def stamps_of(sources: Iterable[PageSource]) -> Stamps:
    """Which file lies at each place now, how long it is, when it was written; none for what is not there."""
    return {file: stamp for file in {one.file for one in sources} if (stamp := _stamp(file)) is not None}


def refuse_changed(before: Stamps) -> None:
    """Refuse pages of a file that became another while it was read: half of each would be filed as one paper.

    One that is gone after it was read whole was not changed.

    Raises:
        ScanningError: `image.changed`.
    """
    for file, stamp in before.items():
        if _stamp(file) not in (stamp, None):
            raise ScanningError("image.changed", file=file.name)


def _stamp(file: Path) -> tuple[int, int, int] | None:
    try:
        found = file.stat()
    except (OSError, ValueError):
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
