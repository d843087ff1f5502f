"""The return's look: pages, QR, sizes, languages, names for screen readers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, qRed
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk.rows import State
from tests.helpers.returns_demo import PAYLOAD, ReturnServices, a_dossier, a_file
from tests.helpers.returns_window import SIZES, Opened, counters
from ui import i18n, theme
from ui.widgets.label import Label


@pytest.fixture
def counter(qtbot: QtBot, qapp: QApplication) -> Iterator[Opened]:
    with counters(qtbot, qapp) as opened:
        yield opened


# ---- pages ----------------------------------------------------------------------------------------


def test_pages_are_turned_and_scrolled_with_the_keys(counter: Opened, tmp_path: Path) -> None:
    rows = (a_file(tmp_path, role="component", component=1), a_file(tmp_path, pages=2))
    desk = counter(ReturnServices(dossier=a_dossier(attachments=rows)))
    desk.open()
    page = desk.page.view.files.page
    page.setFocus()
    assert page.has_page
    desk.key(Qt.Key.Key_PageDown)
    assert desk.page.pictures.state.page == 1
    desk.key(Qt.Key.Key_Down)
    assert page.top > 0
    desk.key(Qt.Key.Key_Up)
    desk.key(Qt.Key.Key_Up)
    assert page.top == 0
    desk.page.view.files.group_chosen.emit("papers")
    desk.settle()
    assert desk.page.view.files.strip.isVisible()
    assert [row.component for row in desk.page.pictures.state.rows] == [1]


def test_the_qr_of_the_head_is_the_slips_own(counter: Opened) -> None:
    desk = counter()
    desk.open()
    mark = desk.page.view.head.qr
    image = mark.grab().toImage().scaled(mark.width() * 4, mark.height() * 4)
    image = image.convertToFormat(QImage.Format.Format_Grayscale8)
    buffer = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    found = zxingcpp.read_barcodes(np.ascontiguousarray(buffer[:, : image.width()]))
    assert [one.text for one in found] == [PAYLOAD]
    assert mark.accessibleName() == "Mã QR của giấy hẹn"


# ---- look -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("state", [State.READY, State.PROCESSING, State.RETURNED])
def test_nothing_that_must_be_read_is_shortened(
    counter: Opened, size: tuple[int, int], lang: str, state: State
) -> None:
    desk = counter(ReturnServices(dossier=a_dossier(state)), size=size, lang=lang)
    desk.open()
    assert (desk.shell.width(), desk.shell.height()) == size
    cut = [
        label.text()
        for label in desk.page.findChildren(Label)
        if label.isVisible() and label.text() and label.shortened
    ]
    assert cut == []


@pytest.mark.parametrize("size", SIZES)
def test_every_pane_lies_inside_the_window_and_none_over_another(
    counter: Opened, size: tuple[int, int]
) -> None:
    desk = counter(size=size)
    desk.open()
    view = desk.page.view
    panes = [view.head, view.items, view.files, view.receiver, view.commit, view.history]
    boxes = [one.rect().translated(one.mapTo(desk.page, QPoint(0, 0))) for one in panes if one.isVisible()]
    assert all(desk.page.rect().contains(box) for box in boxes)
    assert not any(one.intersects(other) for at, one in enumerate(boxes) for other in boxes[at + 1 :])


def test_everything_that_takes_the_focus_has_a_name(counter: Opened) -> None:
    desk = counter()
    desk.open()
    nameless = [
        f"{type(one).__name__} {one.objectName()}"
        for one in desk.page.findChildren(QWidget)
        if one.focusPolicy() != Qt.FocusPolicy.NoFocus and one.isVisible() and not one.focusProxy()
        and not one.accessibleName()
        and one.metaObject().className() not in {"QWidget", "QScrollBar", "QScrollArea"}
    ]  # fmt: skip
    assert nameless == []


def test_the_dark_look_keeps_the_qr_on_white(counter: Opened) -> None:
    desk = counter(look="dark")
    desk.open()
    image = desk.page.view.head.qr.grab().toImage()
    middle_of_edge = image.pixel(image.width() // 2, 1)
    assert qRed(middle_of_edge) > 200


def test_the_words_of_the_return_are_english_in_english(counter: Opened) -> None:
    desk = counter(lang="en")
    desk.open()
    assert i18n.language() == "en"
    assert desk.page.view.commit.text() == "Confirm returned"
    assert desk.page.view.items.head.title.text() == "Return to the citizen"
    assert theme.current().scale == 1.0
