"""How dossier, lists and hand-over look: nothing cut, everything named, reached by Tab, English whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk.services import DeskServices
from tests.helpers.office_window import ALT, Clerk, Practice, Sits, clerks
from ui.dossier.acts_pane import ActRow
from ui.dossier.panels import ELSEWHERE
from ui.i18n import catalogue
from ui.shell.screen import ScreenPage
from ui.widgets.buttons import KeyButton
from ui.widgets.label import Label

SIZES = ((1366, 697), (1093, 560), (1920, 1017))
LAST_WEEK = "2026-11-12T09:00:00+07:00"


@pytest.fixture
def sits(qtbot: QtBot, qapp: QApplication) -> Iterator[Sits]:
    with clerks(qtbot, qapp) as sit:
        yield sit


@pytest.fixture
def code(data_folder: Path) -> str:
    """A dossier overdue at its unit."""
    made = Practice.found(data_folder).receive(LAST_WEEK)
    Practice(data_folder).act(LAST_WEEK, made, "hand-over", {"to": "Tư pháp – Hộ tịch"})
    return made


def cut(page: ScreenPage) -> list[str]:
    """Labels that must be read and are not wholly shown; two lines say that they may be shortened."""
    may = {"dossier.subject"}
    return [
        label.text()
        for label in page.findChildren(Label)
        if label.isVisible() and label.text() and label.shortened and label.objectName() not in may
    ]


def nameless(page: ScreenPage) -> list[str]:
    """What takes the focus without saying what it is."""
    return [
        f"{type(one).__name__} {one.objectName()}"
        for one in page.findChildren(QWidget)
        if one.focusPolicy() != Qt.FocusPolicy.NoFocus
        and one.isVisible()
        and not one.focusProxy()
        and not one.accessibleName()
        and one.metaObject().className() not in {"QWidget", "QScrollBar", "QScrollArea", "QLineEdit"}
    ]


def every_state(clerk: Clerk, services: DeskServices, code: str) -> Iterator[tuple[str, ScreenPage]]:
    """Walk through the three screens and every panel of the dossier."""
    clerk.open(code)
    yield "dossier", clerk.dossier
    for act in services.show(code).actions:
        if act.verb not in ELSEWHERE:
            clerk.dossier.start(act.verb)
            clerk.settle()
            yield act.verb, clerk.dossier
            clerk.dossier.back()
            clerk.settle()
    for kind in ("overdue", "calls", "workload"):
        clerk.shell.go("worklist", kind)
        clerk.settle()
        yield kind, clerk.worklist
    clerk.shell.go("handover", (code,))
    clerk.settle()
    yield "handover", clerk.handover


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nothing_that_must_be_read_is_shortened_and_everything_has_a_name(
    sits: Sits, data_folder: Path, code: str, size: tuple[int, int], lang: str
) -> None:
    with Practice(data_folder).at() as services:
        clerk = sits(services, size=size, lang=lang)
        assert (clerk.shell.width(), clerk.shell.height()) == size
        found = {name: (cut(page), nameless(page)) for name, page in every_state(clerk, services, code)}
    assert {name: what for name, what in found.items() if what != ([], [])} == {}


@pytest.mark.parametrize("size", SIZES)
def test_panes_lie_inside_the_window_and_none_over_another(
    sits: Sits, data_folder: Path, code: str, size: tuple[int, int]
) -> None:
    with Practice(data_folder).at() as services:
        clerk = sits(services, size=size)
        clerk.open(code)
        page = clerk.dossier
        for verb in ("", "request-supplement", "extend", "correct"):
            if verb:
                page.start(verb)
                clerk.settle()
            view = page.view
            panes = [view.head, view.history, view.panel, view.acts, view.clock, view.commit, view.leave]
            boxes = [one.rect().translated(one.mapTo(page, QPoint(0, 0))) for one in panes if one.isVisible()]
            assert all(page.rect().contains(box) for box in boxes)
            assert not any(a.intersects(b) for at, a in enumerate(boxes) for b in boxes[at + 1 :])
            page.back()


def test_the_words_are_english_in_english(sits: Sits, data_folder: Path, code: str) -> None:
    vietnamese = set(catalogue("en")) - set(catalogue("en").values())
    with Practice(data_folder).at() as services:
        clerk = sits(services, lang="en")
        left: dict[str, set[str]] = {}
        for name, page in every_state(clerk, services, code):
            shown = {one.text() for one in page.findChildren(Label) if one.isVisible()}
            shown |= {one.text() for one in page.findChildren(KeyButton) if one.isVisible()}
            shown |= {one.text() for one in page.findChildren(ActRow) if one.isVisible()}
            left[name] = shown & vietnamese
    assert {name: words for name, words in left.items() if words} == {}


def test_tab_walks_the_papers_the_sentences_the_fields_and_the_button(
    sits: Sits, data_folder: Path, code: str
) -> None:
    with Practice(data_folder).at() as services:
        clerk = sits(services)
        clerk.open(code)
        clerk.key(Qt.Key.Key_F8)
        seen = []
        for _ in range(14):
            seen.append(clerk.focus)
            clerk.key(Qt.Key.Key_Tab)
    order = [name for name in seen if name.startswith("dossier.")]
    wanted = [
        "dossier.asked.1", "dossier.phrases", "dossier.field.other", "dossier.field.reason",
        "dossier.field.legal_basis", "dossier.commit", "dossier.leave",
    ]  # fmt: skip
    assert [name for name in order if name in wanted][: len(wanted)] == wanted


def test_f6_walks_acts_parts_and_history_and_comes_back(sits: Sits, data_folder: Path, code: str) -> None:
    with Practice(data_folder).at() as services:
        clerk = sits(services)
        clerk.open(code)
        clerk.key(Qt.Key.Key_1, ALT)
        clerk.dossier.view.acts.setFocus()
        seen = []
        for _ in range(5):
            seen.append(clerk.focus)
            clerk.key(Qt.Key.Key_F6)
    assert seen[0] == seen[4]
    assert seen[1:4] == ["dossier.papers", "dossier.sections.papers", "dossier.history"]
