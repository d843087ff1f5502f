"""The corner editor worked by keys and by mouse: what is settled is in the pixels of the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.keys import KEYS
from ui.scan.corners import CornerEditor, PageToTrim, Trimmed
from ui.tasks import InlineRunner
from ui.widgets import quad as shape

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from ui.widgets.quad import Quad

    Opened = Callable[..., CornerEditor]

WIDE, HIGH = 4000, 3000
FOUND: Quad = ((1000.0, 500.0), (3000.0, 500.0), (3000.0, 2500.0), (1000.0, 2500.0))
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication) -> Opened:
    """An editor over a window, with a picture a quarter of its source's size."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1366, 697)
    window.show()

    def build(**more: object) -> CornerEditor:
        image = QImage(WIDE // 4, HIGH // 4, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.gray)
        editor = CornerEditor(InlineRunner(qapp), window)
        page = PageToTrim("Trang 3", lambda: (image, (WIDE, HIGH)), **({"found": FOUND} | more))  # type: ignore[arg-type]
        editor.open_page(page)
        qtbot.waitUntil(lambda: editor.ready)
        editor.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is editor.view.corners[0])
        return editor

    return build


def _press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifier)


def near(quad: Quad) -> Quad:
    """The corners to whole pixels of the source."""
    one, two, three, four = ((float(round(x)), float(round(y))) for x, y in quad)
    return (one, two, three, four)


def _settled(editor: CornerEditor) -> list[Trimmed | None]:
    told: list[Trimmed | None] = []
    editor.settled.connect(told.append)
    return told


def test_arrows_move_a_corner_by_one_ten_and_a_hundred_pixels_of_the_source(opened: Opened) -> None:
    editor = opened()
    told = _settled(editor)
    _press(Qt.Key.Key_Right)
    _press(Qt.Key.Key_Down, SHIFT)
    _press(Qt.Key.Key_Left, CTRL)
    _press(Qt.Key.Key_Tab)
    _press(Qt.Key.Key_Up)
    _press(Qt.Key.Key_Return)
    assert len(told) == 1
    assert told[0] is not None
    corners = [(round(x), round(y)) for x, y in told[0].corners]
    assert corners == [(901, 510), (3000, 499), (3000, 2500), (1000, 2500)]
    assert told[0].turn == 0


def test_tab_walks_the_corners_then_the_edges_then_the_buttons(opened: Opened) -> None:
    opened()
    seen = []
    for _ in range(12):
        focus = QApplication.focusWidget()
        seen.append(focus.objectName() if focus else "")
        _press(Qt.Key.Key_Tab)
    assert seen[:8] == [f"corner.{at}" for at in range(1, 5)] + [f"edge.{at}" for at in range(1, 5)]
    assert "corners.whole" in seen
    assert "corners.turn" in seen


def test_a_corner_never_leaves_the_picture(opened: Opened) -> None:
    editor = opened()
    for _ in range(15):
        _press(Qt.Key.Key_Left, CTRL)
        _press(Qt.Key.Key_Up, CTRL)
    x, y = editor.view.quad[0]
    assert (round(x), round(y)) == (0, 0)


def test_an_edge_moves_sideways_with_both_its_corners(opened: Opened) -> None:
    editor = opened()
    editor.view.edges[1].setFocus()
    _press(Qt.Key.Key_Right, CTRL)
    _press(Qt.Key.Key_Down, CTRL)
    corners = [(round(x), round(y)) for x, y in editor.view.quad]
    assert corners == [(1000, 500), (3100, 500), (3100, 2500), (1000, 2500)]


def test_a_handle_is_dragged_with_the_mouse(opened: Opened) -> None:
    editor = opened()
    handle = editor.view.corners[2]
    scale = editor.view.picture_rect().width() / WIDE
    middle = handle.rect().center()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(handle, middle + QPoint(-40, -20))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=middle + QPoint(-40, -20))
    x, y = editor.view.quad[2]
    assert abs(x - (3000 - 40 / scale)) < 3 / scale
    assert abs(y - (2500 - 20 / scale)) < 3 / scale


def test_nought_takes_the_whole_frame_and_m_goes_back_to_what_was_found(opened: Opened) -> None:
    editor = opened()
    _press(Qt.Key.Key_0)
    assert [(round(x), round(y)) for x, y in editor.view.quad] == [(0, 0), (WIDE, 0), (WIDE, HIGH), (0, HIGH)]
    assert editor.state.spec.text == "Giữ cả khung"
    _press(Qt.Key.Key_M)
    assert [(round(x), round(y)) for x, y in editor.view.quad] == [(round(x), round(y)) for x, y in FOUND]


def test_turning_keeps_the_corners_on_the_same_spots_of_the_source(opened: Opened) -> None:
    editor = opened()
    told = _settled(editor)
    _press(Qt.Key.Key_R)
    # the handle at the top left of what is seen is the source's bottom left now
    assert [round(value) for value in editor.view.quad[0]] == [1000, 2500]
    editor.view.corners[0].setFocus()
    _press(Qt.Key.Key_Right, SHIFT)  # to the right as seen is upwards in the source
    assert [round(value) for value in editor.view.quad[0]] == [1000, 2490]
    _press(Qt.Key.Key_Return)
    assert told[0] is not None
    assert told[0].turn == 90


def test_nothing_changed_on_a_sure_page_settles_nothing(opened: Opened) -> None:
    editor = opened()
    told = _settled(editor)
    _press(Qt.Key.Key_Return)
    assert told == [None]


def test_a_page_in_doubt_says_so_and_enter_confirms_what_is_shown(opened: Opened) -> None:
    editor = opened(unsure=True)
    assert editor.state.spec.text.startswith("Chưa rõ mép giấy")
    told = _settled(editor)
    _press(Qt.Key.Key_Return)
    assert told[0] is not None
    assert [(round(x), round(y)) for x, y in told[0].corners] == [(round(x), round(y)) for x, y in FOUND]


def test_where_nothing_was_found_the_whole_frame_stands_and_nothing_is_cut(opened: Opened) -> None:
    editor = opened(found=None, unsure=True)
    assert [(round(x), round(y)) for x, y in editor.view.quad] == [(0, 0), (WIDE, 0), (WIDE, HIGH), (0, HIGH)]
    assert not editor.again.isEnabled()


def test_crossed_corners_cannot_be_taken_and_are_named(opened: Opened) -> None:
    editor = opened()
    told = _settled(editor)
    for _ in range(22):
        _press(Qt.Key.Key_Right, CTRL)
    for _ in range(22):
        _press(Qt.Key.Key_Down, CTRL)
    assert editor.state.spec.text.startswith("Bốn góc chưa")
    _press(Qt.Key.Key_Return)
    assert told == []


def test_escape_leaves_the_page_as_it_was(opened: Opened) -> None:
    editor = opened()
    told = _settled(editor)
    _press(Qt.Key.Key_Right, CTRL)
    _press(Qt.Key.Key_Escape)
    assert told == []
    assert not editor.isVisible()


def test_the_letters_follow_the_one_table_of_keys_and_so_do_their_caps(
    opened: Opened, qapp: QApplication
) -> None:
    changes = {"scan.whole": "W", "scan.found": "Y", "reception.rotate": "X"}
    KEYS.remapped(changes).put_in_force(qapp)
    try:
        editor = opened()
        caps = [button.accessibleDescription() for button in (editor.all, editor.again, editor.round)]
        assert caps == ["W", "Y", "X"]
        for old in (Qt.Key.Key_0, Qt.Key.Key_M, Qt.Key.Key_R):
            _press(old)
        assert (near(editor.view.quad), editor.view.turn) == (FOUND, 0)
        _press(Qt.Key.Key_W)
        assert near(editor.view.quad) == near(shape.whole((WIDE, HIGH)))
        _press(Qt.Key.Key_Y)
        assert near(editor.view.quad) == FOUND
        _press(Qt.Key.Key_X)
        assert editor.view.turn == 90
    finally:
        KEYS.put_in_force(qapp)


def test_page_down_hands_over_what_was_changed_and_walks_on(opened: Opened) -> None:
    editor = opened()
    walked: list[tuple[int, Trimmed | None]] = []
    editor.walked.connect(lambda step, change: walked.append((step, change)))
    _press(Qt.Key.Key_PageDown)
    _press(Qt.Key.Key_0)
    _press(Qt.Key.Key_PageUp)
    assert walked[0] == (1, None)
    assert walked[1][0] == -1
    assert walked[1][1] is not None


def test_a_picture_that_cannot_be_read_is_said_and_nothing_can_be_taken(
    qtbot: QtBot, qapp: QApplication
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1093, 560)
    window.show()
    editor = CornerEditor(InlineRunner(qapp), window)
    editor.open_page(PageToTrim("Trang 1", lambda: (QImage(), (1.0, 1.0))))
    qtbot.waitUntil(lambda: "Shift+F5" in editor.view.accessibleDescription())
    assert not editor.accept_page.isEnabled()
    assert not editor.view.corners[0].isVisible()
