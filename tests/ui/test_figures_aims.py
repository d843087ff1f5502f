"""The indicators against their targets on the figures screen: walked, opened, tried, set."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desk.clock import LOCAL
from desk.numbers.tally import tally
from desk.office.bootstrap import open_office
from desk.office.opened import Office
from desk.services import DeskServices
from ui import format as say
from ui.changes import Changes
from ui.figures.aims_model import AimSpan, days_of, number_typed, percent_typed
from ui.figures.screen import FiguresPage
from ui.shell.screen import Desktop, ScreenContext
from ui.tasks import InlineRunner

NOW = datetime(2026, 11, 23, 15, 40, tzinfo=LOCAL)
YEAR = date(2026, 1, 1)
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def office(made: Path, tmp_path: Path) -> Iterator[Office]:
    shutil.copytree(made, tmp_path / "sổ")
    with open_office(tmp_path / "sổ", now=NOW) as opened:
        yield opened


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> FiguresPage:
    page = FiguresPage(ScreenContext(DeskServices(office), InlineRunner(), Changes(), Desktop()))
    qtbot.addWidget(page)
    page.resize(1278, 604)
    page.show()
    page.shown()
    qtbot.waitUntil(lambda: not page.presenter.state.busy)
    QTest.keyClick(page, Qt.Key.Key_3, ALT)
    qtbot.waitUntil(lambda: page.view.aims.table.rows_model.rowCount() > 0)
    return page


def stand_on(page: FiguresPage, key: str) -> None:
    rows = page.view.aims.table.rows_model.rows
    page.view.aims.table.selectRow(next(at for at, aim in enumerate(rows) if aim.key == key))


def test_every_indicator_says_what_the_tally_of_the_year_says(page: FiguresPage, office: Office) -> None:
    table = page.view.aims.table
    assert table.hasFocus()
    known = tally(office, YEAR, NOW.date()).indicators
    shown = [[table.model().index(row, column).data() for column in (1, 2)] for row in range(len(known))]
    rates = ["–" if one.rate is None else say.share(one.rate) for one in known]
    parts = [f"{say.number(one.numerator)}/{say.number(one.denominator)}" for one in known]
    assert shown == [list(pair) for pair in zip(parts, rates, strict=True)]


def test_enter_opens_the_dossiers_that_count_against_it_and_escape_leads_back(
    page: FiguresPage, office: Office, qtbot: QtBot
) -> None:
    known = {one.key: one for one in tally(office, YEAR, NOW.date()).indicators}["on_time_settled"]
    stand_on(page, "on_time_settled")
    QTest.keyClick(page.view.aims.table, Qt.Key.Key_Return)
    behind = page.view.aims.list
    qtbot.waitUntil(behind.hasFocus)
    assert behind.rows_model.rowCount() == known.denominator - known.numerator
    opened: list[object] = []
    page._context.desktop.go_asked.connect(lambda name, wish: opened.append((name, wish.code)))
    QTest.keyClick(behind, Qt.Key.Key_Return)
    assert opened == [("dossier", behind.rows_model.rows[0].code)]
    assert page.back()
    assert page.view.aims.table.hasFocus()
    assert not page.back()


def test_what_if_is_told_while_one_types(page: FiguresPage) -> None:
    stand_on(page, "online_simple")
    detail = page.view.aims.detail
    value = page.view.aims.table.current_row.value
    QTest.keyClicks(detail.good, "40")
    QTest.keyClicks(detail.other, "10")
    wanted = 100 * (value.numerator + 40) / (value.denominator + 50)
    assert say.share(round(wanted, 2), 2) in detail.guess.text()
    QTest.keyClicks(detail.other, "x")
    assert detail.guess.text() == "Nhập số nguyên."


def test_a_target_is_set_from_a_day_on_and_nonsense_is_refused(
    page: FiguresPage, office: Office, qtbot: QtBot
) -> None:
    stand_on(page, "on_time_settled")
    detail = page.view.aims.detail
    for words in ("chín mươi", "101"):
        detail.target.setText(words)
        QTest.keyClick(detail.target, Qt.Key.Key_Return)
        qtbot.waitUntil(detail.trouble.isVisible)
    detail.target.setText("97,5")
    QTest.keyClick(detail.target, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.view.aims.table.current_row.value.target is not None)
    known = {one.key: one for one in tally(office, YEAR, NOW.date()).indicators}
    assert (known["on_time_settled"].target, known["digitised"].target) == (97.5, 80)
    assert page.view.aims.table.current_row.value.target == 97.5
    assert not detail.trouble.isVisible()


def test_a_published_plan_is_taken_over_from_next_year_on(page: FiguresPage, office: Office) -> None:
    page.view.aims.plan_chosen.emit("quy-nhon-2021", True)
    now, later = (
        {one.key: one.target for one in tally(office, day, day).indicators}
        for day in (NOW.date(), date(2027, 1, 1))
    )
    assert (now["satisfied"], later["satisfied"], later["on_time_settled"]) == (None, 90, 97)


def test_the_formula_and_its_source_stand_beside_each_number(page: FiguresPage) -> None:
    aims, detail = page.view.aims.table.rows_model.rows, page.view.aims.detail
    for aim in aims:
        stand_on(page, aim.key)
        assert aim.formula in detail.formula.text()
        assert aim.source in detail.source.text()
        assert detail.missing.isVisible() == aim.counts_dossiers
    assert len({aim.formula for aim in aims}) == len(aims)


def test_periods_are_those_of_the_calendar() -> None:
    assert days_of(AimSpan.QUARTER, date(2026, 11, 23)) == (date(2026, 10, 1), date(2026, 12, 31))
    assert days_of(AimSpan.MONTH, date(2028, 2, 3)) == (date(2028, 2, 1), date(2028, 2, 29))
    assert days_of(AimSpan.YEAR, date(2026, 7, 1)) == (date(2026, 1, 1), date(2026, 12, 31))
    assert [number_typed(one) for one in ("1.200", "", "-1", "x")] == [1200, 0, None, None]
    assert [percent_typed(one) for one in ("97,5 %", "80", "", "-3", "1,2,3")] == [97.5, 80, None, None, None]


def test_the_close_up_is_of_the_indicator_whose_dossiers_are_listed(page: FiguresPage, qtbot: QtBot) -> None:
    aims = page.view.aims
    counting = [aim for aim in aims.table.rows_model.rows if aim.counts_dossiers]
    stand_on(page, counting[0].key)
    page.aims.look_behind(counting[1].key)
    qtbot.waitUntil(lambda: page.aims.state.behind is not None)
    assert aims.detail.name.text() == counting[1].name
    assert aims.key == counting[1].key
