"""Dải trang: the pages taken so far beside the live picture, with what may be done to each."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.imaging.strip import SAME
from desk.imaging.strip_changes import Same
from ui.i18n import tr
from ui.scan import strip_words as words
from ui.scan.ahead import PagesAhead
from ui.scan.intake import Batch, Intake
from ui.scan.strip_acts import PaperTag, StripActs
from ui.scan.strip_menu import StripMenu
from ui.scan.thumbs import Thumbs
from ui.scan.trimming import Trimming
from ui.theme import scaled
from ui.tokens import LayoutKind, Tone
from ui.widgets.buttons import ButtonKind, KeyButton
from ui.widgets.pages import PageSpec, PageStrip

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from desk.imaging.strip import Strip
    from desk.rows import PreparedPage
    from desk.rows.strip import GivenPage, Origin, StripPage
    from ui.shell.screen import ScreenContext

TWO, ONE = 172, 90  # widths: two columns with a scroll bar, one column


class StripPane(QWidget):
    """The strip over its model; the card it stands in places `buttons` itself.

    Signals: `changed()` when pages or their papers changed, `did()` after each step Ctrl+Z can take back,
    `said(str)` with what was done, `hinted(str)` with what comes next,
    `failed(Exception)` when pages could not be brought in, `settled()` when
    none is on its way any more, `at_work()` when another page stands chosen, `add_asked()`.
    """

    changed = Signal()
    did = Signal()
    said = Signal(str)
    hinted = Signal(str)
    failed = Signal(object)
    settled = Signal()
    at_work = Signal()
    add_asked = Signal()

    def __init__(self, context: ScreenContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: tuple[StripPage, ...] = ()
        self.acts = StripActs(self.did.emit)
        self.acts.blank = self._looks_blank
        self.acts.turns = self._turns
        self.ahead = PagesAhead(context.services, context.runner, self)
        self.thumbs = Thumbs(context.services, context.runner, self)
        self.intake = Intake(context.runner, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.strip = PageStrip(name="scan.strip", add=tr("Thêm"), parent=self)
        row.addWidget(self.strip)
        self.setFixedWidth(scaled(TWO))
        keys = context.keys
        self.turn = self._button(tr("Xoay"), "turn", "rotate-cw", keys.cap("reception.rotate"), parent)
        self.drop = self._button(tr("Xóa"), "remove", "trash-2", keys.cap("reception.remove"), parent)
        self.trimming = Trimming(self.acts, self.ahead, context, self)
        self.menu = StripMenu(self.acts, keys, self)
        self._connect()
        self.use(self.acts.strip)

    def _button(self, text: str, name: str, icon: str, cap: str, parent: QWidget) -> KeyButton:
        kind = ButtonKind.SECONDARY
        return KeyButton(text, name=f"scan.{name}", kind=kind, icon=icon, cap=cap, parent=parent)

    def _connect(self) -> None:
        strip, acts = self.strip, self.acts
        self.turn.clicked.connect(lambda: self.do(acts.turn, strip.marked))
        self.drop.clicked.connect(lambda: self.do(acts.remove, strip.marked))
        strip.add_asked.connect(self.add_asked)
        strip.chosen.connect(self._on_chosen)
        for signal, act in (
            (strip.removed, acts.remove), (strip.turned, acts.turn), (strip.kept, acts.keep),
            (strip.moved, acts.step), (strip.placed, acts.place), (strip.sent, acts.send),
            (strip.split, acts.split),
        ):  # fmt: skip
            signal.connect(partial(self.do, act))
        strip.insert_asked.connect(self.open_gap)
        strip.zoomed.connect(self.open_page)
        strip.menu_asked.connect(self._on_menu)
        self.ahead.told.connect(self._on_told)
        self.thumbs.told.connect(self._show_file)
        self.intake.arrived.connect(self._on_arrived)
        self.intake.failed.connect(lambda _batch, error: self.failed.emit(error))
        self.intake.settled.connect(self.settled)

    # ---- the model ------------------------------------------------------------------------------

    def use(self, strip: Strip) -> None:
        """Work on another strip: a new one, or one taken up again."""
        self.acts.strip = strip
        self.strip.set_gap(-1)
        strip.listen(lambda: self._show() if strip is self.acts.strip else None)
        self._show()

    @property
    def model(self) -> Strip:
        """The strip itself."""
        return self.acts.strip

    def set_papers(self, papers: Sequence[PaperTag], target: int | None) -> None:
        """Say which papers there are, and which one new pages belong to."""
        self.acts.target = target
        if tuple(papers) != self.acts.papers:
            self.acts.papers = tuple(papers)
            self._show()

    @property
    def pages(self) -> tuple[StripPage, ...]:
        """The pages shown."""
        return self.acts.state.pages

    @property
    def index(self) -> int:
        """The page at work, −1 when none."""
        return self.strip.index if self.strip.index < len(self.pages) else -1

    @property
    def at(self) -> StripPage | None:
        """The page at work."""
        return self.pages[self.index] if self.index >= 0 else None

    @property
    def busy(self) -> bool:
        """Whether pages are on their way into the strip."""
        return self.intake.busy

    def do(self, act: Callable[..., str], *args: object) -> None:
        """Do something to pages and say what was done."""
        sentence = act(*args)
        if sentence:
            self.said.emit(sentence)

    # ---- pages coming in ------------------------------------------------------------------------

    def take(
        self,
        files: Sequence[Path],
        *,
        origin: Origin = "camera",
        replaces: int | None = None,
        component: int | Same | None = SAME,
    ) -> None:
        """Take pages: in the place of one, before the mark of insertion, else behind their paper's last.

        They belong to the paper at work unless another is named.
        """
        gap = self.strip.gap
        before = self.pages[gap].key if 0 <= gap < len(self.pages) else None
        whose = self.acts.target if isinstance(component, Same) else component
        batch = Batch(tuple(files), origin, whose, replaces, before)
        self.intake.give(self.model, batch)

    @Slot(object, object)
    def _on_arrived(self, batch: Batch, pages: tuple[GivenPage, ...]) -> None:
        try:
            self.acts.take(batch, pages)
        except Exception as error:  # the disk: pages there are safe, and the sentence says so
            self.failed.emit(error)

    def open_gap(self, at: int) -> None:
        """Ins: the next pages come before this one; once more, and they come at the end again."""
        self.strip.set_gap(-1 if self.strip.gap == at else at)
        if self.strip.gap >= 0:
            self.hinted.emit(tr("Trang kế tiếp chèn trước trang {number}", number=at + 1))

    def open_page(self, at: int) -> None:
        """Enter: the page large, with its corners."""
        if 0 <= at < len(self.pages):
            self.trimming.open(self.pages[at].key)

    # ---- showing --------------------------------------------------------------------------------

    def _show(self) -> None:
        state = self.acts.state
        gap = self.strip.gap
        before = self._shown[gap].key if 0 <= gap < len(self._shown) else None
        changed, self._shown = state.pages != self._shown, state.pages
        self.ahead.follow([page.given for page in state.pages])
        self.strip.set_pages([self._spec(page) for page in state.pages])
        self.strip.set_gap(state.index(before) if before is not None else -1)
        places = [state.index(key) for key in state.selected]
        if places:
            at = state.index(state.current)
            self.strip.mark_range(places[-1] if at == places[0] else places[0], at)
        self._tell()
        if changed:
            self.changed.emit()

    def _spec(self, page: StripPage) -> PageSpec:
        image = self.thumbs.picture(self._as_kept(page))
        row = self.ahead.row(page.given)
        return words.spec(page, row, image or QImage(), self.acts.papers, waiting=image is None)

    def _as_kept(self, page: StripPage) -> GivenPage:
        """The page as it will be saved: what the clerk did not decide is as the program found it."""
        given, found = page.given, self.ahead.found(page.given)
        if found is None or found.unsure or found.unreadable:
            return given
        corners = given.corners if given.corners is not None else found.corners
        turn = given.turn if given.turn is not None else found.rotation
        return replace(given, corners=corners, turn=turn)

    def _looks_blank(self, page: StripPage) -> bool:
        return words.blank(page, self.ahead.row(page.given))

    def _turns(self) -> dict[int, int]:
        """How the program turned the pages, by key."""
        rows = {page.key: self.ahead.found(page.given) for page in self.pages}
        return {key: row.rotation for key, row in rows.items() if row is not None}

    def _on_told(self, file: Path, row: PreparedPage) -> None:
        del row
        self._show_file(file)
        for page in self.pages:
            if page.file == file and words.unsure(page, self.ahead.row(page.given)):
                self.trimming.doubt(page.key)

    @Slot(object)
    def _show_file(self, file: Path) -> None:
        for at, page in enumerate(self.pages):
            if page.file == file:
                self.strip.set_page(at, self._spec(page))
        self._tell()

    def _on_chosen(self, at: int) -> None:
        del at
        places = self.strip.marked
        keys = self.acts.keys(places)
        current = self.acts.keys((self.strip.index,))
        self.model.select(keys, current[0] if current else None)
        self._tell()

    def _tell(self) -> None:
        for button in self.buttons:
            button.setVisible(self.index >= 0)
        self.at_work.emit()

    @property
    def note(self) -> str:
        """What is wrong with the page at work, empty when nothing is."""
        page = self.at
        return words.trouble(page, self.ahead.row(page.given))[1] if page is not None else ""

    def mending(
        self, retake: Callable[[], None], again: str
    ) -> tuple[Tone, tuple[str, Callable[[], object]] | None]:
        """How loud that is, and the one act that mends it; `again` is what a retake is called."""
        page, at = self.at, self.index
        if page is None:
            return Tone.INFO, None
        row = self.ahead.row(page.given)
        tone = words.trouble(page, row)[2] or Tone.INFO
        if page.dropped or words.blank(page, row):
            return Tone.INFO, (tr("Giữ trang"), lambda: self.do(self.acts.keep, (at,)))
        if words.unsure(page, row) and not (row and (row.blurred or row.unreadable)):
            return tone, (tr("Xem mép"), lambda: self.open_page(at))
        return tone, (again, retake)

    @property
    def buttons(self) -> tuple[KeyButton, ...]:
        """What may be done to the page at work, for the foot of the card."""
        return (self.turn, self.drop)

    def _on_menu(self, at: int, place: QPoint) -> None:
        if at not in self.strip.marked:
            self.strip.choose(at)
        self.menu.open_at(place, self.strip.marked)

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """Put the focus on the pages. A focus proxy would break the order of Tab."""
        self.strip.setFocus(*reason)

    def lay_out(self, kind: LayoutKind) -> None:
        """One column of pages where there is little room."""
        compact = kind is LayoutKind.COMPACT
        self.strip.set_columns(1 if compact else 2)
        self.setFixedWidth(scaled(ONE if compact else TWO))
