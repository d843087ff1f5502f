"""The desk: every state, every key, and what it asks of the record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desk.errors import SurroundingsError
from desk.rows import DeskHome, IndicatorValue, State
from tests.helpers.ui_demo import DemoServices, desk_home, empty_home, work_rows
from tests.helpers.ui_window import open_window, stub
from ui.changes import Kind
from ui.dossier.state import DossierWish
from ui.home import model
from ui.home.model import HomeState, Phase
from ui.home.presenter import HomePresenter
from ui.home.screen import HomePage
from ui.i18n import catalogue
from ui.shell.screen import ScreenContext
from ui.shell.window import Shell
from ui.tokens import Tone
from ui.widgets.label import Label

Build = Callable[[DemoServices], ScreenContext]


def page(shell: Shell) -> HomePage:
    """The desk of a window."""
    found = shell.page_of("home")
    assert isinstance(found, HomePage)
    return found


def loaded(qtbot: QtBot, presenter: HomePresenter) -> HomeState:
    """The state after one reading."""
    with qtbot.waitSignal(presenter.state_changed):
        presenter.load()
    return presenter.state


# ---- model ----------------------------------------------------------------------------------------


def test_the_five_counters_read_as_in_the_picture() -> None:
    words = model.counters(desk_home())
    assert [one.number for one in words] == ["27", "5", "2", "4", "8"]
    assert [one.note for one in words] == [
        "9 trực tuyến",
        "2 trong 4 giờ tới",
        "cần xin lỗi, hẹn lại",
        "1 quá 5 ngày",
        "",
    ]
    assert [one.tone for one in words] == [Tone.PRIMARY, Tone.WARN, Tone.BAD, Tone.PLAIN, Tone.OK]


def test_a_counter_at_nought_is_calm_and_says_nothing_more() -> None:
    words = model.counters(empty_home())
    assert [one.number for one in words] == ["0"] * 5
    assert {one.note for one in words} == {""}
    assert Tone.BAD not in {one.tone for one in words}


def test_a_deadline_is_icon_word_and_tone_together() -> None:
    now = DemoServices().now()
    chips = [model.work_chip(row, now) for row in work_rows()]
    assert all(chip.icon and chip.text for chip in chips)
    assert [chip.tone for chip in chips[:3]] == [Tone.BAD, Tone.BAD, Tone.WARN]
    assert chips[4].tone is Tone.MUTED  # due today, but not within four hours
    assert chips[7].tone is Tone.WARN
    assert chips[8].tone is Tone.OK


def test_four_hours_before_the_deadline_the_chip_warns() -> None:
    now = DemoServices().now()
    row = replace(work_rows()[4], due_at=now + timedelta(hours=4))
    assert model.work_chip(row, now).tone is Tone.WARN
    later = replace(row, due_at=now + timedelta(hours=4, minutes=1))
    assert model.work_chip(later, now).tone is Tone.MUTED


@pytest.mark.parametrize(
    ("rate", "target", "words", "tone"),
    [
        (71.4, 70.0, "+1,4 điểm", Tone.OK),
        (96.2, 98.0, "thiếu 1,8 điểm", Tone.WARN),
        (70.0, 70.0, "+0 điểm", Tone.OK),
    ],
)
def test_an_indicator_tells_its_distance_to_the_target(
    rate: float, target: float, words: str, tone: Tone
) -> None:
    chip = model.verdict(IndicatorValue("k", 1, 1, rate, target, met=None))
    assert chip is not None
    assert (chip.text, chip.tone) == (words, tone)


def test_an_indicator_without_target_or_figure_says_so() -> None:
    nothing = IndicatorValue("k", 0, 0, None, None, None)
    assert model.verdict(nothing) is None
    assert model.rate_words(nothing) == "–"
    assert model.target_words(nothing) == "Chưa đặt chỉ tiêu"


def test_the_filters_count_what_they_show() -> None:
    home = desk_home()
    words = dict(model.filter_words(home))
    for kind in ("overdue", "due_today", "supplement", "pickup"):
        shown = HomeState(home=home, chosen=kind).rows
        assert words[kind].endswith(f" {len(shown)}")
        assert {row.kind for row in shown} <= {kind}
    assert words["all"] == "Tất cả 10"


@pytest.mark.parametrize(
    ("home", "chosen", "phase"),
    [
        (desk_home(), "all", Phase.READY),
        (empty_home(), "all", Phase.EMPTY),
        (replace(empty_home(), received_today=3), "all", Phase.CLEAR),
        (replace(desk_home(), work=work_rows()[:2]), "pickup", Phase.CLEAR),
        (desk_home(), "overdue", Phase.READY),
    ],
)
def test_a_first_morning_is_not_a_finished_day(home: DeskHome, chosen: str, phase: Phase) -> None:
    assert model.phase_of(home, chosen) is phase


def test_figures_are_old_after_five_minutes() -> None:
    now = DemoServices().now()
    assert not HomeState(loaded_at=now, now=now + timedelta(minutes=4, seconds=59)).stale
    assert HomeState(loaded_at=now, now=now + timedelta(minutes=5)).stale


# ---- presenter ------------------------------------------------------------------------------------


def test_the_presenter_reads_the_desk(qtbot: QtBot, demo: DemoServices, context: Build) -> None:
    given = context(demo)
    presenter = HomePresenter(given)
    state = loaded(qtbot, presenter)
    assert state.phase is Phase.READY
    assert state.home == desk_home()


def test_a_failure_before_anything_was_read_is_told_with_its_sentence(
    qtbot: QtBot, demo: DemoServices, context: Build
) -> None:
    demo.broken["desk_home"] = SurroundingsError("data.disk_full")
    state = loaded(qtbot, HomePresenter(context(demo)))
    assert state.phase is Phase.FAILED
    assert state.failure
    assert "data.disk_full" not in state.failure


def test_a_later_failure_keeps_the_figures_and_their_hour(
    qtbot: QtBot, demo: DemoServices, context: Build
) -> None:
    presenter = HomePresenter(context(demo))
    first = loaded(qtbot, presenter)
    demo.broken["desk_home"] = SurroundingsError("data.disk_full")
    demo.moment += timedelta(minutes=6)
    second = loaded(qtbot, presenter)
    assert second.home == first.home
    assert second.loaded_at == first.loaded_at
    assert second.failure
    assert second.stale


def test_an_answer_overtaken_by_a_newer_question_is_dropped(
    qtbot: QtBot, demo: DemoServices, context: Build
) -> None:
    presenter = HomePresenter(context(demo))
    states: list[HomeState] = []
    presenter.state_changed.connect(states.append)
    presenter.load()
    demo.home = empty_home()
    presenter.load()
    qtbot.waitUntil(lambda: bool(states))
    assert [state.home for state in states] == [empty_home()]


def test_a_change_in_the_record_is_read_again(qtbot: QtBot, demo: DemoServices, context: Build) -> None:
    given = context(demo)
    presenter = HomePresenter(given)
    loaded(qtbot, presenter)
    with qtbot.waitSignal(presenter.state_changed):
        given.changes.tell(Kind.DOSSIER, codes=("A",))
    given.changes.tell(Kind.CATALOGUE)
    assert demo.count("desk_home") == 2


# ---- the screen -----------------------------------------------------------------------------------


def test_the_focus_starts_in_the_scan_bar_and_goes_down_into_the_list(
    qtbot: QtBot, demo: DemoServices
) -> None:
    shell = open_window(qtbot, demo)
    assert shell.bar.scan.hasFocus()
    QTest.keyClick(shell.bar.scan, Qt.Key.Key_Down)
    assert page(shell).view.table.hasFocus()


def test_alt_and_a_digit_open_the_list_behind_a_counter(qtbot: QtBot, demo: DemoServices) -> None:
    shell = open_window(qtbot, demo)
    view = page(shell).view
    for digit, kind in ((3, "overdue"), (5, "pickup"), (1, "all")):
        QTest.keyClick(
            shell.focusWidget(), Qt.Key(Qt.Key.Key_0.value + digit), Qt.KeyboardModifier.AltModifier
        )
        assert view.filter.value == kind
        assert {row.kind for row in view.table.rows_model.rows} <= (
            {kind} if kind != "all" else set("x") | {row.kind for row in work_rows()}
        )
    assert view.table.hasFocus()


def test_a_press_on_a_counter_opens_its_list(qtbot: QtBot, demo: DemoServices) -> None:
    shell = open_window(qtbot, demo)
    view = page(shell).view
    view.counters[3].click()
    assert [row.state for row in view.table.rows_model.rows] == [State.SUPPLEMENT]


def test_arrows_and_enter_open_a_dossier(qtbot: QtBot, demo: DemoServices) -> None:
    shell = open_window(qtbot, demo)
    table = page(shell).view.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert shell.current_name == "dossier"
    (wish,) = stub(shell, "dossier").opened
    assert isinstance(wish, DossierWish)
    assert (wish.code, wish.verb) == ("H29.26.112-261117-0008", "")
    assert wish.trail == tuple(row.code for row in work_rows())  # one may walk on from it


def test_escape_shows_the_whole_list_again_and_stays(qtbot: QtBot, demo: DemoServices) -> None:
    shell = open_window(qtbot, demo)
    view = page(shell).view
    view.choose("overdue")
    QTest.keyClick(view.table, Qt.Key.Key_Escape)
    assert view.filter.value == "all"
    assert shell.current_name == "home"


def test_f6_walks_the_panes_both_ways(qtbot: QtBot, demo: DemoServices) -> None:
    shell = open_window(qtbot, demo)
    view = page(shell).view
    view.table.setFocus()
    seen = []
    for _ in range(4):
        QTest.keyClick(shell.focusWidget(), Qt.Key.Key_F6)
        seen.append(shell.focusWidget())
    assert seen == [view.online_table, view.counters[0], view.lists["calls"], view.table]
    QTest.keyClick(shell.focusWidget(), Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert view.lists["calls"].hasFocus()


@pytest.mark.parametrize(
    ("key", "kind", "words"),
    [
        (Qt.Key.Key_6, "calls", "Gọi điện hôm nay 2"),
        (Qt.Key.Key_7, "acceptance", "Chờ tiếp nhận 3"),
        (Qt.Key.Key_8, "transfer", "Chờ bàn giao 4"),
        (Qt.Key.Key_9, "late_notice", "Phải báo trễ hạn 0"),
    ],
)
def test_the_further_lists_are_counted_and_open_with_their_key(
    qtbot: QtBot, demo: DemoServices, key: Qt.Key, kind: str, words: str
) -> None:
    shell = open_window(qtbot, demo)
    button = page(shell).view.lists[kind]
    assert button.text() == words
    assert button.accessibleDescription() == f"Alt+{chr(key)}"
    QTest.keyClick(shell.focusWidget(), key, Qt.KeyboardModifier.AltModifier)
    assert shell.current_name == "worklist"
    assert stub(shell, "worklist").opened == [kind]


def test_the_first_morning_says_how_to_begin(qtbot: QtBot) -> None:
    shell = open_window(qtbot, DemoServices(home=empty_home()))
    view = page(shell).view
    assert view.empty.isVisible()
    assert view.empty.accessibleName() == "Chưa có hồ sơ. Bấm F2 hoặc quét thẻ để bắt đầu."
    view.empty.action.click()
    assert shell.current_name == "reception"


def test_a_list_in_which_nothing_waits_says_so_without_a_button(qtbot: QtBot) -> None:
    shell = open_window(qtbot, DemoServices(home=replace(desk_home(), work=work_rows()[:2])))
    view = page(shell).view
    view.choose("pickup")
    assert view.empty.isVisible()
    assert "Không còn việc nào chờ" in view.empty.accessibleName()
    assert view.empty.action.isHidden()


def test_a_desk_that_cannot_be_read_offers_to_read_again(qtbot: QtBot, demo: DemoServices) -> None:
    demo.broken["desk_home"] = SurroundingsError("data.disk_full")
    shell = open_window(qtbot, demo)
    view = page(shell).view
    assert view.empty.isVisible()
    assert view.empty.action.text() == "Đọc lại"
    del demo.broken["desk_home"]
    view.empty.action.click()
    qtbot.waitUntil(view.table.isVisible)
    assert view.counters[0].number == "27"


def test_old_figures_say_their_hour(qtbot: QtBot, demo: DemoServices) -> None:
    shell = open_window(qtbot, demo)
    home = page(shell)
    demo.broken["desk_home"] = SurroundingsError("data.disk_full")
    demo.moment += timedelta(minutes=6)
    home.presenter.load()
    qtbot.waitUntil(lambda: bool(home.presenter.state.failure))
    assert home.view.table.isVisible()
    assert "09:41" in home.view._note.note.text()


def test_the_desk_stops_asking_while_another_screen_is_in_front(qtbot: QtBot, demo: DemoServices) -> None:
    shell = open_window(qtbot, demo)
    timer = page(shell).presenter._timer
    assert timer.isActive()
    shell.go("returns")
    assert not timer.isActive()
    shell.go("home")
    assert timer.isActive()


def test_english_leaves_no_vietnamese_but_the_records_own(qtbot: QtBot, demo: DemoServices) -> None:
    shell = open_window(qtbot, demo, lang="en")
    vietnamese = set(catalogue("en"))
    words = {label.text() for label in shell.findChildren(Label)}
    words |= {column.title for column in page(shell).view.table.rows_model.columns}
    words |= {button.text() for button in shell.rail.buttons}
    words |= {counter.accessibleName().split(":")[0] for counter in page(shell).view.counters}
    assert sorted(words & vietnamese - {""}) == []
    assert "To do" in words


@pytest.mark.parametrize("size", [(949, 512), (1093, 560), (1366, 697)])
@pytest.mark.parametrize("waiting", [True, False], ids=["online", "nobody online"])
def test_the_indicators_are_never_squeezed(qtbot: QtBot, size: tuple[int, int], waiting: bool) -> None:
    home = desk_home() if waiting else replace(desk_home(), online_waiting=())
    shell = open_window(qtbot, DemoServices(home=home), size=size)
    view = page(shell).view
    for block in (view.online_share, view.on_time):
        assert block.rate.height() >= block.rate.sizeHint().height()
        assert block.bullet.height() >= block.bullet.sizeHint().height()
