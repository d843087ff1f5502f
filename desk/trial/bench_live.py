"""Measurements of the live picture, on a film played in real time through the camera's own process."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from desk.imaging.capture import open_source, save
from desk.trial.bench import Bench

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desk.imaging.capture import CaptureSource, Frame
    from desk.imaging.digitising import Code
    from desk.imaging.live import LiveSession
    from desk.imaging.seen_codes import CardFilm
    from desk.rows import IdentityCard
    from scanning.scenes.footage import Footage

CAPTURE_TARGET, FRAME_TARGET = 1200, 40
_SIZE, _FPS, _SHEETS = (1920, 1080), 30.0, 4
_GIVE_UP = 60.0


@dataclass
class _Watched:
    """What a live session did with a film, on the clock that only runs forward."""

    film: Footage
    folder: Path
    frames: list[float] = field(default_factory=list)
    kept: list[float] = field(default_factory=list)
    began: float = 0.0
    done: threading.Event = field(default_factory=threading.Event)

    def open_source(self, spec: str) -> CaptureSource:
        return open_source(spec)

    def save_frame(self, frame: Frame, folder: Path | None = None) -> Path:
        return save(frame, folder or self.folder)

    def read_card(self, image: Path | Frame, film: CardFilm | None = None) -> IdentityCard | None:
        del image, film
        return None

    def read_codes(self, image: Path | Frame) -> tuple[Code, ...]:
        del image
        return ()

    def told(self, session: LiveSession, kind: str, value: Any) -> None:  # noqa: ANN401 - as the kind says
        if kind == "frame":
            from scanning.scenes.footage import frame_number

            self.frames.append(time.monotonic())
            self.began = value.at - frame_number(value.pixels) / self.film.fps
            value.small(960)  # what the window does with it
            session.shown()
        elif kind == "kept":
            self.kept.append(time.monotonic())
        if len(self.kept) == len(self.film.rests) - 1 or kind == "broke":
            self.done.set()


def _watch(scratch: Path) -> _Watched:
    """Sheets laid one after the other: looked at, captured by themselves and kept as files."""
    from desk.imaging.live import LiveSession
    from scanning.scenes.footage import Laid, film

    acts = [Laid(None, 1.0), *(Laid(number, 2.0) for number in range(1, _SHEETS + 1))]
    shot = film(scratch / "film.avi", acts, fps=_FPS, size=_SIZE)
    watched = _Watched(shot, scratch)
    session = LiveSession(watched, f"film:{shot.path}", watched.told)
    watched.done.wait(_GIVE_UP)
    session.stop()
    session.ended(_GIVE_UP)
    return watched


def paper_to_capture(scratch: Path) -> Sequence[float]:
    """From a sheet coming to rest under the camera to its picture lying on the disk."""
    watched = _watch(scratch)
    rests = [watched.began + rest for rest in watched.film.rests[1:]]
    return [(kept - rest) * 1000 for rest, kept in zip(rests, watched.kept, strict=False)] or [float("inf")]


def preview_frame(scratch: Path) -> Sequence[float]:
    """Between two frames of the preview while pages are looked for, captured and kept."""
    frames = _watch(scratch).frames
    return [(after - before) * 1000 for before, after in pairwise(frames)] or [float("inf")]


LIVE = (
    Bench("paper_to_capture", CAPTURE_TARGET, paper_to_capture),
    Bench("preview_frame", FRAME_TARGET, preview_frame),
)
