"""Papers on their way into the record: copied, hashed, digitised aside, then named late and durably.

Order (architecture.md): copy and digitise to `staging/` and fsync → open the write transaction →
number → rename into `attachments/<code>/` → fsync of the folders → commit. Killed before the
commit, a file without a row is left, which `check` names; never a row without its file.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
import stat
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.folding import fold
from desk.imaging.names import known_names
from desk.imaging.pages import MAX_BYTES, check_pages, files_of
from desk.imaging.paper_facts import KEYS, Concern, PaperFacts, metadata_of
from desk.imaging.paper_words import enter
from desk.record.durable import make_folder, move_file, sha256_of, sync_file, sync_folder
from desk.record.failures import surroundings
from desk.rows.strip import GivenPage
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork
    from desk.rows import Note
    from models.tables import Attachment

RESULT = 0
SIGNATURE = -1
_SLUG_LENGTH = 40


@dataclass(frozen=True, slots=True)
class StagedOriginal:
    """An untouched capture, copied aside; its name will be its content."""

    path: Path
    sha256: str
    bytes: int
    suffix: str

    @property
    def place(self) -> str:
        """Where it is kept, relative to the data folder."""
        return f"originals/{self.sha256[:2]}/{self.sha256}{self.suffix}"


@dataclass(frozen=True, slots=True)
class StagedPdf:
    """One component, result or signature made ready: its PDF and the captures behind it."""

    component: int
    role: str
    slug: str
    path: Path
    pages: int
    bytes: int
    sha256: str
    pdf_a: str | None
    text_chars: int
    originals: tuple[StagedOriginal, ...]
    text: str = field(default="", repr=False)  # what is written on it, to find its dossier by
    warnings: tuple[str, ...] = ()  # codes, e.g. that the words could not be read
    facts: PaperFacts = field(default_factory=PaperFacts)  # NĐ 118/2025 Đ.19.2

    def name(self, code: str, *, again: int = 0) -> str:
        """The stored name: `<code>_<NN>_<slug>.pdf`, ASCII; a further paper of the same place is numbered."""
        more = f"-{again + 1}" if again else ""
        return f"{code}_{max(self.component, 0):02d}_{self.slug}{more}.pdf"


class Staging:
    """A folder of one use case inside `staging/`; whatever is left in it goes when the use case ends."""

    def __init__(self, office: Office, concern: Callable[[], Concern] | None = None) -> None:
        """`concern` tells whose papers they are and what they are called; asked with the first page."""
        self._office = office
        self._concern = concern
        self._folder = office.paths.staging / f"{os.getpid()}-{secrets.token_hex(6)}"
        self._made = False
        self._taken: list[str] = []  # hashes of the captures that were digitised

    def __enter__(self) -> Staging:
        """Lend the staging place; the folder itself is made with the first page."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove what was not put in place and, once all is in the record, what was worked ahead for it."""
        if self._made:
            shutil.rmtree(self._folder, ignore_errors=True)
        if kind is None and self._taken:
            from desk.imaging.preparing import forget_pages

            forget_pages(self._office, self._taken)

    def digitise(
        self,
        pages: Sequence[Path | GivenPage],
        *,
        component: int,
        role: str,
        slug: str,
        part: int = 0,
        drawn: bool = False,
        facts: PaperFacts | None = None,
        report: Callable[[int, int], None] | None = None,
    ) -> StagedPdf:
        """Turn pages into one searchable PDF/A aside; refuses an unreadable page, keeps nothing then.

        A `drawn` signature is kept as it lies: nearly blank is what it is; no edge is cut, nothing turned or
        read. A signed slip is a paper like others, but a page of it is never dropped as blank.
        `part` tells several papers of one place apart; `facts` is what the file tells of itself.
        """
        from desk.imaging.digitising import digitise
        from desk.imaging.preparing import prepared_folder

        given = [GivenPage(page) if isinstance(page, Path) else page for page in pages]
        files = files_of(given)
        check_pages(files)
        self._office.must_write()
        with surroundings():
            if not self._made:
                make_folder(self._folder)
                self._made = True
            originals = tuple(self._take(page, index) for index, page in enumerate(files))
        out = self._folder / f"{role}-{component:03d}-{part:02d}.pdf"
        done = digitise(
            _copies(given, files, originals),
            out,
            report=report,
            profile="drawing" if drawn else "text",
            ocr=not drawn,
            keep_blank=role == "signature",
            names=known_names(originals, files, (facts or PaperFacts()).title),
            prepared=prepared_folder(self._office),
            paper=None if facts is None else metadata_of(facts, self.concern.holder),
        )
        self._taken += [one.sha256 for one in originals]
        with surroundings():
            sync_file(out)
            digest, size = sha256_of(out)
        heavy = self._weighed(size, (facts or PaperFacts()).title or slug)
        return StagedPdf(
            component=component,
            role=role,
            slug=slugged(slug),
            path=out,
            pages=done.kept_pages,
            bytes=size,
            sha256=digest,
            pdf_a=done.pdf_a,
            text_chars=done.text_chars,
            originals=originals,
            text=done.text,
            facts=facts or PaperFacts(),
            warnings=tuple(
                dict.fromkeys(
                    (*heavy, *done.warnings, *(code for page in done.pages for code in page.warnings))
                )
            ),
        )

    def _weighed(self, size: int, name: str) -> tuple[str, ...]:
        """Refuse a file no portal takes, warn of one that many do not (field practice; settings).

        Raises:
            InputError: `paper.too_large`.
        """
        from desk.office import settings

        with self._office.read() as session:
            warn, block = (int(settings.value(session, key)) for key in ("files.warn_mb", "files.block_mb"))
        if size > block << 20:
            raise InputError("paper.too_large", name=name, mb=-(-size >> 20), limit_mb=block)
        return ("paper.large",) if size > warn << 20 else ()

    @property
    def concern(self) -> Concern:
        """The dossier the papers are for; nothing is known where none was named."""
        if self._concern is None:
            return Concern()
        found = self._concern()
        self._concern = lambda: found
        return found

    def _take(self, page: Path, index: int) -> StagedOriginal:
        """Copy a page file aside, hashing it on the way; what was checked is what is read."""
        suffix = page.suffix.lower() if re.fullmatch(r"\.[A-Za-z0-9]{1,5}", page.suffix) else ".bin"
        target = self._folder / f"page-{secrets.token_hex(4)}-{index:03d}{suffix}"
        digest = hashlib.sha256()
        size = 0
        try:
            handle = os.open(page, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
        except OSError as failure:
            raise InputError("page.unreadable", file=page.name, index=index) from failure
        with os.fdopen(handle, "rb") as source, target.open("xb") as copy:
            if not stat.S_ISREG(os.fstat(source.fileno()).st_mode):
                raise InputError("page.not_ordinary", file=page.name, index=index)
            while block := source.read(1 << 20):
                digest.update(block)
                size += len(block)
                if size > MAX_BYTES:
                    raise InputError("page.too_large", file=page.name, index=index, limit_mb=MAX_BYTES >> 20)
                copy.write(block)
            copy.flush()
            os.fsync(copy.fileno())
        return StagedOriginal(path=target, sha256=digest.hexdigest(), bytes=size, suffix=suffix)


def put_in_place(
    uow: UnitOfWork, *, dossier_id: int, code: str, staged: Sequence[StagedPdf]
) -> list[Attachment]:
    """Rename staged files to their names, durably, and add their rows; undone with the transaction."""
    from models.tables import Attachment, Original

    rows = []
    for one in staged:
        with surroundings():
            target = _free_name(uow, one, code)
            move_file(one.path, target)
            uow.on_rollback(lambda target=target: target.unlink(missing_ok=True))  # type: ignore[misc]
            for original in one.originals:
                _keep_original(uow, original)
        row = Attachment(
            dossier_id=dossier_id,
            component_no=one.component,
            role=one.role,
            file=target.relative_to(uow.office.data).as_posix(),
            pages=one.pages,
            bytes=one.bytes,
            sha256=one.sha256,
            pdf_a=one.pdf_a,
            text_chars=one.text_chars,
            created_at=uow.now,
            name_fold=fold(one.facts.title),
            **{name: getattr(one.facts, name) for name in KEYS},
            originals=[
                Original(seq=seq, file=original.place, bytes=original.bytes, sha256=original.sha256)
                for seq, original in enumerate(one.originals, start=1)
            ],
        )
        uow.session.add(row)
        rows.append(row)
    uow.session.flush()
    for one, row in zip(staged, rows, strict=True):
        enter(uow.session, row.id, one.text)
    return rows


def _copies(
    given: Sequence[GivenPage], files: Sequence[Path], originals: Sequence[StagedOriginal]
) -> list[GivenPage]:
    """The same pages out of the copies: what was checked and hashed is what is worked."""
    copies = {file: one.path for file, one in zip(files, originals, strict=True)}
    return [replace(page, file=copies[page.file]) for page in given]


def _free_name(uow: UnitOfWork, one: StagedPdf, code: str) -> Path:
    folder = uow.office.paths.attachments / code
    for again in range(1000):
        target = folder / one.name(code, again=again)
        if not target.exists():
            return target
    raise InputError("attachment.too_many", code=code)


def _keep_original(uow: UnitOfWork, original: StagedOriginal) -> None:
    """The same capture kept once, whoever brought it; one already there is not taken away on rollback."""
    target = uow.office.data / original.place
    if target.exists():
        return
    make_folder(target.parent)
    original.path.replace(target)
    uow.on_rollback(lambda: target.unlink(missing_ok=True))
    sync_folder(target.parent)


def told_by(staged: Sequence[StagedPdf], *, lang: str) -> tuple[Note, ...]:
    """What digitising warns of, each once: e.g. that words could not be read, or every side is blank."""
    return tuple(note(code, lang) for code in dict.fromkeys(code for one in staged for code in one.warnings))


def slugged(name: str) -> str:
    """A component's name as part of a file name: ASCII letters, digits and dashes."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
    return words[:_SLUG_LENGTH].rstrip("-") or "giay-to"
