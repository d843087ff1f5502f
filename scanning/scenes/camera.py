"""A pinhole camera over the table: where the corners of a sheet land in the picture."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class View:
    """How the camera looks: degrees of tilt and turn, share of the frame the sheet covers."""

    tilt: float
    heading: float
    turn: float
    cover: float
    shift: tuple[float, float] = (0.0, 0.0)
    focal: float = 1.1


def seen_corners(view: View, *, paper: tuple[float, float], size: tuple[int, int]) -> NDArray[np.float64]:
    """The sheet's corners (its own top-left first, clockwise) in the picture, covering the wanted share.

    `shift` moves the sheet by that part of the frame's width and height from the middle.
    """
    width, height = size
    half = np.array(paper) / 2 / max(paper)
    corners = np.array([[-half[0], -half[1]], [half[0], -half[1]], [half[0], half[1]], [-half[0], half[1]]])
    spun = np.column_stack([corners @ _turned(view.turn).T, np.zeros(4)])
    tilted = spun @ _tilted(view.tilt, view.heading).T
    distance = 2.2
    aside = np.array([view.shift[0], view.shift[1] * height / width]) / view.focal
    for _ in range(25):  # nearer or farther until the share is right
        flat = (tilted[:, :2] + aside * distance) / (tilted[:, 2:] + distance) * view.focal * width
        share = _area(flat) / (width * height)
        distance = max(distance * math.sqrt(share / view.cover), 0.75)
    return np.asarray(flat + np.array([(width - 1) / 2, (height - 1) / 2]), dtype=np.float64)


def _turned(degrees: float) -> NDArray[np.float64]:
    angle = math.radians(degrees)
    return np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])


def _tilted(tilt: float, heading: float) -> NDArray[np.float64]:
    """Turn by `tilt` about the axis in the table's plane that points towards `heading`."""
    axis = np.array([math.cos(math.radians(heading)), math.sin(math.radians(heading)), 0.0])
    angle = math.radians(tilt)
    cross = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
    return np.asarray(np.eye(3) + math.sin(angle) * cross + (1 - math.cos(angle)) * cross @ cross)


def _area(points: NDArray[np.float64]) -> float:
    x, y = points[:, 0], points[:, 1]
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)
