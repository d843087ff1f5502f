"""The live half of the scan pane: the picture, which camera gives it, and the way on when none does."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from desk.errors import SurroundingsError
from ui.failures import explain
from ui.i18n import tr
from ui.scan import words
from ui.scan.camera_menu import camera_menu, same
from ui.scan.comeback import Comeback
from ui.scan.controller import CaptureController
from ui.tokens import Role, Tone
from ui.widgets.buttons import LinkButton
from ui.widgets.label import Label
from ui.widgets.live import LiveView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QImage

    from desk.imaging.capture import CameraCard, CaptureSource, FrameLook
    from ui.shell.screen import ScreenContext

CAMERA_ENV = "QMC_CAMERA"  # a camera (`camera:0`), or a video, picture or folder standing in for one
NONE, OPENING, LIVE, FAILED = "none", "opening", "live", "failed"


class LivePane(QWidget):
    """Shows what the desk's camera sees, from `start()` to `stop()`. GUI thread only; never blocks it.

    A camera that comes, goes or fails is said in plain words and taken up again by itself. Signals:
    `turned(state)` none, opening, live or failed; `fault(Exception)` for what is said elsewhere;
    `files_asked()` when pages shall come from files. Pages and cards come from `controller`.
    """

    turned = Signal(str)
    fault = Signal(object)
    files_asked = Signal()
    _changed = Signal()

    def __init__(self, context: ScreenContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._comeback = Comeback()
        self._cameras: tuple[CameraCard, ...] = ()
        self._current: CameraCard | None = None
        self._spec, self._scale = "", 1.0
        self._watch: Any = None
        self._watching = (
            False  # wanted; the watch itself comes from the desk pool, behind the office's opening
        )
        self._lines = True
        self._quiet = False  # an opening by itself leaves the words of the failure standing
        self.state = NONE
        self.controller = CaptureController(context.services, self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._look_around)
        self._build()
        self._connect()
        self._say_none()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.view = LiveView(tr("Hình từ camera"), name="scan.live", parent=self)
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        column.addWidget(self.view, 1)
        self.line = QWidget(self)
        row = QHBoxLayout(self.line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.named = Label("", Role.CAPTION, Tone.MUTED, parent=self.line)
        self.named.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self.named, 1)
        cap = self._context.keys.cap("scan.camera")
        self.other = LinkButton(tr("Đổi"), name="scan.camera", cap=cap, parent=self.line)
        self.other.setAccessibleName(tr("Đổi camera"))
        row.addWidget(self.other)
        column.addWidget(self.line)
        self.line.hide()

    def _connect(self) -> None:
        self.other.clicked.connect(self.choose)
        self._changed.connect(self._look_around, Qt.ConnectionType.QueuedConnection)
        self.controller.opened.connect(self._on_opened)
        self.controller.framed.connect(self._on_framed)
        self.controller.looked.connect(self._on_looked)
        self.controller.broke.connect(self._on_broke)

    # ---- coming and going -----------------------------------------------------------------------

    def start(self) -> None:
        """Open this desk's camera, or what stands in for it, and watch for cameras that come and go."""
        if self.controller.active or self._watching:
            return
        self._spec = os.environ.get(CAMERA_ENV, "")
        if self._spec:
            self._open(self._spec)
            return
        self._watching = True
        self._context.runner.submit(
            "desk", self._begin, owner=self, done=self._on_watch, failed=self._on_broke
        )
        self._look_around()

    def _begin(self) -> Any:  # noqa: ANN401 - whatever this system's watch is
        return self._context.services.imaging.watch_cameras(self._changed.emit)

    @Slot(object)
    def _on_watch(self, watch: Any) -> None:  # noqa: ANN401
        if self._watch is not None:
            self._watch.stop()
        self._watch = watch
        if not self._watching:  # the screen was left meanwhile
            self.stop()

    def stop(self) -> None:
        """Let the camera go."""
        self._later.stop()
        self._watching, self._spec = False, ""
        if self._watch is not None:
            self._watch.stop()
            self._watch = None
        self.controller.stop()

    def retry(self) -> None:
        """Try again now, by hand."""
        self._comeback.worked()
        self._later.stop()
        self._quiet = False
        self._turn(OPENING)
        self._look_around()

    @Slot()
    def _look_around(self) -> None:
        """Which cameras are there now? Then open, go on or say what is missing."""
        if self._spec:
            if not self.controller.active:
                self._open(self._spec)
        elif self._watching:
            self._context.runner.submit(
                "cpu",
                self._context.services.cameras,
                owner=self,
                done=self._on_cameras,
                failed=self._on_broke,
            )

    @Slot(object)
    def _on_cameras(self, found: Sequence[CameraCard]) -> None:
        self._cameras = tuple(found)
        if not self._watching:
            return
        wanted = next((one for one in found if one.chosen), found[0] if found else None)
        current = self._current
        if self.controller.active and current is not None:
            there = any(same(one, current) for one in found)
            if there and (wanted is None or not wanted.chosen or same(wanted, current)):
                return
            if there and self.controller.busy:
                return
            self.controller.stop()
            if not there:
                self._on_broke(SurroundingsError("camera.lost"))
        if wanted is not None:
            self._take(wanted)
        elif self.state is not FAILED:
            self._current = None
            self._say_none()

    def _take(self, camera: CameraCard) -> None:
        self._current = camera
        self._open(camera.spec)

    def _open(self, spec: str) -> None:
        self._later.stop()
        if not (self._quiet and self.state is FAILED):
            self._turn(OPENING)
            self.view.say(tr("Đang mở camera…"), "camera")
        self.controller.start(spec)

    @Slot(object)
    def _on_opened(self, source: CaptureSource) -> None:
        self._comeback.worked()
        self._quiet = False
        self._turn(LIVE)
        wide, high = source.still_size
        name = self._current.name if self._current is not None else tr("Hình thay camera")
        self._tell_line(f"{wide}×{high} · {name}")

    @Slot(object)
    def _on_broke(self, error: Exception) -> None:
        code = str(getattr(error, "code", ""))
        self._turn(FAILED)
        self.view.setToolTip("")
        self.view.say(explain(error))
        self._tell_line()
        wait = self._comeback.after(code)
        self._quiet = wait is not None
        if wait is not None and (self._watching or self._spec):
            self._later.start(round(wait * 1000))

    def _say_none(self) -> None:
        self._turn(NONE)
        self._tell_line()
        self.view.say(tr("Không có camera. Kéo thả ảnh hoặc PDF vào đây, hoặc bấm F5 để chọn tệp."))

    def _turn(self, state: str) -> None:
        if state != self.state:
            self.state = state
            self.turned.emit(state)

    # ---- choosing -------------------------------------------------------------------------------

    def choose(self) -> None:
        """Show the cameras to choose from, and the way without one."""
        menu = self.menu()
        menu.popup(self.view.mapToGlobal(QPoint(8, 8)))

    def menu(self) -> QMenu:
        """The cameras that are there now; the one in use is ticked."""
        menu = camera_menu(self, self._cameras, self._current, self._choose)
        menu.addAction(tr("Thử lại")).triggered.connect(self._on_retry)
        menu.addAction(tr("Chọn ảnh hoặc PDF")).triggered.connect(self._on_files)
        return menu

    @Slot()
    def _on_retry(self) -> None:
        self.retry()

    @Slot()
    def _on_files(self) -> None:
        self.files_asked.emit()

    def _choose(self, camera: CameraCard) -> None:
        """Use a camera from now on, at every start of this desk."""
        services = self._context.services
        self._context.runner.submit(
            "desk", services.imaging.choose_camera, camera, owner=self, failed=self._on_not_kept
        )
        self._quiet = False
        self._take(camera)

    @Slot(object)
    def _on_not_kept(self, error: Exception) -> None:
        self.fault.emit(error)

    # ---- the picture ----------------------------------------------------------------------------

    def show_line(self, *, on: bool) -> None:
        """Whether there is room for the camera's name under the picture; its key works all the same."""
        self._lines = on
        self._tell_line(self.named.text())

    def _tell_line(self, said: str = "") -> None:
        """Which camera this is; after a failure, where another one can be chosen."""
        self.named.setText(said or (self._current.name if self._current is not None else ""))
        self.line.setVisible(self._lines and self.state in {LIVE, FAILED} and self._watching)

    def _on_framed(self, image: QImage, scale: float) -> None:
        self._scale = scale
        self.view.set_frame(image)

    @Slot(object)
    def _on_looked(self, look: FrameLook) -> None:
        if self.state is not LIVE:
            return
        quad = look.corners if look.confident else None
        self.view.set_quad([(x * self._scale, y * self._scale) for x, y in quad] if quad else None)
        said, scarce = words.light(look), words.scarce(look)
        if scarce and said[1] is Tone.OK:
            self.view.set_top(scarce, Tone.WARN)
            self.view.set_right("")
        else:
            self.view.set_top(*said)
            self.view.set_right(*words.dots(look))
        self.view.setToolTip(words.too_few_dots(look))
        auto, card = self.controller.auto, self.controller.wants_card
        self.view.set_low(*words.advice(look.advice, auto=auto, card=card))
