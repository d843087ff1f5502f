"""The smaller shelves of the demo: readers, people, numbers, queue, sentences, paying."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from desk.numbers.trends import month_windows
from desk.paper.rows import PhraseCard
from desk.people.rows import KnownCitizen, ReusablePaper
from desk.queue.rows import QueueBoard
from desk.rows import IndicatorValue
from desk.rows.readers import PortMark, PortRow, ReaderSettings
from desk.rows.reports import ReportCard
from desk.rows.trends import TrendPoint, Trends


@dataclass
class DemoReaders:
    """Meets `desk.readers.doors.ReaderDoors`: no port, the usual rules."""

    kept: ReaderSettings = field(default_factory=ReaderSettings)
    there: tuple[PortRow, ...] = ()

    def settings(self) -> ReaderSettings:
        return self.kept

    def set_settings(self, settings: ReaderSettings) -> ReaderSettings:
        self.kept = settings
        return settings

    def ports(self) -> tuple[PortRow, ...]:
        return self.there

    def listen(self, told: Callable[[Any], None], *, marks: Sequence[PortMark] | None = None) -> None:
        del told, marks


@dataclass
class DemoPeople:
    """Knows the demo's citizen."""

    known_citizen: KnownCitizen = field(
        default_factory=lambda: KnownCitizen(phone="0903118264", waiting_results=("H29.26.112-261120-0027",))
    )
    papers: tuple[ReusablePaper, ...] = ()

    def known(self, number: str) -> KnownCitizen:
        """Answer the same for everybody."""
        del number
        return self.known_citizen

    def reusable(self, number: str, procedure: str) -> tuple[ReusablePaper, ...]:
        """Answer what the test put there."""
        del number, procedure
        return self.papers


class DemoNumbers:
    """An office that has nothing to count yet."""

    def trends(self) -> Trends:
        from tests.helpers.ui_demo import MORNING

        value = IndicatorValue("online_simple", 0, 0, None, None, None)
        windows = [TrendPoint(*one, value, value) for one in month_windows(MORNING.date())]
        whole = TrendPoint(windows[0].first, windows[-1].last, value, value)
        return Trends(MORNING, tuple(windows), tuple(windows), whole, (), value, (), ())


class DemoReports:
    """An office whose reports are tried over real offices only."""

    def cards(self) -> tuple[ReportCard, ...]:
        return ()


class DemoQueue:
    """An office without queue numbers."""

    def board(self) -> QueueBoard:
        from tests.helpers.ui_demo import MONDAY

        return QueueBoard(on=False, day=MONDAY, counter="2")


class DemoWords:
    """An office without sentences of its own."""

    def phrases(self, kind: str = "", procedure: str = "") -> tuple[PhraseCard, ...]:
        del kind, procedure
        return ()


class DemoPaying:
    """An office that told no account."""

    def transfer(self, code: str, amount: int) -> None:
        del code, amount
