"""The dossier as a screen: view and presenters tied together, plugged into the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.dossier import standing, wiring
from ui.dossier.after import DossierAfter
from ui.dossier.committing import Committing
from ui.dossier.keying import act_commands, caps, keys_for
from ui.dossier.paper import DossierPaper
from ui.dossier.presenter import DossierPresenter
from ui.dossier.state import DossierState, DossierWish
from ui.dossier.view import SECTIONS, DossierViewPane
from ui.keys import bind
from ui.returns.files import FilesPresenter
from ui.scan.strip_work import StripWork
from ui.scan.undoing import NoHistory
from ui.shell.screen import ScreenContext, ScreenPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent

    from desk.rows import Acted, DossierView
    from ui.dossier.draft import ActDraft
    from ui.shell.command import Command
    from ui.tokens import LayoutKind


class DossierPage(ScreenPage):
    """Hồ sơ: found, scanned or opened from a list; every allowed act begins here, F9 does it."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setObjectName("dossier")
        self._context = context
        self.presenter = DossierPresenter(context.services, context.runner, context.changes)
        self.presenter.setParent(self)
        self.pictures = FilesPresenter(context.services, context.runner)
        self.pictures.setParent(self)
        self.view = DossierViewPane(context, self)
        self.pages = StripWork(context, self.view.scan, screen="dossier", form=NoHistory())
        self.paper = DossierPaper(context, self.presenter, self.view, page=self, failed=self._on_failed)
        self.after = DossierAfter(
            context, self.presenter, self.view, again=self.paper.print_current, failed=self._on_failed
        )
        self._last = self._ahead = ""
        self._acting = False  # whether an act is open
        self.committing = Committing(self.presenter, self.view)
        self._arming = self.committing.arming
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self._connect()
        self._bind()

    # ---- wiring ---------------------------------------------------------------------------------

    def _connect(self) -> None:
        act, view = self.presenter, self.view
        act.changed.connect(self._on_changed)
        act.opened.connect(self._on_opened)
        act.started.connect(self._on_started)
        act.offered.connect(self._on_offered)
        act.closed.connect(self._on_closed)
        act.goes.connect(lambda _verb: wiring.to_returns(self._context, act.state))
        act.committed.connect(self._on_committed)
        act.failed.connect(self._on_failed)
        view.letter.clicked.connect(self.print_current)
        view.section_chosen.connect(self.show_section)
        view.acts.chosen.connect(self.start)
        wiring.join_panel(act, view)
        wiring.carry(self, act)
        wiring.join_pictures(self.pictures, view, self.show_section)
        self.pages.given.connect(act.take_pages)
        view.commit.clicked.connect(self.commit)
        view.leave.clicked.connect(self.back)
        view.empty.acted.connect(lambda: self._context.desktop.go("dossier"))

    def _bind(self) -> None:
        keys, view = self._context.keys, self.view
        acts: dict[str, Callable[[], object]] = {
            "dossier.commit": self.commit,
            "dossier.refuse": partial(self._start_allowed, "refuse"),
            "dossier.stop": partial(self._start_allowed, "stop"),
            "dossier.supplement": partial(self._start_allowed, "request-supplement"),
            "dossier.extend": partial(self._start_allowed, "extend"),
            "dossier.why": self.ask_why,
            "dossier.note": lambda: self.start("note"),
            **wiring.strip_keys(view),
            **wiring.step_keys(self.presenter),
        }
        for at, name in enumerate(SECTIONS):
            acts[f"dossier.section.{at + 1}"] = partial(self.show_section, name)
        for key, run in acts.items():
            bind(self, key, run, keys=keys, window=True)

    def _start_allowed(self, verb: str) -> None:
        if self.presenter.state.loading:  # meant for the dossier that is coming, not the one in front
            self._ahead = verb
            return
        if any(act.verb == verb for act in self.presenter.state.acts):
            self.start(verb)

    @property
    def _scanning(self) -> bool:
        return self.view.scan.isVisible()

    # ---- the shell's questions ------------------------------------------------------------------

    def shown(self) -> None:
        """Go on with the open dossier, read anew."""
        if self.presenter.state.view is not None and not self.presenter.state.loading:
            self.presenter.reload()
            self._focus_start()
        wiring.run_camera(self.view)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the camera go while another screen is in front; what was typed stays."""
        self.view.scan.stop()
        super().hideEvent(event)

    def closing(self) -> None:
        """The window goes: captured pages and their places are on the disk."""
        self.pages.close()

    def lay_out(self, kind: LayoutKind) -> None:
        """Arrange for the room there is."""
        self.view.lay_out(kind)
        self._paint(self.presenter.state)

    def open_with(self, payload: object) -> None:
        """Open a dossier: by its code, or with an act and the list it came from."""
        wish = DossierWish(payload) if isinstance(payload, str) else payload
        if isinstance(wish, DossierWish) and wish.code:
            self.view.banner.clear()
            self.presenter.open(wish)

    def take_scan(self, recognised: object) -> bool:
        """A code read while the official one is asked for belongs into that field."""
        draft, code = self.presenter.state.draft, getattr(recognised, "code", None)
        wanted = draft is not None and draft.verb == "reconcile" and bool(code)
        if wanted:
            self.presenter.type(official_code=str(code))
        return wanted

    def bar_keys(self, usual: tuple[str, ...]) -> tuple[str, ...]:
        """Acts allowed now, or what the open one takes."""
        return keys_for(self.presenter.state.view, usual, acting=self._acting)

    def print_current(self) -> bool:
        """Ctrl+P: look at the letter of the act being typed, else print the paper of the present state."""
        return self.paper.print_current()

    def back(self) -> bool:
        """Esc: close the panel first, keeping what was typed; an armed act is disarmed before that."""
        draft = self.presenter.state.draft
        if self._scanning and self.view.scan.back():
            return True
        if draft is not None and draft.armed:
            self.presenter.disarm()
            self.view.banner.clear()
            return True
        return self.presenter.close_panel()

    def undo(self) -> bool:
        """Take back the last thing done to a page."""
        return self._scanning and self.pages.undo()

    def redo(self) -> bool:
        """Do it again."""
        return self._scanning and self.pages.redo()

    def commands(self) -> tuple[Command, ...]:
        """What may be done to the open dossier now."""
        view = self.presenter.state.view
        return act_commands(view, self._context, begin=self.start) if view is not None else ()

    def keep(self) -> object:
        """The open dossier and what was typed."""
        return self.presenter.keep(), self.pages.keep()

    def restore(self, kept: object) -> None:
        """Take them back."""
        if isinstance(kept, tuple):
            self.presenter.restore(kept[0])
            self.pages.restore(kept[1])

    def panes(self) -> tuple[QWidget, ...]:
        """Parts and acts, or the panel and its commit."""
        return standing.panes(self.view, self.presenter.state)

    # ---- acting ---------------------------------------------------------------------------------

    def start(self, verb: str) -> None:
        """Open the panel of an act."""
        self._last = verb
        self.view.banner.clear()
        self.presenter.start(verb)

    def show_section(self, name: str) -> None:
        """Alt+1–6: bring a part to the front and stand in it."""
        draft = self.presenter.state.draft
        if self.presenter.state.view is None or (draft is not None and not draft.spec.bare):
            return
        self.view.show_section(name)
        if name == self.view.section:
            self.view.part(name).setFocus()

    def commit(self) -> None:
        """F9: do the act; where something is missing, say it and stand in the gap."""
        self.committing.commit()

    def ask_why(self) -> None:
        """Ctrl+D: why this dossier is due when it is."""
        wiring.ask_why(self._context, self.presenter.state)

    # ---- answers --------------------------------------------------------------------------------

    def _paint(self, state: DossierState) -> None:
        staff = self._context.services.staff()
        names = standing.names_in(state, username=staff.username, full_name=staff.full_name)
        self.view.show_state(
            state, names=names, caps=caps(state.acts, self._context.keys), now=self._context.services.now()
        )

    @Slot(object)
    def _on_changed(self, state: DossierState) -> None:
        self._paint(state)
        self.committing.follow(state)
        acting, other = state.draft is not None, state.view is not self.pictures.state.view
        if other:
            self.pictures.open(state.view)
        if other or acting != self._acting:
            self._acting = acting
            self._context.desktop.keys_changed.emit()

    @Slot(object)
    def _on_opened(self, view: DossierView) -> None:
        del view
        self.view.banner.clear()
        self._last = ""
        if self.isVisible():
            self._focus_start()
        ahead, self._ahead = self._ahead, ""
        if ahead:
            self._start_allowed(ahead)

    @Slot(str)
    def _on_started(self, verb: str) -> None:
        del verb
        wiring.open_pages(self.pages, self.presenter.state)
        self.view.panel.order()
        wiring.run_camera(self.view)
        if self.isVisible():
            self._focus_start()

    @Slot()
    def _on_offered(self) -> None:
        """What the panel offers is there: the work begins at it, unless somebody types already."""
        draft = self.presenter.state.draft
        if draft is not None and not draft.touched and self.isVisible():
            self.view.panel.order()
            self._focus_start()

    @Slot()
    def _on_closed(self) -> None:
        self.view.banner.clear()
        self._arming.stop()
        wiring.run_camera(self.view)
        if self.isVisible():
            self.view.acts.focus_verb(self._last)

    def _focus_start(self) -> None:
        standing.focus_start(self.view, self.presenter.state, self._last)

    @Slot(object, object, object)
    def _on_committed(self, acted: Acted, draft: ActDraft, view: DossierView) -> None:
        self.pages.finish(draft.command_id)
        self.after.tell(acted, draft, view)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._arming.stop()
        self._ahead = ""
        wiring.say_failure(self.view, self.presenter.state, error)


class DossierScreen:
    """Builds the dossier screen."""

    def build(self, context: ScreenContext) -> ScreenPage:
        """Build the page."""
        return DossierPage(context)
