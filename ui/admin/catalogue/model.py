"""The catalogue's state as frozen data: rows found, procedures being typed, what saving would do."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.paying.lines import lines_cell, read_cell
from ui import format as say
from ui.admin.catalogue.columns import ask_cols, component_cols
from ui.admin.parts.reading import number_of
from ui.admin.parts.sheet import ON, Problem, Sheet
from ui.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from desk.catalogue.rows import CatalogueEntry, VersionCard
    from desk.rows import AskCard, ComponentCard, ProcedureCard

HOUSE = frozenset({"favourite", "nicknames"})  # the office's own marks: no new version for them
FLAGS = (
    "favourite", "suspended", "yields_paper", "business", "non_territorial", "fee_per_page",
)  # fmt: skip
TEXTS = (
    "code", "name", "field", "level", "time_unit", "online_level", "competent_unit", "resolving_unit",
    "after_cutoff", "nicknames", "basis", "source", "confidence",
)  # fmt: skip
_PLACE = re.compile(r"(components|asks)\[(\d+)\](?:\.(\w+))?")


@dataclass(frozen=True, slots=True)
class Draft:
    """One procedure being looked at or typed: what stands on record beside what was typed."""

    code: str  # "" for a new one
    values: Mapping[str, str]
    stored: Mapping[str, str]
    components: Sheet
    asks: Sheet
    versions: tuple[VersionCard, ...] = ()
    status: str = ""
    uses: int = 0
    valid_from: str = ""
    end_on: str = ""

    @property
    def changed(self) -> frozenset[str]:
        """The fields typed in."""
        return frozenset(key for key, text in self.values.items() if text != self.stored.get(key, ""))

    @property
    def dirty(self) -> bool:
        """Whether there is anything to save."""
        return bool(self.changed) or self.components.dirty or self.asks.dirty

    @property
    def house_only(self) -> bool:
        """Whether only the office's own marks were changed."""
        plain = not (self.components.dirty or self.asks.dirty)
        return bool(self.code) and plain and bool(self.changed) and self.changed <= HOUSE

    def put(self, key: str, text: str) -> Draft:
        """Type into a field."""
        return replace(self, values={**self.values, key: text})


def _text(value: object) -> str:
    if isinstance(value, bool):
        return ON if value else ""
    return "" if value is None else str(value)


def card_values(card: ProcedureCard) -> dict[str, str]:
    """A card as its fields are typed."""
    found = {key: _text(getattr(card, key)) for key in (*TEXTS, *FLAGS)}
    found["time_limit"] = _text(card.time_limit)
    found["fees"] = lines_cell(card.fees)
    found["fee"] = say.number(card.fee) if card.fee is not None else ""
    return found


def component_row(card: ComponentCard) -> dict[str, str]:
    """One line of a checklist as it is typed."""
    return {
        "name": card.name,
        "mandatory": _text(card.mandatory),
        "applies": card.applies,
        "condition": card.condition or "",
        "copies": str(card.copies),
        "from_database": _text(card.from_database),
        "doc_type": card.doc_type,
        "valid_days": _text(card.valid_days),
    }


def ask_row(card: AskCard) -> dict[str, str]:
    """One question as it is typed."""
    return {
        "key": card.key,
        "label": card.label,
        "kind": card.kind,
        "choices": "; ".join(card.choices),
    }


def draft_of(entry: CatalogueEntry) -> Draft:
    """A procedure as it stands on record."""
    values = card_values(entry.card)
    return Draft(
        code=entry.code,
        values=values,
        stored=values,
        components=Sheet.of(component_cols(), (component_row(one) for one in entry.components)),
        asks=Sheet.of(ask_cols(), (ask_row(one) for one in entry.card.asks)),
        versions=entry.versions,
        status=entry.status,
        uses=entry.uses,
    )


def spoken(draft: Draft) -> Draft:
    """The same draft in the window's language of now."""
    components, asks = draft.components.spoken(component_cols()), draft.asks.spoken(ask_cols())
    return replace(draft, components=components, asks=asks)


def blank() -> Draft:
    """A new procedure."""
    values = {"yields_paper": ON, "time_unit": "working_day", "online_level": "một phần", "level": "xã"}
    return Draft("", values, {}, Sheet(component_cols()), Sheet(ask_cols()))


def entry_of(draft: Draft) -> dict[str, Any]:
    """A typed procedure as the record's door takes it."""
    values = draft.values
    given: dict[str, Any] = {key: values.get(key, "").strip() for key in TEXTS}
    given |= {key: values.get(key, "") == ON for key in FLAGS}
    given["time_limit"] = number_of(values.get("time_limit", ""))
    given["fees"] = read_cell(values.get("fees", ""))
    given["fee"] = None if given["fees"] else number_of(values.get("fee", ""))  # the lines say it
    given["time_unit"] = given["time_unit"] or None
    given["after_cutoff"] = given["after_cutoff"] or None
    given["components"] = [
        _component(line.values, no) for no, line in enumerate(draft.components.standing, 1)
    ]
    given["asks"] = [_ask(line.values) for line in draft.asks.standing]
    return given


def _component(values: Mapping[str, str], no: int) -> dict[str, Any]:
    return {
        "no": no,
        "name": values.get("name", ""),
        "mandatory": values.get("mandatory", "") == ON,
        "condition": values.get("condition", "") or None,
        "from_database": values.get("from_database", "") == ON,
        "applies": values.get("applies", "") or "always",
        "doc_type": values.get("doc_type", ""),
        "valid_days": number_of(values.get("valid_days", "")),
        "copies": number_of(values.get("copies", "")) or 1,
    }


def _ask(values: Mapping[str, str]) -> dict[str, Any]:
    choices = [one.strip() for one in values.get("choices", "").split(";") if one.strip()]
    kind = values.get("kind", "") or "text"
    return {"key": values.get("key", ""), "label": values.get("label", ""), "kind": kind, "choices": choices}


# ---- what is wrong before asking the record ---------------------------------------------------------


def field_problems(draft: Draft) -> dict[str, str]:
    """What is wrong in the fields, by key; the record judges the rest."""
    values = draft.values
    needed = {
        "code": tr("Thiếu mã thủ tục, dạng 1.001193."),
        "name": tr("Thiếu tên thủ tục."),
        "field": tr("Thiếu lĩnh vực."),
    }
    found = {key: words for key, words in needed.items() if not values.get(key, "").strip()}
    for key in ("time_limit", "fee"):
        if values.get(key, "").strip() and number_of(values[key]) is None:
            found[key] = tr("Chỉ ghi số, ví dụ 15.000.")
    try:
        read_cell(values.get("fees", ""))
    except InputError:
        found["fees"] = tr("Mỗi khoản một tên và số đồng, ví dụ Lệ phí: 8000; Bản sao: 3000/bản.")
    return found


def row_problems(draft: Draft) -> tuple[Problem, ...]:
    """What is wrong in the checklist and the questions, cell by cell."""
    found = []
    for line in draft.components.standing:
        if not line.value("name").strip():
            found.append(Problem(line.id, "name", tr("Thiếu tên giấy tờ.")))
        found += [
            Problem(line.id, key, tr("Chỉ ghi số."))
            for key in ("copies", "valid_days")
            if line.value(key).strip() and number_of(line.value(key)) is None
        ]
    return tuple(found)


def ask_problems(draft: Draft) -> tuple[Problem, ...]:
    """What is wrong in the questions."""
    found = []
    for line in draft.asks.standing:
        if not line.value("label").strip():
            found.append(Problem(line.id, "label", tr("Thiếu câu hỏi.")))
        if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", line.value("key")):
            words = tr("Khóa là chữ thường không dấu, ví dụ muc_dich.")
            found.append(Problem(line.id, "key", words))
    return tuple(found)


def place_of(draft: Draft, key: str) -> tuple[str, int, str]:
    """Where a key named by the record stands: view, line of its table, field or column."""
    found = _PLACE.match(key)
    if found is None:
        return "facts", 0, key.rsplit(".", maxsplit=1)[-1]
    sheet = draft.components if found.group(1) == "components" else draft.asks
    at = int(found.group(2))
    lines = sheet.standing
    number = min(max(at, 0), len(lines) - 1)
    return found.group(1), lines[number].id if lines else 0, found.group(3) or sheet.cols[0].key


@dataclass(frozen=True, slots=True)
class CatalogueState:
    """Everything the catalogue's views paint."""

    today: date
    text: str = ""
    rows: tuple[CatalogueEntry, ...] | None = None
    open: str | None = None  # the code open, "" for a new one
    view: str = "facts"  # facts | components | asks | versions
    drafts: Mapping[str, Draft] = field(default_factory=dict)
    units: tuple[str, ...] = ()
    busy: bool = False
    failure: str = ""
    gap: str = ""

    @property
    def draft(self) -> Draft | None:
        """The procedure open."""
        return self.drafts.get(self.open) if self.open is not None else None

    @property
    def dirty(self) -> bool:
        """Whether any procedure has something not saved."""
        return any(draft.dirty for draft in self.drafts.values())
