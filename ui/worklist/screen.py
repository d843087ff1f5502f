"""The work lists as a screen: view and presenter tied together, plugged into the window."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from ui.dossier import way_back
from ui.dossier.panels import ELSEWHERE
from ui.dossier.state import DossierWish
from ui.i18n import tr
from ui.keys import bind
from ui.shell.screen import ScreenContext, ScreenPage, ToastSpec
from ui.tokens import Tone
from ui.worklist import model
from ui.worklist.coming_back import ComingBack
from ui.worklist.model import NAMES, GroupRow, WorklistState
from ui.worklist.presenter import WorklistPresenter
from ui.worklist.view import WorklistView

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent

    from desk.importing import ImportReport
    from desk.lists.rows import CallItem
    from ui.tokens import LayoutKind


class WorklistPage(ScreenPage):
    """Theo hạn: every list of what waits, the calls, who holds how much."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setObjectName("worklist")
        self._context = context
        self.presenter = WorklistPresenter(context, self)
        self.view = WorklistView(context.keys, self)
        self.coming = ComingBack(context, self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self._connect()
        self._bind()
        self.view.show_state(self.presenter.state)

    def _connect(self) -> None:
        act, view = self.presenter, self.view
        act.changed.connect(self._on_changed)
        act.called.connect(self._on_called)
        act.exported.connect(self._on_exported)
        act.codes_taken.connect(self._on_codes)
        act.failed.connect(lambda words: view.banner.say(words, tone=Tone.BAD))
        view.kind_chosen.connect(self.choose)
        view.opened.connect(self.open_row)
        view.act_asked.connect(self.act)
        view.group_asked.connect(act.group)
        view.retry_asked.connect(act.load)
        view.codes_asked.connect(self.import_codes)
        view.calls.opened.connect(self.open_row)
        view.calls.answered.connect(act.record)
        view.calls.export_asked.connect(self.export)

    def _bind(self) -> None:
        acts: dict[str, Callable[[], object]] = {
            "worklist.act": self.act,
            "worklist.group": self._group,
            "worklist.export": self.export,
            "worklist.codes": self.import_codes,
        }
        for key, run in acts.items():
            bind(self, key, run, keys=self._context.keys, window=True)

    # ---- the shell's questions ------------------------------------------------------------------

    def shown(self) -> None:
        """Read the lists; the work starts in the column of lists."""
        self.presenter.start()
        self.view.nav.setFocus()

    def bar_keys(self, usual: tuple[str, ...]) -> tuple[str, ...]:
        """Answers of calls only beside calls, F8 and grouping only beside dossiers."""
        calls, table = self.view.page is self.view.calls, self.view.page is self.view.table
        idle = {"worklist.call": not calls, "worklist.act": not table, "worklist.group": not table}
        return tuple(key for key in usual if not idle.get(key))

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop asking while another screen is in front."""
        self.presenter.stop()
        super().hideEvent(event)

    def lay_out(self, kind: LayoutKind) -> None:
        """Pass the room on to the view."""
        self.view.lay_out(kind)

    def open_with(self, payload: object) -> None:
        """Open a list by its name."""
        if isinstance(payload, str) and payload in NAMES:
            self.choose(payload)
            self.view.focus_list()

    def panes(self) -> tuple[QWidget, ...]:
        """The column of lists, the list, its acts."""
        view = self.view
        more = (
            (view.calls.export,) if view.page is view.calls else (view.act,) if view.act.isVisible() else ()
        )
        page = view.empty.action if view.page is view.empty else view.page
        return tuple(one for one in (view.nav, page, *more) if one.isVisible())

    def back(self) -> bool:
        """Esc: from the list to the column of lists first."""
        if self.view.page.isAncestorOf(self.focusWidget() or self) or self.view.page.hasFocus():
            self.view.nav.setFocus()
            return True
        return False

    # ---- acting ---------------------------------------------------------------------------------

    def choose(self, kind: str) -> None:
        """Show a list."""
        self.view.banner.clear()
        self.presenter.choose(kind)

    def open_row(self, code: str) -> None:
        """Enter: open the dossier, with the list to walk on through."""
        trail = self._trail()
        self.coming.lend("dossier", DossierWish(code, trail=trail), code=code, trail=trail)

    def act(self) -> None:
        """F8: begin what ends the row; a whole list waiting to be handed over goes together."""
        row = self.view.table.current_row
        if self.view.page is not self.view.table or row is None or isinstance(row, GroupRow):
            return
        kind = self.presenter.state.kind
        verb = model.next_verb(kind, row)
        trail = self._trail()
        lend = partial(self.coming.lend, code=row.code, trail=trail)
        if verb == "hand-over" and kind == "transfer":
            lend("handover", trail)
        elif verb in ELSEWHERE:
            lend("returns", row.code)
        else:
            lend("dossier", DossierWish(row.code, verb, trail))

    def _trail(self) -> tuple[str, ...]:
        state = self.presenter.state
        if state.kind == model.CALLS:
            return tuple(dict.fromkeys(one.code for one in state.calls))
        return state.trail

    def _group(self) -> None:
        if self.presenter.state.rows:
            self.presenter.group()
            self.view.focus_list()

    def export(self) -> None:
        """Ctrl+E: write the calls as a table for a text-message gateway."""
        if self.view.page is not self.view.calls:
            return
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("Xuất danh sách nhắn tin"), "goi-dien.csv", tr("Bảng (*.csv *.xlsx)")
        )
        if chosen:
            self.presenter.export(Path(chosen))

    def import_codes(self) -> None:
        """Ctrl+O: take the official codes over from a table of the official system."""
        if self.presenter.state.kind != model.UNRECONCILED:
            return
        title, which = tr("Chọn bảng mã hồ sơ (cột code, official_code)"), tr("Bảng (*.csv *.xlsx)")
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", which)
        if chosen:
            self.view.banner.clear()
            self.presenter.import_codes(Path(chosen))

    # ---- answers --------------------------------------------------------------------------------

    @Slot(object)
    def _on_codes(self, report: ImportReport) -> None:
        title = tr("Đã ghi {count} mã chính thức", count=report.imported)
        known = tr("{count} mã đã có từ trước", count=report.skipped) if report.skipped else ""
        self._context.desktop.toast(ToastSpec(title, known))

    @Slot(object)
    def _on_changed(self, state: WorklistState) -> None:
        page, focus = self.view.page, self.focusWidget()
        held = focus is not None and (page is focus or page.isAncestorOf(focus))
        self.view.show_state(state)
        self.coming.follow(state)
        self._context.desktop.keys_changed.emit()
        if not self.isVisible() or page is self.view.page or not held:
            return
        if state.failure or self.view.page is not self.view.empty:
            self.view.focus_list()
        else:
            self.view.nav.setFocus()  # the last row is done: go on with another list

    @Slot(object, str)
    def _on_called(self, item: CallItem, outcome: str) -> None:
        self._context.desktop.kept(self._context.services.now())
        words = {key: text for key, text, _icon in model.OUTCOMES}
        title = tr("Đã ghi cuộc gọi cho {name}", name=item.applicant)
        desktop = self._context.desktop
        back = way_back.offered("call", partial(way_back.mend, desktop, item.code, "call"))
        told = f"{item.code} · {tr(words[outcome])}"
        desktop.toast(ToastSpec(title, told, (back,) if back is not None else ()))

    @Slot(int, object)
    def _on_exported(self, count: int, path: Path) -> None:
        title = tr("Đã xuất {count} cuộc gọi", count=count)
        self._context.desktop.toast(ToastSpec(title, path.name))


class WorklistScreen:
    """Builds the work lists."""

    def build(self, context: ScreenContext) -> ScreenPage:
        """Build the page."""
        return WorklistPage(context)
