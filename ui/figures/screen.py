"""The figures as a screen: pictures walked by keys, as tables on demand, written as PNG or PDF."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSaveFile
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from ui.dossier.state import DossierWish
from ui.figures import model
from ui.figures.aims_presenter import AimsPresenter
from ui.figures.model import Kind, Span
from ui.figures.presenter import FiguresPresenter
from ui.figures.view import FiguresView
from ui.i18n import tr
from ui.keys import bind
from ui.shell.screen import BannerSpec, ScreenContext, ScreenPage, ToastSpec
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.rows import IndicatorValue
    from ui.figures.model import FiguresState
    from ui.tokens import LayoutKind

SHEET = (760, 420)


class FiguresPage(ScreenPage):
    """Số liệu. The picture that is written is the one the keys stand in, else the one last stood in."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setObjectName("figures")
        self._context = context
        self._last = Kind.ONLINE
        self._settle = self._in_aims = False
        self.presenter = FiguresPresenter(context, self)
        self.aims = AimsPresenter(context, self)
        self.view = FiguresView(context.keys, self._guess, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        act, view = self.presenter, self.view
        act.state_changed.connect(self._show)
        view.span_chosen.connect(act.choose)
        view.tables_asked.connect(act.turn)
        view.export_asked.connect(self.export)
        view.retry_asked.connect(act.load)
        keys: dict[str, Callable[[], object]] = {
            "figures.months": lambda: act.choose(Span.MONTHS),
            "figures.days": lambda: act.choose(Span.DAYS),
            "figures.aims": lambda: act.choose(Span.AIMS),
            "figures.tables": act.turn,
            "figures.export": self.export,
        }
        for key, run in keys.items():
            bind(self, key, run, keys=context.keys, window=True)
        self._connect_aims()
        view.show_state(act.state)

    def shown(self) -> None:
        """Count where needed; the keys go to the first picture once it is there."""
        self._settle = True
        self.presenter.start()
        if self.presenter.state.span is Span.AIMS:
            self.aims.start()
        self._show(self.presenter.state)

    def bar_keys(self, usual: tuple[str, ...]) -> tuple[str, ...]:
        """Pictures have tables and files, indicators have dossiers behind them."""
        aims = self.presenter.state.span is Span.AIMS
        drawn = ("figures.marks", "figures.tables", "figures.export")
        idle = drawn if aims else ("figures.behind",)
        return tuple(key for key in usual if key not in idle)

    def lay_out(self, kind: LayoutKind) -> None:
        """Pass the room on to the view."""
        self.view.lay_out(kind)

    def panes(self) -> tuple[QWidget, ...]:
        """The four pictures, then the span of the bars."""
        if self.presenter.state.span is Span.AIMS:
            return (*self.view.aims.panes(), self.view.span)
        if not self.view.tables.isEnabled():
            return (self.view.empty.action,) if self.view.empty.action.isVisible() else ()
        return (*(card.front for card in self.view.cards.values()), self.view.span)

    def export(self) -> None:
        """Ctrl+E: ask where the picture goes."""
        state = self.presenter.state
        if state.trends is None or state.is_empty or state.span is Span.AIMS:
            return
        kind = self.current
        day = f"{state.trends.as_of:%Y-%m-%d}"
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            tr("Lưu hình: {title}", title=model.title(kind)),
            f"{kind.value.replace('_', '-')}-{day}.png",
            tr("Hình (*.png);;Tài liệu (*.pdf)"),
        )
        if chosen:
            self.write(kind, Path(chosen))

    @property
    def current(self) -> Kind:
        """The picture the keys stand in, else the last one."""
        focus = self.focusWidget()
        for kind, card in self.view.cards.items():
            if focus is not None and card.isAncestorOf(focus):
                self._last = kind
        return self._last

    def write(self, kind: Kind, path: Path) -> bool:
        """Write a picture as PDF or PNG by the name's ending, and tell what became of it."""
        chart = self.view.cards[kind].chart
        office = self._context.services.office().name
        foot = f"{model.meaning(kind)}\n{office} · {self.view.as_of.text()}"
        paper = path.suffix.lower() == ".pdf"
        path = path if paper or path.suffix.lower() == ".png" else path.with_name(f"{path.name}.png")
        done = _keep(path, chart.pdf(SHEET, foot=foot) if paper else chart.png(SHEET, foot=foot))
        if done:
            self._context.desktop.toast(ToastSpec(tr("Đã lưu hình {name}", name=path.name), str(path.parent)))
        else:
            words = tr(
                "Chưa có gì thay đổi. Kiểm tra thư mục còn đó, còn chỗ và được ghi, hoặc chọn nơi khác."
            )
            title = tr("Không ghi được {name}.", name=path.name)
            self._context.desktop.banner(BannerSpec(title, words, tone=Tone.BAD))
        return done

    # ---- aims -----------------------------------------------------------------------------------

    def _connect_aims(self) -> None:
        act, pane = self.aims, self.view.aims
        act.state_changed.connect(pane.show_state)
        act.refused.connect(pane.detail.say_trouble)
        act.kept.connect(lambda: self._context.desktop.toast(ToastSpec(tr("Đã đặt chỉ tiêu"))))
        pane.span_chosen.connect(act.choose)
        pane.behind_asked.connect(lambda key, counted: act.look_behind(key, counted=counted))
        pane.retry_asked.connect(act.load)
        pane.opened.connect(self._open)
        pane.plans_asked.connect(lambda: pane.show_plans(self._context.services.numbers.plans()))
        pane.target_set.connect(lambda key, percent, later: act.set_target(key, percent, self._since(later)))
        pane.plan_chosen.connect(lambda key, later: act.adopt(key, self._since(later)))

    def _guess(self, value: IndicatorValue, good: int, other: int) -> float | None:
        return self._context.services.numbers.what_if(value, good=good, other=other)

    def _since(self, later: bool) -> date | None:
        """Today, or the first day of next year."""
        return date(self._context.services.now().year + 1, 1, 1) if later else None

    def _open(self, code: str) -> None:
        behind = self.aims.state.behind
        trail = tuple(row.code for row in behind.rows) if behind is not None else ()
        desktop = self._context.desktop
        desktop.lending.go(
            "dossier", DossierWish(code, trail=trail), back=lambda _code: desktop.go("figures")
        )

    def back(self) -> bool:
        """Esc: from the dossiers behind a number to the indicators first."""
        return self.presenter.state.span is Span.AIMS and self.aims.leave()

    def _turned(self, state: FiguresState) -> None:
        """Count the indicators when they come into sight, and put the keys into them."""
        aims = state.span is Span.AIMS
        if aims and not self._in_aims:
            self.aims.start()
            self.view.aims.settle()
        self._in_aims = aims

    def _show(self, state: FiguresState) -> None:
        self.view.show_state(state)
        self._turned(state)
        self._context.desktop.keys_changed.emit()
        if self._settle and state.trends is not None and not state.busy and not state.is_empty:
            self._settle = False
            if state.span is Span.AIMS:
                self.view.aims.settle()
            else:
                self.view.cards[self._last].setFocus()


def _keep(path: Path, content: bytes) -> bool:
    """Write a file whole or not at all; one that was there stays until the new one is complete."""
    file = QSaveFile(str(path))
    return file.open(QSaveFile.OpenModeFlag.WriteOnly) and file.write(content) >= 0 and file.commit()


class FiguresScreen:
    """Builds the figures screen."""

    def build(self, context: ScreenContext) -> ScreenPage:
        """Build the page."""
        return FiguresPage(context)
