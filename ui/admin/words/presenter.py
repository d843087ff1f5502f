"""Keeps standard sentences being typed, saves them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ui.admin.parts.offer import Offer, nothing_to_save
from ui.admin.parts.presenter import SheetPresenter
from ui.admin.parts.sheet import ON, Sheet
from ui.admin.words import model
from ui.admin.words.model import WordsState
from ui.changes import Kind
from ui.i18n import tr
from ui.shell.screen import ToastSpec
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtCore import QObject

    from desk.importing import ImportReport
    from desk.paper.rows import PhraseCard
    from ui.services import Services
    from ui.shell.screen import ScreenContext


def read_phrases(services: Services, kind: str) -> tuple[PhraseCard, ...]:
    """Every sentence of a kind, those taken out too (desk pool)."""
    return services.words.phrases(kind, everything=True)


def save_phrases(services: Services, cards: Sequence[PhraseCard]) -> int:
    """Save sentences one by one (desk pool)."""
    for card in cards:
        if card.active:
            services.words.set_phrase(card)
        else:
            services.words.remove_phrase(card.kind, card.code)
    return len(cards)


class WordsPresenter(SheetPresenter[WordsState]):
    """Sentences by kind. GUI thread only. What was typed stays until it is saved."""

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(context, WordsState(), parent)

    def load(self) -> None:
        """Read the sentences of the kind in front anew; drafts stay."""
        self._read_phrases(self.state.kind)

    def _fail(self, sentence: str) -> None:
        self.show(replace(self.state, failure=sentence, busy=False))

    # ---- sentences ------------------------------------------------------------------------------

    def choose_kind(self, kind: str) -> None:
        """Sentences of another kind; what was typed in this one stays."""
        self.show(replace(self.state, kind=kind, failure=""))
        self._read_phrases(kind)

    def _read_phrases(self, kind: str) -> None:
        services = self.services
        self.ask(
            f"phrases {kind}",
            lambda: read_phrases(services, kind),
            lambda cards: self._on_phrases(kind, cards),
            self._fail,
        )

    def _on_phrases(self, kind: str, cards: tuple[PhraseCard, ...]) -> None:
        if kind in self.state.sheets and self.state.sheets[kind].dirty:
            return
        self.show(replace(self.state, sheets={**self.state.sheets, kind: model.sheet_of(cards)}))

    @property
    def sheet(self) -> Sheet:
        """The sentences in front."""
        return self.state.sheet

    def edit(self, change: Callable[[Sheet], Sheet]) -> None:
        """Change the sentences in front."""
        sheets = {**self.state.sheets, self.state.kind: change(self.state.sheet)}
        self.show(replace(self.state, sheets=sheets, failure=""))

    def add(self) -> int:
        """Add a sentence; answers its line."""
        line = self.state.sheet.next_id
        self.edit(lambda sheet: sheet.add({"active": ON, "own": tr("đơn vị")}))
        return line

    # ---- saving ---------------------------------------------------------------------------------

    def offer(self) -> Offer:
        """What F9 would do now."""
        state = self.state
        if state.busy:
            return Offer(tr("Đang lưu…"), enabled=False, icon="hourglass")
        wrong = model.problems(state.kind, state.sheet)
        if not state.sheet.dirty:
            return nothing_to_save()
        if wrong:
            return Offer(tr("Lưu câu mẫu"), enabled=False, note=wrong[0].sentence, tone=Tone.BAD)
        count = len(model.cards_of(state.kind, state.sheet))
        return Offer(tr("Lưu {count} câu mẫu", count=count))

    def commit(self) -> None:
        """F9."""
        if not self.offer().enabled:
            return
        services, kind = self.services, self.state.kind
        cards = model.cards_of(kind, self.state.sheet)
        self.show(replace(self.state, busy=True, failure=""))
        self.ask(
            "save",
            lambda: save_phrases(services, cards),
            lambda count: self._on_saved(kind, count),
            self._fail,
        )

    def _on_saved(self, kind: str, count: int) -> None:
        sheets = {key: sheet for key, sheet in self.state.sheets.items() if key != kind}
        self.show(replace(self.state, busy=False, sheets=sheets))
        self._read_phrases(kind)
        self.told(Kind.WORDS, tr("Đã lưu {count} câu mẫu", count=count))

    # ---- files and windows ----------------------------------------------------------------------

    def take(self, path: Path, dry: bool) -> ImportReport:
        """Read a file of sentences (desk pool)."""
        return self.services.words.import_phrases(path, dry_run=dry)

    def give(self, path: Path) -> object:
        """Write every sentence into a file (desk pool)."""
        return self.services.words.export_phrases(path)

    def on_imported(self, report: ImportReport) -> None:
        """A file was taken over."""
        sheets = {kind: sheet for kind, sheet in self.state.sheets.items() if sheet.dirty}
        self.show(replace(self.state, sheets=sheets))
        self.load()
        self.told(Kind.WORDS, tr("Đã nhập {count} mục", count=report.imported))

    def on_exported(self, path: Path, _answer: object) -> None:
        """A file was written."""
        self.context.desktop.toast(ToastSpec(tr("Đã xuất tệp"), str(path)))

    def restore(self, kept: WordsState) -> None:
        """Take back what was typed in a window before this one."""
        sheets = {kind: one.spoken(model.phrase_cols()) for kind, one in kept.sheets.items() if one.dirty}
        self.show(replace(self.state, kind=kept.kind, sheets=sheets))
