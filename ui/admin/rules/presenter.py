"""Reads the rules, keeps what is typed for each, sets one from a day on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desk.catalogue.readings import holds
from ui.admin.parts.offer import Offer, nothing_to_save
from ui.admin.parts.presenter import SectionPresenter
from ui.admin.parts.reading import day_of, day_text
from ui.admin.rules import fees, model, words
from ui.admin.rules.model import RulesState
from ui.changes import ChangeSet, Kind
from ui.i18n import tr
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from desk.office.rows import RuleCard
    from ui.admin.parts.sheet import Sheet
    from ui.services import Services
    from ui.shell.screen import ScreenContext


def read_rules(services: Services) -> tuple[RuleCard, ...]:
    """Every rule but those with a section of their own (desk pool)."""
    return tuple(one for one in services.house.rules() if not one.key.startswith(words.OWN_SECTION))


def _spoken(key: str, sheet: Sheet) -> Sheet:
    """A table being edited, in the window's language now."""
    if key == fees.KEY:
        return sheet.spoken(fees.fee_cols())
    return sheet.spoken(model.target_cols(), model.target_words)


def indicator_keys() -> tuple[str, ...]:
    """The indicators that may have a target."""
    from desk.numbers.indicators import KEYS

    return tuple(KEYS)


class RulesPresenter(SectionPresenter[RulesState]):
    """The rules. GUI thread only. What was typed for a rule stays until it is saved."""

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(context, RulesState(today=context.services.now().date()), parent)
        context.changes.changed.connect(self._on_changed)

    def load(self) -> None:
        """Read every rule."""
        services = self.services
        self.ask("rules", lambda: read_rules(services), self._on_rules, self._fail)

    def _on_rules(self, cards: tuple[RuleCard, ...]) -> None:
        current = self.state.current or (cards[0].key if cards else "")
        drafts = {key: one for key, one in self.state.drafts.items() if one.dirty}
        self.show(replace(self.state, cards=cards, drafts=drafts))
        self.stand_on(current)

    def _fail(self, sentence: str) -> None:
        self.show(replace(self.state, failure=sentence, busy=False))

    def _on_changed(self, changes: ChangeSet, by: object) -> None:
        if by is not self and changes.kinds & {Kind.CALENDAR, Kind.RULES}:
            self.load()

    def search(self, text: str) -> None:
        """Look for a rule."""
        self.show(replace(self.state, text=text))

    @property
    def rows(self) -> tuple[RuleCard, ...]:
        """The rules that fit what is searched, in words, key or source."""
        return tuple(
            card
            for card in self.state.cards or ()
            if holds(self.state.text, f"{words.title(card)} {card.help} {card.key} {card.source}")
        )

    def stand_on(self, key: str) -> None:
        """Stand on a rule."""
        card = next((one for one in self.state.cards or () if one.key == key), None)
        if card is None:
            return
        drafts = dict(self.state.drafts)
        if key not in drafts or not drafts[key].dirty:
            drafts[key] = model.draft_of(card, indicator_keys())
        failure = self.state.failure if key == self.state.current else ""
        self.show(replace(self.state, current=key, drafts=drafts, failure=failure))

    # ---- typing ---------------------------------------------------------------------------------

    def put(self, text: str) -> None:
        """Type the value."""
        draft = self.state.draft
        if draft is not None and draft.text != text:
            self.show(self.state.with_draft(replace(draft, text=text)))

    def put_from(self, text: str) -> None:
        """From when it holds."""
        draft = self.state.draft
        if draft is not None and draft.valid_from != text:
            self.show(self.state.with_draft(replace(draft, valid_from=text)))

    def edit(self, change: Callable[[Sheet], Sheet]) -> None:
        """Change the targets."""
        draft = self.state.draft
        if draft is not None and draft.sheet is not None:
            self.show(self.state.with_draft(replace(draft, sheet=change(draft.sheet))))

    def undo(self) -> bool:
        """Put back what holds for the rule stood on."""
        card, draft = self.state.card, self.state.draft
        if card is None or draft is None or not draft.dirty:
            return False
        self.show(self.state.with_draft(model.draft_of(card, indicator_keys())))
        return True

    # ---- saving ---------------------------------------------------------------------------------

    def offer(self) -> Offer:
        """What F9 would do now."""
        card, draft = self.state.card, self.state.draft
        if self.state.busy:
            return Offer(tr("Đang lưu…"), enabled=False, icon="hourglass")
        if card is None or draft is None or not draft.dirty:
            return nothing_to_save()
        wrong = model.value_of(card, draft)[1]
        if wrong:
            return Offer(tr("Lưu quy tắc"), enabled=False, note=wrong, tone=Tone.BAD)
        day = day_of(draft.valid_from)
        if day is None:
            note = tr("Ghi ngày bắt đầu áp dụng, từ hôm nay trở đi.")
            return Offer(tr("Lưu quy tắc"), enabled=False, note=note, tone=Tone.WARN)
        asked = model.question(card, draft)
        if asked:
            return Offer(tr("Đúng, lưu từ {day}", day=day_text(day)), note=asked, tone=Tone.WARN)
        note = tr("Việc đã làm trước ngày đó giữ theo quy tắc cũ.")
        return Offer(tr("Lưu quy tắc từ {day}", day=day_text(day)), note=note)

    def commit(self) -> None:
        """F9."""
        card, draft, services = self.state.card, self.state.draft, self.services
        if card is None or draft is None or not self.offer().enabled:
            return
        value, day = model.value_of(card, draft)[0], day_of(draft.valid_from)
        self.show(replace(self.state, busy=True, failure=""))
        self.ask(
            "save",
            lambda: services.house.set_rule(card.key, value, valid_from=day),
            self._on_saved,
            self._fail,
        )

    def _on_saved(self, card: RuleCard) -> None:
        drafts = {key: one for key, one in self.state.drafts.items() if key != card.key}
        self.show(replace(self.state, busy=False, drafts=drafts))
        self.load()
        self.told(Kind.RULES, tr("Đã lưu quy tắc"), words.title(card))

    def restore(self, kept: RulesState) -> None:
        """Take back what was typed in a window before this one."""
        drafts = {
            key: replace(one, sheet=_spoken(key, one.sheet)) if one.sheet is not None else one
            for key, one in kept.drafts.items()
        }
        self.show(replace(self.state, text=kept.text, current=kept.current, drafts=drafts))
