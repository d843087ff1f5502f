"""Finds a procedure, keeps the steps typed for it, saves them from a day on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ui.admin.parts.offer import Offer, nothing_to_save
from ui.admin.parts.presenter import SheetPresenter
from ui.admin.parts.reading import day_of, day_text, hours_text, minutes_of
from ui.admin.process import model
from ui.admin.process.model import ProcessState, Steps
from ui.changes import Kind
from ui.i18n import tr
from ui.shell.screen import ToastSpec
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QObject

    from desk.catalogue.rows import CatalogueEntry
    from desk.importing import ImportReport
    from desk.process.rows import ProcessPlan
    from ui.admin.parts.sheet import Sheet
    from ui.services import Services
    from ui.shell.screen import ScreenContext


def read_list(services: Services, text: str) -> tuple[tuple[CatalogueEntry, ...], tuple[str, ...]]:
    """The procedures that fit a text, and the units known here (desk pool)."""
    return services.catalogue.entries(text), services.process.units()


class ProcessPresenter(SheetPresenter[ProcessState]):
    """The internal process. GUI thread only. What was typed for a procedure stays until it is saved."""

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(context, ProcessState(today=context.services.now().date()), parent)

    def load(self) -> None:
        """Read the list anew, as searched."""
        self.search(self.state.text)

    def search(self, text: str) -> None:
        """Look for something else."""
        self.show(replace(self.state, text=text))
        services = self.services
        self.ask("list", lambda: read_list(services, text), self._on_list, self._fail)

    def _on_list(self, answer: tuple[tuple[CatalogueEntry, ...], tuple[str, ...]]) -> None:
        rows, units = answer
        drafts = {code: one.with_units(units) for code, one in self.state.drafts.items()}
        self.show(replace(self.state, rows=rows, units=units, drafts=drafts))

    def _fail(self, sentence: str) -> None:
        self.show(replace(self.state, failure=sentence, busy=False))

    def open(self, entry: CatalogueEntry) -> None:
        """Open a procedure's steps: as typed where something was, else as on record."""
        self.show(replace(self.state, open=entry, failure=""))
        if entry.code in self.state.drafts and self.state.drafts[entry.code].dirty:
            return
        services = self.services
        self.ask("steps", lambda: services.process.steps(entry.code), self._on_plan, self._fail)

    def _on_plan(self, plan: ProcessPlan) -> None:
        if self.state.open is not None:
            self._put(model.steps_of(self.state.open, plan, self.state.units))

    def close(self) -> bool:
        """Back to the list; what was typed stays."""
        if self.state.open is None:
            return False
        kept = {code: one for code, one in self.state.drafts.items() if one.dirty}
        self.show(replace(self.state, open=None, drafts=kept, failure=""))
        return True

    # ---- typing ---------------------------------------------------------------------------------

    def _put(self, steps: Steps) -> None:
        self.show(replace(self.state, drafts={**self.state.drafts, steps.code: steps}, failure=""))

    @property
    def sheet(self) -> Sheet | None:
        """The steps of the procedure in front."""
        return self.state.steps.sheet if self.state.steps is not None else None

    def edit(self, change: Callable[[Sheet], Sheet]) -> None:
        """Change the steps."""
        steps = self.state.steps
        if steps is not None:
            self._put(replace(steps, sheet=change(steps.sheet)))

    def put(self, line: int, key: str, text: str) -> None:
        """Type into a step; hours that can be read are written plainly."""
        minutes = minutes_of(text) if key == "hours" else None
        self.edit(lambda sheet: sheet.put(line, key, hours_text(minutes) if minutes else text))

    def add(self) -> int:
        """Add a step; answers its line."""
        steps = self.state.steps
        if steps is None:
            return 0
        self.edit(lambda sheet: sheet.add({}))
        return steps.sheet.next_id

    def put_from(self, text: str) -> None:
        """From when the steps hold."""
        steps = self.state.steps
        if steps is not None and text != steps.valid_from:
            self._put(replace(steps, valid_from=text))

    # ---- saving ---------------------------------------------------------------------------------

    def offer(self) -> Offer:
        """What F9 would do now."""
        steps = self.state.steps
        if self.state.busy:
            return Offer(tr("Đang lưu…"), enabled=False, icon="hourglass")
        if steps is None or not steps.dirty:
            return nothing_to_save()
        wrong = model.problems(steps)
        if wrong:
            return Offer(tr("Lưu quy trình"), enabled=False, note=wrong[0].sentence, tone=Tone.BAD)
        day = day_of(steps.valid_from)
        if day is None:
            note = tr("Ghi ngày bắt đầu áp dụng. Hồ sơ đang giải quyết giữ các bước cũ.")
            return Offer(tr("Lưu quy trình"), enabled=False, note=note, tone=Tone.WARN)
        if not steps.sheet.standing:
            return Offer(tr("Bỏ quy trình riêng từ {day}", day=day_text(day)), tone=Tone.WARN)
        over = steps.plan.legal_minutes is not None and steps.minutes > steps.plan.legal_minutes
        note = tr("Các bước cộng lại dài hơn thời hạn của thủ tục.") if over else ""
        return Offer(tr("Lưu quy trình từ {day}", day=day_text(day)), note=note, tone=Tone.WARN)

    def commit(self) -> None:
        """F9."""
        steps, services = self.state.steps, self.services
        if steps is None or not self.offer().enabled:
            return
        day, cards = day_of(steps.valid_from), model.cards_of(steps)
        self.show(replace(self.state, busy=True, failure=""))
        self.ask(
            "save",
            lambda: services.process.save_steps(steps.code, cards, valid_from=day),
            lambda plan: self._on_saved(steps, plan),
            self._fail,
        )

    def _on_saved(self, steps: Steps, plan: ProcessPlan) -> None:
        drafts = {code: one for code, one in self.state.drafts.items() if code != steps.code}
        self.show(replace(self.state, busy=False, drafts=drafts))
        if self.state.open is not None and self.state.open.code == steps.code:
            self.open(self.state.open)
        notes = " ".join(note.message for note in plan.warnings)
        self.told(Kind.PROCESS, tr("Đã lưu quy trình của {name}", name=steps.name), notes)

    # ---- files and windows ----------------------------------------------------------------------

    def on_imported(self, report: ImportReport) -> None:
        """A file was taken over."""
        self.load()
        self.told(Kind.PROCESS, tr("Đã nhập {count} bước quy trình", count=report.imported))

    def on_exported(self, path: Path, _answer: object) -> None:
        """A file was written."""
        self.context.desktop.toast(ToastSpec(tr("Đã xuất quy trình"), str(path)))

    def restore(self, kept: ProcessState) -> None:
        """Take back what was typed in a window before this one."""
        drafts = {code: one.with_units(kept.units) for code, one in kept.drafts.items()}
        self.show(replace(self.state, text=kept.text, open=kept.open, drafts=drafts, units=kept.units))
