"""How many dots an inch a capture has on the paper, and the size it is worked in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scanning.loading.load import LoadedImage

    Image = NDArray[np.uint8]

WORK_DPI = 200  # what the rules ask for, and where reading is at its best
_HONEST = 0.99  # corners are found to half a per cent of a side; 200 dpi told in dots a centimetre is 198.1
_ENLARGE_BELOW = 165
_A4_LONG_INCHES = 297 / 25.4
_CARD_LONG_INCHES = 85.6 / 25.4


def frame_dpi(loaded: LoadedImage) -> float:
    """Resolution of a picture that is all page: as stated if it gives a real paper size, else A4 or card."""
    height, width = loaded.bgr.shape[:2]
    longer, shorter = max(height, width), min(height, width)
    if loaded.dpi is not None:
        stated = loaded.dpi / loaded.scale
        if 3.0 <= longer / stated <= 17.5:
            return float(stated)
    card = abs(longer / shorter - 85.6 / 54) < 0.06
    return float(longer / (_CARD_LONG_INCHES if card else _A4_LONG_INCHES))


def native_dpi(dpi: float, loaded: LoadedImage, quad: NDArray[np.float64] | None) -> float:
    """The resolution the capture really had on the paper."""
    return frame_dpi(loaded) if quad is None else dpi


def too_coarse(native: float) -> bool:
    """Whether a page has less than the 200 dpi the rules ask for, beyond what measuring it may err by."""
    return native < WORK_DPI * _HONEST


def for_work(flat: Image, dpi: float) -> tuple[Image, float]:
    """The page near the working resolution: poor captures are enlarged so that strokes get smooth edges."""
    if _ENLARGE_BELOW <= dpi <= WORK_DPI * 1.1:
        return flat, dpi
    scale = WORK_DPI / dpi
    method = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    sized: Any = cv2.resize(flat, None, fx=scale, fy=scale, interpolation=method)
    return np.asarray(sized, np.uint8), float(WORK_DPI)
