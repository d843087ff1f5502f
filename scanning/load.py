"""Opens a photo or scan in bounded memory, turned the way its file says, or refuses it with a code.

Limits: a file of at most 200 MB, a picture of at most 100 megapixels, at most 500 pages. Larger pictures are
refused from their header, before any pixel is decoded.
"""

from __future__ import annotations

import stat
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from scanning.errors import ScanningError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from PIL import Image

MAX_FILE_BYTES = 200 * 1024 * 1024
MAX_SOURCE_PIXELS = 100_000_000
MAX_DECODED_PIXELS = 16_000_000
"""What a page needs at most: A4 at 300 dpi is 8.7 megapixels; a 50-megapixel photo is decoded at half size."""
MAX_PAGES = 500
PDF_DPI = 200
"""Sheets drawn by a program carry no pixels of their own: they are read at the resolution the rules ask for."""

_FORMATS = ("JPEG", "MPO", "PNG", "TIFF", "WEBP", "BMP")
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
_KNOWN_OTHERS = (b"GIF87a", b"GIF89a", b"8BPS", b"%!PS", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"<svg", b"RIFF")
_ORIENTATION = 0x0112
_PDFIUM = threading.Lock()  # PDFium is not safe to enter from two threads


@dataclass(frozen=True, slots=True)
class LoadedImage:
    """One picture: pixels ready for work, and how they relate to the pixels of the file.

    `width` and `height` are those of the file at full size after its EXIF turn, `dpi` what the file states for
    them (None where it states nothing or a screen's 72/96), `scale` how many of them one pixel of `bgr` stands for.
    """

    bgr: NDArray[np.uint8]
    width: int
    height: int
    dpi: float | None
    scale: float
    page: int = 0

    def to_source(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Points of `bgr` as points of the full-size picture (pixel centres are whole numbers in both)."""
        rows, columns = self.bgr.shape[:2]
        ratio = np.array([self.width / columns, self.height / rows])
        return (np.asarray(points, dtype=np.float64) + 0.5) * ratio - 0.5

    def from_source(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Points of the full-size picture as points of `bgr`."""
        rows, columns = self.bgr.shape[:2]
        ratio = np.array([self.width / columns, self.height / rows])
        return (np.asarray(points, dtype=np.float64) + 0.5) / ratio - 0.5


def load_image(
    path: Path, *, page: int = 0, max_pixels: int = MAX_DECODED_PIXELS, max_side: int | None = None
) -> LoadedImage:
    """Read one picture (or one page of a TIFF or PDF), reduced while decoding to at most `max_pixels`.

    Raises ScanningError: `image.not_found`, `image.not_a_file`, `image.no_access`, `image.empty`,
    `image.too_large`, `image.unsupported`, `image.unreadable`, `image.no_such_page`, `image.pdf_locked`.
    """
    with _opened(path) as (handle, kind):
        limit = _Limit(max_pixels, max_side)
        if kind == "pdf":
            return _pdf_page(handle, path, page, limit)
        if kind == "heic":
            return _heic(handle, path, page, limit)
        return _raster(handle, path, page, limit)


def count_pages(path: Path) -> int:
    """How many pages the file holds: 1 for a photo, more for a TIFF or PDF; same refusals as `load_image`."""
    with _opened(path) as (handle, kind):
        if kind == "pdf":
            with _pdf(handle, path) as document:
                pages = len(document)
        elif kind == "heic":
            pages = 1
        else:
            image = _open_raster(handle, path)
            pages = int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1
    if pages < 1:
        raise ScanningError("image.unreadable", file=path.name)
    if pages > MAX_PAGES:
        raise ScanningError("image.too_large", file=path.name, pages=pages, limit_pages=MAX_PAGES)
    return pages


def iter_pages(
    path: Path, *, max_pixels: int = MAX_DECODED_PIXELS, max_side: int | None = None
) -> Iterator[LoadedImage]:
    """Every page of the file in order, one in memory at a time."""
    for page in range(count_pages(path)):
        yield load_image(path, page=page, max_pixels=max_pixels, max_side=max_side)


@dataclass(frozen=True, slots=True)
class _Limit:
    """How large a decoded picture may be, and the whole-number reduction that keeps it so."""

    pixels: int
    side: int | None

    def reduction(self, width: int, height: int) -> int:
        factor = 1
        while (width // factor) * (height // factor) > self.pixels or (
            self.side is not None and max(width, height) // factor > self.side
        ):
            factor *= 2
        return factor


@contextmanager
def _opened(path: Path) -> Iterator[tuple[BinaryIO, str]]:
    """The file as an open handle with the kind its first bytes tell, or the refusal."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ScanningError("image.not_a_file", file=path.name)
        if status.st_size == 0:
            raise ScanningError("image.empty", file=path.name)
        if status.st_size > MAX_FILE_BYTES:
            megabytes = round(status.st_size / 1_048_576)
            raise ScanningError("image.too_large", file=path.name, megabytes=megabytes, limit_megabytes=200)
        handle = path.open("rb")
    except FileNotFoundError as reason:
        raise ScanningError("image.not_found", file=path.name) from reason
    except (OSError, ValueError) as reason:
        raise ScanningError("image.no_access", environment=True, file=path.name) from reason
    with handle:
        head = handle.read(1024)
        handle.seek(0)
        yield handle, _kind(head, path)


def _kind(head: bytes, path: Path) -> str:
    if b"%PDF-" in head:
        return "pdf"
    if head[4:8] == b"ftyp":
        if head[8:12] in _HEIC_BRANDS:
            return "heic"
        raise ScanningError("image.unsupported", file=path.name)
    if head.startswith(_KNOWN_OTHERS) and head[8:12] != b"WEBP":
        raise ScanningError("image.unsupported", file=path.name)
    return "raster"


def _refuse_large(width: int, height: int, path: Path) -> None:
    if width * height > MAX_SOURCE_PIXELS:
        raise ScanningError(
            "image.too_large",
            file=path.name,
            megapixels=round(width * height / 1e6),
            limit_megapixels=MAX_SOURCE_PIXELS // 1_000_000,
        )


def _open_raster(handle: BinaryIO, path: Path) -> Image.Image:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MAX_SOURCE_PIXELS  # Pillow's own guard then agrees with the stated limit
    try:
        return Image.open(handle, formats=_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as reason:
        limit = MAX_SOURCE_PIXELS // 1_000_000
        raise ScanningError("image.too_large", file=path.name, limit_megapixels=limit) from reason
    except Exception as reason:  # decoders raise whatever they like on damaged bytes
        raise ScanningError("image.unreadable", file=path.name) from reason


def _raster(handle: BinaryIO, path: Path, page: int, limit: _Limit) -> LoadedImage:
    image = _open_raster(handle, path)
    try:
        if page:
            image.seek(page)
    except EOFError as reason:
        raise ScanningError("image.no_such_page", file=path.name, page=page + 1) from reason
    except Exception as reason:
        raise ScanningError("image.unreadable", file=path.name) from reason
    width, height = image.size
    _refuse_large(width, height, path)
    try:
        factor = limit.reduction(width, height)
        if factor > 1:
            image.draft(None, (width // factor, height // factor))  # JPEG: fewer coefficients are decoded
        image.load()
        dpi = _stated_dpi(image.info.get("dpi"))
        turn = int(image.getexif().get(_ORIENTATION, 1) or 1)
        bgr = _turned(_pixels(image, limit), turn)
    except Exception as reason:  # decoders raise whatever they like on damaged bytes
        raise ScanningError("image.unreadable", file=path.name) from reason
    if turn >= 5:
        width, height = height, width
    return LoadedImage(bgr, width, height, dpi, width / bgr.shape[1], page)


def _pixels(image: Image.Image, limit: _Limit) -> NDArray[np.uint8]:
    """Pillow's picture as BGR bytes; what is see-through becomes white paper."""
    from PIL import Image as Pillow

    factor = limit.reduction(*image.size)
    if factor > 1 and image.mode not in {"P", "1"}:
        image = image.reduce(factor)
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        coloured = image.convert("RGBA")
        image = Pillow.new("RGB", image.size, "white")
        image.paste(coloured, mask=coloured.getchannel("A"))
    elif image.mode in {"I;16", "I;16B", "I;16L", "I", "F"}:
        deep = np.asarray(image, dtype=np.float32)
        grey = (deep / (65535.0 if deep.max(initial=0) > 255 else 255.0) * 255).clip(0, 255).astype(np.uint8)
        return np.repeat(grey[:, :, None], 3, axis=2)
    rgb = np.asarray(image.convert("RGB"))
    factor = limit.reduction(rgb.shape[1], rgb.shape[0])
    if factor > 1:
        rgb = np.asarray(Pillow.fromarray(rgb).reduce(factor))
    return np.ascontiguousarray(rgb[:, :, ::-1])


def _turned(bgr: NDArray[np.uint8], orientation: int) -> NDArray[np.uint8]:
    """The eight EXIF orientations."""
    swapped = bgr.transpose(1, 0, 2)
    views = {
        2: bgr[:, ::-1],
        3: bgr[::-1, ::-1],
        4: bgr[::-1],
        5: swapped,
        6: swapped[:, ::-1],
        7: swapped[::-1, ::-1],
        8: swapped[::-1],
    }
    return np.ascontiguousarray(views.get(orientation, bgr))


def _stated_dpi(value: Any) -> float | None:  # noqa: ANN401 - whatever the file's header holds
    """The file's own resolution, where it is one a scanner would state."""
    try:
        dpi = float(value[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return None
    return dpi if 99.0 <= dpi <= 2400.0 else None


def _heic(handle: BinaryIO, path: Path, page: int, limit: _Limit) -> LoadedImage:
    if page:
        raise ScanningError("image.no_such_page", file=path.name, page=page + 1)
    try:
        import pi_heif
    except ImportError as reason:
        raise ScanningError("image.unsupported", file=path.name) from reason
    try:
        opened = pi_heif.open_heif(handle, convert_hdr_to_8bit=True)
    except Exception as reason:  # decoders raise whatever they like on damaged bytes
        raise ScanningError("image.unreadable", file=path.name) from reason
    width, height = opened.size
    _refuse_large(width, height, path)
    try:
        bgr = _pixels(opened.to_pillow(), limit)  # the file's own turn is already applied by the decoder
    except Exception as reason:
        raise ScanningError("image.unreadable", file=path.name) from reason
    return LoadedImage(bgr, width, height, None, width / bgr.shape[1])


@contextmanager
def _pdf(handle: BinaryIO, path: Path) -> Iterator[Any]:
    """The open document, with the only key to PDFium held."""
    import pypdfium2

    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(handle, autoclose=False)
        except pypdfium2.PdfiumError as reason:
            locked = "password" in str(reason).lower()
            raise ScanningError("image.pdf_locked" if locked else "image.unreadable", file=path.name) from reason
        try:
            yield document
        finally:
            document.close()


def _pdf_page(handle: BinaryIO, path: Path, page: int, limit: _Limit) -> LoadedImage:
    import pypdfium2

    with _pdf(handle, path) as document:
        if not 0 <= page < len(document):
            raise ScanningError("image.no_such_page", file=path.name, page=page + 1)
        try:
            sheet = document[page]
            dpi = _native_dpi(sheet)
            points_wide, points_high = sheet.get_size()
            width, height = round(points_wide * dpi / 72), round(points_high * dpi / 72)
            _refuse_large(width, height, path)
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
        left, bottom, right, top = item.get_bounds() if hasattr(item, "get_bounds") else item.get_pos()
        if (right - left) * (top - bottom) < 0.5 * sheet.get_width() * sheet.get_height():
            continue
        pixels_wide, pixels_high = item.get_px_size() if hasattr(item, "get_px_size") else item.get_size()
        best = max(best, 72 * max(pixels_wide, pixels_high) / max(right - left, top - bottom))
    return float(min(max(best, 150.0), 300.0)) if best else float(PDF_DPI)
