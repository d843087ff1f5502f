"""Closing the day: asked once, closed once, printed as signed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from desk.clock import LOCAL
from desk.errors import SurroundingsError
from desk.rows import DayRow, DaySheet
from tests.helpers.ui_demo import EVENING, MONDAY, DemoServices, closed_day, day_sheet
from tests.helpers.ui_window import open_window, stub
from ui.changes import Kind
from ui.closing import model
from ui.closing.model import ClosingState, Phase
from ui.closing.presenter import ClosingPresenter
from ui.closing.screen import ClosingPage
from ui.i18n import catalogue
from ui.shell.screen import ScreenContext, ToastSpec
from ui.shell.window import Shell
from ui.tokens import Tone
from ui.widgets.buttons import KeyButton
from ui.widgets.label import Label

pytestmark = pytest.mark.usefixtures("nothing_left_behind")

Build = Callable[[DemoServices], ScreenContext]


@pytest.fixture
def evening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DemoServices:
    """The pictures' evening; its tally prints to a file of this test."""
    services = DemoServices(moment=EVENING)
    paper = tmp_path / "bang-ke.pdf"
    paper.write_bytes(b"%PDF-1.7 tally")

    def print_tally(day: date) -> Path:
        services.calls.append(("print_tally", day))
        return paper

    monkeypatch.setattr(services, "print_tally", print_tally)
    return services


def page(shell: Shell) -> ClosingPage:
    """The closing screen of a window."""
    found = shell.page_of("closing")
    assert isinstance(found, ClosingPage)
    return found


def question(qtbot: QtBot) -> QMessageBox:
    """The one question, once it is open."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox))
    found = QApplication.activeModalWidget()
    assert isinstance(found, QMessageBox)
    return found


def quiet(qtbot: QtBot, shell: Shell) -> None:
    """Wait until nothing runs."""
    qtbot.waitUntil(lambda: shell.runner.running == 0)


def state(sheet: DaySheet | None, *, busy: bool = False) -> ClosingState:
    """A state as after reading a sheet."""
    phase = model.phase_of(sheet) if sheet is not None else Phase.LOADING
    return ClosingState(day=MONDAY, today=MONDAY, phase=phase, sheet=sheet, busy=busy)


# ---- model ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "phase", "words", "tone"),
    [
        (day_sheet(), Phase.OPEN, "Chốt ngày và in bảng kê", Tone.INFO),
        (day_sheet(closed=closed_day()), Phase.CLOSED, "In lại bảng kê", Tone.OK),
        (day_sheet(closed=closed_day(), changed=True), Phase.CHANGED, "Chốt lại và in bảng kê", Tone.WARN),
    ],
)
def test_the_button_says_what_f9_will_do(sheet: DaySheet, phase: Phase, words: str, tone: Tone) -> None:
    shown = state(sheet)
    assert shown.phase is phase
    assert model.commit_words(shown) == words
    assert model.status_chip(shown).tone is tone


def test_open_points_are_told_and_do_not_forbid_closing() -> None:
    shown = state(day_sheet())
    assert len(shown.open_points) == 2
    assert shown.can_commit
    assert model.under_commit(shown).startswith("Còn 2 việc chưa xong. Vẫn có thể chốt")
    assert model.finished(shown) == (2, 4)


def test_a_changed_day_tells_which_revision_comes() -> None:
    shown = state(day_sheet(closed=closed_day(2), changed=True))
    assert model.under_commit(shown) == "Chốt lại tạo bản 3; bản 2 giữ nguyên."


def test_nothing_can_be_committed_before_the_figures_or_while_closing() -> None:
    assert not state(None).can_commit
    assert not state(day_sheet(), busy=True).can_commit


def test_today_is_the_last_day_to_look_at() -> None:
    assert not state(day_sheet()).has_next
    assert replace(state(day_sheet()), day=date(2026, 11, 20)).has_next


def test_a_count_of_nothing_is_a_quiet_dash() -> None:
    assert model.count_cell(0, tone=Tone.BAD).text == "–"
    assert model.count_cell(0, tone=Tone.BAD).tone is Tone.MUTED
    assert model.count_cell(165_000).text == "165.000"
    assert model.count_cell(2, tone=Tone.BAD).tone is Tone.BAD


def test_a_hash_is_short_enough_to_compare_by_eye() -> None:
    assert model.short_hash("0123456789abcdef" * 4) == "01234567…89abcdef"


# ---- presenter ------------------------------------------------------------------------------------


@pytest.fixture
def presenter(qtbot: QtBot, evening: DemoServices, context: Build) -> ClosingPresenter:
    """A presenter that has read its day."""
    made = ClosingPresenter(context(evening))
    with qtbot.waitSignal(made.state_changed, check_params_cb=lambda shown: shown.sheet is not None):
        made.load()
    return made


def test_pressing_twice_closes_once(qtbot: QtBot, presenter: ClosingPresenter, evening: DemoServices) -> None:
    presenter.commit()
    presenter.commit()
    qtbot.waitUntil(lambda: presenter.state.phase is Phase.CLOSED)
    assert evening.count("close_day") == 1


def test_a_closed_day_is_printed_again_and_not_closed_again(
    qtbot: QtBot, presenter: ClosingPresenter, evening: DemoServices
) -> None:
    presenter.commit()
    qtbot.waitUntil(lambda: evening.count("print_tally") == 1)
    qtbot.waitUntil(lambda: presenter._context.runner.running == 0)
    presenter.commit()
    qtbot.waitUntil(lambda: evening.count("print_tally") == 2)
    assert evening.count("close_day") == 1


def test_closing_tells_the_others_and_offers_to_print_again(
    qtbot: QtBot, presenter: ClosingPresenter
) -> None:
    given = presenter._context
    kinds: list[object] = []
    toasts: list[ToastSpec] = []
    printed: list[tuple[bytes, str]] = []
    given.changes.changed.connect(lambda changes, _by: kinds.append(changes.kinds))
    given.desktop.toast_asked.connect(toasts.append)
    given.desktop.print_asked.connect(lambda pdf, title: printed.append((pdf, title)))
    with qtbot.waitSignals([given.desktop.saved, given.desktop.print_asked]):
        presenter.commit()
    assert kinds == [frozenset({Kind.DAY})]
    assert [toast.title for toast in toasts] == ["Đã chốt Thứ Hai 23/11/2026"]
    assert [action.key for action in toasts[0].actions] == ["undo", "print"]
    assert printed == [(b"%PDF-1.7 tally", "Bảng kê Thứ Hai 23/11/2026")]


def test_a_failed_closing_leaves_the_day_open_and_says_why(
    qtbot: QtBot, presenter: ClosingPresenter, evening: DemoServices
) -> None:
    evening.broken["close_day"] = SurroundingsError("data.disk_full")
    presenter.commit()
    qtbot.waitUntil(lambda: bool(presenter.state.failure))
    assert presenter.state.phase is Phase.OPEN
    assert presenter.state.can_commit
    assert evening.count("print_tally") == 0


def test_a_dossier_received_after_closing_is_noticed(
    qtbot: QtBot, presenter: ClosingPresenter, evening: DemoServices
) -> None:
    evening.sheet = day_sheet(closed=closed_day(), changed=True)
    presenter._context.changes.tell(Kind.DOSSIER)
    qtbot.waitUntil(lambda: presenter.state.phase is Phase.CHANGED)


def test_the_future_is_never_shown(presenter: ClosingPresenter) -> None:
    presenter.move(1)
    assert presenter.state.day == MONDAY
    presenter.move(-3)
    assert presenter.state.day == date(2026, 11, 20)


# ---- the screen -----------------------------------------------------------------------------------


@pytest.fixture
def shell(qtbot: QtBot, evening: DemoServices) -> Shell:
    """The window on the closing screen."""
    return open_window(qtbot, evening, start="closing")


def test_the_day_is_shown_field_by_field_with_its_total_always_in_view(shell: Shell) -> None:
    view = page(shell).view
    assert [row.field for row in view.table.rows_model.rows][:2] == ["Hộ tịch", "Chứng thực"]
    assert view.total.isVisible()
    assert "Lệ phí (đ): 513.000" in view.total.accessibleName()
    assert view.title.text() == "Bảng kê Thứ Hai 23/11/2026"
    assert view.money.cash.figure.text() == "413.000 đ"
    assert view.money.total.figure.text() == "513.000 đ"
    assert view.money.counted.hasFocus()  # the work of a closing begins with the cash


def test_f9_twice_asks_once_and_enter_closes_once(qtbot: QtBot, shell: Shell, evening: DemoServices) -> None:
    QTest.keyClick(shell.focusWidget(), Qt.Key.Key_F9)
    box = question(qtbot)
    QTest.keyClick(box, Qt.Key.Key_F9)
    QTest.keyClick(shell, Qt.Key.Key_F9)
    assert "Còn 2 việc chưa xong" in box.informativeText()
    QTest.keyClick(box.defaultButton(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: evening.count("print_tally") == 1)
    quiet(qtbot, shell)
    assert evening.count("close_day") == 1
    assert shell.toast.isVisible()
    for name in ("checklist", "day_table.total"):  # what is read next stays in sight
        part = page(shell).findChild(QWidget, name)
        assert part is not None
        assert not shell.toast.geometry().intersects(QRect(part.mapTo(shell, QPoint(0, 0)), part.size()))
    assert page(shell).view.commit.text() == "In lại bảng kê"
    assert page(shell).view.tally.file.text() == "tally-H29.26.112-2026-11-23-r1.json"
    assert page(shell).view.tally.hash.text() == "5b1f6c0e…6fdeab30"


def test_with_a_clock_behind_the_record_enter_by_habit_signs_nothing(
    qtbot: QtBot, shell: Shell, evening: DemoServices
) -> None:
    evening.sheet = replace(evening.sheet, clock_lost=datetime(2026, 12, 1, 17, tzinfo=LOCAL))
    page(shell).presenter.load()
    qtbot.waitUntil(lambda: page(shell).presenter.state.sheet is evening.sheet)
    assert "17:00 01/12/2026" in page(shell).view.banner.accessibleName()
    QTest.keyClick(shell.focusWidget(), Qt.Key.Key_F9)
    box = question(qtbot)
    assert box.informativeText().startswith("Giờ máy chậm hơn sổ: việc gần nhất ghi lúc 17:00 01/12/2026.")
    QTest.keyClick(box.defaultButton(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    quiet(qtbot, shell)
    assert evening.count("close_day") == 0
    page(shell).commit()
    yes = next(one for one in question(qtbot).buttons() if one.text() == "Vẫn chốt ngày này")
    QTest.keyClick(yes, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: evening.count("close_day") == 1)


def test_a_clock_set_back_while_the_screen_stands_takes_enter_from_the_question(
    qtbot: QtBot, shell: Shell, evening: DemoServices
) -> None:
    evening.sheet = replace(evening.sheet, clock_lost=datetime(2026, 12, 1, 17, tzinfo=LOCAL))
    QTest.keyClick(shell.focusWidget(), Qt.Key.Key_F9)  # the screen was read while the clock was right
    box = question(qtbot)
    qtbot.waitUntil(lambda: box.informativeText().startswith("Giờ máy chậm hơn sổ"))
    assert box.defaultButton().text() == "Để sau (Esc)"
    assert box.focusWidget() is box.defaultButton()
    QTest.keyClick(box.focusWidget(), Qt.Key.Key_Escape)
    quiet(qtbot, shell)
    assert evening.count("close_day") == 0


def test_escape_leaves_the_day_open(qtbot: QtBot, shell: Shell, evening: DemoServices) -> None:
    QTest.keyClick(shell.focusWidget(), Qt.Key.Key_F9)
    QTest.keyClick(question(qtbot), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    quiet(qtbot, shell)
    assert evening.count("close_day") == 0
    shell.activateWindow()  # a window system does it by itself, the one without a screen does not
    qtbot.waitUntil(shell.isActiveWindow)
    QTest.keyClick(shell.focusWidget() or shell, Qt.Key.Key_F9)
    assert question(qtbot).isVisible()


def test_a_scan_while_the_question_is_open_closes_nothing(
    qtbot: QtBot, shell: Shell, evening: DemoServices
) -> None:
    QTest.keyClick(shell.focusWidget(), Qt.Key.Key_F9)
    question(qtbot)
    shell.take_scan("H29.26.112-261123-0042.BCFGHJKL")
    qtbot.waitUntil(lambda: shell.current_name == "dossier")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert evening.count("close_day") == 0


def test_f9_on_a_closed_day_prints_again_without_a_question(qtbot: QtBot, evening: DemoServices) -> None:
    evening.sheet = day_sheet(closed=closed_day())
    shell = open_window(qtbot, evening, start="closing")
    QTest.keyClick(shell.focusWidget(), Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: evening.count("print_tally") == 1)
    assert QApplication.activeModalWidget() is None
    assert evening.count("close_day") == 0


def test_ctrl_p_prints_the_signed_tally_and_before_that_says_why_not(
    qtbot: QtBot, shell: Shell, evening: DemoServices
) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(shell.focusWidget(), Qt.Key.Key_P, control)
    assert "Chốt ngày trước" in shell.banner.accessibleName()
    assert page(shell).view.print_button.isHidden()
    evening.sheet = day_sheet(closed=closed_day())
    page(shell).presenter.load()
    qtbot.waitUntil(lambda: not page(shell).view.print_button.isHidden())
    QTest.keyClick(shell.focusWidget(), Qt.Key.Key_P, control)
    qtbot.waitUntil(lambda: evening.count("print_tally") == 1)


def test_a_day_changed_after_closing_warns_and_offers_the_next_revision(
    qtbot: QtBot, evening: DemoServices
) -> None:
    evening.sheet = day_sheet(closed=closed_day(), changed=True)
    shell = open_window(qtbot, evening, start="closing")
    view = page(shell).view
    assert view.banner.isVisible()
    assert "Bảng kê đã ký không mất" in view.banner.accessibleName()
    assert view.commit.text() == "Chốt lại và in bảng kê"
    QTest.keyClick(shell.focusWidget(), Qt.Key.Key_F9)
    assert QApplication.activeModalWidget() is None  # a closed day is never closed again without a reason
    assert view.reason.hasFocus()
    assert "Ghi lý do chốt lại" in view.banner.accessibleName()
    QTest.keyClicks(view.reason, "Nhap muon mot ho so")
    QTest.keyClick(view.reason, Qt.Key.Key_F9)
    QTest.keyClick(question(qtbot).defaultButton(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.tally.revision.text().startswith("2"))
    assert evening.said[-1].reason == "Nhap muon mot ho so"
    assert not view.banner.isVisible()
    assert view.reason.isHidden()


def test_alt_arrows_walk_the_days_and_never_into_tomorrow(
    qtbot: QtBot, shell: Shell, evening: DemoServices
) -> None:
    alt = Qt.KeyboardModifier.AltModifier
    view = page(shell).view
    assert view.after.isHidden()
    QTest.keyClick(shell.focusWidget(), Qt.Key.Key_Left, alt)
    quiet(qtbot, shell)
    assert view.title.text() == "Bảng kê Chủ Nhật 22/11/2026"
    assert not view.after.isHidden()
    QTest.keyClick(shell.focusWidget() or shell, Qt.Key.Key_Right, alt)
    QTest.keyClick(shell.focusWidget() or shell, Qt.Key.Key_Right, alt)
    quiet(qtbot, shell)
    assert view.title.text() == "Bảng kê Thứ Hai 23/11/2026"


def test_an_open_point_opens_the_dossier_behind_it(qtbot: QtBot, shell: Shell) -> None:
    link = shell.findChild(KeyButton, "point.digitised")
    assert link is not None
    assert link.accessibleName() == "Mở hồ sơ H29.26.112-261123-0017"
    link.click()
    assert stub(shell, "dossier").opened == ["H29.26.112-261123-0017"]


def test_a_day_without_dossiers_says_so_and_can_be_closed(qtbot: QtBot, evening: DemoServices) -> None:
    evening.sheet = replace(
        day_sheet(), rows=(), points=(), total=DayRow("Cộng", 0, 0, 0, 0, 0, 0, 0), cash_expected=0
    )
    shell = open_window(qtbot, evening, start="closing")
    view = page(shell).view
    assert view.empty.isVisible()
    assert "chưa có hồ sơ nào" in view.empty.accessibleName()
    assert not view.total.isVisible()
    assert view.commit.isEnabled()
    assert view.commit.hasFocus()


def test_a_day_that_cannot_be_read_offers_to_read_again(qtbot: QtBot, evening: DemoServices) -> None:
    evening.broken["day_sheet"] = SurroundingsError("data.disk_full")
    shell = open_window(qtbot, evening, start="closing")
    view = page(shell).view
    assert view.empty.isVisible()
    assert not view.commit.isEnabled()
    del evening.broken["day_sheet"]
    view.empty.action.click()
    qtbot.waitUntil(view.table.isVisible)
    assert view.commit.isEnabled()


def test_a_failed_closing_is_told_beside_the_button(
    qtbot: QtBot, shell: Shell, evening: DemoServices
) -> None:
    evening.broken["close_day"] = SurroundingsError("data.disk_full")
    page(shell).presenter.commit()
    qtbot.waitUntil(page(shell).view.banner.isVisible)
    assert "Việc vừa rồi chưa xong" in page(shell).view.banner.accessibleName()


def test_english_leaves_no_vietnamese_but_the_records_own(qtbot: QtBot, evening: DemoServices) -> None:
    evening.sheet = day_sheet(closed=closed_day())
    shell = open_window(qtbot, evening, start="closing", lang="en")
    vietnamese = set(catalogue("en"))
    words = {label.text() for label in shell.findChildren(Label)}
    words |= {button.text() for button in shell.findChildren(KeyButton)}
    words |= {column.title for column in page(shell).view.table.rows_model.columns}
    assert sorted(words & vietnamese - {""}) == []
    assert "Print tally again" in words
