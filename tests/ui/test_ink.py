"""No tone mark is cut in what lies over the window or is drawn by Qt: tips, menus, lists, questions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desk.rows import Match, ProcedureCard, ProcedureHit, State
from tests.helpers.ink import NAME, ink_rows, of_font, picture, unclipped
from ui import theme
from ui.admin.parts.sheet import Col, Kind, Sheet
from ui.admin.parts.sheet_table import SheetTable
from ui.reception.hits import HitList
from ui.shell.search import SearchPopup
from ui.shell.topbar import ClerkBadge, DeviceMark
from ui.tokens import SCALES, Role, Tone
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.fields import TextField
from ui.widgets.grouped import GroupedList
from ui.widgets.grouped import Line as ListLine
from ui.widgets.offering import OfferList
from ui.widgets.table import Cell, Column, DossierTable

EVERY_SIZE = pytest.mark.parametrize("scale", SCALES)


@pytest.fixture(autouse=True)
def _size(request: pytest.FixtureRequest, qapp: QApplication) -> None:
    found = getattr(request.node, "callspec", None)
    theme.apply(qapp, "light", scale=found.params.get("scale", 1.0) if found is not None else 1.0)


def two(one: QWidget, put: Callable[[str], object]) -> int:
    """Rows of ink the name adds to one widget whose size stays."""
    pictures: list[QImage] = []
    for text in (NAME, ""):
        put(text)
        QApplication.processEvents()
        pictures.append(picture(one))
    return ink_rows(*pictures)


# ---- drawn by Qt, dressed by the sheet --------------------------------------------------------------


@EVERY_SIZE
def test_a_tool_tip_shows_every_mark(qtbot: QtBot, scale: float) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.show()
    QToolTip.showText(QPoint(40, 40), NAME, ground)
    tip = next(one for one in QApplication.topLevelWidgets() if one.objectName() == "qtooltip_label")
    assert isinstance(tip, QLabel)
    size = tip.size()
    pictures = [picture(tip)]
    tip.setText(" ")
    tip.resize(size)
    pictures.append(picture(tip))
    QToolTip.hideText()
    assert ink_rows(*pictures) >= of_font(NAME, tip.font())


def _menu(text: str) -> QMenu:
    menu = QMenu()
    menu.addAction(text)
    menu.ensurePolished()
    return menu


@EVERY_SIZE
def test_a_menu_shows_every_mark(qtbot: QtBot, scale: float) -> None:
    menu, bare = _menu(NAME), _menu(" ")
    for one in (menu, bare):
        qtbot.addWidget(one)
        one.resize(menu.sizeHint())
    pictures = [picture(menu), picture(bare)]
    assert ink_rows(*pictures) >= of_font(NAME, menu.font())


@EVERY_SIZE
@pytest.mark.parametrize("part", ["text", "informative", "button"])
def test_a_question_shows_every_mark(qtbot: QtBot, scale: float, part: str) -> None:
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setText(NAME)
    box.setInformativeText(NAME)
    button = box.addButton(NAME, QMessageBox.ButtonRole.AcceptRole)
    box.show()
    QApplication.processEvents()
    names = {"text": "qt_msgbox_label", "informative": "qt_msgbox_informativelabel"}
    one: QLabel | QPushButton = button
    if part in names:
        found = box.findChild(QLabel, names[part])
        assert found is not None
        one = found
    size = one.size()

    def put(text: str) -> None:
        one.setText(text)
        one.resize(size)

    assert two(one, put) >= of_font(NAME, one.font())


@EVERY_SIZE
@pytest.mark.parametrize("make", [ChoiceBox, QComboBox], ids=["typed", "chosen"])
def test_a_combo_shows_every_mark_closed_and_open(qtbot: QtBot, scale: float, make: type[QComboBox]) -> None:
    combo = make()
    qtbot.addWidget(combo)
    combo.addItems([NAME, " "])
    combo.resize(520, combo.sizeHint().height())
    combo.show()
    pictures = []
    for at in (0, 1):
        combo.setCurrentIndex(at)
        line = combo.lineEdit()
        if line is not None:
            line.setCursorPosition(0)
        pictures.append(picture(combo))
    assert ink_rows(*pictures) >= of_font(NAME, combo.font()) - 1
    combo.setCurrentIndex(1)
    combo.showPopup()
    QApplication.processEvents()
    rows = combo.view().viewport()
    pictures = [picture(rows)]
    combo.setItemText(0, " ")
    pictures.append(picture(rows))
    combo.hidePopup()
    assert ink_rows(*pictures) >= of_font(NAME, combo.font())


@EVERY_SIZE
def test_offers_under_a_field_show_every_mark(qtbot: QtBot, scale: float) -> None:
    field = TextField(name="f", title="f")
    qtbot.addWidget(field)
    rows = OfferList([NAME, " "], field).popup()
    assert isinstance(rows, QListView)
    rows.resize(520, 200)
    pictures = [picture(rows)]
    rows.setRowHidden(0, True)
    pictures.append(picture(rows))
    assert ink_rows(*pictures) >= unclipped(NAME, Role.BODY)


@EVERY_SIZE
def test_a_box_of_several_lines_shows_every_mark_of_its_first(qtbot: QtBot, scale: float) -> None:
    box = QPlainTextEdit()
    qtbot.addWidget(box)
    box.resize(520, 120)
    assert two(box, box.setPlainText) >= of_font(NAME, box.font())


@EVERY_SIZE
def test_a_line_being_edited_in_a_cell_shows_every_mark(qtbot: QtBot, scale: float) -> None:
    table = SheetTable((Col("a", "a"),), name="s", title="s")
    qtbot.addWidget(table)
    table.show_sheet(Sheet.of((Col("a", "a"),), [{"a": "x"}]))
    table.resize(520, 160)
    table.show()
    table.setCurrentIndex(table.model().index(0, 0))
    table.edit(table.currentIndex())
    line = table.findChild(QLineEdit)
    assert line is not None

    def put(text: str) -> None:
        line.setText(text)
        line.setCursorPosition(0)

    assert two(line, put) >= of_font(NAME, line.font()) - 1


# ---- drawn by us ------------------------------------------------------------------------------------


_PARENT: list[QWidget] = []  # of what cannot be without one


def _parent() -> QWidget:
    _PARENT[:] = [QWidget()]
    return _PARENT[0]


def _head(text: str) -> QWidget:
    table = DossierTable((Column(text, Cell),), name="t", title="t")
    table.resize(520, 120)
    return table


def _sheet_head(text: str) -> QWidget:
    table = SheetTable((Col("a", text),), name="s", title="s")
    table.resize(520, 120)
    return table


def _sheet_cell(text: str, kind: Kind = Kind.TEXT) -> QWidget:
    col = Col("a", "x", kind)
    table = SheetTable((col,), name="s", title="s")
    table.show_sheet(Sheet.of((col,), [{"a": text}]))
    table.resize(520, 120)
    return table


def _second_line(text: str) -> QWidget:
    table = DossierTable((Column("", lambda row: Cell("x", row or " ")),), name="t", title="t")
    table.set_rows([text])
    table.resize(520, 120)
    return table


def _list(line: Callable[[str], ListLine]) -> Callable[[str], QWidget]:
    def make(text: str) -> QWidget:
        rows = GroupedList(name="g", title="g")
        rows.set_lines([line(text)])
        rows.resize(520, 120)
        return rows

    return make


def _hits(text: str) -> QWidget:
    card = ProcedureCard(
        code="1.000001", name=text, field="x", level="x", time_limit=None, time_unit=None, fee=None,
        online_level="x", components=(), source="", confidence="",
    )  # fmt: skip
    rows = HitList()
    rows.set_hits([ProcedureHit(card, 0)])
    rows.resize(620, 120)
    return rows


def _popup(text: str) -> QWidget:
    popup = SearchPopup(_parent())
    popup.show_matches([Match("H99.01-261123-0001", text, "x", State.RECEIVED, None)], "x")
    popup.resize(560, 160)
    return popup


def _badge(text: str) -> QWidget:
    badge = ClerkBadge(_parent())
    badge.set_person(text, "x")
    return badge


def _mark(text: str) -> QWidget:
    mark = DeviceMark("printer", name="m", parent=_parent())
    mark.set(text, Tone.OK)
    return mark


OURS: dict[str, tuple[Callable[[str], QWidget], Role]] = {
    "head of a list": (_head, Role.MEDIUM),
    "head of a table": (_sheet_head, Role.MEDIUM),
    "cell of a table": (_sheet_cell, Role.BODY),
    "second line of a row": (_second_line, Role.CAPTION),
    "line of a popup list": (_list(ListLine), Role.MEDIUM),
    "line over a second one": (_list(lambda text: ListLine(text, "x")), Role.STRONG),
    "second line of a popup list": (_list(lambda text: ListLine("x", text or " ")), Role.CAPTION),
    "head of a group": (_list(lambda text: ListLine(text, head=True)), Role.CAPTION),
    "procedure found": (_hits, Role.FIELD),
    "dossier found": (_popup, Role.STRONG),
    "clerk": (_badge, Role.STRONG),
    "device": (_mark, Role.MEDIUM),
}


@EVERY_SIZE
@pytest.mark.parametrize("name", list(OURS))
def test_what_lies_over_the_window_shows_every_mark(qtbot: QtBot, scale: float, name: str) -> None:
    make, role = OURS[name]
    pictures = []
    for text in (NAME, ""):
        one = make(text)
        qtbot.addWidget(one)
        high = max(one.height(), one.sizeHint().height()) if isinstance(one, QAbstractButton) else 200
        one.resize(720, high)
        pictures.append(picture(one))
    assert ink_rows(*pictures) >= unclipped(NAME, role)
