"""The wording of a form as frozen data: its texts, what was typed, what is wrong, its versions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ui import format as say
from ui.admin.parts.reading import day_of, day_text
from ui.admin.rules.words import confidence_words
from ui.i18n import tr
from ui.tokens import Tone
from ui.widgets.paint import ChipSpec
from ui.widgets.table import Cell

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from desk.templates.rows import (
        DraftMark,
        DraftView,
        Fault,
        FormText,
        TextChange,
        TextSpec,
        VersionRow,
    )  # fmt: skip
    from ui.services import RasterLike

PLACEHOLDER = re.compile(r"\{(\w+)\}")
PAPERS = {"a4": "A4", "a5": "A5", "k80": "80 mm", "k58": "58 mm"}


@dataclass(frozen=True, slots=True)
class TextRow:
    """One text of the form as listed: its line, what it says now, whether it was changed, what is wrong."""

    line: int
    spec: TextSpec
    text: str
    changed: bool = False
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class FaultRow:
    """One thing to mend: the line it stands in, and the sentence."""

    line: int
    fault: Fault


@dataclass(frozen=True, slots=True)
class TemplatesState:
    """Everything the views paint."""

    view: str = "words"  # words | versions
    today: date | None = None
    forms: tuple[FormText, ...] | None = None
    form: str = ""
    draft: DraftView | None = None
    words: Mapping[str, str] = field(default_factory=dict)  # the texts changed
    steps: tuple[Mapping[str, str], ...] = ()  # what Ctrl+Z brings back
    place: str = ""
    paper: str = ""
    page: RasterLike | None = None
    page_no: int = 0
    pages: int = 0
    page_said: str = ""
    faults: tuple[Fault, ...] = ()
    looked: bool = False  # the faults are about the words as they stand
    begins: str = ""
    reason: str = ""
    versions: tuple[VersionRow, ...] = ()
    version: int | None = None
    changes: tuple[TextChange, ...] = ()
    told: str = ""
    busy: bool = False
    failure: str = ""

    @property
    def shown_form(self) -> FormText | None:
        """The form stood on."""
        return next((one for one in self.forms or () if one.form == self.form), None)

    @property
    def dirty(self) -> bool:
        """Whether the draft differs from where it began."""
        return bool(self.words)

    @property
    def day(self) -> date | None:
        """The day typed."""
        return day_of(self.begins)

    @property
    def errors(self) -> tuple[Fault, ...]:
        """What hinders publishing."""
        return tuple(one for one in self.faults if one.level == "error")

    @property
    def row(self) -> VersionRow | None:
        """The version stood on."""
        return next((one for one in self.versions if one.no == self.version), None)

    def text(self, place: str) -> str:
        """A text as it stands."""
        base = self.draft.base.get(place, "") if self.draft is not None else ""
        return self.words.get(place, base)


def typed(state: TemplatesState, place: str, text: str) -> TemplatesState:
    """A text typed; one that is as it began is no change."""
    if state.draft is None or state.text(place) == text:
        return state
    words = {key: one for key, one in state.words.items() if key != place}
    if text != state.draft.base.get(place, ""):
        words[place] = text
    same = bool(state.steps) and place == state.place and set(state.steps[-1]) ^ set(state.words) <= {place}
    steps = state.steps if same else (*state.steps[-49:], state.words)
    return replace(state, words=words, steps=steps, looked=False, failure="")


def rows(state: TemplatesState) -> tuple[TextRow, ...]:
    """The texts of the form, in its order."""
    if state.draft is None:
        return ()
    wrong: dict[str, Fault] = {}
    for one in state.faults:
        wrong.setdefault(one.place, one)
    return tuple(
        TextRow(line, spec, state.text(spec.place), spec.place in state.words, wrong.get(spec.place))
        for line, spec in enumerate(state.draft.specs, start=1)
    )


def fault_rows(state: TemplatesState) -> tuple[FaultRow, ...]:
    """What to mend, by line."""
    if state.draft is None:
        return ()
    lines = {spec.place: line for line, spec in enumerate(state.draft.specs, start=1)}
    return tuple(FaultRow(lines.get(one.place, 0), one) for one in state.faults)


def spec_of(state: TemplatesState) -> TextSpec | None:
    """The text stood on."""
    found = state.draft.specs if state.draft is not None else ()
    return next((one for one in found if one.place == state.place), None)


# ---- cells ------------------------------------------------------------------------------------------


def form_cell(form: FormText) -> Cell:
    """A form's title over its number and whose words print."""
    title = form.title.capitalize() if form.title.isupper() else form.title
    whose = tr("chữ của đơn vị") if form.own else tr("chữ có sẵn")
    told = [form.number, whose]
    if form.broken:
        told = [tr("bản mới nhất hỏng")]
    elif form.drafts:
        told = [tr("đang soạn"), form.number]
    return Cell(title, sub=" · ".join(told), strong=False, tone=Tone.BAD if form.broken else None)


def line_cell(row: TextRow) -> Cell:
    """The line's number."""
    return Cell(str(row.line), number=True)


def text_cell(row: TextRow) -> Cell:
    """What it says, on one line, over its name."""
    text = choice_said(row.text) if row.spec.place == "confidence" else row.text
    return Cell(text.replace("\n", " · ") or "–", sub=row.spec.name, strong=row.changed)


def choice_said(mark: str) -> str:
    """A letter that says how sure a source is, with what it means."""
    return f"{mark} · {confidence_words(mark)}" if mark in {"H", "M", "L"} else mark


def state_cell(row: TextRow) -> Cell:
    """Whether it was changed, or must be mended."""
    if row.fault is not None and row.fault.level == "error":
        return Cell(chip=ChipSpec(tr("Cần sửa"), Tone.BAD, "circle-alert"))
    if row.fault is not None:
        return Cell(chip=ChipSpec(tr("Xem lại"), Tone.WARN, "triangle-alert"))
    if row.changed:
        return Cell(chip=ChipSpec(tr("Đã sửa"), Tone.INFO, "pencil"))
    return Cell()


def fault_line_cell(row: FaultRow) -> Cell:
    """The line a fault is in."""
    return Cell(str(row.line) if row.line else "–", number=True)


def fault_cell(row: FaultRow) -> Cell:
    """The sentence."""
    tone = Tone.BAD if row.fault.level == "error" else Tone.WARN
    return Cell(row.fault.message, strong=False, tone=tone)


def version_cell(row: VersionRow) -> Cell:
    """The version's number and title, and why it was made."""
    name = tr("Bản {no}", no=row.no) if row.no > 0 else tr("Bản có sẵn")
    return Cell(name, sub=row.reason or row.number, strong=row.in_force)


def since_cell(row: VersionRow) -> Cell:
    """From which day it holds."""
    return Cell(day_text(row.valid_from), number=True, strong=row.in_force)


def maker_cell(row: VersionRow) -> Cell:
    """Who made it, and when."""
    if row.made_at is None:
        return Cell(row.made_by or "–", strong=False)
    return Cell(row.made_by, sub=f"{say.clock(row.made_at)} {day_text(row.made_at.date())}", strong=False)


def holds_cell(row: VersionRow) -> Cell:
    """How it stands."""
    if row.broken:
        return Cell(chip=ChipSpec(tr("Hỏng"), Tone.BAD, "circle-alert"))
    if row.in_force:
        return Cell(chip=ChipSpec(tr("Đang dùng"), Tone.OK, "circle-check"))
    if row.replaced:
        return Cell(chip=ChipSpec(tr("Đã thay"), Tone.MUTED, "history"))
    return Cell()


def change_cell(row: TextChange) -> Cell:
    """Which text differs."""
    return Cell(row.name, strong=False)


def before_cell(row: TextChange) -> Cell:
    """What prints today."""
    return Cell(row.before.replace("\n", " · ") or "–", strong=False)


def after_cell(row: TextChange) -> Cell:
    """What the version says."""
    return Cell(row.after.replace("\n", " · ") or "–", strong=True)


# ---- sentences --------------------------------------------------------------------------------------


def others_said(others: tuple[DraftMark, ...]) -> str:
    """Who else words this form just now."""
    if not others:
        return ""
    first = others[0]
    return tr(
        "{who} (quầy {counter}) cũng đang sửa mẫu này. Bản nháp của bạn vẫn riêng, không mất chữ nào.",
        who=first.who, counter=first.counter,
    )  # fmt: skip


def overtaken_said(row: VersionRow | None) -> str:
    """That somebody published meanwhile."""
    if row is None:
        return ""
    return tr(
        "{who} đã ban hành bản {no} từ lúc bạn bắt đầu sửa. Lấy chữ mới về, chữ bạn sửa vẫn giữ.",
        who=row.made_by or "–", no=row.no,
    )  # fmt: skip


def clashes_said(changes: tuple[TextChange, ...]) -> str:
    """Texts that both changed, ours standing."""
    if not changes:
        return tr("Đã lấy chữ mới về. Chữ bạn sửa còn nguyên.")
    names = ", ".join(one.name for one in changes[:4])
    return tr("Đã lấy chữ mới về. Hai bên cùng sửa: {names}. Đang giữ chữ của bạn.", names=names)
