"""Frames made small for the eye and packed for keeping, without holding up other threads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from scanning.errors import ScanningError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Image = NDArray[np.uint8]


def smaller(bgr: Image, side: int) -> Image:
    """The picture with its longer side at most `side`, rows without padding."""
    scale = side / max(bgr.shape[:2])
    if scale >= 1:
        return np.ascontiguousarray(bgr)
    size = (max(1, round(bgr.shape[1] * scale)), max(1, round(bgr.shape[0] * scale)))
    made: Any = cv2.resize(bgr, size, interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(made, np.uint8)


def jpeg(bgr: Image, quality: int) -> bytes:
    """The picture as a JPEG file."""
    done, packed = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise ScanningError("camera.lost", environment=True)
    return packed.tobytes()
