"""A box over a screen is told from the screen in every theme, and leaves nothing of itself behind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.ui_demo import EVENING, DemoServices
from tests.helpers.ui_window import open_window
from tests.ui.test_theme import contrast
from ui import theme
from ui.colours import THEMES


@pytest.fixture(params=list(THEMES))
def name(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[str]:
    """One theme after the other."""
    yield request.param
    theme.apply(qapp, "light")


def light(window: QWidget) -> int:
    """How much light a window gives, on a grid of points."""
    image = window.grab().toImage()
    points = ((x, y) for x in range(4, image.width(), 7) for y in range(4, image.height(), 7))
    return sum(image.pixelColor(x, y).lightness() for x, y in points)


def test_the_closing_question_has_an_edge_and_shades_the_window_until_it_is_answered(
    qtbot: QtBot, name: str
) -> None:
    shell = open_window(qtbot, DemoServices(moment=EVENING), start="closing", theme=name)
    before = light(shell)
    QTest.keyClick(shell.focusWidget(), Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox))
    asked = QApplication.activeModalWidget()
    assert asked is not None
    box = asked.grab().toImage()
    edge, ground = box.pixelColor(0, asked.height() // 2), box.pixelColor(6, asked.height() - 6)
    assert contrast(edge.name(), ground.name()) >= 3  # WCAG 2.2, 1.4.11
    assert light(shell) < before * 0.75
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: shell.findChild(QWidget, "box_shade") is None)
    assert light(shell) > before * 0.97
