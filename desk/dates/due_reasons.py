"""Vì sao hẹn ngày ấy: the sentences under a due date, naming holidays, make-up days and the 15:00 rule.

They are Vietnamese whatever the language of the screen: they are printed for the citizen. On an English
screen they are told in English beside it, names of holidays aside.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from desk.wording import sentence

if TYPE_CHECKING:
    from datetime import date, datetime

    from desk.dates.calendar import DayOff, WorkCalendar

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
_ENGLISH = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MOST_NAMED = 12  # of a term over a year only the first spans off are named


@dataclass(slots=True)
class Reasons:
    """Collects the sentences of one promise, in the order a clerk would say them."""

    calendar: WorkCalendar
    received: datetime
    lang: str = "vi"
    _said: list[str] = field(default_factory=list, init=False)
    _told: list[str] = field(default_factory=list, init=False)

    @property
    def sentences(self) -> tuple[str, ...]:
        """Everything said so far."""
        return tuple(self._said)

    @property
    def told(self) -> tuple[str, ...]:
        """The same in the language of the screen."""
        return tuple(self._told)

    @staticmethod
    def no_term() -> tuple[str, ...]:
        """The one reason where the catalogue knows no term."""
        return (sentence("due.why.no_term", "vi"),)

    @staticmethod
    def date_words(day: date) -> str:
        """A date as people at the counter say it: `Thứ Năm 26/11/2026`."""
        return f"{WEEKDAYS[day.weekday()]} {day:%d/%m/%Y}"

    def say(self, code: str, **details: object) -> None:
        """Add the sentence of `code`; the moment of reception and the cut-off are always at hand."""
        day, cutoff = self.received.date(), self.calendar.rules_on(self.received.date()).same_day_cutoff
        more = {"day": self.date_words(day), "cutoff": f"{cutoff:%H:%M}", **details}
        time = f"{self.received:%H:%M}"
        self._said.append(sentence(code, "vi", time=time, **more))
        text = self._said[-1]
        if self.lang != "vi":
            text = sentence(code, self.lang, time=time, **more)
            for own, other in zip(WEEKDAYS, _ENGLISH, strict=True):
                text = text.replace(own, other)
        self._told.append(text)

    def start(self, moment: datetime) -> None:
        """Say from when the term runs, where that is not the moment of reception."""
        if moment == self.received:
            return
        day = self.received.date()
        if not self.calendar.is_worked(day):
            code = "due.why.start_off"
        elif moment.date() != day:
            code = "due.why.start_after_hours"
        else:
            code = "due.why.start_between"
        self.say(code, start=f"{moment:%H:%M} {self.date_words(moment.date())}")

    def rolled(self, last: date) -> None:
        """Say that the last day of the term is off."""
        named = [day for day in self.calendar.days_off(last, last) if day.name]
        words = f"{self.date_words(last)} ({named[0].name})" if named else self.date_words(last)
        self.say("due.why.rolled", last=words)

    def skipped(self, first: date, last: date) -> None:
        """Name what lies after `first` up to `last`: weekends, days off, and the make-up days used."""
        after = first + timedelta(days=1)
        if after > last:
            return
        week = (after + timedelta(days=step) for step in range(min(7, (last - after).days + 1)))
        if any(self._is_weekend(day) for day in week):
            self.say("due.why.weekend")
        spans = _spans(self.calendar.days_off(after, last))
        if spans:
            self.say("due.why.days_off", days="; ".join(_words(span) for span in spans[:_MOST_NAMED]))
        for day in self.calendar.makeup_days(after, last)[:_MOST_NAMED]:
            self.say("due.why.makeup", makeup=self.date_words(day))

    def due(self, moment: datetime) -> None:
        """Close with the promise itself."""
        self.say("due.why.due", due=f"{moment:%H:%M} {self.date_words(moment.date())}")

    def _is_weekend(self, day: date) -> bool:
        return not self.calendar.is_ordinary(day) and not self.calendar.is_worked(day)


class Unsaid(Reasons):
    """Says nothing: for a moment that nobody is told the reasons of, ten times as quick."""

    def say(self, code: str, **details: object) -> None:
        """Say nothing."""

    def start(self, moment: datetime) -> None:
        """Say nothing."""

    def rolled(self, last: date) -> None:
        """Say nothing."""

    def skipped(self, first: date, last: date) -> None:
        """Say nothing."""

    def due(self, moment: datetime) -> None:
        """Say nothing."""


def _spans(days: tuple[DayOff, ...]) -> list[list[DayOff]]:
    """Group days off of one name that follow each other, weekends between them aside."""
    spans: list[list[DayOff]] = []
    for day in days:
        if spans and spans[-1][-1].name == day.name and (day.day - spans[-1][-1].day).days <= 3:
            spans[-1].append(day)
        else:
            spans.append([day])
    return spans


def _words(span: list[DayOff]) -> str:
    first, last = span[0], span[-1]
    days = Reasons.date_words(first.day)
    if last is not first:
        days = f"{first.day:%d/%m}–{last.day:%d/%m/%Y}"
    return f"{days} ({first.name})" if first.name else days
