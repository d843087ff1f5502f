"""Bố cục báo cáo: which columns a report's own template may tell, so that a new circular needs no code.

What an office lists must be something that is counted; headings are as many as columns, and what is worked
out is made of what is counted or was worked out before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.paper.forms import shipped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desk.importing import Faults

LAYOUT = frozenset({"keys", "columns", "column_numbers", "source", "shown", "formulas"})
INDEX = "bc_766"
LAID_OUT = frozenset({"bc_ii06a", "bc_07a", "bc_hai_long", "bc_so_hoa", "bc_phi", INDEX})
_INDEX_KEYS = (
    "no", "group", "name", "numerator", "denominator", "rate", "cap", "most", "points", "verdict",
)  # fmt: skip
_SOURCES = ("field", "procedure")


def is_open(form: str, key: str) -> bool:
    """Whether an office's template may have another list here than the shipped one."""
    return form in LAID_OUT and key in LAYOUT


def judge_layout(form: str, row: int, texts: Mapping[str, Any], faults: Faults) -> None:
    """Note columns that nobody counts, headings that are too few, formulas out of nothing."""
    if form not in LAID_OUT:
        return
    model = shipped(form)[-1].lists
    told = {key: texts.get(key, list(model[key])) for key in LAYOUT if key in model}
    if not all(isinstance(one, list) and all(isinstance(each, str) for each in one) for one in told.values()):
        return  # noted where each list is looked at
    keys, index = told["keys"], form == INDEX
    for key in ("columns", "column_numbers"):
        if len(told.get(key, keys)) != len(keys) and not (key == "column_numbers" and not told[key]):
            faults.add(row, f"texts.{key}", "template.wrong_count", count=len(keys))
    for name in sorted({name for name in keys if keys.count(name) > 1}):
        faults.add(row, "texts.keys", "template.number_twice", name=name[:40])
    if ("name" if index else "field") not in keys:
        faults.add(row, "texts.keys", "template.unknown_number", name="name" if index else "field")
    counted = set(_INDEX_KEYS) if index else _counted()
    made = set() if index else _formulas(row, told.get("formulas", ()), counted, faults)
    _among(row, "keys", keys, counted | made | {"no", "field"}, faults)
    _among(row, "shown", told.get("shown", ()), counted, faults)
    _among(row, "source", told.get("source", ()), set(_SOURCES), faults)


def _counted() -> set[str]:
    from desk.numbers.tally import NUMBER_KEYS
    from desk.reports.counting import EXTRA_KEYS

    return {*NUMBER_KEYS, *EXTRA_KEYS}


def _among(row: int, key: str, names: Sequence[str], known: set[str], faults: Faults) -> None:
    for name in names:
        if name not in known:
            faults.add(row, f"texts.{key}", "template.unknown_number", name=name[:40])


def _formulas(row: int, texts: Sequence[str], counted: set[str], faults: Faults) -> set[str]:
    """The names that formulas give, each made of what is known before it."""
    from desk.reports.declared import formula_of

    made: set[str] = set()
    for text in texts:
        found = formula_of(text)
        if found is None:
            faults.add(row, "texts.formulas", "template.unknown_number", name=text[:40])
            continue
        name, _sign, parts = found
        _among(row, "formulas", parts, counted | made, faults)
        made.add(name)
    return made
