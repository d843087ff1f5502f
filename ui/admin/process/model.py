"""The internal process as frozen data: procedures found, steps being typed, their sum against the term."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ui.admin.catalogue.cells import term_words
from ui.admin.parts.reading import day_text, hours_text, minutes_of
from ui.admin.parts.sheet import Col, Kind, Problem, Sheet
from ui.i18n import tr
from ui.tokens import Tone
from ui.widgets.paint import ChipSpec
from ui.widgets.table import Cell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from desk.catalogue.rows import CatalogueEntry
    from desk.process.rows import ProcessPlan


def step_cols(units: Sequence[str] = ()) -> tuple[Col, ...]:
    """The columns of the steps; units known here are offered while one types."""
    known = tuple((unit, unit) for unit in units)
    return (
        Col("name", tr("Tên bước"), share=6, least=170),
        Col("unit", tr("Bộ phận"), choices=known, share=5, least=150),
        Col("holder", tr("Người giữ"), share=3, least=120, hint=tr("không ghi rõ")),
        Col("hours", tr("Giờ làm việc"), Kind.NUMBER, share=0, least=110),
    )


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of one procedure: the plan on record beside what was typed."""

    code: str
    name: str
    plan: ProcessPlan
    sheet: Sheet
    valid_from: str = ""

    @property
    def dirty(self) -> bool:
        """Whether there is anything to save."""
        return self.sheet.dirty

    @property
    def minutes(self) -> int:
        """The sum of the steps typed, those that can be read."""
        return sum(minutes_of(line.value("hours")) or 0 for line in self.sheet.standing)

    def with_units(self, units: Sequence[str]) -> Steps:
        """The same with other units offered."""
        return replace(self, sheet=replace(self.sheet, cols=step_cols(units)))


def steps_of(entry: CatalogueEntry, plan: ProcessPlan, units: Sequence[str]) -> Steps:
    """A plan as it is typed; default steps without a plan are proposed as they are."""
    rows = [
        {
            "name": step.name,
            "unit": step.unit,
            "holder": step.holder,
            "hours": hours_text(step.minutes) if step.minutes is not None else "",
        }
        for step in plan.steps
    ]
    return Steps(entry.code, entry.name, plan, Sheet.of(step_cols(units), rows))


def cards_of(steps: Steps) -> list[dict[str, Any]]:
    """Typed steps as the record's door takes them."""
    return [
        {
            "no": no,
            "name": line.value("name"),
            "unit": line.value("unit"),
            "holder": line.value("holder"),
            "minutes": minutes_of(line.value("hours")),
        }
        for no, line in enumerate(steps.sheet.standing, start=1)
    ]


def problems(steps: Steps) -> tuple[Problem, ...]:
    """What is wrong in the steps, cell by cell."""
    found = []
    for line in steps.sheet.standing:
        if not line.value("name").strip():
            found.append(Problem(line.id, "name", tr("Thiếu tên bước.")))
        if not line.value("unit").strip():
            found.append(Problem(line.id, "unit", tr("Thiếu bộ phận làm bước này.")))
        if not minutes_of(line.value("hours")):
            words = tr("Ghi số giờ làm việc của bước, ví dụ 4 hoặc 1,5.")
            found.append(Problem(line.id, "hours", words))
    return tuple(found)


def sum_chip(steps: Steps) -> ChipSpec:
    """The sum of the steps against the legal term."""
    total, term = steps.minutes, steps.plan.legal_minutes
    if term is None:
        return ChipSpec(tr("Cộng {sum} giờ", sum=hours_text(total)), Tone.MUTED, "sigma")
    words = tr("Cộng {sum} trên {term} giờ của hạn", sum=hours_text(total), term=hours_text(term))
    if total > term:
        return ChipSpec(words, Tone.BAD, "triangle-alert")
    return ChipSpec(words, Tone.OK, "circle-check")


def plan_words(steps: Steps) -> str:
    """Since when the plan holds, and which others there are."""
    plan = steps.plan
    if plan.valid_from is None:
        return tr("Chưa có quy trình riêng, đang dùng các bước mặc định.")
    others = [day_text(day) for day in plan.versions if day != plan.valid_from]
    said = tr("Đang áp dụng từ {day}.", day=day_text(plan.valid_from))
    return f"{said} {tr('Bản khác: {days}.', days=', '.join(others))}" if others else said


def name_cell(entry: CatalogueEntry) -> Cell:
    """Name over code."""
    return Cell(entry.name, sub=entry.code)


def term_cell(entry: CatalogueEntry) -> Cell:
    """The legal term over the unit that resolves."""
    return Cell(term_words(entry.card), sub=entry.card.resolving_unit or entry.field, strong=False)


@dataclass(frozen=True, slots=True)
class ProcessState:
    """Everything the views paint."""

    today: date
    text: str = ""
    rows: tuple[CatalogueEntry, ...] | None = None
    open: CatalogueEntry | None = None
    drafts: Mapping[str, Steps] = field(default_factory=dict)
    units: tuple[str, ...] = ()
    busy: bool = False
    failure: str = ""

    @property
    def steps(self) -> Steps | None:
        """The steps open."""
        return self.drafts.get(self.open.code) if self.open is not None else None

    @property
    def dirty(self) -> bool:
        """Whether any steps are not saved."""
        return any(one.dirty for one in self.drafts.values())
