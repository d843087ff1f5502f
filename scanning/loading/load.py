"""Opens a photo or scan in bounded memory, turned the way its file says, or refuses it with a code.

Limits: a file of at most 200 MB, a picture of at most 100 megapixels, at most 500 pages. Larger pictures are
refused from their header, before any pixel is decoded.
"""

from __future__ import annotations

import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from scanning.errors import ScanningError
from scanning.loading.base import (
    MAX_DECODED_PIXELS,
    MAX_FILE_BYTES,
    MAX_PAGES,
    MAX_SOURCE_PIXELS,
    Limit,
    LoadedImage,
    refuse_large,
)
from scanning.loading.pdf import open_pdf, pdf_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray
    from PIL import Image

__all__ = [
    "MAX_DECODED_PIXELS",
    "MAX_FILE_BYTES",
    "MAX_PAGES",
    "MAX_SOURCE_PIXELS",
    "LoadedImage",
    "count_pages",
    "iter_pages",
    "load_image",
    "megapixels",
]
_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "BMP")
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
_KNOWN_OTHERS = (b"GIF87a", b"GIF89a", b"8BPS", b"%!PS", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"<svg", b"RIFF")
_ORIENTATION = 0x0112


def load_image(
    path: Path, *, page: int = 0, max_pixels: int = MAX_DECODED_PIXELS, max_side: int | None = None
) -> LoadedImage:
    """Read one picture (or one page of a TIFF or PDF), reduced while decoding to at most `max_pixels`.

    Raises ScanningError: `image.not_found`, `image.not_a_file`, `image.no_access`, `image.empty`,
    `image.too_large`, `image.unsupported`, `image.unreadable`, `image.no_such_page`, `image.pdf_locked`.
    """
    with _opened(path) as (handle, kind):
        limit = Limit(max_pixels, max_side)
        if kind == "pdf":
            return pdf_page(handle, path, page, limit)
        if kind == "heic":
            return _heic(handle, path, page, limit)
        return _raster(handle, path, page, limit)


def count_pages(path: Path) -> int:
    """How many pages the file holds: 1 for a photo, more for a TIFF or PDF; same refusals as `load_image`."""
    with _opened(path) as (handle, kind):
        if kind == "pdf":
            with open_pdf(handle, path) as document:
                pages = len(document)
        elif kind == "heic":
            pages = 1
        else:
            pages = _frames(_open_raster(handle, path), path)
    if pages < 1:
        raise ScanningError("image.unreadable", file=path.name)
    if pages > MAX_PAGES:
        raise ScanningError("image.too_large", file=path.name, pages=pages, limit_pages=MAX_PAGES)
    return pages


def megapixels(path: Path) -> float:
    """How large the first picture of a file is, from its header; 0 for a PDF, whose pages have no pixels."""
    with _opened(path) as (handle, kind):
        if kind in {"pdf", "heic"}:
            return 0.0
        width, height = _open_raster(handle, path).size
    return float(width * height / 1e6)


def iter_pages(
    path: Path, *, max_pixels: int = MAX_DECODED_PIXELS, max_side: int | None = None
) -> Iterator[LoadedImage]:
    """Every page of the file in order, one in memory at a time."""
    for page in range(count_pages(path)):
        yield load_image(path, page=page, max_pixels=max_pixels, max_side=max_side)


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


def _frames(image: Image.Image, path: Path) -> int:
    """The pages of a TIFF; other kinds are one picture, whatever else they hold."""
    if image.format != "TIFF":
        return 1
    try:
        return int(getattr(image, "n_frames", 1))
    except Exception as reason:  # the directories behind the first are read here, damaged ones too
        raise ScanningError("image.unreadable", file=path.name) from reason


def _raster(handle: BinaryIO, path: Path, page: int, limit: Limit) -> LoadedImage:
    image = _open_raster(handle, path)
    try:
        if page:
            image.seek(page)
    except EOFError as reason:
        raise ScanningError("image.no_such_page", file=path.name, page=page + 1) from reason
    except Exception as reason:
        raise ScanningError("image.unreadable", file=path.name) from reason
    width, height = image.size
    refuse_large(width, height, path)
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


def _pixels(image: Image.Image, limit: Limit) -> NDArray[np.uint8]:
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
    rgb = np.asarray(image if image.mode == "RGB" else image.convert("RGB"))
    image.close()  # its pixels go before they are there a third time
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


def _heic(handle: BinaryIO, path: Path, page: int, limit: Limit) -> LoadedImage:
    if page:
        raise ScanningError("image.no_such_page", file=path.name, page=page + 1)
    try:
        import pi_heif
    except ImportError as reason:
        raise ScanningError("image.unsupported", file=path.name) from reason
    try:
        opened = pi_heif.open_heif(handle, convert_hdr_to_8bit=True)
        width, height = opened.size
    except Exception as reason:  # decoders raise whatever they like on damaged bytes
        raise ScanningError("image.unreadable", file=path.name) from reason
    refuse_large(width, height, path)
    try:
        bgr = _pixels(opened.to_pillow(), limit)  # the file's own turn is already applied by the decoder
    except Exception as reason:
        raise ScanningError("image.unreadable", file=path.name) from reason
    return LoadedImage(bgr, width, height, None, width / bgr.shape[1])
