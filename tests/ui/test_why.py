"""Why a date is what it is: the same reckoning as every promise, its sources, the days, by one key."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.clock import parse_moment
from desk.dates.calendar import shipped_work_calendar
from desk.dates.due import promise
from desk.dates.explain import story
from desk.office.looks import Look
from desk.rows import ProcedureCard
from desk.services import DeskServices
from tests.helpers.ui_demo import marriage_card
from ui.help.why import WhyWindow
from ui.help.wish import WhyWish
from ui.main import make_window
from ui.shell.window import Shell
from ui.tasks import InlineRunner


def card(limit: int | None, unit: str | None) -> ProcedureCard:
    """The demo's procedure with another term."""
    from dataclasses import replace

    return replace(marriage_card(), time_limit=limit, time_unit=unit, basis="QĐ 1/QĐ-BTP")


@pytest.mark.parametrize(
    ("limit", "unit", "received"),
    [
        (3, "working_day", "2026-11-23T09:41:00+07:00"),
        (15, "calendar_day", "2026-12-25T16:00:00+07:00"),
        (None, "same_day", "2026-11-23T15:30:00+07:00"),
        (8, "working_hour", "2026-11-27T16:00:00+07:00"),
        (5, "working_day", "2026-04-28T09:00:00+07:00"),
        (None, None, "2026-11-23T09:41:00+07:00"),
    ],
)
def test_the_reckoning_told_is_the_one_that_promises(
    limit: int | None, unit: str | None, received: str
) -> None:
    calendar = shipped_work_calendar()
    told = story(card(limit, unit), parse_moment(received), calendar)
    promised = promise(card(limit, unit), parse_moment(received), calendar)
    assert told.due_at == promised.due_at
    assert tuple(step.text for step in told.steps) == promised.reason


def test_days_are_counted_from_the_day_after_and_end_on_the_due_day() -> None:
    told = story(card(3, "working_day"), parse_moment("2026-11-13T09:00:00+07:00"), shipped_work_calendar())
    kinds = [(one.day.day, one.kind, one.number) for one in told.days]  # 13 November 2026 is a Friday
    assert kinds == [
        (13, "received", 0), (14, "weekend", 0), (15, "weekend", 0), (16, "counted", 1), (17, "counted", 2),
        (18, "due", 3),
    ]  # fmt: skip


def test_a_holiday_is_named_and_not_counted() -> None:
    told = story(card(2, "working_day"), parse_moment("2026-08-31T09:00:00+07:00"), shipped_work_calendar())
    off = [one for one in told.days if one.kind == "off"]
    assert date(2026, 9, 2) in [one.day for one in off]
    assert all(one.name and not one.number for one in off)


def test_every_step_of_the_law_has_its_source() -> None:
    received, bases = parse_moment("2026-11-23T15:30:00+07:00"), {"same_day": "Luật Hộ tịch 60/2014/QH13"}
    told = story(card(None, "same_day"), received, shipped_work_calendar(), bases=bases)
    assert told.steps[0].source == "Luật Hộ tịch 60/2014/QH13"
    assert told.source == "QĐ 1/QĐ-BTP"


def test_an_english_screen_reads_english_steps() -> None:
    received = parse_moment("2026-11-13T09:00:00+07:00")
    told = story(card(3, "working_day"), received, shipped_work_calendar(), lang="en")
    words = " ".join(step.text for step in told.steps)
    assert "Wednesday 18/11/2026" in words
    assert "Thứ" not in words
    assert told.term == "3 working days"


# ---- in the window ------------------------------------------------------------------------------------


@pytest.fixture
def window(qtbot: QtBot, office_services: DeskServices) -> Shell:
    """The whole window over a practice office."""
    shell = make_window(office_services, look=Look(), runner=InlineRunner())
    qtbot.addWidget(shell)
    shell.resize(1366, 768)
    with qtbot.waitExposed(shell):
        shell.show()
    shell.activateWindow()
    return shell


def settle(qtbot: QtBot, shell: Shell) -> None:
    """Let everything asked come back."""
    qtbot.waitUntil(lambda: shell.runner.running == 0)
    QApplication.processEvents()


def test_ctrl_d_on_a_dossier_opens_the_reckoning_and_escape_gives_the_focus_back(
    qtbot: QtBot, window: Shell, office_services: DeskServices
) -> None:
    applicant = {"id_number": "079056000889", "full_name": "Võ Ngọc Thí Dụ", "birth_date": "1956-07-07"}
    code = office_services.receive(
        {"channel": "direct", "procedure": "1.004873", "applicant": applicant, "components": []}
    ).code
    window.go("dossier", code)
    settle(qtbot, window)
    before = window.focusWidget()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    why = window.findChild(WhyWindow)
    assert why is not None
    assert why.isVisible()
    assert why.strip.weeks >= 1
    assert "nộp" in why.strip.accessibleName()
    QTest.keyClick(why, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(WhyWindow) is None)
    assert window.focusWidget() is before


def test_the_due_card_of_a_reception_has_the_link_once_there_is_a_date(qtbot: QtBot, window: Shell) -> None:
    window.go("reception")
    settle(qtbot, window)
    page = window.page_of("reception")
    edit = page.view.due.edit  # type: ignore[attr-defined]
    assert not edit.isVisible()
    page.presenter.choice.choose("1.004873")  # type: ignore[attr-defined]
    settle(qtbot, window)
    assert edit.isVisible()
    edit.click()
    settle(qtbot, window)
    why = window.findChild(WhyWindow)
    assert why is not None
    assert "Thời hạn" in why.term.text()
    why.close()


def test_a_date_that_was_changed_is_said_to_stay(qtbot: QtBot, window: Shell) -> None:
    received, due = parse_moment("2026-11-23T09:00:00+07:00"), parse_moment("2026-12-31T17:00:00+07:00")
    window.desktop.why(WhyWish("1.004873", received, due))
    settle(qtbot, window)
    why = window.findChild(WhyWindow)
    assert why is not None
    assert "31/12/2026" in why.note.text()
    why.close()


def test_a_procedure_nobody_knows_is_told_in_the_window(qtbot: QtBot, window: Shell) -> None:
    window.desktop.why(WhyWish("9.999999", parse_moment("2026-11-23T09:00:00+07:00")))
    settle(qtbot, window)
    why = window.findChild(WhyWindow)
    assert why is not None
    assert why.banner.isVisible()
    for words in (why.banner.title, why.banner.text):
        assert words.height() >= words.fontMetrics().height()  # the sentence is read, not squeezed
    why.close()
