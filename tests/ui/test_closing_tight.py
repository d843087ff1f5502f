"""Closing the day in a small window or in large letters: every row, every point, F9 in view, and calm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk.rows import ChecklistPoint, DaySheet, MissedDay, SeatRow
from tests.helpers.ui_demo import EVENING, MONDAY, DemoServices, closed_day, day_sheet
from tests.helpers.ui_window import stubbed
from tests.ui.test_closing import page
from ui import theme
from ui.main import Look, make_window
from ui.shell.window import Shell
from ui.tasks import InlineRunner

SMALL = [(1366, 697, 1.5), (1093, 560, 1.0), (1093, 560, 1.15)]
MORE = (
    ChecklistPoint("fees", done=True, text="Lệ phí trong ngày đã thu đủ"),
    ChecklistPoint("cash", done=False, text="Chưa đếm tiền mặt"),
)


class Asked(QObject):
    """Counts how often a layout is asked to lay out."""

    count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


def sheet() -> DaySheet:
    """Six fields, six points, a day missed."""
    made = day_sheet()
    return replace(made, points=(*made.points, *MORE), missed=(MissedDay(MONDAY, late=False),))


@pytest.fixture(params=SMALL, ids=lambda one: f"{one[0]}x{one[1]} at {one[2]:.0%}")
def look(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[tuple[int, int, float]]:
    yield request.param
    theme.apply(qapp, "light")


def opened(qtbot: QtBot, services: DemoServices, look: tuple[int, int, float]) -> Shell:
    wide, high, scale = look
    shell = make_window(
        services, look=Look("vi", "light", scale), runner=InlineRunner(), start="closing", screens=stubbed()
    )
    qtbot.addWidget(shell)
    shell.resize(wide, high)
    with qtbot.waitExposed(shell):
        shell.show()
    shell.office_opened()
    shell.activateWindow()
    shell.setFocus()
    qtbot.waitUntil(lambda: page(shell).presenter.state.sheet is not None)
    calm(qtbot)
    return shell


def calm(qtbot: QtBot) -> None:
    """Wait until nothing asks for another layout any more."""
    asked = Asked()
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(asked)

    def rests() -> bool:
        before = asked.count
        for _ in range(5):
            QApplication.processEvents()
        return asked.count == before

    try:
        qtbot.waitUntil(rests, timeout=3000)
    finally:
        app.removeEventFilter(asked)


def whole(widget: QWidget) -> bool:
    """Whether nothing of a widget is hidden or scrolled away."""
    return widget.visibleRegion().boundingRect() == widget.rect()


def test_before_closing_six_fields_and_six_points_stand_without_scrolling(
    qtbot: QtBot, look: tuple[int, int, float]
) -> None:
    services = DemoServices(moment=EVENING)
    services.sheet = sheet()
    view = page(opened(qtbot, services, look)).view
    assert view.table.verticalScrollBar().maximum() == 0
    seen = view.table.viewport().visibleRegion().boundingRect()
    for row in range(6):
        assert seen.contains(view.table.visualRect(view.table.model().index(row, 0)))
    points = [one for one in view.checklist.findChildren(QWidget) if type(one).__name__ == "_Point"]
    assert len(points) == 6
    assert all(whole(point) for point in points)
    assert whole(view.commit)


@pytest.mark.parametrize("state", ["seats", "closed", "changed"])
def test_whatever_is_said_f9_stays_in_view_and_the_layout_comes_to_rest(
    qtbot: QtBot, look: tuple[int, int, float], state: str
) -> None:
    services = DemoServices(moment=EVENING)
    desk = SeatRow("b", "2", "", "Trần Thị Mẫu", EVENING, EVENING, "open", 1)
    services.sheet = {
        "seats": replace(sheet(), seats=(desk, replace(desk, id="c", counter="3"))),
        "closed": replace(sheet(), closed=closed_day()),
        "changed": replace(sheet(), closed=closed_day(), changed_since=True),
    }[state]
    shell = opened(qtbot, services, look)
    view = page(shell).view
    assert whole(view.commit)
    if state == "changed":
        assert whole(view.reason)
    for width in (1500, look[0], 949, look[0]):  # two columns and back: nothing is lost or laid over
        shell.resize(width, look[1] if width < 1500 else 1000)
        calm(qtbot)
    assert whole(view.commit)
    cards = [one for one in (view.money, view.tally, view.checklist) if one.isVisible()]
    places = [QRect(one.mapTo(shell, QPoint(0, 0)), one.size()) for one in cards]
    assert not any(a.intersects(b) for at, a in enumerate(places) for b in places[at + 1 :])
    assert all(one.height() >= one.minimumSizeHint().height() for one in cards)


def test_what_gets_the_focus_is_scrolled_into_view(qtbot: QtBot, look: tuple[int, int, float]) -> None:
    services = DemoServices(moment=EVENING)
    services.sheet = replace(sheet(), closed=closed_day())
    view = page(opened(qtbot, services, look)).view
    view.table.setFocus()
    for _ in range(6):
        QTest.keyClick(view.table, Qt.Key.Key_Down)
    rect = view.table.visualRect(view.table.currentIndex())
    assert view.table.viewport().visibleRegion().boundingRect().contains(rect)
    last = [one for one in view.checklist.findChildren(QWidget) if one.objectName().startswith("point.")][-1]
    last.setFocus()
    QApplication.processEvents()
    assert whole(last)
