"""Báo cáo theo mẫu: a report that its template alone describes, so that a new circular needs no code.

A template names its tables (`source`: "field", "procedure", "dossier", or what dossiers are counted by, as
"unit + person"; the first is the report, a second a further sheet), which rows are told (`shown`: any of
these keys above 0), its columns (`keys`, `columns`), their `order`, and what is worked out (`formulas`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.paper.telling import quiet, stretch
from desk.reports.known import declared_part, group_of, is_tallied, texts_of
from desk.reports.layout import Lined, formulas_of, table
from desk.reports.rows import Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from desk.office.opened import Office
    from desk.paper.telling import Tell
    from desk.reports.rows import Table
    from printing.words import Words

    Rows = Sequence[Mapping[str, Any]]


def declared(office: Office, words: Words, first: date, last: date, *, tell: Tell = quiet) -> Report:
    """Count what the template asks for; every total is the sum of what stands beside it."""
    sources = words.items("source")
    rows = _rows(office, words, (first, last), sources, tell=tell)
    tables = [
        _table(words, rows[is_tallied(source)], source=source, detail=place > 0)
        for place, source in enumerate(sources)
    ]
    return Report(words=words, first=first, last=last, tables=tuple(tables))


def _rows(
    office: Office, words: Words, days: tuple[date, date], sources: Sequence[str], *, tell: Tell
) -> dict[bool, Rows]:
    """The tally's rows and the dossiers, as far as any table asks for them."""
    from desk.reports.counting import counted_rows
    from desk.reports.dossiers import dossier_rows

    shown = words.items("shown")
    asked = {is_tallied(source) for source in sources}
    found: dict[bool, Rows] = {}
    for place, tallied in enumerate(sorted(asked)):
        part = stretch(tell, place / len(asked), (place + 1) / len(asked))
        texts = frozenset().union(*(texts_of(one) for one in sources if not is_tallied(one)))
        rows = (
            counted_rows(office, *days, tell=part)
            if tallied
            else dossier_rows(office, words, *days, texts=texts, tell=part)
        )
        found[tallied] = [row for row in rows if not shown or any(row[key] for key in shown)]
    return found


def _table(words: Words, rows: Rows, *, source: str, detail: bool) -> Table:
    lines = _lined(words, source, detail=detail)
    return table(
        declared_part(source, columns=len(words.items("keys"))),
        lines,
        _grouped(rows, words, source),
        sheet=words.text("sheet_detail" if detail else "sheet"),
        title=words.text("detail_title") if detail else "",
        total=words.text("total"),
        under=("field",),
        order=[
            one
            for one in words.lists.get("order", ())
            if one.lstrip("-") not in texts_of("dossier") - texts_of(source)
        ],
        detail=detail,
    )


def _grouped(rows: Rows, words: Words, source: str) -> Iterable[dict[str, Any]]:
    """The rows of a source: as they are, or those of one name together, by name."""
    if source == "dossier":
        return [dict(row) for row in rows]
    texts, group = sorted(texts_of(source)), group_of(source)
    keys = [one for one in group if one != "procedure"]
    if "procedure" in group:
        keys += [one for one in ("procedure", "name", "field") if one not in keys]
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in rows:
        place = tuple(str(row[key]) for key in keys)
        into = found.setdefault(place, {key: row[key] for key in texts})
        for key, number in row.items():
            if isinstance(number, int):
                into[key] = into.get(key, 0) + number
    unknown = words.texts.get("unknown_code", "")
    made = [found[place] for place in sorted(found)]
    return [{**row, "procedure": row["procedure"] or unknown} if "procedure" in row else row for row in made]


def _lined(words: Words, source: str, *, detail: bool) -> Lined:
    """The columns; a further sheet has names of its own in place of the report's."""
    keys, headings = list(words.items("keys")), list(words.items("columns"))
    numbers = list(words.lists.get("column_numbers", ())) or [""] * len(keys)
    names = list(words.lists.get("keys_detail", ()))
    if detail and names:
        of_first = texts_of(words.items("source")[0])
        at = next((place for place, key in enumerate(keys) if key in of_first), 0)
        kept = [place for place, key in enumerate(keys) if key not in of_first]
        before = sum(1 for place in kept if place < at)
        keys, headings, numbers = ([one[place] for place in kept] for one in (keys, headings, numbers))
        _insert(
            before, (keys, names), (headings, words.items("columns_detail")), (numbers, [""] * len(names))
        )
    elif source == "procedure" and not {"procedure", "name"} & set(keys):
        at = keys.index("field")
        _insert(
            at, (keys, ["procedure", "name"]), (headings, words.items("columns_detail")), (numbers, ["", ""])
        )
    return Lined(tuple(keys), tuple(headings), tuple(numbers), formulas_of(words))


def _insert(at: int, *told: tuple[list[str], Sequence[str]]) -> None:
    for into, names in told:
        into[at:at] = names
