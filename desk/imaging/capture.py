"""The live picture for the window: frames as bytes, judged, read for codes, kept as files.

A frame leaves as width, height and RGB bytes; its pixels stay hidden behind it, so that the window
never meets OpenCV. Every call may take a while and belongs on the device or cpu pool.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

from desk.imaging.digitising import Code, scanning_failures

if TYPE_CHECKING:
    from pathlib import Path

    from desk.rows import IdentityCard

STILL_QUALITY = 95


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture of a source and when it was taken, in seconds of a clock that only runs forward."""

    width: int
    height: int
    at: float
    pixels: Any = field(repr=False)  # BGR array of the scanning leaf

    @property
    def rgb(self) -> bytes:
        """Width × height × 3 bytes, rows from the top, no padding."""
        return bytes(self.pixels[:, :, ::-1].tobytes())


@dataclass(frozen=True, slots=True, eq=False)
class FrameLook:
    """What one frame shows: the page's outline in its pixels, clockwise, and what keeps it from capture.

    `advice` is searching, unsure, moving, dark, glaring, blurred, hold, capture or change_page; the
    words belong to the window. `progress` runs from 0 to 1 while the page is held still.
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


@dataclass(frozen=True, slots=True)
class CameraCard:
    """A camera of this machine: what opens it (`camera:0`) and the name people know it by."""

    spec: str
    name: str


class CaptureSource:
    """An open camera, or a video, picture or folder standing in for one.

    Guarantees: `CAPTURE` is advised exactly once for each page; `close()` may be called twice.
    """

    def __init__(self, source: Any) -> None:  # noqa: ANN401 - a scanning.cameras.source.FrameSource
        from scanning.cameras.look import AutoCapture

        self._source = source
        self._auto = AutoCapture()
        self._last: FrameLook | None = None

    def read(self) -> Frame:
        """The newest picture at preview size; `camera.lost` when there will be no more."""
        with scanning_failures():
            return _frame(self._source.read())

    def still(self) -> Frame:
        """One picture at the source's full size, for keeping."""
        with scanning_failures():
            return _frame(self._source.full_still())

    def look(self, frame: Frame) -> FrameLook:
        """Judge a frame against the one looked at before, with advice on capturing."""
        self._last = judged = look(frame, previous=self._last)
        advice = self._auto.feed(judged.seen, frame.at)
        return _with_advice(judged, advice.value, self._auto.progress)

    def again(self) -> None:
        """Allow the same page once more, for a retake."""
        self._auto.again()

    def captured(self) -> None:
        """Note that the page now seen was captured by hand: the next one must be another."""
        if self._last is not None:
            self._auto.captured(self._last.seen)

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


def cameras() -> tuple[CameraCard, ...]:
    """The cameras of this machine, without opening any."""
    from scanning.cameras.listing import list_cameras

    return tuple(CameraCard(spec=f"camera:{one.index}", name=one.name) for one in list_cameras())


def look(frame: Frame, previous: FrameLook | None = None) -> FrameLook:
    """Judge one frame, against the one before where there is one; no advice on capturing."""
    from scanning.cameras.look import look as judge

    with scanning_failures():
        seen = judge(frame.pixels, previous.seen if previous else None)
    return FrameLook(
        corners=seen.corners,
        score=seen.score,
        confident=seen.confident,
        sharp=seen.sharp,
        bright=seen.bright,
        moved=seen.moved,
        seen=seen,
    )


def read_codes_in(frame: Frame) -> tuple[Code, ...]:
    """QR and CODE128 in a frame, quickly; try the next frame where none is found."""
    from scanning.codes.reading import read_codes_in as codes_of

    with scanning_failures():
        return tuple(Code(format=one.format, text=one.text) for one in codes_of(frame.pixels))


def read_card_in(frame: Frame, *, lang: str = "vi") -> IdentityCard | None:
    """The identity card in a frame, or None; tries for about two seconds."""
    from desk.intake.identity import looks_like_card, parse_card
    from scanning.codes.reading import read_card_in as card_text

    with scanning_failures():
        text = card_text(frame.pixels, looks_like_card)
    return None if text is None else parse_card(text, lang=lang)


def save(frame: Frame, folder: Path) -> Path:
    """Keep a frame as a JPEG file in `folder`, whole or not at all; the name says nothing of the paper."""
    from PIL import Image

    from desk.record.durable import make_folder, write_file
    from desk.record.failures import surroundings

    picture = BytesIO()
    Image.frombytes("RGB", (frame.width, frame.height), frame.rgb).save(
        picture, "JPEG", quality=STILL_QUALITY
    )
    target = folder / f"capture-{secrets.token_hex(8)}.jpg"
    with surroundings():
        make_folder(folder)
        write_file(target, picture.getvalue())
    return target


def _frame(source: Any) -> Frame:  # noqa: ANN401 - a scanning.cameras.source.Frame
    return Frame(width=source.width, height=source.height, at=source.at, pixels=source.bgr)


def _with_advice(judged: FrameLook, advice: str, progress: float) -> FrameLook:
    from dataclasses import replace

    return replace(judged, advice=advice, progress=progress)
