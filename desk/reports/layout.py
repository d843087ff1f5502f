"""Bố cục của một bảng: from what a template lists to typed columns, sums and shares. Pure.

`a = b + c` is a sum, `a = b - c` what is left, `a = b / c` a share in percent, empty where nothing stands
below the line. What a formula gives may be used by a later one, shown or not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from desk.record.canonical import percent
from desk.reports.rows import Column, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from printing.words import Words

    Formulas = Mapping[str, tuple[str, tuple[str, ...]]]

_NAME = "[a-z0-9_]+"
_FORMULA = re.compile(rf"({_NAME}) = ({_NAME}(?: \+ {_NAME})+|{_NAME} [-/] {_NAME})")
_RATE = 'IF({below}=0,"",ROUND({above}/{below}*100,2))'
_WEIGHTS = {"_amount": 1.5}  # money is longer than a count
_LEAST = 0.02  # of the width, for a number beside many words
NO = "no"
_CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Part:
    """Một bảng của báo cáo: what its rows know, and the ending of its lists in the template.

    `shares` of the paper's width where they are told; the rest of the numbers share what is left. `loose`
    numbers and `rates` have no sum. One of `needed` must be a column: a line has a name.
    """

    texts: frozenset[str]
    numbers: frozenset[str] = frozenset()
    shares: Mapping[str, float] = field(default_factory=dict)
    ending: str = ""
    loose: frozenset[str] = frozenset({NO})
    rates: frozenset[str] = frozenset()
    needed: frozenset[str] = frozenset()

    @property
    def known(self) -> frozenset[str]:
        """Everything that may be a column without a formula."""
        return self.texts | self.numbers | self.rates | self.loose | {NO}

    def kind(self, key: str, formulas: Formulas) -> str:
        """What a column holds."""
        if key in self.texts:
            return "text"
        return "rate" if key in self.rates or formulas.get(key, ("",))[0] == "/" else "count"


def formula_of(text: str) -> tuple[str, str, tuple[str, ...]] | None:
    """What a formula gives, its sign, and what it is made of; None where it is none of the three."""
    matched = _FORMULA.fullmatch(text)
    if matched is None:
        return None
    sign = next(one for one in "+-/" if f" {one} " in text)
    return matched[1], sign, tuple(matched[2].split(f" {sign} "))


def formulas_of(words: Words, ending: str = "") -> Formulas:
    """What is worked out, in its order: the key, the sign, and the keys it is made of.

    Raises:
        PrintingError: `printing.template_invalid` for anything but a sum, a difference or a share.
    """
    from printing.errors import PrintingError

    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for text in words.lists.get(f"formulas{ending}", ()):
        made = formula_of(text)
        if made is None:
            raise PrintingError("printing.template_invalid", form=words.key, name=text[:60])
        found[made[0]] = made[1], made[2]
    return found


@dataclass(frozen=True, slots=True)
class Lined:
    """The columns of a table as they are listed: keys, headings, numbers under them, formulas."""

    keys: tuple[str, ...]
    headings: tuple[str, ...]
    numbers: tuple[str, ...]
    formulas: Formulas


def lined(words: Words, ending: str = "") -> Lined:
    """The lists of a table out of its template."""
    keys = words.items(f"keys{ending}")
    numbers = words.lists.get(f"column_numbers{ending}", ()) or ("",) * len(keys)
    return Lined(keys, words.items(f"columns{ending}"), numbers, formulas_of(words, ending))


def table(
    part: Part,
    lines: Lined,
    rows: Iterable[Mapping[str, Any]],
    *,
    sheet: str,
    title: str = "",
    total: str = "",
    under: Sequence[str] = (),
    order: Sequence[str] = (),
    detail: bool = False,
) -> Table:
    """A table of rows; every total is the sum of what stands above it, and stands `under` the first it can.

    `order`: keys to sort by, "-" before those that fall; the running number `no` follows it.
    """
    columns = columns_of(part, lines)
    told = [worked_out(dict(row), lines.formulas) for row in rows]
    for key in reversed(order):
        told.sort(key=_by(key.removeprefix("-")), reverse=key.startswith("-"))
    told = [{**row, NO: place} for place, row in enumerate(told, start=1)]
    sums = {key: sum(row[key] for row in told) for key in _plain(columns, lines.formulas)}
    texts = [one.key for one in columns if one.kind == "text"]
    return Table(
        sheet=sheet,
        title=title,
        columns=columns,
        rows=tuple({one.key: row[one.key] for one in columns} for row in told),
        total=total,
        total_under=next((one for one in (*under, *texts) if one in texts), "") if total else "",
        totals=worked_out(sums, lines.formulas) if total else {},
        detail=detail,
    )


def _by(key: str) -> Callable[[Mapping[str, Any]], tuple[bool, Any]]:
    """Rows by one of their cells; a share over nothing comes before any number."""
    return lambda row: (row[key] is not None, 0 if row[key] is None else row[key])


def worked_out(row: dict[str, Any], formulas: Formulas) -> dict[str, Any]:
    """The row with its sums, differences and shares; a formula may use what an earlier one gave."""
    for key, (sign, parts) in formulas.items():
        numbers = [row[one] or 0 for one in parts]
        if sign == "/":
            row[key] = percent(*numbers)
        else:
            row[key] = sum(numbers) if sign == "+" else numbers[0] - numbers[1]
    return row


def _plain(columns: Sequence[Column], formulas: Formulas) -> Iterable[str]:
    """What is summed for the last line: counted columns, and what formulas are made of."""
    own = {one.key for one in columns if one.summed} - formulas.keys()
    return own | {key for _, parts in formulas.values() for key in parts if key not in formulas}


def columns_of(part: Part, lines: Lined) -> tuple[Column, ...]:
    """The columns with their kinds, widths and what a spreadsheet works out in them."""
    shares = _shares(part, lines.keys)
    found = []
    for key, heading, number in zip(lines.keys, lines.headings, lines.numbers, strict=True):
        kind = part.kind(key, lines.formulas)
        share = lines.formulas.get(key, ("",))[0] == "/"
        found.append(
            Column(
                key=key,
                heading=heading,
                kind=kind,  # type: ignore[arg-type]
                share=shares[key],
                number=number,
                formula=_written(key, lines.keys, lines.formulas) or "",
                summed=kind == "count" and key not in part.loose,
                worked_out_below=share,
            )
        )
    return tuple(found)


def _written(key: str, shown: Sequence[str], formulas: Formulas) -> str | None:
    """A formula over the cells beside it; None where it is made of what no column shows."""
    sign, parts = formulas.get(key, ("", ()))
    told = [_cell(one, shown, formulas) for one in parts]
    if not sign or None in told:
        return None
    cells = [str(one) for one in told]
    return _RATE.format(above=cells[0], below=cells[1]) if sign == "/" else sign.join(cells)


def _cell(key: str, shown: Sequence[str], formulas: Formulas) -> str | None:
    if key in shown:
        return f"{{{key}}}"
    earlier = dict(list(formulas.items())[: list(formulas).index(key) + 1]) if key in formulas else {}
    made = _written(key, shown, earlier) if formulas.get(key, ("/",))[0] != "/" else None
    return None if made is None else f"({made})"


def _shares(part: Part, keys: Sequence[str]) -> Mapping[str, float]:
    """Shares of the width: what is told, then numbers what is left; together never more than the paper."""

    def weight(key: str) -> float:
        return next((worth for end, worth in _WEIGHTS.items() if key.endswith(end)), 1.0)

    fixed = {key: part.shares[key] for key in keys if key in part.shares}
    free = [key for key in keys if key not in fixed]
    told, whole = sum(fixed.values()), sum(weight(key) for key in free)
    most = 1 - _LEAST * len(free) if free else 1.0
    if fixed and (told > most or not free) and abs(told - 1) > _CLOSE:
        fixed = {key: share * most / told for key, share in fixed.items()}
        told = sum(fixed.values())
    left = 1 - told
    return {**fixed, **{key: left * weight(key) / whole for key in free}}
