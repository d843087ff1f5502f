"""Pages of a PDF as pictures, drawn by PDFium one at a time."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO

from scanning.errors import ScanningError
from scanning.loading.limits import Limit, refuse_large

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scanning.loading.base import LoadedImage

PDF_DPI = 200
"""Sheets drawn by a program carry no pixels of their own: read at the resolution the rules ask for."""
_PDFIUM = threading.Lock()  # PDFium must not be entered from two threads


@contextmanager
def open_pdf(handle: BinaryIO, path: Path) -> Iterator[Any]:
    """The open document, with the only key to PDFium held meanwhile.

    Raises ScanningError: `image.pdf_locked`, `image.unreadable`.
    """
    import pypdfium2

    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(handle, autoclose=False)
        except pypdfium2.PdfiumError as reason:
            code = "image.pdf_locked" if "password" in str(reason).lower() else "image.unreadable"
            raise ScanningError(code, file=path.name) from reason
        try:
            yield document
        finally:
            document.close()


def pdf_page(handle: BinaryIO, path: Path, page: int, limit: Limit) -> LoadedImage:
    """One page as a picture: a scan inside it at its own resolution, anything else at `PDF_DPI`."""
    import numpy as np
    import pypdfium2

    from scanning.loading.base import LoadedImage

    with open_pdf(handle, path) as document:
        if not 0 <= page < len(document):
            raise ScanningError("image.no_such_page", file=path.name, page=page + 1)
        try:
            sheet = document[page]
            dpi = _native_dpi(sheet)
            points_wide, points_high = sheet.get_size()
            width, height = round(points_wide * dpi / 72), round(points_high * dpi / 72)
            refuse_large(width, height, path)
            factor = limit.reduction(width, height)
            bitmap = sheet.render(scale=dpi / 72 / factor, rev_byteorder=False, prefer_bgrx=False)
            bgr = np.array(bitmap.to_numpy()[:, :, :3])
        except (pypdfium2.PdfiumError, ValueError, MemoryError) as reason:
            raise ScanningError("image.unreadable", file=path.name) from reason
    return LoadedImage(bgr, width, height, dpi, width / bgr.shape[1], page)


def _native_dpi(sheet: Any) -> float:  # noqa: ANN401 - pypdfium2 carries no types
    """The resolution of the scan inside the page, where one picture fills it; else `PDF_DPI`."""
    import pypdfium2.raw as pdfium

    best = 0.0
    for item in sheet.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        left, bottom, right, top = item.get_bounds()
        if (right - left) * (top - bottom) < 0.5 * sheet.get_width() * sheet.get_height():
            continue
        pixels_wide, pixels_high = item.get_px_size()
        best = max(best, 72 * max(pixels_wide, pixels_high) / max(right - left, top - bottom))
    return float(min(max(best, 150.0), 300.0)) if best else float(PDF_DPI)
