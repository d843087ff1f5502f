"""Icons: Lucide outlines (ISC) read from the installed archive and recoloured when they are drawn."""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path
from zipfile import ZipFile

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

_STROKE = "1.9"


@lru_cache(maxsize=1)
def _archive() -> ZipFile:
    spec = importlib.util.find_spec("lucide")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("lucide")
    return ZipFile(Path(spec.origin).with_name("lucide.zip"))


@lru_cache(maxsize=128)
def outline(name: str) -> str:
    """Return the SVG text of an icon; `KeyError` where the archive has no such name."""
    svg = _archive().read(f"{name}.svg").decode()
    return svg.replace('stroke-width="2"', f'stroke-width="{_STROKE}"')


def pixmap(name: str, size: float, colour: QColor, ratio: float = 1.0) -> QPixmap:
    """Return the icon as a pixmap of `size` logical pixels in one colour, cached by Qt."""
    key = f"lucide:{name}:{size:g}:{colour.rgba():x}:{ratio:g}"
    kept = QPixmap()
    if QPixmapCache.find(key, kept):
        return kept
    side = max(1, round(size * ratio))
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    svg = outline(name).replace("currentColor", colour.name())
    painter = QPainter(made)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    made.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, made)
    return made


def draw_icon(painter: QPainter, name: str, x: float, y: float, size: float, colour: QColor) -> None:
    """Draw an icon with its top-left corner at (x, y), crisp at the painter's own pixel ratio."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(round(x), round(y), pixmap(name, size, colour, ratio))


def icon(name: str, size: int, colour: QColor, ratio: float = 1.0) -> QIcon:
    """Return the icon for places where Qt wants a `QIcon`."""
    return QIcon(pixmap(name, size, colour, ratio))
