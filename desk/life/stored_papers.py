"""Bản số hoá trên hồ sơ: stored PDFs and results as frozen rows, with what is known of each paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.imaging.paper_facts import KEYS
from desk.rows import AttachmentRow, PaperRow, ResultRow

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from models.tables import Attachment, Dossier


def attachment_rows(
    data: Path, row: Dossier, *, more: Iterable[AttachmentRow] = ()
) -> tuple[AttachmentRow, ...]:
    """Stored PDFs with absolute paths, components first, then the results, then the signature.

    `more` are papers used again that lie with another dossier.
    """
    numbers = {one.attachment_id: one.no for one in row.results if one.attachment_id is not None}
    frozen = [attachment_row(data, one, result=numbers.get(one.id, 0)) for one in row.attachments]
    return tuple(
        sorted(
            [*frozen, *more],
            key=lambda one: (one.component <= 0, -one.component if one.component <= 0 else one.component),
        )
    )


def attachment_row(data: Path, one: Attachment, *, role: str = "", result: int = 0) -> AttachmentRow:
    """One stored PDF with its facts; `role` where it is not its own, e.g. of a paper used again."""
    return AttachmentRow(
        component=one.component_no,
        file=data / one.file,
        pages=one.pages,
        bytes=one.bytes,
        sha256=one.sha256,
        role=role or one.role,
        result=result,
        paper=PaperRow(**{name: getattr(one, name) for name in KEYS}),
    )


def result_rows(row: Dossier, files: Iterable[AttachmentRow]) -> tuple[ResultRow, ...]:
    """Every version of every result, by number, with its file where it was scanned."""
    by_name = {one.file.name: one for one in files if one.role == "result"}
    return tuple(
        ResultRow(
            no=one.no,
            version=one.version,
            number=one.number,
            issued_on=one.issued_on,
            title=one.title,
            signed=one.signed,
            electronic=one.electronic,
            recorded_at=one.recorded_at,
            replaced_at=one.replaced_at,
            file=by_name.get(one.attachment.file.rpartition("/")[2]) if one.attachment else None,
        )
        for one in row.results
    )
