"""The states of a day and of a signature, each drawn from its fixture."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    from desk.rows import DaySheet
    from desk.rows.strip import GivenPage
    from desk.sending.rows import SendRow
    from ui.returns.draft import Signing
    from ui.returns.screen import ReturnsPage
    from ui.shell.window import Shell


def of_days(window: Shell) -> Iterator[tuple[str, QWidget, Callable[[], object]]]:
    """Open, counted, another desk open or dead, closed, opened again, changed, missed, late, empty."""
    from ui.closing.model import ClosingState, phase_of, taken
    from ui.closing.screen import ClosingPage

    sheets = dict(_sheets(window.services.now()))

    def show(name: str, **more: object) -> None:
        """Put a day in front, as read."""
        window.toast.dismiss()
        window.go("closing")
        page = window.page_of("closing")
        if isinstance(page, ClosingPage):
            page.dismiss_question()
            page.view.table.setFocus()  # a field with the focus is never rewritten
            sheet = sheets[name]
            today = window.services.now().date()
            bare = ClosingState(day=sheet.date, today=today, phase=phase_of(sheet), sheet=sheet)
            page.presenter.hold(replace(taken(bare, sheet), **more))  # type: ignore[arg-type]

    yield "closing-open", window, lambda: show("open")
    yield "closing-counted", window, lambda: show("open", cash="413.000")
    differs = {"cash": "400.000", "lacking": "cash_reason"}
    yield "closing-differs", window, lambda: show("open", **differs)

    def ask() -> None:
        """F9 over a day with open points and another desk."""
        show("seats", cash="413.000")
        page = window.page_of("closing")
        if isinstance(page, ClosingPage):
            page.commit()

    yield "closing-question", window, ask
    yield "closing-clock", window, lambda: show("clock")
    yield "closing-desk-open", window, lambda: show("seats")
    yield "closing-desk-dead", window, lambda: show("dead")
    yield "closing-closed", window, lambda: show("closed")
    for name, row in _on_their_way(window.services.now()):
        yield f"closing-{name}", window, partial(show, "closed", sending=(row,))
    yield "closing-reopening", window, lambda: show("closed", asking=True, lacking="reason")
    yield "closing-reopened", window, lambda: show("reopened")
    yield "closing-changed", window, lambda: show("changed")
    yield "closing-missed", window, lambda: show("missed")
    yield "closing-late", window, lambda: show("late")
    yield "closing-empty", window, lambda: show("empty")


def _on_their_way(now: datetime) -> Iterator[tuple[str, SendRow]]:
    """A signed tally with its collector: waiting, not reached, refused, to carry away, confirmed."""
    from desk.sending.rows import SendRow

    row = SendRow("a", now.date(), 1, "Sở mẫu", "waiting")
    since = now - timedelta(minutes=35)
    yield "send-waiting", row
    yield "send-failing", replace(row, error="sync.no_network", failed_since=since, tried_at=now)
    yield "send-refused", replace(row, state="refused", error="sync.not_taken", tried_at=now)
    yield "send-carry", replace(row, state="delivered", undeclared=True)
    yield "send-confirmed", replace(row, state="sent", sent_at=now)


def of_signing(window: Shell) -> Iterator[tuple[str, QWidget, Callable[[], object]]]:
    """A return signed on paper, its slip scanned, and one nobody signs for."""
    from desk.rows import State
    from desk.rows.strip import GivenPage
    from ui.returns.screen import ReturnsPage

    def show(how: Signing, *, pages: int = 0, reason: str = "") -> None:
        """Stand before the signature in one of its ways."""
        ready = (row.code for row in window.services.desk_home().work if row.state == State.READY)
        signed = (code for code in ready if window.services.show(code).return_by == "counter")
        window.go("returns", next(signed, None))
        page = window.page_of("returns")
        if isinstance(page, ReturnsPage):
            given = tuple(GivenPage(Path(f"{at}.jpg")) for at in range(pages))
            page.presenter.opened.connect(lambda _view: _sign(page, how, given, reason))

    yield "returns-paper", window, lambda: show("paper")
    yield "returns-slip", window, lambda: show("paper", pages=2)
    yield "returns-refused", window, lambda: show("refused", reason="Không đồng ý nội dung trên giấy")


def _sign(page: ReturnsPage, how: Signing, pages: tuple[GivenPage, ...], reason: str) -> None:
    act = page.presenter
    act.tick_all()
    act.set_signing(how)
    act.set_refusal(reason)
    if pages:
        act.take_pages({1: pages})


def _sheets(now: datetime) -> Iterator[tuple[str, DaySheet]]:
    """A day in each of its states; nobody in it is real."""
    from desk.rows import CashCounted, ClosedDay, MissedDay, Reopened, SeatRow

    today = now.date()
    base = _day(today)
    yield "open", base
    morning = now.replace(hour=7, minute=31)
    desk = SeatRow("b", "2", "", "Trần Thị Mẫu", morning, now, "open", 1)
    silent = SeatRow("c", "3", "", "Lê Văn Mẫu", morning, now - timedelta(minutes=50), "silent", 0)
    yield "seats", replace(base, seats=(desk, silent))
    yield "clock", replace(base, clock_lost=now + timedelta(days=8))
    yield "dead", replace(base, seats=(replace(desk, state="dead", drafts=2),))
    closed = ClosedDay(
        today, 1, Path(f"tally-H99.01-{today}-r1.json"), "5b1f6c0e" * 8, "c2lnbmVk", "9c41e0b7" * 8,
        closed_at=now - timedelta(minutes=20),
    )  # fmt: skip
    counted = CashCounted(now, "Nguyễn Thị Mẫu", 413_000, 400_000, "Trả lại tiền thừa cho hai người")
    yield "closed", replace(base, closed=closed, counted=counted)
    opened = Reopened(now, "Nguyễn Thị Mẫu", "Nhập muộn hồ sơ giấy nhận lúc 16:55", 1)
    yield "reopened", replace(base, closed=closed, reopened=opened, changed_since=True)
    yield "changed", replace(base, closed=closed, changed_since=True)
    days = [today - timedelta(days=step) for step in (5, 4, 1)]
    missed = tuple(MissedDay(day, late=day < today - timedelta(days=3)) for day in days)
    yield "missed", replace(_day(days[0]), missed=missed)
    late = replace(closed, late=True)
    yield "late", replace(base, closed=late)
    rest = replace(base.total, counter=0, online=0, returned=0, early=0, on_time=0, late=0, fee=0)
    yield "empty", replace(base, rows=(), total=rest, cash_expected=0, paid_online=0, points=(), numbers=())


def _day(day: date) -> DaySheet:
    from desk.rows import ChecklistPoint, DayRow, DaySheet, NumberRun

    rows = (
        DayRow("Hộ tịch", 14, 5, 11, 8, 3, 0, 165_000),
        DayRow("Chứng thực", 9, 0, 9, 9, 0, 0, 248_000),
        DayRow("Đất đai – Xây dựng", 3, 1, 2, 0, 1, 1, 0),
        DayRow("Bảo trợ xã hội", 4, 2, 3, 1, 1, 1, 0),
        DayRow("Kinh tế – Hộ kinh doanh", 1, 2, 1, 1, 0, 0, 100_000),
    )
    points = (
        ChecklistPoint("receipts", done=True, text="31 giấy hẹn đã in đủ"),
        ChecklistPoint("handover", done=True, text="Đã chuyển hết hồ sơ cho chuyên môn"),
        ChecklistPoint("scans", done=False, text="2 hồ sơ thiếu bản quét", codes=("H99.01-261123-0017",)),
        ChecklistPoint(
            "overdue", done=False, text="1 hồ sơ quá hạn chưa xong", codes=("H99.01-261118-0031",)
        ),
        ChecklistPoint("fees", done=True, text="Lệ phí trong ngày đã thu đủ"),
        ChecklistPoint("cash", done=False, text="Chưa đếm tiền mặt"),
    )
    return DaySheet(
        date=day, rows=rows, total=DayRow("Cộng", 31, 10, 26, 19, 5, 2, 513_000), cash_expected=413_000,
        paid_online=100_000, points=points, closed=None,
        numbers=(NumberRun(f"H99.01-{day:%y%m%d}", 1, 41),),
    )  # fmt: skip
