"""The reports screen plugged into the window: its keys, the file dialog, the folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.keys import bind
from ui.reports import model, words
from ui.reports.model import Span
from ui.reports.presenter import ReportsPresenter, usual_folder
from ui.reports.view import ReportsView
from ui.shell.screen import BannerSpec, ScreenContext, ScreenPage, ToastSpec
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.reports.model import ReportsState
    from ui.tokens import LayoutKind

_KINDS = (".xlsx", ".pdf", ".docx", ".csv")


class ReportsPage(ScreenPage):
    """Báo cáo. Nothing is written but by F9 or a place somebody chose; Esc ends what is being made."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setObjectName("reports")
        self._context = context
        self._settle = False
        self.presenter = ReportsPresenter(context, self)
        self.view = ReportsView(context.keys, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self._connect()
        self._bind()
        self.view.show_state(self.presenter.state)

    def _connect(self) -> None:
        act, view = self.presenter, self.view
        act.state_changed.connect(self._show)
        act.saved.connect(self._on_saved)
        view.chosen.connect(act.choose)
        view.span_chosen.connect(self.choose_span)
        view.moved.connect(act.move)
        view.days_typed.connect(act.type_days)
        view.folder_asked.connect(self.open_folder)
        view.again_asked.connect(self.save_as)
        view.numbers.table_chosen.connect(act.show_table)
        view.numbers.retry_asked.connect(act.look)
        view.numbers.stop_asked.connect(act.stop)
        view.making.kind_chosen.connect(act.choose_kind)
        view.making.save_asked.connect(act.save)
        view.making.save_as_asked.connect(self.save_as)
        view.making.print_asked.connect(act.print_it)
        view.making.folder_asked.connect(self.open_folder)
        view.making.stop_asked.connect(act.stop)

    def _bind(self) -> None:
        act = self.presenter
        keys: dict[str, Callable[[], object]] = {
            "reports.previous": lambda: act.move(-1),
            "reports.next": lambda: act.move(1),
            "reports.table": act.turn,
            "reports.save_as": self.save_as,
            "reports.folder": self.open_folder,
            "reports.commit": act.save,
        }
        for place, span in enumerate(Span, start=1):
            keys[f"reports.span.{place}"] = lambda span=span: self.choose_span(span)  # type: ignore[misc]
        for place, kind in enumerate(_KINDS, start=1):
            keys[f"reports.kind.{place}"] = lambda kind=kind: act.choose_kind(kind)  # type: ignore[misc]
        for key, run in keys.items():
            bind(self, key, run, keys=self._context.keys, window=True)

    # ---- the shell ------------------------------------------------------------------------------

    def shown(self) -> None:
        """Read what there is; the keys go to the list."""
        self._settle = True
        self.presenter.start()
        self._show(self.presenter.state)

    def lay_out(self, kind: LayoutKind) -> None:
        """Pass the room on to the view."""
        self.view.lay_out(kind)

    def panes(self) -> tuple[QWidget, ...]:
        """List, period, numbers, kind of file, F9."""
        view = self.view
        return (view.list, view.span, view.numbers.front, view.making.kind, view.making.commit)

    def print_current(self) -> bool:
        """Ctrl+P: the report as paper, through the queue."""
        self.presenter.print_it()
        return True

    def back(self) -> bool:
        """Esc: end what is being made or counted; nothing of it is left."""
        return self.presenter.stop()

    def closing(self) -> None:
        """The window goes: what is being made leaves no file."""
        self.presenter.stop()

    # ---- acts -----------------------------------------------------------------------------------

    def choose_span(self, span: str) -> None:
        """Alt+1 to Alt+6 choose a period; Alt+7 goes to where the days are typed."""
        self.presenter.choose_span(span)
        if Span(span) is Span.FREE:
            self.view.show_state(self.presenter.state)
            self.view.first.setFocus()
            self.view.first.selectAll()

    def save_as(self) -> None:
        """Ctrl+E: ask where the file goes; replacing one is asked about there."""
        state = self.presenter.state
        if not state.ready or state.card is None:
            return
        name = words.kind_name(state.kind)
        start = str((state.folder or usual_folder()) / model.file_name(state))
        dialog = QFileDialog.getSaveFileName(self, tr("Lưu báo cáo"), start, f"{name} (*{state.kind})")
        if dialog[0]:
            path = Path(dialog[0])
            if path.suffix.lower() not in state.card.kinds:
                path = path.with_name(f"{path.name}{state.kind}")
            self.presenter.save(path)

    def open_folder(self) -> None:
        """Ctrl+O: the folder with the newest file, else the one F9 saves into."""
        state = self.presenter.state
        folder = state.saved.parent if state.saved is not None else state.folder or usual_folder()
        while not folder.is_dir() and folder != folder.parent:
            folder = folder.parent
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            title = tr("Không mở được thư mục trên máy này.")
            self._context.desktop.banner(BannerSpec(title, str(folder), tone=Tone.INFO))

    def _on_saved(self, path: Path) -> None:
        """Say it where the clerk is by now: a long report may end while another screen is in front."""
        if not self.isVisible():
            self._context.desktop.toast(ToastSpec(tr("Đã lưu {name}", name=path.name), str(path.parent)))

    def _show(self, state: ReportsState) -> None:
        self.view.show_state(state)
        if self._settle and state.cards:
            self._settle = False
            self.view.list.setFocus()


class ReportsScreen:
    """Builds the reports screen."""

    def build(self, context: ScreenContext) -> ScreenPage:
        """Build the page."""
        return ReportsPage(context)
