"""Closed days on their way, in every state, for the counter of the pictures."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from desk.clock import LOCAL
from desk.sending.outcome import SyncReport
from desk.sending.rows import SendRow, SendState, TargetCard, TargetState, TargetTrial

AT = datetime(2026, 11, 23, 9, 12, tzinfo=LOCAL)
FRIDAY = date(2026, 11, 20)


def row(state: str, day: date = FRIDAY, *, target: str = "tinh", error: str = "", **more: object) -> SendRow:
    """A row of the outbox."""
    made: dict[str, object] = {"attempts": 3, "tried_at": AT} if error else {}
    if error:
        made["failed_since"] = AT - timedelta(hours=1, minutes=4)
    if state == "sent":
        made |= {
            "sent_at": AT,
            "receipt": '{"sha256":"9f2c…","received_at":"2026-11-23T02:12:00Z"}',
            "attempts": 1,
        }
    made |= more
    key = f"H29.26/{day.isoformat()}/r1/{target}"
    return SendRow(key=key, date=day, revision=1, target=target, state=state, error=error, **made)  # type: ignore[arg-type]


def standing(
    *rows: SendRow, kinds: tuple[tuple[str, str], ...] = (("tinh", "https"),), every: int = 30
) -> SendState:
    """The state that these rows make."""
    targets = []
    for name, kind in kinds:
        mine = [one for one in rows if one.target == name]
        wrong = [one for one in mine if one.error]
        targets.append(
            TargetState(
                name=name, kind=kind, waiting=sum(one.state in ("waiting", "sending") for one in mine),
                delivered=sum(one.state == "delivered" for one in mine),
                refused=sum(one.state == "refused" for one in mine),
                error=wrong[0].error if wrong else "",
                failed_since=wrong[0].failed_since if wrong else None,
                sent_at=max((one.sent_at for one in mine if one.sent_at is not None), default=None),
            )
        )  # fmt: skip
    return SendState(targets=tuple(targets), rows=rows, every_minutes=every)


@dataclass
class DemoSending:
    """What the pictures' office sends: nothing, until a test puts something there."""

    now: SendState = field(default_factory=SendState)
    asked: list[tuple[bool, frozenset[str], bool]] = field(default_factory=list)
    answer: Callable[[], SyncReport] = field(default=lambda: SyncReport(0, 0))
    may: bool = True
    cards: tuple[TargetCard, ...] = (
        TargetCard("collector", "folder", {"path": "outgoing"}, {}),
        TargetCard(
            "tinh", "https", {"url": "https://nhan.tinh.example"},
            {"token": "keyring", "key_password": None, "proxy": None},
        ),
        TargetCard("kho", "postgres", {}, {"address": "keyring"}),
    )  # fmt: skip
    trial: TargetTrial = field(default_factory=TargetTrial)
    kept: list[tuple[tuple[Mapping[str, str], ...], Mapping[tuple[str, str], str]]] = field(
        default_factory=list
    )

    def targets(self) -> tuple[TargetCard, ...]:
        return self.cards

    def keep_targets(
        self, wanted: Sequence[Mapping[str, str]], secrets: Mapping[tuple[str, str], str]
    ) -> tuple[TargetCard, ...]:
        self.kept.append((tuple(wanted), secrets))
        return self.cards

    def try_target(self, wanted: Mapping[str, str], secrets: Mapping[str, str]) -> TargetTrial:
        del wanted, secrets
        return self.trial

    def state(self) -> SendState:
        return self.now

    def may_send(self) -> bool:
        return self.may

    def day(self, day: date) -> tuple[SendRow, ...]:
        return tuple(one for one in self.now.rows if one.date == day)

    def send(
        self, *, scheduled: bool = False, urgent: Collection[str] = (), retry: bool = False,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> SyncReport:  # fmt: skip
        del cancelled
        self.asked.append((scheduled, frozenset(urgent), retry))
        return self.answer()
