"""The numbers behind each picture as heads and lines, for the eye, a screen reader, whoever checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import format as say
from ui.figures import model
from ui.figures.model import FiguresState, Kind
from ui.i18n import tr

if TYPE_CHECKING:
    from desk.rows.trends import Trends

Table = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]


def table_of(state: FiguresState, kind: Kind) -> Table:
    """Heads and lines of a picture; nothing where nothing was counted."""
    if state.trends is None:
        return (), ()
    if kind is Kind.AHEAD:
        return _ahead(state.trends)
    if kind is Kind.DIGITISED:
        return _digitised(state.trends)
    return _bars(state, kind)


def _bars(state: FiguresState, kind: Kind) -> Table:
    part = tr("Trực tuyến") if kind is Kind.ONLINE else tr("Đúng, trước hạn")
    whole = tr("Nhận trong kỳ") if kind is Kind.ONLINE else tr("Đã giải quyết")
    heads = (tr("Kỳ"), part, whole, tr("Tỷ lệ"), tr("Chỉ tiêu"))
    lines = []
    for point in reversed(state.points):
        value = model.share_of(kind, point)
        target = "–" if value.target is None else say.share(value.target)
        numbers = (say.number(value.numerator), say.number(value.denominator))
        lines.append((model.period_words(point, state.span), *numbers, model.rate_words(value), target))
    return heads, tuple(lines)


def _ahead(trends: Trends) -> Table:
    heads = tuple(f"{one.head} {one.sub}".strip() for one in model.ahead_columns(trends))
    rows = model.ahead_rows(trends)
    return (tr("Người giữ"), *heads), tuple((row.name, *map(say.number, row.numbers)) for row in rows)


def _digitised(trends: Trends) -> Table:
    heads = (tr("Thủ tục"), tr("Đã số hóa"), tr("Đã có kết quả"), tr("Tỷ lệ"))
    lines = tuple(
        (
            row.name,
            say.number(row.digitised),
            say.number(row.settled),
            "–" if row.rate is None else say.share(row.rate),
        )
        for row in trends.digitised
    )
    return heads, lines
