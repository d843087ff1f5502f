"""Dải trang: the pages captured so far beside the live picture, with what may be done to each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage, QImageWriter, QTransform
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.i18n import tr
from ui.scan.ahead import PagesAhead, complaint
from ui.scan.thumbs import Thumbs
from ui.tokens import LayoutKind
from ui.widgets.buttons import ButtonKind, KeyButton
from ui.widgets.pages import PageSpec, PageStrip

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desk.rows import PreparedPage
    from ui.shell.screen import ScreenContext


@dataclass(frozen=True, slots=True)
class StripPage:
    """One page of the strip: its file and the words under it."""

    file: Path
    caption: str


class StripPane(QWidget):
    """The strip and what is known of its pages; the card it stands in places `turn` and `drop` itself.

    Signals: `retaken(index, Path)` when a page has another picture, `removed(index)`, `add_asked()`.
    """

    retaken = Signal(int, object)
    removed = Signal(int)
    add_asked = Signal()

    def __init__(self, context: ScreenContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._pages: tuple[StripPage, ...] = ()
        self.thumbs = Thumbs(context.services, context.runner, self)
        self.ahead = PagesAhead(context.services, context.runner, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.strip = PageStrip(name="scan.strip", add=tr("Thêm"), parent=self)
        row.addWidget(self.strip)
        self.setFixedWidth(164)
        keys = context.keys
        self.turn = self._button(tr("Xoay"), "turn", "rotate-cw", keys.cap("reception.rotate"), parent)
        self.drop = self._button(tr("Xóa"), "remove", "trash-2", keys.cap("reception.remove"), parent)
        self.turn.clicked.connect(lambda: self.rotate(self.index))
        self.drop.clicked.connect(lambda: self.remove(self.index))
        self.strip.add_asked.connect(self.add_asked)
        self.strip.chosen.connect(lambda _at: self._tell_buttons())
        self.strip.removed.connect(lambda places: self.remove(places[-1]))
        self.strip.turned.connect(lambda places: self.rotate(places[-1]))
        self.ahead.told.connect(self._on_told)
        self.thumbs.told.connect(self._show_again)
        self.strip.set_pages([])
        self._tell_buttons()

    def _button(self, text: str, name: str, icon: str, cap: str, parent: QWidget) -> KeyButton:
        kind = ButtonKind.SECONDARY
        return KeyButton(text, name=f"scan.{name}", kind=kind, icon=icon, cap=cap, parent=parent)

    @property
    def buttons(self) -> tuple[KeyButton, ...]:
        """What may be done to the page at work, for the foot of the card."""
        return (self.turn, self.drop)

    @property
    def index(self) -> int:
        """The page at work, −1 when none."""
        return self.strip.index if self.strip.index < len(self._pages) else -1

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """Put the focus on the pages. A focus proxy would break the order of Tab."""
        self.strip.setFocus(*reason)

    def lay_out(self, kind: LayoutKind) -> None:
        """One column of pages where there is little room."""
        compact = kind is LayoutKind.COMPACT
        self.strip.set_columns(1 if compact else 2)
        self.setFixedWidth(84 if compact else 164)

    def set_pages(self, pages: Sequence[StripPage]) -> None:
        """Show the pages captured so far; the newest stands chosen."""
        grown = len(pages) > len(self._pages)
        if tuple(pages) != self._pages:
            self._pages = tuple(pages)
            self.ahead.follow([page.file for page in pages])
            self.strip.set_pages([self._spec(page) for page in pages])
            if grown:
                self.strip.choose(len(pages) - 1)
        self._tell_buttons()

    def _spec(self, page: StripPage) -> PageSpec:
        words, full, tone = complaint(self.ahead.row(page.file))
        said = f"{page.caption} · {full}" if full else ""
        image = self.thumbs.picture(page.file)
        waiting, image = image is None, image or QImage()
        return PageSpec(image, words or page.caption, said, tone, waiting=waiting)

    @Slot(object)
    def _on_told(self, row: PreparedPage) -> None:
        self._show_again(row.file)

    @Slot(object)
    def _show_again(self, file: Path) -> None:
        for at, page in enumerate(self._pages):
            if page.file == file:
                self.strip.set_page(at, self._spec(page))

    def _tell_buttons(self) -> None:
        for button in self.buttons:
            button.setVisible(self.index >= 0)

    def remove(self, at: int) -> None:
        """Take a page away."""
        if 0 <= at < len(self._pages):
            self.removed.emit(at)

    def rotate(self, at: int) -> None:
        """Turn a page by a quarter; the capture itself stays as it was."""
        if not 0 <= at < len(self._pages):
            return
        file = self._pages[at].file
        image = QImage(str(file))
        if image.isNull():
            return
        turned = file.with_name(f"{file.stem}-r.jpg")
        writer = QImageWriter(str(turned), b"jpg")
        writer.setQuality(95)
        if writer.write(image.transformed(QTransform().rotate(90))):
            self.retaken.emit(at, turned)
