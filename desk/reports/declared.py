"""Báo cáo theo mẫu: a report that its template alone describes, so that a new circular needs no code.

A template names its tables (`source`: "field", "procedure"), which rows are told (`shown`: any of these keys
above 0), its columns (`keys`, `columns`) and what is worked out in a row (`formulas`):
`a = b + c` is a sum, `a = b / c` a share in percent, empty where nothing stands below the line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from desk.paper.telling import quiet
from desk.record.canonical import percent
from desk.reports.rows import Column, Report, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from desk.office.opened import Office
    from desk.paper.telling import Tell
    from printing.words import Words

_FORMULA = re.compile(r"([a-z0-9_]+) = ([a-z0-9_]+(?: \+ [a-z0-9_]+)+|[a-z0-9_]+ / [a-z0-9_]+)")
_RATE = 'IF({{{below}}}=0,"",ROUND({{{above}}}/{{{below}}}*100,2))'
_TEXTS = {"field": 0.2, "procedure": 0.1, "name": 0.28}
_NO, _FIELD_OF_MANY = 0.035, 0.12
_MANY = 16  # columns; beside so many, names give way
_WEIGHTS = {"_amount": 1.5}  # money is longer than a count


def declared(office: Office, words: Words, first: date, last: date, *, tell: Tell = quiet) -> Report:
    """Count what the template asks for; every total is the sum of what stands beside it."""
    from desk.reports.counting import counted_rows

    rows = [row for row in counted_rows(office, first, last, tell=tell) if _told(row, words)]
    sources = {"field": _by_field, "procedure": _by_procedure}
    tables = [
        _table(words, sources[source](rows, words), source=source, detail=place > 0)
        for place, source in enumerate(words.items("source"))
    ]
    return Report(words=words, first=first, last=last, tables=tuple(tables))


def _told(row: Mapping[str, Any], words: Words) -> bool:
    return any(row[key] for key in words.items("shown"))


def _by_field(rows: Sequence[Mapping[str, Any]], words: Words) -> Iterable[dict[str, Any]]:
    del words
    for name in sorted({row["field"] for row in rows}):
        among = [row for row in rows if row["field"] == name]
        numbers = {key for key in rows[0] if key not in _TEXTS}
        yield {"field": name, **{key: sum(row[key] for row in among) for key in numbers}}


def _by_procedure(rows: Sequence[Mapping[str, Any]], words: Words) -> Iterable[dict[str, Any]]:
    for row in rows:
        yield {**row, "procedure": row["procedure"] or words.text("unknown_code")}


def _table(words: Words, rows: Iterable[dict[str, Any]], *, source: str, detail: bool) -> Table:
    formulas = formulas_of(words)
    columns = _columns(words, formulas, source=source)
    told = [_worked_out({**row, "no": place}, formulas) for place, row in enumerate(rows, start=1)]
    sums = {key: sum(row[key] for row in told) for key in _plain_keys(columns, formulas)}
    return Table(
        sheet=words.text("sheet_detail" if detail else "sheet"),
        title=words.text("detail_title") if detail else "",
        columns=columns,
        rows=tuple({one.key: row[one.key] for one in columns} for row in told),
        total=words.text("total"),
        total_under="field",
        totals=_worked_out(sums, formulas),
        detail=detail,
    )


def formulas_of(words: Words) -> dict[str, tuple[str, tuple[str, ...]]]:
    """What is worked out, in its order: the key, "+" or "/", and the keys it is made of.

    Raises:
        PrintingError: `printing.template_invalid` for anything that is neither a sum nor a share.
    """
    from printing.errors import PrintingError

    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for text in words.items("formulas"):
        made = formula_of(text)
        if made is None:
            raise PrintingError("printing.template_invalid", form=words.key, name=text[:60])
        found[made[0]] = made[1], made[2]
    return found


def formula_of(text: str) -> tuple[str, str, tuple[str, ...]] | None:
    """What a formula gives, "+" or "/", and what it is made of; None where it is neither sum nor share."""
    matched = _FORMULA.fullmatch(text)
    if matched is None:
        return None
    sign = "/" if "/" in text else "+"
    return matched[1], sign, tuple(matched[2].split(f" {sign} "))


def _plain_keys(
    columns: Sequence[Column], formulas: Mapping[str, tuple[str, tuple[str, ...]]]
) -> Iterable[str]:
    """What is summed for the last line: counted columns, and what shares are made of."""
    own = {one.key for one in columns if one.summed} - formulas.keys()
    return own | {key for _, parts in formulas.values() for key in parts if key not in formulas}


def _worked_out(row: dict[str, Any], formulas: Mapping[str, tuple[str, tuple[str, ...]]]) -> dict[str, Any]:
    """The row with its sums and shares; a formula may use what an earlier one gave."""
    for key, (sign, parts) in formulas.items():
        numbers = [row[part] for part in parts]
        row[key] = sum(numbers) if sign == "+" else percent(*numbers)
    return row


def _columns(
    words: Words, formulas: Mapping[str, tuple[str, tuple[str, ...]]], *, source: str
) -> tuple[Column, ...]:
    keys, headings = list(words.items("keys")), list(words.items("columns"))
    numbers = list(words.lists.get("column_numbers", ())) or [""] * len(keys)
    if source == "procedure":
        place = keys.index("field")
        keys[place:place] = ["procedure", "name"]
        headings[place:place] = words.items("columns_detail")
        numbers[place:place] = ["", ""]
    weigh = _weigher(keys)
    written: Mapping[str, Callable[[tuple[str, ...]], str]] = {
        "+": lambda parts: "+".join(f"{{{part}}}" for part in parts),
        "/": lambda parts: _RATE.format(above=parts[0], below=parts[1]),
    }
    found = []
    for key, heading, number in zip(keys, headings, numbers, strict=True):
        sign, parts = formulas.get(key, ("", ()))
        beside = bool(sign) and set(parts) <= set(keys)  # a spreadsheet works out what stands beside it
        counted = key not in _TEXTS and key != "no"
        found.append(
            Column(
                key=key,
                heading=heading,
                kind="text" if key in _TEXTS else "rate" if sign == "/" else "count",
                share=weigh(key),
                number=number,
                formula=written[sign](parts) if beside else "",
                summed=counted and sign != "/",
                worked_out_below=sign == "/",
            )
        )
    return tuple(found)


def _weigher(keys: Sequence[str]) -> Callable[[str], float]:
    """Shares of the width: names what they need, numbers what is left."""
    told = {**_TEXTS, "no": _NO} | ({"field": _FIELD_OF_MANY} if len(keys) > _MANY else {})

    def weight(key: str) -> float:
        return next((worth for end, worth in _WEIGHTS.items() if key.endswith(end)), 1.0)

    fixed = {key: told[key] for key in keys if key in told}
    left = 1 - sum(fixed.values())
    whole = sum(weight(key) for key in keys if key not in fixed)
    return lambda key: fixed[key] if key in fixed else left * weight(key) / whole
