"""What a sheet says to whoever sorts a run: the texts of its symbols, and its patch code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scanning.codes.patch import read_patch
from scanning.loading.load import load_image

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    Image = NDArray[np.uint8]

_PIXELS = 4_500_000  # A4 at 200 dpi: symbols on separators are large
_SMALL_SIDE = 900  # where noise hides the modules at full size, they show here


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """Dấu hiệu phân cách: texts of QR, CODE128 and CODE39, top to bottom, and the patch code, if any."""

    texts: tuple[str, ...] = ()
    patch: str | None = None


def read_marks(path: Path, *, page: int = 0) -> SheetMarks:
    """The marks of one page (from 0) of a file; a page without any is the usual case and quick.

    Raises:
        ScanningError: the page is unreadable.
    """
    return marks_in(load_image(path, page=page, max_pixels=_PIXELS).bgr)


def marks_in(bgr: Image) -> SheetMarks:
    """As `read_marks`, on pixels already in memory."""
    import cv2

    grey = bgr if bgr.ndim == 2 else cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY)
    texts = _texts(grey)  # type: ignore[arg-type]
    scale = _SMALL_SIDE / max(grey.shape)
    if not texts and scale < 1:
        texts = _texts(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))  # type: ignore[arg-type]
    return SheetMarks(texts, read_patch(grey))  # type: ignore[arg-type]


def _texts(grey: Image) -> tuple[str, ...]:
    import zxingcpp

    kinds = zxingcpp.BarcodeFormat
    found = zxingcpp.read_barcodes(
        grey,
        formats=zxingcpp.BarcodeFormats([kinds.QRCode, kinds.Code128, kinds.Code39]),
        text_mode=zxingcpp.TextMode.Plain,
        try_invert=False,
    )
    placed = sorted((one.position.top_left.y, one.text) for one in found if one.valid and one.text)
    return tuple(dict.fromkeys(text for _, text in placed))
