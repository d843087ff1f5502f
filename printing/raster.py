"""PDF to pixels for previews: the very file that prints, drawn by pdfium."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from printing.errors import PrintingError

if TYPE_CHECKING:
    from collections.abc import Iterator

_PDFIUM = threading.Lock()  # pdfium is not thread-safe


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture of one page: 8-bit RGB, rows from the top, no padding."""

    width: int
    height: int
    rgb: bytes


def rasterise(pdf: bytes, *, page: int = 0, dpi: float = 150, width: int | None = None) -> Raster:
    """One page drawn at `dpi`, or so that it is exactly `width` pixels wide."""
    with _opened(pdf) as document:
        if not 0 <= page < len(document):
            raise PrintingError("printing.page_unknown", pages=len(document))
        sheet = document[page]
        pixels = width or max(1, round(sheet.get_width() * dpi / 72))
        scale = (pixels - 0.001) / sheet.get_width()  # pdfium rounds up: a hair over would squeeze every dot
        bitmap = sheet.render(scale=scale, rev_byteorder=True, force_bitmap_format=_rgb_format())
        return Raster(width=bitmap.width, height=bitmap.height, rgb=_packed(bitmap))


def page_count(pdf: bytes) -> int:
    """How many pages the PDF has."""
    with _opened(pdf) as document:
        return len(document)


def page_size_mm(pdf: bytes) -> tuple[float, float]:
    """Width and height of the first page in millimetres."""
    with _opened(pdf) as document:
        if not len(document):
            raise PrintingError("printing.page_unknown", pages=0)
        width, height = document[0].get_size()
    return width / 72 * 25.4, height / 72 * 25.4


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    """The document, closed again; broken bytes are refused."""
    import pypdfium2

    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise PrintingError("printing.not_a_pdf") from error
        try:
            yield document
        finally:
            document.close()


def _rgb_format() -> int:
    """Pdfium's number for three bytes a pixel."""
    import pypdfium2.raw

    return int(pypdfium2.raw.FPDFBitmap_BGR)


def _packed(bitmap: Any) -> bytes:  # noqa: ANN401 - pdfium's bitmap
    """Its pixels without the padding at the end of rows."""
    data = memoryview(bitmap.buffer).cast("B")
    row = bitmap.width * 3
    if bitmap.stride == row:
        return bytes(data[: row * bitmap.height])
    return b"".join(
        bytes(data[line * bitmap.stride : line * bitmap.stride + row]) for line in range(bitmap.height)
    )
