"""Questions of order asked of every screen: nothing is cut through, words line up, keys told are answered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QTableView, QWidget

from desk.office.looks import Look
from tests.helpers.walk import Stop, activate, settle, shown, visit, walking
from ui.admin.parts.frame import ROW_KEYS, SectionPage
from ui.shell.window import Shell
from ui.shots import made_office
from ui.tokens import Tone
from ui.widgets.banner import Banner, EmptyState
from ui.widgets.buttons import KeyButton
from ui.widgets.fields import TextField
from ui.widgets.grouped import GroupedList

Walk = tuple[Shell, tuple[Stop, ...]]
BARE = 3  # px of a row that may be missing: its hairline and the gap below its words


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made office with work of every kind on its desk."""
    return made_office(tmp_path_factory.mktemp("calm"), dossiers=150)


@pytest.fixture(scope="module")
def window(qapp: QApplication, office: Path) -> Iterator[Walk]:
    """The window at the size of most counters."""
    with walking(office, Look("vi", "light")) as walk:
        yield walk


@pytest.fixture
def usual(window: Walk) -> Walk:
    """The same, in front of every other window."""
    activate(window[0])
    return window


def _lists(shell: Shell) -> list[QTableView | QListView]:
    return [
        one
        for one in shown(shell)
        if isinstance(one, (QTableView, GroupedList)) and one.model() is not None and one.model().rowCount()
    ]


def _rows(view: QTableView | QListView) -> list[QRect]:
    model = view.model()
    rects = (view.visualRect(model.index(row, 0)) for row in range(model.rowCount()))
    port = view.viewport().rect()
    return [rect for rect in rects if rect.isValid() and rect.bottom() >= 0 and rect.top() < port.bottom()]


def _shades(view: QTableView | QListView, top: int) -> int:
    """How many colours are painted from a line of a list on to its lower edge."""
    port = view.viewport().rect()
    picture = view.viewport().grab(QRect(0, top, port.width(), port.height() - top)).toImage()
    return len({picture.pixel(x, y) for x in range(0, picture.width(), 2) for y in range(picture.height())})


def test_no_list_shows_a_piece_of_a_row_neither_at_its_beginning_nor_at_its_end(usual: Walk) -> None:
    shell, walk = usual
    cut: dict[str, str] = {}
    scrolled = 0
    for stop in walk:
        visit(shell, stop)
        for view in _lists(shell):
            bar = view.verticalScrollBar()
            for at in {bar.minimum(), bar.maximum()}:
                bar.setValue(at)
                QApplication.processEvents()
                rows = _rows(view)
                label = f"{stop.name}: {view.objectName()} at {at}"
                scrolled += at > 0
                if rows[0].top() < 0 and len(rows) > 1:
                    cut[label] = f"begins {-rows[0].top()} px above its edge"
                last = rows[-1]
                if len(rows) > 1 and last.bottom() + 1 - view.viewport().height() >= BARE:
                    shades = _shades(view, last.top())
                    if shades > 1:
                        cut[label] = f"{shades} colours in a row without room"
            bar.setValue(bar.minimum())
    assert scrolled > 5
    assert cut == {}


def test_pale_words_of_an_empty_field_are_never_as_heavy_as_what_is_typed(usual: Walk) -> None:
    shell, walk = usual
    heavy = set()
    seen = 0
    for stop in walk:
        visit(shell, stop)
        for one in shown(shell):
            if isinstance(one, QLineEdit) and one.placeholderText() and not one.text():
                seen += 1
                if one.font().weight() > QFont.Weight.Medium:
                    heavy.add(f"{stop.name}: {one.objectName()}")
    assert seen > 10
    assert heavy == set()


def test_the_sentence_of_a_banner_begins_where_its_title_does(usual: Walk) -> None:
    shell, walk = usual
    visit(shell, next(stop for stop in walk if stop.screen == "home"))
    seen = 0
    for stop in walk:
        visit(shell, stop)
        for one in shell.findChildren(Banner):
            around = one.parentWidget()
            if around is None or not around.isVisible() or one.isVisible():
                continue
            one.say("Hết giấy", "Hồ sơ đã lưu, giấy hẹn chờ in.")
            settle(shell.runner)
            seen += 1
            lefts = [part.mapTo(one, QPoint(0, 0)).x() for part in (one.title, one.text)]
            assert lefts[0] == lefts[1], f"{stop.name}: {one.objectName()}"
            one.clear()
    assert seen > 5


def test_what_an_empty_place_says_stands_under_the_middle_of_its_sign(usual: Walk) -> None:
    shell, walk = usual
    seen = 0
    for stop in walk:
        visit(shell, stop)
        for one in (empty for empty in shown(shell) if isinstance(empty, EmptyState)):
            seen += 1
            middle = one.text.mapTo(one, one.text.rect().center()).x()
            assert abs(middle - one.rect().center().x()) <= 1, f"{stop.name}: {one.objectName()}"
    assert seen > 3


def test_a_field_is_as_high_with_the_focus_or_a_mark_as_without(usual: Walk) -> None:
    shell, walk = usual
    visit(shell, next(stop for stop in walk if stop.name == "admin office"))
    field = next(
        one for one in shown(shell) if isinstance(one, TextField) and one.objectName().startswith("office.")
    )
    shell.bar.scan.setFocus()
    settle(shell.runner)
    usual_height = field.sizeHint().height()
    field.setFocus()
    assert field.sizeHint().height() == usual_height
    shell.bar.scan.setFocus()
    field.set_tone(Tone.BAD)
    assert field.sizeHint().height() == usual_height
    field.set_tone(None)


def _tells(shell: Shell) -> set[str]:
    return (
        {key.id for key in shell.keys.bar("admin", shell.page.bar_keys)} if shell.page is not None else set()
    )


def test_in_the_settings_the_key_bar_tells_keys_of_rows_and_saving_only_where_they_work(usual: Walk) -> None:
    shell, walk = usual
    wrong: dict[str, str] = {}
    for stop in walk:
        if stop.screen != "admin":
            continue
        visit(shell, stop)
        told = _tells(shell)
        section = next(one for one in shown(shell) if isinstance(one, SectionPage))
        caps = {
            one.accessibleDescription()
            for one in section.findChildren(QWidget)
            if isinstance(one, KeyButton) and one.isVisible()
        }
        for key_id, cap in (*zip(ROW_KEYS, ("Ins", "Del"), strict=True), ("admin.commit", "F9")):
            if key_id in told and cap not in caps:
                wrong[stop.name] = f"{cap} is told and does nothing"
    assert wrong == {}
    assert {"admin.commit"} <= _bar_of(shell, walk, "admin rules")
    assert {"admin.add", "admin.drop"} <= _bar_of(shell, walk, "admin words")
    assert not {"admin.add", "admin.drop", "admin.commit"} & _bar_of(shell, walk, "admin look")


def _bar_of(shell: Shell, walk: tuple[Stop, ...], name: str) -> set[str]:
    visit(shell, next(stop for stop in walk if stop.name == name))
    return _tells(shell)
