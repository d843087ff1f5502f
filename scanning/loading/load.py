"""Opens a photo or scan in bounded memory, turned the way its file says, or refuses it with a code.

Limits: a file of at most 200 MB, a picture of at most 100 megapixels, at most 500 pages. Larger pictures are
refused from their header, before any pixel is decoded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from scanning.errors import ScanningError
from scanning.loading.base import LoadedImage
from scanning.loading.header import count_pages, megapixels, open_raster, opened
from scanning.loading.limits import (
    MAX_DECODED_PIXELS,
    MAX_FILE_BYTES,
    MAX_PAGES,
    MAX_SOURCE_PIXELS,
    Limit,
    refuse_large,
)
from scanning.loading.pdf import pdf_page

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
_ORIENTATION = 0x0112
_BAND = 512  # rows


def load_image(
    path: Path, *, page: int = 0, max_pixels: int = MAX_DECODED_PIXELS, max_side: int | None = None
) -> LoadedImage:
    """Read one picture (or one page of a TIFF or PDF), reduced while decoding to at most `max_pixels`.

    Raises ScanningError: `image.not_found`, `image.not_a_file`, `image.no_access`, `image.empty`,
    `image.too_large`, `image.unsupported`, `image.unreadable`, `image.no_such_page`, `image.pdf_locked`.
    """
    with opened(path) as (handle, kind):
        limit = Limit(max_pixels, max_side)
        if kind == "pdf":
            return pdf_page(handle, path, page, limit)
        if kind == "heic":
            return _heic(handle, path, page, limit)
        return _raster(handle, path, page, limit)


def iter_pages(
    path: Path, *, max_pixels: int = MAX_DECODED_PIXELS, max_side: int | None = None
) -> Iterator[LoadedImage]:
    """Every page of the file in order, one in memory at a time."""
    for page in range(count_pages(path)):
        yield load_image(path, page=page, max_pixels=max_pixels, max_side=max_side)


def _raster(handle: BinaryIO, path: Path, page: int, limit: Limit) -> LoadedImage:
    image = open_raster(handle, path)
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
    rgb = image if image.mode == "RGB" else image.convert("RGB")
    factor = limit.reduction(*rgb.size)
    if factor > 1:
        rgb = rgb.reduce(factor)
    bgr = np.empty((rgb.height, rgb.width, 3), np.uint8)
    for top in range(0, rgb.height, _BAND):  # never the pixels a third time
        rows = rgb.crop((0, top, rgb.width, min(rgb.height, top + _BAND)))
        bgr[top : top + _BAND] = np.asarray(rows)[:, :, ::-1]
    image.close()
    return bgr


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
