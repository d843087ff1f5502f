"""One ring says where the keys go: walked by Tab over every screen, never two of them, never none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk.office.looks import Look
from tests.helpers.walk import Stop, activate, visit, walking
from ui import theme
from ui.colours import LIGHT, THEMES
from ui.shell.window import Shell
from ui.shots import made_office
from ui.widgets.card import Card
from ui.widgets.rating import RatingRow

RING = QColor("#FF00C8")  # like nothing else on a screen
CELL = 6  # pixels; a ring is one piece also where its corners are thin
Walk = tuple[Shell, tuple[Stop, ...]]


@pytest.fixture(autouse=True)
def own_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rings in a colour of their own, before any window is made."""
    monkeypatch.setitem(THEMES, "light", replace(LIGHT, ring=RING.name()))


@pytest.fixture
def walk(qapp: QApplication, tmp_path: Path) -> Iterator[Walk]:
    """A window over a made office."""
    with walking(made_office(tmp_path, dossiers=150), Look("vi", "light")) as found:
        yield found
    theme.apply(qapp, "light")


def rings(window: QWidget) -> int:
    """How many rings are painted; a line inside a ring belongs to it."""
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    blue, green, red = (flat[:, : image.width(), at].astype(int) for at in range(3))
    mask = (abs(red - RING.red()) < 40) & (green < 60) & (abs(blue - RING.blue()) < 40)
    cells = {(int(y) // CELL, int(x) // CELL) for y, x in zip(*np.nonzero(mask), strict=True)}
    found = []
    while cells:
        piece, ahead = set(), [cells.pop()]
        while ahead:
            y, x = ahead.pop()
            piece.add((y, x))
            near = {(y + down, x + across) for down in (-1, 0, 1) for across in (-1, 0, 1)} & cells
            cells -= near
            ahead += near
        found.append(piece)
    boxes = [
        (min(y for y, _ in one), min(x for _, x in one), max(y for y, _ in one), max(x for _, x in one))
        for one in found
    ]
    return sum(not any(a is not b and _inside(a, b) for b in boxes) for a in boxes)


def _inside(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return one[0] >= other[0] and one[1] >= other[1] and one[2] <= other[2] and one[3] <= other[3]


def test_tab_shows_one_ring_at_every_stop_of_every_screen(walk: Walk) -> None:
    shell, stops = walk
    activate(shell)
    wrong: dict[str, int] = {}
    looked = 0
    for stop in (one for one in stops if one.screen != "admin"):
        visit(shell, stop)
        shell.bar.scan.setFocus()
        seen: set[int] = set()
        while (focus := QApplication.focusWidget()) is not None and id(focus) not in seen:
            seen.add(id(focus))
            QApplication.processEvents()
            count = rings(shell)
            looked += 1
            of_the_rail = shell.rail.isAncestorOf(focus)  # on its dark ground a ring has another colour
            if count != (0 if of_the_rail else 1):
                wrong[f"{stop.name}: {type(focus).__name__} {focus.objectName()}"] = count
            QTest.keyClick(shell.windowHandle(), Qt.Key.Key_Tab)
    assert looked > 100
    assert wrong == {}


def test_a_rating_by_its_digit_takes_the_focus_along(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    row = RatingRow(("1", "2", "3", "4", "5"))
    qtbot.addWidget(row)
    row.show()
    row.activateWindow()
    row.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    first = QApplication.focusWidget()
    assert first is not None
    QTest.keyClick(first, Qt.Key.Key_4)
    now = QApplication.focusWidget()
    assert now is not None
    assert now.objectName() == "rating.4"
    assert rings(row) == 1


def test_the_frame_of_a_step_goes_with_the_focus(qtbot: QtBot, qapp: QApplication) -> None:
    from PySide6.QtWidgets import QLineEdit, QVBoxLayout

    theme.apply(qapp, "light")
    ground = QWidget()
    qtbot.addWidget(ground)
    column = QVBoxLayout(ground)
    card, outside = Card(name="papers", parent=ground), QLineEdit(ground)
    inside = QLineEdit(card)
    card.body.addWidget(inside)
    column.addWidget(card)
    column.addWidget(outside)
    card.set_current(True)
    ground.show()
    ground.activateWindow()
    inside.setFocus()
    qtbot.waitUntil(inside.hasFocus)

    def edge() -> str:
        return card.grab().toImage().pixelColor(1, card.height() // 2).name()

    framed = edge()
    outside.setFocus()
    qtbot.waitUntil(outside.hasFocus)
    assert framed == LIGHT.primary.lower()
    assert edge() != framed
