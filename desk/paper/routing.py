"""Phiếu kiểm soát: the hands a dossier went through, each step early, on time or late, then blank rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.paper import facts
from desk.paper.extras import extras_of
from desk.paper.sheets import header_of
from printing import phrases
from printing.books import RoutingRow, RoutingSheet
from printing.letters import Line

if TYPE_CHECKING:
    from datetime import datetime

    from desk.office.opened import Office
    from desk.paper.extras import Extras
    from desk.process.rows import HoldingRow
    from desk.rows import DossierView
    from printing.words import Words

_ROWS = 5  # Một cửa, chuyên môn, thẩm định, ký duyệt, Một cửa
_BLANKS_WHILE_OPEN = 2


def routing_sheet(office: Office, view: DossierView, words: Words, *, reprint: int = 0) -> RoutingSheet:
    """The slip that travels with the dossier (field list: forms.md §6)."""
    if not facts.accepted(view):
        raise facts.wrong_state(view, words.key)
    kept = extras_of(office, view.code)
    card = office.identity.card_on(view.received_at.date())
    return RoutingSheet(
        words=words,
        header=header_of(card, day=view.received_at),
        code=view.code,
        qr=view.receipt_payload,
        provisional=view.provisional,
        lines=(
            Line(words.text("applicant"), facts.owner_name(view), bold=True),
            Line(words.text("phone"), view.phone or ""),
            Line(words.text("request"), facts.request_of(view)),
            Line(words.text("received"), phrases.moment(view.received_at)),
            Line(words.text("due"), phrases.moment(view.due_at) if view.due_at else words.text("no_due")),
            Line(words.text("unit"), kept.resolving_unit),
        ),
        rows=_rows(office, view, kept, words),
        reprint=reprint,
        training=card.training,
    )


def _rows(office: Office, view: DossierView, kept: Extras, words: Words) -> tuple[RoutingRow, ...]:
    """Every hand-over told, and blank ones for those to come."""
    from desk.process.holdings import of

    with office.read() as session:
        hands = of(session, kept.dossier_id, now=office.clock.now())
    rows = [_given(place, hands, view, words) for place in range(len(hands))]
    if hands and hands[-1].left_at is not None:
        rows.append(_back(hands[-1], words))
    missing = _ROWS - len(rows) if kept.finished else max(_ROWS - len(rows), _BLANKS_WHILE_OPEN)
    return (*rows, *([RoutingRow()] * max(0, missing)))


def _given(place: int, hands: tuple[HoldingRow, ...], view: DossierView, words: Words) -> RoutingRow:
    """One hand-over; its result is that of the side that gives."""
    hand = hands[place]
    before = hands[place - 1] if place else None
    verdict, used = _counter_result(hand, view, words) if before is None else _result(before, words)
    return RoutingRow(
        giver=hand.from_unit,
        taker=" — ".join(part for part in (hand.to_unit, hand.step_name) if part),
        at=phrases.moment(hand.given_at),
        given_by=hand.from_holder,
        taken_by=hand.to_holder,
        verdict=verdict,
        used=used,
        note=words.text("batch", batch=hand.batch) if hand.batch else "",
    )


def _back(last: HoldingRow, words: Words) -> RoutingRow:
    """The result comes back to the counter."""
    verdict, used = _result(last, words)
    at: datetime | None = last.left_at
    return RoutingRow(
        giver=last.to_unit,
        taker=words.text("one_stop"),
        at=phrases.moment(at) if at else "",
        given_by=last.to_holder,
        verdict=verdict,
        used=used,
    )


def _counter_result(first: HoldingRow, view: DossierView, words: Words) -> tuple[str, str]:
    """Whether the counter passed the dossier on in time (NĐ 118/2025 Đ.18.2), by what the act told."""
    told = [event for event in view.events if event.seq == first.event_seq]
    due = facts.moment_of(told[0], "transfer_due_at") if told else None
    if due is None:
        return "", ""
    in_time = "early" if first.given_at.date() < due.date() else "on_time"
    verdict = "late" if first.given_at > due else in_time
    return words.text(verdict), words.text("transfer_due", moment=phrases.moment_short(due))


def _result(hand: HoldingRow, words: Words) -> tuple[str, str]:
    """The verdict on one holder, and the working time it took against the planned one."""
    used = _minutes(hand.used_minutes, words)
    if hand.planned_minutes is None:
        return "", words.text("used_only", used=used)
    told = words.text("used", used=used, planned=_minutes(hand.planned_minutes, words))
    return (words.text(hand.verdict) if hand.verdict else ""), told


def _minutes(minutes: int, words: Words) -> str:
    """Working time as people say it."""
    hours, rest = divmod(minutes, 60)
    return (
        words.text("hours", hours=hours, minutes=f"{rest:02d}")
        if hours
        else words.text("minutes", minutes=rest)
    )
