"""Letters and keys of a pane follow the person's own table, on the widget, on its cap and in sentences."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import ui
from desk.services import DeskServices
from tests.helpers.citizen_desk import Desk, Sits, desks
from tests.helpers.office_window import CTRL, Practice
from ui.admin.calendar.model import own_cols, own_problems
from ui.admin.parts.sheet import Sheet
from ui.admin.parts.sheet_panel import SheetPanel
from ui.figures.screen import FiguresPage
from ui.keymap import in_pane, sound
from ui.keys import KEYS
from ui.widgets.buttons import KeyButton
from ui.widgets.table import DossierTable

MOVED = {
    "queue.park": "J", "queue.no_show": "K", "queue.done": "L", "queue.send": "Y", "handover.remove": "Q",
    "admin.add": "F", "admin.drop": "Ctrl+Shift+D", "figures.tables": "Ctrl+J",
}  # fmt: skip
TODAY = "2026-11-23T08:10:00+07:00"


@pytest.fixture(autouse=True)
def _usual_keys(qapp: QApplication) -> Iterator[None]:
    yield
    KEYS.put_in_force(qapp)


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    return Practice.found(tmp_path / "Phường Mẫu")


@pytest.fixture
def sit(qtbot: QtBot, qapp: QApplication) -> Iterator[Sits]:
    with desks(qtbot, qapp) as build:
        yield build


def test_the_keys_of_this_file_may_all_be_given() -> None:
    assert sound(KEYS, MOVED) == MOVED


def queue_desk(sit: Sits, services: DeskServices) -> Desk:
    services.house.set_rule("queue.on", True)
    for _ in range(4):
        services.queue.issue("A")
    made = sit(services, keys=MOVED)
    made.clerk.shell.office_opened()
    made.clerk.settle()
    made.clerk.key(Qt.Key.Key_F3, CTRL)
    return made


def call(made: Desk, at: float) -> None:
    made.clerk.shell.queue.control._clock = lambda: at
    made.clerk.key(Qt.Key.Key_F9, CTRL)


def test_the_queue_obeys_its_new_letters_and_not_the_old_ones(sit: Sits, practice: Practice) -> None:
    with practice.at() as services:
        made = queue_desk(sit, services)
        panel = made.clerk.shell.queue.panel
        assert {name: one.accessibleDescription() for name, one in panel.acts.items()} == {
            "recall": "Ctrl+Shift+F9", "park": "J", "no_show": "K", "done": "L", "send": "Y",
        }  # fmt: skip
        call(made, 0)
        for old in (Qt.Key.Key_P, Qt.Key.Key_V, Qt.Key.Key_X, Qt.Key.Key_C):
            made.clerk.key(old)
        current = services.queue.board().current
        assert current is not None
        assert current.label == "A01"
        assert not panel._sending
        made.clerk.key(Qt.Key.Key_J)
        call(made, 20)
        made.clerk.key(Qt.Key.Key_K)
        call(made, 40)
        made.clerk.key(Qt.Key.Key_Y)
        assert panel.findChild(KeyButton, "queue.send.B") is not None
        made.clerk.key(Qt.Key.Key_Y)
        made.clerk.key(Qt.Key.Key_L)
        board = services.queue.board()
        assert [one.label for one in board.parked] == ["A01"]
        assert [one.label for one in board.missed] == ["A02"]
        assert board.current is None


def test_digits_of_the_queue_still_give_out_numbers(sit: Sits, practice: Practice) -> None:
    with practice.at() as services:
        made = queue_desk(sit, services)
        made.clerk.key(Qt.Key.Key_2)
        assert services.queue.board().waiting[-1].label == "B01"


def test_the_figures_obey_their_new_key_and_say_so(sit: Sits, practice: Practice) -> None:
    practice.receive(TODAY)
    with practice.at() as services:
        made = sit(services, keys=MOVED)
        made.clerk.shell.go("figures")
        made.clerk.settle()
        page = made.clerk.shell.page
        assert isinstance(page, FiguresPage)
        assert page.view.tables.accessibleDescription() == "Ctrl+J"
        made.clerk.key(Qt.Key.Key_T, CTRL)
        assert not page.presenter.state.tables
        made.clerk.key(Qt.Key.Key_J, CTRL)
        assert page.presenter.state.tables


def test_a_row_is_taken_out_of_the_hand_over_by_the_new_key(sit: Sits, practice: Practice) -> None:
    codes = tuple(practice.receive(TODAY, number) for number in (1, 2))
    with practice.at() as services:
        made = sit(services, keys=MOVED)
        made.clerk.shell.go("handover", codes)
        made.clerk.settle()
        page = made.clerk.handover
        table = made.clerk.shell.findChild(DossierTable, "handover.table")
        assert table is not None
        table.setFocus()
        made.clerk.key(Qt.Key.Key_Delete)
        assert len(page.presenter.state.batch.rows) == 2
        made.clerk.key(Qt.Key.Key_Q)
        assert len(page.presenter.state.batch.rows) == 1


def test_an_editable_table_shows_and_obeys_the_new_keys(qtbot: QtBot, qapp: QApplication) -> None:

    KEYS.remapped(MOVED).put_in_force(qapp)
    panel = SheetPanel(own_cols(), name="s", title="s", add="x", none="x")
    qtbot.addWidget(panel)
    assert panel.add.accessibleDescription() == "F"
    assert panel.drop.accessibleDescription() == "Ctrl+Shift+D"
    with qtbot.waitSignal(panel.table.add_asked):
        QTest.keyClick(panel.table, Qt.Key.Key_F)
    with qtbot.assertNotEmitted(panel.table.add_asked, wait=10):
        QTest.keyClick(panel.table, Qt.Key.Key_Insert)


def test_a_sentence_names_the_key_the_row_has_now(qapp: QApplication) -> None:

    KEYS.remapped(MOVED).put_in_force(qapp)
    twice = Sheet.of(own_cols(), [{"day": "02/01/2026"}, {"day": "02/01/2026"}])
    said = [problem.sentence for problem in own_problems(twice)]
    assert any("(Ctrl+Shift+D)" in one for one in said)


def _texts(file: Path) -> Iterator[str]:
    tree = ast.parse(file.read_text("utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def test_no_sentence_has_a_key_of_a_pane_written_into_it() -> None:
    """Keys that work while one types are replaced by `tr`; of a pane's letters only `cap_of` knows."""
    caps = "|".join(sorted({re.escape(row.caps) for row in KEYS.rows if in_pane(row)}))
    told = re.compile(rf"\((?:phím )?(?:{caps})\)")
    files = [*Path(ui.__file__).parent.rglob("*.py")]
    written = [(file.name, text) for file in files for text in _texts(file)]
    assert [one for one in written if told.search(one[1])] == []
