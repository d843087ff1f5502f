"""What the pictures of figures show, in words; no widget here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ui import format as say
from ui.i18n import tr
from ui.tokens import Tone
from ui.widgets.charts.bars import Bar
from ui.widgets.charts.heat import HeatColumn, HeatRow
from ui.widgets.charts.shares import Share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.rows import IndicatorValue
    from desk.rows.trends import DigitisedShare, HolderDays, TrendPoint, Trends


ALL_DAYS, FEW_DAYS = 10, 5  # working days ahead that are drawn; few where there is little room


class Span(StrEnum):
    """Which windows the bars show, or the indicators against their targets instead."""

    MONTHS = "months"
    DAYS = "days"
    AIMS = "aims"  # no bars: the indicators against their targets


class Kind(StrEnum):
    """The four pictures."""

    ONLINE = "online"
    ON_TIME = "on_time"
    AHEAD = "ahead"
    DIGITISED = "digitised"


@dataclass(frozen=True, slots=True)
class FiguresState:
    """What the screen knows: the figures, or why there are none."""

    trends: Trends | None = None
    span: Span = Span.MONTHS
    tables: bool = False
    busy: bool = False
    failure: str = ""

    @property
    def points(self) -> tuple[TrendPoint, ...]:
        """The windows of the bars."""
        if self.trends is None:
            return ()
        return self.trends.days if self.span is Span.DAYS else self.trends.months

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever received or is in hand."""
        found = self.trends
        return found is not None and not (
            found.whole.online.denominator or found.whole.on_time.denominator or found.holders
        )


def title(kind: Kind) -> str:
    """The name of a picture."""
    return {
        Kind.ONLINE: tr("Hồ sơ trực tuyến"),
        Kind.ON_TIME: tr("Đúng và trước hạn"),
        Kind.AHEAD: tr("Hạn sắp tới theo người giữ"),
        Kind.DIGITISED: tr("Số hóa theo thủ tục"),
    }[kind]


def meaning(kind: Kind) -> str:
    """How the figures of a picture are counted, as it stands under the picture on paper."""
    return {
        Kind.ONLINE: tr("Hồ sơ nộp trực tuyến / hồ sơ tiếp nhận trong kỳ"),
        Kind.ON_TIME: tr("Giải quyết trước và đúng hạn / đã giải quyết trong kỳ (II.06a)"),
        Kind.AHEAD: tr("Hồ sơ đang xử lý, theo ngày hẹn trả hiện tại"),
        Kind.DIGITISED: tr("Có tệp thành phần và tệp kết quả / có kết quả trong 12 tháng"),
    }[kind]


def share_of(kind: Kind, point: TrendPoint) -> IndicatorValue:
    """The indicator that a picture of bars shows of a window."""
    return point.online if kind is Kind.ONLINE else point.on_time


def period_words(point: TrendPoint, span: Span) -> str:
    """`Tháng 11/2026`, or the weekday and date."""
    if span is Span.DAYS:
        return say.long_date(point.first)
    return tr("Tháng {month}", month=f"{point.first:%m/%Y}")


def rate_words(value: IndicatorValue) -> str:
    """The share, or a dash."""
    return "–" if value.rate is None else say.share(value.rate)


def brief_words(value: IndicatorValue) -> str:
    """The same share without its sign, which stands at the scale: never another number than in the words."""
    return rate_words(value).rstrip("%")


def parts_words(value: IndicatorValue) -> str:
    """Numerator over denominator."""
    return f"{say.number(value.numerator)}/{say.number(value.denominator)}"


def target_words(target: float | None) -> str:
    """The target, or that there is none."""
    return tr("Chưa đặt chỉ tiêu") if target is None else tr("Chỉ tiêu {rate}", rate=say.share(target))


def verdict_words(value: IndicatorValue) -> str:
    """Whether the target is met, in words."""
    if value.met is None:
        return ""
    return tr("Đạt") if value.met else tr("Chưa đạt")


def bars(state: FiguresState, kind: Kind) -> tuple[Bar, ...]:
    """The bars of a picture, oldest first."""
    found = []
    for point in state.points:
        value = share_of(kind, point)
        first = point.first
        month = tr("Th {month}", month=f"{first.month}")
        label = say.short_date(first) if state.span is Span.DAYS else month
        parts = (
            period_words(point, state.span),
            f"{rate_words(value)} ({parts_words(value)})",
            verdict_words(value),
        )
        said = " · ".join(part for part in parts if part)
        found.append(Bar(label, value.rate, rate_words(value), brief_words(value), said))
    return tuple(found)


def ahead_columns(trends: Trends, days: int = ALL_DAYS) -> tuple[HeatColumn, ...]:
    """Late, each of the first working days ahead, later, without a date."""
    today = trends.as_of.date()
    ahead = [
        HeatColumn(
            tr("Nay") if day == today else say.weekday_short(day),
            say.short_date(day),
            f"{day.day}",
            Tone.WARN if day == today else Tone.PRIMARY,
        )
        for day in trends.ahead[:days]
    ]
    late = HeatColumn(tr("Quá hạn"), tone=Tone.BAD)
    rest = (HeatColumn(tr("Sau đó"), tone=Tone.MUTED), HeatColumn(tr("Không hẹn"), tone=Tone.MUTED))
    return (late, *ahead, *rest)


def holder_words(row: HolderDays, among: Sequence[HolderDays] = ()) -> str:
    """Who holds: the person, with the unit where a namesake holds something too; else the unit."""
    if row.holder and sum(one.holder == row.holder for one in among) > 1 and row.unit:
        return f"{row.holder}, {row.unit}"
    return row.holder or row.unit or tr("Chưa giao ai")


def ahead_rows(trends: Trends, days: int = ALL_DAYS) -> tuple[HeatRow, ...]:
    """One row a holder, the most pressed first; days beyond the first count as later."""
    return tuple(
        HeatRow(
            holder_words(row, trends.holders),
            (row.late, *row.days[:days], row.later + sum(row.days[days:]), row.undated),
        )
        for row in trends.holders
    )


def digitised_shares(trends: Trends) -> tuple[Share, ...]:
    """One share a procedure, the lowest first."""
    return tuple(_digitised(row) for row in trends.digitised)


def _digitised(row: DigitisedShare) -> Share:
    rate = "–" if row.rate is None else say.share(row.rate)
    numbers = f"{say.number(row.digitised)}/{say.number(row.settled)}"
    return Share(row.name, row.rate, f"{numbers} · {rate}", f"{row.name}: {numbers} · {rate}")
