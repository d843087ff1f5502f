"""The citizen's monitor and the queue in Thiết lập: typed, tried, saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest

from desk.services import DeskServices
from tests.helpers.admin_window import AdminDesk
from tests.helpers.citizen_desk import WALL, Table
from ui.admin.citizen import model
from ui.admin.citizen.model import FormState
from ui.admin.citizen.section import QueueSection, ScreenSection
from ui.admin.parts.sheet import ON
from ui.citizen.faces import Rate
from ui.citizen.monitors import Monitor
from ui.citizen.side import CitizenSide


@pytest.fixture
def screen(admin: AdminDesk) -> ScreenSection:
    admin.shell.go("admin", "citizen")
    admin.settle()
    section = admin.section(ScreenSection)
    table = Table()
    table.plugged = [WALL]
    section.monitors = table
    section.shown()
    admin.settle()
    return section


def test_a_monitor_is_chosen_by_name_and_size_and_kept_for_this_machine(
    admin: AdminDesk, screen: ScreenSection, office_services: DeskServices
) -> None:
    offered = [words for _, words in model.choices(screen.presenter.state)]
    assert offered == ["chưa chọn", "HDMI-1 · Mẫu 22 · 1366 × 768"]
    screen.presenter.put("on", ON)
    assert not screen.current_offer().enabled  # a window without a monitor would be a dead switch
    assert "Chọn màn hình" in screen.current_offer().note
    screen.presenter.put("monitor", model.monitor_key(WALL))
    screen.presenter.put("rating_seconds", "20")
    admin.key(Qt.Key.Key_F9)
    kept = office_services.house.citizen_screen()
    assert (kept.on, kept.name, kept.serial, kept.width, kept.rating_seconds) == (
        True, "HDMI-1", "SN1", 1366, 20,
    )  # fmt: skip
    assert "Đã lưu màn hình công dân của máy này" in admin.toasts


def test_the_clerks_own_monitor_is_not_offered(screen: ScreenSection) -> None:
    own = screen.window().screen()
    assert own is not None
    assert own.name() not in [one.name for one in screen.presenter.state.monitors]


def test_a_monitor_that_is_unplugged_stays_chosen_and_says_so(
    admin: AdminDesk, screen: ScreenSection
) -> None:
    screen.presenter.put("monitor", model.monitor_key(WALL))
    table = screen.monitors
    assert isinstance(table, Table)
    table.plugged = []
    screen.shown()
    admin.settle()
    assert ("HDMI-1 (chưa cắm)") in [words for _, words in model.choices(screen.presenter.state)]


def test_the_preview_shows_every_state_without_saving_anything(
    admin: AdminDesk, screen: ScreenSection, office_services: DeskServices
) -> None:
    QTest.mouseClick(screen.try_here, Qt.MouseButton.LeftButton)
    window, trial = screen.preview, screen._trial
    assert window is not None
    assert trial is not None
    seen = []
    for _ in range(7):
        shown = window.stack.currentWidget()
        assert shown is not None
        seen.append(shown.objectName())
        trial.step()
    assert seen == [
        "citizen.waiting", "citizen.entering", "citizen.fee_due", "citizen.visit", "citizen.sign",
        "citizen.rate", "citizen.thanks",
    ]  # fmt: skip
    assert not (Path(office_services._office.data) / "citizen.json").exists()


def test_the_live_test_runs_on_the_chosen_monitor_and_leaves_everything_as_it_was(
    admin: AdminDesk, screen: ScreenSection, office_services: DeskServices
) -> None:
    table = Table()
    table.plugged = [WALL]
    side = CitizenSide(office_services, admin.runner, monitors=table)
    side.follow(admin.shell)
    screen.presenter.put("monitor", model.monitor_key(WALL))
    admin.settle()
    QTest.mouseClick(screen.try_there, Qt.MouseButton.LeftButton)
    assert side.window is not None
    assert side.window.geometry() == WALL.rect
    from ui.citizen.trying import Trial

    [trial] = side.window.findChildren(Trial)
    for _ in range(7):
        trial.step()
    admin.settle()
    assert side.window is None
    side.close()
    side.deleteLater()


@pytest.mark.parametrize("typed", ["", "4", "121", "ba mươi"])
def test_a_time_that_makes_no_sense_is_refused_in_words(typed: str) -> None:
    from desk.office.citizen_screen import CitizenScreen

    kept = CitizenScreen()
    state = FormState(values={**model.screen_values(kept), "rating_seconds": typed})
    assert model.screen_of(state, kept)[1] == {"rating_seconds": "Ghi số giây từ 5 đến 120."}


def test_what_is_typed_comes_back_as_it_was_kept() -> None:
    from desk.office.citizen_screen import CitizenScreen

    monitor = Monitor("DP-1", QRect(-1920, 0, 1920, 1080), "Mẫu", "S")
    kept = CitizenScreen(
        on=True, name="DP-1", model="Mẫu", serial="S", x=-1920, width=1920, height=1080, bell=True
    )
    state = FormState(values=model.screen_values(kept), monitors=(monitor,))
    assert model.screen_of(state, kept) == (kept, {})


# ---- the queue ---------------------------------------------------------------------------------------


def test_the_queue_is_turned_on_with_kinds_of_its_own_and_the_window_knows_at_once(
    admin: AdminDesk, office_services: DeskServices
) -> None:
    admin.shell.go("admin", "queue")
    admin.settle()
    section = admin.section(QueueSection)
    assert not admin.shell.queue.control.on
    section.presenter.put("kinds", "N | Nộp hồ sơ | Submit\nT | Trả kết quả | Collect")
    section.presenter.put("serves", "2 | T")
    section.presenter.put("on", ON)
    admin.key(Qt.Key.Key_F9)
    held = office_services.queue.settings()
    assert held.on
    assert [(one.code, one.name, one.name_en) for one in held.kinds] == [
        ("N", "Nộp hồ sơ", "Submit"),
        ("T", "Trả kết quả", "Collect"),
    ]
    assert admin.shell.queue.control.on
    assert office_services.queue.issue("T").ticket.label == "T01"


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("kinds", ""),
        ("kinds", "A | "),
        ("kinds", "A | x | y\nA | z | w"),
        ("kinds", "A9 | x | y"),
        ("serves", "quầy một | A"),
        ("serves", "2 | Z"),
    ],
)
def test_what_cannot_be_a_queue_is_refused_beside_its_field(key: str, typed: str) -> None:
    from desk.queue.declared import QUEUE

    values = model.queue_values({one.key: one.default for one in QUEUE})
    wrong = model.queue_rules({**values, key: typed})[1]
    assert list(wrong) == [key] or key in wrong
    assert wrong[key].endswith(".")


def test_the_defaults_of_the_queue_come_back_as_they_are() -> None:
    from desk.queue.declared import QUEUE

    defaults = {one.key: one.default for one in QUEUE}
    assert model.queue_rules(model.queue_values(defaults)) == (defaults, {})
    one = model.queue_rules({**model.queue_values(defaults), "kinds": "Thủ tục"})
    assert one == ({**defaults, "queue.kinds": [{"code": "", "name": "Thủ tục", "name_en": ""}]}, {})


def test_rate_is_the_face_the_trial_ends_with_before_thanks() -> None:
    from tests.helpers.ui_demo import MORNING
    from ui.citizen.trying import samples

    assert isinstance(samples(MORNING)[-2], Rate)
