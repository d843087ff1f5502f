"""The figures screen over a made office: walked by keys, as a table, written to files."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desk.clock import LOCAL, FrozenClock
from desk.errors import SurroundingsError
from desk.numbers.tally import tally
from desk.office.bootstrap import create_office, open_office
from desk.office.opened import Office
from desk.services import DeskServices
from ui import format as say
from ui.changes import Changes, Kind
from ui.figures.model import Kind as Picture
from ui.figures.screen import FiguresPage
from ui.shell.screen import Desktop, ScreenContext
from ui.tasks import InlineRunner
from ui.widgets.charts import heat

NOW = datetime(2026, 11, 23, 15, 40, tzinfo=LOCAL)


@pytest.fixture
def office(made: Path) -> Iterator[Office]:
    with open_office(made, now=NOW) as opened:
        yield opened


def page_of(qtbot: QtBot, office: Office) -> FiguresPage:
    page = FiguresPage(ScreenContext(DeskServices(office), InlineRunner(), Changes(), Desktop()))
    qtbot.addWidget(page)
    page.resize(1278, 604)
    page.show()
    come_to(qtbot, page)
    return page


def come_to(qtbot: QtBot, page: FiguresPage) -> None:
    page.shown()
    qtbot.waitUntil(lambda: not page.presenter.state.busy)


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> FiguresPage:
    return page_of(qtbot, office)


def test_the_newest_bar_is_stood_on_first_and_the_arrows_walk(page: FiguresPage) -> None:
    chart = page.view.online
    assert chart.hasFocus()
    assert "11/2026" in page.view.cards[Picture.ONLINE].words.text()
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert "10/2026" in page.view.cards[Picture.ONLINE].words.text()
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert "12/2025" in chart.accessibleDescription()
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert "12/2025" in chart.accessibleDescription()  # the edge holds


def test_the_table_says_what_the_tally_of_the_month_says(page: FiguresPage, office: Office) -> None:
    QTest.keyClick(page, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    card = page.view.cards[Picture.ON_TIME]
    assert card.table is not None
    assert page.view.cards[Picture.ONLINE].front.hasFocus()  # the keys stay where they were
    for row, point in enumerate(reversed(page.presenter.state.points)):
        known = {one.key: one for one in tally(office, point.first, point.last).indicators}
        value = known["on_time_settled"]
        shown = [card.table.model().index(row, column).data() for column in (1, 2)]
        assert shown == [say.number(value.numerator), say.number(value.denominator)]
    QTest.keyClick(page, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert page.view.online.hasFocus()


def test_alt_2_shows_days_and_alt_1_months_again(page: FiguresPage) -> None:
    QTest.keyClick(page, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert "23/11/2026" in page.view.cards[Picture.ONLINE].words.text()
    assert page.view.span.value == "days"
    QTest.keyClick(page, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert page.view.span.value == "months"


def test_every_running_dossier_is_in_the_strip_at_every_width(page: FiguresPage) -> None:
    from ui.tokens import LayoutKind

    assert page.presenter.state.trends is not None
    running = sum(row.total for row in page.presenter.state.trends.holders)
    for kind in (LayoutKind.COMPACT, LayoutKind.WIDE):
        page.lay_out(kind)
        cells = [page.view.ahead.say(at).rsplit(": ", 1)[1] for at in range(page.view.ahead.count())]
        assert sum(map(int, cells)) == running


def test_a_click_stands_on_the_cell_under_it(page: FiguresPage) -> None:
    strip = page.view.ahead
    told: list[str] = []
    strip.told.connect(told.append)
    spots = [QPoint(strip.width() - 20, y) for y in range(0, strip.height(), 4)]
    spot = next(one for one in spots if strip.mark_at(one) >= 0)
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=spot)
    assert told[-1] == strip.say(strip.mark_at(spot))


@pytest.mark.parametrize("kind", list(Picture))
def test_a_picture_is_written_crisp_and_as_text_on_paper(
    page: FiguresPage, kind: Picture, tmp_path: Path
) -> None:
    picture, paper = tmp_path / "Hình số liệu.png", tmp_path / "Hình số liệu.pdf"
    assert page.write(kind, picture)
    assert page.write(kind, paper)
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (1520, 840)
    assert image.pixelColor(2, 2).name() == "#ffffff"
    text = subprocess.run(
        [shutil.which("pdftotext") or "pdftotext", "-layout", paper, "-"], capture_output=True, check=True
    ).stdout.decode()
    assert page.view.cards[kind].chart.title in text
    assert "23/11/2026" in text


def test_a_folder_that_is_gone_is_said_and_nothing_is_written(page: FiguresPage, tmp_path: Path) -> None:
    said: list[object] = []
    page._context.desktop.banner_asked.connect(said.append)
    for name in ("a.png", "a.pdf"):
        assert not page.write(Picture.ONLINE, tmp_path / "không có" / name)
    assert len(said) == 2


def test_an_empty_office_says_how_to_begin(qtbot: QtBot, data_folder: Path) -> None:
    create_office(data_folder, training=True, clock=FrozenClock(NOW))
    with open_office(data_folder, now=NOW) as opened:
        page = page_of(qtbot, opened)
        assert page.view.empty.isVisible()
        assert not page.view.export.isEnabled()


def test_a_record_that_cannot_be_read_is_said_and_tried_again(
    qtbot: QtBot, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desk.numbers import trends

    def broken(office: Office) -> None:
        del office
        raise SurroundingsError("data.busy")

    with monkeypatch.context() as patch:
        patch.setattr(trends, "trends", broken)
        page = page_of(qtbot, office)
        assert page.view.empty.isVisible()
    page.view.empty.acted.emit()
    qtbot.waitUntil(page.view.online.isVisible)


def test_the_figures_are_counted_again_only_after_a_change(qtbot: QtBot, page: FiguresPage) -> None:
    first = page.presenter.state.trends
    come_to(qtbot, page)
    assert page.presenter.state.trends is first
    page._context.changes.tell(Kind.DOSSIER)
    come_to(qtbot, page)
    assert page.presenter.state.trends is not first


@pytest.mark.parametrize(("width", "dates"), [(560, {"25", "26", "27"}), (900, {"25/11", "26/11", "27/11"})])
def test_the_dates_over_a_strip_are_all_whole_or_all_short(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, width: int, dates: set[str]
) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(heat, "draw_text", lambda _p, _place, words, *_more, **_kinds: drawn.append(words))
    strip = heat.HeatStrip(name="strip", title="Hạn")
    qtbot.addWidget(strip)
    days = [heat.HeatColumn("T4", f"{day}/11", brief=str(day)) for day in (25, 26, 27)]
    strip.set([*days, heat.HeatColumn("Sau đó")], [heat.HeatRow("Chuyên viên Mẫu Một, " * 3, (1, 0, 2, 0))])
    strip.resize(width, 200)
    strip.grab()
    assert dates <= set(drawn)
    assert not ({"25", "26", "27", "25/11", "26/11", "27/11"} - dates) & set(drawn)
