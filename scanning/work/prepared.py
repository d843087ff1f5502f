"""Pages worked ahead of their file: each kept whole in a folder under the hash of what it was made from.

An entry is named by the SHA-256 of the source's bytes, the page, the profile, whether it was read, how the
clerk turned and cut it, and the version of the work, so nothing changed ever meets an old entry. It is
written aside and renamed, and each layer is checked by its own hash when taken; anything less than whole
is as good as not there.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from scanning.errors import ScanningError, not_written
from scanning.work.job import Layer, PageDone, PageJob
from scanning.work.sources import PageSource, abreast_of, as_sources, jobs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from scanning.work.pool import PagePool

VERSION = 7  # raised whenever a page of the same bytes may come out otherwise
WORK = ".work-"  # folders of preparations under way; one left behind is nobody's
_FACTS = "facts.json"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Made:
    """What a kept page must have been made from, and how, to stand in for the work."""

    digest: str
    page: int
    profile: str
    read: bool  # the words were asked for, and a reader was there
    own: str = ""  # the clerk's turn and corners, if any

    @property
    def name(self) -> str:
        """The entry's name; it tells nothing of the paper."""
        read = "read" if self.read else "plain"
        return "-".join((self.digest, f"{self.page:05d}", self.profile, read, *self._own, str(VERSION)))

    @property
    def _own(self) -> tuple[str, ...]:
        return (hashlib.sha256(self.own.encode()).hexdigest()[:16],) if self.own else ()


def prepare(
    source: Path | PageSource,
    folder: Path,
    *,
    profile: str = "text",
    ocr: bool = True,
    pool: PagePool,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[PageDone, ...]:
    """Work the pages of a source ahead and keep it in `folder`; answers what was found on each.

    Pages kept already are not worked again, also where two threads prepare the same source. Gives way to
    a file being made by the same pool after each few pages.

    Raises:
        ScanningError: the source is unreadable, or `digitise.cancelled`; what was finished stays.
    """
    (one,) = as_sources([source])
    with _aside(folder) as work:
        copy = work / one.file.name
        digest = _copied(one.file, copy)
        found = jobs_of([replace(one, file=copy)], work, profile=profile, ocr=ocr)
        jobs = [replace(job, calm=True) for job in found]
        names = [made_from(job, digest) for job in jobs]
        answers: list[PageDone] = []
        few = abreast_of(jobs) or pool.size
        for start in range(0, len(jobs), few):
            part = slice(start, start + few)
            answers += _worked(jobs[part], names[part], folder, pool=pool, cancelled=cancelled)
    return tuple(answers)


def _worked(
    jobs: list[PageJob],
    names: list[Made],
    folder: Path,
    *,
    pool: PagePool,
    cancelled: Callable[[], bool] | None,
) -> list[PageDone]:
    there: set[int] = set()

    def known(number: int) -> PageDone | None:
        page = taken(folder, names[number], into=jobs[number].folder, name=jobs[number].name)
        if page is not None:
            there.add(number)
        return page

    def done(number: int, page: PageDone) -> None:
        if number not in there:
            _keep(folder, names[number], page)

    return pool.run(jobs, done=done, known=known, cancelled=cancelled, background=True)


def made_from(job: PageJob, digest: str) -> Made:
    """What the page of a job is made from, given the hash of its source."""
    from scanning.words.ready import ocr_status

    own = "" if job.turn is None and job.corners is None else repr((job.turn, job.corners))
    return Made(digest, job.page, job.profile, job.ocr and ocr_status().available, own)


def digest_of(source: Path) -> str:
    """SHA-256 of a source's bytes.

    Raises:
        ScanningError: `image.no_access`.
    """
    try:
        with source.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as reason:
        raise ScanningError("image.no_access", environment=True, file=source.name) from reason


def taken(folder: Path, made: Made, *, into: Path, name: str) -> PageDone | None:
    """A kept page with its layers copied to `into`; None where it is not there or not whole."""
    entry = folder / made.name
    try:
        facts = json.loads((entry / _FACTS).read_text("utf-8"))
        page = _page(facts["page"], into, name)
        layers = [*page.pictures, *([page.stencil] if page.stencil is not None else [])]
        if len(layers) != len(facts["layers"]):
            return None
        for layer, digest in zip(layers, facts["layers"], strict=True):
            data = (entry / layer.file.name.removeprefix(name)).read_bytes()
            if hashlib.sha256(data).hexdigest() != digest:
                return None
            layer.file.write_bytes(data)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return page


def forget(folder: Path, digest: str) -> None:
    """Remove what was kept of a source, by the hash of its bytes; nothing there is no fault."""
    if len(digest) == hashlib.sha256().digest_size * 2 and folder.is_dir():
        for entry in folder.glob(f"{digest}-*"):
            shutil.rmtree(entry, ignore_errors=True)


def sweep(folder: Path, *, before: float) -> int:
    """Remove entries and abandoned work not touched since a moment (seconds since 1970); answers how many."""
    gone = 0
    for entry in [*folder.iterdir()] if folder.is_dir() else []:
        with suppress(OSError):
            if entry.lstat().st_mtime < before:
                shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
                gone += 1
    return gone


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    work = folder / f"{WORK}{secrets.token_hex(8)}"
    try:
        work.mkdir(parents=True)
    except OSError as reason:
        raise not_written(reason) from reason
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _copied(source: Path, copy: Path) -> str:
    """A private copy, hashed on the way: what is hashed is what is worked, whatever happens to the source."""
    from scanning.loading.header import count_pages

    count_pages(source)  # refuses links to nowhere, folders and endless files before anything is copied
    digest = hashlib.sha256()
    try:
        with source.open("rb") as here, copy.open("xb") as there:
            while block := here.read(_BLOCK):
                digest.update(block)
                there.write(block)
    except OSError as reason:
        raise ScanningError("image.no_access", environment=True, file=source.name) from reason
    return digest.hexdigest()


def _keep(folder: Path, made: Made, page: PageDone) -> None:
    """Keep a page whole or not at all; one that is there already from another process is as good.

    No fsync: a page lost in a power cut is worked again, and one half lost is told by its hashes.
    """
    entry = folder / made.name
    layers = [*page.pictures, *([page.stencil] if page.stencil is not None else [])]
    work = layers[0].file.parent if layers else folder
    new = work / f"{WORK}{secrets.token_hex(8)}"
    try:
        new.mkdir()
        digests = []
        for layer in layers:
            data = layer.file.read_bytes()
            digests.append(hashlib.sha256(data).hexdigest())
            (new / layer.file.suffix).write_bytes(data)
        facts = json.dumps({"page": _facts(page), "layers": digests}, ensure_ascii=False)
        (new / _FACTS).write_text(facts, "utf-8")
        shutil.rmtree(entry, ignore_errors=True)  # only one that is not whole can be there
        new.rename(entry)
    except OSError:  # a full disk, or another process was first: the page is worked again when needed
        shutil.rmtree(new, ignore_errors=True)


def _facts(page: PageDone) -> dict[str, Any]:
    """The page as plain values; a layer by the end of its name only."""
    facts = asdict(replace(page, pictures=(), stencil=None, steps={}))
    facts["pictures"] = [_layer_facts(layer) for layer in page.pictures]
    facts["stencil"] = None if page.stencil is None else _layer_facts(page.stencil)
    facts["steps"] = dict(page.steps)
    return facts


def _layer_facts(layer: Layer) -> dict[str, Any]:
    return {"end": layer.file.suffix, "width": layer.width, "height": layer.height, "place": layer.place}


def _page(facts: dict[str, Any], into: Path, name: str) -> PageDone:
    """The page told by plain values, its layers under `name` in `into`."""
    from scanning.pdf.textlayer import Word

    def layer(told: dict[str, Any]) -> Layer:
        if told["end"] not in _ENDS:
            raise ValueError(told["end"])
        left, top, wide, high = told["place"]
        return Layer(into / f"{name}{told['end']}", told["width"], told["height"], (left, top, wide, high))

    corners = facts["corners"]
    red, green, blue = facts["ink"]
    plain = {
        "corners": None if corners is None else tuple((float(x), float(y)) for x, y in corners),
        "pictures": tuple(layer(told) for told in facts["pictures"]),
        "stencil": None if facts["stencil"] is None else layer(facts["stencil"]),
        "ink": (red, green, blue),
        "words": tuple(Word(**word) for word in facts["words"]),
        "warnings": tuple(facts["warnings"]),
    }
    return PageDone(**(facts | plain))


_ENDS = frozenset({".s", *(f".p{number}" for number in range(100))})
