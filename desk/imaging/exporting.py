"""Xuất tệp số hoá: a dossier's papers copied to a folder or a USB disk, each proved byte for byte.

Every file is compared with the hash of its save before it is copied, while it is copied, and once more as
the copy reads back. One that is altered is refused and named; the others go out. Copies appear whole or not
at all, nothing is written over, and a list `sha256sum -c` reads goes along.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.errors import InputError, SurroundingsError
from desk.record.durable import sha256_of, sync_folder, write_file
from desk.record.failures import surroundings
from desk.record.store import KnownFile, fault_of
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desk.office.opened import Office
    from desk.rows import AttachmentRow, DossierView, Note

EXPORTED = "files.exported"
NAMES_SETTING = "files.person_in_export_names"
LIST = "kiem-tra.sha256"
_BLOCK = 1 << 20
_NOT_A_NAME = re.compile(r"[^0-9A-Za-z._-]+")


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """One copy: which paper it is, where it lies, and its proven hash."""

    source: AttachmentRow
    file: Path
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Exported:
    """Kết quả xuất: what went out, what was refused and why."""

    code: str
    folder: Path
    files: tuple[ExportedFile, ...]
    refused: tuple[Note, ...]
    warnings: tuple[Note, ...]
    list_file: Path | None

    @property
    def ok(self) -> bool:
        """Whether every paper went out whole."""
        return not self.refused


def export_papers(office: Office, code: str, folder: Path, *, official_names: bool = False) -> Exported:
    """Copy every digitised paper of a dossier into `folder`, under its stored or its official name.

    Args:
        office: the open office.
        code: a code or a receipt's text.
        folder: an existing folder outside the office's data, or one to be made in an existing one.
        official_names: mã số giấy tờ (NĐ 118/2025 Đ.22), which holds a personal number; only where the
            office allows it.

    Raises:
        InputError: `export.names_not_allowed`, `export.inside_data`, `export.bad_folder`,
            `export.would_overwrite`, `dossier.not_found`; nothing was copied.
        SurroundingsError: the target's disk failed; copies made before are whole.
    """
    from desk.life.show import show

    view = show(office, code)
    if official_names:
        _check_names_allowed(office)
    target = _target(office, folder)
    names, warnings = _names(office, view, official=official_names)
    _check_free(target, names, view)
    done: list[ExportedFile] = []
    refused: list[Note] = []
    for row in view.attachments:
        known = KnownFile(row.file.relative_to(office.data).as_posix(), row.bytes, row.sha256)
        with surroundings():
            fault = fault_of(office.data, known)
        if fault is not None:
            refused.append(note("export.altered", office.lang, file=row.file.name))
            continue
        one = target / names[row.file]
        code_of_fault = _copied(row, one)
        if code_of_fault:
            refused.append(note(code_of_fault, office.lang, file=one.name))
        else:
            done.append(ExportedFile(row, one, row.bytes, row.sha256))
    listed = _list_of(target, view.code, done)
    _tell(office, view, done, refused, official=official_names)
    return Exported(view.code, target, tuple(done), tuple(refused), tuple(warnings), listed)


def _check_names_allowed(office: Office) -> None:
    from desk.office import settings

    with office.read() as session:
        if not settings.value(session, NAMES_SETTING):
            raise InputError("export.names_not_allowed")


def _target(office: Office, folder: Path) -> Path:
    """The folder, made where its parent is there; never inside the office's own data."""
    with surroundings():
        target = folder.absolute().resolve()
        inside = office.data.resolve()
    if target == inside or inside in target.parents:
        raise InputError("export.inside_data")
    try:
        if not target.exists() and target.parent.is_dir():
            target.mkdir()
    except OSError as failure:
        raise SurroundingsError("export.bad_folder", folder=folder.name) from failure
    if not target.is_dir():
        raise InputError("export.bad_folder", folder=folder.name)
    return target


def _names(office: Office, view: DossierView, *, official: bool) -> tuple[dict[Path, str], list[Note]]:
    """The name of each copy, all of them different also where letters' case is not seen."""
    number = str((view.on_behalf_of or {}).get("id_number") or "") if view.on_behalf_of else view.id_number
    names: dict[Path, str] = {}
    taken: set[str] = set()
    warnings: list[Note] = []
    for row in view.attachments:
        stem = row.file.stem
        if official and row.role != "signature":
            if number and row.paper.doc_type:
                stem = _NOT_A_NAME.sub("-", f"{number}.{row.paper.doc_type}")
            else:
                warnings.append(note("export.no_official_name", office.lang, file=row.file.name))
        name, again = f"{stem}.pdf", 1
        while name.casefold() in taken:
            again += 1
            name = f"{stem}-{again}.pdf"
        taken.add(name.casefold())
        names[row.file] = name
    return names, warnings


def _check_free(target: Path, names: dict[Path, str], view: DossierView) -> None:
    """Nothing is written over: a file of that name must be the same paper already."""
    hashes = {row.file: (row.sha256, row.bytes) for row in view.attachments}
    with surroundings():
        for source, name in names.items():
            there = target / name
            if there.is_symlink() or (
                there.exists() and not (there.is_file() and sha256_of(there) == hashes[source])
            ):
                raise InputError("export.would_overwrite", file=name)


def _copied(row: AttachmentRow, target: Path) -> str:
    """Copy one file whole or not at all; answers the code of what is wrong, empty for nothing."""
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    digest = hashlib.sha256()
    try:
        with surroundings():
            with row.file.open("rb") as source, part.open("xb") as copy:
                while block := source.read(_BLOCK):
                    digest.update(block)
                    copy.write(block)
                copy.flush()
                os.fsync(copy.fileno())
                _forget_pages(copy.fileno())
            if digest.hexdigest() != row.sha256:  # altered since it was looked at
                return "export.altered"
            if sha256_of(part) != (row.sha256, row.bytes):
                return "export.copy_differs"
            part.replace(target)
            sync_folder(target.parent)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return ""


def _forget_pages(handle: int) -> None:
    """Let the system drop what it keeps of the copy, so that reading back asks the disk itself."""
    advise = getattr(os, "posix_fadvise", None)
    if advise is not None:
        with suppress(OSError):
            advise(handle, 0, 0, os.POSIX_FADV_DONTNEED)


def _list_of(target: Path, code: str, done: Sequence[ExportedFile]) -> Path | None:
    """The hashes beside the copies, in the form `sha256sum -c` reads."""
    if not done:
        return None
    listed = target / f"{code}_{LIST}"
    text = "".join(f"{one.sha256}  {one.file.name}\n" for one in done)
    with surroundings():
        write_file(listed, text.encode("utf-8"))
    return listed


def _tell(
    office: Office,
    view: DossierView,
    done: Sequence[ExportedFile],
    refused: Sequence[Note],
    *,
    official: bool,
) -> None:
    """That papers left the office is part of the history; where to is not known to it."""
    from sqlalchemy import select

    from models.tables import Dossier

    with office.write(EXPORTED) as uow:
        key = uow.session.scalars(select(Dossier.id).where(Dossier.code == view.code)).one()
        details = {
            "code": view.code,
            "files": len(done),
            "refused": len(refused),
            "official_names": official,
        }
        uow.record(EXPORTED, subject=view.code, dossier_id=key, details=details)
        uow.commit()
