"""The dossier as a screen: view and presenters tied together, plugged into the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.changes import Kind
from ui.dossier import draft as rules
from ui.dossier import way_back, words
from ui.dossier.keying import act_commands, caps, confirmed
from ui.dossier.letter import WITH_LETTER, LetterPreview, LetterWindow
from ui.dossier.presenter import DossierPresenter
from ui.dossier.state import DossierState, DossierWish
from ui.dossier.view import SECTIONS, DossierViewPane
from ui.failures import explain
from ui.help.wish import WhyWish
from ui.i18n import tr
from ui.keys import bind
from ui.returns.files import FilesPresenter
from ui.scan.strip_work import StripWork
from ui.scan.undoing import NoHistory
from ui.shell.screen import ScreenContext, ScreenPage, ToastSpec
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent

    from desk.paper.rows import FormCard
    from desk.rows import Acted, ComponentRow, DossierView, NextAct
    from ui.dossier.draft import ActDraft
    from ui.services import RasterLike
    from ui.shell.command import Command
    from ui.tokens import LayoutKind

ARM_MS = 600  # between the two presses of an act that cannot be undone: a bouncing key is no decision
PAPER = "a5"


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
        self.letter = LetterPreview(context.services, context.runner, self)
        self.view = DossierViewPane(context, self)
        self.pages = StripWork(context, self.view.scan, screen="dossier", form=NoHistory())
        self._last = ""
        self._ahead = ""
        self._gap = ""
        self._arming = QTimer(self)
        self._arming.setSingleShot(True)
        self._arming.setInterval(ARM_MS)
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
        act.goes.connect(lambda _verb: self._to_returns())
        act.committed.connect(self._on_committed)
        act.failed.connect(self._on_failed)
        view.letter.clicked.connect(self.print_current)
        self.letter.drawn.connect(self._show_letter)
        self.letter.failed.connect(self._on_failed)
        self.pictures.changed.connect(view.show_files)
        view.section_chosen.connect(self.show_section)
        view.papers.opened.connect(self._open_scan)
        view.files.group_chosen.connect(self.pictures.choose_group)
        view.files.file_chosen.connect(self.pictures.choose)
        view.files.turned.connect(self.pictures.turn)
        view.forms.opened.connect(self._print_form)
        view.acts.chosen.connect(self.start)
        view.panel.typed.connect(lambda key, text: act.type(**{key: text}))
        view.panel.phrase_chosen.connect(self._use_phrase)
        view.panel.papers.ticked.connect(act.tick)
        view.panel.papers.more.connect(act.more)
        view.panel.papers.kind_asked.connect(act.turn_kind)
        view.panel.papers.selected.connect(act.choose_paper)
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
            "scan.answer": view.scan.bar.answer,
            "scan.source": view.scan.switch_source,
            "dossier.capture": lambda: view.scan.capture() if self._scanning else None,
            "dossier.retake": lambda: view.scan.retake() if self._scanning else None,
            "dossier.following": lambda: self.presenter.step(1),
            "dossier.before": lambda: self.presenter.step(-1),
        }
        for at, name in enumerate(SECTIONS):
            acts[f"dossier.section.{at + 1}"] = partial(self.show_section, name)
        for key, run in acts.items():
            bind(self, key, run, keys=keys, window=True)

    def _start_allowed(self, verb: str) -> None:
        if self.presenter.state.loading:  # meant for the dossier that is coming, not the one in front
            self._ahead = verb
            return
        if any(act.verb == verb for act in self._acts):
            self.start(verb)

    @property
    def _acts(self) -> tuple[NextAct, ...]:
        view = self.presenter.state.view
        return view.actions if view is not None else ()

    @property
    def _scanning(self) -> bool:
        return self.view.scan.isVisible()

    # ---- the shell's questions ------------------------------------------------------------------

    def shown(self) -> None:
        """Go on with the open dossier, read anew."""
        if self.presenter.state.view is not None and not self.presenter.state.loading:
            self.presenter.reload()
            self._focus_start()
        self._run_camera()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the camera go while another screen is in front; what was typed stays."""
        self.view.scan.stop()
        super().hideEvent(event)

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
        if draft is None or draft.verb != "reconcile" or not code:
            return False
        self.presenter.type(official_code=str(code))
        return True

    def print_current(self) -> bool:
        """Ctrl+P: look at the letter of the act being typed, else print the paper of the present state."""
        state = self.presenter.state
        if state.view is None:
            return False
        if state.draft is not None and state.draft.verb in WITH_LETTER:
            self.letter.draw(state.view.code, state.draft)
            return True
        self._print(words.paper_of(state.view), PAPER)
        return True

    def _show_letter(self, raster: RasterLike) -> None:
        LetterWindow(raster, self).show()

    def _print(self, form: str, paper: str) -> None:
        view = self.presenter.state.view
        if view is None:
            return
        services, desktop = self._context.services, self._context.desktop

        def work() -> bytes:
            return services.print_form(form, view.code, paper=paper).read_bytes()

        def take(pdf: bytes) -> None:
            desktop.print_pdf(pdf, view.code)
            self.presenter.reload()

        self._context.runner.submit("desk", work, owner=self, done=take, failed=self._on_failed)

    def _print_form(self, row: FormCard) -> None:
        if row.printable:
            self._print(row.key, row.papers[0])
        else:
            self.view.banner.say(row.why_not, tone=Tone.WARN)

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
        view = self.view
        if self.presenter.state.view is None:
            return ()
        draft = self.presenter.state.draft
        if draft is not None and not draft.spec.bare:
            scan = (view.scan,) if self._scanning else ()
            return (view.panel, *scan, view.commit)
        if draft is not None:
            return (view.part(view.section), view.sections, view.commit)
        history = () if view.compact else (view.history,)
        return (view.acts, view.part(view.section), view.sections, *history)

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
        state = self.presenter.state
        draft = state.draft
        if draft is None or state.view is None or state.saving or self._arming.isActive():
            return
        missing = rules.gap(draft)
        if missing:
            self.view.banner.say(words.gap(missing, draft), tone=Tone.WARN)
            self.view.panel.focus_gap(missing)
            self._gap = missing
            return
        self.view.banner.clear()
        self._gap = ""
        if draft.spec.twice and not draft.armed:
            self._arming.start()
            self.view.banner.say(words.again(draft, state.view), tone=Tone.BAD)
        self.presenter.commit()

    def ask_why(self) -> None:
        """Ctrl+D: why this dossier is due when it is."""
        view = self.presenter.state.view
        if view is not None:
            self._context.desktop.why(WhyWish(view.procedure.code, view.received_at, view.due_at))

    def _to_returns(self) -> None:
        view = self.presenter.state.view
        if view is not None:
            self._context.desktop.go("returns", view.code)

    def _open_scan(self, row: ComponentRow) -> None:
        files = self.pictures.state.rows_of("papers")
        at = next((i for i, one in enumerate(files) if one.component == row.no), -1)
        self.pictures.choose_group("papers")
        if at >= 0:
            self.pictures.choose(at)
        self.show_section("scans")

    def _use_phrase(self, at: int) -> None:
        self.presenter.use_phrase(at)
        self.view.panel.fields.focus_field("text") or self.view.panel.fields.focus_field("reason")

    # ---- answers --------------------------------------------------------------------------------

    def _paint(self, state: DossierState) -> None:
        staff = self._context.services.staff()
        names = {staff.username: staff.full_name}
        if state.view is not None and state.view.clerk:
            first = next((one.actor for one in state.view.events if one.verb == "dossier.received"), "")
            names.setdefault(first, state.view.clerk)
        self.view.show_state(
            state, names=names, caps=caps(self._acts, self._context.keys), now=self._context.services.now()
        )

    @Slot(object)
    def _on_changed(self, state: DossierState) -> None:
        self._paint(state)
        if self._gap and state.draft is not None and rules.gap(state.draft) != self._gap:
            self._gap = ""  # what was missing is there: the sentence would only mislead
            self.view.banner.clear()
        if state.view is not self.pictures.state.view:
            self.pictures.open(state.view)

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
        self._open_pages()
        self.view.panel.order()
        self._run_camera()
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
        self._run_camera()
        if self.isVisible():
            self.view.acts.focus_verb(self._last)

    def _run_camera(self) -> None:
        if self._scanning:
            self.view.scan.start()
        else:
            self.view.scan.stop()

    def _open_pages(self) -> None:
        """The strip of the panel that opened: what was captured before it was closed is there again."""
        state = self.presenter.state
        if state.draft is None or state.view is None or state.draft.spec.papers != "handed":
            return
        self.pages.open(state.draft.command_id)
        self.pages.describe(dossier=state.view.code, command_id=state.draft.command_id)
        self.pages.look_for_lost(dossier=state.view.code)

    def _focus_start(self) -> None:
        draft = self.presenter.state.draft
        if draft is not None and draft.spec.bare:
            self.view.commit.setFocus()
        elif draft is not None:
            self.view.panel.focus_start(draft)
        else:
            self.view.acts.focus_verb(self._last)

    @Slot(object, object, object)
    def _on_committed(self, acted: Acted, draft: ActDraft, view: DossierView) -> None:
        desktop, now = self._context.desktop, self._context.services.now()
        desktop.kept(now)
        self.pages.finish(draft.command_id)
        place, count = self.presenter.state.place
        again = self.print_current if acted.printed else None
        following = self._following if count > place > 0 else None
        mends = partial(self._mend, acted, draft)
        desktop.toast(confirmed(acted, draft, view, now=now, again=again, following=following, mends=mends))
        for file in acted.printed:
            desktop.print_pdf(file.read_bytes(), acted.code)
        if acted.warnings:
            self.view.banner.say("\n".join(one.message for one in acted.warnings), tone=Tone.WARN)

    def _mend(self, acted: Acted, draft: ActDraft) -> None:
        """Ctrl+Z: a correction is taken back; of anything else the act that mends it is begun."""
        if draft.verb != "correct":
            way_back.mend(self._context.desktop, acted.code, draft.verb)
            return
        services = self._context.services
        self._context.runner.submit(
            "desk",
            lambda: way_back.take_back_correction(services, acted, command_id=f"undo-{draft.command_id}"),
            owner=self,
            done=self._on_taken_back,
            failed=self._on_failed,
        )

    def _on_taken_back(self, acted: Acted) -> None:
        self.presenter.reload()
        self._context.changes.tell(Kind.DOSSIER, codes=(acted.code,), by=self)
        self._context.desktop.toast(ToastSpec(tr("Đã hoàn tác đính chính"), acted.code))

    def _following(self) -> None:
        self.presenter.step(1)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._arming.stop()
        self._ahead = ""
        if self.presenter.state.view is None:
            self.view.say_empty(explain(error), bad=True)
        else:
            self.view.banner.say(explain(error), tone=Tone.BAD)


class DossierScreen:
    """Builds the dossier screen."""

    def build(self, context: ScreenContext) -> ScreenPage:
        """Build the page."""
        return DossierPage(context)
