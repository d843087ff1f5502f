"""The strip of one piece of work: begun, taken up again after a power cut, undone in order, finished."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desk.errors import DeskError
from ui import format as say
from ui.i18n import tr
from ui.scan import strip_words as words
from ui.scan.undoing import History, UndoOrder
from ui.shell.screen import ToastAction, ToastSpec
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.imaging.strip import Strip
    from desk.rows.strip import RecoverableStrip
    from ui.scan.pane import ScanPane
    from ui.shell.screen import ScreenContext


class StripWork(QObject):
    """One strip for each piece of work of a screen, by a key of the screen's own. GUI thread only.

    Guarantees: what belongs to one piece of work never shows in another; Ctrl+Z takes steps of the form and
    of the strip back in the order they were made. Signals: `given(pages by paper)` after every change,
    `resumed(RecoverableStrip)` when pages of before a power cut were taken up again.
    """

    given = Signal(object)
    resumed = Signal(object)
    _journal = Signal(object)

    def __init__(self, context: ScreenContext, scan: ScanPane, *, screen: str, form: History) -> None:
        super().__init__(scan)
        self._context, self._scan, self._screen = context, scan, screen
        self._strips: dict[str, Strip] = {}
        self._key = ""
        self._said: dict[str, Any] = {}
        self.passed_over: frozenset[str] = frozenset()  # folders that are offered with something else
        self._order = UndoOrder({"strip": scan.pages.acts, "form": form})
        scan.pages.did.connect(lambda: self._order.did("strip"))
        scan.pages.said.connect(self._toast)
        scan.pages.hinted.connect(lambda text: context.desktop.toast(ToastSpec(text, tone=Tone.INFO)))
        scan.pages.changed.connect(self._tell)
        self._journal.connect(scan.notes.journal)

    # ---- pieces of work -------------------------------------------------------------------------

    def open(self, key: str) -> None:
        """Work on a piece; the same key gives the same pages again."""
        if key == self._key:
            self._tell()
            return
        left = self._strips.get(self._key)
        if left is not None and not left.state.pages and not left.can_undo:
            del self._strips[self._key]
        self._let_go(self._key)
        self._key, self._said = key, {}
        self._order.clear()
        if key not in self._strips:
            self._strips[key] = self._context.services.imaging.new_strip(self._screen)
        self._use(self._strips[key])

    def _let_go(self, key: str) -> None:
        """Keep nothing of a piece of work without a page or a step to take back: hundreds pass a day."""
        strip = self._strips.get(key)
        if strip is not None and not (strip.state.pages or strip.can_undo or strip.can_redo):
            del self._strips[key]

    def _use(self, strip: Strip) -> None:
        if strip.folder is not None:
            strip.folder.on_trouble(self._journal.emit)  # called on the thread that writes
        self._scan.controller.keep_in(strip.folder.ready if strip.folder is not None else None)
        taken = [page.file for page in strip.state.pages if page.origin == "camera"]
        self._scan.controller.lies_there(taken[-1] if taken else None)
        self._scan.pages.use(strip)
        self._tell()

    @property
    def folder_name(self) -> str:
        """The name of the folder that keeps the pages in front; empty where there are none."""
        folder = self._scan.pages.model.folder
        return folder.path.name if folder is not None and self._scan.pages.pages else ""

    def has(self, key: str) -> bool:
        """Whether the pages of a piece of work are open in this window."""
        return key in self._strips

    def adopt(self, key: str, strip: Strip) -> None:
        """Take pages of before, opened elsewhere, as those of a piece of work."""
        self._strips[key] = strip
        if key == self._key:
            self._order.clear()
            self._use(strip)

    def loosen(self, key: str, numbers: tuple[int, ...]) -> None:
        """Pages of papers that are asked for no more belong to none until the clerk says to which."""
        strip = self._strips.get(key)
        if strip is not None:
            strip.assign([page.key for number in numbers for page in strip.state.of(number)], None)

    def abandon(self, key: str, *, now: bool = False) -> None:
        """Nobody wants the pages of a piece of work: they are set aside, kept for some days."""
        strip = self._strips.pop(key, None)
        folder = strip.folder if strip is not None else None
        if folder is None:
            return
        name, imaging = folder.path.name, self._context.services.imaging

        def work() -> None:
            folder.close()
            if folder.path.is_dir():
                imaging.discard_strip(name)

        if now:
            with suppress(DeskError):
                work()
        else:
            self._context.runner.submit("cpu", work, owner=self, failed=_unheard)

    def set_aside(self, name: str) -> None:
        """The same for pages that lie in a folder nobody has open."""
        work = self._context.services.imaging.discard_strip
        self._context.runner.submit("cpu", work, name, owner=self, failed=_unheard)

    def finish(self, key: str) -> None:
        """What stood in the strip is in the record: its folder goes."""
        strip = self._strips.pop(key, None)
        if strip is not None and strip.folder is not None:
            self._context.runner.submit("cpu", strip.folder.finish, owner=self, failed=_unheard)
        if key == self._key:
            self._key = ""
        self._scan.picked.forget()

    def describe(self, **said: Any) -> None:  # noqa: ANN401 - as the strip's folder takes it
        """Say what the pages are of, for who finds them after a power cut; names are masked before."""
        folder = self._scan.pages.model.folder
        if folder is not None and said != self._said and self._scan.pages.pages:
            self._said = said
            folder.describe(**said)

    def _tell(self) -> None:
        state = self._scan.pages.model.state
        pages = {number: state.given(number) for number in state.components}
        self.given.emit({number: some for number, some in pages.items() if some})

    def close(self) -> None:
        """The window goes: every page and its place are on the disk, and offered again."""
        strips, self._strips = self._strips, {}
        for strip in strips.values():
            if strip.folder is not None:
                with suppress(DeskError, OSError):
                    strip.folder.close()

    def keep(self) -> object:
        """What must survive a rebuilt window."""
        return (self._key, dict(self._strips))

    def restore(self, kept: object) -> None:
        """Take back what `keep` gave."""
        if isinstance(kept, tuple):
            key, strips = kept
            self._strips.update(strips)
            self._key = ""
            self.open(key)

    # ---- steps ----------------------------------------------------------------------------------

    def form_did(self) -> None:
        """The form made a step of its own."""
        self._order.did("form")

    def undo(self) -> bool:
        """Ctrl+Z over both."""
        name = words.step(self._scan.pages.model.undo_name)
        return self._told(tr("Hoàn tác: {what}", what=name), self._order.undo)

    def redo(self) -> bool:
        """Ctrl+Y over both."""
        name = words.step(self._scan.pages.model.redo_name)
        return self._told(tr("Làm lại: {what}", what=name), self._order.redo)

    def _told(self, text: str, step: Callable[[], bool]) -> bool:
        """Take a step; one of the strip is said, because it may be out of sight."""
        before = self._scan.pages.pages
        done = step()
        if done and self._scan.pages.pages != before:
            self._context.desktop.toast(ToastSpec(text, tone=Tone.INFO))
        return done

    def _toast(self, text: str) -> None:
        back = ToastAction(tr("Hoàn tác"), "undo", self.undo)
        self._context.desktop.toast(ToastSpec(text, "", (back,)))

    # ---- after a power cut ----------------------------------------------------------------------

    def look_for_lost(self, *, dossier: str | None = None) -> None:
        """Offer pages that were never saved: of this screen, and of the dossier where one is open."""

        def found(rows: tuple[RecoverableStrip, ...]) -> None:
            for row in rows:
                mine = row.screen == self._screen and row.key not in self.passed_over
                if mine and (dossier is None or row.dossier == dossier):
                    self._offer(row)
                    return
            self._scan.notes.take("recover")

        self._context.runner.submit(
            "cpu", self._context.services.imaging.recoverable, owner=self, done=found, failed=_unheard
        )

    def _offer(self, row: RecoverableStrip) -> None:
        now, when = self._context.services.now(), row.changed_at
        day = "" if when.date() == now.date() else f" {say.short_date(when.date())}"
        whose = f" · {row.who}" if row.who else ""
        text = tr("Còn {count} trang chưa lưu từ {when}{whose}", count=row.pages,
                  when=f"{say.clock(when)}{day}", whose=whose)  # fmt: skip
        if not row.whole:
            text += ". " + tr("Thứ tự giữ nguyên, cần xếp lại vào giấy tờ.")
        self._scan.notes.put(
            "recover", text, Tone.WARN,
            first=(tr("Lấy lại"), lambda: self._resume(row)), second=(tr("Bỏ"), lambda: self._discard(row)),
        )  # fmt: skip

    def _resume(self, row: RecoverableStrip) -> None:
        if self._scan.pages.pages:
            text = tr("Lưu hoặc xóa các trang đang có trước khi lấy lại trang cũ.")
            close = (tr("Đóng"), lambda: self._scan.notes.take("fault"))
            self._scan.notes.put("fault", text, Tone.WARN, second=close)
            return

        def done(strip: Strip) -> None:
            self._scan.notes.take("recover")
            self._strips[self._key] = strip
            self._order.clear()
            self._use(strip)
            self.resumed.emit(row)

        self._context.runner.submit(
            "cpu", self._context.services.imaging.resume_strip, row.key, owner=self, done=done,
            failed=self._scan.notes.fault,
        )  # fmt: skip

    def _discard(self, row: RecoverableStrip) -> None:
        def done(_nothing: object) -> None:
            self._scan.notes.take("recover")
            text = tr("Các trang được giữ thêm 30 ngày rồi mới xóa hẳn.")
            self._context.desktop.toast(ToastSpec(tr("Đã bỏ {count} trang cũ", count=row.pages), text))
            self.look_for_lost(dossier=row.dossier)

        self._context.runner.submit(
            "cpu", self._context.services.imaging.discard_strip, row.key, owner=self, done=done,
            failed=self._scan.notes.fault,
        )  # fmt: skip


def _unheard(error: Exception) -> None:
    """Cleaning up and looking around hold up nobody; the next start tries again."""
    del error
