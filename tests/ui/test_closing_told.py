"""What is said while a day is closed: cash, reasons, other desks, days missed; all by keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desk.rows import CashCounted, ChecklistPoint, ClosingSaid, MissedDay, NumberRun, SeatRow
from tests.helpers.ui_demo import EVENING, MONDAY, closed_day, day_sheet
from tests.helpers.ui_window import open_window
from tests.ui.test_closing import evening as evening  # noqa: PLC0414 - fixtures of the same screen
from tests.ui.test_closing import page, question, quiet
from tests.ui.test_closing import shell as shell  # noqa: PLC0414
from ui import format as say
from ui.widgets.buttons import KeyButton

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.helpers.ui_demo import DemoServices
    from ui.shell.window import Shell


def test_cash_that_fits_is_counted_and_closed_in_nine_keys(
    qtbot: QtBot, shell: Shell, evening: DemoServices
) -> None:
    view = page(shell).view
    QTest.keyClicks(view.money.counted, "413000")  # with F11, F9 and Enter: nine
    assert view.money.difference.figure.text() == "khớp"
    assert view.money.reason.isHidden()
    QTest.keyClick(view.money.counted, Qt.Key.Key_F9)
    QTest.keyClick(question(qtbot).defaultButton(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: evening.count("print_tally") == 1)
    assert evening.said == [ClosingSaid(cash=413_000)]


OPEN_CASH = ChecklistPoint("cash", done=False, text="Chưa đếm tiền mặt")


def with_cash_open(evening: DemoServices) -> None:
    """The pictures' evening with its cash still to be counted: three points are open."""
    evening.sheet = replace(evening.sheet, points=(*evening.sheet.points, OPEN_CASH))


def test_cash_counted_in_the_field_is_a_done_point_on_list_question_and_sheet(
    qtbot: QtBot, evening: DemoServices
) -> None:
    with_cash_open(evening)
    shell = open_window(qtbot, evening, start="closing")
    view = page(shell).view
    assert "Còn 3 việc" in view.under.text()
    QTest.keyClicks(view.money.counted, "413000")
    assert "Còn 2 việc" in view.under.text()

    def told() -> str:
        return " | ".join(
            one.accessibleName() for one in view.checklist.findChildren(QWidget) if one.isVisible()
        )

    qtbot.waitUntil(lambda: "Tiền mặt đếm khớp hồ sơ: xong" in told())  # laid out anew
    assert "Chưa đếm" not in told()
    QTest.keyClick(view.money.counted, Qt.Key.Key_F9)
    box = question(qtbot)
    assert "Còn 2 việc chưa xong" in box.informativeText()
    box.reject()


def test_a_difference_is_open_until_its_reason_is_there(qtbot: QtBot, evening: DemoServices) -> None:
    with_cash_open(evening)
    shell = open_window(qtbot, evening, start="closing")
    view = page(shell).view
    QTest.keyClicks(view.money.counted, "400000")
    assert page(shell).presenter.state.points[-1].text == "Tiền mặt chênh −13.000 đ, chưa ghi lý do"
    assert "Còn 3 việc" in view.under.text()
    QTest.keyClick(view.money.counted, Qt.Key.Key_Return)  # Enter goes on to the reason
    assert view.money.reason.hasFocus()
    QTest.keyClicks(view.money.reason, "Tra lai tien thua")
    assert page(shell).presenter.state.points[-1].done
    QTest.keyClick(view.money.reason, Qt.Key.Key_Return)
    assert view.commit.hasFocus()


def test_enter_on_a_count_that_fits_goes_to_the_button(qtbot: QtBot, shell: Shell) -> None:
    view = page(shell).view
    QTest.keyClicks(view.money.counted, "413000")
    QTest.keyClick(view.money.counted, Qt.Key.Key_Return)
    assert view.commit.hasFocus()
    QTest.keyClick(view.commit, Qt.Key.Key_Return)
    question(qtbot).reject()


def test_the_question_tells_what_is_open_at_the_moment_it_is_asked(
    qtbot: QtBot, shell: Shell, evening: DemoServices
) -> None:
    done = tuple(replace(point, done=True, codes=()) for point in evening.sheet.points)
    evening.sheet = replace(evening.sheet, points=done)  # the printer gave out what it owed meanwhile
    QTest.keyClick(page(shell).view.money.counted, Qt.Key.Key_F9)
    box = question(qtbot)
    qtbot.waitUntil(lambda: "chưa xong" not in box.informativeText())
    box.reject()


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("413000", 413_000), ("413.000", 413_000), ("413 000 đ", 413_000), ("0", 0), ("", None), ("mười", None),
     ("-5", None), ("4,5,", 45)],
)  # fmt: skip
def test_cash_is_read_as_people_type_it(typed: str, amount: int | None) -> None:
    assert say.read_money(typed) == amount


def test_a_difference_asks_for_its_reason_beside_the_money(
    qtbot: QtBot, shell: Shell, evening: DemoServices
) -> None:
    view = page(shell).view
    QTest.keyClicks(view.money.counted, "400000")
    assert view.money.difference.figure.text() == "−13.000 đ"
    QTest.keyClick(view.money.counted, Qt.Key.Key_F9)
    assert view.money.reason.hasFocus()
    assert "Tiền mặt chênh −13.000 đ" in view.banner.accessibleName()
    assert evening.count("close_day") == 0
    QTest.keyClicks(view.money.reason, "Tra lai tien thua")
    assert view.banner.isHidden()
    QTest.keyClick(view.money.reason, Qt.Key.Key_F9)
    QTest.keyClick(question(qtbot).defaultButton(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: evening.count("close_day") == 1)
    assert evening.said == [ClosingSaid(cash=400_000, cash_reason="Tra lai tien thua")]


def test_an_unreadable_amount_is_told_and_closes_nothing(
    qtbot: QtBot, shell: Shell, evening: DemoServices
) -> None:
    view = page(shell).view
    QTest.keyClicks(view.money.counted, "muoi")
    QTest.keyClick(view.money.counted, Qt.Key.Key_F9)
    assert "chưa đọc được" in view.banner.accessibleName()
    assert view.money.counted.hasFocus()
    assert evening.count("close_day") == 0


def test_a_closed_day_is_opened_again_by_f7_with_a_reason(qtbot: QtBot, evening: DemoServices) -> None:
    counted = CashCounted(EVENING, "Trần Minh Khoa", 413_000, 413_000, "")
    evening.sheet = replace(day_sheet(closed=closed_day()), counted=counted)
    shell = open_window(qtbot, evening, start="closing")
    view = page(shell).view
    assert view.money.counted_line.figure.text() == "413.000 đ"
    assert not view.money.counted.isVisible()  # a closed day is only looked at
    QTest.keyClick(shell.focusWidget(), Qt.Key.Key_F7)
    assert view.reason.hasFocus()
    assert view.commit.text() == "Mở lại ngày đã chốt"
    QTest.keyClick(view.reason, Qt.Key.Key_F9)
    assert "Ghi lý do mở lại" in view.banner.accessibleName()
    assert evening.count("reopen_day") == 0
    QTest.keyClicks(view.reason, "Nhap muon")
    QTest.keyClick(view.reason, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: view.commit.text() == "Chốt lại và in bảng kê")
    assert ("reopen_day", (MONDAY, "Nhap muon")) in evening.calls
    assert view.tally.chip.accessibleName().startswith("Đã mở lại")
    assert view.money.counted.isVisible()
    QTest.keyClick(shell.focusWidget() or shell, Qt.Key.Key_F9)
    QTest.keyClick(question(qtbot).defaultButton(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: evening.count("close_day") == 1)
    assert evening.said[-1].reason == ""  # it was given when the day was opened


def test_escape_leaves_a_closed_day_closed(qtbot: QtBot, evening: DemoServices) -> None:
    evening.sheet = day_sheet(closed=closed_day())
    shell = open_window(qtbot, evening, start="closing")
    QTest.keyClick(shell.focusWidget(), Qt.Key.Key_F7)
    QTest.keyClick(page(shell).view.reason, Qt.Key.Key_Escape)
    assert page(shell).view.reason.isHidden()
    assert page(shell).view.commit.text() == "In lại bảng kê"
    assert shell.current_name == "closing"
    assert evening.count("reopen_day") == 0


def test_f7_on_an_open_day_does_nothing(shell: Shell) -> None:
    QTest.keyClick(shell.focusWidget(), Qt.Key.Key_F7)
    assert page(shell).view.reason.isHidden()


def seat(**facts: object) -> SeatRow:
    """Another counter with one reception typed."""
    row = SeatRow("x", "2", "", "Lê Văn Mẫu", EVENING.replace(hour=7, minute=31), EVENING, "open", 1)
    return replace(row, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("row", "title", "told"),
    [
        (seat(), "Còn quầy khác đang mở", "Quầy 2: Lê Văn Mẫu, mở từ 07:31, 1 hồ sơ nhập dở."),
        (
            seat(state="silent", drafts=0), "Còn quầy khác đang mở",
            f"Quầy 2: Lê Văn Mẫu, không có tín hiệu từ {EVENING:%H:%M}, không có hồ sơ nhập dở.",
        ),
        (
            seat(state="dead"), "Có quầy tắt đột ngột",
            f"Quầy 2: máy hoặc chương trình tắt đột ngột lúc {EVENING:%H:%M}, 1 hồ sơ nhập dở.",
        ),
    ],
)  # fmt: skip
def test_another_desk_is_told_with_what_it_has_unfinished(
    qtbot: QtBot, evening: DemoServices, row: SeatRow, title: str, told: str
) -> None:
    evening.sheet = replace(day_sheet(), seats=(seat(id="me", here=True), row))
    shell = open_window(qtbot, evening, start="closing")
    banner = page(shell).view.banner
    assert (banner.title.text(), banner.text.text()) == (title, told)
    QTest.keyClick(shell.focusWidget(), Qt.Key.Key_F9)
    box = question(qtbot)  # closing is allowed all the same
    assert ("Quầy khác còn mở" in box.informativeText()) is (row.state != "dead")
    box.reject()
    evening.sheet = day_sheet()
    banner.action.click()
    qtbot.waitUntil(banner.isHidden)


def test_this_desk_alone_and_a_dead_one_with_nothing_left_are_no_matter(
    qtbot: QtBot, evening: DemoServices
) -> None:
    evening.sheet = replace(day_sheet(), seats=(seat(here=True), seat(state="dead", drafts=0)))
    shell = open_window(qtbot, evening, start="closing")
    assert page(shell).view.banner.isHidden()


def test_a_missed_day_is_one_key_away_and_says_what_it_is(qtbot: QtBot, evening: DemoServices) -> None:
    missed = (MissedDay(date(2026, 11, 18), late=True), MissedDay(date(2026, 11, 20), late=False))
    evening.sheet = replace(day_sheet(), missed=missed)
    shell = open_window(qtbot, evening, start="closing")
    view = page(shell).view
    assert view.missed.text() == "2 ngày chưa chốt"
    QTest.keyClick(shell.focusWidget(), Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    quiet(qtbot, shell)
    assert view.title.text() == "Bảng kê Thứ Tư 18/11/2026"
    assert view.place.text() == "Chưa chốt, đã quá 72 giờ"
    assert view.missed.text() == "1 ngày chưa chốt"


def test_a_day_closed_late_says_so(qtbot: QtBot, evening: DemoServices) -> None:
    evening.sheet = day_sheet(closed=replace(closed_day(), closed_at=EVENING, late=True))
    shell = open_window(qtbot, evening, start="closing")
    assert page(shell).view.tally.revision.text().endswith("muộn quá 72 giờ")


def test_numbers_that_are_gone_are_told_beside_the_money(qtbot: QtBot, evening: DemoServices) -> None:
    evening.sheet = replace(day_sheet(), numbers=(NumberRun("H99.01-261123", 1, 41, (12,)),))
    shell = open_window(qtbot, evening, start="closing")
    assert page(shell).view.money.numbers.figure.text() == "0001–0041, thiếu 1"


def test_a_link_keeps_the_focus_while_the_points_are_read_anew(qtbot: QtBot, evening: DemoServices) -> None:
    shell = open_window(qtbot, evening, start="closing")
    link = shell.findChild(KeyButton, "point.digitised")
    assert link is not None
    link.setFocus()
    points = evening.sheet.points
    evening.sheet = replace(evening.sheet, points=(replace(points[0], done=False), *points[1:]))
    page(shell).presenter.load()
    qtbot.waitUntil(lambda: "Còn 3 việc" in page(shell).view.under.text())
    assert link.hasFocus()


def test_the_list_does_not_fall_back_to_uncounted_the_moment_the_day_is_closed(
    qtbot: QtBot, evening: DemoServices
) -> None:
    evening.sheet = replace(
        day_sheet(), points=(ChecklistPoint("cash", done=False, text="Chưa đếm tiền mặt"),)
    )
    shell = open_window(qtbot, evening, start="closing")
    presenter = page(shell).presenter
    QTest.keyClicks(page(shell).view.money.counted, "413000")
    told: list[str] = []
    presenter.state_changed.connect(lambda state: told.extend(one.text for one in state.points))
    closed = closed_day()
    presenter._on_closed(closed)
    assert set(told) == {"Tiền mặt đếm khớp hồ sơ"}
    quiet(qtbot, shell)
