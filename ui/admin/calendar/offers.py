"""What F9 would do with the calendar, told from its state alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.admin.calendar import model
from ui.admin.parts.offer import Offer, nothing_to_save
from ui.admin.parts.reading import day_of, day_text
from ui.i18n import tr
from ui.tokens import Tone

if TYPE_CHECKING:
    from ui.admin.calendar.model import CalendarState


def offer_of(state: CalendarState) -> Offer:
    """What F9 would do: preview the days, save them, or save the hours."""
    if state.view == "hours":
        return _hours_offer(state)
    count = len(state.changes)
    if state.busy:
        return Offer(state.busy, enabled=False, icon="hourglass")
    if state.problems:
        said = state.problems[0][1].sentence
        return Offer(tr("Lưu lịch"), enabled=False, note=said, tone=Tone.BAD)
    if not state.dirty_days:
        return nothing_to_save()
    if state.preview is None:
        note = tr("Xem hồ sơ đang mở nào bị ảnh hưởng, rồi mới lưu.")
        return Offer(tr("Xem trước {count} thay đổi", count=count), note=note, icon="eye")
    touched = len(state.preview.affected)
    note = tr("Ngày hẹn đã in giữ nguyên. {count} hồ sơ cần xem lại.", count=touched) if touched else ""
    return Offer(tr("Lưu {count} thay đổi lịch", count=count), note=note, tone=Tone.WARN)


def _hours_offer(state: CalendarState) -> Offer:
    wrong = model.hour_problems(state.hours)
    if not state.hours.dirty:
        return nothing_to_save()
    if wrong:
        return Offer(tr("Lưu giờ làm việc"), enabled=False, note=wrong[0].sentence, tone=Tone.BAD)
    day = day_of(state.hours_from)
    if day is None:
        note = tr("Ghi ngày bắt đầu áp dụng giờ mới.")
        return Offer(tr("Lưu giờ làm việc"), enabled=False, note=note, tone=Tone.WARN)
    words = tr("Lưu giờ làm việc từ {day}", day=day_text(day))
    return Offer(words, note=tr("Ngày hẹn đã in giữ nguyên."))
