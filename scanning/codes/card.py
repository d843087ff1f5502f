"""Second looks for the decoder: views of a picture in which a small, soft or slanted symbol may be read.

The number of pixels a module decides (measured: ≥ 2.5 px always read, < 1.5 px never), so views
enlarge first, sharpen next, then work out the modules, and only then turn and re-threshold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    Image = NDArray[np.uint8]

_CROP_SIDES = (0.2, 0.34)  # sides of the squares searched, as shares of the picture's long side
_CROPS_EACH = 2
_VIEW_PIXELS = 6_000_000
_STEADY_SIDE = 512
_SHAKES = (5.0, 8.0)  # pixels the picture moved while it was taken
_FOCUSES = ((1.2, 0.02), (1.6, 0.003))  # blur in pixels, noise
_SOLVED_SIDE = 420
_TURNS = (45, 22, 67, 112, 157)  # degrees; rows and columns themselves are read in the first view


@dataclass(frozen=True, slots=True)
class View:
    """One picture to decode and the part of the whole it shows, as shares (top, left, height, width)."""

    grey: Image
    part: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    fixed: bool = False  # one threshold for the whole view instead of a local one
    qr_only: bool = False  # bars have no check strong enough for a view that was computed this far
    pure: bool = False  # nothing but one symbol, drawn straight

    def place(self, at: tuple[float, float]) -> tuple[float, float]:
        """A point of the view as a point of the whole picture, both as shares (row, column)."""
        top, left, height, width = self.part
        return (top + at[0] * height, left + at[1] * width)


def views(grey: Image, *, long_side: int, linear: bool, cut_off: bool = False) -> Iterator[View]:
    """The picture as it is, then enlarged, sharpened, cropped, re-thresholded and turned.

    Args:
        grey: The whole picture.
        long_side: Pictures larger than this are looked at in this size first.
        linear: Also give the turned views a slanted CODE128 needs.
        cut_off: At last look for symbols the frame cuts, where the caller can check a text by its shape.
    """
    from scanning.codes.cut_off import cut_symbols
    from scanning.codes.places import symbol_squares
    from scanning.codes.refining import clean_symbols

    first = within(grey, long_side)
    yield View(first)
    yield View(unsharp(first))
    if first.size * 4 <= _VIEW_PIXELS * 2:
        double = enlarge(first, 2.0)
        yield View(double)
        yield View(unsharp(double, sigma=2.5))
    crops = list(_busy_squares(first))
    for part in crops:
        yield from crop_views(grey, part)
    if linear:
        small = within(first, 1800)
        for angle in _TURNS:
            yield View(_turned(small, angle))
    places = list(symbol_squares(first))
    for part in places:
        yield from crop_views(grey, part)
        yield from _focused_views(grey, part)
    for part in places:
        square = within(cut(grey, part), _SOLVED_SIDE)
        yield from (View(symbol, part, qr_only=True, pure=True) for symbol in clean_symbols(square))
    if first is not grey:
        yield View(grey)
    for part in places or crops:
        yield from _hard_views(grey, part)
        yield from _steadied_views(grey, part)
    if cut_off:
        yield from (View(symbol, qr_only=True, pure=True) for symbol in cut_symbols(first))


def crop_views(grey: Image, part: tuple[float, float, float, float]) -> Iterator[View]:
    """A part of the picture enlarged and sharpened in two ways."""
    square = cut(grey, part)
    scale = min(3.0, (_VIEW_PIXELS / max(square.size, 1)) ** 0.5)
    if scale < 1.2:
        return
    big = enlarge(square, scale)
    yield View(unsharp(big, sigma=scale), part)
    yield View(unsharp(big, sigma=scale * 1.6, amount=2.5), part)


def _hard_views(grey: Image, part: tuple[float, float, float, float]) -> Iterator[View]:
    import cv2

    square = cut(grey, part)
    scale = min(2.0, (_VIEW_PIXELS / 3 / max(square.size, 1)) ** 0.5)
    big = enlarge(square, scale) if scale > 1.1 else square
    even = cv2.createCLAHE(clipLimit=4.0, tileGridSize=(4, 4)).apply(big)
    yield View(unsharp(even, sigma=scale * 1.2, amount=2.0), part)  # type: ignore[arg-type]
    side = max(15, int(min(big.shape[:2]) / 9) | 1)
    for shift in (3, 9):
        black = cv2.adaptiveThreshold(
            unsharp(big, sigma=scale * 1.3, amount=2.0),
            255,
            cv2.ADAPTIVE_THRESH_MEAN_C,
            cv2.THRESH_BINARY,
            side,
            shift,
        )
        yield View(black, part, fixed=True)  # type: ignore[arg-type]


def _steadied_views(grey: Image, part: tuple[float, float, float, float]) -> Iterator[View]:
    """The part as if the hand had not shaken: a motion of a few pixels in eight directions taken back."""
    square = within(cut(grey, part), _STEADY_SIDE)
    for length in _SHAKES:
        for turn in range(8):
            steady = unshaken(square, length=length, degrees=turn * 22.5)
            yield View(enlarge(steady, 2.0), part, qr_only=True)


def _focused_views(grey: Image, part: tuple[float, float, float, float]) -> Iterator[View]:
    """The part as if the lens had been in focus: a blur of one to two pixels taken back."""
    square = within(cut(grey, part), _STEADY_SIDE)
    for soft, noise in _FOCUSES:
        yield View(enlarge(focused(square, soft=soft, noise=noise), 3.0), part, qr_only=True)


def focused(grey: Image, *, soft: float, noise: float) -> Image:
    """The picture with a Gaussian blur of `soft` pixels undone, as far as `noise` allows (Wiener)."""
    import numpy as np

    def blur(across: NDArray[np.floating], down: NDArray[np.floating]) -> NDArray[np.float64]:
        return np.asarray(np.exp(-2 * (np.pi * soft) ** 2 * (across**2 + down**2)))

    return _undone(grey, blur, noise=noise)


def unshaken(grey: Image, *, length: float, degrees: float, noise: float = 0.012) -> Image:
    """The picture with a straight motion of `length` pixels undone, as far as `noise` allows (Wiener)."""
    import numpy as np

    angle = np.deg2rad(degrees)

    def blur(across: NDArray[np.floating], down: NDArray[np.floating]) -> NDArray[np.float64]:
        return np.asarray(np.sinc(length * (across * np.cos(angle) + down * np.sin(angle))))

    return _undone(grey, blur, noise=noise)


def _undone(
    grey: Image,
    blur: Callable[[NDArray[np.floating], NDArray[np.floating]], NDArray[np.float64]],
    *,
    noise: float,
) -> Image:
    import numpy as np

    rim = 24
    padded = np.pad(grey.astype(np.float32), rim, mode="reflect")
    height, width = padded.shape
    seen = blur(np.fft.rfftfreq(width)[None, :], np.fft.fftfreq(height)[:, None])
    spectrum = np.fft.rfft2(padded) * seen / (seen * seen + noise)
    sharp = np.fft.irfft2(spectrum, s=padded.shape)[rim : rim + grey.shape[0], rim : rim + grey.shape[1]]
    return np.asarray(np.clip(sharp, 0, 255), np.uint8)


def enlarge(grey: Image, scale: float) -> Image:
    """The picture `scale` times larger, cubic."""
    import cv2

    return cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)  # type: ignore[return-value]


def unsharp(grey: Image, *, sigma: float = 1.4, amount: float = 1.5) -> Image:
    """The picture with its edges steepened: itself plus `amount` of what a blur takes away."""
    import cv2

    soft = cv2.GaussianBlur(grey, (0, 0), sigma)
    return cv2.addWeighted(grey, 1 + amount, soft, -amount, 0)  # type: ignore[return-value]


def within(grey: Image, long_side: int) -> Image:
    """The picture, made smaller where its longer side is more."""
    import cv2

    scale = long_side / max(grey.shape[:2])
    if scale >= 1:
        return grey
    return cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)  # type: ignore[return-value]


def cut(grey: Image, part: tuple[float, float, float, float]) -> Image:
    """A part of the picture, given as shares."""
    height, width = grey.shape[:2]
    top, left, tall, wide = part
    y, x = round(top * height), round(left * width)
    return grey[y : y + max(1, round(tall * height)), x : x + max(1, round(wide * width))]


def _turned(grey: Image, angle: float) -> Image:
    import cv2

    height, width = grey.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    new_w, new_h = int(height * sin + width * cos), int(height * cos + width * sin)
    matrix[0, 2] += new_w / 2 - width / 2
    matrix[1, 2] += new_h / 2 - height / 2
    return cv2.warpAffine(grey, matrix, (new_w, new_h), flags=cv2.INTER_LINEAR, borderValue=255)  # type: ignore[return-value]


def _busy_squares(grey: Image) -> Iterator[tuple[float, float, float, float]]:
    """Squares with the most edges in both directions: where a QR symbol stands, text comes second.

    A QR symbol has as many horizontal as vertical edges; lines of text and bars do not, so the
    smaller of the two sums is what counts.
    """
    import cv2
    import numpy as np

    small = within(grey, 640)
    height, width = small.shape[:2]
    across = np.abs(cv2.Sobel(small, cv2.CV_32F, 1, 0))
    down = np.abs(cv2.Sobel(small, cv2.CV_32F, 0, 1))
    for share in _CROP_SIDES:
        side = min(int(share * max(height, width)), height, width)
        sums = np.minimum(
            cv2.boxFilter(across, -1, (side, side), borderType=cv2.BORDER_CONSTANT),
            cv2.boxFilter(down, -1, (side, side), borderType=cv2.BORDER_CONSTANT),
        )
        for _ in range(_CROPS_EACH):
            row, column = np.unravel_index(int(np.argmax(sums)), sums.shape)
            y = min(max(int(row) - side // 2, 0), height - side)
            x = min(max(int(column) - side // 2, 0), width - side)
            yield (y / height, x / width, side / height, side / width)
            sums[
                max(0, row - side // 2) : row + side // 2, max(0, column - side // 2) : column + side // 2
            ] = 0
