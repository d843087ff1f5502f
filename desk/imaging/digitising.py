"""The scanning leaf as use cases see it: its failures become ours, by the same codes."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.errors import InputError, SurroundingsError
from desk.imaging.pages import check_pages, files_of
from desk.rows.strip import GivenPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from desk.rows import IdentityCard
    from scanning.work.pool import PagePool
    from scanning.work.sources import PageSource


@dataclass(frozen=True, slots=True)
class Code:
    """One symbol read from a picture: `format` is QR or CODE128."""

    format: str
    text: str


@dataclass(frozen=True, slots=True)
class DigitisedPage:
    """One source page, kept or dropped, as the command line tells it."""

    source: str
    source_page: int | None
    corners: tuple[tuple[float, float], ...] | None
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


@dataclass(frozen=True, slots=True)
class Digitised:
    """A PDF made from pages, whole and validated."""

    pages: tuple[DigitisedPage, ...]
    bytes: int
    pdf_a: str | None
    text_chars: int
    ms: float
    warnings: tuple[str, ...] = ()
    text: str = ""  # what is written on the kept pages; personal, so never in a log

    @property
    def kept_pages(self) -> int:
        """How many pages the PDF has."""
        return sum(1 for page in self.pages if page.kept)


@cache
def shared_pool() -> PagePool:
    """The worker processes of this process, kept warm from one component to the next; ended at exit."""
    import atexit

    from scanning.work.pool import PagePool

    pool = PagePool()
    atexit.register(pool.close)
    return pool


@contextmanager
def scanning_failures(names: Mapping[str, str] | None = None) -> Iterator[None]:
    """Turn the leaf's failures into ours; `names` puts back the file names people know."""
    from scanning.errors import ScanningError

    try:
        yield
    except ScanningError as failure:
        details = dict(failure.details)
        if names and details.get("file") in names:
            details["file"] = names[details["file"]]
        kind = SurroundingsError if failure.environment else InputError
        raise kind(failure.code, **details) from failure


def digitise(
    sources: Sequence[Path | GivenPage],
    out: Path,
    *,
    profile: str = "text",
    ocr: bool = True,
    keep_blank: bool = False,
    names: Mapping[str, str] | None = None,
    report: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    prepared: Path | None = None,
    paper: Mapping[str, Any] | None = None,
) -> Digitised:
    """Make one searchable PDF/A of the pages in order; an unreadable page refuses all and leaves no `out`.

    `names` gives the names people know by the names of `sources`, for complaints; `prepared` is a folder
    of pages worked ahead (`desk.imaging.preparing`), used where they are of the same bytes; `paper` is what
    the file tells of itself (`desk.imaging.paper_facts`).

    Raises:
        InputError: `page.*` or `image.*` with the file's name; `digitise.out_is_source`; `file.exists` where
            `out` is a file of another kind (an office's record, a picture); `file.is_folder`.
        SurroundingsError: `file.unwritable` where `out` cannot be written.
    """
    given = [GivenPage(source) if isinstance(source, Path) else source for source in sources]
    files = files_of(given)
    check_pages(files)
    if out.is_dir():
        raise InputError("file.is_folder", file=out.name)
    if not out.parent.is_dir() or (out.exists() and not out.is_file()):  # never in a device's place
        raise SurroundingsError("file.unwritable", file=out.name)
    if out.exists() and any(out.samefile(file) for file in files):
        raise InputError("digitise.out_is_source", file=out.name)  # the capture would be lost
    if out.exists() and not _may_be_replaced(out):
        raise InputError("file.exists", file=out.name)
    from scanning.pdf.metadata import PaperMetadata
    from scanning.work.digitise import digitise as digitise_pages

    try:
        with scanning_failures(names):
            done = digitise_pages(
                [source_of(page) for page in given],
                out,
                profile=profile,
                ocr=ocr,
                keep_blank=keep_blank,
                report=report,
                cancelled=cancelled,
                pool=shared_pool(),
                prepared=prepared,
                paper=None if paper is None else PaperMetadata(**paper),
            )
    except OSError as failure:
        raise SurroundingsError("file.unwritable", file=out.name) from failure
    pages = tuple(
        DigitisedPage(
            source=str(page.source),
            source_page=page.source_page,
            corners=None if page.corners is None else tuple((float(x), float(y)) for x, y in page.corners),
            sharpness=page.sharpness,
            blank=page.blank,
            kept=page.kept,
            rotation=page.rotation,
            skew_deg=page.skew_deg,
            bytes=page.bytes,
            ms=page.ms,
            dpi=page.dpi,
            text_chars=page.text_chars,
            warnings=page.warnings,
        )
        for page in done.pages
    )
    return Digitised(
        pages=pages,
        bytes=done.bytes,
        pdf_a=done.pdf_a,
        text_chars=done.text_chars,
        ms=done.ms,
        warnings=tuple(done.warnings),
        text="\n".join(page.text for page in done.pages if page.kept and page.text),
    )


def source_of(page: GivenPage) -> PageSource:
    """A page as the imaging leaf is given it."""
    from scanning.work.sources import PageSource

    return PageSource(page.file, page=page.page, turn=page.turn, corners=page.corners, blank=page.blank)


def pages_in(file: Path) -> tuple[GivenPage, ...]:
    """The pages of a file, each by itself where it holds several.

    Raises:
        InputError: `page.*` or `image.*`: the file is none that can be digitised.
    """
    from scanning.loading.header import count_pages

    check_pages([file])
    with scanning_failures():
        count = count_pages(file)
    return (GivenPage(file),) if count == 1 else tuple(GivenPage(file, page=no + 1) for no in range(count))


def _may_be_replaced(out: Path) -> bool:
    """An older PDF or an empty file is written over, nothing else."""
    try:
        with out.open("rb") as file:
            return file.read(5) in {b"", b"%PDF-"}
    except OSError:
        return False


def read_codes(image: Path) -> tuple[Code, ...]:
    """QR and CODE128 of an image file, at any angle; none is an empty answer."""
    check_pages([image])
    from scanning.codes.reading import read_codes as codes_of

    with scanning_failures():
        return tuple(Code(format=one.format, text=one.text) for one in codes_of(image))


def read_card(image: Path, *, lang: str = "vi") -> IdentityCard:
    """The identity card in an image file.

    Raises:
        InputError: `idcard.not_a_card` where no code of a card was read.
    """
    check_pages([image])
    from desk.intake.identity import looks_like_card, parse_card
    from scanning.codes.reading import read_card as card_text

    with scanning_failures():
        text = card_text(image, looks_like_card)
    if text is None:
        raise InputError("idcard.not_a_card", file=image.name)
    return parse_card(text, lang=lang)
