"""Reads the calendar, keeps what is typed, shows what a change touches, then saves it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ui.admin.calendar import model
from ui.admin.calendar.model import CalendarState, OwnDay
from ui.admin.calendar.offers import offer_of
from ui.admin.calendar.reads import as_changes, last_confirmed, read_hours, read_months
from ui.admin.parts.presenter import SheetPresenter
from ui.admin.parts.reading import day_of, day_text
from ui.admin.parts.sheet import Sheet
from ui.changes import ChangeSet, Kind
from ui.i18n import tr
from ui.shell.screen import ToastAction, ToastSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from PySide6.QtCore import QObject

    from desk.dates.rows import CalendarCard, CalendarPreview, DayCard, HoursCard
    from desk.importing import ImportReport
    from ui.admin.parts.offer import Offer
    from ui.shell.screen import ScreenContext


def touched_words(count: int) -> str:
    """How many open dossiers stand to be looked at again; nothing for none."""
    if not count:
        return ""
    return tr("{count} hồ sơ nằm trong danh sách “Ngày hẹn lệch lịch mới” (F10) để xem lại.", count=count)


class CalendarPresenter(SheetPresenter[CalendarState]):
    """The calendar's state. GUI thread only.

    Guarantees: days are saved only after the dossiers they touch were shown; an edit after that asks anew.
    """

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        today = context.services.now().date()
        super().__init__(context, CalendarState(today=today, cursor=today), parent)
        context.changes.changed.connect(self._on_changed)

    # ---- reading --------------------------------------------------------------------------------

    def load(self) -> None:
        """Read what the view shows, anew."""
        wanted = tuple(self.state.months) or model.months_around(date(self.state.year, 1, 1), 12)
        self.ask("months", lambda: read_months(self.services, wanted), self._on_months, self._fail)
        self._read_own(self.state.year)
        services = self.services
        self.ask("hours", lambda: read_hours(services), self._on_hours, self._fail)
        self.ask("confirmed", lambda: last_confirmed(services), self._on_confirmed, lambda _said: None)

    def need(self, first: date, count: int, *, january: bool = False) -> None:
        """Read the months a view shows, unless they are here."""
        start = date(first.year, 1, 1) if january else first
        wanted = tuple(one for one in model.months_around(start, count) if one not in self.state.months)
        if wanted:
            services = self.services
            name = f"months {wanted[0]}"
            self.ask(name, lambda: read_months(services, wanted), self._on_months, self._fail)

    def _read_own(self, year: int) -> None:
        if year in self.state.drafts and self.state.drafts[year].dirty:
            return
        services = self.services
        self.ask(
            f"own {year}",
            lambda: services.dates.own_rows(year),
            lambda rows: self._on_own(year, rows),
            self._fail,
        )

    def _on_months(self, months: Mapping[tuple[int, int], tuple[DayCard, ...]]) -> None:
        self.show(replace(self.state, months={**self.state.months, **months}, failure=""))

    def _on_own(self, year: int, rows: Sequence[CalendarCard]) -> None:
        if year in self.state.drafts and self.state.drafts[year].dirty:
            return
        own = (model.own_row(one) for one in rows if one.source == "own")
        sheet = Sheet.of(model.own_cols(), own)
        self.show(replace(self.state, drafts={**self.state.drafts, year: sheet}))

    def _on_hours(self, cards: Sequence[HoursCard]) -> None:
        self.show(replace(self.state, hours_cards=tuple(cards)))
        if self.state.hours.dirty or not cards:
            return
        holds = next((one for one in cards if one.in_force), cards[0])
        self.show(replace(self.state, hours=Sheet.of(model.hour_cols(), model.hour_rows(holds.week))))

    def _on_confirmed(self, year: int | None) -> None:
        self.show(replace(self.state, confirmed=year))

    def _on_changed(self, changes: ChangeSet, by: object) -> None:
        if by is not self and Kind.CALENDAR in changes.kinds:
            self.load()

    def _fail(self, sentence: str) -> None:
        self.show(replace(self.state, failure=sentence, busy=""))

    # ---- looking --------------------------------------------------------------------------------

    def look_at(self, day: date) -> None:
        """Stand on a day; a new year is read."""
        if day == self.state.cursor or not 2000 <= day.year <= 2100:
            return
        year = self.state.year
        self.show(replace(self.state, cursor=day))
        if day.year != year:
            self._read_own(day.year)
            self.need(day, 12, january=True)

    def turn_year(self, step: int) -> None:
        """A year on or back."""
        self.look_at(model.move_month(self.state.cursor, 12 * step))

    def look(self, view: str) -> None:
        """Another view of the calendar."""
        self.show(replace(self.state, view=view, preview=None, failure=""))

    # ---- typing ---------------------------------------------------------------------------------

    @property
    def sheet(self) -> Sheet:
        """The working hours or the days of the year, as they are in front."""
        return self.state.hours if self.state.view == "hours" else self.state.sheet

    def edit(self, change: Callable[[Sheet], Sheet]) -> None:
        """Change the table in front."""
        if self.state.view == "hours":
            self.show(replace(self.state, hours=change(self.state.hours)))
        else:
            self._edit(change(self.state.sheet))

    def _edit(self, sheet: Sheet) -> None:
        drafts = {**self.state.drafts, self.state.year: sheet}
        self.show(replace(self.state, drafts=drafts, preview=None, failure=""))

    def put(self, line: int, key: str, text: str) -> None:
        """Type into an own day; a day that can be read is written in full."""
        if key == "day" and (day := day_of(text)) is not None:
            text = day_text(day)
        elif key in ("am", "pm"):
            half = model.half_of(text)
            text = "" if half is None else half or tr(model.CLOSED)
        self._edit(self.state.sheet.put(line, key, text))

    def add(self) -> int:
        """Add an own day; answers its line."""
        return self.add_day(None)

    def add_day(self, day: date | None) -> int:
        """Stand on the own row of a day, made where there is none; answers its line."""
        sheet = self.state.sheet
        text = day_text(day)
        found = next((line.id for line in sheet.lines if text and line.value("day") == text), 0)
        if found:
            return found
        self._edit(sheet.add({"day": text, "kind": "holiday"}))
        return sheet.next_id

    def drop(self, line: int) -> None:
        """Mark an own day to be taken away, or take the mark off."""
        self._edit(self.state.sheet.drop(line))

    def put_hour(self, line: int, key: str, text: str) -> None:
        """Type into the week's hours."""
        half = model.half_of(text)
        self.show(replace(self.state, hours=self.state.hours.put(line, key, half or ""), failure=""))

    def put_hours_from(self, text: str) -> None:
        """From when the hours hold."""
        if text != self.state.hours_from:
            self.show(replace(self.state, hours_from=text))

    def put_hours_basis(self, text: str) -> None:
        """By which document the hours hold."""
        if text != self.state.hours_basis:
            self.show(replace(self.state, hours_basis=text))

    def close_preview(self) -> bool:
        """Back from what a change touches to the table; nothing was saved."""
        if self.state.preview is None:
            return False
        self.show(replace(self.state, preview=None))
        return True

    # ---- saving ---------------------------------------------------------------------------------

    def offer(self) -> Offer:
        """What F9 would do now."""
        return offer_of(self.state)

    def commit(self) -> None:
        """F9: show what the days touch, then save them; or save the hours."""
        if not self.offer().enabled:
            return
        if self.state.view == "hours":
            self._save_hours()
            return
        services, days = self.services, self.state.changes
        if self.state.preview is None:
            self.show(replace(self.state, busy=tr("Đang tìm hồ sơ bị ảnh hưởng…"), failure=""))
            self.ask("save", lambda: services.dates.preview(as_changes(days)), self._on_preview, self._fail)
            return
        back = model.inverse_of(self.state.drafts.values())
        self.show(replace(self.state, busy=tr("Đang lưu lịch…"), failure=""))
        self.ask(
            "save",
            lambda: services.dates.apply(as_changes(days)),
            lambda done: self._on_applied(done, back),
            self._fail,
        )

    def _on_preview(self, preview: CalendarPreview) -> None:
        self.show(replace(self.state, preview=preview, busy=""))

    def _on_applied(self, done: CalendarPreview, back: Sequence[OwnDay]) -> None:
        count = len(back)
        self.show(replace(self.state, drafts={}, preview=None, busy="", view="days"))
        self.load()
        text = touched_words(len(done.affected))
        undo = ToastAction(tr("Hoàn tác"), "undo", lambda: self._take_back(back))
        self.told(Kind.CALENDAR, tr("Đã lưu {count} thay đổi lịch", count=count), text, (undo,))

    def _take_back(self, back: Sequence[OwnDay]) -> None:
        services = self.services
        self.ask("save", lambda: services.dates.apply(as_changes(back)), self._on_taken_back, self._fail)

    def _typed(self) -> dict[int, Sheet]:
        return {year: sheet for year, sheet in self.state.drafts.items() if sheet.dirty}

    def _on_taken_back(self, _done: CalendarPreview) -> None:
        self.show(replace(self.state, drafts=self._typed(), preview=None, busy=""))
        self.load()
        self.told(Kind.CALENDAR, tr("Đã trả lịch về như trước"))

    def _save_hours(self) -> None:
        state, services = self.state, self.services
        day, week = day_of(state.hours_from), model.week_of(state.hours)
        if day is None:
            return
        self.ask(
            "save",
            lambda: services.dates.set_hours(week, valid_from=day, basis=state.hours_basis),
            lambda _done: self._on_hours_saved(day),
            self._fail,
        )

    def _on_hours_saved(self, day: date) -> None:
        clean = Sheet(model.hour_cols())
        self.show(replace(self.state, hours=clean, hours_from="", hours_basis="", failure=""))
        self.load()
        self._tell(tr("Giờ làm việc mới áp dụng từ {day}", day=day_text(day)))

    def _tell(self, title: str) -> None:
        """Confirm, with how many open dossiers stand to be looked at again."""
        services = self.services

        def told(count: int) -> None:
            self.told(Kind.CALENDAR, title, touched_words(count))

        self.ask("affected", lambda: len(services.dates.affected()), told, lambda _said: told(0))

    # ---- files and windows ----------------------------------------------------------------------

    def on_imported(self, report: ImportReport) -> None:
        """A file was taken over: read anew, keep what was typed, say so."""
        self.show(replace(self.state, drafts=self._typed(), preview=None))
        self.load()
        self._tell(tr("Đã nhập {count} dòng lịch", count=report.imported))

    def on_exported(self, path: Path, _answer: object) -> None:
        """A file was written: say where."""
        self.context.desktop.toast(ToastSpec(tr("Đã xuất lịch"), str(path)))

    def restore(self, kept: CalendarState) -> None:
        """Take back what was typed in a window before this one; words are said anew."""
        drafts = {year: one.spoken(model.own_cols()) for year, one in kept.drafts.items() if one.dirty}
        hours = kept.hours.spoken(model.hour_cols()) if kept.hours.dirty else self.state.hours
        self.show(
            replace(
                self.state,
                cursor=kept.cursor,
                view=kept.view,
                drafts=drafts,
                hours=hours,
                hours_from=kept.hours_from,
                hours_basis=kept.hours_basis,
            )
        )
