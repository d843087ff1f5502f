"""The strip of pages: walked, marked, moved and dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from tests.helpers.ui_gallery import page_image
from ui.widgets.pages import PageSpec, PageStrip

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_strip_is_walked_reordered_turned_and_thinned_by_keys(qtbot: QtBot) -> None:
    strip = PageStrip(name="strip", add="Thêm", columns=2)
    qtbot.addWidget(strip)
    strip.set_pages([PageSpec(page_image(), f"Giấy {at}") for at in range(3)])
    with qtbot.waitExposed(strip):
        strip.show()
    told: list[tuple[object, ...]] = []
    strip.moved.connect(lambda at, by: told.append(("moved", at, by)))
    strip.removed.connect(lambda at: told.append(("removed", at)))
    strip.turned.connect(lambda at: told.append(("turned", at)))
    strip.split.connect(lambda at: told.append(("split", at)))
    strip.kept.connect(lambda at: told.append(("kept", at)))
    strip.insert_asked.connect(lambda at: told.append(("insert", at)))
    strip.sent.connect(lambda at, to: told.append(("sent", at, to)))
    strip.zoomed.connect(lambda at: told.append(("zoomed", at)))
    strip.chosen.connect(lambda at: told.append(("chosen", at)))
    tiles = strip.findChildren(QAbstractButton)
    tiles[0].setFocus()
    QTest.keyClick(tiles[0], Qt.Key.Key_Right)
    assert tiles[1].hasFocus()
    QTest.keyClick(tiles[1], Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(tiles[1], Qt.Key.Key_R)
    QTest.keyClick(tiles[1], Qt.Key.Key_Delete)
    QTest.keyClick(tiles[1], Qt.Key.Key_Return)
    for key in (Qt.Key.Key_T, Qt.Key.Key_G, Qt.Key.Key_Insert, Qt.Key.Key_2):
        QTest.keyClick(tiles[1], key)
    assert told == [
        ("chosen", 1), ("moved", (1,), -1), ("turned", (1,)), ("removed", (1,)), ("zoomed", 1),
        ("split", 1), ("kept", (1,)), ("insert", 1), ("sent", (1,), 2),
    ]  # fmt: skip
    assert strip.index == 1


def _strip(qtbot: QtBot, pages: int, *, columns: int = 4) -> PageStrip:
    strip = PageStrip(name="strip", add="Thêm", columns=columns)
    qtbot.addWidget(strip)
    strip.resize(340, 340)
    strip.set_pages([PageSpec(page_image(), f"Giấy {at}") for at in range(pages)])
    with qtbot.waitExposed(strip):
        strip.show()
    return strip


def test_shift_and_arrows_mark_several_pages_and_an_act_concerns_them_all(qtbot: QtBot) -> None:
    strip = _strip(qtbot, 6)
    removed: list[tuple[int, ...]] = []
    strip.removed.connect(removed.append)
    tiles = strip.findChildren(QAbstractButton)
    strip.choose(1)
    strip.setFocus()
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(tiles[1], Qt.Key.Key_Right, shift)
    QTest.keyClick(tiles[2], Qt.Key.Key_Right, shift)
    assert list(strip.marked) == [1, 2, 3]
    assert [tile.isChecked() for tile in tiles[:6]] == [False, True, True, True, False, False]
    QTest.keyClick(tiles[3], Qt.Key.Key_Delete)
    QTest.keyClick(tiles[3], Qt.Key.Key_Left)
    assert list(strip.marked) == [2]
    QTest.keyClick(tiles[2], Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert list(strip.marked) == [0, 1, 2, 3, 4, 5]
    assert removed == [(1, 2, 3)]


def test_a_page_dragged_with_the_mouse_lands_where_the_mark_stood(qtbot: QtBot) -> None:
    strip = _strip(qtbot, 4)
    placed: list[tuple[tuple[int, ...], int]] = []
    strip.placed.connect(lambda places, gap: placed.append((places, gap)))
    tiles = strip.findChildren(QAbstractButton)
    first, third = tiles[0], tiles[2]
    target = first.mapFromGlobal(third.mapToGlobal(QPoint(third.width() - 6, 30)))
    QTest.mousePress(first, Qt.MouseButton.LeftButton, pos=QPoint(20, 30))
    QTest.mouseMove(first, target)
    QTest.mouseRelease(first, Qt.MouseButton.LeftButton, pos=target)
    assert placed == [((0,), 3)]
    placed.clear()
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert placed == []
    assert strip.index == 0


def test_a_strip_that_grows_keeps_its_tiles_and_its_focus(qtbot: QtBot) -> None:
    strip = _strip(qtbot, 3)
    tiles = strip.findChildren(QAbstractButton)
    strip.choose(1)
    tiles[1].setFocus()
    strip.set_pages([PageSpec(page_image(), f"Giấy {at}") for at in range(60)])
    assert strip.findChild(QAbstractButton, "page.2") is tiles[1]
    assert QApplication.focusWidget() is tiles[1]
    assert strip.findChild(QAbstractButton, "page.60") is not None
    strip.set_pages([PageSpec(page_image(), "Giấy 1")])
    assert strip.index == 0
    names = [tile.objectName() for tile in strip.findChildren(QAbstractButton) if tile.isVisible()]
    assert sorted(names) == ["page.1", "page.add"]


def test_a_strip_that_is_only_looked_at_changes_nothing(qtbot: QtBot) -> None:
    strip = PageStrip(name="strip", editable=False)
    qtbot.addWidget(strip)
    strip.set_pages([PageSpec(page_image(), f"Giấy {at}") for at in range(2)])
    strip.show()
    tile = strip.findChildren(QAbstractButton)[0]
    with qtbot.assertNotEmitted(strip.removed), qtbot.assertNotEmitted(strip.moved):
        QTest.keyClick(tile, Qt.Key.Key_Delete)
        QTest.keyClick(tile, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)


def test_the_adding_tile_asks_for_a_page_and_is_never_removed(qtbot: QtBot) -> None:
    strip = PageStrip(name="strip", add="Thêm")
    qtbot.addWidget(strip)
    strip.set_pages([])
    tile = strip.findChildren(QAbstractButton)[0]
    with qtbot.assertNotEmitted(strip.removed):
        QTest.keyClick(tile, Qt.Key.Key_Delete)
    with qtbot.waitSignal(strip.add_asked):
        tile.click()
