"""Finds people, shows likely duplicates, merges two entries and parts them again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ui.admin.parts.offer import Offer
from ui.admin.parts.presenter import SectionPresenter
from ui.admin.people import model
from ui.admin.people.model import PeopleState
from ui.changes import Kind
from ui.i18n import tr
from ui.shell.screen import ToastAction
from ui.tokens import Tone

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desk.people.rows import CitizenCard, DuplicatePair, MergeRow
    from ui.services import Services
    from ui.shell.screen import ScreenContext


def read_pairs(services: Services) -> tuple[tuple[DuplicatePair, ...], tuple[MergeRow, ...]]:
    """Likely duplicates and every merge (desk pool)."""
    return services.people.duplicates(), services.people.merges()


class PeoplePresenter(SectionPresenter[PeopleState]):
    """The register of people. GUI thread only. A merge is offered back by undo, and later from its list."""

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(context, PeopleState(), parent)

    def load(self) -> None:
        """Read duplicates and merges, and look again for what is searched."""
        services = self.services
        self.ask("pairs", lambda: read_pairs(services), self._on_pairs, self._fail)
        self.search(self.state.text)

    def _on_pairs(self, answer: tuple[tuple[DuplicatePair, ...], tuple[MergeRow, ...]]) -> None:
        pairs, merges = answer
        self.show(replace(self.state, pairs=pairs, merges=merges))

    def search(self, text: str) -> None:
        """Look for someone; two letters at least."""
        if len(text.strip()) < model.LEAST:
            self.show(replace(self.state, text=text, found=()))
            return
        self.show(replace(self.state, text=text))
        services = self.services
        self.ask("found", lambda: services.people.search(text.strip(), 50), self._on_found, self._fail)

    def _on_found(self, found: tuple[CitizenCard, ...]) -> None:
        self.show(replace(self.state, found=found))

    def _fail(self, sentence: str) -> None:
        self.show(replace(self.state, failure=sentence, busy=False))

    def look(self, view: str) -> None:
        """Search, duplicates, or merges."""
        self.show(replace(self.state, view=view, failure=""))

    # ---- choosing -------------------------------------------------------------------------------

    def mark(self, card: CitizenCard) -> None:
        """Choose an entry to be merged, or let it go; the first chosen is kept."""
        marked = tuple(one for one in self.state.marked if one.id != card.id)
        if len(marked) == len(self.state.marked):
            marked = (*marked, card)[-2:]
        self.show(replace(self.state, marked=marked, failure=""))

    def swap(self) -> None:
        """Keep the other entry of the pair in front."""
        if self.state.view == "search":
            self.show(replace(self.state, marked=tuple(reversed(self.state.marked))))
        elif self.state.pair is not None:
            self.show(replace(self.state, swapped=self.state.swapped ^ {self.state.pair}))

    def stand_on_pair(self, pair: DuplicatePair | None) -> None:
        """Stand on a pair."""
        self.show(replace(self.state, pair=model.ids(pair) if pair is not None else None))

    def stand_on_merge(self, row: MergeRow | None) -> None:
        """Stand on a merge."""
        self.show(replace(self.state, merge=row.id if row is not None else None))

    @property
    def two(self) -> tuple[CitizenCard, CitizenCard] | None:
        """The two entries that F9 would merge, the kept one first."""
        state = self.state
        if state.view == "pairs":
            return state.chosen_pair
        return (
            (state.marked[0], state.marked[1]) if state.view == "search" and len(state.marked) == 2 else None
        )

    # ---- merging --------------------------------------------------------------------------------

    def offer(self) -> Offer:
        """What F9 would do now."""
        state = self.state
        if state.busy:
            return Offer(tr("Đang làm…"), enabled=False, icon="hourglass")
        if state.view == "merges":
            row = state.chosen_merge
            if row is None or row.undone_at is not None:
                return Offer(tr("Tách lại"), enabled=False, icon="undo-2")
            return Offer(tr("Tách {name} ra lại", name=row.gone.name), icon="undo-2")
        two = self.two
        if two is None:
            note = tr("Đánh dấu hai mục của cùng một người (Space); mục đánh dấu trước được giữ.")
            return Offer(
                tr("Gộp hai mục"),
                enabled=False,
                note=note if state.view == "search" else "",
                icon="git-merge",
            )
        note = tr(
            "Giữ {name} ({number}). Gộp nhầm thì tách lại được.",
            name=two[0].name,
            number=two[0].number_masked or "–",
        )
        return Offer(tr("Gộp hai mục"), note=note, tone=Tone.WARN, icon="git-merge")

    def commit(self) -> None:
        """F9: merge, or part again."""
        if not self.offer().enabled:
            return
        if self.state.view == "merges" and self.state.merge is not None:
            self.part(self.state.merge)
            return
        two, services = self.two, self.services
        if two is not None:
            kept, gone = two
            self.show(replace(self.state, busy=True, failure=""))
            self.ask(
                "merge",
                lambda: services.people.merge(kept.id, gone.id),
                lambda number: self._on_merged(number, kept),
                self._fail,
            )

    def _on_merged(self, number: int, kept: CitizenCard) -> None:
        self.show(replace(self.state, busy=False, marked=(), pair=None))
        self.load()
        undo = ToastAction(tr("Hoàn tác"), "undo", lambda: self.part(number))
        self.told(Kind.PEOPLE, tr("Đã gộp hai mục"), kept.name, (undo,))

    def part(self, number: int) -> None:
        """Part two entries again."""
        services = self.services
        self.ask(
            "merge", lambda: services.people.undo_merge(number), lambda _none: self._on_parted(), self._fail
        )

    def _on_parted(self) -> None:
        self.show(replace(self.state, busy=False))
        self.load()
        self.told(Kind.PEOPLE, tr("Đã tách lại hai mục"))

    def restore(self, kept: PeopleState) -> None:
        """Look for the same as in a window before this one."""
        self.show(replace(self.state, view=kept.view, text=kept.text))
