"""Which pictures a camera can give, and which of them serve the preview and the page that is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PREVIEW_SIZE = (1920, 1080)
SMOOTH_FPS = 24.5  # below it the preview stutters; cameras state 24.98 for 25
MOST_PIXELS = 120_000_000  # a size no camera has is a driver's mistake
USUAL_SIZES = (
    (8000, 6000),
    (5472, 4104),
    (4608, 3456),
    (4208, 3120),
    (4160, 3120),
    (4096, 3072),
    (4032, 3024),
    (3840, 2880),
    (3840, 2160),
    (3264, 2448),
    (2592, 1944),
    (2048, 1536),
    (1920, 1080),
    (1600, 1200),
    (1280, 960),
    (1280, 720),
)
"""What cameras of a counter offer, the largest first: asked for one by one where the system tells no list."""


@dataclass(frozen=True, slots=True)
class CameraFormat:
    """A size a camera gives, how often a second at most (0: not told), packed as JPEG or raw."""

    width: int
    height: int
    fps: float = 0.0
    mjpg: bool = True

    @property
    def pixels(self) -> int:
        """How many pixels a picture has."""
        return self.width * self.height

    @property
    def shape(self) -> float:
        """Width to height."""
        return self.width / self.height


def still_format(known: Sequence[CameraFormat]) -> CameraFormat | None:
    """The format with the most pixels; JPEG before raw, which takes a second and more at these sizes."""
    fair = [one for one in known if 0 < one.pixels <= MOST_PIXELS]
    return max(fair, key=lambda one: (one.pixels, one.mjpg, one.fps), default=None)


def preview_format(known: Sequence[CameraFormat], still: CameraFormat | None = None) -> CameraFormat:
    """The format to look through: smooth, up to 1080p, of the still's shape to see the same desk."""
    within = [one for one in known if one.width <= PREVIEW_SIZE[0] and 0 < one.height <= 1440]
    if not within:
        return CameraFormat(*PREVIEW_SIZE)
    alike = [one for one in within if still is not None and abs(one.shape / still.shape - 1) < 0.03]
    smooth = _smooth(alike) or _smooth(within) or within
    return max(smooth, key=lambda one: (one.pixels, one.mjpg, one.fps))


def _smooth(formats: Iterable[CameraFormat]) -> list[CameraFormat]:
    return [one for one in formats if one.fps >= SMOOTH_FPS or (one.fps == 0.0 and one.mjpg)]
