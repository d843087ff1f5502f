"""Quét trang: the live picture with the page's outline, and the strip of captured pages beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from ui.i18n import tr
from ui.keys import bind
from ui.scan import files
from ui.scan.dropping import DropCard
from ui.scan.files_in import FilesIn
from ui.scan.live_pane import CAMERA_ENV, FAILED, NONE, LivePane
from ui.scan.note_bar import NoteBar
from ui.scan.notes import StationNotes
from ui.scan.scanner_side import ScannerSide
from ui.scan.scanner_well import ScannerWell
from ui.scan.strip_pane import StripPane
from ui.scan.watching import WatchedFolder
from ui.theme import scaled
from ui.tokens import LayoutKind
from ui.widgets.buttons import ButtonKind, KeyButton, LinkButton
from ui.widgets.card import SectionHead
from ui.widgets.seg import Seg
from ui.widgets.taborder import tab_after

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ui.shell.screen import ScreenContext

__all__ = ["CAMERA_ENV", "ScanPane"]


class ScanPane(DropCard):
    """Captures pages into the strip `pages`. Signals: `card_seen(card)`, `settled()`.

    The live picture runs only between `start()` and `stop()`. F5 captures, Shift+F5 retakes the page at
    work; files and PDFs may be dropped on it or picked. Everything else is the strip's.
    """

    card_seen = Signal(object)
    room_asked = Signal(bool)  # scan buttons or a sentence need more room than a camera's picture
    settled = Signal()  # no page is on its way any more

    def __init__(
        self,
        context: ScreenContext,
        *,
        title: str = "",
        screen: str = "reception",
        parent: QWidget | None = None,
    ) -> None:
        """`screen` is the one it stands on: its own row of the key table captures."""
        super().__init__(name="scan", spacing=8, parent=parent)
        self._context = context
        self._shot = context.keys.cap(f"{screen}.capture")
        self._retaking: int | None = None  # key of the page the next capture takes the place of
        self._build(title or tr("Quét trang"))
        self._connect()
        self.setAcceptDrops(True)
        self._on_turned(self.camera.state)

    # ---- building -------------------------------------------------------------------------------

    def _build(self, title: str) -> None:
        keys = self._context.keys
        self.head = SectionHead(title, parent=self)
        self.auto = Seg((("on", tr("Tự chụp")), ("off", tr("Chụp tay"))), name="scan.auto", parent=self.head)
        self.head.add(self.auto)
        sources = (("camera", tr("Camera")), ("scanner", tr("Máy quét")))
        self.source = Seg(sources, name="scan.source", parent=self.head)
        self.head.add(self.source)
        self.body.addWidget(self.head)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.camera = LivePane(self._context, self)
        self.controller, self.live = self.camera.controller, self.camera.view
        self.well = ScannerWell(self._shot, self)
        self.sides = QStackedWidget(self)
        self.sides.addWidget(self.camera)
        self.sides.addWidget(self.well)
        row.addWidget(self.sides, 1)
        self.pages = StripPane(self._context, self)
        self.strip, self.ahead = self.pages.strip, self.pages.ahead
        row.addWidget(self.pages)
        self.body.addLayout(row, 1)
        self.bar = NoteBar(name="scan.note", parent=self)
        self.notes = StationNotes(self.bar, keys, self)
        self.body.addWidget(self.bar)
        self.picked = FilesIn(self._context, self)
        self.scanner = ScannerSide(self._context, self.pages, self.notes, self.well)
        self.watched = WatchedFolder(self._context, self.notes, self)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.shoot = KeyButton(
            tr("Chụp"), name="scan.capture", kind=ButtonKind.SOFT, icon="camera",
            cap=self._shot, parent=self,
        )  # fmt: skip
        for button in (self.shoot, *self.pages.buttons):
            foot.addWidget(button)
        self.body.addLayout(foot)
        foot.addStretch(1)
        self.swap = LinkButton("", name="scan.swap", parent=self)  # there is no room for its cap
        self.swap.setToolTip(keys.cap("scan.source"))
        self.swap.hide()
        foot.addWidget(self.swap)
        tab_after(self.shoot, (*self.pages.buttons, self.swap))

    def _connect(self) -> None:
        self.auto.chosen.connect(self._on_auto)
        self.shoot.clicked.connect(self.capture)
        self.swap.clicked.connect(self.switch_source)
        self.pages.add_asked.connect(self.pick_files)
        self.pages.failed.connect(self.notes.fault)
        self.pages.at_work.connect(self._tell_page)
        self.pages.settled.connect(self._on_settled)
        self.pages.trimming.watched.connect(lambda on: self.hold(on=on))
        self.dropped.connect(self.add_files)
        self.picked.came.connect(lambda found, page: self.pages.take(found, origin="file", replaces=page))
        self.picked.told.connect(self.notes.refused)
        self.picked.settled.connect(self._on_settled)
        self.scanner.settled.connect(self._on_settled)
        self.watched.came.connect(lambda found: self.pages.take(found, origin="scanner"))
        self.bar.spoke.connect(lambda _on: self.room_asked.emit(self.roomy))
        self.well.told.connect(self._show_shoot)
        self.source.chosen.connect(self.choose_source)
        self.controller.captured.connect(self._on_captured)
        self.controller.settled.connect(self._on_settled)
        self.controller.card_seen.connect(self.card_seen)
        self.controller.code_seen.connect(lambda text: self._context.desktop.scanned(text, "camera"))
        self.controller.unsaved.connect(self.notes.fault)
        self.camera.turned.connect(self._on_turned)
        self.camera.fault.connect(self.notes.fault)
        self.camera.files_asked.connect(self.pick_files)
        bind(self, "scan.camera", self._choose_camera, keys=self._context.keys, window=True)

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """Put the focus on the pages. A focus proxy would break the order of Tab."""
        self.pages.setFocus(*reason)

    def hasHeightForWidth(self) -> bool:
        """It takes the room there is: what is wrapped in it must not ask more of its neighbours."""
        return False

    def lay_out(self, kind: LayoutKind) -> None:
        """One column of pages where there is little room, and the way to the scanner under the picture."""
        compact = kind is LayoutKind.COMPACT
        self.head.setVisible(not compact)
        self.swap.setVisible(compact)
        self.live.setMinimumHeight(scaled(64 if compact else 120))
        self.camera.show_line(on=not compact)
        self.pages.lay_out(kind)

    # ---- the source -----------------------------------------------------------------------------

    def start(self) -> None:
        """Open the camera of this desk, if there is one, and have the page workers ready."""
        self.ahead.warm()
        self.watched.start()
        if not self.scanning:
            self.camera.start()

    def stop(self) -> None:
        """Let the camera go, and the watched folder be."""
        self.camera.stop()
        self.watched.stop()

    def want_card(self, *, on: bool) -> None:
        """While nobody is named yet, frames are tried for an identity card instead of a page."""
        self.controller.wants_card = on

    def _on_turned(self, state: str) -> None:
        """F5 does what helps now, and its button says so."""
        said = {FAILED: (tr("Thử lại"), "refresh-cw"), NONE: (tr("Chọn tệp"), "file-plus")}
        text, icon = said.get(state, (tr("Chụp"), "camera"))
        if self.scanning:
            text, icon = tr("Quét"), "scan-line"
        self.shoot.say(text, icon=icon)
        self._show_shoot()
        self._tell_page()
        self.swap.say(tr("Camera") if self.scanning else tr("Máy quét"))
        self.swap.setAccessibleDescription(self.swap.toolTip())

    def _show_shoot(self) -> None:
        """What a run waits for has its own button with that key: the two must not contradict each other."""
        waits = self.scanning and self.well.telling
        if waits and self.shoot.hasFocus():
            self.well.setFocus()
        self.shoot.setVisible(not waits)

    def _on_auto(self, key: str) -> None:
        self.controller.auto = key == "on"

    def _choose_camera(self) -> None:
        """Alt+F5: which camera, while cameras are in front."""
        if not self.scanning:
            self.camera.choose()

    # ---- pages ----------------------------------------------------------------------------------

    def capture(self) -> None:
        """F5: scan, or capture what is seen; try a failed camera again, pick files where there is none."""
        if self.scanning:
            self.scanner.go()
        elif self.camera.state == FAILED:
            self.camera.retry()
        elif self.controller.active:
            self.controller.capture()
        else:
            replaces, self._retaking = self._retaking, None
            self.picked.take(files.ask(self), replaces=replaces)

    @property
    def busy(self) -> bool:
        """Whether a page is on its way: from the camera, from files, into the strip."""
        return self.controller.busy or self.picked.busy or self.pages.busy or self.scanner.run.busy

    # ---- camera or scanner ----------------------------------------------------------------------

    def choose_source(self, key: str, *, focus: bool = False) -> None:
        """Show the camera's picture, or the scan buttons; the camera is let go meanwhile."""
        scanning = key == "scanner"
        self._retaking = None
        self.source.set_value(key)
        self.sides.setCurrentWidget(self.well if scanning else self.camera)
        self.auto.setVisible(not scanning)
        self._on_turned(self.camera.state)
        self.room_asked.emit(self.roomy)
        if scanning:
            self.camera.stop()
            self.ahead.warm()
            self.scanner.load(focus=focus)
        else:
            self.start()

    @property
    def scanning(self) -> bool:
        """Whether the scan buttons are in front."""
        return self.source.value == "scanner"

    @property
    def roomy(self) -> bool:
        """Whether it needs more room than usual."""
        return self.scanning or self.bar.note is not None

    def switch_source(self) -> None:
        """Ctrl+F5: from the camera to the scanner, and back."""
        self.choose_source("camera" if self.scanning else "scanner", focus=True)

    def back(self) -> bool:
        """Esc: stop a run, or leave what waits of it; False where nothing does."""
        return self.scanning and self.scanner.back()

    def _on_settled(self) -> None:
        if not self.busy:
            self.settled.emit()

    def hold(self, *, on: bool) -> None:
        """While a page is looked at closely nothing is captured by itself."""
        self.controller.auto = not on and self.auto.value == "on"

    def retake(self) -> None:
        """Shift+F5: the next capture, sheet or file takes the place of the page at work."""
        page = self.pages.at
        if page is not None and self.scanning:
            self.scanner.go(replaces=page.key)
        elif page is not None:
            self._retaking = page.key
            self.controller.again()
            self.capture()

    @Slot(object)
    def _on_captured(self, file: Path) -> None:
        self.pages.take([file], replaces=self._retaking)
        self._retaking = None

    def _tell_page(self) -> None:
        """What is wrong with the page at work, beside what mends it."""
        said = self.pages.note.partition(". ")[0]
        if not said:
            self.notes.take("page")
            return
        again = tr("Quét lại") if self.scanning else tr("Chụp lại")
        if not self.scanning and self.camera.state == NONE:
            again = tr("Thay bằng tệp")
        tone, first = self.pages.mending(self.retake, again)
        self.notes.put("page", said, tone, first=first)

    def pick_files(self) -> None:
        """Choose pictures or PDFs from this machine; what is refused is named."""
        self.add_files(files.ask(self))

    def add_files(self, found: Sequence[Path | str]) -> None:
        """Take pages from files and folders."""
        self.picked.take(found)
