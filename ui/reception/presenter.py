"""What the reception screen does, free of widgets: one draft in, one frozen state out."""

from __future__ import annotations

import uuid
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from ui.changes import Changes, Kind
from ui.reception import draft as rules
from ui.reception.choosing import ProcedureChoice
from ui.reception.coming import carried
from ui.reception.command import command, supplement_reason
from ui.reception.draft import Acting, Draft, Person
from ui.reception.drawing import SlipPreview
from ui.reception.field_acts import FieldActs
from ui.reception.knowing import KnownPerson
from ui.reception.paper_acts import PaperActs
from ui.reception.state import ReceptionState
from ui.reception.steps import Steps

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desk.people.rows import KnownCitizen, ReusablePaper
    from desk.rows import (
        DuePromise,
        IdentityCard,
        ProcedureCard,
        Received,
    )
    from desk.rows.strip import GivenPage
    from ui.services import Services
    from ui.tasks import Task, TaskRunner


class ReceptionPresenter(QObject):
    """Tiếp nhận: holds the draft and talks to `desk` through the task runner. GUI thread only.

    Guarantees: one draft is received at most once, however often F9 is pressed, because its command id
    stays the same until the next reception starts; a failed save keeps the draft as it was.
    Signals: `changed(ReceptionState)`, `committed(Received, Draft)`, `failed(Exception)`.
    """

    changed = Signal(object)
    committed = Signal(object, object)
    failed = Signal(object)
    stepped = Signal()  # an edit was made that `undo` takes back

    def __init__(self, services: Services, runner: TaskRunner, changes: Changes) -> None:
        super().__init__()
        self._services = services
        self._runner = runner
        self._changes = changes
        self._state = ReceptionState(draft=_fresh())
        self._steps = Steps()
        self.alone: Callable[[Draft], bool] = lambda _draft: True  # its receipt is printed by itself
        self._pages: Mapping[int | None, tuple[GivenPage, ...]] = {}
        self.choice = ProcedureChoice(services, runner, self)
        self.choice.changed.connect(lambda choice: self._show(choice=choice))
        self.choice.chosen.connect(self._on_procedure)
        self.choice.failed.connect(self._on_failed)
        self.papers = PaperActs(lambda: self._state.draft, self._edit)
        self.fields = FieldActs(lambda: self._state.draft, self._edit)
        self.person = KnownPerson(services, runner, self)
        self.person.known.connect(self._on_known)
        self.person.offered.connect(self._on_offered)
        self.person.failed.connect(self._on_failed)
        self.slip = SlipPreview(services, runner, self._asked_slip, self)
        self.slip.drawn.connect(lambda raster: self._show(preview=raster))
        self.slip.failed.connect(self._on_failed)

    @property
    def state(self) -> ReceptionState:
        """What the views paint now."""
        return self._state

    # ---- starting -------------------------------------------------------------------------------
    def start(self, *, group: str = "", like: Draft | None = None) -> None:
        """Begin a new reception with a new command id, empty, in the same group or in none.

        `like` is an earlier one of the same visit: who came, for whom, and how is not asked again.
        """
        self._steps.clear()
        self.slip.forget()
        self._pages = {}
        self.person.forget()
        fmt = self._state.draft.paper_format
        draft = carried(_fresh(), like) if like is not None else replace(_fresh(), group=group)
        draft = replace(draft, paper_format=fmt)
        self._state = ReceptionState(draft=draft, choice=replace(self.choice.state, query="", hits=()))
        self.changed.emit(self._state)
        self.choice.refresh()

    def resume(self, draft: Draft) -> None:
        """Go on with a draft begun before; its command id stays, so it can still be received only once."""
        self._steps.clear()
        self._show(draft=draft, searching=bool(draft.search), preview=None)
        if draft.search:
            self.choice.search(draft.search)
        self.slip.later()
        self._ask_promise()  # its reasons are words: the language may be another one now

    # ---- step 1: the person ---------------------------------------------------------------------
    def take_card(self, card: IdentityCard) -> None:
        """Fill the person from a card that was read, and look up what the office knows."""
        self._edit(rules.with_card(self._state.draft, card))
        self.person.look_up(card.number)

    def type_person(self, **changes: Any) -> None:  # noqa: ANN401 - fields of Person
        """Take what was typed by hand; a complete number asks for the person's history once."""
        before = self._state.draft.person
        by_hand = {"from_card": False} if set(changes) - {"phone"} else {}
        person = rules.retyped(before, **(changes | by_hand))
        same = person.id_number == before.id_number
        history = self._state.draft.history if same else None
        visit = self._state.draft.visit if same else ""
        self._edit(replace(self._state.draft, person=person, history=history, visit=visit), undoable=False)
        number = person.id_number
        if number != before.id_number and len(number) == 12 and number.isdigit():
            self.person.look_up(number)

    def act_for(self, acting: Acting, *, name: str = "", number: str = "", authority: str = "") -> None:
        """Take for whom the person at the counter acts: themselves, another person, an organisation."""
        draft = replace(
            self._state.draft, acting=acting, on_behalf_name=name, on_behalf_id=number, authority=authority
        )
        self._edit(draft, undoable=False)
        self._ask_papers()

    @Slot(str, object)
    def _on_known(self, number: str, found: KnownCitizen) -> None:
        if self._state.draft.person.id_number == number:
            self._edit(rules.with_history(self._state.draft, found), undoable=False)
            self._ask_papers()

    def _ask_papers(self) -> None:
        """Papers belong to whose dossier it is: the represented person's or the organisation's own."""
        draft = self._state.draft
        number = draft.person.id_number if draft.acting == "self" else draft.on_behalf_id
        self.person.look_for_papers(number, draft.procedure.code if draft.procedure else "")

    @Slot(str, str, object)
    def _on_offered(self, number: str, procedure: str, papers: tuple[ReusablePaper, ...]) -> None:
        draft = self._state.draft
        whose = draft.person.id_number if draft.acting == "self" else draft.on_behalf_id
        if whose == number and draft.procedure is not None and draft.procedure.code == procedure:
            self._edit(rules.with_offers(draft, papers), undoable=False)

    # ---- step 2: the procedure ------------------------------------------------------------------
    def open_search(self) -> None:
        """Open step 2 again to choose another procedure."""
        self._show(searching=True)
        self.search(self.choice.state.query)

    def close_search(self) -> None:
        """Close step 2 and keep the procedure chosen before; without one, what was typed stays."""
        self._show(searching=False)
        if self._state.draft.procedure is not None:
            self._edit(replace(self._state.draft, search=""), undoable=False)

    def search(self, text: str) -> None:
        """Search procedures; step 2 opens."""
        self._show(searching=True)
        self._edit(replace(self._state.draft, search=text), undoable=False)
        self.choice.search(text)

    @Slot(object)
    def _on_procedure(self, card: ProcedureCard) -> None:
        self._state = replace(self._state, searching=False)
        self._edit(rules.with_procedure(self._state.draft, card))
        self.choice.clear()
        self._ask_papers()
        self._ask_promise()

    def _ask_promise(self) -> None:
        card = self._state.draft.procedure
        if card is None:
            return

        def take(promise: DuePromise) -> None:
            if self._state.draft.procedure is card:
                self._edit(replace(self._state.draft, promise=promise), undoable=False)

        self._later(self._services.promise, card.code, self._services.now(), done=take)

    # ---- undo, preview, commit ------------------------------------------------------------------
    def undo(self) -> bool:
        """Take back the last local edit (tick, kind, choice); False when there is nothing to take back."""
        return self._show_step(self._steps.back)

    def redo(self) -> bool:
        """Do the edit taken back last again."""
        return self._show_step(self._steps.forward)

    def _show_step(self, step: Callable[[Draft], Draft | None]) -> bool:
        """Show the draft of another moment; who stands at the counter and the pages stay as they are."""
        draft = None if self._state.saving else step(self._state.draft)
        if draft is not None:
            now = self._state.draft
            self._edit(replace(draft, person=now.person, search=now.search), undoable=False)
        return draft is not None

    def take_pages(self, pages: Mapping[int | None, tuple[GivenPage, ...]]) -> None:
        """Take the pages of the strip, by the number of their paper."""
        self._pages = pages
        self._edit(self._state.draft, undoable=False)

    def _asked_slip(self) -> tuple[Mapping[str, Any], str] | None:
        draft = self._state.draft
        if draft.procedure is None:
            return None
        return command(draft, supplement_reason=supplement_reason(draft.missing)), draft.paper_format

    def commit(self) -> None:
        """F9: receive once and print. A second press while saving does nothing; an error keeps the draft."""
        state = self._state
        if state.saving or state.gap is not None:
            return
        draft = state.draft
        self._show(saving=True)
        data = command(draft, supplement_reason=supplement_reason(draft.missing))

        def take(received: Received) -> None:
            self._changes.tell(Kind.DOSSIER, codes=(received.code,), by=self)
            self._show(saving=False)
            self.start(group=(received.group_no or "") if draft.group else "")
            self.committed.emit(received, draft)

        paper, queued = draft.paper_format, self.alone(draft)
        self._later(partial(self._services.receive, data, paper=paper, queued=queued), done=take)

    def _show(self, **changes: Any) -> None:  # noqa: ANN401 - fields of ReceptionState
        self._state = replace(self._state, **changes)
        self.changed.emit(self._state)

    def _edit(self, draft: Draft, *, undoable: bool = True) -> None:
        before = self._state.draft
        draft = rules.with_pages(draft, self._pages)
        if draft == before or self._state.saving:
            return
        if undoable:
            self._steps.did(before)
            self.stepped.emit()
        self._show(draft=draft)
        if replace(draft, search=before.search) != before:  # what is looked for stands on no slip
            self.slip.later()

    def _later(
        self,
        work: Callable[..., Any],
        *args: object,
        done: Callable[[Any], None] | None = None,
    ) -> Task:
        return self._runner.submit("desk", work, *args, owner=self, done=done, failed=self._on_failed)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._show(saving=False)
        self.failed.emit(error)


def _fresh() -> Draft:
    return Draft(command_id=str(uuid.uuid4()), person=Person())
