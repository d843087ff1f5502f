"""Các chỉ số: numerators and denominators of both circulating formula sets, each shown with its parts.

P = the period, N = received in P, S = settled in P by a result, U = received and carried in. Shares
"theo II.06a" and "theo Bộ chỉ số 766" (QĐ 766/QĐ-TTg) stand side by side and are never mixed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desk.record.canonical import percent
from desk.rows import IndicatorValue

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from desk.numbers.histories import DossierHistory, Standing
    from desk.numbers.judging import Judged

KEYS = (
    "on_time_settled", "on_time_766", "online_simple", "online_766", "digitised", "reused", "paid_online",
    "electronic_result", "postal_return", "satisfied", "satisfied_766", "synced", "non_territorial",
    "procedures_online", "procedures_full_online", "online_active", "contactless", "business_online",
    "people_online", "certified_electronic",
)  # fmt: skip

# Full-point thresholds of the national formula description of QĐ 766; an office sets its own plan.
DEFAULT_TARGETS: Mapping[str, float | None] = {
    "online_766": 50,
    "digitised": 80,
    "reused": 80,
    "satisfied_766": 90,
    "procedures_online": 80,
}
TARGETS_SETTING = "indicators.targets"
_LIKED, _DISLIKED = 4, 2


@dataclass(frozen=True, slots=True)
class ProcedureMarks:
    """What the indicators ask of a procedure; one unknown to the catalogue yields a paper."""

    yields_paper: bool = True
    business: bool = False
    non_territorial: bool = False
    full: bool = False  # toàn trình
    part: bool = False  # một phần
    certifies_copies: bool = False
    in_force: bool = True

    @property
    def online(self) -> bool:
        """Tell whether the procedure can be filed online at all."""
        return self.full or self.part


Catalogue = Mapping[str, ProcedureMarks]
_UNKNOWN = ProcedureMarks(in_force=False)


@dataclass(slots=True)
class Counts:
    """Adds up numerators and denominators over the judged dossiers of one period."""

    catalogue: Catalogue
    start: datetime
    end: datetime
    top: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KEYS, 0))
    bottom: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KEYS, 0))
    people: set[object] = field(default_factory=set)
    people_online: set[object] = field(default_factory=set)
    people_told: int = 0  # those behind groups are counted where the groups are
    people_online_told: int = 0
    active: set[str] = field(default_factory=set)
    alike: int = 1  # how many the dossier stands for that is being counted

    def add(self, one: Judged, *, count: int | None = None) -> None:
        """Count one dossier wherever it belongs, or so many alike; whose they are is then told beside."""
        self.alike = count or 1
        if one.received_in and count is None:
            self.people.add(one.history.person)
            if one.history.channel == "online":
                self.people_online.add(one.history.person)
        marks = self.catalogue.get(one.history.procedure, _UNKNOWN)
        if one.belongs:
            self._in_balance(one)
            if one.at_end.settled and one.at_end.by_result:
                self._settled(one, marks)
        if one.received_in:
            self._received(one, marks)
        if one.returned_in:
            self._count("postal_return", one.at_end.returned_by == "postal")
        rated_at = one.at_end.rated_at
        if rated_at is not None and self.start <= rated_at < self.end:
            self._count("satisfied", (one.at_end.score or 0) >= _LIKED)

    def add_parts(self, top: Mapping[str, int], bottom: Mapping[str, int], *, count: int) -> None:
        """Add so many times what one dossier adds above and below the line."""
        for key, number in top.items():
            self.top[key] += number * count
        for key, number in bottom.items():
            self.bottom[key] += number * count

    def _count(self, key: str, met: bool, weight: int = 1) -> None:
        self.bottom[key] += weight * self.alike
        if met:
            self.top[key] += weight * self.alike

    def _in_balance(self, one: Judged) -> None:
        now = one.at_end
        late = now.timing() == "late" if now.settled else one.overdue
        if now.settled:
            self._count("on_time_settled", not late)
        self._count("on_time_766", not late and now.requests <= 1)
        self._count("satisfied_766", not late and (now.score is None or now.score > _DISLIKED))

    def _received(self, one: Judged, marks: ProcedureMarks) -> None:
        now, history = one.at_end, one.history
        online = history.channel == "online"
        self._count("online_simple", online)
        self._count("online_766", online and (now.electronic or not marks.yields_paper))
        self._count("reused", now.reused > 0)
        self._count("synced", now.official)
        if now.fee > 0:
            self._count("paid_online", now.fee_method == "online")
        if marks.business:
            self._count("business_online", online)
        self.active.add(history.procedure)

    def _settled(self, one: Judged, marks: ProcedureMarks) -> None:
        now, history = one.at_end, one.history
        self._count("digitised", one.digitised)
        if marks.yields_paper:
            self._count("electronic_result", now.electronic)
        paid = now.fee <= 0 or now.fee_method in {"online", "exempt"}
        away = history.channel != "direct" and not history.assisted_online
        self._count("contactless", away and paid and now.returned_by in {"postal", "electronic"})
        if marks.certifies_copies:
            self._certified(now, history)

    def _certified(self, now: Standing, history: DossierHistory) -> None:
        """Copy by copy where the certification book knows them, else the dossier's copies as one."""
        if now.certified is None:
            self._count("certified_electronic", now.electronic, history.copies)
            return
        self.bottom["certified_electronic"] += now.certified * self.alike
        self.top["certified_electronic"] += now.certified_electronic * self.alike


def indicators_of(
    counts: Counts, *, targets: Mapping[str, float | None] | None = None
) -> tuple[IndicatorValue, ...]:
    """Return every indicator in its fixed order; a rate over nothing is None and meets no target."""
    aims = DEFAULT_TARGETS if targets is None else targets
    in_force = {code: marks for code, marks in counts.catalogue.items() if marks.in_force}
    online = {code for code, marks in in_force.items() if marks.online}
    top, bottom = dict(counts.top), dict(counts.bottom)
    for key, met in (
        ("non_territorial", sum(marks.non_territorial for marks in in_force.values())),
        ("procedures_online", len(online)),
        ("procedures_full_online", sum(marks.full for marks in in_force.values())),
    ):
        top[key], bottom[key] = met, len(in_force)
    top["online_active"], bottom["online_active"] = len(online & counts.active), len(online)
    top["people_online"] = len(counts.people_online) + counts.people_online_told
    bottom["people_online"] = len(counts.people) + counts.people_told
    return tuple(value_of(key, top[key], bottom[key], aims.get(key)) for key in KEYS)


def value_of(key: str, numerator: int, denominator: int, target: float | None) -> IndicatorValue:
    """Return an indicator with its rate, and whether it meets its target."""
    rate = percent(numerator, denominator)
    return IndicatorValue(
        key=key,
        numerator=numerator,
        denominator=denominator,
        rate=rate,
        target=target,
        met=None if rate is None or target is None else rate >= target,
    )


def load_targets(session: Session, on: date) -> Mapping[str, float | None]:
    """Return the targets in force on a day, in percent by indicator; the defaults where none were set."""
    from desk.office import settings

    own = settings.value(session, TARGETS_SETTING, on)
    return {**DEFAULT_TARGETS, **{key: value for key, value in own.items() if key in KEYS}}
