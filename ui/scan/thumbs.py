"""Small pictures of pages, read away from the GUI thread and only as many kept as a strip needs."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from ui.widgets.slip import image_of

if TYPE_CHECKING:
    from pathlib import Path

    from ui.services import Services
    from ui.tasks import TaskRunner

SIDE = QSize(200, 220)  # a tile at text size 150 % on a screen of twice the pixels
KEPT = 160  # pictures: at most 28 MB
PDF_DPI = 24


class Thumbs(QObject):
    """A page's picture, at once where it is known, else `told(Path)` when it has come. GUI thread only.

    Guarantees: a file is read once however often it is asked for; what cannot be read is an empty picture.
    """

    told = Signal(object)

    def __init__(self, services: Services, runner: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._runner = services, runner
        self._known: OrderedDict[Path, QImage] = OrderedDict()
        self._asked: set[Path] = set()

    def picture(self, file: Path) -> QImage | None:
        """The picture, or None while it is being read."""
        if file in self._known:
            self._known.move_to_end(file)
            return self._known[file]
        if file not in self._asked:
            self._asked.add(file)
            self._runner.submit(
                "cpu", _read, self._services, file, owner=self,
                done=lambda image: self._keep(file, image), failed=lambda _: self._keep(file, QImage()),
            )  # fmt: skip
        return None

    def forget(self, file: Path) -> None:
        """Read a file again when it is next asked for."""
        self._known.pop(file, None)

    def _keep(self, file: Path, image: QImage) -> None:
        self._asked.discard(file)
        self._known[file] = image
        while len(self._known) > KEPT:
            self._known.popitem(last=False)
        self.told.emit(file)


def _read(services: Services, file: Path) -> QImage:
    if file.suffix.lower() == ".pdf":
        return image_of(services.raster(file.read_bytes(), PDF_DPI, 0))
    return reduced(file, SIDE)


def reduced(file: Path, room: QSize) -> QImage:
    """Read a picture as it stands upright, no larger than `room`; an empty one where that is not possible.

    JPEG is decoded small at once, so a large photograph costs no more memory than its picture here.
    """
    reader, size = _upright(file)
    if size.isValid() and (size.width() > room.width() or size.height() > room.height()):
        small = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(small.transposed() if _quarter(reader) else small)
    return reader.read()


def source_size(file: Path) -> tuple[float, float]:
    """A picture's own size as it stands upright; 1 × 1 where it cannot be told."""
    size = _upright(file)[1]
    return (float(size.width()), float(size.height())) if size.isValid() else (1.0, 1.0)


def _upright(file: Path) -> tuple[QImageReader, QSize]:
    reader = QImageReader(str(file))
    reader.setAutoTransform(True)
    size = reader.size()
    return reader, size.transposed() if size.isValid() and _quarter(reader) else size


def _quarter(reader: QImageReader) -> bool:
    """Whether the camera's own note turns the picture by a quarter."""
    return bool(reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90)
