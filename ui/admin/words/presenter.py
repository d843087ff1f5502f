"""Lists the forms' wording with one preview, keeps sentences being typed, saves them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ui.admin.parts.offer import Offer, nothing_to_save
from ui.admin.parts.presenter import SectionPresenter
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
    from desk.paper.rows import PhraseCard, TemplateCard
    from ui.services import RasterLike, Services
    from ui.shell.screen import ScreenContext

TRIED = 40  # newest open dossiers that a preview may borrow
PREVIEW_DPI = 110
RECEIPT = "giay_tiep_nhan"


def read_templates(services: Services) -> tuple[TemplateCard, ...]:
    """Every version of every form's wording (desk pool)."""
    return services.words.templates()


def read_phrases(services: Services, kind: str) -> tuple[PhraseCard, ...]:
    """Every sentence of a kind, those taken out too (desk pool)."""
    return services.words.phrases(kind, everything=True)


def read_preview(services: Services, form: str) -> RasterLike | None:
    """The form as it prints today, of a dossier that can print it; None where none can (desk pool)."""
    from desk.errors import InputError

    for item in services.lists.work_list("all", limit=TRIED).rows:
        try:
            pdf = services.words.form_pdf(form, item.code)
        except InputError:
            continue  # this form does not fit this dossier; the next may
        return services.raster(pdf, PREVIEW_DPI)
    if form == RECEIPT:
        return services.raster(services.preview_pdf({}, "a5"), PREVIEW_DPI)
    return None


def save_phrases(services: Services, cards: Sequence[PhraseCard]) -> int:
    """Save sentences one by one (desk pool)."""
    for card in cards:
        if card.active:
            services.words.set_phrase(card)
        else:
            services.words.remove_phrase(card.kind, card.code)
    return len(cards)


class WordsPresenter(SectionPresenter[WordsState]):
    """Forms and sentences. GUI thread only. Sentences typed stay until they are saved."""

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(context, WordsState(), parent)

    def load(self) -> None:
        """Read versions and sentences anew; drafts stay."""
        services = self.services
        self.ask("templates", lambda: read_templates(services), self._on_templates, self._fail)
        self._read_phrases(self.state.kind)

    def _on_templates(self, cards: tuple[TemplateCard, ...]) -> None:
        current = self.state.current or (model.key_of(cards[0]) if cards else None)
        self.show(replace(self.state, templates=cards, current=None, page_of=""))
        found = next((one for one in cards if model.key_of(one) == current), None)
        self.stand_on(found)

    def _fail(self, sentence: str) -> None:
        self.show(replace(self.state, failure=sentence, busy=False))

    def look(self, view: str) -> None:
        """Forms, or sentences."""
        self.show(replace(self.state, view=view, failure=""))

    # ---- forms ----------------------------------------------------------------------------------

    def stand_on(self, card: TemplateCard | None) -> None:
        """Stand on a version; its form is drawn as it prints today."""
        current = model.key_of(card) if card is not None else None
        self.show(replace(self.state, current=current))
        if card is not None and card.form != self.state.page_of:
            said = tr("Đang vẽ bản xem trước.")
            self.show(replace(self.state, page=None, page_of=card.form, page_said=said))
            services, form = self.services, card.form
            self.ask("page", lambda: read_preview(services, form), self._on_page, self._on_no_page)

    def _on_page(self, page: RasterLike | None) -> None:
        said = "" if page is not None else tr("Chưa có hồ sơ nào in được mẫu này để xem trước.")
        self.show(replace(self.state, page=page, page_said=said))

    def _on_no_page(self, sentence: str) -> None:
        self.show(replace(self.state, page=None, page_said=sentence))

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

    def edit(self, change: Callable[[Sheet], Sheet]) -> None:
        """Change the sentences in front."""
        sheets = {**self.state.sheets, self.state.kind: change(self.state.sheet)}
        self.show(replace(self.state, sheets=sheets, failure=""))

    def add(self) -> int:
        """Add a sentence; answers its line."""
        line = self.state.sheet.next_id
        self.edit(lambda sheet: sheet.add({"active": ON, "own": tr("đơn vị")}))
        return line

    def undo(self) -> bool:
        """One step of what was typed back."""
        if self.state.view != "phrases" or self.state.sheet.before is None:
            return False
        self.edit(lambda sheet: sheet.undo())
        return True

    # ---- saving ---------------------------------------------------------------------------------

    def offer(self) -> Offer:
        """What F9 would do now."""
        state = self.state
        if state.busy:
            return Offer(tr("Đang lưu…"), enabled=False, icon="hourglass")
        if state.view == "templates":
            return nothing_to_save(tr("Sửa chữ của mẫu: xuất tệp, sửa, nhập lại. Bản đã in giữ nguyên."))
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
        """Read a file: wording of forms, or sentences (desk pool)."""
        if self.state.view == "templates":
            return self.services.words.import_template(path, dry_run=dry)
        return self.services.words.import_phrases(path, dry_run=dry)

    def give(self, path: Path) -> object:
        """Write a file: the form stood on, or every sentence (desk pool)."""
        template = self.state.template
        if self.state.view == "templates" and template is not None:
            return self.services.words.export_template(template.form, path)
        return self.services.words.export_phrases(path)

    def file_name(self) -> str:
        """What an exported file is called."""
        template = self.state.template
        if self.state.view == "templates" and template is not None:
            return f"{template.form}.toml"
        return "cau-mau.xlsx"

    def file_kinds(self) -> tuple[str, str]:
        """Which files fit, and what is said of them."""
        if self.state.view == "templates":
            return "TOML (*.toml)", tr("Tệp TOML của một mẫu: số mẫu, tên, căn cứ, chữ, ngày áp dụng.")
        return "", ""

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
        self.show(replace(self.state, view=kept.view, kind=kept.kind, sheets=sheets))
