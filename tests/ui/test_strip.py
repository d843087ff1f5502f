"""The strip at work: pages of papers moved by keys, undone in order, trimmed, and found after a power cut."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from desk.imaging.strip import Strip
from desk.rows.strip import RecoverableStrip
from tests.helpers.imaging_demo import DemoImaging
from tests.helpers.ui_demo import MORNING, DemoServices
from tests.helpers.ui_gallery import page_image
from ui.changes import Changes
from ui.keys import KEYS, KeyMap
from ui.scan.pane import CAMERA_ENV, ScanPane
from ui.scan.strip_acts import PaperTag
from ui.scan.strip_work import StripWork
from ui.scan.undoing import NoHistory
from ui.shell.screen import Desktop, ScreenContext, ToastSpec
from ui.tasks import InlineRunner

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

PAPERS = (PaperTag(1, "Tờ khai"), PaperTag(2, "Trích lục"), PaperTag(4, "Văn bản ủy quyền"))
ALT, SHIFT, CTRL = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


class Station:
    """A scan pane on the demo's counter with three papers, and what it told the window."""

    def __init__(
        self, qtbot: QtBot, services: DemoServices, *, keys: KeyMap = KEYS, screen: str = "reception"
    ) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.services = services
        self.desktop = Desktop(app)
        self.toasts: list[ToastSpec] = []
        self.desktop.toast_asked.connect(self.toasts.append)
        self.runner = InlineRunner(app)
        context = ScreenContext(services, self.runner, Changes(app), self.desktop, keys)
        self.pane = ScanPane(context, screen=screen)
        qtbot.addWidget(self.pane)
        self.work = StripWork(context, self.pane, screen="reception", form=NoHistory())
        self.given: list[dict[int | None, tuple[object, ...]]] = []
        self.work.given.connect(self.given.append)
        self.work.open("một")
        self.pane.pages.set_papers(PAPERS, 1)
        self.pane.resize(620, 420)
        self.pane.show()
        self.pane.activateWindow()
        qtbot.waitUntil(self.pane.isActiveWindow)

    def settle(self) -> None:
        QApplication.processEvents()
        while self.runner.running:
            QApplication.processEvents()
        QApplication.processEvents()

    def take(self, *files: Path) -> None:
        self.pane.pages.take(files)
        self.settle()

    def stand_on(self, number: int) -> None:
        tile = self.pane.strip.findChild(QAbstractButton, f"page.{number}")
        assert tile is not None
        tile.click()

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, held)
        self.settle()

    @property
    def order(self) -> list[tuple[str, int | None]]:
        """What stands in the strip: names and papers."""
        return [(page.file.stem, page.component) for page in self.pane.pages.pages]

    def papers(self) -> dict[int | None, list[str]]:
        last = self.given[-1]
        return {number: [page.file.stem for page in some] for number, some in last.items()}  # type: ignore[attr-defined]


@pytest.fixture
def station(qtbot: QtBot, demo: DemoServices, monkeypatch: pytest.MonkeyPatch) -> Station:
    monkeypatch.delenv(CAMERA_ENV, raising=False)
    return Station(qtbot, demo)


@pytest.fixture
def four(station: Station, tmp_path: Path) -> Station:
    """Pages a to d of the first paper, as real pictures; the focus is on the first."""
    files = [tmp_path / f"{name}.png" for name in "abcd"]
    for file in files:
        page_image().save(str(file))
    station.take(*files)
    station.stand_on(1)
    return station


def test_a_digit_sends_marked_pages_to_the_paper_of_that_number(four: Station) -> None:
    four.stand_on(2)
    four.key(Qt.Key.Key_Right, SHIFT)
    four.key(Qt.Key.Key_2)
    assert four.order == [("a", 1), ("b", 2), ("c", 2), ("d", 1)]
    assert four.papers() == {1: ["a", "d"], 2: ["b", "c"]}
    assert four.toasts[-1].title == "2 trang sang giấy 2: Trích lục"
    assert [action.key for action in four.toasts[-1].actions] == ["undo"]
    four.key(Qt.Key.Key_3)  # there is no such paper
    assert four.papers() == {1: ["a", "d"], 2: ["b", "c"]}


def test_a_page_sent_to_a_paper_that_has_pages_comes_behind_its_last(four: Station) -> None:
    four.stand_on(4)
    four.key(Qt.Key.Key_2)
    four.stand_on(1)
    four.key(Qt.Key.Key_2)
    assert four.order == [("b", 1), ("c", 1), ("d", 2), ("a", 2)]


def test_the_letters_of_the_strip_and_its_caps_follow_the_one_table_of_keys(
    qtbot: QtBot, demo: DemoServices, monkeypatch: pytest.MonkeyPatch, qapp: QApplication, tmp_path: Path
) -> None:
    monkeypatch.delenv(CAMERA_ENV, raising=False)
    changes = {"reception.rotate": "X", "reception.remove": "B", "scan.split": "N", "scan.source": "Ctrl+F6"}
    keys = KEYS.remapped({**changes, "dossier.capture": "F12"})
    keys.put_in_force(qapp)
    try:
        one = Station(qtbot, demo, keys=keys, screen="dossier")
        file = tmp_path / "a.png"
        page_image().save(str(file))
        one.take(file)
        one.stand_on(1)
        pane = one.pane
        buttons = (pane.shoot, pane.pages.turn, pane.pages.drop, pane.swap)
        assert [button.accessibleDescription() for button in buttons] == ["F12", "X", "B", "Ctrl+F6"]
        menu = [action.text() for action in pane.pages.menu.made((0,)).actions()]
        assert {"Xoay\tX", "Xóa\tB", "Từ trang này là giấy tờ khác\tN"} <= set(menu)
        one.key(Qt.Key.Key_R)
        assert pane.pages.pages[0].turn is None
        one.key(Qt.Key.Key_X)
        assert pane.pages.pages[0].turn is not None
        one.key(Qt.Key.Key_Delete)
        assert len(one.order) == 1
        one.key(Qt.Key.Key_B)
        assert one.order == []
    finally:
        KEYS.put_in_force(qapp)


def test_from_this_page_on_it_is_the_next_paper_and_then_the_one_after(four: Station) -> None:
    four.stand_on(2)
    four.key(Qt.Key.Key_T)
    assert four.papers() == {1: ["a"], 2: ["b", "c", "d"]}
    four.stand_on(4)
    four.key(Qt.Key.Key_T)
    assert four.papers() == {1: ["a"], 2: ["b", "c"], 4: ["d"]}
    four.key(Qt.Key.Key_T)
    assert four.toasts[-1].title.startswith("Không còn giấy tờ nào")


def test_alt_and_arrows_move_a_page_and_at_the_border_it_changes_its_paper_first(four: Station) -> None:
    four.stand_on(3)
    four.key(Qt.Key.Key_T)
    four.stand_on(2)
    four.key(Qt.Key.Key_Right, ALT)
    assert four.order == [("a", 1), ("b", 2), ("c", 2), ("d", 2)]
    four.key(Qt.Key.Key_Right, ALT)
    assert [name for name, _ in four.order] == ["a", "c", "b", "d"]
    focus = QApplication.focusWidget()
    assert focus is not None
    assert four.pane.pages.at is not None
    assert four.pane.pages.at.file.stem == "b"


def test_undo_and_redo_walk_back_and_forth_in_the_order_of_the_acts(four: Station) -> None:
    four.key(Qt.Key.Key_R)
    four.key(Qt.Key.Key_Delete)
    four.stand_on(1)
    four.key(Qt.Key.Key_2)
    assert four.order == [("b", 2), ("c", 1), ("d", 1)]
    assert four.work.undo()
    assert four.toasts[-1].title == "Hoàn tác: chuyển giấy tờ"
    assert four.work.undo()
    assert four.toasts[-1].title == "Hoàn tác: xóa trang"
    assert four.order[0] == ("a", 1)
    assert four.pane.pages.pages[0].turn == 270  # a quarter on from the half the program had turned it
    assert four.work.undo()
    assert four.pane.pages.pages[0].turn is None
    assert [four.work.redo() for _ in range(4)] == [True, True, True, False]
    assert four.order == [("b", 2), ("c", 1), ("d", 1)]


def test_pages_come_before_the_mark_of_insertion_until_it_is_taken_away(
    four: Station, tmp_path: Path
) -> None:
    four.stand_on(3)
    four.key(Qt.Key.Key_Insert)
    assert four.pane.strip.gap == 2
    four.take(tmp_path / "x.png")
    four.take(tmp_path / "y.png")
    assert [name for name, _ in four.order] == ["a", "b", "x", "y", "c", "d"]
    four.stand_on(5)
    four.key(Qt.Key.Key_Insert)
    assert four.pane.strip.gap == -1
    four.take(tmp_path / "z.png")
    assert [name for name, _ in four.order][-1] == "z"


def test_enter_opens_the_page_and_what_is_settled_there_goes_with_it(four: Station) -> None:
    four.key(Qt.Key.Key_Return)
    editor = four.pane.pages.trimming.editor
    assert editor is not None
    assert editor.view.turn == 180
    QTest.keyClick(editor, Qt.Key.Key_0)
    editor.view.corners[0].setFocus()
    QTest.keyClick(editor.view.corners[0], Qt.Key.Key_Right, SHIFT)
    QTest.keyClick(editor.view.corners[0], Qt.Key.Key_Return)
    four.settle()
    page = four.pane.pages.pages[0]
    assert page.corners is not None
    # turned by a half, the handle at the top left is the source's bottom right, and right is left there
    assert {(round(x), round(y)) for x, y in page.corners} == {(290, 420), (0, 420), (0, 0), (300, 0)}
    assert page.turn is None
    assert four.pane.pages.trimming.editor is None


def test_a_page_whose_edges_are_in_doubt_is_shown_with_handles_by_itself(
    station: Station, tmp_path: Path
) -> None:
    station.pane.strip.setFocus()
    file = tmp_path / "unsure-1.png"
    page_image().save(str(file))
    station.take(file)
    editor = station.pane.pages.trimming.editor
    assert editor is not None
    assert editor.state.spec.text.startswith("Chưa rõ mép giấy")
    assert not station.pane.controller.auto
    QTest.keyClick(editor, Qt.Key.Key_Return)
    station.settle()
    assert station.pane.pages.pages[0].corners is not None
    assert station.pane.controller.auto
    assert not station.pane.bar.isVisible()


def test_nobody_who_is_typing_is_interrupted_by_a_page_in_doubt(
    qtbot: QtBot, station: Station, tmp_path: Path
) -> None:
    from ui.widgets.fields import TextField

    field = TextField(name="name", title="Họ và tên")
    field.setParent(station.pane)
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    file = tmp_path / "unsure-1.png"
    page_image().save(str(file))
    station.take(file)
    assert station.pane.pages.trimming.editor is None
    assert field.hasFocus()
    assert "Chưa rõ mép giấy" in station.pane.bar.accessibleName()
    assert station.pane.bar.answer()
    assert station.pane.pages.trimming.editor is not None


def test_pages_of_before_a_power_cut_are_offered_and_taken_up_again(station: Station, tmp_path: Path) -> None:
    imaging = station.services.imaging
    assert isinstance(imaging, DemoImaging)
    before = Strip()
    before.append([tmp_path / "cũ-1.jpg", tmp_path / "cũ-2.jpg"], component=2)
    imaging.kept["k"] = before
    moment = MORNING - timedelta(minutes=30)
    imaging.lost = [RecoverableStrip("k", "reception", 2, moment, who="N. T. T. H. · 079*******18")]
    station.work.look_for_lost()
    station.settle()
    assert station.pane.bar.accessibleName() == "Còn 2 trang chưa lưu từ 09:11 · N. T. T. H. · 079*******18"
    assert station.pane.bar.answer()
    station.settle()
    assert station.papers() == {2: ["cũ-1", "cũ-2"]}
    assert not station.pane.bar.isVisible() or "chưa lưu" not in station.pane.bar.accessibleName()


def test_old_pages_nobody_wants_are_set_aside_and_the_next_ones_are_offered(station: Station) -> None:
    imaging = station.services.imaging
    yesterday = MORNING - timedelta(days=1)
    imaging.lost = [RecoverableStrip(key, "reception", 3, yesterday) for key in "ab"]
    station.work.look_for_lost()
    station.settle()
    assert "09:41 22/11" in station.pane.bar.accessibleName()
    assert station.pane.bar.answer(1)
    station.settle()
    assert imaging.discarded == ["a"]
    assert "30 ngày" in station.toasts[-1].text
    assert station.pane.bar.isVisible()


def test_each_piece_of_work_has_pages_of_its_own(four: Station) -> None:
    four.work.open("hai")
    assert four.order == []
    assert four.given[-1] == {}
    assert not four.work.undo()  # Ctrl+Z never reaches into another piece of work
    four.work.open("một")
    assert len(four.order) == 4
    four.work.finish("một")
    four.work.open("một")
    assert four.order == []


def test_the_menu_names_every_act_with_its_key_and_every_paper(four: Station) -> None:
    menu = four.pane.pages.menu.made((0,))
    texts = [action.text() for action in menu.actions() if action.menu() is None]
    assert all("\t" in text for text in texts)
    papers = next(action.menu() for action in menu.actions() if action.menu() is not None)
    assert [action.text() for action in papers.actions()] == [  # type: ignore[attr-defined]
        "1. Tờ khai\t1", "2. Trích lục\t2", "4. Văn bản ủy quyền\t4",
    ]  # fmt: skip
