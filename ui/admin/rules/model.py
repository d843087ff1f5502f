"""The rules as frozen data: what holds, what was typed, whether it can be read."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ui.admin.parts.reading import clock_of, day_text, number_of
from ui.admin.parts.sheet import ON, Col, Kind, Problem, Sheet
from ui.admin.rules import fees, words
from ui.i18n import tr
from ui.tokens import Tone
from ui.widgets.paint import ChipSpec
from ui.widgets.table import Cell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from desk.office.rows import RuleCard, RuleValue

_CLOCK = re.compile(r"\d\d:\d\d")


def form_of(card: RuleCard) -> str:
    """How a rule is typed: week | targets | roles | flag | choice | clock | number | text | lists."""
    if card.key != fees.KEY and words.in_no_field(card.key, card.value):
        return "lists"
    if card.key == "calendar.hours":
        return "week"
    if card.key == "indicators.targets":
        return "targets"
    if words.choices(card.key):
        return "choice"
    if card.key == fees.KEY:
        return "fees"
    if card.key in ("certification.symbols", "indicators.points_766", "sync.targets"):
        return "json"
    if card.key == "certification.papers":
        return "lines"
    if isinstance(card.default, bool):
        return "flag"
    if isinstance(card.default, list):
        return "roles"
    if isinstance(card.default, str):
        return "clock" if _CLOCK.fullmatch(card.default) else "text"
    return "number"


def text_of(card: RuleCard) -> str:
    """A rule's value as it is typed."""
    value = card.value
    if isinstance(value, bool):
        return ON if value else ""
    if form_of(card) == "json":
        return json.dumps(value, ensure_ascii=False)
    if form_of(card) == "lines":
        return "; ".join(value)
    if isinstance(value, list):
        return ",".join(str(one) for one in value)
    return "" if value is None else str(value)


def target_cols() -> tuple[Col, ...]:
    """The columns of the year's targets."""
    return (
        Col("indicator", tr("Chỉ số"), Kind.FIXED, share=5, least=190),
        Col("aim", tr("Chỉ tiêu (%)"), Kind.NUMBER, share=1, least=100, hint=tr("không đặt")),
    )


def target_sheet(value: Mapping[str, Any], keys: Sequence[str]) -> Sheet:
    """The year's targets as a table, every indicator a row."""
    rows = [
        {"key": key, "indicator": words.indicator_words(key), "aim": _percent(value.get(key))} for key in keys
    ]
    return Sheet.of(target_cols(), rows)


def target_words(values: Mapping[str, str]) -> dict[str, str]:
    """The cells of a target that only tell, in the window's language."""
    return {"indicator": words.indicator_words(values.get("key", ""))}


def _percent(aim: float | None) -> str:
    return "" if aim is None else f"{aim:g}".replace(".", ",")


def percent_of(text: str) -> float | None:
    """Read a percentage; None where it is none."""
    bare = text.strip().rstrip("%").replace(",", ".")
    if not re.fullmatch(r"\d{1,3}(\.\d{1,2})?", bare):
        return None
    found = float(bare)
    return found if found <= 100 else None


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """What was typed for one rule."""

    text: str
    stored: str
    valid_from: str = ""
    sheet: Sheet | None = None

    @property
    def dirty(self) -> bool:
        """Whether it differs from what holds."""
        return self.text != self.stored or (self.sheet is not None and self.sheet.dirty)


def draft_of(card: RuleCard, indicators: Sequence[str]) -> RuleDraft:
    """A rule as it holds."""
    text = text_of(card) if form_of(card) not in ("week", "targets", "fees") else ""
    sheet = target_sheet(card.value, indicators) if form_of(card) == "targets" else None
    if form_of(card) == "fees":
        sheet = fees.fee_sheet(card.value)
    return RuleDraft(text, text, sheet=sheet)


def value_of(card: RuleCard, draft: RuleDraft) -> tuple[Any, str]:
    """What was typed as the record's door takes it, and what is wrong with it."""
    form, text = form_of(card), draft.text.strip()
    if form == "lists":
        return card.value, ""
    if form == "flag":
        return text == ON, ""
    if form == "roles":
        chosen = [role for role in words.ROLES if role in text.split(",")]
        return chosen, "" if chosen else tr("Chọn ít nhất một vai trò.")
    if form == "targets" and draft.sheet is not None:
        return _targets_of(draft.sheet)
    if form == "fees" and draft.sheet is not None:
        return fees.fees_of(draft.sheet)
    if form == "json":
        return _json_of(text)
    if form == "lines":
        return [part.strip() for part in text.split(";") if part.strip()], ""
    if form == "clock":
        clock = clock_of(text)
        return clock, "" if clock else tr("Giờ chưa đúng. Gõ như 15:00.")
    if form == "number" and not text and card.default is None:
        return None, ""
    if form == "number" or (form == "choice" and isinstance(card.default, int)):
        number = number_of(text)
        return number, "" if number is not None else tr("Chỉ ghi số, ví dụ 8.")
    return text, ""


def question(card: RuleCard, draft: RuleDraft) -> str:
    """What to ask before a value is saved that is allowed and rarely meant; empty where nothing is."""
    account = draft.text.strip()
    if card.key != "payment.account" or not account or account.isdecimal():
        return ""
    return tr(
        "Tài khoản “{account}” có chữ cái? Tài khoản kho bạc chỉ có chữ số; tài khoản định danh, ví có thể "
        "có chữ. Đối chiếu với ngân hàng.",
        account=account,
    )


def _json_of(text: str) -> tuple[Any, str]:
    try:
        return json.loads(text), ""
    except ValueError:
        return None, tr("Bảng chưa đúng dạng. Sửa dấu ngoặc, dấu phẩy, hoặc dùng lệnh setting set.")


def _targets_of(sheet: Sheet) -> tuple[dict[str, float], str]:
    wrong = target_problems(sheet)
    aims = {line.value("key"): percent_of(line.value("aim")) for line in sheet.lines}
    return {key: aim for key, aim in aims.items() if aim is not None}, wrong[0].sentence if wrong else ""


def target_problems(sheet: Sheet) -> tuple[Problem, ...]:
    """Which targets cannot be read."""
    said = tr("Ghi phần trăm từ 0 đến 100, hoặc để trống nếu không đặt.")
    return tuple(
        Problem(line.id, "aim", said)
        for line in sheet.lines
        if line.value("aim").strip() and percent_of(line.value("aim")) is None
    )


@dataclass(frozen=True, slots=True)
class RulesState:
    """Everything the views paint."""

    today: date
    text: str = ""
    cards: tuple[RuleCard, ...] | None = None
    current: str = ""
    drafts: Mapping[str, RuleDraft] = field(default_factory=dict)
    busy: bool = False
    failure: str = ""

    @property
    def card(self) -> RuleCard | None:
        """The rule stood on."""
        return next((one for one in self.cards or () if one.key == self.current), None)

    @property
    def draft(self) -> RuleDraft | None:
        """What was typed for it."""
        return self.drafts.get(self.current)

    @property
    def dirty(self) -> bool:
        """Whether any rule has something not saved."""
        return any(draft.dirty for draft in self.drafts.values())

    def with_draft(self, draft: RuleDraft) -> RulesState:
        """The same with something typed for the rule stood on."""
        return replace(self, drafts={**self.drafts, self.current: draft}, failure="")


# ---- lists ------------------------------------------------------------------------------------------


def name_cell(card: RuleCard) -> Cell:
    """The rule over its source."""
    return Cell(words.title(card), sub=card.source or tr("Lựa chọn của đơn vị"))


def value_cell(card: RuleCard) -> Cell:
    """What holds, over since when."""
    since = tr("từ {day}", day=day_text(card.valid_from)) if _dated(card.valid_from) else tr("mặc định")
    return Cell(words.value_words(card.key, card.value), sub=since, strong=False)


def _dated(day: date | None) -> bool:
    return day is not None and day.year > 1900


def from_cell(value: RuleValue) -> Cell:
    """From when a value holds."""
    return Cell(day_text(value.valid_from) if _dated(value.valid_from) else tr("từ đầu"), strong=False)


def planned_cell(value: RuleValue) -> Cell:
    """Whether a value is still to come."""
    if value.planned:
        return Cell(chip=ChipSpec(tr("Sắp áp dụng"), Tone.INFO, "calendar-clock"))
    return Cell(chip=ChipSpec(tr("Đã áp dụng"), Tone.MUTED, "check"))
