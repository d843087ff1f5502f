"""Is the focus to be seen? Two pictures of one place, with and without it, told apart as an eye does."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

SEEN = 3.0  # WCAG 2.2, 1.4.11 and 2.4.13: from here on an eye tells two grounds apart


def area(one: QWidget) -> QRect:
    """A widget with its surroundings: some rings are drawn by the card around."""
    window = one.window()
    found = QRect(one.mapTo(window, QPoint(0, 0)), one.size()).adjusted(-16, -40, 16, 16)
    return found.intersected(window.rect())


def picture(window: QWidget, place: QRect) -> QImage:
    """A place of a window as it is painted now."""
    return window.grab(place).toImage().convertToFormat(QImage.Format.Format_RGB32)


def luminance(image: QImage) -> np.ndarray[Any, Any]:
    """Relative luminance of every pixel by WCAG 2."""
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    share = flat[:, : image.width(), 2::-1] / 255.0
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    light: np.ndarray[Any, Any] = linear @ np.array([0.2126, 0.7152, 0.0722])
    return light


def _apart(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    high, low = np.maximum(one, other), np.minimum(one, other)
    found: np.ndarray[Any, Any] = (high + 0.05) / (low + 0.05) >= SEEN
    return found


def differs(before: QImage, after: QImage) -> int:
    """How many pixels differ so much that an eye tells them apart: at least 3:1."""
    return int(np.count_nonzero(_apart(luminance(before), luminance(after))))


def stands_out(before: QImage, after: QImage) -> int:
    """Of what changed so, how much stands out 3:1 from a pixel beside it: a ring, not a wash of colour."""
    light = luminance(after)
    changed = _apart(luminance(before), light)
    beside = np.zeros_like(changed)
    for down, across in ((0, 3), (0, -3), (3, 0), (-3, 0)):
        beside |= _apart(light, np.roll(light, (down, across), (0, 1)))
    return int(np.count_nonzero(changed & beside))
