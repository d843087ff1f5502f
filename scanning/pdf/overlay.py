"""A page laid over the first page of a copy; the file it was copied from is read and never written."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from scanning.errors import ScanningError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def laid_over_first(path: Path, made: Callable[[float, float], bytes]) -> bytes:
    """Return a copy with a page over its first one; `made` gets the seen width and height in points.

    The copy claims no archive part of its own: what was laid over it is no part of the record.

    Raises:
        ScanningError: `image.no_access`, `image.pdf_locked`, `image.unreadable`.
    """
    import pikepdf

    try:
        data = path.read_bytes()
    except OSError as reason:
        raise ScanningError("image.no_access", environment=True, file=path.name) from reason
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            page = pdf.pages[0]
            box = [float(value) for value in page.cropbox]
            wide, tall = box[2] - box[0], box[3] - box[1]
            turn = int(page.obj.get("/Rotate", 0)) % 360
            seen = (tall, wide) if turn in (90, 270) else (wide, tall)
            with pikepdf.open(io.BytesIO(made(*seen))) as over:
                page.add_overlay(over.pages[0], pikepdf.Rectangle(*box))
                with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as told:
                    for key in ("pdfaid:part", "pdfaid:conformance", "pdfaid:rev"):
                        if key in told:
                            del told[key]
                out = io.BytesIO()
                pdf.save(out, deterministic_id=True)
    except pikepdf.PasswordError as reason:
        raise ScanningError("image.pdf_locked", file=path.name) from reason
    except (pikepdf.PdfError, IndexError, ValueError) as reason:
        raise ScanningError("image.unreadable", file=path.name) from reason
    return out.getvalue()
