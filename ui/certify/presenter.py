"""The certification's state: what was typed, what it costs, what is done; every step off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ui.certify.draft import MOST_PAPERS, Draft, Paper, Person, of_card
from ui.changes import ChangeSet, Kind
from ui.reception.coming import other_person

if TYPE_CHECKING:
    from desk.certify.rows import Certified, ExpressKind, Quote, RecentRow, Struck
    from desk.rows import IdentityCard
    from ui.shell.screen import ScreenContext


@dataclass(frozen=True, slots=True)
class CertifyState:
    """Everything the view paints."""

    draft: Draft = field(default_factory=Draft)
    kinds: tuple[ExpressKind, ...] = ()
    usual: tuple[str, ...] = ()
    signer: str = ""  # who signs by the office's rule
    quote: Quote | None = None
    priced: bool = True  # whether the quote is of what is typed now
    recent: tuple[RecentRow, ...] = ()
    loaded: bool = False
    saving: bool = False

    @property
    def kind(self) -> ExpressKind | None:
        """What is being certified."""
        return next((one for one in self.kinds if one.procedure == self.draft.kind), None)


class CertifyPresenter(QObject):
    """GUI thread only.

    Guarantees: while one certification is on its way another F9 does nothing; a repeat after a failure has
    the same command id, so nothing is ever certified twice. Signals: `changed(CertifyState)`,
    `certified(Certified, Draft)`, `struck(Struck)`, `failed(Exception)`.
    """

    changed = Signal(object)
    certified = Signal(object, object)
    struck = Signal(object)
    failed = Signal(object)

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._doors = context.services.certify
        self._asked = 0
        self._wanted: bool | None = None  # F9 pressed before the price had come: dated or not
        self._before: Draft | None = None
        self.state = CertifyState()
        context.changes.changed.connect(self._on_changed)

    # ---- reading --------------------------------------------------------------------------------

    def load(self) -> None:
        """Read the kinds, the usual papers and what was certified today."""

        def work() -> tuple[Any, ...]:
            doors = self._doors
            return doors.kinds(), doors.usual_papers(), doors.recent(), doors.usual_signer()

        self._submit(work, self._on_loaded)

    def _read_recent(self) -> None:
        """What was done just now; kinds and usual papers are as they were, and are not asked for again."""

        def take(found: tuple[RecentRow, ...]) -> None:
            self._show(replace(self.state, recent=found))

        self._submit(self._doors.recent, take)
        self._price()

    def _submit(self, work: Any, done: Any, *, failed: Any = None) -> None:  # noqa: ANN401 - as the runner takes them
        self._context.runner.submit("desk", work, owner=self, done=done, failed=failed or self.failed.emit)

    def _on_loaded(self, found: tuple[Any, ...]) -> None:
        kinds, usual, recent, signer = found
        known = {one.procedure for one in kinds}
        draft = self.state.draft
        if draft.kind not in known and kinds:
            draft = replace(draft, kind=kinds[0].procedure)
        self._show(
            replace(
                self.state,
                kinds=kinds, usual=usual, recent=recent, signer=signer, draft=draft, loaded=True,
            )
        )  # fmt: skip
        self._price()

    def _on_changed(self, changes: ChangeSet, by: object) -> None:
        if by is not self and changes.kinds & {Kind.DOSSIER, Kind.RULES, Kind.CATALOGUE}:
            self.load()

    # ---- typing ---------------------------------------------------------------------------------

    def take_card(self, card: IdentityCard) -> None:
        """A card fills the person."""
        self._edit(replace(self.state.draft, person=of_card(card)))

    def another_citizen(self, card: IdentityCard) -> bool:
        """Whether a card is not that of the person papers were typed for."""
        person = self.state.draft.person
        typed = any(not one.blank for one in self.state.draft.papers)
        return typed and other_person(person.id_number, person.full_name, card)

    def type_person(self, **changes: str) -> None:
        """The person is typed; what was read from a card no longer vouches for it."""
        person = replace(self.state.draft.person, **changes, card=None)
        self._edit(replace(self.state.draft, person=person))

    def forget_person(self) -> None:
        """Begin the person anew."""
        self._edit(replace(self.state.draft, person=Person()))

    def choose_kind(self, code: str) -> None:
        """Another kind of certification."""
        if any(one.procedure == code for one in self.state.kinds):
            self._edit(replace(self.state.draft, kind=code))

    def type_paper(self, row: int, **changes: Any) -> None:  # noqa: ANN401 - fields of a paper
        """One row is typed."""
        if row < len(self.state.draft.papers):
            self._edit(self.state.draft.with_paper(row, **changes))

    def add_paper(self) -> int:
        """A further row; a blank last one is used. Answers its place."""
        papers = self.state.draft.papers
        if not papers[-1].blank and len(papers) < MOST_PAPERS:
            self._edit(replace(self.state.draft, papers=(*papers, Paper())))
        return len(self.state.draft.papers) - 1

    def remove_paper(self, row: int) -> None:
        """Take a row away; the only one is emptied. Ctrl+Z brings it back."""
        papers = [one for at, one in enumerate(self.state.draft.papers) if at != row]
        self._before = self.state.draft
        self._edit(replace(self.state.draft, papers=tuple(papers) or (Paper(),)))

    def choose(self, **changes: Any) -> None:  # noqa: ANN401 - fields of a draft
        """How it is paid, whether a receipt is printed, how many days more."""
        self._edit(replace(self.state.draft, **changes))

    def undo(self) -> bool:
        """Bring back a removed row."""
        before, self._before = self._before, None
        if before is None:
            return False
        self._edit(before)
        return True

    def resume(self, draft: Draft) -> None:
        """Go on with another draft: one kept before, or a clean one."""
        self._before = self._wanted = None
        self._edit(draft)

    def _edit(self, draft: Draft) -> None:
        if not self.state.saving:
            self._show(replace(self.state, draft=draft, priced=False))
            self._price()

    # ---- the price ------------------------------------------------------------------------------

    def _price(self) -> None:
        self._asked += 1
        number, asked = self._asked, self.state.draft.priced()
        if asked is None:
            self._on_priced(number, None)
            return
        self._submit(
            partial(self._doors.quote, asked),
            partial(self._on_priced, number),
            failed=partial(self._on_price_failed, number),
        )

    def _on_priced(self, number: int, quote: Quote | None) -> None:
        if number != self._asked:
            return
        self._show(replace(self.state, quote=quote, priced=True))
        wanted, self._wanted = self._wanted, None
        if wanted is not None and quote is not None:
            self.commit(dated=wanted)

    def _on_price_failed(self, number: int, error: Exception) -> None:
        if number == self._asked:
            self._wanted = None
            self._show(replace(self.state, quote=None, priced=True))
            self.failed.emit(error)

    # ---- acting ---------------------------------------------------------------------------------

    def commit(self, *, dated: bool = False) -> None:
        """Certify and hand over, or receive with a date; what is not priced yet waits for its price."""
        state = self.state
        if state.saving or state.draft.gap is not None:
            return
        if not state.priced or state.quote is None:
            self._wanted = dated
            return
        command = state.draft.command(total=state.quote.total, dated=dated)
        self._show(replace(state, saving=True))
        self._submit(
            partial(self._doors.certify, command, queued=True),
            partial(self._on_certified, state.draft),
            failed=self._on_failed,
        )

    def _on_certified(self, draft: Draft, done: Certified) -> None:
        self._before = None
        self._show(replace(self.state, draft=draft.following(), quote=None, priced=True, saving=False))
        self._context.changes.tell(Kind.DOSSIER, codes=(done.code,), by=self)
        self.certified.emit(done, draft)
        self._read_recent()

    def _on_failed(self, error: Exception) -> None:
        self._show(replace(self.state, saving=False))
        self.failed.emit(error)

    def strike(self, code: str, reason: str) -> None:
        """Strike the numbers of a certification; asked twice, done once."""
        self._submit(
            partial(self._doors.strike, code, reason, command_id=f"strike-{code}"),
            partial(self._on_struck, code),
        )

    def _on_struck(self, code: str, done: Struck) -> None:
        self._context.changes.tell(Kind.DOSSIER, codes=(code,), by=self)
        self.struck.emit(done)
        self._read_recent()

    def _show(self, state: CertifyState) -> None:
        self.state = state
        self.changed.emit(state)
