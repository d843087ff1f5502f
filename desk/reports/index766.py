"""Bộ chỉ số 766: what of the index can be counted at the counter, each rate with its points.

Points of a rate below its cap are points × rate ÷ cap (QĐ 766/QĐ-TTg), or those of the step it reached
where the index is told by steps, as TT 01/2018 scored by 0, 1, 2; a rate over nothing has none and is left
out of the sum. Points, caps, groups and steps are the office's own dated setting.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desk.paper.telling import quiet
from desk.reports.known import INDEX_PART
from desk.reports.layout import columns_of, lined
from desk.reports.rows import Report, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from desk.office.opened import Office
    from desk.paper.telling import Tell
    from desk.reports.rows import Column
    from desk.rows import IndicatorValue
    from printing.words import Words

POINTS_SETTING = "indicators.points_766"
_RATE = 'IF({denominator}=0,"",ROUND({numerator}/{denominator}*100,2))'
_POINTS = 'IF({denominator}=0,"",ROUND(MIN({rate},{cap})/{cap}*{most},2))'
_SCORED = ("rate", "cap", "most")


def index_766(office: Office, words: Words, first: date, last: date, *, tell: Tell = quiet) -> Report:
    """The indicators of the index with points, group by group."""
    from desk.numbers.indicators import KEYS
    from desk.numbers.tally import tally
    from desk.office import settings
    from desk.wording import sentence

    tell(0)
    with office.read() as session:
        points = settings.value(session, POINTS_SETTING, on=last)
    counted = {one.key: one for one in tally(office, first, last).indicators}
    rows: list[dict[str, Any]] = []
    order = sorted(points, key=lambda key: (points[key]["group"], KEYS.index(key)))
    for key, worth in ((key, points[key]) for key in order):
        one = counted[key]
        steps = worth.get("steps", [])
        scored = (
            stepped(one.rate, steps)
            if steps
            else points_of(one.numerator, one.denominator, cap=worth["cap"], most=worth["points"])
        )
        rows.append(
            {
                "no": len(rows) + 1,
                "group": words.text(f"group_{worth['group']}"),
                "name": sentence(f"indicator.{key}", "vi"),
                "numerator": one.numerator,
                "denominator": one.denominator,
                "rate": one.rate,
                "cap": worth["cap"],
                "most": worth["points"] if scored is not None else None,
                "points": scored,
                "verdict": _verdict(one, worth, words),
                **({"=points": _looked_up(steps)} if steps else {}),
            }
        )
    table = Table(
        sheet=words.text("sheet"),
        columns=_columns(words),
        rows=tuple(rows),
        total=words.text("total"),
        total_under="name",
    )
    return Report(words=words, first=first, last=last, tables=(table,))


def points_of(numerator: int, denominator: int, *, cap: float, most: float) -> float | None:
    """Points of a rate: its share of the cap, never above `most`; None over nothing. Rounded half up.

    Reckoned from the rate as it is shown, two decimals, as a spreadsheet does it from the same cell.
    """
    from fractions import Fraction

    from desk.record.canonical import percent

    rate = percent(numerator, denominator)
    if rate is None:
        return None
    limit = Fraction(str(cap))
    share = min(Fraction(str(rate)), limit) / limit * Fraction(str(most))
    return int(share * 100 + Fraction(1, 2)) / 100


def stepped(rate: float | None, steps: Sequence[Sequence[float]]) -> float | None:
    """Points of the highest step that a rate reached, none below the first; None over nothing."""
    if rate is None:
        return None
    return next((points for least, points in reversed(steps) if rate >= least), 0)


def _looked_up(steps: Sequence[Sequence[float]]) -> str:
    """The same for a spreadsheet."""
    told = [*([[0, 0]] if steps[0][0] > 0 else []), *steps]
    rates, points = (",".join(f"{one[place]:g}" for one in told) for place in (0, 1))
    return f'IF({{denominator}}=0,"",LOOKUP({{rate}},{{{{{rates}}}}},{{{{{points}}}}}))'


def _verdict(one: IndicatorValue, worth: Mapping[str, Any], words: Words) -> str:
    if one.rate is None:
        return words.text("nothing")
    return words.text("met" if one.rate >= worth["cap"] else "not_met")


def _columns(words: Words) -> tuple[Column, ...]:
    lines = lined(words)
    keys = set(lines.keys)
    needed = {"rate": (_RATE, {"numerator", "denominator"}), "points": (_POINTS, {"denominator", *_SCORED})}
    written = {key: text for key, (text, beside) in needed.items() if beside <= keys}
    return tuple(
        replace(one, formula=written.get(one.key, ""), summed=one.key in {"most", "points"})
        for one in columns_of(INDEX_PART, lines)
    )
