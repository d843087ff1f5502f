"""How a day's closing reads: its revision, who opened it again, other desks, numbers, days missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import format as say
from ui.closing.model import Phase
from ui.i18n import tr
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from desk.rows import ClosedDay, NumberRun, SeatRow
    from ui.closing.model import ClosingState


def number_words(runs: Sequence[NumberRun]) -> tuple[str, Tone]:
    """The numbers given out on a day, and whether any is gone."""
    missing = sum(len(run.missing) for run in runs)
    shown = ", ".join(f"{run.first:04d}–{run.last:04d}" for run in runs)
    if missing:
        return tr("{numbers}, thiếu {count}", numbers=shown, count=missing), Tone.BAD
    return tr("{numbers}, liền nhau", numbers=shown) if runs else "–", Tone.PLAIN


def revision_words(closed: ClosedDay) -> str:
    """The revision with its moment; late by more than 72 hours is said."""
    if closed.closed_at is None:
        return str(closed.revision)
    at = f"{say.clock(closed.closed_at)} {say.short_date(closed.closed_at)}"
    late = tr("muộn quá 72 giờ")
    return f"{closed.revision} · {at}" + (f" · {late}" if closed.late else "")


def closed_words(state: ClosingState) -> str:
    """What is said of a signed tally: that it is sealed, or who opened the day again and why."""
    opened = state.sheet.reopened if state.sheet is not None else None
    if opened is None:
        return tr("Số liệu đã ký bằng khóa của cơ quan; sửa một chữ là kiểm tra sẽ báo.")
    at = f"{say.clock(opened.at)} {say.short_date(opened.at)}"
    return tr("{by} mở lại lúc {at}: {reason}", by=opened.by, at=at, reason=opened.reason)


def seat_words(seats: Sequence[SeatRow]) -> str:
    """Who else has the office open, since when, with how much unfinished."""
    return "\n".join(_seat(one) for one in seats)


def _seat(one: SeatRow) -> str:
    place = tr("Quầy {number}", number=one.counter) if one.counter else one.clerk
    since, seen = _moment(one.since, one), _moment(one.seen_at, one)
    told = {"place": place, "clerk": one.clerk, "since": since, "seen": seen}
    if one.state == "dead":
        said = tr("{place}: máy hoặc chương trình tắt đột ngột lúc {seen}", **told)
    elif one.state == "silent":
        said = tr("{place}: {clerk}, không có tín hiệu từ {seen}", **told)
    else:
        said = tr("{place}: {clerk}, mở từ {since}", **told)
    left = tr("{count} hồ sơ nhập dở", count=one.drafts) if one.drafts else tr("không có hồ sơ nhập dở")
    return f"{said}, {left}."


def question_words(state: ClosingState) -> str:
    """What is asked before a day is closed: what stays open, other desks, that a tally stays as signed."""
    rest = len(state.open_points)
    more = tr("Còn {count} việc chưa xong, chuyển sang ngày sau.", count=rest) if rest else ""
    signed = tr("Bảng kê được ký và giữ nguyên. Số liệu đổi sau này thì chốt lại thành bản mới.")
    live = any(one.state != "dead" for one in state.others)
    desks = tr("Quầy khác còn mở: hồ sơ nhận sau lúc này phải chốt lại có lý do.") if live else ""
    return " ".join(part for part in (clock_words(state), more, desks, signed) if part)


def clock_words(state: ClosingState) -> str:
    """That the day may be the wrong one, because the clock lies behind the record; else nothing."""
    lost = state.sheet.clock_lost if state.sheet is not None else None
    if lost is None or state.phase is Phase.CLOSED:
        return ""
    at = f"{say.clock(lost)} {say.short_date(lost)}/{lost.year}"
    return tr(
        "Giờ máy chậm hơn sổ: việc gần nhất ghi lúc {at}. Chỉnh giờ máy trước, kẻo chốt nhầm ngày.", at=at
    )


def _moment(at: datetime, one: SeatRow) -> str:
    """The time alone while it is of the day the desk was last seen."""
    day = "" if at.date() == one.seen_at.date() else f" {say.short_date(at)}"
    return say.clock(at) + day


def missed_words(state: ClosingState) -> tuple[str, Tone]:
    """How many days gone by nobody closed; after 72 hours it is bad."""
    rows = [one for one in state.sheet.missed if one.date != state.day] if state.sheet is not None else []
    late = any(one.late for one in rows)
    return tr("{count} ngày chưa chốt", count=len(rows)) if rows else "", Tone.BAD if late else Tone.WARN


def day_note(state: ClosingState) -> str:
    """What is said under the title of a day that was missed."""
    here = [one for one in state.sheet.missed if one.date == state.day] if state.sheet is not None else []
    if not here:
        return ""
    return tr("Chưa chốt, đã quá 72 giờ") if here[0].late else tr("Chưa chốt")
