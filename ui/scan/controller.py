"""The live picture brought to the GUI thread: frames, looks and kept pages as signals, nothing waited for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage

from desk.imaging.live import LiveSession

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.imaging.capture import Frame
    from ui.services import Services

PREVIEW_SIDE = 960


class CaptureController(QObject):
    """One source at a time. GUI thread only; never blocks it.

    Signals: `opened(CaptureSource)`, `framed(QImage, scale)`, `looked(FrameLook)`, `captured(Path)`,
    `settled()` when no page that was asked for is under way any more, `card_seen(IdentityCard)`,
    `code_seen(str)` of any other code,
    `unsaved(Exception)` when a page could not be kept, `broke(Exception)`, `running(bool)`.
    A page is captured by itself when the finder advises it and `auto` is on; by hand at any time.
    """

    opened = Signal(object)
    framed = Signal(QImage, float)
    looked = Signal(object)
    captured = Signal(object)
    settled = Signal()
    card_seen = Signal(object)
    code_seen = Signal(str)
    unsaved = Signal(object)
    broke = Signal(object)
    running = Signal(bool)
    _told = Signal(object, str, object, object)

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._session: LiveSession | None = None
        self._last: LiveSession | None = None  # stopped, perhaps still letting its camera go
        self._kept = self._left = 0
        self._auto, self._wants_card, self._wants_code = True, False, False
        self._folder: Callable[[], Path] | None = None
        self._before: Path | None = None
        self._passing = False  # to be told to the next session
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    @property
    def active(self) -> bool:
        """Whether a source is being read."""
        return self._session is not None

    @property
    def busy(self) -> bool:
        """Whether a page was asked for that has not come yet."""
        return self._session is not None and self._session.asked > max(self._kept, self._left)

    @property
    def auto(self) -> bool:
        """Whether pages are captured by themselves."""
        return self._auto

    @auto.setter
    def auto(self, on: bool) -> None:
        self._auto = on
        self._instruct()

    @property
    def wants_card(self) -> bool:
        """Whether frames are tried for an identity card, and no page is captured by itself."""
        return self._wants_card

    @wants_card.setter
    def wants_card(self, on: bool) -> None:
        self._wants_card = on
        self._instruct()

    @property
    def wants_code(self) -> bool:
        """Whether frames are tried for codes of every kind, and no page is captured by itself."""
        return self._wants_code

    @wants_code.setter
    def wants_code(self, on: bool) -> None:
        self._wants_code = on
        self._instruct()

    def keep_in(self, folder: Callable[[], Path] | None) -> None:
        """Have pages written straight to where `folder` says when one is kept; None: among the captures."""
        self._folder = folder
        self._instruct()

    def lies_there(self, page: Path | None) -> None:
        """Tell which page was captured last, by this window or the one it was before it was built anew."""
        self._before = page
        if self._session is not None:
            self._session.before = page

    def start(self, spec: str) -> None:
        """Open a source (`camera:0`, or a file standing in); one already open is closed first."""
        self.stop()
        self._session = LiveSession(self._services, spec, self._tell, after=self._last)
        self._session.before = self._before
        self._instruct()
        self.running.emit(True)

    def stop(self) -> None:
        """Close the source; the device lets go in its own time."""
        session, waited = self._session, self.busy
        self._session, self._kept, self._left = None, 0, 0
        if session is None:
            return
        session.stop()
        self._last = session
        self.running.emit(False)
        if waited:
            self.settled.emit()

    def capture(self) -> None:
        """Capture what is seen now, whatever the finder says."""
        if self._session is not None:
            self._session.capture()

    def leave(self) -> None:
        """Go on without the pages that are under way: one that comes after all belongs to nobody's papers."""
        if self._session is not None:
            self._left = self._session.asked

    def again(self) -> None:
        """Let the page that lies there be captured once more."""
        self._before = None
        for session in (self._session, self._last):
            if session is not None:
                session.again()

    def pass_over(self) -> None:
        """Leave alone the page that lies there now, also where the source is opened only after this."""
        self._passing = True
        self._instruct()

    def _instruct(self) -> None:
        if self._session is not None:
            self._session.auto, self._session.wants_card = self._auto, self._wants_card
            self._session.wants_code = self._wants_code
            self._session.folder = self._folder
            if self._passing:
                self._passing = False
                self._session.pass_over()

    def _tell(self, session: LiveSession, kind: str, value: Any) -> None:  # noqa: ANN401 - as the kind says
        """Called from the session's threads."""
        image = preview(value) if kind == "frame" else None
        try:
            self._told.emit(session, kind, value, image)
        except RuntimeError:  # the window is gone
            session.stop()

    @Slot(object, str, object, object)
    def _on_told(self, session: LiveSession, kind: str, value: Any, image: QImage | None) -> None:  # noqa: ANN401
        if session is not self._session:
            return
        if kind == "frame":
            self._on_frame(session, value, image)
        elif kind in {"kept", "unsaved"}:
            self._on_answered(kind, *value)
        elif kind in {"card", "code"}:
            if self.wants_card or self.wants_code:
                (self.card_seen if kind == "card" else self.code_seen).emit(value)
        elif kind == "broke":
            self.stop()
            self.broke.emit(value)
        else:
            {"opened": self.opened, "look": self.looked}[kind].emit(value)

    def _on_frame(self, session: LiveSession, frame: Frame, image: QImage | None) -> None:
        session.shown()
        if image is not None:
            self.framed.emit(image, image.width() / max(1, frame.width))

    def _on_answered(self, kind: str, value: object, asked: int) -> None:
        self._kept = asked
        if kind == "kept" and isinstance(value, Path):
            self._before = value
        if asked > self._left:
            (self.captured if kind == "kept" else self.unsaved).emit(value)
        if not self.busy:
            self.settled.emit()


def preview(frame: Frame) -> QImage:
    """Turn a frame into an image small enough to paint at every turn."""
    small = frame.small(PREVIEW_SIDE)
    stride = small.width * 3
    return QImage(small.bgr, small.width, small.height, stride, QImage.Format.Format_BGR888).copy()
