"""Bản sao có dấu mã: a digitised paper copied with its dossier's code and QR seen on the first page.

The untouched file remains the record (NĐ 118/2025 Đ.19); the copy is for people who hold paper in hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.errors import InputError, SurroundingsError

if TYPE_CHECKING:
    from pathlib import Path

    from desk.office.opened import Office
    from desk.rows import AttachmentRow


@dataclass(frozen=True, slots=True)
class Stamped:
    """A stamped copy: whose paper it is and where it lies."""

    code: str
    source: AttachmentRow
    file: Path
    bytes: int


def stamp_copy(office: Office, code: str, out: Path, *, component: int | None = None) -> Stamped:
    """Write a copy of one paper of a dossier with code and QR on its first page; nothing else changes.

    Without `component` the first paper is meant.

    Raises:
        InputError: `stamp.no_paper`, `file.exists`, `file.in_record`, `dossier.not_found`.
        SurroundingsError: `stamp.altered` where the file is no longer what was kept, `data.disk_full`.
    """
    from desk.imaging.digitising import scanning_failures
    from desk.life.show import show
    from desk.paper.receipts import printing_failures
    from desk.paper.targets import PDF, check_target, writing
    from desk.record.durable import write_file
    from desk.record.failures import surroundings
    from desk.record.store import KnownFile, fault_of
    from printing.stamp import stamp_page
    from scanning.pdf.overlay import laid_over_first

    view = show(office, code)
    check_target(office, out, begins=PDF)
    chosen = [
        one for one in view.attachments
        if one.role == "component" and (component is None or one.component == component)
    ]  # fmt: skip
    if not chosen:
        raise InputError("stamp.no_paper", code=view.code)
    source = chosen[0]
    kept = KnownFile(source.file.relative_to(office.data).as_posix(), source.bytes, source.sha256)
    with surroundings():
        fault = fault_of(office.data, kept)
    if fault is not None:
        raise SurroundingsError("stamp.altered", file=source.file.name)
    lines = (view.code, f"{view.received_at:%d/%m/%Y}")

    def made(width: float, height: float) -> bytes:
        with printing_failures():
            return stamp_page(qr=view.receipt_payload, lines=lines, width=width, height=height)

    with scanning_failures():
        data = laid_over_first(source.file, made)
    with writing(out):
        write_file(out, data)
    return Stamped(view.code, source, out, len(data))
