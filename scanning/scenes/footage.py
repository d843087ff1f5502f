"""A film of papers laid under a camera one after the other, with the truth of when each came to rest."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.scenes import forms, photograph
from scanning.scenes.camera import View, seen_corners
from scanning.scenes.desks import desk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

A4 = (210.0, 297.0)
_BITS, _CELL = 16, 12  # the number of a frame stands in its top-left corner, one cell a bit
_NOISES = 4  # different pictures of the same moment, in turn
_SLIDE_SECONDS = 0.4


@dataclass(frozen=True, slots=True)
class Laid:
    """One thing done under the camera: a sheet (its number), or `None` for an empty desk, for some seconds.

    `hand` passes a hand over what lies there instead of changing it.
    """

    sheet: int | None
    seconds: float = 2.0
    hand: bool = False


@dataclass(frozen=True, slots=True)
class Footage:
    """A film on the disk: how many pictures a second, and the second at which each act had come to rest."""

    path: Path
    fps: float
    rests: tuple[float, ...]


def film(
    path: Path,
    acts: Sequence[Laid],
    *,
    fps: float = 25.0,
    size: tuple[int, int] = (1280, 720),
    seed: int = 1,
    people: Sequence[str] = (),
) -> Footage:
    """Write the film as MJPEG. Sheets with the same number are the same paper; `people` fills in their names.

    Where `people` is given, all sheets are the same form filled in for different persons.
    """
    writer = cv2.VideoWriter(os.fspath(path), cv2.VideoWriter.fourcc(*"MJPG"), fps, size)
    table = _Table(size, seed, people)
    rests: list[float] = []
    count = 0
    for act in acts:
        for picture in table.moving(act, round(_SLIDE_SECONDS * fps)):
            writer.write(_numbered(picture, count))
            count += 1
        rests.append(count / fps)
        resting = table.resting()
        for number in range(round(act.seconds * fps)):
            writer.write(_numbered(resting[number % _NOISES], count))
            count += 1
    writer.release()
    return Footage(path, fps, tuple(rests))


def frame_number(bgr: NDArray[np.uint8]) -> int:
    """The number written into a frame by `film`."""
    cells = bgr[_CELL // 2, _CELL // 2 : _CELL * _BITS : _CELL, 1] > 127
    return int(sum(1 << bit for bit, lit in enumerate(cells) if lit))


class _Table:
    """A desk with at most one sheet, and how it looks while that one goes and the next comes."""

    def __init__(self, size: tuple[int, int], seed: int, people: Sequence[str]) -> None:
        self._size, self._seed, self._people = size, seed, people
        self._rng = np.random.default_rng(seed)
        self._bare = desk("wood", np.random.default_rng(seed), size=size)
        self._sheet: int | None = None
        self._finish = photograph.Finish(0.5 * size[0] / 1280, 1.5, 90)

    def moving(self, act: Laid, frames: int) -> Iterator[NDArray[np.uint8]]:
        """The pictures until the act is done: the old sheet out, the new one in, or a hand across."""
        if act.hand:
            for number in range(frames):
                yield self._shot(self._hand(number / frames))
            return
        if self._sheet is not None:
            for number in range(frames // 2):
                yield self._shot(self._laid(self._sheet, number * 2 / frames))
        self._sheet = act.sheet
        for number in range(frames if self._sheet is not None else 0):
            yield self._shot(self._laid(self._sheet, 1.0 - number / frames))

    def resting(self) -> tuple[NDArray[np.uint8], ...]:
        """The same moment several times, as a sensor sees it."""
        canvas = self._laid(self._sheet, 0.0)
        return tuple(self._shot(canvas.copy()) for _ in range(_NOISES))

    def _laid(self, sheet: int | None, away: float) -> NDArray[np.float32]:
        canvas = self._bare.copy()
        if sheet is None:
            return canvas
        person = self._people[sheet % len(self._people)] if self._people else None
        drawn = np.random.default_rng([self._seed, 0 if self._people else sheet])
        paper = forms.form("to_khai", drawn, dpi=150, person=person)
        rng = np.random.default_rng([self._seed, sheet])
        turn, aside = 90 + float(rng.uniform(-3, 3)), float(rng.uniform(0, 0.02))
        view = View(tilt=6, heading=40, turn=turn, cover=0.5, shift=(0.0, aside))
        corners = seen_corners(view, paper=A4, size=self._size)
        corners[:, 0] += away * self._size[0] * 0.6
        photograph.lay(canvas, paper.bgr, corners, lift=0.3, rng=rng)
        return canvas

    def _hand(self, along: float) -> NDArray[np.float32]:
        canvas = self._laid(self._sheet, 0.0)
        width, height = self._size
        middle = (round(width * (0.2 + 0.6 * along)), height // 2)
        cv2.ellipse(
            canvas, middle, (width // 8, height // 2), 20, 0, 360, (120.0, 150.0, 190.0), -1, cv2.LINE_AA
        )
        return canvas

    def _shot(self, canvas: NDArray[np.float32]) -> NDArray[np.uint8]:
        return photograph.expose(canvas, self._finish, self._rng)


def _numbered(bgr: NDArray[np.uint8], number: int) -> NDArray[np.uint8]:
    made = bgr.copy()
    for bit in range(_BITS):
        made[:_CELL, bit * _CELL : (bit + 1) * _CELL] = 255 if number >> bit & 1 else 0
    return made
