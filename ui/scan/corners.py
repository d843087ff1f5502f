"""Chỉnh mép giấy: one page large, its corners put right by mouse or keys, never cut without being seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.failures import explain
from ui.i18n import tr
from ui.keys import cap_of, in_force
from ui.tokens import Role, Tone
from ui.widgets import quad as shape
from ui.widgets.boxes import dress
from ui.widgets.buttons import ButtonKind, KeyButton
from ui.widgets.chip import Chip
from ui.widgets.corner_preview import CornerPreview
from ui.widgets.corner_view import CornerView
from ui.widgets.label import Label
from ui.widgets.paint import ChipSpec

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage, QKeyEvent

    from ui.tasks import Task, TaskRunner
    from ui.widgets.quad import Quad, Size

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class PageToTrim:
    """A page for the editor. `load` reads its picture and its source's size, and may take a while.

    `corners` are those in force, `found` those the program found (None: nothing), both in source pixels;
    `unsure` that the program does not trust its own.
    """

    title: str
    load: Callable[[], tuple[QImage, Size]]
    corners: Quad | None = None
    found: Quad | None = None
    unsure: bool = False
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Trimmed:
    """What the clerk settled: the corners in source pixels, and how far the page is turned clockwise."""

    corners: Quad
    turn: int


class CornerEditor(QDialog):
    """One page at a time in nearly the whole window; Esc closes and leaves it as it was.

    Signals: `settled(Trimmed | None)` on Enter, None where nothing was changed and nothing was in doubt;
    `walked(±1, Trimmed | None)` on PgUp and PgDn, with what was changed meanwhile.
    """

    settled = Signal(object)
    walked = Signal(int, object)

    def __init__(self, runner: TaskRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self._runner = runner
        self._page: PageToTrim | None = None
        self._task: Task | None = None
        self._size: Size = (1.0, 1.0)
        self._start: tuple[Quad, int] | None = None
        self.setObjectName("corners")
        self.setWindowTitle(tr("Chỉnh mép giấy"))
        self.setModal(True)
        self._build()
        dress(self)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(10)
        head = QHBoxLayout()
        self.title = Label("", Role.SECTION, parent=self)
        self.state = Chip("", Tone.OK, "circle-check", self)
        hint = tr("Tab: góc kế · mũi tên: 1 điểm ảnh, Shift 10, Ctrl 100")
        head.addWidget(self.title)
        head.addWidget(self.state)
        head.addStretch(1)
        self.hint = Label(hint, Role.CAPTION, Tone.MUTED, parent=self)
        head.addWidget(self.hint)
        column.addLayout(head)
        self.view = CornerView(name="corners.view", parent=self)
        self.view.changed.connect(self._tell)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.view, 1)
        self.kept = CornerPreview(tr("Trang sẽ được lưu"), name="corners.kept", parent=self)
        row.addWidget(self.kept)
        column.addLayout(row, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        whole, found, turn = (cap_of(one) for one in ("scan.whole", "scan.found", "reception.rotate"))
        self.all = self._button(tr("Cả khung"), "whole", "maximize", whole, self.take_whole)
        self.again = self._button(tr("Theo máy tìm"), "found", "scan-search", found, self.take_found)
        self.round = self._button(tr("Xoay"), "turn", "rotate-cw", turn, self.turn_round)
        self.leave = self._button(tr("Quay lại"), "leave", "arrow-left", "Esc", self.reject)
        self.accept_page = KeyButton(
            tr("Nhận"), name="corners.accept", kind=ButtonKind.COMMIT, icon="check", cap="Enter", parent=self
        )
        self.accept_page.clicked.connect(self.settle)
        for button in (self.all, self.again, self.round):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.leave)
        foot.addWidget(self.accept_page)
        column.addLayout(foot)

    def _button(self, text: str, name: str, icon: str, cap: str, act: Callable[[], object]) -> KeyButton:
        made = KeyButton(text, name=f"corners.{name}", icon=icon, cap=cap, parent=self)
        made.clicked.connect(act)
        return made

    # ---- a page ---------------------------------------------------------------------------------

    def open_page(self, page: PageToTrim) -> None:
        """Show a page; its picture is read in the background."""
        self._page, self._start = page, None
        self.title.setText(page.title)
        self.setAccessibleName(f"{self.windowTitle()}: {page.title}")
        self.view.say(tr("Đang mở trang…"))
        self._tell()
        if self._task is not None:
            self._task.cancel()
        self._task = self._runner.submit(
            "cpu", page.load, owner=self, done=lambda made: self._on_loaded(page, made),
            failed=lambda error: self._on_failed(page, error),
        )  # fmt: skip
        self._fit()
        if not self.isVisible():
            self.open()

    def _fit(self) -> None:
        """Nearly the whole window: details decide here."""
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else self.size()
        self.resize(min(1240, room.width() - 48), max(420, room.height() - 48))
        self.hint.setVisible(self.width() > 1000)
        self.kept.setVisible(self.width() > 820)

    def _on_loaded(self, page: PageToTrim, made: tuple[QImage, Size]) -> None:
        if page is not self._page:
            return
        image, size = made
        if image.isNull():
            self.view.say(tr("Không mở được ảnh của trang này. Chụp lại trang (Shift+F5)."))
            return
        self._size = size
        quad = page.corners or page.found or shape.whole(size)
        self.view.show_picture(image, size, quad, turn=page.turn)
        self._start = (self.view.quad, self.view.turn)
        self._tell()
        self.view.corners[0].setFocus()

    def _on_failed(self, page: PageToTrim, error: Exception) -> None:
        if page is self._page:
            self.view.say(explain(error))
            self._tell()

    @property
    def ready(self) -> bool:
        """Whether a picture is shown."""
        return self._start is not None

    # ---- acts -----------------------------------------------------------------------------------

    def take_whole(self) -> None:
        """Nothing is cut away (0, unless the clerk gave it another key)."""
        if self.ready:
            self.view.set_quad(shape.whole(self._size))

    def take_found(self) -> None:
        """Back to what the program found (T)."""
        if self.ready and self._page is not None and self._page.found is not None:
            self.view.set_quad(self._page.found)

    def turn_round(self) -> None:
        """A quarter clockwise, by the key that turns pages in the strip (R)."""
        if self.ready:
            self.view.set_turn(self.view.turn + 90)

    def settle(self) -> None:
        """Enter: take the page as it is shown; corners that make no page are not taken."""
        if self.ready and self.view.sound:
            self.settled.emit(self._answer())

    def _walk(self, step: int) -> None:
        if not self.ready or self.view.sound:
            self.walked.emit(step, self._changed() if self.ready else None)

    def _answer(self) -> Trimmed | None:
        doubtful = self._page is not None and self._page.unsure
        return Trimmed(self.view.quad, self.view.turn) if doubtful else self._changed()

    def _changed(self) -> Trimmed | None:
        now = (self.view.quad, self.view.turn)
        return Trimmed(*now) if self._start is not None and now != self._start else None

    @Slot()
    def _tell(self) -> None:
        page, ready = self._page, self.ready
        self.kept.show_page(self.view.image, self._size, self.view.quad if self.view.sound else None)
        for button in (self.all, self.round):
            button.setEnabled(ready)
        self.again.setEnabled(ready and page is not None and page.found is not None)
        self.accept_page.setEnabled(ready and self.view.sound)
        self.state.setVisible(ready)
        if not ready or page is None:
            return
        if not self.view.sound:
            said = ChipSpec(tr("Bốn góc chưa thành hình tờ giấy"), Tone.BAD, "triangle-alert")
        elif page.unsure and self._changed() is None:
            said = ChipSpec(tr("Chưa rõ mép giấy: kéo góc cho khớp"), Tone.WARN, "triangle-alert")
        elif shape.is_whole(self.view.quad, self._size):
            said = ChipSpec(tr("Giữ cả khung"), Tone.INFO, "maximize")
        else:
            said = ChipSpec(tr("Cắt theo mép giấy"), Tone.OK, "circle-check")
        self.state.set(said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes, Esc leaves, the letters of the key table act, PgUp and PgDn walk, Tab goes on."""
        key, keys = Qt.Key(event.key()), in_force()
        letters: dict[str, Callable[[], None]] = {
            "scan.whole": self.take_whole, "scan.found": self.take_found, "reception.rotate": self.turn_round,
        }  # fmt: skip
        act = next((letters[one] for one in letters if keys.pressed(event, one)), None)
        if act is not None:
            act()
        elif key in _ENTER:
            self.settle()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._walk(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key == Qt.Key.Key_Escape:
            self.reject()
        else:
            super().keyPressEvent(event)
