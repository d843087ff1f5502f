"""Looks the catalogue through, keeps what is typed for each procedure, saves a version from a day on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ui.admin.catalogue import model
from ui.admin.catalogue.model import CatalogueState, Draft
from ui.admin.catalogue.reads import read_entries, read_units, save_house, save_version
from ui.admin.parts.offer import Offer, nothing_to_save
from ui.admin.parts.presenter import SheetPresenter
from ui.admin.parts.reading import day_of, day_text
from ui.admin.parts.sheet import ON
from ui.changes import ChangeSet, Kind
from ui.i18n import tr
from ui.shell.screen import ToastAction, ToastSpec
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QObject

    from desk.catalogue.rows import CatalogueEntry
    from desk.importing import ImportReport
    from ui.admin.parts.sheet import Sheet
    from ui.shell.screen import ScreenContext


class CataloguePresenter(SheetPresenter[CatalogueState]):
    """The catalogue's state. GUI thread only.

    Guarantees: what was typed for one procedure stays while another is looked at, until it is saved.
    """

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(context, CatalogueState(today=context.services.now().date()), parent)
        context.changes.changed.connect(self._on_changed)

    # ---- reading --------------------------------------------------------------------------------

    def load(self) -> None:
        """Read the list anew, as searched."""
        services, text = self.services, self.state.text
        self.ask("list", lambda: read_entries(services, text), self._on_rows, self._fail)
        self.ask("units", lambda: read_units(services), self._on_units, lambda _said: None)

    def search(self, text: str) -> None:
        """Look for something else."""
        self.show(replace(self.state, text=text))
        services = self.services
        self.ask("list", lambda: read_entries(services, text), self._on_rows, self._fail)

    def _on_rows(self, rows: tuple[CatalogueEntry, ...]) -> None:
        failure = "" if self.state.open is None else self.state.failure
        self.show(replace(self.state, rows=rows, failure=failure))

    def _on_units(self, units: tuple[str, ...]) -> None:
        self.show(replace(self.state, units=units))

    def _fail(self, sentence: str) -> None:
        self.show(replace(self.state, failure=sentence, busy=False, gap=self.gap))

    def _on_changed(self, changes: ChangeSet, by: object) -> None:
        if by is not self and Kind.CATALOGUE in changes.kinds:
            self.load()

    # ---- opening --------------------------------------------------------------------------------

    def open(self, code: str) -> None:
        """Open a procedure: as typed where something was, else as on record."""
        self.show(replace(self.state, open=code, view="facts", failure="", gap=""))
        if code in self.state.drafts and self.state.drafts[code].dirty:
            return
        if not code:
            self._put(model.blank())
            return
        services = self.services
        self.ask("entry", lambda: services.catalogue.entry(code), self._on_entry, self._fail)

    def _on_entry(self, entry: CatalogueEntry) -> None:
        self._put(model.draft_of(entry))

    def close(self) -> bool:
        """Back to the list; what was typed stays for later."""
        if self.state.open is None:
            return False
        kept = {code: draft for code, draft in self.state.drafts.items() if draft.dirty}
        self.show(replace(self.state, open=None, drafts=kept, failure="", gap=""))
        return True

    def look(self, view: str) -> None:
        """Another part of the procedure."""
        self.show(replace(self.state, view=view))

    # ---- typing ---------------------------------------------------------------------------------

    def _put(self, draft: Draft) -> None:
        drafts = {**self.state.drafts, draft.code: draft}
        self.show(replace(self.state, drafts=drafts, failure="", gap=""))

    def _with(self, change: Callable[[Draft], Draft]) -> None:
        if self.state.draft is not None:
            self._put(change(self.state.draft))

    def put(self, key: str, text: str) -> None:
        """Type into a field."""
        self._with(lambda draft: draft.put(key, text))

    def put_from(self, text: str) -> None:
        """From when the version holds."""
        if self.state.draft is not None and text != self.state.draft.valid_from:
            self._with(lambda draft: replace(draft, valid_from=text))

    def put_end(self, text: str) -> None:
        """The last day of the version in force."""
        if self.state.draft is not None and text != self.state.draft.end_on:
            self._with(lambda draft: replace(draft, end_on=text))

    def edit(self, change: Callable[[Sheet], Sheet]) -> None:
        """Change the table in front: the checklist or the questions."""
        name = "asks" if self.state.view == "asks" else "components"
        self._with(
            lambda draft: (
                replace(draft, asks=change(draft.asks))
                if name == "asks"
                else replace(draft, components=change(draft.components))
            )
        )

    @property
    def sheet(self) -> Sheet | None:
        """The table in front."""
        draft = self.state.draft
        if draft is None or self.state.view not in ("components", "asks"):
            return None
        return draft.asks if self.state.view == "asks" else draft.components

    def add_row(self) -> int:
        """Add a line to the table in front; answers its number."""
        sheet = self.sheet
        if sheet is None:
            return 0
        fresh = (
            {"kind": "text"}
            if self.state.view == "asks"
            else {"mandatory": ON, "applies": "always", "copies": "1"}
        )
        self.edit(lambda one: one.add(fresh))
        return sheet.next_id

    # ---- saving ---------------------------------------------------------------------------------

    def offer(self) -> Offer:
        """What F9 would do now."""
        draft = self.state.draft
        if draft is None:
            count = sum(one.dirty for one in self.state.drafts.values())
            return nothing_to_save(tr("{count} thủ tục có thay đổi chưa lưu.", count=count) if count else "")
        if self.state.busy:
            return Offer(tr("Đang lưu…"), enabled=False, icon="hourglass")
        if self.state.view == "versions" and not draft.dirty:
            return self._end_offer(draft)
        if not draft.dirty:
            return nothing_to_save()
        wrong = self.problem(draft)
        if wrong:
            return Offer(tr("Lưu thủ tục"), enabled=False, note=wrong, tone=Tone.BAD)
        if draft.house_only:
            return Offer(tr("Lưu tên gọi, đánh dấu"), note=tr("Áp dụng ngay, không tạo phiên bản mới."))
        day = day_of(draft.valid_from)
        if day is None:
            note = tr("Ghi ngày bắt đầu áp dụng. Hồ sơ đã nhận giữ nguyên theo bản cũ.")
            return Offer(tr("Lưu thủ tục"), enabled=False, note=note, tone=Tone.WARN)
        note = tr("Bản cũ hết hiệu lực ngày hôm trước. Hồ sơ đã nhận giữ nguyên.") if draft.code else ""
        return Offer(tr("Lưu bản áp dụng từ {day}", day=day_text(day)), note=note)

    @staticmethod
    def problem(draft: Draft) -> str:
        """The first thing that is wrong, as a sentence."""
        fields = list(model.field_problems(draft).values())
        rows = [one.sentence for one in (*model.row_problems(draft), *model.ask_problems(draft))]
        return next(iter(fields + rows), "")

    def _end_offer(self, draft: Draft) -> Offer:
        day = day_of(draft.end_on)
        if draft.status != "in_force" or day is None:
            return nothing_to_save(tr("Ghi ngày cuối áp dụng để kết thúc hiệu lực.") if draft.code else "")
        words = tr("Kết thúc hiệu lực sau ngày {day}", day=day_text(day))
        return Offer(words, note=tr("Hồ sơ đã nhận vẫn giải quyết tiếp."), tone=Tone.WARN, icon="ban")

    def commit(self) -> None:
        """F9: save the version, the marks, or the end."""
        draft, services = self.state.draft, self.services
        if draft is None or not self.offer().enabled:
            return
        if not draft.dirty:
            self._end(draft)
            return
        self.show(replace(self.state, busy=True, failure="", gap=""))
        if draft.house_only:
            self.ask("save", lambda: save_house(services, draft), self._on_house, self._fail)
            return
        day = day_of(draft.valid_from)
        if day is not None:
            self.ask(
                "save",
                lambda: save_version(services, draft, day),
                lambda one: self._on_saved(one, draft),
                self._fail,
            )

    def _end(self, draft: Draft) -> None:
        services, day = self.services, day_of(draft.end_on)
        if day is not None:
            self.show(replace(self.state, busy=True, failure=""))
            self.ask("save", lambda: services.catalogue.end(draft.code, day), self._on_ended, self._fail)

    def _took(self, entry: CatalogueEntry, *gone: str) -> None:
        drafts = {code: one for code, one in self.state.drafts.items() if code not in gone}
        fresh = model.draft_of(entry)
        self.show(replace(self.state, drafts={**drafts, fresh.code: fresh}, open=fresh.code, busy=False))
        self.load()

    def _on_saved(self, entry: CatalogueEntry, draft: Draft) -> None:
        self._took(entry, draft.code)
        notes = " ".join(one.message for one in entry.warnings)
        self.told(Kind.CATALOGUE, tr("Đã lưu thủ tục {code}", code=entry.code), notes)

    def _on_house(self, entry: CatalogueEntry) -> None:
        self._took(entry)
        self.told(Kind.CATALOGUE, tr("Đã lưu thủ tục {code}", code=entry.code))

    def _on_ended(self, entry: CatalogueEntry) -> None:
        self._took(entry)
        self.told(Kind.CATALOGUE, tr("Thủ tục {code} sẽ hết hiệu lực", code=entry.code))

    def switch(self, entry: CatalogueEntry) -> None:
        """Space in the list: mark a procedure as usual, or take the mark away, at once."""
        services, on = self.services, not entry.card.favourite
        self.ask(
            "favourite",
            lambda: services.catalogue.set_favourite(entry.code, on),
            self._on_switched,
            self._fail,
        )

    def _on_switched(self, entry: CatalogueEntry) -> None:
        self.load()
        words = tr("Đã đánh dấu hay dùng") if entry.card.favourite else tr("Đã bỏ đánh dấu hay dùng")
        undo = ToastAction(tr("Hoàn tác"), "undo", lambda: self.switch(entry))
        self.told(Kind.CATALOGUE, words, entry.name, (undo,))

    # ---- files and windows ----------------------------------------------------------------------

    def on_imported(self, report: ImportReport) -> None:
        """A file was taken over."""
        self.load()
        self.told(Kind.CATALOGUE, tr("Đã nhập {count} thủ tục", count=report.imported))

    def on_exported(self, path: Path, _answer: object) -> None:
        """A file was written."""
        self.context.desktop.toast(ToastSpec(tr("Đã xuất danh mục"), str(path)))

    def restore(self, kept: CatalogueState) -> None:
        """Take back what was typed in a window before this one."""
        drafts = {code: model.spoken(draft) for code, draft in kept.drafts.items()}
        self.show(replace(self.state, text=kept.text, open=kept.open, view=kept.view, drafts=drafts))
