"""What the dossier screen does, free of widgets: open one, choose an act, type, commit it once."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from ui.changes import Changes, ChangeSet, Kind
from ui.dossier import draft as rules
from ui.dossier.material import NOTHING, Material, forms_of, material
from ui.dossier.panels import ELSEWHERE
from ui.dossier.state import DossierState, DossierWish, Matrix

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desk.life.rows import NextAct
    from desk.paper.rows import FormCard
    from desk.rows import Acted, DossierView
    from desk.rows.strip import GivenPage
    from ui.dossier.draft import ActDraft
    from ui.services import Services
    from ui.tasks import TaskRunner


class DossierPresenter(QObject):
    """Hồ sơ: GUI thread only.

    Guarantees: an opened panel acts at most once, however often F9 is pressed, because its command id
    stays until it is done; nothing typed is lost by closing a panel, by an error or by opening another
    dossier; an act that cannot be undone needs a second, deliberate press.
    Signals: `changed(DossierState)`, `opened(DossierView)`, `started(verb)` when a panel opened,
    `offered()` when its papers and sentences are there, `closed()`, `goes(verb)` for an act of another
    screen, `committed(Acted, ActDraft, DossierView)`, `failed(Exception)`.
    """

    changed = Signal(object)
    opened = Signal(object)
    started = Signal(str)
    offered = Signal()
    closed = Signal()
    goes = Signal(str)
    committed = Signal(object, object, object)
    failed = Signal(object)

    def __init__(self, services: Services, runner: TaskRunner, changes: Changes) -> None:
        super().__init__()
        self._services, self._runner, self._changes = services, runner, changes
        self._state = DossierState()
        self._newest = 0
        self._kept: dict[tuple[str, str], ActDraft] = {}
        self._pages: Mapping[int | None, tuple[GivenPage, ...]] = {}
        changes.changed.connect(self._on_changes)

    @property
    def state(self) -> DossierState:
        """What the views paint now."""
        return self._state

    # ---- opening --------------------------------------------------------------------------------
    def open(self, wish: DossierWish) -> None:
        """Open a dossier by its code or its receipt's text; of two in a row the newest wins."""
        self._newest += 1
        number = self._newest
        self._keep_draft()
        self._show(loading=True, trail=wish.trail, coming=wish.code)

        def work() -> tuple[DossierView, Matrix]:
            view = self._services.show(wish.code)
            return view, self._services.qr_matrix(view.receipt_payload)

        def take(found: tuple[DossierView, Matrix]) -> None:
            if number != self._newest:
                return
            view, series = found[0], wish.verb if wish.trail else ""
            self._state = DossierState(view=view, qr=found[1], trail=wish.trail, series=series)
            self.changed.emit(self._state)
            self._read_forms(view.code, number)
            self.opened.emit(view)
            if wish.verb:
                self.start(wish.verb)

        def miss(error: Exception) -> None:
            if number == self._newest:
                self.clear()
                self.failed.emit(error)

        self._runner.submit("desk", work, owner=self, done=take, failed=miss)

    def clear(self) -> None:
        """Close the dossier; what was typed is kept for its next opening."""
        self._newest += 1
        self._keep_draft()
        self._state = DossierState()
        self.changed.emit(self._state)

    def reload(self) -> None:
        """Read the open dossier anew; an open panel stays as long as its act is still allowed."""
        view, number = self._state.view, self._newest
        if view is None:
            return

        def take(now: DossierView) -> None:
            if number != self._newest:
                return
            draft = self._state.draft
            allowed = draft is not None and any(one.verb == draft.verb for one in now.actions)
            self._show(view=now, draft=draft if allowed else None)
            self._read_forms(now.code, number)
            if draft is not None and not allowed:
                self.closed.emit()

        self._later(self._services.show, view.code, done=take)

    def _read_forms(self, code: str, number: int) -> None:
        def take(forms: tuple[FormCard, ...]) -> None:
            if number == self._newest:
                self._show(forms=forms)

        self._later(forms_of, self._services, code, done=take)

    def step(self, by: int) -> None:
        """Open the next or previous dossier of the list this one came from."""
        (place, count), trail = self._state.place, self._state.trail
        if place and 1 <= place + by <= count and not self._state.saving:
            self.open(DossierWish(trail[place + by - 1], self._state.series, trail))

    @Slot(object, object)
    def _on_changes(self, changes: ChangeSet, initiator: object) -> None:
        view = self._state.view
        if initiator is not self and view is not None and view.code in changes.codes:
            self.reload()

    # ---- the panel ------------------------------------------------------------------------------
    def allowed(self, *verbs: str) -> NextAct | None:
        """The first of these acts that may be done now."""
        acts = self._state.view.actions if self._state.view is not None else ()
        return next((act for verb in verbs for act in acts if act.verb == verb), None)

    def start(self, verb: str) -> None:
        """Open the panel of an allowed act, with what was typed in it before."""
        state, act = self._state, self.allowed(verb)
        if state.view is None or act is None or state.saving or state.loading:
            return
        if verb in ELSEWHERE:
            self.goes.emit(verb)
            return
        if state.draft is not None and state.draft.verb == verb:
            return
        self._keep_draft()
        draft = self._kept.pop((state.view.code, verb), None)
        if draft is None or draft.act != act:
            draft = rules.fresh(act, state.view, command_id=str(uuid.uuid4()))
        self._show(draft=draft, offer=NOTHING)
        self.started.emit(verb)
        self._runner.submit(
            "desk", material, self._services, draft, state.view, owner=self, done=self._on_offer(draft),
            failed=self.failed.emit,
        )  # fmt: skip

    def _on_offer(self, asked: ActDraft) -> Callable[[Material], None]:
        def take(offer: Material) -> None:
            draft = self._state.draft
            if draft is None or draft.command_id != asked.command_id:
                return
            if offer.papers:
                draft = self._with_pages(rules.with_papers(draft, offer.papers))
            if offer.promise is not None and offer.promise.due_at is not None:
                due = offer.promise.due_at
                draft = rules.offered(draft, day=f"{due:%d/%m/%Y}", clock=f"{due:%H:%M}")
            self._show(draft=draft, offer=offer)
            self.offered.emit()

        return take

    def disarm(self) -> None:
        """Take the first press of an act that cannot be undone back."""
        self._edit(lambda draft: replace(draft, armed=False))

    def close_panel(self) -> bool:
        """Close the open panel, keeping what was typed; False when none was open."""
        if self._state.draft is None or self._state.saving:
            return False
        self._keep_draft()
        self._show(draft=None, offer=NOTHING)
        self.closed.emit()
        return True

    def _keep_draft(self) -> None:
        draft, view = self._state.draft, self._state.view
        if draft is not None and view is not None:
            self._kept[view.code, draft.verb] = replace(draft, armed=False)

    # ---- typing ---------------------------------------------------------------------------------
    def type(self, **values: str) -> None:
        """Take what was typed or chosen."""
        self._edit(lambda draft: rules.changed(draft, **values))

    def use_phrase(self, at: int) -> None:
        """Take a standard sentence as the reason, with its legal basis."""
        phrases, draft = self._state.offer.phrases, self._state.draft
        if draft is None or not 0 <= at < len(phrases):
            return
        chosen = phrases[at]
        key = "text" if draft.verb == "note" else "reason"
        before = draft.value(key)
        text = chosen.text if not before or chosen.text in before else f"{before}\n{chosen.text}"
        values = {key: text}
        if chosen.basis and "legal_basis" in draft.spec.plain:
            values["legal_basis"] = chosen.basis
        self.type(**values)

    def choose_paper(self, at: int) -> None:
        """Say which paper captured pages go to."""
        self._edit(lambda draft: replace(draft, selected=at))

    def tick(self, at: int) -> None:
        """Tick a paper as asked for, or as handed in."""
        self._edit(lambda draft: rules.toggled(draft, at))

    def more(self, at: int, by: int) -> None:
        """Change the copies of a paper."""
        self._edit(lambda draft: rules.more_copies(draft, at, by))

    def turn_kind(self, at: int) -> None:
        """Change how a paper was handed in; one that is only asked for has no kind."""
        draft = self._state.draft
        if draft is not None and draft.spec.papers == "handed":
            self._edit(lambda draft: rules.next_kind(draft, at))

    def take_pages(self, pages: Mapping[int | None, tuple[GivenPage, ...]]) -> None:
        """Take the pages of the strip, by the number of their paper."""
        self._pages = pages
        self._edit(self._with_pages)

    def _with_pages(self, draft: ActDraft) -> ActDraft:
        return rules.with_pages(draft, self._pages) if draft.spec.papers == "handed" else draft

    def _edit(self, change: Callable[[ActDraft], ActDraft]) -> None:
        draft = self._state.draft
        if draft is None or self._state.saving:
            return
        made = self._with_pages(change(draft))
        if made != draft:
            self._show(draft=made)

    # ---- commit ---------------------------------------------------------------------------------
    def commit(self) -> None:
        """F9: do the act. One that cannot be undone is armed first; a press while saving does nothing."""
        state, draft, view = self._state, self._state.draft, self._state.view
        if draft is None or view is None or state.saving or state.loading or rules.gap(draft):
            return
        if draft.spec.twice and not draft.armed:
            self._show(draft=replace(draft, armed=True))
            return
        self._show(saving=True)

        def work() -> Acted:
            return self._services.act(
                view.code, draft.verb, rules.payload(draft), command_id=draft.command_id, queued=True
            )

        def take(acted: Acted) -> None:
            self._kept.pop((view.code, draft.verb), None)
            self._show(saving=False, draft=None, offer=NOTHING)
            self._changes.tell(Kind.DOSSIER, codes=(acted.code,), by=self)
            self.closed.emit()
            self.committed.emit(acted, draft, view)
            self.reload()

        self._runner.submit("desk", work, owner=self, done=take, failed=self._on_failed)

    def _later(self, work: Callable[..., Any], *args: object, done: Callable[[Any], None]) -> None:
        self._runner.submit("desk", work, *args, owner=self, done=done, failed=self._on_failed)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        draft = self._state.draft
        self._show(saving=False, loading=False, draft=replace(draft, armed=False) if draft else None)
        self.failed.emit(error)

    def _show(self, **changes: Any) -> None:  # noqa: ANN401 - fields of the state
        self._state = replace(self._state, **changes)
        self.changed.emit(self._state)

    # ---- a rebuilt window -----------------------------------------------------------------------
    def keep(self) -> object:
        """The open dossier with everything typed, for a window built anew."""
        self._keep_draft()
        return self._state, dict(self._kept)

    def restore(self, kept: object) -> None:
        """Go on with what `keep` gave."""
        if isinstance(kept, tuple) and isinstance(kept[0], DossierState) and kept[0].view is not None:
            state, self._kept = kept
            verb = state.draft.verb if state.draft is not None else ""
            self.open(DossierWish(state.view.code, verb, state.trail))
