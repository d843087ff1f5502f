"""Báo cáo tóm tắt cho lãnh đạo: two pages of a month or quarter: indicators, charts, deadlines, fields.

Every number is the tally's; under the tables each indicator is defined in the words of the figures screen,
with the source of its formula. The workbook tells every field, paper the largest and the rest as one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.paper.telling import quiet
from desk.reports.known import PACK_INDICATORS, PACK_NUMBERS, pack_fields
from desk.reports.layout import lined, table
from desk.reports.periods import period_before
from desk.reports.rows import Report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from desk.numbers.tally import Tally
    from desk.office.opened import Office
    from desk.paper.telling import Tell
    from desk.reports.rows import Table
    from desk.rows import IndicatorValue
    from desk.rows.trends import TrendPoint
    from printing.reports import Bars, Parts
    from printing.words import Words

_PARTS = ("settled_early", "settled_on_time", "settled_late", "pending_in_term", "pending_late")
_MOST_FIELDS = 9


def pack(office: Office, words: Words, first: date, last: date, *, tell: Tell = quiet) -> Report:
    """Count the period, the one before it and the twelve months up to its end."""
    from desk.numbers.tally import tally
    from desk.numbers.trends import months_up_to

    tell(0)
    counted = tally(office, first, last)
    tell(0.25)
    before = tally(office, *period_before(first, last))
    tell(0.5)
    months = months_up_to(office, last)
    keys = words.items("indicators")
    fields = _fields(counted)
    return Report(
        words=words,
        first=first,
        last=last,
        tables=(
            _indicators(words, keys, counted, before),
            _field_table(words, _shortened(fields, words)),
            _field_table(words, fields, detail=True),
        ),
        charts=tuple(
            _bars(words, months, name, of)
            for name, of in (("on_time_settled", "on_time"), ("online_simple", "online"))
        ),
        parts=_parts(words, counted),
        notes=_definitions(keys),
    )


def _indicators(words: Words, keys: Sequence[str], counted: Tally, before: Tally) -> Table:
    from desk.wording import sentence

    then = {one.key: one.rate for one in before.indicators}
    now = {one.key: one for one in counted.indicators}
    rows = [
        {
            "name": sentence(f"indicator.{key}", "vi"),
            "numerator": now[key].numerator,
            "denominator": now[key].denominator,
            "rate": now[key].rate,
            "before": then[key],
            "target": now[key].target,
            "verdict": _verdict(now[key], words),
        }
        for key in keys
    ]
    return table(PACK_INDICATORS, lined(words), rows, sheet=words.text("sheet"), title=words.text("title_1"))


def _verdict(one: IndicatorValue, words: Words) -> str:
    if one.rate is None:
        return words.text("nothing")
    return words.text("no_target" if one.met is None else "met" if one.met else "not_met")


def _fields(counted: Tally) -> list[dict[str, Any]]:
    """The fields, the largest first."""
    found = [
        {
            **row,
            **{name: row[key] for name, key in PACK_NUMBERS.items()},
            "new": row["received_online"] + row["received_other"],
        }
        for row in counted.by_field
        if row["received_total"]
    ]
    return sorted(found, key=lambda row: (-row["received"], row["field"]))


def _shortened(fields: list[dict[str, Any]], words: Words) -> list[dict[str, Any]]:
    if len(fields) <= _MOST_FIELDS:
        return fields
    rest = fields[_MOST_FIELDS - 1 :]
    sums = {key: sum(row[key] for row in rest) for key in rest[0] if key != "field"}
    return [*fields[: _MOST_FIELDS - 1], {"field": words.text("rest", n=len(rest)), **sums}]


def _field_table(words: Words, fields: list[dict[str, Any]], *, detail: bool = False) -> Table:
    return table(
        pack_fields(),
        lined(words, pack_fields().ending),
        fields,
        sheet=words.text("sheet_all" if detail else "sheet_fields"),
        title=words.text("title_2"),
        total=words.text("total"),
        detail=detail,
    )


def _bars(words: Words, months: Sequence[TrendPoint], name: str, of: str) -> Bars:
    from printing.reports import Bars

    values: list[IndicatorValue] = [getattr(one, of) for one in months]
    target = values[-1].target
    said = words.text("legend_none") if target is None else words.text("legend", target=_number(target))
    return Bars(
        title=words.text(f"chart_{name}"),
        labels=tuple(f"{one.first:%m/%y}" for one in months),
        values=tuple(one.rate for one in values),
        target=target,
        legend=said,
    )


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _parts(words: Words, counted: Tally) -> Parts:
    from printing.reports import Parts

    return Parts(
        title=words.text("parts_title"),
        parts=tuple((words.text(key), counted.total[key]) for key in _PARTS),
    )


def _definitions(keys: Sequence[str]) -> tuple[str, ...]:
    """Each indicator's formula and where it stands, in the words of the figures screen."""
    from desk.wording import sentence

    return tuple(
        f"({place}) {sentence(f'indicator.{key}', 'vi')}: {sentence(f'formula.{key}', 'vi')}."
        f" [{sentence(f'formula.{key}.source', 'vi')}]"
        for place, key in enumerate(keys, start=1)
    )
