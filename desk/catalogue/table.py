"""The columns of the catalogue's table: which there are, and what a cell of each may hold."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from desk.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desk.catalogue.versions import Version

REQUIRED = ("code", "name", "field")
WHOLE = {"time_limit": "time_limit", "fee_vnd": "fee"}
_TEXT = (
    "name", "field", "level", "time_unit", "online_level", "source", "confidence", "nicknames",
    "resolving_unit", "competent_unit", "after_cutoff", "basis",
)  # fmt: skip
_FLAGS = ("fee_per_page", "yields_paper", "business", "non_territorial", "suspended", "favourite")
COLUMNS = (
    "code", "name", "field", "level", "time_limit", "time_unit", "fee_vnd", "online_level", "components",
    "source", "confidence", "yields_paper", "business", "non_territorial", "valid_from", "valid_to",
    "fee_per_page", "resolving_unit", "competent_unit", "after_cutoff", "suspended", "favourite",
    "nicknames", "basis", "asks", "fees",
)  # fmt: skip
_YES, _NO = frozenset({"1", "true", "có", "x"}), frozenset({"", "0", "false", "không"})


def row_of(version: Version) -> dict[str, object]:
    """Return the cells of one version."""
    from desk.catalogue.cells import components_cell
    from desk.catalogue.reading import ask_data
    from desk.paying.lines import lines_cell

    card = version.card
    asks = [ask_data(one) for one in card.asks]
    return {
        "code": card.code,
        "components": components_cell(card.components),
        "asks": json.dumps(asks, ensure_ascii=False) if asks else "",
        "fees": lines_cell(card.fees),
        "valid_from": version.valid_from.isoformat(),
        "valid_to": version.valid_to.isoformat() if version.valid_to else "",
        **{column: getattr(card, name) for column, name in WHOLE.items()},
        **{name: getattr(card, name) for name in (*_TEXT, *_FLAGS)},
    }


def typed(cells: Mapping[str, str], present: Sequence[str]) -> dict[str, Any]:
    """Return the cells of the columns that are there, as values of the JSON form.

    Raises:
        InputError: `catalogue.bad_value`, `catalogue.bad_components`; `key` names the column.
    """
    from desk.catalogue.cells import read_components
    from desk.paying.lines import read_cell

    values: dict[str, Any] = {"code": cells["code"]}
    for column in present:
        text = cells[column]
        if column in _TEXT:
            values[column] = text
        elif column in _FLAGS:
            values[column] = _flag(column, text)
        elif column in WHOLE:
            values[WHOLE[column]] = whole(column, text)
        elif column == "components":
            from desk.catalogue.reading import component_data

            values[column] = [component_data(one) for one in read_components(text)]
        elif column == "fees":
            values[column] = read_cell(text)
        elif column == "asks":
            values[column] = _asks(text)
    return values


def _flag(column: str, text: str) -> bool | None:
    told = text.casefold()
    if told not in _YES | _NO:
        raise InputError("catalogue.bad_value", key=column, value=text[:60], expected="0, 1")
    return None if text == "" else told in _YES


def whole(column: str, text: str) -> int | None:
    """Return the whole number of a cell, or None where it is empty.

    `15000.0` is what programs make of 15000; `15.000` is refused, for here it means fifteen thousand.
    """
    if not text:
        return None
    if re.fullmatch(r"\d{1,12}(\.0)?", text, re.ASCII) is None:
        raise InputError("catalogue.bad_value", key=column, value=text[:60], expected="0–9")
    return int(text.removesuffix(".0"))


def _asks(text: str) -> list[Any]:
    if not text:
        return []
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as failure:
        raise InputError("catalogue.bad_value", key="asks", value=text[:60], expected="JSON") from failure
    if not isinstance(found, list):
        raise InputError("catalogue.bad_value", key="asks", value=text[:60], expected="JSON")
    return found


def day(cells: Mapping[str, str], column: str) -> date | None:
    """Return a day written 2026-11-23 or 23/11/2026, or None where the cell is empty."""
    text = cells[column]
    if not text:
        return None
    local = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text, re.ASCII)
    try:
        if local is not None:
            return date(int(local.group(3)), int(local.group(2)), int(local.group(1)))
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII) is not None:
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise InputError("catalogue.bad_value", key=column, value=text[:60], expected="YYYY-MM-DD")
