"""Báo cáo tóm tắt cho lãnh đạo: two pages of a month or quarter: indicators, charts, deadlines, fields.

Every number is the tally's; under the tables each indicator is defined in the words of the figures screen,
with the source of its formula. The workbook tells every field, paper the largest and the rest as one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.paper.telling import quiet
from desk.record.canonical import percent
from desk.reports.periods import period_before
from desk.reports.rows import Column, Report, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from desk.numbers.tally import Tally
    from desk.office.opened import Office
    from desk.paper.telling import Tell
    from desk.rows import IndicatorValue
    from desk.rows.trends import TrendPoint
    from printing.reports import Bars, Parts
    from printing.words import Words

FORM = "bc_lanh_dao"
_SHARES = (0.035, 0.365, 0.09, 0.09, 0.1, 0.1, 0.1, 0.12)
_RATE = 'IF({denominator}=0,"",ROUND({numerator}/{denominator}*100,2))'
_FIELDS = {
    "received": "received_total",
    "new": "new",
    "online": "received_online",
    "settled": "settled_total",
    "settled_late": "settled_late",
    "pending": "pending_total",
    "pending_late": "pending_late",
}
_FIELD_SHARES = {"no": 0.035, "field": 0.255, "received": 0.09}
_FIELD_SHARE = 0.0775
_FIELD_RATES = {"online_share": ("online", "new"), "on_time_share": ("on_time", "settled")}
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
            "no": place,
            "name": sentence(f"indicator.{key}", "vi"),
            "numerator": now[key].numerator,
            "denominator": now[key].denominator,
            "rate": now[key].rate,
            "before": then[key],
            "target": now[key].target,
            "verdict": _verdict(now[key], words),
        }
        for place, key in enumerate(keys, start=1)
    ]
    kinds = {"no": "count", "name": "text", "numerator": "count", "denominator": "count", "verdict": "text"}
    columns = tuple(
        Column(
            key=key,
            heading=heading,
            kind=kinds.get(key, "rate"),  # type: ignore[arg-type]
            share=share,
            formula=_RATE if key == "rate" else "",
        )
        for key, heading, share in zip(words.items("keys"), words.items("columns"), _SHARES, strict=True)
    )
    return Table(sheet=words.text("sheet"), title=words.text("title_1"), columns=columns, rows=tuple(rows))


def _verdict(one: IndicatorValue, words: Words) -> str:
    if one.rate is None:
        return words.text("nothing")
    return words.text("no_target" if one.met is None else "met" if one.met else "not_met")


def _fields(counted: Tally) -> list[dict[str, Any]]:
    """The fields, the largest first."""
    found = [
        {
            "field": row["field"],
            **{key: row[of] for key, of in _FIELDS.items() if key != "new"},
            "new": row["received_online"] + row["received_other"],
            "on_time": row["settled_early"] + row["settled_on_time"],
        }
        for row in counted.by_field
        if row["received_total"]
    ]
    return sorted(found, key=lambda row: (-row["received"], row["field"]))


def _shortened(fields: list[dict[str, Any]], words: Words) -> list[dict[str, Any]]:
    if len(fields) <= _MOST_FIELDS:
        return fields
    rest = fields[_MOST_FIELDS - 1 :]
    return [*fields[: _MOST_FIELDS - 1], {"field": words.text("rest", n=len(rest)), **_sums(rest)}]


def _sums(rows: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    return {key: sum(row[key] for row in rows) for key in (*_FIELDS, "on_time")}


def _field_table(words: Words, fields: list[dict[str, Any]], *, detail: bool = False) -> Table:
    columns = []
    for key, heading in zip(words.items("keys_fields"), words.items("columns_fields"), strict=True):
        kind = "text" if key == "field" else "rate" if key in _FIELD_RATES else "count"
        columns.append(
            Column(
                key=key,
                heading=heading,
                kind=kind,  # type: ignore[arg-type]
                share=_FIELD_SHARES.get(key, _FIELD_SHARE),
                formula=_FIELD_FORMULAS.get(key, ""),
                summed=key in _FIELDS,
                worked_out_below=key in _FIELD_RATES,
            )
        )
    return Table(
        sheet=words.text("sheet_all" if detail else "sheet_fields"),
        title=words.text("title_2"),
        columns=tuple(columns),
        rows=tuple({"no": place, **row, **_rates(row)} for place, row in enumerate(fields, start=1)),
        total=words.text("total"),
        total_under="field",
        totals=_rates(_sums(fields)),
        detail=detail,
    )


_FIELD_FORMULAS = {
    "online_share": 'IF({new}=0,"",ROUND({online}/{new}*100,2))',
    "on_time_share": 'IF({settled}=0,"",ROUND(({settled}-{settled_late})/{settled}*100,2))',
}


def _rates(row: Mapping[str, Any]) -> dict[str, float | None]:
    return {key: percent(row[above], row[below]) for key, (above, below) in _FIELD_RATES.items()}


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
