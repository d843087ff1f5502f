"""The look-up plugged into the window: while it is in front, the scan bar is its field."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.people.rows import CitizenCard
from desk.rows import Match, ProcedureHit
from ui.dossier.state import DossierWish
from ui.failures import explain
from ui.i18n import tr
from ui.keys import bind
from ui.reception.state import ProcedureWish
from ui.search.model import KINDS, Group, Phase, SearchState
from ui.search.presenter import SearchPresenter
from ui.search.view import SearchView
from ui.shell.command import Command
from ui.shell.screen import BannerSpec, ScreenContext, ScreenPage, ToastSpec
from ui.tokens import Tone

if TYPE_CHECKING:
    from desk.people.rows import CitizenCodeRow
    from ui.tokens import LayoutKind
    from ui.widgets.grouped import Line


class SearchPage(ScreenPage):
    """Tra cứu. The scan bar is its field; Down goes into the list, Enter opens."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setObjectName("search")
        self._context = context
        self.presenter = SearchPresenter(context, self)
        self.view = SearchView(context.keys, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.presenter.changed.connect(self._show)
        self.view.kind_chosen.connect(self.presenter.choose)
        self.view.opened.connect(self.open_line)
        self.view.asked.connect(self._again)
        self.view.list.left_up.connect(context.desktop.field_asked)
        for number, kind in enumerate(KINDS):
            choose = partial(self._choose, kind)
            bind(self, f"search.kind.{number + 1}", choose, keys=context.keys, window=True)
        self.view.show_state(self.presenter.state)

    def _show(self, state: SearchState) -> None:
        self.view.show_state(state)
        self._context.desktop.keys_changed.emit()

    # ---- the shell's questions ------------------------------------------------------------------

    def bar_keys(self, usual: tuple[str, ...]) -> tuple[str, ...]:
        """Keys of the list where something was found, of a group where it is there beside others."""
        state = self.presenter.state
        if state.phase is not Phase.FOUND:
            return tuple(key for key in usual if not key.startswith("search."))
        results = state.results
        groups = [kind for kind in KINDS[1:] if results.count(kind)] if results.person is None else []
        idle = {
            f"search.kind.{at + 1}": kind not in groups or len(groups) == 1 for at, kind in enumerate(KINDS)
        }
        return tuple(key for key in usual if not idle.get(key))

    def shown(self) -> None:
        """The focus stays in the scan bar, its text selected; what was found is read anew."""
        self._context.desktop.field_asked.emit()
        self.presenter.offer(self._context.desktop.all_commands())
        self.presenter.ask()

    def open_with(self, payload: object) -> None:
        """Look for a text."""
        if isinstance(payload, str):
            self._context.desktop.field_filled.emit(payload)
            self.presenter.type(payload)
            self.presenter.ask()

    def look_up(self, text: str) -> bool:
        """Take what is typed in the scan bar."""
        self.presenter.type(text)
        return True

    def submit(self, text: str) -> bool:
        """Enter in the scan bar: open the chosen line; a receipt's or a card's text is a scan."""
        if "|" in text or text.count(".") >= 3:
            return False
        chosen = self.view.list.chosen
        if self.presenter.state.phase is not Phase.FOUND or chosen is None:
            self.presenter.ask()
            return True
        self.open_line(chosen)
        return True

    def step(self, by: int) -> bool:
        """Arrows in the scan bar walk the list."""
        if self.presenter.state.phase is not Phase.FOUND:
            return False
        self.view.list.step(by)
        return True

    def lay_out(self, kind: LayoutKind) -> None:
        """Pass the room on to the view."""
        self.view.lay_out(kind)

    def panes(self) -> tuple[QWidget, ...]:
        """The list and its groups."""
        if self.presenter.state.phase is Phase.FOUND:
            return tuple(pane for pane in (self.view.list, self.view.filter) if pane.isVisible())
        return (self.view.empty.action,) if self.view.empty.action.isVisible() else ()

    def back(self) -> bool:
        """Esc: from one person's dossiers back to what was found; from one group to all."""
        if self.presenter.leave_person():
            return True
        if self.presenter.state.chosen != "all":
            self._choose("all")
            return True
        return False

    def commands(self) -> tuple[Command, ...]:
        """A code for the person who is open, or chosen in the list."""
        person = self._person()
        if person is None:
            return ()
        words = tr("Cấp mã QR cho {name}", name=person.name)
        return (Command(words, lambda: self._give_code(person), icon="scan-line", words="the ma cong dan"),)

    def keep(self) -> object:
        """What was asked."""
        return self.presenter.state.text or None

    def restore(self, kept: object) -> None:
        """Ask it again."""
        if isinstance(kept, str):
            self.presenter.type(kept)

    # ---- acting ---------------------------------------------------------------------------------

    def open_line(self, line: Line) -> None:
        """Open what a line stands for."""
        what, desktop = line.what, self._context.desktop
        if isinstance(what, Match):
            trail = tuple(one.code for one in self.presenter.state.results.matches)
            text = self.presenter.state.text
            wish = DossierWish(what.code, trail=trail)
            desktop.lending.go("dossier", wish, back=lambda _code: desktop.go("search", text))
        elif isinstance(what, ProcedureHit):
            desktop.go("reception", ProcedureWish(what.card.code))
        elif isinstance(what, Command):
            what.act()
        elif isinstance(what, Group):
            self._choose(what.kind)
        elif what is not None:
            self.presenter.open_person(what)  # type: ignore[arg-type]

    def _choose(self, kind: str) -> None:
        state = self.presenter.state
        if state.phase is Phase.FOUND and state.results.person is None and state.results.count(kind):
            self.presenter.choose(kind)

    def _person(self) -> CitizenCard | None:
        found = self.presenter.state.results.person
        chosen = self.view.list.chosen
        what = found if found is not None or chosen is None else chosen.what
        return what if isinstance(what, CitizenCard) else None

    def _give_code(self, person: CitizenCard) -> None:
        """Give a code and print its card; one given before opens nothing from now on."""
        people, desktop = self._context.services.people, self._context.desktop

        def work() -> tuple[CitizenCodeRow, bytes]:
            row = people.issue_code(person.id)
            return row, people.code_card(row)

        def done(given: tuple[CitizenCodeRow, bytes]) -> None:
            row, pdf = given
            desktop.print_pdf(pdf, row.ref)
            desktop.toast(ToastSpec(tr("Đã cấp mã QR cho {name}, lần {n}", name=person.name, n=row.issue_no)))

        self._context.runner.submit(
            "desk", work, owner=self, done=done,
            failed=lambda error: desktop.banner(BannerSpec(explain(error), tone=Tone.BAD)),
        )  # fmt: skip

    def _again(self) -> None:
        if self.presenter.state.phase is Phase.FAILED:
            self.presenter.ask()
        else:
            self._context.desktop.field_asked.emit()


class SearchScreen:
    """Builds the look-up."""

    def build(self, context: ScreenContext) -> ScreenPage:
        """Build the page."""
        return SearchPage(context)
