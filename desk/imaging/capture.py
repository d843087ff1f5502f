"""The live picture for the window: frames as bytes, judged, kept as files.

A frame leaves as width, height and RGB bytes; its pixels stay hidden behind it, so that the window
never meets OpenCV. Every call may take a while and belongs on the device or cpu pool.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from desk.imaging.digitising import scanning_failures

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from scanning.cameras.watching import CameraWatch, WindowsWatch

STILL_QUALITY = 95
FIND_ANEW_SECONDS = 1.0  # a page that lies still is looked for this often, for the light may change
A4_INCHES = (210 / 25.4, 297 / 25.4)


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture of a source and when it was taken, in seconds of a clock that only runs forward."""

    width: int
    height: int
    at: float
    pixels: Any = field(repr=False)  # BGR array of the scanning leaf
    calm: float | None = None  # seconds in which nothing has moved, where that is known

    def small(self, side: int) -> SmallFrame:
        """The frame for the eye, its longer side at most `side`; costs 2 ms at 1080p and holds up nobody."""
        from scanning.cameras.pictures import smaller

        made = smaller(self.pixels, side)
        return SmallFrame(made.shape[1], made.shape[0], made.tobytes())

    @property
    def rgb(self) -> bytes:
        """Width × height × 3 bytes, rows from the top, no padding."""
        return bytes(self.pixels[:, :, ::-1].tobytes())


@dataclass(frozen=True, slots=True, eq=False)
class SmallFrame:
    """A frame made small: width × height × 3 bytes, blue first, rows from the top, no padding."""

    width: int
    height: int
    bgr: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class FrameLook:
    """What one frame shows: the page's outline in its pixels, clockwise, and what keeps it from capture.

    `advice` is searching, covered, unsure, moving, dark, glaring, blurred, hold, ready, capture,
    change_page, same_page or other_page (left alone on purpose); the words belong to the window. `progress`
    runs from 0 to 1 while the page is held still. `dpi` is what the page kept at full size will have,
    `reach_dpi` what this camera would give a sheet that fills its picture.
    """

    corners: tuple[tuple[float, float], ...] | None
    score: float
    confident: bool
    sharp: float
    bright: float
    moved: bool
    advice: str = ""
    progress: float = 0.0
    seen: Any = field(default=None, repr=False)
    preview_dpi: float | None = None
    dpi: float | None = None
    reach_dpi: float = 0.0


@dataclass(frozen=True, slots=True)
class CameraCard:
    """A camera of this machine: what opens it (`camera:0`), and by what it is known again after it moved."""

    spec: str
    name: str
    model: str = ""
    address: str = ""
    chosen: bool = False  # the one this desk uses


class CaptureSource:
    """An open camera, or a video, picture or folder standing in for one.

    Guarantees: `CAPTURE` is advised exactly once for each page; `close()` may be called twice. `read`,
    `look` and `still` may each run in a thread of their own.
    """

    def __init__(self, source: Any) -> None:  # noqa: ANN401 - a scanning.cameras.source.FrameSource
        from scanning.cameras.moment import AutoCapture, Stillness

        self._source = source
        self._auto = AutoCapture()
        self._stillness = Stillness()
        self._last: FrameLook | None = None
        self._last_at = self._found_at = 0.0

    @property
    def still_size(self) -> tuple[int, int]:
        """Width and height of a page as it is kept."""
        size: tuple[int, int] = self._source.still_size
        return size

    def read(self) -> Frame:
        """The newest picture at preview size; `camera.lost` when there will be no more."""
        with scanning_failures():
            source = self._source.read()
            return _frame(source, self._stillness.feed(source.bgr, source.at))

    def still(self) -> Frame:
        """One picture at the source's full size, for keeping."""
        with scanning_failures():
            return _frame(self._source.full_still())

    def look(self, frame: Frame, *, capturing: bool = True) -> FrameLook:
        """Judge a frame against the one looked at before, with advice on capturing."""
        calm = frame.calm or 0.0
        unmoved = self._last is not None and calm >= frame.at - self._last_at
        unmoved = unmoved and 0 <= frame.at - self._found_at < FIND_ANEW_SECONDS
        judged = look(frame, previous=self._last, unmoved=unmoved)
        self._last, self._last_at = judged, frame.at
        self._found_at = self._found_at if unmoved else frame.at
        advice = self._auto.feed(judged.seen, frame.at, calm=frame.calm, capturing=capturing)
        return replace(
            judged,
            advice=advice.value,
            progress=self._auto.progress,
            dpi=_kept_dpi(judged.preview_dpi, frame.width, self.still_size[0]),
            reach_dpi=_reach(self.still_size),
        )

    def again(self) -> None:
        """Allow the same page once more, for a retake."""
        self._auto.again()

    def pass_over(self) -> None:
        """Leave alone the page that lies there first; only another one is captured by itself."""
        self._auto.pass_over()

    def just_taken(self) -> bool:
        """Whether the page that lies there was captured by itself a moment ago."""
        return self._auto.just_taken()

    def captured(self) -> bool:
        """Note that the page now seen was captured by hand: the next one must be another.

        False where no look has shown yet which page that is; its still does: `took`.
        """
        if self._last is not None:
            self._auto.captured(self._last.seen)
        return self._last is not None and self._last.corners is not None and not self._last.moved

    def took(self, still: Frame, like: Frame) -> None:
        """Note that the page on this still was captured, seen as in a frame `like` that one."""
        from scanning.cameras.look import look as judge
        from scanning.cameras.pictures import smaller

        with scanning_failures():
            self._auto.captured(judge(smaller(still.pixels, max(like.width, like.height))))

    @property
    def memory(self) -> Any:  # noqa: ANN401 - a look of the scanning leaf
        """The page captured last, for `recall` of the source opened after this one; None: there is none."""
        return self._auto.last

    def recall(self, memory: Any) -> None:  # noqa: ANN401
        """Know the page another source captured last: while it lies there, it is not taken again."""
        if memory is not None:
            self._auto.remember(memory)

    def remember(self, page: Path, like: Frame) -> None:
        """Know the page in this file as the one captured last: while it lies there, it is not taken again."""
        from scanning.cameras.look import look as judge
        from scanning.loading.load import load_image

        with scanning_failures():
            kept = load_image(page, max_side=max(like.width, like.height))
            self._auto.remember(judge(kept.bgr))

    def close(self) -> None:
        """Let the device go."""
        self._source.close()


def open_source(spec: str) -> CaptureSource:
    """Open a camera (`camera:0`) or a video, picture or folder by path.

    Raises:
        SurroundingsError: `camera.none`, `camera.busy`, `camera.timeout`.
        InputError: `camera.not_a_source`, or what the picture itself is refused for.
    """
    from scanning.cameras.source import open_source as opened

    with scanning_failures():
        return CaptureSource(opened(spec))


def cameras(wanted: tuple[str, str, str] = ("", "", "")) -> tuple[CameraCard, ...]:
    """The cameras of this machine, without opening any.

    The one that agrees with `wanted` (name, model, address) in two of them is marked as chosen.
    """
    from scanning.cameras.listing import CameraInfo, find_again, list_cameras

    found = list_cameras()
    chosen = find_again(CameraInfo(0, *wanted), found)
    return tuple(
        CameraCard(f"camera:{one.index}", one.name, one.model, one.address, one is chosen) for one in found
    )


def watch_cameras(told: Callable[[], None]) -> CameraWatch | WindowsWatch:
    """Have it told, from another thread, when cameras come or go; `stop()` ends it."""
    from scanning.cameras.watching import watch_cameras as watch

    return watch(told)


def look(frame: Frame, previous: FrameLook | None = None, *, unmoved: bool = False) -> FrameLook:
    """Judge one frame, against the one before where there is one; no advice on capturing.

    Where nothing moved since that one (`unmoved`), the page is not looked for anew.
    """
    from scanning.cameras.look import look as judge

    with scanning_failures():
        seen = judge(frame.pixels, previous.seen if previous else None, unmoved=unmoved)
    return FrameLook(
        corners=seen.corners,
        score=seen.score,
        confident=seen.confident,
        sharp=seen.sharp,
        bright=seen.bright,
        moved=seen.moved,
        seen=seen,
        preview_dpi=seen.dpi,
    )


def save(frame: Frame, folder: Path) -> Path:
    """Keep a frame as a JPEG file in `folder`, whole or not at all; the name says nothing of the paper."""
    from desk.record.durable import make_folder, write_file
    from desk.record.failures import surroundings
    from scanning.cameras.pictures import jpeg

    with scanning_failures():
        packed = jpeg(frame.pixels, STILL_QUALITY)
    target = folder / f"capture-{secrets.token_hex(8)}.jpg"
    with surroundings():
        make_folder(folder)
        write_file(target, packed)
    return target


def _frame(source: Any, calm: float | None = None) -> Frame:  # noqa: ANN401 - a scanning.cameras.source.Frame
    return Frame(source.width, source.height, source.at, source.bgr, calm)


def _kept_dpi(preview: float | None, width: int, still_width: int) -> float | None:
    """Both sizes see the desk in the same width; what the still adds is pixels."""
    return None if preview is None else preview * max(still_width, width) / max(1, width)


def _reach(size: tuple[int, int]) -> float:
    """The resolution of an A4 sheet that just fills the picture."""
    longer, shorter = max(size), min(size)
    return min(longer / A4_INCHES[1], shorter / A4_INCHES[0])
