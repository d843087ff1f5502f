"""What the return screen does, free of widgets: open a dossier, check, sign, hand over once."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from ui.changes import Changes, ChangeSet, Kind
from ui.returns import draft as rules
from ui.returns.draft import ReturnDraft
from ui.returns.handing import hand_over
from ui.returns.items import hand_items
from ui.returns.state import Matrix, ReturnState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desk.rows import Acted, CitizenHistory, DossierView, IdentityCard
    from desk.rows.strip import GivenPage
    from ui.services import Services
    from ui.tasks import Pool, Task, TaskRunner

__all__ = ("ReturnPresenter", "ReturnState")


class ReturnPresenter(QObject):
    """Trả kết quả: GUI thread only.

    Guarantees: one press or ten of F9 hand over once, because the act's command id stays until the dossier
    is opened anew; nothing is handed over while another dossier is being opened; a failed act leaves
    everything as it was; a dossier that cannot be found leaves none open.
    Signals: `changed(ReturnState)`, `opened(DossierView)`, `committed(Acted, ReturnDraft)`,
    `failed(Exception)`, `stranger(IdentityCard)` for a card nobody's result waits for.
    """

    changed = Signal(object)
    opened = Signal(object)
    committed = Signal(object, object)
    failed = Signal(object)
    stranger = Signal(object)
    stepped = Signal()  # a tick was set that `undo` takes back

    def __init__(self, services: Services, runner: TaskRunner, changes: Changes) -> None:
        super().__init__()
        self._services = services
        self._runner = runner
        self._changes = changes
        self._signing: rules.Signing = "pad"
        self._state = ReturnState(draft=self._fresh(None))
        self._past: list[ReturnDraft] = []  # before each tick, and what undo took back
        self._future: list[ReturnDraft] = []
        self._newest = 0
        changes.changed.connect(self._on_changes)

    @property
    def state(self) -> ReturnState:
        """What the views paint now."""
        return self._state

    # ---- opening --------------------------------------------------------------------------------
    def open(self, code: str, *, card: IdentityCard | None = None) -> None:
        """Open a dossier by its code or its receipt's text; of two in a row the newest wins.

        `card` is the card of the person at the counter where it was what opened the dossier.
        """
        self._newest += 1
        number = self._newest
        self._show(loading=True)

        def take(found: tuple[DossierView, Matrix]) -> None:
            if number != self._newest:
                return
            view, qr = found
            self._forget()
            self._state = ReturnState(draft=self._fresh(view), qr=qr)
            self.changed.emit(self._state)
            self.opened.emit(view)
            if card is not None:
                self.take_card(card)

        def miss(error: Exception) -> None:
            if number == self._newest:
                self.clear()
                self.failed.emit(error)

        def work() -> tuple[DossierView, Matrix]:
            view = self._services.show(code)
            return view, self._services.qr_matrix(view.receipt_payload)

        self._runner.submit("desk", work, owner=self, done=take, failed=miss)

    def clear(self) -> None:
        """Close the dossier; nothing was changed by having it open."""
        self._newest += 1
        self._forget()
        self._state = ReturnState(draft=self._fresh(None))
        self.changed.emit(self._state)

    def find_by_card(self, card: IdentityCard) -> None:
        """A card instead of a slip: open what waits for this person, else tell that nothing does."""

        def take(known: CitizenHistory) -> None:
            if known.waiting_results:
                self.open(known.waiting_results[0], card=card)
            else:
                self.stranger.emit(card)

        self._later("desk", self._services.history, card.number, done=take)

    def reload(self) -> None:
        """Read the open dossier anew; what was ticked stays as long as its state is the same."""
        dossier, number = self._state.draft.dossier, self._newest
        if dossier is None:
            return

        def take(view: DossierView) -> None:
            if number != self._newest:
                return
            if view.next_acts == dossier.next_acts:
                self._show(draft=replace(self._state.draft, dossier=view))
            else:
                self.open(view.code)

        self._later("desk", self._services.show, dossier.code, done=take)

    def restore(self, draft: ReturnDraft) -> None:
        """Take a kept draft back into a rebuilt window, its words in the window's language."""
        view = draft.dossier
        if view is None:
            return
        done = {item.key for item in draft.items if item.ticked}
        items = tuple(replace(item, ticked=item.key in done) for item in self._fresh(view).items)
        self._signing = draft.signing if draft.signing != "refused" else self._signing
        self._state = ReturnState(draft=replace(draft, items=items))
        self.changed.emit(self._state)
        self._later("desk", self._services.qr_matrix, view.receipt_payload, done=lambda qr: self._show(qr=qr))

    @Slot(object, object)
    def _on_changes(self, changes: ChangeSet, initiator: object) -> None:
        dossier = self._state.draft.dossier
        if initiator is not self and dossier is not None and dossier.code in changes.codes:
            self.reload()

    # ---- checking -------------------------------------------------------------------------------
    def toggle(self, index: int) -> None:
        """Tick one thing to hand over."""
        self._edit(rules.toggled(self._state.draft, index), undoable=True)

    def tick_all(self) -> None:
        """Tick everything."""
        self._edit(rules.all_ticked(self._state.draft), undoable=True)

    def undo(self) -> bool:
        """Take back the last tick; False when there is nothing to take back."""
        return self._back(self._past, self._future)

    def redo(self) -> bool:
        """Tick it again."""
        return self._back(self._future, self._past)

    def _forget(self) -> None:
        self._past, self._future = [], []

    def _back(self, taken: list[ReturnDraft], given: list[ReturnDraft]) -> bool:
        if not taken or self._state.saving:
            return False
        given.append(self._state.draft)
        self._show(draft=replace(self._state.draft, items=taken.pop().items))
        return True

    def take_card(self, card: IdentityCard) -> None:
        """Compare the card of the person at the counter with the applicant."""
        draft = self._state.draft
        if draft.dossier is None:
            return
        if draft.authorised:
            self._edit(replace(draft, receiver_name=card.full_name, receiver_id=card.number))
        else:
            self._edit(replace(draft, card_matches=card.number == draft.dossier.id_number))

    def set_receiver(self, *, authorised: bool, name: str = "", id_number: str = "") -> None:
        """Say who collects."""
        draft = replace(self._state.draft, authorised=authorised, receiver_name=name, receiver_id=id_number)
        self._edit(draft if authorised else replace(draft, receiver_name="", receiver_id=""))

    def set_signing(self, how: rules.Signing) -> None:
        """Sign on the pad or on paper; the desk's way is kept for the next citizen, a refusal is not."""
        self._signing = how if how != "refused" else self._signing
        self._edit(replace(self._state.draft, signing=how))

    def set_signature(self, image: bytes | None, too_small: bool = False) -> None:
        """Take the signature's strokes as PNG, or take them away; something too small is none."""
        self._edit(replace(self._state.draft, signature=image, too_small=too_small))

    def set_refusal(self, reason: str) -> None:
        """Say why somebody would not sign."""
        self._edit(replace(self._state.draft, refusal=reason))

    def set_lost(self, *, lost: bool, number: str = "", note: str = "") -> None:
        """Say that the receipt is lost, and what stands in its place."""
        self._edit(replace(self._state.draft, lost=lost, lost_number=number, lost_note=note))

    def set_by(self, by: str) -> None:
        """Hand over at the counter, by post or electronically."""
        self._edit(replace(self._state.draft, by=by))

    def set_parcel(self, number: str) -> None:
        """Take the number the post gave the parcel."""
        self._edit(replace(self._state.draft, parcel=number))

    # ---- the result that arrives ----------------------------------------------------------------
    def set_result(self, **changes: Any) -> None:  # noqa: ANN401 - fields of ResultDraft
        """Take the number, title or pages of a result that has arrived."""
        self._edit(rules.with_result(self._state.draft, **changes))

    def choose_result(self, at: int) -> None:
        """Show another of several results; one beyond the last is a new one."""
        draft = self._state.draft
        if at >= len(draft.results):
            self._edit(rules.more_results(draft))
        elif at >= 0:
            self._edit(replace(draft, chosen=at))

    def drop_result(self) -> None:
        """Take the result that is shown away, where it has no pages and is not the only one."""
        self._edit(rules.fewer_results(self._state.draft))

    def take_pages(self, pages: Mapping[int | None, tuple[GivenPage, ...]]) -> None:
        """Take the pages of the strip: of the signed slip, or each result's own, strays to the one shown."""
        draft = self._state.draft
        if rules.scans_slip(draft):
            self._edit(replace(draft, slip=tuple(page for some in pages.values() for page in some)))
            return
        found = {at: pages.get(at + 1, ()) for at in range(len(draft.results))}
        strays = [page for no, some in pages.items() if no is None or no > len(found) for page in some]
        found[draft.chosen] = (*found[draft.chosen], *strays)
        results = tuple(replace(one, pages=found[at]) for at, one in enumerate(draft.results))
        self._edit(replace(draft, results=results))

    # ---- commit ---------------------------------------------------------------------------------
    def commit(self) -> None:
        """F9: record that the result is here, or hand it over. A second press while saving does nothing."""
        state = self._state
        draft, dossier = state.draft, state.draft.dossier
        if state.saving or state.loading or state.gap is not None or dossier is None:
            return
        waiting, services = state.stage == "waiting", self._services
        self._show(saving=True)

        def take(acted: Acted) -> None:
            self._changes.tell(Kind.DOSSIER, codes=(acted.code,), by=self)
            self._show(saving=False)
            self.committed.emit(acted, draft)
            self.open(acted.code)

        def work() -> Acted:
            if waiting:
                today = services.now().date().isoformat()
                payload = rules.result_payload(draft, today)
                return services.act(dossier.code, "result-ready", payload, command_id=draft.command_id)
            return hand_over(services, dossier.code, draft)

        self._later("desk", work, done=take)

    def _show(self, **changes: Any) -> None:  # noqa: ANN401 - fields of ReturnState
        self._state = replace(self._state, **changes)
        self.changed.emit(self._state)

    def _edit(self, draft: ReturnDraft, *, undoable: bool = False) -> None:
        if draft == self._state.draft or self._state.saving:
            return
        if undoable:
            self._past.append(self._state.draft)
            self._future.clear()
            self.stepped.emit()
        self._show(draft=draft)

    def _later(
        self, pool: Pool, work: Callable[..., Any], *args: object, done: Callable[[Any], None]
    ) -> Task:
        return self._runner.submit(pool, work, *args, owner=self, done=done, failed=self._on_failed)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._show(saving=False, loading=False)
        self.failed.emit(error)

    def _fresh(self, view: DossierView | None) -> ReturnDraft:
        items = hand_items(view) if view is not None and "return" in view.next_acts else ()
        by = view.return_by if view is not None else "counter"
        number = str(uuid.uuid4())
        return ReturnDraft(command_id=number, dossier=view, items=items, by=by, signing=self._signing)
