"""The live picture off the GUI thread: newest frame wins, the page finder never holds up the preview."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from desk.imaging.capture import CaptureSource, Frame, FrameLook
    from desk.rows import IdentityCard
    from ui.services import Services
    from ui.tasks import TaskRunner

PREVIEW_SIDE = 960
FRAME_PAUSE = 0.033  # seconds between frames: 30 a second are enough for the eye
CARD_EVERY = 6  # frames between two tries to read a card: at most 5 a second
STOP_WAIT_MS = 4000


class _Reader(QThread):
    """Opens a source and reads it until told to stop; owns the device, touches no widget.

    Signals: `opened(CaptureSource)`, `framed(Frame, QImage)`, `kept(Path, int)` with the number of the
    asking it answers, `broke(Exception)`.
    """

    opened = Signal(object)
    framed = Signal(object, QImage)
    kept = Signal(object, int)
    broke = Signal(object)

    def __init__(self, services: Services, spec: str, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._spec = services, spec
        self._stop = threading.Event()
        self.asked = 0  # written by the window's thread only
        self._answered = 0
        self._free = threading.Event()
        self._free.set()

    def ask_stop(self) -> None:
        """Ask the reading to end."""
        self._stop.set()

    def ask_still(self) -> None:
        """Ask for one picture at the source's full size."""
        self.asked += 1

    def shown(self) -> None:
        """The window has taken the last frame: send the next one."""
        self._free.set()

    def run(self) -> None:
        """Open, read, close; every failure is told, none is raised."""
        try:
            source = self._services.open_source(self._spec)
        except Exception as error:
            self.broke.emit(error)
            return
        self.opened.emit(source)
        try:
            self._read(source)
        except Exception as error:
            if not self._stop.is_set():
                self.broke.emit(error)
        finally:
            source.close()

    def _read(self, source: CaptureSource) -> None:
        while not self._stop.is_set():
            asked = self.asked
            if asked > self._answered:  # askings that came meanwhile are one picture
                self.kept.emit(self._services.save_frame(source.still()), asked)
                self._answered = asked
            frame = source.read()
            if self._free.is_set():
                self._free.clear()
                self.framed.emit(frame, preview(frame))
            self._stop.wait(FRAME_PAUSE)


class CaptureController(QObject):
    """One source at a time. GUI thread only; stops cleanly when its owner goes.

    Signals: `framed(QImage, scale)`, `looked(FrameLook)`, `captured(Path)`, `settled()` when no page that
    was asked for is under way any more, `card_seen(IdentityCard)`, `broke(Exception)`, `running(bool)`.
    A page is captured by itself when the finder advises it and `auto` is on; by hand at any time.
    """

    framed = Signal(QImage, float)
    looked = Signal(object)
    captured = Signal(object)
    settled = Signal()
    card_seen = Signal(object)
    broke = Signal(object)
    running = Signal(bool)

    def __init__(self, services: Services, runner: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._runner = services, runner
        self._reader: _Reader | None = None
        self._source: CaptureSource | None = None
        self._looking = False
        self._reading_card = False
        self._kept = 0
        self._count = 0
        self.auto = True
        self.wants_card = False

    @property
    def active(self) -> bool:
        """Whether a source is being read."""
        return self._reader is not None

    @property
    def busy(self) -> bool:
        """Whether a page was asked for that has not come yet."""
        return self._reader is not None and self._reader.asked > self._kept

    def start(self, spec: str) -> None:
        """Open a source (`camera:0`, or a file standing in); one already open is closed first."""
        self.stop()
        reader = _Reader(self._services, spec, self)
        queued = Qt.ConnectionType.QueuedConnection
        reader.opened.connect(self._on_opened, queued)
        reader.framed.connect(self._on_framed, queued)
        reader.kept.connect(self._on_kept, queued)
        reader.broke.connect(self._on_broke, queued)
        self._reader = reader
        reader.start()
        self.running.emit(True)

    def stop(self) -> None:
        """Close the source; waits for the device to let go, but not for ever."""
        waited = self.busy
        reader, self._reader, self._source = self._reader, None, None
        self._kept = 0
        self._looking = self._reading_card = False
        if reader is None:
            return
        reader.blockSignals(True)
        reader.ask_stop()
        if reader.wait(STOP_WAIT_MS):
            reader.deleteLater()
        else:  # a hanging driver: the thread is left to end by itself, the counter goes on
            reader.setParent(None)
        self.running.emit(False)
        if waited:
            self.settled.emit()

    def capture(self) -> None:
        """Capture what is seen now, whatever the finder says."""
        if self._reader is not None:
            self._reader.ask_still()
        if self._source is not None:
            self._source.captured()

    def again(self) -> None:
        """Let the page that lies there be captured once more."""
        if self._source is not None:
            self._source.again()

    @Slot(object)
    def _on_opened(self, source: CaptureSource) -> None:
        if self.sender() is self._reader:
            self._source = source

    @Slot(object, QImage)
    def _on_framed(self, frame: Frame, image: QImage) -> None:
        reader, source = self._reader, self._source
        if reader is None or self.sender() is not reader:
            return
        reader.shown()
        self.framed.emit(image, image.width() / max(1, frame.width))
        self._count += 1
        if source is None:
            return
        if self.wants_card and not self._reading_card and self._count % CARD_EVERY == 0:
            self._reading_card = True
            self._submit(self._services.read_card, frame, self._on_card)
        elif not self._looking:
            self._looking = True
            self._submit(source.look, frame, self._on_looked)

    def _submit(self, work: object, frame: Frame, done: object) -> None:
        self._runner.submit("cpu", work, frame, owner=self, done=done, failed=self._on_look_failed)  # type: ignore[arg-type]

    @Slot(object)
    def _on_looked(self, look: FrameLook) -> None:
        self._looking = False
        if self._reader is None:
            return
        self.looked.emit(look)
        if look.advice == "capture" and self.auto and not self.wants_card:
            self._reader.ask_still()

    @Slot(object)
    def _on_card(self, card: IdentityCard | None) -> None:
        self._reading_card = False
        if card is not None and self.wants_card:
            self.card_seen.emit(card)

    @Slot(object)
    def _on_look_failed(self, error: Exception) -> None:
        """A frame that cannot be judged is no reason to stop; the next one is tried."""
        del error
        self._looking = self._reading_card = False

    @Slot(object, int)
    def _on_kept(self, path: object, asked: int) -> None:
        if self.sender() is not self._reader:
            return
        self._kept = asked
        self.captured.emit(path)
        if not self.busy:
            self.settled.emit()

    @Slot(object)
    def _on_broke(self, error: Exception) -> None:
        if self.sender() is not self._reader:
            return
        self.stop()
        self.broke.emit(error)


def preview(frame: Frame) -> QImage:
    """Turn a frame into an image small enough to paint at every turn."""
    made = QImage(frame.rgb, frame.width, frame.height, frame.width * 3, QImage.Format.Format_RGB888)
    longest = max(frame.width, frame.height)
    if longest <= PREVIEW_SIDE:
        return made.copy()
    scale = PREVIEW_SIDE / longest
    mode = Qt.TransformationMode.FastTransformation
    size = (round(frame.width * scale), round(frame.height * scale))
    return made.scaled(*size, Qt.AspectRatioMode.IgnoreAspectRatio, mode)
