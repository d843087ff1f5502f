"""Turns photos and scans of one paper into one searchable PDF/A-2b, whole or not at all.

Pages are worked side by side in worker processes and spooled to a folder beside the result, so memory
does not grow with their number. Blank sides are dropped last and reported. Nothing is left behind
when a source is unreadable.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from scanning.errors import ScanningError, not_written
from scanning.pdf.textlayer import text_of
from scanning.work.job import DRAWING
from scanning.work.pool import PagePool
from scanning.work.sources import (
    abreast_of,
    as_sources,
    jobs_of,
    kept_pages,
    refuse_changed,
    stamps_of,
)

if TYPE_CHECKING:
    from scanning.pdf.metadata import PaperMetadata
    from scanning.pdf.pdfa import PdfPage, Written
    from scanning.work.job import Corners, PageDone, PageJob
    from scanning.work.sources import PageSource

PROFILES = ("text", "colour", "photo", DRAWING)

Report = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class PageReport:
    """Kết quả một trang: what was found and done on one source page, also where it was dropped."""

    source: Path
    source_page: int | None  # from 1, where the source holds several
    corners: Corners | None
    found_score: float
    sharpness: float
    blank: bool
    kept: bool
    rotation: int
    skew_deg: float
    bytes: int
    ms: float
    dpi: float
    text_chars: int
    warnings: tuple[str, ...] = ()
    text: str = ""  # as read, line by line; personal, so never in a log
    steps: Mapping[str, float] = field(default_factory=dict)  # milliseconds of each step, for timing


@dataclass(frozen=True, slots=True)
class DigitiseReport:
    """Kết quả số hoá: the pages in order, the file's size and the archive level it was validated against."""

    pages: tuple[PageReport, ...]
    bytes: int
    pdf_a: str | None
    text_chars: int
    ms: float
    warnings: tuple[str, ...] = ()


def digitise(
    sources: Sequence[Path | PageSource],
    out: Path,
    *,
    profile: str = "text",
    ocr: bool = True,
    keep_blank: bool = False,
    paper: PaperMetadata | None = None,
    workers: int | None = None,
    report: Report | None = None,
    cancelled: Cancelled | None = None,
    pool: PagePool | None = None,
    prepared: Path | None = None,
) -> DigitiseReport:
    """Make one PDF/A of all pages of `sources`, in order.

    Args:
        sources: Photos, scans, multi-page TIFF or PDF files; or pages of them, with the clerk's turn and
            corners.
        out: The file to write; its folder must exist.
        profile: "text" (black stencil over a colour picture), "colour" (whitened), "photo" (untouched), or
            "drawing" for a signature (as it lies: no edges looked for, nothing turned).
        ocr: Read the words; where that cannot be done the answer warns and the file is made without text.
        keep_blank: Keep blank sides. Where all sides are blank they are kept in any case and the answer
            warns, since a paper of no pages cannot be filed.
        paper: What the file tells of its paper; None tells nothing.
        workers: Number of processes; the number of cores by default.
        report: Told (pages done, pages in all).
        cancelled: Asked several times a second; true stops the work.
        pool: Warm workers to use; the caller closes them.
        prepared: A folder of pages worked ahead by `scanning.work.prepared`; those whole and made from
            the very same bytes, turned and cut alike, are used.

    Raises:
        ScanningError: nothing was written and nothing is left behind.
    """
    started = time.perf_counter()
    given = as_sources(sources)
    _refuse(given, out, profile=profile)
    with _workers(pool, workers=workers, pages=len(given)) as crew, _spool(out) as folder:
        before = stamps_of(given)
        jobs = jobs_of(given, folder, profile=profile, ocr=ocr)
        warnings = _reading_warnings(ocr=ocr)
        known = None if prepared is None else _Known(prepared, jobs)
        done = _run(crew, jobs, known=known, report=report, cancelled=cancelled)
        refuse_changed(before)
        kept, all_blank = kept_pages(jobs, done, keep_blank=keep_blank)
        warnings += ["digitise.all_blank"] if all_blank else []
        written = _write([page for page, stays in zip(done, kept, strict=True) if stays], out, paper=paper)
    pages = tuple(
        _page_report(job, page, kept=stays) for job, page, stays in zip(jobs, done, kept, strict=True)
    )
    return DigitiseReport(
        pages=pages,
        bytes=written.bytes,
        pdf_a=written.pdf_a,
        text_chars=sum(page.text_chars for page in pages if page.kept),
        ms=round((time.perf_counter() - started) * 1000, 1),
        warnings=tuple(warnings),
    )


def _refuse(sources: Sequence[PageSource], out: Path, *, profile: str) -> None:
    """Say what is wrong with the request before any work is done."""
    if not sources:
        raise ScanningError("digitise.no_sources")
    if profile not in PROFILES:
        raise ScanningError("digitise.unknown_profile", profile=profile, known=list(PROFILES))
    if out.is_dir():
        raise ScanningError("digitise.out_is_folder", file=out.name)


@contextmanager
def _workers(pool: PagePool | None, *, workers: int | None, pages: int) -> Iterator[PagePool]:
    """The caller's warm pool, or one for this call, already starting."""
    if pool is not None:
        yield pool
        return
    with PagePool(workers=workers) as own:
        own.warm(min(own.size, pages))
        yield own


@contextmanager
def _spool(out: Path) -> Iterator[Path]:
    """A private folder beside the result, so that pages stay on the office's own disk; gone afterwards."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=".pages-", dir=out.parent))
    except OSError as reason:
        raise not_written(reason) from reason
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _reading_warnings(*, ocr: bool) -> list[str]:
    from scanning.words.ready import ocr_status

    return ["ocr.unavailable"] if ocr and not ocr_status().available else []


class _Known:
    """Pages worked ahead: looked for at once, and again when the turn has come, as one may be in hand."""

    def __init__(self, folder: Path, jobs: Sequence[PageJob]) -> None:
        from scanning.work.prepared import digest_of, made_from

        self._folder = folder
        self._jobs = jobs
        digests = {source: digest_of(source) for source in dict.fromkeys(job.source for job in jobs)}
        self._names = [made_from(job, digests[job.source]) for job in jobs]

    def __call__(self, number: int) -> PageDone | None:
        """The page of a job, ready for the file; None where it is still to be worked."""
        from scanning.work.prepared import taken

        job, made = self._jobs[number], self._names[number]
        return taken(self._folder, made, into=job.folder, name=job.name)


def _run(
    crew: PagePool,
    jobs: list[PageJob],
    *,
    known: _Known | None,
    report: Report | None,
    cancelled: Cancelled | None,
) -> list[PageDone]:
    """Do the pages; where all were worked ahead, nobody is waited for."""
    finished = 0

    def done(_number: int, _page: PageDone) -> None:
        nonlocal finished
        finished += 1
        if report is not None:
            report(finished, len(jobs))

    if known is not None:
        ready = [page for page in map(known, range(len(jobs))) if page is not None]
        if len(ready) == len(jobs):
            for number, page in enumerate(ready):
                done(number, page)
            return ready
    abreast = abreast_of(jobs)
    if abreast is not None:
        jobs = [replace(job, calm=True) for job in jobs]
    return crew.run(jobs, done=done, known=known, cancelled=cancelled, abreast=abreast)


def _write(pages: Sequence[PageDone], out: Path, *, paper: PaperMetadata | None) -> Written:
    from scanning.pdf.pdfa import write_pdf

    return write_pdf([_pdf_page(page) for page in pages], out, paper=paper)


def _pdf_page(page: PageDone) -> PdfPage:
    from scanning.pdf.pdfa import PdfPage, Picture, Stencil

    pictures = tuple(
        Picture(layer.file.read_bytes(), layer.width, layer.height, _points(layer.place, page))
        for layer in page.pictures
    )
    stencil = None
    if page.stencil is not None:
        layer = page.stencil
        stencil = Stencil(layer.file.read_bytes(), layer.width, layer.height, page.ink)
    return PdfPage(page.width, page.height, pictures, stencil, page.words, page.word_dpi)


def _points(place: tuple[float, float, float, float], page: PageDone) -> tuple[float, float, float, float]:
    """Shares from the top-left as points from the lower left."""
    left, top, wide, high = place
    return (left * page.width, (1 - top - high) * page.height, wide * page.width, high * page.height)


def _page_report(job: PageJob, page: PageDone, *, kept: bool) -> PageReport:
    return PageReport(
        source=job.source,
        source_page=job.page + 1 if job.of > 1 else None,
        corners=page.corners,
        found_score=page.found_score,
        sharpness=page.sharpness,
        blank=page.blank,
        kept=kept,
        rotation=page.rotation,
        skew_deg=page.skew_deg,
        bytes=page.bytes,
        ms=page.ms,
        dpi=page.dpi,
        text_chars=sum(len(word.text) for word in page.words),
        warnings=page.warnings,
        text=text_of(page.words),
        steps=page.steps,
    )
