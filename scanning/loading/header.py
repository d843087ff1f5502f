"""Files of every kind as far as their first bytes and their header tell: kind, pages, size.

No pixel is decoded and no imaging library loaded, so the counter's own process may ask.
"""

from __future__ import annotations

import stat
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from scanning.errors import ScanningError
from scanning.loading.limits import MAX_FILE_BYTES, MAX_PAGES, refuse_large
from scanning.loading.pdf import open_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL import Image

_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "BMP")
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
_KNOWN_OTHERS = (b"GIF87a", b"GIF89a", b"8BPS", b"%!PS", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"<svg", b"RIFF")


def count_pages(path: Path) -> int:
    """How many pages the file holds: 1 for a photo, more for a TIFF or PDF; same refusals as `load_image`."""
    with opened(path) as (handle, kind):
        if kind == "pdf":
            with open_pdf(handle, path) as document:
                pages = len(document)
        elif kind == "heic":
            pages = 1
        else:
            pages = frames(open_raster(handle, path), path)
    if pages < 1:
        raise ScanningError("image.unreadable", file=path.name)
    if pages > MAX_PAGES:
        raise ScanningError("image.too_large", file=path.name, pages=pages, limit_pages=MAX_PAGES)
    return pages


def megapixels(path: Path) -> float:
    """How large the first picture of a file is, from its header; 0 for a PDF, whose pages have no pixels."""
    with opened(path) as (handle, kind):
        if kind in {"pdf", "heic"}:
            return 0.0
        width, height = open_raster(handle, path).size
    return float(width * height / 1e6)


@contextmanager
def opened(path: Path) -> Iterator[tuple[BinaryIO, str]]:
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


def open_raster(handle: BinaryIO, path: Path) -> Image.Image:
    """Pillow's picture of an open file, its header read."""
    from PIL import Image

    warnings.filterwarnings("ignore", category=UserWarning, module="PIL")  # a refusal is one sentence of ours
    Image.MAX_IMAGE_PIXELS = None  # up to twice its limit Pillow's own guard would only warn, on the console
    try:
        image = Image.open(handle, formats=_FORMATS)
    except Exception as reason:  # decoders raise whatever they like on damaged bytes
        raise ScanningError("image.unreadable", file=path.name) from reason
    refuse_large(*image.size, path)
    return image


def frames(image: Image.Image, path: Path) -> int:
    """The pages of a TIFF; other kinds are one picture, whatever else they hold."""
    if image.format != "TIFF":
        return 1
    try:
        return int(getattr(image, "n_frames", 1))
    except Exception as reason:  # the directories behind the first are read here, damaged ones too
        raise ScanningError("image.unreadable", file=path.name) from reason
